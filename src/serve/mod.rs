//! The site on this machine, while it is written: pages are rendered when they are asked for, files are watched, and the
//! browser shows what a save has changed. Beside the line of stages; nothing is written to the disk.
//!
//! `watch.rs` tells what has changed, `shown.rs` knows what stands at an address, `guard.rs` who may ask, `server.rs` speaks HTTP,
//! `live.js` is what pages get to show changes and faults by themselves.

mod guard;
mod server;
mod shown;
mod watch;

use crate::config::BaseUrl;
use crate::diag::{Failure, Located, MOST_SHOWN, Selection, Severity, plain, select};
use crate::dossier::escape;
use crate::pipeline::{Options, Session, Update, captures_folder};
use crate::plan::SitePlan;
use shown::Shown;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use watch::Watch;

/// Where to listen.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The address of the interface.
    pub interface: IpAddr,
    /// The port; 0 for one that is free.
    pub port: u16,
}

/// Why there is no server.
#[derive(Debug)]
pub enum Stop {
    /// The address cannot be listened on: another program has it, or this machine does not.
    Address(Failure),
    /// The machine failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Told what the server does.
pub trait Observer: Send {
    /// A build is over.
    fn built(&mut self, built: &Built<'_>);
    /// The site can be seen at `url`.
    fn ready(&mut self, url: &str);
}

/// A build that is over.
pub struct Built<'a> {
    /// What is shown now; `None` where there were errors.
    pub site: Option<&'a SitePlan>,
    /// Whether pages of an earlier build stay up.
    pub has_pages: bool,
    /// All faults, sorted by place.
    pub faults: &'a [Located],
    /// The texts of the files that faults point into, by path.
    pub texts: &'a BTreeMap<String, String>,
    /// What had changed, relative to the project; nothing for the first build.
    pub changed: &'a [PathBuf],
    /// How long it took.
    pub took: Duration,
    /// How long each stage of it took.
    pub timings: &'a [(&'static str, Duration)],
}

/// What the server shows.
struct Current {
    /// The site as it last was without an error.
    shown: Option<Arc<Shown>>,
    /// The errors of the last build, in words; of very many a choice, and what to say of the rest.
    faults: Vec<String>,
    /// How many there were.
    errors: usize,
    /// Tells pages of one state of the site from those of another; style sheets do not count.
    pages: String,
}

/// Builds the project of `options` in memory, and serves it until the process is told to end (Ctrl-C, SIGTERM). The address of
/// the site is the server's, whatever the configuration says.
///
/// # Errors
/// [`Stop`] where the project's folder cannot be found or watched, or the address cannot be listened on.
pub fn serve(
    mut options: Options,
    settings: Settings,
    observer: impl Observer + 'static,
) -> Result<(), Stop> {
    let wanted = SocketAddr::new(settings.interface, settings.port);
    let cannot_listen = |error| {
        let url = format!("http://{wanted}/");
        Stop::Address(Failure::new("listen on", Path::new(&url), error))
    };
    let listener = TcpListener::bind(wanted).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let url = url(address);
    options.root = absolute(&options.root)?;
    options.captures = options.captures.as_deref().map(absolute).transpose()?;
    options.base_url = BaseUrl::new(&url).ok();
    let captures = match &options.captures {
        Some(folder) => folder.clone(),
        None => captures_folder(&options.root, &options.config, &options.environment),
    };
    // Before the first build, so that no change is missed.
    let mut watch = Watch::new(&options.root, &options.config, &captures)?;
    let mut builder = Builder {
        root: options.root.clone(),
        session: Session::new(options),
        observer,
        shown: None,
        states: 0,
    };
    let (sender, receiver) = tokio::sync::watch::channel(builder.begin());
    let ready = move || {
        builder.observer.ready(&url);
        std::thread::spawn(move || {
            while let Some(changed) = watch.next() {
                if let Some(current) = builder.build(&changed) {
                    // The old state is dropped here, and keeps no answer waiting.
                    drop(sender.send_replace(Arc::new(current)));
                }
            }
        });
    };
    Ok(server::run(listener, address, receiver, ready)?)
}

/// Builds whenever something has changed.
struct Builder<O> {
    root: PathBuf,
    session: Session,
    observer: O,
    shown: Option<Arc<Shown>>,
    /// How many states of the pages there have been.
    states: usize,
}

impl<O: Observer> Builder<O> {
    /// The first build.
    fn begin(&mut self) -> Arc<Current> {
        let start = Instant::now();
        let update = self.session.build();
        Arc::new(self.show(update, &BTreeSet::new(), start))
    }

    /// Builds again; `None` where nothing has changed that the site is made of.
    fn build(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Current> {
        let start = Instant::now();
        let update = self.session.update(changed)?;
        Some(self.show(update, changed, start))
    }

    fn show(&mut self, update: Update, changed: &BTreeSet<PathBuf>, start: Instant) -> Current {
        let Update {
            site,
            sources,
            faults,
            texts,
            timings,
        } = update;
        let is_sound = site.is_some();
        if let Some(site) = site {
            self.shown = Some(Arc::new(Shown::new(site, sources)));
            let is_style = |path: &PathBuf| path.extension().is_some_and(|end| end == "css");
            if changed.is_empty() || !changed.iter().all(is_style) {
                self.states += 1;
            }
        }
        let took = start.elapsed();
        let relative = changed.iter().map(|path| {
            let path = path.strip_prefix(&self.root).unwrap_or(path);
            path.to_path_buf()
        });
        let shown = self.shown.as_deref();
        self.observer.built(&Built {
            site: shown.filter(|_| is_sound).map(Shown::plan),
            has_pages: shown.is_some(),
            faults: &faults,
            texts: &texts,
            changed: &relative.collect::<Vec<_>>(),
            took,
            timings: &timings,
        });
        let errors = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error && !is_sound);
        let errors: Vec<&Located> = errors.collect();
        let Selection {
            shown: told, rest, ..
        } = select(errors.iter().copied(), MOST_SHOWN);
        let told = told.into_iter().map(|fault| plain(fault, &texts));
        Current {
            shown: self.shown.clone(),
            faults: told.chain(rest).collect(),
            errors: errors.len(),
            // Another run of the program has other states.
            pages: format!("{}-{}", std::process::id(), self.states),
        }
    }
}

/// `path` without links, from the root of the file system.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize()
        .map_err(|error| Failure::new("find", path, error))
}

/// The address under which this machine sees what listens at `address`.
fn url(address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{port}/"),
        ip => format!("http://{}/", SocketAddr::new(ip, port)),
    }
}
