//! Builds the site of a case and compares the parts that the case shows.

use crate::Faults;
use crate::case::{Case, Settings};
use crate::folders::{text, tree};
use crate::index::documents;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A site is built, and the parts that the case is about are as expected.
pub(crate) fn ok(case: &Case, faults: &mut Faults) {
    let settings = &case.settings;
    faults.expect(settings.whole_site || settings.has_parts(), || {
        "case.toml: the case shows no part of the site".into()
    });
    let project = case.project();
    let output = case.run("build", project.path(), &[]);
    let stderr = text(&output.stderr);
    let is_built = output.status.success();
    faults.expect(is_built, || format!("not built:\n{stderr}"));
    let warnings = case.folder.join("stderr.txt");
    if !stderr.is_empty() || warnings.exists() {
        faults.compare(&stderr, &warnings);
    }
    let site = tree(&project.path().join("public"));
    if settings.whole_site {
        faults.compare_tree(&site, &case.folder.join("out"));
    }
    if settings.has_parts() {
        faults.compare(&parts(settings, &site), &case.folder.join("expected.txt"));
    }
}

/// The parts of a site that a case is about, each below a heading.
fn parts(settings: &Settings, site: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    let mut parts = String::new();
    if !settings.lists.is_empty() {
        list_files(&settings.lists, site, &mut parts);
    }
    for (name, starts) in &settings.shows {
        let _ = writeln!(parts, "== {name}");
        match site.get(Path::new(name)) {
            Some(bytes) => show(&String::from_utf8_lossy(bytes), starts, &mut parts),
            None => parts.push_str("(no such file)\n"),
        }
        parts.push('\n');
    }
    if !settings.index.is_empty() {
        parts.push_str("== search index\n");
        for (url, document) in documents(site) {
            if settings.index.iter().any(|start| url.starts_with(start)) {
                list_document(&url, &document, &mut parts);
            }
        }
    }
    parts.truncate(parts.trim_end().len());
    parts + "\n"
}

/// Adds the paths of the files that begin with one of `starts`.
fn list_files(starts: &[String], site: &BTreeMap<PathBuf, Vec<u8>>, parts: &mut String) {
    let names = site.keys();
    let names = names.map(|name| name.to_string_lossy().replace('\\', "/"));
    let shown: Vec<_> = names
        .filter(|name| starts.iter().any(|start| name.starts_with(start)))
        // The names of index files change with the words on the site.
        .filter(|name| !name.starts_with("pagefind/"))
        .collect();
    let _ = writeln!(parts, "== files {}", starts.join(" "));
    match shown.is_empty() {
        true => parts.push_str("(none)\n"),
        false => {
            let _ = writeln!(parts, "{}", shown.join("\n"));
        }
    }
    parts.push('\n');
}

/// Adds a file, or its lines that begin with one of `starts`.
fn show(text: &str, starts: &[String], parts: &mut String) {
    for start in starts {
        let shown: Vec<&str> = match start.as_str() {
            "all" => text.lines().collect(),
            "main" => {
                let lines = text.lines();
                let main = lines.skip_while(|line| !line.starts_with("preview: "));
                main.skip(1).collect()
            }
            start => {
                let lines = text.lines();
                lines.filter(|line| line.starts_with(start)).collect()
            }
        };
        match shown.is_empty() {
            true => {
                let _ = writeln!(parts, "(nothing begins with `{start}`)");
            }
            false => {
                parts.push_str(shown.join("\n").trim_end());
                parts.push('\n');
            }
        }
    }
}

/// Adds a document of the search index.
fn list_document(url: &str, document: &serde_json::Value, parts: &mut String) {
    let _ = writeln!(parts, "<{url}>");
    for (name, value) in document["meta"].as_object().expect("a map") {
        let _ = writeln!(parts, "{name}: {}", value.as_str().expect("a text"));
    }
    for (name, values) in document["filters"].as_object().expect("a map") {
        let values = values.as_array().expect("a list").iter();
        let values: Vec<_> = values.filter_map(serde_json::Value::as_str).collect();
        let _ = writeln!(parts, "{name} = {}", values.join(", "));
    }
    let content = document["content"].as_str().expect("a text");
    let _ = writeln!(parts, "{content}\n");
}
