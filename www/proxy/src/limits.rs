//! How often each may come, where every instance counts for itself.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A person's requests.
    Requests,
    /// Sign-ins, of a person or from an address.
    SignIns,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::SignIns => "sign_ins",
        }
    }
}

/// How many of each kind, per minute.
#[derive(Clone, Copy)]
pub struct PerMinute {
    pub requests: NonZeroU32,
    pub sign_ins: NonZeroU32,
}

impl PerMinute {
    pub fn of(self, kind: Kind) -> NonZeroU32 {
        match kind {
            Kind::Requests => self.requests,
            Kind::SignIns => self.sign_ins,
        }
    }
}

/// The counts of this instance.
pub struct Limits {
    requests: DefaultKeyedRateLimiter<String>,
    sign_ins: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    pub fn new(per_minute: PerMinute) -> Self {
        let limiter = |kind| RateLimiter::keyed(Quota::per_minute(per_minute.of(kind)));
        Self { requests: limiter(Kind::Requests), sign_ins: limiter(Kind::SignIns) }
    }

    fn of(&self, kind: Kind) -> &DefaultKeyedRateLimiter<String> {
        match kind {
            Kind::Requests => &self.requests,
            Kind::SignIns => &self.sign_ins,
        }
    }

    /// Counts one.
    ///
    /// # Errors
    /// How many seconds to wait.
    pub fn count(&self, kind: Kind, who: &str) -> Result<(), u64> {
        let seconds = |wait: Duration| wait.as_secs() + 1;
        self.of(kind)
            .check_key(&who.to_owned())
            .map_err(|later| seconds(later.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets who could come again as if never seen.
    pub fn tidy(&self) {
        for limiter in [&self.requests, &self.sign_ins] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}
