//! Reads what a page's JSON-LD says about its article (JSON-LD 1.1 with schema.org terms).
//!
//! In: the texts of the page's JSON-LD scripts. Out: candidates added to [`Declared`]. Choosing
//! among candidates is left to `declared.rs`.

use super::byline::author;
use super::dates::of_stamp;
use super::declared::Declared;
use super::page::{Page, plain};
use super::piece::comparable;
use super::plain::is_address;
use serde_json::Value;

/// Adds the facts of the article with a headline among `headlines`. A single article is used
/// without that check. With several and no match, a notice is added instead.
pub(super) fn read(page: &Page, headlines: &[Option<&str>], declared: &mut Declared) {
    let mut documents = Vec::new();
    for text in &page.json_ld {
        match serde_json::from_str::<Value>(without_wrapping(text)) {
            Ok(document) => documents.push(document),
            Err(error) => {
                let line = error.line();
                declared.notices.push(format!(
                    "a block of JSON-LD was ignored: it does not parse (line {line} of the block)"
                ));
            }
        }
    }
    let mut nodes = Vec::new();
    for document in &documents {
        gather(document, 0, &mut nodes);
    }
    let articles: Vec<&Value> = nodes
        .iter()
        .copied()
        .filter(|node| is_article(node))
        .collect();
    let known = |article: &&&Value| {
        let headline = article
            .get("headline")
            .and_then(Value::as_str)
            .map(plain)
            .unwrap_or_default();
        headlines
            .iter()
            .flatten()
            .any(|known| comparable(known) == comparable(&headline))
    };
    let article = match (articles.iter().find(known), articles.as_slice()) {
        (Some(article), _) | (None, [article]) => *article,
        (None, []) => return,
        (None, _) => {
            let message = "the JSON-LD was ignored: it describes several articles, and none has this page's headline";
            declared.notices.push(message.into());
            return;
        }
    };
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(plain);
    let from = |key: &str| format!("JSON-LD {key}");
    if let Some(headline) = text("headline") {
        declared.titles.add(headline, from("headline"));
    }
    let authors: Vec<String> = names(article.get("author"), &nodes, 0);
    let authors: Vec<String> = authors.iter().filter_map(|name| author(name)).collect();
    declared.bylines.add(authors.join(", "), from("author"));
    let publishers = names(article.get("publisher"), &nodes, 0);
    if let Some(publisher) = publishers.first().filter(|name| !is_address(name)) {
        declared.publishers.add(publisher, from("publisher"));
    }
    if let Some(day) = text("datePublished").as_deref().and_then(of_stamp) {
        declared.published.add(day, from("datePublished"));
    }
    if let Some(day) = text("dateModified").as_deref().and_then(of_stamp)
        && !declared.published.hold(&day)
    {
        declared.notices.push(format!(
            "JSON-LD dateModified gives the date of a change, {day}"
        ));
    }
    let page_of = article.get("mainEntityOfPage");
    let page_of = page_of.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    for address in [article.get("url").and_then(Value::as_str), page_of]
        .into_iter()
        .flatten()
    {
        if is_address(address) && !address.contains('#') && declared.addresses.is_empty() {
            declared.addresses.add(address, from("url"));
        }
    }
    if let Some(language) = text("inLanguage") {
        declared
            .languages
            .add(language.replace('_', "-"), from("inLanguage"));
    }
}

/// Strips the comment and CDATA markers that older tools put around a script's text.
fn without_wrapping(text: &str) -> &str {
    let text = text.trim();
    let text = ["//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "<!--"]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .unwrap_or(text);
    let text = text.trim();
    let text = ["//]]>", "/*]]>*/", "]]>", "-->"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    text.trim().trim_end_matches(';')
}

/// Collects the nodes that the document itself describes, but not nodes in lists of other stories.
fn gather<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Value>) {
    if depth > 4 {
        return;
    }
    match value {
        Value::Array(values) => values
            .iter()
            .for_each(|value| gather(value, depth + 1, nodes)),
        Value::Object(map) => {
            nodes.push(value);
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = map.get(key) {
                    gather(inner, depth + 1, nodes);
                }
            }
        }
        _ => {}
    }
}

fn is_article(node: &Value) -> bool {
    let is = |kind: &str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report")
    };
    match node.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// Names of people or organisations. The value may be a string, a named node, a reference to one,
/// or a list of these.
pub(super) fn names(value: Option<&Value>, nodes: &[&Value], depth: usize) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![plain(name)],
        Some(Value::Array(values)) if depth < 3 => values
            .iter()
            .take(40)
            .flat_map(|value| names(Some(value), nodes, depth + 1))
            .collect(),
        Some(Value::Object(map)) if depth < 3 => {
            if map.contains_key("name") {
                return names(map.get("name"), nodes, depth + 1);
            }
            let id = map.get("@id").and_then(Value::as_str);
            let named = |node: &&&Value| {
                id.is_some()
                    && node.get("@id").and_then(Value::as_str) == id
                    && node.get("name").is_some()
            };
            let node = nodes.iter().find(named);
            node.map_or_else(Vec::new, |node| names(node.get("name"), nodes, depth + 1))
        }
        _ => Vec::new(),
    }
}
