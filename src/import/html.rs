//! The readable part of a page, by `dom_smoothie` (Mozilla's Readability). The only file that names it.

use super::page::Page;
use super::piece::{Kind, Piece};
use dom_smoothie::{Config, Readability};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The article as Readability sees it.
#[derive(Debug)]
pub(super) struct Readable {
    /// Its pieces.
    pub(super) pieces: Vec<Piece>,
    /// The line that it takes for the byline.
    pub(super) byline: Option<String>,
}

/// Longer pages are read without it, in bytes.
const LONGEST: usize = 8 << 20;

/// The readable part of `html`, which was read as `page`; `None` where there is none, or where the page is too long or
/// too deep to build a tree of it.
pub(super) fn readable(html: &str, page: &Page) -> Option<Readable> {
    if !page.tame || html.len() > LONGEST {
        return None;
    }
    let config = Config {
        // Read in `metadata.rs`, which says where each value comes from.
        disable_json_ld: true,
        ..Config::default()
    };
    // A page that it stumbles over must not take the other files with it.
    let parse = || {
        Readability::new(html, None, Some(config))
            .ok()?
            .parse()
            .ok()
    };
    let article = catch_unwind(AssertUnwindSafe(parse)).ok()??;
    let mut pieces = Page::read(&article.content).pieces;
    for piece in &mut pieces {
        // Readability has judged its own asides; a figure's caption is none of the article's paragraphs.
        if piece.outside != Some("a figure") {
            piece.outside = None;
        }
        if let Kind::Heading(level) = &mut piece.kind {
            *level = (*level).max(2);
        }
    }
    let byline = article.byline.filter(|byline| !byline.trim().is_empty());
    (!pieces.is_empty()).then_some(Readable { pieces, byline })
}
