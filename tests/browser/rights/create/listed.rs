//! What is known to be new, for this client listed the person's records before and it was not among them.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ended, input, ticket};
use crate::support::{FakeFetch, NONE, apply, client_with, js, json, success};

#[wasm_bindgen_test]
async fn a_record_that_was_not_listed_before_is_new() {
    let list = |ids: &[&str]| json!({ "json": ids.iter().map(|id| ticket(id, 9_000.0)).collect::<Vec<_>>() });
    let lost = json!({ "reject": { "error": "x" } });
    let client = client_with(&json!({}));
    let _fake =
        FakeFetch::hurried(&json!([list(&["1"]), lost, list(&["2", "1"]), list(&["2", "1"]), lost, list(&["2", "1"])]));
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "2");
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "outcome_unknown");
    // Another person's list, and one of too long ago, tell nothing.
    for (listed, minutes) in [("v", 0.0), ("u", 11.0)] {
        let _fake = FakeFetch::hurried(&json!([list(&[]), lost, list(&["3"])]));
        let client = client_with(&json!({}));
        success(client.list_grievances(listed.into(), NONE)).await;
        let now = apply(
            "(ms) => { const { now } = Date; Date.now = () => now() + ms; return now; }",
            &(minutes * 60_000.0).into(),
        );
        let end = ended(client.create_grievance(js(&input("u")), NONE)).await;
        apply("(now) => { Date.now = now; }", &now);
        assert_eq!(end, "outcome_unknown", "{listed} {minutes}");
    }
}

/// What a list leaves out, for it has no id, may be the record that the next one has with its id.
#[wasm_bindgen_test]
async fn a_list_that_lacks_a_record_tells_nothing() {
    let old = |id: &str| ticket(id, 9_000.0);
    for (before, found) in [
        (json!([old("1")]), "2"),
        (json!({ "data": [old("1")] }), "2"),
        (json!([]), "2"),
        (json!([old(""), old("1")]), "outcome_unknown"),
        (json!([old("1"), null]), "outcome_unknown"),
        (json!({ "items": [old("1"), { "subject": "S" }] }), "outcome_unknown"),
    ] {
        for together in [1, 2] {
            let listed = json!({ "json": before, "delay": 5 });
            let lost = json!({ "reject": { "error": "x" } });
            let _fake = FakeFetch::hurried(&json!([listed, lost, { "json": [old("2"), old("1")] }]));
            let client = client_with(&json!({}));
            let lists: Vec<_> = (0..together).map(|_| client.list_grievances("u".into(), NONE)).collect();
            for list in lists {
                success(list).await;
            }
            let end = ended(client.create_grievance(js(&input("u")), NONE)).await;
            assert_eq!(end, found, "{before}, asked for {together} times at once");
        }
    }
    // Nor does what was listed before it, any more.
    let lists = [json!([old("1")]), json!([old("1"), null])].map(|list| json!({ "json": list }));
    let lost = json!({ "reject": { "error": "x" } });
    let _fake = FakeFetch::hurried(&json!([lists[0], lists[1], lost, { "json": [old("2"), old("1")] }]));
    let client = client_with(&json!({}));
    for _ in lists {
        success(client.list_grievances("u".into(), NONE)).await;
    }
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "outcome_unknown");
}
