//! The status entries, found by collection point: which one serves a banner, and what it says of each purpose.

use std::cmp::Reverse;

use super::Row;
use super::value::{Field, Positions, Refused, Value, Word, wrong};
use crate::consents::words::{Action, State};
use crate::error::field;
use crate::schema::time;

/// One purpose as an entry names it.
pub struct Named<V> {
    /// How it is read.
    pub word: Word,
    /// The word as sent.
    pub value: V,
}

/// The latest consent of an entry.
pub struct Consent<V: Value> {
    /// What the person did.
    pub action: Option<Action>,
    /// When, as sent.
    pub timestamp: V,
    /// Of the purposes that it names, None where it has no list.
    positions: Option<V::Positions>,
    named: Vec<Named<V>>,
}

/// A status entry.
pub struct Entry<V: Value> {
    value: V,
    /// The collection point's display id, as sent.
    pub display_id: V,
    /// Its latest consent.
    pub consent: Option<Consent<V>>,
    used: bool,
}

impl<V: Value> Consent<V> {
    fn read(value: &V, path: &dyn Fn() -> String) -> Result<Option<Self>, Refused<V::Thrown>> {
        if value.is_none() {
            return Ok(None);
        }
        if !value.is_record() {
            return Err(wrong(&[&path(), ".latest_consent"], "must be an object or null"));
        }
        let given = value.get(Field::PurposeConsents)?;
        let list = match given.list()? {
            Some(list) => list,
            None if given.is_none() => Vec::new(),
            None => return Err(wrong(&[&path(), ".latest_consent.purpose_consents"], "must be a list")),
        };
        let mut positions = (!list.is_empty()).then(V::Positions::default);
        let mut named: Vec<Named<V>> = Vec::with_capacity(list.len());
        for (position, item) in list.iter().enumerate() {
            let id = if item.is_object() { item.get(Field::PurposeId)? } else { V::null() };
            if !id.is_text() && !item.is_record() {
                let place = field::item(&(path() + ".latest_consent.purpose_consents"), position);
                return Err(wrong(&[&place], "must be an object"));
            }
            let (Some(positions), true) = (&mut positions, id.is_text()) else { continue };
            let value = item.get(Field::Status)?;
            let word = value.word();
            let twice = positions.find(&id).and_then(|position| named.get_mut(position));
            match twice {
                Some(other) if other.word.state.restriction() >= word.state.restriction() => {}
                Some(other) => *other = Named { word, value },
                None => {
                    positions.add(&id, named.len());
                    named.push(Named { word, value });
                }
            }
        }
        let action = value.get(Field::Action)?.text().and_then(|word| Action::read(&word));
        Ok(Some(Self { action, timestamp: value.get(Field::Timestamp)?, positions, named }))
    }

    /// Orders entries of one point: the latest outranks, then the more restrictive.
    fn rank(&self) -> (Option<i64>, u8, Reverse<usize>, usize) {
        let at = self.timestamp.text().and_then(|text| time::micros(&text));
        let restriction = self.action.map_or(2, Action::restriction);
        let count = |state| self.named.iter().filter(|named| named.word.state == state).count();
        (at, restriction, Reverse(count(State::Approved)), count(State::Declined))
    }
}

impl<V: Value> Entry<V> {
    /// An entry whose latest consent is a record.
    pub fn latest(record: &V, display_id: V) -> Result<Self, Refused<V::Thrown>> {
        let consent = Consent::read(record, &|| "record".into())?;
        Ok(Self { value: V::null(), display_id, consent, used: true })
    }

    /// What it says of a purpose.
    pub fn row(&self, purpose_id: &V) -> (Row, Option<&Named<V>>) {
        let Some(consent) = &self.consent else {
            return (Row::NoConsent, None);
        };
        let Some(positions) = &consent.positions else {
            return (Row::ByAction(consent.action), None);
        };
        match positions.find(purpose_id).and_then(|position| consent.named.get(position)) {
            Some(named) => (Row::Named(named.word.state), Some(named)),
            None => (Row::Unlisted, None),
        }
    }

    fn outranks(&self, other: &Self) -> bool {
        self.consent.as_ref().map(Consent::rank) > other.consent.as_ref().map(Consent::rank)
    }
}

/// The status entries, by collection point and by display id.
pub struct Entries<V: Value> {
    all: Vec<Entry<V>>,
    by_id: V::Positions,
    by_display_id: V::Positions,
}

impl<V: Value> Entries<V> {
    /// No status.
    pub fn none() -> Self {
        Self { all: Vec::new(), by_id: V::Positions::default(), by_display_id: V::Positions::default() }
    }

    /// Reads a status.
    pub fn read(status: &V) -> Result<Self, Refused<V::Thrown>> {
        if !status.is_record() {
            return Err(wrong(&["status"], "must be an object or null"));
        }
        let list = status.get(Field::CollectionPoints)?.list()?;
        let list = list.ok_or_else(|| wrong(&["status.collection_points"], "must be a list"))?;
        let mut entries = Self { all: Vec::with_capacity(list.len()), ..Self::none() };
        for (position, value) in list.into_iter().enumerate() {
            entries.add(value, &|| field::item("status.collection_points", position))?;
        }
        Ok(entries)
    }

    fn add(&mut self, value: V, path: &dyn Fn() -> String) -> Result<(), Refused<V::Thrown>> {
        if !value.is_record() {
            return Err(wrong(&[&path()], "must be an object"));
        }
        let point = value.get(Field::CollectionPoint)?;
        if !point.is_record() {
            return Err(wrong(&[&path(), ".collection_point"], "must be an object"));
        }
        let (id, display_id) = (point.get(Field::Id)?, point.get(Field::DisplayId)?);
        let consent = Consent::read(&value.get(Field::LatestConsent)?, path)?;
        let position = self.all.len();
        let entry = Entry { value, display_id: display_id.clone(), consent, used: false };
        for (positions, key) in [(&mut self.by_id, id), (&mut self.by_display_id, display_id)] {
            let other = positions.find(&key).and_then(|other| self.all.get(other));
            if key.is_text() && other.is_none_or(|other| entry.outranks(other)) {
                positions.add(&key, position);
            }
        }
        self.all.push(entry);
        Ok(())
    }

    /// The entry that serves a banner.
    pub fn of_banner(&mut self, point: &V, id: &V) -> Option<&Entry<V>> {
        let found = self.by_id.find(point).or_else(|| self.by_id.find(id)).or_else(|| self.by_display_id.find(id));
        let entry = found.and_then(|position| self.all.get_mut(position));
        entry.map(|entry| {
            entry.used = true;
            &*entry
        })
    }

    /// The entries that served no banner, in the order given.
    pub fn unmatched(self) -> Vec<V> {
        self.all.into_iter().filter(|entry| !entry.used).map(|entry| entry.value).collect()
    }
}
