//! Tests rules that hold for any events.
//!
//! In: generated and chosen events. Out: failures if marks or labels overlap or leave the figure.
//! The axis and the rows also have tests in their own files.

use super::sizes::HALF;
use super::*;
use crate::dossier::{Day, Extent};
use proptest::prelude::*;

fn happening(title: &str, first: Option<i64>, last: Option<i64>) -> Happening {
    let extent = (first.is_some() || last.is_some()).then(|| Extent {
        first: first.map(Day::new),
        last: last.map(Day::new),
        doubtful: false,
    });
    Happening {
        title: title.into(),
        name: title.into(),
        url: None,
        extent,
        due: None,
    }
}

fn one_lane(happenings: Vec<Happening>) -> Option<Figure> {
    draw(vec![("Lane".into(), happenings)], &Labels::english())
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert!(draw(Vec::new(), &Labels::english()).is_none());
    assert!(one_lane(vec![happening("undated", None, None)]).is_none());
}

#[test]
fn one_event_and_many_of_one_day_are_drawn() {
    let one = one_lane(vec![happening("one", Some(20_000), Some(20_000))]).expect("a figure");
    assert_eq!((one.count, one.ticks.is_empty()), (1, false));
    let day = |_| happening("of the same day", Some(20_000), Some(20_000));
    let many = one_lane((0..30).map(day).collect()).expect("a figure");
    assert_eq!(many.count, 30);
    check(&many);
}

#[test]
fn an_old_event_does_not_squeeze_the_rest() {
    let mut events = vec![happening("old", Some(0), Some(0))];
    events.extend((0..10).map(|n| happening("new", Some(20_000 + n), Some(20_000 + n))));
    let figure = one_lane(events).expect("a figure");
    assert_eq!(figure.breaks.len(), 1);
    assert_eq!(figure.breaks[0].label, "55 years");
    let dots: Vec<i32> = figure.lanes[0]
        .items
        .iter()
        .filter_map(|item| item.dot)
        .collect();
    assert!(dots[10] - dots[1] > 200, "{dots:?}");
}

#[test]
fn where_most_happens_days_are_wider() {
    let mut events: Vec<_> = (0..10)
        .map(|n| happening("before", Some(n * 100), Some(n * 100)))
        .collect();
    events.extend((0..60).map(|n| happening("in a month", Some(950 + n / 2), Some(950 + n / 2))));
    let figure = one_lane(events).expect("a figure");
    check(&figure);
    assert!(figure.close_ups[0].width > 400, "{:?}", figure.close_ups);
    assert!(figure.height < 40 * ROW, "{}", figure.height);
}

#[test]
fn a_year_of_which_no_more_is_known_keeps_its_length() {
    let mut events = vec![happening("some time in the year", Some(365), Some(729))];
    events.extend((0..3).map(|n| happening("new", Some(730 + n), Some(730 + n))));
    let figure = one_lane(events).expect("a figure");
    let bar = figure.lanes[0].items[0].bar.expect("a bar");
    // 365 days against 3: the stretch exceeds its limit, so a break must be shown.
    assert_eq!(figure.breaks.len(), 1);
    assert!(bar.width > 40);
    let events = [(365, 729), (730, 740), (730, 900)];
    let events = events.map(|(first, last)| happening("x", Some(first), Some(last)));
    let figure = one_lane(events.to_vec()).expect("a figure");
    assert!(figure.breaks.is_empty());
}

#[test]
fn a_deadline_of_the_day_itself_is_one_mark() {
    let mut due = happening("due", Some(20_000), Some(20_000));
    due.due = Some(20_000.7);
    let figure = one_lane(vec![due]).expect("a figure");
    let item = &figure.lanes[0].items[0];
    assert!(item.dot.is_none() && item.due.is_some() && item.tie.is_none());
    assert_eq!(item.when.as_deref(), Some("due 4 Oct"));
}

/// Checks that nothing overlaps or is outside the figure.
fn check(figure: &Figure) {
    let mut boxes: Vec<(i32, i32, i32)> = Vec::new();
    for item in figure.lanes.iter().flat_map(|lane| &lane.items) {
        assert!(
            item.left >= 0 && item.left + item.width <= figure.width,
            "{item:?}"
        );
        assert!(item.y > figure.top && item.y < figure.bottom, "{item:?}");
        let when = item.when.as_ref().map_or(0, |when| BOLD.width(when) + 5);
        let end = item.x + when + FONT.width(&item.label);
        assert!(
            item.x >= item.left && end <= item.left + item.width,
            "{item:?}"
        );
        let marks = [item.dot, item.due]
            .into_iter()
            .flatten()
            .map(|x| (x - HALF, x + HALF));
        let bar = item.bar.map(|bar| (bar.x, bar.x + bar.width));
        for (from, to) in marks.chain(bar) {
            assert!(
                from >= item.left && to <= item.left + item.width,
                "{item:?}"
            );
        }
        boxes.push((item.y, item.left, item.left + item.width));
    }
    boxes.sort_unstable();
    for pair in boxes.windows(2) {
        let ((y, _, end), (next, start, _)) = (pair[0], pair[1]);
        assert!(next - y >= ROW || next == y && start >= end, "{pair:?}");
    }
    let label = |tick: &Tick| {
        Font {
            size: 12.0,
            bold: false,
        }
        .width(&tick.label)
    };
    for pair in figure.ticks.windows(2) {
        assert!(
            pair[0].x + label(&pair[0]) / 2 <= pair[1].x - label(&pair[1]) / 2,
            "{pair:?}"
        );
    }
    for tick in &figure.ticks {
        assert!(tick.x >= 0 && tick.x <= figure.width, "{tick:?}");
    }
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let day = prop_oneof![
        20_000..20_040i64,
        19_000..21_000i64,
        -900_000..900_000i64,
        Just(i64::from(i32::MAX) * 1000),
        Just(-300_000_000_000_000i64),
    ];
    let long = prop_oneof![Just(0), 0..40i64, 0..4000i64];
    let due = proptest::option::weighted(0.2, -100.0..30_000.0f64);
    (day, long, 0..8u8, due, "\\PC{0,90}").prop_map(|(day, long, kind, due, title)| {
        let (first, last) = match kind {
            0 => (None, None),
            1 => (Some(day), None),
            2 => (None, Some(day)),
            _ => (Some(day), Some(day + long)),
        };
        let mut one = happening(&title, first, last);
        one.due = due;
        one
    })
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_is_lost(
        lanes in proptest::collection::vec(proptest::collection::vec(any_happening(), 0..25), 0..5)
    ) {
        let wanted = lanes.iter().flatten().filter(|one| one.extent.is_some() || one.due.is_some());
        let wanted = wanted.count();
        let lanes: Vec<_> = lanes.into_iter().map(|events| ("Lane".to_owned(), events)).collect();
        let figure = draw(lanes.clone(), &Labels::english());
        prop_assert_eq!(figure.as_ref().map_or(0, |figure| figure.count), wanted);
        let again = draw(lanes, &Labels::english());
        prop_assert_eq!(format!("{figure:?}"), format!("{again:?}"));
        if let Some(figure) = figure {
            check(&figure);
        }
    }
}
