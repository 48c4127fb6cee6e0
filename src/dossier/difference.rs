//! How two states of a dossier differ: what follows from references, dates and origins alone is the same where only words do.

use super::{Article, Dossier, Head, Topic};

impl Dossier {
    /// Whether nothing but words of articles, topics and the home page differs from an `earlier` state whose keys mean the same records. All
    /// that records refer to, their dates, origins, retractions and markings are the same then.
    pub fn differs_in_words_only(&self, earlier: &Self) -> bool {
        let rest = self.actors.is(&earlier.actors)
            && self.claims.is(&earlier.claims)
            && self.events.is(&earlier.events)
            && self.relations.is(&earlier.relations)
            && self.judgements.is(&earlier.judgements)
            && self.questions.is(&earlier.questions)
            && self.withdrawn.is(&earlier.withdrawn)
            && self.articles.len() == earlier.articles.len()
            && self.topics.len() == earlier.topics.len();
        rest && {
            let articles = self.articles.differing(&earlier.articles).into_iter();
            let topics = self.topics.differing(&earlier.topics).into_iter();
            articles
                .map(|key| (&self.articles[key], &earlier.articles[key]))
                .all(|(now, then)| bearing_of_article(now) == bearing_of_article(then))
                && topics
                    .map(|key| (&self.topics[key], &earlier.topics[key]))
                    .all(|(now, then)| bearing_of_topic(now) == bearing_of_topic(then))
        }
    }
}

/// All of an article that anything but its own page follows from.
fn bearing_of_article(article: &Article) -> impl PartialEq {
    let independent = article.independent_of.iter().map(|other| other.article);
    (
        bearing(&article.head),
        &article.published,
        article
            .origin
            .as_ref()
            .map(|origin| (&origin.id, origin.stated)),
        &article.root,
        article.retracted.is_some(),
        independent.collect::<Vec<_>>(),
    )
}

fn bearing_of_topic(topic: &Topic) -> impl PartialEq {
    (bearing(&topic.head), topic.order)
}

fn bearing(head: &Head) -> impl PartialEq {
    (&head.id, head.marking, head.draft, head.file)
}
