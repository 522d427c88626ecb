//! The rules for what a person types, once for the form and for the call: all problems at once, each with its field.

use crate::error::field::FieldError;
use crate::host::text::{self, cut};

/// A value as far as the rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Text.
    Text(String),
    /// Null.
    Null,
    /// Absent, or undefined.
    Absent,
    /// Anything else.
    Other,
}

/// Whether a record is made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every required field is needed.
    Create,
    /// Any field may be left out, but one is needed.
    Update,
}

/// What a field's text must be, beside not blank.
#[derive(Clone, Copy)]
pub enum Form {
    /// Anything.
    Open,
    /// At most this many characters.
    AtMost(usize),
    /// An id that can stand in an address.
    Id,
    /// An e-mail address.
    Email,
    /// A phone number in E.164, after [`mobile`].
    Mobile,
    /// An http or https address.
    Link,
}

/// A field of an input.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its text must be.
    pub form: Form,
    /// Whether a new record needs it.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
}

impl Field {
    /// One that must be given.
    pub const fn required(name: &'static str, form: Form) -> Self {
        Self { name, form, required: true, nullable: false }
    }
}

/// The problems of an input, given as its own fields; `fields` are those that the mode knows.
pub fn problems(fields: &[&Field], mode: Mode, input: &[(String, Given)]) -> Vec<FieldError> {
    let mut problems = Vec::new();
    let mut changes = 0;
    for field in fields {
        let given = input.iter().find(|(name, _)| name == field.name).map_or(&Given::Absent, |(_, given)| given);
        changes += usize::from(*given != Given::Absent);
        let needed = field.required && (mode == Mode::Create || *given != Given::Absent);
        let (code, predicate) = match given {
            Given::Absent | Given::Null if needed => ("required", "is required"),
            Given::Absent => continue,
            Given::Null if field.nullable => continue,
            Given::Null | Given::Other => ("type", "must be text"),
            Given::Text(text) if is_blank(text) => ("required", "must not be blank"),
            Given::Text(text) => match fault(field.form, text) {
                Some(fault) => fault,
                None => continue,
            },
        };
        problems.push(FieldError::new(field.name, code, predicate));
    }
    let is_known = |name: &String| fields.iter().any(|field| field.name == name);
    for (name, given) in input.iter().filter(|(name, _)| !is_known(name)) {
        if *given != Given::Absent {
            problems.push(FieldError::new(name, "unknown", "is not a field that can be given here"));
        }
    }
    if mode == Mode::Update && changes == 0 && problems.is_empty() {
        problems.push(FieldError::new("changes", "required", "must have at least one field"));
    }
    problems
}

fn fault(form: Form, text: &str) -> Option<(&'static str, &'static str)> {
    match form {
        Form::AtMost(most) if text.chars().count() > most => Some(("too_long", too_long(most))),
        Form::Open | Form::AtMost(_) => None,
        Form::Id => crate::request::address::id_fault(text).map(|predicate| ("format", predicate)),
        Form::Email if is_email(text) => None,
        Form::Email => Some(("format", "must be an e-mail address")),
        Form::Mobile if is_mobile(&mobile(text)) => None,
        Form::Mobile => Some(("format", "must be a phone number with its country code, such as +919876543210")),
        Form::Link if is_link(text) => None,
        Form::Link => Some(("format", "must be an http or https address")),
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
pub fn mobile(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')')).collect()
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

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "form_tests.rs"]
mod tests;
