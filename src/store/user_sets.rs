//! The reader's own keyword sets, which hold whatever is read.

use super::keywords::read;
use crate::{collection::folder, text::problem::Problem};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// The folder of the reader's keyword sets: `$XDG_CONFIG_HOME/catchword/keywords`, else
/// `~/.config/catchword/keywords`; `None` where neither is an absolute path.
pub fn directory() -> Option<PathBuf> {
    directory_in(env::var_os("XDG_CONFIG_HOME"), env::var_os("HOME"))
}

fn directory_in(config: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |path: Option<OsString>| path.map(PathBuf::from).filter(|it| it.is_absolute());
    let config = absolute(config).or_else(|| Some(absolute(home)?.join(".config")))?;
    Some(config.join("catchword").join("keywords"))
}

/// The TOML sources of the keyword sets in `directory`, by name, each with its name for messages, and
/// what could not be read. None where there is no such folder.
pub fn sources(directory: Option<&Path>) -> (Vec<(String, String)>, Vec<Problem>) {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    let files = directory.map_or_else(|| Ok(Vec::new()), files);
    match files {
        Ok(files) => {
            for file in files {
                match read(&file) {
                    Ok(source) => sources.push(source),
                    Err(problem) => problems.push(problem),
                }
            }
        }
        Err(problem) => problems.push(problem),
    }
    (sources, problems)
}

/// The keyword set files in a folder, by name; those whose name begins with a dot are not meant.
fn files(directory: &Path) -> Result<Vec<PathBuf>, Problem> {
    let cannot = |error| {
        let message = format!("the folder of your keywords cannot be read: {error}");
        Problem::of_file(&directory.display().to_string(), message)
    };
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        // It is not there, or under another's home, which is not for this reader to mend.
        Err(_) if fs::symlink_metadata(directory).is_err() => return Ok(Vec::new()),
        Err(error) => return Err(cannot(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if folder::is_toml(&name) && !name.starts_with('.') {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
