//! Keyword sets from files.

use crate::{
    collection::metadata::Str,
    keyword::{
        bundled,
        set::{self, KeywordSet},
    },
    store::{files::read_file, user_sets},
    text::problem::Problem,
};
use std::path::{Path, PathBuf};

/// Bytes of the longest keyword file that is read.
const LONGEST: u64 = 16 << 20;

/// The TOML sources of the keywords in force, each with its name for messages, and what could not be read.
///
/// They are `files`, or where none is named the collection's `own`; none where the bundled keywords hold.
pub fn sources(files: &[PathBuf], own: &[(Str, Str)]) -> (Vec<(String, String)>, Vec<Problem>) {
    if files.is_empty() {
        let named = |(file, source): &(Str, Str)| (file.to_string(), source.to_string());
        return (own.iter().map(named).collect(), Vec::new());
    }
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for path in files {
        match read(path) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    (sources, problems)
}

/// The TOML source in a keyword file, and before it the file's name for messages.
///
/// # Errors
///
/// Where the file cannot be read.
pub(super) fn read(path: &Path) -> Result<(String, String), Problem> {
    let file = path.display().to_string();
    let bytes = read_file(path, LONGEST).map_err(|error| {
        Problem::of_file(&file, format!("the keywords cannot be read: {error}"))
    })?;
    match String::from_utf8(bytes) {
        Ok(source) => Ok((file, source)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let message = "the keywords cannot be read: this is not UTF-8; save the file as UTF-8";
            Err(Problem::at(&file, &before, valid, message))
        }
    }
}

/// The keywords of `files`; where none is named, the collection's `own`, and where it has none, the
/// bundled ones, and with either the reader's, which are in the folder `users`. Of two terms with the
/// same id the later one holds.
///
/// # Errors
///
/// Where a file cannot be read or is not a keyword set; every mistake in all of them is told.
pub fn load(
    files: &[PathBuf],
    own: &[(Str, Str)],
    users: Option<&Path>,
) -> anyhow::Result<KeywordSet> {
    let (mut sources, mut problems) = sources(files, own);
    let mut merged: Option<KeywordSet> = None;
    if files.is_empty() {
        if sources.is_empty() {
            // Read by the build: without files of the reader's nothing is parsed here.
            merged = Some(bundled::keywords());
        }
        let (mut found, mut unreadable) = user_sets::sources(users);
        sources.append(&mut found);
        problems.append(&mut unreadable);
    }
    for (file, source) in &sources {
        match set::parse(file, source) {
            Ok((set, _warnings)) => {
                merged = Some(match merged {
                    Some(earlier) => KeywordSet::merge(earlier, set),
                    None => set,
                });
            }
            Err(mut found) => problems.append(&mut found),
        }
    }
    if problems.is_empty() {
        return Ok(merged.unwrap_or_default());
    }
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow::bail!("{}", told.join("\n"))
}
