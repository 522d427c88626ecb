//! What browsers must hold the pages to.

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};
use tower_http::set_header::response::SetMultipleResponseHeadersLayer;

const HEADERS: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types lit-html",
    ),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

pub fn layer() -> SetMultipleResponseHeadersLayer<Response> {
    let header = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)).into();
    SetMultipleResponseHeadersLayer::overriding(HEADERS.map(header).into())
}
