//! `mergeConsents`.

mod entries;
mod inputs;
mod rules;
