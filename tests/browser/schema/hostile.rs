//! Whatever the API answers, and whatever an input is: a value of the documented shape or a `ConsentError` comes of it,
//! and the module works on.

use js_sys::Promise;
use std::collections::{BTreeMap, BTreeSet};
use truconsent_wasm::{
    ConsentClient, apply_decision, decide_consent, merge_consents, needs_decision, validate_grievance, validate_nominee,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeFetch, JsValue, NONE, client_with, eval, get, is_shape, js, json, plain, show, success};

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    fn feed(seed: i32) -> JsValue;
    fn stop();
    fn any(name: &str) -> JsValue;
    fn judge(shape: &str, succeeded: bool, value: &JsValue) -> String;
    fn untouched() -> bool;
    fn lacking(fed: &JsValue, is_answer: bool) -> String;
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

    /// How often these shapes ended well, and how often not. Both have to be there, or nothing was tested.
    fn sums(&self, shapes: &[&str]) -> (u32, u32) {
        let (mut values, mut errors) = (0, 0);
        for shape in shapes {
            let (ok, bad): (Vec<_>, _) = self
                .0
                .iter()
                .filter(|(end, _)| end.starts_with(&format!("{shape} ")))
                .partition(|(end, _)| end.ends_with(" ok"));
            let sum = |ends: Vec<(&String, &u32)>| ends.iter().map(|(_, count)| **count).sum::<u32>();
            let (ok, bad) = (sum(ok), sum(bad));
            assert!(ok > 100 && bad > 100, "{shape}: {:?}", self.0);
            (values, errors) = (values + ok, errors + bad);
        }
        (values, errors)
    }
}

async fn survives(family: &str, seed: i32, calls: &[Call]) {
    let (fed, client) = (feed(seed), client_with(&json!({ "maxRetries": 0 })));
    let bodies = || get(&fed, "bodies").as_f64().unwrap();
    let mut ends = Ends::default();
    assert!(calls.iter().all(|(shape, _)| is_shape(shape)));
    while bodies() < BODIES {
        for (shape, call) in calls {
            ends.add(shape, &JsFuture::from(call(&client)).await);
        }
    }
    stop();
    let shapes: BTreeSet<_> = calls.iter().map(|(shape, _)| *shape).collect();
    let (values, errors) = ends.sums(&shapes.into_iter().collect::<Vec<_>>());
    show(&format!("hostile {family}: {} bodies gave {values} values and {errors} ConsentErrors", bodies()));
    assert_eq!(lacking(&fed, true), "");
    assert!(untouched());
    let fine = FakeFetch::new(&json!([{ "json": [] }]));
    assert_eq!(success(client.list_banners(NONE)).await, json!([]), "the module works on");
    drop(fine);
}

#[wasm_bindgen_test]
async fn banners() {
    let calls: [Call; 3] = [
        ("banners", |client| client.list_banners(NONE)),
        ("userBanners", |client| client.user_banners("usr_1".into(), NONE)),
        ("detail", |client| client.get_banner("usr_1".into(), NONE)),
    ];
    survives("listBanners, userBanners, getBanner", 1, &calls).await;
}

#[wasm_bindgen_test]
async fn status() {
    survives("consentStatus", 2, &[("status", |client| client.consent_status("usr_1".into(), NONE))]).await;
}

#[wasm_bindgen_test]
async fn current_consents() {
    let calls: [Call; 2] = [
        ("merged", |client| client.current_consents("usr_1".into(), NONE)),
        ("merged", |client| client.current_consents("usr_1".into(), eval("{ include: 'all' }"))),
    ];
    survives("currentConsents", 3, &calls).await;
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
    survives("grievances", 4, &calls).await;
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
    survives("nominees", 5, &calls).await;
}

#[wasm_bindgen_test]
async fn records() {
    let call: Call = ("record", |client| {
        let purpose = |id: &str, word: &str| json!({ "id": id, "name": "N", "consented": word, "is_mandatory": false });
        let decision = json!({ "collection_point_id": "c", "action": "partial_consent", "request_id": "r-1",
            "purposes": [purpose("p", "approved"), purpose("q", "declined")], "changed": [] });
        client.record_consent("usr_1".into(), js(&decision), NONE)
    });
    survives("recordConsent", 6, &[call]).await;
}

#[wasm_bindgen_test]
async fn dpo() {
    survives("dpo", 7, &[("dpo", |client| client.dpo(NONE))]).await;
}

#[wasm_bindgen_test]
fn what_is_pure() {
    let (mut ends, fed) = (Ends::default(), feed(8));
    for turn in 0..20_000 {
        let mode = JsValue::from(if turn % 2 == 0 { "create" } else { "update" });
        for name in ["ticket", "nominee"] {
            ends.add("problems", &validate_grievance(any(name), mode.clone()));
            ends.add("problems", &validate_nominee(any(name), mode.clone()));
        }
        let merged = merge_consents(any("banners"), any("status"), NONE);
        ends.add("mergedLoosely", &merged);
        let banner = merged.map(|merged| js_sys::Reflect::get_u32(&get(&merged, "banners"), 0).unwrap());
        let banner = banner.unwrap_or_else(|_| any("detail"));
        let choices = if turn % 2 == 0 { any("ticket") } else { "approve_all".into() };
        ends.add("decision", &decide_consent(banner.clone(), choices, NONE));
        ends.add("need", &needs_decision(if turn % 2 == 0 { any("asked") } else { banner.clone() }, NONE));
        ends.add("applied", &apply_decision(banner, any("record")));
    }
    stop();
    assert_eq!(ends.0["problems ok"], 80_000, "a validator always answers");
    show("hostile inputs of validateGrievance and validateNominee: 80000 gave 80000 lists of problems");
    for (function, shape) in [
        ("mergeConsents", "mergedLoosely"),
        ("decideConsent", "decision"),
        ("needsDecision", "need"),
        ("applyDecision", "applied"),
    ] {
        let (values, errors) = ends.sums(&[shape]);
        show(&format!("hostile inputs of {function}: 20000 gave {values} values and {errors} ConsentErrors"));
    }
    assert_eq!(lacking(&fed, false), "");
    assert!(untouched());
    let banner = json!({ "collection_point": "c", "purposes": [] });
    assert_eq!(plain(&decide_consent(js(&banner), "approve_all".into(), NONE).unwrap())["action"], json!("approved"));
}
