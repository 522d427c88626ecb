//! SQLite: opening it, and running work on it off the async threads. Whoever reads does not wait for whoever writes.

use std::{
    error::Error,
    fs::{self, OpenOptions, Permissions},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::time;

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

/// How long work waits for its turn.
const TURN: Duration = Duration::from_secs(3);
/// How long it then waits for another process that writes.
const LOCK: Duration = Duration::from_millis(700);

#[derive(Clone)]
pub struct Db {
    writer: Handle,
    /// In memory there is one connection for both.
    reader: Handle,
}

impl Db {
    /// Opens the file, or memory; makes and fills the tables where there is nothing yet.
    pub fn open(file: Option<&Path>, contents: &Contents) -> Result<Self, String> {
        let name = file.map_or_else(|| "in memory".to_owned(), |f| f.display().to_string());
        let open = || {
            let writer = Handle::new(prepare(file, contents)?);
            let reader = file.map(|file| Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY));
            let reader = reader.transpose()?.map_or_else(|| writer.clone(), Handle::new);
            Ok::<_, Box<dyn Error>>(Self { writer, reader })
        };
        open().map_err(|cause| format!("The database {name} cannot be used: {cause}."))
    }

    /// Runs one piece of work in a transaction: all of it happens, or nothing.
    pub async fn run<T, F>(&self, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.writer.run(TransactionBehavior::Immediate, work).await
    }

    /// The same for work that only reads.
    pub async fn read<T, F>(&self, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.reader.run(TransactionBehavior::Deferred, work).await
    }
}

/// A connection, for one piece of work at a time.
#[derive(Clone)]
struct Handle(Arc<tokio::sync::Mutex<Connection>>);

impl Handle {
    fn new(connection: Connection) -> Self {
        Self(Arc::new(tokio::sync::Mutex::new(connection)))
    }

    async fn run<T, F>(&self, behavior: TransactionBehavior, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> ApiResult<T> + Send + 'static,
    {
        let free = time::timeout(TURN, self.0.clone().lock_owned()).await;
        let mut connection = free.map_err(|_| ApiError::busy())?;
        tokio::task::spawn_blocking(move || {
            let transaction = connection.transaction_with_behavior(behavior)?;
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
    connection.busy_timeout(LOCK)?;
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
