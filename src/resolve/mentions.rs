//! Finds actors' names in bodies: the first mention of each actor becomes a link.

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Actor, Body, Insertion, Key, Slug, Table, Target};
use crate::parse::{Parsed, RawLink};
use crate::text::KeyPath;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::collections::{BTreeMap, BTreeSet};

/// The names to look for.
#[derive(Debug)]
pub(super) struct Mentions {
    names: Option<AhoCorasick>,
    actors: Vec<Key<Actor>>,
    /// Whether names become links if a file does not set `auto_link`.
    pub(super) by_default: bool,
}

impl Mentions {
    /// Collects the names and aliases of all actors, and reports a name that two actors share.
    pub(super) fn new(parsed: &Parsed, config: &Config, sink: &mut Sink) -> Self {
        let mut owners: BTreeMap<&str, (usize, &Slug, Place)> = BTreeMap::new();
        let live = parsed
            .annotations()
            .flat_map(|(file, entries)| entries.actors.0.iter().map(move |entry| (file, entry)))
            .filter(|(_, (_, actor))| actor.withdrawn.is_none());
        for (row, (file, (id, actor))) in live.enumerate() {
            let base = KeyPath::root().then("actors").then(id.as_str());
            let name = actor.name.iter().map(|name| (name, base.then("name")));
            let aliases = actor.aliases.iter().enumerate();
            let aliases = aliases.map(|(at, alias)| (alias, base.then("aliases").then(at)));
            for (name, path) in name.chain(aliases) {
                let place = Place::Value(file, path);
                match owners.get(name.0.as_str()) {
                    // Two records with one id are reported elsewhere.
                    Some((_, owner, _)) if *owner == id => {}
                    Some((.., first)) => sink.report(
                        Diagnostic::error(
                            Code::AmbiguousName,
                            place,
                            format!("two actors are named `{}`", name.0),
                        )
                        .label("again")
                        .related(first.clone(), "first")
                        .help(
                            "remove the alias from one of the two: a mention must lead to one actor",
                        ),
                    ),
                    None => {
                        owners.insert(&name.0, (row, id, place));
                    }
                }
            }
        }
        let actors = owners.values().map(|(row, ..)| Table::key(*row)).collect();
        let names = AhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            // A DFA takes minutes to build for one long name.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(owners.keys())
            .ok()
            .filter(|_| !owners.is_empty());
        Self {
            names,
            actors,
            by_default: config.auto_link,
        }
    }

    /// Links for the first mention of each actor in `body`, except those in `linked`. A mention is
    /// a whole word outside links, headings and code.
    pub(super) fn find(
        &self,
        body: &Body<RawLink>,
        linked: &BTreeSet<Key<Actor>>,
    ) -> Vec<Insertion<Target>> {
        let Some(names) = &self.names else {
            return Vec::new();
        };
        let text = body.text();
        let mut done = linked.clone();
        let mut insertions = Vec::new();
        for range in body.linkable() {
            for found in names.find_iter(&text[range.clone()]) {
                let actor = self.actors[found.pattern().as_usize()];
                let found = range.start + found.start()..range.start + found.end();
                if is_word(text, &found) && done.insert(actor) {
                    insertions.push(Insertion {
                        range: found,
                        link: Target::Mention(actor),
                    });
                }
            }
        }
        insertions
    }
}

fn is_word(text: &str, range: &std::ops::Range<usize>) -> bool {
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !part_of_word(before) && !part_of_word(after)
}
