//! Implements `dossier config`.
//!
//! In: the arguments. Out: every setting with its value and origin, as text or JSON. Reading the
//! settings is left to `config/`.

use super::arguments::base_url;
use super::exit::Exit;
use super::report;
use super::terminal::answer;
use crate::config::{BaseUrl, Origin, Project, Setting};
use crate::pipeline::{BuildOptions, settings};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier config                                show every setting, its value and its source
  DOSSIER_PAGES__TIMELINE=false dossier config  take one setting from the environment
  dossier config --format json                  print the settings for other programs")]
pub(super) struct Arguments {
    /// How to show the settings
    #[arg(long, value_enum, default_value_t = SettingsFormat::Text)]
    format: SettingsFormat,
    /// The site's address, as for `build`
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// The folder of the articles' saved texts, as for `build`
    #[arg(long, value_name = "DIR")]
    captures: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SettingsFormat {
    /// One setting per line
    Text,
    /// One JSON object on standard output
    Json,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let found = settings(&BuildOptions {
        base_url: arguments.base_url.clone(),
        captures: arguments.captures.clone(),
        ..BuildOptions::new(project.clone())
    });
    report::faults(&found.faults);
    if !found.faults.located.is_empty() {
        report::failed(&found.faults, "nothing can be built with these settings");
        return report::exit(&found.faults);
    }
    let text = match arguments.format {
        SettingsFormat::Text => table(&found.settings),
        SettingsFormat::Json => json(&found.settings),
    };
    answer(&text, Exit::Done)
}

fn table(settings: &[Setting]) -> String {
    let rows: Vec<[String; 3]> = settings.iter().map(row).collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let (key, value) = (width(0), width(1).min(40));
    let lines = rows
        .iter()
        .map(|[name, text, origin]| format!("{name:<key$}  {text:<value$}  {origin}\n"));
    lines.collect()
}

fn row(setting: &Setting) -> [String; 3] {
    let value = match &setting.value {
        Value::Null => "not set".to_owned(),
        value => value.to_string(),
    };
    let origin = match &setting.origin {
        Origin::Default => "default".to_owned(),
        Origin::File { path, line } => format!("{path}:{line}"),
        Origin::Variable(name) => name.clone(),
        Origin::Option(name) => (*name).to_owned(),
    };
    [setting.key.to_string(), value, origin]
}

/// A setting in the form for JSON.
#[derive(Serialize)]
struct Shown<'a> {
    key: String,
    value: &'a Value,
    #[serde(flatten)]
    origin: ShownOrigin<'a>,
}

#[derive(Serialize)]
#[serde(tag = "from", rename_all = "lowercase")]
enum ShownOrigin<'a> {
    Default,
    File { path: &'a str, line: usize },
    Environment { variable: &'a str },
    Option { option: &'a str },
}

fn json(settings: &[Setting]) -> String {
    let shown: Vec<Shown<'_>> = settings.iter().map(shown).collect();
    let object = serde_json::json!({ "settings": shown });
    format!("{object:#}\n")
}

fn shown(setting: &Setting) -> Shown<'_> {
    Shown {
        key: setting.key.to_string(),
        value: &setting.value,
        origin: match &setting.origin {
            Origin::Default => ShownOrigin::Default,
            Origin::File { path, line } => ShownOrigin::File { path, line: *line },
            Origin::Variable(variable) => ShownOrigin::Environment { variable },
            Origin::Option(option) => ShownOrigin::Option { option },
        },
    }
}
