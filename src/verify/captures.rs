//! Finds the capture of each article.
//!
//! In: the articles, and the files in the captures folder. Out: the captures by article, and
//! warnings for files that belong to no article. `readable.rs` reads the captures.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Article, Dossier, Key};
use crate::source::{Format, Role, Sources};
use crate::text::{FileId, Names};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The capture of each article that has one, with its format.
pub(super) type CapturesByArticle = BTreeMap<Key<Article>, (FileId, Format)>;

/// The captures of a project.
pub(super) struct AllCaptures {
    pub(super) captures: CapturesByArticle,
    /// Paths of captures that belong to no article, by the id in the file name.
    pub(super) of_nobody: BTreeMap<String, String>,
    /// Articles with two captures.
    pub(super) ambiguous: BTreeSet<Key<Article>>,
}

/// Finds the captures by article, and the articles with two captures. Reports captures that belong
/// to no article, because their names may be wrong.
pub(super) fn captures(dossier: &Dossier, sources: &Sources, sink: &mut Sink) -> AllCaptures {
    let ids: BTreeMap<&str, Key<Article>> = dossier
        .articles
        .iter()
        .map(|(key, article)| (article.head.id.as_str(), key))
        .collect();
    let gone: BTreeSet<&str> = dossier
        .withdrawn
        .records()
        .map(|record| record.head.id.as_str())
        .collect();
    let names = OnceLock::new();
    let mut captures = CapturesByArticle::new();
    let mut of_nobody = BTreeMap::new();
    let mut ambiguous = BTreeSet::new();
    for (file, source) in sources.of(Role::Capture) {
        let named = Format::of(&source.name);
        let article = named.and_then(|(id, format)| Some((*ids.get(id)?, format)));
        let Some((article, format)) = article else {
            if named.is_some_and(|(id, _)| gone.contains(id)) {
                continue;
            }
            if let Some((id, _)) = named {
                of_nobody.insert(id.to_owned(), source.path.clone());
            }
            let (message, help) = match named {
                Some((id, _)) => (
                    format!("there is no article `{id}` for this capture"),
                    names.get_or_init(|| Names::new(ids.keys().copied())).nearest(id).map_or(
                            "name a capture after its article: `ID.txt` for `content/articles/ID.md`"
                                .into(),
                            |near| match has_capture(sources, near) {
                                true => format!("`{near}` has a capture already: delete the one that is not its text"),
                                false => format!(
                                    "name it `{near}.{}` if it is the capture of `{near}`",
                                    extension(&source.name)
                                ),
                            },
                        ),
                ),
                None => (
                    "this file is not read".into(),
                    "a capture is a `.txt`, `.md` or `.html` file".into(),
                ),
            };
            // After other errors, the article may exist without having been read.
            if sink.checkpoint().is_ok() {
                sink.report(
                    Diagnostic::warning(
                        Code::UnreadFile,
                        Place::Path(source.path.clone()),
                        message,
                    )
                    .help(help),
                );
            }
            continue;
        };
        if let Some((other, _)) = captures.get(&article) {
            let id = &dossier.articles[article].head.id;
            let message = format!("the article `{id}` has two captures");
            sink.report(
                Diagnostic::error(Code::TwoCaptures, Place::Path(source.path.clone()), message)
                    .related(
                        Place::Path(sources.path(*other).to_owned()),
                        "the other capture",
                    )
                    .help("keep the one that was saved from the source"),
            );
            ambiguous.insert(article);
            continue;
        }
        captures.insert(article, (file, format));
    }
    AllCaptures {
        captures,
        of_nobody,
        ambiguous,
    }
}

/// Whether a capture has the name of the article `id`.
fn has_capture(sources: &Sources, id: &str) -> bool {
    let mut captures = sources.of(Role::Capture);
    captures.any(|(_, file)| Format::of(&file.name).is_some_and(|(stem, _)| stem == id))
}

/// The file name extension, without the dot.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}
