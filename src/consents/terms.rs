//! The words that cross the border to JavaScript as numbers, and where each kind of them begins.

/// Every word that is read or set, at its number: those of the states, the sources, the actions, and the status of the whole.
pub const WORDS: [&str; 14] = [
    "",
    "approved",
    "declined",
    "pending",
    "status",
    "banner",
    "none",
    "approved",
    "declined",
    "partial_consent",
    "revoked",
    "no_action",
    "no_records",
    "merged",
];
pub const STATES: u32 = 1;
pub const SOURCES: u32 = 4;
pub const ACTIONS: u32 = 7;
pub const STATUSES: u32 = 12;
