//! Builds the index files from documents, using `pagefind`.
//!
//! In: the site's language and the documents. Out: the index files by name. No other file uses
//! `pagefind`. It needs a `tokio` runtime, which is created here.

use super::documents::Document;
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use std::collections::BTreeMap;
use tokio::runtime::Builder;

/// Pagefind's files for other kinds of site: its own search boxes, and its highlighting of matches
/// on the page found.
const NOT_WANTED: [&str; 7] = [
    "pagefind-ui.js",
    "pagefind-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-modular-ui.css",
    "pagefind-component-ui.js",
    "pagefind-component-ui.css",
    "pagefind-highlight.js",
];

/// The search program for languages that Pagefind cannot stem.
const WITHOUT_STEMS: &str = "wasm.unknown.pagefind";

/// The files of an index of `documents`, by name. All documents are indexed in one `language` (BCP
/// 47). One search then finds everything, even if articles are in other languages.
///
/// # Errors
/// Pagefind's error message.
pub(super) fn index(
    language: &str,
    documents: impl Iterator<Item = Document>,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    // Pagefind needs the current folder. Report its absence here, because Pagefind would give up.
    std::env::current_dir().map_err(|error| error.to_string())?;
    let language = known_as(language);
    let runtime = Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .force_language(language.clone())
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for document in documents {
            let Document {
                url,
                title,
                note,
                text,
                filters,
            } = document;
            let mut meta = BTreeMap::from([("title".to_owned(), title)]);
            meta.extend(note.map(|note| ("note".to_owned(), note)));
            let filters = filters
                .into_iter()
                .map(|(name, values)| (name.to_owned(), values))
                .collect();
            index
                .add_custom_record(url, text, language.clone(), Some(meta), Some(filters), None)
                .await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| error.to_string())?.into_iter();
    let named = files.map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        (name, file.contents)
    });
    let mut files: BTreeMap<_, _> = named
        .filter(|(name, _)| !NOT_WANTED.contains(&name.as_str()))
        .collect();
    let for_language = |name: &String| name.starts_with("wasm.") && name != WITHOUT_STEMS;
    if files.keys().any(for_language) {
        files.remove(WITHOUT_STEMS);
    }
    Ok(files)
}

/// The language code to give Pagefind, in lower case as browsers request it. Chinese and Japanese
/// become `unknown`: Pagefind would print that it cannot split their text into words.
fn known_as(language: &str) -> String {
    let language = language.to_lowercase();
    match language.split('-').next() {
        Some("zh" | "ja") => "unknown".into(),
        _ => language,
    }
}
