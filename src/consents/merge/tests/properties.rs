//! What holds of every merge.

use proptest::prelude::*;

use super::*;

fn word() -> impl Strategy<Value = Word> {
    let words =
        ["approved", "Approved", "accepted", "yes", "declined", "revoked", "pending", "shown", "", "true", "false"];
    let read =
        (0..words.len()).prop_map(move |number| words.get(number).map_or(Word::NONE, |text| Word::read(text, number)));
    prop_oneof![4 => read, 1 => Just(Word::NONE)]
}

/// Ids of a small set, so that they meet, and sometimes repeat.
fn id() -> impl Strategy<Value = usize> {
    0..4_usize
}

fn banner() -> impl Strategy<Value = Banner> {
    let purposes = proptest::collection::vec(
        (id(), word(), any::<bool>()).prop_map(|(id, word, is_notice)| Purpose { is_notice, ..purpose(id, word) }),
        0..4,
    );
    (id(), id(), purposes, proptest::option::of(any::<bool>())).prop_map(|(point, banner, purposes, shown)| Banner {
        point: Some(point),
        id: Some(banner),
        shown_to_principal: shown,
        purposes,
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let action = proptest::sample::select(Action::ALL.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    let list = proptest::collection::vec(
        (id(), word(), any::<bool>()).prop_map(|(id, word, is_notice)| Listed { is_notice, ..listed(id, word) }),
        0..4,
    );
    let consent = (action, list).prop_map(|(action, list)| Consent { action, raw_action: None, list });
    (id(), id(), proptest::option::of(consent)).prop_map(|(id, display_id, consent)| Entry {
        id: Some(id),
        display_id: Some(display_id),
        consent,
    })
}

/// Entries, with their times.
fn status() -> impl Strategy<Value = (Vec<Entry>, Vec<Option<i64>>)> {
    let time = proptest::sample::select(vec![Some(0), Some(1), None]);
    proptest::collection::vec((entry(), time), 0..4).prop_map(|entries| entries.into_iter().unzip())
}

/// Whether anything in the inputs approves this purpose of this banner.
fn approval_exists(banner: &Banner, purpose: &Purpose, entries: &[Entry]) -> bool {
    let serves = |entry: &&Entry| [banner.point, banner.id].contains(&entry.id) || entry.display_id == banner.id;
    let entries: Vec<_> = entries.iter().filter(serves).collect();
    let approves = |listed: &Listed| listed.purpose == purpose.id && listed.word.state == State::Approved;
    let by_name = entries.iter().any(|entry| entry.list().iter().any(approves));
    let acts = |entry: &&Entry| entry.consent.as_ref().is_some_and(|consent| consent.action == Some(Action::Approved));
    let by_banner = banner.shown_to_principal.is_some() && entries.is_empty() && purpose.word.state == State::Approved;
    by_name || entries.iter().any(acts) || by_banner
}

/// Each purpose as it is shown after a merge of banners that were shown so before, if they were.
fn shown(merged: &[MergedBanner], before: Option<&[Vec<Shown>]>) -> Vec<Vec<Shown>> {
    let earlier = |banner: usize, purpose: usize| before?.get(banner)?.get(purpose).copied();
    let purposes = |(position, banner): (usize, &MergedBanner)| {
        let purposes = banner.purposes.iter().enumerate();
        purposes.map(|(number, purpose)| Shown::of(purpose, earlier(position, number))).collect()
    };
    merged.iter().enumerate().map(purposes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn never_more_approved_than_the_inputs_say(
        banners in proptest::collection::vec(banner(), 0..4), (entries, times) in status(),
    ) {
        let (merged, _) = merged_at(&banners, &entries, &times);
        for (banner, merged) in banners.iter().zip(&merged) {
            for (purpose, merged) in banner.purposes.iter().zip(&merged.purposes) {
                if merged.state == State::Approved {
                    prop_assert!(approval_exists(banner, purpose, &entries), "{purpose:?} in {entries:?}");
                }
            }
        }
    }

    #[test]
    fn that_a_consent_ends_changes_no_state(
        banners in proptest::collection::vec(banner(), 0..4), (entries, times) in status(), days in 0..3_i64,
    ) {
        let mut ending = banners.clone();
        for purpose in ending.iter_mut().flat_map(|banner| &mut banner.purposes) {
            purpose.period = Some(Period::Days(days));
        }
        let (merged, _) = merged_at(&banners, &entries, &times);
        let (ends, _) = merged_at(&ending, &entries, &times);
        prop_assert_eq!(shown(&merged, None), shown(&ends, None));
        for purpose in ends.iter().flat_map(|banner| &banner.purposes) {
            prop_assert_eq!(purpose.period.is_some(), purpose.state == State::Approved && !purpose.is_notice);
        }
    }

    #[test]
    fn every_banner_purpose_and_entry_has_its_place(
        banners in proptest::collection::vec(banner(), 0..4), (entries, times) in status(),
    ) {
        let (merged, unmatched) = merged_at(&banners, &entries, &times);
        prop_assert_eq!(merged.len(), banners.len());
        for (banner, merged) in banners.iter().zip(&merged) {
            prop_assert_eq!(merged.purposes.len(), banner.purposes.len());
        }
        let serving: Vec<_> = merged.iter().filter_map(|banner| banner.entry).collect();
        let others: Vec<_> = (0..entries.len()).filter(|entry| !serving.contains(entry)).collect();
        prop_assert_eq!(unmatched, others);
    }

    #[test]
    fn merging_twice_changes_nothing(
        banners in proptest::collection::vec(banner(), 0..4), (entries, times) in status(),
    ) {
        let (once, unmatched) = merged_at(&banners, &entries, &times);
        let shown_once = shown(&once, None);
        let again = |(banner, (merged, purposes)): (&Banner, (&MergedBanner, &Vec<Shown>))| Banner {
            shown_to_principal: Some(merged.shown_to_principal),
            purposes: purposes.iter().zip(&banner.purposes).map(|(shown, purpose)| shown.given(purpose.id)).collect(),
            ..banner.clone()
        };
        let given: Vec<_> = banners.iter().zip(once.iter().zip(&shown_once)).map(again).collect();
        let (twice, unmatched_twice) = merged_at(&given, &entries, &times);
        prop_assert_eq!(shown(&twice, Some(&shown_once)), shown_once);
        prop_assert_eq!(unmatched_twice, unmatched);
        for (once, twice) in once.iter().zip(&twice) {
            let of = |banner: &MergedBanner| (banner.entry, banner.latest_action, banner.shown_to_principal);
            prop_assert_eq!(of(once), of(twice));
        }
    }
}
