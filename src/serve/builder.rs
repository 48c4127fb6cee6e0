//! Builds the site again after each change.
//!
//! In: the project's options, and changed paths. Out: the [`Current`] state, and calls of the
//! observer. Noticing changes is left to `watch.rs`.

use super::current::Current;
use super::observer::{Built, ServerObserver};
use super::server;
use super::shown::Shown;
use crate::diag::Severity;
use crate::pipeline::{BuildOptions, Session, Update};
use crate::report::{Located, MOST_SHOWN, Selection, plain, select};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Builds the site again after each change.
pub(super) struct Builder<O> {
    pub(super) options: BuildOptions,
    session: Session,
    pub(super) observer: O,
    shown: Option<Arc<Shown>>,
    /// The number of different states of the pages so far.
    states: usize,
}

/// The message shown after a panic.
const STOPPED: &str = "error: this build stopped because of a bug in the program; the terminal that runs it shows more\n  = help: the next save starts a full build";

impl<O: ServerObserver> Builder<O> {
    /// A builder that has built nothing yet.
    pub(super) fn new(options: BuildOptions, observer: O) -> Self {
        Self {
            session: Session::new(options.clone()),
            options,
            observer,
            shown: None,
            states: 0,
        }
    }

    /// Makes the first build.
    pub(super) fn begin(&mut self) -> Arc<Current> {
        let start = Instant::now();
        let current = self.guarded(|builder| {
            let update = builder.session.build();
            Some(builder.show(update, &BTreeSet::new(), start))
        });
        Arc::new(current.unwrap_or_else(|| self.current(Vec::new(), 0)))
    }

    /// Builds again. `None` if the changes do not affect the site.
    pub(super) fn build(&mut self, changed: &BTreeSet<PathBuf>) -> Option<Current> {
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
            let path = path
                .strip_prefix(&self.options.project.root)
                .unwrap_or(path);
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

#[cfg(test)]
mod tests {
    use super::{Builder, ServerObserver};
    use crate::config::{Environment, Project};
    use crate::pipeline::BuildOptions;
    use crate::serve::Built;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Panics when it observes its second build.
    #[derive(Default)]
    struct Panicking {
        builds: usize,
        stopped: usize,
    }

    impl ServerObserver for Panicking {
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
        let project = Project {
            root: root.clone(),
            config: "site.toml".into(),
            environment: Environment::default(),
        };
        let options = BuildOptions::new(project);
        let mut builder = Builder::new(options, Panicking::default());
        let sound = builder.begin();
        assert!(sound.shown.is_some() && sound.faults.is_empty());
        let changed = BTreeSet::from([root.join("content/topics/closure.md")]);
        let stopped = builder.build(&changed).expect("the change is noticed");
        assert!(stopped.shown.is_some());
        assert_eq!(stopped.faults.len(), 1);
        assert_eq!(builder.observer.stopped, 1);
        let again = builder.build(&changed).expect("it is built");
        assert!(again.shown.is_some() && again.faults.is_empty());
        assert_ne!(again.pages, sound.pages);
    }
}
