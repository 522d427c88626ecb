//! The merge table: what is said of one purpose.

use crate::consents::expiry::Period;
use crate::consents::words::{Action, Source, State, Word};

/// What becomes of `raw_consented`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw {
    Kept,
    Removed,
    /// The text of this number.
    Text(usize),
}

/// What the merge says of a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedPurpose {
    pub state: State,
    pub source: Source,
    /// Banner and status both have a record, and they differ.
    pub conflict: bool,
    /// Its legal basis is a legitimate use.
    pub is_notice: bool,
    /// How long the consent lasts that was given, where it ends.
    pub period: Option<Period>,
    /// The number of the text of the version that was decided on.
    pub version: Option<usize>,
    pub raw: Raw,
}

/// What the status has for one purpose of a banner: the rows of the merge table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The entry names the purpose.
    Named(Word),
    /// It names the purpose, but nobody decided: clients write "declined" when a notice is closed.
    Undecided(Word),
    /// The entry has a list that does not name it.
    Unlisted,
    /// The entry has no list: its action speaks for every purpose.
    ByAction(Option<Action>),
    /// The entry has no latest consent.
    NoConsent,
    /// There is no entry.
    NoEntry,
}

impl Row {
    /// The merge table. `own` is the banner's state where it is the person's own, `record` the part of it that counts for a
    /// conflict.
    pub fn merged(self, own: Option<Word>, record: Option<State>) -> MergedPurpose {
        let unread = |state| Word { state, raw: None };
        let (word, source) = match self {
            Row::Named(word) => (word, Source::Status),
            Row::Undecided(word) => (word.undecided(), Source::Status),
            Row::Unlisted => (unread(State::Pending), Source::Status),
            Row::ByAction(action) => (unread(action.map_or(State::Pending, Action::state)), Source::Status),
            Row::NoConsent => (unread(State::Pending), Source::None),
            Row::NoEntry => own.map_or((unread(State::Pending), Source::None), |own| (own, Source::Banner)),
        };
        let state = word.state;
        let differs = record.is_some_and(|record| record.is_record() && record != state);
        let conflict = source == Source::Status && state.is_record() && differs;
        MergedPurpose {
            state,
            source,
            conflict,
            is_notice: false,
            period: None,
            version: None,
            raw: word.raw.map_or(Raw::Kept, Raw::Text),
        }
    }
}
