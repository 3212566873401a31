//! The reader's own keyword sets, which hold whatever is read.
//!
//! Responsible for where they are and for keeping a term among them. What the reader wrote stays as it
//! is: a term is text added at the end of a file, and only where the file then says that and no more.

use super::{
    configuration,
    files::read_file,
    writing::{lock, replace},
};
use crate::{
    collection::folder,
    keyword::{
        Definition, KeywordSet, adhoc,
        definition::{self, Options},
        set::{self, Category, Pattern, Term},
    },
    text::{
        fold::{self, Folding},
        problem::Problem,
    },
};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// The file that terms are kept in.
const MINE: &str = "mine.toml";

/// What the file begins with. Its name is also that of a definition that is copied.
const HEAD: &str = "\
# Terms kept while reading. Change what you like: catchword only ever adds to the end.

schema = 1
name   = \"mine\"
";

/// What ids begin with, so that none is by chance that of a term of some collection, which it would replace.
const PREFIX: &str = "my-";

/// Letters of a name that go into an id.
const LONGEST_ID: usize = 40;

/// What [`save`] has led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The term is in this file now.
    Added(PathBuf),
    /// A term of this file has all its aliases, or its regex; the file is as it was.
    Known(PathBuf),
}

/// Why a term could not be kept. The file is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is no place for it.
    #[error("cannot keep the keyword: neither XDG_CONFIG_HOME nor HOME names a folder")]
    NoHome,
    /// The system refused.
    #[error("cannot keep the keyword in {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file cannot be read, or is not a keyword set.
    #[error("cannot keep the keyword, correct this first: {0}")]
    Faulty(Problem),
    /// Text at its end cannot add to what the file says, as where it has `term = [ … ]`.
    #[error(
        "cannot keep the keyword: nothing can be added at the end of {}; write its tables as [[category]] and [[term]]",
        .0.display()
    )]
    Closed(PathBuf),
}

/// Bytes of the longest keyword file that is read.
const LONGEST: u64 = 16 << 20;

/// The folder of the reader's keyword sets: `$XDG_CONFIG_HOME/catchword/keywords`, else
/// `~/.config/catchword/keywords`; `None` where neither is an absolute path.
pub fn directory() -> Option<PathBuf> {
    Some(configuration::directory()?.join("keywords"))
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

/// Keeps a term in the reader's own set: the file `mine.toml` in `directory`, which is made where it is
/// missing. See [`directory()`] for where that is.
///
/// A temporary term is given an id made of its name. Its category is added too, unless the file has it:
/// one with that id, or for a temporary term, one with that name. Ids and marks that the file has are not
/// used again.
///
/// # Errors
///
/// Where the folder is not known, the file cannot be read or written, or is not a keyword set.
pub fn save(directory: Option<&Path>, definition: &Definition) -> Result<Saved, SaveError> {
    let directory = directory.ok_or(SaveError::NoHome)?;
    let path = directory.join(MINE);
    let failed = |error| SaveError::Io {
        path: path.clone(),
        error,
    };
    fs::create_dir_all(directory).map_err(failed)?;
    let folder = File::open(directory).map_err(failed)?;
    lock(&folder).map_err(failed)?;
    // A link to nothing is not a file that is missing: it would be replaced.
    let (file, source) = if fs::symlink_metadata(&path).is_ok() {
        read(&path).map_err(SaveError::Faulty)?
    } else {
        (path.display().to_string(), HEAD.to_owned())
    };
    let (set, _warnings) = set::parse(&file, &source)
        .map_err(|mut problems| SaveError::Faulty(problems.swap_remove(0)))?;
    if set.terms.iter().any(|term| has_all(term, &definition.term)) {
        return Ok(Saved::Known(path));
    }
    let extended =
        extended(&source, &set, definition).ok_or_else(|| SaveError::Closed(path.clone()))?;
    replace(&path, extended.as_bytes()).map_err(failed)?;
    Ok(Saved::Added(path))
}

/// Whether `term` finds all that `other` is written to find.
fn has_all(term: &Term, other: &Term) -> bool {
    match &other.pattern {
        Pattern::Aliases(aliases) => aliases.iter().all(|alias| term.has_alias(alias)),
        Pattern::Regex(_) => term.pattern == other.pattern,
    }
}

/// `source`, which defines `set`, with the definition added at its end; `None` where it would then not
/// say that and nothing else.
fn extended(source: &str, set: &KeywordSet, definition: &Definition) -> Option<String> {
    let is_adhoc = adhoc::is_adhoc_id(&definition.term.id);
    let mut wanted = set.clone();
    let mut category = definition.category.clone();
    let is_same = |other: &Category| {
        if is_adhoc {
            other.name == category.name
        } else {
            other.id == category.id
        }
    };
    let known = set.categories.iter().position(is_same);
    let index = known.unwrap_or(set.categories.len());
    if known.is_none() {
        if is_adhoc {
            category.id = free_id(&category.name, |id| {
                set.categories.iter().any(|it| it.id == id)
            });
        }
        if set.categories.iter().any(|it| it.mark == category.mark) {
            category.mark = adhoc::free_mark(&set.categories)?.to_string();
        }
        wanted.categories.push(category.clone());
    }
    let mut term = Term {
        category: index,
        ..definition.term.clone()
    };
    let is_taken = |id: &str| set.terms.iter().any(|it| it.id == id);
    if is_adhoc || is_taken(&term.id) {
        term.id = free_id(&term.label, is_taken);
    }
    wanted.terms.push(term.clone());

    let line_end = match source.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    };
    let with = |options| {
        let mut tables = String::new();
        if !source.is_empty() {
            let is_ended = source.ends_with('\n');
            tables.push_str(if is_ended { "\n" } else { "\n\n" });
        }
        if known.is_none() {
            tables.push_str(&definition::category(&category));
            tables.push('\n');
        }
        let category = &wanted.categories[index].id;
        tables.push_str(&definition::term(&term, category, options));
        format!("{source}{}", tables.replace('\n', line_end))
    };
    let says_it = |text: &String| set::parse(MINE, text).is_ok_and(|(set, _)| set == wanted);
    // All options are in the way of whoever reads the file, so only where `[defaults]` differ.
    [Options::Unusual, Options::All]
        .map(with)
        .into_iter()
        .find(says_it)
}

/// An id made of the letters and digits of `name` that ids may have, which is not taken.
fn free_id(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let folded = fold::fold(name, Folding::DEFAULT).replace('\'', "");
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut stem = format!("{PREFIX}{}", words.join("-"));
    stem.truncate(LONGEST_ID);
    let stem = stem.trim_end_matches('-');
    let numbered = (1..=u64::MAX).map(|number| format!("{stem}-{number}"));
    // `my` alone is no name.
    let plain = (stem.len() > PREFIX.len()).then(|| stem.to_owned());
    plain
        .into_iter()
        .chain(numbered)
        .find(|id| !is_taken(id))
        .expect("a file is finite")
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
