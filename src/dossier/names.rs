//! The nearest name to one that is not known.

/// The candidate nearest to `name`, where one is near enough to be meant: at most a third of its
/// characters differ (optimal string alignment distance). Nothing is near to a name of one or two letters.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = length / 3;
    candidates
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(name: &str, candidate: &str, limit: usize) -> usize {
    if name.len().abs_diff(candidate.len()) > 4 * limit {
        return usize::MAX;
    }
    strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_found_and_another_word_is_not() {
        let names = ["evidence", "actors", "see_also"];
        assert_eq!(nearest("evidnce", names.into_iter()), Some("evidence"));
        assert_eq!(nearest("Actors", names.into_iter()), Some("actors"));
        assert_eq!(nearest("colour", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(nearest("G", ["A", "B"].into_iter()), None);
    }
}
