//! Implements `dossier explain`.
//!
//! In: a code, or nothing. Out: the explanation of the code, or a list of all codes. The texts come
//! from `diag/`.

use super::exit::Exit;
use super::report;
use super::terminal::{answer, look_of_answers, tell};
use crate::diag::{Code, Explanation, Segment};
use crate::text::Names;
use clap::builder::styling::{AnsiColor, Style};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command};
use std::ffi::OsStr;
use std::fmt::Write;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier explain                  list all codes
  dossier explain quote-not-found  explain one code, found in brackets in a message")]
pub(super) struct Arguments {
    /// The code, found in brackets in a message; without it, all codes are listed
    #[arg(value_name = "CODE", value_parser = AnyCode, hide_possible_values = true)]
    code: Option<String>,
}

/// Accepts any text, so that an unknown code can be reported with the nearest known one. Shells
/// complete the known codes.
#[derive(Debug, Clone)]
struct AnyCode;

impl TypedValueParser for AnyCode {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let codes = Code::ALL.iter();
        Some(Box::new(codes.map(|code| PossibleValue::new(code.name()))))
    }
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let look = look_of_answers();
    let Some(name) = &arguments.code else {
        return answer(&look.signs(&all()), Exit::Done);
    };
    // A code copied from a message may include the text around it.
    let name = name
        .trim_start_matches("error")
        .trim_start_matches("warning");
    let name = name
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    match Code::from_name(&name) {
        Some(code) => answer(&look.signs(&at_length(code)), Exit::Done),
        None => {
            let names = Names::new(Code::ALL.iter().map(|code| code.name()));
            let help = match names.nearest(&name) {
                Some(near) => format!("did you mean `dossier explain {near}`?"),
                None => "`dossier explain` lists all codes".into(),
            };
            tell(&format!(
                "error: there is no code `{name}`\n  = help: {help}\n"
            ));
            Exit::Usage
        }
    }
}

const TITLE: Style = Style::new().bold();
const WRONG: Style = AnsiColor::BrightRed.on_default().bold();
const RIGHT: Style = AnsiColor::BrightGreen.on_default().bold();

/// All codes with their summaries, grouped by subject.
fn all() -> String {
    let longest = Code::ALL.iter().map(|code| code.name().len()).max();
    let width = longest.unwrap_or(0);
    let mut text = String::new();
    for (group, codes) in Code::GROUPS {
        let _ = writeln!(text, "{TITLE}{group}{TITLE:#}");
        for code in *codes {
            let name = code.name();
            let summary = code.explanation().summary.replace('\n', " ");
            let _ = writeln!(text, "  {name:width$}  {summary}");
        }
        text.push('\n');
    }
    let count = report::count(Code::ALL.len(), "code");
    let _ = writeln!(text, "{count}; `dossier explain CODE` explains one");
    text
}

fn at_length(code: Code) -> String {
    let Explanation {
        summary,
        prose,
        wrong,
        right,
    } = code.explanation();
    let mut text = format!("{TITLE}{}{TITLE:#}\n\n{summary}\n", code.name());
    for paragraph in prose {
        let _ = write!(text, "\n{paragraph}\n");
    }
    add_section(&mut text, "Wrong", WRONG, &wrong);
    add_section(&mut text, "Right", RIGHT, &right);
    text
}

fn add_section(text: &mut String, name: &str, style: Style, segments: &[Segment]) {
    let _ = write!(text, "\n{style}{name}{style:#}\n");
    for piece in segments {
        match piece {
            Segment::Words(words) => {
                let _ = write!(text, "\n{words}\n");
            }
            Segment::File {
                path, text: lines, ..
            } => {
                let _ = write!(text, "\n{path}\n\n");
                for line in lines.lines() {
                    let _ = writeln!(text, "{}", format!("  | {line}").trim_end());
                }
            }
        }
    }
}
