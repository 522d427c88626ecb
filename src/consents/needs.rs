//! When to ask again: what of a banner the person's record does not cover, or no longer.

use wasm_bindgen::prelude::*;

use super::current::read_now;
use super::decision::Asked;
use super::numbers::{Numbers, TERMS, Text, unreadable};
use super::words::{Action, Source, State};
use crate::error::Fault;
use crate::host::reading::{need, read_needs};

/// A purpose that needs consent.
#[derive(Clone, Copy, Debug)]
struct Purpose {
    /// The number of its id.
    id: usize,
    /// Which of the following holds of it, as bits.
    is: usize,
}

/// It had ended when it was merged: for an end that cannot be read.
const HAD_ENDED: usize = 1;
/// The banner names it among those that are asked again.
const IN_CAMPAIGN: usize = 2;
/// The banner names it among those that its new version changed.
const IN_CHANGES: usize = 4;
/// It is no longer what was decided on.
const CHANGED: usize = 8;
/// A consent to it has ended.
const EXPIRED: usize = 16;
/// There is no decision on it.
const OPEN: usize = 32;

impl Purpose {
    /// `said` are the bits that the banner says; `ends` is when a consent to it ends, and `now` is, in microseconds.
    fn new(id: usize, state: State, ends: Option<i64>, now: i64, said: usize, is_changed: bool) -> Self {
        let has_ended = ends.map_or(said & HAD_ENDED > 0, |ends| ends <= now);
        let mut is = said;
        match state {
            State::Approved if has_ended => is |= EXPIRED,
            State::Pending => is |= OPEN,
            _ => {}
        }
        if is_changed {
            is |= CHANGED;
        }
        Self { id, is }
    }
}

/// A banner as it stands.
#[derive(Debug, Default)]
struct Standing {
    asked: Vec<Purpose>,
    /// Whether there are other purposes, of which the person is only told.
    has_notices: bool,
    /// Whether there is a decision: it speaks for a point without purposes.
    is_decided: bool,
    /// Whether everybody is asked again, and the record does not answer to that.
    in_campaign: bool,
    /// Whether it is no longer what was decided on.
    is_changed: bool,
}

/// Why the person is to be asked, the first reason that applies, and the ids that it concerns; None where nothing is to be
/// asked.
fn needs(standing: &Standing) -> Option<(&'static str, Vec<u32>)> {
    let Standing { asked, has_notices, is_decided, in_campaign, is_changed } = standing;
    let (mut any, mut all) = (0, if *is_decided && asked.is_empty() { 0 } else { OPEN });
    for purpose in asked {
        any |= purpose.is;
        all &= purpose.is;
    }
    let (reason, concerned) = if *has_notices && asked.is_empty() {
        return None;
    } else if *in_campaign {
        ("campaign", IN_CAMPAIGN)
    } else if any & EXPIRED > 0 {
        ("expired", EXPIRED)
    } else if *is_changed || any & CHANGED > 0 {
        ("version", CHANGED | IN_CHANGES)
    } else if all > 0 {
        ("never", OPEN)
    } else if any & OPEN > 0 {
        ("new_purposes", OPEN)
    } else {
        return None;
    };
    let mut ids = Vec::new();
    for purpose in asked {
        // Where the banner does not say which, it is all of them.
        if purpose.is & concerned > 0 || any & concerned == 0 {
            ids.push(purpose.id as u32);
        }
    }
    Some((reason, ids))
}

/// Whether a word says that everybody is asked again: none that denies it.
fn is_on(mode: &Text) -> bool {
    mode.word.state != State::Declined && mode.source != Some(Source::None)
}

impl Numbers<'_> {
    /// What `readNeeds` of src/host/needs.js read, in the order in which it stands there.
    fn standing(&mut self, now: i64) -> Standing {
        let asked = self.asked(|word| word.state);
        let has_notices = self.take() > 0;
        let action = self.action();
        let is_decided = self.take() > 0 || action.is_some_and(|action| action != Action::NoAction);
        let mode = self.take();
        let (campaign, recorded) = (self.take(), self.take());
        let in_campaign = self.text(mode).is_some_and(is_on) && (campaign == 0 || campaign != recorded);
        let is_changed = self.is_changed();
        let mut standing = Standing { asked: Vec::new(), has_notices, is_decided, in_campaign, is_changed };
        for Asked { id, state, .. } in asked {
            let (source, ends, said) = (self.take(), self.take(), self.take());
            let source = self.text(source).and_then(|text| text.source);
            let is_record = source.is_some_and(|source| source != Source::None);
            let state = if is_record { state } else { State::Pending };
            let ends = self.text(ends).and_then(|text| text.time);
            standing.asked.push(Purpose::new(id, state, ends, now, said, self.is_changed()));
        }
        standing
    }

    /// Whether the version and the one that was decided on are both known and are not the same.
    fn is_changed(&mut self) -> bool {
        let (version, recorded) = (self.take(), self.take());
        version > 0 && recorded > 0 && version != recorded
    }
}

fn needed(banner: &JsValue, options: &JsValue) -> Result<JsValue, Fault> {
    let now = read_now(options)?;
    let read = TERMS.with(|terms| read_needs(banner, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let (reason, ids) = needs(&Numbers::new(&numbers).standing((now * 1_000.0) as i64)).unwrap_or_default();
    Ok(need(&read, reason, &ids))
}

/// Whether to ask the person at a collection point (again), and why. Pure and synchronous.
///
/// Nobody is asked twice without a reason: where every purpose has a decision that still stands, `needed` is false. It
/// says when to ask, not what is allowed: that is said by each purpose's `consented` and `expired`.
///
/// @param banner - As {@link mergeConsents}, {@link ConsentClient.currentConsents} or {@link applyDecision} gave it.
/// @param options - `now`: the moment by which consents have ended, by default the clock's.
/// @throws {ConsentError} `invalid_input`, whose `fields` name what cannot be read.
///
/// @example
/// ```js
/// const { needed, reason, purposes } = needsDecision(banner);
/// if (needed) console.log(`ask about ${purposes.join(", ")}: ${reason}`);
/// ```
#[wasm_bindgen(js_name = needsDecision, unchecked_return_type = "DecisionNeed")]
pub fn needs_decision(
    #[wasm_bindgen(unchecked_param_type = "MergedBanner")] banner: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "NeedsDecisionOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    needed(&banner, &options).map_err(|fault| fault.into_js("needsDecision"))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "needs_tests.rs"]
mod tests;
