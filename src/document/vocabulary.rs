//! The words of one kind of document: what people may mean by words that it does not know.
//!
//! This folder knows no domain. Callers that read documents of a kind hand in its vocabulary, which only shapes the help
//! of a fault.

/// What people may mean by words that a kind of document does not know.
#[derive(Debug)]
pub struct Vocabulary {
    /// Keys that people are used to, each with one that means the same here.
    pub usual_keys: &'static [(&'static str, &'static str)],
    /// Values that people are used to, each with one that means the same here.
    pub usual_words: &'static [(&'static str, &'static str)],
    /// Keys that hold ids, each with what it is the id of and where such ids are written.
    pub ids: &'static [(&'static str, &'static str)],
    /// Keys that hold a list.
    pub lists: &'static [&'static str],
    /// Keys that hold a list of maps, each with how to write such a list.
    pub lists_of_maps: &'static [(&'static str, &'static str)],
    /// A list of maps whose keys are often written one level too high.
    pub inner: Option<Inner>,
    /// The keys that a document of records has at its root, and the help for a record that is written there.
    pub records: Option<(&'static [&'static str], &'static str)>,
    /// The help for a text in place of something else, if the text tells how to write that. In: what is expected, the key, and
    /// the text.
    pub for_text: fn(&str, Option<&str>, &str) -> Option<String>,
}

/// A list of maps whose keys are often written one level too high.
#[derive(Debug)]
pub struct Inner {
    /// The key of the list.
    pub list: &'static str,
    /// The keys of its maps.
    pub keys: &'static [&'static str],
    /// The help for such a key.
    pub help: &'static str,
}

impl Vocabulary {
    /// No words at all.
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

    /// What the key `key` holds the id of.
    pub(super) fn id_of(&self, key: &str) -> Option<&'static str> {
        find(self.ids, key)
    }

    /// How to write the list of maps that the key `key` holds.
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
