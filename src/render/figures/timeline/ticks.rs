//! Labels the axis of a timeline.
//!
//! In: a [`Scale`]. Out: days, months or years with their places, as many as fit. Drawing them is
//! left to the theme's templates.

use super::super::measure::Font;
use super::duration::YEAR;
use super::scale::{Scale, Section};
use crate::dossier::Day;
use crate::labels::Labels;
use serde::Serialize;

/// A labelled mark on the axis.
#[derive(Debug, Serialize)]
pub(super) struct Tick {
    pub(super) x: i32,
    /// The label, like `9 Jan`, `Jan` or `2026`.
    pub(super) label: String,
    /// The year, shown below the label. `None` if the label is a year, or if the tick before showed
    /// the same year.
    pub(super) year: Option<String>,
    /// Half of the width reserved for the tick.
    #[serde(skip)]
    half: i32,
}

/// The unit that ticks count, and the number of units between two ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Days(i64),
    Months(i64),
    Years(i64),
}

/// The width of the widest label.
const ROOM: f64 = 46.0;
/// A limit on the ticks of a section. It is never reached, because each tick takes `ROOM`.
const MOST: i64 = 200;

const FONT: Font = Font {
    size: 12.0,
    bold: false,
};

/// The ticks of `scale`. Labels do not overlap. Each section of the axis has at least one tick, if
/// there is room.
pub(super) fn ticks(scale: &Scale, labels: &Labels) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    for section in &scale.sections {
        let unit = unit(section.units);
        let mut days = moments(unit, section.days.from, section.days.to);
        let inside = |day: &Day| (day.number() as f64) < section.days.to;
        if !days.iter().any(inside) {
            days = vec![first_day(section)];
        } else {
            // The free space beside the section continues its time, so it may have ticks too.
            let free = |pad: f64| (pad - 14.0).max(0.0) / section.units;
            let from = section.days.from - free(section.before);
            days = moments(unit, from, section.days.to + free(section.after));
        }
        let mut told = None;
        for day in days {
            let tick = tick(
                unit,
                day,
                section
                    .place(day.number() as f64)
                    .max(section.x - section.before),
                &mut told,
                labels,
            );
            let before = ticks.last().map_or(i32::MIN / 2, |last| last.x + last.half);
            if tick.x - tick.half >= before + 4 {
                ticks.push(tick);
            } else {
                told = None;
            }
        }
    }
    ticks
}

/// The finest unit with room for its labels, if a day is `units` wide.
fn unit(units: f64) -> Unit {
    let short = [
        (Unit::Days(1), 1.0),
        (Unit::Days(7), 7.0),
        (Unit::Months(1), 28.0),
        (Unit::Months(3), 90.0),
        (Unit::Months(6), 181.0),
    ];
    if let Some((unit, _)) = short.iter().find(|(_, days)| days * units >= ROOM) {
        return *unit;
    }
    let mut years = 1;
    loop {
        for step in [1, 2, 5] {
            let step: i64 = years * step;
            if step as f64 * YEAR * units >= ROOM || years >= 100_000_000_000 {
                return Unit::Years(step);
            }
        }
        years *= 10;
    }
}

/// The days between `from` and `to` at which the unit begins.
fn moments(unit: Unit, from: f64, to: f64) -> Vec<Day> {
    let first = Day::new(from.ceil() as i64);
    let (year, month, _) = first.date();
    let days: Box<dyn Iterator<Item = Day>> = match unit {
        Unit::Days(step) => {
            // 1970-01-05 was a Monday.
            let start = match step {
                1 => first.number(),
                _ => first.number() + (4 - first.number()).rem_euclid(step),
            };
            Box::new((0..MOST).map(move |n| Day::new(start + n * step)))
        }
        Unit::Months(step) => {
            let start = year * 12 + (i64::from(month) - 1).div_euclid(step) * step;
            Box::new((0..MOST).map(move |n| {
                let month = start + n * step;
                Day::of(month.div_euclid(12), (month.rem_euclid(12) + 1) as u8, 1)
            }))
        }
        Unit::Years(step) => {
            let start = year.div_euclid(step) * step;
            Box::new((0..MOST).map(move |n| Day::of(start + n * step, 1, 1)))
        }
    };
    days.skip_while(|day| (day.number() as f64) < from)
        .take_while(|day| day.number() as f64 <= to)
        .collect()
}

fn first_day(section: &Section) -> Day {
    Day::new(section.days.from.floor() as i64)
}

fn tick(unit: Unit, day: Day, x: f64, told: &mut Option<i64>, labels: &Labels) -> Tick {
    let (year, month, _) = day.date();
    let (label, year) = match unit {
        Unit::Years(_) => (year_label(year), None),
        Unit::Months(_) | Unit::Days(_) => {
            let label = match unit {
                Unit::Days(_) => labels.short_date(day),
                _ => labels.short_month(month).to_owned(),
            };
            let first = told.replace(year) != Some(year);
            (label, first.then(|| year_label(year)))
        }
    };
    let wide = |text: &String| FONT.width(text);
    let width = wide(&label).max(year.as_ref().map_or(0, wide));
    Tick {
        x: x.round() as i32,
        label,
        year,
        half: width / 2 + 1,
    }
}

fn year_label(year: i64) -> String {
    let text = year.unsigned_abs().to_string();
    if year < 0 { format!("−{text}") } else { text }
}
