//! What the colours become on the screen: blocks, shades, cells.

use crate::{
    app::{
        settings::Depth,
        theme::{DARK_INKS, HIGH, Ink, ink},
    },
    keyword::set::Slot,
};
use ratatui::style::Color;

/// The grounds of a slot's blocks, the same in every theme: they bring their text with them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hue {
    /// Below black text.
    pub marker: Ink,
    /// Below white text.
    pub deep: Ink,
}

const MARKERS: [Ink; 8] = [
    ink(0xFF_5F5F, 203),
    ink(0xFF_D7AF, 223),
    ink(0xFF_FF00, 226),
    ink(0x5F_D700, 76),
    ink(0xAF_FFFF, 159),
    ink(0xAF_D7FF, 153),
    ink(0xAF_87FF, 141),
    ink(0xD7_87AF, 175),
];

/// The inks of a light ground with 24 bits are too dark below white text, two of them near black: so those with 256.
const DEEP: [Ink; 8] = [
    ink(0xD7_0000, 160),
    ink(0x87_5F00, 94),
    ink(0x5F_5F00, 58),
    ink(0x00_5F00, 22),
    ink(0x00_5F5F, 23),
    ink(0x00_5FFF, 27),
    ink(0x5F_0087, 54),
    ink(0xAF_005F, 125),
];

/// The hue of a slot.
pub(super) const fn hue(slot: Slot) -> Hue {
    Hue {
        marker: MARKERS[slot as usize],
        deep: DEEP[slot as usize],
    }
}

/// The hue that marks the focused term of a category without a colour; its hits have none.
pub(super) const NEUTRAL: Hue = Hue {
    marker: ink(0xD7_D7AF, 187),
    deep: ink(0x87_5F5F, 95),
};
/// Its ink on black.
pub(super) const NEUTRAL_INK: Ink = ink(0xD7_D7AF, 187);

pub(super) const BLACK: Ink = ink(0x00_0000, 16);
pub(super) const WHITE: Ink = ink(0xFF_FFFF, 231);
/// The ground below yellow markers.
pub(super) const YELLOW: Ink = ink(0xFF_FF00, 226);
/// The ground below what is selected: grey, which no category is.
pub(super) const GREY: Ink = ink(0xBC_BCBC, 250);

/// The ink of a slot on black.
pub(super) const fn on_black(slot: Slot) -> Ink {
    DARK_INKS[slot as usize]
}

/// An ink as a cell's colour.
pub(super) fn color(ink: Ink, depth: Depth) -> Color {
    let [red, green, blue] = ink.parts();
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        _ => Color::Indexed(ink.index()),
    }
}

/// Black or white, whichever can be read better on `ground`: with a contrast of at least 4.58 on any.
pub(super) fn text_on(ground: Ink, depth: Depth) -> Ink {
    let of = |text: Ink| ground.contrast(text, depth);
    if of(BLACK) >= of(WHITE) { BLACK } else { WHITE }
}

/// `hue` as a ground below `text`, which is black or white, shaded as far as a contrast of 7 needs: so it differs from
/// the colour itself.
pub(super) fn below(hue: Ink, text: Ink, depth: Depth) -> Ink {
    let end = if text == BLACK { 0xFF } else { 0x00 };
    let mixed = |step: u32| {
        hue.parts()
            .map(|part| ((u32::from(part) * (8 - step) + end * step) / 8) as u8)
    };
    (0..8)
        .map(|step| Ink::own(mixed(step)))
        .find(|ink| ink.contrast(text, depth) >= HIGH)
        .unwrap_or(if end == 0 { BLACK } else { WHITE })
}
