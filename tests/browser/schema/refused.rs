//! Answers that are not as documented are refused, with the place named.

use wasm_bindgen_test::wasm_bindgen_test;

use super::drift::{READS, banner, status};
use crate::support::{FakeFetch, Json, NONE, client_with, failure, json};

#[wasm_bindgen_test]
async fn wrong_types_are_refused_with_their_place() {
    let secret = "private words";
    let in_banner = |pointer: &str, wrong: Json| {
        let mut given = json!([banner(), banner()]);
        *given.pointer_mut(&format!("/1{pointer}")).unwrap() = wrong;
        given
    };
    let in_status = |pointer: &str, wrong: Json| {
        let mut given = status();
        *given.pointer_mut(pointer).unwrap() = wrong;
        given
    };
    for (call, answer, place) in [
        (READS[2], in_banner("", json!(secret)), "[1]"),
        (READS[2], in_banner("/title", json!([secret])), "[1].title"),
        (READS[2], in_banner("/banner_id", json!(7)), "[1].banner_id"),
        (READS[2], in_banner("/collection_point", Json::Null), "[1].collection_point"),
        (READS[2], in_banner("/shown_to_principal", json!(secret)), "[1].shown_to_principal"),
        (READS[2], in_banner("/asset", json!(secret)), "[1].asset"),
        (READS[2], in_banner("/purposes", json!({ "x": secret })), "[1].purposes"),
        (READS[2], in_banner("/purposes", Json::Null), "[1].purposes"),
        (READS[2], in_banner("/purposes/0", json!(secret)), "[1].purposes[0]"),
        (READS[2], in_banner("/purposes/0/id", json!({})), "[1].purposes[0].id"),
        (READS[2], in_banner("/purposes/0/is_mandatory", json!("true")), "[1].purposes[0].is_mandatory"),
        (READS[2], in_banner("/data_elements", json!([secret])), "[1].data_elements[0]"),
        (READS[2], json!({ "records": [secret] }), ""),
        (READS[0], json!(secret), ""),
        (READS[3], in_status("/user_id", json!(7)), "user_id"),
        (READS[3], in_status("/collection_points", json!(secret)), "collection_points"),
        (READS[3], in_status("/collection_points", Json::Null), "collection_points"),
        (
            READS[3],
            in_status("/collection_points/0/collection_point/id", Json::Null),
            "collection_points[0].collection_point.id",
        ),
        (
            READS[3],
            in_status("/collection_points/0/latest_consent", json!(secret)),
            "collection_points[0].latest_consent",
        ),
        (
            READS[3],
            in_status("/collection_points/0/latest_consent/purpose_consents/0/purpose_id", json!([secret])),
            "collection_points[0].latest_consent.purpose_consents[0].purpose_id",
        ),
        (READS[4], json!({ "full_name": secret, "email": null }), "email"),
    ] {
        let fake = FakeFetch::new(&json!([{ "json": answer }]));
        let error = failure(call.1(&client_with(&json!({})))).await;
        let found = (&error["code"], &error["status"], &error["operation"], &error["retryable"]);
        assert_eq!(found, (&json!("unexpected_response"), &json!(200), &json!(call.0), &json!(false)), "{answer}");
        assert!(error["message"].as_str().unwrap().contains(&format!("{place} ")), "{place}: {error}");
        assert!(!error.to_string().contains(secret), "{error}");
        assert_eq!(fake.count(), 1, "never asked again");
    }
}

#[wasm_bindgen_test]
async fn a_good_status_with_a_bad_body() {
    for (status, text) in [
        (200, ""),
        (200, "<!doctype html><h1>Sign in</h1>"),
        (200, "{"),
        (200, "undefined"),
        (200, "null"),
        (200, "[]"),
        (200, "7"),
        (201, "{}"),
        (204, ""),
        (206, "\u{feff}"),
    ] {
        let fake = FakeFetch::hurried(&json!([{ "status": status, "text": text }]));
        let error = failure(client_with(&json!({})).dpo(NONE)).await;
        assert_eq!(
            (&error["code"], &error["status"]),
            (&json!("unexpected_response"), &json!(status)),
            "{status} {text}"
        );
        assert_eq!(fake.count(), 1);
    }
}
