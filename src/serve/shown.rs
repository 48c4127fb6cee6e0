//! Finds the answer for each address of a site in memory.
//!
//! In: a built site and a path. Out: a page, a file or an error. Pages are rendered on request.
//! HTTP is left to `server.rs`.

use super::kept::{Kept, Making};
use crate::diag::{Failure, Sink};
use crate::export::export;
use crate::plan::{Destination, Fate, Page, PageKind, PageType, Route, SEARCH_FOLDER, SitePlan};
use crate::render::Site;
use crate::report::{Faults, locate, plain};
use crate::search::{search, search_stopped};
use crate::source::{NotRead, Opened, Sources};
use axum::body::Bytes;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// A site that renders its pages on request.
pub(super) struct Shown {
    site: Site,
    sources: Arc<Sources>,
    /// The script element to insert at the end of each page's head.
    script: String,
    /// Pages and files being made or sent, by route.
    kept: Kept,
    /// The search index, made on the first request for it.
    index: OnceCell<Result<Files, String>>,
    /// The exported files, like the sitemap.
    exported: OnceLock<Files>,
}

/// Files by their routes.
type Files = BTreeMap<String, Bytes>;

/// The answer for an address.
pub(super) enum Answer {
    /// A page.
    Page(Bytes),
    /// The "not found" page, or no content if the site has none.
    Missing(Bytes),
    /// A file in memory, with its name. `lasts` is set if the name changes with the content.
    File {
        name: String,
        bytes: Bytes,
        lasts: bool,
    },
    /// An open file from disk, with its name.
    OnDisk { name: String, opened: Opened },
    /// A page or file that could not be made, with the reasons.
    Failed(Vec<String>),
}

impl Shown {
    pub(super) fn new(site: Site, sources: Arc<Sources>, script: String) -> Self {
        Self {
            site,
            sources,
            script,
            kept: Kept::default(),
            index: OnceCell::new(),
            exported: OnceLock::new(),
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

    /// The answer for `path`, which starts with `/` and is already decoded. As on GitHub Pages, a
    /// folder shows its `index.html`, and a page is also found without `.html`.
    pub(super) async fn at(self: &Arc<Self>, path: &str) -> Answer {
        let path = path.strip_prefix('/').unwrap_or(path);
        let route = match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        };
        if self.page(&route).is_some() {
            return self.rendered(route).await;
        }
        if let Some(answer) = self.file(&route).await {
            return answer;
        }
        let route = format!("{route}.html");
        if self.page(&route).is_some() {
            return self.rendered(route).await;
        }
        match self.page("404.html") {
            Some(_) => self.rendered("404.html".to_owned()).await,
            None => Answer::Missing(Bytes::new()),
        }
    }

    fn page(&self, route: &str) -> Option<&Page> {
        let pages = &self.plan().pages;
        let at = pages.binary_search_by(|page| page.route.as_str().cmp(route));
        at.ok().map(|at| &pages[at])
    }

    /// The page at `route`, rendered once for all simultaneous requests.
    async fn rendered(self: &Arc<Self>, route: String) -> Answer {
        let is_missing = self
            .page(&route)
            .is_none_or(|page| page.kind == PageKind::NotFound);
        let shown = Arc::clone(self);
        let render = move |route: &str| match shown.page(route) {
            Some(page) => shown.render(page),
            None => Ok(Vec::new()),
        };
        match self.kept.get(route, render).await {
            Ok(html) if is_missing => Answer::Missing(html),
            Ok(html) => Answer::Page(html),
            Err(why) => Answer::Failed(why),
        }
    }

    fn render(&self, page: &Page) -> Making {
        let mut html = Vec::new();
        if let Err(fault) = self.site.page(page, &mut html) {
            let mut sink = Sink::new();
            self.site.report(&fault, page.route.as_str(), &mut sink);
            let Faults { located, texts } = locate(sink.diagnostics(), &self.sources);
            return Err(located.iter().map(|fault| plain(fault, &texts)).collect());
        }
        let end = b"</head>";
        let at = html.windows(end.len()).position(|part| part == end);
        let at = at.unwrap_or(html.len());
        html.splice(at..at, self.script.bytes());
        Ok(html)
    }

    async fn file(self: &Arc<Self>, route: &str) -> Option<Answer> {
        let name = route.to_owned();
        let answer = |bytes| Answer::File {
            name: route.to_owned(),
            bytes,
            lasts: false,
        };
        if let Some((_, lasts)) = self.site.file(route) {
            let shown = Arc::clone(self);
            let copy = move |route: &str| {
                let (bytes, _) = shown.site.file(route).unwrap_or_default();
                Ok(bytes.to_vec())
            };
            return Some(match self.kept.get(name.clone(), copy).await {
                Ok(bytes) => Answer::File { name, bytes, lasts },
                Err(why) => Answer::Failed(why),
            });
        }
        let mut copies = self.plan().copies.iter();
        if let Some(copy) = copies.find(|copy| copy.route.as_str() == route) {
            let (sources, file) = (Arc::clone(&self.sources), copy.file);
            return match spawn_blocking(move || sources.open(file)).await.ok()? {
                Ok(opened) => Some(Answer::OnDisk { name, opened }),
                Err(NotRead::Failed(failure)) => Some(Answer::Failed(vec![failure.to_string()])),
                // The file was replaced by something that must not be sent.
                Err(_) => None,
            };
        }
        if route.split('/').next() == Some(SEARCH_FOLDER) && self.plan().has(PageType::Search) {
            return match self.index().await {
                Ok(files) => files.get(route).cloned().map(answer),
                Err(failure) => Some(Answer::Failed(vec![failure.clone()])),
            };
        }
        let exported = self.exported.get_or_init(|| {
            let files = Collected::default();
            match export(self.plan(), &files) {
                Ok(()) => files.take(),
                Err(_) => Files::new(),
            }
        });
        exported.get(route).cloned().map(answer)
    }

    /// The search index. A separate task makes it and continues if one client disconnects.
    async fn index(self: &Arc<Self>) -> &Result<Files, String> {
        let shown = Arc::clone(self);
        let made = tokio::spawn(async move {
            let making = Arc::clone(&shown);
            let make = || async {
                let made = spawn_blocking(move || making.make_index()).await;
                made.unwrap_or_else(|_| Err(search_stopped().to_string()))
            };
            shown.index.get_or_init(make).await;
        });
        let _ = made.await;
        let stopped = || async { Err(search_stopped().to_string()) };
        self.index.get_or_init(stopped).await
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

/// A destination that collects files in memory.
#[derive(Default)]
struct Collected(Mutex<BTreeMap<String, Vec<u8>>>);

impl Collected {
    fn take(self) -> Files {
        let files = self.0.into_inner();
        let files = files.unwrap_or_else(std::sync::PoisonError::into_inner);
        let files = files.into_iter();
        files.map(|(route, bytes)| (route, bytes.into())).collect()
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
