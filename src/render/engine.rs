//! The template engine. Only this file and the folder `engine/` use `tera`.

mod html;
mod words;

pub(super) use html::{Escaping, Html, Shared};

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::labels::Labels;
use crate::plan::Asset;
use crate::source::{Role, Sources};
use crate::text::{FileId, LineIndex, Position, Span, nearest};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera};

/// The compiled templates.
#[derive(Clone)]
pub(super) struct Engine {
    tera: Tera,
    files: BTreeMap<String, TemplateFile>,
    assets: Arc<BTreeMap<String, AssetUse>>,
}

#[derive(Clone)]
struct TemplateFile {
    file: FileId,
    text: String,
}

/// The address of an asset, and whether a page has requested it.
struct AssetUse {
    route: String,
    used: AtomicBool,
}

/// An error in a template, met when compiling it or rendering a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RenderFault {
    /// The template with the error.
    template: String,
    /// The place in the template.
    spot: Spot,
    /// The message of the diagnostic.
    message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    /// The whole template.
    Whole,
    /// The first place where the template names this other template.
    Name(String),
    /// A byte range: the first byte, and the first byte after it.
    Bytes(usize, usize),
    /// A part of a line. Line and column are counted from 1.
    Line {
        line: usize,
        column: usize,
        width: usize,
    },
}

impl Engine {
    /// Reads and compiles the templates of the theme and the project. Reports all errors, and
    /// returns `None` if there are any.
    pub(super) fn new(sources: &Sources, theme: &str, sink: &mut Sink) -> Option<Self> {
        let files = read(sources, theme, sink)?;
        let prefix = format!("{theme}/");
        let mut tera = Tera::default();
        tera.set_fallback_prefixes([prefix])
            .expect("no template has been added yet");
        // Placeholders for checking templates. `with_site` registers the real functions.
        for name in ["asset", "label", "label_forms"] {
            tera.register_function(name, |_: Kwargs, _: &State| -> String { String::new() });
        }
        let mut engine = Self {
            tera,
            files,
            assets: Arc::default(),
        };
        engine.compile(sink).then_some(engine)
    }

    /// The files of all templates, with their texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = (FileId, &str)> {
        let files = self.files.values();
        files.map(|file| (file.file, file.text.as_str()))
    }

    /// Compiles all templates, and returns whether there were no errors. Compiling each one
    /// separately first finds all syntax errors. Then all are compiled together. Faulty templates
    /// are reported and left out until the rest compiles.
    fn compile(&mut self, sink: &mut Sink) -> bool {
        let mut wrong: BTreeSet<String> = BTreeSet::new();
        for (name, file) in &self.files {
            if let Err(error) = Tera::default().add_raw_template(name, &file.text)
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                self.report(&error, &wrong, sink);
                wrong.insert(name.clone());
            }
        }
        loop {
            let sound = self.files.iter().filter(|(name, _)| !wrong.contains(*name));
            let templates: Vec<_> = sound.map(|(name, file)| (name, &file.text)).collect();
            let Err(error) = self.tera.add_raw_templates(templates) else {
                return wrong.is_empty();
            };
            self.report(&error, &wrong, sink);
            let before = wrong.len();
            let faults = faults(&error).into_iter().map(|fault| fault.template);
            wrong.extend(faults.filter(|template| self.files.contains_key(template)));
            if wrong.len() == before {
                return false;
            }
        }
    }

    /// Whether the project or the theme has a template `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Adds the values for all pages, the functions for labels, and the function `asset(path=…)`.
    /// That function returns the address of a static file relative to the page.
    pub(super) fn with_site(
        mut self,
        site: &impl Serialize,
        labels: &Labels,
        assets: &BTreeMap<String, Asset>,
        made: &BTreeMap<String, String>,
    ) -> Self {
        self.tera.global_context().insert("site", site);
        let files = assets
            .iter()
            .map(|(name, asset)| (name.clone(), asset.hashed.as_str().to_owned()));
        let made = made
            .iter()
            .map(|(name, route)| (name.clone(), route.clone()));
        let uses: BTreeMap<String, AssetUse> = files
            .chain(made)
            .map(|(name, route)| {
                let used = AtomicBool::new(false);
                (name, AssetUse { route, used })
            })
            .collect();
        self.assets = Arc::new(uses);
        let assets = Arc::clone(&self.assets);
        self.tera.register_function(
            "asset",
            move |arguments: Kwargs, state: &State| -> Result<String, Error> {
                let path: String = arguments.must_get("path")?;
                let Some(asset) = assets.get(&path) else {
                    let known: Vec<&str> = assets.keys().map(String::as_str).collect();
                    let known = known.join("`, `");
                    let message =
                        format!("there is no static file `{path}`. Available files: `{known}`");
                    return Err(Error::message(message));
                };
                asset.used.store(true, Ordering::Relaxed);
                let root: String = state.get("root")?.unwrap_or_default();
                Ok(format!("{root}{}", asset.route))
            },
        );
        words::register(&mut self.tera, labels);
        self
    }

    /// Whether a page has requested the static file `name`.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.assets
            .get(name)
            .is_some_and(|asset| asset.used.load(Ordering::Relaxed))
    }

    /// Renders `view` with the template `name`, and appends the result to `out`.
    pub(super) fn render(
        &self,
        name: &str,
        view: &impl Serialize,
        out: &mut Vec<u8>,
    ) -> Result<(), RenderFault> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render_to(name, &context, out))
            .map_err(|error| {
                let mut faults = faults(&error);
                let mut fault = faults.swap_remove(0);
                if fault.template.is_empty() {
                    fault.template = name.to_owned();
                }
                fault
            })
    }

    /// Reports `fault`, which first occurred on the page `page`.
    pub(super) fn report_render(&self, fault: &RenderFault, page: &str, sink: &mut Sink) {
        // In "Field `x` is not defined. Available fields: …", the second sentence is the help.
        let (what, rest) = fault
            .message
            .split_once(". ")
            .unwrap_or((&fault.message, ""));
        let message = format!("on the page `{page}`: {what}");
        let help = match rest {
            "" => "docs/templates.md of dossier lists the values that each template receives"
                .to_owned(),
            rest => {
                let names = rest.split_once(": ").map_or("", |(_, names)| names);
                let names = names.split(", ").map(|name| name.trim_matches(['`', '.']));
                let asked = what.split('`').nth(1).unwrap_or_default();
                let near = nearest(asked, names).map(|near| format!("did you mean `{near}`? "));
                near.unwrap_or_default() + &lower_first(rest)
            }
        };
        sink.report(Diagnostic::error(Code::TemplateFault, self.place(fault), message).help(help));
    }

    /// Reports `error`, without consequences of the templates in `wrong`, which have been reported.
    fn report(&self, error: &Error, wrong: &BTreeSet<String>, sink: &mut Sink) {
        for fault in faults(error) {
            let missed = match error.kind() {
                ErrorKind::MissingParent { parent, .. } => Some(parent.as_str()),
                _ => fault.message.strip_prefix("unknown template `"),
            };
            if missed.is_some_and(|name| is_one_of(name.trim_end_matches('`'), wrong)) {
                continue;
            }
            let names = self.files.keys().map(String::as_str);
            let help = match error.kind() {
                ErrorKind::MissingParent { parent, .. } => match nearest(parent, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "add the file to `templates/`, or name a template of the theme: `THEME/base.html`".into(),
                },
                ErrorKind::CircularInclude { .. } | ErrorKind::CircularExtend { .. } => {
                    "remove one of these steps".into()
                }
                _ => "templates are written in Tera 2; its tags, filters and functions are listed at \
                      https://keats.github.io/tera/"
                    .into(),
            };
            let place = self.place(&fault);
            sink.report(Diagnostic::error(Code::TemplateSyntax, place, fault.message).help(help));
        }
    }

    fn place(&self, fault: &RenderFault) -> Place {
        let file = self
            .files
            .get(&fault.template)
            .or_else(|| self.files.values().next());
        let Some(TemplateFile { file, text }) = file else {
            return Place::Path("themes".into());
        };
        let bytes = match &fault.spot {
            Spot::Whole => return Place::File(*file),
            Spot::Name(name) => match text.find(&format!("\"{name}\"")) {
                Some(start) => start..start + name.len() + 2,
                None => return Place::File(*file),
            },
            Spot::Bytes(start, end) => *start..*end,
            Spot::Line {
                line,
                column,
                width,
            } => {
                let (line, column) = (*line, *column);
                let start = LineIndex::new(text).offset(text, Position { line, column });
                start..start + width
            }
        };
        Place::Bytes(Span { file: *file, bytes })
    }
}

/// Whether `name`, as written in templates, refers to one of `templates`.
fn is_one_of(name: &str, templates: &BTreeSet<String>) -> bool {
    templates.iter().any(|template| {
        template == name
            || template
                .split_once('/')
                .is_some_and(|(_, rest)| rest == name)
    })
}

/// Reads all templates. Those of the theme are named `THEME/NAME`, those of the project `NAME`.
fn read(sources: &Sources, theme: &str, sink: &mut Sink) -> Option<BTreeMap<String, TemplateFile>> {
    let mut files = BTreeMap::new();
    let mut sound = true;
    for role in [Role::ThemeTemplate, Role::Template] {
        for (id, source) in sources.of(role) {
            let name = match role {
                Role::ThemeTemplate => format!("{theme}/{}", source.name),
                _ => source.name.clone(),
            };
            match sources.text(id) {
                Ok(text) => {
                    files.insert(name, TemplateFile { file: id, text });
                }
                Err(diagnostic) => {
                    sound = false;
                    sink.report(*diagnostic);
                }
            }
        }
    }
    sound.then_some(files)
}

/// Converts an error of Tera. The list is never empty.
fn faults(error: &Error) -> Vec<RenderFault> {
    let at = |template: &str, spot: Spot, message: String| {
        vec![RenderFault {
            template: template.to_owned(),
            spot,
            message,
        }]
    };
    // Each template in a chain names the next one.
    let next = |chain: &[String]| {
        chain
            .get(1)
            .map_or(Spot::Whole, |name| Spot::Name(name.clone()))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => at(
            report.filename(),
            Spot::Bytes(report.span().range.start, report.span().range.end),
            lower_first(report.message()),
        ),
        ErrorKind::CircularInclude { tpl, include_chain } => at(
            tpl,
            next(include_chain),
            format!(
                "this template includes itself: {}",
                include_chain.join(" → ")
            ),
        ),
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain,
        } => at(
            tpl,
            next(inheritance_chain),
            format!(
                "this template extends itself: {}",
                inheritance_chain.join(" → ")
            ),
        ),
        ErrorKind::MissingParent { current, parent } => at(
            current,
            Spot::Name(parent.clone()),
            format!("this template extends `{parent}`, which does not exist"),
        ),
        ErrorKind::Msg(text) => reports(text),
        other => at("", Spot::Whole, lower_first(&other.to_string())),
    }
}

/// Parses Tera's report on several templates. Each error has the form `error: MESSAGE`, then
/// ` --> FILE:LINE:COLUMN`, the line, and an underline.
fn reports(text: &str) -> Vec<RenderFault> {
    let report = |report: &str| {
        let mut lines = report.lines();
        let first = lines.next().unwrap_or_default();
        let place = lines.next().and_then(|line| line.split_once("--> "));
        let mut parts = place.map_or("", |(_, place)| place).rsplitn(3, ':');
        let column = parts.next().and_then(|text| text.parse().ok());
        let line = parts.next().and_then(|text| text.parse().ok());
        let width = report
            .lines()
            .last()
            .map_or(0, |line| line.matches('^').count());
        RenderFault {
            template: parts.next().unwrap_or_default().to_owned(),
            spot: line
                .zip(column)
                .map_or(Spot::Whole, |(line, column)| Spot::Line {
                    line,
                    column,
                    width,
                }),
            message: lower_first(first.strip_prefix("error: ").unwrap_or(first)),
        }
    };
    text.split("\n\n").map(report).collect()
}

fn lower_first(message: &str) -> String {
    let mut letters = message.lines().next().unwrap_or_default().chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let text: String = first.chain(letters).collect();
    text.trim_end_matches('.').to_owned()
}
