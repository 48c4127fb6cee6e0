//! What every page has: the way to the root, the title, the trail, the structured data.

use super::super::engine::Html;
use super::super::structured::structured;
use super::super::writer::{Link, Writer};
use super::place;
use crate::plan::{Page, PageKind};
use serde::Serialize;

/// What every page has; templates see its fields beside the view's own.
#[derive(Debug, Serialize)]
pub(super) struct PageHead {
    /// What leads from the page to the site's root: nothing, `../`.
    root: String,
    page: PageFacts,
}

#[derive(Debug, Serialize)]
struct PageFacts {
    /// The page's own title.
    title: String,
    /// The title of the window: the page's and the site's.
    full_title: String,
    /// A sentence for search engines and previews.
    description: Option<String>,
    /// The whole address, where the site's is known.
    canonical: Option<String>,
    /// Which entry of the navigation it belongs to.
    section: &'static str,
    /// The pages it lies under, the home page first.
    trail: Vec<Link>,
    /// What previews of it call it, by the Open Graph protocol.
    og_type: &'static str,
    /// What it is about, as JSON-LD for a script element.
    structured: Option<Html>,
}

impl PageHead {
    pub(super) fn new(
        writer: &Writer<'_>,
        page: &Page,
        title: String,
        description: Option<String>,
    ) -> Self {
        let facts = page.kind.page_type().facts();
        let base = writer.plan.config.base_url.as_ref();
        let canonical = base
            .filter(|_| page.kind != PageKind::NotFound)
            .map(|base| {
                let route = page.route.as_str();
                let path = if route == "index.html" { "" } else { route };
                format!("{}{path}", base.as_str())
            });
        let description = description.map(|text| shortened(&text));
        let site = &writer.plan.config.title;
        let full_title = match title == *site {
            true => title.clone(),
            false => writer.labels.title_with_site(&title, site),
        };
        Self {
            root: writer.root.clone(),
            page: PageFacts {
                structured: structured(writer, page, &title, description.as_deref()),
                title,
                full_title,
                description,
                canonical,
                section: facts.section,
                trail: place::trail(writer, page.kind),
                og_type: facts.open_graph,
            },
        }
    }
}

/// At most 200 characters, cut between words.
fn shortened(text: &str) -> String {
    let text = without_gaps(text.trim());
    let Some((cut, _)) = text.char_indices().nth(200) else {
        return text;
    };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!(
        "{}…",
        text[..end].trim_end_matches([',', '.', ';', ':', ' '])
    )
}

/// The text without the spaces that are left before a stop where a citation stood: its words are no part of the text.
fn without_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ') {
        let stop = word.starts_with(['.', ',', ';', ':']);
        let alone = word.chars().all(|c| c.is_ascii_punctuation());
        let joined = stop && alone;
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Makes a page's head from its title and its description.
pub(super) trait Head: Fn(String, Option<String>) -> PageHead {}

impl<F: Fn(String, Option<String>) -> PageHead> Head for F {}

#[cfg(test)]
mod tests {
    use super::{shortened, without_gaps};

    #[test]
    fn a_citation_leaves_no_gap_before_a_stop() {
        assert_eq!(
            without_gaps("It is so . And so ; it goes"),
            "It is so. And so; it goes"
        );
        assert_eq!(without_gaps("version .5 of it"), "version .5 of it");
    }

    #[test]
    fn a_description_ends_between_words() {
        let text = "word, ".repeat(50);
        let short = shortened(&text);
        assert!(
            short.ends_with("word…") && short.chars().count() <= 200,
            "{short}"
        );
    }
}
