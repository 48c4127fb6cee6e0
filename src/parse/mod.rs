//! Stage 2: parses files into entries. In: [`Sources`]. Out: [`Parsed`].
//!
//! Files are read and parsed in parallel, and the text of each file is dropped afterwards. Faulty
//! parts are reported and left out. Their ids are remembered as lost, so that references to them
//! are not reported as unknown. A file that is known from an earlier run need not be parsed again.

mod ending;
mod entries;
mod entry;
mod markdown;
mod told;
mod values;
mod vocabulary;

pub use ending::Ending;
pub use entries::*;
pub use entry::{Entry, EntryName, Known};
pub use markdown::{
    LinkForm, MarkdownFault, MarkdownFaultKind, RawLink, Shape, markdown, readable,
};
pub use values::{Entries, Line, Plain};
pub use vocabulary::VOCABULARY;

pub use told::{markdown_fault, within};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{self, Decoded};
use crate::dossier::{Body, Heading, OfKind, RecordKind, Slug};
use crate::source::{Role, Sources};
use crate::text::{FileId, KeyPath, Span, Step};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What each file says on its own: the home page, then articles, topics and annotations, each
/// sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// All files, shared with callers that keep them.
    pub files: Arc<[Arc<ParsedFile>]>,
    /// Ids in files that nothing reads, each with the index of the file in [`Sources::unread`].
    pub unread: Arc<BTreeMap<String, usize>>,
}

impl Parsed {
    /// The articles that could be read.
    pub fn articles(&self) -> impl Iterator<Item = &PageFile<ArticleEntry>> {
        self.files.iter().filter_map(|file| match &file.content {
            Some(Content::Article(page)) => Some(&**page),
            _ => None,
        })
    }

    /// The topics that could be read.
    pub fn topics(&self) -> impl Iterator<Item = &PageFile<TopicEntry>> {
        self.files.iter().filter_map(|file| match &file.content {
            Some(Content::Topic(page)) => Some(&**page),
            _ => None,
        })
    }

    /// The annotation files that could be read.
    pub fn annotations(&self) -> impl Iterator<Item = (FileId, &AnnotationFile)> {
        self.files.iter().filter_map(|file| match &file.content {
            Some(Content::Annotations(entries)) => Some((file.file, &**entries)),
            _ => None,
        })
    }
}

impl Parsed {
    /// The texts of the home page and of the topics.
    pub fn prose(&self) -> Vec<ProseFile> {
        let files = self.files.iter();
        let prose = files.filter_map(|file| {
            Some(ProseFile {
                file: file.file,
                text: Arc::clone(file.prose.as_ref()?),
            })
        });
        prose.collect()
    }

    /// All records that could be read, in the order that the resolver numbers them.
    pub fn records(&self) -> impl Iterator<Item = ParsedRecord<'_>> {
        self.files.iter().flat_map(|file| file.records())
    }
}

/// What other files can know of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParsedRecord<'a> {
    /// The file it is written in.
    pub file: FileId,
    /// Its kind.
    pub kind: RecordKind,
    /// Its id.
    pub id: &'a Slug,
    /// What other files can learn from its entry.
    pub known: Known<'a>,
}

/// A file, and what was read from it.
#[derive(Debug, Clone)]
pub struct ParsedFile {
    /// The file.
    pub file: FileId,
    /// What it says; `None` if it could not be read.
    pub content: Option<Content>,
    /// Ids of records that could not be read.
    pub lost: BTreeSet<String>,
    /// Values that could not be read.
    pub lost_values: BTreeSet<KeyPath>,
    /// The text of a topic or of the home page, for the lint rules about prose.
    prose: Option<Arc<str>>,
    faults: Sink,
}

/// The text of a topic's file, or of the home page.
#[derive(Debug, Clone)]
pub struct ProseFile {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: Arc<str>,
}

impl ParsedFile {
    /// The records of the file that could be read.
    pub fn records(&self) -> Box<dyn Iterator<Item = ParsedRecord<'_>> + '_> {
        let file = self.file;
        let record = move |(kind, id, known)| ParsedRecord {
            file,
            kind,
            id,
            known,
        };
        match &self.content {
            None | Some(Content::Home(_)) => Box::new(std::iter::empty()),
            Some(Content::Article(page)) => Box::new(std::iter::once(record(page.known()))),
            Some(Content::Topic(page)) => Box::new(std::iter::once(record(page.known()))),
            Some(Content::Annotations(entries)) => Box::new(entries.records().map(record)),
        }
    }

    /// The headings of the file's body.
    pub fn headings(&self) -> &[Heading] {
        match &self.content {
            None | Some(Content::Annotations(_)) => &[],
            Some(Content::Home(written)) => written.body.headings(),
            Some(Content::Article(page)) => page.body.body.headings(),
            Some(Content::Topic(page)) => page.body.body.headings(),
        }
    }
}

impl<E: Entry> PageFile<E> {
    fn known(&self) -> (RecordKind, &Slug, Known<'_>) {
        (E::Record::KIND, &self.id, self.entry.known())
    }
}

/// What a file says.
#[derive(Debug, Clone)]
pub enum Content {
    /// The home page's text.
    Home(Written),
    /// An article.
    Article(Box<PageFile<ArticleEntry>>),
    /// A topic.
    Topic(Box<PageFile<TopicEntry>>),
    /// Annotations.
    Annotations(Box<AnnotationFile>),
}

/// A record with its own Markdown file.
#[derive(Debug, Clone)]
pub struct PageFile<T> {
    /// The file.
    pub file: FileId,
    /// The id of the record: the file name without `.md`.
    pub id: Slug,
    /// Its front matter.
    pub entry: T,
    /// Its body.
    pub body: Written,
}

/// A Markdown body, and where it is in its file. Empty for a record without a body.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The body; its links' ranges count from `start`.
    pub body: Body<RawLink>,
    /// The byte of the file at which it begins.
    pub start: usize,
}

/// Reads and parses all content files and reports every fault. `known` has files from an earlier
/// run with the same configuration, by the index of their ids. They are used as they are, so the
/// caller must leave out files that have changed.
pub fn parse(
    sources: &Sources,
    config: &Config,
    known: &[Option<Arc<ParsedFile>>],
    sink: &mut Sink,
) -> Parsed {
    let files: Vec<(FileId, Role)> = [Role::Home, Role::Article, Role::Topic, Role::Annotations]
        .into_iter()
        .flat_map(|role| sources.of(role).map(move |(id, _)| (id, role)))
        .collect();
    let parse_file = |(id, role): (FileId, Role)| {
        if let Some(Some(file)) = known.get(id.index()) {
            return Arc::clone(file);
        }
        let mut parser = FileParser {
            sources,
            id,
            allow_html: config.markdown.allow_html,
            lost: BTreeSet::new(),
            lost_values: BTreeSet::new(),
            prose: None,
            sink: Sink::new(),
        };
        let content = parser.parse(role);
        Arc::new(ParsedFile {
            file: id,
            content,
            lost: parser.lost,
            lost_values: parser.lost_values,
            prose: parser.prose,
            faults: parser.sink,
        })
    };
    let files: Vec<Arc<ParsedFile>> = files.into_par_iter().map(parse_file).collect();
    for file in &files {
        sink.absorb(file.faults.clone());
    }
    Parsed {
        files: files.into(),
        unread: Arc::new(ids_of_unread(sources)),
    }
}

struct FileParser<'a> {
    sources: &'a Sources,
    id: FileId,
    allow_html: bool,
    lost: BTreeSet<String>,
    lost_values: BTreeSet<KeyPath>,
    prose: Option<Arc<str>>,
    sink: Sink,
}

impl FileParser<'_> {
    fn parse(&mut self, role: Role) -> Option<Content> {
        let text = match self.sources.text(self.id) {
            Ok(text) => text,
            Err(diagnostic) => {
                self.sink.report(*diagnostic);
                if role == Role::Annotations {
                    let text = self.sources.read_lossy(self.id).unwrap_or_default();
                    // In UTF-16, every other byte of such a text is zero.
                    self.lost.extend(keys_of(&text.replace('\0', "")));
                }
                self.lose_stem();
                return None;
            }
        };
        if text.trim().is_empty() {
            self.sink.report(
                Diagnostic::error(Code::EmptyFile, Place::File(self.id), "this file is empty")
                    .help("write the content of this file, or delete it"),
            );
            self.lose_stem();
            return None;
        }
        if matches!(role, Role::Home | Role::Topic) {
            self.prose = Some(text.as_str().into());
        }
        match role {
            Role::Home => {
                if document::front_matter(&text).is_some() {
                    let message = "the home page cannot have front matter";
                    self.sink.report(
                        Diagnostic::error(Code::UnknownKey, Place::File(self.id), message)
                            .help("delete the lines from `---` to `---`: the settings of the site belong in `site.toml`"),
                    );
                }
                Some(Content::Home(self.body(&text, 0)))
            }
            Role::Article => self
                .page(&text)
                .map(|page| Content::Article(Box::new(page))),
            Role::Topic => self.page(&text).map(|page| Content::Topic(Box::new(page))),
            _ => self
                .annotations(&text)
                .map(|a| Content::Annotations(Box::new(a))),
        }
    }

    fn page<T: serde::de::DeserializeOwned + Default>(
        &mut self,
        text: &str,
    ) -> Option<PageFile<T>> {
        let id = self.stem();
        let Some(front) = document::front_matter(text) else {
            self.report_front_matter(text);
            self.lose_stem();
            return None;
        };
        let start = document::body_start(text, &front);
        let body = self.body(text, start);
        let entry: T = if text[front.clone()].trim().is_empty() {
            T::default()
        } else {
            let decoded = document::read_yaml(text, front, self.id, &VOCABULARY, &mut self.sink);
            self.lost_values = decoded.lost;
            // Without its front matter, the record still has an id, and a body to check.
            decoded.value.unwrap_or_default()
        };
        Some(PageFile {
            file: self.id,
            id: id?,
            entry,
            body,
        })
    }

    /// The id from the file's name. Reports a name that is not a valid id.
    fn stem(&mut self) -> Option<Slug> {
        let name = &self.sources.file(self.id).name;
        let stem = name.strip_suffix(".md").unwrap_or(name);
        match Slug::new(stem) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.lost.extend(ids_like(stem));
                let place = Place::File(self.id);
                self.sink.report(
                    Diagnostic::error(Code::InvalidId, place, fault.message())
                        .help(format!("rename the file: {}", fault.help())),
                );
                None
            }
        }
    }

    fn lose_stem(&mut self) {
        let name = &self.sources.file(self.id).name;
        let stem = name.strip_suffix(".md").unwrap_or(name);
        self.lost.insert(stem.to_owned());
    }

    fn report_front_matter(&mut self, text: &str) {
        let open = text
            .lines()
            .next()
            .is_some_and(|line| line.trim_end() == "---");
        let (message, help) = if !open && text.trim_start().starts_with("---") {
            let help = "remove what is above or before it: the file must begin with `---`";
            ("the first `---` is not the first line", help)
        } else if open {
            let help = "close it with a second line `---` above the body";
            ("the front matter is not closed", help)
        } else {
            let help = "begin the file with a line `---`, the record's keys in YAML, and another line `---`";
            ("the front matter is missing", help)
        };
        let bytes = 0..text.lines().next().map_or(0, str::len);
        let place = Place::Bytes(Span {
            file: self.id,
            bytes,
        });
        self.sink
            .report(Diagnostic::error(Code::MissingFrontMatter, place, message).help(help));
    }

    fn body(&mut self, text: &str, start: usize) -> Written {
        let (body, faults) = markdown(&text[start..], Shape::Document);
        for fault in faults {
            let bytes = start + fault.range.start..start + fault.range.end;
            let place = Place::Bytes(Span {
                file: self.id,
                bytes,
            });
            if let Some(diagnostic) = markdown_fault(fault.kind, place, self.allow_html) {
                self.sink.report(diagnostic);
            }
        }
        Written { body, start }
    }

    /// Warns if unquoted text continues after ` #`, which begins a comment.
    fn check_comments(&mut self, text: &str) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let entry = line.trim_start().trim_start_matches("- ");
            let value = ["quote: ", "text: ", "title: ", "sourcing: ", "note: "]
                .iter()
                .find_map(|key| entry.strip_prefix(key));
            let plain = value.filter(|value| !value.starts_with(['"', '\'', '|', '>', '#']));
            if let Some(at) = plain.and_then(|_| line.find(" #")) {
                let bytes = start + at + 1..start + line.trim_end().len();
                let file = self.id;
                let place = Place::Bytes(Span { file, bytes });
                let message = "this is a comment, not part of the text";
                self.sink.report(
                    Diagnostic::warning(Code::CutByComment, place, message)
                        .help("if it is text, put the whole text in quotes; if it is a comment, put it on its own line"),
                );
            }
            start += line.len();
        }
    }

    fn annotations(&mut self, text: &str) -> Option<AnnotationFile> {
        if text.contains(" #") {
            self.check_comments(text);
        }
        let Decoded { value, lost } = document::read_yaml::<AnnotationFile>(
            text,
            0..text.len(),
            self.id,
            &VOCABULARY,
            &mut self.sink,
        );
        // If a whole section is lost, its place in the text is unknown, so all keys of the text
        // count as lost.
        if lost
            .iter()
            .any(|path| matches!(path.steps(), [] | [Step::Key(_)]))
        {
            self.lost.extend(keys_of(text));
        }
        for path in &lost {
            if let [Step::Key(_), Step::Key(id)] = path.steps() {
                self.lost.extend(ids_like(id));
            }
        }
        let file = value?;
        let nothing_lost = lost.is_empty();
        self.lost_values = lost;
        if file.is_empty() && nothing_lost && self.sink.checkpoint().is_ok() {
            let message = "this file contains no records";
            self.sink.report(
                Diagnostic::error(Code::EmptyFile, Place::File(self.id), message)
                    .help("write `claims:`, `events:` or another section, or delete the file"),
            );
        }
        Some(file)
    }
}

/// The ids that references may use for a record named `name`, which need not be a valid id.
fn ids_like(name: &str) -> impl Iterator<Item = String> {
    let made = Slug::from_text(name).map(|id| id.to_string());
    std::iter::once(name.to_lowercase()).chain(made)
}

/// The ids of the records that unread files seem to contain, each with the index of the file.
fn ids_of_unread(sources: &Sources) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    for (number, file) in sources.unread().iter().enumerate() {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        ids.extend(ids_like(stem).map(|id| (id, number)));
        if name.contains(".yaml") || name.contains(".yml") || file.path.contains("/annotations/") {
            let text = sources.read_unread(file).unwrap_or_default();
            ids.extend(keys_of(&text).map(|id| (id, number)));
        }
    }
    ids
}

/// Words that look like keys, in a file that could not be parsed.
fn keys_of(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter_map(|line| line.trim_start().split_once(':'))
        .map(|(key, _)| key.trim_matches(['"', '\'']).to_lowercase())
}
