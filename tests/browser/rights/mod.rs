//! Grievances, nominees and the data protection officer.

mod create;
mod dpo;
mod form;
mod grievances;
mod nominees;
