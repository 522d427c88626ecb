//! Every call under every fault of a table: run in the page, printed, and compared with what is written down.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::{CALLS, LATE_MS, Trial, sleep};
use crate::support::{NONE, server};

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    type Watch;
    fn watch() -> Watch;
    #[wasm_bindgen(method)]
    fn end(this: &Watch) -> Promise;
}

/// A browser opens six connections to a server. `currentConsents` needs two, and so does a late write that is repeated: what
/// goes out with `keepalive` holds its connection until it is answered, also when nobody waits for it any more.
const AT_ONCE: usize = 3;

/// A column: the two lines of its heading, the fault, and the client's further options.
pub type Column = (&'static str, &'static str, &'static str, &'static str);

/// A table of faults that happen to so many requests of each call, and what it is expected to look like.
pub struct Block {
    pub times: u32,
    pub columns: &'static [Column],
    pub expected: &'static str,
}

const LETTERS: [(&str, &str); 8] = [
    ("network", "N"),
    ("timeout", "T"),
    ("rate_limited", "R"),
    ("server_error", "S"),
    ("unexpected_response", "U"),
    ("http_error", "H"),
    ("bad_request", "B"),
    ("forbidden", "F"),
];

pub fn legend() -> [String; 4] {
    let letters = LETTERS.map(|(code, letter)| format!("{letter} {code}")).join(", ");
    [
        "ok 2/1: how it ended, requests / how often it was carried out; 1+2: a write, and two looks for its record",
        &letters,
        "?N: outcome_unknown because of N; ~N: the banners alone, and the status_error is N",
        "",
    ]
    .map(str::to_owned)
}

/// Runs every cell. Returns the table, and how it differs from what is expected.
pub async fn run(title: &str, block: &Block) -> (Vec<String>, String) {
    let cells: Vec<_> = block.columns.iter().flat_map(|column| CALLS.map(|(call, _)| (call, *column))).collect();
    let (next, found) = (Rc::new(Cell::new(0)), Rc::new(RefCell::new(vec![String::new(); cells.len()])));
    let (cells, times, watched) = (Rc::new(cells), block.times, watch());
    let workers: Array = (0..AT_ONCE)
        .map(|_| {
            let (cells, next, found) = (cells.clone(), next.clone(), found.clone());
            future_to_promise(async move {
                loop {
                    let position = next.replace(next.get() + 1);
                    let Some((call, (_, _, fault, options))) = cells.get(position) else { break };
                    let fault = fault.replace("{elsewhere}", &server().replace("127.0.0.1", "localhost"));
                    let options = if options.is_empty() { "{}" } else { options };
                    let trial = Trial::new(*call, &fault, times, &serde_json::from_str(options).unwrap()).await;
                    let outcome = trial.outcome(trial.start(NONE)).await;
                    found.borrow_mut()[position] = short(&outcome);
                    if call.is_write() && fault.starts_with("delay") {
                        sleep(LATE_MS).await;
                    }
                }
                Ok(JsValue::UNDEFINED)
            })
        })
        .collect();
    JsFuture::from(Promise::all(&workers)).await.unwrap();
    let told = JsFuture::from(watched.end()).await.unwrap().as_string().unwrap();
    let table = render(title, block.columns, &found.borrow());
    let expected = block.expected.lines().chain(std::iter::repeat(""));
    let differs = table.iter().zip(expected).filter(|(line, other)| !cells_of(line).eq(cells_of(other)));
    let mut differs: Vec<_> = differs.map(|(line, other)| format!("found    {line}\nexpected {other}")).collect();
    if !told.is_empty() {
        differs.push(format!("told in the console, in an address, or kept: {told}"));
    }
    (table, differs.join("\n"))
}

/// `?N 1+2/0` for `unknown(network) 1+2/0`.
fn short(outcome: &str) -> String {
    let (word, rest) = outcome.split_once(' ').unwrap();
    let word = word.replace("unknown(", "?").replace("without(", "~").replace(')', "");
    let word = LETTERS.iter().fold(word, |word, (code, letter)| word.replace(code, letter));
    format!("{word} {rest}")
}

/// A line without its blanks, which one cell may widen in all of them.
fn cells_of(line: &str) -> impl Iterator<Item = &str> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty())
}

/// The lines of the table, each column as wide as it must be.
fn render(title: &str, columns: &[Column], cells: &[String]) -> Vec<String> {
    let names = [title, ""].into_iter().chain(CALLS.map(|(_, name)| name));
    let mut lines: Vec<String> = names.map(|name| format!("{name:<24}")).collect();
    for (column, cells) in columns.iter().zip(cells.chunks(CALLS.len())) {
        let texts: Vec<&str> = [column.0, column.1].into_iter().chain(cells.iter().map(String::as_str)).collect();
        let width = texts.iter().map(|text| text.chars().count()).max().unwrap_or_default();
        for (line, text) in lines.iter_mut().zip(texts) {
            line.push_str(&format!("  {text:<width$}"));
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}
