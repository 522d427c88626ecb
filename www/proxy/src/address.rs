//! Where a request came from, for the limit of sign-ins.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// The address of whoever is before the trusted hops, each of which has added the one before it to `X-Forwarded-For`. Of an
/// address of version 6 the network: a household has 2^64 of them.
pub fn of_client(peer: SocketAddr, headers: &HeaderMap, trusted_hops: usize) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let said = trusted_hops.checked_sub(1).and_then(|others| named.iter().rev().nth(others));
    network(said.and_then(|text| address(text)).unwrap_or(peer.ip()))
}

/// With a port or without.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
}

fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_trusted_hops_have_added_is_believed() {
        let peer = SocketAddr::from(([10, 0, 0, 1], 4000));
        for (hops, lines, expected) in [
            (0, &["203.0.113.9"][..], "10.0.0.1"),
            (1, &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            (2, &["203.0.113.9, 198.51.100.7", "10.0.0.9"], "198.51.100.7"),
            (2, &["198.51.100.7"], "10.0.0.1"),
            (1, &["198.51.100.7:4321"], "198.51.100.7"),
            (1, &["::ffff:198.51.100.7"], "198.51.100.7"),
            (1, &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
            (1, &["unknown"], "10.0.0.1"),
            (1, &[], "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap_or(axum::http::HeaderValue::from_static("")));
            }
            assert_eq!(of_client(peer, &headers, hops).to_string(), expected, "{hops} {lines:?}");
        }
    }
}
