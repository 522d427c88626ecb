//! Asking the function that the `headers` option may be.

use wasm_bindgen::prelude::*;

use crate::error::{Code, Fault};
use crate::host;
use crate::request::headers::{Made, read_headers};
use crate::request::limit::Limit;
use crate::request::options::{CallOptions, Options};
use crate::request::turn;

/// Asks the `headers` function, where there is one: at once in the caller's turn, later in what the platform keeps of it.
pub(crate) async fn ask(client: &Options, options: &CallOptions, limit: &mut Limit) -> Result<Made, Fault> {
    if let Some(made) = options.kept.first.take() {
        return Ok(made);
    }
    let Some(make) = &client.make_headers else {
        return Ok(Made::default());
    };
    let failed = |cause| Fault::option("headers", "is a function that failed").caused_by(cause);
    let made = match options.kept.again.get() {
        Some(again) if !turn::is_callers() => again.call0(&JsValue::UNDEFINED),
        _ => {
            options.kept.again.get_or_init(|| host::repeatable(make));
            make.call0(&JsValue::UNDEFINED)
        }
    };
    let made = made.map_err(failed)?;
    // What is there already is not awaited: the page may end with this turn.
    let awaited = host::field(&made, "then").map_err(failed)?.is_function();
    let made = if awaited {
        limit.run(Ok(made), Code::InvalidOptions).await.map_err(|fault| match fault.code {
            Code::InvalidOptions => failed(fault.cause.clone()),
            _ => fault,
        })?
    } else {
        made
    };
    Ok(Made { headers: read_headers(&made)?, awaited })
}
