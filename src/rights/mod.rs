//! What a person may ask for, and of whom.

pub mod create;
pub mod dpo;
pub mod grievances;
pub mod input;
pub mod nominees;
pub mod validate;
