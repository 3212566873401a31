//! The themes that are built in.
//!
//! The inks were found by search, as far apart as they can be for normal and colour-blind eyes with the contrast that
//! the theme has on its ground; the tests of `view::theme` compute both again.

use super::{HIGH, Ink, Palette, READABLE, ink};

/// Inks on a dark ground.
pub const DARK_INKS: [Ink; 8] = [
    ink(0xFF_5F5F, 203),
    ink(0xFF_AF00, 214),
    ink(0xFF_D700, 220),
    ink(0x87_D787, 114),
    ink(0x87_FFFF, 123),
    ink(0x87_AFFF, 111),
    ink(0xAF_87D7, 140),
    ink(0xFF_87AF, 211),
];

/// Inks on a light ground.
///
/// They are not safe for colour-blind eyes with 256 colours: to a protanope two of them are 2.1 apart (`OKLab` ×
/// 100). All others here keep 6 for all eyes.
pub const LIGHT_INKS: [Ink; 8] = [
    ink(0x87_4949, 160),
    ink(0x8E_6533, 94),
    ink(0x58_4E05, 58),
    ink(0x26_3D04, 22),
    ink(0x01_7382, 23),
    ink(0x00_63EB, 27),
    ink(0x3C_018B, 54),
    ink(0x77_0C5F, 125),
];

/// Inks on the ground of old paper: those of a light ground, moved as little as gives them a contrast of 4.6.
const SEPIA_INKS: [Ink; 8] = [
    ink(0x86_4545, 160),
    ink(0x8B_6131, 94),
    ink(0x58_4E05, 58),
    ink(0x26_3D04, 22),
    ink(0x0A_7180, 23),
    ink(0x08_5FEC, 27),
    ink(0x39_008C, 54),
    ink(0x77_0C5F, 125),
];

/// Light text on a dark ground.
pub const DARK: Palette = Palette {
    ground: ink(0x1C_1C1C, 234),
    leaves_ground: false,
    text: ink(0xD0_D0CC, 252),
    detail: ink(0x94_9494, 246),
    line: ink(0x4E_4E4E, 239),
    heading: ink(0xF4_F2EC, 255),
    selected: ink(0x44_4444, 238),
    marked: ink(0x2C_2C2C, 236),
    status: ink(0x2C_2C2C, 236),
    status_detail: ink(0xA8_A8A8, 248),
    inks: DARK_INKS,
    own: [false; 8],
    least: READABLE,
    is_dark: true,
    is_proven: true,
};

/// Dark text on a light ground.
pub const LIGHT: Palette = Palette {
    ground: ink(0xFD_FAF3, 231),
    leaves_ground: false,
    text: ink(0x2B_2B2B, 235),
    detail: ink(0x62_6262, 241),
    line: ink(0xBC_B8AE, 250),
    heading: ink(0x00_0000, 16),
    selected: ink(0xD6_D0C2, 252),
    marked: ink(0xEC_E7DB, 254),
    status: ink(0xEC_E7DB, 254),
    status_detail: ink(0x55_5555, 240),
    inks: LIGHT_INKS,
    own: [false; 8],
    least: READABLE,
    is_dark: false,
    is_proven: true,
};

/// Brown text on old paper.
pub const SEPIA: Palette = Palette {
    ground: ink(0xF4_ECD8, 230),
    leaves_ground: false,
    text: ink(0x46_382A, 236),
    detail: ink(0x6A_5A45, 241),
    line: ink(0xBF_AE8C, 250),
    heading: ink(0x2A_1E10, 233),
    selected: ink(0xDC_CFB0, 223),
    marked: ink(0xE9_DFC6, 254),
    status: ink(0xE9_DFC6, 254),
    status_detail: ink(0x5C_4C38, 240),
    inks: SEPIA_INKS,
    own: [false; 8],
    least: READABLE,
    is_dark: false,
    is_proven: true,
};

/// White on black, every text with a contrast of at least 7.
pub const CONTRAST: Palette = Palette {
    ground: ink(0x00_0000, 16),
    leaves_ground: false,
    text: ink(0xFF_FFFF, 231),
    detail: ink(0xD0_D0D0, 252),
    line: ink(0x94_9494, 246),
    heading: ink(0xFF_FFFF, 231),
    selected: ink(0x44_4444, 238),
    marked: ink(0x26_2626, 235),
    status: ink(0x26_2626, 235),
    status_detail: ink(0xD0_D0D0, 252),
    inks: DARK_INKS,
    own: [false; 8],
    least: HIGH,
    is_dark: true,
    is_proven: true,
};
