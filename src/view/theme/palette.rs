//! The colours themselves: for 24 bits and for the 256 of xterm.

use crate::{
    app::settings::Depth,
    keyword::set::{Color as KeywordColor, Slot, contrast},
};
use ratatui::style::Color;

/// A colour for terminals with 24 bits and its neighbour among the 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    rgb: u32,
    indexed: u8,
}

pub(super) const fn ink(rgb: u32, indexed: u8) -> Ink {
    Ink { rgb, indexed }
}

/// The three colours of a slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hue {
    /// As text on a dark ground.
    pub dark: Ink,
    /// As text on a light ground, or a ground below white text.
    pub light: Ink,
    /// A ground below black text.
    pub marker: Ink,
}

/// The hues in the order of [`Slot`].
///
/// The inks of a light ground are not safe for colour-blind eyes with 256 colours: to a protanope two
/// of them are 2.1 apart (`OKLab` × 100). Everything else here keeps 6 for all eyes.
pub(super) const HUES: [(Slot, Hue); 8] = [
    (
        Slot::Red,
        hue(
            ink(0xFF_5F5F, 203),
            ink(0x87_4949, 160),
            ink(0xFF_5F5F, 203),
        ),
    ),
    (
        Slot::Orange,
        hue(ink(0xFF_AF00, 214), ink(0x8E_6533, 94), ink(0xFF_D7AF, 223)),
    ),
    (
        Slot::Yellow,
        hue(ink(0xFF_D700, 220), ink(0x58_4E05, 58), ink(0xFF_FF00, 226)),
    ),
    (
        Slot::Green,
        hue(ink(0x87_D787, 114), ink(0x26_3D04, 22), ink(0x5F_D700, 76)),
    ),
    (
        Slot::Cyan,
        hue(ink(0x87_FFFF, 123), ink(0x01_7382, 23), ink(0xAF_FFFF, 159)),
    ),
    (
        Slot::Blue,
        hue(ink(0x87_AFFF, 111), ink(0x00_63EB, 27), ink(0xAF_D7FF, 153)),
    ),
    (
        Slot::Violet,
        hue(ink(0xAF_87D7, 140), ink(0x3C_018B, 54), ink(0xAF_87FF, 141)),
    ),
    (
        Slot::Pink,
        hue(
            ink(0xFF_87AF, 211),
            ink(0x77_0C5F, 125),
            ink(0xD7_87AF, 175),
        ),
    ),
];

/// The hue that marks the focused term of a category without a colour; its hits have none.
pub(super) const NEUTRAL: Hue = hue(ink(0xD7_D7AF, 187), ink(0x87_5F5F, 95), ink(0xD7_D7AF, 187));

pub(super) const BLACK: Ink = ink(0x00_0000, 16);
pub(super) const WHITE: Ink = ink(0xFF_FFFF, 231);
/// The ground below yellow markers.
pub(super) const YELLOW: Ink = ink(0xFF_FF00, 226);
/// The ground below what is selected: grey, which no category is.
pub(super) const GREY: Ink = ink(0xBC_BCBC, 250);

/// Contrast below which text is hard to read (WCAG 2.2, level AA).
pub(super) const READABLE: f64 = 4.5;
/// Contrast of the shades made here (WCAG 2.2, level AAA): so they differ from the colour itself.
const SHADED: f64 = 7.0;

const fn hue(dark: Ink, light: Ink, marker: Ink) -> Hue {
    Hue {
        dark,
        light,
        marker,
    }
}

impl Hue {
    /// The ground below white text, the same with 256 colours and with more.
    ///
    /// The inks of a light ground with 24 bits are too dark for it: two of them are near black.
    pub fn deep(self) -> Ink {
        Ink::indexed(self.light.indexed)
    }
}

impl Ink {
    /// The ink of red, green and blue.
    pub fn own(rgb: [u8; 3]) -> Self {
        let [red, green, blue] = rgb;
        ink(u32::from_be_bytes([0, red, green, blue]), nearest(rgb))
    }

    /// One of the colours 16 to 255, which no terminal redefines.
    pub fn indexed(indexed: u8) -> Self {
        let [red, green, blue] = indexed_rgb(indexed);
        ink(u32::from_be_bytes([0, red, green, blue]), indexed)
    }

    /// As a cell's colour.
    pub fn color(self, depth: Depth) -> Color {
        let [red, green, blue] = self.parts();
        match depth {
            Depth::True => Color::Rgb(red, green, blue),
            _ => Color::Indexed(self.indexed),
        }
    }

    /// The contrast with `other`, as a terminal of this depth shows both.
    pub fn contrast(self, other: Self, depth: Depth) -> f64 {
        contrast(self.shown(depth), other.shown(depth))
    }

    /// Black or white, whichever can be read better on this ground: at least 4.58 on any.
    pub fn text(self, depth: Depth) -> Self {
        let of = |text: Self| self.contrast(text, depth);
        if of(BLACK) >= of(WHITE) { BLACK } else { WHITE }
    }

    /// This hue as a ground below `text`, which is black or white, shaded as far as needed.
    pub fn below(self, text: Self, depth: Depth) -> Self {
        let end = if text == BLACK { 0xFF } else { 0x00 };
        let mixed = |step: u32| {
            self.parts()
                .map(|part| ((u32::from(part) * (8 - step) + end * step) / 8) as u8)
        };
        (0..8)
            .map(|step| Self::own(mixed(step)))
            .find(|ink| ink.contrast(text, depth) >= SHADED)
            .unwrap_or(if end == 0 { BLACK } else { WHITE })
    }

    fn parts(self) -> [u8; 3] {
        let [_, red, green, blue] = self.rgb.to_be_bytes();
        [red, green, blue]
    }

    fn shown(self, depth: Depth) -> [u8; 3] {
        match depth {
            Depth::True => self.parts(),
            _ => indexed_rgb(self.indexed),
        }
    }
}

/// The colour of xterm's 6×6×6 cube or grey ramp that is nearest in RGB.
fn nearest(wanted: [u8; 3]) -> u8 {
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
    KeywordColor::Indexed(index)
        .rgb()
        .expect("colours from 16 on are fixed")
}
