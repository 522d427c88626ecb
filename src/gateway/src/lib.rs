//! What stands between a page and the truConsent API, and holds the keys, decides here: which call it is, whose, with
//! which key it goes on, what of its body, and what of the answer comes back. No input or output: whoever uses it reads
//! the request, asks the API, and writes the reply.
//!
//! ```
//! # use truconsent_gateway::{Answer, Gateway, Head, Settings, Step};
//! # fn main() -> Result<(), String> {
//! let gateway = Gateway::new(Settings {
//!     upstream: "https://api.example.com".into(),
//!     consent_key: "a key with the consent scope".into(),
//!     admin_key: "a key with the admin scope".into(),
//!     org_id: "acme".into(),
//!     base_path: "/api".into(),
//!     origins: vec!["https://shop.example.com".into()],
//!     ..Settings::default()
//! })?;
//! let head = Head { method: "GET", target: "/api/dpo", headers: &[], bearer: false };
//! // Before the body is read, and before anybody asks who is signed in:
//! let route = gateway.route(&head).map_err(|refusal| refusal.status.to_string())?;
//! let Step::Send(exchange) = gateway.begin(route, Some("usr_asha"), b"") else { return Err("refused".into()) };
//! assert_eq!(exchange.request().url, "https://api.example.com/dpo");
//! let answer = Answer { status: 200, headers: &[], body: b"{\"name\": \"A. Officer\"}" };
//! let Step::Reply(reply) = gateway.answered(exchange, &answer) else { return Err("one more".into()) };
//! assert_eq!(reply.body, b"{\"name\":\"A. Officer\"}");
//! # Ok(()) }
//! ```

mod answer;
mod body;
mod calls;
mod exchange;
mod json;
mod path;
mod person;
mod reply;
mod request;
mod secrets;
mod settings;

pub use answer::Answer;
pub use calls::templates;
pub use exchange::{Exchange, Failure, Step, Upstream};
pub use path::is_id;
pub use reply::{Reply, Report};
pub use request::{Head, Route};
pub use settings::{Gateway, Settings};
