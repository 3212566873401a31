//! Writing a file in one step, and alone.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How long another program may hold what is to be written: a save takes milliseconds.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// Locks a file or folder for as long as it is open.
///
/// # Errors
///
/// Where another program does not let go of it.
pub(super) fn lock(file: &File) -> io::Result<()> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_PATIENCE => {
                thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::other("another program holds it"));
            }
            // Where the file system knows no locks, saving without one is better than not saving.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
        }
    }
}

/// Puts `bytes` in the place of a file in one step, or makes it. A link stays a link, and permissions
/// stay; those of a new file are what the system gives to one.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    // Always of the same name: a program that was killed over it leaves one file at most, for the next save to
    // take away. Whoever writes holds a lock.
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let new = path.with_file_name(name);
    let _ = fs::remove_file(&new);
    let written = File::create_new(&new).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&new, &path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}
