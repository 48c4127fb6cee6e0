//! The order in which a topic's claims are read.

use crate::assess::Assessed;
use crate::dossier::{Claim, Connections, Key, Topic};

/// Where a claim stands among those of its first topic, in the order in which the topic's page shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The claim's first topic.
    pub topic: Key<Topic>,
    /// Its place there, from 1.
    pub number: usize,
    /// How many claims have this topic as their first.
    pub of: usize,
    /// The claim before it.
    pub previous: Option<Key<Claim>>,
    /// The claim after it.
    pub next: Option<Key<Claim>>,
}

/// The claims whose first topic is `topic`, by status, and within a status as their files have them.
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

/// The position of each claim, by its row; `None` for one without a topic.
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
