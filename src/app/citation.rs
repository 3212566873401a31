//! Where a quotation comes from, and a link that leads back to it.

use super::{Effect, Model, format};
use crate::{collection::document::Document, text::span::Span};

/// Blocks that are counted to number one, where they have to be found first.
const MOST_COUNTED: usize = 10_000;

/// Authors, title, publisher, date and place of a part of a document, as far as they are known.
pub fn source(document: &Document, span: Span) -> String {
    let metadata = &document.metadata;
    let mut parts = Vec::new();
    if !metadata.authors.is_empty() {
        parts.push(metadata.authors.join(", "));
    }
    parts.push(format::quoted(&metadata.title));
    parts.extend(metadata.publisher.as_ref().map(ToString::to_string));
    parts.extend(format::dated(metadata));
    parts.extend(
        document
            .block_number(span.start, MOST_COUNTED)
            .map(|number| format!("paragraph {number}")),
    );
    parts.push(place(document, span));
    parts.join(", ")
}

/// A part of a document by its bytes: `id@start-end`.
fn place(document: &Document, span: Span) -> String {
    format!("{}@{}-{}", document.metadata.id, span.start, span.end)
}

impl Model {
    /// Copies what is selected with its source; without a selection, the source of what is on the screen.
    pub(super) fn copy_citation(&mut self) -> Vec<Effect> {
        self.settle();
        let selected = self.selected();
        let landed = self.current_shown().map(|current| current.hit.span);
        let (top, end) = self.shown();
        let Some(document) = self.document() else {
            return Vec::new();
        };
        let Some(span) = selected else {
            let text = source(document, landed.unwrap_or(Span::new(top, end)));
            return self.copy(&text, "source of this place");
        };
        let quoted = document.excerpt(span);
        let text = format!("{}\n— {}", format::quoted(&quoted), source(document, span));
        self.selection = None;
        self.copy(&text, "quotation with its source")
    }
}
