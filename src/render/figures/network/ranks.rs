//! Assigns actors to ranks.
//!
//! In: directed edges of a connected graph. Out: a rank for each node. Every edge leads to a higher
//! rank, after the edges that close cycles are reversed. The total length of the edges is as small
//! as possible. Limiting the number of ranks is left to `narrow.rs`.
//!
//! Cycles are broken by the heuristic of Eades, Lin and Smyth (1993). Lengths are minimised by the
//! network simplex method of Gansner, Koutsofios, North and Vo (1993).

/// The ranks of `nodes` nodes, from 0. All nodes must be connected by `edges`.
pub(super) fn ranks(nodes: usize, edges: &[(usize, usize)]) -> Vec<i32> {
    let turned = turned(nodes, edges);
    let along: Vec<(usize, usize)> = edges
        .iter()
        .zip(&turned)
        .map(|((from, to), turn)| if *turn { (*to, *from) } else { (*from, *to) })
        .collect();
    let mut ranks = longest_paths(nodes, &along);
    let mut tree = tight_tree(&mut ranks, &along);
    // Steps usually shorten the edges. The limit keeps rare graphs from taking long.
    for _ in 0..4 * edges.len() {
        if !improve(&mut ranks, &along, &mut tree) {
            break;
        }
    }
    let least = ranks.iter().min().copied().unwrap_or(0);
    for rank in &mut ranks {
        *rank -= least;
    }
    ranks
}

/// Which edges lead backwards, in an order of the nodes with few backward edges.
fn turned(nodes: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut left: Vec<usize> = (0..nodes).collect();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    let mut ins = vec![0_i32; nodes];
    let mut outs = vec![0_i32; nodes];
    for (from, to) in edges {
        outs[*from] += 1;
        ins[*to] += 1;
    }
    while !left.is_empty() {
        let sink = left.iter().position(|node| outs[*node] == 0);
        let source = || left.iter().position(|node| ins[*node] == 0);
        let most = || {
            let surplus = |(_, node): &(usize, &usize)| outs[**node] - ins[**node];
            let best = left.iter().enumerate().map(|one| (surplus(&one), one.0));
            // The first node with the largest surplus.
            best.max_by_key(|(surplus, at)| (*surplus, usize::MAX - at))
                .map_or(0, |(_, at)| at)
        };
        let node = match sink {
            Some(at) => {
                let node = left.remove(at);
                last.push(node);
                node
            }
            None => {
                let at = source().unwrap_or_else(most);
                let node = left.remove(at);
                first.push(node);
                node
            }
        };
        for (from, to) in edges {
            if *from == node {
                ins[*to] -= 1;
            }
            if *to == node {
                outs[*from] -= 1;
            }
        }
    }
    let mut place = vec![0; nodes];
    for (at, node) in first.into_iter().chain(last.into_iter().rev()).enumerate() {
        place[node] = at;
    }
    let leads_back = |(from, to): &(usize, usize)| place[*from] > place[*to];
    edges.iter().map(leads_back).collect()
}

/// The lowest ranks for edges without cycles.
fn longest_paths(nodes: usize, edges: &[(usize, usize)]) -> Vec<i32> {
    let mut ranks = vec![0; nodes];
    // No path has more edges than there are nodes.
    for _ in 0..nodes {
        let mut changed = false;
        for (from, to) in edges {
            if ranks[*to] <= ranks[*from] {
                ranks[*to] = ranks[*from] + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    ranks
}

fn slack(ranks: &[i32], (from, to): (usize, usize)) -> i32 {
    ranks[to] - ranks[from] - 1
}

/// Shifts ranks until edges of minimal length connect all nodes. Returns a tree of these edges, as
/// indices.
fn tight_tree(ranks: &mut [i32], edges: &[(usize, usize)]) -> Vec<usize> {
    let mut reached = vec![false; ranks.len()];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    let mut tree = Vec::new();
    loop {
        let crossing = edges
            .iter()
            .enumerate()
            .filter(|(_, (from, to))| reached[*from] != reached[*to]);
        let Some((at, edge)) = crossing.min_by_key(|(_, edge)| slack(ranks, **edge)) else {
            return tree;
        };
        let gap = slack(ranks, *edge);
        let shift = if reached[edge.0] { gap } else { -gap };
        for (rank, reached) in ranks.iter_mut().zip(&reached) {
            if *reached {
                *rank += shift;
            }
        }
        reached[edge.0] = true;
        reached[edge.1] = true;
        tree.push(at);
    }
}

/// Exchanges one edge of the tree if that can shorten the edges in total. Returns whether it did.
fn improve(ranks: &mut [i32], edges: &[(usize, usize)], tree: &mut [usize]) -> bool {
    for at in 0..tree.len() {
        let behind = behind(ranks.len(), edges, tree, at);
        let across =
            |(from, to): &(usize, usize)| i32::from(behind[*from]) - i32::from(behind[*to]);
        let cut: i32 = edges.iter().map(across).sum();
        if cut >= 0 {
            continue;
        }
        // The edges that cross the cut the other way keep it tight. The shortest of them enters the
        // tree.
        let other = edges
            .iter()
            .enumerate()
            .filter(|(_, edge)| across(edge) < 0);
        let Some((entering, edge)) = other.min_by_key(|(_, edge)| slack(ranks, **edge)) else {
            continue;
        };
        let gap = slack(ranks, *edge);
        for (rank, behind) in ranks.iter_mut().zip(&behind) {
            if *behind {
                *rank -= gap;
            }
        }
        tree[at] = entering;
        // Without a gap nothing is shorter yet, but the new tree may allow a shortening step.
        return true;
    }
    false
}

/// The nodes on the tail side of the tree's edge `at`.
fn behind(nodes: usize, edges: &[(usize, usize)], tree: &[usize], at: usize) -> Vec<bool> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (place, edge) in tree.iter().enumerate() {
        if place != at {
            let (from, to) = edges[*edge];
            neighbours[from].push(to);
            neighbours[to].push(from);
        }
    }
    let mut behind = vec![false; nodes];
    let mut next = vec![edges[tree[at]].0];
    while let Some(node) = next.pop() {
        if !behind[node] {
            behind[node] = true;
            next.extend(&neighbours[node]);
        }
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::ranks;
    use proptest::prelude::*;

    #[test]
    fn what_stands_before_a_hub_stands_next_to_it() {
        // 0 → 1 → 2, and 3 → 2: 3 must be beside 1 and not beside 0.
        assert_eq!(ranks(4, &[(0, 1), (1, 2), (3, 2)]), [0, 1, 2, 1]);
    }

    #[test]
    fn of_a_circle_one_edge_is_turned() {
        let edges = [(0, 1), (1, 2), (2, 0)];
        let ranks = ranks(3, &edges);
        let turned = edges.iter().filter(|(from, to)| ranks[*from] > ranks[*to]);
        assert_eq!(turned.count(), 1);
    }

    proptest! {
        #[test]
        fn every_edge_leads_to_a_higher_rank(
            parents in proptest::collection::vec((0..1000usize, any::<bool>()), 1..40),
            more in proptest::collection::vec((0..1000usize, 0..1000usize), 0..40),
        ) {
            let nodes = parents.len() + 1;
            let tree = parents.iter().enumerate().map(|(at, (parent, up))| {
                let (one, other) = (at + 1, parent % (at + 1));
                if *up { (one, other) } else { (other, one) }
            });
            let more = more.iter().map(|(a, b)| (a % nodes, b % nodes)).filter(|(a, b)| a != b);
            let edges: Vec<_> = tree.chain(more).collect();
            let turned = super::turned(nodes, &edges);
            let ranks = ranks(nodes, &edges);
            prop_assert_eq!(ranks.iter().min(), Some(&0));
            for ((from, to), turned) in edges.iter().zip(turned) {
                let (low, high) = if turned { (to, from) } else { (from, to) };
                prop_assert!(ranks[*low] < ranks[*high]);
            }
        }
    }
}
