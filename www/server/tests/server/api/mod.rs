//! The embedded API's calls.

mod banners;
mod decisions;
mod errors;
mod examples;
mod records;
mod renewal;
mod spellings;
