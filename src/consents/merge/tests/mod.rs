//! The merge: every row of its table, and properties of the whole. Ids are numbers, and so are the texts of words.

use super::*;

mod properties;
mod records;
mod several;
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
    let at = |entry| times.get(entry).copied().flatten();
    let texts: Vec<_> =
        entries.iter().enumerate().map(|(number, entry)| format!("{entry:?} {:?}", at(number))).collect();
    merge(banners, entries, IDS, at, || in_order(&texts))
}

/// The numbers of texts, in the order of these.
fn in_order(texts: &[String]) -> Vec<u32> {
    let mut numbers: Vec<_> = (0..texts.len() as u32).collect();
    numbers.sort_by_key(|number| texts.get(*number as usize));
    numbers
}

fn purpose(id: usize, word: Word) -> Purpose {
    Purpose { id: Some(id), word, is_notice: false, period: None, earlier: None }
}

fn listed(purpose: usize, word: Word) -> Listed {
    Listed { purpose: Some(purpose), word, is_notice: false, version: None }
}

const POINT: usize = 0;
const BANNER: usize = 1;
const PURPOSE: usize = 2;
const DISPLAY: usize = 3;
const ELSEWHERE: usize = 4;
/// The number of the text that a test is about.
const TEXT: usize = 77;

fn word(text: &str) -> Word {
    Word::read(text, TEXT)
}

fn plain(word: Word) -> Banner {
    let purposes = vec![purpose(PURPOSE, word)];
    Banner { point: Some(POINT), id: Some(BANNER), shown_to_principal: None, purposes }
}

fn own(word: Word) -> Banner {
    Banner { shown_to_principal: Some(false), ..plain(word) }
}

fn entry(consent: Option<Consent>) -> Entry {
    Entry { id: Some(POINT), display_id: Some(DISPLAY), consent }
}

fn naming(list: &[Word]) -> Entry {
    let list = list.iter().map(|word| listed(PURPOSE, *word)).collect();
    entry(Some(Consent { action: Some(Action::PartialConsent), raw_action: None, list }))
}

fn acting(action: &str) -> Entry {
    entry(Some(Consent { action: Action::read(action), raw_action: None, list: Vec::new() }))
}

fn merge_one(banner: Banner, entries: &[Entry]) -> MergedBanner {
    merged_at(&[banner], entries, &[]).0.into_iter().next().unwrap_or_default()
}

fn first(banner: &MergedBanner) -> Option<Shown> {
    banner.purposes.first().map(|purpose| Shown::of(purpose, None))
}

fn shown(state: State, source: Source, conflict: bool, raw: Option<usize>) -> Option<Shown> {
    Some(Shown { state, source, conflict, is_notice: false, raw })
}
