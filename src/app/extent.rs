//! How much of the open document is shown, how far that is on the way through it, and what is left to read.
//!
//! Responsible for percentages, words left and coverage. Not for what stands on the screen (see [`super::reader`]), nor
//! for what has been seen of a document before (see [`super::seen`]).

use super::{Model, activity::Activity, format, reader::layout::Typography, seen::Seen};
use crate::text::span::Span;

/// How much of the open document is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Extent {
    /// All of it, or there is nothing to show.
    #[default]
    All,
    /// The beginning alone.
    Beginning,
    /// A part before the end; the last screen begins at this byte.
    Before(usize),
    /// The end alone.
    End,
    /// What was told: there is no screen.
    Told,
}

/// What the beginning of the last screen of a document depends on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LastScreenOf {
    document: usize,
    length: usize,
    rows: usize,
    typography: Typography,
    hides_furniture: bool,
    gone_to: [Option<usize>; 2],
    folded: Option<(u64, Activity)>,
}

impl Model {
    /// Finds out how much of the open document is shown.
    pub(super) fn settle_extent(&mut self) {
        let (top, end) = self.shown();
        let rows = usize::from(self.page_rows());
        let is_last = end >= self.text_end;
        let first = self.screen.first().cloned();
        let is_linear = self.linear.is_some();
        let before = self.last_screen.take();
        let made_of = LastScreenOf {
            document: self.open,
            length: self.document().map_or(0, |document| document.body.len()),
            rows,
            typography: Typography::of(&self.settings, self.panes.measure.columns),
            hides_furniture: self.hides_furniture(),
            gone_to: self.gone_to(),
            folded: self
                .settings
                .folded
                .then(|| (self.findings.revision(), self.activity.clone())),
        };
        let Some(mut sheet) = self.sheet() else {
            return;
        };
        let parts = sheet.parts_shown(Span::new(top, end.max(top)));
        let is_first = first.is_some_and(|first| sheet.above(&first).is_none());
        self.extent = match (is_first, is_last) {
            _ if is_linear => Extent::Told,
            (true, true) => Extent::All,
            (_, true) => Extent::End,
            // Nothing is asked of the end of a text that is only just begun.
            (_, false) if top == 0 => Extent::Beginning,
            (_, false) => Extent::Before(match &before {
                Some((of, at)) if *of == made_of => *at,
                _ => sheet.bottom(rows).at,
            }),
        };
        self.parts_shown = parts;
        self.last_screen = match self.extent {
            Extent::Before(at) => Some((made_of, at)),
            _ => before,
        };
    }

    /// How far the reading pane is on the way through the open document, in percent: 0 at its first line, 100 where its
    /// last one can be seen, between them as many bytes as have gone by at the top of those that go by on the way.
    ///
    /// So a text of a screen and a half is at 50 after a quarter of it. Of what is told and not shown, the part of the
    /// document that stands before it.
    pub fn percent(&self) -> usize {
        let (top, end) = self.shown();
        let whole = match self.extent {
            Extent::All | Extent::End => return 100,
            Extent::Beginning => return 0,
            Extent::Told if end >= self.text_end => return 100,
            Extent::Told => self.document().map_or(0, |document| document.body.len()),
            Extent::Before(last_top) => last_top,
        };
        // Rounded: half of a text of 101 bytes is at byte 50.
        let percent = (top as u128 * 200 / whole.max(1) as u128).div_ceil(2);
        percent.min(99) as usize
    }

    /// The byte that 100 percent lead to: see [`Model::percent`].
    pub(super) fn all_percent(&mut self) -> usize {
        let length = self.document().map_or(0, |document| document.body.len());
        if self.linear.is_some() {
            return length;
        }
        let rows = usize::from(self.page_rows());
        self.sheet().map_or(length, |mut it| it.bottom(rows).at)
    }

    /// What of the open document has been on the screen, with what is on it now.
    pub(super) fn seen_by_now(&self) -> Seen {
        let mut seen = self.seen.get(self.open).cloned().unwrap_or_default();
        let length = self.document().map_or(0, |document| document.body.len());
        for &part in &self.parts_shown {
            seen.add(part, length);
        }
        seen
    }

    /// How many hits of the open document have been on the screen, in words, where all are known.
    pub fn coverage(&self) -> Option<String> {
        let found = self.findings.of(self.open);
        let all = Some(found.hits.len()).filter(|&all| all > 0 && found.complete)?;
        let seen = self.seen_by_now().hits(&found.hits);
        let (seen, all) = (format::number(seen), format::counted(all, "hit"));
        Some(format!("{seen} of {all} seen"))
    }

    /// Whether the whole of the open document is on the screen: then no percentage says anything.
    pub fn shows_all(&self) -> bool {
        self.extent == Extent::All
    }

    /// Words that are still to be read, where they have been counted; else `None`: those from the line in turn on (see
    /// `band`), or those after what was told.
    pub fn words_left(&self) -> Option<usize> {
        let document = self.document()?;
        let words = self.findings.words(self.open, document)?;
        let length = document.body.len().max(1);
        let from = self
            .linear
            .map_or_else(|| self.reads_from(), |it| it.told.end);
        let left = self.text_end.saturating_sub(from);
        Some((words as u128 * left as u128).div_ceil(length as u128) as usize)
    }
}
