//! Tables of a Markdown text as lines that can be read.
//!
//! Responsible for the two forms: padded columns where they fit [`WIDEST`] columns, and one item for
//! each row (`Header: cell; Header: cell`) where they do not.

use super::block::{Run, clip};
use unicode_width::UnicodeWidthStr;

/// Columns of the widest table that is set in columns.
const WIDEST: usize = 72;

/// Blanks between two columns.
const GUTTER: &str = "  ";

/// Text of a cell or a row, with the runs over it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// The text.
    pub(super) text: String,
    /// The runs, by bytes of `text`.
    pub(super) runs: Vec<Run>,
}

impl Inline {
    /// Adds `other` at the end.
    pub(super) fn append(&mut self, other: &Self) {
        other.append_to(&mut self.text, &mut self.runs);
    }

    /// Adds it at the end of a text with runs.
    pub(super) fn append_to(&self, text: &mut String, runs: &mut Vec<Run>) {
        let base = text.len();
        text.push_str(&self.text);
        runs.extend(self.runs.iter().map(|run| Run {
            span: run.span.shifted(base),
            kind: run.kind.clone(),
        }));
    }

    fn pad(&mut self, blanks: usize) {
        self.text.extend(std::iter::repeat_n(' ', blanks));
    }
}

/// Where a cell stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alignment {
    /// At its left.
    Left,
    /// In its middle.
    Center,
    /// At its right.
    Right,
}

/// A table as its source gives it; the first row holds the headers, where it has some.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// One for each column.
    pub(super) alignments: Vec<Alignment>,
    /// The rows with their cells.
    pub(super) rows: Vec<Vec<Inline>>,
    /// Whether the first row is one as the others.
    pub(super) is_headless: bool,
}

/// A table as it is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Lines in columns, to be shown as they are.
    Columns(Inline),
    /// One text for each row.
    Items(Vec<Inline>),
}

impl Table {
    /// The table in the form that fits.
    pub(super) fn form(&self) -> Form {
        let mut widths = vec![0; self.rows.iter().map(Vec::len).max().unwrap_or(0)];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.text.width().max(*width);
            }
        }
        let gutters = widths.len().saturating_sub(1) * GUTTER.len();
        if widths.iter().sum::<usize>() + gutters <= WIDEST {
            Form::Columns(self.columns(&widths))
        } else {
            Form::Items(self.items())
        }
    }

    fn columns(&self, widths: &[usize]) -> Inline {
        let mut lines = Inline::default();
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                lines.text.push('\n');
            }
            let line_start = lines.text.len();
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    lines.text.push_str(GUTTER);
                }
                let blanks = widths[column] - cell.text.width();
                let before = match self.alignments.get(column) {
                    Some(Alignment::Center) => blanks / 2,
                    Some(Alignment::Right) => blanks,
                    Some(Alignment::Left) | None => 0,
                };
                lines.pad(before);
                lines.append(cell);
                lines.pad(blanks - before);
            }
            let kept = lines.text.trim_end_matches(' ').len();
            lines.text.truncate(kept.max(line_start));
            if index == 0 && !self.is_headless {
                let rules: Vec<_> = widths.iter().map(|&width| "─".repeat(width)).collect();
                lines.text.push('\n');
                lines.text.push_str(rules.join(GUTTER).trim_end());
            }
        }
        clip(&mut lines.runs, 0, lines.text.len());
        lines
    }

    fn items(&self) -> Vec<Inline> {
        let (headers, rows) = match self.rows.as_slice() {
            rows if self.is_headless => (&Vec::new(), rows),
            [headers, rows @ ..] => (headers, rows),
            [] => return Vec::new(),
        };
        let described = |row: &Vec<Inline>| {
            let mut item = Inline::default();
            for (column, cell) in row
                .iter()
                .enumerate()
                .filter(|(_, cell)| !cell.text.is_empty())
            {
                if !item.text.is_empty() {
                    item.text.push_str("; ");
                }
                if let Some(header) = headers.get(column).filter(|header| !header.text.is_empty()) {
                    item.append(header);
                    item.text.push_str(": ");
                }
                item.append(cell);
            }
            item
        };
        if rows.is_empty() {
            return vec![described(headers)];
        }
        rows.iter()
            .map(described)
            .filter(|item| !item.text.is_empty())
            .collect()
    }
}
