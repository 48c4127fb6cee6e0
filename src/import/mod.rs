//! Imports saved articles.
//!
//! In: plain text, HTML or Markdown files, as people save them. Out: for each file a byte-for-byte
//! capture, and an article's record that holds the facts found, with guesses marked.
//!
//! | file | job |
//! |---|---|
//! | `piece.rs`, `page.rs` | split a text, or the tags of a page, into pieces |
//! | `furniture.rs` | finds the site's own pieces, recurring lines, and a repeated body |
//! | `plain.rs` | reads headline, byline, dates and outlet from the lines |
//! | `metadata.rs`, `json_ld.rs` | read what a page's head declares |
//! | `declared.rs` | holds what was declared, and chooses among conflicting values |
//! | `byline.rs` | reads a name from a byline |
//! | `nest.rs`, `html.rs` | check whether a page is safe to build a tree from, and extract its readable part |
//! | `dates.rs`, `language.rs` | find dates in texts, detect the language of a text |
//! | `examine.rs` | combines all of that for one text |
//! | `record.rs`, `escape.rs` | write the record's file: front matter and body |
//! | `exposed.rs` | warns if git would track other people's writing |
//!
//! Nothing is fetched and no script is run. All facts come from the file, and unknown facts stay
//! unknown.

mod byline;
mod dates;
mod declared;
mod escape;
mod examine;
mod exposed;
mod furniture;
mod html;
mod json_ld;
mod language;
mod metadata;
mod nest;
mod page;
mod piece;
mod plain;
mod record;

pub use examine::LeftOut;
pub use exposed::{Exposed, exposed};
pub use record::{ArticleRecord, Fact, Facts};

use crate::diag::Failure;
use crate::dossier::Slug;
use crate::source::{
    Converted, Foreign, Format, NoPlace, NotRead, captures, conversion, near, place_for,
    read_given, wide,
};
use crate::text::{Digest, visible};
use crate::write::{Held, NotCreated, create_files, is_same_file, is_there};
use examine::SavedText;
use furniture::Lines;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What an import does, and where.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The folder of the project.
    pub root: PathBuf,
    /// The folder of the captures.
    pub captures: PathBuf,
    /// The id, for a single file. Without it, the id comes from the file name or the headline.
    pub id: Option<Slug>,
    /// Whether the cleaned text becomes the record's body.
    pub full: bool,
}

/// The outcome for one file.
#[derive(Debug)]
pub enum Outcome {
    /// The capture and the record were written.
    Imported(Box<Imported>),
    /// Nothing was written, because of the file itself or because of files that already exist.
    Refused {
        /// The problem.
        message: String,
        /// How to fix it.
        help: String,
    },
    /// Nothing was written, because of a system error.
    Failed(Failure),
}

/// An imported file.
#[derive(Debug)]
pub struct Imported {
    /// The record as written.
    pub record: ArticleRecord,
    /// The path of the record.
    pub record_path: PathBuf,
    /// The path of the capture.
    pub capture_path: PathBuf,
    /// Whether the given file already was the capture.
    pub kept: bool,
    /// The SHA-256 of the capture.
    pub digest: Digest,
    /// Pieces left out of the body, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A file that was read, before anything is written.
struct Input<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
    text: SavedText,
    /// Files with identical bytes share a number.
    number: usize,
}

/// Imports `files` into the held project. A file that cannot be imported does not stop the others.
/// Nothing is overwritten.
///
/// # Errors
/// [`Failure`] if the existing captures cannot be read. Nothing is imported in that case.
pub fn import(
    _held: &Held,
    options: &ImportOptions,
    files: &[PathBuf],
) -> Result<Vec<Outcome>, Failure> {
    let mut known = Known::default();
    for (name, bytes) in captures(&options.captures)? {
        if let Some((_, format)) = Format::of(&name)
            && let Ok(text) = decode(&bytes, &options.captures.join(&name))
        {
            known.number(&bytes, &name, &SavedText::read(&text, format));
        }
    }
    let mut inputs = Vec::new();
    for file in files {
        inputs.push(read(file).map(|(bytes, text)| {
            let name = file
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let number = known.number(&bytes, &name, &text);
            Input {
                path: file,
                bytes,
                text,
                number,
            }
        }));
    }
    let outcomes = inputs.into_iter().map(|input| match input {
        Ok(input) => import_one(options, &input, &known),
        Err(outcome) => outcome,
    });
    Ok(outcomes.collect())
}

/// The existing captures and the given files.
#[derive(Default)]
struct Known {
    lines: Lines,
    /// The number of each file, by the digest of its bytes.
    numbers: BTreeMap<Digest, usize>,
    /// By number, the name of the first file with those bytes.
    names: Vec<String>,
}

impl Known {
    fn number(&mut self, bytes: &[u8], name: &str, text: &SavedText) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry(Digest::of(bytes)).or_insert(next);
        if number == next {
            self.names.push(name.to_owned());
            self.lines.add(number, text.pieces());
        }
        number
    }
}

fn refused(message: impl Into<String>, help: &str) -> Outcome {
    Outcome::Refused {
        message: message.into(),
        help: help.to_owned(),
    }
}

const KINDS: &str = "save the article as `.txt`, `.html` (`.htm`) or `.md` (`.markdown`)";

fn read(file: &Path) -> Result<(Vec<u8>, SavedText), Outcome> {
    let shown = visible(&file.to_string_lossy()).into_owned();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let format = Format::of(&name);
    let bytes = read_given(file).map_err(|fault| match fault {
        NotRead::Missing => refused(
            format!("`{shown}` does not exist"),
            &match near(file) {
                Some(near) => format!("did you mean `{}`?", near.display()),
                None => "name an existing file".into(),
            },
        ),
        NotRead::Folder => refused(
            format!("`{shown}` is a folder"),
            "name the files in it: `dossier import FOLDER/*.txt`",
        ),
        // A given file may be a link to anywhere.
        NotRead::NotRegular | NotRead::Outside => refused(
            format!("`{shown}` is not a regular file"),
            "name a plain file",
        ),
        NotRead::TooLong(bytes) => refused(
            format!("`{shown}` has {} MiB, and the limit is 32 MiB", bytes >> 20),
            "save the page as HTML without its images, or as text",
        ),
        NotRead::Failed(failure) => Outcome::Failed(failure),
    })?;
    let Some((_, format)) = format else {
        return Err(refused(
            format!("`{shown}` is not a kind of file that can be imported"),
            KINDS,
        ));
    };
    let text =
        decode(&bytes, file).map_err(|(what, help)| refused(format!("`{shown}` {what}"), &help))?;
    let text = SavedText::read(&text, format);
    if text.pieces().is_empty() {
        return Err(refused(
            format!("`{shown}` contains no text"),
            "save the article again; if a script loads its text, save it from the browser once the text is visible",
        ));
    }
    Ok((bytes, text))
}

/// Decodes the bytes of the file at `path`, without a byte-order mark and with `\n` line ends. If
/// they are not text, returns the problem and how to fix it.
fn decode(bytes: &[u8], path: &Path) -> Result<String, (String, String)> {
    if bytes.is_empty() {
        return Err(("is empty".into(), "save the article again".into()));
    }
    if let Some(foreign) = Foreign::of(bytes) {
        let what = format!("is {}", foreign.told());
        return Err((what, foreign.help_for_article().into()));
    }
    let convert = || {
        let convert = conversion(bytes, path, Converted::Beside);
        format!(
            "{convert}; or save the page again as UTF-8 (editors and browsers offer this under “encoding”)"
        )
    };
    if let Some(name) = wide(bytes) {
        return Err((format!("is {name}, not UTF-8"), convert()));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let what = format!(
            "is not UTF-8: byte {} (0x{:02x}) is invalid",
            at + 1,
            bytes[at]
        );
        (what, convert())
    })?;
    if let Some(at) = text.find('\0') {
        let help = "it is not text, or it is damaged: save the article again as text";
        return Err((format!("contains a NUL byte, byte {}", at + 1), help.into()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn import_one(options: &ImportOptions, input: &Input<'_>, known: &Known) -> Outcome {
    let examined = examine::examine(&input.text, input.number, &known.lines);
    let shown = visible(&input.path.to_string_lossy()).into_owned();
    let stem = input
        .path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let title = examined.facts.title.as_ref();
    let made = || Slug::from_text(&stem).or_else(|| Slug::from_text(&first_words(&title?.value)));
    let Some(id) = options.id.clone().or_else(made) else {
        let message =
            format!("no id can be made from the file name of `{shown}` or from a headline");
        return refused(message, "give one, as in `--id some-words`");
    };
    let mut notices = examined.notices;
    let first = &known.names[input.number];
    if input
        .path
        .file_name()
        .is_none_or(|name| name.to_string_lossy() != first.as_str())
    {
        notices.push(format!("it is identical to `{first}`, byte for byte"));
    }
    if let Some(shared) = examined.shared {
        let paragraphs = if shared.paragraphs == 1 {
            "paragraph"
        } else {
            "paragraphs"
        };
        notices.push(format!(
            "it shares {} {paragraphs} word for word with `{}`: they may go back to one report",
            shared.paragraphs, known.names[shared.with]
        ));
    }
    let digest = Digest::of(&input.bytes);
    let capture_name = format!("{id}.{}", input.text.format().extension());
    let capture_path = options.captures.join(&capture_name);
    let kept = match is_same_file(input.path, &capture_path) {
        Ok(kept) => kept,
        Err(failure) => return Outcome::Failed(failure),
    };
    let record = ArticleRecord {
        id: id.clone(),
        facts: examined.facts,
        notices,
        body: options.full.then_some(examined.body),
    };
    let name = format!("content/articles/{id}.md");
    let record_path = options.root.join(&name);
    let record_place = match place_for(&options.root, &name) {
        Ok(place) => place,
        Err(NoPlace::Outside { message, help }) => return Outcome::Refused { message, help },
        Err(NoPlace::Failed(failure)) => return Outcome::Failed(failure),
    };
    let written = record.text(&capture_as_named(options, &capture_name), &digest);
    let other = match capture_of_another_kind(options, &id, &capture_path) {
        Ok(other) => other,
        Err(failure) => return Outcome::Failed(failure),
    };
    if let Some(other) = other {
        let message = format!(
            "`{shown}` was not imported: `{}` is already the capture of `{id}`",
            other.display()
        );
        return refused(
            message,
            "nothing is overwritten: give another id with `--id`",
        );
    }
    let capture = (!kept).then_some((capture_path.as_path(), input.bytes.as_slice()));
    let record_file = (record_place.as_path(), written.as_bytes());
    match create_files(capture.into_iter().chain([record_file])) {
        Ok(()) => Outcome::Imported(Box::new(Imported {
            record,
            record_path,
            capture_path,
            kept,
            digest,
            left_out: examined.left_out,
        })),
        Err(NotCreated::There(path)) => {
            let path = if path == record_place {
                record_path
            } else {
                path
            };
            let message = format!(
                "`{shown}` was not imported: `{}` already exists",
                path.display()
            );
            refused(
                message,
                "nothing is overwritten: give another id with `--id`, or move the file away",
            )
        }
        Err(NotCreated::Failed(failure)) => Outcome::Failed(failure),
    }
}

/// The path of the capture as the record names it: relative to the project, or the bare name.
fn capture_as_named(options: &ImportOptions, name: &str) -> String {
    let whole = |path: &Path| std::path::absolute(path).ok();
    let inside = whole(&options.captures)
        .zip(whole(&options.root))
        .and_then(|(captures, root)| captures.strip_prefix(root).ok().map(Path::to_path_buf));
    let parts: Option<Vec<&str>> = inside
        .as_ref()
        .map(|path| path.iter().filter_map(|part| part.to_str()).collect());
    match parts {
        Some(parts) if !parts.contains(&"..") => {
            let folder: String = parts.iter().map(|part| format!("{part}/")).collect();
            piece::clean(&format!("{folder}{name}"))
        }
        _ => name.to_owned(),
    }
}

fn capture_of_another_kind(
    options: &ImportOptions,
    id: &Slug,
    own: &Path,
) -> Result<Option<PathBuf>, Failure> {
    for format in Format::ALL {
        let name = format!("{id}.{}", format.extension());
        let path = options.captures.join(name);
        if path != own && is_there(&path)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The first words of a headline, up to about 60 bytes, from which an id is made.
fn first_words(title: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = String::new();
    for word in title.split(' ') {
        if !words.is_empty() && words.len() + word.len() > LONGEST {
            break;
        }
        words.push_str(word);
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{SavedText, decode, examine};
    use crate::import::furniture::Lines;
    use crate::source::Format;
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        for (bytes, part) in [
            (&b""[..], "is empty"),
            (b"ab\xff", "byte 3 (0xff)"),
            (b"a\0b", "NUL byte, byte 2"),
            (b"\xff\xfea\0", "UTF-16"),
        ] {
            let (message, help) = decode(bytes, Path::new("a.txt")).expect_err("no text");
            assert!(message.contains(part) && !help.is_empty(), "{message}");
        }
        let text = decode(b"\xef\xbb\xbfa\r\nb\rc", Path::new("a.txt"));
        assert_eq!(text.expect("text"), "a\nb\nc");
    }

    fn snippets() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("<p>"),
            Just("</p>"),
            Just("<div><nav>"),
            Just("</div>"),
            Just("<h1>"),
            Just("<li>"),
            Just("<table><td>"),
            Just("<script type=application/ld+json>"),
            Just("{\"@type\": \"NewsArticle\", \"author\": ["),
            Just("</script>"),
            Just("<time datetime='2026-01-02'>"),
            Just("<meta property=og:title content='A &amp; B'>"),
            Just("By Jane Roe\n"),
            Just("March 2, 2026"),
            Just("Related News\n\n"),
            Just("About us:\n"),
            Just("\n\n"),
            Just("Monday, "),
            Just("A/ B\n"),
            Just(
                "The council voted on Monday to close the old bridge. It gave no day for its reopening, and said that more would follow. "
            ),
            Just("ä日本\u{202e}"),
            Just("• "),
            Just("# "),
            Just("- "),
            Just("<b"),
            Just("\u{0}"),
            Just("&#x1F600;"),
        ];
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_examined(text in prop_oneof![snippets(), "\\PC{0,200}"]) {
            for format in Format::ALL {
                let text = SavedText::read(&text, format);
                let mut lines = Lines::default();
                lines.add(0, text.pieces());
                let examined = examine::examine(&text, 0, &lines);
                for (_, found) in examined.facts.all() {
                    prop_assert!(found.is_none_or(|found| !found.value.is_empty() && !found.value.contains('\n')));
                }
            }
        }
    }
}
