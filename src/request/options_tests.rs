//! Where each call goes.

use super::*;
use crate::schema::shape::Answer;

static LIST: Endpoint = Endpoint::new("listBanners", "GET", "/banners", Answer::List("[]"));
static DPO: Endpoint = Endpoint::new("dpo", "GET", "/dpo", Answer::Record("[]"));
static STATUS: Endpoint = Endpoint {
    is_external: true,
    ..Endpoint::new(
        "consentStatus",
        "GET",
        "/api/v1/external/consents/user-status?userId={user_id}",
        Answer::Record("[]"),
    )
};

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
        drift: JsValue::UNDEFINED,
        routes: vec![(&DPO, "/v2/dpo".into())],
    };
    assert_eq!(options.url(&LIST, ""), "https://a.example/banners");
    assert_eq!(options.url(&DPO, ""), "https://a.example/v2/dpo");
    let status = "https://b.example/api/v1/external/consents/user-status?userId=a%20b";
    assert_eq!(options.url(&STATUS, "a b"), status);
}
