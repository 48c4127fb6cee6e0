//! The quotes of one article: in its full text, in its capture, or in the lock.

use super::lock::Vouched;
use super::readable::Readable;
use super::report::{Source, Spots};
use super::search::{Hit, Wanted, search};
use super::{Desk, Finding, Found, Piece};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Article, BodyKind, Key};
use crate::text::{Digest, FileId};
use std::ops::Range;

/// Findings with the numbers of their evidence.
type Numbered = Vec<(usize, Finding)>;

/// A quote that has not been found yet, and how it was missed in the full text, where there is one.
struct Open<'a> {
    piece: Piece<'a>,
    wanted: Wanted,
    digest: Digest,
    missed: Option<Hit>,
}

impl Desk<'_> {
    /// Checks the quotes of one article. A quote without a finding has been reported.
    pub(super) fn check_article(
        &self,
        key: Key<Article>,
        pieces: &[Piece<'_>],
        sink: &mut Sink,
    ) -> Numbered {
        let article = &self.dossier.articles[key];
        let is_full = article.body_kind == BodyKind::Full;
        let mut open = self.open(pieces, is_full, sink);
        let mut found = Vec::new();
        if is_full {
            let text = Readable::body(&article.body.words());
            open = in_full_text(open, &text, &mut found);
        }
        if open.is_empty() {
            return found;
        }
        if self.ambiguous.contains(&key) {
            return found;
        }
        if let Some((file, format)) = self.captures.get(&key) {
            match self.sources.capture(*file) {
                Ok((digest, text)) => {
                    let text = Readable::capture(text, *format);
                    self.in_capture(open, *file, digest, &text, is_full, &mut found, sink);
                }
                Err(diagnostic) => sink.report(*diagnostic),
            }
        } else {
            self.in_lock(article, open, &mut found, sink);
        }
        found
    }

    fn open<'a>(&self, pieces: &[Piece<'a>], is_full: bool, sink: &mut Sink) -> Vec<Open<'a>> {
        let most = self.config.quotes.max_words;
        let open = pieces.iter().filter_map(|piece| {
            let quote = &piece.1.quote;
            let wanted = Wanted::new(quote);
            if wanted.parts.is_empty() {
                let message = "this quote has no words";
                sink.report(
                    Diagnostic::error(Code::EmptyText, place(*piece, "quote"), message)
                        .help("copy the words from the source"),
                );
                return None;
            }
            let words: usize = wanted.parts.iter().map(|part| part.split(' ').count()).sum();
            if words > most && !is_full {
                let message = format!("this quote has {words} words, more than {most}");
                sink.report(
                    Diagnostic::warning(Code::LongQuote, place(*piece, "quote"), message).help(
                        "quote the words that matter, with `[…]` for the rest; `[quotes] max_words` in `site.toml` sets the limit",
                    ),
                );
            }
            Some(Open {
                digest: quote.digest(),
                wanted,
                piece: *piece,
                missed: None,
            })
        });
        open.collect()
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a capture is a file, a digest and a text"
    )]
    fn in_capture(
        &self,
        open: Vec<Open<'_>>,
        file: FileId,
        digest: Digest,
        text: &Readable,
        is_full: bool,
        found: &mut Numbered,
        sink: &mut Sink,
    ) {
        if text.normal().is_empty() {
            sink.report(
                Diagnostic::error(
                    Code::EmptyFile,
                    Place::File(file),
                    "this capture has no text that could be read",
                )
                .help("save the article again, with its text"),
            );
            return;
        }
        let source = Source {
            file,
            path: self.sources.path(file),
            text,
        };
        let wanted: Vec<Wanted> = open.iter().map(|open| open.wanted.clone()).collect();
        let mut quoted = Vec::new();
        let first = open.first().map(|open| open.piece);
        for (open, hit) in open.into_iter().zip(search(&wanted, text)) {
            let quote = place(open.piece, "quote");
            if let Hit::Found(parts) = &hit {
                if let Some(warning) = source.across(parts, quote) {
                    sink.report(warning);
                }
                let range = |part: &Range<usize>| code_points(text.normal(), part);
                let vouched = Vouched {
                    ranges: parts.iter().map(range).collect(),
                    capture: digest,
                };
                quoted.extend(parts.iter().cloned());
                found.push(open.found(Found::Capture(vouched)));
            } else if let Some(fault) = source.fault(&open.wanted, &hit, spots(open.piece)) {
                sink.report(fault);
            }
        }
        if let Some(first) = first
            && !is_full
        {
            self.check_share(first, quoted, text, sink);
        }
    }

    /// Warns where the quotes of an article add up to much of it. Words that are quoted twice count once.
    fn check_share(
        &self,
        first: Piece<'_>,
        mut quoted: Vec<Range<usize>>,
        text: &Readable,
        sink: &mut Sink,
    ) {
        quoted.sort_by_key(|range| range.start);
        let (mut sum, mut words, mut end) = (0, 0, 0);
        for range in quoted {
            let new = range.start.max(end)..range.end.max(end);
            sum += new.len();
            words += text.normal()[new.clone()].split_whitespace().count();
            end = new.end;
        }
        // All together are no longer than one may be.
        if words <= self.config.quotes.max_words {
            return;
        }
        let most = self.config.quotes.max_share;
        let share = sum as f64 / text.distinct_length().max(1) as f64;
        if share > most {
            let message = format!(
                "the quotes of `{}` add up to {:.0} % of its text, more than {:.0} %",
                self.dossier.articles[first.1.article].head.id,
                share * 100.0,
                most * 100.0
            );
            sink.report(
                Diagnostic::warning(Code::QuotedShare, place(first, "article"), message).help(
                    "shorten some quotes; `[quotes] max_share` in `site.toml` sets the limit",
                ),
            );
        }
    }

    /// Takes the lock's word for quotes whose capture is not at hand.
    fn in_lock(
        &self,
        article: &Article,
        open: Vec<Open<'_>>,
        found: &mut Numbered,
        sink: &mut Sink,
    ) {
        let id = &article.head.id;
        let lock = self.lock.as_ref().map(|file| &file.lock);
        let mut missing = Vec::new();
        for open in open {
            match lock.and_then(|lock| lock.find(id, &open.digest)) {
                Some(vouched) => found.push(open.found(Found::Capture(vouched.clone()))),
                None => missing.push(open),
            }
        }
        let (missed, missing): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|open| open.missed.is_some());
        self.report_missed(article, missed, sink);
        if missing.is_empty() || self.is_blind() {
            return;
        }
        let capture = format!(
            "{}/{id}.txt",
            self.config.captures.dir.trim_end_matches('/')
        );
        if lock.is_some_and(|lock| lock.knows(id)) {
            for open in missing {
                let message = format!(
                    "`evidence.lock` does not vouch for this quote of `{id}`: it was added or changed since"
                );
                sink.report(
                    Diagnostic::error(Code::UnverifiedQuote, place(open.piece, "quote"), message)
                        .help(
                            "run `dossier lock` where the captures are, and commit what it writes",
                        ),
                );
            }
            return;
        }
        let count = missing.len();
        let Some(first) = missing.first() else {
            return;
        };
        let quotes = if count == 1 { "this quote" } else { "quotes" };
        let message = format!("there is nothing to check {quotes} of `{id}` against");
        let more = if count > 1 {
            format!("and {} more of this article", count - 1)
        } else {
            String::new()
        };
        sink.report(
            Diagnostic::error(Code::UnverifiedQuote, place(first.piece, "quote"), message)
                .label(more)
                .help(format!(
                    "save the article's text as `{capture}` (`dossier import` does), or run `dossier lock` where it is saved and commit \
                     `evidence.lock`"
                )),
        );
    }

    /// Reports quotes that are not in an article's full text, with their places in its file.
    fn report_missed(&self, article: &Article, missed: Vec<Open<'_>>, sink: &mut Sink) {
        if missed.is_empty() {
            return;
        }
        let file = article.head.file;
        let written = self.sources.text(file).unwrap_or_default();
        let text = Readable::file(&written);
        let source = Source {
            file,
            path: self.sources.path(file),
            text: &text,
        };
        let wanted: Vec<Wanted> = missed.iter().map(|open| open.wanted.clone()).collect();
        for (open, hit) in missed.into_iter().zip(search(&wanted, &text)) {
            // What is not in the body as it is shown may be in the Markdown: the words of a link to a record.
            let hit = match hit {
                Hit::Found(_) => Hit::Absent,
                hit => hit,
            };
            if let Some(fault) = source.fault(&open.wanted, &hit, spots(open.piece)) {
                sink.report(fault);
            }
        }
    }
}

impl Open<'_> {
    fn found(self, found: Found) -> (usize, Finding) {
        let finding = Finding {
            quote: self.digest,
            found,
        };
        (self.piece.1.number, finding)
    }
}

/// Looks quotes up in a full text; returns those that are not there once.
fn in_full_text<'a>(open: Vec<Open<'a>>, text: &Readable, found: &mut Numbered) -> Vec<Open<'a>> {
    let wanted: Vec<Wanted> = open.iter().map(|open| open.wanted.clone()).collect();
    let hits = search(&wanted, text);
    let rest = open.into_iter().zip(hits).filter_map(|(mut open, hit)| {
        if let Hit::Found(parts) = hit {
            let parts = parts.iter().map(|part| text.reading(part)).collect();
            found.push(open.found(Found::Text(parts)));
            return None;
        }
        open.missed = Some(hit);
        Some(open)
    });
    rest.collect()
}

fn spots(piece: Piece<'_>) -> Spots {
    Spots {
        quote: place(piece, "quote"),
        prefix: place(piece, "prefix"),
        suffix: place(piece, "suffix"),
    }
}

/// Bytes of a text as code points of it.
fn code_points(text: &str, range: &Range<usize>) -> (usize, usize) {
    let start = text[..range.start].chars().count();
    (start, start + text[range.clone()].chars().count())
}

/// The place of a value of a piece of evidence.
fn place((claim, evidence): Piece<'_>, key: &str) -> Place {
    claim.place_of(evidence, key)
}
