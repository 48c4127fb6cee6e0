//! Quotes file names for shell commands in messages.
//!
//! In: a name. Out: a word that people can paste into a POSIX shell. No other file uses `shlex`.

use super::is_bidi_control;

/// `name` as one word of a POSIX shell command, quoted if necessary and never read as an option.
/// `None` if a message cannot show it unchanged.
pub fn shell_word(name: &str) -> Option<String> {
    let shown = |c: char| !c.is_control() && !is_bidi_control(c) && c != '`';
    if name.is_empty() || !name.chars().all(shown) {
        return None;
    }
    let dash = if name.starts_with('-') { "./" } else { "" };
    let word = format!("{dash}{name}");
    shlex::try_quote(&word).ok().map(|word| word.into_owned())
}

#[cfg(test)]
mod tests {
    use super::shell_word;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_quoted_where_a_shell_would_read_more_into_it() {
        let word = |name| shell_word(name).expect("it can be shown");
        assert_eq!(word("saved/page.html"), "saved/page.html");
        assert_eq!(word("my page.html"), "'my page.html'");
        assert_eq!(word("-f"), "./-f");
        for name in ["", "a\nb", "a\u{202e}b", "a`b`"] {
            assert_eq!(shell_word(name), None, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn a_shell_reads_the_name_back(name in "[ -~äß日]{1,20}") {
            if let Some(word) = shell_word(&name) {
                let read = shlex::split(&word).expect("words");
                let wanted = if name.starts_with('-') { format!("./{name}") } else { name };
                prop_assert_eq!(read, vec![wanted]);
            }
        }
    }
}
