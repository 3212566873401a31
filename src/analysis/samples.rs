//! Documents and hits that the tests of this layer are made of.

use crate::{
    collection::{
        document::{Document, Structure},
        parsed::Parsed,
    },
    keyword::{self, Hit, Query},
    text::span::Span,
};

/// A plain text: blank lines part its paragraphs.
pub fn document(text: &str) -> Document {
    Parsed::plain("a", text.to_owned()).into()
}

/// The same with its paragraph number `furniture` marked as furniture.
pub fn document_with_furniture(text: &str, furniture: usize) -> Document {
    let mut document = document(text);
    let Structure::Table { blocks, .. } = &mut document.structure else {
        panic!("a short text has its blocks in a table");
    };
    blocks.to_mut()[furniture].furniture = true;
    document
}

/// The hits of a search for whole words.
pub fn hits(document: &Document, text: &str) -> Vec<Hit> {
    let query = Query {
        word: true,
        ..Query::of(text)
    };
    let matcher = query.matcher(document.body.len()).unwrap();
    keyword::scan(document, &matcher, Span::new(0, usize::MAX))
}
