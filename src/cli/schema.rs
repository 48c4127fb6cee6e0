//! Implements `dossier schema`.
//!
//! In: a kind of file, and perhaps a folder. Out: its JSON Schema, or a list of kinds. The schemas
//! come from `schema/`.

use super::exit::Exit;
use super::stopped::failed;
use super::terminal::answer;
use crate::schema::SchemaKind;
use crate::write::replace_files;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier schema                    list the kinds of file that have a schema
  dossier schema annotations        print one schema
  dossier schema --output .schemas  write all schemas into a folder, for editors")]
pub(super) struct Arguments {
    /// The kind of file; without it, all kinds are listed
    #[arg(value_parser = PossibleValuesParser::new(SchemaKind::ALL.iter().map(|kind| kind.name())))]
    kind: Option<String>,
    /// Write the schema, or the schemas of all kinds, into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let kind = arguments.kind.as_deref().and_then(SchemaKind::from_name);
    match (&arguments.output, kind) {
        (Some(folder), Some(kind)) => write(folder, &[kind]),
        (Some(folder), None) => write(folder, SchemaKind::ALL),
        (None, Some(kind)) => answer(&kind.schema(), Exit::Done),
        (None, None) => answer(&list(), Exit::Done),
    }
}

fn list() -> String {
    let lines = SchemaKind::ALL
        .iter()
        .map(|kind| format!("{:<12} {}\n", kind.name(), kind.files()));
    lines.collect()
}

fn write(folder: &Path, kinds: &[SchemaKind]) -> Exit {
    let files: Vec<_> = kinds
        .iter()
        .map(|kind| (kind.file_name(), kind.schema()))
        .collect();
    if let Err(failure) = replace_files(folder, &files) {
        return failed(&failure);
    }
    let lines = files
        .iter()
        .map(|(name, _)| format!("{}\n", folder.join(name).display()));
    answer(&lines.collect::<String>(), Exit::Done)
}
