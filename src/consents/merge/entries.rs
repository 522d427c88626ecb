//! Which entry of a status serves a banner.

use std::cmp::Reverse;

use super::{Banner, Entry, Words};
use crate::consents::words::{Action, State};

/// The entries by the numbers of their points' ids and display ids.
pub struct Index {
    by_id: Vec<Option<Found>>,
    by_display_id: Vec<Option<Found>>,
}

/// What serves of the entries for one point: the latest; where one of their times cannot be read, the most restrictive.
#[derive(Clone, Copy)]
struct Found {
    latest: usize,
    strictest: usize,
    all_dated: bool,
}

impl Index {
    /// `at` says when each was; only those of one point are asked.
    pub fn new(entries: &[Entry], ids: usize, at: impl Fn(usize) -> Option<i64>) -> Self {
        let mut index = Self { by_id: vec![None; ids], by_display_id: vec![None; ids] };
        let mut ranks = Ranks { entries, at, known: Vec::new(), words: Words::new(ids) };
        for (position, entry) in entries.iter().enumerate() {
            for (positions, key) in [(&mut index.by_id, entry.id), (&mut index.by_display_id, entry.display_id)] {
                let Some(found) = key.and_then(|key| positions.get_mut(key)) else { continue };
                match found {
                    Some(found) => found.add(position, &mut ranks),
                    None => *found = Some(Found { latest: position, strictest: position, all_dated: true }),
                }
            }
        }
        index
    }

    pub fn entry_of(&self, banner: &Banner) -> Option<usize> {
        let found = |positions: &[Option<Found>], key: Option<usize>| {
            positions.get(key?)?.map(|found| if found.all_dated { found.latest } else { found.strictest })
        };
        found(&self.by_id, banner.point)
            .or_else(|| found(&self.by_id, banner.id))
            .or_else(|| found(&self.by_display_id, banner.id))
    }
}

impl Found {
    fn add<At: Fn(usize) -> Option<i64>>(&mut self, position: usize, ranks: &mut Ranks<'_, At>) {
        let (added, latest, strictest) = (ranks.of(position), ranks.of(self.latest), ranks.of(self.strictest));
        let is_dated = |rank: Rank| rank.is_none_or(|(at, _)| at.is_some());
        self.all_dated = self.all_dated && is_dated(added) && is_dated(latest);
        if added > latest {
            self.latest = position;
        }
        let by_restriction = |rank: Rank| rank.map(|(at, restriction)| (restriction, at));
        if by_restriction(added) > by_restriction(strictest) {
            self.strictest = position;
        }
    }
}

/// When an entry was, and how little it allows: fewer consents, more refusals, then by its action. The lowest is an entry
/// without a consent, which is no record beside one that has one.
type Rank = Option<(Option<i64>, (Reverse<usize>, usize, u8))>;

struct Ranks<'a, At> {
    entries: &'a [Entry],
    at: At,
    known: Vec<Option<Rank>>,
    words: Words,
}

impl<At: Fn(usize) -> Option<i64>> Ranks<'_, At> {
    fn of(&mut self, position: usize) -> Rank {
        if self.known.is_empty() {
            self.known.resize(self.entries.len(), None);
        }
        if let Some(Some(rank)) = self.known.get(position) {
            return *rank;
        }
        let rank = self.entries.get(position)?.consent.as_ref().map(|consent| {
            let restriction = consent.action.map_or(2, Action::restriction);
            self.words.add(&consent.list);
            let listed = self.words.take(&consent.list);
            let (approved, declined) = match consent.action {
                Some(Action::NoAction) => (0, 0),
                // It speaks for every purpose that there is.
                action if consent.list.is_empty() => match action.map(Action::state) {
                    Some(State::Approved) => (usize::MAX, 0),
                    Some(State::Declined) => (0, usize::MAX),
                    _ => (0, 0),
                },
                _ => listed,
            };
            ((self.at)(position), (Reverse(approved), declined, restriction))
        });
        if let Some(known) = self.known.get_mut(position) {
            *known = Some(rank);
        }
        rank
    }
}
