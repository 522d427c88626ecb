//! What src/host/merge.js reads and sets, in the order in which it stands there. 0 is no text, no entry, null.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{Banner, Consent, Earlier, Entry, Listed, MergedBanner, Purpose, Raw, Source, Word};
use crate::consents::words::{Action, State};

/// What a text is, read as each of the three kinds of words.
#[derive(Clone, Copy)]
struct Text {
    state: State,
    is_documented: bool,
    action: Option<Action>,
    source: Option<Source>,
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
const STATES: u32 = 1;
const SOURCES: u32 = 4;
const ACTIONS: u32 = 7;
const STATUSES: u32 = 12;

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
        given.ids = given.next();
        let words = given.next();
        given.rest = numbers.get(words..).unwrap_or_default().iter();
        while !given.rest.as_slice().is_empty() {
            let length = given.next();
            let text: String = given.rest.by_ref().take(length).map(|unit| char::from_u32(*unit).unwrap_or('\u{FFFD}')).collect();
            given.texts.push(Text::read(&text));
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
        self.texts.get(number).filter(|_| number > 0)
    }

    fn word(&mut self) -> Word {
        let number = self.next();
        match self.text(number) {
            Some(text) => Word { state: text.state, raw: (!text.is_documented).then_some(number) },
            None => Word { state: State::Pending, raw: None },
        }
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

/// What is set on the copies.
pub fn outcomes(banners: &[MergedBanner], has_status: bool, unmatched: &[usize]) -> Vec<u32> {
    let purposes: usize = banners.iter().map(|banner| banner.purposes.len()).sum();
    let mut outcomes = Vec::with_capacity(1 + 3 * banners.len() + purposes + unmatched.len());
    for banner in banners {
        let action = banner.latest_action.map_or(0, |action| ACTIONS + action as u32);
        outcomes.extend([banner.entry.map_or(0, one_more), action, banner.shown_to_principal.into()]);
        for purpose in &banner.purposes {
            let (state, source) = (STATES + purpose.state as u32, SOURCES + purpose.source as u32);
            let said = state | source << 4 | u32::from(purpose.conflict) << 8;
            match purpose.raw {
                Raw::Kept => outcomes.push(said),
                Raw::Text(text) => outcomes.extend([said | 512, text as u32]),
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
