//! One SQLite connection: opening it, its schema, and running work on it off the async threads.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use crate::{
    error::{ApiError, ApiResult},
    seed,
};

const VERSION: i64 = 1;

/// What the database holds. A session of the demo, where nobody has to prove anything, must never count elsewhere.
#[derive(Clone, Copy)]
pub enum Kind {
    Demo,
    Upstream,
}

impl Kind {
    /// SQLite's `application_id`.
    fn id(self) -> i64 {
        match self {
            Self::Demo => 0,
            Self::Upstream => 0x7463_7570,
        }
    }
}

#[derive(Clone)]
pub struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens the file, or memory; makes the schema and the seed where there is nothing yet.
    pub fn open(file: Option<&Path>, kind: Kind) -> Result<Self, String> {
        let name = file.map_or_else(|| "in memory".to_owned(), |f| f.display().to_string());
        let connection =
            prepare(file, kind).map_err(|cause| format!("The database {name} cannot be used: {cause}."))?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs one piece of work in a transaction: all of it happens, or nothing.
    pub async fn run<T, F>(&self, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> ApiResult<T> + Send + 'static,
    {
        let db = self.clone();
        tokio::task::spawn_blocking(move || {
            // A panic elsewhere rolled its transaction back: the connection itself is sound.
            let mut connection = db.0.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok::<T, ApiError>(result)
        })
        .await?
    }
}

/// How keys and session tokens are kept.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn prepare(file: Option<&Path>, kind: Kind) -> Result<Connection, Box<dyn std::error::Error>> {
    let mut connection = match file {
        Some(file) => Connection::open(file)?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;

    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |pragma| transaction.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    match number("user_version")? {
        1.. if number("application_id")? != kind.id() => return Err("it belongs to something else".into()),
        VERSION => {}
        0 => {
            let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables > 0 {
                return Err("it belongs to something else".into());
            }
            transaction.execute_batch(include_str!("sessions.sql"))?;
            match kind {
                Kind::Demo => {
                    transaction.execute_batch(include_str!("schema.sql"))?;
                    seed::fill(&transaction)?;
                }
                Kind::Upstream => transaction.execute_batch(include_str!("upstream/schema.sql"))?,
            }
            transaction.pragma_update(None, "application_id", kind.id())?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        other => return Err(format!("it has schema version {other}, and this server knows {VERSION}").into()),
    }
    transaction.commit()?;
    Ok(connection)
}
