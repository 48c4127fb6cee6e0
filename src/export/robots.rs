//! `robots.txt`.

use crate::plan::{Export, SitePlan};

/// The text of `robots.txt` (RFC 9309). It names the sitemap if the site's address is known.
pub(super) fn robots(plan: &SitePlan) -> String {
    let config = &plan.config;
    if config.noindex {
        return "User-agent: *\nDisallow: /\n".into();
    }
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &config.base_url {
        let sitemap = Export::Sitemap.route();
        text.push_str(&format!("\nSitemap: {}{sitemap}\n", base.as_str()));
    }
    text
}
