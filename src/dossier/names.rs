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

/// The id nearest to `name` among `ids`: see [`nearest`]; or else the only one that has half of its words in common with it.
pub fn nearest_id<'a>(name: &str, ids: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    nearest(name, ids.clone()).or_else(|| {
        let mut alike = ids.filter(|id| has_half_the_words(name, id));
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// Whether at least half of the words of the longer one of two ids stand in both.
fn has_half_the_words(name: &str, candidate: &str) -> bool {
    let count = |text: &str| text.split('-').count();
    let more = count(name).max(count(candidate));
    let shared = name
        .split('-')
        .filter(|word| word.len() > 2 && candidate.split('-').any(|other| other == *word))
        .count();
    more > 1 && shared * 2 >= more
}

fn distance(name: &str, candidate: &str, limit: usize) -> usize {
    if name.len().abs_diff(candidate.len()) > 4 * limit {
        return usize::MAX;
    }
    strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_id};

    #[test]
    fn a_slip_of_the_finger_is_found_and_another_word_is_not() {
        let names = ["evidence", "actors", "see_also"];
        assert_eq!(nearest("evidnce", names.into_iter()), Some("evidence"));
        assert_eq!(nearest("Actors", names.into_iter()), Some("actors"));
        assert_eq!(nearest("colour", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(nearest("G", ["A", "B"].into_iter()), None);
    }

    #[test]
    fn an_id_that_was_renamed_is_found_by_its_words_where_only_one_has_them() {
        let names = ["closed-until-may", "cracks-were-known"];
        let near = nearest_id("closed-until-spring", names.into_iter());
        assert_eq!(near, Some("closed-until-may"));
        assert_eq!(
            nearest_id("cracks", ["cracks-known"].into_iter()),
            Some("cracks-known")
        );
        assert_eq!(
            nearest_id("cracks", ["cracks-known", "cracks-early"].into_iter()),
            None
        );
        assert_eq!(nearest_id("nothing-like-it", names.into_iter()), None);
    }
}
