//! Sets the headers of answers.
//!
//! In: a response and a header, or the name of a file. Out: the response with the header, or the
//! file's media type.

use axum::http::HeaderValue;
use axum::http::header::HeaderName;
use axum::response::Response;

/// The media type for a file with this name.
pub(super) fn kind(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    }
}

/// `response` with the header `name`. A `value` that no header can have is left out.
pub(super) fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
