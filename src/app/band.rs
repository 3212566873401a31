//! The focus band: the part of the text that is read just now, while the rest is dimmed.
//!
//! Responsible for which part that is, not for how the rest looks (see `view`). It is around the line that a jump led
//! to; after other moves around the one a third down the first column. Near both ends of a text, where no scrolling
//! would bring a line there, the band itself moves, so that it reaches the first and the last line.

use super::{Model, reader::Line};
use crate::{
    collection::{Location, block::BlockKind},
    text::span::Span,
};

/// What is not dimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Band {
    /// Everything.
    #[default]
    Off,
    /// The current paragraph.
    Paragraph,
    /// The current line, with two above and two below.
    Lines,
}

impl Band {
    /// All of them, with what they are called in a file.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("off", Self::Off),
        ("paragraph", Self::Paragraph),
        ("lines", Self::Lines),
    ];
}

/// Lines of the band above the current one, and below.
const LINES: usize = 2;

impl Model {
    /// Puts the band around a byte of the open document, until the place changes.
    pub(super) const fn put_band(&mut self, at: usize) {
        self.band_at = Some(Location {
            document: self.open,
            at,
        });
    }

    /// Whether the band has a text that is all on the screen, so that nothing else could be moved.
    pub(super) fn band_moves_alone(&mut self) -> bool {
        self.band.is_some() && self.lines_beyond(1) == (0, 0)
    }

    /// Finds the band again; after the lines on the screen.
    pub(super) fn settle_band(&mut self) {
        self.band = None;
        if self.settings.focus == Band::Off || self.screen.is_empty() {
            return;
        }
        let current = match self.band_at.filter(|band| band.document == self.open) {
            Some(band) => self.line_of(band.at),
            None => None,
        };
        let current = current.unwrap_or_else(|| self.line_in_turn());
        self.band = match self.settings.focus {
            Band::Off => None,
            Band::Paragraph => Some(self.paragraph_from(current)),
            Band::Lines => {
                let last = self.screen.len() - 1;
                let first = &self.screen[current.saturating_sub(LINES)];
                let last = &self.screen[(current + LINES).min(last)];
                Some(Span::new(first.place().at, last.end()))
            }
        };
    }

    /// The paragraph that holds a line on the screen; a heading goes with what it stands over.
    fn paragraph_from(&self, line: usize) -> Span {
        let block = |line: &Line| line.layout.stretch.block;
        let span = block(&self.screen[line]).span;
        let is_over =
            |line: &&Line| matches!(block(line).kind, BlockKind::Heading(_) | BlockKind::Rule);
        let below = self.screen[line..].iter().find(|line| !is_over(line));
        below.map_or(span, |below| Span::new(span.start, block(below).span.end))
    }

    /// The line on the screen that shows a byte, if one does.
    fn line_of(&self, at: usize) -> Option<usize> {
        let is_past = |line: &Line| line.layout.row(line.line).is_some() && line.place().at > at;
        let past = self.screen.iter().position(is_past);
        let line = past.unwrap_or(self.screen.len()).checked_sub(1)?;
        let from = self.screen[..=line]
            .iter()
            .rposition(|line| line.layout.row(line.line).is_some())?;
        (at <= self.screen[from].end()).then_some(from)
    }

    /// The line whose turn it is where no jump led to one.
    fn line_in_turn(&mut self) -> usize {
        let most = self.screen.len() - 1;
        let third = usize::from(self.rows_above()).min(most);
        let (above, below) = self.lines_beyond(most);
        let line = if above + below < most {
            // Little can be scrolled: the band takes its share with each line.
            above * most / (above + below).max(1)
        } else if above < third {
            above
        } else {
            third.max(most - below)
        };
        let is_text = |line: &Line| line.layout.row(line.line).is_some();
        let after = self.screen[line..].iter().position(is_text);
        after.map_or_else(
            || {
                self.screen[..line]
                    .iter()
                    .rposition(is_text)
                    .unwrap_or(line)
            },
            |after| line + after,
        )
    }

    /// How many lines there are above the screen and below, each at most `most`.
    fn lines_beyond(&mut self, most: usize) -> (usize, usize) {
        let (Some(first), Some(last)) = (self.screen.first().cloned(), self.screen.last().cloned())
        else {
            return (0, 0);
        };
        let Some(mut sheet) = self.sheet() else {
            return (0, 0);
        };
        let mut line = first;
        let above = std::iter::from_fn(|| {
            line = sheet.above(&line)?;
            Some(())
        });
        let above = above.take(most).count();
        let mut line = last;
        let below = std::iter::from_fn(|| {
            line = sheet.below(&line)?;
            Some(())
        });
        (above, below.take(most).count())
    }
}
