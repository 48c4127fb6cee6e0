//! What each kind of record says of itself: `contents` and `changed` of a part must agree on its
//! references and texts, and neither may leave one out. The compiler cannot see that.

use crate::folders::{lay_over, project, repository};
use dossier::config::{Config, Environment};
use dossier::diag::Sink;
use dossier::dossier::{
    Change, Citing, Dossier, Key, MapKey, Part, Prose, Says, SeeEach, Slug, Table, Tables,
    visit_references,
};
use dossier::parse::parse;
use dossier::resolve::resolve;
use dossier::source::{Sources, walk};
use std::sync::Mutex;

/// No fixture has so many records of one kind.
const FAR: usize = 1000;

/// The records of a fixture laid over the small dossier.
fn dossier(fixture: &str) -> Dossier {
    let project = project();
    lay_over(&repository().join(fixture), project.path());
    let mut sink = Sink::new();
    let mut sources = Sources::new(project.path(), "site.toml");
    let config = Config::read(&sources, &Environment::default(), &mut sink);
    let layout = config.layout(&sources, None);
    walk(&mut sources, layout, &mut sink);
    let parsed = parse(&sources, &config, &[], &mut sink);
    let resolved = resolve(parsed, &sources, &config, None, &mut sink);
    let faults = sink.diagnostics();
    resolved
        .sound(&sink)
        .unwrap_or_else(|_| panic!("{faults:#?}"))
}

/// Moves every key far away, takes every text out, and notes both.
#[derive(Default)]
struct Moves {
    references: Mutex<Vec<String>>,
    texts: Mutex<Vec<String>>,
}

impl MapKey for Moves {
    fn key<P: Part>(&self, key: Key<P>) -> Option<Key<P>> {
        let mut references = self.references.lock().expect("no panic");
        references.push(format!("{:?}", P::citing(key)));
        Some(Table::key(key.row() + FAR))
    }
}

impl Change for Moves {
    fn prose(&self, text: Prose) -> Prose {
        let mut texts = self.texts.lock().expect("no panic");
        if !text.is_empty() {
            texts.push(text.text().to_owned());
        }
        Prose::default()
    }

    fn report(&self, _: &Slug) -> Option<Slug> {
        None
    }
}

/// Compares both for each part of each table.
struct Compare<'a> {
    dossier: &'a Dossier,
    /// The kinds of which there was a record.
    met: Vec<&'static str>,
    wrong: String,
}

impl SeeEach<Tables> for Compare<'_> {
    fn see<P: Part>(&mut self, table: &Table<P>) {
        for (key, part) in table.iter() {
            let of = P::citing(key);
            self.met.push(std::any::type_name::<P>());
            let mut references = Vec::new();
            visit_references(part, &mut |_, to| {
                references.push(format!("{:?}", Citing::Record(to)));
            });
            let mut texts = Vec::new();
            self.dossier.visit_statements(of, &mut |statement| {
                if let Says::Prose(text) = statement.says
                    && !text.is_empty()
                {
                    texts.push(text.text().to_owned());
                }
            });
            let moves = Moves::default();
            let changed = part.clone().changed(&moves);
            let changed = format!("{:?}", changed.expect("nothing is missing"));
            let mut moved = moves.references.into_inner().expect("no panic");
            let mut taken = moves.texts.into_inner().expect("no panic");
            for list in [&mut references, &mut texts, &mut moved, &mut taken] {
                list.sort();
            }
            if references != moved || texts != taken {
                self.wrong += &format!(
                    "{of:?}: contents {references:?}, {texts:?}\nchanged {moved:?}, {taken:?}\n"
                );
            }
            // A key is printed as `#` and its row.
            let rows = changed.split('#').skip(1).filter_map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_digit())?;
                rest[..end].parse::<usize>().ok()
            });
            if let Some(row) = rows.min().filter(|row| *row < FAR) {
                self.wrong += &format!("{of:?}: `changed` keeps the key of row {row}: {changed}\n");
            }
        }
    }
}

#[test]
fn contents_and_changed_agree_on_references_and_texts() {
    let mut met = Vec::new();
    let mut wrong = String::new();
    for fixture in ["tests/schema", "tests/cases/ok/every-kind-of-record/site"] {
        let dossier = dossier(fixture);
        let mut compare = Compare {
            dossier: &dossier,
            met: Vec::new(),
            wrong: String::new(),
        };
        dossier.each(&mut compare);
        met.append(&mut compare.met);
        wrong += &compare.wrong;
    }
    assert!(wrong.is_empty(), "{wrong}");
    /// Names the types of all tables.
    struct All(Vec<&'static str>);
    impl SeeEach<Tables> for All {
        fn see<P: Part>(&mut self, _: &Table<P>) {
            self.0.push(std::any::type_name::<P>());
        }
    }
    let mut all = All(Vec::new());
    Dossier::default().each(&mut all);
    all.0.retain(|name| !met.contains(name));
    assert!(all.0.is_empty(), "no fixture has {:?}", all.0);
}
