//! Several entries of one point, and those of none.

use wasm_bindgen_test::wasm_bindgen_test;

use super::entries::{banner, entry, merge, merged, status};
use crate::support::{Json, apply, js, json, plain};

#[wasm_bindgen_test]
fn the_order_of_entries_of_one_point_changes_nothing() {
    let with = |id: &str, action: &str, timestamp: Json, words: [&str; 2]| {
        json!({ "collection_point": { "id": "c", "display_id": id }, "latest_consent": { "id": id, "action": action,
            "timestamp": timestamp, "purpose_consents": [{ "purpose_id": "p", "status": words[0] },
                { "purpose_id": "q", "status": words[1] }] } })
    };
    let mut of = banner("b", "c");
    of["purposes"] = json!([{ "id": "p" }, { "id": "q" }]);
    let time = json!("2026-01-01T00:00:01");
    for (a, b, c) in
        [(&time, &time, &time), (&Json::Null, &Json::Null, &Json::Null), (&time, &Json::Null, &json!("soon"))]
    {
        let entries = [
            with("1", "partial_consent", a.clone(), ["approved", "rejected"]),
            with("2", "partial_consent", b.clone(), ["no", "approved"]),
            with("3", "Partially Consented", c.clone(), ["declined", "yes"]),
        ];
        let found = |order: [usize; 3]| {
            let given = status(&order.map(|number| entries[number].clone()));
            merge(&json!([of]), &given)["banners"].clone()
        };
        let first = found([0, 1, 2]);
        let state = |purpose: usize| &first[0]["purposes"][purpose]["consented"];
        assert_eq!((state(0), state(1)), (&json!("declined"), &json!("declined")));
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(found(order), first, "{order:?}");
        }
    }
}

#[wasm_bindgen_test]
fn entries_that_cannot_be_written_as_text_are_merged() {
    let odd = "(status) => { for (const { latest_consent: latest } of status.collection_points) latest.self = latest; \
               status.collection_points[0].big = 1n; return status; }";
    let entries = [entry("c", "d", "approved", "soon"), entry("c", "d", "declined", "later")];
    let merged = plain(&apply(
        "(merged) => merged.banners",
        &merged(&js(&json!([banner("b", "c")])), &apply(odd, &js(&status(&entries)))),
    ));
    assert_eq!(merged[0]["purposes"][0]["consented"], json!("declined"));
}

#[wasm_bindgen_test]
fn an_empty_id_is_nobodys() {
    let nameless = entry("", "", "approved", "2026-01-01");
    for (id, point) in [("b", ""), ("", "c"), ("", "")] {
        let found = merge(&json!([banner(id, point)]), &status(std::slice::from_ref(&nameless)));
        assert_eq!((&found["banners"][0]["latest_action"], &found["unmatched"]), (&Json::Null, &json!([nameless])));
    }
    let mut of = banner("b", "c");
    of["purposes"] = json!([{ "id": "" }]);
    let mut named = entry("c", "d", "approved", "2026-01-01");
    named["latest_consent"]["purpose_consents"] = json!([{ "purpose_id": "", "status": "approved" }]);
    assert_eq!(merge(&json!([of]), &status(&[named]))["banners"][0]["purposes"][0]["consented"], json!("pending"));
}
