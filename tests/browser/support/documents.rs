//! What the API's documents answer to their own examples.

use super::Json;

/// The example with this path.
pub fn documented(path: &str) -> Json {
    let examples: Json = serde_json::from_str(include_str!("../../examples/examples.json")).unwrap();
    let example = examples.as_array().unwrap().iter().find(|example| example["path"] == path);
    example.unwrap_or_else(|| panic!("there is no example {path}")).clone()
}

/// A call answered with what the documents say, but for what is made anew each time.
pub fn assert_documented(path: &str, mut found: Json) {
    let example = documented(path);
    let mut expected = example["expected"].clone();
    for pointer in example["made"].as_object().unwrap().keys() {
        let (made, documented) = (found.pointer_mut(pointer).unwrap(), expected.pointer_mut(pointer).unwrap());
        assert_eq!(made.is_string(), documented.is_string());
        (*made, *documented) = (Json::Null, Json::Null);
    }
    assert_eq!(found, expected, "{path}");
}
