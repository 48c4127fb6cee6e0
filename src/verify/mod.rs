//! Stage 4: quotes found in their sources. In: what was [`Resolved`], the captures and the lock. Out: a [`Dossier`] in
//! which every quote stands in its article, and [`Findings`], which say where.
//!
//! All that was written is checked, also what this build will withhold. A quote counts only where the words are the
//! same after the declared normalisation ([`normalise`](crate::text::normalise)), and stand there once. Articles whose words, quotes
//! and captures are those of an earlier run need not be checked again.

mod article;
mod boundary;
mod html;
mod lock;
mod nearest;
mod passages;
mod readable;
mod report;
mod search;
mod stale;

pub use lock::{Lock, Locked, Vouched};
pub use passages::report_shared_passages;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, ErrorsReported, Place, Sink};
use crate::dossier::{Article, Claim, Dossier, Evidence, Key, PieceNumber, Record, Table};
use crate::resolve::Resolved;
use crate::source::{Format, Role, Sources};
use crate::text::{Digest, FileId, Names};
use article::Check;
use lock::LockFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A dossier whose quotes were found.
#[derive(Debug)]
pub struct Verified {
    /// The records.
    pub dossier: Dossier,
    /// Where each quote was found.
    pub findings: Findings,
}

/// Where quotes were found, by [`Evidence::number`].
#[derive(Debug, Clone, Default)]
pub struct Findings {
    articles: Checked,
    places: Arc<Places>,
}

/// What became of the quotes of each article, by its row; `None` for one that is not quoted.
type Checked = Arc<[Option<Arc<CheckedArticle>>]>;

/// What became of the quotes of an article.
#[derive(Debug)]
struct CheckedArticle {
    /// By their numbers.
    found: Vec<(PieceNumber, Finding)>,
    faults: Sink,
}

/// Where findings are kept.
#[derive(Debug, Default)]
struct Places {
    /// Where those of each claim begin in `all`.
    starts: Vec<usize>,
    /// The row of the article, and the place among its findings; `None` for a quote that was not found.
    all: Vec<Option<(u32, u32)>>,
}

impl Findings {
    /// Where the quote of a piece of evidence was found.
    pub fn of(&self, piece: &Evidence) -> &Finding {
        let found = self.find(piece);
        found.expect("a quote that was not found has been reported, and nothing is shown then")
    }

    fn find(&self, piece: &Evidence) -> Option<&Finding> {
        let Places { starts, all } = &*self.places;
        let (article, at) = all[starts[piece.number.claim] + piece.number.at]?;
        let article = self.articles[article as usize].as_ref()?;
        Some(&article.found.get(at as usize)?.1)
    }

    fn new(dossier: &Dossier, articles: Checked, earlier: Option<Earlier<'_>>) -> Self {
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

/// Whether the findings of each article are those of the same pieces.
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

/// An earlier run without an error, whose keys mean the same records, with the same configuration and lock.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// All that was written then.
    pub dossier: &'a Dossier,
    /// Where its quotes were found.
    pub findings: &'a Findings,
    /// Files that have changed since.
    pub touched: &'a BTreeSet<FileId>,
}

/// That a quote of an article was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The digest of the quote.
    pub quote: Digest,
    /// The anchor of the quote, wherever it is shown. It is made of the article's id and of the quote, and stays as they do.
    pub anchor: Box<str>,
    /// Where.
    pub found: Found,
}

impl Finding {
    fn new(article: &Article, quote: Digest, found: Found) -> Self {
        let owned = [article.head.id.as_str().as_bytes(), b"\n", quote.as_bytes()].concat();
        Self {
            anchor: format!("quote:{}", Digest::of(&owned).short(5)).into(),
            quote,
            found,
        }
    }
}

/// Where a quote was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// In the article's full text, which is published: bytes of the body's words, one range for each part.
    Text(Vec<Range<usize>>),
    /// In its capture.
    Capture(Vouched),
}

/// How much the lock is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locking {
    /// It vouches for quotes whose captures are not at hand; where it has fallen behind, that is a warning.
    Loose,
    /// It must say what the captures and the quotes are now.
    Locked,
    /// It is about to be rewritten, and what is wrong with the old one matters only where its entries are kept.
    Renewed,
}

/// Looks every quote up.
///
/// # Errors
/// [`ErrorsReported`] where the sink holds an error, of this stage or of an earlier one.
pub fn verify(
    resolved: Resolved,
    sources: &Sources,
    config: &Config,
    locking: Locking,
    earlier: Option<Earlier<'_>>,
    sink: &mut Sink,
) -> Result<Verified, ErrorsReported> {
    let first = sink.diagnostics().len();
    let desk = Desk::new(resolved.dossier(), sources, config, locking, sink);
    let checked = desk.check_all(earlier);
    // A lock that cannot be read, or that is not text, is not overwritten.
    let is_text = |fault: &Diagnostic| fault.code == Code::InvalidLock;
    let is_kept = !desk.lock_faults.diagnostics().iter().all(is_text);
    if desk.locking != Locking::Renewed || is_kept || desk.takes_over(&checked) {
        sink.absorb(desk.lock_faults.clone());
    }
    for article in checked.iter().flatten() {
        sink.absorb(article.faults.clone());
    }
    let findings = Findings::new(resolved.dossier(), checked, earlier);
    desk.report_stale(&findings, sink);
    resolved.relocate(first, sink);
    let dossier = resolved.sound(sink)?;
    Ok(Verified { dossier, findings })
}

/// What `dossier lock` writes: all quotes that were found in captures.
pub fn lock(verified: &Verified) -> Lock {
    let mut lock = Lock::default();
    for claim in verified.dossier.claims.records() {
        for piece in &claim.evidence {
            let Finding { quote, found, .. } = verified.findings.of(piece);
            if let Found::Capture(vouched) = found {
                let article = &verified.dossier.articles[piece.article].head.id;
                lock.insert(article.clone(), *quote, vouched.clone());
            }
        }
    }
    lock
}

/// What the lock of a project holds, as far as it can be read.
pub fn read_lock(sources: &Sources) -> Lock {
    // Its faults are reported where quotes are checked.
    let file = lock_file(sources, &mut Sink::new());
    file.map_or_else(Lock::default, |file| file.lock)
}

/// The lock of a project with its places; `None` where there is none, or it is no text, which is reported.
fn lock_file(sources: &Sources, sink: &mut Sink) -> Option<LockFile> {
    let (file, _) = sources.of(Role::Lock).next()?;
    match sources.text(file) {
        Ok(text) => Some(LockFile::parse(&text, file, sink)),
        Err(diagnostic) => {
            sink.report(*diagnostic);
            None
        }
    }
}

/// A piece of evidence of an article, and the claim it stands under.
type Piece<'a> = (&'a Claim, &'a Evidence);

/// What is needed to check the quotes of an article.
struct Desk<'a> {
    dossier: &'a Dossier,
    sources: &'a Sources,
    config: &'a Config,
    captures: Captures,
    /// Paths of captures that belong to no article, by the id they are called by.
    of_nobody: BTreeMap<String, String>,
    /// The same ids, to find one that is near.
    nobodys_names: Names,
    /// Articles that have two captures, of which neither is taken.
    ambiguous: BTreeSet<Key<Article>>,
    lock: Option<LockFile>,
    /// What is wrong with the lock itself. A quote that it does not vouch for may stand in a line that could not be read.
    lock_faults: Sink,
    locking: Locking,
}

impl<'a> Desk<'a> {
    fn new(
        dossier: &'a Dossier,
        sources: &'a Sources,
        config: &'a Config,
        locking: Locking,
        sink: &mut Sink,
    ) -> Self {
        let AllCaptures {
            captures,
            of_nobody,
            ambiguous,
        } = captures(dossier, sources, sink);
        let mut lock_faults = Sink::new();
        let lock = lock_file(sources, &mut lock_faults);
        Self {
            dossier,
            sources,
            config,
            captures,
            nobodys_names: Names::new(of_nobody.keys().map(String::as_str)),
            of_nobody,
            ambiguous,
            lock,
            lock_faults,
            locking,
        }
    }

    /// Whether something could vouch for quotes and could not be read, which has been reported.
    fn is_blind(&self) -> bool {
        self.sources.captures_are_unread()
            || !self.config.readable
            || self.lock_faults.checkpoint().is_err() && self.locking != Locking::Renewed
    }

    /// Whether some quotes were found only through the lock, so that their entries would be taken over into a new one.
    fn takes_over(&self, checked: &Checked) -> bool {
        checked.iter().enumerate().any(|(row, article)| {
            let found = article.iter().flat_map(|article| &article.found);
            let mut found = found.map(|(_, finding)| &finding.found);
            !self.captures.contains_key(&Table::key(row))
                && found.any(|found| matches!(found, Found::Capture(_)))
        })
    }

    /// What becomes of the quotes of each article.
    fn check_all(&self, earlier: Option<Earlier<'_>>) -> Checked {
        let count = self.dossier.articles.len();
        let wanted = match earlier {
            Some(earlier) => self.changed(earlier),
            None => vec![true; count],
        };
        let pieces = self.pieces(&wanted, earlier);
        let check = |(row, pieces): (usize, Vec<Piece<'_>>)| match earlier {
            Some(earlier) if !wanted[row] => earlier.findings.articles[row].clone(),
            _ if pieces.is_empty() => None,
            _ => Some(Arc::new(Check::article(self, Table::key(row), &pieces))),
        };
        let articles = pieces.into_par_iter().enumerate();
        let checked: Vec<Option<Arc<CheckedArticle>>> = articles.map(check).collect();
        checked.into()
    }

    /// The pieces of evidence of the articles that are `wanted`, by the articles' rows.
    fn pieces(&self, wanted: &[bool], earlier: Option<Earlier<'_>>) -> Vec<Vec<Piece<'a>>> {
        let dossier = self.dossier;
        let mut pieces: Vec<Vec<Piece<'a>>> = vec![Vec::new(); wanted.len()];
        if let Some(earlier) = earlier.filter(|earlier| dossier.claims.is(&earlier.dossier.claims))
        {
            // All were found then, so that the findings name all.
            let articles = earlier.findings.articles.iter().enumerate();
            for (row, article) in articles.filter(|(row, _)| wanted[*row]) {
                let found = article.iter().flat_map(|article| &article.found);
                pieces[row].extend(found.map(|(number, _)| {
                    let claim = &dossier.claims[Table::key(number.claim)];
                    (claim, &claim.evidence[number.at])
                }));
            }
            return pieces;
        }
        for claim in dossier.claims.records() {
            for piece in &claim.evidence {
                let row = piece.article.row();
                if wanted[row] {
                    pieces[row].push((claim, piece));
                }
            }
        }
        pieces
    }

    /// Which articles have other words, quotes or captures than in an earlier run, by their rows.
    fn changed(&self, earlier: Earlier<'_>) -> Vec<bool> {
        let (now, then) = (self.dossier, earlier.dossier);
        let mut changed = vec![false; now.articles.len()];
        for key in now.articles.differing(&then.articles) {
            changed[key.row()] = true;
        }
        for (key, (capture, _)) in &self.captures {
            changed[key.row()] |= earlier.touched.contains(capture);
        }
        for key in now.claims.differing(&then.claims) {
            let before = &then.claims[key].evidence;
            for piece in now.claims[key].evidence.iter().chain(before) {
                changed[piece.article.row()] = true;
            }
        }
        changed
    }
}

/// Captures by article.
type Captures = BTreeMap<Key<Article>, (FileId, Format)>;

/// What there is of captures.
struct AllCaptures {
    captures: Captures,
    of_nobody: BTreeMap<String, String>,
    ambiguous: BTreeSet<Key<Article>>,
}

/// The captures by article, and the articles that have two. One that belongs to no article is told, for its name may be wrong.
fn captures(dossier: &Dossier, sources: &Sources, sink: &mut Sink) -> AllCaptures {
    let ids: BTreeMap<&str, Key<Article>> = dossier
        .articles
        .iter()
        .map(|(key, article)| (article.head().id.as_str(), key))
        .collect();
    let gone: BTreeSet<&str> = dossier
        .withdrawn
        .records()
        .map(|record| record.head.id.as_str())
        .collect();
    let names = OnceLock::new();
    let mut captures = Captures::new();
    let mut of_nobody = BTreeMap::new();
    let mut ambiguous = BTreeSet::new();
    for (file, source) in sources.of(Role::Capture) {
        let named = Format::of(&source.name);
        let article = named.and_then(|(id, format)| Some((*ids.get(id)?, format)));
        let Some((article, format)) = article else {
            if named.is_some_and(|(id, _)| gone.contains(id)) {
                continue;
            }
            if let Some((id, _)) = named {
                of_nobody.insert(id.to_owned(), source.path.clone());
            }
            let (message, help) = match named {
                Some((id, _)) => (
                    format!("there is no article `{id}` to which this capture belongs"),
                    names.get_or_init(|| Names::new(ids.keys().copied())).nearest(id).map_or(
                            "a capture is named like its article, `ID.txt` for `content/articles/ID.md`"
                                .into(),
                            |near| match has_capture(sources, near) {
                                true => format!("`{near}` has a capture already: delete the one that is not its text"),
                                false => format!(
                                    "name it `{near}.{}` if it is the capture of `{near}`",
                                    extension(&source.name)
                                ),
                            },
                        ),
                ),
                None => (
                    "nothing reads this file".into(),
                    "a capture is a `.txt`, `.md` or `.html` file".into(),
                ),
            };
            // A project whose other faults hide articles is not told that captures belong to none.
            if sink.checkpoint().is_ok() {
                sink.report(
                    Diagnostic::warning(
                        Code::UnreadFile,
                        Place::Path(source.path.clone()),
                        message,
                    )
                    .help(help),
                );
            }
            continue;
        };
        if let Some((other, _)) = captures.get(&article) {
            let id = &dossier.articles[article].head.id;
            let message = format!("the article `{id}` has two captures");
            sink.report(
                Diagnostic::error(Code::TwoCaptures, Place::Path(source.path.clone()), message)
                    .related(
                        Place::Path(sources.path(*other).to_owned()),
                        "the other one",
                    )
                    .help("keep the one that was saved from the source"),
            );
            ambiguous.insert(article);
            continue;
        }
        captures.insert(article, (file, format));
    }
    AllCaptures {
        captures,
        of_nobody,
        ambiguous,
    }
}

/// Whether there is a capture that is named like the article `id`.
fn has_capture(sources: &Sources, id: &str) -> bool {
    let mut captures = sources.of(Role::Capture);
    captures.any(|(_, file)| Format::of(&file.name).is_some_and(|(stem, _)| stem == id))
}

/// The end of a file's name.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}
