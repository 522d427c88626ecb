//! The published table of what clients write and what is read of it.

#![allow(clippy::indexing_slicing, reason = "an index into serde_json's values gives null where there is nothing")]

use serde_json::{Value as Json, json};

use super::*;
use crate::schema::time::{iso, micros, micros_of_number};

const TABLE: &str = include_str!("../../../../tests/records.json");

/// Ids, and the texts that are not documented, by their numbers.
#[derive(Default)]
struct Texts {
    ids: Vec<String>,
    words: Vec<Json>,
}

/// The words of the states stand at their numbers.
const KNOWN: [&str; 4] = ["", "approved", "declined", "pending"];

impl Texts {
    fn id(&mut self, id: &Json) -> Option<usize> {
        let id = id.as_str()?;
        let known = self.ids.iter().position(|known| known == id);
        known.or_else(|| {
            self.ids.push(id.into());
            Some(self.ids.len() - 1)
        })
    }

    fn number(&mut self, text: &Json) -> usize {
        let known = self.words.iter().position(|known| known == text);
        KNOWN.len()
            + known.unwrap_or_else(|| {
                self.words.push(text.clone());
                self.words.len() - 1
            })
    }

    fn word(&mut self, word: &Json) -> Word {
        match word {
            Json::String(text) => Word::read(text, self.number(word)),
            Json::Bool(flag) => Word::read(if *flag { "true" } else { "false" }, self.number(word)),
            _ => Word::NONE,
        }
    }

    fn text(&self, number: usize) -> Json {
        let known = KNOWN.get(number).map(|word| json!(word));
        known.or_else(|| self.words.get(number - KNOWN.len()).cloned()).unwrap_or_default()
    }

    fn banner(&mut self, banner: &Json) -> Banner {
        let purposes = banner["purposes"].as_array().into_iter().flatten();
        let purposes = purposes.map(|purpose| Purpose {
            id: self.id(&purpose["id"]),
            word: self.word(&purpose["consented"]),
            is_notice: is_notice(purpose),
            period: None,
            earlier: None,
        });
        Banner {
            purposes: purposes.collect(),
            point: self.id(&banner["collection_point"]),
            id: self.id(&banner["banner_id"]),
            shown_to_principal: banner["shown_to_principal"].as_bool(),
        }
    }

    fn entry(&mut self, entry: &Json) -> Entry {
        let latest = &entry["latest_consent"];
        let action = latest["action"].as_str().and_then(Action::read);
        let is_documented = action.is_some_and(|action| latest["action"] == action.word());
        let list = latest["purpose_consents"].as_array().into_iter().flatten().map(|listed| Listed {
            purpose: self.id(&listed["purpose_id"]),
            word: self.word(&listed["status"]),
            is_notice: is_notice(listed),
            version: label(&listed["purpose_version"]).map(|version| self.number(&version)),
        });
        let list = list.collect();
        let raw_action = Some(&latest["action"]).filter(|action| action.is_string() && !is_documented);
        let raw_action = raw_action.map(|action| self.number(action));
        let point = &entry["collection_point"];
        Entry {
            id: self.id(&point["id"]),
            display_id: self.id(&point["display_id"]),
            consent: latest.is_object().then_some(Consent { action, raw_action, list }),
        }
    }
}

/// A version, which may come as a number.
fn label(version: &Json) -> Option<Json> {
    version
        .as_i64()
        .map(|number| json!(number.to_string()))
        .or_else(|| version.as_str().filter(|text| !text.is_empty()).map(|text| json!(text)))
}

fn is_notice(purpose: &Json) -> bool {
    purpose["is_legitimate"] == true || purpose["purpose_type"] == "legitimate_interest"
}

/// What a deployment wrote in camelCase, as it is documented.
fn documented(value: &Json) -> Json {
    let name = |key: &String| {
        key.chars().fold(String::new(), |name, c| match c.is_ascii_uppercase() {
            true => name + "_" + c.to_ascii_lowercase().encode_utf8(&mut [0; 4]),
            false => name + c.encode_utf8(&mut [0; 4]),
        })
    };
    match value {
        Json::Object(members) => members.iter().map(|(key, value)| (name(key), documented(value))).collect(),
        Json::Array(items) => items.iter().map(documented).collect(),
        _ => value.clone(),
    }
}

fn time(timestamp: &Json) -> Option<i64> {
    timestamp.as_f64().map_or_else(|| micros(timestamp.as_str()?), micros_of_number)
}

fn read(banner: &Json, entries: &[Json]) -> Json {
    let mut texts = Texts::default();
    let banners = [texts.banner(banner)];
    let read: Vec<_> = entries.iter().map(|entry| texts.entry(entry)).collect();
    let at = |entry: usize| time(&entries.get(entry)?["latest_consent"]["timestamp"]);
    let (merged, unmatched) = merge(&banners, &read, texts.ids.len(), at);
    let Some(merged) = merged.first() else { return Json::Null };
    let entry = merged.entry.and_then(|entry| entries.get(entry));
    let mut found = json!({
        "latest_action": merged.latest_action.map(Action::word),
        "recorded_at": merged.entry.and_then(at).map(iso),
        "shown_to_principal": merged.shown_to_principal,
        "display_id": entry.map_or(&banner["display_id"], |entry| &entry["collection_point"]["display_id"]),
        "unmatched": unmatched.len(),
        "purposes": {},
    });
    if let Some(action) = merged.raw_action {
        found["raw_action"] = texts.text(action);
    }
    for (purpose, given) in merged.purposes.iter().zip(banner["purposes"].as_array().into_iter().flatten()) {
        let mut one = json!({
            "consented": purpose.state.word(),
            "source": purpose.source.word(),
            "conflict": purpose.conflict,
            "legal_basis": if purpose.is_notice { "notice" } else { "consent" },
        });
        if let Raw::Text(raw) = purpose.raw {
            one["raw_consented"] = texts.text(raw);
        }
        if let Some(version) = purpose.version {
            one["recorded_version"] = texts.text(version);
        }
        found["purposes"][given["id"].as_str().unwrap_or_default()] = one;
    }
    found
}

#[test]
fn every_row_of_the_table() {
    let rows: Vec<Json> = serde_json::from_str(TABLE).unwrap_or_default();
    assert!(rows.len() >= 60, "the table has {} rows", rows.len());
    for row in rows {
        let entries: Vec<_> = row["entries"].as_array().into_iter().flatten().map(documented).collect();
        assert_eq!(read(&documented(&row["banner"]), &entries), row["expected"], "{}", row["name"]);
    }
}
