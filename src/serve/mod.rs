//! Serves the site on this machine while it is being written.
//!
//! In: the project's options. Out: a server that renders pages on request and updates open browsers
//! after each save. Building is left to the pipeline. Nothing is written to disk.
//!
//! | file | job |
//! |---|---|
//! | `watch.rs` | reports which files changed |
//! | `builder.rs`, `current.rs` | build the site again, and hold what is shown of it |
//! | `observer.rs` | defines what the caller learns of each build |
//! | `shown.rs` | finds the answer for an address |
//! | `guard.rs` | decides which requests are accepted |
//! | `server.rs` | speaks HTTP |
//! | `on_disk.rs` | sends open files |
//! | `headers.rs` | sets the headers of answers |
//! | `places.rs` | limits connections |
//! | `kept.rs` | shares answers while they are being sent |
//! | `live.js` | updates pages in the browser and shows faults there |

mod builder;
mod current;
mod guard;
mod headers;
mod kept;
mod observer;
mod on_disk;
mod places;
mod server;
mod shown;
mod watch;

pub use observer::{Built, ServerObserver};

use crate::config::BaseUrl;
use crate::diag::Failure;
use crate::pipeline::{BuildOptions, captures_folder};
use builder::Builder;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use watch::Watch;

/// The reason why the server could not run.
#[derive(Debug)]
pub enum NotServed {
    /// The address cannot be used: another program has it, or this machine does not.
    Address(Failure),
    /// A system call failed.
    Failure(Failure),
}

impl From<Failure> for NotServed {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Builds the project of `options` in memory and serves it until the process is interrupted
/// (Ctrl-C, SIGTERM). The server listens at `wanted`. If the port is 0, the system picks a free one.
/// The site's base address is the server's, regardless of the configuration.
///
/// # Errors
/// [`NotServed`] if the project's folder cannot be found or watched, or if the address cannot be
/// used.
pub fn serve(
    mut options: BuildOptions,
    wanted: SocketAddr,
    observer: impl ServerObserver + 'static,
) -> Result<(), NotServed> {
    let cannot_listen = |error| {
        let url = format!("http://{wanted}/");
        NotServed::Address(Failure::new("listen on", Path::new(&url), error))
    };
    let listener = TcpListener::bind(wanted).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let url = url(address);
    options.project.root = absolute(&options.project.root)?;
    options.captures = options.captures.as_deref().map(absolute).transpose()?;
    options.base_url = BaseUrl::new(&url).ok();
    let config = options.project.root.join(&options.project.config);
    // Watch before the first build, to avoid missing a change.
    let mut watch = Watch::new(&options.project.root, &config, &captures(&options))?;
    let mut builder = Builder::new(options, observer);
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
fn captures(options: &BuildOptions) -> PathBuf {
    match &options.captures {
        Some(folder) => folder.clone(),
        None => captures_folder(&options.project),
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
