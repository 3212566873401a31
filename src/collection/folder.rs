//! A folder of files as a collection.
//!
//! Responsible for which files of a folder are documents and keyword sets, in which order, and for
//! reporting every mistake in one pass. Not for reading files: the caller does, the build as well as the
//! program.
//!
//! A folder that holds `collection.toml`, `documents/` or `keywords/` is laid out as they say. Of any
//! other one, each `.md` and `.txt` file is a document. What begins with a dot is passed over.

use super::{
    body::decoded,
    fields::{Fields, Placed, closest},
    kind::Kind,
    parsed::Parsed,
};
use crate::text::{problem::Problem, words::one_line};
use std::collections::{BTreeMap, BTreeSet};

/// The file that says what a collection is.
const COLLECTION: &str = "collection.toml";

/// A file of the folder.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path from the folder, parted by `/`.
    pub path: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// A folder, read.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a> {
    /// Its path as the reader knows it; mistakes are reported with it. May be empty.
    pub root: &'a str,
    /// The title of the collection where `collection.toml` gives none.
    pub name: &'a str,
    /// Its files, in any order.
    pub files: &'a [File<'a>],
}

/// A collection as its folder gives it.
#[derive(Debug, Clone, Default)]
pub struct Assembled {
    /// The title.
    pub title: String,
    /// A paragraph on what it is; empty where nobody said.
    pub about: String,
    /// The documents, in order, also those with mistakes. Ids are unique.
    pub documents: Vec<Parsed>,
    /// Keyword sets, the default one first: path, TOML source.
    pub keywords: Vec<(String, String)>,
    /// The path of each document as the reader knows it, by id.
    pub paths: BTreeMap<String, String>,
    /// Every mistake, sorted by file and line.
    pub problems: Vec<Problem>,
}

/// Ids that are taken, to make more of them.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// `stem`, or where that is taken the first of `stem-2`, `stem-3`, … that is not.
    pub fn unique(&mut self, stem: &str) -> String {
        let mut id = stem.to_owned();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{stem}-{number}");
        }
        id
    }
}

/// Whether the file at `path` is TOML by its name.
pub fn is_toml(path: &str) -> bool {
    file_name(path)
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"))
}

/// Whether a file at `path` can be a part of a collection, and is worth reading.
pub fn matters(path: &str) -> bool {
    Kind::of_bundled(path).is_some() || is_toml(path)
}

/// The name of the file at `path` without its extension: the id of a document.
pub fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Makes a collection of a folder. A document with a mistake is part of it all the same.
pub fn assemble(folder: &Folder<'_>) -> Assembled {
    let mut files: Vec<_> = folder
        .files
        .iter()
        .copied()
        .filter(|file| !is_hidden(file.path))
        .collect();
    files.sort_by_key(|file| file.path);
    let is_laid_out = |file: &File<'_>| {
        file.path == COLLECTION
            || file.path.starts_with("documents/")
            || file.path.starts_with("keywords/")
    };
    let laid_out = files.iter().any(is_laid_out);
    let mut assembly = Assembly {
        root: folder.root,
        made: Assembled {
            title: folder.name.to_owned(),
            ..Assembled::default()
        },
        laid_out,
        ids: Ids::default(),
    };
    for file in &files {
        match file.path.split_once('/') {
            Some(("documents", _)) if laid_out => assembly.document_in_place(*file),
            Some(("keywords", _)) if laid_out && is_toml(file.path) => {
                assembly.keywords(*file);
            }
            _ if !laid_out => assembly.document(*file),
            _ => {}
        }
    }
    if let Some(file) = files.iter().find(|file| file.path == COLLECTION) {
        assembly.collection(*file);
    }
    if assembly.made.documents.is_empty() {
        let place = if folder.root.is_empty() {
            "."
        } else {
            folder.root
        };
        assembly.made.problems.push(Problem::of_file(
            place,
            "the folder holds no document; add a .md or .txt file, in documents/ if it has collection.toml",
        ));
    }
    assembly.made.problems.sort();
    assembly.made
}

/// Whether `path` or a folder on it is hidden.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

/// The id of a collection with this `title`: its lower-case letters and digits, other characters between
/// them as one hyphen. A title of neither gives the numbers of its characters.
pub fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let parts: Vec<_> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        let numbers = title.chars().map(|it| format!("u{:x}", u32::from(it)));
        return numbers.collect::<Vec<_>>().join("-");
    }
    parts.join("-")
}

/// A collection that is being made.
struct Assembly<'a> {
    root: &'a str,
    made: Assembled,
    /// Whether the folder is laid out as a collection, not taken as it is.
    laid_out: bool,
    ids: Ids,
}

impl Assembly<'_> {
    /// The path of a file as the reader knows it.
    fn shown(&self, path: &str) -> String {
        match self.root {
            "" => path.to_owned(),
            root => format!("{}/{path}", root.trim_end_matches('/')),
        }
    }

    /// The text of `file`; where it is not UTF-8, that is reported and the text is made readable.
    fn text(&mut self, file: File<'_>) -> String {
        let error = match str::from_utf8(file.bytes) {
            Ok(text) => return text.to_owned(),
            Err(error) => error.valid_up_to(),
        };
        let text = decoded(file.bytes.to_vec());
        let message = format!(
            "byte 0x{:02X} is not UTF-8; save the file as UTF-8",
            file.bytes[error]
        );
        let problem = Problem::at(&self.shown(file.path), &text, error, message);
        self.made.problems.push(problem);
        text
    }

    /// Adds a file of `documents/`, where nothing else should be.
    fn document_in_place(&mut self, file: File<'_>) {
        if Kind::of_bundled(file.path).is_some() {
            self.document(file);
        } else if !file.path.ends_with('~') {
            let problem = Problem::of_file(
                &self.shown(file.path),
                "a document is a .md or .txt file; convert it or move it out",
            );
            self.made.problems.push(problem);
        }
    }

    fn document(&mut self, file: File<'_>) {
        let Some(kind) = Kind::of_bundled(file.path) else {
            return;
        };
        let shown = self.shown(file.path);
        let stem = stem(file.path);
        if self.laid_out
            && let Some(other) = self.made.paths.get(stem)
        {
            let message =
                format!("the id `{stem}` is also that of {other}; rename one of the files");
            self.made.problems.push(Problem::of_file(&shown, message));
        }
        let id = self.ids.unique(stem);
        self.made
            .paths
            .entry(id.clone())
            .or_insert_with(|| shown.clone());
        let text = self.text(file);
        let document = if kind == Kind::Markdown {
            let (document, problems) = Parsed::markdown(&id, &shown, &text);
            self.made.problems.extend(problems);
            document
        } else {
            Parsed::plain(&id, text)
        };
        if self.laid_out && document.blocks.is_empty() {
            let message = "the document has no text; write some or remove the file";
            self.made.problems.push(Problem::of_file(&shown, message));
        }
        self.made.documents.push(document);
    }

    fn keywords(&mut self, file: File<'_>) {
        let source = self.text(file);
        self.made.keywords.push((file.path.to_owned(), source));
    }

    /// Takes over what `collection.toml` says.
    fn collection(&mut self, file: File<'_>) {
        let source = self.text(file);
        let shown = self.shown(file.path);
        let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let mut fields = Fields::read(&shown, &source, start, source.len());
        match fields.string("title") {
            Some(title) if title.value.trim().is_empty() => {
                fields.report(title.at, "the title is empty; write one");
            }
            Some(title) => self.made.title = one_line(&title.value),
            None if fields.is_toml() && !fields.has_problem_with("title") => {
                fields.report(
                    start,
                    "the collection has no title; add a line title = \"…\"",
                );
            }
            None => {}
        }
        if let Some(about) = fields.string("about") {
            about.value.trim().clone_into(&mut self.made.about);
        }
        let order = fields.strings("order");
        self.order(&mut fields, &order);
        if let Some(default) = fields.string("keywords") {
            self.default_keywords(&mut fields, &default);
        }
        self.made.problems.extend(fields.finish());
    }

    /// Puts the documents that `order` names first, in its order.
    fn order(&mut self, fields: &mut Fields<'_>, order: &[Placed<String>]) {
        let ids: Vec<String> = self
            .made
            .documents
            .iter()
            .map(|document| document.metadata.id.to_string())
            .collect();
        let known: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut ranks = BTreeMap::new();
        for id in order {
            if !known.contains(&id.value.as_str()) {
                let name = one_line(&id.value);
                let message = match closest(&name, &known) {
                    Some(meant) => {
                        format!("there is no document `{name}`; did you mean `{meant}`?")
                    }
                    None => format!(
                        "there is no document `{name}`; add documents/{name}.md or remove the entry"
                    ),
                };
                fields.report(id.at, message);
            } else if ranks.contains_key(id.value.as_str()) {
                let message = format!(
                    "`{}` stands in the order twice; remove one",
                    one_line(&id.value)
                );
                fields.report(id.at, message);
            } else {
                ranks.insert(id.value.as_str(), ranks.len());
            }
        }
        self.made.documents.sort_by_key(|document| {
            ranks
                .get(document.metadata.id.as_ref())
                .copied()
                .unwrap_or(usize::MAX)
        });
    }

    /// Puts the keyword set first that `default` names.
    fn default_keywords(&mut self, fields: &mut Fields<'_>, default: &Placed<String>) {
        let stems: Vec<&str> = self
            .made
            .keywords
            .iter()
            .map(|(path, _)| stem(path))
            .collect();
        if let Some(index) = stems.iter().position(|stem| *stem == default.value) {
            self.made.keywords[..=index].rotate_right(1);
            return;
        }
        let name = one_line(&default.value);
        let message = match closest(&name, &stems) {
            Some(meant) => format!("there is no keyword set `{name}`; did you mean `{meant}`?"),
            None => format!(
                "there is no keyword set `{name}`; add keywords/{name}.toml or remove the line"
            ),
        };
        fields.report(default.at, message);
    }
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
