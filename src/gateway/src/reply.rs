//! What goes back to the page, and what the operator should hear of.

/// What goes back to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status, 200 to 599.
    pub status: u16,
    /// Every header but those that the server itself sets: names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// JSON, or nothing where the status is 204.
    pub body: Vec<u8>,
    /// What an operator should hear of.
    pub report: Option<Report>,
}

/// What an operator should hear of: kinds, and nothing of what was sent or answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// The API refuses the key, or the organization: 401 or 403.
    WrongKey,
    /// An answer had one of the secrets in it.
    RepeatedSecret,
    /// An answer to this person had a record that names another one.
    ForeignRecord,
    /// A success without JSON.
    NotJson,
    /// A status that is none, a redirect, or an encoding that was not asked for.
    NotHttp,
    /// Larger than is read.
    TooLarge,
    /// Cannot be reached, or broke off.
    Unreachable,
    /// Did not answer in time.
    TooSlow,
}

impl Report {
    /// As logs and metrics name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongKey => "wrong_key",
            Self::RepeatedSecret => "repeated_secret",
            Self::ForeignRecord => "foreign_record",
            Self::NotJson => "not_json",
            Self::NotHttp => "not_http",
            Self::TooLarge => "too_large",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
        }
    }
}

impl Reply {
    pub(crate) fn new(status: u16, body: String) -> Self {
        let headers = [
            ("cache-control", "no-store"),
            // Even a text that looks like HTML must not be shown as a page of this origin.
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
        ];
        let mut headers: Vec<_> = headers.map(|(name, value)| (name, value.to_owned())).into();
        if !body.is_empty() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        Self { status, headers, body: body.into_bytes(), report: None }
    }

    /// A refusal in the API's own style. `words` are of this program, never of anybody else.
    pub(crate) fn refusal(status: u16, words: &'static str) -> Self {
        Self::new(status, ["{\"error\":\"", words, "\"}"].concat())
    }

    /// A refusal because of what the API did.
    pub(crate) fn of_upstream(report: Report) -> Self {
        let (status, words) = match report {
            Report::WrongKey => (502, "The API does not accept this server's key"),
            Report::RepeatedSecret => (502, "The API repeated a secret of this server"),
            Report::ForeignRecord => (502, "The API answered with a record of somebody else"),
            Report::NotJson => (502, "The API answered without JSON"),
            Report::NotHttp => (502, "The API answered in a way that is not passed on"),
            Report::TooLarge => (502, "The API sent too large an answer"),
            Report::Unreachable => (502, "The API cannot be reached, or broke off"),
            Report::TooSlow => (504, "The API did not answer in time"),
        };
        Self { report: Some(report), ..Self::refusal(status, words) }
    }

    /// The refusal of a body that is longer than the route takes.
    #[must_use]
    pub fn too_large() -> Self {
        Self::refusal(413, "The request body is too large")
    }
}
