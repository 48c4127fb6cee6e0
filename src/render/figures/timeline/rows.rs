//! The rows of a lane. In: how far a mark reaches and how wide its label is. Out: the first row in which both have room,
//! and on which side of the mark the label stands.

use super::{HALF, SPACE};

/// What a mark takes.
#[derive(Debug)]
pub(super) struct Space {
    pub(super) left: i32,
    pub(super) right: i32,
    /// The left edge and the width of what may hold the label: a bar, or what is free between two marks.
    pub(super) inside: Vec<(i32, i32)>,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// In its mark, or between two marks.
    Inside,
    Right,
    Left,
}

/// Where a mark and its label stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The row, from 0.
    pub(super) row: i32,
    /// From the left edge of both to the right one.
    pub(super) from: i32,
    pub(super) to: i32,
    /// The left edge of the label.
    pub(super) x: i32,
    /// How wide the label may be.
    pub(super) room: i32,
    /// Where the label stands.
    pub(super) side: Side,
}

/// Rows, and what of them is taken.
#[derive(Debug)]
pub(super) struct Rows {
    width: i32,
    taken: Vec<Vec<(i32, i32)>>,
    /// For each row an upper limit for the width that still fits in. With it, most rows of a crowded lane are skipped.
    widest: Vec<i32>,
}

/// What is free at least between two in a row.
const APART: i32 = 10;

impl Rows {
    /// No rows yet, each to be as wide as `width`.
    pub(super) fn new(width: i32) -> Self {
        Self {
            width,
            taken: Vec::new(),
            widest: Vec::new(),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> i32 {
        self.taken.len() as i32
    }

    /// Takes room for a mark and a label of the width `wanted`.
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

    /// Takes what is free beside a label, up to `wanted` for all of it, and returns the label's left edge and how much room it
    /// has then.
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

    /// The sides on which the whole label has room: in the mark, right of it, left of it. Where there is none, the one with
    /// most room, with less of the label; never empty.
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

/// The width of the widest gap beside or between what is `taken` in a row of the width `width`.
fn widest(taken: &[(i32, i32)], width: i32) -> i32 {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    // A mark may reach beyond the row.
    let mut free_from = -width;
    let mut widest = 0;
    for (from, to) in taken {
        widest = widest.max(from - APART - free_from);
        free_from = to + APART;
    }
    widest.max(2 * width - free_from)
}
