//! Whom a request or an answer names.

use crate::json::Json;

/// The names under which the API knows the person, folded.
const NAMES: [&str; 2] = ["userid", "clientuserid"];

/// A record has the person's id under the first, and may have one of the API's own under the second; in both casings.
const OWN: [&str; 2] = ["client_user_id", "clientUserId"];
const INTERNAL: [&str; 2] = ["user_id", "userId"];

/// A name as the most lenient reader may take it: without regard to case, separators, and how wide its letters are.
fn folded(name: &str) -> impl Iterator<Item = char> {
    let narrow = |c: char| match c {
        // Full-width forms, the long s, the dotless i, and the sign for kelvin.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        'ſ' => 's',
        'ı' => 'i',
        other => other,
    };
    name.chars().map(narrow).flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric)
}

pub(crate) fn names_person(name: &str) -> bool {
    NAMES.iter().any(|own| folded(name).eq(own.chars()))
}

/// Whether a request names nobody else, at any depth, also in members that do not go on.
pub(crate) fn names_only(json: &Json, person: &str) -> bool {
    check(json, false, person, false)
}

/// The same of an answer, where `user_id` beside the person's own `client_user_id` is an id that the API itself gives.
pub(crate) fn is_about(json: &Json, person: &str) -> bool {
    check(json, false, person, true)
}

fn check(json: &Json, named: bool, person: &str, is_answer: bool) -> bool {
    match json {
        Json::Text(id) => !named || id == person,
        // null names nobody. Some servers read a number as its digits, and a list as its items.
        Json::Word(word) => !named || word == "null" || word == person,
        Json::List(items) => items.iter().all(|item| check(item, named, person, is_answer)),
        Json::Object(members) => {
            let is_own = |(name, id): &(String, Json)| OWN.contains(&name.as_str()) && id.text() == Some(person);
            let is_owned = is_answer && members.iter().any(is_own);
            members.iter().all(|(name, value)| {
                let named = names_person(name) && !(is_owned && INTERNAL.contains(&name.as_str()));
                check(value, named, person, is_answer)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_it_is_spelled() {
        for name in [
            "user_id",
            "userId",
            "USERID",
            "user-id",
            "User Id",
            "client_user_id",
            "ClientUserID",
            "ｕｓｅｒＩｄ",
            "u\u{200b}serid",
            "uſerıd",
            "user.id[]",
        ] {
            assert!(names_person(name), "{name}");
        }
        for name in ["user", "id", "userIds", "user_name", "users_id_", "nominee_id", ""] {
            assert!(!names_person(name), "{name}");
        }
    }
}
