//! The colours of each theme, for each number of colours that a terminal may have.
//!
//! The keyword inks and markers were found by search: eight hues that can be named, each with a
//! contrast of at least 4.5 (WCAG 2.2) on its ground, as far apart as they can be for normal and
//! colour-blind eyes. The tests compute the contrasts again. No style here is the only sign of
//! anything: hits are underlined, categories have letters, the selected row has a mark.

use crate::{
    app::settings::{Depth, Theme},
    keyword::set::{Category, Color as KeywordColor, Slot},
};
use ratatui::style::{Color, Modifier, Style};

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
}

/// A colour for terminals with 24 bits and its neighbour among the 256.
#[derive(Debug, Clone, Copy)]
struct Ink {
    rgb: u32,
    indexed: u8,
}

const fn ink(rgb: u32, indexed: u8) -> Ink {
    Ink { rgb, indexed }
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

/// Inks on a dark ground, inks on a light one, grounds of markers, in the order of [`Slot`].
const INKS: [(Slot, Ink, Ink, Ink); 8] = [
    (
        Slot::Red,
        ink(0xFF_5F5F, 203),
        ink(0x87_4949, 160),
        ink(0xFF_5F5F, 203),
    ),
    (
        Slot::Orange,
        ink(0xFF_AF00, 214),
        ink(0x8E_6533, 94),
        ink(0xFF_D7AF, 223),
    ),
    (
        Slot::Yellow,
        ink(0xFF_D700, 220),
        ink(0x58_4E05, 58),
        ink(0xFF_FF00, 226),
    ),
    (
        Slot::Green,
        ink(0x87_D787, 114),
        ink(0x26_3D04, 22),
        ink(0x5F_D700, 76),
    ),
    (
        Slot::Cyan,
        ink(0x87_FFFF, 123),
        ink(0x01_7382, 23),
        ink(0xAF_FFFF, 159),
    ),
    (
        Slot::Blue,
        ink(0x87_AFFF, 111),
        ink(0x00_63EB, 27),
        ink(0xAF_D7FF, 153),
    ),
    (
        Slot::Violet,
        ink(0xAF_87D7, 140),
        ink(0x3C_018B, 54),
        ink(0xAF_87FF, 141),
    ),
    (
        Slot::Pink,
        ink(0xFF_87AF, 211),
        ink(0x77_0C5F, 125),
        ink(0xD7_87AF, 175),
    ),
];

impl Ink {
    fn color(self, depth: Depth) -> Color {
        match depth {
            Depth::True => Color::Rgb(
                (self.rgb >> 16) as u8,
                (self.rgb >> 8) as u8,
                self.rgb as u8,
            ),
            _ => Color::Indexed(self.indexed),
        }
    }
}

impl Styles {
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
            },
        }
    }

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

    /// (to be replaced)
    pub fn focused(&self, category: &Category, order: usize) -> Style {
        self.hit(category, order).add_modifier(Modifier::BOLD)
    }

    /// (to be replaced)
    pub fn landing(&self, category: &Category, order: usize) -> Style {
        self.hit(category, order).add_modifier(Modifier::REVERSED)
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

/// The colour of xterm's 6×6×6 cube or grey ramp that is nearest in RGB.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
    let wanted = [r, g, b];
    let distance = |index: u8| -> u32 {
        let have = indexed_rgb(index);
        (0..3)
            .map(|i| u32::from(wanted[i].abs_diff(have[i])).pow(2))
            .sum()
    };
    (16..=255)
        .min_by_key(|&index| distance(index))
        .unwrap_or(16)
}

/// What xterm shows for one of the colours 16 to 255.
fn indexed_rgb(index: u8) -> [u8; 3] {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    if index >= 232 {
        [8 + 10 * (index - 232); 3]
    } else {
        let n = index - 16;
        [level(n / 36), level(n / 6 % 6), level(n % 6)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyword::set::Styles as CategoryStyles;

    /// Relative luminance, WCAG 2.2.
    fn luminance(color: Color) -> f64 {
        let rgb = match color {
            Color::Rgb(r, g, b) => [r, g, b],
            Color::Indexed(index) => indexed_rgb(index),
            other => panic!("{other:?} has no fixed value"),
        };
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
    }

    fn contrast(style: Style) -> f64 {
        let (a, b) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn category(slot: Slot) -> Category {
        Category {
            id: "x".to_owned(),
            name: "X".to_owned(),
            mark: "X".to_owned(),
            color: Some(KeywordColor::Slot(slot)),
            styles: CategoryStyles::default(),
        }
    }

    #[test]
    fn the_contrast_formula_gives_the_known_values() {
        let style = |fg, bg| {
            Style::new()
                .fg(Color::Rgb(fg, fg, fg))
                .bg(Color::Rgb(bg, bg, bg))
        };
        assert!((contrast(style(0, 255)) - 21.0).abs() < 0.01);
        assert!((contrast(style(0x76, 0x1E)) - 3.67).abs() < 0.01);
    }

    #[test]
    fn every_text_has_a_contrast_of_at_least_four_and_a_half() {
        for theme in [Theme::Dark, Theme::Light] {
            for depth in [Depth::True, Depth::Indexed] {
                let styles = Styles::new(theme, depth);
                for style in [
                    styles.text,
                    styles.detail,
                    styles.heading,
                    styles.selected,
                    styles.marked,
                    styles.status,
                    styles.status_detail,
                    styles.notice,
                    styles.code,
                ] {
                    assert!(
                        contrast(style) >= 4.5,
                        "{theme:?} {depth:?} {style:?}: {}",
                        contrast(style)
                    );
                }
            }
        }
    }

    #[test]
    fn every_keyword_ink_has_a_contrast_of_at_least_four_and_a_half() {
        for theme in Theme::ALL {
            for depth in [Depth::True, Depth::Indexed] {
                let styles = Styles::new(theme, depth);
                for (order, (slot, ..)) in INKS.iter().enumerate() {
                    let style = styles.text.patch(styles.hit(&category(*slot), order));
                    assert!(
                        contrast(style) >= 4.5,
                        "{theme:?} {depth:?} {slot:?}: {}",
                        contrast(style)
                    );
                }
            }
        }
    }

    #[test]
    fn inks_stand_in_the_order_of_the_slots() {
        for (order, (slot, ..)) in INKS.iter().enumerate() {
            assert_eq!(*slot as usize, order);
        }
    }

    #[test]
    fn without_colours_no_style_sets_one() {
        let styles = Styles::new(Theme::Dark, Depth::None);
        for (order, (slot, ..)) in INKS.iter().enumerate() {
            let style = styles.hit(&category(*slot), order);
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(style.add_modifier.contains(Modifier::UNDERLINED));
        }
        for style in [styles.text, styles.detail, styles.selected, styles.status] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
