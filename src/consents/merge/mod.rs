//! The merge: what banners and status together say of each purpose.

mod entries;
pub mod numbers;
mod table;
mod words;

use super::expiry::Period;
use super::words::{Action, Source, State, Word};
use entries::{Index, Lists};
use table::Row;
pub use table::{MergedPurpose, Raw};
use words::Words;

/// A purpose in an entry's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub purpose: Option<usize>,
    pub word: Word,
    /// Its legal basis is a legitimate use, of which the person is told and not asked.
    pub is_notice: bool,
    /// The number of the text of the version that was decided on.
    pub version: Option<usize>,
}

/// The latest consent of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub action: Option<Action>,
    /// The number of its action's text, where that is not the documented word.
    pub raw_action: Option<usize>,
    pub list: Vec<Listed>,
}

impl Consent {
    /// What it says of every purpose where it has no list.
    fn state(&self) -> State {
        self.action.map_or(State::Pending, Action::state)
    }
}

/// A status entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Option<usize>,
    pub display_id: Option<usize>,
    pub consent: Option<Consent>,
}

/// What an earlier merge said of a purpose. Merging it again must not make a record of what was none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// None where it is a word that no merge writes.
    pub source: Option<Source>,
    pub conflict: bool,
}

/// A purpose of a banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    pub id: Option<usize>,
    pub word: Word,
    pub is_notice: bool,
    /// How long a consent to it lasts.
    pub period: Option<Period>,
    pub earlier: Option<Earlier>,
}

/// A collection point with its purposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    pub point: Option<usize>,
    pub id: Option<usize>,
    /// Only a person's own banner has it.
    pub shown_to_principal: Option<bool>,
    pub purposes: Vec<Purpose>,
}

/// What the merge says of a banner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedBanner {
    /// The entry that serves it.
    pub entry: Option<usize>,
    pub latest_action: Option<Action>,
    pub raw_action: Option<usize>,
    pub shown_to_principal: bool,
    pub purposes: Vec<MergedPurpose>,
}

/// A banner's own states: records beside the entry's, each purpose with its word, or what the entry replaces.
#[derive(Clone, Copy)]
enum Own<'a> {
    Counts(&'a Words),
    Outdated,
}

impl Banner {
    /// Merges it with the entry that serves it, and with the words of all that count.
    fn merged(&self, latest: Option<(usize, &Entry)>, words: &Words, own: Own) -> MergedBanner {
        let (position, entry) = latest.unzip();
        let consent = entry.and_then(|entry| entry.consent.as_ref());
        let latest_action = consent.and_then(|consent| consent.action);
        let is_approved = latest_action == Some(Action::Approved);
        let mut purposes = Vec::with_capacity(self.purposes.len());
        for purpose in &self.purposes {
            let row = match (entry, consent) {
                (None, _) => Row::NoEntry,
                (_, None) => Row::NoConsent,
                _ => Row::Said(words.word(purpose.id)),
            };
            let mut merged = self.merged_purpose(purpose, row, own);
            merged.is_notice = purpose.is_notice || words.is_notice(purpose.id);
            merged.period = purpose.period.filter(|_| merged.state == State::Approved && !merged.is_notice);
            merged.version = words.version(purpose.id);
            purposes.push(merged);
        }
        MergedBanner {
            entry: position,
            latest_action,
            raw_action: consent.and_then(|consent| consent.raw_action),
            shown_to_principal: if entry.is_some() { is_approved } else { self.shown_to_principal.unwrap_or(false) },
            purposes,
        }
    }

    fn merged_purpose(&self, purpose: &Purpose, row: Row, counts: Own) -> MergedPurpose {
        let earlier = purpose.earlier;
        let has_source = |source| earlier.is_some_and(|earlier| earlier.source == Some(source));
        let (word, counts) = match counts {
            // Named twice, it has one state.
            Own::Counts(words) => {
                (words.named(purpose.id).map_or(purpose.word, |word| purpose.word.read_as(word.state)), true)
            }
            Own::Outdated => (purpose.word, false),
        };
        let no_record = has_source(Source::None) && word.state == State::Pending;
        let own = Some(word).filter(|_| self.shown_to_principal.is_some() && !no_record);
        let record = own.filter(|_| !has_source(Source::Status) && counts);
        let mut merged = row.merged(own, record.map(|record| record.state));
        if has_source(Source::Status) && merged.source == Source::Status && counts {
            merged.conflict = merged.state.is_record() && earlier.is_some_and(|earlier| earlier.conflict);
        }
        if merged.raw == Raw::Kept && earlier.is_some() && merged.source != Source::Banner {
            merged.raw = Raw::Removed;
        }
        merged
    }
}

/// Merges banners with the entries of a status. Gives the merged banners, in their order, and the entries that serve none.
/// `ids` is how many ids have a number. Only where there are several entries of one point it is asked `at` what time the
/// latest consent of an entry was, and for the `order` of all, which must not depend on that in which they came.
pub fn merge(
    banners: &[Banner],
    entries: &[Entry],
    ids: usize,
    at: impl Fn(usize) -> Option<i64>,
    order: impl FnOnce() -> Vec<u32>,
) -> (Vec<MergedBanner>, Vec<usize>) {
    let index = Index::new(entries, ids, order);
    let mut merged = Vec::new();
    merged.resize_with(banners.len(), MergedBanner::default);
    // The same entries may be those of many banners, and what they say is read once for all of them.
    let mut lists = Lists::new(index.slots(), banners.len());
    for (position, banner) in banners.iter().enumerate() {
        lists.add(index.slot_of(banner), position);
    }
    let mut serves = vec![false; entries.len()];
    let (mut words, mut own) = (Words::new(ids), Words::new(ids));
    for slot in (0..index.slots()).filter(|slot| lists.has(*slot)) {
        words.clear();
        let serving = index.read(slot, &at, &mut words);
        if let Some(serves) = serving.and_then(|entry| serves.get_mut(entry)) {
            *serves = true;
        }
        let serving = serving.and_then(|entry| Some((entry, entries.get(entry)?)));
        for position in lists.of(slot) {
            let Some((banner, merged)) = banners.get(position).zip(merged.get_mut(position)) else { continue };
            own.clear();
            for purpose in &banner.purposes {
                let Purpose { id: purpose, word, .. } = *purpose;
                own.name(&Listed { purpose, word, is_notice: false, version: None }, word);
            }
            *merged = banner.merged(serving, &words, Own::Counts(&own));
        }
    }
    let mut unmatched = Vec::new();
    for (entry, serves) in serves.into_iter().enumerate() {
        if !serves {
            unmatched.push(entry);
        }
    }
    (merged, unmatched)
}

/// Merges a banner with the only entry, which replaces what the banner says.
pub fn replace(banner: &Banner, entry: &Entry, ids: usize) -> MergedBanner {
    let mut words = Words::new(ids);
    entry.consent.iter().for_each(|consent| words.add(consent));
    banner.merged(Some((0, entry)), &words, Own::Outdated)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "tests/mod.rs"]
mod tests;
