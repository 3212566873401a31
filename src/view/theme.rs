//! The colours of each theme, for each number of colours that a terminal may have.
//!
//! The keyword inks and markers were found by search: eight hues that can be named, each with a
//! contrast of at least 4.5 (WCAG 2.2) on its ground, as far apart as they can be for normal and
//! colour-blind eyes. The tests compute contrasts and distances again. No style here is the only sign of
//! anything: hits are underlined, categories have letters, the selected row has a mark.

mod keywords;
mod palette;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vision;

use crate::app::settings::{Depth, Theme};
pub use keywords::Layers;
use palette::{Ink, ink};
use ratatui::style::{Modifier, Style};

/// What a frame is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Styles {
    theme: Theme,
    depth: Depth,
    /// Running text, on the ground of everything.
    pub text: Style,
    /// What is beside the text: dates, counts, hints. Readable, but behind.
    pub detail: Style,
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

/// The colours of one ground.
struct Grounds {
    ground: Ink,
    text: Ink,
    detail: Ink,
    line: Ink,
    heading: Ink,
    selected: Ink,
    marked: Ink,
    status: Ink,
    status_detail: Ink,
}

const DARK: Grounds = Grounds {
    ground: ink(0x1C_1C1C, 234),
    text: ink(0xD0_D0CC, 252),
    detail: ink(0x94_9494, 246),
    line: ink(0x4E_4E4E, 239),
    heading: ink(0xF4_F2EC, 255),
    selected: ink(0x44_4444, 238),
    marked: ink(0x2C_2C2C, 236),
    status: ink(0x2C_2C2C, 236),
    status_detail: ink(0xA8_A8A8, 248),
};

const LIGHT: Grounds = Grounds {
    ground: ink(0xFD_FAF3, 231),
    text: ink(0x2B_2B2B, 235),
    detail: ink(0x62_6262, 241),
    line: ink(0xBC_B8AE, 250),
    heading: ink(0x00_0000, 16),
    selected: ink(0xD6_D0C2, 252),
    marked: ink(0xEC_E7DB, 254),
    status: ink(0xEC_E7DB, 254),
    status_detail: ink(0x55_5555, 240),
};

impl Styles {
    /// The ground of everything, where the theme has one of its own.
    fn ground(&self) -> Option<Ink> {
        match self.theme {
            Theme::Dark => Some(DARK.ground),
            Theme::Light => Some(LIGHT.ground),
            Theme::Terminal => None,
        }
    }

    /// The styles of a theme on a terminal with so many colours.
    pub fn new(theme: Theme, depth: Depth) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        let dim = plain.add_modifier(Modifier::DIM);
        let own = |grounds: &Grounds| {
            let fg = |ink: Ink| plain.fg(ink.color(depth)).bg(grounds.ground.color(depth));
            let on = |ink: Ink| plain.fg(grounds.heading.color(depth)).bg(ink.color(depth));
            Self {
                theme,
                depth,
                text: fg(grounds.text),
                detail: fg(grounds.detail),
                line: fg(grounds.line),
                heading: fg(grounds.heading).add_modifier(Modifier::BOLD),
                selected: on(grounds.selected),
                marked: on(grounds.marked),
                status: on(grounds.status).fg(grounds.text.color(depth)),
                status_detail: on(grounds.status).fg(grounds.status_detail.color(depth)),
                notice: on(grounds.status).add_modifier(Modifier::BOLD),
                code: fg(grounds.text),
                inline_code: plain.bg(grounds.marked.color(depth)),
            }
        };
        match (theme, depth) {
            (Theme::Dark, Depth::True | Depth::Indexed) => own(&DARK),
            (Theme::Light, Depth::True | Depth::Indexed) => own(&LIGHT),
            // The terminal's own colours: 16 of them are anything that a user has set, and none of
            // them can be trusted to be readable on the ground, so attributes alone.
            _ => Self {
                theme: Theme::Terminal,
                depth,
                text: plain,
                detail: if depth == Depth::None { dim } else { plain },
                line: dim,
                heading: bold,
                selected: reversed,
                marked: bold,
                status: reversed,
                status_detail: reversed,
                notice: reversed.add_modifier(Modifier::BOLD),
                code: plain,
                inline_code: dim,
            },
        }
    }
}
