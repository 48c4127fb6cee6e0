//! Orders the items within columns.
//!
//! In: [`Columns`] in any order. Out: the same items in an order with few crossings. Each column is
//! sorted by the average place of its neighbours. Then adjacent items are swapped as long as that
//! helps. Heights are left to `place.rs`.

use super::columns::Columns;

/// The number of times that all columns are sorted, from the left and then from the right.
const SWEEPS: usize = 12;

/// Orders the items of all columns.
pub(super) fn order(columns: &mut Columns) {
    begin(columns);
    let mut best = columns.columns.clone();
    let mut least = crossings(columns);
    for sweep in 0..SWEEPS {
        let last = columns.columns.len();
        for column in 1..last {
            sort(columns, column, Side::Before);
        }
        for column in (0..last.saturating_sub(1)).rev() {
            sort(columns, column, Side::After);
        }
        if sweep % 2 == 1 {
            exchange(columns);
        }
        let now = crossings(columns);
        if now < least {
            least = now;
            best.clone_from(&columns.columns);
        }
        if least == 0 {
            break;
        }
    }
    columns.columns = best;
    exchange(columns);
}

#[derive(Debug, Clone, Copy)]
enum Side {
    Before,
    After,
}

/// The first order: that of a walk along the lines, which keeps connected items together.
fn begin(columns: &mut Columns) {
    let count = columns.items.len();
    let mut seen = vec![false; count];
    let mut ordered: Vec<Vec<usize>> = vec![Vec::new(); columns.columns.len()];
    for start in columns.columns.iter().flatten() {
        let mut next = vec![*start];
        while let Some(item) = next.pop() {
            if std::mem::replace(&mut seen[item], true) {
                continue;
            }
            ordered[columns.items[item].column].push(item);
            let of = &columns.items[item];
            next.extend(of.before.iter().rev());
            next.extend(of.after.iter().rev());
        }
    }
    columns.columns = ordered;
}

/// The place of each item in its column.
fn places(columns: &Columns) -> Vec<usize> {
    let mut places = vec![0; columns.items.len()];
    for column in &columns.columns {
        for (at, item) in column.iter().enumerate() {
            places[*item] = at;
        }
    }
    places
}

fn sort(columns: &mut Columns, column: usize, side: Side) {
    let places = places(columns);
    let items = &columns.items;
    let mean = |item: &usize| {
        let neighbours = match side {
            Side::Before => &items[*item].before,
            Side::After => &items[*item].after,
        };
        let sum: usize = neighbours.iter().map(|other| places[*other]).sum();
        (!neighbours.is_empty()).then(|| sum as f64 / neighbours.len() as f64)
    };
    // Items without neighbours on that side keep their places. The others share the rest in order.
    let now = &columns.columns[column];
    let mut moving: Vec<(f64, usize)> = now
        .iter()
        .filter_map(|item| Some((mean(item)?, *item)))
        .collect();
    moving.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut moving = moving.into_iter().map(|(_, item)| item);
    let sorted: Vec<usize> = now
        .iter()
        .filter_map(|item| {
            if mean(item).is_some() {
                moving.next()
            } else {
                Some(*item)
            }
        })
        .collect();
    columns.columns[column] = sorted;
}

/// Swaps adjacent items if fewer lines then cross.
fn exchange(columns: &mut Columns) {
    for _ in 0..8 {
        let mut changed = false;
        for column in 0..columns.columns.len() {
            let places = places(columns);
            for at in 1..columns.columns[column].len() {
                let (upper, lower) = (columns.columns[column][at - 1], columns.columns[column][at]);
                let (now, then) = both(columns, &places, upper, lower);
                if then < now {
                    columns.columns[column].swap(at - 1, at);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
}

/// The number of crossings between the lines of two items: as they are, and after a swap.
fn both(columns: &Columns, places: &[usize], upper: usize, lower: usize) -> (usize, usize) {
    let (upper, lower) = (&columns.items[upper], &columns.items[lower]);
    let (mut now, mut then) = (0, 0);
    for (of_upper, of_lower) in [(&upper.before, &lower.before), (&upper.after, &lower.after)] {
        for one in of_upper {
            for other in of_lower {
                now += usize::from(places[*one] > places[*other]);
                then += usize::from(places[*one] < places[*other]);
            }
        }
    }
    (now, then)
}

/// The number of crossings in all columns.
fn crossings(columns: &Columns) -> usize {
    let places = places(columns);
    let mut count = 0;
    for column in &columns.columns {
        // The sorted ends of earlier lines. Lines with an end below this one cross it.
        let mut ends: Vec<usize> = Vec::new();
        for item in column {
            let mut own: Vec<usize> = columns.items[*item]
                .after
                .iter()
                .map(|to| places[*to])
                .collect();
            own.sort_unstable();
            for end in &own {
                count += ends.len() - ends.partition_point(|other| other <= end);
            }
            ends.extend(own);
            ends.sort_unstable();
        }
    }
    count
}
