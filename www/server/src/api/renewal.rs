//! When a collection point asks again: what changed since a version, and in which campaign everybody decides anew.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// What differs today, by the version that was decided on.
    #[serde(default)]
    changes: HashMap<String, Change>,
    campaign: Option<Campaign>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    version_diff: Value,
    /// By purpose.
    #[serde(default)]
    field_diff: HashMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Campaign {
    id: String,
    /// Whoever decided before is asked again.
    since: String,
    /// What the banner further says of it, as answered.
    members: Map<String, Value>,
}

/// What a record says that a banner may be asked anew for.
pub struct Record<'a> {
    pub recorded_at: &'a str,
    pub version: Option<&'a str>,
    /// The campaign that it answers to.
    pub campaign: Option<&'a str>,
}

impl Renewal {
    /// The members of the banner that say so to whoever made this record, and each purpose's `field_diff`.
    pub fn asked(&self, record: &Record<'_>) -> (Map<String, Value>, HashMap<String, Value>) {
        let (mut members, mut fields) = (Map::new(), HashMap::new());
        if let Some(change) = record.version.and_then(|version| self.changes.get(version)) {
            members.insert("version_diff".to_owned(), change.version_diff.clone());
            fields.clone_from(&change.field_diff);
        }
        let asks = |campaign: &&Campaign| {
            record.recorded_at < campaign.since.as_str() && record.campaign != Some(campaign.id.as_str())
        };
        if let Some(campaign) = self.campaign.as_ref().filter(asks) {
            members.insert("reconsent_mode".to_owned(), json!(true));
            members.insert("reconsent_campaign_id".to_owned(), json!(campaign.id));
            members.extend(campaign.members.clone());
        }
        (members, fields)
    }
}
