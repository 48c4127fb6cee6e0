//! Implements `dossier serve`.
//!
//! In: the arguments. Out: reports on each build, on standard error. Serving is left to `serve/`.

use super::arguments::Evidence;
use super::exit::Exit;
use super::report;
use super::stopped::failed;
use super::terminal::tell;
use crate::config::Project;
use crate::diag::{Code, Severity};
use crate::pipeline::BuildOptions;
use crate::report::Located;
use crate::serve::{Built, NotServed, ServerObserver, serve};
use crate::text::Position;
use clap::Args;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dossier serve                       show the site at http://127.0.0.1:1111/
  dossier serve --port 0              use a free port
  dossier serve --open                open it in the browser too
  dossier serve --drafts --port 8080  include drafts, and use port 8080")]
pub(super) struct Arguments {
    /// The port to listen on; 0 picks a free one
    #[arg(short, long, default_value_t = 1111)]
    port: u16,
    /// The address of the interface to listen on; `0.0.0.0` lets other machines connect
    #[arg(short, long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "IP")]
    interface: IpAddr,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    open: bool,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Show how long each stage took
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    evidence: Evidence,
}

pub(super) fn run(project: &Project, arguments: &Arguments) -> Exit {
    let options = BuildOptions {
        captures: arguments.evidence.captures.clone(),
        locked: arguments.evidence.locked,
        drafts: arguments.drafts,
        ..BuildOptions::new(project.clone())
    };
    let address = SocketAddr::new(arguments.interface, arguments.port);
    let terminal = Terminal {
        open: arguments.open,
        timings: arguments.timings,
        warned: BTreeSet::new(),
    };
    match serve(options, address, terminal) {
        Ok(()) => {
            tell("stopped\n");
            Exit::Done
        }
        Err(NotServed::Address(failure)) => {
            let exit = failed(&failure);
            tell(
                "  = help: choose another port with `--port` (`--port 0` picks a free one), or another `--interface`\n",
            );
            exit
        }
        Err(NotServed::Failure(failure)) => failed(&failure),
    }
}

/// Prints what the server reports.
struct Terminal {
    open: bool,
    timings: bool,
    /// The warnings already printed.
    warned: BTreeSet<Told>,
}

impl ServerObserver for Terminal {
    fn built(&mut self, built: &Built<'_>) {
        let changed = match built.changed {
            [] => String::new(),
            [one] => format!("{}: ", one.display()),
            [first, rest @ ..] => format!("{} and {} more: ", first.display(), rest.len()),
        };
        self.tell_faults(built);
        if self.timings {
            report::timings(built.timings);
        }
        let line = match built.site {
            Some(plan) => format!(
                "{changed}{} from {} and {}, {}, {} ms\n",
                report::count(plan.pages.len(), "page"),
                report::count(plan.dossier().articles.len(), "article"),
                report::count(plan.dossier().claims.len(), "claim"),
                report::warnings(built.faults),
                built.took.as_millis(),
            ),
            None if built.has_pages => format!("{changed}the pages were not changed\n"),
            None => "there is no page to show yet\n".to_owned(),
        };
        tell(&line);
    }

    fn stopped(&mut self) {
        tell(
            "the build stopped because of a bug in the program, and the pages were not changed: please report the bug\n",
        );
    }

    fn ready(&mut self, url: &str) {
        tell(&format!("the site is at {url} (Ctrl-C stops it)\n"));
        if self.open && opener::open_browser(url).is_err() {
            tell("could not open a browser\n");
        }
    }
}

impl Terminal {
    /// Prints errors every time, but each warning only once as long as it persists.
    fn tell_faults(&mut self, built: &Built<'_>) {
        let is_warning = |fault: &&Located| fault.severity == Severity::Warning;
        let faults = built.faults.located.iter();
        let warned: BTreeSet<Told> = faults.clone().filter(is_warning).map(told).collect();
        let is_new = |fault: &&Located| !is_warning(fault) || !self.warned.contains(&told(fault));
        report::some(faults.filter(is_new), built.faults);
        self.warned = warned;
    }
}

/// The identity of a warning: its code, message and places.
type Told = (Code, String, Vec<(String, Option<(Position, Position)>)>);

fn told(fault: &Located) -> Told {
    let places = fault.labels.iter();
    let places = places.map(|label| (label.path.clone(), label.position));
    (fault.code, fault.message.clone(), places.collect())
}
