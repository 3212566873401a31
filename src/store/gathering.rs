//! A folder of texts and keyword sets, read and checked as a whole.
//!
//! Responsible for reading its files and for every mistake in them: a folder gives the same documents and
//! the same mistakes to the build, which compiles it in, and to `catchword pack`. Not for what is in the
//! files (see `collection`, `keyword`), nor for folders that are only opened (see `files`), where what
//! cannot be read is left out.

// The build script includes this file by path, so it names nothing of its own layer.
use crate::{
    collection::folder::{self, Assembled, File, Folder, assemble},
    keyword::set::{self, KeywordSet},
    text::problem::Problem,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Folders inside each other that are read.
const DEEPEST: usize = 32;

/// A folder, read and checked.
#[derive(Debug)]
pub struct Gathered {
    /// Its documents and the sources of its keyword sets.
    pub assembled: Assembled,
    /// Its keyword sets in one.
    pub keywords: KeywordSet,
    /// Every mistake in its files, sorted by file and line; those of `assembled` are among them.
    pub problems: Vec<Problem>,
}

/// Reads the folder at `place`, which mistakes call `root`.
pub fn gather(place: &Path, root: &str) -> Gathered {
    let mut reading = Reading {
        root: root.trim_end_matches('/').to_owned(),
        ..Reading::default()
    };
    reading.folder(place, "", &mut Vec::new());
    let files: Vec<_> = reading
        .files
        .iter()
        .map(|(path, bytes)| File { path, bytes })
        .collect();
    let name = place
        .file_name()
        .map_or("texts".into(), |name| name.to_string_lossy());
    let mut assembled = assemble(&Folder {
        root: &reading.root,
        name: &name,
        files: &files,
    });
    if reading.problems.is_empty() || !files.is_empty() {
        reading.problems.append(&mut assembled.problems);
    }
    let mut problems = reading.problems;
    let keywords = keywords(&reading.root, &assembled, &mut problems);
    problems.sort();
    Gathered {
        assembled,
        keywords,
        problems,
    }
}

/// The keyword sets in one. Warnings are for `catchword check`: they do not stop a build.
fn keywords(root: &str, assembled: &Assembled, problems: &mut Vec<Problem>) -> KeywordSet {
    let mut sets = Vec::new();
    for (path, source) in &assembled.keywords {
        match set::parse(&format!("{root}/{path}"), source) {
            Ok((set, _)) => sets.push(set),
            Err(found) => problems.extend(found),
        }
    }
    sets.into_iter()
        .reduce(KeywordSet::merge)
        .unwrap_or_default()
}

/// The files of a folder, as they are read.
#[derive(Default)]
struct Reading {
    /// The folder as the reader knows it.
    root: String,
    /// Path from the folder, parted by `/`, and what the file holds.
    files: Vec<(String, Vec<u8>)>,
    problems: Vec<Problem>,
}

impl Reading {
    /// Reads the folder at `place`, which is `path` from the root; `above` are the folders it stands in.
    fn folder(&mut self, place: &Path, path: &str, above: &mut Vec<PathBuf>) {
        let entries = fs::canonicalize(place).and_then(|real| Ok((real, fs::read_dir(place)?)));
        let (real, entries) = match entries {
            Ok(read) => read,
            Err(error) => return self.cannot("read the folder", path, &error),
        };
        if above.contains(&real) || above.len() >= DEEPEST {
            return self.report(
                path,
                "the folder leads back into itself or is too deep; remove the link",
            );
        }
        above.push(real);
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.cannot("read the folder", path, &error),
            };
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            if shown.starts_with('.') {
                continue;
            }
            let path = if path.is_empty() {
                shown.to_string()
            } else {
                format!("{path}/{shown}")
            };
            if name.to_str().is_none() {
                self.report(&path, "the name is not UTF-8; rename the file");
                continue;
            }
            match fs::metadata(entry.path()) {
                Ok(metadata) if metadata.is_dir() => self.folder(&entry.path(), &path, above),
                Ok(metadata) if metadata.is_file() => self.file(&entry.path(), path),
                Ok(_) if folder::matters(&path) => {
                    self.report(&path, "this is no regular file; remove it");
                }
                Ok(_) => {}
                Err(error) => self.cannot("open", &path, &error),
            }
        }
        above.pop();
    }

    fn file(&mut self, place: &Path, path: String) {
        // A picture beside the texts is not read; that it is there may be a mistake, though.
        let bytes = if folder::matters(&path) {
            fs::read(place)
        } else {
            Ok(Vec::new())
        };
        match bytes {
            Ok(bytes) => self.files.push((path, bytes)),
            Err(error) => self.cannot("read", &path, &error),
        }
    }

    fn cannot(&mut self, act: &str, path: &str, error: &io::Error) {
        self.report(path, format!("cannot {act}: {error}"));
    }

    fn report(&mut self, path: &str, message: impl Into<String>) {
        let file = if path.is_empty() {
            self.root.clone()
        } else {
            format!("{}/{path}", self.root)
        };
        self.problems.push(Problem::of_file(&file, message));
    }
}
