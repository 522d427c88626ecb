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

/// What an endpoint answers, also within `data` or `items`.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    List(&'static Shape),
    Record(&'static Shape),
    /// The record that a creation made: it has an id, and may leave all else out (or have it as null).
    Created(&'static Shape),
}

impl Kind {
    /// What a value of this kind may be, in the bits of `types`.
    pub(crate) fn types(self) -> u32 {
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
    pub(crate) fn shape(self) -> Option<&'static Shape> {
        match self {
            Kind::Record(shape) | Kind::RecordOrNull(shape) | Kind::List(shape) | Kind::Log(shape) => Some(shape),
            Kind::Optional(kind) => kind.shape(),
            _ => None,
        }
    }
}
