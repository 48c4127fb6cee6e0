//! Serves the site on this machine while it is being written.
//!
//! In: the project's options. Out: a server that renders pages on request and updates open browsers
//! after each save. Building is left to the pipeline. Nothing is written to disk.
//!
//! | file | job |
//! |---|---|
//! | `watch.rs` | reports which files changed |
//! | `shown.rs` | finds the answer for an address |
//! | `guard.rs` | decides which requests are accepted |
//! | `server.rs` | speaks HTTP |
//! | `on_disk.rs` | sends open files |
//! | `places.rs` | limits connections |
//! | `kept.rs` | shares answers while they are being sent |
//! | `live.js` | updates pages in the browser and shows faults there |

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

/// The address to listen on.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The IP address of the interface.
    pub interface: IpAddr,
    /// The port. With 0, the system picks a free one.
    pub port: u16,
}

/// The reason why the server could not run.
#[derive(Debug)]
pub enum Stop {
    /// The address cannot be used: another program has it, or this machine does not.
    Address(Failure),
    /// A system call failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Receives events from the server.
pub trait Observer: Send {
    /// A build is complete.
    fn built(&mut self, built: &Built<'_>);
    /// A build panicked because of a bug in the program. The server continues.
    fn stopped(&mut self);
    /// The site is available at `url`.
    fn ready(&mut self, url: &str);
}

/// The result of a build.
pub struct Built<'a> {
    /// The site now shown, or `None` if the build had errors.
    pub site: Option<&'a SitePlan>,
    /// Whether any pages are shown, from this build or an earlier one.
    pub has_pages: bool,
    /// All faults, sorted by place.
    pub faults: &'a Faults,
    /// The changed paths, relative to the project. Empty for the first build.
    pub changed: &'a [PathBuf],
    /// The duration of the whole build.
    pub took: Duration,
    /// The duration of each stage.
    pub timings: &'a [(&'static str, Duration)],
}

/// The state that the server shows.
struct Current {
    /// The last site built without an error.
    shown: Option<Arc<Shown>>,
    /// The errors of the last build, in words. If there are very many, a selection and a remark on
    /// the rest.
    faults: Vec<String>,
    /// The number of errors, including those not in the selection.
    errors: usize,
    /// Identifies a state of the pages. Changes to style sheets alone do not change it.
    pages: String,
}

/// Builds the project of `options` in memory and serves it until the process is interrupted
/// (Ctrl-C, SIGTERM). The site's base address is the server's, regardless of the configuration.
///
/// # Errors
/// [`Stop`] if the project's folder cannot be found or watched, or if the address cannot be used.
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
    // Watch before the first build, to avoid missing a change.
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
                    // Drop the old state on this thread, so that it delays no answer.
                    drop(sender.send_replace(Arc::new(current)));
                }
            }
        });
    };
    Ok(server::run(listener, address, receiver, ready)?)
}

/// The folder of the captures for the project of `options`.
fn captures(options: &Options) -> PathBuf {
    match &options.captures {
        Some(folder) => folder.clone(),
        None => captures_folder(&options.root, &options.config, &options.environment),
    }
}

/// Builds the site again after each change.
struct Builder<O> {
    options: Options,
    session: Session,
    observer: O,
    shown: Option<Arc<Shown>>,
    /// The number of different states of the pages so far.
    states: usize,
}

/// The message shown after a panic.
const STOPPED: &str = "error: this build stopped: the program has a bug, and printed more about it where it was started\n  = help: the next save is built from the beginning";

impl<O: Observer> Builder<O> {
    /// Makes the first build.
    fn begin(&mut self) -> Arc<Current> {
        let start = Instant::now();
        let current = self.guarded(|builder| {
            let update = builder.session.build();
            Some(builder.show(update, &BTreeSet::new(), start))
        });
        Arc::new(current.unwrap_or_else(|| self.current(Vec::new(), 0)))
    }

    /// Builds again. `None` if the changes do not affect the site.
    fn build(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Current> {
        let start = Instant::now();
        self.guarded(|builder| {
            let update = builder.session.update(changed)?;
            Some(builder.show(update, changed, start))
        })
    }

    /// Runs `work`. If it panics, the session starts over and the pages stay as they were.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Option<Current>) -> Option<Current> {
        if let Ok(current) = catch_unwind(AssertUnwindSafe(|| work(self))) {
            return current;
        }
        self.session = Session::new(self.options.clone());
        // The observer itself may have panicked, and may panic again.
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

    /// The name of this state of the pages, unique across runs of the program.
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

/// `path` as an absolute path without links.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize()
        .map_err(|error| Failure::new("find", path, error))
}

/// The URL at which this machine reaches a server listening at `address`.
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

    /// Panics when it observes its second build.
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
