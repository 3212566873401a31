//! Draws a frame from a [`Model`] and nothing else.
//!
//! Responsible for which cell shows what. Changes nothing: the model has to be settled before. Where
//! things stand is decided in [`crate::app::panes`].

mod cells;
mod gutter;
mod legend;
pub mod linear;
mod list;
mod map;
mod overlay;
pub mod printed;
mod reader;
mod status;
pub mod theme;
mod told;

use crate::app::{
    Model,
    panes::{Panes, SMALLEST},
    settings::Emoji,
};
use cells::Canvas;
pub use cells::CellLink;
use ratatui::{buffer::Buffer, layout::Position};
use theme::Styles;

/// What a frame has beside its cells.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Where the cursor is, if it is to be seen.
    pub cursor: Option<Position>,
    /// Where cells lead, in order of rows and columns.
    pub links: Vec<CellLink>,
}

/// Draws the whole screen on blank cells.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Drawn {
    let styles = Styles::new(model.palette(), model.settings.depth);
    let mut panes = model.panes;
    let area = buffer.area;
    if (panes.screen.columns, panes.screen.rows) != (area.width, area.height) {
        // The terminal has shrunk since the model was settled; the next frame follows at once.
        panes = Panes::default();
    }
    let mut canvas = Canvas::new(
        buffer,
        model.settings.order(),
        model.settings.emoji == Emoji::Simplify,
    );
    canvas.clear(panes.screen, styles.text);
    if panes.text.is_none() && panes.list.is_none() {
        if !panes.screen.is_empty() {
            let text = format!("too small: {}×{} or more", SMALLEST.columns, SMALLEST.rows);
            canvas.text(0, 0, panes.screen.columns, &text, styles.text);
        }
        return Drawn::default();
    }
    if let Some(area) = panes.list {
        list::draw(model, area, &styles, &mut canvas);
    }
    if let Some(area) = panes.legend {
        legend::draw(model, area, &styles, &mut canvas);
    }
    if let Some(area) = panes.legend_line {
        legend::draw_line(model, area, &styles, &mut canvas);
    }
    if let Some(area) = panes.divider {
        for y in area.y..area.bottom() {
            canvas.text(area.x, y, 1, "│", styles.line);
        }
    }
    if let Some(area) = panes.text {
        reader::draw(model, area, &panes, &styles, &mut canvas);
    }
    if let (Some(overlay), Some(area)) = (&model.overlay, panes.overlay) {
        overlay::draw(overlay, area, &styles, &mut canvas);
    }
    let cursor = status::draw(model, panes.status, &styles, &mut canvas);
    Drawn {
        cursor: cursor.map(|column| Position::new(column, panes.status.y)),
        links: canvas.into_links(),
    }
}
