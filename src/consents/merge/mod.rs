//! The merge: what banners and status together say of each purpose.

mod entries;
pub mod numbers;
mod table;

use super::expiry::Period;
use super::words::{Action, Source, State, Word};
use entries::Index;
use table::Row;
pub use table::{MergedPurpose, Raw};

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

/// A status entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Option<usize>,
    pub display_id: Option<usize>,
    pub consent: Option<Consent>,
}

impl Entry {
    fn list(&self) -> &[Listed] {
        self.consent.as_ref().map_or(&[], |consent| &consent.list)
    }
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

/// Whether a banner's own states are records beside the entry's, or are what the entry replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    Counts,
    Outdated,
}

/// One entry's list, each purpose at its number.
struct Words(Vec<Option<Listed>>);

impl Words {
    fn new(ids: usize) -> Self {
        Self(vec![None; ids])
    }

    /// Of a purpose that is named twice, the more restrictive word counts.
    fn add(&mut self, list: &[Listed]) {
        for listed in list {
            let Some(found) = listed.purpose.and_then(|purpose| self.0.get_mut(purpose)) else { continue };
            match found {
                Some(found) => {
                    found.is_notice |= listed.is_notice;
                    if found.word.state.restriction() < listed.word.state.restriction() {
                        (found.word, found.version) = (listed.word, listed.version);
                    }
                }
                None => *found = Some(*listed),
            }
        }
    }

    /// Takes the list out again, and counts the consents that it gives and refuses.
    fn take(&mut self, list: &[Listed]) -> (usize, usize) {
        let (mut approved, mut declined) = (0, 0);
        for listed in list {
            let taken = listed.purpose.and_then(|purpose| self.0.get_mut(purpose)?.take());
            match taken.filter(|taken| !taken.is_notice).map(|taken| taken.word.state) {
                Some(State::Approved) => approved += 1,
                Some(State::Declined) => declined += 1,
                _ => {}
            }
        }
        (approved, declined)
    }

    fn get(&self, purpose: Option<usize>) -> Option<Listed> {
        self.0.get(purpose?).copied().flatten()
    }

    fn row(&self, entry: Option<&Entry>, purpose: Option<usize>) -> Row {
        match entry.map(|entry| entry.consent.as_ref()) {
            None => Row::NoEntry,
            Some(None) => Row::NoConsent,
            Some(Some(consent)) if consent.list.is_empty() => Row::ByAction(consent.action),
            Some(Some(consent)) => match self.get(purpose) {
                None => Row::Unlisted,
                Some(listed) if consent.action == Some(Action::NoAction) => Row::Undecided(listed.word),
                Some(listed) => Row::Named(listed.word),
            },
        }
    }
}

impl Banner {
    /// Merges it with the entry that serves it, whose words these are.
    fn merged(&self, latest: Option<(usize, &Entry)>, words: &Words, own: Own) -> MergedBanner {
        let (position, entry) = latest.unzip();
        let consent = entry.and_then(|entry| entry.consent.as_ref());
        let latest_action = consent.and_then(|consent| consent.action);
        let is_approved = latest_action == Some(Action::Approved);
        let mut purposes = Vec::with_capacity(self.purposes.len());
        for purpose in &self.purposes {
            let listed = words.get(purpose.id);
            let mut merged = self.merged_purpose(purpose, words.row(entry, purpose.id), own);
            merged.is_notice = purpose.is_notice || listed.is_some_and(|listed| listed.is_notice);
            merged.period = purpose.period.filter(|_| merged.state == State::Approved && !merged.is_notice);
            merged.version = listed.and_then(|listed| listed.version);
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
        let no_record = has_source(Source::None) && purpose.word.state == State::Pending;
        let own = Some(purpose.word).filter(|_| self.shown_to_principal.is_some() && !no_record);
        let record = own.filter(|_| !has_source(Source::Status) && counts == Own::Counts);
        let mut merged = row.merged(own, record.map(|record| record.state));
        if has_source(Source::Status) && merged.source == Source::Status && counts == Own::Counts {
            merged.conflict = merged.state.is_record() && earlier.is_some_and(|earlier| earlier.conflict);
        }
        if merged.raw == Raw::Kept && earlier.is_some() && merged.source != Source::Banner {
            merged.raw = Raw::Removed;
        }
        merged
    }
}

/// Merges banners with the entries of a status. Gives the merged banners, in their order, and the entries that serve none.
/// `ids` is how many ids have a number. `at` says when the latest consent of an entry was; only entries of one point are asked.
pub fn merge(
    banners: &[Banner],
    entries: &[Entry],
    ids: usize,
    at: impl Fn(usize) -> Option<i64>,
) -> (Vec<MergedBanner>, Vec<usize>) {
    let index = Index::new(entries, ids, at);
    let mut merged = Vec::new();
    merged.resize_with(banners.len(), MergedBanner::default);
    // An entry may serve many banners, and its list is read once for all of them: each leads to the one before it. First
    // come those without an entry.
    let mut last = vec![None; entries.len() + 1];
    let mut before = Vec::with_capacity(banners.len());
    for (position, banner) in banners.iter().enumerate() {
        let entry = index.entry_of(banner).map_or(0, |entry| entry + 1);
        before.push(last.get_mut(entry).and_then(|last| last.replace(position)));
    }
    let (mut words, mut unmatched) = (Words::new(ids), Vec::new());
    for (number, mut position) in last.into_iter().enumerate() {
        let entry = number.checked_sub(1);
        if let Some(entry) = entry.filter(|_| position.is_none()) {
            unmatched.push(entry);
        }
        let latest = entry.and_then(|entry| entries.get(entry));
        let list = latest.map_or(&[][..], Entry::list);
        words.add(list);
        while let Some((banner, merged)) = position.and_then(|at| Some((banners.get(at)?, merged.get_mut(at)?))) {
            *merged = banner.merged(entry.zip(latest), &words, Own::Counts);
            position = position.and_then(|at| before.get(at).copied().flatten());
        }
        words.take(list);
    }
    (merged, unmatched)
}

/// Merges a banner with the only entry, which replaces what the banner says.
pub fn replace(banner: &Banner, entry: &Entry, ids: usize) -> MergedBanner {
    let mut words = Words::new(ids);
    words.add(entry.list());
    banner.merged(Some((0, entry)), &words, Own::Outdated)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "tests/mod.rs"]
mod tests;
