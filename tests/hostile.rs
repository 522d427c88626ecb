//! Whatever the API answers, and whatever an input is: a value of the documented shape or a `ConsentError` comes of it,
//! and the module works on.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;

use js_sys::Promise;
use support::{JsValue, NONE, client_with, eval, get, js, json, plain};
use truconsent_wasm::{
    ConsentClient, apply_decision, decide_consent, merge_consents, validate_grievance, validate_nominee,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/hostile/feed.js")]
extern "C" {
    fn feed(seed: i32) -> JsValue;
    fn restore();
    fn any(name: &str) -> JsValue;
    fn judge(shape: &str, succeeded: bool, value: &JsValue) -> String;
    fn prototypes() -> String;
}

// Named here, so that it is there for the other one to import.
#[wasm_bindgen(module = "/tests/hostile/documents.js")]
extern "C" {
    #[wasm_bindgen(js_name = isShape)]
    fn is_shape(name: &str) -> bool;
}

/// Bodies for each family of calls.
const BODIES: f64 = 20_000.0;

/// A call, and the shape of its success.
type Call = (&'static str, fn(&ConsentClient) -> Promise);

/// How often each end was seen.
#[derive(Default)]
struct Ends(BTreeMap<String, u32>);

impl Ends {
    fn add(&mut self, shape: &str, ended: &Result<JsValue, JsValue>) {
        let (Ok(value) | Err(value)) = ended;
        let problem = judge(shape, ended.is_ok(), value);
        assert!(problem.is_empty(), "{problem}");
        let end = if ended.is_ok() { "ok".into() } else { get(value, "code").as_string().unwrap() };
        *self.0.entry(format!("{shape} {end}")).or_default() += 1;
    }

    /// Both ends have to be there, or nothing was tested.
    fn done(&self, shapes: &[&str]) {
        for shape in shapes {
            let (ok, bad): (Vec<_>, _) = self
                .0
                .iter()
                .filter(|(end, _)| end.starts_with(&format!("{shape} ")))
                .partition(|(end, _)| end.ends_with(" ok"));
            let sum = |ends: Vec<(&String, &u32)>| ends.iter().map(|(_, count)| **count).sum::<u32>();
            assert!(sum(ok) > 100 && sum(bad) > 100, "{shape}: {:?}", self.0);
        }
    }
}

async fn survives(seed: i32, calls: &[Call]) {
    let (before, fed, client) = (prototypes(), feed(seed), client_with(&json!({ "maxRetries": 0 })));
    let bodies = || get(&fed, "bodies").as_f64().unwrap();
    let (mut ends, began) = (Ends::default(), js_sys::Date::now());
    assert!(calls.iter().all(|(shape, _)| is_shape(shape)));
    while bodies() < BODIES {
        for (shape, call) in calls {
            ends.add(shape, &JsFuture::from(call(&client)).await);
        }
    }
    console_log!("{} bodies in {} s: {:?}", bodies(), ((js_sys::Date::now() - began) / 1_000.0).round(), ends.0);
    restore();
    ends.done(&calls.iter().map(|(shape, _)| *shape).collect::<Vec<_>>());
    assert_eq!(prototypes(), before);
    let fine = support::FakeFetch::new(&json!([{ "json": [] }]));
    assert_eq!(support::success(client.list_banners(NONE)).await, json!([]), "the module works on");
    drop(fine);
}

#[wasm_bindgen_test]
async fn banners() {
    let calls: [Call; 3] = [
        ("banners", |client| client.list_banners(NONE)),
        ("userBanners", |client| client.user_banners("usr_1".into(), NONE)),
        ("detail", |client| client.get_banner("usr_1".into(), NONE)),
    ];
    survives(1, &calls).await;
}

#[wasm_bindgen_test]
async fn status() {
    survives(2, &[("status", |client| client.consent_status("usr_1".into(), NONE))]).await;
}

#[wasm_bindgen_test]
async fn current_consents() {
    let calls: [Call; 2] = [
        ("merged", |client| client.current_consents("usr_1".into(), NONE)),
        ("merged", |client| client.current_consents("usr_1".into(), eval("{ include: 'all' }"))),
    ];
    survives(3, &calls).await;
}

#[wasm_bindgen_test]
async fn grievances() {
    let calls: [Call; 3] = [
        ("tickets", |client| client.list_grievances("usr_1".into(), NONE)),
        ("ticket", |client| {
            let input = json!({ "client_user_id": "usr_1", "subject": "S", "description": "D", "category": "erasure" });
            client.create_grievance(js(&input), NONE)
        }),
        ("ticket", |client| client.update_grievance("usr_1".into(), js(&json!({ "status": "open" })), NONE)),
    ];
    survives(4, &calls).await;
}

#[wasm_bindgen_test]
async fn nominees() {
    let calls: [Call; 4] = [
        ("nominees", |client| client.list_nominees("usr_1".into(), NONE)),
        ("nominee", |client| {
            let input = json!({ "user_id": "usr_1", "nominee_name": "N", "nominee_email": "n@example.in",
                "nominee_mobile": "+919876543210", "relationship": "spouse" });
            client.register_nominee(js(&input), NONE)
        }),
        ("nominee", |client| client.update_nominee("usr_1".into(), js(&json!({ "status": "open" })), NONE)),
        ("removed", |client| client.delete_nominee("usr_1".into(), NONE)),
    ];
    survives(5, &calls).await;
}

#[wasm_bindgen_test]
async fn records() {
    let call: Call = ("record", |client| {
        let purpose = |id: &str, word: &str| json!({ "id": id, "name": "N", "consented": word, "is_mandatory": false });
        let decision = json!({ "collection_point_id": "c", "action": "partial_consent", "request_id": "r-1",
            "purposes": [purpose("p", "approved"), purpose("q", "declined")], "changed": [] });
        client.record_consent("usr_1".into(), js(&decision), NONE)
    });
    survives(6, &[call]).await;
}

#[wasm_bindgen_test]
async fn dpo() {
    survives(7, &[("dpo", |client| client.dpo(NONE))]).await;
}

#[wasm_bindgen_test]
fn what_is_pure() {
    let (before, mut ends) = (prototypes(), Ends::default());
    feed(8);
    for _ in 0..10_000 {
        for (name, mode) in [("ticket", "create"), ("ticket", "update"), ("nominee", "create"), ("nominee", "update")] {
            ends.add("problems", &validate_grievance(any(name), mode.into()));
            ends.add("problems", &validate_nominee(any(name), mode.into()));
        }
        // Whatever it was made of: it is made, or refused by a ConsentError.
        let merged = merge_consents(any("banners"), any("status"));
        let banner = merged.as_ref().map(|merged| js_sys::Reflect::get_u32(&get(merged, "banners"), 0).unwrap());
        let banner = banner.unwrap_or_else(|_| any("detail"));
        let decided = decide_consent(banner.clone(), any("ticket"));
        let refused = [merged.err(), decided.err(), apply_decision(banner, any("record")).err()];
        for error in refused.into_iter().flatten() {
            ends.add("pure", &Err(error));
        }
    }
    restore();
    console_log!("{:?}", ends.0);
    assert_eq!(ends.0["problems ok"], 80_000);
    assert_eq!(prototypes(), before);
    let banner = json!({ "collection_point": "c", "purposes": [] });
    assert_eq!(plain(&decide_consent(js(&banner), "approve_all".into()).unwrap())["action"], json!("approved"));
}
