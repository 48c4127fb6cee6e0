//! The vocabulary of one kind of document: what people may mean by words that are unknown there.
//!
//! This folder knows nothing about dossiers. Callers pass the vocabulary of the documents they
//! read. It affects only the help for a fault.

/// What people may mean by words that are unknown in one kind of document.
#[derive(Debug)]
pub struct Vocabulary {
    /// Keys that people often write, each with the key that means the same here.
    pub usual_keys: &'static [(&'static str, &'static str)],
    /// Values that people often write, each with the value that means the same here.
    pub usual_words: &'static [(&'static str, &'static str)],
    /// Keys that hold ids, each with what the id names and where to find it.
    pub ids: &'static [(&'static str, &'static str)],
    /// Keys that hold a list.
    pub lists: &'static [&'static str],
    /// Keys that hold a list of maps, each with how to write that list.
    pub lists_of_maps: &'static [(&'static str, &'static str)],
    /// A list of maps whose keys are often written one level too high.
    pub inner: Option<Inner>,
    /// Keys at the root of a document of records, and the help for a record written there.
    pub records: Option<(&'static [&'static str], &'static str)>,
    /// The help for text in place of something else, if the text shows what was meant. Takes what
    /// is expected, the key, and the text.
    pub for_text: fn(&str, Option<&str>, &str) -> Option<String>,
}

/// A list of maps whose keys are often written one level too high.
#[derive(Debug)]
pub struct Inner {
    /// The key of the list.
    pub list: &'static str,
    /// The keys of its maps.
    pub keys: &'static [&'static str],
    /// The help for a key that is one level too high.
    pub help: &'static str,
}

impl Vocabulary {
    /// An empty vocabulary.
    pub const NONE: Self = Self {
        usual_keys: &[],
        usual_words: &[],
        ids: &[],
        lists: &[],
        lists_of_maps: &[],
        inner: None,
        records: None,
        for_text: |_, _, _| None,
    };

    /// What the ids under `key` name, and where to find them.
    pub(super) fn id_of(&self, key: &str) -> Option<&'static str> {
        find(self.ids, key)
    }

    /// How to write the list of maps under `key`.
    pub(super) fn list_of_maps(&self, key: &str) -> Option<&'static str> {
        find(self.lists_of_maps, key)
    }

    /// Whether the key `key` holds a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.lists.contains(&key)
    }
}

fn find(pairs: &[(&str, &'static str)], wanted: &str) -> Option<&'static str> {
    let found = pairs.iter().find(|(key, _)| *key == wanted);
    found.map(|(_, meant)| *meant)
}
