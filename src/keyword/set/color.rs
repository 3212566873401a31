//! Colours of categories and how well they can be read.

use serde::{Deserialize, Serialize};

/// A colour of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Color {
    /// One of the theme's eight, which can be read on every ground.
    Slot(Slot),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
    /// One of the terminal's 256; the first 16 are the terminal's own choice.
    Indexed(u8),
}

/// One of the eight colours of a theme, by its hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Slot {
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Cyan.
    Cyan,
    /// Blue.
    Blue,
    /// Violet.
    Violet,
    /// Pink.
    Pink,
}

impl Slot {
    /// All of them with the names that files use.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("red", Self::Red),
        ("orange", Self::Orange),
        ("yellow", Self::Yellow),
        ("green", Self::Green),
        ("cyan", Self::Cyan),
        ("blue", Self::Blue),
        ("violet", Self::Violet),
        ("pink", Self::Pink),
    ];
}

impl Color {
    /// The colour that `name` means: a slot or `#RRGGBB`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        if let Some(&(_, slot)) = Slot::NAMES.iter().find(|(slot, _)| *slot == name) {
            return Some(Self::Slot(slot));
        }
        let digits = name.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self::Rgb(part(0)?, part(2)?, part(4)?))
    }

    /// Its red, green and blue, where it is neither the theme's nor the terminal's to choose.
    pub fn rgb(self) -> Option<[u8; 3]> {
        match self {
            Self::Rgb(red, green, blue) => Some([red, green, blue]),
            Self::Indexed(index @ 16..=231) => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
                let cube = index - 16;
                Some([level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
            }
            Self::Indexed(index @ 232..) => Some([8 + 10 * (index - 232); 3]),
            Self::Slot(_) | Self::Indexed(_) => None,
        }
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            libm::pow((part + 0.055) / 1.055, 2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The dark grounds that ink is checked on.
pub(super) const DARK: [[u8; 3]; 4] = [
    [0x00, 0x00, 0x00],
    [0x1e, 0x1e, 0x1e],
    [0x28, 0x2c, 0x34],
    [0x00, 0x2b, 0x36],
];

/// The light grounds that ink is checked on.
pub(super) const LIGHT: [[u8; 3]; 3] = [[0xff, 0xff, 0xff], [0xfd, 0xf6, 0xe3], [0xf2, 0xf2, 0xf2]];

/// The lowest contrast of `ink` on any of `grounds`.
pub(super) fn least_contrast(ink: [u8; 3], grounds: &[[u8; 3]]) -> f64 {
    grounds
        .iter()
        .map(|&ground| contrast(ink, ground))
        .fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_palette_table() {
        let salmon = Color::Indexed(203).rgb().unwrap();
        assert_eq!(salmon, [0xff, 0x5f, 0x5f]);
        let figures = DARK.map(|ground| format!("{:.2}", contrast(salmon, ground)));
        assert_eq!(figures, ["7.05", "5.60", "4.70", "5.04"]);
        assert_eq!(
            format!("{:.2}", contrast([0x87, 0x49, 0x49], LIGHT[1])),
            "6.32"
        );
    }

    #[test]
    fn a_colour_is_a_slot_or_six_digits() {
        assert_eq!(Color::named("pink"), Some(Color::Slot(Slot::Pink)));
        assert_eq!(Color::named("#Ff8000"), Some(Color::Rgb(255, 128, 0)));
        assert_eq!(Color::named("#ff80"), None);
        assert_eq!(Color::named("#+f8000"), None);
        assert_eq!(Color::named("purple"), None);
        assert_eq!(Color::Indexed(244).rgb(), Some([128; 3]));
        assert_eq!(Color::Indexed(7).rgb(), None);
    }
}
