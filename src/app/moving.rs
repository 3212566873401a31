//! Moving through a text, and from text to text: lines, pages, paragraphs, percentages, ends.

use super::{
    Effect, Focus, Model, format,
    overlay::OverlayKind,
    reader::{Line, Place},
};
use crate::collection::Location;
use std::iter;

impl Model {
    pub(super) fn step(&mut self, by: isize) -> Vec<Effect> {
        if self.overlay.is_some() {
            self.move_overlay(by);
        } else if self.focus == Focus::List {
            return self.neighbour(by);
        } else {
            self.scroll(by);
        }
        Vec::new()
    }

    pub(super) fn step_other(&mut self, by: isize) -> Vec<Effect> {
        match self.focus {
            Focus::List => {
                self.scroll(by);
                Vec::new()
            }
            Focus::Text => self.neighbour(by),
        }
    }

    pub(super) fn page(&mut self, by: isize) {
        if self.overlay.is_some() {
            self.move_overlay(by);
        } else {
            self.show_text();
            let read = self.line_read(by > 0);
            let unread = self.line_below_screen().map(|line| line.place().at);
            if !self.scroll(by) {
                return;
            }
            self.last_read = read;
            match unread.filter(|_| by > 0) {
                Some(at) => self.put_band(at),
                None => self.put_band_at_top(),
            }
        }
    }

    /// The line of text on the screen from which one reads on, downwards from the last and upwards from the first.
    pub(super) fn line_read(&self, down: bool) -> Option<Location> {
        let is_text = |line: &&Line| line.layout.row(line.line).is_some();
        let line = if down {
            self.screen.iter().rfind(is_text)
        } else {
            self.screen.iter().find(is_text)
        };
        Some(Location {
            document: self.open,
            at: line?.place().at,
        })
    }

    /// The first line of text below the screen.
    fn line_below_screen(&mut self) -> Option<Line> {
        let last = self.screen.last()?.clone();
        let mut sheet = self.sheet()?;
        let below = |line: &Line| sheet.below(line);
        let mut lines = iter::successors(Some(last), below).skip(1);
        lines.find(|line| line.layout.row(line.line).is_some())
    }

    /// Brings the text into view, where the list has the screen to itself.
    pub(super) fn show_text(&mut self) {
        if self.panes.text.is_none() && self.panes.list.is_some() {
            self.focus = Focus::Text;
            self.settle();
        }
    }

    /// Scrolls by so many lines (negative: up), as far as there are any; returns whether there is one.
    pub(super) fn scroll(&mut self, lines: isize) -> bool {
        let rows = usize::from(self.page_rows());
        let place = self.place();
        let Some(mut sheet) = self.sheet() else {
            return false;
        };
        let moved = sheet.scrolled(place, lines, rows);
        if self.screen.first().map(Line::place) != Some(moved) {
            self.carry_band(moved, lines > 0);
            return true;
        }
        self.set_place(moved);
        if !self.move_band_alone(lines) {
            self.tell_end_of_text(lines > 0);
        }
        false
    }

    /// Says that there is nothing further on.
    pub(super) fn tell_end_of_text(&mut self, forward: bool) {
        let end = if forward { "end" } else { "beginning" };
        self.notice = Some(format!("{end} of the text"));
    }

    /// Puts `place` at the top, or what stands there when the end of the text is reached before.
    pub(super) fn go(&mut self, place: Place) {
        self.note_going();
        self.set_place(place);
        self.settle();
        // What is told begins where it was asked for, also near the end.
        if let Some(first) = self.screen.first().filter(|_| self.linear.is_none()) {
            self.set_place(first.place());
        }
        self.put_band(place.at);
    }

    pub(super) fn set_place(&mut self, place: Place) {
        if let Some(current) = self.places.get_mut(self.open) {
            *current = place;
        }
    }

    pub(super) fn go_to_end(&mut self, bottom: bool, count: Option<u32>) -> Vec<Effect> {
        if self.overlay.is_some() {
            self.move_overlay(if bottom { isize::MAX } else { isize::MIN });
        } else if let Some(number) = count {
            self.go_to_paragraph(number);
        } else if self.focus == Focus::List {
            return self.neighbour(if bottom { isize::MAX } else { isize::MIN });
        } else if bottom {
            self.note_going();
            self.remember();
            let rows = usize::from(self.page_rows());
            if let Some(mut sheet) = self.sheet() {
                let place = sheet.bottom(rows);
                self.set_place(place);
                self.put_band(usize::MAX);
            }
        } else {
            self.note_going();
            self.remember();
            self.set_place(Place::TOP);
            self.put_band(0);
        }
        Vec::new()
    }

    pub(super) fn go_to_paragraph(&mut self, number: u32) {
        self.show_text();
        let Some(mut sheet) = self.sheet() else {
            return;
        };
        if let Some((reached, place)) = sheet.numbered(number as usize) {
            self.remember();
            self.go(place);
            let last = if reached < number as usize {
                ", the last one"
            } else {
                ""
            };
            self.notice = Some(format!("paragraph {}{last}", format::number(reached)));
        }
    }

    pub(super) fn go_to_percent(&mut self, count: Option<u32>) {
        self.show_text();
        let percent = count.unwrap_or(0).min(100) as usize;
        let whole = self.all_percent();
        let at = (whole as u128 * percent as u128 / 100) as usize;
        self.remember();
        self.go(if at == 0 {
            Place::TOP
        } else {
            Place { at, above: 0 }
        });
    }

    pub(super) fn paragraph(&mut self, by: isize) {
        if self.overlay.is_some() {
            return self.move_overlay(by);
        }
        self.show_text();
        if self.band.is_some() {
            return self.move_band_by_paragraphs(by);
        }
        // From what is seen: near the end that may be above what was asked for.
        let seen = self.screen.first().map(Line::place);
        let place = seen.unwrap_or(self.place());
        let Some(mut sheet) = self.sheet() else {
            return;
        };
        let place = sheet.paragraph(place, by);
        self.go(place);
    }

    pub(super) fn neighbour(&mut self, by: isize) -> Vec<Effect> {
        match self.list.neighbour(self.open, by) {
            Some(index) if index != self.open => self.open_document(index),
            _ => {
                let end = if by < 0 { "first" } else { "last" };
                self.notice = Some(format!("this is the {end} document of the list"));
                Vec::new()
            }
        }
    }

    pub(super) fn open_document(&mut self, index: usize) -> Vec<Effect> {
        self.open = index;
        if matches!(&self.overlay, Some(overlay) if overlay.kind != OverlayKind::Help) {
            self.overlay = None;
        }
        vec![Effect::Prefer(index)]
    }
}
