//! What a person types into a form: the rules for it, once for the form and for the call (all problems at once, each
//! with its field), and what is sent of it. The rules judge what is sent: `typed.js` cleans it before, for browsers
//! know the characters of every script, and their tables would weigh more than all of this.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::field::FieldError;
use crate::error::{Code, Fault};
use crate::host;
use crate::host::text::{self, cut};
use crate::request::address;

/// A value as far as the rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entered {
    /// As it is sent.
    Text(String),
    /// Text of which nothing shows.
    Blank,
    /// Text that is not of the kind that its field is for.
    Odd,
    Null,
    /// Absent, or undefined.
    Absent,
    Other,
}

/// Whether a record is made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Every required field is needed.
    Create,
    /// Any field may be left out, but not all of them.
    Update,
}

/// What a field's text must be; it must never be blank.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    Open,
    AtMost(usize),
    /// An id that can stand in an address.
    Id,
    Email,
    /// A phone number in E.164.
    Mobile,
    Link,
}

impl Rule {
    /// What `typed` calls it.
    fn kind(self) -> &'static str {
        match self {
            Rule::Email => "email",
            Rule::Mobile => "mobile",
            Rule::Link => "link",
            Rule::Open | Rule::AtMost(_) | Rule::Id => "",
        }
    }
}

pub(crate) struct FormField {
    pub name: &'static str,
    pub rule: Rule,
    /// In a new record; a change may leave it out.
    pub required: bool,
    pub nullable: bool,
}

impl FormField {
    pub(crate) const fn required(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, required: true, nullable: false }
    }
}

/// The fields of a kind of record.
pub(crate) struct Form {
    pub create: &'static [&'static FormField],
    pub update: &'static [&'static FormField],
}

impl Form {
    fn fields(&self, mode: Mode) -> &'static [&'static FormField] {
        match mode {
            Mode::Create => self.create,
            Mode::Update => self.update,
        }
    }

    /// What is given, or that it is not an input at all; and what is wrong with it.
    fn read(&self, input: &JsValue, mode: Mode) -> (Vec<(String, Entered)>, Vec<FieldError>) {
        let fields = self.fields(mode);
        match entered(fields, input, mode) {
            Ok(given) => {
                let problems = find_problems(fields, mode, &given);
                (given, problems)
            }
            Err(problem) => (Vec::new(), vec![problem]),
        }
    }

    /// Every problem, as JavaScript has them. `mode` is undefined, "create" or "update".
    pub(crate) fn problems_for_js(&self, input: &JsValue, mode: &JsValue) -> Result<JsValue, Fault> {
        let mode = match host::text(mode).as_deref() {
            None if mode.is_undefined() => Mode::Create,
            Some("create") => Mode::Create,
            Some("update") => Mode::Update,
            _ => return Err(Fault::input("mode", "must be create or update")),
        };
        Ok(host::from_serde(&self.read(input, mode).1))
    }

    /// What is sent of an input without problems: its documented fields, in their order, cleaned. Null in a new record says
    /// no more than nothing does: equal records have equal bodies.
    pub(crate) fn body(&self, input: &JsValue, mode: Mode) -> Result<JsValue, Fault> {
        let (given, problems) = self.read(input, mode);
        if !problems.is_empty() {
            return Err(Fault::fields(Code::InvalidInput, problems));
        }
        let body = host::object();
        for field in self.fields(mode) {
            match find(&given, field) {
                Entered::Text(text) => host::set(&body, field.name, &JsValue::from_str(text)),
                Entered::Null if mode == Mode::Update => host::set(&body, field.name, &JsValue::NULL),
                _ => {}
            }
        }
        Ok(body)
    }
}

/// An input as the rules look at it: its own fields, each read once.
fn entered(fields: &[&FormField], input: &JsValue, mode: Mode) -> Result<Vec<(String, Entered)>, FieldError> {
    let argument = if mode == Mode::Create { "input" } else { "changes" };
    let problem = |predicate| FieldError::new(argument, "type", predicate);
    if !host::is_record(input) {
        return Err(problem("must be an object"));
    }
    let entries = host::entries(input).map_err(|_| problem("cannot be read"))?;
    let value = |name: &str, value: &JsValue| match host::text(value) {
        Some(text) => {
            let kind = fields.iter().find(|field| field.name == name).map_or("", |field| field.rule.kind());
            let sent = host::typed(&text, kind);
            sent.as_string().map_or(if sent.is_null() { Entered::Blank } else { Entered::Odd }, Entered::Text)
        }
        None if value.is_null() => Entered::Null,
        None if value.is_undefined() => Entered::Absent,
        None => Entered::Other,
    };
    let mut entered = Vec::new();
    for entry in entries.iter() {
        let pair = entry.unchecked_into::<Array>();
        let name = pair.get(0).as_string().unwrap_or_default();
        let value = value(&name, &pair.get(1));
        entered.push((name, value));
    }
    Ok(entered)
}

fn find<'a>(input: &'a [(String, Entered)], field: &FormField) -> &'a Entered {
    input.iter().find(|(name, _)| name == field.name).map_or(&Entered::Absent, |(_, given)| given)
}

/// The problems of an input. `fields` are those that the mode knows.
pub(crate) fn find_problems(fields: &[&FormField], mode: Mode, input: &[(String, Entered)]) -> Vec<FieldError> {
    let mut problems = Vec::new();
    let mut changes = 0;
    for field in fields {
        let given = find(input, field);
        changes += usize::from(*given != Entered::Absent);
        let needed = field.required && (mode == Mode::Create || *given != Entered::Absent);
        let (code, predicate) = match given {
            Entered::Absent | Entered::Null if needed => ("required", "is required"),
            Entered::Absent => continue,
            Entered::Null if field.nullable => continue,
            Entered::Null | Entered::Other => ("type", "must be text"),
            Entered::Blank => ("required", "must not be blank"),
            Entered::Odd => ("format", form_of(field.rule)),
            Entered::Text(text) => match fault(field.rule, text) {
                Some(fault) => fault,
                None => continue,
            },
        };
        problems.push(FieldError::new(field.name, code, predicate));
    }
    let is_known = |name: &String| fields.iter().any(|field| field.name == name);
    for (name, given) in input.iter().filter(|(name, _)| !is_known(name)) {
        if *given != Entered::Absent {
            problems.push(FieldError::new(name, "unknown", "is not a field that can be given here"));
        }
    }
    if mode == Mode::Update && changes == 0 && problems.is_empty() {
        problems.push(FieldError::new("changes", "required", "must have at least one field"));
    }
    problems
}

fn fault(rule: Rule, text: &str) -> Option<(&'static str, &'static str)> {
    let is_fine = match rule {
        Rule::AtMost(most) if text.chars().count() > most => return Some(("too_long", too_long(most))),
        Rule::Id => return address::id_fault(text).map(|predicate| ("format", predicate)),
        Rule::Open | Rule::AtMost(_) => true,
        Rule::Email => is_email(text),
        Rule::Mobile => is_mobile(text),
        Rule::Link => is_link(text),
    };
    (!is_fine).then_some(("format", form_of(rule)))
}

/// What the text of a field must be.
fn form_of(rule: Rule) -> &'static str {
    match rule {
        Rule::Email => "must be an e-mail address",
        Rule::Mobile => "must be a phone number with its country code, such as +919876543210",
        _ => "must be an http or https address",
    }
}

/// The lengths of the documents' fields.
fn too_long(most: usize) -> &'static str {
    if most == 200 { "must have at most 200 characters" } else { "must have at most 5000 characters" }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, b'@') else {
        return false;
    };
    // A label has at most 63 characters as the network spells it, which are never fewer.
    let is_label =
        |part: &str| !part.is_empty() && !part.starts_with("-") && !part.ends_with("-") && part.chars().count() <= 63;
    text::parts(local, b'.').all(|part| !part.is_empty())
        && local.len() <= 64
        && text.len() <= 254
        && text::parts(domain, b'.').all(is_label)
        && text::has(domain, ".")
        && !text::has_gaps(text)
        && !text::has(text, "<>()[]\\,;:\"")
        && !text::has(domain, "@")
}

fn is_mobile(text: &str) -> bool {
    text.strip_prefix("+")
        .is_some_and(|digits| digits.len() >= 7 && !digits.starts_with("0") && text::number(digits).is_some())
}

fn is_link(text: &str) -> bool {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text::begins(text, scheme));
    let rest = scheme.and_then(|scheme| text.get(scheme.len()..));
    let is_host = |rest: &str| !rest.is_empty() && !["/", "?", "#", ":", "@"].iter().any(|odd| rest.starts_with(odd));
    rest.is_some_and(is_host) && !text::has_gaps(text)
}
