//! What is sent, how often, and when it ends. The first functions are for the options of a client.

mod address;
mod attempts;
mod endpoint;
mod fetch;
mod headers;
mod limit;
mod options;
mod retry;
mod share;

use truconsent_wasm::ConsentClient;

use crate::support::{Json, eval, json, plain, thrown};

/// The first field that the refusal names. `options` is an expression of JavaScript.
fn refused(options: &str) -> String {
    let error = plain(&thrown(ConsentClient::new(eval(options))));
    assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_options"), &json!(0)), "{options}");
    assert_eq!((&error["status"], &error["retryable"]), (&Json::Null, &json!(false)), "{options}");
    let field = error["fields"][0]["field"].as_str().unwrap();
    assert!(error["message"].as_str().unwrap().contains(field), "{error}");
    assert!(!error["fields"][0]["message"].as_str().unwrap().is_empty());
    field.into()
}

/// The field that is named where one option, beside a good `baseUrl`, is this.
fn refused_option(name: &str, value: &str) -> String {
    refused(&format!("{{ baseUrl: 'https://api.example', {name}: {value} }}"))
}

fn assert_accepted(options: &str) {
    if let Err(error) = ConsentClient::new(eval(options)) {
        panic!("{options}: {}", plain(&error));
    }
}

fn fine() -> Json {
    json!([{ "json": [], "times": null }])
}

/// A client with options that JSON cannot hold.
fn client_of(options: &str) -> ConsentClient {
    let options = format!("{{ baseUrl: 'https://api.example', maxRetries: 0, {options} }}");
    ConsentClient::new(eval(&options)).unwrap_or_else(|error| panic!("{}", plain(&error)))
}
