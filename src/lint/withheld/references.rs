//! Links to withheld records that authors wrote in texts that are shown.

use crate::audience::Audience;
use crate::audience::Filter;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{
    At, Body, Citing, Dossier, Head, Prose, Ref, Relinked, Says, Statement, Target, sentence_at,
};
use crate::source::{Role, Sources};
use crate::text::KeyPath;
use std::collections::BTreeMap;

/// Stands for a link without words of its own.
const GAP: &str = "…";

/// Reports each text of `dossier` that is shown and links to withheld records: once for each such record.
pub(super) fn report(dossier: &Dossier, filter: &Filter, sources: &Sources, sink: &mut Sink) {
    each_statement(dossier, filter, &mut |from, statement| {
        let Says::Prose(text) = statement.says else {
            return;
        };
        for (to, links) in withheld_links(text, filter) {
            let place = place(dossier, sources, from, statement.steps);
            let text = Text { from, text };
            sink.report(text.fault(dossier, filter, to, &links, place));
        }
    });
}

/// Visits the parts of everything that is shown, except those that are said of a withheld record.
pub(super) fn each_statement(
    dossier: &Dossier,
    filter: &Filter,
    see: &mut dyn FnMut(Citing, Statement<'_>),
) {
    for from in dossier.all_texts().filter(|from| filter.shows(*from)) {
        dossier.visit_statements(from, &mut |statement| {
            let beside = statement.beside.and_then(|of| of.record(dossier));
            if beside.is_none_or(|of| filter.shows_record(of)) {
                see(from, statement);
            }
        });
    }
}

/// Where a part of what `from` says stands.
pub(super) fn place(dossier: &Dossier, sources: &Sources, from: Citing, steps: &[At<'_>]) -> Place {
    let Some((file, base)) = dossier.place_of(from) else {
        let home = sources.of(Role::Home).next();
        return home.map_or(Place::Path("content/index.md".into()), |(id, _)| {
            Place::File(id)
        });
    };
    if steps.is_empty() && base != KeyPath::root() {
        return Place::Key(file, base);
    }
    let path = steps.iter().fold(base, |path, step| path.then(*step));
    match path == KeyPath::root() {
        true => Place::File(file),
        false => Place::Value(file, path),
    }
}

/// The withheld records to which the author of a text wrote links, each with the numbers of these links.
fn withheld_links(text: &Prose, filter: &Filter) -> BTreeMap<Ref, Vec<usize>> {
    let mut found: BTreeMap<Ref, Vec<usize>> = BTreeMap::new();
    for (number, link) in text.links().iter().enumerate() {
        let by_author = !matches!(link, Target::Mention(_));
        let to = link.record().filter(|_| by_author);
        if let Some(to) = to.filter(|to| !filter.shows_record(*to)) {
            found.entry(to).or_default().push(number);
        }
    }
    found
}

/// A text that is shown, and what it belongs to.
struct Text<'a> {
    from: Citing,
    text: &'a Prose,
}

impl Text<'_> {
    /// The fault that `links` lead to `to`, which is withheld.
    fn fault(
        &self,
        dossier: &Dossier,
        filter: &Filter,
        to: Ref,
        links: &[usize],
        place: Place,
    ) -> Diagnostic {
        let (kind, head) = dossier.head(to);
        let (word, id) = (kind.word(), &head.id);
        let why = why(head, filter.audience);
        let is_cited = matches!(self.text.links()[links[0]], Target::Citation(_));
        let (message, needle) = match is_cited {
            true => (
                format!(
                    "this text cites the {word} `{id}`, {why}: its words would be published without their source"
                ),
                format!("@{id}"),
            ),
            false => (
                format!(
                    "this text links to the {word} `{id}`, {why}: the words around the link would be published"
                ),
                format!("{word}:{id}"),
            ),
        };
        let mut passages: Vec<String> = Vec::new();
        for link in links {
            let passage = format!("`{}`", self.passage(*link, filter));
            if !passages.contains(&passage) {
                passages.push(passage);
            }
        }
        Diagnostic::error(Code::WithheldReference, place.part(&needle), message)
            .note(format!("this would remain: {}", passages.join(" and ")))
            .help(ways(dossier, filter.audience, self.from, to))
    }

    /// The sentence around the link with this number, as it would read without the links to what is withheld.
    fn passage(&self, link: usize, filter: &Filter) -> String {
        let is_kept = |target: &Target| {
            let to = target.record();
            to.is_none_or(|to| filter.shows_record(to))
        };
        let mut number = 0;
        let body: Body<()> = self.text.clone().relink(
            |target| {
                let stays = is_kept(&target);
                number += 1;
                Relinked {
                    // It keeps its place until the sentence is found.
                    link: (stays || number - 1 == link).then_some(()),
                    label: (!stays && !matches!(target, Target::Citation(_)))
                        .then(|| GAP.to_owned()),
                }
            },
            Vec::new(),
        );
        let before = self.text.links()[..link].iter();
        let before = before.filter(|target| is_kept(target)).count();
        let places = body.link_positions();
        let at = places.get(before).map_or(0, |(at, _)| *at);
        // Behind the gap, so that the sentence before is not taken for one that begins with the gap.
        let gap = body.text()[at..].starts_with(GAP);
        let at = if gap { at + GAP.len() } else { at };
        let words = sentence_at(body.text(), at);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // The space before a citation is still there.
        [".", ",", ";", ":", "!", "?"]
            .iter()
            .fold(words, |words, mark| {
                words.replace(&format!(" {mark}"), mark)
            })
    }
}

/// What to do about a text of `from` that refers to `to`, which is withheld from `audience`.
pub(super) fn ways(dossier: &Dossier, audience: Audience, from: Citing, to: Ref) -> String {
    let (kind, head) = dossier.head(to);
    let (word, id) = (kind.word(), &head.id);
    let mut ways = vec!["reword the sentence or take it out".to_owned()];
    let own = owner(dossier, from);
    match way_out(head, audience) {
        Way::Marking => {
            let (label, ceiling) = (head.marking.label(), audience.ceiling.label());
            ways.extend(own.map(|own| format!("mark {own} {label} as well")));
            ways.push(format!(
                "lower the marking of the {word} `{id}` to {ceiling}"
            ));
        }
        Way::Draft => {
            ways.extend(own.map(|own| format!("make {own} a draft as well")));
            ways.push(format!(
                "finish the {word} `{id}` and take out its `draft: true`"
            ));
        }
        Way::Ground => ways.push(format!(
            "let the {word} `{id}` rest on something that is shown"
        )),
    }
    one_of(&ways)
}

/// What a text belongs to, as the help names it; `None` for the home page, which has no marking.
pub(super) fn owner(dossier: &Dossier, from: Citing) -> Option<String> {
    match from {
        Citing::Home => None,
        Citing::Record(of) => {
            let (kind, head) = dossier.head(of);
            Some(format!("the {} `{}`", kind.word(), head.id))
        }
        Citing::Relation(_) => Some("this relation".to_owned()),
    }
}

/// Several ways to choose from, as one phrase.
pub(super) fn one_of(ways: &[String]) -> String {
    match ways {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}, or {last}", first.join(", ")),
    }
}

/// Why a record is not shown.
pub(super) fn why(head: &Head, audience: Audience) -> String {
    match way_out(head, audience) {
        Way::Marking => format!("which is marked {}", head.marking.label()),
        Way::Draft => "which is a draft".to_owned(),
        Way::Ground => "which rests on nothing that is shown".to_owned(),
    }
}

/// What has to change before a record is shown.
enum Way {
    Marking,
    Draft,
    Ground,
}

fn way_out(head: &Head, audience: Audience) -> Way {
    if head.marking > audience.ceiling {
        Way::Marking
    } else if head.draft {
        Way::Draft
    } else {
        Way::Ground
    }
}
