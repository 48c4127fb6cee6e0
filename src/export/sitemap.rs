//! `sitemap.xml`.

use crate::plan::{PageKind, SitePlan};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The addresses of the pages worth indexing (sitemaps.org, protocol 0.9). `None` if the site's
/// address is unknown, or if search engines are asked to stay away.
pub(super) fn sitemap(plan: &SitePlan) -> Option<Vec<u8>> {
    let base = plan.config.base_url.as_ref()?;
    if plan.config.noindex {
        return None;
    }
    let mut xml = Writer::new(Vec::new());
    let mut write = |event: Event<'_>| {
        xml.write_event(event)
            .expect("writing to a vector cannot fail");
    };
    write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let mut set = BytesStart::new("urlset");
    set.push_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    write(Event::Start(set));
    for page in &plan.pages {
        if !page.kind.page_type().facts().in_sitemap {
            continue;
        }
        let route = match page.kind {
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
