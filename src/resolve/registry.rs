//! Every id of the project, and the record it names.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Body, RecordKind, Ref, Slug, Table, WrittenAs};
use crate::parse::{EntryName, Known, Parsed, ParsedRecord, RawLink};
use crate::text::{FileId, KeyPath, Names};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// The ids of all records.
#[derive(Debug)]
pub(super) struct Registry {
    kinds: BTreeMap<RecordKind, HashMap<Slug, Entry>>,
    /// The ids of each kind, to find a similar one. Made when the first unknown id is found.
    names: OnceLock<BTreeMap<RecordKind, Names>>,
    lost: BTreeSet<String>,
    /// The row of the first claim in each file.
    first_claims: HashMap<FileId, usize>,
    unread: Arc<BTreeMap<String, usize>>,
}

#[derive(Debug)]
struct Entry {
    reference: Ref,
    label: Label,
    file: FileId,
}

/// How a record is named. A text may contain links, which need labels in turn.
#[derive(Debug)]
enum Label {
    Plain(String),
    Text(Body<RawLink>),
    /// It has no name. The words for that are filled in later.
    None,
}

/// How many levels of linked records are looked up for a name.
const LABEL_DEPTH: usize = 3;

/// What an id names.
pub(super) enum Named {
    /// A record.
    Record(Ref),
    /// Something that could not be read and has been reported.
    Lost,
    /// Nothing. Contains the most similar id of this kind that is not withdrawn, if one is similar.
    Nothing(Option<String>),
}

impl Registry {
    /// Numbers all records in the order that [`super::records`] builds them, and reports duplicate
    /// ids.
    pub(super) fn new(parsed: &Parsed, sink: &mut Sink) -> Self {
        let mut builder = Builder {
            registry: Self {
                kinds: BTreeMap::new(),
                names: OnceLock::new(),
                first_claims: HashMap::new(),
                lost: parsed
                    .files
                    .iter()
                    .flat_map(|file| file.lost.iter().cloned())
                    .collect(),
                unread: Arc::clone(&parsed.unread),
            },
            rows: BTreeMap::new(),
            withdrawn: 0,
            sink,
        };
        for record in parsed.records() {
            builder.add(&record);
        }
        builder.registry
    }

    /// What `id` names among the records of kind `kind`.
    pub(super) fn find(&self, kind: RecordKind, id: &str) -> Named {
        let table = self.kinds.get(&kind);
        if let Some(entry) = table.and_then(|table| table.get(id)) {
            return Named::Record(entry.reference);
        }
        if self.lost.contains(&id.to_lowercase()) {
            return Named::Lost;
        }
        let names = self.names.get_or_init(|| {
            let kinds = self.kinds.iter();
            kinds.map(|(kind, ids)| (*kind, names(ids))).collect()
        });
        let near = names.get(&kind).and_then(|names| names.nearest(id));
        Named::Nothing(near.map(str::to_owned))
    }

    /// The index of an unread file that seems to contain a record with the id `id`.
    pub(super) fn unread(&self, id: &str) -> Option<usize> {
        self.unread.get(&id.to_lowercase()).copied()
    }

    /// The row of the first claim in an annotation file; the others follow it.
    pub(super) fn first_claim(&self, file: FileId) -> usize {
        self.first_claims.get(&file).copied().unwrap_or_default()
    }

    /// The kinds that have a record with the id `id`.
    pub(super) fn kinds_of(&self, id: &str) -> impl Iterator<Item = RecordKind> {
        self.kinds
            .iter()
            .filter(move |(_, table)| table.contains_key(id))
            .map(|(kind, _)| *kind)
    }

    /// The name of a record; its id if there is no such record. `None` if it, or a record that its
    /// text links to, has no name.
    pub(super) fn label(&self, kind: RecordKind, id: &str) -> Option<String> {
        self.label_within(kind, id, LABEL_DEPTH)
    }

    fn label_within(&self, kind: RecordKind, id: &str, depth: usize) -> Option<String> {
        match self.kinds.get(&kind).and_then(|table| table.get(id)) {
            Some(entry) => match &entry.label {
                Label::Plain(label) => Some(label.clone()),
                Label::Text(body) => self.label_of_text(body, depth),
                Label::None => None,
            },
            None => Some(id.to_owned()),
        }
    }

    /// The words of a text, with the names of records for links without words.
    fn label_of_text(&self, body: &Body<RawLink>, depth: usize) -> Option<String> {
        let mut label = String::new();
        let mut done = 0;
        for (at, link) in body.link_positions() {
            label.push_str(&body.text()[done..at]);
            done = at;
            if let Some((kind, id)) = link.record()
                && !link.labelled
                && depth > 0
            {
                label.push_str(&self.label_within(kind, id, depth - 1)?);
            }
        }
        label.push_str(&body.text()[done..]);
        Some(label.trim().to_owned())
    }
}

fn names(ids: &HashMap<Slug, Entry>) -> Names {
    let known = ids
        .iter()
        .filter(|(_, entry)| !matches!(entry.reference, Ref::Withdrawn(_)));
    let sorted: BTreeSet<&str> = known.map(|(id, _)| id.as_str()).collect();
    Names::new(sorted)
}

struct Builder<'a> {
    registry: Registry,
    rows: BTreeMap<RecordKind, usize>,
    withdrawn: usize,
    sink: &'a mut Sink,
}

impl Builder<'_> {
    fn add(&mut self, record: &ParsedRecord<'_>) {
        let ParsedRecord {
            file,
            kind,
            id,
            known,
        } = *record;
        if kind == RecordKind::Claim && !self.registry.first_claims.contains_key(&file) {
            let claims = self.rows.get(&kind).copied().unwrap_or_default();
            self.registry.first_claims.insert(file, claims);
        }
        let reference = if known.is_withdrawn {
            self.withdrawn += 1;
            Ref::Withdrawn(Table::key(self.withdrawn - 1))
        } else {
            let row = self.rows.entry(kind).or_default();
            *row += 1;
            Ref::new(kind, *row - 1)
        };
        let table = self.registry.kinds.entry(kind).or_default();
        if let Some(first) = table.get(id) {
            let message = format!("the {} `{id}` is defined twice", kind.word());
            let diagnostic = Diagnostic::error(Code::DuplicateId, place(kind, id, file), message)
                .label("again")
                .related(place(kind, id, first.file), "first")
                .help("give one of the two another id, or merge them into one record");
            self.sink.report(diagnostic);
            return;
        }
        table.insert(
            id.clone(),
            Entry {
                reference,
                label: label(known),
                file,
            },
        );
    }
}

fn label(known: Known<'_>) -> Label {
    match known.called {
        called if known.is_withdrawn && called.words().is_none() => Label::None,
        EntryName::Headline(None, _) => Label::None,
        EntryName::Title(title) | EntryName::Headline(title, _) => {
            Label::Plain(title.map_or(String::new(), |title| title.0.clone()))
        }
        EntryName::Text(Some(line)) if !line.body.links().is_empty() => {
            Label::Text(line.body.clone())
        }
        EntryName::Text(line) => {
            let text = line.map_or("", |line| line.body.text());
            Label::Plain(text.trim().to_owned())
        }
    }
}

/// The place of a record: its file, or its key in a file with several records.
fn place(kind: RecordKind, id: &Slug, file: FileId) -> Place {
    match kind.written_as() {
        WrittenAs::File => Place::File(file),
        WrittenAs::Entry => Place::Key(file, KeyPath::root().then(kind.plural()).then(id.as_str())),
    }
}
