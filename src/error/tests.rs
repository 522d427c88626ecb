//! What an error says, and which of them are worth another attempt.

use super::*;

#[test]
fn says_what_is_wrong_and_with_what() {
    let fault = Fault::option("baseUrl", "must not have user info");
    assert_eq!(
        fault.message("ConsentClient"),
        "ConsentClient: an option is not valid: baseUrl must not have user info"
    );
    let fault = Fault::unexpected("[3].purposes is not a list");
    assert_eq!(
        fault.message("listBanners"),
        "listBanners: the answer is not the documented one: [3].purposes is not a list"
    );
}

#[test]
fn only_what_may_pass_is_retryable() {
    let retryable = |code, status: Option<u16>| match status {
        Some(status) => Fault::new(code).with_status(status).retryable(),
        None => Fault::new(code).retryable(),
    };
    assert!(retryable(Code::Network, None));
    assert!(retryable(Code::Timeout, None));
    assert!(retryable(Code::RateLimited, Some(429)));
    assert!(retryable(Code::ServerError, Some(503)));
    assert!(!retryable(Code::ServerError, Some(501)));
    assert!(retryable(Code::HttpError, Some(408)));
    assert!(!retryable(Code::HttpError, Some(418)));
    for code in [
        Code::InvalidOptions,
        Code::InvalidInput,
        Code::BadRequest,
        Code::Unauthenticated,
        Code::Forbidden,
        Code::OriginNotAllowed,
        Code::NotFound,
        Code::Conflict,
        Code::Aborted,
        Code::UnexpectedResponse,
    ] {
        assert!(!retryable(code, None), "{code:?}");
    }
}
