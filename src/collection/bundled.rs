//! The texts that the build compiled into the program.
//!
//! Responsible for handing them out. `build.rs` checks and parses them and writes what is included
//! here, so that nothing is read or parsed at run time: a document is a row of a static table, and its
//! text lies in the program image, whose pages are mapped when they are read.

use super::{Collection, metadata::Str};
use std::borrow::Cow;

/// The table that the build writes.
#[allow(
    clippy::unreadable_literal,
    clippy::enum_glob_use,
    unused_imports,
    dead_code,
    reason = "the build writes it, and not every bundle needs every name"
)]
mod bundle {
    use crate::collection::{
        block::{Block, BlockKind, BlockKind::*, Marker, Marker::*, Run, RunKind},
        body::Body,
        document::{Document, Structure},
        metadata::{Date, DateBasis, Metadata, Month},
    };
    use crate::text::span::Span;
    use std::borrow::Cow::{self, Borrowed};

    /// A paragraph.
    const fn p(start: usize, end: usize) -> Block {
        Block::new(Span::new(start, end), Paragraph)
    }

    /// Any block.
    #[allow(
        clippy::too_many_arguments,
        reason = "these are its fields, in their order"
    )]
    const fn b(
        start: usize,
        end: usize,
        kind: BlockKind,
        quotes: u8,
        lists: u8,
        marker: Option<Marker>,
        tight: bool,
        furniture: bool,
    ) -> Block {
        Block {
            span: Span::new(start, end),
            kind,
            quotes,
            lists,
            marker,
            tight,
            furniture,
        }
    }

    include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
}

/// The title of the bundled collection.
pub const fn title() -> &'static str {
    bundle::TITLE
}

/// The number of its documents.
pub const fn len() -> usize {
    bundle::DOCUMENTS.len()
}

/// The bundled collection. Costs about a tenth of a microsecond a document.
pub fn collection() -> Collection {
    Collection {
        id: Cow::Borrowed(bundle::ID),
        title: Cow::Borrowed(bundle::TITLE),
        about: Cow::Borrowed(bundle::ABOUT),
        documents: bundle::DOCUMENTS
            .iter()
            .map(|&document| document.clone())
            .collect(),
        files: Vec::new(),
        paths: Vec::new(),
        encodings: Vec::new(),
        asked: None,
        keywords: bundle::KEYWORDS
            .iter()
            .map(|&(file, source)| (Str::Borrowed(file), Str::Borrowed(source)))
            .collect(),
    }
}
