//! What a person may ask for, and of whom.

pub(crate) mod create;
pub(crate) mod dpo;
pub(crate) mod form;
pub(crate) mod grievances;
pub(crate) mod nominees;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod form_tests;
