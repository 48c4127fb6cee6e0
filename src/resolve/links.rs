//! Resolves links as written into links with a target.

use super::ends::{Ends, FileEnd};
use super::faults::{Fault, part_at_fault};
use super::registry::{Named, Registry};
use crate::diag::{Code, Place, Sink};
use crate::dossier::{RecordKind, Ref, Relinked, Slug, Target};
use crate::parse::{LinkForm, RawLink};
use crate::source::Sources;
use crate::text::{FileId, listed, nearest};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

/// Everything that links may lead to.
pub(super) struct Links<'a> {
    pub(super) registry: &'a Registry,
    pub(super) ends: &'a Ends,
    pub(super) sources: &'a Sources,
    /// Whether addresses of any scheme are allowed.
    pub(super) allow_any_address: bool,
}

/// Where a link is written.
pub(super) struct From<'a> {
    /// The file.
    pub(super) file: FileId,
    /// The anchors of the same body.
    pub(super) anchors: &'a [String],
}

impl Links<'_> {
    /// Resolves one link, and reports a fault at `place`.
    pub(super) fn resolve(
        &self,
        link: &RawLink,
        from: &From<'_>,
        place: impl FnOnce() -> Place,
        sink: &mut Sink,
    ) -> Relinked<Target> {
        let found = match link.form {
            LinkForm::Wiki => self.wiki(&link.destination),
            LinkForm::Citation => self.citation(&link.destination),
            LinkForm::Markdown | LinkForm::Image => self.markdown(link, from),
        };
        let target = found.unwrap_or_else(|fault| {
            if let Some(fault) = fault {
                let place = part_at_fault(place(), link, fault.code);
                sink.report(fault.at(place));
            }
            Target::Home
        });
        let label = match &target {
            // A citation shows its number, which only the pages know.
            Target::Citation(_) => None,
            _ => link
                .record()
                .and_then(|(kind, id)| self.registry.label(kind, id)),
        };
        Relinked {
            link: Some(target),
            label,
        }
    }

    /// The fault of an id that names nothing. `near` is a similar id that exists.
    pub(super) fn unknown(&self, kind: RecordKind, id: &str, near: Option<String>) -> Fault {
        Fault::unknown(self.registry, self.sources, kind, id, near)
    }

    fn wiki(&self, destination: &str) -> Found {
        let form = || {
            let kinds = listed(RecordKind::ALL.map(RecordKind::word));
            format!("write `[[kind:id]]` or `[[kind:id|text]]`; the kinds are {kinds}")
        };
        let Some((word, rest)) = destination.split_once(':') else {
            let id = destination.split('#').next().unwrap_or_default();
            let help = match self.registry.kinds_of(id).next() {
                Some(kind) => format!("write `[[{}:{id}]]`", kind.word()),
                None => form(),
            };
            let message = format!("`[[{destination}]]` does not say which kind of record it means");
            return fault(Code::UnknownRecord, message, help);
        };
        let Some(kind) = RecordKind::from_word(word) else {
            let kinds = RecordKind::ALL.iter().map(|kind| kind.word());
            let id = rest.split('#').next().unwrap_or_default();
            let near = nearest(word, kinds).filter(|near| {
                let kind = RecordKind::from_word(near);
                self.registry.kinds_of(id).any(|of| Some(of) == kind)
            });
            let help = match (near, self.registry.kinds_of(id).next()) {
                (Some(near), _) => format!("did you mean `[[{near}:{id}]]`?"),
                (None, Some(kind)) => format!("did you mean `[[{}:{id}]]`?", kind.word()),
                (None, None) => form(),
            };
            return fault(
                Code::UnknownRecord,
                format!("there is no kind of record `{word}`"),
                help,
            );
        };
        let (id, anchor) = match rest.split_once('#') {
            Some((id, anchor)) => (id, Some(anchor)),
            None => (rest, None),
        };
        self.record(kind, id, anchor)
    }

    fn citation(&self, id: &str) -> Found {
        if id.contains([' ', ',', ';']) {
            let message = format!("`[@{id}]` names no article");
            return fault(Code::UnknownRecord, message, self.apart(id));
        }
        match self.record(RecordKind::Article, id, None)? {
            Target::Record(Ref::Article(article), None) => Ok(Target::Citation(article)),
            other => Ok(other),
        }
    }

    /// The help for a citation that contains more than one article's id: one citation for each
    /// article it names. There must be a space between them, or they would be one reference link
    /// (CommonMark, section 6.3).
    fn apart(&self, written: &str) -> String {
        const RULE: &str = "cite one article per bracket, by its id alone";
        let article = |text: &str| {
            let id = Slug::from_text(text)?;
            let mut kinds = self.registry.kinds_of(id.as_str());
            let is_article = kinds.any(|kind| kind == RecordKind::Article);
            drop(kinds);
            is_article.then_some(id)
        };
        if let Some(whole) = article(written) {
            return format!("{RULE}: write `[@{whole}]`");
        }
        let parts = written.split([',', ';', '@', ' ']);
        let parts: Vec<Slug> = parts.filter_map(article).collect();
        let all: Vec<String> = parts.iter().map(|id| format!("[@{id}]")).collect();
        match all.as_slice() {
            [] => format!("{RULE}, as in `[@id]`"),
            [one] => format!("{RULE}: write `{one}`, and put the rest outside the brackets"),
            all => format!(
                "{RULE}, with a space between the brackets: write `{}`",
                all.join(" ")
            ),
        }
    }

    fn record(&self, kind: RecordKind, id: &str, anchor: Option<&str>) -> Found {
        let reference = match self.registry.find(kind, id) {
            Named::Record(reference) => reference,
            Named::Lost => return Err(None),
            Named::Nothing(near) => {
                return Err(Some(self.unknown(kind, id, near)));
            }
        };
        if let Some(anchor) = anchor {
            let mut anchors = self.ends.anchors(kind, id);
            if !anchors.any(|own| own == anchor) {
                return Err(Some(no_anchor(anchor, self.ends.anchors(kind, id))));
            }
        }
        Ok(Target::Record(reference, anchor.map(str::to_owned)))
    }

    fn markdown(&self, link: &RawLink, from: &From<'_>) -> Found {
        let destination = link.destination.trim();
        if destination.is_empty() {
            let help = "write the destination between the parentheses";
            return fault(
                Code::BrokenLink,
                "this link leads nowhere".into(),
                help.into(),
            );
        }
        if let Some(anchor) = destination.strip_prefix('#') {
            return if from.anchors.iter().any(|own| own == anchor) {
                Ok(Target::Here(anchor.to_owned()))
            } else {
                Err(Some(no_anchor(
                    anchor,
                    from.anchors.iter().map(String::as_str),
                )))
            };
        }
        // Read like a browser does (WHATWG URL), so control characters and white space cannot hide
        // a scheme.
        match Url::parse(destination) {
            Ok(url) => self.external(&url),
            Err(url::ParseError::RelativeUrlWithoutBase) => self.relative(destination, from),
            Err(error) => fault(
                Code::InvalidAddress,
                format!("`{destination}` is not a valid address: {error}"),
                "write the address in full, such as `https://example.org/page`".into(),
            ),
        }
    }

    fn external(&self, url: &Url) -> Found {
        if self.allow_any_address || is_safe(url) {
            return Ok(Target::External(url.to_string()));
        }
        fault(
            Code::UnsafeAddress,
            format!("addresses with the scheme `{}:` are not allowed", url.scheme()),
            "link to `https:`, `http:` or `mailto:`, or set `[markdown] allow_html = true` in `site.toml`"
                .into(),
        )
    }

    fn relative(&self, destination: &str, from: &From<'_>) -> Found {
        if destination.starts_with(['/', '\\']) {
            let help = "write the path from this file, such as `../topics/NAME.md`, or name the record, such as `[[topic:NAME]]`; an \
                        address of another site begins with `https://`";
            return fault(
                Code::BrokenLink,
                format!("`{destination}` leads out of the site's folder"),
                help.into(),
            );
        }
        let cut = destination.find(['#', '?']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(cut);
        let folder = self.sources.path(from.file).rsplit_once('/');
        let Some(path) = join(folder.map_or("", |(folder, _)| folder), path) else {
            let message = format!("`{destination}` leads out of the project's folder");
            let help =
                "link to a file below `content/`, or to an address that begins with `https://`";
            return fault(Code::BrokenLink, message, help.into());
        };
        match self.ends.file(&path) {
            Some(FileEnd::Record(kind, id)) => {
                self.record(*kind, id.as_str(), rest.strip_prefix('#'))
            }
            Some(FileEnd::Home) => Ok(Target::Home),
            Some(FileEnd::Static(name)) => Ok(Target::Static(name.clone(), rest.to_owned())),
            Some(FileEnd::NoPage) => fault(
                Code::BrokenLink,
                format!("`{path}` has no page"),
                "link to one of its records: `[[claim:id]]`".into(),
            ),
            None => {
                let name = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
                let with_page = |path: &&str| self.ends.file(path) != Some(&FileEnd::NoPage);
                let mut paths = self.ends.paths().filter(with_page);
                let names: Vec<String> = paths.clone().map(name).collect();
                let near = nearest(&name(&path), names.iter().map(String::as_str));
                let near = near.and_then(|near| paths.find(|path| name(path) == near));
                let help = match near {
                    Some(near) => format!(
                        "did you mean `{}`?",
                        way(self.sources.path(from.file), near)
                    ),
                    None => {
                        "link to a file below `content/`, or name a record: `[[claim:id]]`".into()
                    }
                };
                fault(Code::BrokenLink, format!("there is no file `{path}`"), help)
            }
        }
    }
}

/// Whether `url` is safe for every reader to follow.
pub(super) fn is_safe(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel")
}

fn no_anchor<'a>(anchor: &str, own: impl Iterator<Item = &'a str>) -> Fault {
    let own: Vec<&str> = own.collect();
    let help = match nearest(anchor, own.iter().copied()) {
        Some(near) => format!("did you mean `#{near}`?"),
        None if own.is_empty() => "there are no headings to link to".into(),
        None => {
            let own = own.iter().map(|anchor| format!("#{anchor}"));
            format!("the anchors are {}", listed(own))
        }
    };
    Fault {
        code: Code::UnknownAnchor,
        message: format!("there is no anchor `#{anchor}`"),
        help,
        unread: None,
    }
}

/// The error is `None` for a fault that has been reported already.
type Found = Result<Target, Option<Fault>>;

fn fault(code: Code, message: String, help: String) -> Found {
    Err(Some(Fault {
        code,
        message,
        help,
        unread: None,
    }))
}

/// `path` relative to `folder`, without `.`, `..` and percent escapes. `None` if it leads out of
/// the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The relative path from the file `from` to the file `to`, both given from the root, encoded for a
/// link in Markdown.
fn way(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len() - 1;
    let shared = (0..folders)
        .take_while(|at| to.get(*at) == Some(&from[*at]))
        .count();
    let up = "../".repeat(folders - shared);
    let way = format!("{up}{}", to[shared..].join("/"));
    utf8_percent_encode(&way, IN_A_LINK).to_string()
}

/// Characters that would end a link in Markdown, or its path.
const IN_A_LINK: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'%')
    .add(b'#')
    .add(b'?')
    .add(b'`');

#[cfg(test)]
mod tests {
    use super::{join, way};

    #[test]
    fn a_file_is_named_as_a_link_to_it_is_written() {
        let way = |to| way("content/topics/a.md", to);
        assert_eq!(way("content/topics/b.md"), "b.md");
        assert_eq!(way("content/static/b/c.pdf"), "../static/b/c.pdf");
        assert_eq!(way("content/index.md"), "../index.md");
        assert_eq!(way("content/static/a (1).pdf"), "../static/a%20%281%29.pdf");
    }

    #[test]
    fn paths_are_followed_and_never_out_of_the_root() {
        let join = |path| join("content/topics", path);
        assert_eq!(join("a.md").as_deref(), Some("content/topics/a.md"));
        assert_eq!(
            join("../static/a%20b.pdf").as_deref(),
            Some("content/static/a b.pdf")
        );
        assert_eq!(join("./././b").as_deref(), Some("content/topics/b"));
        assert_eq!(join("../../../etc/passwd"), None);
        assert_eq!(join("%2e%2e/%2e%2e/%2e%2e/x"), None);
    }
}
