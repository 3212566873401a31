//! The colours themselves: for 24 bits and for the 256 of xterm.

use crate::{app::settings::Depth, keyword::set::Slot};
use ratatui::style::Color;

/// A colour for terminals with 24 bits and its neighbour among the 256.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) rgb: u32,
    pub(super) indexed: u8,
}

pub(super) const fn ink(rgb: u32, indexed: u8) -> Ink {
    Ink { rgb, indexed }
}

/// Inks on a dark ground, inks on a light one, grounds of markers, in the order of [`Slot`].
pub(super) const INKS: [(Slot, Ink, Ink, Ink); 8] = [
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
    pub(super) fn color(self, depth: Depth) -> Color {
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

/// The colour of xterm's 6×6×6 cube or grey ramp that is nearest in RGB.
pub(super) fn nearest(r: u8, g: u8, b: u8) -> u8 {
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
pub(super) fn indexed_rgb(index: u8) -> [u8; 3] {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    if index >= 232 {
        [8 + 10 * (index - 232); 3]
    } else {
        let n = index - 16;
        [level(n / 36), level(n / 6 % 6), level(n % 6)]
    }
}
