//! Every row of the merge table.

use super::*;
use Source::{Banner as FromBanner, None as FromNothing, Status as FromStatus};
use State::{Approved, Declined, Pending};

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

#[test]
fn the_documents_own_examples() {
    let example = Banner { shown_to_principal: Some(true), ..plain(word("approved")) };
    let alone = merge_one(example.clone(), &[]);
    assert_eq!(first(&alone), shown(Approved, FromBanner, false, None));
    assert!(alone.shown_to_principal);
    let elsewhere = Entry { id: Some(ELSEWHERE), ..naming(&[word("approved")]) };
    let (banners, unmatched) = merged_at(&[example], std::slice::from_ref(&elsewhere), &[]);
    assert_eq!(unmatched, [0], "an entry of another point stays unmatched");
    assert_eq!(banners, [alone]);
    let banner = Banner { point: Some(ELSEWHERE), id: Some(ELSEWHERE), ..plain(word("declined")) };
    let banner = merge_one(banner, &[elsewhere]);
    assert_eq!(first(&banner), shown(Approved, FromStatus, false, None), "never derived from partial_consent");
    assert_eq!(banner.entry, Some(0), "whose display id and timestamp the banner gets");
    assert_eq!(banner.latest_action, Some(Action::PartialConsent));
    assert!(!banner.shown_to_principal);
}

#[test]
fn row_named_in_the_list() {
    for (given, state, conflict, raw) in [
        (word("approved"), Approved, true, None),
        (word("declined"), Declined, false, None),
        (word("pending"), Pending, false, None),
        (word("Accepted"), Approved, true, Some(TEXT)),
        (word("true"), Approved, true, Some(TEXT)),
        (word("revoked"), Declined, false, Some(TEXT)),
        (word("shown"), Pending, false, Some(TEXT)),
        (Word::NONE, Pending, false, None),
    ] {
        let found = first(&merge_one(own(word("declined")), &[naming(&[given])]));
        assert_eq!(found, shown(state, FromStatus, conflict, raw), "{given:?}");
    }
    let twice = naming(&[word("approved"), word("rejected"), word("pending")]);
    assert_eq!(first(&merge_one(plain(word("declined")), &[twice])), shown(Declined, FromStatus, false, Some(TEXT)));
    let first_of_equals = naming(&[Word::read("rejected", 1), Word::read("declined", 2), Word::read("no", 3)]);
    assert_eq!(
        first(&merge_one(plain(word("declined")), &[first_of_equals])),
        shown(Declined, FromStatus, false, Some(1))
    );
}

#[test]
fn row_a_list_that_does_not_name_it() {
    for purpose in [Some(ELSEWHERE), None] {
        let list = vec![Listed { purpose, word: word("approved"), is_notice: false, version: None }];
        let status = entry(Some(Consent { action: Some(Action::Approved), raw_action: None, list }));
        assert_eq!(first(&merge_one(own(word("approved")), &[status])), shown(Pending, FromStatus, false, None));
    }
}

#[test]
fn row_an_empty_or_no_list() {
    for (action, state) in [
        ("approved", Approved),
        ("APPROVED", Approved),
        ("declined", Declined),
        ("revoked", Declined),
        ("partial_consent", Pending),
        ("no_action", Pending),
        ("accepted", Pending),
    ] {
        let banner = merge_one(plain(word("declined")), &[acting(action)]);
        assert_eq!(first(&banner), shown(state, FromStatus, false, None), "{action}");
        assert_eq!(banner.shown_to_principal, state == Approved);
        assert_eq!(banner.latest_action, Action::read(action));
    }
    let found = first(&merge_one(own(word("declined")), &[acting("approved")]));
    assert_eq!(found, shown(Approved, FromStatus, true, None));
    let found = first(&merge_one(own(word("approved")), &[acting("")]));
    assert_eq!(found, shown(Pending, FromStatus, false, None));
}

#[test]
fn row_no_latest_consent() {
    let banner = merge_one(own(word("approved")), &[entry(None)]);
    assert_eq!(first(&banner), shown(Pending, FromNothing, false, None));
    assert!(!banner.shown_to_principal);
    assert_eq!((banner.entry, banner.latest_action), (Some(0), None));
}

#[test]
fn row_no_entry_and_a_user_banner() {
    for (given, state, raw) in
        [(word("approved"), Approved, None), (word("NO"), Declined, Some(TEXT)), (Word::NONE, Pending, None)]
    {
        assert_eq!(first(&merge_one(own(given), &[])), shown(state, FromBanner, false, raw), "{given:?}");
    }
}

#[test]
fn row_no_entry_and_a_plain_banner() {
    for given in [word("declined"), word("approved"), word("pending"), Word::NONE] {
        let banner = merge_one(plain(given), &[]);
        assert_eq!(first(&banner), shown(Pending, FromNothing, false, None));
        assert!(!banner.shown_to_principal);
    }
}

#[test]
fn finds_the_entry_by_point_then_banner_then_display_id() {
    let of = |id, display_id, action| Entry { id: Some(id), display_id: Some(display_id), ..acting(action) };
    let action = |entries: &[Entry]| merge_one(plain(Word::NONE), entries).latest_action;
    let point = of(POINT, DISPLAY, "approved");
    let (banner, display) = (of(BANNER, DISPLAY, "declined"), of(ELSEWHERE, BANNER, "revoked"));
    assert_eq!(action(&[display.clone(), banner.clone(), point]), Some(Action::Approved));
    assert_eq!(action(&[display.clone(), banner]), Some(Action::Declined));
    assert_eq!(action(&[display]), Some(Action::Revoked));
    let by_point = of(ELSEWHERE, POINT, "approved");
    assert_eq!(action(&[by_point]), None, "a display id is compared with the banner's id only");
    let nameless = Entry { id: None, display_id: None, ..acting("approved") };
    let banner = Banner { point: None, id: None, ..plain(Word::NONE) };
    assert_eq!(merge_one(banner, &[nameless]).latest_action, None, "what has no id is nobody's");
}

#[test]
fn of_several_entries_the_latest_then_the_more_restrictive_serves() {
    let outcome = |entries: [(&str, Option<i64>); 2]| {
        let (banners, unmatched) =
            merged_at(&[plain(Word::NONE)], &entries.map(|(action, _)| acting(action)), &entries.map(|(_, time)| time));
        (banners.first().and_then(|banner| banner.latest_action), unmatched)
    };
    let (early, late) = (Some(900_000), Some(1_000_000));
    assert_eq!(outcome([("approved", late), ("revoked", early)]), (Some(Action::Approved), vec![1]));
    assert_eq!(outcome([("approved", late), ("declined", late)]), (Some(Action::Declined), vec![0]));
    assert_eq!(outcome([("declined", None), ("approved", late)]), (Some(Action::Declined), vec![1]));
    assert_eq!(outcome([("approved", late), ("declined", None)]), (Some(Action::Declined), vec![0]));
    assert_eq!(outcome([("approved", None), ("declined", early)]), (Some(Action::Declined), vec![0]));
}

#[test]
fn of_equal_entries_the_one_whose_purposes_say_less_serves() {
    let serving = |entries: &[Entry]| merge_one(plain(Word::NONE), entries).entry;
    let saying = |words: &[&str]| naming(&words.iter().map(|text| word(text)).collect::<Vec<_>>());
    let (approving, declining) = (saying(&["approved"]), saying(&["declined"]));
    assert_eq!(serving(&[approving.clone(), declining.clone()]), Some(1));
    assert_eq!(serving(&[declining.clone(), approving]), Some(0));
    assert_eq!(serving(&[saying(&["pending"]), declining.clone()]), Some(1));
    assert_eq!(serving(&[declining.clone(), saying(&["approved", "declined"])]), Some(0), "counted once");
    assert_eq!(serving(&[entry(None), declining]), Some(1), "one without a consent ranks lowest");
}

#[test]
fn only_entries_of_one_point_are_asked_for_their_time() {
    let entries = [acting("approved"), Entry { id: Some(ELSEWHERE), display_id: None, ..acting("approved") }];
    let asked = std::cell::Cell::new(0);
    merge(&[plain(Word::NONE)], &entries, IDS, |_| {
        asked.set(asked.get() + 1);
        None
    });
    assert_eq!(asked.get(), 0);
}

#[test]
fn the_same_purpose_elsewhere_is_another_record() {
    let elsewhere = Banner { point: Some(ELSEWHERE), id: Some(ELSEWHERE), ..own(word("declined")) };
    let (banners, _) = merged_at(&[own(word("declined")), elsewhere], &[naming(&[word("approved")])], &[]);
    let found: Vec<_> = banners.iter().map(first).collect();
    assert_eq!(found, [shown(Approved, FromStatus, true, None), shown(Declined, FromBanner, false, None)]);
}

#[test]
fn a_record_replaces_what_the_banner_said() {
    let given = Purpose {
        earlier: Some(Earlier { source: Some(FromStatus), conflict: true }),
        ..purpose(PURPOSE, word("declined"))
    };
    let banner = Banner { purposes: vec![given], ..own(word("declined")) };
    let replaced = replace(&banner, &naming(&[word("approved")]), IDS);
    assert_eq!(first(&replaced), shown(Approved, FromStatus, false, None), "the earlier state is not a conflict");
    assert_eq!((replaced.entry, replaced.latest_action), (Some(0), Some(Action::PartialConsent)));
}
