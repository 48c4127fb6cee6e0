//! The template engine: the only file that names `tera`.

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::plan::Asset;
use crate::source::{Role, Sources};
use crate::text::{FileId, LineIndex, Position, Span};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, Value};

/// HTML that templates show as it is.
#[derive(Debug, Clone)]
pub(super) struct Html(Value);

impl Html {
    /// The HTML `html`.
    pub(super) fn new(html: &str) -> Self {
        Self(Value::safe_string(html))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The compiled templates.
pub(super) struct Engine {
    tera: Tera,
    files: BTreeMap<String, TemplateFile>,
    assets: Arc<BTreeMap<String, AssetUse>>,
}

struct TemplateFile {
    file: FileId,
    text: String,
}

/// Where an asset stands, and whether a page has asked for it.
struct AssetUse {
    route: String,
    used: AtomicBool,
}

/// A template that failed on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RenderFault {
    /// The template the fault is in.
    template: String,
    /// Where in it.
    spot: Spot,
    /// What is wrong.
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    /// All of it.
    Whole,
    /// These bytes.
    Bytes(usize, usize),
    /// So many characters of a line; line and column count from 1.
    Line {
        line: usize,
        column: usize,
        width: usize,
    },
}

impl Engine {
    /// Reads and compiles the templates of the theme and of the project, reporting every fault. `None` where
    /// there was one.
    pub(super) fn new(sources: &Sources, theme: &str, sink: &mut Sink) -> Option<Self> {
        let files = read(sources, theme, sink)?;
        let prefix = format!("{theme}/");
        let mut tera = Tera::default();
        tera.set_fallback_prefixes([prefix])
            .expect("no template has been added yet");
        // Known by name while templates are checked; `with_assets` puts the real one in its place.
        tera.register_function("asset", |_: Kwargs, _: &State| -> String { String::new() });
        let mut engine = Self {
            tera,
            files,
            assets: Arc::default(),
        };
        engine.compile(sink).then_some(engine)
    }

    /// Compiles all templates: first each by itself, so that every syntax error is reported, then together.
    fn compile(&mut self, sink: &mut Sink) -> bool {
        let mut sound = true;
        for (name, file) in &self.files {
            if let Err(error) = Tera::default().add_raw_template(name, &file.text)
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                sound = false;
                self.report(&error, Code::TemplateSyntax, sink);
            }
        }
        let templates = self.files.iter().map(|(name, file)| (name, &file.text));
        if sound && let Err(error) = self.tera.add_raw_templates(templates) {
            sound = false;
            self.report(&error, Code::TemplateSyntax, sink);
        }
        sound
    }

    /// Whether there is a template `name`, of the project or of the theme.
    pub(super) fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// The engine with what is common to all pages, and with the function `asset(path=…)`, which gives the
    /// address of a static file as seen from the page.
    pub(super) fn with_site(
        mut self,
        site: &impl Serialize,
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
        self
    }

    /// Whether a page has asked for the static file `name`.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.assets
            .get(name)
            .is_some_and(|asset| asset.used.load(Ordering::Relaxed))
    }

    /// Renders `view` by the template `name`.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<String, RenderFault> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(name, &context))
            .map_err(|error| {
                let mut faults = faults(&error);
                let mut fault = faults.swap_remove(0);
                if fault.template.is_empty() {
                    fault.template = name.to_owned();
                }
                fault
            })
    }

    /// Reports `fault`, which was met first on the page `page`.
    pub(super) fn report_render(&self, fault: &RenderFault, page: &str, sink: &mut Sink) {
        // "Field `x` is not defined. Available fields: …": the second sentence is the mend.
        let (what, rest) = fault
            .message
            .split_once(". ")
            .unwrap_or((&fault.message, ""));
        let message = format!("on the page `{page}`: {what}");
        let help = match rest {
            "" => "the README of the theme lists what each page's template is given".to_owned(),
            rest => lower_first(rest),
        };
        sink.report(Diagnostic::error(Code::TemplateFault, self.place(fault), message).help(help));
    }

    fn report(&self, error: &Error, code: Code, sink: &mut Sink) {
        for fault in faults(error) {
            let help = "templates are written in Tera 2: https://keats.github.io/tera/";
            let place = self.place(&fault);
            sink.report(Diagnostic::error(code, place, fault.message).help(help));
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
        let bytes = match fault.spot {
            Spot::Whole => return Place::File(*file),
            Spot::Bytes(start, end) => start..end,
            Spot::Line {
                line,
                column,
                width,
            } => {
                let start = LineIndex::new(text).offset(text, Position { line, column });
                start..start + width
            }
        };
        Place::Bytes(Span { file: *file, bytes })
    }
}

/// Reads the templates; the theme's are called `THEME/NAME`, the project's `NAME`.
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

/// What Tera says, taken apart; never empty.
fn faults(error: &Error) -> Vec<RenderFault> {
    let whole = |template: &str, message: String| {
        vec![RenderFault {
            template: template.to_owned(),
            spot: Spot::Whole,
            message,
        }]
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![RenderFault {
                template: report.filename().to_owned(),
                spot: Spot::Bytes(report.span().range.start, report.span().range.end),
                message: lower_first(report.message()),
            }]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => whole(
            tpl,
            format!(
                "this template includes itself: {}",
                include_chain.join(" → ")
            ),
        ),
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain,
        } => whole(
            tpl,
            format!(
                "this template extends itself: {}",
                inheritance_chain.join(" → ")
            ),
        ),
        ErrorKind::MissingParent { current, parent } => whole(
            current,
            format!("this template extends `{parent}`, which is not there"),
        ),
        ErrorKind::Msg(text) => reports(text),
        other => whole("", lower_first(&other.to_string())),
    }
}

/// Tera gives faults of several templates as one text of snippets: `error: MESSAGE`, then
/// ` --> FILE:LINE:COLUMN`, the line, and its underline.
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
