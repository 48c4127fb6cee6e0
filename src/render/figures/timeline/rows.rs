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
}

/// Rows, and what of them is taken.
#[derive(Debug)]
pub(super) struct Rows {
    width: i32,
    taken: Vec<Vec<(i32, i32)>>,
}

/// What is free at least between two in a row.
const APART: i32 = 10;

impl Rows {
    /// No rows yet, each to be as wide as `width`.
    pub(super) fn new(width: i32) -> Self {
        Self {
            width,
            taken: Vec::new(),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> i32 {
        self.taken.len() as i32
    }

    /// Takes room for a mark and a label of the width `wanted`.
    pub(super) fn place(&mut self, space: &Space, wanted: i32) -> Placed {
        let sides = self.sides(space, wanted);
        for (row, taken) in self.taken.iter_mut().enumerate() {
            for side in &sides {
                let free =
                    |(from, to): &(i32, i32)| side.to + APART <= *from || to + APART <= side.from;
                if taken.iter().all(free) {
                    taken.push((side.from, side.to));
                    return Placed {
                        row: row as i32,
                        ..*side
                    };
                }
            }
        }
        let side = sides[0];
        self.taken.push(vec![(side.from, side.to)]);
        Placed {
            row: self.count() - 1,
            ..side
        }
    }

    /// Takes what is free right of a label, up to `wanted` for all of it, and returns how much it has then.
    pub(super) fn widen(&mut self, placed: &Placed, wanted: i32) -> i32 {
        let Some(taken) = self.taken.get_mut(placed.row as usize) else {
            return placed.room;
        };
        let next = taken
            .iter()
            .map(|(from, _)| *from - APART)
            .filter(|from| *from >= placed.to);
        let end = next.min().unwrap_or(self.width).min(placed.x + wanted);
        // Only what ends with its label can grow with it.
        if placed.x + placed.room != placed.to || end <= placed.to {
            return placed.room;
        }
        for place in taken.iter_mut().filter(|place| place.0 == placed.from) {
            place.1 = end;
        }
        end - placed.x
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
        });
        let x = space.right + SPACE;
        let right = Placed {
            row: 0,
            from: space.left,
            to: (x + wanted).min(self.width),
            x,
            room: (self.width - x).min(wanted),
        };
        let room = space.left - SPACE;
        let left = Placed {
            row: 0,
            from: (room - wanted).max(0),
            to: space.right,
            x: (room - wanted).max(0),
            room: room.min(wanted),
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
