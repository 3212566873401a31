//! Files that the reader has asked for.
//!
//! Responsible for never writing over anything: whoever exports twice gives another name.

use std::{
    env,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is something of that name.
    #[error("{} is there already and stays as it is; give another name", .0.display())]
    Taken(PathBuf),
    /// The system refused.
    #[error("cannot write {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Writes a new file; a `~/` at its beginning is the home folder, as in a shell. Returns its path.
///
/// # Errors
///
/// Where there is a file of that name, or the system does not let one be written whole; what was written
/// of it is then taken away.
pub fn write(path: &Path, text: &str) -> Result<PathBuf, ExportError> {
    let path = match (path.strip_prefix("~"), env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    };
    let mut file = match File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(ExportError::Taken(path));
        }
        Err(error) => return Err(ExportError::Io { path, error }),
    };
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    match written {
        Ok(()) => Ok(path),
        Err(error) => {
            let _ = fs::remove_file(&path);
            Err(ExportError::Io { path, error })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.tsv");
        assert_eq!(write(&path, "one\n").unwrap(), path);
        let error = write(&path, "two\n").unwrap_err().to_string();
        assert!(error.ends_with("rows.tsv is there already and stays as it is; give another name"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none/rows.tsv");
        let error = write(&path, "").unwrap_err().to_string();
        assert!(error.starts_with("cannot write ") && error.contains("none/rows.tsv: "));
    }
}
