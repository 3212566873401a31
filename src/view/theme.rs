//! What each theme looks like, for each number of colours that a terminal may have.
//!
//! The keyword inks and markers were found by search: eight hues that can be named, each with a
//! contrast of at least 4.5 (WCAG 2.2) on its ground, as far apart as they can be for normal and
//! colour-blind eyes. The tests compute contrasts and distances again. No style here is the only sign of
//! anything: hits are underlined, categories have letters, the selected row has a mark. The colours themselves are in
//! [`crate::app::theme`].

mod keywords;
mod palette;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vision;

use crate::app::{
    settings::Depth,
    theme::{Ink, Palette},
};
pub use keywords::Layers;
use palette::color;
use ratatui::style::{Modifier, Style};

/// What a frame is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Styles<'p> {
    /// The colours; `None` where they are the terminal's own, and on a terminal with 16 or none.
    palette: Option<&'p Palette>,
    depth: Depth,
    /// Running text, on the ground of everything.
    pub text: Style,
    /// What is beside the text: dates, counts, hints. Readable, but behind.
    pub detail: Style,
    /// Text outside the focus band: as readable as `detail`, so a colour where there are colours.
    pub dimmed: Style,
    /// The block beside the line that was read last.
    pub last_read: Style,
    /// Lines and bars.
    pub line: Style,
    /// Titles and headings.
    pub heading: Style,
    /// The selected row of the pane that keys go to.
    pub selected: Style,
    /// The selected row of another pane.
    pub marked: Style,
    /// The status line.
    pub status: Style,
    /// What stands behind on the status line.
    pub status_detail: Style,
    /// What the last key did.
    pub notice: Style,
    /// Program text.
    pub code: Style,
    /// Program text among other words; over the style of these.
    pub inline_code: Style,
}

impl<'p> Styles<'p> {
    /// The styles of a theme on a terminal with so many colours; without a palette they are the terminal's own.
    pub fn new(palette: Option<&'p Palette>, depth: Depth) -> Self {
        match (palette, depth) {
            (Some(palette), Depth::True | Depth::Indexed) => Self::with(palette, depth),
            // The terminal's own colours: 16 of them are anything that a user has set, and none of
            // them can be trusted to be readable on the ground, so attributes alone.
            _ => Self::plain(depth),
        }
    }

    fn with(palette: &'p Palette, depth: Depth) -> Self {
        let plain = Style::new();
        let fg = |ink: Ink| {
            let style = plain.fg(color(ink, depth));
            if palette.leaves_ground {
                style
            } else {
                style.bg(color(palette.ground, depth))
            }
        };
        let on = |ink: Ink| {
            plain
                .fg(color(palette.heading, depth))
                .bg(color(ink, depth))
        };
        Self {
            palette: Some(palette),
            depth,
            text: fg(palette.text),
            detail: fg(palette.detail),
            dimmed: fg(palette.detail),
            last_read: plain.bg(color(palette.detail, depth)),
            line: fg(palette.line),
            heading: fg(palette.heading).add_modifier(Modifier::BOLD),
            selected: on(palette.selected),
            marked: on(palette.marked),
            status: on(palette.status).fg(color(palette.text, depth)),
            status_detail: on(palette.status).fg(color(palette.status_detail, depth)),
            notice: on(palette.status).add_modifier(Modifier::BOLD),
            code: fg(palette.text),
            inline_code: plain.bg(color(palette.marked, depth)),
        }
    }

    fn plain(depth: Depth) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        let dim = plain.add_modifier(Modifier::DIM);
        Self {
            palette: None,
            depth,
            text: plain,
            detail: if depth == Depth::None { dim } else { plain },
            dimmed: dim,
            last_read: reversed,
            line: dim,
            heading: bold,
            selected: reversed,
            marked: bold,
            status: reversed,
            status_detail: reversed,
            notice: reversed.add_modifier(Modifier::BOLD),
            code: plain,
            inline_code: dim,
        }
    }
}
