//! The rate limit: a fixed window for each key and each session, told in the headers of every answer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};

use crate::error::ApiError;

const WINDOW: Duration = Duration::from_secs(60);
/// With more callers than this, those whose window is over are forgotten.
const CALLERS: usize = 1000;

#[derive(Clone)]
pub struct Limiter {
    limit: u32,
    /// When each caller's window began, and how many requests it has had.
    windows: Arc<Mutex<HashMap<String, (Instant, u32)>>>,
}

/// What is left to a caller.
#[derive(Clone, Copy)]
pub struct Allowance {
    limit: u32,
    remaining: u32,
    retry_after: Option<u64>,
}

impl Limiter {
    pub fn new(limit: u32) -> Self {
        Self { limit, windows: Arc::default() }
    }

    /// Counts one request; `None` when there is no limit.
    pub fn count(&self, caller: &str) -> Option<Allowance> {
        if self.limit == 0 {
            return None;
        }
        let now = Instant::now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > CALLERS {
            windows.retain(|_, (start, _)| now.duration_since(*start) < WINDOW);
        }
        let (start, used) = windows.entry(caller.to_owned()).or_insert((now, 0));
        if now.duration_since(*start) >= WINDOW {
            (*start, *used) = (now, 0);
        }
        let over = *used >= self.limit;
        if !over {
            *used += 1;
        }
        let left = WINDOW.saturating_sub(now.duration_since(*start));
        Some(Allowance {
            limit: self.limit,
            remaining: self.limit - *used,
            retry_after: over.then(|| left.as_secs_f64().ceil().max(1.0) as u64),
        })
    }
}

impl Allowance {
    /// The answer to a request over the limit.
    pub fn refusal(&self) -> Option<Response> {
        let seconds = self.retry_after?;
        let mut response =
            ApiError::new(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded, try again later").into_response();
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        Some(self.tell(response))
    }

    /// Adds the three headers.
    pub fn tell(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert("x-ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(self.remaining));
        headers.insert("x-ratelimit-window", HeaderValue::from(WINDOW.as_secs()));
        response
    }
}
