//! The reading order of a topic's claims.

use crate::assess::Assessed;
use crate::dossier::{Claim, Connections, Key, Topic};

/// The position of a claim among those of its first topic, in the order of the topic's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The claim's first topic.
    pub topic: Key<Topic>,
    /// The position, from 1.
    pub number: usize,
    /// The number of claims with this topic as their first.
    pub of: usize,
    /// The claim before it.
    pub previous: Option<Key<Claim>>,
    /// The claim after it.
    pub next: Option<Key<Claim>>,
}

/// The claims whose first topic is `topic`, by status, then in the order of the files.
pub(super) fn claims_in_order(
    topic: Key<Topic>,
    connections: &Connections,
    assessed: &Assessed,
) -> Vec<Key<Claim>> {
    let all = connections.of_topic(topic).claims.iter();
    let first =
        |claim: &&Key<Claim>| assessed.dossier.claims[**claim].topics.first() == Some(&topic);
    let mut claims: Vec<Key<Claim>> = all.filter(first).copied().collect();
    claims.sort_by_key(|claim| assessed.standing(*claim).status);
    claims
}

/// The position of each claim, by row. `None` for a claim without a topic.
pub(super) fn positions(connections: &Connections, assessed: &Assessed) -> Vec<Option<Position>> {
    let mut positions = vec![None; assessed.dossier.claims.len()];
    for topic in assessed.dossier.topics.keys() {
        let claims = claims_in_order(topic, connections, assessed);
        for (at, claim) in claims.iter().enumerate() {
            positions[claim.row()] = Some(Position {
                topic,
                number: at + 1,
                of: claims.len(),
                previous: at.checked_sub(1).map(|before| claims[before]),
                next: claims.get(at + 1).copied(),
            });
        }
    }
    positions
}
