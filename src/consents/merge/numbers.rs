//! What src/host/merge.js reads and sets, in the order in which it stands there. 0 is no text, no entry, null.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{Banner, Consent, Earlier, Entry, Listed, MergedBanner, Purpose, Raw, Source, Word};
use crate::consents::words::{Action, State};

/// What a text is, read as each of the three kinds of words.
struct Text {
    word: Word,
    action: Option<Action>,
    source: Option<Source>,
}

impl Text {
    fn read(number: usize, text: &str) -> Self {
        let state = State::read(text);
        Self {
            word: Word { state, raw: (state.word() != text).then_some(number) },
            action: Action::read(text),
            source: Source::ALL.into_iter().find(|source| source.word() == text),
        }
    }
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
        let mut given = Self { ids: 0, rest: numbers.iter(), texts: Vec::new() };
        given.ids = given.next();
        let words = given.next();
        given.rest = numbers.get(words..).unwrap_or_default().iter();
        while !given.rest.as_slice().is_empty() {
            let length = given.next();
            let text: String = given.rest.by_ref().take(length).map(|unit| char::from_u32(*unit).unwrap_or('\u{FFFD}')).collect();
            given.texts.push(Text::read(given.texts.len(), &text));
        }
        given.rest = numbers.get(2..words).unwrap_or_default().iter();
        given
    }

    fn next(&mut self) -> usize {
        self.rest.next().map_or(0, |number| *number as usize)
    }

    fn id(&mut self) -> Option<usize> {
        self.next().checked_sub(1)
    }

    fn text(&self, number: usize) -> Option<&Text> {
        self.texts.get(number.checked_sub(1)?)
    }

    fn word(&mut self) -> Word {
        let number = self.next();
        self.text(number).map_or(Word { state: State::Pending, raw: None }, |text| text.word)
    }

    fn list<T>(&mut self, count: usize, item: fn(&mut Self) -> T) -> Vec<T> {
        (0..count).map(|_| item(self)).collect()
    }

    /// The entries of a status, None where there is no status.
    pub fn entries(&mut self) -> Option<Vec<Entry>> {
        let count = self.next().checked_sub(1)?;
        Some(self.list(count, |numbers| Entry {
            id: numbers.id(),
            display_id: numbers.id(),
            consent: numbers.next().checked_sub(1).map(|count| numbers.consent(count)),
        }))
    }

    fn consent(&mut self, count: usize) -> Consent {
        let action = self.next();
        let action = self.text(action).and_then(|text| text.action);
        let list = self.list(count, |numbers| Listed { purpose: numbers.id(), word: numbers.word() });
        Consent { action, list }
    }

    pub fn banners(&mut self) -> Vec<Banner> {
        let count = self.next();
        self.list(count, |numbers| Banner {
            point: numbers.id(),
            id: numbers.id(),
            shown_to_principal: numbers.next().checked_sub(1).map(|shown| shown == 1),
            purposes: {
                let count = numbers.next();
                numbers.list(count, Self::purpose)
            },
        })
    }

    fn purpose(&mut self) -> Purpose {
        let (id, word, earlier) = (self.id(), self.word(), self.next());
        let earlier = self.text(earlier / 2).map(|text| Earlier { source: text.source, conflict: earlier % 2 == 1 });
        Purpose { id, word, earlier }
    }
}

const SOURCES: u32 = 1 + State::ALL.len() as u32;
const ACTIONS: u32 = SOURCES + Source::ALL.len() as u32;
const STATUSES: u32 = ACTIONS + Action::ALL.len() as u32;

thread_local! {
    /// The words that the outcomes' numbers stand for.
    pub static TERMS: Array = {
        let states = State::ALL.into_iter().map(State::word);
        let words = states.chain(Source::ALL.map(Source::word)).chain(Action::ALL.map(Action::word));
        let words = words.chain(["no_records", "merged"]).map(JsValue::from_str);
        std::iter::once(JsValue::NULL).chain(words).collect()
    };
}

/// What is set on the copies.
pub fn outcomes(banners: &[MergedBanner], has_status: bool, unmatched: &[usize]) -> Vec<u32> {
    let purposes: usize = banners.iter().map(|banner| banner.purposes.len()).sum();
    let mut outcomes = Vec::with_capacity(1 + 3 * banners.len() + purposes + unmatched.len());
    for banner in banners {
        let action = banner.latest_action.map_or(0, |action| ACTIONS + action as u32);
        outcomes.extend([banner.entry.map_or(0, one_more), action, banner.shown_to_principal.into()]);
        for purpose in &banner.purposes {
            let (state, source) = (1 + purpose.state as u32, SOURCES + purpose.source as u32);
            let said = state | source << 4 | u32::from(purpose.conflict) << 8;
            match purpose.raw {
                Raw::Kept => outcomes.push(said),
                Raw::Text(text) => outcomes.extend([said | 512, one_more(text)]),
                Raw::Removed => outcomes.push(said | 1024),
            }
        }
    }
    outcomes.push(STATUSES + u32::from(has_status));
    outcomes.extend(unmatched.iter().copied().map(one_more));
    outcomes
}

fn one_more(position: usize) -> u32 {
    position as u32 + 1
}
