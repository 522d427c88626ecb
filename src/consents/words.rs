//! The vocabulary: how consent words and actions are read. Unknown means pending, never approved.

use super::terms::STATES;

/// A purpose's consent state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Consent was given.
    Approved,
    /// Consent was refused or withdrawn.
    Declined,
    /// There is no decision.
    Pending,
}

impl State {
    /// Its documented word.
    pub fn word(self) -> &'static str {
        match self {
            State::Approved => "approved",
            State::Declined => "declined",
            State::Pending => "pending",
        }
    }

    /// Reads a word as deployments send it; letter case does not matter.
    pub fn read(word: &str) -> State {
        let is_one_of = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
        if is_one_of(&["approved", "accepted", "yes", "true"]) {
            State::Approved
        } else if is_one_of(&["declined", "rejected", "revoked", "no", "false"]) {
            State::Declined
        } else {
            State::Pending
        }
    }

    /// Whether somebody decided.
    pub fn is_record(self) -> bool {
        self != State::Pending
    }

    /// The higher, the less is allowed.
    pub fn restriction(self) -> u8 {
        match self {
            State::Approved => 0,
            State::Pending => 1,
            State::Declined => 2,
        }
    }
}

/// What a person did at a collection point.
#[allow(clippy::enum_variant_names, reason = "no_action is the API's word")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Every purpose accepted.
    Approved,
    /// None accepted.
    Declined,
    /// Some accepted.
    PartialConsent,
    /// Consent given earlier is withdrawn.
    Revoked,
    /// The prompt was dismissed.
    NoAction,
}

impl Action {
    /// Every action.
    #[cfg(test)]
    pub const ALL: [Action; 5] =
        [Action::Approved, Action::Declined, Action::PartialConsent, Action::Revoked, Action::NoAction];

    /// Its documented word.
    pub fn word(self) -> &'static str {
        match self {
            Action::Approved => "approved",
            Action::Declined => "declined",
            Action::PartialConsent => "partial_consent",
            Action::Revoked => "revoked",
            Action::NoAction => "no_action",
        }
    }

    /// Reads an action as clients write it: letter case, blanks, hyphens and underscores do not matter.
    pub fn read(word: &str) -> Option<Action> {
        let mut letters = String::new();
        for letter in word.chars() {
            if !matches!(letter, ' ' | '\t' | '\n' | '\r' | '-' | '_') {
                letters.push(letter.to_ascii_lowercase());
            }
        }
        Some(match letters.as_str() {
            "approved" => Action::Approved,
            "declined" => Action::Declined,
            "partialconsent" | "partiallyconsented" => Action::PartialConsent,
            "revoked" => Action::Revoked,
            "noaction" | "noticeshown" => Action::NoAction,
            _ => return None,
        })
    }

    /// What it says of a purpose that its entry does not list, in an entry that lists none.
    pub fn state(self) -> State {
        match self {
            Action::Approved => State::Approved,
            Action::Declined | Action::Revoked => State::Declined,
            Action::PartialConsent | Action::NoAction => State::Pending,
        }
    }

    /// The higher, the less is allowed.
    pub fn restriction(self) -> u8 {
        match self {
            Action::Approved => 0,
            Action::PartialConsent => 1,
            Action::NoAction => 2,
            Action::Declined | Action::Revoked => 3,
        }
    }
}

/// Where a purpose's state came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Status,
    Banner,
    None,
}

impl Source {
    pub const ALL: [Source; 3] = [Source::Status, Source::Banner, Source::None];

    pub fn word(self) -> &'static str {
        match self {
            Source::Status => "status",
            Source::Banner => "banner",
            Source::None => "none",
        }
    }
}

/// A consent word as it was read. Texts are known by their numbers, of which equal texts have equal ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub state: State,
    /// The text, where it had to be read as another.
    pub raw: Option<usize>,
}

impl Word {
    /// What is not a word at all.
    pub const NONE: Word = Word { state: State::Pending, raw: None };

    /// The word that has a number, read.
    pub fn read(text: &str, number: usize) -> Self {
        let state = State::read(text);
        Self { state, raw: (state.word() != text).then_some(number) }
    }

    /// The same, read as another state: what was written is kept as sent.
    pub fn read_as(self, state: State) -> Self {
        let documented =
            (self.state.is_record() && self.state != state).then_some(STATES as usize + self.state as usize);
        Self { state, raw: self.raw.or(documented) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_whole_vocabulary() {
        for word in ["approved", "accepted", "yes", "true", "Approved", "YES", "True"] {
            assert_eq!(State::read(word), State::Approved, "{word}");
        }
        for word in ["declined", "rejected", "revoked", "no", "false", "REVOKED"] {
            assert_eq!(State::read(word), State::Declined, "{word}");
        }
        for word in ["pending", "shown", "", "partial_consent", "approve", " approved", "ápproved", "null"] {
            assert_eq!(State::read(word), State::Pending, "{word}");
        }
    }

    #[test]
    fn knows_its_own_words() {
        for state in [State::Approved, State::Declined, State::Pending] {
            assert_eq!(State::read(state.word()), state);
        }
        for action in Action::ALL {
            assert_eq!(Action::read(action.word()), Some(action));
            assert_eq!(Action::read(&action.word().to_uppercase()), Some(action));
        }
        for word in ["accepted", "partial", "", "withdrawn", "no.action", "appr\u{f6}ved", "notice shown twice"] {
            assert_eq!(Action::read(word), None, "{word}");
        }
    }

    #[test]
    fn reads_actions_in_every_spelling() {
        for (action, words) in [
            (Action::Approved, &["Approved", "APPROVED", " approved ", "approv-ed"][..]),
            (
                Action::PartialConsent,
                &["Partially Consented", "partially_consented", "partialConsent", "PARTIAL-CONSENT"],
            ),
            (Action::NoAction, &["No Action", "noAction", "NO-ACTION", "Notice Shown", "notice_shown", "noticeShown"]),
            (Action::Revoked, &["Revoked", "re_voked"]),
        ] {
            for word in words {
                assert_eq!(Action::read(word), Some(action), "{word}");
            }
        }
    }
}
