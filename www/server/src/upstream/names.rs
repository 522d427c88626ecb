//! The ids in a request: their form, and whom they name beside the documented place, which may only be the session's
//! own person.

use serde_json::{Map, Value};

use crate::{
    auth::Caller,
    error::{ApiError, ApiResult},
};

/// Every name under which an API may know the person, in whatever letter case.
const NAMES: [&str; 4] = ["user_id", "userId", "client_user_id", "clientUserId"];

fn names_person(name: &str) -> bool {
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

pub fn check_query(caller: &Caller, query: &[(String, String)]) -> ApiResult<()> {
    query.iter().filter(|(name, _)| names_person(name)).try_for_each(|(_, id)| caller.may_act_for(id))
}

/// However deep, and also in what goes no further: the reader of JSON has bounded the depth.
pub fn check_body(caller: &Caller, members: &Map<String, Value>) -> ApiResult<()> {
    members.iter().try_for_each(|(name, value)| check(caller, names_person(name), value))
}

fn check(caller: &Caller, named: bool, value: &Value) -> ApiResult<()> {
    match value {
        Value::String(id) if named => caller.may_act_for(id),
        // Some readers take a number for its digits, and a list for what is in it.
        Value::Number(id) if named => caller.may_act_for(&id.to_string()),
        Value::Array(items) => items.iter().try_for_each(|item| check(caller, named, item)),
        Value::Object(members) => check_body(caller, members),
        _ => Ok(()),
    }
}

/// Refuses ids that some server on the way might take for a part of the path, encoded or not.
pub fn check_id(id: &str) -> ApiResult<()> {
    let path = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%');
    if matches!(id, "" | "." | "..") || id.contains(path) {
        return Err(ApiError::bad_request("The id is not valid"));
    }
    Ok(())
}
