//! Pieces of evidence: the words, who has them, where they were found, and where they are shown.

use super::super::engine::Html;
use super::super::fragment::text_fragment;
use super::super::writer::{Link, Writer};
use super::cited::{Cited, outlet};
use crate::dossier::{Claim, Evidence, Key, Place, Ref, Speaker, Stance};
use crate::labels::Value;
use crate::plan::{Address, PageType};
use crate::verify::Found;
use serde::Serialize;

/// One piece of evidence.
#[derive(Debug, Serialize)]
pub(super) struct Piece<'a> {
    /// Its place among the claim's evidence, from 1.
    number: usize,
    /// Its anchor on the claim's page.
    anchor: String,
    stance: Stance,
    quote: &'a str,
    article: Cited<'a>,
    /// The words on the article's page.
    url: Option<String>,
    /// The words on the outlet's page.
    source_url: Option<String>,
    verified: Checked,
    /// Where the words were found, with a link to them.
    found: Html,
    speaker: Option<Link>,
    /// The speaker and the outlet.
    by: Html,
    sourcing: Option<Html>,
    credibility: Option<&'a str>,
    note: Option<Html>,
}

/// Where a quote was found.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    /// `text` for the text that is published, `capture` for the article as it was saved.
    by: &'static str,
}

/// Evidence in a list: the words, and who has them.
#[derive(Debug, Serialize)]
pub(super) struct Words<'a> {
    stance: Stance,
    quote: &'a str,
    /// The speaker and the outlet.
    by: Html,
    /// The article's number in the bibliography.
    number: usize,
    /// The words on the article's page.
    url: Option<String>,
    /// Whether its publisher has taken the article back.
    retracted: bool,
}

/// So many digits of a capture's SHA-256 are shown.
const DIGEST_SHOWN: usize = 8;

impl<'a> Writer<'a> {
    /// The anchor of a piece's quote on its article's page.
    fn anchor(&self, piece: &Evidence) -> &'a str {
        &self.plan.assessed.findings.of(piece).anchor
    }

    /// The anchor of a piece of evidence on its claim's page: that of its quote, numbered where one article has the
    /// same words twice there.
    pub(super) fn piece_anchor(&self, place: Place) -> String {
        let anchor = self.anchor(&self.dossier.claims[place.claim].evidence[place.evidence]);
        match self.plan.repeats(place) {
            0 => anchor.to_owned(),
            before => format!("{anchor}:{}", before + 1),
        }
    }

    /// Where a piece of evidence stands on its claim's page; where claims have none, on the article's page.
    pub(super) fn piece_url(&self, claim: Key<Claim>, at: usize) -> Option<String> {
        let record = &self.dossier.claims[claim];
        if self.is_on_paper() {
            return self.url(Ref::Claim(claim));
        }
        if !self.plan.has(PageType::Claim) {
            return self.words_url(&record.evidence[at]);
        }
        let address = self.plan.address(Ref::Claim(claim))?;
        let place = Place {
            claim,
            evidence: at,
        };
        Some(address.at(&self.piece_anchor(place)).into_string())
    }

    /// Where the words of a piece of evidence stand on the article's page.
    pub(super) fn words_url(&self, piece: &Evidence) -> Option<String> {
        if self.is_on_paper() {
            return self.url(Ref::Article(piece.article));
        }
        let address: Address = self.plan.address(Ref::Article(piece.article))?;
        Some(address.at(self.anchor(piece)).into_string())
    }

    /// Where the words of a piece of evidence stand on the outlet's page.
    pub(super) fn source_url(&self, piece: &Evidence) -> Option<String> {
        let url = self.dossier.articles[piece.article].url.as_deref()?;
        Some(text_fragment(url, &piece.quote))
    }

    fn checked(&self, piece: &Evidence) -> Checked {
        Checked {
            by: match &self.plan.assessed.findings.of(piece).found {
                Found::Text(_) => "text",
                Found::Capture(_) => "capture",
            },
        }
    }

    /// Where the words of a piece of evidence were found, with a link to `url`, where they are
    /// shown.
    fn found(&self, piece: &Evidence, url: Option<&str>) -> Html {
        let link = |words: &str| {
            let words = words.to_owned();
            let url = Some(url.unwrap_or_default().to_owned());
            self.link_html(&Link { label: words, url })
        };
        match &self.plan.assessed.findings.of(piece).found {
            Found::Text(_) => Html::new(&link(self.labels.in_article_text())),
            Found::Capture(vouched) => {
                let digest = vouched.capture.to_string();
                let begin: String = digest.chars().take(DIGEST_SHOWN).collect();
                let capture = format!("<code title=\"SHA-256 {digest}\">{begin}…</code>");
                let place = link(self.labels.on_article_page());
                let (capture, place) = (Value::Html(&capture), Value::Html(&place));
                Html::of(&self.labels.verified(capture, place))
            }
        }
    }

    /// Who is quoted, and the outlet that quotes them.
    fn by(&self, piece: &Evidence, speaker: Option<&Link>) -> Html {
        let outlet = outlet(self.labels, &self.dossier.articles[piece.article]);
        match speaker {
            Some(speaker) => {
                let speaker = self.link_html(speaker);
                let (speaker, outlet) = (Value::Html(&speaker), Value::Text(outlet));
                Html::of(&self.labels.speaker_and_outlet(speaker, outlet))
            }
            None => Html::of_text(outlet),
        }
    }

    /// Who is quoted. One who is withheld is not named, and not passed over either: the article would seem to say it itself.
    pub(super) fn speaker(&self, piece: &Evidence) -> Option<Link> {
        Some(match piece.speaker? {
            Speaker::Actor(actor) => self.link(Ref::Actor(actor)),
            Speaker::Withheld(_) => Link {
                label: self.labels.speaker_withheld().to_owned(),
                url: None,
            },
        })
    }

    pub(super) fn piece(&self, place: Place) -> Piece<'a> {
        let at = place.evidence;
        let piece = &self.dossier.claims[place.claim].evidence[at];
        let (speaker, url) = (self.speaker(piece), self.words_url(piece));
        Piece {
            number: at + 1,
            anchor: self.piece_anchor(place),
            stance: piece.stance,
            quote: &piece.quote.text,
            article: self.cited(piece.article),
            found: self.found(piece, url.as_deref()),
            url,
            source_url: self.source_url(piece),
            verified: self.checked(piece),
            by: self.by(piece, speaker.as_ref()),
            speaker,
            sourcing: self.maybe(&piece.sourcing),
            credibility: piece
                .credibility
                .map(|credibility| self.labels.credibility(credibility)),
            note: self.maybe(&piece.note),
        }
    }

    pub(super) fn words(&self, piece: &'a Evidence) -> Words<'a> {
        self.cite(piece.article);
        let article = &self.dossier.articles[piece.article];
        Words {
            stance: piece.stance,
            quote: &piece.quote.text,
            by: self.by(piece, self.speaker(piece).as_ref()),
            number: self.plan.connections.number(piece.article),
            url: self.words_url(piece),
            retracted: article.retracted.is_some(),
        }
    }
}
