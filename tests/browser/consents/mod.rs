//! Banners, the consent status, what is merged of them, and decisions.

mod banners;
mod current;
mod decide;
mod merge;
mod needs;
mod record;
mod status;
