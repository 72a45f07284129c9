//! The lock file beside an embedded database.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use crate::db::DbError;

fn name_beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".workers");
    PathBuf::from(name)
}

/// Whether a process holds the lock file beside `database`. Makes no file.
pub(super) fn is_held_beside(database: &Path) -> std::io::Result<bool> {
    let file = match File::open(name_beside(database)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    // Shared, and only for this moment: a server that starts right now tries again by itself.
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// An OS lock, given back by the system when its process ends in any way.
pub(super) struct FileLock {
    /// `None`: a database in memory, which nobody else can open.
    path: Option<PathBuf>,
    held: Option<File>,
}

impl FileLock {
    /// The lock file of a database file: its name with `.workers` added.
    pub(super) fn beside(database: &Path) -> Self {
        Self { path: database.is_file().then(|| name_beside(database)), held: None }
    }

    /// `false` when another process has it.
    pub(super) fn take(&mut self) -> Result<bool, DbError> {
        let Some(path) = self.path.as_ref().filter(|_| self.held.is_none()) else { return Ok(true) };
        let failed = |e: std::io::Error| DbError::Setup(format!("{}: {e}", path.display()));
        let file = File::options().create(true).write(true).truncate(false).open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                self.held = Some(file);
                Ok(true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(e)) => Err(failed(e)),
        }
    }

    pub(super) fn give_back(&mut self) {
        self.held = None;
    }
}
