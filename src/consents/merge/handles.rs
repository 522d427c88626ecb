//! JavaScript objects as the merge's values: typed handles, nothing is copied into Rust but rare texts.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::Merged;
use super::value::{Field, Positions, Value, Word};
use crate::consents::words::State;
use crate::host;

impl Positions<JsValue> for host::Positions {
    fn find(&self, key: &JsValue) -> Option<usize> {
        self.get(key).and_then(|position| usize::try_from(position).ok())
    }

    fn add(&mut self, key: &JsValue, position: usize) {
        if let Ok(position) = i32::try_from(position) {
            self.set(key, position);
        }
    }
}

impl Default for host::Positions {
    fn default() -> Self {
        Self::new()
    }
}

#[wasm_bindgen]
extern "C" {
    /// What every purpose is asked, by the fastest way there is. Of an object that the caller may have made:
    type Given;
    #[wasm_bindgen(method, getter, catch)]
    fn purpose_id(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &Given) -> Result<JsValue, JsValue>;
    /// Of a copy that this module made:
    type Copied;
    #[wasm_bindgen(method, getter)]
    fn id(this: &Copied) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn consented(this: &Copied) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn source(this: &Copied) -> JsValue;
}

thread_local! {
    /// The fields' names as JavaScript strings, made once.
    static NAMES: Vec<JsValue> = Field::ALL.iter().map(|field| JsValue::from_str(field.name())).collect();
}

fn with_name<R>(field: Field, then: impl FnOnce(&JsValue) -> R) -> R {
    NAMES.with(|names| then(names.get(field as usize).unwrap_or(&JsValue::UNDEFINED)))
}

impl Value for JsValue {
    type Thrown = JsValue;
    type Positions = host::Positions;

    fn is_object(&self) -> bool {
        JsValue::is_object(self)
    }

    fn is_record(&self) -> bool {
        host::is_record(self)
    }

    fn is_none(&self) -> bool {
        self.is_null() || self.is_undefined()
    }

    fn list(&self) -> Result<Option<Vec<Self>>, JsValue> {
        Ok(host::list(self)?.map(|list| list.iter().collect()))
    }

    fn get(&self, field: Field) -> Result<Self, JsValue> {
        let given: &Given = self.unchecked_ref();
        match field {
            Field::PurposeId => given.purpose_id(),
            Field::Status => given.status(),
            _ => with_name(field, |name| host::get(self, name)),
        }
    }

    fn own(&self, field: Field) -> Self {
        let copied: &Copied = self.unchecked_ref();
        match field {
            Field::Id => copied.id(),
            Field::Consented => copied.consented(),
            Field::Source => copied.source(),
            _ => with_name(field, |name| host::own(self, name)),
        }
    }

    fn copy(&self) -> Result<Option<Self>, JsValue> {
        host::copy(self).map(|copy| Some(copy).filter(|copy| !copy.is_undefined()))
    }

    fn put(&mut self, field: Field, value: Self) {
        with_name(field, |name| host::put(self, name, &value));
    }

    fn put_merged(&mut self, merged: Merged) {
        OVERLAYS.with_borrow_mut(|overlays| {
            let known = overlays.iter().find(|(of, _)| *of == merged);
            if let Some((_, overlay)) = known {
                return host::overlay(self, overlay);
            }
            let overlay = host::object();
            host::set(&overlay, "consented", &merged.state.word().into());
            host::set(&overlay, "source", &merged.source.word().into());
            host::set(&overlay, "conflict", &merged.conflict.into());
            host::overlay(self, &overlay);
            overlays.push((merged, overlay));
        });
    }

    fn remove(&mut self, field: Field) {
        with_name(field, |name| host::delete(self, name));
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn is_text(&self) -> bool {
        self.is_string()
    }

    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }

    fn word(&self) -> Word {
        let known = WORDS.with(|words| words.find(self));
        if let Some((_, word)) = known.and_then(|known| KNOWN_WORDS.get(known)) {
            return *word;
        }
        let state = match (self.as_string(), self.as_bool()) {
            (Some(text), _) => State::read(&text),
            (None, Some(true)) => State::Approved,
            (None, Some(false)) => State::Declined,
            // No word at all: nothing that was translated.
            (None, None) => return Word { state: State::Pending, translated: false },
        };
        Word { state, translated: true }
    }

    fn null() -> Self {
        JsValue::NULL
    }

    fn of_text(text: &'static str) -> Self {
        text.into()
    }

    fn of_flag(flag: bool) -> Self {
        flag.into()
    }

    fn of_list(items: Vec<Self>) -> Self {
        items.into_iter().collect::<Array>().into()
    }
}

/// The documented words, found in a `Map` without their text coming into Rust.
const KNOWN_WORDS: [(&str, Word); 3] = [
    ("approved", Word { state: State::Approved, translated: false }),
    ("declined", Word { state: State::Declined, translated: false }),
    ("pending", Word { state: State::Pending, translated: false }),
];

thread_local! {
    static WORDS: host::Positions = {
        let mut words = host::Positions::default();
        for (position, (word, _)) in KNOWN_WORDS.iter().enumerate() {
            words.add(&JsValue::from_str(word), position);
        }
        words
    };
    /// The fields of a merged purpose, of which there are few combinations: one call sets all three.
    static OVERLAYS: std::cell::RefCell<Vec<(Merged, JsValue)>> = const { std::cell::RefCell::new(Vec::new()) };
}
