//! The words for what a person did, in every spelling that clients write.

/// What a person did with a collection point's notice.
#[derive(Clone, Copy, PartialEq)]
pub enum Action {
    Approved,
    Declined,
    PartialConsent,
    Revoked,
    /// The notice was closed without choosing.
    Dismissed,
    /// A notice that asks nothing was read.
    NoticeShown,
}

impl Action {
    /// Letter case, white space, hyphens and underscores do not matter.
    pub fn read(word: &str) -> Option<Self> {
        let letters = word.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_'));
        Some(match letters.collect::<String>().to_lowercase().as_str() {
            "approved" => Self::Approved,
            "declined" => Self::Declined,
            "partialconsent" | "partiallyconsented" => Self::PartialConsent,
            "revoked" => Self::Revoked,
            "noaction" => Self::Dismissed,
            "noticeshown" => Self::NoticeShown,
            _ => return None,
        })
    }
}
