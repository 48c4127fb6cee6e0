//! What analysts may mean by words that are unknown in the YAML of a dossier.

use crate::document::{Inner, Vocabulary, in_quotes};
use crate::dossier::{Slug, USUAL_WORDS};

/// The vocabulary of articles, topics and annotations.
pub static VOCABULARY: Vocabulary = Vocabulary {
    usual_keys: USUAL_KEYS,
    usual_words: USUAL_WORDS,
    ids: IDS,
    lists: &[
        "actors",
        "aliases",
        "claims",
        "evidence",
        "independent_of",
        "relations",
        "topics",
    ],
    lists_of_maps: &[
        (
            "relations",
            "write a list: `- {from: …, to: …, kind: …, claims: […]}`, one per line",
        ),
        (
            "evidence",
            "write a list: `- article: …`, with `quote: …` below `article`",
        ),
        (
            "independent_of",
            "write a list: `- {article: …, why: …}`, one per line",
        ),
    ],
    inner: Some(Inner {
        list: "evidence",
        keys: &[
            "article",
            "quote",
            "prefix",
            "suffix",
            "stance",
            "speaker",
            "sourcing",
            "credibility",
            "note",
        ],
        help: "it belongs to a piece of evidence: write `evidence:` and, indented below it, `- article: …` with the rest",
    }),
    records: Some((
        &["claims", "topic"],
        "indent a record below `claims:`, `questions:` or another section",
    )),
    for_text,
};

const ACTOR: &str = "an actor: its key below `actors:`, not its name";
const TOPIC: &str = "a topic: its file name without `.md`, not its title";

/// What the ids under each key name, and where to find them.
const IDS: &[(&str, &str)] = &[
    ("speaker", ACTOR),
    ("actors", ACTOR),
    ("from", ACTOR),
    ("to", ACTOR),
    ("member_of", ACTOR),
    (
        "article",
        "an article: its file name without `.md`, not its title",
    ),
    ("claims", "a claim: its key below `claims:`, not its text"),
    ("topic", TOPIC),
    ("topics", TOPIC),
];

/// Keys that people often write, and the keys that mean the same here.
const USUAL_KEYS: &[(&str, &str)] = &[
    ("author", "byline"),
    ("by", "byline"),
    ("citation", "quote"),
    ("date", "published"),
    ("day", "date"),
    ("description", "summary"),
    ("headline", "title"),
    ("label", "text"),
    ("lang", "language"),
    ("link", "url"),
    ("name", "title"),
    ("outlet", "publisher"),
    ("probability", "likelihood"),
    ("raise", "claims"),
    ("raised_by", "claims"),
    ("raises", "claims"),
    ("rating", "credibility"),
    ("says", "quote"),
    ("source", "publisher"),
    ("source", "article"),
    ("sources", "evidence"),
    ("statement", "text"),
    ("title", "text"),
    ("title", "name"),
    ("type", "kind"),
    ("when", "date"),
    ("who", "speaker"),
    ("who", "actors"),
];

/// The help for text in place of something else, if the text shows what was meant.
fn for_text(expected: &str, key: Option<&str>, text: &str) -> Option<String> {
    let is_of_ids = || IDS.iter().any(|(of_ids, _)| key == Some(of_ids));
    match (expected, key) {
        ("a list", _) if is_of_ids() => Some(match list_of_ids(text) {
            Some(list) => format!("write a list: `[{list}]`"),
            None => "write a list: `[one, two]`".into(),
        }),
        ("a list" | "`true` or `false`" | "text" | "an id", _) => None,
        (_, Some("origin")) => {
            let id = Slug::from_text(text)?;
            Some(format!(
                "write `origin: {{id: {id}, stated: true, basis: …}}`, with `stated: false` if you infer it, and with how you know as the basis"
            ))
        }
        (expected, _) if expected.ends_with("a map with `name` and `kind`") => {
            let name = in_quotes(text).filter(|_| text.len() <= 40)?;
            Some(format!("write `{{name: {name}, kind: …}}`"))
        }
        _ => None,
    }
}

/// The ids in a text of at most 40 bytes that contains nothing else.
fn list_of_ids(text: &str) -> Option<String> {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let ids: Result<Vec<Slug>, _> = parts.map(Slug::new).collect();
    let ids: Vec<String> = ids.ok()?.iter().map(ToString::to_string).collect();
    (!ids.is_empty() && text.len() <= 40).then(|| ids.join(", "))
}
