//! HTTP on a socket: requests in, what is shown out.
//!
//! The only file that names `axum` for more than headers, `hyper`, `tower` and `tower-http`. Only GET and HEAD are answered, only to who may
//! ask (`guard.rs`), and only with what the site in memory has at an address: no path of a request reaches the disk.

use super::guard::Guard;
use super::shown::{Answer, Shown};
use super::{Current, escape};
use crate::diag::Failure;
use axum::body::Body;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, serve::Listener};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;
use tower_http::services::ServeFile;

/// More connections at a time wait until others are over: the process could not open files any more.
const CONNECTIONS: usize = 256;

/// Who has not sent the head of a request in so long is gone.
const PATIENCE: Duration = Duration::from_secs(3);

/// The bytes of a request's head.
const LONGEST_HEAD: usize = 32 << 10;

/// The server's own files. Hidden files are no part of a site, so that none of them can be meant.
const SCRIPT: &str = "/.dossier/live.js";
const STYLE: &str = "/.dossier/live.css";
const SOCKET: &str = "/.dossier/live";

type Shared = watch::Receiver<Arc<Current>>;

#[derive(Clone)]
struct Site {
    current: Shared,
    guard: Guard,
}

/// Serves what `current` holds until the process is told to end, and calls `ready` once that can be.
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
    let site = Site {
        current,
        guard: Guard::new(address),
    };
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let told_to_end = told_to_end()?;
        ready();
        tokio::select! {
            () = accept(listener, site) => {}
            () = told_to_end => {}
        }
        Ok(())
    });
    // Pages that are being rendered are not waited for.
    runtime.shutdown_background();
    done.map_err(failed)
}

/// Ends when the process is told to end; it is heard from the call on.
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

/// Ends when the process is told to end; it is heard from the call on.
#[cfg(windows)]
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}

async fn accept(mut listener: tokio::net::TcpListener, site: Site) {
    let router = Router::new().fallback(answer).with_state(site);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        // Waits and tries again where the process has no more files to open.
        let (stream, _) = Listener::accept(&mut listener).await;
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(LONGEST_HEAD)
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades();
            // Whoever broke it off knows.
            let _ = connection.await;
            drop(place);
        });
    }
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    if !site.guard.admits(request.uri(), request.headers()) {
        let why = "this server answers to its own address only\n";
        return (StatusCode::MISDIRECTED_REQUEST, why).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match request.uri().path() {
        SOCKET => return socket(site, request).await,
        SCRIPT => return file("live.js", include_bytes!("live.js").to_vec(), false),
        STYLE => return file("live.css", include_bytes!("live.css").to_vec(), false),
        _ => {}
    }
    let current = Arc::clone(&site.current.borrow());
    let Some(shown) = current.shown.clone() else {
        return faults(&current, &current.faults);
    };
    let Ok(path) = percent_decode_str(request.uri().path()).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let path = path.into_owned();
    let looked_up = tokio::task::spawn_blocking(move || Shown::at(&shown, &path));
    match looked_up.await {
        Ok(Answer::Page(html)) => page(StatusCode::OK, &current, html),
        Ok(Answer::Missing(html)) => page(StatusCode::NOT_FOUND, &current, html),
        Ok(Answer::File { name, bytes, lasts }) => file(&name, bytes, lasts),
        Ok(Answer::OnDisk(path)) => match ServeFile::new(path).oneshot(request).await {
            Ok(response) => with(response.map(Body::new), CACHE_CONTROL, "no-cache"),
            Err(never) => match never {},
        },
        Ok(Answer::Failed(why)) => faults(&current, &why),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page, with the script that shows changes.
fn page(status: StatusCode, current: &Current, mut html: Vec<u8>) -> Response {
    let script = script(current);
    let end = b"</head>";
    let at = html.windows(end.len()).position(|part| part == end);
    let at = at.unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
    let response = (status, html).into_response();
    let response = with(response, CONTENT_TYPE, "text/html; charset=utf-8");
    with(response, CACHE_CONTROL, "no-store")
}

fn script(current: &Current) -> String {
    let pages = &current.pages;
    format!(
        "<script src=\"{SCRIPT}\" data-pages=\"{pages}\" data-style=\"{STYLE}\" data-socket=\"{SOCKET}\" defer></script>"
    )
}

/// A page that tells faults, where there is no other to show.
fn faults(current: &Current, faults: &[String]) -> Response {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Faults</title></head><body><h1>There is no page to show</h1>",
    );
    for fault in faults {
        html.push_str("<pre>");
        escape(fault, &mut html);
        html.push_str("</pre>");
    }
    html.push_str("</body></html>");
    page(
        StatusCode::INTERNAL_SERVER_ERROR,
        current,
        html.into_bytes(),
    )
}

fn file(name: &str, bytes: Vec<u8>, lasts: bool) -> Response {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    };
    let response = with(bytes.into_response(), CONTENT_TYPE, &kind);
    let cache = match lasts {
        true => "max-age=31536000, immutable",
        false => "no-store",
    };
    with(response, CACHE_CONTROL, cache)
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

async fn socket(site: Site, request: Request) -> Response {
    if !site.guard.is_own_page(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade
            .max_message_size(1 << 10)
            .on_upgrade(|socket| tell(socket, site.current)),
        Err(refused) => refused.into_response(),
    }
}

/// Tells a page of each state of the site, until one of the two goes away.
async fn tell(mut socket: WebSocket, mut current: Shared) {
    loop {
        let state = state(&current.borrow_and_update());
        if socket.send(Message::text(state)).await.is_err() {
            return;
        }
        tokio::select! {
            changed = current.changed() => if changed.is_err() { return },
            // A page says nothing but that it goes.
            said = socket.recv() => if said.is_none_or(|said| said.is_err()) { return },
        }
    }
}

/// What a page is told: which pages and style sheets there are now, and what is wrong.
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
