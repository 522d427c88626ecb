//! What src/host/reading.js read, as numbers, and what these mean.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::expiry::Period;
use super::terms::{SOURCES, TERMS};
use super::words::{Action, Source, Word};
use crate::error::Fault;
use crate::host::reading::Reading;
use crate::host::text::parts;

/// What a text is, read as each of the kinds of words.
#[derive(Clone, Copy)]
pub struct Text {
    word: Word,
    pub action: Option<Action>,
    pub period: Option<Period>,
}

impl Text {
    fn read(number: usize, text: &str) -> Self {
        Self { word: Word::read(text, number), action: Action::read(text), period: Period::read(text) }
    }
}

/// What JavaScript gave.
pub struct Numbers {
    /// How many ids have a number.
    pub ids: usize,
    numbers: Vec<u32>,
    next: usize,
    end: usize,
    /// The terms, and what is not one; 0 is no text.
    texts: Vec<Text>,
}

/// What was read of an input, or why it was not read.
pub fn read(given: Result<Reading, JsValue>) -> Result<(Reading, Numbers), Fault> {
    let read = given.map_err(unreadable)?;
    let numbers = Numbers::new(read.numbers());
    Ok((read, numbers))
}

impl Numbers {
    fn new(numbers: Vec<u32>) -> Self {
        let end = numbers.len();
        let mut given = Self { ids: 0, numbers, next: 0, end, texts: Vec::new() };
        given.add_text("");
        for term in parts(TERMS, b' ') {
            given.add_text(term);
        }
        given.ids = given.take();
        let words = given.take();
        let first = given.next;
        given.next = words;
        while !given.is_done() {
            let mut text = String::new();
            for _ in 0..given.take() {
                text.push(char::from_u32(given.take() as u32).unwrap_or('\u{FFFD}'));
            }
            given.add_text(&text);
        }
        (given.next, given.end) = (first, words);
        given
    }

    fn add_text(&mut self, text: &str) {
        self.texts.push(Text::read(self.texts.len(), text));
    }

    /// The next number; 0 after the last. Not inlined: it is asked for in dozens of places.
    #[inline(never)]
    pub fn take(&mut self) -> usize {
        if self.is_done() {
            return 0;
        }
        self.next += 1;
        self.numbers.get(self.next - 1).map_or(0, |number| *number as usize)
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

    /// Where a state came from; None where it is a word that no merge writes.
    pub fn source(number: usize) -> Option<Source> {
        Source::ALL.get(number.wrapping_sub(SOURCES as usize)).copied()
    }

    pub fn is_done(&self) -> bool {
        self.next >= self.end
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
    use crate::consents::terms::{ACTIONS, STATES, STATUSES};
    use crate::consents::words::State;

    #[test]
    fn every_word_stands_at_its_number() {
        let states = [State::Approved, State::Declined, State::Pending].map(|it| (STATES + it as u32, it.word()));
        let sources = Source::ALL.map(|it| (SOURCES + it as u32, it.word()));
        let actions = Action::ALL.map(|it| (ACTIONS + it as u32, it.word()));
        let statuses = [(STATUSES, "no_records"), (STATUSES + 1, "merged")];
        let all: Vec<_> = states.into_iter().chain(sources).chain(actions).chain(statuses).collect();
        let terms: Vec<_> = TERMS.split(' ').collect();
        assert_eq!(all.len(), terms.len());
        for (number, word) in all {
            assert_eq!(terms.get(number as usize - 1), Some(&word));
        }
        let sources = [3, 4, 5, 6, 7].map(Numbers::source);
        assert_eq!(sources, [None, Some(Source::Status), Some(Source::Banner), Some(Source::None), None]);
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
        let mut numbers = Numbers::new(numbers);
        assert_eq!(numbers.ids, 3);
        assert_eq!(numbers.word(), Word::NONE);
        assert_eq!(numbers.word(), Word { state: State::Approved, raw: None });
        assert_eq!(numbers.word(), Word { state: State::Approved, raw: Some(14) });
        assert_eq!(numbers.word(), Word { state: State::Pending, raw: Some(16) });
        assert!(numbers.is_done());
        assert_eq!((numbers.take(), numbers.id()), (0, None));
    }
}
