//! Whatever the merge is given: a result, or `invalid_input` that names the place.

use truconsent_wasm::merge_consents;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{JsValue, Json, NONE, eval, get, js, json, plain, thrown};

/// Both given as expressions of JavaScript.
fn refusal(banners: &str, status: &str) -> JsValue {
    thrown(merge_consents(eval(banners), eval(status), NONE))
}

/// The place that the refusal names.
fn place(banners: &str, status: &str) -> String {
    let error = plain(&refusal(banners, status));
    let head = (&error["code"], &error["operation"], &error["attempts"]);
    assert_eq!(head, (&json!("invalid_input"), &json!("mergeConsents"), &json!(0)), "{banners}, {status}");
    let field = error["fields"][0]["field"].as_str().unwrap();
    assert!(error["message"].as_str().unwrap().contains(field), "{error}");
    assert_works();
    field.into()
}

/// The module goes on working.
fn assert_works() {
    let banners = json!([{ "banner_id": "b", "collection_point": "b", "shown_to_principal": true,
        "purposes": [{ "id": "p", "consented": "approved" }] }]);
    let merged = plain(&merge_consents(js(&banners), JsValue::NULL, NONE).unwrap());
    assert_eq!(merged["banners"][0]["purposes"][0]["consented"], json!("approved"));
}

fn merged(banners: &str, status: &str) -> Json {
    plain(&merge_consents(eval(banners), eval(status), NONE).unwrap_or_else(|error| panic!("{}", plain(&error))))
}

#[wasm_bindgen_test]
fn banners_that_are_no_list() {
    for banners in ["undefined", "{ length: 0 }", "{ length: 1, 0: {} }", "new Uint8Array(2)", "Promise.resolve([])"] {
        assert_eq!(place(banners, "null"), "banners", "{banners}");
    }
}

#[wasm_bindgen_test]
fn a_status_that_is_no_object() {
    assert_eq!(place("[]", "'approved'"), "status");
    for status in ["{}", "{ collection_points: {} }", "{ collection_points: 'x' }", "new Date()"] {
        assert_eq!(place("[]", status), "status.collection_points", "{status}");
    }
    for status in ["null", "undefined"] {
        assert_eq!(merged("[]", status)["status"], json!("no_records"));
    }
}

#[wasm_bindgen_test]
fn the_place_of_a_wrong_type_is_named() {
    for (banners, place_of_it) in [
        ("[null]", "banners[0]"),
        ("[{}, undefined]", "banners[1]"),
        ("[{}, {}, 'x']", "banners[2]"),
        ("[[]]", "banners[0]"),
        ("[, {}]", "banners[0]"),
        ("[{ purposes: 'approved' }]", "banners[0].purposes"),
        ("[{}, { purposes: {} }]", "banners[1].purposes"),
        ("[{ purposes: [{}, null] }]", "banners[0].purposes[1]"),
        ("[{ purposes: [[]] }]", "banners[0].purposes[0]"),
        ("[{ purposes: ['approved'] }]", "banners[0].purposes[0]"),
    ] {
        assert_eq!(place(banners, "null"), place_of_it, "{banners}");
    }
    for (entry, place_of_it) in [
        ("null", ""),
        ("[]", ""),
        ("{}", ".collection_point"),
        ("{ collection_point: 'c' }", ".collection_point"),
        ("{ collection_point: {}, latest_consent: 'approved' }", ".latest_consent"),
        ("{ collection_point: {}, latest_consent: [] }", ".latest_consent"),
        ("{ collection_point: {}, latest_consent: { purpose_consents: {} } }", ".latest_consent.purpose_consents"),
        ("{ collection_point: {}, latest_consent: { purpose_consents: [1] } }", ".latest_consent.purpose_consents[0]"),
        (
            "{ collection_point: {}, latest_consent: { purpose_consents: [{}, null] } }",
            ".latest_consent.purpose_consents[1]",
        ),
    ] {
        let status = format!("{{ collection_points: [{{ collection_point: {{}} }}, {entry}] }}");
        assert_eq!(place("[]", &status), format!("status.collection_points[1]{place_of_it}"), "{status}");
    }
}

#[wasm_bindgen_test]
fn an_empty_input_merges_to_an_empty_result() {
    let nothing =
        json!({ "user_id": null, "banners": [], "unmatched": [], "status": "no_records", "status_error": null });
    assert_eq!(merged("[]", "null"), nothing);
    assert_eq!(merged("[]", "{ collection_points: [] }")["status"], json!("merged"));
    assert_eq!(merged("[]", "{ user_id: 7, collection_points: [] }")["user_id"], Json::Null);
    for purposes in ["undefined", "null", "[]"] {
        assert_eq!(merged(&format!("[{{ purposes: {purposes} }}]"), "null")["banners"][0]["purposes"], json!([]));
    }
    let bare = merged("[{ shown_to_principal: false, purposes: [{}] }]", "null");
    assert_eq!(bare["banners"][0]["purposes"][0]["consented"], json!("pending"));
}

#[wasm_bindgen_test]
fn ids_that_are_no_text_match_nothing() {
    for id in ["undefined", "null", "7", "NaN", "{}", "[]", "true"] {
        let banners = format!("[{{ banner_id: {id}, collection_point: {id}, purposes: [{{ id: {id} }}] }}]");
        let status = format!(
            "{{ collection_points: [{{ collection_point: {{ id: {id}, display_id: {id} }}, latest_consent:
                {{ action: 'approved', purpose_consents: [{{ purpose_id: {id}, status: 'approved' }}] }} }}] }}"
        );
        let found = merged(&banners, &status);
        assert_eq!(found["banners"][0]["purposes"][0]["consented"], json!("pending"), "{id}");
        assert_eq!(found["unmatched"].as_array().unwrap().len(), 1, "{id}");
    }
}

#[wasm_bindgen_test]
fn ten_thousand_purposes() {
    let banners = "[{ banner_id: 'b', collection_point: 'b', shown_to_principal: true,
        purposes: Array.from({ length: 10_000 }, (_, i) => ({ id: `p${i}`, consented: 'approved' })) }]";
    let status = "{ collection_points: [{ collection_point: { id: 'b' }, latest_consent: { action: 'partial_consent',
        purpose_consents: Array.from({ length: 9_999 }, (_, i) => ({ purpose_id: `p${i}`, status: i % 2 ? 'yes' : 'no' })) } }] }";
    let found = merged(banners, status);
    let purposes = found["banners"][0]["purposes"].as_array().unwrap();
    let count = |state: &str, conflict: bool| {
        purposes.iter().filter(|purpose| purpose["consented"] == state && purpose["conflict"] == conflict).count()
    };
    assert_eq!((count("approved", false), count("declined", true), count("pending", false)), (4_999, 5_000, 1));
    assert_eq!(purposes[9_999]["id"], json!("p9999"));
}

#[wasm_bindgen_test]
fn ten_thousand_banners() {
    let banners = "Array.from({ length: 10_000 }, (_, i) => ({ banner_id: `b${i}`, purposes: [{ id: 'p' }] }))";
    let status = "{ collection_points: Array.from({ length: 10_001 }, (_, i) => ({ collection_point: { id: `b${i}` },
        latest_consent: { action: 'approved' } })) }";
    let found = merged(banners, status);
    assert_eq!(found["banners"].as_array().unwrap().len(), 10_000);
    assert_eq!(found["banners"][9_999]["purposes"][0]["consented"], json!("approved"));
    assert_eq!(found["unmatched"][0]["collection_point"]["id"], json!("b10000"));
}

#[wasm_bindgen_test]
fn lists_that_claim_to_be_endless() {
    let endless = "(() => { const list = []; list.length = 4294967295; return list; })()";
    assert_eq!(place(endless, "null"), "banners");
    assert_eq!(place(&format!("[{{ purposes: {endless} }}]"), "null"), "banners[0].purposes");
    assert_eq!(place("[]", &format!("{{ collection_points: {endless} }}")), "status.collection_points");
    let entry = format!("{{ collection_point: {{}}, latest_consent: {{ purpose_consents: {endless} }} }}");
    let named = place("[]", &format!("{{ collection_points: [{entry}] }}"));
    assert_eq!(named, "status.collection_points[0].latest_consent.purpose_consents");
    let lying = "new Proxy([], { get: (list, key) => key === 'length' ? Infinity : list[key] })";
    assert_eq!(place(lying, "null"), "banners");
}

#[wasm_bindgen_test]
fn what_throws_when_it_is_read() {
    let revoked = |target: &str| {
        format!("(() => {{ const p = Proxy.revocable({target}, {{}}); p.revoke(); return p.proxy; }})()")
    };
    let trap = "new Proxy({}, new Proxy({}, { get() { throw 'trapped'; } }))";
    for thing in
        [&revoked("{}"), &revoked("[]"), trap, "{ get purposes() { throw 'got'; } }", "{ get x() { throw 0; } }"]
    {
        assert!(place(&format!("[{thing}]"), "null").starts_with("banners"), "{thing}");
        assert!(
            place(&format!("[{{ purposes: [{thing}] }}]"), "null").starts_with("banners") || thing.contains("purposes")
        );
    }
    assert!(place(&revoked("[]"), "null").contains("banners"));
    assert!(place(&format!("[{{ purposes: {} }}]", revoked("[]")), "null").contains("banners"));
    for status in [
        revoked("{}"),
        trap.into(),
        "{ get collection_points() { throw 'got'; } }".into(),
        format!("{{ collection_points: {} }}", revoked("[]")),
        format!("{{ collection_points: [{}] }}", revoked("{}")),
        "{ collection_points: [{ collection_point: { get id() { throw 1; } } }] }".into(),
        "{ collection_points: [{ get collection_point() { throw 1; } }] }".into(),
        "{ collection_points: [{ collection_point: {}, get latest_consent() { throw 1; } }] }".into(),
        "{ collection_points: [{ collection_point: {}, latest_consent: { get action() { throw 1; } } }] }".into(),
        "{ collection_points: [{ collection_point: {}, latest_consent: { purpose_consents: [
            { purpose_id: 'p', get status() { throw undefined; } }] } }] }"
            .into(),
    ] {
        assert!(place("[]", &status).contains("status"), "{status}");
    }
}

#[wasm_bindgen_test]
fn what_was_thrown_is_the_cause() {
    let error = refusal("[{ get purposes() { throw 'somebody\\'s own words'; } }]", "null");
    assert_eq!(get(&error, "cause"), JsValue::from_str("somebody's own words"));
    assert!(!plain(&error).to_string().contains("own words"), "other people's words stay in the cause");
}

#[wasm_bindgen_test]
fn what_only_looks_odd_is_merged() {
    let proxy =
        "new Proxy([{ banner_id: 'b', shown_to_principal: true, purposes: [{ id: 'p', consented: 'approved' }] }], {})";
    assert_eq!(merged(proxy, "null")["banners"][0]["purposes"][0]["consented"], json!("approved"));
    let bare = "[Object.assign(Object.create(null), { banner_id: 'b', shown_to_principal: true, purposes: [] })]";
    assert_eq!(merged(bare, "null")["banners"][0]["shown_to_principal"], json!(true));
    let getters = "[{ get banner_id() { return 'b'; }, shown_to_principal: true, purposes: [{ id: 'p', get consented() { return 'approved'; } }] }]";
    assert_eq!(merged(getters, "null")["banners"][0]["purposes"][0]["consented"], json!("approved"));
}

#[wasm_bindgen_test]
fn says_what_it_must_be() {
    let entry =
        |consent: &str| format!("{{ collection_points: [{{ collection_point: {{}}, latest_consent: {consent} }}] }}");
    for (banners, status, expected) in [
        ("{}", "null", "banners must be a list"),
        ("[1]", "null", "banners[0] must be an object"),
        ("[{ purposes: 'x' }]", "null", "banners[0].purposes must be a list"),
        ("[{ purposes: [{}, []] }]", "null", "banners[0].purposes[1] must be an object"),
        ("[]", "[]", "status must be an object or null"),
        ("[]", "{}", "status.collection_points must be a list"),
        ("[]", "{ collection_points: [3] }", "status.collection_points[0] must be an object"),
        ("[]", "{ collection_points: [{}] }", "status.collection_points[0].collection_point must be an object"),
        ("[]", &entry("5"), "status.collection_points[0].latest_consent must be an object or null"),
        (
            "[]",
            &entry("{ purpose_consents: 5 }"),
            "status.collection_points[0].latest_consent.purpose_consents must be a list",
        ),
        (
            "[]",
            &entry("{ purpose_consents: [5] }"),
            "status.collection_points[0].latest_consent.purpose_consents[0] must be an object",
        ),
        ("[{ get purposes() { throw 1; } }]", "null", "banners or status cannot be read"),
    ] {
        let error = plain(&refusal(banners, status));
        assert_eq!(error["fields"][0]["message"], json!(expected));
    }
}
