//! How the hits of a category are painted.

use super::{
    Styles,
    palette::{INKS, ink, nearest},
};
use crate::{
    app::settings::{Depth, Theme},
    keyword::set::{Category, Color as KeywordColor, Slot},
};
use ratatui::style::{Color, Modifier, Style};

impl Styles {
    /// How a hit of a category is painted; `order` is the category's place in its set.
    ///
    /// Added to the style of the text: what it does not set stays.
    pub fn hit(&self, category: &Category, order: usize) -> Style {
        let mut style = self
            .sample(category, order)
            .add_modifier(Modifier::UNDERLINED);
        if category.styles.bold {
            style = style.add_modifier(Modifier::BOLD);
        }
        if category.styles.italic {
            style = style.add_modifier(Modifier::ITALIC);
        }
        style
    }

    /// The colours of a category, for its letter in the legend.
    pub fn sample(&self, category: &Category, order: usize) -> Style {
        let slot = match category.color {
            Some(KeywordColor::Slot(slot)) => Some(slot),
            Some(KeywordColor::Rgb(r, g, b)) => return self.custom(Color::Rgb(r, g, b)),
            Some(KeywordColor::Indexed(index)) => return self.custom(Color::Indexed(index)),
            None => INKS.get(order).map(|row| row.0),
        };
        let Some(slot) = slot else {
            return Style::new().add_modifier(Modifier::BOLD);
        };
        let (_, dark, light, marker) = INKS[slot as usize];
        match (self.depth, self.theme) {
            (Depth::None, _) => by_attribute(slot),
            (Depth::Sixteen, _) => by_sixteen(slot),
            (depth, Theme::Dark) => Style::new().fg(dark.color(depth)),
            (depth, Theme::Light) => Style::new().fg(light.color(depth)),
            // On a ground that is not known both colours are set.
            (depth, Theme::Terminal) => Style::new()
                .fg(ink(0x00_0000, 16).color(depth))
                .bg(marker.color(depth)),
        }
    }

    fn custom(&self, color: Color) -> Style {
        match (self.depth, color) {
            (Depth::None | Depth::Sixteen, _) => Style::new().add_modifier(Modifier::BOLD),
            (Depth::Indexed, Color::Rgb(r, g, b)) => {
                Style::new().fg(Color::Indexed(nearest(r, g, b)))
            }
            _ => Style::new().fg(color),
        }
    }
}

/// Without colours: people underlined alone, bodies, places and events bold, themes in italics.
fn by_attribute(slot: Slot) -> Style {
    match slot {
        Slot::Pink | Slot::Violet | Slot::Yellow => Style::new(),
        Slot::Blue | Slot::Cyan | Slot::Orange => Style::new().add_modifier(Modifier::BOLD),
        Slot::Red | Slot::Green => Style::new().add_modifier(Modifier::ITALIC),
    }
}

/// Both colours from the 16: black on a bright one, where it is readable on xterm's defaults.
fn by_sixteen(slot: Slot) -> Style {
    let (text, ground) = match slot {
        Slot::Red => (Color::Black, Color::LightRed),
        Slot::Orange => (Color::Black, Color::White),
        Slot::Yellow => (Color::Black, Color::LightYellow),
        Slot::Green => (Color::Black, Color::LightGreen),
        Slot::Cyan => (Color::Black, Color::LightCyan),
        Slot::Blue => (Color::White, Color::Blue),
        Slot::Violet => (Color::Black, Color::Gray),
        Slot::Pink => (Color::Black, Color::LightMagenta),
    };
    Style::new().fg(text).bg(ground)
}
