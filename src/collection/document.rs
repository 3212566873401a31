//! One document: metadata, text, and the structure over it.

use super::{
    block::{Block, BlockKind, Run},
    body::Body,
    metadata::Metadata,
    parsed::{self, Parsed},
    plain::Shape,
    scan::Scan,
    stretch::{Extent, Side, stretch_in},
};
use crate::text::span::Span;
use std::{borrow::Cow, fmt, sync::Arc};

pub use super::stretch::Stretch;

/// A document of the collection. Cheap to clone where it is bundled or large.
#[derive(Debug, Clone)]
pub struct Document {
    /// What is known about it beside its text.
    pub metadata: Metadata,
    /// Its visible text.
    pub body: Body,
    /// Number of words (UAX #29 segments that hold a letter or digit), where it is known without counting.
    pub words: Option<usize>,
    /// The blocks and runs over the text.
    pub structure: Structure,
}

/// What finds a place quickly among many blocks and runs.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// For each run the largest end of it and those before it.
    reach: Vec<usize>,
    /// Which blocks are headings.
    headings: Vec<usize>,
}

impl Index {
    fn of(blocks: &[Block], runs: &[Run]) -> Self {
        let mut end = 0;
        let reach = |run: &Run| {
            end = end.max(run.span.end);
            end
        };
        let is_heading = |&index: &usize| matches!(blocks[index].kind, BlockKind::Heading(_));
        Self {
            reach: runs.iter().map(reach).collect(),
            headings: (0..blocks.len()).filter(is_heading).collect(),
        }
    }
}

/// Where a document's blocks come from.
#[derive(Debug, Clone)]
pub enum Structure {
    /// They are known.
    Table {
        /// In order, without overlap, each without blank lines around it.
        blocks: Cow<'static, [Block]>,
        /// Ordered by start; an outer run stands before those inside it. Each lies inside one block.
        runs: Cow<'static, [Run]>,
        /// See [`Document::wrap_columns`].
        wrap_columns: u16,
        /// What finds a place in the two quickly; a short document does without.
        index: Option<Arc<Index>>,
    },
    /// They are found in a large plain text around the place that is asked for; there are no runs.
    Scanned(Shape),
    /// They are known elsewhere, and read when somebody first asks.
    Deferred(Arc<dyn Deferred>),
}

/// Blocks and runs that are not in memory before they are asked for.
pub trait Deferred: fmt::Debug + Send + Sync {
    /// They, read once and kept; none where they cannot be read, which an implementation tells elsewhere.
    fn tables(&self) -> &Tables;
}

/// Blocks and runs that were read when they were asked for.
#[derive(Debug, Default)]
pub struct Tables {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    wrap_columns: u16,
    index: Index,
}

impl Tables {
    /// Those of a document; see [`Structure::Table`].
    pub fn new(blocks: Vec<Block>, runs: Vec<Run>, wrap_columns: u16) -> Self {
        Self {
            index: Index::of(&blocks, &runs),
            blocks,
            runs,
            wrap_columns,
        }
    }
}

/// Blocks and runs that are known, wherever they are kept.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// See [`Structure::Table`].
    pub blocks: &'a [Block],
    /// See [`Structure::Table`].
    pub runs: &'a [Run],
    /// See [`Document::wrap_columns`].
    pub wrap_columns: u16,
    index: Option<&'a Index>,
}

impl Structure {
    /// The blocks and runs, where they are known; else the shape that says where blocks are found.
    ///
    /// # Errors
    ///
    /// The shape.
    pub fn known(&self) -> Result<Known<'_>, Shape> {
        match self {
            Self::Table {
                blocks,
                runs,
                wrap_columns,
                index,
            } => Ok(Known {
                blocks,
                runs,
                wrap_columns: *wrap_columns,
                index: index.as_deref(),
            }),
            Self::Deferred(deferred) => {
                let tables = deferred.tables();
                Ok(Known {
                    blocks: &tables.blocks,
                    runs: &tables.runs,
                    wrap_columns: tables.wrap_columns,
                    index: Some(&tables.index),
                })
            }
            Self::Scanned(shape) => Err(*shape),
        }
    }
}

impl From<Parsed> for Document {
    /// The document in memory; its words are not counted.
    fn from(parsed: Parsed) -> Self {
        Self {
            metadata: parsed.metadata,
            body: Body::Heap(parsed.text.into()),
            words: None,
            structure: Structure::Table {
                index: Some(Arc::new(Index::of(&parsed.blocks, &parsed.runs))),
                blocks: Cow::Owned(parsed.blocks),
                runs: Cow::Owned(parsed.runs),
                wrap_columns: parsed.wrap_columns,
            },
        }
    }
}

impl Document {
    /// A large plain text that begins with `sample`: its blocks are found as they are needed.
    ///
    /// `sample` is the first [`super::plain::SAMPLE_BYTES`] of `body`, as [`Body::slice`] gives them.
    pub fn scanned(id: &str, sample: &str, body: Body) -> Self {
        Self {
            metadata: parsed::metadata_of_plain(id, sample),
            body,
            words: None,
            structure: Structure::Scanned(Shape::of(sample)),
        }
    }

    /// The stretch that holds byte `offset`, or the first one after it, or else the last one.
    ///
    /// `None` where the document has no block at all.
    pub fn stretch_at(&self, offset: usize) -> Option<Stretch> {
        match self.structure.known() {
            Err(shape) => self.scan(shape).stretch_at(offset),
            Ok(Known { blocks, .. }) => {
                // A rule is empty, so it is reached by its own offset, not by holding one.
                let index = blocks
                    .partition_point(|block| block.span.end <= offset && block.span.start < offset);
                match blocks.get(index) {
                    Some(block) => {
                        Some(self.stretch_of(block, offset.max(block.span.start), Side::After))
                    }
                    None => blocks
                        .last()
                        .map(|block| self.stretch_of(block, block.span.end, Side::Before)),
                }
            }
        }
    }

    /// Whether byte `offset`, which lies in a block, belongs to the page and not to the text.
    pub fn is_furniture(&self, offset: usize) -> bool {
        // A plain text has none, and where its blocks begin may be far away.
        if matches!(self.structure, Structure::Scanned(_)) {
            return false;
        }
        let stretch = self.stretch_at(offset);
        stretch.is_some_and(|stretch| stretch.block.furniture)
    }

    /// How many of its blocks belong to the page and not to the text. A text that is scanned as it is needed has none.
    pub fn furniture_blocks(&self) -> usize {
        let known = self.structure.known();
        known.map_or(0, |known| {
            known.blocks.iter().filter(|block| block.furniture).count()
        })
    }

    /// Whether so much of it belongs to the page that the text is hard to find in it: more blocks than the text has,
    /// but not its long ones. Where those are many too, who knows which is the text?
    pub fn is_mostly_furniture(&self) -> bool {
        const LONG: usize = 120;
        self.structure.known().is_ok_and(|known| {
            let (furniture, text): (Vec<&Block>, Vec<&Block>) =
                known.blocks.iter().partition(|block| block.furniture);
            let long = |blocks: &[&Block]| -> usize {
                let lengths = blocks.iter().map(|block| block.span.len());
                lengths.filter(|&length| length > LONG).sum()
            };
            furniture.len() > text.len() && long(&furniture) * 5 <= long(&text)
        })
    }

    /// The stretch after `stretch`.
    pub fn stretch_after(&self, stretch: &Stretch) -> Option<Stretch> {
        match self.structure.known() {
            Err(shape) => self.scan(shape).stretch_after(stretch),
            Ok(Known { blocks, .. }) => {
                let span = stretch.block.span;
                let index = block_of(blocks, span)?;
                if span.end < blocks[index].span.end {
                    return Some(self.stretch_of(&blocks[index], span.end, Side::After));
                }
                let next = blocks.get(index + 1)?;
                Some(self.stretch_of(next, next.span.start, Side::After))
            }
        }
    }

    /// The stretch before `stretch`.
    pub fn stretch_before(&self, stretch: &Stretch) -> Option<Stretch> {
        match self.structure.known() {
            Err(shape) => self.scan(shape).stretch_before(stretch),
            Ok(Known { blocks, .. }) => {
                let span = stretch.block.span;
                let index = block_of(blocks, span)?;
                if span.start > blocks[index].span.start {
                    return Some(self.stretch_of(&blocks[index], span.start - 1, Side::Before));
                }
                let previous = &blocks[index.checked_sub(1)?];
                Some(self.stretch_of(previous, previous.span.end, Side::Before))
            }
        }
    }

    /// The whole text in at most `count` parts of about the same length, each of whole blocks.
    pub fn parts(&self, count: usize) -> Vec<Span> {
        let end = self.body.len();
        let mut starts: Vec<usize> = (1..count)
            .filter_map(|part| {
                self.stretch_at((end as u128 * part as u128 / count as u128) as usize)
            })
            .filter(|stretch| stretch.begins_block)
            .map(|stretch| stretch.block.span.start)
            .filter(|&start| start > 0)
            .collect();
        starts.dedup();
        let ends = starts.iter().copied().chain([end]);
        let starts = [0].into_iter().chain(starts.iter().copied());
        starts
            .zip(ends)
            .map(|(start, end)| Span::new(start, end))
            .collect()
    }

    /// The runs that touch `span`, ordered by start.
    pub fn runs(&self, span: Span) -> impl Iterator<Item = &Run> {
        let (runs, first): (&[Run], usize) = match self.structure.known() {
            Ok(Known {
                runs,
                index: Some(index),
                ..
            }) => (runs, index.reach.partition_point(|&end| end <= span.start)),
            Ok(Known { blocks, runs, .. }) => {
                // A run lies inside one block, so none that begins before it touches `span`.
                let block = blocks.partition_point(|block| block.span.start <= span.start);
                let low = block
                    .checked_sub(1)
                    .map_or(0, |index| blocks[index].span.start);
                (runs, runs.partition_point(|run| run.span.start < low))
            }
            Err(_) => (&[], 0),
        };
        runs[first..]
            .iter()
            .take_while(move |run| run.span.start < span.end)
            .filter(move |run| run.span.overlaps(span))
    }

    /// The number, counted from 1, and the first byte of block `number`, or of the last one before it.
    ///
    /// Where the blocks are found as they are needed, no more than `most` of them are counted.
    pub fn block_start(&self, number: usize, most: usize) -> Option<(usize, usize)> {
        if let Ok(Known { blocks, .. }) = self.structure.known() {
            let reached = number.clamp(1, blocks.len().max(1));
            return Some((reached, blocks.get(reached - 1)?.span.start));
        }
        let mut stretch = self.stretch_at(0)?;
        let mut found = (1, stretch.block.span.start);
        while found.0 < number.min(most) {
            let Some(next) = self.stretch_after(&stretch) else {
                break;
            };
            if next.begins_block {
                found = (found.0 + 1, next.block.span.start);
            }
            stretch = next;
        }
        Some(found)
    }

    /// The number, counted from 1, of the block that holds byte `offset`.
    ///
    /// `None` where the blocks are found as they are needed and it is later than number `most`.
    pub fn block_number(&self, offset: usize, most: usize) -> Option<usize> {
        if let Ok(Known { blocks, .. }) = self.structure.known() {
            let begun = blocks.partition_point(|block| block.span.start <= offset);
            return Some(begun.max(1));
        }
        let mut stretch = self.stretch_at(0)?;
        let mut number = 1;
        while stretch.block.span.end <= offset
            && let Some(next) = self.stretch_after(&stretch)
        {
            number += usize::from(next.begins_block);
            if number > most {
                return None;
            }
            stretch = next;
        }
        Some(number)
    }

    /// The last heading that begins at or before byte `offset`.
    pub fn heading_at(&self, offset: usize) -> Option<&Block> {
        let Known { blocks, index, .. } = self.structure.known().ok()?;
        let begun = blocks.partition_point(|block| block.span.start <= offset);
        if let Some(index) = index {
            let headings = index.headings.partition_point(|&heading| heading < begun);
            return Some(&blocks[index.headings[headings.checked_sub(1)?]]);
        }
        let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(_));
        blocks[..begun].iter().rev().find(is_heading)
    }

    /// The headings, in order; none where they would have to be searched for.
    pub fn headings(&self) -> impl DoubleEndedIterator<Item = &Block> {
        let known = self.structure.known();
        let blocks = known.map_or(&[][..], |known| known.blocks);
        blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Heading(_)))
    }

    /// The column at which a hard-wrapped text was wrapped; a block of kind `Wrapped` keeps a line
    /// break where the line before it was clearly shorter.
    pub fn wrap_columns(&self) -> u16 {
        match self.structure.known() {
            Ok(known) => known.wrap_columns,
            Err(shape) => shape.wrap_columns(),
        }
    }

    fn scan(&self, shape: Shape) -> Scan<'_> {
        Scan {
            body: &self.body,
            shape,
        }
    }

    fn stretch_of(&self, block: &Block, at: usize, side: Side) -> Stretch {
        let extent = Extent {
            start: Some(block.span.start),
            end: Some(block.span.end),
        };
        stretch_in(&self.body, *block, extent, at, side)
    }
}

/// The index of the block that holds a stretch with this `span`.
fn block_of(blocks: &[Block], span: Span) -> Option<usize> {
    blocks
        .partition_point(|block| block.span.start <= span.start)
        .checked_sub(1)
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
