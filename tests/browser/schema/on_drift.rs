//! `onDrift` tells a developer where answers depart from the documents, and does no harm.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::drift::{READS, banner};
use crate::support::{
    ADMIN_KEY, FakeFetch, JsValue, Json, NONE, apply, eval, fresh_id, get, js, json, plain, server, success, thrown,
    value,
};

/// A client whose listener is this function, of the list `told`, which is returned beside it.
fn listening(listener: &str) -> (ConsentClient, JsValue) {
    let options = eval(&format!(
        "(() => {{ const told = []; return {{ told, baseUrl: 'https://api.example', onDrift: {listener} }}; }})()"
    ));
    (ConsentClient::new(options.clone()).unwrap(), get(&options, "told"))
}

fn texts(told: &JsValue) -> Vec<String> {
    let text = "(told) => told.map(({ operation, path, problem }) => [operation, path, problem].join(': '))";
    serde_json::from_value(plain(&apply(text, told))).unwrap()
}

#[wasm_bindgen_test]
async fn each_kind_is_told_once() {
    let (client, told) = listening("(info) => told.push(info)");
    let mut odd = banner();
    odd["collectionPoint"] = odd.as_object_mut().unwrap().remove("collection_point").unwrap();
    odd["title"] = json!({ "secret": "words" });
    odd["asset"] = json!({ "id": "a" });
    odd["purposes"] = json!([odd["purposes"][0], { "id": 7, "is_mandatory": null, "secret": 1 }, "secret",
        { "id": "q", "is_mandatory": null }]);
    let answer = json!({ "data": [odd, odd, null, banner()] });
    let _fake = FakeFetch::new(&json!([{ "json": answer, "times": 3 }]));
    let banners = success(client.list_banners(NONE)).await;
    assert_eq!(banners.as_array().unwrap().len(), 3);
    let mut found = texts(&told);
    found.sort();
    let expected = [
        "listBanners: : is wrapped in data",
        "listBanners: [].asset.asset_type: is missing",
        "listBanners: [].asset.description: is missing",
        "listBanners: [].asset.name: is missing",
        "listBanners: [].collection_point: is spelled in camelCase",
        "listBanners: [].purposes[].consented: is missing",
        "listBanners: [].purposes[].expiry_period: is missing",
        "listBanners: [].purposes[].is_mandatory: is null",
        "listBanners: [].purposes[].name: is missing",
        "listBanners: [].purposes[].relationships: is missing",
        "listBanners: [].purposes[]: has no id, and is left out",
        "listBanners: [].purposes[]: is not an object",
        "listBanners: [].title: has another type than documented",
        "listBanners: []: is not an object",
    ];
    assert_eq!(found, expected);
    assert_eq!(texts(&apply("(told) => told.filter((info) => Object.keys(info).length !== 3)", &told)).len(), 0);
    success(client.list_banners(NONE)).await;
    assert_eq!(texts(&told).len(), expected.len(), "never again by this client");
    let (other, told_anew) = listening("(info) => told.push(info)");
    success(other.list_banners(NONE)).await;
    assert_eq!(texts(&told_anew).len(), expected.len(), "but by another");
}

#[wasm_bindgen_test]
async fn an_item_that_is_left_out_is_told_as_one() {
    let mut without_purposes = banner();
    without_purposes["purposes"] = json!([{ "id": null, "name": 7 }, { "name": 7 }]);
    for (left_out, problem) in [
        (json!({ "name": 7, "title": null }), "has no id, and is left out"),
        (json!({ "bannerId": null, "purposes": [{ "id": "p" }, { "id": 7 }] }), "has no id, and is left out"),
        (without_purposes, "has no item with an id, and is left out"),
    ] {
        let (client, told) = listening("(info) => told.push(info)");
        let _fake = FakeFetch::new(&json!([{ "json": [left_out, banner()] }]));
        assert_eq!(success(client.list_banners(NONE)).await, json!([banner()]));
        assert_eq!(texts(&told), [["listBanners: []: ", problem].concat()], "{left_out}");
    }
    let mut odd = banner();
    odd["purposes"].as_array_mut().unwrap().push(json!({ "isMandatory": "no" }));
    let (client, told) = listening("(info) => told.push(info)");
    let _fake = FakeFetch::new(&json!([{ "json": [odd] }]));
    assert_eq!(success(client.list_banners(NONE)).await, json!([banner()]));
    assert_eq!(texts(&told), ["listBanners: [].purposes[]: has no id, and is left out"]);
}

#[wasm_bindgen_test]
async fn it_is_told_of_the_call_that_was_answered() {
    let (client, told) = listening("(info) => told.push(info)");
    let status = json!({ "user_id": "u", "total_consents": 0, "collection_points": {}, "timestamp": null });
    let _fake = FakeFetch::new(&json!([
        { "path": "/banners/user/u", "json": { "items": [] } },
        { "path": "/api/v1/external/consents/user-status?userId=u", "json": status },
    ]));
    success(client.current_consents("u".into(), NONE)).await;
    let mut found = texts(&told);
    found.sort();
    let expected =
        ["consentStatus: collection_points: has another type than documented", "userBanners: : is wrapped in items"];
    assert_eq!(found, expected);
}

#[wasm_bindgen_test]
async fn a_listener_that_fails_harms_nothing() {
    for listener in [
        "() => { throw new Error('no'); }",
        "() => Promise.reject(new Error('no'))",
        "() => ({ then() { throw 1; } })",
        "() => new Promise(() => {})",
        "async () => { await null; throw null; }",
        "class { }",
    ] {
        let (client, told) = listening(&format!(
            "(window.addEventListener('unhandledrejection', ({{ reason }}) => told.push(reason)), {listener})"
        ));
        let _fake = FakeFetch::new(&json!([{ "json": { "data": [{ "banner_id": "b" }] }, "times": 2 }]));
        for _ in 0..2 {
            assert_eq!(success(client.list_banners(NONE)).await[0]["banner_id"], json!("b"), "{listener}");
        }
        value(eval("new Promise((done) => setTimeout(done, 20))").unchecked_into()).await;
        assert_eq!(plain(&told), json!([]), "{listener}");
    }
    let (client, told) = listening("function () { told.push(this === undefined); }");
    let _fake = FakeFetch::new(&json!([{ "json": { "data": [] } }]));
    success(client.list_banners(NONE)).await;
    assert_eq!(plain(&told), json!([true]));
}

#[wasm_bindgen_test]
async fn a_listener_may_call_the_client() {
    let options = eval("({ baseUrl: 'https://api.example', ended: [] })");
    apply(
        "(options) => { options.onDrift = () => { options.ended.push(options.client.dpo().then((dpo) => dpo.full_name)); }; }",
        &options,
    );
    let client = JsValue::from(ConsentClient::new(options.clone()).unwrap());
    js_sys::Reflect::set(&options, &"client".into(), &client).unwrap();
    let _fake = FakeFetch::new(&json!([
        { "path": "/banners", "json": { "data": [] } },
        { "path": "/dpo", "json": { "id": null, "full_name": "N", "email": "e", "appointment_date": null, "qualifications": null,
            "responsibilities": null, "created_at": null, "updated_at": null } },
    ]));
    let listed: Promise = apply("({ client }) => client.listBanners()", &options).unchecked_into();
    assert_eq!(success(listed).await, json!([]));
    let ended: Promise = apply("({ ended }) => Promise.all(ended)", &options).unchecked_into();
    assert_eq!(success(ended).await, json!(["N"]));
}

#[wasm_bindgen_test]
fn what_is_not_a_function_is_refused() {
    for given in [json!(null), json!("log"), json!(true), json!({}), json!([])] {
        let options = json!({ "baseUrl": "/api", "onDrift": given });
        let error = plain(&thrown(ConsentClient::new(js(&options))));
        assert_eq!(
            (&error["code"], &error["fields"][0]["field"]),
            (&json!("invalid_options"), &json!("onDrift")),
            "{given}"
        );
    }
    assert!(ConsentClient::new(eval("({ baseUrl: '/api', onDrift: undefined })")).is_ok());
}

#[wasm_bindgen_test]
async fn answers_as_documented_tell_nothing() {
    let base_url = [server(), "/api"].concat();
    let options = json!({ "baseUrl": base_url, "apiKey": ADMIN_KEY, "orgId": "acme" });
    let options = apply(
        "(options) => { options.told = []; options.onDrift = (info) => options.told.push(info); return options; }",
        &js(&options),
    );
    let (client, person) = (ConsentClient::new(options.clone()).unwrap(), fresh_id());
    for (_, call) in READS {
        success(call(&client)).await;
    }
    let ticket = json!({ "client_user_id": person, "subject": "S", "description": "D", "category": "erasure" });
    let ticket = success(client.create_grievance(js(&ticket), NONE)).await;
    let id = |record: &Json, name: &str| JsValue::from(record[name].as_str().unwrap());
    success(client.update_grievance(id(&ticket, "ticket_id"), js(&json!({ "status": "resolved" })), NONE)).await;
    success(client.list_grievances(person.as_str().into(), NONE)).await;
    let nominee = json!({ "user_id": person, "nominee_name": "N", "nominee_email": "n@example.in",
        "nominee_mobile": "+919876543210", "relationship": "spouse" });
    let nominee = success(client.register_nominee(js(&nominee), NONE)).await;
    success(client.list_nominees(person.as_str().into(), NONE)).await;
    success(client.update_nominee(id(&nominee, "id"), js(&json!({ "relationship": "sibling" })), NONE)).await;
    success(client.delete_nominee(id(&nominee, "id"), NONE)).await;
    let point = success(client.list_banners(NONE)).await[0]["collection_point"].clone();
    let decision =
        json!({ "collection_point_id": point, "action": "no_action", "request_id": fresh_id(), "changed": [] });
    success(client.record_consent(person.as_str().into(), js(&decision), NONE)).await;
    assert_eq!(plain(&get(&options, "told")), json!([]));
}
