//! A site in memory: what stands at an address.

use crate::diag::{Failure, Sink, locate, plain};
use crate::export::export;
use crate::plan::{Page, PageKind, Route, SEARCH_FOLDER, SitePlan};
use crate::render::{Destination, Fate, Site};
use crate::search::{search, search_stopped};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

/// A site whose pages are rendered when they are asked for.
pub(super) struct Shown {
    site: Site,
    sources: Arc<Sources>,
    /// The search index, made when it is first asked for.
    index: OnceLock<Result<Files, String>>,
}

/// Files by their routes.
type Files = BTreeMap<String, Vec<u8>>;

/// What stands at an address.
pub(super) enum Answer {
    /// A page.
    Page(Vec<u8>),
    /// The page that says that nothing does.
    Missing(Vec<u8>),
    /// A file, with its name. `lasts` where the name changes with the content.
    File {
        name: String,
        bytes: Vec<u8>,
        lasts: bool,
    },
    /// A file of the disk.
    OnDisk(PathBuf),
    /// A page that could not be made, and why.
    Failed(Vec<String>),
}

impl Shown {
    pub(super) fn new(site: Site, sources: Arc<Sources>) -> Self {
        Self {
            site,
            sources,
            index: OnceLock::new(),
        }
    }

    pub(super) fn plan(&self) -> &SitePlan {
        self.site.plan()
    }

    /// The addresses of the style sheets.
    pub(super) fn style_sheets(&self) -> impl Iterator<Item = &str> {
        let assets = self.plan().assets.values();
        let routes = assets.map(|asset| asset.hashed.as_str());
        routes.filter(|route| route.ends_with(".css"))
    }

    /// What stands at `path`, which begins with `/` and has been decoded. As on GitHub Pages, a folder shows its `index.html`, and a page
    /// is found without its `.html`.
    pub(super) fn at(&self, path: &str) -> Answer {
        let path = path.strip_prefix('/').unwrap_or(path);
        let route = match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        };
        if let Some(page) = self.page(&route) {
            return self.render(page, Answer::Page);
        }
        if let Some(answer) = self.file(&route) {
            return answer;
        }
        if let Some(page) = self.page(&format!("{route}.html")) {
            return self.render(page, Answer::Page);
        }
        match self.page("404.html") {
            Some(page) => self.render(page, Answer::Missing),
            None => Answer::Missing(Vec::new()),
        }
    }

    fn page(&self, route: &str) -> Option<&Page> {
        let pages = &self.plan().pages;
        let at = pages.binary_search_by(|page| page.route.as_str().cmp(route));
        at.ok().map(|at| &pages[at])
    }

    fn render(&self, page: &Page, answer: fn(Vec<u8>) -> Answer) -> Answer {
        let mut html = Vec::new();
        match self.site.page(page, &mut html) {
            Ok(()) if page.kind == PageKind::NotFound => Answer::Missing(html),
            Ok(()) => answer(html),
            Err(fault) => {
                let mut sink = Sink::new();
                self.site.report(&fault, page.route.as_str(), &mut sink);
                let (faults, texts) = locate(sink.diagnostics(), &self.sources);
                Answer::Failed(faults.iter().map(|fault| plain(fault, &texts)).collect())
            }
        }
    }

    fn file(&self, route: &str) -> Option<Answer> {
        let name = route.to_owned();
        if let Some((bytes, lasts)) = self.site.file(route) {
            let bytes = bytes.to_vec();
            return Some(Answer::File { name, bytes, lasts });
        }
        let mut copies = self.plan().copies.iter();
        if let Some(copy) = copies.find(|copy| copy.route.as_str() == route) {
            return self.sources.place_of(copy.file).ok().map(Answer::OnDisk);
        }
        if route.split('/').next() == Some(SEARCH_FOLDER) && self.plan().config.has_search() {
            return match self.index.get_or_init(|| self.make_index()) {
                Ok(files) => files.get(route).map(|bytes| Answer::File {
                    name,
                    bytes: bytes.clone(),
                    lasts: false,
                }),
                Err(failure) => Some(Answer::Failed(vec![failure.clone()])),
            };
        }
        let files = Collected::default();
        export(self.plan(), &files).ok()?;
        let bytes = files.take().remove(route)?;
        Some(Answer::File {
            name,
            bytes,
            lasts: false,
        })
    }

    fn make_index(&self) -> Result<Files, String> {
        let files = Collected::default();
        let made = catch_unwind(AssertUnwindSafe(|| {
            search(self.plan(), self.site.labels(), &files)
        }));
        let made = made.unwrap_or_else(|_| Err(search_stopped()));
        made.map_err(|failure| failure.to_string())?;
        Ok(files.take())
    }
}

/// A destination that keeps what it is given.
#[derive(Default)]
struct Collected(Mutex<Files>);

impl Collected {
    fn take(self) -> Files {
        let files = self.0.into_inner();
        files.unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Destination for Collected {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<Fate, Failure> {
        let mut files = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        files.insert(route.as_str().to_owned(), bytes.to_vec());
        Ok(Fate::Written)
    }
}
