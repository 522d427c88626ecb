//! One SQLite connection: opening it, and running work on it off the async threads.

use std::{
    error::Error,
    fs::{self, OpenOptions, Permissions},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{ApiError, ApiResult};

/// What a new database is made of.
pub struct Contents {
    /// SQLite's `application_id`: a file with other contents is refused.
    pub id: i64,
    /// The version of the schema, in SQLite's `user_version`: a file of any other is refused.
    pub version: i64,
    /// The statements that make the tables.
    pub schema: &'static str,
    /// Fills the empty tables.
    pub seed: fn(&Transaction<'_>) -> Result<(), Box<dyn Error>>,
}

#[derive(Clone)]
pub struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens the file, or memory; makes and fills the tables where there is nothing yet.
    pub fn open(file: Option<&Path>, contents: &Contents) -> Result<Self, String> {
        let name = file.map_or_else(|| "in memory".to_owned(), |f| f.display().to_string());
        let connection =
            prepare(file, contents).map_err(|cause| format!("The database {name} cannot be used: {cause}."))?;
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

fn prepare(file: Option<&Path>, contents: &Contents) -> Result<Connection, Box<dyn Error>> {
    let mut connection = match file {
        Some(file) => {
            // For nobody else on this machine; SQLite makes what it puts beside the file like the file itself.
            OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(file)?;
            fs::set_permissions(file, Permissions::from_mode(0o600))?;
            Connection::open(file)?
        }
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;

    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |pragma| transaction.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    match number("user_version")? {
        1.. if number("application_id")? != contents.id => return Err("it belongs to something else".into()),
        version if version == contents.version => {}
        0 => {
            let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables > 0 {
                return Err("it belongs to something else".into());
            }
            transaction.execute_batch(contents.schema)?;
            (contents.seed)(&transaction)?;
            transaction.pragma_update(None, "application_id", contents.id)?;
            transaction.pragma_update(None, "user_version", contents.version)?;
        }
        other => {
            return Err(format!("it has schema version {other}, and this server knows {}", contents.version).into());
        }
    }
    transaction.commit()?;
    Ok(connection)
}
