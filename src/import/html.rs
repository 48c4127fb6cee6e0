//! Extracts the readable part of a page with `dom_smoothie`, a port of Mozilla's Readability.
//!
//! In: HTML, and the page as `page.rs` read it. Out: pieces and a byline. No other file uses
//! `dom_smoothie`.

use super::page::Page;
use super::piece::{Piece, PieceKind};
use dom_smoothie::{Config, Readability};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The article that Readability extracted.
#[derive(Debug)]
pub(super) struct Readable {
    /// The pieces of the article.
    pub(super) pieces: Vec<Piece>,
    /// The line that Readability identified as the byline.
    pub(super) byline: Option<String>,
}

/// The longest page given to Readability, in bytes.
const LONGEST: usize = 8 << 20;

/// Extracts the readable part of `html`, which was read as `page`. Returns `None` if Readability
/// finds no article, or if the page is too long or too deep to build a tree.
pub(super) fn readable(html: &str, page: &Page) -> Option<Readable> {
    if !page.tame || html.len() > LONGEST {
        return None;
    }
    let config = Config {
        // `metadata.rs` reads it, because it records where each value came from.
        disable_json_ld: true,
        ..Config::default()
    };
    // A panic on one page must not stop the import of the other files.
    let parse = || {
        Readability::new(html, None, Some(config))
            .ok()?
            .parse()
            .ok()
    };
    let article = catch_unwind(AssertUnwindSafe(parse)).ok()??;
    let mut pieces = Page::read(&article.content).pieces;
    for piece in &mut pieces {
        // Readability has already judged asides. A figure's caption is still not a paragraph of the
        // article.
        if piece.outside != Some("a figure") {
            piece.outside = None;
        }
        if let PieceKind::Heading(level) = &mut piece.kind {
            *level = (*level).max(2);
        }
    }
    let byline = article.byline.filter(|byline| !byline.trim().is_empty());
    (!pieces.is_empty()).then_some(Readable { pieces, byline })
}
