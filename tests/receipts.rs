//! The published receipts prove themselves to another implementation of canonical JSON and of SHA-256, too.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

type Problem = Box<dyn std::error::Error>;

fn hash(value: &impl serde::Serialize) -> Result<String, Problem> {
    let canonical = serde_json_canonicalizer::to_vec(value)?;
    Ok(Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn receipts() -> Result<Vec<Map<String, Json>>, Problem> {
    let rows: Vec<Map<String, Json>> = serde_json::from_str(include_str!("receipts.json"))?;
    let receipt = |row: &Map<String, Json>| row.get("receipt").and_then(Json::as_object).cloned();
    rows.iter().map(|row| receipt(row).ok_or_else(|| "a row has no receipt".into())).collect()
}

#[test]
fn every_receipt_has_the_hashes_of_its_canonical_bytes() -> Result<(), Problem> {
    let receipts = receipts()?;
    assert!(receipts.len() >= 6);
    for mut receipt in receipts {
        let told = receipt.remove("receipt_hash");
        assert_eq!(told, Some(hash(&receipt)?.into()));
        let notice = receipt.get("notice").ok_or("a receipt has no notice")?;
        assert_eq!(receipt.get("notice_hash"), Some(&hash(notice)?.into()));
    }
    Ok(())
}

#[test]
fn a_changed_receipt_has_another() -> Result<(), Problem> {
    for mut receipt in receipts()? {
        let told = receipt.remove("receipt_hash");
        receipt.insert("dct:created".into(), "2026-02-01T00:00:00Z".into());
        assert_ne!(told, Some(hash(&receipt)?.into()));
    }
    Ok(())
}
