//! References to withheld records that readers see as they are written, because they are not links: `@id` without brackets,
//! `[[claim:id]]` as code.

use super::finder::automaton;
use super::names::passage;
use super::references::{each_statement, place, ways, why};
use crate::audience::Filter;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Citing, Dossier, RecordKind, Ref, Says, Target};
use crate::source::Sources;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// Reports each text that is shown and names a withheld record in such a way, once for each such record.
pub(super) fn report(dossier: &Dossier, filter: &Filter, sources: &Sources, sink: &mut Sink) {
    let Some(forms) = Forms::of(dossier, filter) else {
        return;
    };
    each_statement(dossier, filter, &mut |from, statement| {
        let mut written = BTreeMap::new();
        match statement.says {
            Says::Words(words) => forms.add(words, &mut written),
            Says::Address(_) => {}
            Says::Prose(text) => {
                forms.add(&text.words(), &mut written);
                for link in text.links() {
                    if let Target::External(address) = link {
                        forms.add(address, &mut written);
                    }
                }
                for words in text.beside_text() {
                    forms.add(words, &mut written);
                }
            }
        }
        for (to, found) in written {
            let place = place(dossier, sources, from, statement.steps);
            sink.report(fault(dossier, filter, from, to, &found, place));
        }
    });
}

/// How authors write references to withheld records.
struct Forms {
    forms: Vec<String>,
    /// The record of each form.
    records: Vec<Ref>,
    finder: AhoCorasick,
}

/// A reference where it is written.
struct Found<'a> {
    form: &'a str,
    /// The words around it.
    passage: String,
}

impl Forms {
    /// `None` where no record is withheld.
    fn of(dossier: &Dossier, filter: &Filter) -> Option<Self> {
        let (mut forms, mut records) = (Vec::new(), Vec::new());
        let all = dossier.all_texts().filter_map(|of| of.record());
        for of in all.filter(|of| !filter.shows_record(*of)) {
            let (kind, head) = dossier.head(of);
            let (word, folder, id) = (kind.word(), kind.plural(), &head.id);
            let cited = (kind == RecordKind::Article).then(|| format!("@{id}"));
            let own = [format!("{word}:{id}"), format!("{folder}/{id}")];
            for form in own.into_iter().chain(cited) {
                forms.push(form);
                records.push(of);
            }
        }
        let finder = automaton(&forms).filter(|_| !forms.is_empty())?;
        Some(Self {
            forms,
            records,
            finder,
        })
    }

    /// Adds the records that are written in `text`, each where it comes first.
    fn add<'a>(&'a self, text: &str, written: &mut BTreeMap<Ref, Found<'a>>) {
        let is_of_id = |c: char| c.is_alphanumeric() || c == '-';
        for found in self.finder.find_overlapping_iter(text) {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            if before.into_iter().chain(after).any(is_of_id) {
                continue;
            }
            let number = found.pattern().as_usize();
            written
                .entry(self.records[number])
                .or_insert_with(|| Found {
                    form: &self.forms[number],
                    passage: passage(text, found.start()),
                });
        }
    }
}

fn fault(
    dossier: &Dossier,
    filter: &Filter,
    from: Citing,
    to: Ref,
    found: &Found<'_>,
    place: Place,
) -> Diagnostic {
    let (kind, head) = dossier.head(to);
    let message = format!(
        "this text names the {} `{}`, {}: its id would be published",
        kind.word(),
        head.id,
        why(head, filter.audience)
    );
    Diagnostic::error(Code::WithheldReference, place.part(found.form), message)
        .note(format!("this would be read: `{}`", found.passage))
        .help(ways(dossier, filter.audience, from, to))
}
