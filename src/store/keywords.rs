//! Keyword sets from files.

use crate::{
    collection::metadata::Str,
    keyword::set::{self, KeywordSet},
    store::{
        carried::Carried,
        user_sets::{self, read},
    },
    text::problem::Problem,
};
use std::path::{Path, PathBuf};

/// The TOML sources of the keywords in force, each with its name for messages, and what could not be read.
///
/// They are `files`, or where none is named the collection's `own`; none where the program's own keywords hold.
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

/// The keywords of `files`; where none is named, the collection's `own`, and where it has none, the
/// `carried` ones, and with either the reader's, which are in the folder `users`. Of two terms with the
/// same id the later one holds.
///
/// # Errors
///
/// Where a file cannot be read or is not a keyword set; every mistake in all of them is told.
pub fn load(
    carried: &Carried,
    files: &[PathBuf],
    own: &[(Str, Str)],
    users: Option<&Path>,
) -> anyhow::Result<KeywordSet> {
    let (mut sources, mut problems) = sources(files, own);
    let mut merged: Option<KeywordSet> = None;
    if files.is_empty() {
        if sources.is_empty() {
            // Read by whoever put them there: without files of the reader's nothing is parsed here.
            merged = Some(carried.keywords()?);
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
