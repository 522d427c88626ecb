//! What a person may ask for, and of whom.

pub mod create;
pub mod dpo;
pub mod form;
pub mod grievances;
pub mod input;
pub mod nominees;
