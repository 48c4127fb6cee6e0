//! The timeline. In: events with what is known of when they were or are due, each in a lane. Out: a [`Figure`], in
//! which no label overlaps another and nothing lies outside.

mod rows;
mod scale;
mod ticks;

use super::measure::Font;
use crate::dossier::{Extent, short_date};
use rows::{Rows, Space};
use scale::{Break, Scale, Stretch};
use serde::Serialize;
use ticks::{Tick, ticks};

/// Something to draw.
#[derive(Debug, Clone)]
pub(in crate::render) struct Happening {
    /// What it is.
    pub(in crate::render) title: String,
    /// Title and date in words, for those who do not see the figure.
    pub(in crate::render) name: String,
    /// Where it leads.
    pub(in crate::render) url: Option<String>,
    /// The days it may have been on.
    pub(in crate::render) extent: Option<Extent>,
    /// When it is due, in days since 1970-01-01T00:00Z.
    pub(in crate::render) due: Option<f64>,
}

/// The drawn timeline.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Figure {
    width: i32,
    height: i32,
    /// How many happenings are drawn.
    count: usize,
    /// Where the lanes begin.
    top: i32,
    /// Where they end.
    bottom: i32,
    lanes: Vec<Lane>,
    ticks: Vec<Tick>,
    breaks: Vec<Break>,
    /// Which marks there are, for the legend.
    marks: Marks,
}

/// What belongs together.
#[derive(Debug, Serialize)]
struct Lane {
    title: String,
    /// The line of writing of its title.
    y: i32,
    /// Where it ends.
    bottom: i32,
    items: Vec<Item>,
}

/// A happening, drawn.
#[derive(Debug, Serialize)]
struct Item {
    name: String,
    url: Option<String>,
    /// The middle of its row.
    y: i32,
    /// All of it, from left to right.
    left: i32,
    width: i32,
    /// The middle of the mark of one day.
    dot: Option<i32>,
    /// The days it may have been on.
    bar: Option<Bar>,
    /// The middle of the mark of what is due.
    due: Option<i32>,
    /// From the date to what is due.
    tie: Option<(i32, i32)>,
    /// Whether the date is uncertain or approximate.
    doubtful: bool,
    /// The label's left edge.
    x: i32,
    /// The date where it is one day: `9 Jan`.
    when: Option<String>,
    label: String,
}

/// A stretch of days. Ends that are not known fade.
#[derive(Debug, Clone, Copy, Serialize)]
struct Bar {
    x: i32,
    width: i32,
    /// Whether its left end is open.
    fades_in: bool,
    /// Whether its right end is.
    fades_out: bool,
}

/// Which kinds of marks a timeline has.
#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Marks {
    day: bool,
    stretch: bool,
    doubtful: bool,
    open: bool,
    due: bool,
    shortened: bool,
}

/// The figure's width. On an A4 sheet it is scaled by about 0.7, which leaves labels at 7 points.
const WIDTH: i32 = 960;
/// Room beside the axis, for ends that fade.
const MARGIN: i32 = 26;
/// What an open end takes beyond the day that is known.
const FADE: i32 = 36;
/// Where the first lane begins, below the axis.
const TOP: i32 = 46;
/// A row; also the height of a link, at least 24 (WCAG 2.2, success criterion 2.5.8).
const ROW: i32 = 26;
/// The title of a lane.
const TITLE: i32 = 30;
/// What is free below the rows of a lane.
const AFTER: i32 = 8;
/// The axis below the lanes.
const BOTTOM: i32 = 42;
/// The widest label.
const LABEL: i32 = 290;
/// Half a mark.
const HALF: i32 = 7;
/// From a mark to its label.
const SPACE: i32 = 5;

const FONT: Font = Font {
    size: 13.0,
    bold: false,
};
const BOLD: Font = Font {
    size: 13.0,
    bold: true,
};

/// Draws `lanes`, each a title and what is in it, in the order of time. Lanes with nothing to draw are left out; `None` where there is
/// nothing at all.
pub(in crate::render) fn draw(lanes: Vec<(String, Vec<Happening>)>) -> Option<Figure> {
    let stretches: Vec<Stretch> = lanes
        .iter()
        .flat_map(|(_, happenings)| happenings)
        .flat_map(stretches)
        .collect();
    if stretches.is_empty() {
        return None;
    }
    let scale = Scale::new(&stretches, MARGIN, WIDTH - MARGIN);
    let mut top = TOP;
    let mut drawn = Vec::new();
    for (title, happenings) in lanes {
        let mut rows = Rows::new(WIDTH);
        let shown = happenings.into_iter().filter(|one| stretches_of(one) > 0);
        let items: Vec<Item> = shown
            .map(|one| item(one, &scale, &mut rows, top + TITLE))
            .collect();
        if items.is_empty() {
            continue;
        }
        let bottom = top + TITLE + rows.count() * ROW + AFTER;
        drawn.push(Lane {
            title: BOLD.cut(&title, WIDTH - 2 * SPACE),
            y: top + 20,
            bottom,
            items,
        });
        top = bottom;
    }
    let items = || drawn.iter().flat_map(|lane| &lane.items);
    let bar = |is: fn(&Bar) -> bool| items().any(|item| item.bar.as_ref().is_some_and(is));
    let marks = Marks {
        day: items().any(|item| item.dot.is_some() && !item.doubtful),
        stretch: bar(|bar| !(bar.fades_in || bar.fades_out)),
        doubtful: items().any(|item| item.doubtful),
        open: bar(|bar| bar.fades_in || bar.fades_out),
        due: items().any(|item| item.due.is_some()),
        shortened: !scale.breaks.is_empty(),
    };
    Some(Figure {
        width: WIDTH,
        height: top + BOTTOM,
        count: items().count(),
        top: TOP,
        bottom: top,
        ticks: ticks(&scale),
        lanes: drawn,
        breaks: scale.breaks,
        marks,
    })
}

fn stretches_of(one: &Happening) -> usize {
    stretches(one).count()
}

/// The time that a happening is drawn over; none where nothing is known.
fn stretches(one: &Happening) -> impl Iterator<Item = Stretch> + use<> {
    let date = one.extent.and_then(|extent| {
        let first = extent.first.or(extent.last)?.number() as f64;
        let last = extent.last.or(extent.first)?.number() as f64;
        let (from, to) = match (extent.first, extent.last) {
            (None, _) => (last + 1.0, last + 1.0),
            (_, None) => (first, first),
            _ => (first, last.max(first) + 1.0),
        };
        Some(Stretch { from, to })
    });
    let due = one.due.map(|at| Stretch { from: at, to: at });
    date.into_iter().chain(due)
}

/// Draws one, in a row of its lane.
fn item(one: Happening, scale: &Scale, rows: &mut Rows, top: i32) -> Item {
    let x = |day: f64| scale.x(day).round() as i32;
    let due = one.due.map(x);
    let mut dot = None;
    let mut bar = None;
    let mut when = one.due.map(|at| {
        let day = crate::dossier::Day::new(at.floor() as i64);
        format!("due {}", short_date(day))
    });
    if let Some(extent) = one.extent {
        match (extent.first, extent.last) {
            (Some(first), Some(last)) if last <= first => {
                dot = Some(x(first.number() as f64 + 0.5));
                when = Some(match when {
                    Some(due) => format!("{}, {due}", short_date(first)),
                    None => short_date(first),
                });
                // What is due on the day it is dated has one mark.
                let on_the_day = |at: f64| at.floor() as i64 == first.number();
                if one.due.is_some_and(on_the_day) {
                    dot = None;
                    when = Some(format!("due {}", short_date(first)));
                }
            }
            (first, last) => {
                let from = first.map(|day| x(day.number() as f64));
                let to = last.map(|day| x(day.number() as f64 + 1.0));
                let start = from.unwrap_or_else(|| to.unwrap_or(MARGIN) - FADE).max(0);
                let end = to
                    .unwrap_or_else(|| from.unwrap_or(MARGIN) + FADE)
                    .min(WIDTH);
                // A day in years is less than a unit; it still must be seen.
                let width = (end - start).max(2 * HALF);
                bar = Some(Bar {
                    x: start.min(WIDTH - width),
                    width,
                    fades_in: first.is_none(),
                    fades_out: last.is_none(),
                });
            }
        }
    }
    let marks = [
        dot.map(|x| (x - HALF, x + HALF)),
        bar.map(|bar| (bar.x, bar.x + bar.width)),
        due.map(|x| (x - HALF, x + HALF)),
    ];
    let left = marks.iter().flatten().map(|(from, _)| *from).min();
    let right = marks.iter().flatten().map(|(_, to)| *to).max();
    let (left, right) = (left.unwrap_or(0), right.unwrap_or(0));
    let tie = due.and_then(|due| {
        let (from, to) = dot
            .map(|x| (x, x))
            .or(bar.map(|bar| (bar.x, bar.x + bar.width)))?;
        let ends = if due > to { (to, due) } else { (due, from) };
        (ends.1 > ends.0).then_some(ends)
    });
    let space = Space {
        left,
        right,
        inside: inside(dot, bar, due),
    };
    let when_width = when.as_ref().map_or(0, |when| BOLD.width(when) + 5);
    let wanted = (when_width + FONT.width(&one.title)).min(LABEL);
    let placed = rows.place(&space, wanted);
    let label = FONT.cut(&one.title, placed.room - when_width);
    // Words between a date and what is due stand in place of the line.
    let end = placed.x + when_width + FONT.width(&label) + SPACE;
    let tie = tie
        .map(|(from, to)| {
            (
                if placed.x >= from && end > from {
                    end
                } else {
                    from
                },
                to,
            )
        })
        .filter(|(from, to)| from < to);
    Item {
        name: one.name,
        url: one.url,
        y: top + placed.row * ROW + ROW / 2,
        left: placed.from,
        width: placed.to - placed.from,
        dot,
        bar,
        due,
        tie,
        doubtful: one.extent.is_some_and(|extent| extent.doubtful),
        x: placed.x,
        when,
        label,
    }
}

/// Where words have room between or in marks, each with its width.
fn inside(dot: Option<i32>, bar: Option<Bar>, due: Option<i32>) -> Vec<(i32, i32)> {
    let mut edges: Vec<i32> = Vec::new();
    edges.extend(dot.iter().flat_map(|x| [x - HALF, x + HALF]));
    edges.extend(bar.iter().flat_map(|bar| [bar.x, bar.x + bar.width]));
    edges.extend(due.iter().flat_map(|x| [x - HALF, x + HALF]));
    edges.sort_unstable();
    let on_mark = |from: i32| [dot, due].contains(&Some(from + HALF));
    let between = edges.windows(2).map(|pair| (pair[0], pair[1] - pair[0]));
    between
        .filter(|(from, width)| !on_mark(*from) && *width > 0)
        .collect()
}

#[cfg(test)]
mod tests;
