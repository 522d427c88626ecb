//! A request's head: which call it is, and whether it may be made at all. Nothing here needs the body, or the person.

use crate::calls::{CALLS, Call};
use crate::path::{decoded, id_in, is_id, is_part_of_another};
use crate::reply::Reply;
use crate::settings::Gateway;

/// What a request says before its body.
pub struct Head<'a> {
    /// Its method, as it arrived.
    pub method: &'a str,
    /// Its path and query, as they arrived.
    pub target: &'a str,
    /// Its headers, names in small letters, each as often as it was sent.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Whether the person is known by a header that no browser sends by itself. Then no other site's page can have made
    /// the request, and its origin does not matter.
    pub bearer: bool,
}

impl<'a> Head<'a> {
    fn values(&self, name: &'static str) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.headers.iter().filter(move |(own, _)| *own == name).map(|(_, value)| *value)
    }
}

/// A request for one of the calls.
#[derive(Debug)]
pub struct Route {
    pub(crate) call: &'static Call,
    pub(crate) id: String,
    pub(crate) query: Vec<(String, String)>,
}

impl Route {
    /// The call's path with names in place of ids, for logs and metrics.
    #[must_use]
    pub fn template(&self) -> &'static str {
        self.call.path
    }

    /// The largest body that is to be read, in bytes; 0 where none is.
    #[must_use]
    pub fn body_limit(&self) -> usize {
        self.call.body_limit
    }
}

impl Gateway {
    /// Finds the call, before the body is read and before anybody asks who is signed in.
    ///
    /// # Errors
    /// The refusal.
    pub fn route(&self, head: &Head<'_>) -> Result<Route, Reply> {
        let (path, query) = head.target.split_once('?').unwrap_or((head.target, ""));
        let path = path.strip_prefix(&*self.base_path).filter(|rest| rest.starts_with('/')).ok_or_else(unknown)?;
        let fits = |call: &'static Call| id_in(path, call.path).map(|id| (call, id));
        let mut known = CALLS.iter().filter(|call| call.method == head.method).filter_map(fits);
        let (call, id) = known.next().ok_or_else(unknown)?;
        let id = match id {
            None => String::new(),
            Some(id) => decoded(id).filter(|id| is_id(id)).ok_or_else(|| Reply::refusal(400, "The id is not valid"))?,
        };
        if !id.is_empty() && is_part_of_another(call.path, &id) {
            return Err(unknown());
        }
        let query = pairs(query).ok_or_else(|| Reply::refusal(400, "The query is not valid"))?;
        if head.values("x-api-key").next().is_some() {
            return Err(Reply::refusal(401, "No keys are accepted here, only sessions"));
        }
        if call.method != "GET" && !head.bearer {
            let mut origins = head.values("origin");
            let own = origins.next().and_then(|origin| std::str::from_utf8(origin).ok());
            let is_own = own.is_some_and(|origin| self.is_own_origin(origin)) && origins.next().is_none();
            if !is_own || head.values("sec-fetch-site").any(|site| site == b"cross-site") {
                return Err(Reply::refusal(403, "A session's requests must come from this server's own origin"));
            }
        }
        let is_json = |value: &[u8]| {
            let kind = value.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
            kind.eq_ignore_ascii_case(b"application/json")
        };
        if call.body_limit > 0 {
            let mut kinds = head.values("content-type");
            if !kinds.next().is_some_and(is_json) || kinds.next().is_some() {
                return Err(Reply::refusal(415, "Content-Type must be application/json"));
            }
            if head.values("content-encoding").next().is_some() {
                return Err(Reply::refusal(415, "The body must come as it is, not encoded"));
            }
        }
        Ok(Route { call, id, query })
    }
}

fn unknown() -> Reply {
    Reply::refusal(404, "Not found")
}

/// The names and values of a query; None for what is no UTF-8.
fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let query = query.split('#').next().unwrap_or_default().replace('+', " ");
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        Some((decoded(name)?, decoded(value)?))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}
