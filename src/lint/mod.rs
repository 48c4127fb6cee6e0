//! Rules about what was written, one file for each. All of it has been resolved: a reference holds, and
//! a value is valid. What these rules find is misleading, or probably a slip.
//!
//! In: the records, the texts of topics and of the home page, and the texts of articles. Out:
//! diagnostics. No rule reads a file; each gets the texts that an earlier stage has read. The rules
//! in `withheld/` judge what is shown; all others judge everything, also drafts.

mod both_sides;
mod confirmed;
mod estimates;
mod independence;
mod mixed_sentences;
mod prose;
mod retracted_origins;
mod shared_passages;
mod similar_origins;
mod unread_citations;
mod unused_records;
mod withheld;

pub use shared_passages::check as check_shared_passages;
pub use withheld::check as check_withheld;

use crate::diag::Sink;
use crate::dossier::{Dossier, RecordKind};
use crate::parse::ProseFile;
use prose::ProseText;
use std::collections::BTreeSet;

/// What the rules about records find.
#[derive(Debug, Clone, Default)]
pub struct OfRecords {
    /// The diagnostics.
    pub faults: Sink,
    /// Whether they depend on what texts link to.
    pub depend_on_texts: bool,
}

/// Checks the rules about records.
pub fn check_records(dossier: &Dossier) -> OfRecords {
    let mut faults = Sink::new();
    let sink = &mut faults;
    confirmed::check(dossier, sink);
    both_sides::check(dossier, sink);
    independence::check(dossier, sink);
    retracted_origins::check(dossier, sink);
    estimates::check(dossier, sink);
    similar_origins::check(dossier, sink);
    let depend_on_texts = unused_records::check(dossier, sink);
    OfRecords {
        faults,
        depend_on_texts,
    }
}

/// Checks the rules about the prose of topics and of the home page.
pub fn check_prose(dossier: &Dossier, files: &[ProseFile], sink: &mut Sink) {
    let live = dossier.articles.records().map(|article| &article.head.id);
    let withdrawn = dossier.withdrawn.records();
    let withdrawn = withdrawn.filter(|record| record.kind == RecordKind::Article);
    let ids = live.chain(withdrawn.map(|record| &record.head.id));
    let articles: BTreeSet<&str> = ids.map(|id| id.as_str()).collect();
    for file in files {
        let text = ProseText::new(file);
        mixed_sentences::check(&text, sink);
        unread_citations::check(&text, &articles, sink);
    }
}
