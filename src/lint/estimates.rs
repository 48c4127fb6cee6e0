//! The language of estimates (ICD 203): one row of terms, and no sentence with both a likelihood and a
//! level of confidence.

use super::mixed_sentences::{MIXED, SEPARATELY, mixed_sentences};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Dossier, Judgement, Prose, RecordKind, TermRow};
use crate::text::KeyPath;

/// Reports likelihoods of two rows, and warns of sentences that give a confidence as well.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    check_terms(dossier, sink);
    for judgement in dossier.judgements.records() {
        check_sentences(judgement, &judgement.text, "text", sink);
        check_sentences(judgement, &judgement.basis, "basis", sink);
    }
}

/// Likelihoods are all of one row of terms (ICD 203, section D.6.e(2)(a)).
fn check_terms(dossier: &Dossier, sink: &mut Sink) {
    let judgements = dossier.judgements.records();
    let of = |row| {
        judgements
            .clone()
            .filter(move |judgement| judgement.likelihood.row() == row)
    };
    let (first, second) = (of(TermRow::First).count(), of(TermRow::Second).count());
    let fewer = if second <= first {
        TermRow::Second
    } else {
        TermRow::First
    };
    let more = if fewer == TermRow::First {
        TermRow::Second
    } else {
        TermRow::First
    };
    let Some(usual) = of(more).next() else {
        return;
    };
    for judgement in of(fewer) {
        let (term, same) = (judgement.likelihood, judgement.likelihood.in_other_row());
        let message = format!(
            "`{}` and `{}` are terms of two rows, and a dossier uses one",
            term.term(),
            usual.likelihood.term()
        );
        sink.report(
            Diagnostic::error(Code::MixedTerms, place_of(judgement, "likelihood"), message)
                .related(place_of(usual, "likelihood"), "a term of the other row")
                .help(format!("write `{}`, which means the same", same.term())),
        );
    }
}

fn place_of(judgement: &Judgement, key: &str) -> Place {
    let path = KeyPath::root()
        .then(RecordKind::Judgement.plural())
        .then(judgement.head.id.as_str())
        .then(key);
    Place::Value(judgement.head.file, path)
}

fn check_sentences(judgement: &Judgement, prose: &Prose, key: &str, sink: &mut Sink) {
    if !mixed_sentences(prose.text()).is_empty() {
        let place = place_of(judgement, key);
        sink.report(Diagnostic::warning(Code::MixedSentence, place, MIXED).help(SEPARATELY));
    }
}
