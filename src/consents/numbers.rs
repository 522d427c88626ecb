//! What src/host/reading.js read, as numbers, and what these mean.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::expiry::Period;
use super::terms::WORDS;
use super::words::{Action, Source, Word};
use crate::error::Fault;
use crate::schema::time::micros;

/// What a text is, read as each of the kinds of words.
#[derive(Clone, Copy)]
pub struct Text {
    pub word: Word,
    pub action: Option<Action>,
    pub source: Option<Source>,
    pub period: Option<Period>,
    /// Microseconds since 1970.
    pub time: Option<i64>,
}

impl Text {
    pub fn read(number: usize, text: &str) -> Self {
        Self {
            word: Word::read(text, number),
            action: Action::read(text),
            source: Source::ALL.into_iter().find(|source| source.word() == text),
            period: Period::read(text),
            time: micros(text),
        }
    }
}

thread_local! {
    /// The same for JavaScript, with null for nothing.
    pub static TERMS: Array = {
        let terms = Array::of1(&JsValue::NULL);
        for word in WORDS.iter().skip(1) {
            terms.push(&JsValue::from_str(word));
        }
        terms
    };
    static TEXTS: Vec<Text> = WORDS.iter().enumerate().map(|(number, word)| Text::read(number, word)).collect();
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
            let text: String =
                given.rest.by_ref().take(length).map(|unit| char::from_u32(*unit).unwrap_or('\u{FFFD}')).collect();
            given.texts.push(Text::read(given.texts.len(), &text));
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
        self.word_of(number)
    }

    pub fn word_of(&self, number: usize) -> Word {
        self.text(number).map_or(Word::NONE, |text| text.word)
    }

    pub fn list<T>(&mut self, count: usize, item: fn(&mut Self) -> T) -> Vec<T> {
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(item(self));
        }
        list
    }

    pub fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

/// Why an input was not read.
pub fn unreadable(thrown: JsValue) -> Fault {
    let misshapen: Array = thrown.unchecked_into();
    let text = |position| misshapen.get(position).as_string().unwrap_or_default();
    Fault::input(&text(0), &text(1)).caused_by(misshapen.get(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::terms::{ACTIONS, SOURCES, STATES, STATUSES};
    use crate::consents::words::State;

    #[test]
    fn every_word_stands_at_its_number() {
        let states = [State::Approved, State::Declined, State::Pending].map(|it| (STATES + it as u32, it.word()));
        let sources = Source::ALL.map(|it| (SOURCES + it as u32, it.word()));
        let actions = Action::ALL.map(|it| (ACTIONS + it as u32, it.word()));
        let statuses = [(STATUSES, "no_records"), (STATUSES + 1, "merged")];
        let all: Vec<_> = states.into_iter().chain(sources).chain(actions).chain(statuses).collect();
        assert_eq!(all.len() + 1, WORDS.len());
        for (number, word) in all {
            assert_eq!(WORDS.get(number as usize), Some(&word));
        }
    }

    #[test]
    fn words_that_are_not_known_come_as_their_characters() {
        // The last is "approved" with half a character in it.
        let texts = ["YES", "true", "appr_oved"].map(|text| text.replace('_', "\u{1}"));
        let mut numbers = vec![3, 6, 0, 7, 14, 16];
        for text in texts {
            numbers.push(text.len() as u32);
            numbers.extend(text.bytes().map(|byte| if byte == 1 { 0xd83d } else { u32::from(byte) }));
        }
        let mut numbers = Numbers::new(&numbers);
        assert_eq!(numbers.ids, 3);
        assert_eq!(numbers.word(), Word::NONE);
        assert_eq!(numbers.word(), Word { state: State::Approved, raw: None });
        assert_eq!(numbers.word(), Word { state: State::Approved, raw: Some(14) });
        assert_eq!(numbers.word(), Word { state: State::Pending, raw: Some(16) });
        assert!(numbers.is_done());
        assert_eq!((numbers.take(), numbers.id()), (0, None));
    }
}
