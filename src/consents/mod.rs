//! What a person was asked and what they answered.

pub mod banners;
pub mod current;
pub mod decide;
pub mod decision;
mod expiry;
pub mod merge;
pub mod needs;
mod numbers;
pub mod record;
pub mod status;
mod terms;
pub mod words;
