//! `mergeConsents`.

mod entries;
mod expiry;
mod inputs;
mod records;
mod rules;
mod several;
