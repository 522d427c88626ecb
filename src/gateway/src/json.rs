//! JSON, read so that it can be written anew: members in their order, numbers with their digits, and no name twice in
//! one object, of which another reader might take the other value.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// How deep lists and objects may lie within each other.
const DEPTH: usize = 128;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// null, true, false, or a number, as they are written.
    Word(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// None for what is no JSON, is too deep, or names a member twice.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let raw: &RawValue = serde_json::from_slice(bytes).ok()?;
        Self::of(raw.get(), DEPTH)
    }

    fn of(text: &str, depth: usize) -> Option<Self> {
        let inner = depth.checked_sub(1);
        Some(match text.as_bytes().first()? {
            b'{' => {
                let Members(members) = serde_json::from_str(text).ok()?;
                let read = |(name, raw): (String, &RawValue)| Some((name, Self::of(raw.get(), inner?)?));
                Self::Object(members.into_iter().map(read).collect::<Option<_>>()?)
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                Self::List(items.into_iter().map(|raw| Self::of(raw.get(), inner?)).collect::<Option<_>>()?)
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => Self::Word(text.to_owned()),
        })
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::with_capacity(1024);
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, text: &mut String) {
        match self {
            Self::Word(word) => text.push_str(word),
            Self::Text(inner) => write_text(inner, text),
            Self::List(items) => {
                text.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        text.push(',');
                    }
                    item.write_to(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (i, (name, value)) in members.iter().enumerate() {
                    if i > 0 {
                        text.push(',');
                    }
                    write_text(name, text);
                    text.push(':');
                    value.write_to(text);
                }
                text.push('}');
            }
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Word(word) if word == "null")
    }
}

fn write_text(inner: &str, text: &mut String) {
    // Most have nothing to escape.
    if inner.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        text.extend(["\"", inner, "\""]);
    } else {
        // A string can always be written.
        text.push_str(&serde_json::to_string(inner).unwrap_or_default());
    }
}

/// The members of an object, each of another name.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfAnObject)
    }
}

struct OfAnObject;

impl<'de> Visitor<'de> for OfAnObject {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Vec<(String, &RawValue)> = Vec::new();
        while let Some(member) = map.next_entry::<String, &RawValue>()? {
            members.push(member);
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(A::Error::custom("a member that is there twice"));
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> Option<String> {
        Json::read(text.as_bytes()).map(|json| json.write())
    }

    #[test]
    fn numbers_keep_their_digits_and_members_their_order() {
        let text = r#"{"b":1.50,"a":[-0,1e400,12345678901234567890123],"c":{"é":"\u0000"},"":null}"#;
        assert_eq!(again(text).as_deref(), Some(text));
        assert_eq!(again(" [ true , \"\\u00e9\\/\" ] ").as_deref(), Some("[true,\"é/\"]"));
    }

    #[test]
    fn what_two_readers_may_read_differently_is_refused() {
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"[{"b":{"a":1,"a":1}}]"#,
            "",
            "[1,]",
            "{'a':1}",
            "01",
            "NaN",
            "[1]x",
        ] {
            assert_eq!(again(text), None, "{text}");
        }
        assert_eq!(Json::read(b"\xef\xbb\xbf{}"), None, "a byte order mark");
        assert_eq!(Json::read(b"\"\xff\""), None, "no UTF-8");
        assert_eq!(Json::read(b"\"\\ud800\""), None, "half a character");
    }

    #[test]
    fn depth_is_limited() {
        let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert!(again(&deep(DEPTH)).is_some());
        assert!(again(&deep(DEPTH + 1)).is_none());
        assert!(again(&deep(100_000)).is_none());
    }
}
