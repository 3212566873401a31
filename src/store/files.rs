//! Texts that are opened: files, folders, standard input.
//!
//! Responsible for reading them, and for a sentence where that does not work: what cannot be read is
//! left out and told, and the rest is opened. Not for what is in them (see `collection`).

use super::{
    file_bytes::FileBytes,
    piped::Piped,
    source::{LONGEST, Source, Whole, begins_as_text, shell_pipe},
};
use crate::{
    collection::{
        Collection,
        body::Body,
        document::Document,
        encoding::{self, Decoded, Encoding},
        epub::epub,
        folder::{self, Assembled, Folder, Ids},
        kind::Kind,
        parsed::Parsed,
        plain::{SAMPLE_BYTES, WHOLE_BYTES},
    },
    text::{problem::Problem, span::Span},
};
use ignore::WalkBuilder;
use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, Cursor, IsTerminal, Read},
    mem,
    path::{self, Path, PathBuf},
    sync::Arc,
    time::Instant,
};

/// Bytes up to which a text with markup is parsed; beyond, it is shown as it is written.
const LONGEST_MARKUP: u64 = 8 << 20;

/// Folders in folders that are gone into.
const DEEPEST: usize = 32;

/// Files of a folder that are not opened and looked at, to tell how many texts are left out.
const LOOKED_AT: usize = 100;

/// What was opened.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The documents.
    pub collection: Collection,
    /// What could not be opened, or not in full, a sentence each.
    pub problems: Vec<String>,
    /// What was opened, but should be looked at, such as a guess: a sentence each.
    pub remarks: Vec<String>,
}

/// Opens what the paths name, all in the encoding that was `asked` for or else each in its own, and says what could
/// not be opened.
///
/// # Errors
///
/// Where nothing at all could be opened.
pub fn open(paths: &[PathBuf], asked: Option<Encoding>) -> anyhow::Result<Texts> {
    let mut opener = Opener::new(paths, asked, None);
    opener.go_on(None);
    opener.texts()
}

/// What the paths name, as it is opened file by file: a screen need not wait for all of 20,000.
pub struct Opener {
    paths: Vec<PathBuf>,
    opening: Opening,
}

impl Opener {
    /// Nothing is open yet. Standard input may be `piped` and not there in full.
    pub fn new(paths: &[PathBuf], asked: Option<Encoding>, piped: Option<Piped>) -> Self {
        Self {
            opening: Opening {
                asked,
                piped,
                left: paths.iter().cloned().collect(),
                ..Opening::default()
            },
            paths: paths.to_vec(),
        }
    }

    /// Opens one after the other, until all are open, or it is late and some are. Returns whether all are open.
    pub fn go_on(&mut self, until: Option<Instant>) -> bool {
        let is_late = || until.is_some_and(|until| Instant::now() >= until);
        while let Some(path) = self.opening.left.pop_front() {
            self.opening.path(&path);
            if !self.opening.texts.collection.documents.is_empty() && is_late() {
                break;
            }
        }
        self.opening.left.is_empty()
    }

    /// What is open by now; to be asked once where that is all.
    ///
    /// # Errors
    ///
    /// Where nothing at all could be opened.
    pub fn texts(&mut self) -> anyhow::Result<Texts> {
        let paths = &self.paths;
        let mut texts = if self.opening.left.is_empty() {
            mem::take(&mut self.opening.texts)
        } else {
            self.opening.texts.clone()
        };
        if texts.collection.documents.is_empty() {
            match texts.problems.as_slice() {
                [] => anyhow::bail!(
                    "no text in {}, where no file ends in .txt, .md, .html, .epub or the like; name one to open it",
                    names(paths)
                ),
                problems => anyhow::bail!("{}", problems.join("\n")),
            }
        }
        texts.collection.id = id(paths).into();
        texts.collection.asked = self.opening.asked;
        if texts.collection.title.is_empty() {
            texts.collection.title = names(paths).into();
        }
        if !self.opening.left.is_empty() {
            let open = texts.collection.documents.len();
            let remark = format!("{open} texts are open, more are being opened");
            texts.remarks.insert(0, remark);
        }
        Ok(texts)
    }
}

/// The text of the file at `path` where it was parsed as Markdown, so that offsets of what is visible are not the file's.
///
/// # Errors
///
/// Where the file cannot be read again.
pub fn markup(path: &str, asked: Option<Encoding>) -> io::Result<Option<String>> {
    let source = Source::open(Path::new(path))?;
    let kind = source.kind();
    let is_long = |&(_, length): &(&File, u64)| length > LONGEST_MARKUP;
    if kind != Kind::Markdown || source.file().as_ref().is_some_and(is_long) {
        return Ok(None);
    }
    let whole = source.whole(LONGEST)?;
    let is_parsed = whole.bytes.len() as u64 <= LONGEST_MARKUP;
    Ok(is_parsed.then(|| encoding::decode(whole.bytes, asked, kind).text))
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
    texts: Texts,
    /// The encoding that the reader says all files are in.
    asked: Option<Encoding>,
    /// Standard input, where it is read while it arrives.
    piped: Option<Piped>,
    /// What is still to be opened, in order.
    left: VecDeque<PathBuf>,
    ids: Ids,
}

impl Opening {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.standard_input();
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) if metadata.is_file() => self.file(path),
            Ok(_) => self.pipe(path),
            Err(error) => self.problem(path, error),
        }
    }

    fn problem(&mut self, path: &Path, what: impl std::fmt::Display) {
        let sentence = format!("{}: {what}", path.display());
        self.texts.problems.push(sentence);
    }

    fn standard_input(&mut self) {
        let path = Path::new("-");
        if io::stdin().is_terminal() {
            return self.problem(
                path,
                "standard input is the terminal; give it a text to read",
            );
        }
        let so_far = self.piped.as_ref().map(Piped::so_far);
        let is_over = so_far.as_ref().is_none_or(|so_far| so_far.is_over);
        let input: Box<dyn Read> = match so_far {
            Some(so_far) => Box::new(Cursor::new(so_far.bytes)),
            None => Box::new(io::stdin().lock()),
        };
        let problems = self.texts.problems.len();
        let source = Source::of("stdin", input);
        if let Err(error) = source.and_then(|source| self.read(path, source)) {
            self.problem(path, error);
        }
        if !is_over {
            // What is missing still comes.
            if !self.texts.collection.documents.is_empty() {
                self.texts.problems.truncate(problems);
            }
            self.remark(path, Some("more is arriving".to_owned()));
        }
    }

    /// What is neither a file nor a folder, but may be a pipe of the shell.
    fn pipe(&mut self, path: &Path) {
        let read = match shell_pipe(path) {
            Ok(Some(pipe)) => Source::of(&path.to_string_lossy(), Box::new(pipe))
                .and_then(|source| self.read(path, source).map(drop)),
            Ok(None) => Err(io::Error::other(
                "is neither a file nor a folder; `-` reads standard input",
            )),
            Err(error) => Err(error),
        };
        if let Err(error) = read {
            self.problem(path, error);
        }
    }

    fn file(&mut self, path: &Path) {
        match Source::open(path).and_then(|source| self.read(path, source)) {
            Ok(kind) => {
                let absolute = path::absolute(path).unwrap_or_else(|_| path.to_owned());
                let absolute = absolute.display().to_string();
                let collection = &mut self.texts.collection;
                let documents = collection.documents.len();
                set_last(&mut collection.files, documents, absolute);
                // Places in a page or book are told by its own text, not by the file's lines.
                if matches!(kind, Kind::Plain | Kind::Markdown) {
                    set_last(&mut collection.paths, documents, path.display().to_string());
                }
            }
            Err(error) => self.problem(path, error),
        }
    }

    /// Adds the document that `source` holds, which the reader knows as `path`; returns what it is.
    fn read(&mut self, path: &Path, source: Source) -> io::Result<Kind> {
        let kind = source.kind();
        if let Kind::Binary(what) = kind {
            return Err(io::Error::other(what));
        }
        let name = source.name.clone();
        if self.is_left_in_file(path, &source, kind)? {
            return Ok(Kind::Plain);
        }
        let Whole { bytes, missing } = source.whole(LONGEST)?;
        if let Some(missing) = missing {
            self.problem(path, missing);
        }
        let kind = match kind {
            Kind::Markdown | Kind::Html if bytes.len() as u64 > LONGEST_MARKUP => {
                self.remark(path, Some(as_written()));
                Kind::Plain
            }
            kind => kind,
        };
        let shown = path.to_string_lossy();
        if kind == Kind::Epub {
            let stem = folder::stem(&name);
            let (mut parsed, problems) = epub(stem, &shown, &bytes).map_err(io::Error::other)?;
            parsed.metadata.id = self.ids.unique(stem).into();
            self.tell(&problems);
            self.add(parsed);
            return Ok(kind);
        }
        let decoded = encoding::decode(bytes, self.asked, kind);
        self.remark(path, decoded.remark());
        let told = decoded.told();
        let id = self.ids.unique(folder::stem(&name));
        if kind == Kind::Plain && decoded.text.len() > WHOLE_BYTES {
            self.scanned(&id, Body::Heap(decoded.text.into()));
        } else {
            let (parsed, problems) = parsed(kind, &id, &shown, decoded);
            self.tell(&problems);
            self.add(parsed);
        }
        let collection = &mut self.texts.collection;
        set_last(&mut collection.encodings, collection.documents.len(), told);
        Ok(kind)
    }

    /// Adds the document where `source` is a large plain text in UTF-8: it stays in its file and is read where it is
    /// looked at. Whether it was one.
    ///
    /// # Errors
    ///
    /// Where it is in another encoding and too long to be held.
    fn is_left_in_file(&mut self, path: &Path, source: &Source, kind: Kind) -> io::Result<bool> {
        let whole = match kind {
            Kind::Markdown | Kind::Html => LONGEST_MARKUP,
            Kind::Plain => WHOLE_BYTES as u64,
            Kind::Epub | Kind::Binary(_) => return Ok(false),
        };
        let Some((file, length)) = source.file().filter(|&(_, length)| length > whole) else {
            return Ok(false);
        };
        let parts = source.parts();
        let is_valid = encoding::is_utf_8(parts.iter().map(Vec::as_slice));
        let is_valid = match self.asked {
            None => is_valid,
            Some(asked) => (asked == Encoding::UTF_8).then(|| is_valid.unwrap_or_default()),
        };
        let Some(is_valid) = is_valid else {
            if length <= LONGEST {
                return Ok(false);
            }
            let limit = LONGEST >> 20;
            let what = format!(
                "is not UTF-8 and over {limit} MiB; convert it with `iconv -t UTF-8` first, or say --encoding utf-8"
            );
            return Err(io::Error::other(what));
        };
        let padding = source.padding();
        let length = usize::try_from(length - padding).map_err(io::Error::other)?;
        let body = Body::Elsewhere(Arc::new(FileBytes::new(file.try_clone()?, 0, length)));
        let id = self.ids.unique(folder::stem(&source.name));
        self.scanned(&id, body);
        if matches!(kind, Kind::Markdown | Kind::Html) {
            self.remark(path, Some(as_written()));
        }
        let mut told = Vec::new();
        if !is_valid {
            told.push("some bytes are not UTF-8 and show as �".to_owned());
        }
        let is_within = |part: &Vec<u8>| {
            let end = part.iter().rposition(|&byte| byte != 0).unwrap_or(0);
            memchr::memchr(0, &part[..end]).is_some()
        };
        if parts.iter().any(is_within) {
            told.push("some NUL bytes within it".to_owned());
        }
        match padding {
            0 => {}
            1 => told.push("1 NUL byte at its end".to_owned()),
            _ => told.push(format!("{padding} NUL bytes at its end")),
        }
        if !told.is_empty() {
            let collection = &mut self.texts.collection;
            let encoding = format!("UTF-8 · {}", told.join(" · "));
            set_last(
                &mut collection.encodings,
                collection.documents.len(),
                encoding,
            );
            if !is_valid {
                told.push("--encoding NAME reads it otherwise".to_owned());
            }
            self.remark(path, Some(told.join("; ")));
        }
        Ok(true)
    }

    fn remark(&mut self, path: &Path, remark: Option<String>) {
        let told = remark.map(|remark| format!("{}: {remark}", path.display()));
        self.texts.remarks.extend(told);
    }

    /// Adds a large plain text, whose blocks are found as they are needed.
    fn scanned(&mut self, id: &str, body: Body) {
        let sample = body.slice(Span::new(0, SAMPLE_BYTES)).into_owned();
        let document = Document::scanned(id, &sample, body);
        self.texts.collection.documents.push(document);
    }

    fn tell(&mut self, problems: &[Problem]) {
        let sentences = problems.iter().map(ToString::to_string);
        self.texts.problems.extend(sentences);
    }

    fn folder(&mut self, path: &Path) {
        let mut files = self.files_below(path);
        files.sort();
        // Only what says so is laid out: other folders too are called `documents`.
        if says_its_layout(path, &files) {
            return self.laid_out(path, &files);
        }
        let (opened, others): (Vec<_>, Vec<_>) = files
            .into_iter()
            .partition(|file| Kind::is_opened_in_folder(&file.to_string_lossy()));
        let looked_at = others.iter().take(LOOKED_AT);
        let left_out = looked_at.filter(|file| begins_as_text(file)).count();
        let least = if others.len() > LOOKED_AT {
            "at least "
        } else {
            ""
        };
        self.remark(
            path,
            match left_out {
                0 => None,
                1 => Some(format!(
                    "{least}1 file of another kind was left out; name it to open it"
                )),
                _ => Some(format!(
                    "{least}{left_out} files of other kinds were left out; name one to open it"
                )),
            },
        );
        // Before what else is named.
        for file in opened.into_iter().rev() {
            self.left.push_front(file);
        }
    }

    /// The files below a folder, without those whose name begins with a dot and those that a `.gitignore` or
    /// `.ignore` of the folder names. Links to folders are not followed, so there is no way around in a circle.
    fn files_below(&mut self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let walk = WalkBuilder::new(folder)
            // What the folder holds decides, not where it lies nor whose it is.
            .require_git(false)
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .max_depth(Some(DEEPEST + 1))
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.texts.problems.push(error.to_string());
                    continue;
                }
            };
            if let Some(error) = entry.error() {
                // A line of an ignore file that cannot be understood.
                self.texts.remarks.push(error.to_string());
            }
            let is_folder = entry.file_type().is_some_and(|it| it.is_dir());
            if is_folder && entry.depth() > DEEPEST {
                self.problem(entry.path(), "lies too deep");
            } else if !is_folder && !entry.path().is_dir() {
                files.push(entry.into_path());
            }
        }
        files
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
            match read_file(path, LONGEST_MARKUP) {
                Ok(bytes) => read.push((name, self.recoded(path, bytes))),
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
        self.tell(&problems);
        for mut parsed in documents {
            let path = paths.remove(&*parsed.metadata.id).unwrap_or_default();
            parsed.metadata.id = self.ids.unique(&parsed.metadata.id).into();
            self.add(parsed);
            let collection = &mut self.texts.collection;
            set_last(&mut collection.paths, collection.documents.len(), path);
        }
        let collection = &mut self.texts.collection;
        if collection.title.is_empty() {
            collection.title = title.into();
            collection.about = about.into();
        }
        let keywords = keywords
            .into_iter()
            .map(|(file, source)| (file.into(), source.into()));
        self.texts.collection.keywords.extend(keywords);
    }

    /// The `bytes` of a document of a collection as UTF-8, which such a document has to be, where the reader says what
    /// they are.
    fn recoded(&self, path: &Path, bytes: Vec<u8>) -> Vec<u8> {
        match self.asked {
            Some(_) if Kind::by_name(&path.to_string_lossy()).is_some() => {
                encoding::decode(bytes, self.asked, Kind::Plain).text.into()
            }
            _ => bytes,
        }
    }

    fn add(&mut self, parsed: Parsed) {
        self.texts.collection.documents.push(parsed.into());
    }
}

// ---- Kinds ----------------------------------------------------------------------------------------------------------
// The one place where kinds of texts part: each has its parser here. What is over LONGEST_MARKUP comes as Kind::Plain.

/// The document that a text of this `kind` gives, and the mistakes in it; `file` is its name in them.
fn parsed(kind: Kind, id: &str, file: &str, decoded: Decoded) -> (Parsed, Vec<Problem>) {
    match kind {
        Kind::Markdown => Parsed::markdown(id, file, &decoded.text),
        Kind::Html => Parsed::html(id, file, &decoded.text),
        Kind::Plain | Kind::Epub | Kind::Binary(_) => (Parsed::plain(id, decoded.text), Vec::new()),
    }
}

// ---------------------------------------------------------------------------------------------------------------------

/// What is told of a text with markup that is too long to be parsed.
fn as_written() -> String {
    let limit = LONGEST_MARKUP >> 20;
    format!("is over {limit} MiB and shown as it is written")
}

/// Says `value` of the last of so many `documents`; of those before it that have none, nothing.
fn set_last(values: &mut Vec<String>, documents: usize, value: String) {
    values.resize(documents - 1, String::new());
    values.push(value);
}

/// Whether a folder says that it is laid out as a collection, so that its other files are no texts.
pub(super) fn is_laid_out(folder: &Path) -> bool {
    says_its_layout(folder, &Opening::default().files_below(folder))
}

/// Whether a folder of these files has `collection.toml`, or `documents/` and `keywords/` that hold what a collection
/// has.
fn says_its_layout(root: &Path, files: &[PathBuf]) -> bool {
    let holds = |folder: &str, wanted: fn(&str) -> bool| {
        let below = root.join(folder);
        files
            .iter()
            .any(|file| file.starts_with(&below) && wanted(&file.to_string_lossy()))
    };
    root.join("collection.toml").is_file()
        || holds("documents", |path| Kind::of_bundled(path).is_some())
            && holds("keywords", folder::is_toml)
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
