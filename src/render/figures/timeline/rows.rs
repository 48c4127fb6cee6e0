//! Assigns the events of a lane to rows.
//!
//! In: the extent of an event's marks, and the width of its label. Out: the first row with room for
//! both, and the side of the label. Drawing is left to `mod.rs`.

use super::sizes::{HALF, SPACE};

/// The space that an event's marks take.
#[derive(Debug)]
pub(super) struct Space {
    pub(super) left: i32,
    pub(super) right: i32,
    /// The left edges and widths of spaces for the label: in a bar, or between two marks.
    pub(super) inside: Vec<(i32, i32)>,
}

/// The side of the marks on which a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Inside a bar, or between two marks.
    Inside,
    Right,
    Left,
}

/// The place of an event's marks and label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The row, counted from 0.
    pub(super) row: i32,
    /// The left and right edges of marks and label together.
    pub(super) from: i32,
    pub(super) to: i32,
    /// The left edge of the label.
    pub(super) x: i32,
    /// The width available for the label.
    pub(super) room: i32,
    /// The side of the label.
    pub(super) side: Side,
}

/// The rows of a lane, and the parts of them that are taken.
#[derive(Debug)]
pub(super) struct Rows {
    width: i32,
    taken: Vec<Vec<(i32, i32)>>,
    /// For each row, an upper limit on the width that still fits. It lets most rows of a crowded
    /// lane be skipped.
    widest: Vec<i32>,
}

/// The least distance between two events in a row.
const APART: i32 = 10;

impl Rows {
    /// Starts with no rows. Each row will be `width` wide.
    pub(super) fn new(width: i32) -> Self {
        Self {
            width,
            taken: Vec::new(),
            widest: Vec::new(),
        }
    }

    /// The number of rows so far.
    pub(super) fn count(&self) -> i32 {
        self.taken.len() as i32
    }

    /// Reserves room for marks and a label of width `wanted`.
    pub(super) fn place(&mut self, space: &Space, wanted: i32) -> Placed {
        let sides = self.sides(space, wanted);
        let narrowest = sides.iter().map(|side| side.to - side.from).min();
        for (row, taken) in self.taken.iter_mut().enumerate() {
            if narrowest.is_some_and(|narrowest| narrowest > self.widest[row]) {
                continue;
            }
            for side in &sides {
                let free =
                    |(from, to): &(i32, i32)| side.to + APART <= *from || to + APART <= side.from;
                if taken.iter().all(free) {
                    taken.push((side.from, side.to));
                    self.widest[row] = widest(taken, self.width);
                    return Placed {
                        row: row as i32,
                        ..*side
                    };
                }
            }
        }
        let side = sides[0];
        let taken = vec![(side.from, side.to)];
        self.widest.push(widest(&taken, self.width));
        self.taken.push(taken);
        Placed {
            row: self.count() - 1,
            ..side
        }
    }

    /// Extends a label into the free space beside it, up to width `wanted`. Returns its left edge
    /// and the width it now has.
    pub(super) fn widen(&mut self, placed: &Placed, wanted: i32) -> (i32, i32) {
        let kept = (placed.x, placed.room);
        let Some(taken) = self.taken.get_mut(placed.row as usize) else {
            return kept;
        };
        let wider = match placed.side {
            Side::Inside => return kept,
            Side::Right => {
                let next = taken.iter().map(|(from, _)| from - APART);
                let next = next.filter(|from| *from >= placed.to).min();
                let end = next.unwrap_or(self.width).min(placed.x + wanted);
                (placed.x, end - placed.x)
            }
            Side::Left => {
                let before = taken.iter().map(|(_, to)| to + APART);
                let before = before.filter(|to| *to <= placed.from).max();
                let end = placed.x + placed.room;
                let start = before.unwrap_or(0).max(end - wanted);
                (start, end - start)
            }
        };
        if wider.1 <= placed.room {
            return kept;
        }
        for place in taken.iter_mut().filter(|place| place.0 == placed.from) {
            *place = (place.0.min(wider.0), place.1.max(wider.0 + wider.1));
        }
        wider
    }

    /// The sides with room for the whole label: in the mark, right of it, left of it. If no side
    /// has room, the one with most room. Never empty.
    fn sides(&self, space: &Space, wanted: i32) -> Vec<Placed> {
        let inside = space.inside.iter().map(|(x, width)| Placed {
            row: 0,
            from: space.left,
            to: space.right,
            x: x + HALF,
            room: width - 2 * HALF,
            side: Side::Inside,
        });
        let x = space.right + SPACE;
        let right = Placed {
            row: 0,
            from: space.left,
            to: (x + wanted).min(self.width),
            x,
            room: (self.width - x).min(wanted),
            side: Side::Right,
        };
        let room = space.left - SPACE;
        let left = Placed {
            row: 0,
            from: (room - wanted).max(0),
            to: space.right,
            x: (room - wanted).max(0),
            room: room.min(wanted),
            side: Side::Left,
        };
        let all = || inside.clone().chain([right, left]);
        let fitting: Vec<Placed> = all().filter(|side| side.room >= wanted).collect();
        if fitting.is_empty() {
            let widest = all().max_by_key(|side| side.room);
            return widest.into_iter().collect();
        }
        fitting
    }
}

/// The widest gap beside or between the `taken` parts of a row of width `width`.
fn widest(taken: &[(i32, i32)], width: i32) -> i32 {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    // A mark may extend beyond the row.
    let mut free_from = -width;
    let mut widest = 0;
    for (from, to) in taken {
        widest = widest.max(from - APART - free_from);
        free_from = to + APART;
    }
    widest.max(2 * width - free_from)
}
