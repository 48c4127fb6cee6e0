//! Holds where quotes were found.
//!
//! In: what became of the quotes of each article. Out: [`Findings`], in which each piece of
//! evidence has its place. Looking quotes up is left to `article.rs`.

use super::lock::Vouched;
use crate::diag::Sink;
use crate::dossier::{Article, Dossier, Evidence, PieceNumber};
use crate::text::{Digest, FileId};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Where quotes were found, by [`Evidence::number`].
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub(super) articles: Checked,
    places: Arc<Places>,
}

/// What became of the quotes of each article, by its row. `None` for an article without quotes.
pub(super) type Checked = Arc<[Option<Arc<CheckedArticle>>]>;

/// What became of the quotes of an article.
#[derive(Debug)]
pub(super) struct CheckedArticle {
    /// The quotes that were found, sorted by the numbers of their pieces.
    pub(super) found: Vec<(PieceNumber, Finding)>,
    pub(super) faults: Sink,
}

/// Where findings are kept.
#[derive(Debug, Default)]
struct Places {
    /// For each claim, the index of its first piece in `all`.
    starts: Vec<usize>,
    /// For each piece, the row of its article and the index among the article's findings. `None` if
    /// the quote was not found.
    all: Vec<Option<(u32, u32)>>,
}

/// That a quote of an article was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The digest of the quote.
    pub quote: Digest,
    /// The anchor of the quote, wherever it is shown. It depends only on the article's id and the
    /// quote.
    pub anchor: Box<str>,
    /// Where.
    pub found: Found,
}

/// Where a quote was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// In the article's full text, which is published. Holds byte ranges in the body's words, one
    /// for each part.
    Text(Vec<Range<usize>>),
    /// In its capture.
    Capture(Vouched),
}

/// An earlier run without an error, with the same configuration and lock. Its keys mean the same
/// records.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// All that was written then.
    pub dossier: &'a Dossier,
    /// Where its quotes were found.
    pub findings: &'a Findings,
    /// Files that have changed since.
    pub touched: &'a BTreeSet<FileId>,
}

impl Findings {
    /// Where the quote of a piece of evidence was found.
    pub fn of(&self, piece: &Evidence) -> &Finding {
        let found = self.find(piece);
        found.expect("a quote that was not found has been reported, and nothing is shown then")
    }

    /// Where the quote of a piece of evidence was found, or `None` if it was not found.
    pub(super) fn find(&self, piece: &Evidence) -> Option<&Finding> {
        let Places { starts, all } = &*self.places;
        let (article, at) = all[starts[piece.number.claim] + piece.number.at]?;
        let article = self.articles[article as usize].as_ref()?;
        Some(&article.found.get(at as usize)?.1)
    }

    /// The findings in `articles`. Places are shared with the earlier run if they are the same.
    pub(super) fn new(dossier: &Dossier, articles: Checked, earlier: Option<Earlier<'_>>) -> Self {
        let known = earlier.filter(|earlier| {
            let same = dossier.claims.is(&earlier.dossier.claims);
            same && found_the_same(&articles, &earlier.findings.articles)
        });
        let places = known.map(|earlier| Arc::clone(&earlier.findings.places));
        Self {
            places: places.unwrap_or_else(|| Arc::new(Places::new(dossier, &articles))),
            articles,
        }
    }
}

impl Places {
    fn new(dossier: &Dossier, articles: &Checked) -> Self {
        let mut starts = Vec::with_capacity(dossier.claims.len());
        let mut count = 0;
        for claim in dossier.claims.records() {
            starts.push(count);
            count += claim.evidence.len();
        }
        let mut all = vec![None; count];
        for (row, article) in (0..).zip(articles.iter()) {
            let found = article.iter().flat_map(|article| &article.found);
            for (at, (number, _)) in (0..).zip(found) {
                all[starts[number.claim] + number.at] = Some((row, at));
            }
        }
        Self { starts, all }
    }
}

/// Whether each article has findings for the same pieces in both runs.
fn found_the_same(now: &Checked, then: &Checked) -> bool {
    let numbers = |article: &Arc<CheckedArticle>| -> Vec<PieceNumber> {
        article.found.iter().map(|(number, _)| *number).collect()
    };
    now.iter().zip(then.iter()).all(|pair| match pair {
        (None, None) => true,
        (Some(now), Some(then)) => Arc::ptr_eq(now, then) || numbers(now) == numbers(then),
        _ => false,
    })
}

impl Finding {
    /// That `quote` of `article` was found, and where.
    pub(super) fn new(article: &Article, quote: Digest, found: Found) -> Self {
        let owned = [article.head.id.as_str().as_bytes(), b"\n", quote.as_bytes()].concat();
        Self {
            anchor: format!("quote:{}", Digest::of(&owned).short(5)).into(),
            quote,
            found,
        }
    }
}
