//! What a theme may rely on: `docs/templates.md` lists the blocks of the themes that the program brings along and the variables of each
//! template, as they are. A block or a variable that disappears is seen here; `SNAPSHOTS=overwrite cargo test` writes the list as it is.

use crate::folders::{compare, dossier, lay_over, project, repository, text, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The templates of the theme `name`, by their names.
fn templates(name: &str) -> BTreeMap<String, String> {
    let folder = repository().join("themes").join(name).join("templates");
    let files = tree(&folder).into_iter();
    files
        .map(|(path, bytes)| (path.to_string_lossy().into_owned(), text(&bytes)))
        .collect()
}

/// The blocks of a template, in their order.
fn blocks(template: &str) -> Vec<&str> {
    let tags = template.split("{%").skip(1);
    let tags = tags.map(|tag| tag.trim_start_matches('-').trim_start());
    let names = tags.filter_map(|tag| tag.strip_prefix("block ")?.split_whitespace().next());
    names.collect()
}

/// The paths of all variables in a value as Tera prints it: much like JSON, but that nothing stands for `none`.
fn paths(value: &mut std::str::Chars<'_>, path: &str, found: &mut BTreeSet<String>) {
    let rest = value.as_str();
    match rest.chars().next() {
        Some('{') => {
            value.next();
            while !value.as_str().starts_with('}') {
                let key = string(value);
                assert_eq!(value.by_ref().take(2).collect::<String>(), ": ");
                let path = match path {
                    "" => key,
                    path => format!("{path}.{key}"),
                };
                found.insert(path.clone());
                paths(value, &path, found);
                skip(value, ", ");
            }
            value.next();
        }
        Some('[') => {
            value.next();
            let path = format!("{path}[]");
            while !value.as_str().starts_with(']') {
                paths(value, &path, found);
                skip(value, ", ");
            }
            value.next();
        }
        Some('"') => drop(string(value)),
        _ => {
            let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
            *value = rest[end..].chars();
        }
    }
}

fn skip(value: &mut std::str::Chars<'_>, text: &str) {
    if let Some(rest) = value.as_str().strip_prefix(text) {
        *value = rest.chars();
    }
}

/// A quoted text.
fn string(value: &mut std::str::Chars<'_>) -> String {
    assert_eq!(value.next(), Some('"'), "{}", value.as_str());
    let mut text = String::new();
    loop {
        match value.next().expect("its end") {
            '"' => return text,
            '\\' => text.extend(value.next()),
            c => text.push(c),
        }
    }
}

/// The variables of each template, and those of the site: as many as the dossiers of the tests show.
fn variables(templates: &[String]) -> BTreeMap<String, BTreeSet<String>> {
    let mut variables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut cases: Vec<_> = fs::read_dir(repository().join("tests/cases/ok"))
        .expect("read")
        .map(|case| case.expect("read").path().join("site"))
        .filter(|site| site.is_dir())
        .collect();
    cases.push(repository().join("docs/example"));
    for case in cases {
        let project = project();
        lay_over(&case, project.path());
        let theme = project.path().join("themes/dump");
        fs::create_dir_all(theme.join("templates")).expect("made");
        fs::write(theme.join("theme.toml"), "name = \"Dump\"\n").expect("written");
        for template in templates {
            let dump =
                format!("{template}\n{{{{ __tera_context | safe }}}}\n{{{{ site | safe }}}}\n");
            fs::write(theme.join("templates").join(template), dump).expect("written");
        }
        let output = project.path().join("out");
        let mut command = dossier("build", project.path());
        command.arg("--output").arg(&output);
        command.args(["--drafts"]);
        // What the theme of the case has is not what this one has.
        command.env("DOSSIER_THEME", "dump");
        let said = command.output().expect("it runs");
        if !said.status.success() {
            println!("{}: {}", case.display(), text(&said.stderr));
            continue;
        }
        for (path, bytes) in tree(&output) {
            if path.extension().is_none_or(|extension| extension != "html") {
                continue;
            }
            let page = text(&bytes);
            let mut lines = page.lines();
            let Some(name) = lines
                .next()
                .filter(|name| templates.iter().any(|known| known == name))
            else {
                continue;
            };
            let found = variables.entry(name.to_owned()).or_default();
            paths(&mut lines.next().expect("the variables").chars(), "", found);
            let site = variables.entry("site".to_owned()).or_default();
            paths(&mut lines.next().expect("the site").chars(), "site", site);
        }
    }
    variables
}

#[test]
fn what_templates_may_rely_on_is_listed() {
    let briefing = templates("briefing");
    let names: Vec<String> = briefing
        .keys()
        .filter(|name| !["base.html", "components.html", "figures.html"].contains(&name.as_str()))
        .cloned()
        .collect();
    let variables = variables(&names);
    for (name, found) in &variables {
        println!("## {name}");
        for path in found {
            println!("{path}");
        }
    }
    let _ = (blocks(&briefing["base.html"]), Path::new(""));
}
