//! Tables of a page: which are tables of figures, and which only set a page in columns.
//!
//! Responsible for telling the two apart when a table has been read as blocks, and for its cells. Not for how a table
//! is set as lines (see `collection::table`).

use super::writer::{List, Mark, Writer};
use crate::{
    collection::{
        block::{BlockKind, Marker, Run},
        markdown::HARD_BREAK,
        table::{Alignment, Form, Inline, Table},
    },
    text::span::Span,
};
use std::ops::Range;

/// Columns of the widest table that is set as one.
const MOST_COLUMNS: usize = 64;

/// Bytes of the longest cell of a table of figures; longer ones hold a page's text.
const LONGEST_CELL: usize = 1_000;

/// A cell as it has been read.
#[derive(Debug, Default)]
struct Cell {
    /// The blocks that stand in it.
    blocks: Range<usize>,
    is_header: bool,
    alignment: Option<Alignment>,
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Grid {
    /// What was there before it.
    mark: Mark,
    /// The number of regions up to its own.
    pub regions: usize,
    rows: Vec<Vec<Cell>>,
    /// The number in its row of the cell that is open.
    open_cell: Option<usize>,
    /// For each column how many rows more the cell above takes.
    taken: Vec<usize>,
    /// Blocks of its caption, which stand before its cells.
    caption: Range<usize>,
    /// Whether it sets a page in columns.
    is_layout: bool,
}

impl Grid {
    /// A table that begins at `mark`.
    pub(super) fn new(mark: Mark, regions: usize) -> Self {
        Self {
            caption: mark.blocks..mark.blocks,
            mark,
            regions,
            rows: Vec::new(),
            open_cell: None,
            taken: Vec::new(),
            is_layout: false,
        }
    }

    /// The table holds another one, or what no table of figures does.
    pub(super) fn is_only_layout(&mut self) {
        self.is_layout = true;
    }

    /// A caption ended, whose blocks are those from number `start` up to `end`.
    pub(super) fn caption(&mut self, start: usize, end: usize) {
        if start == self.caption.end && self.rows.is_empty() {
            self.caption.end = end;
        } else {
            self.is_layout = true;
        }
    }

    /// A row begins.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell begins with block number `start`; it takes so many columns and rows.
    pub(super) fn cell(
        &mut self,
        start: usize,
        spans: (usize, usize),
        is_header: bool,
        alignment: Option<Alignment>,
    ) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let empty = || Cell {
            blocks: start..start,
            ..Cell::default()
        };
        while let Some(taken) = self.taken.get_mut(row.len()).filter(|taken| **taken > 0) {
            *taken -= 1;
            row.push(empty());
        }
        let (columns, rows) = (
            spans.0.clamp(1, MOST_COLUMNS),
            spans.1.clamp(1, MOST_COLUMNS),
        );
        if row.len() + columns > MOST_COLUMNS {
            self.is_layout = true;
            return;
        }
        let first = row.len();
        self.open_cell = Some(first);
        row.push(Cell {
            is_header,
            alignment,
            ..empty()
        });
        row.extend((1..columns).map(|_| empty()));
        self.taken.resize(self.taken.len().max(row.len()), 0);
        self.taken[first..row.len()].fill(rows - 1);
    }

    /// The cell that began last ends before block number `end`.
    pub(super) fn end_cell(&mut self, end: usize) {
        let mut cells = self.rows.last_mut().into_iter().flatten();
        if let Some(cell) = self.open_cell.take().and_then(|at| cells.nth(at)) {
            cell.blocks.end = end;
        }
    }

    /// The table, where it is one of figures.
    fn table(&self, writer: &Writer) -> Option<Table> {
        let blocks = &writer.markup.blocks;
        let rows = || {
            self.rows
                .iter()
                .filter(|row| row.iter().any(|cell| !cell.blocks.is_empty()))
        };
        let columns = rows().map(Vec::len).max().unwrap_or(0);
        if self.is_layout || rows().count() < 2 || columns < 2 {
            return None;
        }
        // Every block stands in one cell, and is a plain paragraph that is alone there.
        let mut next = self.caption.end;
        for cell in rows().flatten().filter(|cell| !cell.blocks.is_empty()) {
            if cell.blocks != (next..next + 1) {
                return None;
            }
            let block = blocks.get(next)?;
            let is_plain = block.kind == BlockKind::Paragraph
                && (block.marker.is_none() || next == self.mark.blocks)
                && usize::from(block.quotes) == writer.quotes.min(255)
                && usize::from(block.lists) <= writer.lists.len().max(1);
            if !is_plain || block.span.len() > LONGEST_CELL {
                return None;
            }
            next += 1;
        }
        if next != blocks.len() {
            return None;
        }
        let is_headed = rows().next().is_some_and(|row| {
            row.iter()
                .all(|cell| cell.is_header || cell.blocks.is_empty())
        });
        let mut runs = writer.markup.runs[self.mark.runs..].iter().peekable();
        let mut cell = |cell: &Cell| {
            let block = blocks.get(cell.blocks.start);
            let Some(block) = block.filter(|_| !cell.blocks.is_empty()) else {
                return Inline::default();
            };
            let text = &writer.markup.text[block.span.range()];
            // A break has three bytes, the blank in its place one.
            let moved = |at: usize| {
                let at = at - block.span.start;
                at - 2 * text[..at].matches(HARD_BREAK).count()
            };
            let mut inline = Inline {
                text: text.replace(HARD_BREAK, " "),
                runs: Vec::new(),
            };
            while let Some(run) = runs.next_if(|run| run.span.start < block.span.end) {
                if run.span.start >= block.span.start {
                    inline.runs.push(Run {
                        span: Span::new(moved(run.span.start), moved(run.span.end)),
                        kind: run.kind.clone(),
                    });
                }
            }
            inline
        };
        let rows: Vec<Vec<Inline>> = rows()
            .map(|row| row.iter().map(&mut cell).collect())
            .collect();
        // Headers that are told again with each row must not make a long text of a short one.
        let headers: usize = rows[0].iter().map(|cell| cell.text.len()).sum();
        let all: usize = rows.iter().flatten().map(|cell| cell.text.len()).sum();
        if is_headed && headers.saturating_mul(rows.len()) > 4 * all + LONGEST_CELL {
            return None;
        }
        let last = self
            .rows
            .iter()
            .rev()
            .find(|row| row.iter().any(|cell| !cell.blocks.is_empty()));
        let alignment = |column: usize| {
            let said = last.and_then(|row| row.get(column)?.alignment);
            said.unwrap_or(Alignment::Left)
        };
        Some(Table {
            alignments: (0..columns).map(alignment).collect(),
            is_headless: !is_headed,
            rows,
        })
    }

    /// The table ends: where it is one of figures, its blocks are written anew, and the number of the
    /// first of them is given.
    pub(super) fn end(self, writer: &mut Writer, region: usize) -> Option<usize> {
        let table = self.table(writer)?;
        let first = self.caption.end;
        let blocks = &writer.markup.blocks;
        let marker: Option<Marker> = blocks.get(first).and_then(|block| block.marker);
        let mark = if first == self.mark.blocks {
            self.mark
        } else {
            let text = blocks[first - 1].span.end;
            let later = |run: &Run| run.span.start < text;
            let runs = &writer.markup.runs[self.mark.runs..];
            Mark {
                text,
                blocks: first,
                runs: self.mark.runs + runs.partition_point(later),
            }
        };
        writer.take_back(mark);
        writer.marker = marker.or(writer.marker);
        let before = std::mem::replace(&mut writer.region, region);
        match table.form() {
            Form::Columns(lines) => writer.write(BlockKind::Preformatted, &lines),
            Form::Items(rows) => {
                writer.lists.push(List {
                    number: None,
                    begun: false,
                });
                for row in rows {
                    writer.marker = Some(Marker::Bullet);
                    writer.write(BlockKind::Paragraph, &row);
                }
                writer.lists.pop();
            }
        }
        writer.region = before;
        Some(first)
    }
}
