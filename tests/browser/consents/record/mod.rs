//! `recordConsent` and `applyDecision`.

mod answers;
mod apply;
mod sent;
mod server;
mod unchanged;

use truconsent_wasm::ConsentClient;

use crate::support::{FakeFetch, Json, client_with, json};

/// A decision on the point `c`, which no call has checked.
fn handmade(action: &str, purposes: Json) -> Json {
    json!({ "collection_point_id": "c", "action": action, "purposes": purposes, "request_id": "r-1", "changed": [] })
}

/// A decision with an approved and a declined purpose.
fn decision() -> Json {
    let purpose =
        |id: &str, consented: &str| json!({ "id": id, "name": id, "consented": consented, "is_mandatory": false });
    json!({ "collection_point_id": "c", "action": "partial_consent", "request_id": "r-1", "changed": [],
        "purposes": [purpose("p", "approved"), purpose("q", "declined")] })
}

/// Its record.
fn record() -> Json {
    json!({ "id": "x", "action": "partial_consent", "collection_point_id": "c", "status": "pending",
        "timestamp": "2026-01-01T00:00:00", "request_id": "r-1", "purpose_consents": [
            { "purpose_id": "p", "purpose_name": "p", "status": "approved", "is_mandatory": false, "purpose_type": null },
            { "purpose_id": "q", "purpose_name": "q", "status": "declined", "is_mandatory": false, "purpose_type": null }] })
}

/// A client that is answered with this.
fn answered(answer: &Json) -> (FakeFetch, ConsentClient) {
    (FakeFetch::hurried(&json!([{ "status": 201, "json": answer }])), client_with(&json!({})))
}
