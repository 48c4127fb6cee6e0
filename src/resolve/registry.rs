//! Every id of the project, and the record it names.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Body, Key, RecordKind, Ref, Slug, Table};
use crate::labels::Labels;
use crate::parse::{Ending, Entries, Parsed, RawLink};
use crate::text::{FileId, KeyPath, Names};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// The ids of all records.
#[derive(Debug)]
pub(super) struct Registry {
    kinds: BTreeMap<RecordKind, HashMap<Slug, Entry>>,
    /// The ids of each kind, to find one that is near. Made when the first unknown id comes up.
    names: OnceLock<BTreeMap<RecordKind, Names>>,
    lost: BTreeSet<String>,
    /// The rows of the first claims of files.
    first_claims: HashMap<FileId, usize>,
    unread: Arc<BTreeMap<String, usize>>,
}

#[derive(Debug)]
struct Entry {
    reference: Ref,
    label: Label,
    file: FileId,
}

/// What a record is called; a text of its own may hold links that need labels in their turn.
#[derive(Debug)]
enum Label {
    Plain(String),
    Text(Body<RawLink>),
}

/// What an id names.
pub(super) enum Named {
    /// A record.
    Record(Ref),
    /// Something that could not be read; it has been reported.
    Lost,
    /// Nothing. With the nearest id of a record of the kind that is not withdrawn, where one is near.
    Nothing(Option<String>),
}

impl Registry {
    /// Numbers all records in the order in which [`super::records`] builds them, and reports ids that
    /// stand twice.
    pub(super) fn new(parsed: &Parsed, labels: &Labels, sink: &mut Sink) -> Self {
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
            labels,
            sink,
        };
        builder.add_all(parsed);
        builder.registry
    }

    /// What the id `id` of a record of kind `kind` names.
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

    /// The number of the file that nothing reads and that would have a record of the id `id`.
    pub(super) fn unread(&self, id: &str) -> Option<usize> {
        self.unread.get(&id.to_lowercase()).copied()
    }

    /// The row of the first claim of a file of annotations; the others follow it.
    pub(super) fn first_claim(&self, file: FileId) -> usize {
        self.first_claims.get(&file).copied().unwrap_or_default()
    }

    /// The kinds that have a record of the id `id`.
    pub(super) fn kinds_of(&self, id: &str) -> impl Iterator<Item = RecordKind> {
        self.kinds
            .iter()
            .filter(move |(_, table)| table.contains_key(id))
            .map(|(kind, _)| *kind)
    }

    /// What the record of kind `kind` and id `id` is called.
    pub(super) fn label(&self, kind: RecordKind, id: &str) -> String {
        self.label_within(kind, id, 3)
    }

    fn label_within(&self, kind: RecordKind, id: &str, depth: usize) -> String {
        match self.kinds.get(&kind).and_then(|table| table.get(id)) {
            Some(entry) => match &entry.label {
                Label::Plain(label) => label.clone(),
                Label::Text(body) => self.label_of_text(body, depth),
            },
            None => id.to_owned(),
        }
    }

    /// A text's words, with the names of what its bare links lead to.
    fn label_of_text(&self, body: &Body<RawLink>, depth: usize) -> String {
        let mut label = String::new();
        let mut done = 0;
        for (at, link) in body.link_positions() {
            label.push_str(&body.text()[done..at]);
            done = at;
            if let Some((kind, id)) = link.record()
                && !link.labelled
                && depth > 0
            {
                label.push_str(&self.label_within(kind, id, depth - 1));
            }
        }
        label.push_str(&body.text()[done..]);
        label.trim().to_owned()
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
    labels: &'a Labels,
    sink: &'a mut Sink,
}

impl Builder<'_> {
    fn add_all(&mut self, parsed: &Parsed) {
        use RecordKind::{Actor, Article, Claim, Event, Judgement, Question, Topic};

        for page in parsed.articles() {
            let entry = &page.entry;
            let title = entry.title.as_ref().map(|title| title.0.as_str());
            let publisher = entry
                .publisher
                .as_ref()
                .map(|publisher| publisher.0.as_str());
            let called = crate::dossier::Article::called_by(title, publisher, &page.id);
            let label = Label::Plain(self.labels.called(called));
            self.add(
                Article,
                &page.id,
                label,
                page.file,
                entry.withdrawn.is_some(),
            );
        }
        for page in parsed.topics() {
            let title = page.entry.title.as_ref().map_or("", |title| &title.0);
            let label = Label::Plain(title.to_owned());
            self.add(
                Topic,
                &page.id,
                label,
                page.file,
                page.entry.withdrawn.is_some(),
            );
        }
        for (file, entries) in parsed.annotations() {
            let text = |line: &Option<Box<crate::parse::Line>>| match line {
                Some(line) if line.body.links().is_empty() => {
                    Label::Plain(line.body.text().trim().to_owned())
                }
                Some(line) => Label::Text(line.body.clone()),
                None => Label::Plain(String::new()),
            };
            let plain = |text: &Option<crate::parse::Plain>| {
                Label::Plain(text.as_ref().map_or(String::new(), |text| text.0.clone()))
            };
            let claims = self.rows.get(&Claim).copied().unwrap_or_default();
            self.registry.first_claims.insert(file, claims);
            self.section(file, Claim, &entries.claims, |c| {
                (text(&c.text), &c.withdrawn)
            });
            self.section(file, Event, &entries.events, |e| {
                (plain(&e.title), &e.withdrawn)
            });
            self.section(file, Judgement, &entries.judgements, |j| {
                (text(&j.text), &j.withdrawn)
            });
            self.section(file, Question, &entries.questions, |q| {
                (text(&q.text), &q.withdrawn)
            });
            self.section(file, Actor, &entries.actors, |a| {
                (plain(&a.name), &a.withdrawn)
            });
        }
    }

    fn section<T>(
        &mut self,
        file: FileId,
        kind: RecordKind,
        entries: &Entries<Slug, T>,
        facts: impl Fn(&T) -> (Label, &Option<Ending>),
    ) {
        for (id, entry) in &entries.0 {
            let (label, withdrawn) = facts(entry);
            self.add(kind, id, label, file, withdrawn.is_some());
        }
    }

    fn add(&mut self, kind: RecordKind, id: &Slug, label: Label, file: FileId, withdrawn: bool) {
        let reference = if withdrawn {
            self.withdrawn += 1;
            Ref::Withdrawn(Table::key(self.withdrawn - 1))
        } else {
            let row = self.rows.entry(kind).or_default();
            *row += 1;
            reference(kind, *row - 1)
        };
        let table = self.registry.kinds.entry(kind).or_default();
        if let Some(first) = table.get(id) {
            let message = format!("the {} `{id}` is there twice", kind.word());
            let diagnostic = Diagnostic::error(Code::DuplicateId, place(kind, id, file), message)
                .label("again")
                .related(place(kind, id, first.file), "first")
                .help("give one of the two another id, or put them into one record");
            self.sink.report(diagnostic);
            return;
        }
        table.insert(
            id.clone(),
            Entry {
                reference,
                label,
                file,
            },
        );
    }
}

/// Where a record stands: its file, or its key in a file of many.
fn place(kind: RecordKind, id: &Slug, file: FileId) -> Place {
    match kind {
        RecordKind::Article | RecordKind::Topic => Place::File(file),
        _ => Place::Key(file, KeyPath::root().then(kind.plural()).then(id.as_str())),
    }
}

fn reference(kind: RecordKind, row: usize) -> Ref {
    fn key<T>(row: usize) -> Key<T> {
        Table::key(row)
    }
    match kind {
        RecordKind::Article => Ref::Article(key(row)),
        RecordKind::Topic => Ref::Topic(key(row)),
        RecordKind::Actor => Ref::Actor(key(row)),
        RecordKind::Claim => Ref::Claim(key(row)),
        RecordKind::Event => Ref::Event(key(row)),
        RecordKind::Judgement => Ref::Judgement(key(row)),
        RecordKind::Question => Ref::Question(key(row)),
    }
}
