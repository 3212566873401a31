//! Texts that are opened: files, folders, standard input.
//!
//! Responsible for reading them, and for a sentence where that does not work: what cannot be read is
//! left out and told, and the rest is opened. Not for what is in them (see `collection`).

use crate::{
    collection::{
        Collection,
        body::{Backing, Body, decoded},
        document::Document,
        folder::{self, Assembled, Folder, Format, Ids},
        parsed::Parsed,
        plain::{SAMPLE_BYTES, WHOLE_BYTES},
    },
    text::span::Span,
};
use std::{
    fs::{self, File},
    io::{self, IsTerminal, Read},
    os::unix::fs::FileExt,
    path::{self, Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Bytes up to which a Markdown file is parsed; beyond, it is shown as the plain text that it is.
const LONGEST_MARKDOWN: u64 = 8 << 20;

/// Bytes of standard input that are read.
const LONGEST_INPUT: u64 = 256 << 20;

/// Folders in folders that are gone into.
const DEEPEST: usize = 32;

/// Opens what the paths name, and says what could not be opened.
///
/// # Errors
///
/// Where nothing at all could be opened.
pub fn open(paths: &[PathBuf]) -> anyhow::Result<(Collection, Vec<String>)> {
    let mut opening = Opening::default();
    for path in paths {
        opening.path(path);
    }
    let Opening {
        mut collection,
        problems,
        ..
    } = opening;
    if collection.documents.is_empty() {
        match problems.as_slice() {
            [] => anyhow::bail!("no .md or .txt file in {}", names(paths)),
            problems => anyhow::bail!("{}", problems.join("\n")),
        }
    }
    collection.id = id(paths).into();
    if collection.title.is_empty() {
        collection.title = names(paths).into();
    }
    Ok((collection, problems))
}

/// The text of the file at `path` where it was parsed as Markdown, so that offsets of what is visible are not the file's.
///
/// # Errors
///
/// Where the file cannot be read again.
pub fn markup(path: &str) -> io::Result<Option<String>> {
    if Format::of(path) != Some(Format::Markdown) || fs::metadata(path)?.len() > LONGEST_MARKDOWN {
        return Ok(None);
    }
    read_file(Path::new(path), LONGEST_MARKDOWN).map(|bytes| Some(decoded(bytes)))
}

/// What the state is filed under: the same paths give the same id, from whatever folder.
fn id(paths: &[PathBuf]) -> String {
    let absolute = |path: &PathBuf| {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        path.display().to_string()
    };
    paths.iter().map(absolute).collect::<Vec<_>>().join("\n")
}

fn names(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

#[derive(Default)]
struct Opening {
    collection: Collection,
    problems: Vec<String>,
    ids: Ids,
}

impl Opening {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.standard_input();
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) if metadata.is_file() => self.file(path, metadata.len()),
            Ok(_) => self.problem(
                path,
                "is neither a file nor a folder; `-` reads standard input",
            ),
            Err(error) => self.problem(path, error),
        }
    }

    fn problem(&mut self, path: &Path, what: impl std::fmt::Display) {
        self.problems.push(format!("{}: {what}", path.display()));
    }

    fn standard_input(&mut self) {
        if io::stdin().is_terminal() {
            self.problems
                .push("-: standard input is the terminal; give it a text to read".to_owned());
            return;
        }
        let mut bytes = Vec::new();
        let read = io::stdin()
            .lock()
            .take(LONGEST_INPUT)
            .read_to_end(&mut bytes);
        match read.and_then(|_| refuse_binary(&bytes)) {
            Ok(()) => {
                if bytes.len() as u64 == LONGEST_INPUT {
                    let limit = format!("only its first {} MiB are read", LONGEST_INPUT >> 20);
                    self.problem(Path::new("-"), limit);
                }
                let id = self.ids.unique("stdin");
                self.add(Parsed::plain(&id, decoded(bytes)));
            }
            Err(error) => self.problem(Path::new("-"), error),
        }
    }

    fn file(&mut self, path: &Path, length: u64) {
        match self.read(path, length) {
            Ok(()) => {
                let absolute = path::absolute(path).unwrap_or_else(|_| path.to_owned());
                let documents = self.collection.documents.len();
                self.collection.files.resize(documents - 1, String::new());
                self.collection.files.push(absolute.display().to_string());
                self.comes_from(path.display().to_string());
            }
            Err(error) => self.problem(path, error),
        }
    }

    fn read(&mut self, path: &Path, length: u64) -> io::Result<()> {
        let name = path.to_string_lossy();
        let markdown = Format::of(&name) == Some(Format::Markdown) && length <= LONGEST_MARKDOWN;
        if !markdown && length > WHOLE_BYTES as u64 {
            return self.large(path, length);
        }
        // No further than it was long: a file that grows without end is opened as it was. Those of
        // the system that say 0 are read.
        let length = if length == 0 {
            WHOLE_BYTES as u64
        } else {
            length
        };
        let mut bytes = Vec::new();
        File::open(path)?.take(length).read_to_end(&mut bytes)?;
        refuse_binary(&bytes)?;
        let id = self.ids.unique(folder::stem(&name));
        let text = decoded(bytes);
        if markdown {
            let (parsed, problems) = Parsed::markdown(&id, &name, &text);
            self.problems
                .extend(problems.iter().map(ToString::to_string));
            self.add(parsed);
        } else {
            self.add(Parsed::plain(&id, text));
        }
        Ok(())
    }

    /// A plain text that stays in its file.
    fn large(&mut self, path: &Path, length: u64) -> io::Result<()> {
        let file = File::open(path)?;
        let body = Body::Elsewhere(Arc::new(FileBytes {
            length: usize::try_from(length).map_err(io::Error::other)?,
            file,
            shortened: AtomicBool::new(false),
        }));
        let sample = body.slice(Span::new(0, SAMPLE_BYTES));
        refuse_binary(sample.as_bytes())?;
        let id = self.ids.unique(folder::stem(&path.to_string_lossy()));
        let document = Document::scanned(&id, &sample, body.clone());
        self.collection.documents.push(document);
        Ok(())
    }

    fn folder(&mut self, path: &Path) {
        let mut files = Vec::new();
        self.files_below(path, 0, &mut files);
        files.sort();
        // Only what says so is laid out: other folders too are called `documents`.
        if path.join("collection.toml").is_file() || has_documents(path, &files) {
            return self.laid_out(path, &files);
        }
        for file in files {
            if Format::of(&file.to_string_lossy()).is_some() {
                self.path(&file);
            }
        }
    }

    /// The files below a folder, without those whose name begins with a dot. Links to folders are not
    /// followed, so there is no way around in a circle.
    fn files_below(&mut self, folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.problem(folder, error),
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) if entry.file_name().to_string_lossy().starts_with('.') => continue,
                Ok(entry) => entry.path(),
                Err(error) => {
                    self.problem(folder, error);
                    continue;
                }
            };
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_dir() && depth < DEEPEST => {
                    self.files_below(&path, depth + 1, files);
                }
                Ok(metadata) if metadata.is_dir() => self.problem(&path, "lies too deep"),
                Ok(_) if path.is_dir() => {}
                Ok(_) => files.push(path),
                Err(error) => self.problem(&path, error),
            }
        }
    }

    /// A folder that is laid out as a collection, such as the program's own `data/`.
    fn laid_out(&mut self, root: &Path, paths: &[PathBuf]) {
        let mut read = Vec::new();
        for path in paths {
            let name = path
                .strip_prefix(root)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned();
            if !folder::matters(&name) {
                continue;
            }
            match read_file(path, LONGEST_MARKDOWN) {
                Ok(bytes) => read.push((name, bytes)),
                Err(error) => self.problem(path, error),
            }
        }
        let files: Vec<folder::File<'_>> = read
            .iter()
            .map(|(path, bytes)| folder::File { path, bytes })
            .collect();
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let Assembled {
            title,
            about,
            documents,
            keywords,
            mut paths,
            problems,
        } = folder::assemble(&Folder {
            root: &root.to_string_lossy(),
            name: &name,
            files: &files,
        });
        self.problems
            .extend(problems.iter().map(ToString::to_string));
        for mut parsed in documents {
            let path = paths.remove(&*parsed.metadata.id);
            parsed.metadata.id = self.ids.unique(&parsed.metadata.id).into();
            self.add(parsed);
            self.comes_from(path.unwrap_or_default());
        }
        if self.collection.title.is_empty() {
            self.collection.title = title.into();
            self.collection.about = about.into();
        }
        let keywords = keywords
            .into_iter()
            .map(|(file, source)| (file.into(), source.into()));
        self.collection.keywords.extend(keywords);
    }

    fn add(&mut self, parsed: Parsed) {
        self.collection.documents.push(parsed.into());
    }

    /// The document that was added last was read from the file at `path`.
    fn comes_from(&mut self, path: String) {
        let documents = self.collection.documents.len();
        self.collection.paths.resize(documents - 1, String::new());
        self.collection.paths.push(path);
    }
}

/// Whether `documents/` of a folder and `keywords/` beside it hold what a collection has.
fn has_documents(root: &Path, files: &[PathBuf]) -> bool {
    let holds = |folder: &str, wanted: fn(&str) -> bool| {
        let below = root.join(folder);
        files
            .iter()
            .any(|file| file.starts_with(&below) && wanted(&file.to_string_lossy()))
    };
    holds("documents", |path| Format::of(path).is_some()) && holds("keywords", folder::is_toml)
}

/// Reads a regular file of at most `longest` bytes.
///
/// # Errors
///
/// Where it is something else, such as a pipe that never ends, or is longer, or cannot be read.
pub(super) fn read_file(path: &Path, longest: u64) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("is not a file"));
    }
    if metadata.len() > longest {
        let limit = format!("is over {} MiB, too large for what it is", longest >> 20);
        return Err(io::Error::other(limit));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Text has no NUL; what has one near its beginning is a picture, a program, an archive.
fn refuse_binary(bytes: &[u8]) -> io::Result<()> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if memchr::memchr(0, sample).is_some() {
        return Err(io::Error::other("is not a text"));
    }
    Ok(())
}

/// The bytes of an open file.
struct FileBytes {
    file: File,
    length: usize,
    /// Whether a read has come up short of `length`.
    shortened: AtomicBool,
}

impl Backing for FileBytes {
    fn len(&self) -> usize {
        self.length
    }

    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < buffer.len() {
            match self
                .file
                .read_at(&mut buffer[filled..], (offset + filled) as u64)
            {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        if filled < buffer.len() && offset + filled < self.length {
            self.shortened.store(true, Ordering::Relaxed);
        }
        filled
    }

    fn is_shortened(&self) -> bool {
        self.shortened.load(Ordering::Relaxed)
    }
}
