//! The quotes of one article: in its full text, in its capture, or in the lock.

use super::desk::{ClaimPiece, Desk};
use super::findings::{CheckedArticle, Finding, Found};
use super::lock::Vouched;
use super::readable::Readable;
use super::report::{Source, Spots};
use super::search::{Hit, MOST_PARTS, Wanted, search};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Article, BodyKind, Key, PieceNumber};
use crate::source::Format;
use crate::text::{Digest, FileId};
use std::ops::Range;
use std::sync::Arc;

/// An article whose quotes are looked for.
pub(super) struct Check<'a> {
    desk: &'a Desk<'a>,
    key: Key<Article>,
    article: &'a Article,
    found: Vec<(PieceNumber, Finding)>,
    faults: Sink,
}

/// A quote that has not been found yet, and how it was missed in the full text, where there is one.
struct Open<'a> {
    piece: ClaimPiece<'a>,
    wanted: Wanted,
    digest: Digest,
    missed: Option<Hit>,
}

impl<'a> Check<'a> {
    /// Checks all quotes of an article. One without a finding has been reported.
    pub(super) fn article(
        desk: &'a Desk<'a>,
        key: Key<Article>,
        pieces: &[ClaimPiece<'a>],
    ) -> CheckedArticle {
        let mut check = Self {
            desk,
            key,
            article: &desk.dossier.articles[key],
            found: Vec::with_capacity(pieces.len()),
            faults: Sink::new(),
        };
        let mut open = check.open(pieces);
        let mut shown = Vec::new();
        if check.is_full() {
            (shown, open) = check.in_full_text(open);
        }
        if !desk.ambiguous.contains(&key) {
            match desk.captures.get(&key) {
                Some((file, format)) => check.in_capture(*file, *format, &open, &shown),
                None => check.in_lock(open),
            }
        }
        check.found.sort_by_key(|(number, _)| *number);
        CheckedArticle {
            found: check.found,
            faults: check.faults,
        }
    }

    fn is_full(&self) -> bool {
        self.article.body_kind == BodyKind::Full
    }

    fn find(&mut self, open: &Open<'_>, found: Found) {
        let finding = Finding::new(self.article, open.digest, found);
        self.found.push((open.piece.1.number, finding));
    }

    fn open(&mut self, pieces: &[ClaimPiece<'a>]) -> Vec<Open<'a>> {
        let most = self.desk.config.quotes.max_words;
        let mut open = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let quote = &piece.1.quote;
            let wanted = Wanted::new(quote);
            if wanted.parts.is_empty() {
                let message = "this quote has no words";
                self.faults.report(
                    Diagnostic::error(Code::EmptyText, place(*piece, "quote"), message)
                        .help("copy the words from the source"),
                );
                continue;
            }
            if wanted.parts.len() > MOST_PARTS {
                let count = wanted.parts.len();
                let message = format!("this quote has {count} parts, more than {MOST_PARTS}");
                self.faults.report(
                    Diagnostic::error(Code::LongQuote, place(*piece, "quote"), message).help(
                        "quote some of the parts as separate pieces of evidence; `[…]` is for a few words left out",
                    ),
                );
                continue;
            }
            let words: usize = wanted
                .parts
                .iter()
                .map(|part| part.split(' ').count())
                .sum();
            if words > most && !self.is_full() {
                let message = format!("this quote has {words} words, more than {most}");
                self.faults.report(
                    Diagnostic::warning(Code::LongQuote, place(*piece, "quote"), message).help(
                        "quote the words that matter, with `[…]` for the rest; `[quotes] max_words` in `site.toml` sets the limit",
                    ),
                );
            }
            open.push(Open {
                digest: quote.digest(),
                wanted,
                piece: *piece,
                missed: None,
            });
        }
        open
    }

    /// Looks quotes up in the full text; returns those that are there once, and those that are not.
    fn in_full_text(&mut self, open: Vec<Open<'a>>) -> (Vec<Open<'a>>, Vec<Open<'a>>) {
        let text = Readable::body(&self.article.body.words());
        let hits = search(&wanted(&open), &text);
        let (mut shown, mut rest) = (Vec::new(), Vec::new());
        for (mut open, hit) in open.into_iter().zip(hits) {
            if let Hit::Found(parts) = hit {
                let parts = parts.iter().map(|part| text.reading(part)).collect();
                self.find(&open, Found::Text(parts));
                shown.push(open);
            } else {
                open.missed = Some(hit);
                rest.push(open);
            }
        }
        (shown, rest)
    }

    /// Looks quotes up in the capture. Those that are `shown` in the full text must stand in it too, at whatever places.
    fn in_capture(&mut self, file: FileId, format: Format, open: &[Open<'_>], shown: &[Open<'_>]) {
        if open.is_empty() && shown.is_empty() {
            return;
        }
        let sources = self.desk.sources;
        let (digest, text) = match sources.capture(file) {
            Ok(capture) => capture,
            Err(diagnostic) => return self.faults.report(*diagnostic),
        };
        let text = Arc::new(Readable::capture(text, format));
        if let Some(texts) = self.desk.texts {
            texts.keep(self.key, &text);
        }
        if text.normal().is_empty() {
            let message = "this capture has no text that could be read";
            self.faults.report(
                Diagnostic::error(Code::EmptyFile, Place::File(file), message)
                    .help("save the article again, with its text"),
            );
            return;
        }
        let source = Source::new(file, sources.path(file), &text);
        let mut quoted = Vec::new();
        for (shown, hit) in shown.iter().zip(search(&wanted(shown), &text)) {
            if !matches!(hit, Hit::Found(_) | Hit::Several(_) | Hit::OutOfContext(_))
                && let Some(fault) = source.fault(&shown.wanted, &hit, spots(shown.piece))
            {
                let shown_in = sources.path(self.article.head.file);
                self.faults.report(fault.help(format!(
                    "the full text in `{shown_in}` has it, so one of the two was changed: write there what the capture has"
                )));
            }
        }
        for (open, hit) in open.iter().zip(search(&wanted(open), &text)) {
            if let Hit::Found(parts) = &hit {
                if let Some(warning) = source.across(parts, place(open.piece, "quote")) {
                    self.faults.report(warning);
                }
                let range = |part: &Range<usize>| text.code_points(part);
                let vouched = Vouched {
                    ranges: parts.iter().map(range).collect(),
                    capture: digest,
                };
                quoted.extend(parts.iter().cloned());
                self.find(open, Found::Capture(vouched));
            } else if let Some(fault) = source.fault(&open.wanted, &hit, spots(open.piece)) {
                self.faults.report(fault);
            }
        }
        if let Some(first) = open.first()
            && !self.is_full()
        {
            self.check_share(first.piece, quoted, &text);
        }
    }

    /// Warns where the quotes of the article add up to much of it. Words that are quoted twice count once.
    fn check_share(
        &mut self,
        first: ClaimPiece<'_>,
        mut quoted: Vec<Range<usize>>,
        text: &Readable,
    ) {
        quoted.sort_by_key(|range| range.start);
        let (mut sum, mut words, mut end) = (0, 0, 0);
        for range in quoted {
            let new = range.start.max(end)..range.end.max(end);
            sum += new.len();
            words += text.normal()[new.clone()].split_whitespace().count();
            end = new.end;
        }
        let limits = &self.desk.config.quotes;
        // All together may be as long as one may be.
        if words <= limits.max_words {
            return;
        }
        let share = sum as f64 / text.distinct_length().max(1) as f64;
        if share > limits.max_share {
            let message = format!(
                "the quotes of `{}` add up to {:.0} % of its text, more than {:.0} %",
                self.article.head.id,
                share * 100.0,
                limits.max_share * 100.0
            );
            self.faults.report(
                Diagnostic::warning(Code::QuotedShare, place(first, "article"), message).help(
                    "shorten some quotes; `[quotes] max_share` in `site.toml` sets the limit",
                ),
            );
        }
    }

    /// Takes the lock's word for quotes whose capture is not at hand.
    fn in_lock(&mut self, open: Vec<Open<'_>>) {
        let id = &self.article.head.id;
        let lock = self.desk.lock.as_ref().map(|file| &file.lock);
        let mut missed = Vec::new();
        let mut unknown = Vec::new();
        for open in open {
            match lock.and_then(|lock| lock.find(id, &open.digest)) {
                Some(vouched) => self.find(&open, Found::Capture(vouched.clone())),
                None if open.missed.is_some() => missed.push(open),
                None => unknown.push(open),
            }
        }
        self.report_missed(&missed);
        if unknown.is_empty() || self.desk.is_blind() {
            return;
        }
        if lock.is_some_and(|lock| lock.knows(id)) {
            for open in unknown {
                let message = format!(
                    "`evidence.lock` does not vouch for this quote of `{id}`: it was added or changed since"
                );
                let place = place(open.piece, "quote");
                self.faults.report(
                    Diagnostic::error(Code::UnverifiedQuote, place, message).help(
                        "run `dossier lock` where the captures are, and commit what it writes",
                    ),
                );
            }
        } else {
            self.report_unverified(&unknown);
        }
    }

    /// Reports, once for all quotes of the article, that there is nothing to check them against.
    fn report_unverified(&mut self, open: &[Open<'_>]) {
        let id = &self.article.head.id;
        let Some(first) = open.first() else {
            return;
        };
        let (quotes, more) = match open.len() - 1 {
            0 => ("this quote", String::new()),
            more => ("quotes", format!("and {more} more of this article")),
        };
        let message = format!("there is nothing to check {quotes} of `{id}` against");
        let folder = self.desk.config.captures.dir.trim_end_matches('/');
        let fault = Diagnostic::error(Code::UnverifiedQuote, place(first.piece, "quote"), message)
            .label(more);
        let near = self.desk.nobodys_names.nearest(id.as_str());
        let near = near.and_then(|name| self.desk.of_nobody.get(name));
        self.faults.report(match near {
            Some(path) => {
                let end = path.rsplit_once('.').map_or("txt", |(_, end)| end);
                fault
                    .related(Place::Path(path.clone()), "")
                    .help(format!("rename `{path}` to `{folder}/{id}.{end}` if it is the article's text"))
            }
            None => fault.help(format!(
                "save the article's text as `{folder}/{id}.txt` (`dossier import` does), or run `dossier lock` where it is saved and commit \
                 `evidence.lock`"
            )),
        });
    }

    /// Reports quotes that are not in the full text, with their places in its file.
    fn report_missed(&mut self, missed: &[Open<'_>]) {
        if missed.is_empty() {
            return;
        }
        let file = self.article.head.file;
        let sources = self.desk.sources;
        let text = Readable::file(&sources.text(file).unwrap_or_default());
        let source = Source::new(file, sources.path(file), &text);
        for (open, hit) in missed.iter().zip(search(&wanted(missed), &text)) {
            if let Some(fault) = source.fault(&open.wanted, &hit, spots(open.piece)) {
                self.faults.report(fault);
            } else {
                // It is in the Markdown, and not in the words of the body.
                let message = format!(
                    "this quote stands in `{}`, but not in its running text",
                    sources.path(file)
                );
                let place = place(open.piece, "quote");
                self.faults.report(
                    Diagnostic::error(Code::QuoteNotFound, place, message)
                        .label("a code block holds it, or a footnote mark or the words of a link part it")
                        .help("quote other words, which can be marked where they stand"),
                );
            }
        }
    }
}

fn wanted(open: &[Open<'_>]) -> Vec<Wanted> {
    open.iter().map(|open| open.wanted.clone()).collect()
}

fn spots(piece: ClaimPiece<'_>) -> Spots {
    Spots {
        quote: place(piece, "quote"),
        prefix: place(piece, "prefix"),
        suffix: place(piece, "suffix"),
    }
}

/// The place of a value of a piece of evidence.
fn place((claim, evidence): ClaimPiece<'_>, key: &str) -> Place {
    claim.place_of(evidence, key)
}
