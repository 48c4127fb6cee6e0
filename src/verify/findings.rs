//! Where quotes were found.
//!
//! In: the results for the quotes of each article. Out: [`Findings`], which returns the finding for
//! a piece of evidence. `article.rs` looks quotes up.

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

/// The results for the quotes of each article, by row. `None` for an article without quotes.
pub(super) type Checked = Arc<[Option<Arc<CheckedArticle>>]>;

/// The results for the quotes of an article.
#[derive(Debug)]
pub(super) struct CheckedArticle {
    /// The quotes that were found, sorted by the number of their piece.
    pub(super) found: Vec<(PieceNumber, Finding)>,
    pub(super) faults: Sink,
}

/// An index from pieces of evidence to findings.
#[derive(Debug, Default)]
struct Places {
    /// For each claim, the index of its first piece in `all`.
    starts: Vec<usize>,
    /// For each piece, the row of its article and the index in the article's findings. `None` if
    /// the quote was not found.
    all: Vec<Option<(u32, u32)>>,
}

/// The finding for a quote that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The digest of the quote.
    pub quote: Digest,
    /// The HTML anchor of the quote. It depends only on the article's id and the quote.
    pub anchor: Box<str>,
    /// Where the quote was found.
    pub found: Found,
}

/// Where a quote was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// In the article's full text, which is published. The byte ranges in the body's words, one for
    /// each part.
    Text(Vec<Range<usize>>),
    /// In the article's capture.
    Capture(Vouched),
}

/// An earlier run without errors, with the same configuration and lock. Its keys refer to the same
/// records.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// The dossier of that run.
    pub dossier: &'a Dossier,
    /// The findings of that run.
    pub findings: &'a Findings,
    /// Files that have changed since that run.
    pub touched: &'a BTreeSet<FileId>,
}

impl Findings {
    /// Where the quote of a piece of evidence was found.
    pub fn of(&self, piece: &Evidence) -> &Finding {
        let found = self.find(piece);
        found.expect("a missing quote is an error, and stops the build before this is called")
    }

    /// Where the quote of a piece of evidence was found, or `None` if it was not found.
    pub(super) fn find(&self, piece: &Evidence) -> Option<&Finding> {
        let Places { starts, all } = &*self.places;
        let (article, at) = all[starts[piece.number.claim] + piece.number.at]?;
        let article = self.articles[article as usize].as_ref()?;
        Some(&article.found.get(at as usize)?.1)
    }

    /// The findings in `articles`. The index is shared with the earlier run if it is the same.
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

/// Whether both runs have findings for the same pieces of each article.
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
    /// The finding for `quote` of `article`. The anchor is derived from the article's id and the
    /// quote's digest.
    pub(super) fn new(article: &Article, quote: Digest, found: Found) -> Self {
        let owned = [article.head.id.as_str().as_bytes(), b"\n", quote.as_bytes()].concat();
        Self {
            anchor: format!("quote:{}", Digest::of(&owned).short(5)).into(),
            quote,
            found,
        }
    }
}
