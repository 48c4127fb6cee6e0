//! The site on this machine, while it is written: pages are rendered when they are asked for, files are watched, and the
//! browser shows what a save has changed. Beside the line of stages; nothing is written to the disk.
//!
//! `watch.rs` tells what has changed, `shown.rs` knows what stands at an address, `guard.rs` who may ask, `server.rs` speaks HTTP,
//! `on_disk.rs` sends open files, `places.rs` knows who is connected, `kept.rs` keeps what is being sent, and `live.js` is the script with
//! which pages show changes and faults by themselves.

mod guard;
mod kept;
mod on_disk;
mod places;
mod server;
mod shown;
mod watch;

use crate::config::BaseUrl;
use crate::diag::{Failure, Severity};
use crate::dossier::escape;
use crate::pipeline::{Options, Session, Update, captures_folder};
use crate::plan::SitePlan;
use crate::report::{Faults, Located, MOST_SHOWN, Selection, plain, select};
use shown::Shown;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    /// A build has panicked, because of a bug in the program. The server goes on.
    fn stopped(&mut self);
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
    pub faults: &'a Faults,
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
    /// The errors of the last build, in words; of very many a selection, and what to say of the rest.
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
    let config = options.root.join(&options.config);
    // Before the first build, so that no change is missed.
    let mut watch = Watch::new(&options.root, &config, &captures(&options))?;
    let mut builder = Builder {
        session: Session::new(options.clone()),
        options,
        observer,
        shown: None,
        states: 0,
    };
    let (sender, receiver) = tokio::sync::watch::channel(builder.begin());
    let ready = move || {
        builder.observer.ready(&url);
        std::thread::spawn(move || {
            while let Some(changed) = watch.next() {
                if changed.contains(&config) {
                    watch.look_for_captures(&captures(&builder.options));
                }
                if let Some(current) = builder.build(&changed) {
                    // The old state is dropped here, and keeps no answer waiting.
                    drop(sender.send_replace(Arc::new(current)));
                }
            }
        });
    };
    Ok(server::run(listener, address, receiver, ready)?)
}

/// Where the captures of the project of `options` stand.
fn captures(options: &Options) -> PathBuf {
    match &options.captures {
        Some(folder) => folder.clone(),
        None => captures_folder(&options.root, &options.config, &options.environment),
    }
}

/// Builds whenever something has changed.
struct Builder<O> {
    options: Options,
    session: Session,
    observer: O,
    shown: Option<Arc<Shown>>,
    /// How many states of the pages there have been.
    states: usize,
}

/// What is shown after a panic.
const STOPPED: &str = "error: this build stopped: the program has a bug, and printed more about it where it was started\n  = help: the next save is built from the beginning";

impl<O: Observer> Builder<O> {
    /// The first build.
    fn begin(&mut self) -> Arc<Current> {
        let start = Instant::now();
        let current = self.guarded(|builder| {
            let update = builder.session.build();
            Some(builder.show(update, &BTreeSet::new(), start))
        });
        Arc::new(current.unwrap_or_else(|| self.current(Vec::new(), 0)))
    }

    /// Builds again; `None` where nothing has changed that the site is made of.
    fn build(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Current> {
        let start = Instant::now();
        self.guarded(|builder| {
            let update = builder.session.update(changed)?;
            Some(builder.show(update, changed, start))
        })
    }

    /// The result of `work`. Where it panics, what the session knew is forgotten, and the pages stay as they were.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Option<Current>) -> Option<Current> {
        if let Ok(current) = catch_unwind(AssertUnwindSafe(|| work(self))) {
            return current;
        }
        self.session = Session::new(self.options.clone());
        // It may be the observer that panicked, and that panics again.
        let _ = catch_unwind(AssertUnwindSafe(|| self.observer.stopped()));
        Some(self.current(vec![STOPPED.to_owned()], 1))
    }

    fn current(&self, faults: Vec<String>, errors: usize) -> Current {
        Current {
            shown: self.shown.clone(),
            faults,
            errors,
            pages: self.pages(),
        }
    }

    /// The name of this state of the site. Another run of the program has other names.
    fn pages(&self) -> String {
        format!("{}-{}", std::process::id(), self.states)
    }

    fn show(&mut self, update: Update, changed: &BTreeSet<PathBuf>, start: Instant) -> Current {
        let Update {
            site,
            sources,
            faults,
            timings,
        } = update;
        let is_sound = site.is_some();
        if let Some(site) = site {
            let is_style = |path: &PathBuf| path.extension().is_some_and(|end| end == "css");
            if changed.is_empty() || !changed.iter().all(is_style) {
                self.states += 1;
            }
            let script = server::script(&self.pages());
            self.shown = Some(Arc::new(Shown::new(site, sources, script)));
        }
        let took = start.elapsed();
        let relative = changed.iter().map(|path| {
            let path = path.strip_prefix(&self.options.root).unwrap_or(path);
            path.to_path_buf()
        });
        let shown = self.shown.as_deref();
        self.observer.built(&Built {
            site: shown.filter(|_| is_sound).map(Shown::plan),
            has_pages: shown.is_some(),
            faults: &faults,
            changed: &relative.collect::<Vec<_>>(),
            took,
            timings: &timings,
        });
        let errors = faults
            .located
            .iter()
            .filter(|fault| fault.severity == Severity::Error && !is_sound);
        let errors: Vec<&Located> = errors.collect();
        let Selection {
            shown: told, rest, ..
        } = select(errors.iter().copied(), MOST_SHOWN);
        let told = told.into_iter().map(|fault| plain(fault, &faults.texts));
        self.current(told.chain(rest).collect(), errors.len())
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

#[cfg(test)]
mod tests {
    use super::{Builder, Built, Observer};
    use crate::pipeline::{Options, Session};
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Panics while it is told of its second build.
    #[derive(Default)]
    struct Panicking {
        builds: usize,
        stopped: usize,
    }

    impl Observer for Panicking {
        fn built(&mut self, _built: &Built<'_>) {
            self.builds += 1;
            assert_ne!(self.builds, 2, "as a test");
        }
        fn stopped(&mut self) {
            self.stopped += 1;
        }
        fn ready(&mut self, _url: &str) {}
    }

    #[test]
    fn after_a_panic_the_pages_stay_and_the_next_save_is_built() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example");
        let options = Options {
            root: root.clone(),
            config: "site.toml".into(),
            environment: crate::config::Environment::default(),
            output: None,
            base_url: None,
            captures: None,
            locked: false,
            compare: false,
            drafts: false,
            strict: false,
            built: None,
        };
        let mut builder = Builder {
            session: Session::new(options.clone()),
            options,
            observer: Panicking::default(),
            shown: None,
            states: 0,
        };
        let sound = builder.begin();
        assert!(sound.shown.is_some() && sound.faults.is_empty());
        let changed = BTreeSet::from([root.join("content/topics/closure.md")]);
        let stopped = builder.build(&changed).expect("it is told");
        assert!(stopped.shown.is_some());
        assert_eq!(stopped.faults.len(), 1);
        assert_eq!(builder.observer.stopped, 1);
        let again = builder.build(&changed).expect("it is built");
        assert!(again.shown.is_some() && again.faults.is_empty());
        assert_ne!(again.pages, sound.pages);
    }
}
