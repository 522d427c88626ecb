//! The codes of failures, with what each of them says.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    InvalidOptions,
    InvalidInput,
    BadRequest,
    Unauthenticated,
    Forbidden,
    /// A 403 whose message speaks of the origin.
    OriginNotAllowed,
    /// A 404 with the API's own error body.
    NotFound,
    Conflict,
    RateLimited,
    ServerError,
    HttpError,
    Network,
    Timeout,
    Aborted,
    UnexpectedResponse,
    /// It is not known whether a write was carried out, and looking did not find it.
    OutcomeUnknown,
    MandatoryPurpose,
    UnknownPurpose,
}

impl Code {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Code::InvalidOptions => "invalid_options",
            Code::InvalidInput => "invalid_input",
            Code::BadRequest => "bad_request",
            Code::Unauthenticated => "unauthenticated",
            Code::Forbidden => "forbidden",
            Code::OriginNotAllowed => "origin_not_allowed",
            Code::NotFound => "not_found",
            Code::Conflict => "conflict",
            Code::RateLimited => "rate_limited",
            Code::ServerError => "server_error",
            Code::HttpError => "http_error",
            Code::Network => "network",
            Code::Timeout => "timeout",
            Code::Aborted => "aborted",
            Code::UnexpectedResponse => "unexpected_response",
            Code::OutcomeUnknown => "outcome_unknown",
            Code::MandatoryPurpose => "mandatory_purpose",
            Code::UnknownPurpose => "unknown_purpose",
        }
    }

    /// The code for an error status of the API; `server_message` is what its body says.
    pub(crate) fn of_status(status: u16, server_message: Option<&str>) -> Code {
        let words = server_message.unwrap_or_default();
        let speaks_of_origin = || words.as_bytes().windows(6).any(|part| part.eq_ignore_ascii_case(b"origin"));
        match status {
            400 => Code::BadRequest,
            401 => Code::Unauthenticated,
            403 if speaks_of_origin() => Code::OriginNotAllowed,
            403 => Code::Forbidden,
            404 => Code::NotFound,
            409 => Code::Conflict,
            429 => Code::RateLimited,
            500..=599 => Code::ServerError,
            _ => Code::HttpError,
        }
    }

    /// The beginning of an error's message.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Code::InvalidOptions => "an option is not valid",
            Code::InvalidInput => "an argument is not valid",
            Code::BadRequest => "the API refused the request as malformed",
            Code::Unauthenticated => "the API did not accept the credentials",
            Code::Forbidden => "the API does not allow this",
            Code::OriginNotAllowed => "the API does not allow this page's origin",
            Code::NotFound => "the API has no such record",
            Code::Conflict => "the API has a record that contradicts this",
            Code::RateLimited => "the API received too many requests",
            Code::ServerError => "the API failed",
            Code::HttpError => "the API answered with an unexpected status",
            Code::Network => "no answer from the API",
            Code::Timeout => "no answer from the API in time",
            Code::Aborted => "the call was aborted",
            Code::UnexpectedResponse => "the answer is not the documented one",
            Code::OutcomeUnknown => "it is not known whether this was recorded",
            Code::MandatoryPurpose => "a mandatory purpose cannot be declined while another is approved",
            Code::UnknownPurpose => "the banner has no such purpose",
        }
    }

    /// What a developer should check first.
    pub(crate) fn hint(self) -> Option<&'static str> {
        Some(match self {
            Code::Unauthenticated => {
                "Check that a valid API key reaches the API: the apiKey or headers option, or the proxy's session."
            }
            Code::Forbidden => {
                "Check the key's scope (the status call needs an admin key, kept on a server), the organisation, and whose session this is."
            }
            Code::OriginNotAllowed => {
                "Add this page's origin to the allowed domains of the organisation, or go through a same-origin proxy."
            }
            Code::Network => {
                "Check the connection, baseUrl, the page's connect-src, and that the API allows this origin by CORS."
            }
            Code::OutcomeUnknown => "Read the person's records before sending this again.",
            _ => return None,
        })
    }
}

/// Whether the same request may succeed later.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_code() {
        for (status, words, code) in [
            (400, None, Code::BadRequest),
            (401, None, Code::Unauthenticated),
            (403, None, Code::Forbidden),
            (403, Some("API key lacks the admin scope"), Code::Forbidden),
            (403, Some("This Origin is not allowed"), Code::OriginNotAllowed),
            (404, None, Code::NotFound),
            (409, None, Code::Conflict),
            (429, None, Code::RateLimited),
            (500, None, Code::ServerError),
            (599, None, Code::ServerError),
            (408, None, Code::HttpError),
            (304, None, Code::HttpError),
            (418, Some("origin"), Code::HttpError),
        ] {
            assert_eq!(Code::of_status(status, words), code, "{status}");
        }
    }
}
