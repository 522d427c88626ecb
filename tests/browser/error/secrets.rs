//! Keys and personal data are not repeated in an error.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, JsValue, Json, NONE, apply, client_with, eval, holds, json, plain, rejection, text_of, thrown,
};

const SECRET: &str = "tck_live_secret42";
const PERSON: &str = "asha verma@example.in";

/// All that an error tells: its own properties, hidden ones too, but for what others wrote.
fn told(error: &JsValue) -> String {
    let list = "(e) => Reflect.ownKeys(e).filter((k) => k !== 'cause' && k !== 'serverMessage')
        .map((k) => `${String(k)}: ${JSON.stringify(e[k])}`).join() + String(e)";
    apply(list, error).as_string().unwrap()
}

#[wasm_bindgen_test]
fn no_refusal_repeats_what_it_refuses() {
    for options in [
        format!("{{ baseUrl: 'https://user:{SECRET}@api.example' }}"),
        format!("{{ baseUrl: 'https://api.example?key={SECRET}' }}"),
        format!("{{ baseUrl: '/api', apiKey: '{SECRET}\\n' }}"),
        format!("{{ baseUrl: '/api', orgId: '{SECRET}\\n' }}"),
        format!("{{ baseUrl: '/api', apiKey: '{SECRET}', timeoutMs: '{SECRET}' }}"),
        format!("{{ baseUrl: '/api', headers: {{ Authorization: 'Bearer {SECRET}\\n' }} }}"),
        format!("{{ baseUrl: '/api', headers: {{ '{SECRET} ': '1' }} }}"),
        format!("{{ baseUrl: '/api', headers: '{SECRET}' }}"),
        format!("{{ baseUrl: '/api', routes: {{ {SECRET}: '/x' }} }}"),
        format!("{{ baseUrl: '/api', routes: {{ dpo: '{SECRET}' }} }}"),
        format!("{{ baseUrl: '/api', credentials: '{SECRET}' }}"),
    ] {
        let error = thrown(ConsentClient::new(eval(&options)));
        let all =
            apply("(e) => Reflect.ownKeys(e).map((k) => `${String(k)}: ${JSON.stringify(e[k])}`).join() + e", &error);
        let all = [all.as_string().unwrap(), text_of(&error).unwrap()].concat();
        assert!(!all.contains(SECRET), "{options}: {all}");
        assert!(holds("(e) => e.cause === undefined", &error), "{options}");
    }
}

#[wasm_bindgen_test]
async fn no_failure_tells_who_or_where() {
    let answers = [
        json!({ "reject": { "error": format!("Failed to fetch https://api.example/banners/user/{PERSON}") } }),
        json!({ "status": 400, "json": { "error": "No" } }),
        json!({ "status": 404, "text": "<h1>Not found</h1>" }),
        json!({ "status": 500, "text": "<h1>Failed</h1>" }),
        json!({ "json": [{ "name": PERSON, "title": SECRET }] }),
        json!({ "text": format!("{PERSON}, {SECRET}") }),
        json!({ "redirect": true }),
        json!({ "hang": true }),
    ];
    for answer in answers {
        let fake = FakeFetch::new(&json!([answer]));
        let client = client_with(&json!({ "apiKey": SECRET, "orgId": "acme_org", "maxRetries": 0, "timeoutMs": 20 }));
        let error = rejection(client.user_banners(PERSON.into(), NONE)).await;
        let all = told(&error);
        for private in [PERSON, "asha", SECRET, "acme_org", "api.example", "banners/user"] {
            assert!(!all.contains(private), "{answer}: {private} in {all}");
        }
        assert_eq!(fake.count(), 1);
    }
    for id in ["asha\nverma", "asha\u{7f}"] {
        let error = rejection(client_with(&json!({})).user_banners(id.into(), NONE)).await;
        assert!(!told(&error).contains("asha"));
    }
}

async fn server_message(options: Json, id: &str, words: &str) -> Json {
    let _fake = FakeFetch::new(&json!([{ "status": 400, "json": { "error": words } }]));
    let error = rejection(client_with(&options).user_banners(id.into(), NONE)).await;
    assert!(!told(&error).contains("says"), "other people's words stay in serverMessage");
    plain(&error)["serverMessage"].clone()
}

#[wasm_bindgen_test]
async fn the_calls_own_id_and_keys_are_blanked_out_of_the_servers_words() {
    let options = json!({ "apiKey": SECRET, "orgId": "acme_org", "headers": { "X-Session": "s-1234567" } });
    let words = format!("The API says: {PERSON} of acme_org with {SECRET} and s-1234567, {PERSON} again, $& $1");
    let message = server_message(options, PERSON, &words).await;
    let message = message.as_str().unwrap();
    assert!(message.starts_with("The API says: ") && message.ends_with(" again, $& $1"), "{message}");
    for private in [PERSON, SECRET, "acme_org", "s-1234567"] {
        assert!(!message.contains(private), "{message}");
    }
}

#[wasm_bindgen_test]
async fn so_is_the_id_as_it_stands_in_the_address() {
    let words = "The API says: no route for /banners/user/asha%20verma%40example.in";
    let message = server_message(json!({}), PERSON, words).await;
    assert!(!message.as_str().unwrap().contains("asha"), "{message}");
}

#[wasm_bindgen_test]
async fn a_secret_within_another_leaves_nothing_of_it() {
    let options = json!({ "orgId": "live", "headers": { "Authorization": SECRET } });
    let message = server_message(options, "tck", &format!("It says {SECRET}")).await;
    assert!(!message.as_str().unwrap().contains("secret42"), "{message}");
}

#[wasm_bindgen_test]
async fn so_is_a_key_without_the_word_before_it() {
    let options = json!({ "headers": { "Authorization": format!("Bearer {SECRET}") } });
    let message = server_message(options, PERSON, &format!("It says that {SECRET} is over")).await;
    assert!(!message.as_str().unwrap().contains(SECRET), "{message}");
}

#[wasm_bindgen_test]
async fn a_key_with_blanks_around_it_is_sent_without_them_and_blanked_out_so() {
    for options in [
        json!({ "apiKey": format!("{SECRET} ") }),
        json!({ "headers": { "X-API-Key": format!("\t {SECRET}") } }),
        json!({ "headers": { "Authorization": format!("Bearer {SECRET} ") } }),
    ] {
        let message = server_message(options, "u7", &format!("Invalid API key {SECRET}")).await;
        assert_eq!(message, json!("Invalid API key …"));
    }
}

#[wasm_bindgen_test]
async fn whatever_the_spelling_nothing_private_is_told() {
    for (id, words, expected) in [
        ("Asha@Example.in", "It says asha@example.in, or ASHA@EXAMPLE.IN", "It says …, or …"),
        ("asha@x.in", "It says /u/asha%40x.in", "It says /u/…"),
        ("o'neil", "It says /u/o%27neil", "…"),
        ("asha verma", "It says ?userId=asha+verma", "…"),
        ("asha@x.in", "It says %61sha@x.in", "…"),
        ("आशा", r"It says \u0906\u0936\u093e", "…"),
        ("आशा", "It says %e0%a4%86%e0%a4%b6%e0%a4%be", "It says …"),
        ("asha", "It says %zz, %, 100 % and %ff", "…"),
        ("u7", r"100 % of \u12 are +91", r"100 % of \u12 are +91"),
    ] {
        assert_eq!(server_message(json!({}), id, words).await, json!(expected), "{id}: {words}");
    }
}

#[wasm_bindgen_test]
async fn of_a_long_text_the_beginning_is_told() {
    let message = server_message(json!({}), "u7", &"🙂 ".repeat(5_000_000)).await;
    assert_eq!(message, json!("🙂 ".repeat(250)));
}

#[wasm_bindgen_test]
async fn what_a_headers_function_returns_is_a_key_too() {
    let _fake = FakeFetch::new(&json!([{ "status": 401, "json": { "error": format!("It says Bearer {SECRET}") } }]));
    let options =
        format!("{{ baseUrl: 'https://api.example', headers: () => ({{ Authorization: 'Bearer {SECRET}' }}) }}");
    let client = ConsentClient::new(eval(&options)).unwrap();
    let error = plain(&rejection(client.dpo(NONE)).await);
    assert!(!error.to_string().contains(SECRET), "{error}");
}
