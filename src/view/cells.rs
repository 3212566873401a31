//! The one way from a text to the screen.
//!
//! Everything that shows words, whoever wrote them, goes through [`Canvas::text`], and so through
//! [`crate::text::gate`]: nothing in a text, a title or a file's name can reach the terminal as a
//! command, and what is counted as a column is a column.

use crate::{
    app::panes::Area,
    text::gate::{self, Shown},
};
use ratatui::{buffer::Buffer, style::Style};

/// A frame that is being drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
}

impl<'a> Canvas<'a> {
    /// A canvas over a frame's cells.
    pub fn new(buffer: &'a mut Buffer) -> Self {
        Self { buffer }
    }

    /// Shows one line of text from column `x` of row `y` on, in at most `columns` columns.
    ///
    /// Returns the columns used. A cluster that does not fit is left out, with all after it.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let mut used = 0;
        for (_, cluster) in gate::clusters(text) {
            let shown = gate::shown(cluster, used);
            if !self.shown(x + used, y, columns - used, &shown, style) {
                break;
            }
            used += shown.columns;
        }
        used
    }

    /// Shows what the gate made of one cluster; returns whether it fitted `columns`.
    pub fn shown(&mut self, x: u16, y: u16, columns: u16, shown: &Shown<'_>, style: Style) -> bool {
        let right = x.saturating_add(shown.columns);
        if shown.columns > columns
            || right > self.buffer.area.right()
            || y >= self.buffer.area.bottom()
        {
            return false;
        }
        self.fill(x, y, shown.columns, style);
        // What is wider than its cell hides the blanks after it; the diff skips them.
        if shown.columns > 0 && shown.symbol.bytes().any(|byte| byte != b' ') {
            self.buffer[(x, y)].set_symbol(&shown.symbol);
        }
        true
    }

    /// Gives `columns` cells of a row another style.
    pub fn restyle(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        let end = x.saturating_add(columns).min(self.buffer.area.right());
        if y >= self.buffer.area.bottom() {
            return;
        }
        for x in x..end {
            self.buffer[(x, y)].set_style(style);
        }
    }

    /// Makes `columns` cells of a row blank.
    pub fn fill(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        let end = x.saturating_add(columns).min(self.buffer.area.right());
        if y >= self.buffer.area.bottom() {
            return;
        }
        for x in x..end {
            self.buffer[(x, y)].set_symbol(" ").set_style(style);
        }
    }

    /// Makes a whole area blank.
    pub fn clear(&mut self, area: Area, style: Style) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}
