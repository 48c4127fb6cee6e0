//! Reads what a page's head declares: JSON-LD (schema.org), OpenGraph, `<meta>`, `<link>` and
//! `<title>`. It also reads the front matter of a Markdown file.
//!
//! In: a page or a Markdown text. Out: [`Declared`]. Reading the lines of the text is left to
//! `plain.rs`.

use super::byline::author;
use super::dates::of_stamp;
use super::declared::{Candidates, Declared};
use super::json_ld::{self, names};
use super::page::Page;
use super::piece::comparable;
use super::plain::is_address;
use crate::diag::Sink;
use crate::document::{Vocabulary, front_matter, read_yaml};
use crate::text::FileId;
use serde_json::Value;

/// Reads what `page` declares. `headline` is the heading taken for the headline, with the name of
/// its element.
pub(super) fn read(page: &Page, headline: Option<(&str, &str)>) -> Declared {
    let mut declared = Declared::default();
    let og_title = page.meta("og:title");
    json_ld::read(
        page,
        &[og_title, headline.map(|(text, _)| text)],
        &mut declared,
    );

    let metas =
        |candidates: &mut Candidates, names: &[&str], accept: &dyn Fn(&str) -> Option<String>| {
            for name in names {
                for (_, content) in page.metas.iter().filter(|(is, _)| is == name) {
                    if let Some(value) = accept(content) {
                        candidates.add(value, format!("meta {name}"));
                    }
                }
            }
        };
    let text = |content: &str| Some(content.to_owned());
    let stamp = |content: &str| of_stamp(content);
    let address = |content: &str| is_address(content).then(|| content.to_owned());

    metas(&mut declared.publishers, &["og:site_name"], &text);
    if declared.publishers.is_empty() {
        metas(
            &mut declared.publishers,
            &["publisher", "dc.publisher", "application-name"],
            &|content| {
                (!is_address(content) && !content.starts_with('@')).then(|| content.to_owned())
            },
        );
    }
    metas(
        &mut declared.bylines,
        &[
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
        ],
        &author,
    );
    metas(
        &mut declared.published,
        &[
            "article:published_time",
            "og:published_time",
            "datepublished",
        ],
        &stamp,
    );
    if declared.published.is_empty() {
        // These names do not say whether the date is the page's or the article's.
        let names = [
            "parsely-pub-date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "sailthru.date",
            "dc.date.issued",
        ];
        metas(&mut declared.published, &names, &stamp);
    }
    if let Some((name, day)) = ["article:modified_time", "og:updated_time"]
        .iter()
        .find_map(|name| Some((name, of_stamp(page.meta(name)?)?)))
    {
        let known = declared.notices.iter().any(|notice| notice.ends_with(&day));
        if !known && !declared.published.hold(&day) {
            let notice = format!("meta {name} gives the date of a change, {day}");
            declared.notices.push(notice);
        }
    }
    if let Some(canonical) = page.canonical.as_deref().map(str::trim).and_then(address) {
        declared.addresses.add(canonical, "link canonical");
    }
    metas(&mut declared.addresses, &["og:url"], &address);
    if let Some(language) = &page.language {
        declared.languages.add(language.trim(), "html lang");
    }
    metas(
        &mut declared.languages,
        &["og:locale", "content-language"],
        &|content| Some(content.replace('_', "-")),
    );
    titles(page, headline, &mut declared);
    declared
}

fn titles(page: &Page, headline: Option<(&str, &str)>, declared: &mut Declared) {
    let sites: Vec<String> = declared
        .publishers
        .all()
        .map(|(name, _)| name.to_owned())
        .collect();
    let bare = |title: &str| without_site(title, &sites);
    for name in ["og:title", "twitter:title"] {
        if let Some(title) = page.meta(name) {
            declared.titles.add(bare(title), format!("meta {name}"));
        }
    }
    if let Some((headline, element)) = headline {
        declared.titles.add(headline, element);
    }
    if let Some(title) = &page.title {
        let title = bare(title);
        // Skip a `<title>` that only adds words to a title already known.
        let longer = declared
            .titles
            .all()
            .any(|(other, _)| comparable(&title).contains(&comparable(other)) && title != other);
        if !longer {
            declared.titles.add(title, "title");
        }
    }
}

/// Removes the outlet from `A headline | The Outlet`, if the outlet is one of `sites`.
fn without_site(title: &str, sites: &[String]) -> String {
    for sign in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((headline, site)) = title.rsplit_once(sign)
            && sites
                .iter()
                .any(|name| comparable(name) == comparable(site.trim()))
        {
            return headline.trim().to_owned();
        }
    }
    title.to_owned()
}

/// Reads the YAML front matter of a Markdown file, with the keys that web clippers write.
/// `headline` is the file's first heading.
pub(super) fn of_front_matter(text: &str, headline: Option<&str>) -> Declared {
    let mut declared = Declared::default();
    if let Some(front) = front_matter(text) {
        let mut sink = Sink::new();
        match read_yaml::<Value>(text, front, FileId::new(0), &Vocabulary::NONE, &mut sink).value {
            Some(Value::Object(front)) => {
                let values = |keys: &[&'static str]| -> Vec<(String, String)> {
                    let named = |key: &&'static str| {
                        let value = names(front.get(*key), &[], 0).join(", ");
                        (
                            value.replace("[[", "").replace("]]", ""),
                            format!("front matter {key}"),
                        )
                    };
                    keys.iter().map(named).collect()
                };
                for (value, from) in values(&["title"]) {
                    declared.titles.add(value, from);
                }
                for (value, from) in values(&["author", "authors", "byline"]) {
                    declared
                        .bylines
                        .add(author(&value).unwrap_or_default(), from);
                }
                for (value, from) in values(&["site", "publisher"]) {
                    let address = is_address(&value);
                    declared
                        .publishers
                        .add(if address { String::new() } else { value }, from);
                }
                // `date` and `created` are not used, because they are often the day of the
                // clipping.
                for (value, from) in values(&["published"]) {
                    declared
                        .published
                        .add(of_stamp(&value).unwrap_or_default(), from);
                }
                for (value, from) in values(&["source", "url"]) {
                    let address = is_address(&value);
                    declared
                        .addresses
                        .add(if address { value } else { String::new() }, from);
                }
                for (value, from) in values(&["language", "lang"]) {
                    declared.languages.add(value, from);
                }
            }
            _ => declared
                .notices
                .push("the front matter of the file could not be read".into()),
        }
    }
    if let Some(headline) = headline {
        declared.titles.add(headline, "the first heading");
    }
    declared
}

#[cfg(test)]
mod tests {
    use super::{of_front_matter, read};
    use crate::import::page::Page;

    fn page(json: &str) -> Page {
        Page::read(&format!(
            "<html><head><script type='application/ld+json'>{json}</script></head><body><h1>Old bridge</h1></body></html>"
        ))
    }

    #[test]
    fn authors_come_in_many_forms() {
        for (author, byline) in [
            (r#""Jane Roe""#, "Jane Roe"),
            (
                r#"["Jane Roe", {"@type": "Person", "name": "J. Doe"}]"#,
                "Jane Roe, J. Doe",
            ),
            (r#"{"name": ["Jane Roe", "J. Doe"]}"#, "Jane Roe, J. Doe"),
            (r##"{"@id": "#jane"}"##, "Jane Roe"),
            (r#"{"name": "By R&amp;D desk"}"#, "R&D desk"),
        ] {
            let json = format!(
                r##"{{"@graph": [{{"@type": ["NewsArticle"], "headline": "Old bridge", "author": {author}}}, {{"@id": "#jane", "@type": "Person", "name": "Jane Roe"}}]}}"##
            );
            let declared = read(&page(&json), Some(("Old bridge", "h1")));
            let found = declared
                .bylines
                .choose("byline", false, &mut Vec::new())
                .map(|found| found.value);
            assert_eq!(found.as_deref(), Some(byline), "{author}");
        }
    }

    #[test]
    fn clipped_pages_have_front_matter() {
        let text = "---\ntitle: Old bridge\nauthor:\n  - \"[[Jane Roe]]\"\nsource: https://a.example/b\npublished: 2026-03-02\ncreated: 2026-04-01\n---\nText";
        let declared = of_front_matter(text, Some("Old bridge"));
        let value = |candidates: &super::Candidates| {
            let found = candidates.choose("fact", true, &mut Vec::new());
            found.map(|found| (found.value, found.guess))
        };
        assert_eq!(value(&declared.titles), Some(("Old bridge".into(), false)));
        assert_eq!(value(&declared.bylines), Some(("Jane Roe".into(), true)));
        assert_eq!(
            value(&declared.published),
            Some(("2026-03-02".into(), true))
        );
        assert_eq!(
            value(&declared.addresses),
            Some(("https://a.example/b".into(), true))
        );
        assert_eq!(of_front_matter("---\n[\n---\nText", None).notices.len(), 1);
    }

    #[test]
    fn what_is_not_the_article_is_left_alone() {
        let json = r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other", "datePublished": "2026-01-01"}]}"#;
        assert!(
            !read(&page(json), Some(("Old bridge", "h1")))
                .published
                .hold("2026-01-01")
        );
        let json = r#"[{"@type": "NewsArticle", "headline": "One"}, {"@type": "NewsArticle", "headline": "Two"}]"#;
        assert_eq!(
            read(&page(json), Some(("Old bridge", "h1"))).notices.len(),
            1
        );
        let json = r#"[{"@type": "NewsArticle", "headline": "One", "datePublished": "2026-01-01"}, {"@type": "NewsArticle", "headline": "Old bridge", "datePublished": "2026-01-02T23:00:00-05:00"}]"#;
        assert!(
            read(&page(json), Some(("Old bridge", "h1")))
                .published
                .hold("2026-01-02")
        );
        let notices = read(&page(r#"{"@type": "NewsArticle", </script><b>"#), None).notices;
        assert!(notices[0].contains("does not parse"), "{notices:?}");
        let deep = "[".repeat(5_000);
        assert_eq!(read(&page(&deep), None).notices.len(), 1);
    }
}
