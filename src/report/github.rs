//! Prints faults as GitHub workflow commands (`::error file=…,line=…::message`), which GitHub shows
//! at their lines in a pull request.

use super::located::Located;
use std::fmt::Write;

/// The maximum number of related places shown for one fault.
const MOST: usize = 10;

/// One line per fault, with its related places in words. Data and properties are escaped like in
/// GitHub's own toolkit.
pub fn github(located: &[Located]) -> String {
    let mut out = String::new();
    for fault in located {
        let main = &fault.labels[0];
        let _ = write!(
            out,
            "::{} file={}",
            fault.severity.name(),
            property(&main.path)
        );
        if let Some((start, end)) = main.position {
            let _ = write!(out, ",line={},col={}", start.line, start.column);
            if end.line == start.line && end.column > start.column {
                let _ = write!(out, ",endColumn={}", end.column);
            }
        } else {
            out.push_str(",line=1");
        }
        let _ = write!(out, ",title={}::", property(fault.code.name()));
        out.push_str(&data(&fault.message));
        for other in fault.labels[1..].iter().take(MOST) {
            let line = other
                .position
                .map_or(String::new(), |(at, _)| format!(":{}", at.line));
            let colon = if other.text.is_empty() { "" } else { ": " };
            out.push_str(&data(&format!(
                "\nsee {}{line}{colon}{}",
                other.path, other.text
            )));
        }
        if let Some(note) = &fault.note {
            out.push_str(&data(&format!("\nnote: {note}")));
        }
        if let Some(help) = &fault.help {
            out.push_str(&data(&format!("\nhelp: {help}")));
        }
        out.push('\n');
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, github, property};
    use crate::diag::{Code, Severity};
    use crate::report::located::{Located, LocatedLabel};

    #[test]
    fn further_places_are_named() {
        let label = |path: &str, text: &str| LocatedLabel {
            path: path.into(),
            bytes: None,
            position: None,
            text: text.into(),
        };
        let fault = Located {
            code: Code::UnknownRecord,
            severity: Severity::Error,
            message: "there is no claim `x`".into(),
            note: None,
            help: None,
            labels: vec![label("a.md", ""), label("b.md", "and here")],
        };
        assert_eq!(
            github(&[fault]),
            "::error file=a.md,line=1,title=unknown-record::there is no claim `x`%0Asee b.md: and here\n"
        );
    }

    #[test]
    fn nothing_can_end_a_command_early() {
        assert_eq!(data("50 %\nnext"), "50 %25%0Anext");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
