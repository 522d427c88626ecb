//! The merge over `serde_json` values: every row of its table, and properties of the whole.

#![allow(clippy::indexing_slicing, reason = "an index into serde_json's values gives null where there is nothing")]

use std::collections::HashMap;

use serde_json::Value as Json;

use super::value::{Positions, Word};
use super::*;

mod properties;
mod table;

impl Positions<Option<Json>> for HashMap<String, usize> {
    fn find(&self, key: &Option<Json>) -> Option<usize> {
        key.as_ref().and_then(Json::as_str).and_then(|key| self.get(key).copied())
    }

    fn add(&mut self, key: &Option<Json>, position: usize) {
        let key = key.as_ref().and_then(Json::as_str).map(String::from);
        self.extend(key.map(|key| (key, position)));
    }
}

/// None is what JavaScript calls undefined.
impl Value for Option<Json> {
    type Thrown = std::convert::Infallible;
    type Positions = HashMap<String, usize>;

    fn is_object(&self) -> bool {
        self.as_ref().is_some_and(|value| value.is_object() || value.is_array())
    }
    fn is_record(&self) -> bool {
        self.as_ref().is_some_and(Json::is_object)
    }
    fn is_none(&self) -> bool {
        self.as_ref().is_none_or(Json::is_null)
    }
    fn list(&self) -> Result<Option<Vec<Self>>, Self::Thrown> {
        Ok(self.as_ref().and_then(Json::as_array).map(|list| list.iter().cloned().map(Some).collect()))
    }
    fn get(&self, field: Field) -> Result<Self, Self::Thrown> {
        Ok(self.own(field))
    }
    fn own(&self, field: Field) -> Self {
        self.as_ref().and_then(|value| value.get(field.name())).cloned()
    }
    fn copy(&self) -> Result<Option<Self>, Self::Thrown> {
        Ok(Some(self.clone()).filter(Value::is_object))
    }
    fn put(&mut self, field: Field, value: Self) {
        if let Some(record) = self.as_mut().and_then(Json::as_object_mut) {
            record.insert(field.name().into(), value.unwrap_or_default());
        }
    }
    fn put_merged(&mut self, merged: Merged) {
        self.put(Field::Consented, Self::of_text(merged.state.word()));
        self.put(Field::Source, Self::of_text(merged.source.word()));
        self.put(Field::Conflict, Self::of_flag(merged.conflict));
    }
    fn remove(&mut self, field: Field) {
        self.as_mut().and_then(Json::as_object_mut).and_then(|record| record.remove(field.name()));
    }
    fn text(&self) -> Option<String> {
        self.as_ref().and_then(Json::as_str).map(String::from)
    }
    fn is_text(&self) -> bool {
        self.as_ref().is_some_and(Json::is_string)
    }
    fn flag(&self) -> Option<bool> {
        self.as_ref().and_then(Json::as_bool)
    }
    fn word(&self) -> Word {
        let text = self.text().or_else(|| self.flag().map(|flag| flag.to_string()));
        let state = text.as_deref().map_or(State::Pending, State::read);
        Word { state, translated: text.is_some() && self.text().as_deref() != Some(state.word()) }
    }
    fn null() -> Self {
        Some(Json::Null)
    }
    fn of_text(text: &'static str) -> Self {
        Some(text.into())
    }
    fn of_flag(flag: bool) -> Self {
        Some(flag.into())
    }
    fn of_list(items: Vec<Self>) -> Self {
        Some(items.into_iter().flatten().collect())
    }
}

fn merged(banners: &Json, status: &Json) -> Result<(Json, Json), String> {
    let status = Some(status.clone()).filter(|status| !status.is_null());
    match merge(&Some(banners.clone()), status.map(Some).as_ref()) {
        Ok(result) => {
            let list = |values: Vec<Option<Json>>| values.into_iter().flatten().collect();
            Ok((list(result.banners), list(result.unmatched)))
        }
        Err(Refused::Wrong(path, predicate)) => Err(format!("{path} {predicate}")),
        Err(Refused::Thrown(never)) => match never {},
    }
}

#[test]
fn every_field_stands_at_its_number() {
    for (number, field) in Field::ALL.into_iter().enumerate() {
        assert_eq!(field as usize, number);
    }
}
