//! What an operator can count: calls by their templates, never anybody's id.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    method: &'static str,
    path: &'static str,
    status: u32,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Reports {
    report: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct SignIn {
    outcome: &'static str,
}

/// All of them.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Histogram,
    reports: Family<Reports, Counter>,
    sign_ins: Family<SignIn, Counter>,
    /// Those that are open.
    pub connections: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut all = Self {
            registry: Registry::with_prefix("truconsent_proxy"),
            requests: Family::default(),
            seconds: Histogram::new([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0]),
            reports: Family::default(),
            sign_ins: Family::default(),
            connections: Gauge::default(),
        };
        let registry = &mut all.registry;
        registry.register("requests", "Requests that were answered", all.requests.clone());
        let (name, help) = ("request_duration", "How long they took");
        registry.register_with_unit(name, help, Unit::Seconds, all.seconds.clone());
        registry.register("upstream_reports", "What an operator should hear of", all.reports.clone());
        registry.register("sign_ins", "Sign-ins, taken and refused", all.sign_ins.clone());
        registry.register("connections", "Connections that are open", all.connections.clone());
        all
    }

    pub fn answered(&self, method: &'static str, path: &'static str, status: u16, seconds: f64) {
        self.requests.get_or_create(&Request { method, path, status: status.into() }).inc();
        self.seconds.observe(seconds);
    }

    pub fn reported(&self, report: &'static str) {
        self.reports.get_or_create(&Reports { report }).inc();
    }

    pub fn signed_in(&self, is_ok: bool) {
        let outcome = if is_ok { "taken" } else { "refused" };
        self.sign_ins.get_or_create(&SignIn { outcome }).inc();
    }

    /// In the text format of OpenMetrics.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        encode(&mut text, &self.registry).ok();
        text
    }
}
