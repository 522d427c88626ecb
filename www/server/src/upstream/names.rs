//! The ids in a request: their form, and that wherever one names a person it names the session's own.

use serde_json::{Map, Value};

use crate::{
    auth::Caller,
    error::{ApiError, ApiResult},
};

/// Every name under which an API may know the person, in any letter case.
const NAMES: [&str; 4] = ["user_id", "userId", "client_user_id", "clientUserId"];

fn names_person(name: &str) -> bool {
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

pub fn check_query(caller: &Caller, query: &[(String, String)]) -> ApiResult<()> {
    query.iter().filter(|(name, _)| names_person(name)).try_for_each(|(_, id)| caller.may_act_for(id))
}

/// At any depth, also in members that are not passed on. The JSON reader limits the depth.
pub fn check_body(caller: &Caller, members: &Map<String, Value>) -> ApiResult<()> {
    members.iter().try_for_each(|(name, value)| check(caller, names_person(name), value))
}

fn check(caller: &Caller, named: bool, value: &Value) -> ApiResult<()> {
    match value {
        Value::String(id) if named => caller.may_act_for(id),
        // Some servers read a number as its digits, and a list as its items.
        Value::Number(id) if named => caller.may_act_for(&id.to_string()),
        Value::Array(items) => items.iter().try_for_each(|item| check(caller, named, item)),
        Value::Object(members) => check_body(caller, members),
        _ => Ok(()),
    }
}

/// Refuses ids that a server on the way might read as a part of the path, encoded or not.
pub fn check_id(id: &str) -> ApiResult<()> {
    let path = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%');
    if matches!(id, "" | "." | "..") || id.contains(path) {
        return Err(ApiError::bad_request("The id is not valid"));
    }
    Ok(())
}
