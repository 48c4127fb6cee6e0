//! The labels of a site.
//!
//! In: the labels that were read, by key. Out: [`Labels`]. Each label that Rust asks for is a
//! method, and the label's places are the arguments. So code that asks for an unknown label, or
//! gives no value for a place, does not compile.

use super::label::Label;
use super::linked::{Linked, Value};
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
        linked { $($linked:ident $linked_key:literal ($($part:ident),+);)* }
        linked_counted { $($many:ident $many_key:literal ($($of:ident),+);)* }
        terms { $($term:literal)* }
    ) => {
        #[expect(non_camel_case_types, reason = "they are the names of the methods")]
        #[derive(Clone, Copy)]
        enum At { $($plain,)* $($filled,)* $($counted,)* $($linked,)* $($many,)* }

        /// The labels that Rust asks for by name, each with its places.
        pub(super) const USED: &[(&str, &[&str])] = &[
            $(($plain_key, &[]),)*
            $(($filled_key, &[$(stringify!($place)),+]),)*
            $(($counted_key, &["count" $(, stringify!($with))*]),)*
            $(($linked_key, &[$(stringify!($part)),+]),)*
            $(($many_key, &["count" $(, stringify!($of))+]),)*
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
            $(
                #[doc = concat!("The label `", $linked_key, "`, to become HTML.")]
                pub fn $linked<'v>(&'v self, $($part: Value<'v>),+) -> Linked<'v> {
                    Linked {
                        label: &self.words[At::$linked as usize],
                        count: None,
                        values: vec![$((stringify!($part), $part)),+],
                    }
                }
            )*
            $(
                #[doc = concat!("The label `", $many_key, "` for so many, to become HTML.")]
                pub fn $many<'v>(&'v self, count: usize, $($of: Value<'v>),+) -> Linked<'v> {
                    Linked {
                        label: &self.words[At::$many as usize],
                        count: Some(count),
                        values: vec![$((stringify!($of), $of)),+],
                    }
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
        no_headline "article.no-headline";
        no_outlet "article.no-outlet";
        outlet_not_named "source.outlet-not-named";
        undated "source.undated";
        goes_back_to_nothing "source.goes-back-to-nothing";
        origin_not_recorded "origin.not-recorded";
        origin_is_itself "origin.is-itself";
        origin_is_stated "origin.is-stated";
        origin_is_inferred "origin.is-inferred";
        standing_recalled "standing.recalled";
        standing_mentioned "standing.mentioned";
        line_of_one_article "line.one-article";
        line_of_withheld_speaker "line.withheld-speaker";
        line_of_no_origin "line.no-origin";
        on_article_page "piece.on-page";
        in_article_text "piece.in-text";
        event_date_not_known "event.date-not-known";
        figure_timeline "figure.timeline";
        figure_network "figure.network";
        search_by_browser "search.by-browser";
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
        title_with_site "page.title-with-site" (title, site);
        prepared_by "page.prepared-by" (who);
        changed "page.changed" (day);
        built "page.built" (time);
        citation_form "citation.form" (title, site, address, day);
        citation_of_article "citation.article" (article, outlet, date);
        outlet_and_date "source.outlet-and-date" (outlet, date);
        with_byline "source.with-byline" (byline, source);
        line_for "claim.for-line" (number);
        line_against "claim.against-line" (number);
        counts_no_more "claim.counts-no-more" (article);
        withdrawn_of_kind "withdrawn.of-kind" (kind);
        page_of_withdrawn "kind.withdrawn" (kind);
        due_by "event.due" (deadline);
        coverage_name "coverage.name" (topic);
        coverage_name_of_part "coverage.name-of-part" (topic, part);
        coverage_caption "coverage.caption" (topic);
        coverage_retracted "coverage.retracted" (stance);
        lines_for_and_against "coverage.lines-for-and-against" (supporting, disputing);
        figure_node "figure.node" (actor, kind);
        figure_left_out "figure.left-out" (stretches);
        figure_close_up "figure.close-up" (times);
        also_called "print.aliases" (names);
        rests_on_reports "support.rests-on" (articles, reports);
    }
    counted {
        years "timeline.years" ();
        months "timeline.months" ();
        articles "support.articles" ();
        independent_lines "support.independent-lines" ();
        reports "support.reports" ();
        standing_supported "standing.supported" ();
        standing_supported_assumed "standing.supported-assumed" ();
        standing_contested "standing.contested" (disputing);
        standing_contested_assumed "standing.contested-assumed" (disputing);
        standing_disputing "standing.disputing" ();
        standing_denied "standing.denied" ();
        standing_denied_assumed "standing.denied-assumed" ();
        home_rests_on "home.rests-on" (articles, reports);
        home_articles "home.articles" ();
        home_articles_retracted "home.articles-retracted" (retracted);
        home_reports "home.reports" ();
        home_claims "home.claims" ();
        home_contested "home.contested" ();
        home_open_questions "home.open-questions" ();
        more_claims "home.more-claims" ();
        group_head "group.head" (meaning);
        sources_lead "sources.lead" (reports);
        sources_reports "sources.reports" ();
        sources_claims "sources.claims" ();
        figure_timeline_of "figure.timeline-of" (name);
        figure_network_of "figure.network-of" (name, actors);
        most_ties "network-page.most-ties" (drawn, further);
        print_rests_on "print.rests-on" (articles, reports, claims);
        print_articles "print.articles" ();
        print_reports "print.reports" ();
        print_claims "print.claims" ();
        print_claims_contested "print.claims-contested" (contested);
        more_actors "print.more-actors" ();
    }
    linked {
        place_of_topic "neighbours.of-topic" (number, all, briefing);
        place_of_claim "neighbours.of-claim" (number, all, topic, address);
        article_from_stated "article.goes-back-to-stated" (origin, address);
        article_from_inferred "article.goes-back-to-inferred" (origin, address);
        same_report_of_many "article.same-report-of-many" (all, articles);
        article_retracted "article.retracted" (day, why);
        source_from_stated "source.goes-back-to-stated" (origin, address);
        source_from_inferred "source.goes-back-to-inferred" (origin, address);
        origin_stated "origin.stated" (origin, address);
        origin_inferred "origin.inferred" (origin, address);
        origin_with_basis "origin.with-basis" (relation, basis);
        line_of_origin_stated "line.origin-stated" (origin, address);
        line_of_origin_inferred "line.origin-inferred" (origin, address);
        line_of_one_origin_stated "line.one-origin-stated" (origin, address);
        line_of_one_origin_inferred "line.one-origin-inferred" (origin, address);
        line_of_one_speaker "line.one-speaker" (speaker, address);
        verified "piece.verified" (capture, place);
        speaker_and_outlet "piece.speaker-and-outlet" (speaker, outlet);
        speaker_and_sourcing "piece.speaker-and-sourcing" (speaker, sourcing);
        withdrawn_when_and_why "withdrawn.when-and-why" (day, why);
        in_whole "actor.in-whole" (what, whole);
        tie_sentence "ties.sentence" (from, kind, to);
        swipe_to_list "figure.swipe-to-list" (list);
        swipe_to_table "figure.swipe-to-table" (table);
        elsewhere "print.elsewhere" (topics);
        search_by_server "search.by-server" (command);
        search_lists "search.lists" (lists);
        search_by_browser_on_one "search.by-browser-on-one" (print);
    }
    linked_counted {
        same_report "article.same-report" (articles);
        recalled_some "recalled.some" (articles);
        recalled_for_some_claims "recalled.for-some-claims" (articles, bereft, claims);
        recalled_all "recalled.all" (articles);
        events_not_drawn "timeline-page.not-drawn" (list);
        actors_untied "network-page.untied-note" (list);
    }
    terms {
        "status" "meaning" "stance" "record-kind" "record-kinds" "actor-kind" "reliability" "credibility" "likelihood" "confidence" "months"
        "months-short" "seasons"
    }
}
