//! Which entries of a status count for a banner.

use super::words::Words;
use super::{Banner, Consent, Entry};
use crate::consents::words::{Action, State};

/// Lists of positions, each in a slot: a position leads to the one that was added before it.
pub struct Lists {
    last: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
}

impl Lists {
    pub fn new(slots: usize, positions: usize) -> Self {
        Self { last: vec![None; slots], before: vec![None; positions] }
    }

    pub fn add(&mut self, slot: usize, position: usize) {
        let before = self.last.get_mut(slot).and_then(|last| last.replace(position));
        if let Some(place) = self.before.get_mut(position) {
            *place = before;
        }
    }

    pub fn has(&self, slot: usize) -> bool {
        self.last.get(slot).is_some_and(Option::is_some)
    }

    pub fn of(&self, slot: usize) -> impl Iterator<Item = usize> {
        let last = self.last.get(slot).copied().flatten();
        std::iter::successors(last, |position| self.before.get(*position).copied().flatten())
    }
}

/// The entries by the numbers of their points' ids and display ids: slots for these follow slots for those. The first slot
/// is for what has no entry.
pub struct Index<'a> {
    entries: &'a [Entry],
    ids: usize,
    lists: Lists,
}

impl<'a> Index<'a> {
    /// `order` has the entries in an order that does not depend on that in which they came; it is asked for only where
    /// there are several of one point.
    pub fn new(entries: &'a [Entry], ids: usize, order: impl FnOnce() -> Vec<u32>) -> Self {
        let mut index = Self { entries, ids, lists: Lists::new(0, 0) };
        if index.fill(&[]) {
            index.fill(&order());
        }
        index
    }

    /// Whether there are several of one point. Without an `order` they are taken as they came.
    fn fill(&mut self, order: &[u32]) -> bool {
        let (count, mut has_several) = (self.entries.len(), false);
        self.lists = Lists::new(self.slots(), 2 * count);
        for position in 0..count {
            let position = order.get(position).map_or(position, |position| *position as usize);
            let Some(entry) = self.entries.get(position) else { continue };
            for (slot, position) in
                [(self.by_id(entry.id), position), (self.by_display_id(entry.display_id), count + position)]
            {
                let Some(slot) = slot else { continue };
                has_several |= self.lists.has(slot);
                self.lists.add(slot, position);
            }
        }
        has_several
    }

    pub fn slots(&self) -> usize {
        1 + 2 * self.ids
    }

    fn by_id(&self, id: Option<usize>) -> Option<usize> {
        Some(1 + id?)
    }

    fn by_display_id(&self, id: Option<usize>) -> Option<usize> {
        Some(1 + self.ids + id?)
    }

    /// The slot of the entries for a banner.
    pub fn slot_of(&self, banner: &Banner) -> usize {
        let slots = [self.by_id(banner.point), self.by_id(banner.id), self.by_display_id(banner.id)];
        slots.into_iter().flatten().find(|slot| self.lists.has(*slot)).unwrap_or(0)
    }

    /// The entries in a slot.
    pub fn of(&self, slot: usize) -> impl Iterator<Item = usize> {
        let count = self.entries.len();
        self.lists.of(slot).map(move |position| position.checked_sub(count).unwrap_or(position))
    }

    /// Adds the words of the entries that count: the latest; where one of their times cannot be read, all. One without a
    /// consent is no record beside one that has one. Gives the entry that serves: the most restrictive, the latest of equals.
    pub fn read(&self, slot: usize, at: &impl Fn(usize) -> Option<i64>, words: &mut Words) -> Option<usize> {
        let consent = |entry: usize| self.entries.get(entry)?.consent.as_ref();
        let only = self.of(slot).nth(1).is_none();
        let at = |entry| if only { None } else { at(entry) };
        let (mut latest, mut all_dated) = (None, true);
        for entry in self.of(slot).filter(|entry| consent(*entry).is_some()) {
            let time = at(entry);
            latest = latest.max(time);
            all_dated &= time.is_some();
        }
        let (mut serving, mut strictest) = (self.of(slot).next(), None);
        for entry in self.of(slot) {
            let (Some(consent), time) = (consent(entry), at(entry)) else { continue };
            if all_dated && time != latest {
                continue;
            }
            words.add(consent);
            let rank = Some((restriction(consent), time));
            if rank > strictest {
                (serving, strictest) = (Some(entry), rank);
            }
        }
        serving
    }
}

/// More than a list can have.
const ALL: u64 = 1 << 20;

/// How little an entry allows: fewer consents, more refusals, then by its action.
fn restriction(consent: &Consent) -> u64 {
    let (mut approved, mut declined) = (0, 0);
    let mut add = |state, count| match state {
        State::Approved => approved += count,
        State::Declined => declined += count,
        State::Pending => {}
    };
    if consent.list.is_empty() {
        // It speaks for every purpose that there is.
        add(consent.state(), ALL);
    }
    for listed in &consent.list {
        if !listed.is_notice && consent.action != Some(Action::NoAction) {
            add(listed.word.state, 1);
        }
    }
    let action = consent.action.map_or(2, Action::restriction);
    ((ALL - approved) * 2 * ALL + declined) * 4 + u64::from(action)
}
