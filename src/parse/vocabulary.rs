//! What analysts may mean by words that the YAML of a dossier does not know.

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
            "write a list: `- {from: …, to: …, kind: …, claims: […]}`, one a line",
        ),
        (
            "evidence",
            "write a list: `- article: …`, and below `article` the `quote: …`",
        ),
        (
            "independent_of",
            "write a list: `- {article: …, why: …}`, one a line",
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
        help: "it belongs to a piece of evidence: write `evidence:`, and below it, indented further, `- article: …` with the rest",
    }),
    records: Some((
        &["claims", "topic"],
        "a record stands indented below `claims:`, `questions:` and the like",
    )),
    for_text,
};

const ACTOR: &str = "an actor, which is its key below `actors:`, and not its name";
const TOPIC: &str = "a topic, which is its file's name without `.md`, and not its title";

/// What keys hold the ids of, and where those ids are written.
const IDS: &[(&str, &str)] = &[
    ("speaker", ACTOR),
    ("actors", ACTOR),
    ("from", ACTOR),
    ("to", ACTOR),
    ("member_of", ACTOR),
    (
        "article",
        "an article, which is its file's name without `.md`, and not its title",
    ),
    (
        "claims",
        "a claim, which is its key below `claims:`, and not its text",
    ),
    ("topic", TOPIC),
    ("topics", TOPIC),
];

/// Keys that people are used to, and those that mean the same here.
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

/// The help for a text in place of something else, if the text tells how to write that.
fn for_text(expected: &str, key: Option<&str>, text: &str) -> Option<String> {
    let is_of_ids = || IDS.iter().any(|(of_ids, _)| key == Some(of_ids));
    match (expected, key) {
        ("a list", _) if is_of_ids() => Some(match list_of_ids(text) {
            Some(list) => format!("write a list: `[{list}]`"),
            None => "write a list: `[one, two]`".into(),
        }),
        ("a list" | "`true` or `false`" | "a text" | "an id", _) => None,
        (_, Some("origin")) => {
            let id = Slug::from_text(text)?;
            Some(format!(
                "write `origin: {{id: {id}, stated: true, basis: …}}`; `stated: false` where it is inferred, and as the basis how one knows"
            ))
        }
        (expected, _) if expected.ends_with("a map with `name` and `kind`") => {
            let name = in_quotes(text).filter(|_| text.len() <= 40)?;
            Some(format!("write `{{name: {name}, kind: …}}`"))
        }
        _ => None,
    }
}

/// The ids in a text of one to 40 bytes that is made of nothing else.
fn list_of_ids(text: &str) -> Option<String> {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let ids: Result<Vec<Slug>, _> = parts.map(Slug::new).collect();
    let ids: Vec<String> = ids.ok()?.iter().map(ToString::to_string).collect();
    (!ids.is_empty() && text.len() <= 40).then(|| ids.join(", "))
}
