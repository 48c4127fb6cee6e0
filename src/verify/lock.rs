//! `evidence.lock`: where each quote was found in which capture, for those who do not have the
//! captures.
//!
//! Each line is one quote. Lines are sorted, which keeps diffs small. The fields of a line are:
//!
//! - the article's id;
//! - the range of code points in the normalised text of the capture (`120-162`), or several with
//!   commas if the quote leaves words out;
//! - the SHA-256 of the quote ([`Quote::digest`](crate::dossier::Quote::digest));
//! - the SHA-256 of the capture;
//! - the first eight digits of the SHA-256 of the line so far, which reveal changes by hand.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::Slug;
use crate::source::{Role, Sources};
use crate::text::{Digest, FileId, Span};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// The only version of the format that this program writes and reads.
const VERSION: &str = "version 1";

const HEAD: &str = "# Where each quote stands in the captures. `dossier lock` writes this file; commit it, and do not change it by hand.\n";

/// Where a quote was found in a capture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vouched {
    /// Code points of the capture's normalised text, one range for each part of the quote.
    pub ranges: Vec<(usize, usize)>,
    /// The digest of the capture's bytes.
    pub capture: Digest,
}

/// The quotes that a lock vouches for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lock {
    articles: BTreeMap<Slug, BTreeMap<Digest, Vouched>>,
}

/// The contents of a lock, and how it differs from the one before, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locked {
    /// Quotes in the lock.
    pub quotes: usize,
    /// Captures that contain these quotes.
    pub captures: usize,
    /// Entries that are new or changed.
    pub changed: usize,
    /// Entries that were removed.
    pub gone: usize,
}

/// A lock that was read, with the places of its entries.
#[derive(Debug)]
pub(super) struct LockFile {
    pub(super) file: FileId,
    pub(super) lock: Lock,
    /// The byte range of each entry's line, by article and quote.
    lines: BTreeMap<(Slug, Digest), Range<usize>>,
}

/// How strictly the lock is compared with the quotes and captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locking {
    /// The lock vouches for quotes whose capture is missing. An outdated lock is a warning.
    Loose,
    /// The lock must match the quotes and captures.
    Locked,
    /// The lock will be rewritten. Its errors matter only if some of its entries are kept.
    Renewed,
}

impl LockFile {
    /// The lock of a project. `None` if the project has none, or if it cannot be read, which is
    /// reported.
    pub(super) fn of(sources: &Sources, sink: &mut Sink) -> Option<Self> {
        let (file, _) = sources.of(Role::Lock).next()?;
        match sources.text(file) {
            Ok(text) => Some(Self::parse(&text, file, sink)),
            Err(diagnostic) => {
                sink.report(*diagnostic);
                None
            }
        }
    }

    /// The place of an entry, or the whole file if the entry is missing.
    pub(super) fn place(&self, article: &Slug, quote: &Digest) -> Place {
        match self.lines.get(&(article.clone(), *quote)) {
            Some(bytes) => Place::Bytes(Span {
                file: self.file,
                bytes: bytes.clone(),
            }),
            None => Place::File(self.file),
        }
    }

    /// Parses the text of the file `file`. Reports each error and returns the valid entries.
    pub(super) fn parse(text: &str, file: FileId, sink: &mut Sink) -> Self {
        let mut reader = Reader {
            sink,
            captures: BTreeMap::new(),
            made: Self {
                file,
                lock: Lock::default(),
                lines: BTreeMap::new(),
            },
        };
        reader.read(text);
        reader.made
    }
}

impl Lock {
    /// Where a quote of an article was found, if the lock has it.
    pub fn find(&self, article: &Slug, quote: &Digest) -> Option<&Vouched> {
        self.articles.get(article)?.get(quote)
    }

    /// Adds where a quote of an article was found.
    pub fn insert(&mut self, article: Slug, quote: Digest, found: Vouched) {
        self.articles
            .entry(article)
            .or_default()
            .insert(quote, found);
    }

    /// All entries, sorted by article and quote.
    pub fn iter(&self) -> impl Iterator<Item = (&Slug, &Digest, &Vouched)> {
        let of = |(article, quotes)| {
            let quotes: &BTreeMap<Digest, Vouched> = quotes;
            quotes
                .iter()
                .map(move |(quote, found)| (article, quote, found))
        };
        self.articles.iter().flat_map(of)
    }

    /// Counts the entries, and the differences from `old`.
    pub fn compared_with(&self, old: &Self) -> Locked {
        let is_new = |(article, quote, found): &(&Slug, &Digest, &Vouched)| {
            old.find(article, quote) != Some(*found)
        };
        Locked {
            quotes: self.len(),
            captures: self.articles.len(),
            changed: self.iter().filter(is_new).count(),
            gone: old
                .iter()
                .filter(|(article, quote, _)| self.find(article, quote).is_none())
                .count(),
        }
    }

    /// The number of quotes.
    pub fn len(&self) -> usize {
        self.articles.values().map(BTreeMap::len).sum()
    }

    /// Whether the lock has no quotes.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Whether the lock has any quote of the article.
    pub(super) fn knows(&self, article: &Slug) -> bool {
        self.articles.contains_key(article)
    }

    /// The lock in the format of its file.
    pub fn text(&self) -> String {
        let mut lines: Vec<(&Slug, &Vouched, &Digest)> = self
            .iter()
            .map(|(article, quote, found)| (article, found, quote))
            .collect();
        lines.sort();
        let mut text = format!("{HEAD}{VERSION}\n");
        for (article, found, quote) in lines {
            let ranges: Vec<String> = found
                .ranges
                .iter()
                .map(|(start, end)| format!("{start}-{end}"))
                .collect();
            let line = format!("{article} {} {quote} {}", ranges.join(","), found.capture);
            let _ = writeln!(text, "{line} {}", check(&line));
        }
        text
    }
}

/// The checksum at the end of a line.
fn check(line: &str) -> String {
    Digest::of(line.as_bytes()).short(4)
}

struct Reader<'a> {
    sink: &'a mut Sink,
    /// For each article, the capture in its first line, and the byte range of that line.
    captures: BTreeMap<Slug, (Digest, Range<usize>)>,
    made: LockFile,
}

/// The fix for any error in a lock.
const AGAIN: &str = "run `dossier lock` where the captures are available, and commit the result";

impl Reader<'_> {
    fn read(&mut self, text: &str) {
        let conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        let mut version = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bytes = at..at + line.trim_end().len();
            at += line.len();
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if conflict.iter().any(|mark| line.starts_with(mark)) {
                let message = "the lock contains an unresolved merge conflict";
                self.report(
                    bytes,
                    message,
                    "keep either side, then run `dossier lock` where the captures are available",
                );
                // The lines that follow may occur twice.
                return;
            } else if version.is_none() {
                version = Some(line);
                if line != VERSION {
                    let message = format!(
                        "the lock begins with `{}`, but this program reads `{VERSION}`",
                        shown(line)
                    );
                    self.report(bytes, &message, "another version of dossier wrote it: use that version, or run `dossier lock` where the captures are available");
                    return;
                }
            } else {
                self.line(line, bytes);
            }
        }
        if version.is_none() {
            self.report(
                0..text.lines().next().map_or(0, str::len),
                "the lock is empty",
                AGAIN,
            );
        }
    }

    fn line(&mut self, line: &str, bytes: Range<usize>) {
        let sound = line
            .rsplit_once(' ')
            .filter(|(rest, sum)| check(rest) == *sum);
        let Some((article, quote, found)) = sound.and_then(|(rest, _)| entry(rest)) else {
            let message = "this line of the lock has been changed since `dossier lock` wrote it";
            self.report(bytes, message, AGAIN);
            return;
        };
        let first = self.captures.entry(article.clone());
        let first = first.or_insert((found.capture, bytes.clone())).clone();
        if first.0 != found.capture {
            let other = self.place(first.1.clone());
            let message = format!("the lock names two captures of `{article}`");
            let place = self.place(bytes);
            self.sink.report(
                Diagnostic::error(Code::InvalidLock, place, message)
                    .related(other, "the other entry")
                    .help(AGAIN),
            );
            return;
        }
        // The same line may occur twice, for example after a merge.
        let known = self.made.lock.find(&article, &quote);
        if known.is_some_and(|known| *known != found) {
            let message = format!("the lock names two places for one quote of `{article}`");
            let other = self.made.place(&article, &quote);
            let place = self.place(bytes);
            self.sink.report(
                Diagnostic::error(Code::InvalidLock, place, message)
                    .related(other, "the other entry")
                    .help(AGAIN),
            );
            return;
        }
        self.made.lines.insert((article.clone(), quote), bytes);
        self.made.lock.insert(article, quote, found);
    }

    fn place(&self, bytes: Range<usize>) -> Place {
        Place::Bytes(Span {
            file: self.made.file,
            bytes,
        })
    }

    fn report(&mut self, bytes: Range<usize>, message: &str, help: &str) {
        let place = self.place(bytes);
        self.sink
            .report(Diagnostic::error(Code::InvalidLock, place, message).help(help));
    }
}

fn shown(line: &str) -> String {
    line.chars().take(40).collect()
}

fn entry(line: &str) -> Option<(Slug, Digest, Vouched)> {
    let mut fields = line.split(' ');
    let article = Slug::new(fields.next()?).ok()?;
    let range = |range: &str| {
        let (start, end) = range.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some((start, end))
    };
    let ranges = fields
        .next()?
        .split(',')
        .map(range)
        .collect::<Option<Vec<_>>>()?;
    let quote = Digest::parse(fields.next()?)?;
    let capture = Digest::parse(fields.next()?)?;
    let found = Vouched { ranges, capture };
    fields.next().is_none().then_some((article, quote, found))
}

/// The lock of a project, as far as it can be read. Empty if the project has none.
pub fn read_lock(sources: &Sources) -> Lock {
    // The check of the quotes reports errors in the lock.
    let file = LockFile::of(sources, &mut Sink::new());
    file.map_or_else(Lock::default, |file| file.lock)
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockFile, Vouched};
    use crate::diag::Sink;
    use crate::dossier::Slug;
    use crate::text::{Digest, FileId};

    fn lock() -> Lock {
        let mut lock = Lock::default();
        for (article, words) in [("b", "two"), ("a", "one"), ("a", "three")] {
            let found = Vouched {
                ranges: vec![(words.len(), 9), (12, 30)],
                capture: Digest::of(article.as_bytes()),
            };
            lock.insert(
                Slug::new(article).expect("an id"),
                Digest::of(words.as_bytes()),
                found,
            );
        }
        lock
    }

    fn faults(text: &str) -> Vec<String> {
        let mut sink = Sink::new();
        LockFile::parse(text, FileId::new(0), &mut sink);
        sink.diagnostics()
            .iter()
            .map(|fault| fault.message.clone())
            .collect()
    }

    #[test]
    fn a_lock_is_read_as_it_is_written() {
        let text = lock().text();
        let mut sink = Sink::new();
        assert_eq!(
            LockFile::parse(&text, FileId::new(0), &mut sink).lock,
            lock()
        );
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(
            LockFile::parse(&crlf, FileId::new(0), &mut sink).lock,
            lock()
        );
        assert!(sink.diagnostics().is_empty());
        assert_eq!(text.lines().count(), 5);
        assert!(
            text.lines()
                .nth(2)
                .is_some_and(|line| line.starts_with("a 3-9,12-30 "))
        );
    }

    #[test]
    fn what_was_changed_by_hand_is_told() {
        let text = lock().text();
        assert_eq!(faults(&text.replace("a 3-9", "a 4-9")).len(), 1);
        assert_eq!(faults(&text.replace("version 1", "version 2")).len(), 1);
        assert_eq!(faults("").len(), 1);
        // Both lines are valid, but only one of them can be right.
        let mut other = lock();
        let [one, another] = [(3, 9), (4, 9)].map(|range| {
            let found = Vouched {
                ranges: vec![range],
                capture: Digest::of(b"a"),
            };
            other.insert(Slug::new("a").expect("an id"), Digest::of(b"one"), found);
            other.text()
        });
        let twice = one.clone()
            + another
                .lines()
                .find(|line| line.starts_with("a 4-9 "))
                .expect("a line");
        assert_eq!(
            faults(&twice),
            ["the lock names two places for one quote of `a`"]
        );
        let same = one.clone()
            + one
                .lines()
                .find(|line| line.starts_with("a 3-9 "))
                .expect("a line");
        assert!(faults(&same).is_empty());
        let conflict = text.replacen("a 3-9", "<<<<<<< ours\n=======\n>>>>>>> theirs\na 3-9", 1);
        assert_eq!(faults(&conflict).len(), 1);
    }
}
