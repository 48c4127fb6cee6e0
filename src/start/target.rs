//! Chooses the annotation file for a new record.
//!
//! In: the existing annotation files, and perhaps a topic. Out: the file, or a refusal that lists
//! the choices. With a topic, it is the file that names the topic at its head. If no file does, it
//! is `content/annotations/TOPIC.yaml`, which may be new. Without a topic, it is the only file, or
//! the only one with records of this kind.

use crate::document::{Draft, Tree};
use crate::dossier::Slug;
use crate::report::NotDone;
use crate::text::{FileId, KeyPath, nearest};

/// An annotation file that was read.
#[derive(Debug)]
pub(super) struct Annotations {
    pub(super) file: FileId,
    pub(super) path: String,
    pub(super) text: String,
    pub(super) tree: Tree,
}

impl Annotations {
    /// The topic named at the head of the file.
    fn topic(&self) -> Option<&str> {
        self.tree.text(&KeyPath::root().then("topic"))
    }

    /// Whether the file has records under `section`.
    fn has(&self, section: &str) -> bool {
        let section = KeyPath::root().then(section);
        self.tree.has(&section.then(0)) || self.tree.keys_below(&section).next().is_some()
    }
}

/// The place for a new record.
#[derive(Debug)]
pub(super) enum Target<'a> {
    /// An existing file. If it names no topic, the draft is the record's own `topics:`.
    There(&'a Annotations, Option<Draft>),
    /// A new file for this topic.
    New(Slug),
}

/// Chooses the place for a record under `section`. `topics` lists the ids of the existing topics.
pub(super) fn target<'a>(
    files: &'a [Annotations],
    section: &str,
    topic: Option<&Slug>,
    topics: &[&str],
) -> Result<Target<'a>, NotDone> {
    let found = match topic {
        Some(topic) => return of_topic(files, topic, topics),
        None => match files {
            [] => return first_file(topics),
            [only] => only,
            several => {
                let mut with = several.iter().filter(|file| file.has(section));
                match (with.next(), with.next()) {
                    (Some(file), None) => file,
                    _ => return Err(which(several, section)),
                }
            }
        },
    };
    let topics = found.topic().is_none().then_some(Draft::Open);
    Ok(Target::There(found, topics))
}

fn of_topic<'a>(
    files: &'a [Annotations],
    topic: &Slug,
    topics: &[&str],
) -> Result<Target<'a>, NotDone> {
    if !topics.contains(&topic.as_str()) {
        let near = nearest(topic.as_str(), topics.iter().copied());
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        return Err(NotDone::Refused {
            message: format!("there is no topic `{topic}`"),
            help: format!("{near}`dossier new topic {topic}` creates it"),
        });
    }
    let names = ["yaml", "yml"].map(|ending| format!("content/annotations/{topic}.{ending}"));
    let named = files.iter().find(|file| names.contains(&file.path));
    let is_own = |file: &&Annotations| file.topic() == Some(topic.as_str());
    if let Some(own) = named.filter(is_own).or(files.iter().find(is_own)) {
        return Ok(Target::There(own, None));
    }
    match named.map(|file| (file, file.topic())) {
        None => Ok(Target::New(topic.clone())),
        Some((file, None)) => {
            let topics = Draft::Texts(vec![topic.as_str().to_owned()]);
            Ok(Target::There(file, Some(topics)))
        }
        Some((file, Some(other))) => Err(NotDone::Refused {
            message: format!("`{}` belongs to the topic `{other}`", file.path),
            help: format!(
                "create a file with the line `topic: {topic}` in `content/annotations/`, or name the other file after its topic"
            ),
        }),
    }
}

/// The place if no annotation file exists yet.
fn first_file(topics: &[&str]) -> Result<Target<'static>, NotDone> {
    match topics
        .iter()
        .map(|topic| Slug::new(topic))
        .collect::<Vec<_>>()
        .as_slice()
    {
        [Ok(only)] => Ok(Target::New(only.clone())),
        [] => Err(NotDone::Refused {
            message: "there is no topic yet, and so no annotation file to add it to".into(),
            help: "add a topic first, for example with `dossier new topic contract`".into(),
        }),
        _ => Err(NotDone::Refused {
            message: "there is no annotation file yet".into(),
            help: format!("name a topic for the new file: {}", options(topics)),
        }),
    }
}

/// The refusal if several files fit equally well.
fn which(files: &[Annotations], section: &str) -> NotDone {
    let topics: Vec<&str> = files.iter().filter_map(Annotations::topic).collect();
    let with = files.iter().filter(|file| file.has(section)).count();
    let message = match with {
        0 => format!(
            "there are {} annotation files, and none has `{section}:` yet",
            files.len()
        ),
        _ => format!("there are {with} annotation files with `{section}:`"),
    };
    NotDone::Refused {
        message,
        help: match topics.is_empty() {
            true => "name its topic with `--topic`".into(),
            false => format!("name the topic of the file: {}", options(&topics)),
        },
    }
}

/// The topics as command-line options, at most five.
fn options(topics: &[&str]) -> String {
    let mut topics = topics.to_vec();
    topics.sort_unstable();
    topics.dedup();
    let options: Vec<String> = topics
        .iter()
        .take(5)
        .map(|topic| format!("`--topic {topic}`"))
        .collect();
    let more = if topics.len() > 5 { ", …" } else { "" };
    format!("{}{more}", options.join(", "))
}
