//! What a person sends: whether it is theirs, what they may say, and what of it goes on.

use crate::calls::{Call, Place};
use crate::json::Json;
use crate::person::names_only;
use crate::reply::Reply;

/// The body that goes on.
pub(crate) fn passed_on(call: &Call, person: &str, bytes: &[u8]) -> Result<Json, Reply> {
    let refused = |words| Reply::refusal(400, words);
    let body =
        Json::read(bytes).ok_or_else(|| refused("The request body is not valid JSON, or names a member twice"))?;
    let Json::Object(members) = &body else { return Err(refused("The request body must be a JSON object")) };
    if !names_only(&body, person) {
        return Err(foreign());
    }
    if let Place::Body(name) = call.place {
        match body.get(name) {
            Some(Json::Text(_)) => {}
            None => return Err(refused("The person is missing in the request body")),
            Some(_) => return Err(refused("The person in the request body must be a text")),
        }
    }
    if let Place::Record(_) = call.place {
        let status = body.get("status");
        if call.fields.contains(&"status") {
            if status.is_some_and(|status| status.text() != Some("withdrawn")) {
                return Err(Reply::refusal(403, "status can only be set to withdrawn"));
            }
        } else if status.is_some() {
            return Err(Reply::refusal(403, "The status of a nominee cannot be set"));
        }
    }
    if body.get("attachment_url").is_some_and(|url| !url.is_null() && !url.text().is_some_and(is_web_address)) {
        return Err(refused("attachment_url must be an http or https address"));
    }
    let known = members.iter().filter(|(name, _)| call.fields.contains(&name.as_str()));
    Ok(Json::Object(known.cloned().collect()))
}

/// Whatever somebody makes of it later: nothing that runs when it is opened.
fn is_web_address(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !text.contains(|c: char| c.is_control() || c.is_whitespace())
    })
}

pub(crate) fn foreign() -> Reply {
    Reply::refusal(403, "This session belongs to another person")
}
