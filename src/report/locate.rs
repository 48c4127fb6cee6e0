//! Turns key paths into byte spans, after a run and only for the faults it found.

use super::located::{Faults, Located, LocatedLabel};
use super::once::once;
use crate::diag::{Diagnostic, Place};
use crate::document::{self, Language, Tree};
use crate::source::Sources;
use crate::text::{FileId, LineIndex};
use std::collections::BTreeMap;
use std::ops::Range;

/// Finds the place of every fault, and sorts the faults by path, position and code. Only files with
/// faults are read again and parsed with positions. Faults with the same cause are merged.
pub fn locate(diagnostics: &[Diagnostic], sources: &Sources) -> Faults {
    let mut open = Open {
        sources,
        files: BTreeMap::new(),
    };
    let mut located: Vec<Located> = diagnostics.iter().map(|d| open.locate(d)).collect();
    located.sort_by(|a, b| key(a).cmp(&key(b)));
    located.dedup_by(|a, b| key(a) == key(b) && a.message == b.message);
    let located = once(located);
    let texts = open
        .files
        .into_iter()
        .filter_map(|(id, file)| Some((sources.path(id).to_owned(), file?.text)))
        .collect();
    Faults { located, texts }
}

fn key(located: &Located) -> (&str, Option<usize>, &str) {
    let main = &located.labels[0];
    let start = main.bytes.as_ref().map(|bytes| bytes.start);
    (&main.path, start, located.code.name())
}

struct Open<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, Option<OpenFile>>,
}

struct OpenFile {
    text: String,
    lines: LineIndex,
    tree: Option<Tree>,
}

impl Open<'_> {
    fn locate(&mut self, diagnostic: &Diagnostic) -> Located {
        let main = (&diagnostic.place, &diagnostic.label);
        let related = diagnostic.related.iter().map(|(place, text)| (place, text));
        Located {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            note: diagnostic.note.clone(),
            help: diagnostic.help.clone(),
            labels: std::iter::once(main)
                .chain(related)
                .map(|(place, text)| self.label(place, text))
                .collect(),
        }
    }

    fn label(&mut self, place: &Place, text: &str) -> LocatedLabel {
        let id = match file(place) {
            Ok(id) => id,
            Err(path) => {
                return LocatedLabel {
                    path: path.to_owned(),
                    bytes: None,
                    position: None,
                    text: text.to_owned(),
                };
            }
        };
        let sources = self.sources;
        let file = self
            .files
            .entry(id)
            .or_insert_with(|| OpenFile::read(sources, id))
            .as_ref();
        let bytes = file.and_then(|file| file.bytes(place));
        let position = file.zip(bytes.as_ref()).map(|(file, bytes)| {
            (
                file.lines.position(&file.text, bytes.start),
                file.lines.position(&file.text, bytes.end),
            )
        });
        LocatedLabel {
            path: sources.path(id).to_owned(),
            bytes,
            position,
            text: text.to_owned(),
        }
    }
}

/// The file of a place, or its path if it is not one of the project's files.
fn file(place: &Place) -> Result<FileId, &str> {
    match place {
        Place::Path(path) => Err(path),
        Place::Part(place, _) => file(place),
        Place::Bytes(span) => Ok(span.file),
        Place::Value(id, _) | Place::Key(id, _) | Place::Within(id, ..) | Place::File(id) => {
            Ok(*id)
        }
    }
}

impl OpenFile {
    fn read(sources: &Sources, id: FileId) -> Option<Self> {
        let text = sources.read_lossy(id)?;
        let lines = LineIndex::new(&text);
        let tree = match Language::of(sources.path(id)) {
            Language::Markdown => {
                document::front_matter(&text).and_then(|front| Tree::yaml(&text, front))
            }
            Language::Yaml => Tree::yaml(&text, 0..text.len()),
            Language::Toml => Tree::toml(&text).ok(),
            Language::Other => None,
        };
        Some(Self { text, lines, tree })
    }

    fn bytes(&self, place: &Place) -> Option<Range<usize>> {
        let bytes = self.stated(place)?;
        // There is nothing to point at after the last line end.
        let last = self
            .text
            .strip_suffix('\n')
            .map_or(self.text.len(), str::len);
        let start = crate::text::floor_char_boundary(&self.text, bytes.start.min(last));
        let end = crate::text::floor_char_boundary(&self.text, bytes.end).max(start);
        Some(start..end)
    }

    fn stated(&self, place: &Place) -> Option<Range<usize>> {
        let tree = self.tree.as_ref();
        let first_line = || Some(0..self.text.lines().next()?.len());
        match place {
            Place::Bytes(span) => Some(span.bytes.clone()),
            Place::Value(_, path) => tree?.value(path),
            // For a missing key at the root, the first line is shown.
            Place::Key(_, path) => tree?.key(path).or_else(first_line),
            Place::Within(_, path, needle) => Some(self.first(tree?.value(path)?, needle)),
            // A file is shown by its first line, but all of it is searched.
            Place::Part(place, needle) if matches!(**place, Place::File(_)) => {
                let found = find(&self.text, needle);
                found.map_or_else(first_line, |at| Some(at..at + needle.len()))
            }
            Place::Part(place, needle) => Some(self.first(self.stated(place)?, needle)),
            Place::File(_) => first_line(),
            Place::Path(_) => None,
        }
    }

    /// The first `needle` in the bytes `within`; all of `within` if it is not found.
    fn first(&self, within: Range<usize>, needle: &str) -> Range<usize> {
        let found = self.text.get(within.clone());
        let found = found.and_then(|text| find(text, needle));
        match found {
            Some(at) => within.start + at..within.start + at + needle.len(),
            None => within,
        }
    }
}

/// The byte at which `needle` is in `text`. The first match at the end of a word or id is
/// preferred: `claim:memo` should not match in `claim:memo-of-may`. Otherwise the first match.
fn find(text: &str, needle: &str) -> Option<usize> {
    let goes_on = |c: char| c.is_alphanumeric() || c == '-';
    let is_whole = |at: &usize| !text[at + needle.len()..].starts_with(goes_on);
    let mut places = text.match_indices(needle).map(|(at, _)| at);
    places.clone().find(is_whole).or_else(|| places.next())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_id_is_found_where_it_is_not_the_beginning_of_another() {
        let text = "[[claim:memo-of-may]], [[claim:memo]]";
        assert_eq!(find(text, "claim:memo"), Some(25));
        assert_eq!(find(text, "claim:memo-of"), Some(2));
        assert_eq!(find(text, "actor:memo"), None);
    }
}
