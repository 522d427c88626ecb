//! `mergeConsents`.

mod entries;
mod inputs;
mod records;
mod rules;
