//! Exports files for machines, beside the pages.
//!
//! In: a [`SitePlan`]. Out: `robots.txt`, `.nojekyll` and, if the site's address is known,
//! `sitemap.xml`. Pages are left to `render/`.

use crate::diag::Failure;
use crate::plan::{Destination, PageKind, Route, SitePlan};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Passes the files to `destination`.
///
/// # Errors
/// [`Failure`] if a file cannot be written.
pub fn export(plan: &SitePlan, destination: &impl Destination) -> Result<(), Failure> {
    let put = |name: &str, bytes: &[u8]| {
        destination
            .put(&Route::new(name.to_owned()), bytes)
            .map(|_| ())
    };
    // Without this file, GitHub Pages omits files with names that begin with `_`.
    put(".nojekyll", b"")?;
    let map = sitemap(plan);
    if let Some(map) = &map {
        put("sitemap.xml", map)?;
    }
    put("robots.txt", robots(plan, map.is_some()).as_bytes())
}

/// The text of `robots.txt` (RFC 9309).
fn robots(plan: &SitePlan, has_map: bool) -> String {
    let config = &plan.config;
    if config.noindex {
        return "User-agent: *\nDisallow: /\n".into();
    }
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = config.base_url.as_ref().filter(|_| has_map) {
        text.push_str(&format!("\nSitemap: {}sitemap.xml\n", base.as_str()));
    }
    text
}

/// The addresses of the pages worth indexing (sitemaps.org, protocol 0.9). `None` if the site's
/// address is unknown, or if search engines are asked to stay away.
fn sitemap(plan: &SitePlan) -> Option<Vec<u8>> {
    let base = plan.config.base_url.as_ref()?;
    if plan.config.noindex {
        return None;
    }
    let mut xml = Writer::new(Vec::new());
    let mut write = |event: Event<'_>| {
        xml.write_event(event)
            .expect("a vector takes all that is written");
    };
    write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let mut set = BytesStart::new("urlset");
    set.push_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    write(Event::Start(set));
    for page in &plan.pages {
        let route = match page.kind {
            PageKind::NotFound | PageKind::Print | PageKind::Search | PageKind::Withdrawn(_) => {
                continue;
            }
            PageKind::Home => "",
            _ => page.route.as_str(),
        };
        let address = format!("{}{route}", base.as_str());
        write(Event::Text(BytesText::new("\n")));
        write(Event::Start(BytesStart::new("url")));
        write(Event::Start(BytesStart::new("loc")));
        write(Event::Text(BytesText::new(&address)));
        write(Event::End(BytesEnd::new("loc")));
        write(Event::End(BytesEnd::new("url")));
    }
    write(Event::Text(BytesText::new("\n")));
    write(Event::End(BytesEnd::new("urlset")));
    write(Event::Text(BytesText::new("\n")));
    Some(xml.into_inner())
}
