//! The timeline. In: events with what is known of when they were or are due, each in a lane. Out: a [`Figure`], in
//! which no label overlaps another and nothing lies outside.

mod crowd;
mod marks;
mod rows;
mod scale;
mod ticks;

use super::measure::Font;
use crate::dossier::Extent;
use crate::labels::Labels;
use marks::{Bar, Drawn, stretches};
use rows::{Placed, Rows, Side};
use scale::{Break, CloseUp, Scale, Stretch};
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
    close_ups: Vec<CloseUp>,
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

/// Which kinds of marks a timeline has.
#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Marks {
    day: bool,
    stretch: bool,
    doubtful: bool,
    open: bool,
    due: bool,
}

/// The figure's width. On an A4 sheet it is scaled by about 0.7, which leaves labels at 7 points.
const WIDTH: i32 = 960;
/// Room beside the axis, for ends that fade.
const MARGIN: i32 = 26;
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
/// The widest label, where others want the room.
const LABEL: i32 = 250;
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
    Some(Figure {
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

/// A happening with its place in a row.
struct Sketch {
    one: Happening,
    drawn: Drawn,
    /// How wide the date in front of the title is.
    when: i32,
    placed: Placed,
}

/// Finds a row for one.
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

/// Writes the label, as much of it as has room now that all others have their places.
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
        // What was cut leaves no gap before the mark.
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
