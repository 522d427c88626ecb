//! Every write under every fault: the promise tells the truth, nothing is made twice, nothing is lost without a word.
//!
//! A cell says how the call ended, what arrived for it, and how often it was carried out. `unknown(…)` is
//! `outcome_unknown` with its cause; `1+2` is one write and two looks for the record that it may have made.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;
mod writes;

use support::{NONE, eval, json};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};
use writes::{Line, Trial, WRITES, Write, abortable, run, sleep};

wasm_bindgen_test_configure!(run_in_browser);

/// Far less than the delays, far more than an answer takes.
const HASTY: &str = r#"{ "timeoutMs": 1200 }"#;

/// The fault happens once: what may be repeated is, the rest is looked for.
#[rustfmt::skip]
const ONCE: &[Line] = &[
    // fault, options           recordConsent, update…, deleteNominee, create… and register…
    ("drop", "",               ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(network) 1+1 0"]),
    ("drop-after", "",         ["ok 2 1", "ok 2 1", "ok 2 1", "ok 1+1 1"]),
    ("delay:6000", HASTY,      ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(timeout) 1+1 0"]),
    ("delay-after:6000", HASTY, ["ok 2 1", "ok 2 1", "ok 2 1", "ok 1+1 1"]),
    ("status:408", "",         ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(http_error) 1+1 0"]),
    ("status:500", "",         ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(server_error) 1+1 0"]),
    ("status-after:500", "",   ["ok 2 1", "ok 2 1", "ok 2 1", "ok 1+1 1"]),
    ("html:502", "",           ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(server_error) 1+1 0"]),
    ("status:503", "",         ["ok 2 1", "ok 2 1", "ok 2 1", "unknown(server_error) 1+1 0"]),
    ("truncate", "",           ["ok 2 1", "ok 2 1", "ok 2 1", "ok 1+1 1"]),
    // Refused for now: a creation too may be sent again.
    ("retry-after:503:0", "",  ["ok 2 1", "ok 2 1", "ok 2 1", "ok 2 1"]),
    ("retry-after:429:0", "",  ["ok 2 1", "ok 2 1", "ok 2 1", "ok 2 1"]),
    ("status:429", "",         ["ok 2 1", "ok 2 1", "ok 2 1", "rate_limited 1 0"]),
    ("retry-after:429:61", "", ["rate_limited 1 0", "rate_limited 1 0", "rate_limited 1 0", "rate_limited 1 0"]),
    ("retry-after:503:61", "", ["server_error 1 0", "server_error 1 0", "server_error 1 0", "server_error 1 0"]),
    // An answer, and no help in asking again; what it leaves open is said.
    ("status:501", "",         ["unknown(server_error) 1 0", "unknown(server_error) 1 0", "unknown(server_error) 1 0", "unknown(server_error) 1+1 0"]),
    ("status-after:501", "",   ["unknown(server_error) 1 1", "unknown(server_error) 1 1", "unknown(server_error) 1 1", "ok 1+1 1"]),
    ("empty", "",              ["unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "ok 1 1", "ok 1+1 1"]),
    ("no-content", "",         ["unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "ok 1 1", "ok 1+1 1"]),
    ("not-json", "",           ["unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "ok 1+1 1"]),
    ("html:200", "",           ["unknown(unexpected_response) 1 0", "unknown(unexpected_response) 1 0", "unknown(unexpected_response) 1 0", "unknown(unexpected_response) 1+1 0"]),
    ("wrong-type", "",         ["ok 1 1", "ok 1 1", "ok 1 1", "ok 1 1"]),
    // Plainly not carried out.
    ("status:400", "",         ["bad_request 1 0", "bad_request 1 0", "bad_request 1 0", "bad_request 1 0"]),
    ("status:403", "",         ["forbidden 1 0", "forbidden 1 0", "forbidden 1 0", "forbidden 1 0"]),
    ("html:404", "",           ["unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0"]),
    ("redirect:/elsewhere", "", ["unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0"]),
    ("redirect-self", "",      ["unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0"]),
];

/// The fault happens every time, also to the look for the record.
#[rustfmt::skip]
const ALWAYS: &[Line] = &[
    ("drop", "",               ["unknown(network) 2 0", "unknown(network) 2 0", "unknown(network) 2 0", "unknown(network) 1+2 0"]),
    ("drop-after", "",         ["unknown(network) 2 1", "unknown(network) 2 1", "unknown(network) 2 1", "unknown(network) 1+2 1"]),
    ("delay:6000", HASTY,      ["unknown(timeout) 2 0", "unknown(timeout) 2 0", "unknown(timeout) 2 0", "unknown(timeout) 1+2 0"]),
    ("delay-after:6000", HASTY, ["unknown(timeout) 2 1", "unknown(timeout) 2 1", "unknown(timeout) 2 1", "unknown(timeout) 1+2 1"]),
    ("status:500", "",         ["unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 1+2 0"]),
    ("status-after:500", "",   ["unknown(server_error) 2 1", "unknown(server_error) 2 1", "unknown(server_error) 2 1", "unknown(server_error) 1+2 1"]),
    ("html:502", "",           ["unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 1+2 0"]),
    ("status:503", "",         ["unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 2 0", "unknown(server_error) 1+2 0"]),
    ("retry-after:503:0", "",  ["server_error 2 0", "server_error 2 0", "server_error 2 0", "server_error 2 0"]),
    ("retry-after:429:0", "",  ["rate_limited 2 0", "rate_limited 2 0", "rate_limited 2 0", "rate_limited 2 0"]),
    // The second removal finds nothing more to remove, and a 404 is not cut short.
    ("truncate", "",           ["unknown(network) 2 1", "unknown(network) 2 1", "ok 2 1", "unknown(network) 1+2 1"]),
    ("empty", "",              ["unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "ok 1 1", "unknown(unexpected_response) 1+1 1"]),
    ("not-json", "",           ["unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1 1", "unknown(unexpected_response) 1+1 1"]),
    ("redirect-self", "",      ["unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0", "unexpected_response 1 0"]),
];

/// No repeats are allowed, but looking is.
#[rustfmt::skip]
const WITHOUT_REPEATS: &[Line] = &[
    ("drop", SINGLE,           ["unknown(network) 1 0", "unknown(network) 1 0", "unknown(network) 1 0", "unknown(network) 1+1 0"]),
    ("drop-after", SINGLE,     ["unknown(network) 1 1", "unknown(network) 1 1", "unknown(network) 1 1", "ok 1+1 1"]),
    ("truncate", SINGLE,       ["unknown(network) 1 1", "unknown(network) 1 1", "unknown(network) 1 1", "ok 1+1 1"]),
    ("retry-after:429:0", SINGLE, ["rate_limited 1 0", "rate_limited 1 0", "rate_limited 1 0", "rate_limited 1 0"]),
    ("retry-after:503:0", SINGLE, ["server_error 1 0", "server_error 1 0", "server_error 1 0", "server_error 1 0"]),
];

const SINGLE: &str = r#"{ "maxRetries": 0 }"#;

#[wasm_bindgen_test]
async fn a_fault_that_happens_once() {
    run(ONCE, 1).await;
}

#[wasm_bindgen_test]
async fn a_fault_that_does_not_pass() {
    run(ALWAYS, 9).await;
}

#[wasm_bindgen_test]
async fn without_repeats() {
    run(WITHOUT_REPEATS, 1).await;
}

/// `aborted!` has a hint that the outcome is not known.
#[wasm_bindgen_test]
async fn aborts() {
    for (write, _) in WRITES {
        let trial = Trial::new(write, "drop-after", 1, &json!({})).await;
        let before = trial.outcome(trial.start(eval("{ signal: AbortSignal.abort() }"))).await;
        let mut found = vec![before];
        // On its way there, on its way back, waiting for the next attempt after an unclear one, and after a refusal.
        let single = matches!(write, Write::CreateGrievance | Write::RegisterNominee);
        for fault in ["delay:6000", "delay-after:6000", "status:500", "retry-after:429:9"] {
            if single && fault == "status:500" {
                continue;
            }
            let trial = Trial::new(write, fault, 1, &json!({})).await;
            let (options, abort) = abortable();
            let call = trial.start(options);
            trial.until_arrived("1").await;
            if fault.starts_with("delay-after") {
                while write.effects(&trial.person).await == 0 {}
            }
            // The answer has to be back for the call to be waiting.
            sleep(100).await;
            abort();
            found.push(trial.outcome(call).await);
        }
        console_log!("{write:?}: {found:?}");
        let mut expected = vec!["aborted 0 0", "aborted! 1 0", "aborted! 1 1", "aborted! 1 0", "aborted 1 0"];
        if single {
            expected.remove(3);
        }
        assert_eq!(found, expected, "{write:?}");
    }
}

#[wasm_bindgen_test]
async fn a_call_whose_time_is_over() {
    for (write, _) in WRITES {
        let trial = Trial::new(write, "delay-after:6000", 9, &json!({ "deadlineMs": 1_200 })).await;
        let ended = trial.outcome(trial.start(NONE)).await;
        // Whether a look still leaves the browser is open.
        let ended = ended.replace("1+1", "1");
        assert_eq!(ended, "unknown(timeout) 1 1", "{write:?}");
    }
}
