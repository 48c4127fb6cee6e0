//! Decides which requests the server accepts: only those that address it by its own name.
//!
//! In: a request's target and headers. Out: whether to answer. Answering is left to `server.rs`.
//!
//! Another site's page can make a browser send requests to this server. If its domain name resolves
//! to this machine, it could even read the answers (DNS rebinding). So a request must name this
//! server as its host (RFC 9110, section 7.2). A WebSocket must come from one of its pages (RFC
//! 6455, section 10.2).

use axum::http::HeaderMap;
use axum::http::Uri;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::uri::Authority;
use std::net::{IpAddr, SocketAddr};

/// The rules for requests to a server that listens at one address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    address: SocketAddr,
}

impl Guard {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    /// Whether a request addresses this server.
    pub(super) fn admits(self, uri: &Uri, headers: &HeaderMap) -> bool {
        let target = uri.authority();
        let host = single(headers, &HOST).and_then(|host| host.parse::<Authority>().ok());
        host.is_some_and(|host| self.is_own(&host))
            && target.is_none_or(|target| self.is_own(target))
    }

    /// Whether an [admitted](Self::admits) request comes from a page of this server.
    pub(super) fn is_own_page(self, headers: &HeaderMap) -> bool {
        let host = single(headers, &HOST);
        let origin = single(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        host.zip(origin)
            .is_some_and(|(host, origin)| host.eq_ignore_ascii_case(origin))
    }

    fn is_own(self, host: &Authority) -> bool {
        // Compare as text: a port has one form only, without leading zeros.
        let own = self.address.port();
        let is_own = match host.port() {
            Some(port) => port.as_str() == own.to_string(),
            None => own == 80 && host.as_str() == host.host(),
        };
        // A user name or password is never part of this server's address.
        if !is_own || host.as_str().contains('@') {
            return false;
        }
        let name = host.host();
        if name.eq_ignore_ascii_case("localhost") {
            return self.address.ip().is_loopback() || self.address.ip().is_unspecified();
        }
        let bare = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        let ip: Option<IpAddr> = match bare {
            Some(bare) => bare.parse().ok().map(IpAddr::V6),
            None => name.parse().ok().map(IpAddr::V4),
        };
        match self.address.ip() {
            // A numeric address, unlike a name, cannot be made to resolve elsewhere.
            own if own.is_unspecified() => ip.is_some(),
            own => ip == Some(own),
        }
    }
}

/// The value of a header, if it occurs exactly once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use axum::http::header::{HOST, ORIGIN};
    use axum::http::{HeaderMap, HeaderValue, Uri};

    fn headers(host: &'static str, origin: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(host));
        headers.insert(ORIGIN, HeaderValue::from_static(origin));
        headers
    }

    fn admits(address: &str, host: &'static str) -> bool {
        let guard = Guard::new(address.parse().expect("an address"));
        guard.admits(&Uri::from_static("/"), &headers(host, "null"))
    }

    #[test]
    fn a_server_answers_to_its_own_names_only() {
        let own = "127.0.0.1:1111";
        for host in ["127.0.0.1:1111", "localhost:1111", "LOCALHOST:1111"] {
            assert!(admits(own, host), "{host}");
        }
        for host in [
            "example.org",
            "example.org:1111",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost.example.org:1111",
            "127.0.0.1:01111",
            "127.0.0.1:+1111",
            "127.0.0.1:66647",
            "127.0.0.1:",
            "[127.0.0.1]:1111",
            "a@127.0.0.1:1111",
            "192.168.0.2:1111",
            "[::1]:1111",
            "",
        ] {
            assert!(!admits(own, host), "{host}");
        }
        assert!(admits("[::1]:80", "[::1]"));
        for host in ["[::1]:", "[::1]:080", "[::1", "::1", "[[::1]]"] {
            assert!(!admits("[::1]:80", host), "{host}");
        }
        assert!(admits("0.0.0.0:1111", "192.168.0.2:1111"));
        assert!(!admits("0.0.0.0:1111", "example.org:1111"));
        assert!(!admits("192.168.0.2:1111", "localhost:1111"));
    }

    #[test]
    fn a_target_with_another_host_is_foreign() {
        let guard = Guard::new("127.0.0.1:1111".parse().expect("an address"));
        let headers = headers("127.0.0.1:1111", "null");
        assert!(guard.admits(&Uri::from_static("http://localhost:1111/"), &headers));
        assert!(!guard.admits(&Uri::from_static("http://example.org/"), &headers));
    }

    #[test]
    fn a_socket_comes_from_a_page_of_the_same_host() {
        let guard = Guard::new("127.0.0.1:1111".parse().expect("an address"));
        let own = |origin| guard.is_own_page(&headers("localhost:1111", origin));
        assert!(own("http://localhost:1111"));
        for origin in [
            "http://example.org",
            "https://localhost:1111",
            "null",
            "http://127.0.0.1:1111",
        ] {
            assert!(!own(origin), "{origin}");
        }
    }
}
