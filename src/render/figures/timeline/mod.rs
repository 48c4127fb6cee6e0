//! Draws the timeline.
//!
//! In: events in lanes, each with what is known of its date and deadline. Out: a [`Figure`] in
//! which no labels overlap and nothing is outside. Turning it into SVG is left to templates.

mod crowd;
mod duration;
mod happening;
mod marks;
mod rows;
mod scale;
mod sizes;
mod stretch;
mod ticks;

pub(in crate::render) use happening::Happening;

use super::measure::Font;
use crate::labels::Labels;
use happening::stretches;
use marks::{Bar, Drawn};
use rows::{Placed, Rows, Side};
use scale::{Break, CloseUp, Scale};
use serde::Serialize;
use sizes::{MARGIN, SPACE, WIDTH};
use stretch::Stretch;
use ticks::{Tick, ticks};

/// The drawn timeline.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Figure {
    /// What it shows, in words.
    name: String,
    width: i32,
    height: i32,
    /// The number of events drawn.
    count: usize,
    /// The top of the first lane.
    top: i32,
    /// The bottom of the last lane.
    bottom: i32,
    lanes: Vec<Lane>,
    ticks: Vec<Tick>,
    breaks: Vec<Break>,
    /// The stretches left out, in words.
    left_out: Option<String>,
    close_ups: Vec<CloseUp>,
    /// The kinds of marks drawn, for the legend.
    marks: Marks,
}

/// A lane: a title and the events under it.
#[derive(Debug, Serialize)]
struct Lane {
    title: String,
    /// The baseline of the title.
    y: i32,
    /// The bottom of the lane.
    bottom: i32,
    items: Vec<Item>,
}

/// A drawn event.
#[derive(Debug, Serialize)]
struct Item {
    name: String,
    url: Option<String>,
    /// The vertical centre of its row.
    y: i32,
    /// The left edge and width of the event with its label.
    left: i32,
    width: i32,
    /// The centre of the mark for a single day.
    dot: Option<i32>,
    /// The range of possible days.
    bar: Option<Bar>,
    /// The centre of the mark for the deadline.
    due: Option<i32>,
    /// The line from the date to the deadline: start and end.
    tie: Option<(i32, i32)>,
    /// Whether the date is uncertain or approximate.
    doubtful: bool,
    /// The left edge of the label.
    x: i32,
    /// The words before the title: the date, if it is one day, and the deadline, like `9 Jan`.
    when: Option<String>,
    label: String,
}

/// The kinds of marks in a timeline.
#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Marks {
    day: bool,
    stretch: bool,
    doubtful: bool,
    open: bool,
    due: bool,
}

/// The top of the first lane, below the axis.
const TOP: i32 = 46;
/// The height of a row, which is also the height of a link: at least 24 (WCAG 2.2, success
/// criterion 2.5.8).
const ROW: i32 = 26;
/// The height of a lane's title.
const TITLE: i32 = 30;
/// The space below the rows of a lane.
const AFTER: i32 = 8;
/// The height of the axis below the lanes.
const BOTTOM: i32 = 42;
/// The width to which labels are limited while other labels need room.
const LABEL: i32 = 250;

const FONT: Font = Font {
    size: 13.0,
    bold: false,
};
const BOLD: Font = Font {
    size: 13.0,
    bold: true,
};

/// Draws `lanes`, each with a title and its events in order of time. Lanes with nothing to draw are
/// left out. `None` if nothing can be drawn.
pub(in crate::render) fn draw(
    lanes: Vec<(String, Vec<Happening>)>,
    labels: &Labels,
) -> Option<Figure> {
    let all: Vec<Stretch> = lanes
        .iter()
        .flat_map(|(_, happenings)| happenings)
        .flat_map(stretches)
        .collect();
    if all.is_empty() {
        return None;
    }
    let scale = Scale::new(&all, MARGIN, WIDTH - MARGIN, labels);
    let mut top = TOP;
    let mut drawn = Vec::new();
    for (title, happenings) in lanes {
        let mut rows = Rows::new(WIDTH);
        let shown = happenings
            .into_iter()
            .filter(|one| stretches(one).next().is_some());
        let sketches: Vec<Sketch> = shown
            .map(|one| sketch(one, &scale, &mut rows, labels))
            .collect();
        let sketches = sketches.into_iter();
        let items: Vec<Item> = sketches
            .map(|sketch| item(sketch, &mut rows, top + TITLE))
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
    };
    let left_out: Vec<&str> = scale.breaks.iter().map(|gap| gap.label.as_str()).collect();
    let left_out = (!left_out.is_empty()).then(|| left_out.join(", "));
    Some(Figure {
        name: labels.figure_timeline_of(items().count(), labels.figure_timeline()),
        left_out: left_out.map(|stretches| labels.figure_left_out(stretches)),
        width: WIDTH,
        height: top + BOTTOM,
        count: items().count(),
        top: TOP,
        bottom: top,
        ticks: ticks(&scale, labels),
        lanes: drawn,
        breaks: scale.breaks,
        close_ups: scale.close_ups,
        marks,
    })
}

/// An event with its place in a row.
struct Sketch {
    one: Happening,
    drawn: Drawn,
    /// The width of the date before the title.
    when: i32,
    placed: Placed,
}

/// Finds a row for an event.
fn sketch(one: Happening, scale: &Scale, rows: &mut Rows, labels: &Labels) -> Sketch {
    let drawn = marks::drawn(&one, scale, labels);
    let when = drawn
        .when
        .as_ref()
        .map_or(0, |when| BOLD.width(when) + SPACE);
    let wanted = when + FONT.width(&one.title);
    let placed = rows.place(&drawn.space(), wanted.min(LABEL));
    Sketch {
        one,
        drawn,
        when,
        placed,
    }
}

/// Completes an event with as much of its label as fits, now that all events have their places.
fn item(sketch: Sketch, rows: &mut Rows, top: i32) -> Item {
    let Sketch {
        one,
        drawn,
        when,
        placed,
    } = sketch;
    let (mut x, room) = rows.widen(&placed, when + FONT.width(&one.title));
    let label = FONT.cut(&one.title, room - when);
    let width = when + FONT.width(&label);
    if placed.side == Side::Left {
        // Move a shortened label up to its mark.
        x += (room - width).max(0);
    }
    let end = x + width;
    let left = match placed.side {
        Side::Left => x,
        Side::Inside | Side::Right => placed.from,
    };
    Item {
        y: top + placed.row * ROW + ROW / 2,
        left,
        width: placed.to.max(end) - left,
        dot: drawn.dot,
        bar: drawn.bar,
        due: drawn.due,
        tie: drawn.tie_beside(x, end),
        doubtful: one.extent.is_some_and(|extent| extent.doubtful),
        x,
        when: drawn.when,
        label,
        name: one.name,
        url: one.url,
    }
}

#[cfg(test)]
mod tests;
