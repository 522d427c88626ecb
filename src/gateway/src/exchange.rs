//! From a request to the API, and from its answer back: one request, or two where a record has to be the person's own.

use crate::answer::{Answer, reply};
use crate::body::{foreign, passed_on};
use crate::calls::{Key, Place, Records};
use crate::json::Json;
use crate::path::{encoded, is_id, with_id};
use crate::person::names_person;
use crate::reply::{Reply, Report};
use crate::request::Route;
use crate::settings::Gateway;

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Ask the API, and come back with what became of it.
    Send(Exchange),
    /// Answer the page.
    Reply(Reply),
}

/// A request under way.
#[derive(Debug)]
pub struct Exchange {
    person: String,
    id: String,
    request: Upstream,
    /// The request itself, while it is found out whose the record is.
    then: Option<(&'static Records, Upstream)>,
}

impl Exchange {
    /// What to ask the API for. Redirects are not followed, and nothing of the page's own request goes with it.
    #[must_use]
    pub fn request(&self) -> &Upstream {
        &self.request
    }
}

/// A request to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// GET, POST, PUT or DELETE.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// All of its headers, the key among them.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Option<Vec<u8>>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No connection, or one that broke off.
    Unreachable,
    /// Not within the time that the whole request has.
    TooSlow,
    /// More than is read.
    TooLarge,
    /// An encoding that cannot be read, or a redirect that the host hides.
    NotHttp,
}

impl Failure {
    /// The reply to it.
    #[must_use]
    pub fn reply(self) -> Reply {
        Reply::of_upstream(match self {
            Self::Unreachable => Report::Unreachable,
            Self::TooSlow => Report::TooSlow,
            Self::TooLarge => Report::TooLarge,
            Self::NotHttp => Report::NotHttp,
        })
    }
}

impl Gateway {
    /// Begins the call for the person who is signed in, and with the body where the route has one.
    #[must_use]
    pub fn begin(&self, route: Route, person: Option<&str>, body: &[u8]) -> Step {
        self.started(route, person, body).unwrap_or_else(Step::Reply)
    }

    fn started(&self, Route { call, id, query }: Route, person: Option<&str>, body: &[u8]) -> Result<Step, Reply> {
        let person = person.filter(|id| is_id(id)).ok_or_else(|| Reply::refusal(401, "Nobody is signed in"))?;
        if body.len() > call.body_limit {
            return Err(Reply::too_large());
        }
        if query.iter().any(|(name, id)| names_person(name) && id != person) {
            return Err(foreign());
        }
        let mut path = with_id(call.path, &id);
        match call.place {
            Place::Path if id != person => return Err(foreign()),
            Place::Query(name) => {
                if !query.iter().any(|(own, _)| own == name) {
                    return Err(Reply::refusal(400, "userId query parameter is missing"));
                }
                path = [&path, "?", name, "=", &encoded(person)].concat();
            }
            _ => {}
        }
        let body = if call.body_limit > 0 { Some(passed_on(call, person, body)?.write().into_bytes()) } else { None };
        let request = self.upstream(call.method, call.key, &path, body);
        let (request, then) = match call.place {
            Place::Record(records) => {
                let list = self.upstream("GET", Key::Consent, &with_id(records.list, person), None);
                (list, Some((records, request)))
            }
            _ => (request, None),
        };
        Ok(Step::Send(Exchange { person: person.to_owned(), id, request, then }))
    }

    fn upstream(&self, method: &'static str, key: Key, path: &str, body: Option<Vec<u8>>) -> Upstream {
        let mut headers = vec![("accept", "application/json".to_owned())];
        let base = match key {
            Key::Consent => {
                headers.push(("x-api-key", self.consent_key.clone()));
                &self.upstream
            }
            Key::Admin => {
                headers.extend([("x-api-key", self.admin_key.clone()), ("x-org-id", self.org_id.clone())]);
                &self.status_upstream
            }
        };
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        Upstream { method, url: [base, path].concat(), headers, body }
    }

    /// Goes on with the API's answer.
    #[must_use]
    pub fn answered(&self, exchange: Exchange, answer: &Answer<'_>) -> Step {
        let Exchange { person, id, request, then } = exchange;
        let Some((records, own)) = then else {
            return Step::Reply(reply(&self.secrets, &person, request.method, answer));
        };
        let listed = reply(&self.secrets, &person, "GET", answer);
        let list = Json::read(&listed.body);
        let missing = || Step::Reply(Reply::refusal(404, records.missing));
        match listed.status {
            // Whatever is no list says nothing of the record, and must not pass for the end of the request itself.
            200..300 => match list.and_then(|list| find(&list, records, &id)) {
                Some(true) => Step::Send(Exchange { person, id, request: own, then: None }),
                Some(false) => missing(),
                None => Step::Reply(Reply::of_upstream(Report::NotJson)),
            },
            // A person without records; a wrong address does not tell what it has not found.
            404 if list.is_some_and(|said| names_what_is_missing(&said)) => missing(),
            _ => Step::Reply(listed),
        }
    }
}

/// Whether a 404 is the API's own.
fn names_what_is_missing(said: &Json) -> bool {
    let words = ["error", "message", "detail"].iter().find_map(|name| said.get(name)?.text());
    words.is_some_and(|words| !words.trim().trim_end_matches('.').eq_ignore_ascii_case("not found"))
}

/// Whether a list has the record; None for what is no list.
fn find(list: &Json, records: &Records, id: &str) -> Option<bool> {
    let Json::List(items) = ["data", "items"].iter().find_map(|name| list.get(name)).unwrap_or(list) else {
        return None;
    };
    let has = |record: &Json| records.id.iter().any(|name| record.get(name).and_then(Json::text) == Some(id));
    Some(items.iter().any(has))
}
