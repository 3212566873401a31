//! The part of a text that the reader has selected.
//!
//! Responsible for where it begins and ends, for what keys and mouse do to it, and for copying it. It is
//! a byte range: wrapping, resizing and scrolling leave it as it is. Not for what words and sentences are
//! (see [`crate::collection::unit`]), nor for what is made of it (see `notes`).

use super::{Effect, Model, command::Command, format, reader::Line};
use crate::{
    collection::unit::Unit,
    keyword::Query,
    text::{gate, span::Span},
};

/// A part of a text that is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The number of its document.
    pub document: usize,
    /// The unit that it was begun with.
    anchor: Span,
    /// The unit that keys move.
    head: Span,
    /// Whether the anchor stays where it is; else the reader still looks for where to begin.
    pub is_begun: bool,
    /// The column that is kept while going up and down.
    column: Option<u16>,
}

impl Selection {
    /// Everything from the one end to the other.
    pub fn span(&self) -> Span {
        Span::new(
            self.anchor.start.min(self.head.start),
            self.anchor.end.max(self.head.end),
        )
    }
}

/// A step of the end that keys move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By so many of a unit; sentences and blocks to their ends.
    By(Unit, isize),
    /// By so many lines of the screen.
    Lines(isize),
}

/// Bytes of a text that most terminals take into the clipboard: xterm's limit, after base64.
const MOST_COPIED: usize = 74_994 / 4 * 3;

impl Model {
    /// Does what a command says that is about what is selected; nothing of any other.
    pub(super) fn run_selecting(
        &mut self,
        command: Command,
        times: isize,
        count: Option<u32>,
    ) -> Option<Vec<Effect>> {
        let mut step = |step| self.step_selection(step);
        match command {
            Command::WordRight => step(Step::By(Unit::Word, times)),
            Command::WordLeft => step(Step::By(Unit::Word, -times)),
            Command::SelectDown => step(Step::Lines(times)),
            Command::SelectUp => step(Step::Lines(-times)),
            Command::SentenceRight => step(Step::By(Unit::Sentence, times)),
            Command::SentenceLeft => step(Step::By(Unit::Sentence, -times)),
            Command::ParagraphRight => step(Step::By(Unit::Block, times)),
            Command::ParagraphLeft => step(Step::By(Unit::Block, -times)),
            Command::ClusterRight => step(Step::By(Unit::Cluster, times)),
            Command::ClusterLeft => step(Step::By(Unit::Cluster, -times)),
            Command::Select => self.begin_selection(Unit::Word),
            Command::SelectSentence => self.begin_selection(Unit::Sentence),
            Command::SelectHere => self.fix_selection(),
            Command::Widen => self.widen_selection(),
            Command::SwapEnds => self.swap_ends(),
            Command::SearchSelection => return Some(self.search_selection()),
            Command::Copy => return Some(self.copy_selection()),
            Command::CopyCitation => return Some(self.copy_citation()),
            Command::Highlight => return Some(self.highlight(count)),
            Command::Annotate => return Some(self.annotate()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The selection, where it lies in the open document.
    pub fn selected(&self) -> Option<Span> {
        let selection = self.selection.filter(|it| it.document == self.open)?;
        Some(selection.span())
    }

    /// Begins a selection of `unit`: at the hit or match that was gone to, else at the top of the screen.
    pub(super) fn begin_selection(&mut self, unit: Unit) {
        self.show_text();
        let landed = self.landed();
        let top = self.shown().0;
        let Some(document) = self.document() else {
            return;
        };
        let found = match (landed, unit) {
            (Some(span), Unit::Word) => Some(span),
            (Some(span), _) => document.unit_at(span.start, unit),
            (None, _) => document.unit_at(top, unit),
        };
        let Some(span) = found else {
            self.notice = Some("there is no word to select".to_owned());
            return;
        };
        self.selection = Some(Selection {
            document: self.open,
            anchor: span,
            head: span,
            is_begun: landed.is_some() || unit != Unit::Word,
            column: None,
        });
        self.keep_in_sight(span.start);
        self.tell_selection();
    }

    /// Lets the selection begin where it stands, or be begun elsewhere.
    pub(super) fn fix_selection(&mut self) {
        if let Some(selection) = &mut self.selection {
            selection.is_begun = !selection.is_begun;
            if !selection.is_begun {
                selection.anchor = selection.head;
            }
            self.tell_selection();
        }
    }

    /// Selects the whole sentence, or where that is selected the whole block.
    pub(super) fn widen_selection(&mut self) {
        let (Some(span), Some(document)) = (self.selected(), self.document()) else {
            return;
        };
        let mut wider = [Unit::Sentence, Unit::Block]
            .into_iter()
            .filter_map(|unit| document.unit_around(span, unit));
        let wider = wider.find(|&wider| wider != span);
        if let (Some(wider), Some(selection)) = (wider, &mut self.selection) {
            (selection.anchor, selection.head) = (wider, wider);
            selection.is_begun = true;
        }
        self.tell_selection();
    }

    /// Moves the other end from now on.
    pub(super) fn swap_ends(&mut self) {
        if let Some(selection) = &mut self.selection {
            std::mem::swap(&mut selection.anchor, &mut selection.head);
            let at = selection.head.start;
            self.keep_in_sight(at);
        }
    }

    /// Moves an end of the selection, or all of it where it is not begun.
    pub(super) fn step_selection(&mut self, step: Step) {
        let Some(mut selection) = self.selection else {
            return;
        };
        let column = selection.column.take();
        let moved = match step {
            Step::By(unit, times) => self.stepped(&selection, unit, times),
            Step::Lines(lines) => {
                let cell = self.cell_of(selection.head.start);
                selection.column = column.or(cell.map(|(column, _)| column));
                self.word_on_line(selection.head, selection.column.unwrap_or(0), lines)
            }
        };
        match moved {
            Some(head) => selection.head = head,
            None => self.notice = Some("the text ends here".to_owned()),
        }
        if !selection.is_begun {
            selection.anchor = selection.head;
        }
        self.selection = Some(selection);
        self.keep_in_sight(selection.head.start);
        self.tell_selection();
    }

    fn stepped(&self, selection: &Selection, unit: Unit, times: isize) -> Option<Span> {
        let document = self.document()?;
        let mut head = selection.head;
        for step in 0..times.unsigned_abs() {
            let next = match unit {
                Unit::Cluster | Unit::Word if times < 0 => document.unit_before(head, unit),
                Unit::Cluster | Unit::Word => document.unit_after(head, unit),
                // To the end of the one that one is in, then to the end of the next.
                Unit::Sentence | Unit::Block if times > 0 => {
                    let here = document.unit_at(head.end.saturating_sub(1), unit);
                    here.filter(|it| it.end > head.end)
                        .or_else(|| document.unit_after(head, unit))
                        .map(|it| last_of(document, it))
                }
                Unit::Sentence | Unit::Block => {
                    let here = document.unit_at(head.start, unit);
                    here.filter(|it| it.start < head.start)
                        .or_else(|| document.unit_before(head, unit))
                        .map(|it| first_of(document, it))
                }
            };
            match next {
                Some(next) => head = next,
                None if step > 0 => break,
                None => return None,
            }
        }
        Some(head)
    }

    /// The word nearest to a column, so many lines below the one that shows `head`, or above it.
    fn word_on_line(&mut self, head: Span, column: u16, lines: isize) -> Option<Span> {
        let mut sheet = self.sheet()?;
        let mut line = sheet.line(super::reader::Place {
            at: head.start,
            above: 0,
        })?;
        let mut left = lines.unsigned_abs();
        let mut found = None;
        while left > 0 {
            line = if lines < 0 {
                sheet.above(&line)?
            } else {
                sheet.below(&line)?
            };
            if line
                .layout
                .row(line.line)
                .is_some_and(|row| !row.span.is_empty())
            {
                left -= 1;
                found = Some(line.clone());
            }
        }
        let at = byte_in(&found?, column)?;
        let document = self.document()?;
        // What stands there may be a sign, or the end of the line.
        let word = document.unit_at(at.start, Unit::Word)?;
        let before = document.unit_before(word, Unit::Word);
        let is_nearer = |before: &Span| before.end <= at.start && word.start > at.end;
        Some(before.filter(is_nearer).unwrap_or(word))
    }

    /// The column in the measure, and the row of the pane, of the cell that shows byte `at`.
    pub(super) fn cell_of(&self, at: usize) -> Option<(u16, u16)> {
        let row = self.screen.iter().position(|line| {
            let row = line.layout.row(line.line);
            row.is_some_and(|row| line.layout.span(&row).contains(at))
        })?;
        let line = &self.screen[row];
        let start = line.layout.stretch.block.span.start;
        let mut glyphs = line.layout.glyphs(line.line);
        let glyph = glyphs.find(|glyph| glyph.span.end + start > at)?;
        Some((line.layout.indent + glyph.column as u16, row as u16))
    }

    /// The cluster that a cell of the screen shows; of a cell beside the text, the nearest one.
    pub(super) fn cluster_at(&self, column: u16, row: u16) -> Option<Span> {
        let index = self.panes.line_at(column, row)?;
        let line = self.screen.get(index).or(self.screen.last())?;
        let (measure, _) = self.panes.line(index)?;
        byte_in(line, column.saturating_sub(measure.x))
    }

    /// Scrolls as little as it takes to show byte `at`.
    fn keep_in_sight(&mut self, at: usize) {
        self.settle();
        let (top, end) = self.shown();
        if (top..end).contains(&at) || self.linear.is_some() {
            return;
        }
        let rows = self.page_rows();
        for _ in 0..rows {
            let before = self.place();
            self.scroll(if at < top { -1 } else { 1 });
            self.settle();
            let (top, end) = self.shown();
            if (top..end).contains(&at) {
                self.notice = None;
                return;
            }
            if self.place() == before {
                break;
            }
        }
        self.notice = None;
        self.go_to_third(at);
        self.settle();
    }

    /// Selects what lies between two clusters, with the mouse.
    pub(super) fn select_between(&mut self, from: Span, to: Span) {
        self.selection = Some(Selection {
            document: self.open,
            anchor: from,
            head: to,
            is_begun: true,
            column: None,
        });
        self.tell_selection();
    }

    /// Selects the unit at a cell of the screen.
    pub(super) fn select_unit(&mut self, column: u16, row: u16, unit: Unit) {
        let Some(at) = self.cluster_at(column, row) else {
            return;
        };
        let found = self.document().and_then(|it| it.unit_at(at.start, unit));
        if let Some(span) = found {
            self.select_between(span, span);
        }
    }

    fn tell_selection(&mut self) {
        let (Some(selection), Some(span)) = (self.selection, self.selected()) else {
            return;
        };
        self.notice = Some(if selection.is_begun {
            let words = self.words_of(span);
            let keys = "{copy} copy, {copy-citation} cite, {highlight} highlight, {annotate} note";
            let keys = self.keymap.told(keys);
            format!("{} selected · {keys}", format::counted(words, "word"))
        } else {
            self.keymap
                .told("where to begin? {word-left} {select-down} {select-up} {word-right} move, {select-here} begins")
        });
    }

    /// Where the selection is, if nothing of it is on the screen.
    pub fn selection_elsewhere(&self) -> Option<String> {
        let span = self.selected()?;
        let (top, end) = self.shown();
        let way = if span.end <= top {
            "above"
        } else if span.start >= end {
            "below"
        } else {
            return None;
        };
        let words = format::counted(self.words_of(span), "word");
        Some(format!("{words} selected {way}"))
    }

    fn words_of(&self, span: Span) -> usize {
        let document = self.document();
        document.map_or(0, |document| {
            crate::text::words::count(&document.body.slice(span))
        })
    }

    /// Copies what is selected, as it reads.
    pub(super) fn copy_selection(&mut self) -> Vec<Effect> {
        let Some(span) = self.selected() else {
            return self.nothing_selected();
        };
        let words = self.words_of(span);
        let text = self.document().map(|document| document.excerpt(span));
        self.selection = None;
        self.copy(&text.unwrap_or_default(), &format::counted(words, "word"))
    }

    /// Puts a text on the clipboard, and says what was sent there.
    pub(super) fn copy(&mut self, text: &str, what: &str) -> Vec<Effect> {
        let text: Vec<_> = text.split('\n').map(gate::line).collect();
        self.sent(text.join("\n"), &format!("{what} sent to the clipboard"))
    }

    /// Puts a text that may leave the program as it is on the clipboard, and says `what` was done with it.
    pub(super) fn sent(&mut self, text: String, what: &str) -> Vec<Effect> {
        let limit = if text.len() > MOST_COPIED {
            "; many terminals take no more than 56 kB"
        } else {
            ""
        };
        self.notice = Some(format!("{what}{limit}"));
        vec![Effect::Copy(text)]
    }

    pub(super) fn nothing_selected(&mut self) -> Vec<Effect> {
        let hint = "nothing is selected; {select} selects words, {select-sentence} a sentence";
        self.notice = Some(self.keymap.told(hint));
        Vec::new()
    }

    /// Searches for what is selected, in this text.
    pub(super) fn search_selection(&mut self) -> Vec<Effect> {
        let (Some(span), Some(document)) = (self.selected(), self.document()) else {
            return self.nothing_selected();
        };
        let query = Query::of(&gate::line(&document.body.slice(span)));
        self.selection = None;
        self.seek_unasked(query)
    }
}

/// The cluster of a line at a column of the measure, or the nearest one.
fn byte_in(line: &Line, column: u16) -> Option<Span> {
    let start = line.layout.stretch.block.span.start;
    let column = usize::from(column.saturating_sub(line.layout.indent));
    // The last one that begins at the column or before it; the columns of some texts go down.
    let glyphs = line.layout.glyphs(line.line);
    let nearest = glyphs.reduce(|nearest, glyph| {
        let is_nearer = if nearest.column > column {
            glyph.column < nearest.column
        } else {
            (nearest.column..=column).contains(&glyph.column)
        };
        // Where several begin, the one that shows something.
        let is_hidden =
            glyph.column == nearest.column && glyph.shown.columns == 0 && nearest.shown.columns > 0;
        if is_nearer && !is_hidden {
            glyph
        } else {
            nearest
        }
    });
    // A line above the text stands for the beginning of it.
    let nearest = nearest.map(|glyph| glyph.span.shifted(start));
    nearest.or_else(|| Some(Span::new(start, start)))
}

/// The last word of a unit, or all of it where it has none.
fn last_of(document: &crate::collection::document::Document, unit: Span) -> Span {
    let after = Span::new(unit.end, unit.end);
    let word = document.unit_before(after, Unit::Word);
    let start = word.map_or(unit.start, |word| word.start.max(unit.start));
    Span::new(start, unit.end)
}

/// The first word of a unit, or all of it where it has none.
fn first_of(document: &crate::collection::document::Document, unit: Span) -> Span {
    let word = document.unit_at(unit.start, Unit::Word);
    let end = word.map_or(unit.end, |word| word.end.min(unit.end));
    Span::new(unit.start, end)
}
