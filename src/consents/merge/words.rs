//! What entries say of each purpose.

use super::{Consent, Listed};
use crate::consents::words::{Action, State, Word};

/// Their words together, each purpose at its number. Of several words for one purpose the most restrictive counts.
pub struct Words {
    named: Vec<Named>,
    /// What is older than this turn is not there.
    turn: usize,
    lists: usize,
    /// What those without a list say of every purpose.
    by_action: Option<Word>,
}

#[derive(Clone)]
struct Named {
    turn: usize,
    word: Word,
    /// The number of the text of the version that it was said of.
    version: Option<usize>,
    is_notice: bool,
    /// How many of the lists name it, up to the first that does not.
    lists: usize,
}

impl Words {
    pub fn new(ids: usize) -> Self {
        let never = Named { turn: 0, word: Word::NONE, version: None, is_notice: false, lists: 0 };
        Self { named: vec![never; ids], turn: 1, lists: 0, by_action: None }
    }

    /// Forgets what was added.
    pub fn clear(&mut self) {
        self.turn += 1;
        (self.lists, self.by_action) = (0, None);
    }

    pub fn add(&mut self, consent: &Consent) {
        if consent.list.is_empty() {
            self.by_action = stricter(self.by_action, Word { state: consent.state(), raw: None });
            return;
        }
        self.lists += 1;
        for listed in &consent.list {
            // Clients write "declined" when a notice is closed.
            let is_undecided = consent.action == Some(Action::NoAction);
            self.name(listed, if is_undecided { listed.word.read_as(State::Pending) } else { listed.word });
        }
    }

    /// Adds a purpose to the latest list, with what its word is read as.
    pub fn name(&mut self, listed: &Listed, word: Word) {
        let (turn, lists) = (self.turn, self.lists);
        let Listed { purpose, is_notice, version, .. } = *listed;
        let Some(named) = purpose.and_then(|purpose| self.named.get_mut(purpose)) else { return };
        if named.turn < turn {
            *named = Named { turn, word, version, is_notice, lists: 0 };
        }
        if named.word.state.restriction() < word.state.restriction() {
            (named.word, named.version) = (word, version);
        }
        named.is_notice |= is_notice;
        if named.lists + 1 == lists {
            named.lists = lists;
        }
    }

    fn get(&self, purpose: Option<usize>) -> Option<&Named> {
        self.named.get(purpose?).filter(|named| named.turn == self.turn)
    }

    pub fn is_notice(&self, purpose: Option<usize>) -> bool {
        self.get(purpose).is_some_and(|named| named.is_notice)
    }

    /// The version of a purpose that its word was said of.
    pub fn version(&self, purpose: Option<usize>) -> Option<usize> {
        self.get(purpose)?.version
    }

    /// The words for a purpose, of those that name it.
    pub fn named(&self, purpose: Option<usize>) -> Option<Word> {
        self.get(purpose).map(|named| named.word)
    }

    /// What is said of a purpose, also where it is not named: nobody decided it then.
    pub fn word(&self, purpose: Option<usize>) -> Word {
        let mut said = self.named(purpose);
        if self.get(purpose).map_or(0, |named| named.lists) < self.lists {
            said = stricter(said, Word::NONE);
        }
        if let Some(word) = self.by_action {
            said = stricter(said, word);
        }
        said.unwrap_or(Word::NONE)
    }
}

/// The more restrictive of two words; the first of equal ones.
fn stricter(one: Option<Word>, other: Word) -> Option<Word> {
    one.filter(|one| one.state.restriction() >= other.state.restriction()).or(Some(other))
}
