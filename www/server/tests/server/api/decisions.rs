//! Recorded decisions, and the status.

use serde_json::{Value, json};

use super::banners::{ORDERS, banner, states};
use crate::harness::{start, start_with};

const MARKETING: &str = "b2c3d4e5-f6a7-8901-bcde-f12345678901";

fn order_purpose(n: u8) -> String {
    format!("9c1e6f30-4a52-4d7b-8b11-60d2f7a3c10{n}")
}

/// The four purposes of the orders point, of which the first is mandatory: `y`, `n`, or `-` for not listed.
fn orders(words: &str) -> Value {
    let listed = words.bytes().zip(1..).filter(|(word, _)| *word != b'-');
    listed
        .map(|(word, n)| {
            let consented = if word == b'y' { "approved" } else { "declined" };
            json!({ "id": order_purpose(n), "name": "?", "consented": consented, "is_mandatory": n == 1 })
        })
        .collect()
}

fn decision(action: &str, purposes: Value) -> Value {
    json!({ "userId": "usr_lukas", "action": action, "purposes": purposes })
}

#[tokio::test]
async fn a_decision_is_recorded_and_seen_everywhere() {
    let server = start().await;
    let mut body = decision("partial_consent", orders("yny-"));
    body["requestId"] = json!("r-1");
    body["metadata"] = json!({ "from": "test" });
    let answer = server.post("/consent/cp_orders_delivery/consent", body).await;
    assert_eq!(answer.status, 201);
    let keys: Vec<_> = answer.json.as_object().unwrap().keys().cloned().collect();
    let documented = ["id", "action", "collection_point_id", "purpose_consents", "timestamp", "status", "request_id"];
    assert_eq!(keys[..7], documented);
    assert_eq!(keys[7..], ["metadata"]);
    assert_eq!(answer.json["metadata"], json!({ "from": "test" }));
    assert_eq!(answer.json["collection_point_id"], ORDERS);
    assert_eq!(answer.json["status"], "pending");
    assert_eq!(answer.json["request_id"], "r-1");
    assert_eq!(
        answer.json["purpose_consents"][0],
        json!({ "purpose_id": order_purpose(1), "purpose_name": "Deliver your orders", "status": "approved",
                "is_mandatory": true, "purpose_type": "essential", "purpose_version": 3 })
    );

    let banner = banner(&server, "usr_lukas", ORDERS).await;
    assert_eq!(states(&banner), ["approved", "declined", "approved", "pending"]);
    assert_eq!(banner["shown_to_principal"], false);

    let status = server.status("usr_lukas").await.json;
    assert_eq!(status["total_consents"], 1);
    let latest = &status["collection_points"][0]["latest_consent"];
    let mut expected = answer.json.clone();
    expected.as_object_mut().unwrap().shift_remove("collection_point_id");
    assert_eq!(latest.to_string(), expected.to_string());
}

#[tokio::test]
async fn the_same_request_again_answers_with_the_first_record() {
    let server = start().await;
    let path = format!("/consent/{ORDERS}/consent");
    let mut body = decision("approved", orders("yyyy"));
    body["requestId"] = json!("r-2");
    let first = server.post(&path, body.clone()).await.json;
    let again = server.post("/consent/cp_orders_delivery/consent", body.clone()).await;
    assert_eq!((again.status, again.json), (201, first.clone()));
    assert_eq!(server.status("usr_lukas").await.json["total_consents"], 1);

    let mut another_action = decision("revoked", orders("nnnn"));
    another_action["requestId"] = json!("r-2");
    let mut another_metadata = body.clone();
    another_metadata["metadata"] = json!({});
    let nonsense = json!({ "userId": "usr_lukas", "requestId": "r-2", "purposes": 5 });
    for other in [another_action, another_metadata, nonsense] {
        let again = server.post(&path, other).await;
        assert_eq!((again.status, again.json), (201, first.clone()));
    }
    let elsewhere = json!({ "userId": "usr_lukas", "action": "approved", "requestId": "r-2" });
    for point in ["cp_website_signup", "unknown"] {
        let again = server.post(&format!("/consent/{point}/consent"), elsewhere.clone()).await;
        assert_eq!((again.status, again.json), (201, first.clone()));
    }
    let mut another_person = body.clone();
    another_person["userId"] = json!("usr_other");
    let answer = server.post(&path, another_person).await;
    assert_eq!((answer.status, answer.error()), (409, "requestId was used for another person"));
    assert_eq!(server.status("usr_lukas").await.json["total_consents"], 1);
}

#[tokio::test]
async fn contradictions_are_refused_and_nothing_is_recorded() {
    let server = start().await;
    for (action, words) in [
        ("approved", "yyyn"),
        ("declined", "nnny"),
        ("revoked", "yyyy"),
        ("revoked", "nynn"),
        ("partial_consent", "yyyy"),
        ("partial_consent", "nnnn"),
        ("partial_consent", ""),
        ("no_action", "y---"),
        ("No Action", "ynnn"),
        ("notice_shown", "y---"),
        ("accepted", "yyyy"),
        ("Partially Approved", "ynnn"),
        ("-", "yyyy"),
        ("partial_consent", "nyyn"),
    ] {
        let answer = server.post(&format!("/consent/{ORDERS}/consent"), decision(action, orders(words))).await;
        assert_eq!(answer.status, 400, "{action} {words}");
        assert!(answer.error().contains(':'), "{}", answer.error());
    }
    let elsewhere = json!([{ "id": MARKETING, "consented": "approved" }]);
    let twice = json!([{ "id": order_purpose(1), "consented": "approved" },
                       { "id": order_purpose(1), "consented": "declined" }]);
    let word = json!([{ "id": order_purpose(1), "consented": "yes" }]);
    for purposes in [elsewhere, twice, word, json!({}), json!(["x"]), json!([{ "consented": "approved" }])] {
        let answer = server.post(&format!("/consent/{ORDERS}/consent"), decision("approved", purposes)).await;
        assert_eq!(answer.status, 400);
        assert!(answer.error().contains("purposes"), "{}", answer.error());
    }
    for (field, bad) in [("userId", json!("")), ("action", json!(1)), ("requestId", json!(1)), ("metadata", json!([]))]
    {
        let mut body = decision("approved", orders("yyyy"));
        body[field] = bad;
        let answer = server.post(&format!("/consent/{ORDERS}/consent"), body).await;
        assert_eq!(answer.status, 400);
        assert!(answer.error().contains(field), "{}", answer.error());
    }
    assert_eq!(server.status("usr_lukas").await.status, 404);
    assert_eq!(server.get("/banners/user/usr_lukas").await.json, json!([]));
}

#[tokio::test]
async fn an_action_without_purposes_speaks_for_all_of_them() {
    let server = start().await;
    for (action, state) in
        [("approved", "approved"), ("declined", "declined"), ("revoked", "declined"), ("no_action", "pending")]
    {
        let body = json!({ "userId": "usr_lukas", "action": action });
        let answer = server.post(&format!("/consent/{ORDERS}/consent"), body).await;
        assert_eq!((answer.status, &answer.json["purpose_consents"]), (201, &json!([])));
        let banner = banner(&server, "usr_lukas", ORDERS).await;
        assert_eq!(states(&banner), [state; 4]);
        assert_eq!(banner["shown_to_principal"], action == "approved");
    }
    assert_eq!(server.status("usr_lukas").await.json["total_consents"], 4);
}

#[tokio::test]
async fn what_a_list_does_not_name_is_pending_whatever_the_action() {
    let server = start().await;
    for (action, words, expected) in [
        ("approved", "yy--", ["approved", "approved", "pending", "pending"]),
        ("revoked", "--n-", ["pending", "pending", "declined", "pending"]),
    ] {
        let answer = server.post(&format!("/consent/{ORDERS}/consent"), decision(action, orders(words))).await;
        assert_eq!(answer.status, 201, "{}", answer.error());
        assert_eq!(states(&banner(&server, "usr_lukas", ORDERS).await), expected);
    }
}

#[tokio::test]
async fn nothing_recorded_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.db");
    let _server = start_with(|options| options.db = Some(file.clone())).await;
    let other = rusqlite::Connection::open(&file).unwrap();
    for change in ["UPDATE consent_log SET action = 'approved'", "DELETE FROM consent_log"] {
        let error = other.execute(change, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
}
