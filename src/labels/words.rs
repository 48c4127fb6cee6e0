//! The labels of a site.
//!
//! In: the labels that were read, by key. Out: [`Labels`]. Each label that Rust asks for is a
//! method, and the label's places are the arguments. So code that asks for an unknown label, or
//! gives no value for a place, does not compile.

use super::label::Label;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

/// The labels of a site.
#[derive(Debug)]
pub struct Labels {
    by_key: BTreeMap<String, Arc<Label>>,
    /// The labels that Rust asks for, in the order of [`USED`].
    words: Vec<Arc<Label>>,
}

impl Labels {
    /// Labels by their keys. A label that is not there says its key.
    pub(super) fn new(found: BTreeMap<String, Label>) -> Self {
        let by_key: BTreeMap<String, Arc<Label>> = found
            .into_iter()
            .map(|(key, label)| (key, Arc::new(label)))
            .collect();
        let word = |(key, _): &(&str, &[&str])| match by_key.get(*key) {
            Some(label) => Arc::clone(label),
            // A test sees that English has all of them.
            None => Arc::new(Label::of_text(key)),
        };
        Self {
            words: USED.iter().map(word).collect(),
            by_key,
        }
    }

    /// The label `key`.
    pub fn get(&self, key: &str) -> Option<&Label> {
        self.by_key.get(key).map(|label| &**label)
    }

    /// All labels with their keys, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Label)> {
        self.by_key
            .iter()
            .map(|(key, label)| (key.as_str(), &**label))
    }

    /// The words of the label `key`, which has no places.
    pub(super) fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Label::plain).unwrap_or_default()
    }
}

/// None: what has no words says its key.
impl Default for Labels {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

macro_rules! words {
    (
        plain { $($plain:ident $plain_key:literal;)* }
        filled { $($filled:ident $filled_key:literal ($($place:ident),+);)* }
        counted { $($counted:ident $counted_key:literal ($($with:ident),*);)* }
        terms { $($term:literal)* }
    ) => {
        #[expect(non_camel_case_types, reason = "they are the names of the methods")]
        #[derive(Clone, Copy)]
        enum At { $($plain,)* $($filled,)* $($counted,)* }

        /// The labels that Rust asks for by name, each with its places.
        pub(super) const USED: &[(&str, &[&str])] = &[
            $(($plain_key, &[]),)*
            $(($filled_key, &[$(stringify!($place)),+]),)*
            $(($counted_key, &["count" $(, stringify!($with))*]),)*
        ];

        /// The groups of labels in which Rust looks up terms: see `terms.rs`.
        #[cfg(test)]
        pub(super) const GROUPS: &[&str] = &[$($term),*];

        impl Labels {
            $(
                #[doc = concat!("The label `", $plain_key, "`.")]
                pub fn $plain(&self) -> &str {
                    self.words[At::$plain as usize].plain().unwrap_or_default()
                }
            )*
            $(
                #[doc = concat!("The label `", $filled_key, "`, with values in its places.")]
                pub fn $filled(&self, $($place: impl Display),+) -> String {
                    self.words[At::$filled as usize].fill(None, &[$((stringify!($place), &$place)),+])
                }
            )*
            $(
                #[doc = concat!("The label `", $counted_key, "` for so many.")]
                pub fn $counted(&self, count: usize $(, $with: impl Display)*) -> String {
                    let values: &[(&str, &dyn Display)] = &[("count", &count) $(, (stringify!($with), &$with))*];
                    self.words[At::$counted as usize].fill(Some(count), values)
                }
            )*
        }
    };
}

words! {
    plain {
        briefing "page.briefing";
        the_briefing "page.the-briefing";
        topics "page.topics";
        timeline "page.timeline";
        network "page.network";
        sources "page.sources";
        questions "page.questions";
        search "page.search";
        open_questions "page.open-questions";
        not_found "page.not-found";
        whole_briefing "page.whole-briefing";
        bottom_line "page.bottom-line";
        date_not_known "date.not-known";
        of_no_topic "timeline.of-no-topic";
        member_of "network.member-of";
        only_mentioned "support.mentioned";
        source_retracted "support.recalled";
        link_to_section "text.link-to-section";
        back_to_text "text.back-to-text";
        claim_of_quote "text.claim-of-quote";
        withdrawn "mark.withdrawn";
        retracted "mark.retracted";
        quote_open "quote.open";
        quote_close "quote.close";
        quote_open_within "quote.open-within";
        quote_close_within "quote.close-within";
        silent "matrix.silent";
        speaker_withheld "text.speaker-withheld";
        record_kind_briefing "record-kind.briefing";
    }
    filled {
        coverage_of "page.coverage-of" (topic);
        last_changed "page.last-changed" (day);
        day "date.day" (day, month, year);
        month "date.month" (month, year);
        season "date.season" (season, year);
        part_of_year "date.part-of-year" (year);
        day_open "date.day-open" (month, year);
        month_open "date.month-open" (year);
        month_open_day_known "date.month-open-day-known" (day, year);
        year_open "date.year-open" (year);
        approximate "date.approximate" (date);
        uncertain "date.uncertain" (date);
        time "date.time" (date, hour, minute);
        time_utc "date.time-utc" (date, hour, minute);
        between "date.between" (start, end);
        or_earlier "date.or-earlier" (date);
        or_later "date.or-later" (date);
        end_not_known "date.end-not-known" (start);
        start_not_known "date.start-not-known" (end);
        short_day "date.short" (day, month);
        event_dated "timeline.event-dated" (event, date);
        event_due "timeline.event-due" (event, due);
        event_dated_and_due "timeline.event-dated-and-due" (event, date, due);
        due "timeline.due" (day);
        dated_and_due "timeline.dated-and-due" (day, due);
        tie "network.tie" (from, kind, to);
        untitled_of "record.untitled-of" (publisher);
        untitled "record.untitled" (id);
        withdrawn_record "record.withdrawn" (kind, id);
        withdrawn_on "record.withdrawn-on" (day);
        band "likelihood-band.per-cent" (from, to);
        likelihood_with_band "likelihood-band.term" (likelihood, band);
        support_lines "support.lines" (articles, lines);
        support_contested "support.contested" (supporting, disputing);
        support_denied "support.denied" (disputing);
        support_recalled "support.with-recalled" (support, recalled);
        picture_at "text.picture-at" (alt, address);
        quoted "quote.plain" (quote);
        quoted_from "quote.from" (quote, source);
    }
    counted {
        years "timeline.years" ();
        months "timeline.months" ();
        articles "support.articles" ();
        independent_lines "support.independent-lines" ();
    }
    terms {
        "status" "stance" "record-kind" "record-kinds" "actor-kind" "reliability" "credibility" "likelihood" "confidence" "months"
        "months-short" "seasons"
    }
}
