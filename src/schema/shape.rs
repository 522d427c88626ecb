//! The shape of what the API answers: the documented fields of an object, and what each holds.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::host::types;

/// What a documented field holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// Text or null; absent is null.
    TextOrNull,
    Flag,
    /// true, false or null; absent is null.
    FlagOrNull,
    Number,
    /// A consent word: text, true, false or null; everything else means nothing and is read as null.
    Word,
    /// An object whose keys are data: never renamed. Absent is empty.
    Data,
    Any,
    /// An object of its own shape.
    Record(&'static Shape),
    /// Such an object, or null; absent is null.
    RecordOrNull(&'static Shape),
    /// A list of such objects.
    List(&'static Shape),
    /// Such a list; null or absent is empty.
    ListOrNone(&'static Shape),
    /// May be left out.
    Optional(&'static Kind),
}

/// The documented fields of an object.
pub(crate) type Shape = [(&'static str, Kind)];

/// What an endpoint answers.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// A list, also one wrapped in `data` or `items`.
    List(&'static Shape),
    /// An object, also one wrapped in `data`.
    Record(&'static Shape),
    /// An object that may leave out (or have as null) all fields but some.
    Partial(&'static Shape, &'static [&'static str]),
}

impl Kind {
    /// The types that a value of this kind may have.
    pub(crate) fn types(self) -> u32 {
        match self {
            Kind::Text => types::TEXT,
            Kind::TextOrNull => types::TEXT | types::NULL,
            Kind::Flag => types::FLAG,
            Kind::FlagOrNull => types::FLAG | types::NULL,
            Kind::Number => types::NUMBER,
            Kind::Word => types::TEXT | types::FLAG | types::NULL,
            Kind::Data | Kind::Record(_) => types::RECORD,
            Kind::RecordOrNull(_) => types::RECORD | types::NULL,
            Kind::List(_) | Kind::ListOrNone(_) => types::LIST,
            Kind::Any => u32::MAX,
            Kind::Optional(kind) => kind.types(),
        }
    }

    /// The shape of the objects within.
    pub(crate) fn shape(self) -> Option<&'static Shape> {
        match self {
            Kind::Record(shape) | Kind::RecordOrNull(shape) | Kind::List(shape) | Kind::ListOrNone(shape) => {
                Some(shape)
            }
            Kind::Optional(kind) => kind.shape(),
            _ => None,
        }
    }
}

/// A field's name as JavaScript strings, made once: making them again for each object would be most of the cost.
pub(crate) struct FieldKey {
    pub name: JsValue,
    /// In camelCase, where that differs.
    pub camel: Option<JsValue>,
}

/// The names of a shape's fields, in order, and what `fits` asks.
pub(crate) struct ShapeKeys {
    pub keys: Vec<FieldKey>,
    pub names: Array,
    /// The types that each may have.
    pub types: Array,
}

type AllShapeKeys = Vec<(*const Shape, Rc<ShapeKeys>)>;

thread_local! {
    static SHAPE_KEYS: RefCell<AllShapeKeys> = const { RefCell::new(Vec::new()) };
}

impl ShapeKeys {
    pub(crate) fn of(shape: &'static Shape) -> Rc<ShapeKeys> {
        let known = SHAPE_KEYS
            .with_borrow(|all| all.iter().find(|(of, _)| std::ptr::eq(*of, shape)).map(|(_, known)| known.clone()));
        known.unwrap_or_else(|| {
            let (mut keys, names, types) = (Vec::with_capacity(shape.len()), Array::new(), Array::new());
            for (name, kind) in shape {
                let key = FieldKey::new(name);
                names.push(&key.name);
                types.push(&kind.types().into());
                keys.push(key);
            }
            let known = Rc::new(ShapeKeys { keys, names, types });
            SHAPE_KEYS.with_borrow_mut(|all| all.push((shape, known.clone())));
            known
        })
    }
}

impl FieldKey {
    fn new(name: &str) -> Self {
        let camel = camel(name);
        Self { name: JsValue::from_str(name), camel: (camel != name).then(|| JsValue::from_str(&camel)) }
    }
}

/// `is_mandatory` → `isMandatory`
pub(crate) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut begins_word = false;
    for c in name.chars() {
        if c != '_' {
            camel.push(if begins_word { c.to_ascii_uppercase() } else { c });
        }
        begins_word = c == '_';
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::camel;

    #[test]
    fn spells_documented_names_in_camel_case() {
        assert_eq!(camel("id"), "id");
        assert_eq!(camel("is_mandatory"), "isMandatory");
        assert_eq!(camel("purpose_consents"), "purposeConsents");
    }
}
