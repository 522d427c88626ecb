//! What today's clients write, kept and answered as it was sent.

use serde_json::{Value, json};

use crate::harness::{Answer, Server, start};

const ORDERS: &str = "/consent/cp_orders_delivery/consent";

/// The four purposes of the orders point, of which the first is mandatory, with these words.
fn orders(words: [&str; 4]) -> Value {
    let purposes = words.iter().zip(1..).map(|(word, n)| {
        json!({ "id": format!("9c1e6f30-4a52-4d7b-8b11-60d2f7a3c10{n}"), "consented": word, "is_mandatory": n == 1 })
    });
    purposes.collect()
}

async fn decide(server: &Server, action: &str, words: [&str; 4]) -> Answer {
    let body = json!({ "userId": "usr_lukas", "action": action, "purposes": orders(words) });
    server.post(ORDERS, body).await
}

fn words(list: &Value, name: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|purpose| purpose[name].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_spelling_of_an_action_is_known_and_answered_as_sent() {
    let server = start().await;
    let (all, none) = (["accepted"; 4], ["declined"; 4]);
    let some = ["accepted", "declined", "accepted", "declined"];
    for (action, sent, shown, states) in [
        ("Approved", all, true, all),
        ("APPROVED", ["approved"; 4], true, ["approved"; 4]),
        ("Declined", none, false, none),
        ("Partially Consented", some, false, some),
        ("partially-consented", some, false, some),
        ("Partial_Consent", some, false, some),
        ("Revoked", none, false, none),
        // The app's client, when a part is withdrawn.
        ("revoked", some, false, some),
        // A closed notice decides nothing.
        ("No Action", none, false, ["pending"; 4]),
        ("no_action", none, false, ["pending"; 4]),
        ("noAction", ["shown"; 4], false, ["shown"; 4]),
        ("notice_shown", ["shown"; 4], false, ["shown"; 4]),
        ("Notice Shown", none, false, ["pending"; 4]),
    ] {
        let answer = decide(&server, action, sent).await;
        assert_eq!((answer.status, &answer.json["action"]), (201, &json!(action)), "{}", answer.error());
        assert_eq!(words(&answer.json["purpose_consents"], "status"), sent, "{action}");
        let status = server.status("usr_lukas").await.json;
        let latest = &status["collection_points"][0]["latest_consent"];
        assert_eq!((&latest["action"], &latest["id"]), (&json!(action), &answer.json["id"]));
        assert_eq!(words(&latest["purpose_consents"], "status"), sent, "{action}");
        let banner = &server.get("/banners/user/usr_lukas").await.json[0];
        assert_eq!(
            (words(&banner["purposes"], "consented"), &banner["shown_to_principal"]),
            (states.map(str::to_owned).to_vec(), &json!(shown)),
            "{action}"
        );
    }
    // Without purposes the action speaks for all of them, in any spelling.
    for (action, state) in [("Approved", "approved"), ("Declined", "declined"), ("No Action", "pending")] {
        let body = json!({ "userId": "usr_lukas", "action": action });
        assert_eq!(server.post(ORDERS, body).await.status, 201);
        let banner = &server.get("/banners/user/usr_lukas").await.json[0];
        assert_eq!(words(&banner["purposes"], "consented"), [state; 4], "{action}");
    }
}

#[tokio::test]
async fn what_is_sent_beside_the_documented_members_is_kept() {
    let server = start().await;
    let mut purposes = orders(["accepted"; 4]);
    purposes[1]["purpose_type"] = json!("contact");
    let body = json!({
        "userId": "usr_lukas", "action": "Approved", "purposes": purposes,
        "language": "ta-IN", "consentLanguage": "ta", "collectionPointVersion": "v2.0", "assetId": "a-1",
        "consentTimestamp": "2026-11-20T10:00:00Z", "source": "web", "unknown": [1],
        "metadata": { "button_used": "accept_all", "reconsent_campaign_id": "c-7", "deep": { "a": [1.5, null] } },
    });
    let answer = server.post(ORDERS, body.clone()).await;
    assert_eq!(answer.status, 201);
    let latest = server.status("usr_lukas").await.json["collection_points"][0]["latest_consent"].clone();
    for record in [&answer.json, &latest] {
        for (sent, answered) in [
            ("language", "language"),
            ("consentLanguage", "consent_language"),
            ("collectionPointVersion", "collection_point_version"),
            ("consentTimestamp", "consent_timestamp"),
            ("assetId", "asset_id"),
            ("source", "source"),
            ("metadata", "metadata"),
        ] {
            assert_eq!(record[answered], body[sent], "{sent}");
        }
        assert_eq!(record.get("unknown"), None);
        let types = words(&record["purpose_consents"], "purpose_type");
        assert_eq!(types, ["essential", "contact", "personalisation", "sharing"]);
    }
    for (name, bad) in [("language", json!(["ta"])), ("collectionPointVersion", json!({})), ("source", json!(true))] {
        let mut body = body.clone();
        body[name] = bad;
        let answer = server.post(ORDERS, body).await;
        assert_eq!(answer.status, 400);
        assert!(answer.error().contains(name), "{}", answer.error());
    }
    // A version may be a number, and null is nothing.
    let body = json!({ "userId": "usr_lukas", "action": "declined", "collectionPointVersion": 3, "language": null });
    let answer = server.post(ORDERS, body).await.json;
    assert_eq!((answer["collection_point_version"].clone(), answer.get("language")), (json!(3), None));
}
