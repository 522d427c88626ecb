//! A real deployment behind this server: the documented calls of a session, forwarded with the server's own keys.

mod access;
mod calls;
mod client;
mod forward;
mod names;
mod options;
mod secrets;
mod sign_in;
mod statement;

use crate::db::Contents;

pub use self::{
    access::{Access, identify},
    client::Client,
    forward::router,
    options::UpstreamOptions,
    sign_in::sign_in,
    statement::Signer,
};

/// Beside the sessions only what tells a repeated deletion from a stranger's.
pub const CONTENTS: Contents = Contents {
    id: 0x7463_7570,
    schema: concat!(include_str!("../sessions.sql"), include_str!("schema.sql")),
    seed: |_| Ok(()),
};
