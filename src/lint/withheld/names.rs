//! Names of actors marked above the ceiling, in anything that is shown.
//!
//! A name of several words is found in any case. A name of one word is found only as written or in
//! capitals, because “May” is not “may”. Both are found as whole words in the normalised text,
//! where no line end or typographic apostrophe can hide them. Ids, addresses and file names have no
//! spaces and often no case. There, the words are found between hyphens. A name inside the longer
//! name of an actor who is shown is allowed: if “Amodei” is withheld and “Dario Amodei” is not,
//! texts may contain the longer name.

use super::finder::{Finder, as_in_addresses, without_case};
use super::references::{each_statement, one_of, owner, place};
use crate::audience::Filter;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{HtmlToken, html_tokens, is_in_line};
use crate::dossier::{
    Actor, Dossier, Head, Marking, Prose, RecordKind, Ref, Says, Slug, Target, sentence_at,
};
use crate::source::Sources;
use crate::text::{FileId, floor_char_boundary, normalise};
use std::collections::{BTreeMap, BTreeSet};

/// Reports the withheld names in everything that is shown, each name once in each part.
pub(super) fn report<'t>(
    dossier: &Dossier,
    filter: &Filter,
    config: &Config,
    files: impl Iterator<Item = (FileId, &'t str)>,
    sources: &Sources,
    sink: &mut Sink,
) {
    let Some(names) = Names::of(dossier, filter) else {
        return;
    };
    each_statement(dossier, filter, &mut |from, statement| {
        let spot = Spot {
            place: &|| place(dossier, sources, from, statement.steps),
            owner: &|| owner(dossier, from),
        };
        match statement.says {
            Says::Words(words) => names.report(names.said(words), Form::Words, &spot, sink),
            Says::Address(address) => {
                names.report(names.addressed(address), Form::Address, &spot, sink);
            }
            Says::Prose(text) => names.in_prose(text, &spot, sink),
        }
    });
    names.in_config(config, sources, sink);
    names.in_files(files, sources, sink);
}

/// The kind of text that a name was found in.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Words,
    Address,
    File,
}

/// Where something is written, and which record it belongs to. Both are computed only for a report.
pub(super) struct Spot<'a> {
    place: &'a dyn Fn() -> Place,
    /// Names the record that could be marked too, for the help.
    owner: &'a dyn Fn() -> Option<String>,
}

impl<'a> Spot<'a> {
    /// A spot in something that belongs to no record, and so has no marking.
    pub(super) fn of_none(place: &'a dyn Fn() -> Place) -> Self {
        Self {
            place,
            owner: &|| None,
        }
    }
}

/// A withheld name.
struct Name {
    actor: Slug,
    marking: Marking,
    name: String,
}

/// All withheld names, prepared for searching.
pub(super) struct Names {
    names: Vec<Name>,
    /// The ceiling of the audience, for the help.
    ceiling: Marking,
    /// Finds names of several words in text without case.
    any_case: Finder,
    /// Finds names of one word, as written or in capitals.
    as_written: Finder,
    /// Finds all names in the form that [`as_in_addresses`] gives them.
    addressed: Finder,
}

/// A name that was found in a text.
pub(super) struct Found<'a> {
    name: &'a Name,
    /// The name as the text has it. Empty in an address.
    words: String,
    /// The sentence around the name, or the whole address.
    passage: String,
}

impl Names {
    /// The names and aliases of all actors marked above the ceiling, if there are any.
    fn of(dossier: &Dossier, filter: &Filter) -> Option<Self> {
        let ceiling = filter.audience.ceiling;
        let is_above = |head: &Head| head.marking > ceiling;
        let mut names = Vec::new();
        let mut shown = Vec::new();
        for (key, actor) in dossier.actors.iter() {
            let Actor {
                head,
                name,
                aliases,
                ..
            } = actor;
            let is_shown = filter.shows_record(Ref::Actor(key));
            for name in std::iter::once(name).chain(aliases) {
                if is_above(head) {
                    names.push(Name {
                        actor: head.id.clone(),
                        marking: head.marking,
                        name: name.clone(),
                    });
                } else if is_shown {
                    shown.push(name.as_str());
                }
            }
        }
        let gone = dossier.withdrawn.records();
        for record in gone.filter(|record| record.kind == RecordKind::Actor) {
            let own = record.title.iter().chain(&record.aliases);
            names.extend(own.filter(|_| is_above(&record.head)).map(|name| Name {
                actor: record.head.id.clone(),
                marking: record.head.marking,
                name: name.clone(),
            }));
        }
        if names.is_empty() {
            return None;
        }
        let said: Vec<String> = names
            .iter()
            .map(|name| normalise(&name.name).text().to_owned())
            .collect();
        let of_several = |name: &str| name.contains(' ');
        let numbered = || said.iter().map(String::as_str).enumerate();
        let several = numbered().filter(|(_, name)| of_several(name));
        let single = numbered().filter(|(_, name)| !of_several(name));
        let capitals = single
            .clone()
            .map(|(number, name)| (number, name.to_uppercase()));
        let single = single.map(|(number, name)| (number, name.to_owned()));
        let shown_said: Vec<String> = shown
            .iter()
            .map(|name| normalise(name).text().to_owned())
            .collect();
        let shown_lower = shown_said.iter().map(|name| without_case(name));
        let shown_upper = shown_said.iter().map(|name| name.to_uppercase());
        Some(Self {
            any_case: Finder::new(
                several.map(|(number, name)| (number, without_case(name))),
                shown_lower,
            ),
            as_written: Finder::new(
                single.chain(capitals),
                shown_said.iter().cloned().chain(shown_upper),
            ),
            addressed: Finder::new(
                numbered().map(|(number, name)| (number, as_in_addresses(name))),
                shown.iter().map(|name| as_in_addresses(name)),
            ),
            names,
            ceiling,
        })
    }

    /// The withheld names in `text`, each once.
    fn said(&self, text: &str) -> Vec<Found<'_>> {
        let normal = normalise(text);
        let lower = without_case(normal.text());
        let in_lower = self.any_case.find(&lower).into_iter();
        let as_written = self.as_written.find(normal.text()).into_iter();
        // Folding changes the length of a few letters. Then positions in the folded text do not
        // apply to the original.
        let is_same = lower.len() == normal.text().len();
        let in_lower = in_lower.map(|(number, range)| (number, is_same.then_some(range)));
        let as_written = as_written.map(|(number, range)| (number, Some(range)));
        let mut first: BTreeMap<usize, Found<'_>> = BTreeMap::new();
        for (number, range) in in_lower.chain(as_written) {
            let range = range.map(|range| normal.original(&range));
            let words = range.clone().and_then(|range| text.get(range));
            let name = &self.names[number];
            first.entry(number).or_insert_with(|| Found {
                name,
                words: words.unwrap_or(&name.name).to_owned(),
                passage: passage(text, range.map_or(0, |range| range.start)),
            });
        }
        first.into_values().collect()
    }

    /// The withheld names in an address, an id or a file name, each once.
    pub(super) fn addressed(&self, address: &str) -> Vec<Found<'_>> {
        let mut first: BTreeMap<usize, Found<'_>> = BTreeMap::new();
        for (number, _) in self.addressed.find(&as_in_addresses(address)) {
            first.entry(number).or_insert_with(|| Found {
                name: &self.names[number],
                words: String::new(),
                passage: address.to_owned(),
            });
        }
        first.into_values().collect()
    }

    /// The withheld names in a template, or in a text that may be HTML or Markdown, each once.
    /// Addresses and attribute values are searched too.
    pub(super) fn in_markup(&self, text: &str) -> Vec<Found<'_>> {
        let mut found = self.said(text);
        let mut read = String::new();
        let space = |name: &str, read: &mut String| {
            if !is_in_line(name) {
                read.push(' ');
            }
        };
        for token in html_tokens(text) {
            match token {
                HtmlToken::Text(text, _) => read.push_str(&text),
                HtmlToken::End(name, _) => space(&name, &mut read),
                HtmlToken::Start(tag) => {
                    space(&tag.name, &mut read);
                    found.extend(tag.values().flat_map(|value| self.said(&value)));
                }
            }
        }
        found.extend(self.said(&read));
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')');
        // Only external addresses: the parts of the site's own are checked where they are written.
        let is_address =
            |word: &&str| word.contains("//") || word.find('@').is_some_and(|at| at > 0);
        let addresses = text.split(ends).filter(is_address);
        found.extend(addresses.flat_map(|address| self.addressed(address)));
        let mut once = BTreeSet::new();
        found.retain(|found| once.insert((&found.name.actor, &found.name.name)));
        found
    }

    /// Reports the withheld names in a text: in its words, beside them, in link targets and in
    /// anchors.
    fn in_prose(&self, text: &Prose, spot: &Spot<'_>, sink: &mut Sink) {
        // `words` omits labels that the program made from names of linked records. Those names are
        // reported at the records.
        self.report(self.said(&text.words()), Form::Words, spot, sink);
        for words in text.beside_text() {
            self.report(self.said(words), Form::Words, spot, sink);
        }
        for link in text.links() {
            let address = match link {
                Target::Static(name, rest) => &format!("{name}{rest}"),
                Target::External(address) => address,
                Target::Record(..)
                | Target::Citation(_)
                | Target::Mention(_)
                | Target::Home
                | Target::Here(_) => continue,
            };
            self.report(self.addressed(address), Form::Address, spot, sink);
        }
        for heading in text.headings() {
            let found = self.addressed(&heading.anchor);
            self.report(found, Form::Address, spot, sink);
        }
    }

    /// Reports the names in `found`, which are all at `spot`.
    pub(super) fn report(
        &self,
        found: Vec<Found<'_>>,
        form: Form,
        spot: &Spot<'_>,
        sink: &mut Sink,
    ) {
        for Found {
            name,
            words,
            passage,
        } in found
        {
            let Name {
                actor,
                marking,
                name,
            } = name;
            let (label, ceiling) = (marking.label(), self.ceiling.label());
            let (what, fix) = match form {
                Form::Words => ("text", "reword or remove it"),
                Form::Address => ("id or address", "choose one without the name"),
                Form::File => ("file name", "rename the file"),
            };
            let message = format!(
                "`{name}` appears in this {what}, but the actor `{actor}` is marked {label}: the name would be published"
            );
            let mut ways = vec![fix.to_owned()];
            ways.extend((spot.owner)().map(|own| format!("mark {own} {label} as well")));
            ways.push(format!(
                "lower the marking of the actor `{actor}` to {ceiling}"
            ));
            let place = match words.as_str() {
                "" => (spot.place)(),
                words => (spot.place)().part(words),
            };
            sink.report(
                Diagnostic::error(Code::WithheldName, place, message)
                    .note(format!("readers would see: `{passage}`"))
                    .help(one_of(&ways)),
            );
        }
    }
}

/// The most characters of a passage. A template, for example, may contain no sentence ends.
const LONGEST_PASSAGE: usize = 200;

/// The sentence around byte `at`, or the part around `at` if the sentence is long.
pub(super) fn passage(text: &str, at: usize) -> String {
    let whole = sentence_at(text, at);
    if whole.chars().count() <= LONGEST_PASSAGE {
        return whole.to_owned();
    }
    let from = floor_char_boundary(text, at.saturating_sub(LONGEST_PASSAGE / 2));
    let words: String = text[from..].chars().take(LONGEST_PASSAGE).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    format!("… {} …", words.join(" "))
}
