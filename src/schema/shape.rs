//! The shape of what the API answers: the documented members of an object, and what each holds.

use crate::host::types;

/// What a documented member holds. Where it is missing, null or of another type it is read as the empty value: "", false,
/// 0, an empty list or object; null where null is documented.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Text that an item of a list is known by: without one it is left out.
    Id,
    Text,
    TextOrNull,
    /// Text or a number, or null: times and versions, which come as either.
    TextOrNumber,
    Flag,
    FlagOrNull,
    Number,
    /// A consent word: text, true, false or null.
    Word,
    Any,
    /// An object of its own shape, whose other keys are data.
    Record(&'static Shape),
    RecordOrNull(&'static Shape),
    /// A list of such objects.
    List(&'static Shape),
    /// Such a list which says something by not being there: one that cannot be read has an item that names nothing.
    Log(&'static Shape),
    /// May be left out.
    Optional(&'static Kind),
}

/// The documented members of an object.
pub(crate) type Shape = [(&'static str, Kind)];

/// What an endpoint answers, also within `data` or `items`: shapes as `documented!` writes them.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    List(&'static str),
    Record(&'static str),
    /// The record that a creation made: it has an id, and may leave all else out (or have it as null).
    Created(&'static str),
}

/// Writes a shape as JSON text while compiling: the module has only the text.
macro_rules! documented {
    ($shape:expr) => {{
        const LENGTH: usize = $crate::schema::shape::Text::of($shape).length;
        const TEXT: [u8; LENGTH] = $crate::schema::shape::Text::of($shape).cut();
        match core::str::from_utf8(&TEXT) {
            Ok(text) => text,
            Err(_) => "[]",
        }
    }};
}
pub(crate) use documented;

impl Kind {
    /// What a value of this kind may be, in the bits of `types`.
    const fn types(self) -> u32 {
        match self {
            Kind::Id => types::TEXT | types::ID,
            Kind::Text => types::TEXT,
            Kind::TextOrNull => types::TEXT | types::NULL,
            Kind::TextOrNumber => types::TEXT | types::NUMBER | types::NULL,
            Kind::Flag => types::FLAG,
            Kind::FlagOrNull => types::FLAG | types::NULL,
            Kind::Number => types::NUMBER,
            Kind::Word => types::TEXT | types::FLAG | types::NULL,
            Kind::Any => types::ANY,
            Kind::Record(_) => types::RECORD,
            Kind::RecordOrNull(_) => types::RECORD | types::NULL,
            Kind::List(_) => types::LIST,
            Kind::Log(_) => types::LIST | types::LOG,
            Kind::Optional(kind) => kind.types() | types::OPTIONAL,
        }
    }

    /// The shape of the objects within.
    const fn shape(self) -> Option<&'static Shape> {
        match self {
            Kind::Record(shape) | Kind::RecordOrNull(shape) | Kind::List(shape) | Kind::Log(shape) => Some(shape),
            Kind::Optional(kind) => kind.shape(),
            _ => None,
        }
    }
}

/// A text in the making.
pub(crate) struct Text {
    bytes: [u8; 8_192],
    pub length: usize,
}

#[allow(clippy::indexing_slicing, reason = "this runs in the compiler, where a panic is an error of the build")]
impl Text {
    /// A list of each member's name, its types, and the list of the shape within, or 0.
    pub(crate) const fn of(shape: &Shape) -> Self {
        let mut text = Self { bytes: [0; 8_192], length: 0 };
        text.push_shape(shape);
        text
    }

    pub(crate) const fn cut<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        let mut at = 0;
        while at < LENGTH {
            bytes[at] = self.bytes[at];
            at += 1;
        }
        bytes
    }

    const fn push_shape(&mut self, shape: &Shape) {
        self.push(b"[");
        let mut at = 0;
        while at < shape.len() {
            let (name, kind) = shape[at];
            self.push(if at == 0 { b"\"" } else { b",\"" });
            self.push(name.as_bytes());
            self.push(b"\",");
            self.push_number(kind.types());
            self.push(b",");
            match kind.shape() {
                Some(shape) => self.push_shape(shape),
                None => self.push(b"0"),
            }
            at += 1;
        }
        self.push(b"]");
    }

    const fn push_number(&mut self, number: u32) {
        if number > 9 {
            self.push_number(number / 10);
        }
        self.push(&[b'0' + (number % 10) as u8]);
    }

    const fn push(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            self.bytes[self.length] = bytes[at];
            self.length += 1;
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_written_as_json() {
        const INNER: &Shape = &[("id", Kind::Id), ("at", Kind::Optional(&Kind::TextOrNumber))];
        assert_eq!(documented!(&[]), "[]");
        let text = documented!(&[("list", Kind::Optional(&Kind::List(INNER))), ("is_on", Kind::Flag)]);
        assert_eq!(text, r#"["list",96,["id",129,0,"at",77,0],"is_on",2,0]"#);
    }
}
