//! Explains YAML syntax errors in an analyst's words: what was probably meant, where the slip is,
//! and how the line should be.
//!
//! A corrected line is shown only if it makes the text valid YAML up to the end of the line and
//! past the fault.

use super::syntax::SyntaxError;
use super::vocabulary::Vocabulary;
use super::yaml::{YamlFault, stops_at};
use std::ops::Range;

/// A slip. `bytes` are counted in the YAML, not in its file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) message: String,
    pub(super) bytes: Range<usize>,
    pub(super) help: String,
}

/// Explains a fault in the YAML `source`, which begins at byte `base` of its text, in an analyst's
/// words.
pub(super) fn explained(
    fault: YamlFault,
    source: &str,
    base: usize,
    vocabulary: &'static Vocabulary,
) -> SyntaxError {
    match fault {
        YamlFault::Refused(error) => error,
        YamlFault::Scanner { at, info, bracket } => {
            let try_out = Trial {
                source,
                at,
                vocabulary,
            };
            let slip = slip(&try_out, &info, bracket);
            SyntaxError {
                message: slip.message,
                bytes: base + slip.bytes.start..base + slip.bytes.end,
                help: Some(slip.help),
            }
        }
    }
}

/// The slip behind the scanner's message `info` at the place of `try_out`. `bracket` is the byte of
/// the innermost `[` or `{` that is open there.
fn slip(try_out: &Trial<'_>, info: &str, bracket: Option<usize>) -> Slip {
    let Trial { source, at, .. } = *try_out;
    let line = Line::at(source, at);
    if let Some(tab) = line.text[..line.indent].find('\t') {
        let tab = line.start + tab;
        return new(
            "this line is indented with a tab",
            tab..tab + 1,
            "YAML is indented with spaces: replace each tab with two spaces",
        );
    }
    let above = line.above(source);
    let mut lines = above.iter().chain([&line]);
    if let Some(slip) = lines.find_map(|line| other_space(line, try_out)) {
        return slip;
    }
    let known = if info.contains("quoted scalar") {
        Some(quotation_mark(&line, at, info, try_out))
    } else if let Some(bracket) = bracket {
        Some(open_bracket(bracket, try_out))
    } else if info.contains("mapping values are not allowed") {
        second_colon(&line, at, try_out).or_else(|| line_above(&line, try_out))
    } else {
        special_start(&line, at, try_out)
            .or_else(|| indentation(source, &line, info))
            .or_else(|| wrapped(&line, info, try_out))
    };
    known.unwrap_or_else(|| {
        new(
            format!("this is not valid YAML: {info}"),
            at..at + 1,
            "check the indentation of this line and the line above; put text in quotes if it contains `: ` or ` #`, or begins with a \
             quotation mark or bracket",
        )
    })
}

fn new(message: impl Into<String>, bytes: Range<usize>, help: impl Into<String>) -> Slip {
    Slip {
        message: message.into(),
        bytes,
        help: help.into(),
    }
}

/// A text that stops being YAML at byte `at`, to try corrections on.
struct Trial<'a> {
    source: &'a str,
    at: usize,
    vocabulary: &'static Vocabulary,
}

impl Trial<'_> {
    /// Whether `key`, as written in a line, holds a list.
    fn holds_list(&self, key: &str) -> bool {
        self.vocabulary.is_list(key.trim_start_matches("- "))
    }

    /// Returns `written` if it can be shown, and makes the text valid YAML in place of `bytes`.
    fn fits<'t>(&self, bytes: Range<usize>, written: &'t str) -> Option<&'t str> {
        let short = short(written)?;
        let mut fixed = self.source.to_owned();
        fixed.replace_range(bytes.clone(), written);
        let end = bytes.start + written.len();
        let end_of_line = fixed[end..].find('\n').map_or(fixed.len(), |at| end + at);
        // The scanner notices an unclosed quotation mark or bracket only at the end of the text.
        let is_whole = stops_at(&fixed[..end_of_line]).is_none();
        let stops = || stops_at(&fixed).map(|at| at + bytes.len());
        let fits = is_whole && stops().is_none_or(|at| at > self.at + written.len());
        fits.then_some(short)
    }
}

/// A line of the source.
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// Bytes of white space before its first word.
    indent: usize,
}

impl<'a> Line<'a> {
    fn at(source: &'a str, at: usize) -> Self {
        let at = crate::text::floor_char_boundary(source, at);
        let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
        let text = source[start..].lines().next().unwrap_or_default();
        let indent = text.len() - text.trim_start().len();
        Self {
            start,
            text,
            indent,
        }
    }

    /// The nearest line above that is neither blank nor a comment.
    fn above(&self, source: &'a str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::at(source, start - 1);
            if !matches!(line.words().as_bytes().first(), None | Some(b'#')) {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    fn words(&self) -> &'a str {
        self.text.trim()
    }

    /// The bytes of [`Self::words`].
    fn bytes(&self) -> Range<usize> {
        let start = self.start + self.indent;
        start..start + self.words().len()
    }

    /// The first word, including the dash of a list entry before it.
    fn first_word(&self) -> &'a str {
        let words = self.words();
        let dash = words.len() - words.trim_start_matches("- ").len();
        let end = words[dash..]
            .find([':', ' '])
            .map_or(words.len(), |end| dash + end);
        &words[..end]
    }

    /// The column of its first key, after the dash of a list entry.
    fn key_column(&self) -> usize {
        let words = &self.text[self.indent..];
        match words.strip_prefix("- ") {
            Some(rest) => self.indent + words.len() - rest.trim_start().len(),
            None => self.indent,
        }
    }

    /// Its key, and the value after the first `: `.
    fn key_and_value(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.words().split_once(": ")?;
        Some((key, value.trim_start()))
    }
}

/// A space before or after a key that YAML reads as a letter, such as a no-break space.
fn other_space(line: &Line<'_>, trial: &Trial<'_>) -> Option<Slip> {
    let key = line.text.find(':').unwrap_or(0);
    let ends = [
        0..line.indent,
        key.saturating_sub(4)..key,
        key + 1..line.text.len().min(key + 5),
    ];
    let (at, space) = line.text.char_indices().find(|(at, c)| {
        c.is_whitespace() && !c.is_ascii() && ends.iter().any(|end| end.contains(at))
    })?;
    let start = line.start + at;
    Some(new(
        format!(
            "this is not a plain space but U+{:04X}, which often comes with copied text",
            space as u32
        ),
        start..start + space.len_utf8(),
        match trial.fits(
            line.bytes(),
            &line.words().replace(char::is_whitespace, " "),
        ) {
            Some(written) if at >= line.indent => format!("write `{written}`"),
            _ => "write plain spaces".into(),
        },
    ))
}

/// A line without a key, below a line that already has its value.
fn wrapped(line: &Line<'_>, info: &str, trial: &Trial<'_>) -> Option<Slip> {
    let source = trial.source;
    if !info.contains("simple key") {
        return None;
    }
    let has_key = |line: &Line<'_>| line.words().contains(": ") || line.words().ends_with(':');
    let above = line.above(source);
    let line = match above.filter(|_| has_key(line)) {
        Some(above) => above,
        None => Line::at(source, line.start),
    };
    let before = line.above(source).filter(|_| !has_key(&line))?;
    let (key, _) = before.key_and_value()?;
    let key = key.trim_start_matches("- ");
    let (word, rest) = line.words().split_once(' ').unwrap_or((line.words(), ""));
    let start = line.start + line.indent;
    let further = format!("indent it further than `{key}` if the text continues here");
    Some(new(
        "this line has no key and is not indented further than the line above",
        start..start + line.words().len(),
        match trial.fits(line.bytes(), &format!("{word}: {rest}")) {
            Some(written) if !rest.is_empty() => {
                format!("{further}; write `{written}` if `{word}` is a key")
            }
            _ => further,
        },
    ))
}

fn quotation_mark(line: &Line<'_>, at: usize, info: &str, trial: &Trial<'_>) -> Slip {
    let message = if info.contains("trailing content") {
        let message = "there is more text after the closing quotation mark";
        if let Some((key, value)) = line.key_and_value()
            && let Some(mark) = value.chars().next().filter(|c| "\"'".contains(*c))
        {
            let inner = value[1..].strip_suffix(mark).unwrap_or(value);
            return new(message, at..at + 1, in_quotes(line, key, inner, trial));
        }
        message
    } else if info.contains("escape") || info.contains("hexadecimal") {
        let help = "write `\\\\` for a backslash, or put the text in single quotes: `'…'`";
        return new(
            "a backslash in double quotes begins an escape, and this is not a valid escape",
            at..at + 1,
            help,
        );
    } else {
        "a quotation mark is not closed"
    };
    new(
        message,
        at..at + 1,
        "close it with the same mark; inside `'…'`, write an apostrophe twice; inside `\"…\"`, put a backslash before a quotation mark",
    )
}

/// A `[` or `{` that is not closed, or that has entries not separated by commas.
fn open_bracket(bracket: usize, trial: &Trial<'_>) -> Slip {
    let Trial { source, at, .. } = *trial;
    let line = Line::at(source, bracket);
    let open = &source[bracket..=bracket];
    let close = if open == "[" { "]" } else { "}" };
    if at > line.start + line.text.len() {
        let message = format!("this `{open}` is not closed");
        let text = line.key_and_value().filter(|(key, value)| {
            open == "[" && !trial.holds_list(key) && line.bytes().end - value.len() == bracket
        });
        if let Some((key, value)) = text {
            let help = in_quotes(&line, key, value, trial);
            return new(message, bracket..bracket + 1, help);
        }
        return new(
            message,
            bracket..bracket + 1,
            match trial.fits(
                line.bytes(),
                &format!("{}{close}", line.words().trim_end_matches(',')),
            ) {
                Some(written) => format!("write `{written}`"),
                None => format!("close it with `{close}`"),
            },
        );
    }
    new(
        format!("expected `,` or `{close}` here"),
        at..at + 1,
        format!(
            "separate entries with a comma, write `key: value` with a space, and put text with `,`, `:` or `{close}` in quotes"
        ),
    )
}

/// `text: He said: no`
fn second_colon(line: &Line<'_>, at: usize, trial: &Trial<'_>) -> Option<Slip> {
    let (key, value) = line.key_and_value()?;
    let first = line.start + line.indent + key.len();
    (at > first).then(|| {
        new(
            "this text contains a `:` with a space after it, which begins a value",
            at..at + 1,
            in_quotes(line, key, value, trial),
        )
    })
}

/// A colon that is not allowed because of the line above it.
fn line_above(line: &Line<'_>, trial: &Trial<'_>) -> Option<Slip> {
    let above = line.above(trial.source)?;
    let words = above.words();
    let start = above.start + above.indent;
    if let Some(rest) = words.strip_prefix('-')
        && !rest.starts_with([' ', '-'])
    {
        return Some(new(
            "there is no space after this dash",
            start..start + 1,
            write(above.bytes(), &format!("- {rest}"), trial),
        ));
    }
    let item = words.strip_prefix("- ").unwrap_or(words);
    if item.contains(": ") || item.ends_with(':') {
        if line.indent <= above.key_column() {
            return None;
        }
        let spaces = above.key_column();
        let key = line.start + line.indent;
        let end = key + line.words().find(':').unwrap_or(1);
        return Some(new(
            "this line is indented further than the line above, which already has its value",
            key..end,
            format!(
                "indent it by {spaces} spaces, like the line above; put text with `: ` in quotes"
            ),
        ));
    }
    let start = start + words.len() - item.len();
    let end = start + item.len();
    // A key is one word: if there are more, the colon is missing.
    let parts = item.split_once(':').filter(|(key, _)| !key.contains(' '));
    Some(match parts {
        Some((key, value)) => {
            let at = start + key.len();
            let written = format!("{key}: {value}");
            new(
                "there is no space after this colon",
                at..at + 1,
                write(start..end, &written, trial),
            )
        }
        None => {
            let (key, value) = item.split_once(' ').unwrap_or((item, ""));
            let written = format!("{key}: {value}");
            new(
                "there is no colon after this key",
                start..start + key.len(),
                write(start..end, written.trim_end(), trial),
            )
        }
    })
}

/// A value that begins with a character that has a meaning in YAML.
fn special_start(line: &Line<'_>, at: usize, trial: &Trial<'_>) -> Option<Slip> {
    let (key, value) = line.key_and_value()?;
    let start = line.start + line.indent + line.words().len() - value.len();
    let first = value.chars().next()?;
    ("@`%&*!|>-?[{,".contains(first) && at >= start).then(|| {
        new(
            format!("text that begins with `{first}` needs quotes"),
            start..start + first.len_utf8(),
            in_quotes(line, key, value, trial),
        )
    })
}

/// A line with an indentation that matches no level above.
fn indentation(source: &str, line: &Line<'_>, info: &str) -> Option<Slip> {
    if !["did not find expected", "simple key", "indentation"]
        .iter()
        .any(|part| info.contains(part))
    {
        return None;
    }
    let nearest = line.above(source)?;
    let mut above = line.above(source);
    // The nearest lines that begin one column to the left and one to the right.
    let mut siblings: Vec<Line<'_>> = Vec::new();
    while let Some(other) = above {
        if line.indent == other.indent || line.indent == other.key_column() {
            return None;
        }
        above = other.above(source);
        let is_new = siblings.iter().all(|known| known.indent != other.indent);
        if line.indent.abs_diff(other.indent) == 1 && is_new {
            siblings.push(other);
        }
    }
    siblings.sort_by_key(|line| line.indent);
    let end = line.start + line.indent;
    Some(new(
        "this line is not aligned with any line above it",
        end..end + line.first_word().len().max(1),
        match siblings.as_slice() {
            [] => format!(
                "indent it by {} spaces if it belongs to the line above; if not, align it with what it belongs to",
                nearest.key_column()
            ),
            siblings => {
                let ways = siblings
                    .iter()
                    .map(|line| format!("{} spaces, like `{}`", line.indent, line.first_word()));
                format!("indent it by {}", ways.collect::<Vec<_>>().join(", or "))
            }
        },
    ))
}

fn in_quotes(line: &Line<'_>, key: &str, value: &str, trial: &Trial<'_>) -> String {
    if trial.holds_list(key) {
        return "write a list, and put text that contains `, `, `: ` or a bracket in quotes: `[one, \"two: three\"]`".into();
    }
    let quoted = if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    };
    match trial.fits(line.bytes(), &format!("{key}: {quoted}")) {
        Some(written) => format!("put the text in quotes: `{written}`"),
        None => "put the whole text in quotes, `\"…\"`; inside, put a backslash before each quotation mark and backslash".into(),
    }
}

fn write(bytes: Range<usize>, line: &str, trial: &Trial<'_>) -> String {
    match trial.fits(bytes, line) {
        Some(line) => format!("write `{line}`"),
        None => "add it here".into(),
    }
}

/// The line, if it is short enough to show in a message and contains no backtick.
fn short(line: &str) -> Option<&str> {
    (line.chars().count() <= 100 && !line.contains('`')).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::{Slip, Trial, slip};
    use crate::document::Vocabulary;

    fn of(source: &str, at: &str, info: &str) -> Slip {
        let try_out = Trial {
            source,
            at: source.find(at).expect("it is there"),
            vocabulary: &Vocabulary::NONE,
        };
        slip(&try_out, info, None)
    }

    #[test]
    fn the_line_at_fault_is_found_above_the_one_where_the_scanner_stops() {
        let info = "mapping values are not allowed in this context";
        let source = "a:\n  text:One\n\n  # a comment\n  more: 1\n";
        let found = of(source, ": 1", info);
        assert_eq!(&source[found.bytes], ":");
        assert_eq!(found.help, "write `text: One`");
        let found = of("- a: b\n  text One\n  more: 1\n", ": 1", info);
        assert_eq!(found.help, "write `text: One`");
        let found = of("-a: b\n  more: 1\n", ": 1", info);
        assert_eq!(found.help, "write `- a: b`");
    }

    #[test]
    fn a_text_is_shown_in_quotes_that_fit_it() {
        let info = "mapping values are not allowed in this context";
        let found = of("- text: He said: \"no\"\n", ": \"", info);
        assert_eq!(
            found.help,
            "put the text in quotes: `- text: 'He said: \"no\"'`"
        );
        let found = of("text: It's so: no\n", ": no", info);
        assert_eq!(
            found.help,
            "put the text in quotes: `text: \"It's so: no\"`"
        );
    }
}
