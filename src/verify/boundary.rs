//! Where a quote may begin and end: not inside a word, or inside anything that reads as one word.
//!
//! Words are those of UAX #29, section 4.1, so `cannot`, `can't` and `1,000` are one word each.
//! Further forms count as one word, because a part of them may mean something else:
//!
//! - words joined by a hyphen, even at a line end (`non-binding`);
//! - words with an accent in place of the apostrophe (`can´t`);
//! - numbers with their sign, groups and parts (`−5`, `1 000`, `10:30`).

use super::readable::Readable;
use unicode_segmentation::UnicodeSegmentation;

/// Whether a word may begin or end at byte `at` of the normalised text.
pub(super) fn is_word_boundary(text: &Readable, at: usize) -> bool {
    let normal = text.normal();
    let (before, after) = (&normal[..at], &normal[at..]);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    if last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() {
        return false;
    }
    if last == ' ' {
        return !is_grouped(&before[..at - 1], after) && !is_hyphenated_line(text, at - 1);
    }
    if first == ' ' {
        return !is_grouped(before, &after[1..]) && !is_hyphenated_line(text, at);
    }
    !joins_back(text, at) && !joins_on(text, at) && !is_inside_word(normal, at)
}

/// Whether the character before `at` is a mark that belongs to the word or number at `at`.
fn joins_back(text: &Readable, at: usize) -> bool {
    let normal = text.normal();
    let mut before = normal[..at].chars().rev();
    let (mark, word) = (before.next(), before.next());
    let Some(first) = normal[at..].chars().next() else {
        return false;
    };
    match mark {
        Some('-') if !first.is_alphanumeric() => false,
        Some('-') => match word {
            Some('-') => false,
            Some(word) if word.is_alphanumeric() => is_joining(text, at - 1, word, first),
            // A minus sign.
            None | Some(' ' | '(' | '"' | '\'' | '$' | '€' | '£') => first.is_ascii_digit(),
            Some(_) => false,
        },
        Some(mark) => {
            let Some(word) = word else { return false };
            is_apostrophe(mark) && word.is_alphabetic() && first.is_alphabetic()
                || matches!(mark, ':' | '/') && word.is_ascii_digit() && first.is_ascii_digit()
        }
        None => false,
    }
}

/// Whether the character at `at` is a mark that joins the words or numbers on both sides.
fn joins_on(text: &Readable, at: usize) -> bool {
    let normal = text.normal();
    let mut after = normal[at..].chars();
    let (mark, word) = (after.next(), after.next());
    let last = normal[..at].chars().next_back();
    let (Some(last), Some(mark), Some(word)) = (last, mark, word) else {
        return false;
    };
    match mark {
        '-' if last.is_alphanumeric() && word.is_alphanumeric() => is_joining(text, at, last, word),
        ':' | '/' => last.is_ascii_digit() && word.is_ascii_digit(),
        mark => is_apostrophe(mark) && last.is_alphabetic() && word.is_alphabetic(),
    }
}

fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '`' | '´')
}

/// Whether the mark at `at`, which normalisation made `-`, joins the characters on both sides. A
/// dash joins only digits.
fn is_joining(text: &Readable, at: usize, before: char, after: char) -> bool {
    let original = text.original(&(at..at + 1));
    let is_dash = original.contains(['\u{2013}', '\u{2014}', '\u{2015}']);
    !is_dash || before.is_ascii_digit() && after.is_ascii_digit()
}

/// Whether the space between `before` and `after` groups the digits of a number: `1 000`.
fn is_grouped(before: &str, after: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let back = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let starts = |text: &str| {
        text.chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric())
    };
    (1..=3).contains(&back)
        && starts(&before[..before.len() - back])
        && digits(after) == 3
        && after[3..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric())
}

/// Whether the space at `at` is a line end after a hyphen that divides a word.
fn is_hyphenated_line(text: &Readable, at: usize) -> bool {
    let mut before = text.normal()[..at].chars().rev();
    let after = text.normal()[at + 1..].chars().next();
    before.next() == Some('-')
        && before.next().is_some_and(char::is_alphabetic)
        && after.is_some_and(char::is_lowercase)
        && text.original(&(at..at + 1)).contains('\n')
}

fn is_inside_word(normal: &str, at: usize) -> bool {
    let start = normal[..at].rfind(' ').map_or(0, |space| space + 1);
    let end = normal[at..]
        .find(' ')
        .map_or(normal.len(), |space| at + space);
    let mut words = normal[start..end].split_word_bound_indices();
    !words.any(|(word, _)| start + word == at)
}

#[cfg(test)]
mod tests {
    use super::is_word_boundary;
    use crate::source::Format;
    use crate::verify::readable::Readable;

    /// Whether `part`, which occurs once in `text`, begins and ends at word boundaries.
    fn whole(text: &str, part: &str) -> bool {
        let text = Readable::capture(text.to_owned(), Format::Plain);
        let start = text.normal().find(part).expect("it is there");
        is_word_boundary(&text, start) && is_word_boundary(&text, start + part.len())
    }

    #[test]
    fn what_reads_as_one_word_is_not_cut() {
        for (text, part) in [
            ("We cannot say", "We can"),
            ("We can’t say", "We can"),
            ("The non-binding vote", "binding vote"),
            ("It was so-called peace", "It was so"),
            ("He was un-\nable to go", "able to go"),
            ("He was un-\nable to go", "He was un-"),
            ("a loss of −5 percent", "5 percent"),
            ("a loss of -5 percent", "5 percent"),
            ("1,000 people", "000 people"),
            ("1\u{202f}000 people", "000 people"),
            ("some 12 000 people", "some 12"),
            ("at 10:30 sharp", "at 10"),
            ("on 9/11 then", "11 then"),
            ("from 10–12 of them", "12 of them"),
            ("We can`t say", "We can"),
            ("We can´t say", "t say"),
        ] {
            assert!(!whole(text, part), "{text:?}: {part:?}");
        }
    }

    #[test]
    fn words_are_whole() {
        for (text, part) in [
            ("We cannot say", "cannot"),
            ("The vote—binding or not", "binding or not"),
            ("The vote – binding", "binding"),
            ("It said -- twice", "twice"),
            ("- 5 percent", "5 percent"),
            ("in 2026 100 people", "100 people"),
            ("short- and long-term", "and long-term"),
            ("“Yes,” she said", "Yes"),
            ("U.S. law", "U.S."),
            ("so (it is) there", "it is"),
            ("他们不同意", "不同意"),
            ("note: ten", "ten"),
        ] {
            assert!(whole(text, part), "{text:?}: {part:?}");
        }
    }
}
