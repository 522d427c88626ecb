//! Closing a connection without an answer.

use std::convert::Infallible;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Marks an answer that must never be sent.
#[derive(Clone)]
struct Marked;

/// The connection is to be closed.
#[derive(Debug)]
pub struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("closed without an answer")
    }
}

impl std::error::Error for HungUp {}

impl From<Infallible> for HungUp {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// The answer that is never sent.
pub fn no_answer() -> Response {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Marked);
    response
}

/// Fails for that answer, for the accept loop to see.
pub fn hang_up(result: Result<Response, Infallible>) -> Result<Response, HungUp> {
    match result {
        Ok(response) if response.extensions().get::<Marked>().is_some() => Err(HungUp),
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}
