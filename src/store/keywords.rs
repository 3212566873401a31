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
use anyhow::Context;
use std::{io, path::PathBuf};

/// Bytes of the longest keyword file that is read.
const LONGEST: u64 = 16 << 20;

/// The keywords of `files`; where none is named, the collection's `own`, and where it has none, the
/// bundled ones. Of two terms with the same id the later one holds.
///
/// # Errors
///
/// Where a file cannot be read or is not a keyword set; every mistake in all of them is told.
pub fn load(files: &[PathBuf], own: &[(Str, Str)]) -> anyhow::Result<KeywordSet> {
    let mut sources: Vec<(String, String)> = Vec::new();
    for path in files {
        let source = read_file(path, LONGEST)
            .and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other))
            .with_context(|| format!("cannot read the keywords {}", path.display()))?;
        sources.push((path.display().to_string(), source));
    }
    if files.is_empty() {
        let named = |(file, source): &(Str, Str)| (file.to_string(), source.to_string());
        sources.extend(own.iter().map(named));
    }
    if sources.is_empty() {
        return Ok(bundled::keywords());
    }
    let mut merged: Option<KeywordSet> = None;
    let mut problems: Vec<Problem> = Vec::new();
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
