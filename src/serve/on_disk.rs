//! Sends an open file as an answer, with support for range and conditional requests.
//!
//! In: a request and a file that is already open and checked. Out: a response. The path is not
//! opened again, so a file moved there meanwhile is not sent. Reading is incremental. No other file
//! uses `tower` or `tower-http`.

use super::headers::{kind, with};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use std::fs::Metadata;
use std::future::{Ready, ready};
use std::io::{self, SeekFrom};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, File};

/// The answer to `request`, which asks for the file `name`.
pub(super) async fn answer(name: &str, file: std::fs::File, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    // Replace the path, because the library would look it up, and only one file exists.
    parts.uri = Uri::from_static("/");
    let service = ServeDir::with_backend("", OneFile(Arc::new(file)))
        .append_index_html_on_directories(false)
        .ignore_multi_range_requests(true);
    match service.oneshot(Request::from_parts(parts, body)).await {
        Ok(response) => {
            let response = response.map(Body::new);
            let response = with(response, CACHE_CONTROL, "no-cache");
            match response.status() {
                StatusCode::OK | StatusCode::PARTIAL_CONTENT => {
                    with(response, CONTENT_TYPE, &kind(name))
                }
                _ => response,
            }
        }
        Err(never) => match never {},
    }
}

/// A file system in which every path leads to the same open file.
#[derive(Clone)]
struct OneFile(Arc<std::fs::File>);

impl Backend for OneFile {
    type File = OpenFile;
    type Metadata = Metadata;
    type OpenFuture = Ready<io::Result<OpenFile>>;
    type MetadataFuture = Ready<io::Result<Metadata>>;

    fn open(&self, _path: PathBuf) -> Self::OpenFuture {
        // Each request opens the file once, so no other reader moves the position.
        let file = self.0.try_clone();
        ready(file.map(|file| OpenFile(tokio::fs::File::from_std(file))))
    }

    fn metadata(&self, _path: PathBuf) -> Self::MetadataFuture {
        ready(self.0.metadata())
    }
}

struct OpenFile(tokio::fs::File);

impl File for OpenFile {
    type Metadata = Metadata;
    type MetadataFuture<'a> = Pin<Box<dyn Future<Output = io::Result<Metadata>> + Send + 'a>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        Box::pin(self.0.metadata())
    }
}

impl AsyncRead for OpenFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncSeek for OpenFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.0).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.0).poll_complete(context)
    }
}
