//! Documents and where they come from: the text model, its parsers, the bundled texts.
//!
//! Responsible for turning bytes into [`document::Document`]s. Not for reading files (see `store`), nor for
//! laying text out (see `text`). A document's text is never changed once it is made.

pub mod archive;
pub mod block;
pub mod body;
pub mod bundled;
mod dateline;
pub mod document;
pub mod encoding;
pub mod epub;
mod fields;
pub mod folder;
pub mod front_matter;
pub mod furniture;
pub mod html;
pub mod kind;
pub mod markdown;
pub mod metadata;
mod nesting;
pub mod opening;
pub mod origin;
pub mod packed;
pub mod parsed;
pub mod plain;
pub mod reading;
mod scan;
mod stretch;
mod table;
pub mod unit;
mod wide;
pub mod written;

use document::Document;
use encoding::Encoding;
use metadata::Str;

/// Documents that are read together.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    /// What state is filed under: stable between runs.
    pub id: Str,
    /// The title that the list shows.
    pub title: Str,
    /// A paragraph on what it is and where it comes from; empty where nobody said.
    pub about: Str,
    /// The documents, in the collection's order. Ids are unique.
    pub documents: Vec<Document>,
    /// For each document that was read from a file of its own, the file's absolute path; else empty.
    /// Shorter where nothing follows.
    pub files: Vec<String>,
    /// For each document that was read from a file, the file's path as the reader named it; else empty.
    /// Shorter where nothing follows.
    pub paths: Vec<String>,
    /// For each document that was read from a file, how its bytes were read, where that is worth knowing; else
    /// empty. Shorter where nothing follows.
    pub encodings: Vec<String>,
    /// The encoding that the reader said its files are in.
    pub asked: Option<Encoding>,
    /// Its keyword sets: file name (for messages) and TOML source.
    pub keywords: Vec<(Str, Str)>,
}

impl Collection {
    /// What notes on document number `index` are filed under: its file, whatever else was opened with it,
    /// or else the collection and its id.
    pub fn key(&self, index: usize) -> String {
        match self.files.get(index).filter(|file| !file.is_empty()) {
            Some(file) => file.clone(),
            None => format!("{}#{}", self.id, self.documents[index].metadata.id),
        }
    }

    /// The length of all texts, in bytes.
    pub fn bytes(&self) -> usize {
        self.documents
            .iter()
            .map(|document| document.body.len())
            .sum()
    }
}

/// A place in a collection: the only way to name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Index into [`Collection::documents`].
    pub document: usize,
    /// Byte offset in its text.
    pub at: usize,
}

impl From<folder::Assembled> for Collection {
    /// The collection that a folder gives; its `id` is left empty, and its mistakes are not taken over.
    fn from(assembled: folder::Assembled) -> Self {
        Self {
            id: Str::default(),
            title: assembled.title.into(),
            about: assembled.about.into(),
            documents: assembled
                .documents
                .into_iter()
                .map(Document::from)
                .collect(),
            files: Vec::new(),
            paths: Vec::new(),
            encodings: Vec::new(),
            asked: None,
            keywords: assembled
                .keywords
                .into_iter()
                .map(|(file, source)| (file.into(), source.into()))
                .collect(),
        }
    }
}
