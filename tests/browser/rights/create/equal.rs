//! Equal creations under way at once.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ended, input, ticket};
use crate::support::trials::nominee;
use crate::support::{
    FakeFetch, Json, NONE, abort, abortable, aborted, changed, client_with, eval, holds, js, json, plain, success,
    value,
};

#[wasm_bindgen_test]
async fn equal_ones_at_once_are_one() {
    let made = json!({ "status": 201, "json": ticket("made", 0.0), "delay": 20 });
    let other = json!({ "status": 201, "json": ticket("other", 0.0), "delay": 20 });
    let fake = FakeFetch::new(&json!([made, other]));
    let client = client_with(&json!({}));
    let mut changed = input("u");
    changed["subject"] = json!("Another");
    let start = |input: &Json| client.create_grievance(js(input), NONE);
    let (one, two, three) = (start(&input("u")), start(&input("u")), start(&changed));
    let (one, two) = (value(one).await, value(two).await);
    assert!(holds("([one, two]) => one !== two", &js_sys::Array::of2(&one, &two).into()), "a copy for each");
    assert_eq!((&plain(&one)["id"], plain(&one)), (&json!("made"), plain(&two)));
    assert_eq!((ended(three).await.as_str(), fake.count()), ("other", 2));
    drop(fake);
    // One that begins after the end is another one.
    let fake = FakeFetch::new(&json!([made, made]));
    for _ in 0..2 {
        success(start(&input("u"))).await;
    }
    assert_eq!(fake.count(), 2);
}

#[wasm_bindgen_test]
async fn whoever_leaves_leaves_the_other_its_record() {
    for leaver in 0..2 {
        let fake = FakeFetch::new(&json!([{ "status": 201, "json": ticket("made", 0.0), "delay": 60 }]));
        let client = client_with(&json!({}));
        let made = [(); 2].map(|()| abortable());
        let [one, two] = made.each_ref().map(|(options, _)| client.create_grievance(js(&input("u")), options.clone()));
        fake.sent(1).await;
        abort(&made[leaver].1, "left");
        let (left, stays) = if leaver == 0 { (one, two) } else { (two, one) };
        let error = plain(&aborted(left, "left").await);
        assert!(error["hint"].as_str().unwrap().contains("not known") && error["attempts"] == json!(1), "{error}");
        assert_eq!((ended(stays).await.as_str(), fake.count()), ("made", 1));
    }
    // The last one takes the request along, and nobody waits for it.
    let fake = FakeFetch::new(&json!([{ "hang": true }, { "status": 201, "json": ticket("made", 0.0) }]));
    let client = client_with(&json!({}));
    let (options, controller) = abortable();
    let call = client.create_grievance(js(&input("u")), options);
    abort(&controller, "left");
    aborted(call, "left").await;
    assert_eq!(fake.requests()[0]["aborted"], json!(true));
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "made");
}

/// They are one record, however long each of them would wait, and however it leaves out what it does not say.
#[wasm_bindgen_test]
async fn neither_time_limit_nor_null_makes_two_of_them() {
    let client = client_with(&json!({}));
    let ticket = ticket("made", 0.0);
    let fake = FakeFetch::new(&json!([{ "status": 201, "json": ticket, "delay": 20 }]));
    let patient = || eval("{ timeoutMs: 9000 }");
    let inputs = ["", "input.attachment_url = null", "input.attachment_url = undefined"];
    let start = |change: &&str| {
        let limits = [eval("{ timeoutMs: 7000 }"), patient(), NONE];
        limits.map(|options| client.create_grievance(changed(&input("u"), change), options))
    };
    for call in inputs.iter().flat_map(start).collect::<Vec<_>>() {
        assert_eq!(ended(call).await, "made");
    }
    assert_eq!((fake.count(), fake.waits().contains(&7_000.0), fake.waits().contains(&9_000.0)), (1, true, false));
    drop(fake);
    let fake = FakeFetch::new(&json!([{ "status": 201, "json": { "id": "made" }, "delay": 20 }]));
    let null = changed(&nominee("u"), "input.purpose_of_appointment = null");
    let calls = [client.register_nominee(null, patient()), client.register_nominee(js(&nominee("u")), NONE)];
    for call in calls {
        assert_eq!(success(call).await["purpose_of_appointment"], Json::Null);
    }
    assert_eq!(fake.count(), 1);
    drop(fake);
    // Null in a change takes something off, and is sent.
    let fake = FakeFetch::new(&json!([{ "json": ticket }]));
    success(client.update_grievance("made".into(), eval("{ attachment_url: null }"), NONE)).await;
    assert_eq!(fake.requests()[0]["body"], json!(r#"{"attachment_url":null}"#));
}
