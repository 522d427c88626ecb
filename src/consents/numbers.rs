//! What src/host/reading.js read, as numbers, and what these mean.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::words::{Action, Source, State, Word};
use crate::error::Fault;
use crate::host::reading::Misshapen;

/// What a text is, read as each of the three kinds of words.
#[derive(Clone, Copy)]
pub struct Text {
    pub state: State,
    pub is_documented: bool,
    pub action: Option<Action>,
    pub source: Option<Source>,
}

impl Text {
    fn read(text: &str) -> Self {
        let state = State::read(text);
        Self {
            state,
            is_documented: state.word() == text,
            action: Action::read(text),
            source: Source::ALL.into_iter().find(|source| source.word() == text),
        }
    }
}

/// Every word that is read or set, at its number: those of the states, the sources, the actions, and the status of the whole.
const WORDS: [&str; 14] = [
    "",
    "approved",
    "declined",
    "pending",
    "status",
    "banner",
    "none",
    "approved",
    "declined",
    "partial_consent",
    "revoked",
    "no_action",
    "no_records",
    "merged",
];
pub const STATES: u32 = 1;
pub const SOURCES: u32 = 4;
pub const ACTIONS: u32 = 7;
pub const STATUSES: u32 = 12;

thread_local! {
    /// The same for JavaScript, with null for nothing.
    pub static TERMS: Array = {
        let terms = Array::of1(&JsValue::NULL);
        for word in WORDS.iter().skip(1) {
            terms.push(&JsValue::from_str(word));
        }
        terms
    };
    static TEXTS: Vec<Text> = WORDS.iter().map(|word| Text::read(word)).collect();
}

/// What JavaScript gave.
pub struct Numbers<'a> {
    /// How many ids have a number.
    pub ids: usize,
    rest: std::slice::Iter<'a, u32>,
    texts: Vec<Text>,
}

impl<'a> Numbers<'a> {
    pub fn new(numbers: &'a [u32]) -> Self {
        let mut given = Self { ids: 0, rest: numbers.iter(), texts: TEXTS.with(Clone::clone) };
        given.ids = given.take();
        let words = given.take();
        given.rest = numbers.get(words..).unwrap_or_default().iter();
        while !given.is_done() {
            let length = given.take();
            let text: String = given.rest.by_ref().take(length).map(|unit| char::from_u32(*unit).unwrap_or('\u{FFFD}')).collect();
            given.texts.push(Text::read(&text));
        }
        given.rest = numbers.get(2..words).unwrap_or_default().iter();
        given
    }

    /// The next number.
    pub fn take(&mut self) -> usize {
        self.rest.next().map_or(0, |number| *number as usize)
    }

    pub fn id(&mut self) -> Option<usize> {
        self.take().checked_sub(1)
    }

    pub fn text(&self, number: usize) -> Option<&Text> {
        self.texts.get(number).filter(|_| number > 0)
    }

    pub fn word(&mut self) -> Word {
        let number = self.take();
        match self.text(number) {
            Some(text) => Word { state: text.state, raw: (!text.is_documented).then_some(number) },
            None => Word { state: State::Pending, raw: None },
        }
    }

    pub fn list<T>(&mut self, count: usize, item: fn(&mut Self) -> T) -> Vec<T> {
        (0..count).map(|_| item(self)).collect()
    }

    pub fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

/// Why an input was not read.
pub fn unreadable(thrown: JsValue) -> Fault {
    let misshapen: Misshapen = thrown.unchecked_into();
    let (field, predicate) = (misshapen.field().unwrap_or_default(), misshapen.predicate().unwrap_or_default());
    Fault::input(&field, &predicate).caused_by(misshapen.cause())
}
