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

#[tokio::test]
async fn banners_carry_what_their_points_have_beside_the_documents() {
    let server = start().await;
    let list = server.get("/banners").await.json;
    let list = list.as_array().unwrap();
    for banner in &list[..7] {
        for name in ["version", "consent_status"] {
            assert_eq!(banner.get(name), None, "{}", banner["title"]);
        }
        for purpose in banner["purposes"].as_array().unwrap() {
            for name in ["is_legitimate", "purpose_type", "version", "frequency"] {
                assert_eq!(purpose.get(name), None, "{}", purpose["name"]);
            }
        }
    }
    let person = server.get("/banners/user/usr_ravi").await.json;
    let detail = server.get("/banners/cp_loyalty_card").await.json;
    for banner in [&list[7], &person[0], &detail] {
        assert_eq!((&banner["version"], &banner["consent_status"]), (&json!("v1.0"), &json!("complete")));
        let legal = |i: usize| banner["purposes"][i]["is_legitimate"].as_bool().unwrap();
        assert_eq!([0, 1, 2, 3].map(legal), [false, false, false, true]);
        assert_eq!(words(&banner["purposes"], "version"), ["v1.0"; 4]);
        assert_eq!(words(&banner["purposes"], "frequency"), ["recurring"; 4]);
        let types = ["essential", "marketing", "analytics", "legitimate_interest"];
        assert_eq!(words(&banner["purposes"], "purpose_type"), types);
    }
    assert_eq!(detail["banner_settings"]["only_necessary_text"], "Only what is necessary");
    // Where a point has no version of its own, the detail alone has the documented one.
    assert_eq!(server.get("/banners/mobile-app").await.json["version"], "1");
}

#[tokio::test]
async fn the_seed_has_a_closed_notice_a_read_one_and_a_part_withdrawn() {
    let server = start().await;
    for (person, point, action, sent, states) in [
        ("usr_ravi", "cp_payment_notice", "notice_shown", vec!["shown"; 2], vec!["shown"; 2]),
        (
            "usr_ravi",
            "cp_loyalty_card",
            "No Action",
            vec!["declined", "declined", "declined", "shown"],
            vec!["pending", "pending", "pending", "shown"],
        ),
        ("usr_ingrid", "cp_payment_notice", "Notice Shown", vec!["shown"; 2], vec!["shown"; 2]),
        (
            "usr_ingrid",
            "cp_loyalty_card",
            "revoked",
            vec!["accepted", "declined", "accepted", "shown"],
            vec!["accepted", "declined", "accepted", "shown"],
        ),
    ] {
        let status = server.status(person).await.json;
        let points = status["collection_points"].as_array().unwrap();
        let found = points.iter().find(|found| found["collection_point"]["display_id"] == point).unwrap();
        let latest = &found["latest_consent"];
        assert_eq!(latest["action"], action);
        assert_eq!(words(&latest["purpose_consents"], "status"), sent, "{person} {point}");
        let banners = server.get(&format!("/banners/user/{person}")).await.json;
        let banner = banners.as_array().unwrap().iter().find(|b| b["banner_id"] == found["collection_point"]["id"]);
        let banner = banner.unwrap();
        assert_eq!(words(&banner["purposes"], "consented"), states, "{person} {point}");
        assert_eq!(banner["shown_to_principal"], false);

        // The API would take it again as it is.
        let purposes: Vec<_> = latest["purpose_consents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|consent| json!({ "id": consent["purpose_id"], "consented": consent["status"] }))
            .collect();
        let body = json!({ "userId": "usr_lukas", "action": action, "purposes": purposes });
        let again = server.post(&format!("/consent/{point}/consent"), body).await;
        assert_eq!((again.status, &again.json["purpose_consents"]), (201, &latest["purpose_consents"]));
    }
}

#[tokio::test]
async fn purposes_that_nobody_is_asked_for_do_not_count() {
    let server = start().await;
    let decide = async |point: &str, first: u16, action: &str, words: &[&str]| {
        let purposes: Vec<_> = words
            .iter()
            .zip(first..)
            .map(|(word, n)| json!({ "id": format!("9c1e6f30-4a52-4d7b-8b11-60d2f7a3c{n}"), "consented": word }))
            .collect();
        let body = json!({ "userId": "usr_lukas", "action": action, "purposes": purposes });
        server.post(&format!("/consent/{point}/consent"), body).await.status
    };
    for (action, words, status) in [
        ("Approved", ["accepted", "accepted", "accepted", "shown"], 201),
        ("Approved", ["accepted", "accepted", "accepted", "declined"], 201),
        ("Approved", ["accepted", "accepted", "shown", "shown"], 400),
        ("Declined", ["declined", "declined", "declined", "shown"], 201),
        ("Partially Consented", ["accepted", "declined", "declined", "shown"], 201),
        ("Partially Consented", ["accepted", "accepted", "accepted", "declined"], 400),
        ("Partially Consented", ["declined", "declined", "declined", "accepted"], 400),
        ("revoked", ["declined", "accepted", "declined", "shown"], 400),
    ] {
        assert_eq!(decide("cp_loyalty_card", 501, action, &words).await, status, "{action} {words:?}");
    }
    for (action, status) in [("Approved", 201), ("notice_shown", 201), ("partial_consent", 400), ("Declined", 201)] {
        assert_eq!(decide("cp_payment_notice", 601, action, &["shown"; 2]).await, status, "{action}");
    }
}
