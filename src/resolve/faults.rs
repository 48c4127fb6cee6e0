//! The faults of references and links, and which part of them is faulty.

use super::registry::Registry;
use crate::diag::{Code, Diagnostic, Place};
use crate::dossier::{RecordKind, Slug, WrittenAs};
use crate::parse::{LinkForm, RawLink};
use crate::source::Sources;

/// What is wrong with a reference or a link.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
    /// An unread file that may contain what is missing.
    pub(super) unread: Option<String>,
}

impl Fault {
    /// The diagnostic for this fault at `place`.
    pub(super) fn at(self, place: Place) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, place, self.message).help(self.help);
        match self.unread {
            Some(path) => diagnostic.related(Place::Path(path), "nothing reads this file"),
            None => diagnostic,
        }
    }
}

impl Fault {
    /// The fault of an id that names nothing. `near` is a similar id that exists.
    pub(super) fn unknown(
        registry: &Registry,
        sources: &Sources,
        kind: RecordKind,
        id: &str,
        near: Option<String>,
    ) -> Self {
        let unread = registry.unread(id).map(|at| &sources.unread()[at]);
        let elsewhere = registry.kinds_of(id).next();
        let help = match (unread, near, elsewhere) {
            (Some(file), ..) => file.help.clone(),
            (_, Some(near), _) => format!("did you mean `{near}`?"),
            (_, None, Some(other)) => {
                format!(
                    "there is {} `{id}`, but that is a different kind",
                    with_article(other)
                )
            }
            (_, None, None) => format!("{}, or remove the reference", first_line_of(kind, id)),
        };
        Self {
            code: Code::UnknownRecord,
            message: format!("there is no {} `{id}`", kind.word()),
            help,
            unread: unread.map(|file| file.told_at.clone()),
        }
    }
}

/// The help for a missing record: where to write it.
fn first_line_of(kind: RecordKind, id: &str) -> String {
    match kind.written_as() {
        WrittenAs::File => match Slug::from_text(id) {
            Some(id) => format!("write it as `content/{}/{id}.md`", kind.plural()),
            None => format!("write it as a file in `content/{}/`", kind.plural()),
        },
        WrittenAs::Entry => {
            let key = Slug::from_text(id).map_or_else(String::new, |id| format!("as `{id}:` "));
            format!(
                "write it {key}below `{}:` in a file in `content/annotations/`",
                kind.plural()
            )
        }
    }
}

fn with_article(kind: RecordKind) -> String {
    let word = kind.word();
    let article = if word.starts_with(['a', 'e']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

/// The faulty part of a link at `place`: the id, the anchor, the address.
pub(super) fn part_at_fault(place: Place, link: &RawLink, code: Code) -> Place {
    let destination = link.destination.as_str();
    if destination.is_empty() {
        return place;
    }
    let whole = match link.form {
        LinkForm::Markdown | LinkForm::Image => {
            place.part(&format!("]({destination}")).part(destination)
        }
        LinkForm::Wiki | LinkForm::Citation => place.part(destination),
    };
    match (code, destination.split_once(':'), destination.find('#')) {
        (Code::UnknownAnchor, _, Some(at)) => whole.part(&destination[at..]),
        (_, Some((kind, rest)), _) if link.form == LinkForm::Wiki => {
            if RecordKind::from_word(kind).is_none() {
                return whole.part(kind);
            }
            let id = rest.split('#').next().unwrap_or_default();
            whole.part(&format!(":{id}")).part(id)
        }
        _ => whole,
    }
}
