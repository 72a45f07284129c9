//! Where a request comes from, for counting failed sign-ins.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::app::App;

/// The client's address as text; `local` for the window, which has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAddress(pub String);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let address = client(peer, &parts.headers, app.config.server.trusted_proxies);
        Ok(Self(address.map_or_else(|| "local".to_owned(), |ip| ip.to_canonical().to_string())))
    }
}

/// The peer, or with `proxies` trusted proxies in front what the outermost of them saw: the entry of
/// `X-Forwarded-For` that many places from the right. What stands further left anybody can invent.
fn client(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    if proxies == 0 {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let seen = entries.len().checked_sub(proxies).or(if entries.is_empty() { None } else { Some(0) });
    seen.and_then(|index| entries[index].parse().ok()).or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_trusted_proxy_saw_is_believed() {
        let peer: Option<IpAddr> = Some("10.0.0.1".parse().unwrap());
        let mut headers = HeaderMap::new();
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        assert_eq!(client(peer, &headers, 1), peer);
        headers.append("x-forwarded-for", "1.1.1.1, 203.0.113.9".parse().unwrap());
        assert_eq!(client(peer, &headers, 0), peer);
        assert_eq!(client(peer, &headers, 1), ip("203.0.113.9"));
        headers.append("x-forwarded-for", "203.0.113.200".parse().unwrap());
        assert_eq!(client(peer, &headers, 2), ip("203.0.113.9"));
        assert_eq!(client(peer, &headers, 5), ip("1.1.1.1"));
        headers.append("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(client(peer, &headers, 1), peer);
    }
}
