//! What only the organisation's staff may change. A data principal's session may not.

use crate::{
    auth::Caller,
    body::Fields,
    error::{ApiError, ApiResult},
};

/// A session can withdraw its ticket, and set no other status.
pub fn may_update_ticket(caller: &Caller, fields: &Fields) -> ApiResult<()> {
    if caller.is_session() && fields.changed("status")?.is_some_and(|status| status != "withdrawn") {
        return Err(ApiError::forbidden("In a session, status can only be set to \"withdrawn\""));
    }
    Ok(())
}

/// Verifying a nominee is for staff.
pub fn may_update_nominee(caller: &Caller, fields: &Fields) -> ApiResult<()> {
    if caller.is_session() && fields.0.contains_key("status") {
        return Err(ApiError::forbidden("In a session, the status of a nominee cannot be set"));
    }
    Ok(())
}
