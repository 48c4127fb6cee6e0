//! Articles: source documents, with the reports that they go back to.

use crate::dossier::Key;
use crate::dossier::by_kind::{Change, Part, Record};
use crate::dossier::records::{Article, Called, Independent, Origin, Prose, Ref, Topic};
use crate::dossier::statements::{At, Beside, Role, Visitor};

impl Record for Article {
    fn called(&self) -> Called<'_> {
        Self::called_by(
            self.title.as_deref(),
            self.publisher.as_deref(),
            &self.head.id,
        )
    }

    fn topics(&self) -> &[Key<Topic>] {
        &[]
    }
}

impl Part for Article {
    fn contents<'d>(&'d self, see: &mut Visitor<'_, 'd>) {
        let Self {
            head: _,
            title,
            publisher,
            byline,
            published: _,
            published_basis,
            accessed: _,
            url,
            archive,
            language: _,
            origin,
            // Derived from the ids of origins.
            root: _,
            independent_of,
            reliability: _,
            body_kind: _,
            body,
            retracted,
        } = self;
        see.words(title, "title");
        see.words(publisher, "publisher");
        see.words(byline, "byline");
        see.prose(published_basis, &[At::Key("published_basis")]);
        for (key, address) in [("url", url), ("archive", archive)] {
            if let Some(address) = address {
                see.address(address, &[At::Key(key)]);
            }
        }
        if let Some(Origin {
            id,
            stated: _,
            basis,
        }) = origin
        {
            see.about(Beside::Report(id), |see| {
                see.address(id.as_str(), &[At::Key("origin"), At::Key("id")]);
                see.prose(basis, &[At::Key("origin"), At::Key("basis")]);
            });
        }
        for (at, Independent { article, why }) in independent_of.iter().enumerate() {
            let other = Ref::Article(*article);
            see.refers(Role::Mention, other);
            see.about(Beside::Record(other), |see| {
                let list = At::Key("independent_of");
                see.prose(why, &[list, At::Item(at), At::Key("why")]);
            });
        }
        see.prose(body, &[]);
        if let Some(ended) = retracted {
            ended.contents("retracted", see);
        }
    }

    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self {
            head,
            title,
            publisher,
            byline,
            published,
            published_basis,
            accessed,
            url,
            archive,
            language,
            origin,
            root,
            independent_of,
            reliability,
            body_kind,
            body,
            retracted,
        } = self;
        Some(Self {
            head,
            title,
            publisher,
            byline,
            published,
            published_basis: by.prose(published_basis),
            accessed,
            url,
            archive,
            language,
            origin: origin.map(|origin| origin.changed(by)),
            root: by.report(&root).unwrap_or(root),
            independent_of: independent_of
                .into_iter()
                .filter_map(|other| other.changed(by))
                .collect(),
            reliability,
            body_kind,
            body: by.prose(body),
            retracted: retracted.map(|ended| ended.changed(by)),
        })
    }

    fn differs_in_words_only(&self, earlier: &Self) -> bool {
        self.bearing() == earlier.bearing()
    }
}

impl Article {
    /// The values that other parts of the dossier depend on.
    fn bearing(&self) -> impl PartialEq {
        let origin = self.origin.as_ref();
        let independent = self.independent_of.iter().map(|other| other.article);
        (
            self.head.bearing(),
            &self.published,
            origin.map(|origin| (&origin.id, origin.stated)),
            &self.root,
            self.retracted.is_some(),
            independent.collect::<Vec<_>>(),
        )
    }
}

impl Origin {
    /// If the report receives another id, its basis is removed, because it may identify the report.
    fn changed(self, by: &impl Change) -> Self {
        let Self { id, stated, basis } = self;
        let (id, basis) = match by.report(&id) {
            Some(other) => (other, Prose::default()),
            None => (id, by.prose(basis)),
        };
        Self { id, stated, basis }
    }
}

impl Independent {
    fn changed(self, by: &impl Change) -> Option<Self> {
        let Self { article, why } = self;
        Some(Self {
            article: by.key(article)?,
            why: by.prose(why),
        })
    }
}
