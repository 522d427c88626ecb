//! What answers take of the memory, from when they are read until they are taken, and how long that may last.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{body::Body, http::HeaderValue, http::header::CONTENT_LENGTH, response::Response};
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counted in these, in bytes.
const UNIT: usize = 1024;
/// Written in these, in bytes: between two of them it is seen that an answer is not taken.
const PIECE: usize = 64 * 1024;

/// The memory that all answers under way have together.
#[derive(Clone)]
pub struct Answers(Arc<Semaphore>);

impl Answers {
    pub fn new(megabytes: u32) -> Self {
        let units = megabytes as usize * 1024 * 1024 / UNIT;
        Self(Arc::new(Semaphore::new(units.min(Semaphore::MAX_PERMITS))))
    }

    /// Room for so many bytes more, if there is.
    pub fn place(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let units = u32::try_from(bytes.div_ceil(UNIT)).ok()?;
        self.0.clone().try_acquire_many_owned(units).ok()
    }
}

/// Bytes that give their place back when the last of them is written, or the connection is gone.
struct Held {
    bytes: Vec<u8>,
    _place: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Gives a response its body, which has to be taken within `limit`.
pub fn with_body(mut response: Response, bytes: Vec<u8>, place: OwnedSemaphorePermit, limit: Duration) -> Response {
    let length = bytes.len();
    if length > 0 {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    let whole = Bytes::from_owner(Held { bytes, _place: place });
    let deadline = Instant::now() + limit;
    let pieces = (0..length).step_by(PIECE).map(move |at| {
        let piece = whole.slice(at..length.min(at + PIECE));
        if Instant::now() < deadline { Ok(piece) } else { Err("the answer is not taken") }
    });
    *response.body_mut() = if length > 0 { Body::from_stream(stream::iter(pieces)) } else { Body::empty() };
    response
}
