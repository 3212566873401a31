//! A program made of this one and of texts.
//!
//! Responsible for which texts and keywords are packed, and for writing the program in one step: what was there
//! before stays until it is whole, and nothing is left of one that cannot be written. Not for the form of what
//! is packed (see [`crate::collection::packed`]).

use super::{
    carried::Carried,
    files,
    gathering::{self, Gathered},
    trailer::{MAGIC, Trailer},
};
use crate::{
    collection::{
        Collection,
        encoding::Encoding,
        folder::{self, Ids, slug},
        packed::{self, checksum},
    },
    keyword::KeywordSet,
};
use std::{
    env,
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Read, Seek, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process,
};

/// Who may do what with a program, as far as the system's mask lets them.
const MODE: u32 = 0o755;

/// Bytes that are written at a time.
const WRITTEN: usize = 1 << 20;

/// Why no program was written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is something of that name.
    #[error("{} is there already and stays as it is; give another name, or --force to replace it", .0.display())]
    Taken(PathBuf),
    /// What is packed would be replaced.
    #[error("{} is one of the files that are packed; give another name", .0.display())]
    Input(PathBuf),
    /// The program would be replaced.
    #[error("{} is this program; give another name", .0.display())]
    Program(PathBuf),
    /// A folder would be.
    #[error("{} is a folder; give the name of a file", .0.display())]
    Folder(PathBuf),
    /// The program cannot be copied.
    #[error("this program cannot find itself in its own file, and so not copy itself")]
    NoProgram,
    /// The system refused.
    #[error("cannot write {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// The texts at `paths` as one collection, and the keyword sets of the folders among them, in one; `None` where
/// there are no such sets. A folder that is laid out as a collection is read and checked as the build does, all else as
/// it is opened.
///
/// # Errors
///
/// Every mistake in them, a sentence each: then nothing is packed.
pub fn gather(
    paths: &[PathBuf],
    asked: Option<Encoding>,
) -> Result<(Collection, Option<KeywordSet>), Vec<String>> {
    let mut all = Collection::default();
    let mut keywords: Option<KeywordSet> = None;
    let mut ids = Ids::default();
    let mut mistakes = Vec::new();
    for path in paths {
        let mut collection = if path.is_dir() && files::is_laid_out(path) {
            let Gathered {
                assembled,
                keywords: own,
                problems,
            } = gathering::gather(path, &path.to_string_lossy());
            mistakes.extend(problems.iter().map(ToString::to_string));
            let collection = Collection::from(assembled);
            if !collection.keywords.is_empty() {
                keywords = Some(match keywords {
                    Some(earlier) => KeywordSet::merge(earlier, own),
                    None => own,
                });
            }
            if all.title.is_empty() {
                all.title.clone_from(&collection.title);
                all.about.clone_from(&collection.about);
            }
            collection
        } else {
            match files::open(std::slice::from_ref(path), asked) {
                Ok(texts) => {
                    mistakes.extend(texts.problems);
                    if path.is_dir() && all.title.is_empty() {
                        all.title = names(std::slice::from_ref(path)).into();
                    }
                    texts.collection
                }
                Err(error) => {
                    mistakes.push(error.to_string());
                    continue;
                }
            }
        };
        for document in &mut collection.documents {
            document.metadata.id = ids.unique(&document.metadata.id).into();
        }
        all.documents.append(&mut collection.documents);
        all.keywords.append(&mut collection.keywords);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    if all.title.is_empty() {
        all.title = match all.documents.as_slice() {
            [one] => one.metadata.title.clone(),
            _ => names(paths).into(),
        };
    }
    all.id = slug(&all.title).into();
    Ok((all, keywords))
}

fn names(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    paths.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Where a program is written.
#[derive(Debug, Clone, Copy)]
pub struct Output<'a> {
    /// The file.
    pub path: &'a Path,
    /// Whether it may replace one.
    pub replaces: bool,
    /// What must not be replaced: the files and folders that are packed.
    pub inputs: &'a [PathBuf],
}

impl Output<'_> {
    /// Says why nothing can be written there, before the texts are read.
    ///
    /// # Errors
    ///
    /// Where something is there that has to stay.
    pub fn check(&self) -> Result<(), PackError> {
        let path = || self.path.to_owned();
        let Ok(real) = fs::canonicalize(self.path) else {
            return Ok(());
        };
        if real.is_dir() {
            return Err(PackError::Folder(path()));
        }
        let real_of = |path: &PathBuf| fs::canonicalize(path).ok();
        if env::current_exe().ok().and_then(|it| real_of(&it)).as_ref() == Some(&real) {
            return Err(PackError::Program(path()));
        }
        // In a folder that is packed may stand what comes of it.
        let is_read = |it: PathBuf| {
            real == it || real.starts_with(&it) && folder::matters(&real.to_string_lossy())
        };
        if self.inputs.iter().filter_map(real_of).any(is_read) {
            return Err(PackError::Input(path()));
        }
        if self.replaces {
            Ok(())
        } else {
            Err(PackError::Taken(path()))
        }
    }

    /// Writes the program of `carried` with these texts and keywords, and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// Where it cannot be written whole; nothing is left of it then, and what was there stays.
    pub fn write(
        &self,
        carried: &Carried,
        collection: &Collection,
        keywords: &KeywordSet,
    ) -> Result<u64, PackError> {
        self.check()?;
        let (program, end) = carried.program().ok_or(PackError::NoProgram)?;
        // A link stays a link.
        let path = fs::canonicalize(self.path).unwrap_or_else(|_| self.path.to_owned());
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.new", process::id()));
        let new = path.with_file_name(name);
        // Another program of this number was killed over it.
        let _ = fs::remove_file(&new);
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(MODE).open(&new);
        let io = |error| PackError::Io {
            path: self.path.to_owned(),
            error,
        };
        let file = file.map_err(io)?;
        let written = fill(file, program, end, collection, keywords)
            .and_then(|length| self.publish(&new, &path).map(|()| length));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => PackError::Taken(self.path.to_owned()),
            _ => io(error),
        })
    }

    /// Gives the program that is whole now its name.
    fn publish(&self, new: &Path, path: &Path) -> io::Result<()> {
        if self.replaces {
            return fs::rename(new, path);
        }
        // Unlike a new name, a second one never replaces what another program has put there meanwhile.
        match fs::hard_link(new, path) {
            Ok(()) => fs::remove_file(new),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // A file system without second names.
            Err(_) => fs::rename(new, path),
        }
    }
}

/// Writes the first `end` bytes of `program` to `file`, and the texts behind them.
pub(super) fn fill(
    file: File,
    mut program: &File,
    end: u64,
    collection: &Collection,
    keywords: &KeywordSet,
) -> io::Result<u64> {
    let mut out = BufWriter::with_capacity(WRITTEN, file);
    program.rewind()?;
    if io::copy(&mut program.take(end), &mut out)? < end {
        return Err(io::Error::other("this program's file has become shorter"));
    }
    out.write_all(&MAGIC)?;
    let keywords = serde_json::to_string(keywords)?;
    let index = packed::write(collection, &keywords, &mut out)?;
    out.write_all(&index)?;
    let length = out.stream_position()?;
    let index_length = index.len() as u64;
    let trailer = Trailer {
        texts: length - end - MAGIC.len() as u64 - index_length,
        index: index_length,
        sum: checksum(&index),
    };
    out.write_all(&trailer.bytes())?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
