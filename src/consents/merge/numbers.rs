//! What src/host/merge.js reads and sets, in the order in which it stands there.

use super::{Banner, Consent, Earlier, Entry, Listed, MergedBanner, Purpose, Raw};
use crate::consents::numbers::Numbers;
use crate::consents::terms::{ACTIONS, SOURCES, STATES, STATUSES};
use crate::schema::time::{DAY, MICROS};

impl Numbers {
    /// The entries of a status, None where there is no status.
    pub fn entries(&mut self) -> Option<Vec<Entry>> {
        let count = self.take().checked_sub(1)?;
        Some(self.list(count, |numbers| Entry {
            id: numbers.id(),
            display_id: numbers.id(),
            consent: numbers.take().checked_sub(1).map(|count| numbers.consent(count)),
        }))
    }

    pub fn consent(&mut self, count: usize) -> Consent {
        let number = self.take();
        let action = self.text(number).and_then(|text| text.action);
        let is_documented = action.is_some_and(|action| number == (ACTIONS + action as u32) as usize);
        let raw_action = Some(number).filter(|number| *number > 0 && !is_documented);
        let list = self.list(count, |numbers| {
            let (purpose, listed) = (numbers.id(), numbers.take());
            Listed { purpose, word: numbers.word_of(listed / 2), is_notice: listed % 2 == 1 }
        });
        Consent { action, raw_action, list }
    }

    pub fn banners(&mut self) -> Vec<Banner> {
        let count = self.take();
        self.list(count, |numbers| Banner {
            point: numbers.id(),
            id: numbers.id(),
            shown_to_principal: numbers.take().checked_sub(1).map(|shown| shown == 1),
            purposes: {
                let count = numbers.take();
                numbers.list(count, Self::purpose)
            },
        })
    }

    fn purpose(&mut self) -> Purpose {
        let (id, word, earlier) = (self.id(), self.word(), self.take());
        let period = self.take();
        let period = self.text(period).and_then(|text| text.period);
        let is_notice = earlier & 2 > 0;
        let (source, conflict) = (earlier / 4, earlier & 1 > 0);
        let earlier = (source > 0).then(|| Earlier { source: Self::source(source), conflict });
        Purpose { id, word, is_notice, period, earlier }
    }
}

/// What is set on the copies.
pub fn outcomes(
    banners: &[MergedBanner],
    has_status: bool,
    unmatched: &[usize],
    recorded: impl Fn(usize) -> Option<i64>,
    now: i64,
) -> Vec<u32> {
    let mut outcomes = Outcomes(Vec::new());
    for banner in banners {
        outcomes.add(banner.entry.map_or(0, one_more));
        outcomes.add(banner.latest_action.map_or(0, |action| ACTIONS + action as u32));
        outcomes.add(banner.raw_action.unwrap_or_default() as u32);
        let recorded = banner.entry.and_then(&recorded);
        outcomes.add(u32::from(banner.shown_to_principal) | u32::from(recorded.is_some()) << 1);
        outcomes.add_time(recorded);
        for purpose in &banner.purposes {
            let end = recorded.zip(purpose.period).and_then(|(recorded, period)| period.after(recorded));
            let (state, source) = (STATES + purpose.state as u32, SOURCES + purpose.source as u32);
            let mut said = state | source << 4 | u32::from(purpose.conflict) << 8 | u32::from(purpose.is_notice) << 11;
            said |= match purpose.raw {
                Raw::Kept => 0,
                Raw::Text(_) => 512,
                Raw::Removed => 1024,
            };
            if let Some(end) = end {
                said |= 4096 | u32::from(end <= now) << 13;
            }
            outcomes.add(said);
            if let Raw::Text(text) = purpose.raw {
                outcomes.add(text as u32);
            }
            outcomes.add_time(end);
        }
    }
    outcomes.add(STATUSES + u32::from(has_status));
    for entry in unmatched {
        outcomes.add(one_more(*entry));
    }
    outcomes.0
}

struct Outcomes(Vec<u32>);

impl Outcomes {
    fn add(&mut self, number: u32) {
        self.0.push(number);
    }

    /// A time, where there is one: its day, the millisecond of the day, and what is finer. `Date` has no microseconds, and
    /// a number of JavaScript not enough digits for all of them.
    fn add_time(&mut self, time: Option<i64>) {
        let Some(time) = time else { return };
        let day = DAY * MICROS;
        let micros = time.rem_euclid(day);
        self.add(time.div_euclid(day) as u32);
        self.add((micros / 1_000) as u32);
        self.add((micros % 1_000) as u32);
    }
}

fn one_more(position: usize) -> u32 {
    position as u32 + 1
}
