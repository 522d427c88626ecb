//! The merge: every row of its table, and properties of the whole. Ids are numbers, and so are the texts of words.

use super::*;

mod properties;
mod records;
mod table;

/// What the merged purpose of JavaScript has: its `raw_consented` too, which the merge leaves, removes or sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    state: State,
    source: Source,
    conflict: bool,
    is_notice: bool,
    raw: Option<usize>,
}

impl Shown {
    fn of(merged: &MergedPurpose, earlier: Option<Shown>) -> Self {
        let raw = match merged.raw {
            Raw::Kept => earlier.and_then(|earlier| earlier.raw),
            Raw::Removed => None,
            Raw::Text(text) => Some(text),
        };
        let MergedPurpose { state, source, conflict, is_notice, .. } = *merged;
        Self { state, source, conflict, is_notice, raw }
    }

    /// The same for the next merge.
    fn given(self, id: Option<usize>) -> Purpose {
        let earlier = Some(Earlier { source: Some(self.source), conflict: self.conflict });
        Purpose { id, word: Word { state: self.state, raw: None }, is_notice: self.is_notice, period: None, earlier }
    }
}

/// Ids that the merges here use.
const IDS: usize = 8;

/// Merges with the times of the entries, in microseconds.
fn merged_at(banners: &[Banner], entries: &[Entry], times: &[Option<i64>]) -> (Vec<MergedBanner>, Vec<usize>) {
    merge(banners, entries, IDS, |entry| times.get(entry).copied().flatten())
}

fn purpose(id: usize, word: Word) -> Purpose {
    Purpose { id: Some(id), word, is_notice: false, period: None, earlier: None }
}

fn listed(purpose: usize, word: Word) -> Listed {
    Listed { purpose: Some(purpose), word, is_notice: false, version: None }
}
