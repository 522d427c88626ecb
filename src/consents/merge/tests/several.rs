//! Several entries of one point.

use super::*;
use State::{Approved, Declined, Pending};

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
    assert_eq!(serving(&[entry(None), declining]), Some(1), "one without a consent ranks lowest");
}

#[test]
fn each_purpose_is_as_restricted_as_any_entry_that_counts_says() {
    const OTHER: usize = 5;
    let (yes, no, open) = (word("approved"), word("no"), word("shown"));
    let both = |first, second| {
        let list = vec![listed(PURPOSE, first), listed(OTHER, second)];
        entry(Some(Consent { action: Some(Action::PartialConsent), raw_action: None, list }))
    };
    let banner =
        || Banner { purposes: vec![purpose(PURPOSE, Word::NONE), purpose(OTHER, Word::NONE)], ..plain(Word::NONE) };
    let states = |entries: [&Entry; 2], times: [Option<i64>; 2]| {
        let (banners, unmatched) = merged_at(&[banner()], &entries.map(Entry::clone), &times);
        assert_eq!(unmatched.len(), 1);
        let purposes = banners.iter().flat_map(|banner| &banner.purposes);
        purposes.map(|purpose| (purpose.state, purpose.raw)).collect::<Vec<_>>()
    };
    let (approved, declined) = ((Approved, Raw::Kept), (Declined, Raw::Text(TEXT)));
    for (one, other, expected) in [
        (both(yes, no), both(no, yes), [declined, declined]),
        (both(yes, yes), both(no, yes), [declined, approved]),
        (both(yes, open), both(open, yes), [(Pending, Raw::Text(TEXT)); 2]),
        (both(open, yes), both(no, yes), [declined, approved]),
        (both(yes, yes), naming(&[yes]), [approved, (Pending, Raw::Kept)]),
        (both(yes, no), acting("approved"), [approved, declined]),
        (both(yes, no), acting("declined"), [(Declined, Raw::Kept), declined]),
        (both(yes, yes), acting(""), [(Pending, Raw::Kept); 2]),
        (both(yes, no), entry(None), [approved, declined]),
    ] {
        for times in [[None, None], [Some(1), None], [Some(1), Some(1)]] {
            assert_eq!(states([&one, &other], times), expected, "{one:?} {other:?}");
            assert_eq!(states([&other, &one], times), expected, "the other way about");
        }
    }
    let dated = [Some(1), Some(2)];
    assert_eq!(states([&both(no, no), &both(yes, yes)], dated), [approved; 2], "the latest alone");
}

#[test]
fn only_entries_of_one_point_are_asked_for_their_time() {
    let entries = [acting("approved"), Entry { id: Some(ELSEWHERE), display_id: None, ..acting("approved") }];
    let asked = std::cell::Cell::new(0);
    let ask = || asked.set(asked.get() + 1);
    let at = |_| {
        ask();
        None
    };
    let order = || {
        ask();
        vec![0, 1]
    };
    merge(&[plain(Word::NONE)], &entries, IDS, at, order);
    assert_eq!(asked.get(), 0);
}
