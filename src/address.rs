//! Addresses: the base URL, the route of each call, and the ids that go into it.

use crate::text::{self, cut, hex};

/// A call whose route can be replaced, by its method name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `GET /banners`
    ListBanners,
    /// `GET /banners/{display_id}`
    GetBanner,
    /// `GET /banners/user/{user_id}`
    UserBanners,
    /// `GET /api/v1/external/consents/user-status`
    ConsentStatus,
    /// `GET /dpo`
    Dpo,
    /// `POST /consent/{collection_point_id}/consent`
    RecordConsent,
    /// `GET /grievance/user/{user_id}`
    ListGrievances,
    /// `POST /grievance`
    CreateGrievance,
    /// `PUT /grievance/{ticket_id}`
    UpdateGrievance,
    /// `GET /nominee/user/{user_id}`
    ListNominees,
    /// `POST /nominee`
    RegisterNominee,
    /// `PUT /nominee/{nominee_id}`
    UpdateNominee,
    /// `DELETE /nominee/{nominee_id}`
    DeleteNominee,
}

impl Route {
    /// Every route, in the order of their numbers.
    pub const ALL: [Route; 13] = [
        Route::ListBanners,
        Route::GetBanner,
        Route::UserBanners,
        Route::ConsentStatus,
        Route::Dpo,
        Route::RecordConsent,
        Route::ListGrievances,
        Route::CreateGrievance,
        Route::UpdateGrievance,
        Route::ListNominees,
        Route::RegisterNominee,
        Route::UpdateNominee,
        Route::DeleteNominee,
    ];

    /// The method that uses it: its name in the `routes` option and in errors.
    pub fn name(self) -> &'static str {
        match self {
            Route::ListBanners => "listBanners",
            Route::GetBanner => "getBanner",
            Route::UserBanners => "userBanners",
            Route::ConsentStatus => "consentStatus",
            Route::Dpo => "dpo",
            Route::RecordConsent => "recordConsent",
            Route::ListGrievances => "listGrievances",
            Route::CreateGrievance => "createGrievance",
            Route::UpdateGrievance => "updateGrievance",
            Route::ListNominees => "listNominees",
            Route::RegisterNominee => "registerNominee",
            Route::UpdateNominee => "updateNominee",
            Route::DeleteNominee => "deleteNominee",
        }
    }

    /// The documented path, with the one id it takes in braces.
    pub fn template(self) -> &'static str {
        match self {
            Route::ListBanners => "/banners",
            Route::GetBanner => "/banners/{display_id}",
            Route::UserBanners => "/banners/user/{user_id}",
            Route::ConsentStatus => "/api/v1/external/consents/user-status?userId={user_id}",
            Route::Dpo => "/dpo",
            Route::RecordConsent => "/consent/{collection_point_id}/consent",
            Route::ListGrievances => "/grievance/user/{user_id}",
            Route::CreateGrievance => "/grievance",
            Route::UpdateGrievance => "/grievance/{ticket_id}",
            Route::ListNominees => "/nominee/user/{user_id}",
            Route::RegisterNominee => "/nominee",
            Route::UpdateNominee => "/nominee/{nominee_id}",
            Route::DeleteNominee => "/nominee/{nominee_id}",
        }
    }

    /// The name of the id in its template.
    fn placeholder(self) -> Option<&'static str> {
        let (_, rest) = cut(self.template(), b'{')?;
        cut(rest, b'}').map(|(name, _)| name)
    }
}

/// Checks a base URL and takes the slash off its end, or says what is wrong with it.
pub fn base_url(text: &str) -> Result<String, &'static str> {
    if text::has_gaps(text) || text::has(text, "\\") {
        return Err("must not contain spaces, control characters or backslashes");
    }
    if text::has(text, "?#") {
        return Err("must not have a query or a fragment");
    }
    let secure = text::begins(text, "https://");
    let path = if secure || text::begins(text, "http://") {
        let rest = text.get(if secure { 8.. } else { 7.. }).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or_default();
        let host = host(authority)?;
        if !secure && !is_loopback(host) {
            return Err("must be https, except on loopback");
        }
        path
    } else if text.starts_with("/") {
        text
    } else {
        return Err("must be an https URL, or a path that begins with one slash");
    };
    if has_odd_segment(path.strip_suffix("/").unwrap_or(path)) {
        return Err("must not have empty or dot segments in its path");
    }
    Ok(text.strip_suffix("/").unwrap_or(text).into())
}

/// The host of an authority, whose port is checked.
fn host(authority: &str) -> Result<&str, &'static str> {
    if text::has(authority, "@") {
        return Err("must not have user info");
    }
    let end = if authority.starts_with("[") { b']' } else { b':' };
    let (host, port) = match cut(authority, end) {
        Some((host, port)) if end == b':' => (host, Some(port)),
        Some((_, "")) => (authority, None),
        Some((address, port)) => {
            (authority.get(..=address.len()).unwrap_or_default(), port.strip_prefix(":").or(Some("")))
        }
        None if end == b']' => ("", None),
        None => (authority, None),
    };
    let port_is_fine = port.is_none_or(|port| text::number(port).is_some_and(|port| port <= 65_535));
    let odd = |c: char| c.is_ascii_punctuation() && !matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    if host.is_empty() || !port_is_fine || host.chars().any(odd) {
        return Err("must have a host, and a port only as a number");
    }
    Ok(host)
}

fn is_loopback(host: &str) -> bool {
    let is_byte = |part| text::number(part).is_some_and(|number| number <= 255);
    let v4 = host
        .strip_prefix("127.")
        .is_some_and(|rest| text::parts(rest, b'.').count() == 3 && text::parts(rest, b'.').all(is_byte));
    v4 || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}

/// Whether a path has an empty segment after its first slash, or one that URL parsers resolve: `..`, `%2e`.
fn has_odd_segment(path: &str) -> bool {
    text::parts(path, b'/').skip(1).any(|mut segment| {
        while let Some(rest) = [".", "%2e", "%2E"].iter().find_map(|dot| segment.strip_prefix(dot)) {
            segment = rest;
        }
        segment.is_empty()
    })
}

/// Checks a replacement for a route's template.
pub fn template(route: Route, text: &str) -> Result<String, &'static str> {
    let (path, _) = cut(text, b'?').unwrap_or((text, ""));
    if !path.starts_with("/") || has_odd_segment(path) {
        return Err("must be a path that begins with a slash, without empty or dot segments");
    }
    if text::has(text, "#\\") || text::has_gaps(text) {
        return Err("must not contain a fragment, spaces, control characters or backslashes");
    }
    let known = |part: &str| {
        cut(part, b'}').is_some_and(|(name, rest)| Some(name) == route.placeholder() && !text::has(rest, "}"))
    };
    let mut parts = text::parts(text, b'{');
    if parts.next().is_some_and(|before| text::has(before, "}")) || !parts.all(known) {
        return Err("has a placeholder that this call does not know");
    }
    Ok(text.into())
}

/// What is wrong with an id, where something is.
pub fn id_fault(id: &str) -> Option<&'static str> {
    match id {
        "" => Some("must not be empty"),
        "." | ".." => Some("must not be a dot segment"),
        _ if id.chars().any(char::is_control) => Some("must not contain control characters"),
        _ => None,
    }
}

/// Puts an id, percent-encoded, into a template. Templates are checked before, ids by [`id_fault`].
pub fn fill(template: &str, id: &str) -> String {
    let Some((before, rest)) = cut(template, b'{') else {
        return template.into();
    };
    let after = cut(rest, b'}').map_or("", |(_, after)| after);
    // A template may name its id more than once.
    [before, &*encode(id), &*fill(after, id)].concat()
}

/// An id as an address has it.
pub fn encode(id: &str) -> String {
    let mut encoded = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(hex(byte >> 4).to_ascii_uppercase());
            encoded.push(hex(byte & 15).to_ascii_uppercase());
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_https_a_path_and_http_on_loopback() {
        for (given, kept) in [
            ("https://api.truConsent.io", "https://api.truConsent.io"),
            ("https://api.truConsent.io/v1/", "https://api.truConsent.io/v1"),
            ("HTTPS://a-b.example:8443", "HTTPS://a-b.example:8443"),
            ("https://xn--bcher-kva.example/ü", "https://xn--bcher-kva.example/ü"),
            ("/api", "/api"),
            ("/", ""),
            ("http://localhost:8787/api", "http://localhost:8787/api"),
            ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://127.9.8.7:1/x", "http://127.9.8.7:1/x"),
            ("http://[::1]:9", "http://[::1]:9"),
        ] {
            assert_eq!(base_url(given).as_deref(), Ok(kept), "{given}");
        }
    }

    #[test]
    fn refuses_every_other_base_url() {
        for given in [
            "",
            "api",
            "//evil.example",
            "ftp://x",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "http://api.truConsent.io",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.256",
            "http://localhost.evil.example",
            "https://user:pass@host",
            "https://user@host",
            "https://host?x=1",
            "https://host#x",
            "https://host/a b",
            "https://host\\evil",
            "https://host:port",
            "https://host:99999",
            "https://ho%73t",
            "https://host\n",
            "/a//b",
            "/a//",
            "//",
            "/a/../b",
            "/a/%2E%2e/b",
            "https://[::1",
            "/\\evil",
        ] {
            assert!(base_url(given).is_err(), "{given}");
        }
    }

    #[test]
    fn encodes_whatever_an_id_holds() {
        let filled = |id| fill(Route::UserBanners.template(), id);
        assert_eq!(filled("usr_abc123"), "/banners/user/usr_abc123");
        assert_eq!(filled("a/b?c#d%2e&e+f"), "/banners/user/a%2Fb%3Fc%23d%252e%26e%2Bf");
        assert_eq!(filled("आशा"), "/banners/user/%E0%A4%86%E0%A4%B6%E0%A4%BE");
        assert_eq!(filled("{user_id}"), "/banners/user/%7Buser_id%7D");
        assert_eq!(fill("/u/{user_id}/x?u={user_id}", "a b"), "/u/a%20b/x?u=a%20b");
        assert_eq!(fill("/dpo", ""), "/dpo");
    }

    #[test]
    fn refuses_ids_that_would_change_the_path() {
        for id in ["", ".", "..", "a\nb", "\0", "\u{7f}", "\u{85}"] {
            assert!(id_fault(id).is_some(), "{id:?}");
        }
        for id in ["...", "a", " ", "../..", "%2e%2e", "🙂", "O'Neil"] {
            assert_eq!(id_fault(id), None, "{id:?}");
        }
    }

    #[test]
    fn checks_replaced_routes() {
        let fine = "/api/v1/banners/user/{user_id}";
        assert_eq!(template(Route::UserBanners, fine).as_deref(), Ok(fine));
        assert!(template(Route::Dpo, "/v2/dpo?full=1").is_ok());
        for text in
            ["", "dpo", "//evil.example", "/x/{display_id}", "/{", "/}", "/{user_id}}", "/a/../{user_id}", "/a#b"]
        {
            assert!(template(Route::UserBanners, text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_route_is_listed_once() {
        for (number, route) in Route::ALL.into_iter().enumerate() {
            assert_eq!(route as usize, number);
            assert!(template(route, route.template()).is_ok());
        }
    }
}
