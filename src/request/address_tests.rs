//! What a base address, an id and a route may be.

use super::*;

const USER_BANNERS: &str = "/banners/user/{user_id}";

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
    let filled = |id| fill(USER_BANNERS, id);
    assert_eq!(filled("usr_abc123"), "/banners/user/usr_abc123");
    assert_eq!(filled("a/b?c#d%2e&e+f"), "/banners/user/a%2Fb%3Fc%23d%252e%26e%2Bf");
    assert_eq!(filled("आशा"), "/banners/user/%E0%A4%86%E0%A4%B6%E0%A4%BE");
    assert_eq!(filled("{user_id}"), "/banners/user/%7Buser_id%7D");
    assert_eq!(fill("/u/{user_id}/x?u={user_id}", "a b"), "/u/a%20b/x?u=a%20b");
    assert_eq!(fill("/dpo", ""), "/dpo");
    assert_eq!(fill(&("/".to_owned() + &"{user_id}".repeat(100_000)), "x").len(), 100_001);
}

#[test]
fn refuses_ids_that_would_change_the_path() {
    for id in ["", ".", "..", "a\nb", "\0", "\u{7f}", "\u{85}"] {
        assert!(id_fault(id).is_some(), "{id:?}");
    }
    let (longest, longer) = ("x".repeat(2_000), "x".repeat(2_001));
    assert_eq!((id_fault(&longest), id_fault(&longer).is_some()), (None, true));
    for id in ["...", "a", " ", "../..", "%2e%2e", "🙂", "O'Neil"] {
        assert_eq!(id_fault(id), None, "{id:?}");
    }
}

#[test]
fn checks_replaced_routes() {
    let fine = "/api/v1/banners/user/{user_id}";
    assert_eq!(template(USER_BANNERS, fine).as_deref(), Ok(fine));
    assert!(template("/dpo", "/v2/dpo?full=1").is_ok());
    for text in ["", "dpo", "//evil.example", "/x/{display_id}", "/{", "/}", "/{user_id}}", "/a/../{user_id}", "/a#b"] {
        assert!(template(USER_BANNERS, text).is_err(), "{text}");
    }
}
