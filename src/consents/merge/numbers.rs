//! What src/host/merge.js reads and sets, in the order in which it stands there.

use super::{Banner, Consent, Earlier, Entry, Listed, MergedBanner, Purpose, Raw};
use crate::consents::numbers::Numbers;
use crate::consents::terms::{ACTIONS, SOURCES, STATES, STATUSES};
use crate::schema::time::iso;

impl Numbers<'_> {
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
            let version = (listed & 2 > 0).then(|| numbers.take());
            Listed { purpose, word: numbers.word_of(listed / 4), is_notice: listed % 2 == 1, version }
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
        let earlier = self.text(earlier / 4).map(|text| Earlier { source: text.source, conflict: earlier & 1 > 0 });
        Purpose { id, word, is_notice, period, earlier }
    }
}

/// What is set on the copies: numbers, and times, a line each. The first lines are when each banner's entry was recorded.
pub fn outcomes(
    banners: &[MergedBanner],
    has_status: bool,
    unmatched: &[usize],
    recorded: impl Fn(usize) -> Option<i64>,
    now: i64,
) -> (Vec<u32>, String) {
    let purposes: usize = banners.iter().map(|banner| banner.purposes.len()).sum();
    let mut outcomes = Vec::with_capacity(1 + 4 * banners.len() + 2 * purposes + unmatched.len());
    let (mut lines, mut ends) = (String::new(), String::new());
    let mut line = banners.len() as u32;
    for banner in banners {
        let action = banner.latest_action.map_or(0, |action| ACTIONS + action as u32);
        let raw_action = banner.raw_action.unwrap_or_default() as u32;
        outcomes.extend([banner.entry.map_or(0, one_more), action, raw_action, banner.shown_to_principal.into()]);
        let recorded = banner.entry.and_then(&recorded);
        add_line(&mut lines, recorded);
        // Most purposes of a banner have one period.
        let mut last = None;
        for purpose in &banner.purposes {
            let end = recorded.zip(purpose.period).and_then(|(recorded, period)| {
                if let Some((known, end)) = last.filter(|(known, _)| *known == period) {
                    return Some((known, end));
                }
                let end = period.after(recorded)?;
                add_line(&mut ends, Some(end));
                line += 1;
                Some((period, end))
            });
            last = end.or(last);
            let (state, source) = (STATES + purpose.state as u32, SOURCES + purpose.source as u32);
            let mut said = state | source << 4 | u32::from(purpose.conflict) << 8 | u32::from(purpose.is_notice) << 11;
            said |= match purpose.raw {
                Raw::Kept => 0,
                Raw::Text(_) => 512,
                Raw::Removed => 1024,
            };
            if let Some((_, end)) = end {
                said |= 4096 | u32::from(end <= now) << 13;
            }
            said |= u32::from(purpose.version.is_some()) << 14;
            outcomes.push(said);
            if let Raw::Text(text) = purpose.raw {
                outcomes.push(text as u32);
            }
            if end.is_some() {
                outcomes.push(line - 1);
            }
            outcomes.extend(purpose.version.map(|text| text as u32));
        }
    }
    outcomes.push(STATUSES + u32::from(has_status));
    outcomes.extend(unmatched.iter().copied().map(one_more));
    lines += &ends;
    (outcomes, lines)
}

fn add_line(lines: &mut String, time: Option<i64>) {
    if let Some(time) = time {
        lines.push_str(&iso(time));
    }
    lines.push('\n');
}

fn one_more(position: usize) -> u32 {
    position as u32 + 1
}
