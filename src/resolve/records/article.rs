//! Turns an article's entry into a record: its keys, its origin and its body.

use super::super::Resolver;
use super::super::references::refers_to_itself;
use super::super::spot::item_of;
use super::{Of, Resolve};
use crate::diag::{Code, Diagnostic, Sink};
use crate::dossier::{Article, Independent, Origin};
use crate::parse::ArticleEntry;

impl Resolve for ArticleEntry {
    fn resolve(self, of: Of<'_>, by: &Resolver<'_>, sink: &mut Sink) -> Article {
        let Of {
            spot, body, head, ..
        } = of;
        let title = self.title.map(|title| title.0);
        let url = by.address("url", self.url, spot, sink);
        let archive = by.address("archive", self.archive, spot, sink);
        if let Some(origin) = &self.origin
            && origin.id == head.id
        {
            let place = spot.value(&["origin".into(), "id".into()]);
            let message = "this article names itself as its origin";
            sink.report(
                Diagnostic::error(Code::SelfReference, place, message).help(
                    "remove `origin`: an article without one is its own origin, and articles that retell it name it as theirs",
                ),
            );
        }
        let independent_of = self.independent_of.into_iter().enumerate();
        let independent_of = independent_of.filter_map(|(at, entry)| {
            let [list, item] = item_of("independent_of", at);
            let place = || spot.value(&[list.clone(), item.clone(), "article".into()]);
            if entry.article == head.id {
                sink.report(refers_to_itself(place()));
            }
            let article = by.key(&entry.article, place, sink);
            let steps = [list.clone(), item.clone(), "why".into()];
            let why = by.line(Some(entry.why), spot, &steps, sink);
            Some(Independent {
                article: article?,
                why,
            })
        });
        let independent_of = independent_of.collect();
        let auto_link = self.auto_link.unwrap_or(by.environment.mentions.by_default);
        Article {
            title,
            publisher: self.publisher.map(|text| text.0),
            byline: self.byline.map(|text| text.0),
            published: self.published,
            published_basis: by.line(
                self.published_basis,
                spot,
                &["published_basis".into()],
                sink,
            ),
            accessed: self.accessed,
            url,
            archive,
            language: self.language,
            root: by.environment.roots.of(&head.id),
            origin: self.origin.map(|origin| Origin {
                id: origin.id,
                stated: origin.stated,
                basis: by.line(origin.basis, spot, &["origin".into(), "basis".into()], sink),
            }),
            independent_of,
            reliability: self.reliability,
            body_kind: self.body,
            body: by.written(spot.file, body, auto_link, sink),
            retracted: self
                .retracted
                .map(|ending| by.ended(ending, "retracted", spot, sink)),
            head,
        }
    }
}
