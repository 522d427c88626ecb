//! What a person may ask for, and of whom.

pub mod create;
pub mod dpo;
pub mod form;
pub mod grievances;
pub mod nominees;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod form_tests;
