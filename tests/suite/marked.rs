//! Labels with marked words, and dossiers that show each of them. See `labels.rs`.

use crate::folders::{lay_over, repository};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use toml::{Table, Value as Toml};

/// The built-in themes.
pub(crate) const THEMES: [&str; 2] = ["briefing", "plain"];

/// The program's English label file.
pub(crate) const PROGRAM: &str = "src/labels/en.toml";

/// A theme's English label file.
pub(crate) fn of_theme(theme: &str) -> String {
    format!("themes/{theme}/labels/en.toml")
}

/// The labels in a file.
pub(crate) fn labels(path: &str) -> Table {
    let text = fs::read_to_string(repository().join(path)).expect("read");
    text.parse().expect("TOML")
}

/// The keys of a label file, each with its text. A label that depends on a number has its form
/// `other`.
pub(crate) fn flat(table: &Table, above: &str, out: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let key = match above {
            "" => name.clone(),
            above => format!("{above}.{name}"),
        };
        match value {
            Toml::String(text) => {
                out.insert(key, text.clone());
            }
            Toml::Table(forms) if forms.get("other").is_some_and(Toml::is_str) => {
                let other = forms["other"].as_str().expect("a text");
                out.insert(key, other.to_owned());
            }
            Toml::Table(table) => flat(table, &key, out),
            other => panic!("{key}: {other:?}"),
        }
    }
}

/// All English labels on sites with a theme, by key.
pub(crate) fn english(theme: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for path in [PROGRAM, &of_theme(theme)] {
        flat(&labels(path), "", &mut all);
    }
    all
}

/// The text of a label with each word between `⟦` and `⟧`. Placeholders stay as they are. `number`
/// identifies the label.
pub(crate) fn marked(label: &str, number: usize) -> String {
    let mut out = String::new();
    let mut words = String::new();
    let mut rest = label;
    let flush = |words: &mut String, out: &mut String| {
        // Figures break lines between words.
        let each = words.split(' ').map(|word| match word {
            "" => String::new(),
            word => format!("⟦{number}:{word}⟧"),
        });
        out.push_str(&each.collect::<Vec<_>>().join(" "));
        words.clear();
    };
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '{' => rest.find('}').map(|end| end + 1),
            '[' => Some(1),
            ']' => rest.find(')').map(|end| end + 1),
            _ => None,
        };
        if let Some(end) = end {
            flush(&mut words, &mut out);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    flush(&mut words, &mut out);
    out
}

/// The dossiers to look for words in, each with all labels of the theme marked: `marked/`, the same
/// without the print page, and a large one.
pub(crate) fn projects(theme: &str) -> [TempDir; 3] {
    let small = || {
        let project = tempfile::tempdir().expect("a folder");
        lay_over(&repository().join("tests/marked"), project.path());
        project
    };
    let [whole, without, many] = [small(), small(), large()];
    let config = without.path().join("site.toml");
    let text = fs::read_to_string(&config).expect("read") + "\n[pages]\nprint = false\n";
    fs::write(config, text).expect("written");
    let projects = [whole, without, many];
    for project in &projects {
        mark_labels(project.path(), theme);
    }
    projects
}

/// A dossier with more claims, articles and actors than one table or figure can show.
fn large() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: String| {
        let path = project.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write(
        "site.toml",
        "title = \"Zzlarge\"\nlanguage = \"qaa\"\n[quotes]\nmax_share = 1.0\n".to_owned(),
    );
    write(
        "content/topics/zzall.md",
        "---\ntitle: Zzall\n---\nZzall.\n".to_owned(),
    );
    // Labels that only a withheld topic and a withheld actor cause.
    write(
        "content/topics/zzhidden.md",
        "---\ntitle: Zzhidden\nmarking: TLP:RED\n---\nZzhidden.\n".to_owned(),
    );
    write(
        "content/annotations/zzhidden.yaml",
        "topic: zzhidden\nactors:\n  zzhidden: {name: Zzhidden, kind: Person, marking: TLP:RED}\n\
         events:\n  zzhidden: {title: Zzhidden, date: 2026-01-03, claims: [zzc1]}\n"
            .to_owned(),
    );
    let mut yaml = "topic: zzall\nclaims:\n".to_owned();
    for article in 1..=30 {
        let origin = match article {
            1..=20 => "origin: {id: zzmany, stated: true}\n",
            21 => "origin: {id: zza22, stated: true}\n",
            _ => "",
        };
        write(
            &format!("content/articles/zza{article}.md"),
            format!(
                "---\ntitle: Zza{article}\npublisher: Zzpaper\npublished: 2026-01-01\n{origin}---\n"
            ),
        );
        let words = (1..=300).map(|claim| format!("zza{article} zzstood {claim};\n"));
        write(&format!("captures/zza{article}.txt"), words.collect());
    }
    for claim in 1..=270 {
        let piece = |article: usize, quote: usize, more: &str| {
            format!(
                "      - {{article: zza{article}, quote: \"zza{article} zzstood {quote};\"{more}}}\n"
            )
        };
        let evidence = match claim {
            1 => piece(22, 1, ", speaker: zzhidden") + &piece(23, 1, ", speaker: zzhidden"),
            2 => piece(24, 1, "") + &piece(24, 2, ""),
            3 => piece(1, 1, "") + &piece(2, 2, ""),
            4 => piece(21, 1, "") + &piece(22, 2, ""),
            _ => piece(claim % 30 + 1, claim, ""),
        };
        yaml.push_str(&format!(
            "  zzc{claim}:\n    text: Zzclaim {claim}.\n    evidence:\n{evidence}"
        ));
    }
    yaml.push_str("actors:\n");
    for actor in 1..=160 {
        let of = match actor {
            1 => ", member_of: zzp2",
            _ => "",
        };
        yaml.push_str(&format!(
            "  zzp{actor}: {{name: Zzp{actor}, kind: Person{of}}}\n"
        ));
    }
    yaml.push_str("relations:\n");
    for actor in 3..=158 {
        let to = actor + 1;
        yaml.push_str(&format!(
            "  - {{from: zzp{actor}, to: zzp{to}, kind: zzfriend, claims: [zzc{actor}]}}\n"
        ));
    }
    // The other set of terms, because a dossier uses only one.
    yaml.push_str("judgements:\n");
    let terms = [
        "remote",
        "highly improbable",
        "improbable",
        "roughly even odds",
        "probable",
        "highly probable",
        "nearly certain",
    ];
    for (number, term) in terms.iter().enumerate() {
        yaml.push_str(&format!(
            "  zzj{number}: {{text: Zzj., likelihood: {term}, confidence: low, claims: [zzc9]}}\n"
        ));
    }
    yaml.push_str("events:\n");
    for event in 1..=20 {
        let day = event % 3 + 1;
        yaml.push_str(&format!(
            "  zze{event}: {{title: Zze{event}, date: 2026-01-0{day}, claims: [zzc{event}]}}\n"
        ));
    }
    for (event, date) in ["2026-04-20", "2026-09-01"].iter().enumerate() {
        yaml.push_str(&format!(
            "  zzl{event}: {{title: Zzl{event}, date: {date}, claims: [zzc1]}}\n"
        ));
    }
    write("content/annotations/zzall.yaml", yaml);
    project
}

/// Writes the labels of the language `qaa` into a project: the English ones, with marked words.
fn mark_labels(project: &Path, theme: &str) {
    let mut file = String::new();
    for (number, (key, label)) in english(theme).iter().enumerate() {
        let path: Vec<String> = key.split('.').map(|part| format!("{part:?}")).collect();
        let text = Value::from(marked(label, number));
        file.push_str(&format!("{} = {text}\n", path.join(".")));
    }
    fs::create_dir(project.join("labels")).expect("made");
    fs::write(project.join("labels/qaa.toml"), file).expect("written");
}
