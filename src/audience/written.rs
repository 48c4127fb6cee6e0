//! References to withheld records that are written as words: `@id` without brackets, `[[claim:id]]` as code. No link comes of them, and
//! readers see the id.

use super::Filter;
use super::finder::automaton;
use super::names::passage;
use super::references::{each_statement, place, ways, why};
use crate::diag::{Code, Diagnostic, Sink};
use crate::dossier::{Dossier, RecordKind, Ref, Says, Target, all_texts};
use crate::source::Sources;
use std::collections::BTreeSet;

/// Reports each text that is shown and in which a withheld record is written as it is referred to, once for each such record.
pub(super) fn report(dossier: &Dossier, filter: &Filter, sources: &Sources, sink: &mut Sink) {
    let (mut records, mut patterns) = (Vec::new(), Vec::new());
    for of in all_texts(dossier).filter_map(|of| of.record()) {
        if filter.reference(of).is_some() {
            continue;
        }
        let (kind, head) = dossier.head(of);
        let id = &head.id;
        let mut forms = vec![
            format!("{}:{id}", kind.word()),
            format!("{}/{id}", kind.plural()),
        ];
        if kind == RecordKind::Article {
            forms.push(format!("@{id}"));
        }
        records.extend(forms.iter().map(|_| of));
        patterns.extend(forms);
    }
    let Some(finder) = automaton(&patterns).filter(|_| !patterns.is_empty()) else {
        return;
    };
    each_statement(dossier, filter, &mut |from, statement| {
        let mut told: BTreeSet<Ref> = BTreeSet::new();
        let mut look = |text: &str| {
            for found in finder.find_overlapping_iter(text) {
                let number = found.pattern().as_usize();
                let of_id = |c: char| c.is_alphanumeric() || c == '-';
                let beyond = [
                    text[..found.start()].chars().next_back(),
                    text[found.end()..].chars().next(),
                ];
                if beyond.into_iter().flatten().any(of_id) || !told.insert(records[number]) {
                    continue;
                }
                let (kind, head) = dossier.head(records[number]);
                let (why, id) = (why(head, filter.audience), &head.id);
                let message = format!(
                    "this text names the {} `{id}`, {why}: its id would be published",
                    kind.word()
                );
                let place = place(dossier, sources, from, statement.steps);
                sink.report(
                    Diagnostic::error(
                        Code::WithheldReference,
                        place.part(&patterns[number]),
                        message,
                    )
                    .note(format!(
                        "this would be read: `{}`",
                        passage(text, found.start())
                    ))
                    .help(ways(
                        dossier,
                        filter.audience,
                        from,
                        records[number],
                    )),
                );
            }
        };
        match statement.says {
            Says::Words(words) => look(words),
            Says::Address(_) => {}
            Says::Prose(text) => {
                look(&text.words());
                for link in text.links() {
                    if let Target::External(address) = link {
                        look(address);
                    }
                }
                text.beside_text().for_each(look);
            }
        }
    });
}
