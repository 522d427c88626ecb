//! Which headers a page can send, and where each call goes.

use super::*;

#[test]
fn knows_the_headers_that_a_page_can_send() {
    for name in ["X-API-Key", "authorization", "x_y", "Content-Type"] {
        assert!(is_header_name(name), "{name}");
    }
    for name in ["", "a b", "a:b", "é", "a\n", "Cookie", "HOST", "Sec-Fetch-Site", "proxy-x"] {
        assert!(!is_header_name(name), "{name}");
    }
}

#[test]
fn knows_the_values_that_a_header_can_carry() {
    for value in ["", "tck_live_xxxx", "a\tb", "Zürich"] {
        assert!(is_header_value(value), "{value}");
    }
    for value in ["a\nb", "a\rb", "\0", "कुंजी", "🙂"] {
        assert!(!is_header_value(value), "{value}");
    }
}

#[test]
fn each_host_serves_its_own_calls() {
    let options = Options {
        base_url: "https://a.example".into(),
        consents_base_url: Some("https://b.example".into()),
        headers: Vec::new(),
        make_headers: None,
        credentials: "omit",
        timeout_ms: 0.0,
        deadline_ms: 0.0,
        max_retries: 0,
        routes: vec![(Route::Dpo, "/v2/dpo".into())],
        flights: Flights::default(),
    };
    assert_eq!(options.url(Route::ListBanners, ""), "https://a.example/banners");
    assert_eq!(options.url(Route::Dpo, ""), "https://a.example/v2/dpo");
    let status = "https://b.example/api/v1/external/consents/user-status?userId=a%20b";
    assert_eq!(options.url(Route::ConsentStatus, "a b"), status);
}
