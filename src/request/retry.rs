//! When a call is sent again, and how long it waits.

use crate::error::{Code, Fault, code};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Sending it twice is the same as sending it once.
    Safe,
    /// It creates a record: it is sent again only where it was plainly refused, and once.
    Create,
}

/// A longer `Retry-After` is the caller's to decide about.
pub(crate) const LONGEST_RETRY_AFTER_MS: f64 = 60_000.0;

/// How an attempt failed, as far as sending it again is concerned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AttemptFailure {
    /// None, or none in time.
    NoAnswer,
    /// An answer with this status, and its `Retry-After` in milliseconds.
    Status(u16, Option<f64>),
    /// It was sent elsewhere, where this client does not follow.
    Redirect,
    /// Whatever another attempt cannot mend.
    Final,
}

/// Milliseconds to wait before the next attempt, or None where there is none.
/// `repeats` counts from 0, `random` is in 0..1.
pub(crate) fn wait(
    repeat: Repeat,
    failure: AttemptFailure,
    repeats: u32,
    max_repeats: u32,
    random: f64,
) -> Option<f64> {
    if repeats >= max_repeats {
        return None;
    }
    match (repeat, failure) {
        (Repeat::Create, AttemptFailure::Status(429 | 503, Some(after))) if repeats == 0 => obeyed(after),
        (Repeat::Create, _) | (_, AttemptFailure::Redirect | AttemptFailure::Final) => None,
        (Repeat::Safe, AttemptFailure::NoAnswer) => Some(backoff(repeats, random)),
        (Repeat::Safe, AttemptFailure::Status(status, _)) if !code::is_passing(status) => None,
        (Repeat::Safe, AttemptFailure::Status(_, Some(after))) => obeyed(after),
        (Repeat::Safe, AttemptFailure::Status(_, None)) => Some(backoff(repeats, random)),
    }
}

/// Whether an attempt that ended so leaves open if the request was carried out: Some(false) is a definite answer,
/// None tells nothing of what went before.
pub(crate) fn leaves_unclear(repeat: Repeat, fault: &Fault, failure: AttemptFailure, sent: bool) -> Option<bool> {
    match (failure, fault.status) {
        _ if !sent => None,
        (AttemptFailure::NoAnswer, _) => Some(true),
        (AttemptFailure::Status(408 | 500..=599, None) | AttemptFailure::Status(408 | 500..=502 | 504..=599, _), _) => {
            Some(true)
        }
        (AttemptFailure::Status(429 | 503, _), _) => None,
        (AttemptFailure::Status(..), _) if fault.code == Code::UnexpectedResponse => None,
        (AttemptFailure::Status(..), _) => Some(false),
        // Forms are often answered so once their record is made.
        (AttemptFailure::Redirect, _) => (repeat == Repeat::Create).then_some(true),
        (AttemptFailure::Final, Some(200..300)) => Some(true),
        (AttemptFailure::Final, _) => (fault.code == Code::Aborted).then_some(true),
    }
}

fn obeyed(after: f64) -> Option<f64> {
    (after <= LONGEST_RETRY_AFTER_MS).then_some(after)
}

/// Half a second, doubled each time, at most eight seconds; less up to a quarter, so that clients spread.
fn backoff(repeats: u32, random: f64) -> f64 {
    let doubled = 500.0 * f64::from(1_u32 << repeats.min(4));
    doubled.min(8_000.0) * (1.0 - 0.25 * random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backs_off_from_half_a_second_to_eight() {
        let waits: Vec<_> = (0..7).map(|n| wait(Repeat::Safe, AttemptFailure::NoAnswer, n, 9, 0.0)).collect();
        let expected = [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0, 8000.0].map(Some);
        assert_eq!(waits, expected);
        assert_eq!(wait(Repeat::Safe, AttemptFailure::NoAnswer, 0, 1, 1.0), Some(375.0));
    }

    #[test]
    fn repeats_only_what_may_pass() {
        for status in 100..600 {
            let repeated = wait(Repeat::Safe, AttemptFailure::Status(status, None), 0, 2, 0.0).is_some();
            let listed = [408, 429, 500, 502, 503, 504].contains(&status);
            assert_eq!(repeated, listed, "{status}");
        }
        assert_eq!(wait(Repeat::Safe, AttemptFailure::Final, 0, 2, 0.0), None);
        assert_eq!(wait(Repeat::Safe, AttemptFailure::NoAnswer, 2, 2, 0.0), None);
        assert_eq!(wait(Repeat::Safe, AttemptFailure::NoAnswer, 0, 0, 0.0), None);
    }

    #[test]
    fn obeys_retry_after_up_to_a_minute() {
        let after = |ms| wait(Repeat::Safe, AttemptFailure::Status(429, Some(ms)), 0, 2, 0.5);
        assert_eq!(after(0.0), Some(0.0));
        assert_eq!(after(60_000.0), Some(60_000.0));
        assert_eq!(after(60_001.0), None);
    }

    #[test]
    fn a_create_is_repeated_once_and_only_when_refused() {
        let create = |failure, repeats| wait(Repeat::Create, failure, repeats, 2, 0.0);
        assert_eq!(create(AttemptFailure::Status(429, Some(1000.0)), 0), Some(1000.0));
        assert_eq!(create(AttemptFailure::Status(503, Some(1000.0)), 0), Some(1000.0));
        assert_eq!(create(AttemptFailure::Status(429, Some(1000.0)), 1), None);
        assert_eq!(create(AttemptFailure::Status(429, None), 0), None);
        assert_eq!(create(AttemptFailure::Status(500, Some(1000.0)), 0), None);
        assert_eq!(create(AttemptFailure::NoAnswer, 0), None);
    }
}
