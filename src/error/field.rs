//! What is wrong with one field of an input.

use serde::{Serialize, Serializer};

/// One problem with one field of an input, or with one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub field: String,
    pub code: &'static str,
    /// What is wrong, in English, without the value.
    pub message: String,
}

impl Serialize for FieldError {
    /// As a map: a derived struct brings a cache of its keys along, which weighs more than all else here.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("field", &*self.field), ("code", self.code), ("message", &*self.message)])
    }
}

impl FieldError {
    /// A problem whose message is the field's name with a predicate: "baseUrl must be …".
    pub(crate) fn new(field: &str, code: &'static str, predicate: &str) -> Self {
        let message = [field, " ", predicate].concat();
        Self { field: field.into(), code, message }
    }
}
