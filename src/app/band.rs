//! The focus band: the part of the text that is read next, while the rest is dimmed.
//!
//! Responsible for which part that is, not for how the rest looks (see `view`). It lies around one line, the line in
//! turn, which is known also while no band is shown:
//!
//! | after | the line in turn is |
//! |---|---|
//! | a page, or half of one, downwards | the first one that was not on the screen before |
//! | a page upwards | the first one on the screen |
//! | lines downwards | the same, or further down: with each line that is scrolled it goes one row down the screen, as long as it stands above a third of the first column; below that it stays in the text |
//! | lines upwards | the same, or further up, in the same way |
//! | a paragraph | the first of that paragraph; headings and rules belong to what stands under them |
//! | a jump | the one that was jumped to, be it a hit, a mark or a heading |
//! | the end, the beginning | the last one, the first one |
//!
//! A line scrolled never passes over a paragraph. Where nothing can be scrolled any more, the band goes on alone, by
//! paragraphs or by lines, to the last line and to the first. So no move downwards shows an earlier byte in the band,
//! none upwards a later one, and whoever reads what the band shows has read everything.

use super::{
    Model,
    reader::{Line, Place},
};
use crate::{collection::Location, text::span::Span};

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

/// Whether a line shows text, and not what stands above it.
fn is_text(line: &Line) -> bool {
    line.layout.row(line.line).is_some()
}

impl Model {
    /// Makes the line with a byte of the open document the one in turn.
    pub(super) const fn put_band(&mut self, at: usize) {
        self.band_at = Some(Location {
            document: self.open,
            at,
        });
    }

    /// Makes the first line on the screen the one in turn.
    pub(super) fn put_band_at_top(&mut self) {
        match self.screen.iter().find(|line| is_text(line)) {
            Some(line) => self.put_band(line.place().at),
            None => self.band_at = None,
        }
    }

    /// Finds the band again; after the lines on the screen.
    pub(super) fn settle_band(&mut self) {
        self.band = None;
        let Some(current) = self.line_in_turn() else {
            return;
        };
        self.band = match self.settings.focus {
            Band::Off => None,
            Band::Paragraph => {
                let stretch = self.screen[current].layout.stretch;
                let sheet = self.sheet();
                sheet.map(|sheet| sheet.paragraph_of(stretch).span())
            }
            Band::Lines => {
                let last = self.screen.len() - 1;
                let first = &self.screen[current.saturating_sub(LINES)];
                let last = &self.screen[(current + LINES).min(last)];
                Some(Span::new(first.place().at, last.end()))
            }
        };
    }

    /// The line on the screen that is read next; `None` where none shows text.
    fn line_in_turn(&self) -> Option<usize> {
        let band = self.band_at.filter(|band| band.document == self.open);
        let at = band.map_or(0, |band| band.at);
        let reached = |line: &Line| is_text(line) && line.place().at <= at;
        let line = self.screen.iter().rposition(reached);
        line.or_else(|| self.screen.iter().position(is_text))
    }

    /// The first byte on the screen that has not been read, as far as moves tell.
    pub(super) fn reads_from(&self) -> usize {
        let line = self.line_in_turn().map(|line| &self.screen[line]);
        line.map_or(self.place().at, |line| line.place().at)
    }

    /// Scrolls so that `moved` stands at the top, and takes the band along.
    pub(super) fn carry_band(&mut self, moved: Place, down: bool) {
        let before = self.line_in_turn();
        let rows = usize::from(self.page_rows());
        let Some(screen) = self.sheet().map(|mut sheet| sheet.screen(moved, rows)) else {
            return;
        };
        self.set_place(moved);
        let old = std::mem::replace(&mut self.screen, screen);
        let (Some(before), Some(last)) = (before, self.screen.len().checked_sub(1)) else {
            return;
        };
        let top = |lines: &[Line]| lines.first().map(Line::place);
        let (above, below) = if down {
            (&self.screen, &old)
        } else {
            (&old, &self.screen)
        };
        let place = top(above);
        let scrolled = below.iter().position(|line| Some(line.place()) == place);
        let scrolled = scrolled.unwrap_or(below.len());
        let third = usize::from(self.rows_above()).min(last);
        // Where it stands now, and where it is to stand.
        let (from, to) = if down {
            let from = before.saturating_sub(scrolled);
            (from, from.max(third.min(before + scrolled)).min(last))
        } else {
            let from = (before + scrolled).min(last);
            (from, from.min(third.max(before.saturating_sub(scrolled))))
        };
        let was_on = old[before].layout.stretch;
        if let Some(line) = self.line_towards(from, to, down, (was_on, scrolled)) {
            let at = self.screen[line].place().at;
            self.put_band(at);
        }
    }

    /// The line that is reached from `from` towards `to`, of those that show text: it is in at most so many paragraphs
    /// further than that of a stretch.
    fn line_towards(
        &mut self,
        from: usize,
        to: usize,
        down: bool,
        (stretch, most): (crate::collection::document::Stretch, usize),
    ) -> Option<usize> {
        let screen = std::mem::take(&mut self.screen);
        let shows_text = |&line: &usize| is_text(&screen[line]);
        // Blank rows are passed at once.
        let path: Vec<usize> = if down {
            let to = (to..screen.len()).find(shows_text).unwrap_or(to);
            (from..=to).filter(shows_text).collect()
        } else {
            let to = (0..=to).rev().find(shows_text).unwrap_or(to);
            (to..=from).rev().filter(shows_text).collect()
        };
        let mut reached = None;
        if let Some(sheet) = self.sheet() {
            let mut stretch = stretch;
            let mut entered = 0;
            for line in path {
                let here = screen[line].layout.stretch;
                if here != stretch && sheet.paragraph_of(here) != sheet.paragraph_of(stretch) {
                    if entered == most {
                        break;
                    }
                    entered += 1;
                }
                stretch = here;
                reached = Some(line);
            }
        }
        self.screen = screen;
        reached
    }

    /// Moves the band on where nothing else can be moved; returns whether it could be.
    pub(super) fn move_band_alone(&mut self, lines: isize) -> bool {
        let Some(line) = self.line_in_turn() else {
            return false;
        };
        match self.settings.focus {
            Band::Off => false,
            Band::Paragraph => {
                let stretch = self.screen[line].layout.stretch;
                let next = self.sheet().and_then(|sheet| {
                    let paragraph = sheet.paragraph_of(stretch);
                    sheet.paragraph_beyond(&paragraph, lines > 0)
                });
                if let Some(next) = next {
                    self.put_band(next.span().start);
                }
                next.is_some()
            }
            Band::Lines => {
                let most = 2 * LINES + 1;
                let by = lines.unsigned_abs().clamp(1, most);
                let shows_text = |&line: &usize| is_text(&self.screen[line]);
                let next = if lines > 0 {
                    let after = line + 1..self.screen.len();
                    after.filter(shows_text).take(by).last()
                } else {
                    (0..line).rev().filter(shows_text).take(by).last()
                };
                if let Some(next) = next {
                    let at = self.screen[next].place().at;
                    self.put_band(at);
                }
                next.is_some()
            }
        }
    }

    /// Moves the band by so many paragraphs (negative: up), as far as there are any.
    pub(super) fn move_band_by_paragraphs(&mut self, by: isize) {
        let Some(line) = self.line_in_turn() else {
            return;
        };
        let (stretch, at) = {
            let line = &self.screen[line];
            (line.layout.stretch, line.place().at)
        };
        let is_of_lines = self.settings.focus == Band::Lines;
        let Some(sheet) = self.sheet() else { return };
        let before = sheet.paragraph_of(stretch);
        let mut paragraph = before;
        let mut left = by.unsigned_abs();
        // The band of lines may stand within a paragraph, whose beginning is nearer then than another one.
        let mut has_moved = is_of_lines && by < 0 && at > before.span().start;
        left -= usize::from(has_moved).min(left);
        while left > 0 {
            let Some(next) = sheet.paragraph_beyond(&paragraph, by > 0) else {
                break;
            };
            (paragraph, has_moved) = (next, true);
            left -= 1;
        }
        if has_moved {
            self.go_to_third(paragraph.span().start);
        } else {
            self.tell_end_of_text(by > 0);
        }
    }
}
