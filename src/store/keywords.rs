//! Keyword sets from files.

use crate::{
    collection::metadata::Str,
    keyword::{
        bundled,
        set::{self, KeywordSet},
    },
    store::files::read_file,
    text::problem::Problem,
};
use std::{io, path::PathBuf};

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
        let file = path.display().to_string();
        let read = read_file(path, LONGEST)
            .and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
        match read {
            Ok(source) => sources.push((file, source)),
            Err(error) => problems.push(Problem::of_file(
                &file,
                format!("the keywords cannot be read: {error}"),
            )),
        }
    }
    (sources, problems)
}

/// The keywords of `files`; where none is named, the collection's `own`, and where it has none, the
/// bundled ones. Of two terms with the same id the later one holds.
///
/// # Errors
///
/// Where a file cannot be read or is not a keyword set; every mistake in all of them is told.
pub fn load(files: &[PathBuf], own: &[(Str, Str)]) -> anyhow::Result<KeywordSet> {
    let (sources, mut problems) = sources(files, own);
    if files.is_empty() && sources.is_empty() {
        return Ok(bundled::keywords());
    }
    let mut merged: Option<KeywordSet> = None;
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
