//! One article may report both sides of a claim. One speaker in it rarely takes both.

use crate::diag::{Code, Diagnostic, Sink};
use crate::dossier::{Claim, Dossier, Stance};
use std::collections::BTreeMap;

/// Warns of evidence for and against a claim from one article and one speaker.
pub(super) fn check(dossier: &Dossier, sink: &mut Sink) {
    for claim in dossier.claims.records() {
        check_claim(claim, dossier, sink);
    }
}

fn check_claim(claim: &Claim, dossier: &Dossier, sink: &mut Sink) {
    let with = |stance| {
        let evidence = claim.evidence.iter();
        evidence.filter(move |piece| piece.stance == stance)
    };
    let mut disputing = with(Stance::Disputes).peekable();
    if disputing.peek().is_none() {
        return;
    }
    // The first supporting piece of an article and speaker stands for all of them.
    let mut supporting = BTreeMap::new();
    for piece in with(Stance::Supports) {
        let side = supporting.entry((piece.article, piece.speaker));
        side.or_insert(piece);
    }
    for piece in disputing {
        if let Some(other) = supporting.get(&(piece.article, piece.speaker)) {
            let id = &dossier.articles[piece.article].head.id;
            let speaker = match piece.speaker {
                Some(_) => "by the same speaker",
                None => "and names no speaker for either",
            };
            let message = format!("`{id}` both supports and disputes this claim, {speaker}");
            sink.report(
                Diagnostic::warning(
                    Code::DisputesItself,
                    claim.place_of(piece, "article"),
                    message,
                )
                .related(claim.place_of(other, "article"), "here it supports it")
                .help(
                    "name the two speakers with `speaker:`, or make one of them `stance: mentions`",
                ),
            );
        }
    }
}
