//! What every part of a dossier says of itself. Each type implements this in its own file in
//! `records/`, so that whoever adds a type or a field answers every question there.

use super::{
    ByKind, Dossier, Key, Listed, MapKey, Marking, Prose, RecordKind, Ref, Slug, Tables, Topic,
    Visitor,
};
use crate::text::FileId;
use std::fmt::Debug;

/// What every record has.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id.
    pub id: Slug,
    /// Its TLP label.
    pub marking: Marking,
    /// Whether it is left out unless the build shows drafts.
    pub draft: bool,
    /// The file that it is written in.
    pub file: FileId,
}

/// A part of a dossier that has a table: a record, a relation, or what is left of a withdrawn
/// record.
pub trait Part: Listed + Clone + Debug + Send + Sync + 'static {
    /// Its TLP label.
    fn marking(&self) -> Marking;

    /// Whether it is left out unless the build shows drafts.
    fn is_draft(&self) -> bool;

    /// Shows `see` everything that it says (texts, titles, names and addresses, but not its id), and
    /// every record that its keys refer to. Links in texts are parts of texts.
    fn contents<'d>(&'d self, dossier: &'d Dossier, see: &mut Visitor<'_, 'd>);

    /// The same part as it is in another dossier, which may lack some of the records that it refers
    /// to. `None` if it cannot be without one of them.
    fn changed(self, by: &impl Change) -> Option<Self>;

    /// Whether only words differ from `earlier`, so that nothing else in the dossier depends on the
    /// difference.
    fn differs_in_words_only(&self, earlier: &Self) -> bool;
}

/// A record: a part with an id.
pub trait Record {
    /// What kind of record it is, or was before it was withdrawn.
    fn kind(&self) -> RecordKind;

    /// What every record has.
    fn head(&self) -> &Head;

    /// What it is called in links: its name, its title, or its text.
    fn called(&self) -> Called<'_>;

    /// The topics that it belongs to, its file's first.
    fn topics(&self) -> &[Key<Topic>];
}

/// What a reference is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What the part rests on. Without any of these, it is not shown.
    Ground,
    /// A topic that it belongs to. Without any of these, it is not shown.
    Topic,
    /// What it connects. Without all of these, it is not shown.
    End,
    /// What it only names. It is shown without these.
    Mention,
}

/// A change from one dossier to another: other keys, other texts.
pub trait Change: MapKey + Sync {
    /// The text with its links changed.
    fn prose(&self, text: Prose) -> Prose;

    /// The new id of the report `id`. `None` if it keeps its id.
    fn report(&self, id: &Slug) -> Option<Slug>;

    /// The keys of `keys` in the other dossier, without those of missing records.
    fn keys<P: Part>(&self, keys: Vec<Key<P>>) -> Vec<Key<P>> {
        keys.into_iter().filter_map(|key| self.key(key)).collect()
    }
}

/// What a record is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called<'a> {
    /// By a title or a name.
    Title(&'a str),
    /// By its text.
    Text(&'a Prose),
    /// An article without a headline, of this outlet.
    UntitledOf(&'a str),
    /// An article without a headline, of this id.
    Untitled(&'a Slug),
    /// A withdrawn record of which nothing else is left than its kind and its id.
    Withdrawn(RecordKind, &'a Slug),
}

impl ByKind<Tables> {
    /// The kind of a record, and what every record has.
    pub fn head(&self, of: Ref) -> (RecordKind, &Head) {
        let record = self.record(of);
        (record.kind(), record.head())
    }
}

impl Head {
    /// What depends on a head.
    pub(super) fn bearing(&self) -> impl PartialEq {
        (&self.id, self.marking, self.draft, self.file)
    }
}
