//! What a client or a call may be given. Every bad option is refused at once, by its name.

use js_sys::{Array, Function, Reflect};
use truconsent_wasm::ConsentClient;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{assert_accepted, refused, refused_option};
use crate::support::{CONSENT_KEY, FakeFetch, JsValue, apply, client_with, eval, failure, get, json, plain, thrown};

#[wasm_bindgen_test]
fn options_that_are_no_object() {
    assert_eq!(refused("undefined"), "options");
    assert_eq!(refused("'https://api.example'"), "options");
}

#[wasm_bindgen_test]
fn keys_and_organisations() {
    for name in ["apiKey", "orgId"] {
        for value in
            ["''", "' '", r"'a\nb'", r"'a\r\nX-Evil: 1'", r"'\u0000'", "'कुंजी'", r"'\uD800'", "7", "null", "{}", "['k']"]
        {
            assert_eq!(refused_option(name, value), name, "{value}");
        }
        for value in ["'k'", "'tck_live_xxxxxxxxxxxx'", "'Zürich'", "undefined"] {
            assert_accepted(&format!("{{ baseUrl: '/api', {name}: {value} }}"));
        }
    }
}

#[wasm_bindgen_test]
fn times_counts_and_credentials() {
    for name in ["timeoutMs", "deadlineMs"] {
        for value in ["NaN", "Infinity", "-Infinity", "-1", "null", "'15000'", "{}", "10n", "true", "new Date()"] {
            assert_eq!(refused_option(name, value), name, "{value}");
        }
        for value in ["0", "0.5", "15_000", "2 ** 31", "Number.MAX_VALUE", "undefined"] {
            assert_accepted(&format!("{{ baseUrl: '/api', {name}: {value} }}"));
        }
    }
    for value in ["NaN", "Infinity", "-1", "1.5", "null", "'2'", "true", "10n"] {
        assert_eq!(refused_option("maxRetries", value), "maxRetries", "{value}");
    }
    for value in ["0", "-0", "2", "1e6", "2 ** 40", "undefined"] {
        assert_accepted(&format!("{{ baseUrl: '/api', maxRetries: {value} }}"));
    }
    for value in ["''", "'Include'", "'same-site'", "true", "null", "7"] {
        assert_eq!(refused_option("credentials", value), "credentials", "{value}");
    }
    for value in ["'omit'", "'same-origin'", "'include'", "undefined"] {
        assert_accepted(&format!("{{ baseUrl: '/api', credentials: {value} }}"));
    }
}

#[wasm_bindgen_test]
fn what_throws_when_it_is_read() {
    for name in [
        "baseUrl",
        "consentsBaseUrl",
        "apiKey",
        "orgId",
        "headers",
        "credentials",
        "timeoutMs",
        "deadlineMs",
        "maxRetries",
        "routes",
    ] {
        let getter = format!("Object.defineProperty({{ baseUrl: '/api' }}, '{name}', {{ get() {{ throw 'got'; }} }})");
        assert_eq!(refused(&getter), name);
        assert_eq!(get(&thrown(ConsentClient::new(eval(&getter))), "cause"), JsValue::from_str("got"));
    }
    let revoked = "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()";
    assert!(["options", "baseUrl"].contains(&refused(revoked).as_str()));
    for name in ["headers", "routes"] {
        assert_eq!(refused_option(name, revoked), name);
    }
}

#[wasm_bindgen_test]
fn the_constructor_itself_throws() {
    let made = JsValue::from(client_with(&json!({})));
    let class: Function = get(&made, "constructor").unchecked_into();
    let refusal = thrown(Reflect::construct(&class, &Array::of1(&eval("{ baseUrl: 'http://api.example' }"))));
    let error = plain(&refusal);
    assert_eq!((&error["code"], &error["operation"]), (&json!("invalid_options"), &json!("ConsentClient")));
    let fine = Reflect::construct(&class, &Array::of1(&eval("{ baseUrl: '/api', unknown: 1 }")));
    assert!(fine.is_ok(), "options that it does not know are not its business");
}

#[wasm_bindgen_test]
fn the_key_cannot_be_read_back() {
    const SECRET: &str = "tck_live_secret42";
    let client = client_with(&json!({ "apiKey": SECRET, "headers": { "Authorization": format!("Bearer {SECRET}") } }));
    let client = JsValue::from(client);
    let walk = "(client) => {
        const seen = [];
        for (let o = client; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
            for (const key of Reflect.ownKeys(o)) {
                seen.push(String(key), String(client[key]));
            }
        }
        return [JSON.stringify(client), String(client), Object.keys(client).join(), JSON.stringify(seen)].join();
    }";
    let all = apply(walk, &client).as_string().unwrap();
    assert!(all.contains("listBanners"), "the walk reaches the methods: {all}");
    assert!(!all.contains(SECRET), "{all}");
}

#[wasm_bindgen_test]
async fn options_that_are_no_good_are_named() {
    let fake = FakeFetch::new(&json!([]));
    let client = client_with(&json!({ "apiKey": CONSENT_KEY }));
    for (options, field) in [("null", "options"), ("{ timeoutMs: -1 }", "timeoutMs"), ("{ signal: 7 }", "signal")] {
        for call in [client.dpo(eval(options)), client.current_consents("u".into(), eval(options))] {
            let error = failure(call).await;
            assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_options"), &json!(0)), "{options}");
            assert_eq!((error["fields"].as_array().unwrap().len(), &error["fields"][0]["field"]), (1, &json!(field)));
        }
    }
    for include in ["''", "'everything'", "true", "null"] {
        let options = eval(&format!("{{ include: {include} }}"));
        let error = failure(client.current_consents("u".into(), options)).await;
        assert_eq!(error["fields"][0]["field"], json!("include"));
    }
    assert_eq!(fake.count(), 0);
}
