//! The merge: what banners and status together say of each purpose.
//!
//! Written once over [`Value`], so that the native tests run the very rules that run in the browser. There a value is a
//! JavaScript object that stays where it is (`handles`), in the tests it is `serde_json`'s.

pub mod entries;
mod handles;
pub mod value;

use crate::consents::words::{Action, State};
use crate::error::field::item;
use entries::{Entries, Entry};
use value::{Field, Refused, Value, wrong};

/// Where a purpose's state came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The status entry.
    Status,
    /// The banner.
    Banner,
    /// There is no record.
    None,
}

impl Source {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Source::Status => "status",
            Source::Banner => "banner",
            Source::None => "none",
        }
    }
}

/// What the merge says of a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its state.
    pub state: State,
    /// Where that came from.
    pub source: Source,
    /// Banner and status both have a record, and they differ.
    pub conflict: bool,
}

/// What the status has for one purpose of a banner: the rows of the merge table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The entry names the purpose.
    Named(State),
    /// The entry has a list that does not name it.
    Unlisted,
    /// The entry has no list: its action speaks for every purpose.
    ByAction(Option<Action>),
    /// The entry has no latest consent.
    NoConsent,
    /// There is no entry.
    NoEntry,
}

/// The merge table. `own` is the banner's state where it is the person's own, `record` the part of it that counts for a
/// conflict.
pub fn decide(row: Row, own: Option<State>, record: Option<State>) -> Merged {
    let (state, source) = match row {
        Row::Named(state) => (state, Source::Status),
        Row::Unlisted => (State::Pending, Source::Status),
        Row::ByAction(action) => (action.map_or(State::Pending, Action::state), Source::Status),
        Row::NoConsent => (State::Pending, Source::None),
        Row::NoEntry => own.map_or((State::Pending, Source::None), |own| (own, Source::Banner)),
    };
    let differs = record.is_some_and(|record| record.is_record() && record != state);
    Merged { state, source, conflict: source == Source::Status && state.is_record() && differs }
}

/// Banners and what is left of the status.
pub struct MergeResult<V> {
    /// In the order given.
    pub banners: Vec<V>,
    /// Entries that served no banner.
    pub unmatched: Vec<V>,
}

/// Merges a list of banners with a status, where there is one.
pub fn merge<V: Value>(banners: &V, status: Option<&V>) -> Result<MergeResult<V>, Refused<V::Thrown>> {
    let mut entries = match status {
        Some(status) => Entries::read(status)?,
        None => Entries::none(),
    };
    let list = banners.list()?.ok_or_else(|| wrong(&["banners"], "must be a list"))?;
    let mut merged = Vec::with_capacity(list.len());
    for (position, banner) in list.iter().enumerate() {
        let path = || item("banners", position);
        if !banner.is_record() {
            return Err(wrong(&[&path()], "must be an object"));
        }
        let entry = entries.of_banner(&banner.get(Field::CollectionPoint)?, &banner.get(Field::BannerId)?);
        merged.push(merge_banner(banner, entry, Own::Counts, &path)?);
    }
    Ok(MergeResult { banners: merged, unmatched: entries.unmatched() })
}

/// Whether a banner's own states are records beside the entry's, or are what the entry replaces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// They count for conflicts.
    Counts,
    /// They are from before the entry.
    Outdated,
}

/// Merges a banner, which is an object, with the entry that serves it.
pub fn merge_banner<V: Value>(
    banner: &V,
    entry: Option<&Entry<V>>,
    own: Own,
    path: &dyn Fn() -> String,
) -> Result<V, Refused<V::Thrown>> {
    let Some(mut banner) = banner.copy()? else {
        return Err(wrong(&[&path()], "must be an object"));
    };
    let shown = banner.own(Field::ShownToPrincipal).flag();
    let given = banner.own(Field::Purposes);
    let purposes = match given.list()? {
        Some(purposes) => purposes,
        None if given.is_none() => Vec::new(),
        None => return Err(wrong(&[&path(), ".purposes"], "must be a list")),
    };
    let mut merged = Vec::with_capacity(purposes.len());
    for (position, purpose) in purposes.iter().enumerate() {
        let Some(purpose) = merge_purpose(purpose, entry, own, shown.is_some())? else {
            return Err(wrong(&[&item(&(path() + ".purposes"), position)], "must be an object"));
        };
        merged.push(purpose);
    }
    banner.put(Field::Purposes, V::of_list(merged));
    let consent = entry.as_ref().and_then(|entry| entry.consent.as_ref());
    let action = consent.and_then(|consent| consent.action);
    let text_or_null = |value: Option<&V>| value.filter(|value| value.is_text()).cloned().unwrap_or_else(V::null);
    let own_display_id = banner.own(Field::DisplayId);
    let display_id = entry.as_ref().map_or(&own_display_id, |entry| &entry.display_id);
    banner.put(Field::DisplayId, text_or_null(Some(display_id)));
    banner.put(Field::LatestAction, action.map_or_else(V::null, |action| V::of_text(action.word())));
    banner.put(Field::RecordedAt, text_or_null(consent.map(|consent| &consent.timestamp)));
    let shown = if entry.is_some() { action == Some(Action::Approved) } else { shown.unwrap_or(false) };
    banner.put(Field::ShownToPrincipal, V::of_flag(shown));
    Ok(banner)
}

/// None where the purpose is no object.
fn merge_purpose<V: Value>(
    given: &V,
    entry: Option<&Entry<V>>,
    counts: Own,
    user_banner: bool,
) -> Result<Option<V>, V::Thrown> {
    let Some(mut purpose) = given.copy()? else {
        return Ok(None);
    };
    let id = purpose.own(Field::Id);
    // A list is an object too; one with an id is not worth the slower question.
    if !id.is_text() && !given.is_record() {
        return Ok(None);
    }
    let word = purpose.own(Field::Consented);
    let own = word.word();
    // Set on a purpose that was merged before: merging it again must not make a record of what was none.
    let earlier = purpose.own(Field::Source);
    let earlier = if earlier.is_text() { earlier.text() } else { None };
    let no_record = earlier.as_deref() == Some(Source::None.word()) && own.state == State::Pending;
    let from_status = earlier.as_deref() == Some(Source::Status.word());
    let (row, named) = entry.map_or((Row::NoEntry, None), |entry| entry.row(&id));
    let own_state = (user_banner && !no_record).then_some(own.state);
    let mut merged = decide(row, own_state, own_state.filter(|_| !from_status && counts == Own::Counts));
    if from_status && merged.source == Source::Status && counts == Own::Counts {
        merged.conflict = purpose.own(Field::Conflict).flag() == Some(true);
    }
    let raw = match merged.source {
        Source::Status => named.filter(|named| named.word.translated).map(|named| named.value.clone()),
        Source::Banner => Some(word).filter(|_| own.translated),
        Source::None => None,
    };
    purpose.put_merged(merged);
    match raw {
        Some(raw) => purpose.put(Field::RawConsented, raw),
        None if earlier.is_some() && merged.source != Source::Banner => purpose.remove(Field::RawConsented),
        None => {}
    }
    Ok(Some(purpose))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "tests/mod.rs"]
mod tests;
