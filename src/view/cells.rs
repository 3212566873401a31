//! The one way from a text to the screen.
//!
//! Everything that shows words, whoever wrote them, goes through [`Canvas::text`], and so through
//! [`crate::text::gate`]: nothing in a text, a title or a file's name can reach the terminal as a
//! command, and what is counted as a column is a column.

use crate::{
    app::panes::Area,
    text::{
        bidi::{self, Order},
        gate::{self, Shown},
    },
};
use ratatui::{buffer::Buffer, style::Style};

/// Cells beside each other that stand on one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellLink {
    /// The row.
    pub y: u16,
    /// The first column.
    pub x: u16,
    /// How many columns.
    pub columns: u16,
    /// The first byte of the link in its text, the same in every row of it.
    pub at: usize,
    /// Where it leads, as [`crate::app::links::harmless`] gives it.
    pub address: String,
}

/// A frame that is being drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    links: Vec<CellLink>,
    order: Order,
    simplifies: bool,
}

impl<'a> Canvas<'a> {
    /// A canvas over a frame's cells, which are sent in this order; whether it shows only the first of joined emoji.
    pub fn new(buffer: &'a mut Buffer, order: Order, simplifies: bool) -> Self {
        Self {
            buffer,
            links: Vec::new(),
            order,
            simplifies,
        }
    }

    /// The links of the frame, in order of rows and columns.
    pub fn into_links(self) -> Vec<CellLink> {
        let mut links = self.links;
        links.sort_by_key(|link| (link.y, link.x));
        links
    }

    /// Notes that cells which are drawn stand on a link.
    pub fn link(&mut self, link: CellLink) {
        self.links.push(link);
    }

    /// Shows one line of text from column `x` of row `y` on, in at most `columns` columns.
    ///
    /// Returns the columns used. A cluster that does not fit is left out, with all after it. What is written from
    /// right to left stands so, from column `x` on as well.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        if self.order.reorders() && bidi::has_right_to_left(text) {
            return self.arranged(x, y, columns, text, style);
        }
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

    /// The same for text with letters that are written from right to left.
    fn arranged(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let room = columns.min(self.buffer.area.right().saturating_sub(x));
        let mut used = 0;
        for glyph in bidi::line(text, usize::from(room), self.order) {
            let column = glyph.column as u16;
            self.shown(x + column, y, room - column, &glyph.shown, style);
            used = used.max(column + glyph.shown.columns);
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
            let first = gate::first_emoji(&shown.symbol).filter(|_| self.simplifies);
            let fits = |first: &&str| gate::columns(first) <= usize::from(shown.columns);
            let symbol = first.filter(fits).unwrap_or(&shown.symbol);
            self.buffer[(x, y)].set_symbol(symbol);
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

    /// Makes a whole area blank; no link is left in it.
    pub fn clear(&mut self, area: Area, style: Style) {
        let (left, right) = (area.x, area.right());
        let links = std::mem::take(&mut self.links).into_iter();
        let kept = links.flat_map(|link| {
            let end = link.x + link.columns;
            let is_under = (area.y..area.bottom()).contains(&link.y);
            // What is left of it at either side of the area.
            let (before, after) = if is_under {
                (end.min(left), link.x.max(right))
            } else {
                (end, end)
            };
            let part = |from: u16, to: u16| {
                (from < to).then(|| CellLink {
                    x: from,
                    columns: to - from,
                    ..link.clone()
                })
            };
            [part(link.x, before), part(after, end)]
        });
        self.links = kept.flatten().collect();
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn what_covers_the_middle_of_a_link_leaves_both_ends() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        let mut canvas = Canvas::new(&mut buffer, Order::Visual, false);
        let link = |x, y, columns| CellLink {
            y,
            x,
            columns,
            at: 7,
            address: "https://a.example".to_owned(),
        };
        canvas.link(link(2, 1, 10));
        canvas.link(link(2, 0, 10));
        canvas.link(link(5, 2, 2));
        let area = Area {
            x: 4,
            y: 1,
            columns: 5,
            rows: 2,
        };
        canvas.clear(area, Style::default());
        let left = canvas.into_links();
        assert_eq!(left, [link(2, 0, 10), link(2, 1, 2), link(9, 1, 3)]);
    }
}
