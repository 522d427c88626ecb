//! Which entry of a status serves a banner.

use super::{Banner, Consent, Entry, Words, nothing};
use crate::consents::words::{Action, State};

/// The entries by the numbers of their points' ids and display ids.
pub struct Index {
    by_id: Vec<Option<Found>>,
    by_display_id: Vec<Option<Found>>,
}

/// What serves of the entries for one point: the latest; where one of their times cannot be read, the most restrictive.
struct Found {
    latest: usize,
    strictest: usize,
    /// Theirs, once there are several.
    ranks: Option<(Rank, Rank)>,
    all_dated: bool,
}

/// When an entry was, and how little it allows.
type Rank = (i64, u64);

/// Of an entry without a consent: the lowest, for it is no record beside one that has one.
const NO_CONSENT: Rank = (i64::MIN, 0);

/// A time that cannot be read.
const UNDATED: i64 = i64::MIN + 1;

impl Index {
    /// `at` says when each was; only those of one point are asked.
    pub fn new(entries: &[Entry], ids: usize, at: impl Fn(usize) -> Option<i64>) -> Self {
        let mut index = Self { by_id: nothing(ids), by_display_id: nothing(ids) };
        let mut words = Words::new(ids);
        let mut rank = |position: usize| {
            let consent = entries.get(position).and_then(|entry| entry.consent.as_ref());
            consent.map_or(NO_CONSENT, |consent| (at(position).unwrap_or(UNDATED), words.restriction(consent)))
        };
        for (position, entry) in entries.iter().enumerate() {
            for (positions, key) in [(&mut index.by_id, entry.id), (&mut index.by_display_id, entry.display_id)] {
                let Some(found) = key.and_then(|key| positions.get_mut(key)) else { continue };
                match found {
                    Some(found) => found.add(position, &mut rank),
                    None => {
                        *found = Some(Found { latest: position, strictest: position, ranks: None, all_dated: true })
                    }
                }
            }
        }
        index
    }

    pub fn entry_of(&self, banner: &Banner) -> Option<usize> {
        let found = |positions: &[Option<Found>], key: Option<usize>| {
            let found = positions.get(key?)?.as_ref()?;
            Some(if found.all_dated { found.latest } else { found.strictest })
        };
        found(&self.by_id, banner.point)
            .or_else(|| found(&self.by_id, banner.id))
            .or_else(|| found(&self.by_display_id, banner.id))
    }
}

impl Found {
    fn add(&mut self, position: usize, rank: &mut dyn FnMut(usize) -> Rank) {
        let (mut latest, mut strictest) = self.ranks.unwrap_or_else(|| {
            let first = rank(self.latest);
            (first, first)
        });
        let added = rank(position);
        self.all_dated = self.all_dated && added.0 != UNDATED && latest.0 != UNDATED;
        if added > latest {
            (self.latest, latest) = (position, added);
        }
        let by_restriction = |(at, restriction): Rank| (restriction, at);
        if by_restriction(added) > by_restriction(strictest) {
            (self.strictest, strictest) = (position, added);
        }
        self.ranks = Some((latest, strictest));
    }
}

impl Words {
    /// How little a consent allows: fewer consents, more refusals, then by its action.
    fn restriction(&mut self, consent: &Consent) -> u64 {
        self.add(&consent.list);
        let listed = self.take(&consent.list);
        let (approved, declined) = match consent.action {
            Some(Action::NoAction) => (0, 0),
            // It speaks for every purpose that there is.
            action if consent.list.is_empty() => match action.map(Action::state) {
                Some(State::Approved) => (MORE_THAN_ANY_LIST, 0),
                Some(State::Declined) => (0, MORE_THAN_ANY_LIST),
                _ => (0, 0),
            },
            _ => listed,
        };
        let by_action = consent.action.map_or(2, Action::restriction);
        // One number, which is compared at once.
        ((MORE_THAN_ANY_LIST - approved) as u64) << 36 | (declined as u64) << 8 | u64::from(by_action)
    }
}

/// The longest has a million items: `LONGEST_LIST` in reading.js.
const MORE_THAN_ANY_LIST: usize = 1 << 24;
