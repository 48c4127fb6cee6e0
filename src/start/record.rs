//! Adds a new record to a project, with blanks for what is not yet known.
//!
//! In: a project and a [`Skeleton`]. Out: a new or extended file, and the lines of the blanks. The
//! keys come from `skeletons.rs`, and the file from `target.rs`.

use super::Skeleton;
use super::target::{Annotations, Target, target};
use crate::config::{Config, Project};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{
    Addition, Draft, DraftLine, Language, NotInserted, Tree, front_matter, insert, read_tree,
};
use crate::dossier::{RecordKind, Slug};
use crate::parse::VOCABULARY;
use crate::report::{NotDone, locate};
use crate::source::{Role, Sources, place_for, walk};
use crate::text::{FileId, KeyPath, LineIndex, Span, Step, nearest};
use crate::write::{Held, NotCreated, create_files, is_there, replace_file};

/// A record that was added.
#[derive(Debug)]
pub struct Made {
    /// The path of its file, relative to the root, with `/`.
    pub path: String,
    /// Whether the file is new.
    pub is_new_file: bool,
    /// The line on which the record starts, counted from 1.
    pub line: usize,
    /// The keys left blank, each with its line.
    pub open: Vec<(String, usize)>,
}

/// Adds the record that `skeleton` describes to the held project. An article or topic becomes a new
/// file. Any other record goes at the end of its section in an annotation file, which `topic`
/// selects. Existing text is not changed.
///
/// # Errors
/// [`NotDone`] if the record cannot be added. Nothing is written in that case.
pub fn add(
    held: &Held,
    project: &Project,
    topic: Option<&Slug>,
    skeleton: &Skeleton,
) -> Result<Made, NotDone> {
    let project = OpenProject::read(project)?;
    match skeleton.named() {
        Some((kind @ (RecordKind::Article | RecordKind::Topic), id)) => {
            project.page(kind, id, &skeleton.lines(None))
        }
        _ => project.annotation(held, skeleton, topic),
    }
}

/// The parts of a project that adding a record needs.
struct OpenProject {
    sources: Sources,
    annotations: Vec<Annotations>,
}

impl OpenProject {
    fn read(project: &Project) -> Result<Self, NotDone> {
        let config = project.root.join(&project.config);
        if !is_there(&config).map_err(NotDone::Failed)? || !config.is_file() {
            return Err(NotDone::Refused {
                message: format!("there is no `{}` here", project.config),
                help: "write a first dossier with `dossier init DIR`, or name the folder of an existing one with `--root DIR`".into(),
            });
        }
        let mut sources = Sources::new(&project.root, &project.config);
        // Faults elsewhere in the project are left to builds.
        let mut unread = Sink::new();
        let config = Config::read(&sources, &project.environment, &mut unread);
        let layout = config.layout(&sources, None);
        walk(&mut sources, layout, &mut unread);
        let mut sink = Sink::new();
        sink.absorb_failures(unread);
        let mut annotations = Vec::new();
        for (file, source) in sources.of(Role::Annotations) {
            let text = sources.text(file).map_err(|fault| sink.report(*fault));
            let read = text
                .ok()
                .and_then(|text| Some((read_tree(&text, file, &VOCABULARY, &mut sink)?, text)));
            annotations.extend(read.map(|(tree, text)| Annotations {
                file,
                path: source.path.clone(),
                text,
                tree,
            }));
        }
        let opened = Self {
            sources,
            annotations,
        };
        // If a file cannot be read, the id may already be in use there.
        match sink.checkpoint() {
            Ok(()) => Ok(opened),
            Err(_) => Err(opened.faults(sink.diagnostics())),
        }
    }

    /// Adds an article or a topic as a new file.
    fn page(&self, kind: RecordKind, id: &Slug, lines: &[DraftLine]) -> Result<Made, NotDone> {
        self.check_free(kind, id)?;
        let draft = Draft::Map(lines.to_vec());
        let text = format!("---\n{}---\n", draft.document());
        let path = format!("content/{}/{id}.md", kind.plural());
        self.create(&path, &text)?;
        Ok(made(path, true, &text, &KeyPath::root(), &draft))
    }

    /// Adds a record to an annotation file, which may be new.
    fn annotation(
        &self,
        held: &Held,
        skeleton: &Skeleton,
        topic: Option<&Slug>,
    ) -> Result<Made, NotDone> {
        if let Some((kind, id)) = skeleton.named() {
            self.check_free(kind, id)?;
        }
        for (kind, id) in skeleton.references() {
            self.check_known(kind, id)?;
        }
        let section = skeleton.section();
        let topics: Vec<&str> = self.pages(RecordKind::Topic).map(|(_, id)| id).collect();
        let target = target(&self.annotations, section, topic, &topics)?;
        let topics = match &target {
            Target::There(_, topics) => topics.clone().filter(|_| skeleton.has_topics()),
            Target::New(_) => None,
        };
        let lines = skeleton.lines(topics);
        let draft = Draft::Map(lines.clone());
        let addition = match skeleton.named() {
            Some((_, id)) => Addition::Entry(id.as_str().to_owned(), draft.clone()),
            None => Addition::Item(lines),
        };
        let (path, new) = match &target {
            Target::There(file, _) => {
                let new = insert(&file.text, section, &addition, &VOCABULARY);
                let new = new.map_err(|why| self.not_inserted(file, section, &why))?;
                self.replace(held, file, &new)?;
                (file.path.clone(), new)
            }
            Target::New(topic) => {
                let path = format!("content/annotations/{topic}.yaml");
                let new =
                    self.head(topic) + &Draft::Map(vec![section_of(section, &addition)]).document();
                self.create(&path, &new)?;
                (path, new)
            }
        };
        let is_new_file = matches!(target, Target::New(_));
        let at = KeyPath::root().then(section);
        let at = match skeleton.named() {
            Some((_, id)) => at.then(id.as_str()),
            None => last_item(&new, &at),
        };
        Ok(made(path, is_new_file, &new, &at, &draft))
    }

    /// The first lines of a new annotation file for the topic.
    fn head(&self, topic: &Slug) -> String {
        const SCHEMA: &str = ".schemas/annotations.schema.json";
        let schema = match self.sources.root().join(SCHEMA).is_file() {
            true => format!("# yaml-language-server: $schema=../../{SCHEMA}\n"),
            false => String::new(),
        };
        format!("{schema}# The topic that everything in this file belongs to.\ntopic: {topic}\n\n")
    }

    fn check_free(&self, kind: RecordKind, id: &Slug) -> Result<(), NotDone> {
        let place = match kind {
            RecordKind::Article | RecordKind::Topic => self
                .pages(kind)
                .find(|(_, other)| *other == id.as_str())
                .map(|(file, _)| Place::File(file)),
            _ => {
                let path = KeyPath::root().then(kind.plural()).then(id.as_str());
                let mut files = self.annotations.iter();
                files
                    .find(|file| file.tree.has(&path))
                    .map(|file| Place::Key(file.file, path.clone()))
            }
        };
        let Some(place) = place else { return Ok(()) };
        let message = format!("the {} `{id}` already exists", kind.word());
        let help = "give the new one another id; nothing was written";
        let fault = Diagnostic::error(Code::DuplicateId, place, message).help(help);
        Err(self.fault(fault))
    }

    fn check_known(&self, kind: RecordKind, id: &Slug) -> Result<(), NotDone> {
        let known: Vec<&str> = match kind {
            RecordKind::Article | RecordKind::Topic => self.pages(kind).map(|(_, id)| id).collect(),
            _ => {
                let section = KeyPath::root().then(kind.plural());
                let files = self.annotations.iter();
                files
                    .flat_map(|file| file.tree.keys_below(&section))
                    .collect()
            }
        };
        if known.contains(&id.as_str()) {
            return Ok(());
        }
        let near = nearest(id.as_str(), known.into_iter());
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        let word = kind.word();
        Err(NotDone::Refused {
            message: format!("there is no {word} `{id}`"),
            help: format!("{near}`dossier new {word} {id}` creates it"),
        })
    }

    /// The files of all articles, or of all topics, with their ids.
    fn pages(&self, kind: RecordKind) -> impl Iterator<Item = (FileId, &str)> {
        let role = match kind {
            RecordKind::Topic => Role::Topic,
            _ => Role::Article,
        };
        let files = self.sources.of(role);
        files.map(|(file, source)| {
            let name = source.name.as_str();
            (file, name.strip_suffix(".md").unwrap_or(name))
        })
    }

    fn create(&self, path: &str, text: &str) -> Result<(), NotDone> {
        let place = place_for(self.sources.root(), path)?;
        match create_files([(place.as_path(), text.as_bytes())]) {
            Ok(()) => Ok(()),
            Err(NotCreated::There(_)) => Err(NotDone::Refused {
                message: format!("`{path}` already exists"),
                help: "give the new one another id; nothing was written".into(),
            }),
            Err(NotCreated::Failed(failure)) => Err(NotDone::Failed(failure)),
        }
    }

    /// Replaces the file's text with `new`. A byte-order mark is kept.
    fn replace(&self, held: &Held, file: &Annotations, new: &str) -> Result<(), NotDone> {
        let place = self.sources.place_of(file.file)?;
        let bytes = self.sources.bytes(file.file).unwrap_or_default();
        let mark = bytes
            .strip_suffix(file.text.as_bytes())
            .ok_or_else(|| NotDone::Refused {
                message: format!("`{}` has just been changed by something else", file.path),
                help: "run the command again".into(),
            })?;
        let new = [mark, new.as_bytes()].concat();
        replace_file(held, &place, &new).map_err(NotDone::Failed)
    }

    fn not_inserted(&self, file: &Annotations, section: &str, why: &NotInserted) -> NotDone {
        match why {
            NotInserted::Syntax(error) => {
                let place = Place::Bytes(Span {
                    file: file.file,
                    bytes: error.bytes.clone(),
                });
                let fault = Diagnostic::error(Code::YamlSyntax, place, &error.message);
                self.fault(fault.maybe_help(error.help.clone()))
            }
            NotInserted::InTheWay(message, help) => {
                let key = file.tree.key(&KeyPath::root().then(section));
                let at = key.map_or(0, |bytes| bytes.start);
                let line = LineIndex::new(&file.text).position(&file.text, at).line;
                NotDone::Refused {
                    message: format!("{message} (`{}`, line {line})", file.path),
                    help: (*help).to_owned(),
                }
            }
        }
    }

    fn fault(&self, diagnostic: Diagnostic) -> NotDone {
        self.faults(&[diagnostic])
    }

    fn faults(&self, diagnostics: &[Diagnostic]) -> NotDone {
        NotDone::Faults(locate(diagnostics, &self.sources))
    }
}

/// A new section that holds only the addition.
fn section_of(section: &str, addition: &Addition) -> DraftLine {
    DraftLine::key(
        section,
        match addition {
            Addition::Entry(id, value) => Draft::Map(vec![DraftLine::key(id, value.clone())]),
            Addition::Item(lines) => Draft::List(vec![lines.clone()]),
        },
    )
}

/// The path of the last item of the list at `list`.
fn last_item(text: &str, list: &KeyPath) -> KeyPath {
    let items = Tree::yaml(text, 0..text.len()).map_or(0, |tree| {
        (0..).take_while(|item| tree.has(&list.then(*item))).count()
    });
    list.then(items.saturating_sub(1))
}

/// Describes the record at key `at` in `text`, the content of the file at `path`.
fn made(path: String, is_new_file: bool, text: &str, at: &KeyPath, draft: &Draft) -> Made {
    let lines = LineIndex::new(text);
    let range = match Language::of(&path) {
        Language::Markdown => front_matter(text).unwrap_or(0..0),
        _ => 0..text.len(),
    };
    let tree = Tree::yaml(text, range);
    let line_of = |key: &KeyPath| {
        let bytes = tree.as_ref().and_then(|tree| tree.key(key));
        bytes.map_or(1, |bytes| lines.position(text, bytes.start).line)
    };
    let open = draft.open().into_iter().map(|key| {
        let name = match key.steps().last() {
            Some(Step::Key(name)) => name.clone(),
            _ => key.to_string(),
        };
        let steps = key.steps().iter();
        let whole = steps.fold(at.clone(), |path, step| path.then(step.clone()));
        (name, line_of(&whole))
    });
    Made {
        is_new_file,
        line: line_of(at),
        open: open.collect(),
        path,
    }
}
