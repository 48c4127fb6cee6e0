//! Implements `dossier new`.
//!
//! In: the kind and id of a record, and perhaps values. Out: the place of the new record, and its
//! blanks. Writing it is left to `start/`.

use super::arguments::slug;
use super::exit::Exit;
use super::hold::held;
use super::stopped::not_done;
use super::terminal::answer;
use crate::config::Project;
use crate::dossier::Slug;
use crate::pipeline::captures_folder;
use crate::start::{Made, Skeleton, add};
use crate::text::is_bidi_control;
use clap::{Args, Subcommand};
use std::fmt::Write;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier new topic ferry --title \"The ferry\"
  dossier new article gazette-ferry
  dossier new claim ferry-sails --article gazette-closure
  dossier new actor harbour-board --name \"Harbour Board\"
  dossier new event first-lorry --claim lorries-banned --topic closure
  dossier new relation holm city

Values that you leave out stay blank in the file, and `dossier check` lists them. `draft: true`
keeps a record out of the site until you delete that line. docs/reference.md lists every key.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    record: Record,
}

#[derive(Debug, Subcommand)]
enum Record {
    /// An article: `content/articles/ID.md`
    #[command(after_help = "\
Examples:
  dossier new article gazette-ferry
  dossier new article gazette-ferry --title \"The ferry sails\"")]
    Article(Page),
    /// A topic: `content/topics/ID.md`
    #[command(after_help = "\
Examples:
  dossier new topic ferry
  dossier new topic ferry --title \"The ferry\"")]
    Topic(Page),
    /// A claim, with a piece of evidence
    #[command(after_help = "\
Examples:
  dossier new claim ferry-sails --article gazette-closure
  dossier new claim ferry-sails --text \"The ferry sails.\" --topic closure")]
    Claim(Claim),
    /// An event
    #[command(after_help = "\
Examples:
  dossier new event first-lorry --claim lorries-banned
  dossier new event first-lorry --title \"The first lorry\"")]
    Event(Titled),
    /// A judgement
    #[command(after_help = "\
Examples:
  dossier new judgement lorries-return --claim lorries-banned")]
    Judgement(Stated),
    /// A question
    #[command(after_help = "\
Examples:
  dossier new question who-pays --text \"Who pays?\" --claim lorries-banned")]
    Question(Stated),
    /// An actor: a person or an organisation
    #[command(after_help = "\
Examples:
  dossier new actor harbour-board --name \"Harbour Board\"")]
    Actor(Actor),
    /// A relation between two actors
    #[command(after_help = "\
Examples:
  dossier new relation holm city --claim lorries-banned")]
    Relation(Relation),
}

#[derive(Debug, Args)]
struct Page {
    /// The id: lower-case letters, digits and hyphens
    #[arg(value_parser = slug)]
    id: Slug,
    /// The title; for an article, the headline as printed
    #[arg(long, value_parser = line)]
    title: Option<String>,
}

/// Selects the file that a record is added to.
#[derive(Debug, Args)]
struct TargetTopic {
    /// Add it to the annotation file of this topic [default: the only file, or the only one with
    /// records of this kind]
    #[arg(short, long, value_parser = slug)]
    topic: Option<Slug>,
}

#[derive(Debug, Args)]
struct Claim {
    /// The id: lower-case letters, digits and hyphens
    #[arg(value_parser = slug)]
    id: Slug,
    /// The statement, in one sentence
    #[arg(long, value_parser = line)]
    text: Option<String>,
    /// An article that supports it
    #[arg(long, value_name = "ID", value_parser = slug)]
    article: Option<Slug>,
    #[command(flatten)]
    target: TargetTopic,
}

#[derive(Debug, Args)]
struct Titled {
    /// The id: lower-case letters, digits and hyphens
    #[arg(value_parser = slug)]
    id: Slug,
    /// What happened or is due
    #[arg(long, value_parser = line)]
    title: Option<String>,
    #[command(flatten)]
    ground: Ground,
    #[command(flatten)]
    target: TargetTopic,
}

#[derive(Debug, Args)]
struct Stated {
    /// The id: lower-case letters, digits and hyphens
    #[arg(value_parser = slug)]
    id: Slug,
    /// The conclusion or the question, in one sentence
    #[arg(long, value_parser = line)]
    text: Option<String>,
    #[command(flatten)]
    ground: Ground,
    #[command(flatten)]
    target: TargetTopic,
}

/// The claims that a record rests on.
#[derive(Debug, Args)]
struct Ground {
    /// A claim that it rests on; may be given several times
    #[arg(long = "claim", value_name = "ID", value_parser = slug)]
    claims: Vec<Slug>,
}

#[derive(Debug, Args)]
struct Actor {
    /// The id: lower-case letters, digits and hyphens
    #[arg(value_parser = slug)]
    id: Slug,
    /// The name to show
    #[arg(long, value_parser = line)]
    name: Option<String>,
    #[command(flatten)]
    target: TargetTopic,
}

#[derive(Debug, Args)]
struct Relation {
    /// The id of the actor that the relation starts from
    #[arg(value_parser = slug)]
    from: Slug,
    /// The id of the actor that the relation leads to
    #[arg(value_parser = slug)]
    to: Slug,
    #[command(flatten)]
    ground: Ground,
    #[command(flatten)]
    target: TargetTopic,
}

/// Parses a text of one line. Empty texts and control characters are errors.
fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        Err("it is empty: leave the option out to fill it in later".into())
    } else if text.contains(|c: char| c.is_control() || is_bidi_control(c)) {
        Err("it must be one line, without control characters".into())
    } else {
        Ok(text.to_owned())
    }
}

pub(super) fn run(project: &Project, arguments: Arguments) -> Exit {
    let (skeleton, target) = skeleton(arguments.record);
    let topic = target.and_then(|target| target.topic);
    let held = match held(project) {
        Ok(held) => held,
        Err(exit) => return exit,
    };
    match add(&held, project, topic.as_ref(), &skeleton) {
        Ok(made) => answer(&told(project, &skeleton, &made), Exit::Done),
        Err(why) => not_done(&why),
    }
}

fn skeleton(record: Record) -> (Skeleton, Option<TargetTopic>) {
    match record {
        Record::Article(page) => (Skeleton::Article(page.id, page.title), None),
        Record::Topic(page) => (Skeleton::Topic(page.id, page.title), None),
        Record::Claim(claim) => {
            let skeleton = Skeleton::Claim(claim.id, claim.text, claim.article);
            (skeleton, Some(claim.target))
        }
        Record::Event(event) => {
            let skeleton = Skeleton::Event(event.id, event.title, event.ground.claims);
            (skeleton, Some(event.target))
        }
        Record::Judgement(stated) => {
            let skeleton = Skeleton::Judgement(stated.id, stated.text, stated.ground.claims);
            (skeleton, Some(stated.target))
        }
        Record::Question(stated) => {
            let skeleton = Skeleton::Question(stated.id, stated.text, stated.ground.claims);
            (skeleton, Some(stated.target))
        }
        Record::Actor(actor) => (Skeleton::Actor(actor.id, actor.name), Some(actor.target)),
        Record::Relation(tie) => {
            let skeleton = Skeleton::Relation(tie.from, tie.to, tie.ground.claims);
            (skeleton, Some(tie.target))
        }
    }
}

/// The place of the new record, and what remains to be done.
fn told(project: &Project, skeleton: &Skeleton, made: &Made) -> String {
    let file = if made.is_new_file {
        " (a new file)"
    } else {
        ""
    };
    let mut text = format!("{}:{}: {}{file}\n", made.path, made.line, what(skeleton));
    if !made.open.is_empty() {
        let open = made.open.iter();
        let open: Vec<String> = open
            .map(|(key, line)| format!("`{key}` (line {line})"))
            .collect();
        let _ = writeln!(text, "to fill in: {}", open.join(", "));
    }
    if let Skeleton::Article(id, _) = skeleton {
        let captures = captures_folder(project);
        let capture = captures.join(format!("{id}.txt"));
        let capture = capture.strip_prefix(&project.root).unwrap_or(&capture);
        let _ = writeln!(
            text,
            "save its text as `{}`, or as `.html` or `.md`; quotes are checked against that file",
            capture.display()
        );
    }
    text
}

fn what(skeleton: &Skeleton) -> String {
    match skeleton {
        Skeleton::Article(id, _) => format!("the article `{id}`"),
        Skeleton::Topic(id, _) => format!("the topic `{id}`"),
        Skeleton::Claim(id, ..) => format!("the claim `{id}`"),
        Skeleton::Event(id, ..) => format!("the event `{id}`"),
        Skeleton::Judgement(id, ..) => format!("the judgement `{id}`"),
        Skeleton::Question(id, ..) => format!("the question `{id}`"),
        Skeleton::Actor(id, _) => format!("the actor `{id}`"),
        Skeleton::Relation(from, to, _) => format!("a relation from `{from}` to `{to}`"),
    }
}
