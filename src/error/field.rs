//! What is wrong with one field of an input.

use serde::{Serialize, Serializer};

/// The path of an item: "banners[3]". (Formatting by the standard library would weigh a kilobyte.)
pub(crate) fn item(list: &str, position: usize) -> String {
    let mut path = String::from(list);
    path.push('[');
    let mut unit = 1;
    while position / unit > 9 {
        unit *= 10;
    }
    while unit > 0 {
        path.extend(char::from_digit((position / unit % 10) as u32, 10));
        unit /= 10;
    }
    path.push(']');
    path
}

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

#[cfg(test)]
mod tests {
    use super::item;

    #[test]
    fn a_path_names_the_position() {
        assert_eq!(item("banners", 0), "banners[0]");
        assert_eq!(item("", 1_234_567_890), "[1234567890]");
    }
}
