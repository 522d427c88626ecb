//! Which entry of a status serves a banner.

use std::cmp::Reverse;

use super::{Banner, Entry, Words};
use crate::consents::words::Action;

/// The entries by the numbers of their points' ids and display ids.
pub struct Index {
    by_id: Vec<Option<usize>>,
    by_display_id: Vec<Option<usize>>,
}

impl Index {
    /// Of several entries of one point the latest counts; `at` says when each was.
    pub fn new(entries: &[Entry], ids: usize, at: impl Fn(usize) -> Option<i64>) -> Self {
        let mut index = Self { by_id: vec![None; ids], by_display_id: vec![None; ids] };
        let mut ranks = Ranks { entries, at, known: Vec::new(), words: Words::new(ids) };
        for (position, entry) in entries.iter().enumerate() {
            for (positions, key) in [(&mut index.by_id, entry.id), (&mut index.by_display_id, entry.display_id)] {
                let Some(found) = key.and_then(|key| positions.get_mut(key)) else { continue };
                if found.is_none_or(|other| ranks.of(position) > ranks.of(other)) {
                    *found = Some(position);
                }
            }
        }
        index
    }

    pub fn entry_of(&self, banner: &Banner) -> Option<usize> {
        let found = |positions: &[Option<usize>], key: Option<usize>| positions.get(key?).copied().flatten();
        found(&self.by_id, banner.point)
            .or_else(|| found(&self.by_id, banner.id))
            .or_else(|| found(&self.by_display_id, banner.id))
    }
}

/// The latest outranks, then the more restrictive. Lowest is an entry without a consent.
type Rank = Option<(Option<i64>, u8, Reverse<usize>, usize)>;

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
            let (approved, declined) = self.words.take(&consent.list);
            ((self.at)(position), restriction, Reverse(approved), declined)
        });
        if let Some(known) = self.known.get_mut(position) {
            *known = Some(rank);
        }
        rank
    }
}
