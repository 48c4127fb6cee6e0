//! What may be said only in a certain way: ratings and likelihoods. Judged on all that was written, before anything is
//! withheld.

use super::Standing;
use super::language::mixed_sentences;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::{body_start, front_matter};
use crate::dossier::{
    Claim, Credibility, Dossier, Judgement, Prose, RecordKind, Slug, Stance, TermRow,
};
use crate::parse::readable;
use crate::source::{Role, Sources};
use crate::text::{FileId, KeyPath, Span, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Faults of ratings that the evidence does not bear, and of records whose language misleads.
pub fn lint(dossier: &Dossier) -> Sink {
    let mut sink = Sink::new();
    check_claims(dossier, &mut sink);
    check_independence(dossier, &mut sink);
    check_retracted_origins(dossier, &mut sink);
    check_terms(dossier, &mut sink);
    for judgement in dossier.judgements.records() {
        check_sentences(judgement, &judgement.text, "text", &mut sink);
        check_sentences(judgement, &judgement.basis, "basis", &mut sink);
    }
    sink
}

fn check_claims(dossier: &Dossier, sink: &mut Sink) {
    for claim in dossier.claims.records() {
        check_confirmed(claim, dossier, sink);
        check_both_sides(claim, dossier, sink);
    }
}

/// Faults of the language of topics and of the home page, and citations in them that are none.
pub fn lint_texts(sources: &Sources) -> Sink {
    let mut sink = Sink::new();
    let articles = sources.of(Role::Article);
    let articles: BTreeSet<&str> = articles
        .filter_map(|(_, file)| file.name.strip_suffix(".md"))
        .collect();
    for role in [Role::Home, Role::Topic] {
        for (file, _) in sources.of(role) {
            check_prose(file, sources, &articles, &mut sink);
        }
    }
    sink
}

/// Credibility 1 says that other sources confirm the report: it takes two independent lines (NATO AJP-2.1).
fn check_confirmed(claim: &Claim, dossier: &Dossier, sink: &mut Sink) {
    let rated = claim
        .evidence
        .iter()
        .filter(|piece| piece.credibility == Some(Credibility::Confirmed));
    let mut standing = None;
    for piece in rated {
        let standing = standing.get_or_insert_with(|| Standing::of(claim, dossier));
        let lines = match piece.stance {
            Stance::Disputes => standing.disputing.len(),
            _ => standing.supporting.len(),
        };
        if lines < 2 {
            let message = format!(
                "credibility 1 says that other sources confirm this, and `{}` has {} for it",
                claim.head.id,
                if lines == 0 {
                    "no line of evidence"
                } else {
                    "one independent line of evidence"
                },
            );
            let place = claim.place_of(piece, "credibility");
            sink.report(
                Diagnostic::error(Code::Unconfirmed, place, message)
                    .help("rate it 2 (probably true) or lower, or add evidence with another origin and another speaker"),
            );
        }
    }
}

/// One article may report both sides; one speaker in it rarely takes both.
fn check_both_sides(claim: &Claim, dossier: &Dossier, sink: &mut Sink) {
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

/// Two articles of one origin are not independent of each other.
fn check_independence(dossier: &Dossier, sink: &mut Sink) {
    for article in dossier.articles.records() {
        for (at, other) in article.independent_of.iter().enumerate() {
            let named = &dossier.articles[other.article];
            if named.head.id != article.head.id && named.root == article.root {
                let path = KeyPath::root()
                    .then("independent_of")
                    .then(Step::Item(at))
                    .then("article");
                let message = format!(
                    "`{}` and `{}` both go back to `{}`",
                    article.head.id, named.head.id, article.root
                );
                sink.report(
                    Diagnostic::error(
                        Code::NotIndependent,
                        Place::Value(article.head.file, path),
                        message,
                    )
                    .help("take this entry out, or the origin of one of the two"),
                );
            }
        }
    }
}

/// What an article retells may have been taken back.
fn check_retracted_origins(dossier: &Dossier, sink: &mut Sink) {
    let retracted: BTreeSet<&Slug> = dossier
        .articles
        .records()
        .filter(|article| article.retracted.is_some())
        .map(|article| &article.head.id)
        .collect();
    for article in dossier.articles.records() {
        let Some(origin) = &article.origin else {
            continue;
        };
        let named = [&origin.id, &article.root];
        if article.retracted.is_none()
            && let Some(report) = named.into_iter().find(|report| retracted.contains(report))
        {
            let message = format!(
                "`{}` goes back to `{report}`, which was retracted",
                article.head.id
            );
            let path = KeyPath::root().then("origin").then("id");
            sink.report(
                Diagnostic::warning(Code::RetractedOrigin, Place::Value(article.head.file, path), message)
                    .help("what it retells still counts: mark it `retracted:` too if it falls with the report"),
            );
        }
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

const APART: &str =
    "say how likely it is in one sentence, and how sure you are in another (ICD 203)";
const MIXED: &str = "this sentence gives a likelihood and a confidence";

fn check_sentences(judgement: &Judgement, prose: &Prose, key: &str, sink: &mut Sink) {
    if !mixed_sentences(prose.text()).is_empty() {
        let place = place_of(judgement, key);
        sink.report(Diagnostic::warning(Code::MixedSentence, place, MIXED).help(APART));
    }
}

fn check_prose(file: FileId, sources: &Sources, articles: &BTreeSet<&str>, sink: &mut Sink) {
    let Ok(text) = sources.text(file) else {
        return;
    };
    let start = front_matter(&text).map_or(0, |front| body_start(&text, &front));
    let prose = readable(&text, start..text.len());
    for sentence in mixed_sentences(prose.text()) {
        let bytes = prose.original(&sentence);
        let place = Place::Bytes(Span { file, bytes });
        sink.report(Diagnostic::warning(Code::MixedSentence, place, MIXED).help(APART));
    }
    for (written, id) in slips(prose.text(), articles) {
        let bytes = prose.original(&written);
        // A span of code shows how something is written.
        if text[..bytes.start].ends_with('`') {
            continue;
        }
        let message = format!("this cites nothing, and `{id}` is an article");
        // Brackets that touch each other form one link.
        let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
        let help = match before.ends_with(']') || after.starts_with(['[', '(']) {
            true => format!("write `[@{id}]`, with a space between it and the brackets beside it"),
            false => format!("write `[@{id}]`"),
        };
        let place = Place::Bytes(Span { file, bytes });
        sink.report(Diagnostic::warning(Code::UnreadCitation, place, message).help(help));
    }
}

/// Where `text` has `[ID]` or `@ID` for an article, which a reader sees as they stand: a citation is `[@ID]`.
fn slips<'a>(text: &str, articles: &BTreeSet<&'a str>) -> Vec<(Range<usize>, &'a str)> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(['[', '@']) {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let (id, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_first = !text[..at].ends_with(|c: char| c == '[' || c.is_alphanumeric());
        let end = match sign {
            "[" if after.starts_with(']') => at + id.len() + 2,
            "@" if is_first => at + id.len() + 1,
            _ => continue,
        };
        found.extend(articles.get(id).map(|article| (at..end, *article)));
    }
    found
}
