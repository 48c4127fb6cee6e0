//! Resolves the texts of entries to prose, and checks values that an entry must have.

use super::Resolver;
use super::links::From;
use super::registry::Named;
use super::spot::Spot;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::dossier::{Actor, Ended, Key, Prose, RecordKind, Ref};
use crate::parse::{Ending, Line, Plain, RawLink, Written, markdown_fault, within};
use crate::text::{FileId, Span, Step};
use std::collections::BTreeSet;
use url::Url;

impl Resolver<'_> {
    pub(super) fn ended(
        &self,
        ending: Ending,
        key: &str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Ended {
        if ending.why.body.is_empty() {
            let path = spot.path(&[key.into(), "why".into()]);
            let message = "this text is empty";
            sink.report(
                Diagnostic::error(Code::EmptyText, Place::Value(spot.file, path), message)
                    .help("give the reason, for readers who follow an old link"),
            );
        }
        Ended {
            on: ending.on,
            why: self.line(Some(ending.why), spot, &[key.into(), "why".into()], sink),
        }
    }

    pub(super) fn address(
        &self,
        key: &str,
        text: Option<Plain>,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Option<String> {
        let text = text?.0;
        match Url::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url.to_string()),
            _ => {
                let message = format!("`{text}` is not an address that begins with `https://`");
                // Perhaps only the scheme is missing.
                let whole = format!("https://{text}");
                let host = Url::parse(&whole).is_ok_and(|url| {
                    !text.contains([':', ' '])
                        && url.host_str().is_some_and(|host| host.contains('.'))
                });
                let help = match host {
                    true => format!("write `{whole}`"),
                    false => "write the address in full, such as `https://example.org/page`".into(),
                };
                sink.report(
                    Diagnostic::error(Code::InvalidAddress, spot.value(&[key.into()]), message)
                        .help(help),
                );
                None
            }
        }
    }

    /// Resolves the body of a file, and links mentions of actors if `auto_link` is set.
    pub(super) fn written(
        &self,
        file: FileId,
        written: Written,
        auto_link: bool,
        sink: &mut Sink,
    ) -> Prose {
        let Written { body, start } = written;
        let anchors: Vec<String> = body.headings().iter().map(|h| h.anchor.clone()).collect();
        let linked: BTreeSet<Key<Actor>> = body
            .links()
            .iter()
            .filter_map(RawLink::record)
            .filter(|(kind, _)| *kind == RecordKind::Actor)
            .filter_map(|(kind, id)| match self.links.registry.find(kind, id) {
                Named::Record(Ref::Actor(actor)) => Some(actor),
                _ => None,
            })
            .collect();
        let insertions = if auto_link {
            self.environment.mentions.find(&body, &linked)
        } else {
            Vec::new()
        };
        let from = From {
            file,
            anchors: &anchors,
        };
        body.relink(
            |link| {
                let place = || {
                    let bytes = start + link.range.start..start + link.range.end;
                    Place::Bytes(Span { file, bytes })
                };
                self.links.resolve(&link, &from, place, sink)
            },
            insertions,
        )
    }

    /// Resolves a text of one paragraph. Without a text, the result is empty.
    pub(super) fn line(
        &self,
        line: Option<Box<Line>>,
        spot: Spot<'_>,
        steps: &[Step],
        sink: &mut Sink,
    ) -> Prose {
        let Some(line) = line else {
            return Prose::default();
        };
        let Line {
            body,
            faults,
            source,
        } = *line;
        let source = source.as_deref().unwrap_or_default();
        for fault in faults {
            let place = within(spot.file, &spot.path(steps), source, &fault.range);
            let allow_html = self.links.allow_any_address;
            if let Some(diagnostic) = markdown_fault(fault.kind, place, allow_html) {
                sink.report(diagnostic);
            }
        }
        let from = From {
            file: spot.file,
            anchors: &[],
        };
        body.relink(
            |link| {
                let place = || within(spot.file, &spot.path(steps), source, &link.range);
                self.links.resolve(&link, &from, place, sink)
            },
            Vec::new(),
        )
    }

    pub(super) fn required_line(
        &self,
        line: Option<Box<Line>>,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> Prose {
        let empty = line.as_ref().is_none_or(|line| line.body.is_empty());
        if empty && line.as_ref().is_none_or(|line| line.faults.is_empty()) {
            self.missing(key, spot, sink);
        }
        self.line(line, spot, &[key.into()], sink)
    }

    pub(super) fn required<T>(
        &self,
        value: Option<T>,
        stand_in: T,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> T {
        value.unwrap_or_else(|| {
            self.missing(key, spot, sink);
            stand_in
        })
    }

    pub(super) fn required_text(
        &self,
        text: Option<Plain>,
        key: &'static str,
        spot: Spot<'_>,
        sink: &mut Sink,
    ) -> String {
        let text = text.map(|text| text.0);
        self.required(text, String::new(), key, spot, sink)
    }

    pub(super) fn missing(&self, key: &'static str, spot: Spot<'_>, sink: &mut Sink) {
        if !self.is_lost(spot, key) {
            let message = format!("`{key}` is missing");
            // If the key is there but empty, the key is shown.
            let place = Place::Key(spot.file, spot.path(&[key.into()]));
            sink.report(
                Diagnostic::error(Code::MissingKey, place, message)
                    .help(match key {
                        "confidence" => "write a line `confidence: …` with `low`, `moderate` or `high`".into(),
                        "likelihood" => {
                            "write a line `likelihood: …` with a term of ICD 203, such as `likely` (55–80 %)".into()
                        }
                        "kind" => "write `kind: …` with `Person`, `Organization`, `GovernmentOrganization`, `Corporation` or \
                                   `NewsMediaOrganization`"
                            .into(),
                        key => format!("write a line `{key}: …`"),
                    }),
            );
        }
    }

    /// Whether the value of `key`, or a part of it, was left out because of a fault.
    pub(super) fn is_lost(&self, spot: Spot<'_>, key: &str) -> bool {
        let Some(lost) = self.environment.lost_values.get(&spot.file) else {
            return false;
        };
        if lost.first().is_some_and(|first| first.steps().is_empty()) {
            return true;
        }
        // If `withdrawn` is faulty, the record may omit its other keys. If a merge key is refused,
        // the value may have been in the merged map.
        [key, "withdrawn", "<<"].into_iter().any(|key| {
            let path = spot.path(&[key.into()]);
            // Paths below a path come right after it.
            let mut from = lost.range(&path..);
            from.next().is_some_and(|lost| lost.starts_with(&path))
        })
    }
}
