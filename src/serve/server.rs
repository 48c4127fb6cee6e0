//! Serves HTTP on a socket.
//!
//! In: requests. Out: pages and files from the site in memory. Only GET and HEAD requests that pass
//! `guard.rs` are answered. No path from a request reaches the disk. Which connections stay open is
//! left to `places.rs`.

use super::current::Current;
use super::guard::Guard;
use super::headers::{kind, with};
use super::on_disk;
use super::places::{Activity, PATIENCE, Places, Room, Watched};
use super::shown::{Answer, Shown};
use crate::diag::Failure;
use crate::dossier::escape;
use axum::body::{Body, Bytes};
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

/// The time in which a connection must send the head of a request, or it is closed.
const HEAD: Duration = Duration::from_secs(3);

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 32 << 10;

/// The pause before accepting again when the process cannot open more files.
const BREATH: Duration = Duration::from_millis(10);

/// The server's own addresses. Hidden files are not part of a site, so these cannot conflict.
const SCRIPT: &str = "/.dossier/live.js";
const STYLE: &str = "/.dossier/live.css";
const SOCKET: &str = "/.dossier/live";

type Shared = watch::Receiver<Arc<Current>>;

#[derive(Clone)]
struct Site {
    current: Shared,
    guard: Guard,
    /// Permits for the WebSockets of pages.
    sockets: Arc<Semaphore>,
}

/// Serves the state in `current` until the process is interrupted. Calls `ready` once it accepts
/// connections.
pub(super) fn run(
    listener: TcpListener,
    address: SocketAddr,
    current: Shared,
    ready: impl FnOnce(),
) -> Result<(), Failure> {
    let failed = |error| {
        let url = format!("http://{address}/");
        Failure::new("serve", Path::new(&url), error)
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let room = Room::of_process();
    let site = Site {
        current,
        guard: Guard::new(address),
        sockets: Arc::new(Semaphore::new(room.sockets)),
    };
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let told_to_end = told_to_end()?;
        ready();
        tokio::select! {
            () = accept(listener, room, site) => {}
            () = told_to_end => {}
        }
        Ok(())
    });
    // Do not wait for pages that are still being rendered.
    runtime.shutdown_background();
    done.map_err(failed)
}

/// A future that ends when the process is interrupted. Signals count from the call on.
#[cfg(unix)]
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// A future that ends when the process is interrupted. Signals count from the call on.
#[cfg(windows)]
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}

async fn accept(listener: tokio::net::TcpListener, room: Room, site: Site) {
    let places = Places::new(room.connections);
    tokio::spawn(Arc::clone(&places).keep_free());
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let site = site.clone();
                places.seat(stream, |stream, activity| serve(stream, activity, site));
            }
            Err(error) if is_of_the_other(&error) => {}
            // The process or the machine cannot open more files.
            Err(_) => {
                places.free_one();
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// Whether the client closed the connection before it was accepted.
fn is_of_the_other(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    let kinds = [ConnectionAborted, ConnectionRefused, ConnectionReset];
    kinds.contains(&error.kind())
}

async fn serve(stream: Watched, activity: Arc<Activity>, site: Site) {
    let service = service_fn(|request| {
        let (site, activity) = (site.clone(), Arc::clone(&activity));
        async move {
            let _answering = activity.answering();
            Ok::<_, Infallible>(answer(site, Request::map(request, Body::new)).await)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // An error here means that the client ended the connection, so nobody needs to know.
    let _ = connection.await;
}

async fn answer(site: Site, request: Request) -> Response {
    if !site.guard.admits(request.uri(), request.headers()) {
        let why = "this server only answers requests for its own address\n";
        return (StatusCode::MISDIRECTED_REQUEST, why).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match request.uri().path() {
        SOCKET => return socket(site, request).await,
        SCRIPT => {
            let script = include_bytes!("live.js").as_slice();
            return file("live.js", Bytes::from_static(script), false);
        }
        STYLE => {
            let style = include_bytes!("live.css").as_slice();
            return file("live.css", Bytes::from_static(style), false);
        }
        _ => {}
    }
    let current = Arc::clone(&site.current.borrow());
    let Some(shown) = &current.shown else {
        return faults(&current, &current.faults);
    };
    let Ok(path) = percent_decode_str(request.uri().path()).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let path = path.into_owned();
    match Shown::at(shown, &path).await {
        Answer::Page(html) => page(StatusCode::OK, html),
        Answer::Missing(html) => page(StatusCode::NOT_FOUND, html),
        Answer::File { name, bytes, lasts } => file(&name, bytes, lasts),
        Answer::OnDisk { name, opened } => {
            on_disk::answer(&name, opened.into_file(), request).await
        }
        Answer::Failed(why) => faults(&current, &why),
    }
}

fn page(status: StatusCode, html: Bytes) -> Response {
    let response = (status, html).into_response();
    let response = with(response, CONTENT_TYPE, "text/html; charset=utf-8");
    with(response, CACHE_CONTROL, "no-store")
}

/// The script element for the end of a page's head. `pages` names the state of the page.
pub(super) fn script(pages: &str) -> String {
    format!(
        "<script src=\"{SCRIPT}\" data-pages=\"{pages}\" data-style=\"{STYLE}\" data-socket=\"{SOCKET}\" defer></script>"
    )
}

/// A page that lists faults, if no other page can be shown.
fn faults(current: &Current, faults: &[String]) -> Response {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Faults</title>",
    );
    html.push_str(&script(&current.pages));
    html.push_str("</head><body><h1>There is no page to show</h1>");
    for fault in faults {
        html.push_str("<pre>");
        escape(fault, &mut html);
        html.push_str("</pre>");
    }
    html.push_str("</body></html>");
    page(StatusCode::INTERNAL_SERVER_ERROR, html.into())
}

fn file(name: &str, bytes: Bytes, lasts: bool) -> Response {
    let response = with(bytes.into_response(), CONTENT_TYPE, &kind(name));
    let cache = match lasts {
        true => "max-age=31536000, immutable",
        false => "no-store",
    };
    with(response, CACHE_CONTROL, cache)
}

async fn socket(site: Site, request: Request) -> Response {
    if !site.guard.is_own_page(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    // A full server is a temporary failure: the page's script tries again later.
    let Ok(place) = Arc::clone(&site.sockets).try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade
            .max_message_size(1 << 10)
            .on_upgrade(|socket| async move {
                tell(socket, site.current).await;
                drop(place);
            }),
        Err(refused) => refused.into_response(),
    }
}

/// Sends each state of the site to a page, until either side disconnects.
async fn tell(mut socket: WebSocket, mut current: Shared) {
    loop {
        let state = state(&current.borrow_and_update());
        let sent = timeout(PATIENCE, socket.send(Message::text(state))).await;
        if !sent.is_ok_and(|sent| sent.is_ok()) {
            return;
        }
        tokio::select! {
            changed = current.changed() => if changed.is_err() { return },
            // A page sends nothing. Receiving shows only that it has gone.
            said = socket.recv() => if said.is_none_or(|said| said.is_err()) { return },
        }
    }
}

/// The state as a page receives it, in JSON: the name of the pages, the style sheets, and the
/// faults.
fn state(current: &Current) -> String {
    let styles: Vec<&str> = match &current.shown {
        Some(shown) => shown.style_sheets().collect(),
        None => Vec::new(),
    };
    serde_json::json!({
        "pages": current.pages,
        "styles": styles,
        "faults": current.faults,
        "errors": current.errors,
    })
    .to_string()
}
