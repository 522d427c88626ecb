//! Records at a deployment that answers otherwise than the documents say.

use super::trials::Call;
use super::{Json, NONE, fresh_id, json, success, user_client};

/// However its answers look, what is made and what is listed is read as an undisturbed client reads it.
pub async fn assert_read_as_stored(create: Call, list: Call) {
    let undisturbed = user_client(&json!({}));
    let at = |fault: &str| user_client(&json!({ "headers": { "X-Fault": fault } }));
    for fault in ["camel", "partial"] {
        let person = fresh_id();
        let mut made = success(create.start(&at(fault), &person, &Json::Null, NONE)).await;
        let mut stored = success(list.start(&undisturbed, &person, &Json::Null, NONE)).await[0].clone();
        if fault == "partial" {
            for record in [&mut made, &mut stored] {
                let record = record.as_object_mut().unwrap();
                record.retain(|key, _| !["created_at", "updated_at", "message"].contains(&key.as_str()));
            }
        }
        assert_eq!(made, stored, "{fault}");
    }
    let documented = success(list.start(&undisturbed, "usr_asha", &Json::Null, NONE)).await;
    assert_eq!(documented.as_array().unwrap().len(), 2);
    for fault in ["wrap:data", "wrap:items", "camel"] {
        let listed = success(list.start(&at(fault), "usr_asha", &Json::Null, NONE)).await;
        assert_eq!(listed, documented, "{fault}");
    }
}
