//! The reading pane's state: where one is in each document, and how to move.
//!
//! A place is a byte offset. Screen lines are made around it when they are asked for, so nothing here
//! costs more in a long document than in a short one.

pub mod header;
pub mod layout;
pub mod paragraph;

use crate::collection::{
    block::Block,
    document::{Document, Stretch},
};
use layout::{Before, Layout, Layouts, Typography};
use std::{iter, sync::Arc};

/// What stands at the top of the reading pane.
///
/// `at` is kept as it was set, also where wrapping now puts it in the middle of a line: so resizing
/// and back shows the same word at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// A byte of the document's text that the first row shows.
    pub at: usize,
    /// Rows above that row (heading, blank lines) that stand before it, as many as there are.
    pub above: u16,
}

impl Place {
    /// The beginning of a document, its heading included.
    pub const TOP: Self = Self {
        at: 0,
        above: u16::MAX,
    };
}

/// One screen line of a document.
#[derive(Debug, Clone)]
pub struct Line {
    /// The layout that it belongs to.
    pub layout: Arc<Layout>,
    /// Which of the layout's lines, counted from 0.
    pub line: usize,
}

impl Line {
    /// The place that puts this line at the top.
    pub fn place(&self) -> Place {
        match self.layout.row(self.line) {
            Some(row) => Place {
                at: self.layout.span(&row).start,
                above: 0,
            },
            None => Place {
                at: self.layout.stretch.block.span.start,
                above: (self.layout.above() - self.line) as u16,
            },
        }
    }

    /// The byte after the last one that the line shows; of a line above the text, the byte below it.
    pub fn end(&self) -> usize {
        let row = self.layout.row(self.line);
        row.map_or(self.layout.stretch.block.span.start, |row| {
            self.layout.span(&row).end
        })
    }
}

/// Blocks that are counted where they have to be found first.
const MOST_COUNTED: usize = 10_000;

/// A document as it is set: an endless strip of lines, made where they are looked at.
pub struct Sheet<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its number in the collection.
    pub index: usize,
    /// How it is set.
    pub typography: Typography,
    /// Only blocks that hold one of these bytes, in order, are shown; all, where there are none to hold.
    pub only: Option<&'a [usize]>,
    /// Whether furniture is hidden, but where it holds one of `gone_to`.
    pub hides_furniture: bool,
    /// The places that the reader has gone to.
    pub gone_to: [Option<usize>; 2],
    /// Layouts made before.
    pub layouts: &'a mut Layouts,
}

impl Sheet<'_> {
    /// The line that `place` puts at the top; `None` where there is nothing to show.
    pub fn line(&mut self, place: Place) -> Option<Line> {
        let stretch = self.stretch_at(place.at)?;
        let layout = self.layout(stretch);
        let line = layout.line_at(place.at);
        let first = layout.above();
        let above = if line == first {
            usize::from(place.above)
        } else {
            0
        };
        Some(Line {
            line: line.saturating_sub(above.min(first)),
            layout,
        })
    }

    /// The line below `line`.
    pub fn below(&mut self, line: &Line) -> Option<Line> {
        if line.line + 1 < line.layout.lines() {
            return Some(Line {
                layout: Arc::clone(&line.layout),
                line: line.line + 1,
            });
        }
        let stretch = self.stretch_after(&line.layout.stretch)?;
        let layout = self.layout(stretch);
        Some(Line { layout, line: 0 })
    }

    /// The line so many below the one that shows byte `at` (`forward`) or above it, or else the last one
    /// on that side.
    pub fn line_beyond(&mut self, at: usize, lines: usize, forward: bool) -> Option<Line> {
        let mut line = self.line(Place { at, above: 0 })?;
        for _ in 0..lines {
            let next = if forward {
                self.below(&line)
            } else {
                self.above(&line)
            };
            match next {
                Some(next) => line = next,
                None => break,
            }
        }
        Some(line)
    }

    /// The line above `line`.
    pub fn above(&mut self, line: &Line) -> Option<Line> {
        if let Some(before) = line.line.checked_sub(1) {
            return Some(Line {
                layout: Arc::clone(&line.layout),
                line: before,
            });
        }
        let stretch = self.stretch_before(&line.layout.stretch)?;
        let layout = self.layout(stretch);
        let line = layout.lines() - 1;
        Some(Line { layout, line })
    }

    fn layout(&mut self, stretch: Stretch) -> Arc<Layout> {
        let before = if self.only.is_some() || self.hides_furniture {
            self.before(&stretch)
        } else {
            Before::AsInText
        };
        let typography = self.typography;
        self.layouts
            .layout(self.document, self.index, stretch, typography, before)
    }

    /// Whether a stretch is shown.
    fn shows(&self, stretch: &Stretch) -> bool {
        let Block {
            span, furniture, ..
        } = stretch.block;
        let holds = |at: usize| (span.start..span.end).contains(&at);
        let is_gone_to = || self.gone_to.iter().flatten().any(|&at| holds(at));
        let is_hidden = self.hides_furniture && furniture && !is_gone_to();
        !is_hidden
            && self.only.is_none_or(|only| {
                let next = only.partition_point(|&at| at < span.start);
                only.get(next).is_some_and(|&at| holds(at))
            })
    }

    fn before(&self, stretch: &Stretch) -> Before {
        match self.document.stretch_before(stretch) {
            Some(before) if !self.shows(&before) => match self.stretch_before(stretch) {
                Some(_) => Before::LeftOut,
                None => Before::AllLeftOut,
            },
            _ => Before::AsInText,
        }
    }

    /// The stretch that is shown and holds byte `at`, or the first one after it, or else the last one.
    fn stretch_at(&self, at: usize) -> Option<Stretch> {
        let stretch = self.document.stretch_at(at)?;
        if self.shows(&stretch) {
            return Some(stretch);
        }
        self.stretch_after(&stretch)
            .or_else(|| self.stretch_before(&stretch))
    }

    fn stretch_after(&self, stretch: &Stretch) -> Option<Stretch> {
        let next = |stretch: &Stretch| {
            let Some(only) = self.only else {
                return self.document.stretch_after(stretch);
            };
            let next = only.partition_point(|&at| at < stretch.block.span.end);
            self.document.stretch_at(*only.get(next)?)
        };
        iter::successors(next(stretch), next).find(|stretch| self.shows(stretch))
    }

    fn stretch_before(&self, stretch: &Stretch) -> Option<Stretch> {
        let before = |stretch: &Stretch| {
            let Some(only) = self.only else {
                return self.document.stretch_before(stretch);
            };
            let before = only.partition_point(|&at| at < stretch.block.span.start);
            self.document.stretch_at(only[before.checked_sub(1)?])
        };
        iter::successors(before(stretch), before).find(|stretch| self.shows(stretch))
    }

    /// The lines of a screen of `rows` rows with `place` at its top, or as near to the top as the
    /// end of the document allows: a screen is filled where the document is long enough.
    pub fn screen(&mut self, place: Place, rows: usize) -> Vec<Line> {
        let Some(top) = self.line(place) else {
            return Vec::new();
        };
        let mut lines = Vec::with_capacity(rows);
        let mut next = Some(top.clone());
        while let Some(line) = next.filter(|_| lines.len() < rows) {
            next = self.below(&line);
            lines.push(line);
        }
        let mut first = top;
        let mut before = Vec::new();
        while lines.len() + before.len() < rows {
            let Some(line) = self.above(&first) else {
                break;
            };
            first = line.clone();
            before.push(line);
        }
        before.reverse();
        before.append(&mut lines);
        before
    }

    /// The place `lines` further down (negative: up) from `place` on a screen of `rows` rows.
    ///
    /// Stops where the last line of the document is the last one of the screen.
    pub fn scrolled(&mut self, place: Place, lines: isize, rows: usize) -> Place {
        let screen = self.screen(place, rows.max(1));
        let (Some(first), Some(last)) = (screen.first(), screen.last()) else {
            return place;
        };
        let (mut first, mut last) = (first.clone(), last.clone());
        for _ in 0..lines.unsigned_abs() {
            if lines < 0 {
                let Some(line) = self.above(&first) else {
                    break;
                };
                first = line;
            } else {
                let (Some(top), Some(bottom)) = (self.below(&first), self.below(&last)) else {
                    break;
                };
                (first, last) = (top, bottom);
            }
        }
        first.place()
    }

    /// The place that shows the end of the document.
    pub fn bottom(&mut self, rows: usize) -> Place {
        let end = Place {
            at: self.document.body.len(),
            above: 0,
        };
        let screen = self.screen(end, rows.max(1));
        screen.first().map_or(Place::TOP, Line::place)
    }

    /// The beginning of the block `blocks` further down (negative: up) from `place`.
    ///
    /// Upwards, the beginning of the block that one is in counts as the first one; downwards, that of
    /// the block whose blank rows stand at the top.
    pub fn paragraph(&mut self, place: Place, blocks: isize) -> Place {
        let Some(mut stretch) = self.stretch_at(place.at) else {
            return place;
        };
        for step in 0..blocks.unsigned_abs() {
            let inside = place.at > stretch.block.span.start;
            let before = place.above > 0;
            if step == 0 && stretch.begins_block && if blocks < 0 { inside } else { before } {
                continue;
            }
            match self.block_beyond(&stretch, blocks > 0) {
                Some(next) => stretch = next,
                None => break,
            }
        }
        Place {
            at: stretch.block.span.start,
            above: 0,
        }
    }

    /// The beginning of block number `number`, counted from 1, or of the last one before it, and its
    /// number; `None` where the document is empty.
    ///
    /// In a text whose blocks are found as they are needed no more than 10,000 are counted.
    pub fn numbered(&mut self, number: usize) -> Option<(usize, Place)> {
        let (reached, at) = self.document.block_start(number, MOST_COUNTED)?;
        let above = if reached == 1 { u16::MAX } else { 0 };
        Some((reached, Place { at, above }))
    }
}
