//! What a person types into a form: the rules for it, once for the form and for the call (all problems at once, each
//! with its field), and what is sent of it.

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
    Text(String),
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
    /// A phone number in E.164, after [`mobile`].
    Mobile,
    Link,
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

    pub(crate) fn problems(&self, input: &JsValue, mode: Mode) -> Vec<FieldError> {
        match entered(input, mode) {
            Ok(given) => find_problems(self.fields(mode), mode, &given),
            Err(problem) => vec![problem],
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
        Ok(host::from_serde(&self.problems(input, mode)))
    }

    /// What is sent of an input without problems: its documented fields, cleaned.
    pub(crate) fn body(&self, input: &JsValue, mode: Mode) -> Result<JsValue, Fault> {
        let problems = self.problems(input, mode);
        if !problems.is_empty() {
            return Err(Fault::fields(Code::InvalidInput, problems));
        }
        let body = host::object();
        for field in self.fields(mode) {
            let value = host::field(input, field.name).map_err(|_| Fault::input(field.name, "cannot be read"))?;
            let value = match (field.rule, value.as_string()) {
                (Rule::Mobile, Some(text)) => mobile(&text).into(),
                _ => value,
            };
            if !value.is_undefined() {
                host::set(&body, field.name, &value);
            }
        }
        // A getter may answer otherwise the second time.
        match self.problems(&body, mode) {
            problems if problems.is_empty() => Ok(body),
            problems => Err(Fault::fields(Code::InvalidInput, problems)),
        }
    }
}

/// An input as the rules look at it: its own fields.
fn entered(input: &JsValue, mode: Mode) -> Result<Vec<(String, Entered)>, FieldError> {
    let argument = if mode == Mode::Create { "input" } else { "changes" };
    let problem = |predicate| FieldError::new(argument, "type", predicate);
    if !host::is_record(input) {
        return Err(problem("must be an object"));
    }
    let entries = host::entries(input).map_err(|_| problem("cannot be read"))?;
    let value = |value: &JsValue| match host::text(value) {
        Some(text) => Entered::Text(text),
        None if value.is_null() => Entered::Null,
        None if value.is_undefined() => Entered::Absent,
        None => Entered::Other,
    };
    let mut entered = Vec::new();
    for entry in entries.iter() {
        let pair = entry.unchecked_into::<Array>();
        entered.push((pair.get(0).as_string().unwrap_or_default(), value(&pair.get(1))));
    }
    Ok(entered)
}

/// The problems of an input. `fields` are those that the mode knows.
pub(crate) fn find_problems(fields: &[&FormField], mode: Mode, input: &[(String, Entered)]) -> Vec<FieldError> {
    let mut problems = Vec::new();
    let mut changes = 0;
    for field in fields {
        let given = input.iter().find(|(name, _)| name == field.name).map_or(&Entered::Absent, |(_, given)| given);
        changes += usize::from(*given != Entered::Absent);
        let needed = field.required && (mode == Mode::Create || *given != Entered::Absent);
        let (code, predicate) = match given {
            Entered::Absent | Entered::Null if needed => ("required", "is required"),
            Entered::Absent => continue,
            Entered::Null if field.nullable => continue,
            Entered::Null | Entered::Other => ("type", "must be text"),
            Entered::Text(text) if is_blank(text) => ("required", "must not be blank"),
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
    match rule {
        Rule::AtMost(most) if text.chars().count() > most => Some(("too_long", too_long(most))),
        Rule::Open | Rule::AtMost(_) => None,
        Rule::Id => address::id_fault(text).map(|predicate| ("format", predicate)),
        Rule::Email if is_email(text) => None,
        Rule::Email => Some(("format", "must be an e-mail address")),
        Rule::Mobile if is_mobile(&mobile(text)) => None,
        Rule::Mobile => Some(("format", "must be a phone number with its country code, such as +919876543210")),
        Rule::Link if is_link(text) => None,
        Rule::Link => Some(("format", "must be an http or https address")),
    }
}

/// The lengths of the documents' fields.
fn too_long(most: usize) -> &'static str {
    if most == 200 { "must have at most 200 characters" } else { "must have at most 5000 characters" }
}

/// Whether nothing of a text is to be seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2800}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{3164}' | '\u{feff}' | '\u{ffa0}')
    })
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, b'@') else {
        return false;
    };
    let has_labels = text::has(domain, ".") && text::parts(domain, b'.').all(|label| !label.is_empty());
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && has_labels
        && !text::has_gaps(text)
        && !text::has(text, "<>,;")
        && !text::has(domain, "@")
}

/// A phone number without what people put between its digits.
pub(crate) fn mobile(text: &str) -> String {
    let mut digits = String::new();
    for c in text.chars() {
        if !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')') {
            digits.push(c);
        }
    }
    digits
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
