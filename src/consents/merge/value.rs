//! JSON data as the merge sees it, wherever it lives: JavaScript objects in the browser, `serde_json` in native tests.

use super::Merged;
use crate::consents::words::State;

/// The documented fields that the merge reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of its name")]
pub enum Field {
    Action,
    BannerId,
    Banners,
    CollectionPoint,
    CollectionPoints,
    Conflict,
    Consented,
    DisplayId,
    Id,
    LatestAction,
    LatestConsent,
    PurposeConsents,
    PurposeId,
    Purposes,
    RawConsented,
    RecordedAt,
    ShownToPrincipal,
    Source,
    Status,
    StatusError,
    Timestamp,
    Unmatched,
    UserId,
}

impl Field {
    /// Every field, in the order of their numbers.
    pub const ALL: [Field; 23] = [
        Field::Action,
        Field::BannerId,
        Field::Banners,
        Field::CollectionPoint,
        Field::CollectionPoints,
        Field::Conflict,
        Field::Consented,
        Field::DisplayId,
        Field::Id,
        Field::LatestAction,
        Field::LatestConsent,
        Field::PurposeConsents,
        Field::PurposeId,
        Field::Purposes,
        Field::RawConsented,
        Field::RecordedAt,
        Field::ShownToPrincipal,
        Field::Source,
        Field::Status,
        Field::StatusError,
        Field::Timestamp,
        Field::Unmatched,
        Field::UserId,
    ];

    /// Its documented name.
    pub fn name(self) -> &'static str {
        match self {
            Field::Action => "action",
            Field::BannerId => "banner_id",
            Field::Banners => "banners",
            Field::CollectionPoint => "collection_point",
            Field::CollectionPoints => "collection_points",
            Field::Conflict => "conflict",
            Field::Consented => "consented",
            Field::DisplayId => "display_id",
            Field::Id => "id",
            Field::LatestAction => "latest_action",
            Field::LatestConsent => "latest_consent",
            Field::PurposeConsents => "purpose_consents",
            Field::PurposeId => "purpose_id",
            Field::Purposes => "purposes",
            Field::RawConsented => "raw_consented",
            Field::RecordedAt => "recorded_at",
            Field::ShownToPrincipal => "shown_to_principal",
            Field::Source => "source",
            Field::Status => "status",
            Field::StatusError => "status_error",
            Field::Timestamp => "timestamp",
            Field::Unmatched => "unmatched",
            Field::UserId => "user_id",
        }
    }
}

/// JSON data, wherever it lives. `Err` is what reading it threw.
pub trait Value: Sized + Clone {
    /// What reading may throw.
    type Thrown;
    /// An index by text.
    type Positions: Positions<Self>;

    /// Whether it is an object, which a list may be too: the quick question.
    fn is_object(&self) -> bool;
    /// Whether it is an object that is no list.
    fn is_record(&self) -> bool;
    /// Whether it is null or absent.
    fn is_none(&self) -> bool;
    /// Its items, where it is a list.
    fn list(&self) -> Result<Option<Vec<Self>>, Self::Thrown>;
    /// A field of an input; absent where there is none.
    fn get(&self, field: Field) -> Result<Self, Self::Thrown>;
    /// A field of a copy.
    fn own(&self, field: Field) -> Self;
    /// A shallow copy, where it is an object (which a list may be too).
    fn copy(&self) -> Result<Option<Self>, Self::Thrown>;
    /// Sets a field of a copy.
    fn put(&mut self, field: Field, value: Self);
    /// Sets the three fields that every merged purpose has.
    fn put_merged(&mut self, merged: Merged);
    /// Takes a field off a copy.
    fn remove(&mut self, field: Field);
    /// Its text.
    fn text(&self) -> Option<String>;
    /// Whether it is text.
    fn is_text(&self) -> bool;
    /// Its truth value, where it is true or false.
    fn flag(&self) -> Option<bool>;
    /// How it reads as a consent word.
    fn word(&self) -> Word;
    /// Null.
    fn null() -> Self;
    /// A documented word.
    fn of_text(text: &'static str) -> Self;
    /// true or false.
    fn of_flag(flag: bool) -> Self;
    /// A list.
    fn of_list(items: Vec<Self>) -> Self;
}

/// An index of positions by text.
pub trait Positions<V>: Default {
    /// The position of a key; None for a key that was not added, also for one that is no text.
    fn find(&self, key: &V) -> Option<usize>;
    /// Adds or replaces a position. The key is text.
    fn add(&mut self, key: &V, position: usize);
}

/// A consent word as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it means.
    pub state: State,
    /// Whether it had to be read as another word.
    pub translated: bool,
}

/// Why there is no merge.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused<T> {
    /// Reading threw.
    Thrown(T),
    /// The value at a path is no object or no list.
    Wrong(String, &'static str),
}

impl<T> From<T> for Refused<T> {
    fn from(thrown: T) -> Self {
        Refused::Thrown(thrown)
    }
}

/// The value at a path is not what it must be.
pub fn wrong<T>(path: &[&str], predicate: &'static str) -> Refused<T> {
    Refused::Wrong(path.concat(), predicate)
}
