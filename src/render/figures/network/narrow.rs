//! Reduces the number of columns.
//!
//! In: ranks by the direction of ties, which may need more columns than fit on a page. Out: ranks
//! in few columns, with some ties from right to left. Finding the first ranks is left to
//! `ranks.rs`.
//!
//! One node at a time moves to the column that suits its ties best, until none moves. This ends,
//! because each move lowers the total cost.

/// The cost of two tied actors in the same column, which cannot be drawn.
const LEVEL: i32 = 1000;
/// The cost of a tie from right to left.
const BACK: i32 = 3;
/// The cost of each column that a tie passes.
const PASSED: i32 = 2;

/// Moves `ranks` into at most `columns` columns, or as few more as needed. Every edge must connect
/// different columns. `ranks` already does, and is returned if no narrower arrangement does.
pub(super) fn narrow(ranks: Vec<i32>, edges: &[(usize, usize)], columns: i32) -> Vec<i32> {
    let highest = ranks.iter().max().copied().unwrap_or(0);
    for most in columns..=highest {
        let squeezed = ranks
            .iter()
            .map(|rank| rank * most / (highest + 1))
            .collect();
        let settled = settle(squeezed, edges, most);
        let holds = |(from, to): &(usize, usize)| settled[*from] != settled[*to];
        if edges.iter().all(holds) {
            let least = settled.iter().min().copied().unwrap_or(0);
            return settled.iter().map(|rank| rank - least).collect();
        }
    }
    ranks
}

fn settle(mut ranks: Vec<i32>, edges: &[(usize, usize)], columns: i32) -> Vec<i32> {
    let mut neighbours: Vec<Vec<(usize, bool)>> = vec![Vec::new(); ranks.len()];
    for (from, to) in edges {
        neighbours[*from].push((*to, true));
        neighbours[*to].push((*from, false));
    }
    loop {
        let mut moved = false;
        for node in 0..ranks.len() {
            let cost = |rank: i32| -> i32 {
                let of = neighbours[node].iter();
                of.map(|(other, out)| {
                    if *out {
                        cost(ranks[*other] - rank)
                    } else {
                        cost(rank - ranks[*other])
                    }
                })
                .sum()
            };
            let best = (0..columns).min_by_key(|rank| (cost(*rank), (rank - ranks[node]).abs()));
            if let Some(best) = best
                && cost(best) < cost(ranks[node])
            {
                ranks[node] = best;
                moved = true;
            }
        }
        if !moved {
            return ranks;
        }
    }
}

/// The cost of an edge that leads `steps` columns to the right.
fn cost(steps: i32) -> i32 {
    match steps {
        0 => LEVEL,
        steps if steps < 0 => BACK + (-steps - 1) * PASSED,
        steps => (steps - 1) * PASSED,
    }
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn a_chain_is_folded() {
        let edges: Vec<_> = (0..9).map(|at| (at, at + 1)).collect();
        let ranks = narrow((0..10).collect(), &edges, 4);
        assert!(ranks.iter().all(|rank| (0..4).contains(rank)), "{ranks:?}");
        for (from, to) in edges {
            assert_eq!((ranks[from] - ranks[to]).abs(), 1, "{ranks:?}");
        }
    }

    #[test]
    fn what_needs_more_columns_has_them() {
        let all = |from: usize| (from + 1..6).map(move |to| (from, to));
        let edges: Vec<_> = (0..6).flat_map(all).collect();
        assert_eq!(narrow((0..6).collect(), &edges, 4), [0, 1, 2, 3, 4, 5]);
    }
}
