//! The heading over a document: its title and what is known about it.

use super::layout::Typography;
use crate::{
    app::format,
    collection::metadata::Metadata,
    text::{
        bidi::{self, Order},
        fill::{Fit, Options, Rows},
    },
};

/// The rows of a document's heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// Its rows, each at most as wide as the measure.
    pub rows: Vec<HeaderRow>,
    /// Whether they stand at the right, since the title begins there.
    pub is_rtl: bool,
}

/// One row of a heading.
#[derive(Debug, PartialEq, Eq)]
pub enum HeaderRow {
    /// Nothing, above the title.
    Blank,
    /// A part of the title.
    Title(String),
    /// A part of the line on authors, publisher and date.
    Detail(String),
}

impl Header {
    /// The heading set as `typography` says, or `None` where there is nothing that the text does not say.
    pub fn new(metadata: &Metadata, typography: Typography) -> Option<Self> {
        let columns = typography.columns;
        let mut rows = Vec::new();
        if !metadata.title_in_text {
            rows.extend(wrapped(&metadata.title, columns).map(HeaderRow::Title));
        }
        let mut details: Vec<String> = Vec::new();
        if !metadata.authors.is_empty() {
            details.push(metadata.authors.join(", "));
        }
        details.extend(metadata.publisher.as_deref().map(str::to_owned));
        details.extend(format::dated(metadata));
        details.extend(metadata.kind.as_deref().map(str::to_owned));
        if !details.is_empty() {
            let line = details.join(" · ");
            rows.extend(wrapped(&line, columns).map(HeaderRow::Detail));
        }
        if rows.is_empty() {
            return None;
        }
        rows.insert(0, HeaderRow::Blank);
        Some(Self {
            rows,
            is_rtl: typography.order != Order::Text && bidi::begins_at_the_right(&metadata.title),
        })
    }
}

fn wrapped(text: &str, columns: u16) -> impl Iterator<Item = String> {
    let rows = Rows::fill(text, &Options::of_line(columns, Fit::Optimal));
    let lines: Vec<String> = rows.lines(text).map(str::to_owned).collect();
    lines.into_iter()
}
