//! Every call under every fault, against the embedded server's own: the promise tells the truth, nothing is made twice,
//! nothing is lost without a word, and nobody is told what the call was told in confidence.
//!
//! What is expected stands in `attempts/*.txt`, as it is printed; `support/trials/matrix.rs` has the legend.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::{Block, Call, Column, Trial, WRITES, legend, run, sleep};
use crate::support::{FakeFetch, JsValue, NONE, abort, abortable, client_with, eval, failure, js, json, show, success};

/// Far less than the delays, far more than an answer takes.
const HASTY: &str = r#"{ "timeoutMs": 1000 }"#;
const SINGLE: &str = r#"{ "maxRetries": 0 }"#;

/// "after": the server has carried it out by then. "wait": its `Retry-After`, in seconds.
#[rustfmt::skip]
const FAULTS: &[Column] = &[
    // heading, its second line, fault, options
    ("drop", "", "drop", ""),
    ("drop", "after", "drop-after", ""),
    ("late", "", "delay:6000", HASTY),
    ("late", "after", "delay-after:6000", HASTY),
    ("429", "", "status:429", ""),
    ("429", "wait 0", "retry-after:429:0", ""),
    ("429", "wait 61", "retry-after:429:61", ""),
    ("500", "", "status:500", ""),
    ("500", "after", "status-after:500", ""),
    ("502", "HTML", "html:502", ""),
    ("503", "", "status:503", ""),
    ("503", "wait 0", "retry-after:503:0", ""),
    ("503", "wait 61", "retry-after:503:61", ""),
    ("cut off", "after", "truncate", ""),
    ("empty", "after", "empty", ""),
    ("not JSON", "after", "not-json", ""),
    ("wrong", "type", "wrong-type", ""),
    ("redirect", "elsewhere", "redirect:{elsewhere}/api/dpo", ""),
    ("redirect", "to itself", "redirect-self", ""),
];

/// An answer, and no help in asking again. The last one repeats all that it was sent.
#[rustfmt::skip]
const ANSWERS: &[Column] = &[
    ("204", "after", "no-content", ""),
    ("200", "HTML", "html:200", ""),
    ("400", "", "status:400", ""),
    ("403", "", "status:403", ""),
    ("404", "HTML", "html:404", ""),
    ("408", "", "status:408", ""),
    ("501", "", "status:501", ""),
    ("501", "after", "status-after:501", ""),
    ("400", "echo", "echo:400", ""),
    ("500", "echo", "echo:500", ""),
];

/// No repeats are allowed, but looking is.
#[rustfmt::skip]
const WITHOUT_REPEATS: &[Column] = &[
    ("drop", "", "drop", SINGLE),
    ("drop", "after", "drop-after", SINGLE),
    ("cut off", "after", "truncate", SINGLE),
    ("429", "wait 0", "retry-after:429:0", SINGLE),
    ("503", "wait 0", "retry-after:503:0", SINGLE),
];

#[wasm_bindgen_test]
async fn every_call_under_every_fault() {
    let once = Block { times: 1, columns: FAULTS, expected: include_str!("attempts/once.txt") };
    // Also to the look for the record.
    let every_time = Block { times: 9, columns: FAULTS, expected: include_str!("attempts/every_time.txt") };
    let (once, every_time) = (run("once", &once).await, run("every time", &every_time).await);
    for line in legend().iter().chain(&once.0).chain(&every_time.0) {
        show(line);
    }
    assert!(once.1.is_empty() && every_time.1.is_empty(), "{}\n{}", once.1, every_time.1);
}

#[wasm_bindgen_test]
async fn an_answer_that_is_no_passing_fault() {
    let block = Block { times: 1, columns: ANSWERS, expected: include_str!("attempts/answers.txt") };
    let (table, differs) = run("an answer", &block).await;
    assert!(differs.is_empty(), "{}\n{differs}", table.join("\n"));
}

#[wasm_bindgen_test]
async fn without_repeats() {
    let block = Block { times: 1, columns: WITHOUT_REPEATS, expected: include_str!("attempts/without_repeats.txt") };
    let (table, differs) = run("without repeats", &block).await;
    assert!(differs.is_empty(), "{}\n{differs}", table.join("\n"));
}

/// `aborted!` has a hint that the outcome is not known.
#[wasm_bindgen_test]
async fn aborts() {
    for call in WRITES {
        let trial = Trial::new(call, "drop-after", 1, &json!({})).await;
        let before = trial.outcome(trial.start(eval("{ signal: AbortSignal.abort() }"))).await;
        let mut found = vec![before];
        // On its way there, on its way back, waiting for the next attempt after an unclear one, and after a refusal.
        let single = matches!(call, Call::CreateGrievance | Call::RegisterNominee);
        for fault in ["delay:6000", "delay-after:6000", "status:500", "retry-after:429:9"] {
            if single && fault == "status:500" {
                continue;
            }
            let trial = Trial::new(call, fault, 1, &json!({})).await;
            let (options, controller) = abortable();
            let sent = trial.start(options);
            trial.until_arrived("1").await;
            if fault.starts_with("delay-after") {
                while call.effects(&trial.person).await == 0 {}
            }
            // The answer has to be back for the call to be waiting.
            sleep(100).await;
            abort(&controller, JsValue::UNDEFINED);
            found.push(trial.outcome(sent).await);
        }
        let mut expected = vec!["aborted 0/0", "aborted! 1/0", "aborted! 1/1", "aborted! 1/0", "aborted 1/0"];
        if single {
            expected.remove(3);
        }
        assert_eq!(found, expected, "{call:?}");
    }
}

#[wasm_bindgen_test]
async fn a_call_whose_time_is_over() {
    for call in WRITES {
        let trial = Trial::new(call, "delay-after:6000", 9, &json!({ "deadlineMs": 1_200 })).await;
        let ended = trial.outcome(trial.start(NONE)).await;
        // Whether a look still leaves the browser is open.
        let ended = ended.replace("1+1", "1");
        assert_eq!(ended, "unknown(timeout) 1/1", "{call:?}");
    }
}

#[wasm_bindgen_test]
async fn changes_and_removals_that_end_unclear() {
    let made = json!({ "id": "n", "client_user_id": "u", "nominee_name": "N", "nominee_email": "e@x.in", "nominee_mobile": "+919876543210",
        "relationship": "spouse", "status": "active" });
    let gone = json!({ "status": 404, "json": { "error": "No" } });
    for (answers, outcome) in [
        (json!([{ "status": 500 }, { "json": made }]), "ok"),
        (json!([{ "reject": {}, "times": 3 }]), "outcome_unknown"),
        (json!([{ "status": 500 }, gone]), "not_found"),
        (json!([{ "status": 429, "times": 3 }]), "rate_limited"),
    ] {
        let _fake = FakeFetch::hurried(&answers);
        let call = client_with(&json!({})).update_nominee("n".into(), js(&json!({ "status": "active" })), NONE);
        match outcome {
            "ok" => assert_eq!(success(call).await["status"], json!("active")),
            code => assert_eq!(failure(call).await["code"], json!(code), "{answers}"),
        }
    }
    for (answers, outcome) in [
        (json!([{ "status": 500 }, gone]), "ok"),
        (json!([{ "reject": {} }, { "status": 204 }]), "ok"),
        (json!([gone]), "not_found"),
        (json!([{ "status": 429 }, gone]), "not_found"),
        (json!([{ "status": 500 }, { "status": 404, "text": "<h1>" }]), "outcome_unknown"),
        (json!([{ "status": 502, "times": 3 }]), "outcome_unknown"),
    ] {
        let _fake = FakeFetch::hurried(&answers);
        let call = client_with(&json!({})).delete_nominee("n".into(), NONE);
        match outcome {
            "ok" => assert!(success(call).await["message"].is_string()),
            code => assert_eq!(failure(call).await["code"], json!(code), "{answers}"),
        }
    }
}
