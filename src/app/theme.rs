//! Themes: which colours there are, and how well they can be read on each other.
//!
//! Responsible for the colours themselves, built in or the reader's own, and for their contrast (WCAG 2.2). Not for
//! what is painted with them (see `view`), nor for reading a reader's own theme (see `store`).

use crate::{
    app::settings::Depth,
    keyword::set::{Color as KeywordColor, Slot, contrast},
};

/// Contrast below which text is hard to read (WCAG 2.2, level AA).
pub const READABLE: f64 = 4.5;
/// Contrast of a theme for weak eyes and bright light (WCAG 2.2, level AAA).
pub const HIGH: f64 = 7.0;

/// A colour for terminals with 24 bits, and its neighbour among the 256 of xterm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    rgb: u32,
    indexed: u8,
}

/// An ink, by its 24 bits and the neighbour that was chosen for it.
pub const fn ink(rgb: u32, indexed: u8) -> Ink {
    Ink { rgb, indexed }
}

impl Ink {
    /// The ink of red, green and blue.
    pub fn own(rgb: [u8; 3]) -> Self {
        let [red, green, blue] = rgb;
        ink(u32::from_be_bytes([0, red, green, blue]), nearest(rgb))
    }

    /// One of the colours 16 to 255, which no terminal redefines.
    pub fn of_index(indexed: u8) -> Self {
        let [red, green, blue] = indexed_rgb(indexed);
        ink(u32::from_be_bytes([0, red, green, blue]), indexed)
    }

    /// Its neighbour among the 256.
    pub const fn index(self) -> u8 {
        self.indexed
    }

    /// Its red, green and blue.
    pub fn parts(self) -> [u8; 3] {
        let [_, red, green, blue] = self.rgb.to_be_bytes();
        [red, green, blue]
    }

    /// Red, green and blue as a terminal of this depth shows it.
    pub fn shown(self, depth: Depth) -> [u8; 3] {
        match depth {
            Depth::True => self.parts(),
            _ => indexed_rgb(self.indexed),
        }
    }

    /// The same colour with the nearest of its neighbours that can be read with 256 colours on each of `grounds` on
    /// which it can be with 24 bits.
    fn readable_on(self, grounds: &[Self], least: f64) -> Self {
        let is_readable = |index: u8| {
            grounds.iter().all(|&ground| {
                self.contrast(ground, Depth::True) < least
                    || Self::of_index(index).contrast(ground, Depth::Indexed) >= least
            })
        };
        if is_readable(self.indexed) {
            return self;
        }
        let nearest = (16..=255)
            .filter(|&index| is_readable(index))
            .min_by_key(|&index| distance(self.parts(), index));
        ink(self.rgb, nearest.unwrap_or(self.indexed))
    }

    /// The contrast with `other`, 1 to 21, as a terminal of this depth shows both.
    pub fn contrast(self, other: Self, depth: Depth) -> f64 {
        contrast(self.shown(depth), other.shown(depth))
    }
}

/// The colour of xterm's 6×6×6 cube or grey ramp that is nearest in RGB.
fn nearest(wanted: [u8; 3]) -> u8 {
    (16..=255)
        .min_by_key(|&index| distance(wanted, index))
        .unwrap_or(16)
}

/// How far a colour is from one of xterm's, in RGB, squared.
fn distance(wanted: [u8; 3], index: u8) -> u32 {
    let have = indexed_rgb(index);
    (0..3)
        .map(|i| u32::from(wanted[i].abs_diff(have[i])).pow(2))
        .sum()
}

/// What xterm shows for one of the colours 16 to 255.
fn indexed_rgb(index: u8) -> [u8; 3] {
    KeywordColor::Indexed(index)
        .rgb()
        .expect("colours from 16 on are fixed")
}

/// The colours of one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// What everything stands on.
    pub ground: Ink,
    /// Whether the terminal's own ground is left where `ground` would be; contrasts are reckoned with `ground`.
    pub leaves_ground: bool,
    /// Running text.
    pub text: Ink,
    /// What is beside the text: dates, counts, hints.
    pub detail: Ink,
    /// Lines and bars.
    pub line: Ink,
    /// Titles and headings, and the text of the selected row.
    pub heading: Ink,
    /// Ground of the selected row of the pane that keys go to.
    pub selected: Ink,
    /// Ground of the selected row of another pane, and of program text.
    pub marked: Ink,
    /// Ground of the status line.
    pub status: Ink,
    /// What stands behind on the status line.
    pub status_detail: Ink,
    /// Inks of the categories, in the order of [`Slot`].
    pub inks: [Ink; 8],
    /// Which of these the reader has chosen: blocks of such a category are of that colour too.
    pub own: [bool; 8],
    /// The contrast that its text is meant to have.
    pub least: f64,
    /// Whether light text stands on a dark ground.
    pub is_dark: bool,
    /// Whether all inks have that contrast, as the tests prove of what is built in.
    pub is_proven: bool,
}

/// One of the colours of a palette: what it is called in a file, and where it stands.
#[derive(Debug)]
pub struct Part {
    /// As a file names it.
    pub name: &'static str,
    /// What it is for.
    pub summary: &'static str,
    /// Where it stands.
    pub of: fn(&mut Palette) -> &mut Ink,
}

/// The colours that a file can set, categories aside.
pub const PARTS: &[Part] = &[
    Part {
        name: "ground",
        summary: "what everything stands on; \"terminal\" leaves the terminal's own",
        of: |palette| &mut palette.ground,
    },
    Part {
        name: "text",
        summary: "running text",
        of: |palette| &mut palette.text,
    },
    Part {
        name: "detail",
        summary: "dates, counts, hints",
        of: |palette| &mut palette.detail,
    },
    Part {
        name: "line",
        summary: "lines and bars",
        of: |palette| &mut palette.line,
    },
    Part {
        name: "heading",
        summary: "titles, headings, the text of the selected row",
        of: |palette| &mut palette.heading,
    },
    Part {
        name: "selected",
        summary: "ground of the selected row",
        of: |palette| &mut palette.selected,
    },
    Part {
        name: "marked",
        summary: "ground of the selected row of the other pane, and of program text",
        of: |palette| &mut palette.marked,
    },
    Part {
        name: "status",
        summary: "ground of the status line",
        of: |palette| &mut palette.status,
    },
    Part {
        name: "status_detail",
        summary: "hints on the status line",
        of: |palette| &mut palette.status_detail,
    },
];

/// What is read on what, by the names of [`PARTS`].
pub const READ_ON: [(&str, &str); 9] = [
    ("text", "ground"),
    ("detail", "ground"),
    ("heading", "ground"),
    ("heading", "selected"),
    ("heading", "marked"),
    ("text", "marked"),
    ("heading", "status"),
    ("text", "status"),
    ("status_detail", "status"),
];

impl Palette {
    /// The same after the reader has changed colours of it: what was known of the built-in ones is not any more.
    #[must_use]
    pub fn changed(mut self) -> Self {
        self.is_dark = Ground::of(self.ground.parts()) == Ground::Dark;
        self.is_proven = false;
        self
    }

    /// The same with neighbours among the 256 colours that can be read wherever the 24 bits can: the nearest of those.
    #[must_use]
    pub fn with_readable_neighbours(mut self) -> Self {
        let colours: Vec<(&str, Ink)> = PARTS
            .iter()
            .map(|part| (part.name, *(part.of)(&mut self)))
            .collect();
        let colour = |name: &str| colours.iter().find(|row| row.0 == name).map(|row| row.1);
        let (ground, least) = (self.ground, self.least);
        for text in PARTS {
            let grounds: Vec<Ink> = READ_ON
                .iter()
                .filter(|(name, _)| *name == text.name)
                .filter_map(|(_, ground)| colour(ground))
                .collect();
            let ink = (text.of)(&mut self);
            *ink = ink.readable_on(&grounds, least);
        }
        self.inks = self.inks.map(|ink| ink.readable_on(&[ground], least));
        self
    }

    /// The ink of a category's slot.
    pub const fn ink(&self, slot: Slot) -> Ink {
        self.inks[slot as usize]
    }
}

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

/// A theme that the reader has made.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTheme {
    /// What it is called.
    pub name: String,
    /// Its colours.
    pub palette: Palette,
}

/// A set of colours that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// One for a dark or a light ground, as the terminal's is.
    #[default]
    Auto,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// Brown text on old paper.
    Sepia,
    /// White on black, all of it easy to read.
    Contrast,
    /// The terminal's own ground and text.
    Terminal,
    /// One of the reader's, by its number.
    Own(u8),
}

impl Theme {
    /// Those that are built in, in the order in which one key goes through them.
    pub const BUILT_IN: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("sepia", Self::Sepia),
        ("contrast", Self::Contrast),
        ("terminal", Self::Terminal),
    ];

    /// The theme of this name, built in or one of `own`.
    pub fn named(name: &str, own: &[OwnTheme]) -> Option<Self> {
        let built_in = Self::BUILT_IN.iter().find(|(known, _)| *known == name);
        let place = || own.iter().position(|theme| theme.name == name);
        built_in
            .map(|&(_, theme)| theme)
            .or_else(|| Some(Self::Own(u8::try_from(place()?).ok()?)))
    }

    /// As it is written in a setting.
    pub fn name(self, own: &[OwnTheme]) -> &str {
        match self {
            Self::Own(number) => own.get(usize::from(number)).map_or("auto", |it| &it.name),
            built_in => {
                let row = Self::BUILT_IN.iter().find(|(_, theme)| *theme == built_in);
                row.map_or("auto", |(name, _)| name)
            }
        }
    }

    /// The theme after this one, where the reader has made so many.
    #[must_use]
    pub fn next(self, own: usize) -> Self {
        let built_in = Self::BUILT_IN.iter().map(|&(_, theme)| theme);
        let all: Vec<Self> = built_in
            .chain((0..own).filter_map(|number| Some(Self::Own(u8::try_from(number).ok()?))))
            .collect();
        let at = all.iter().position(|&theme| theme == self).unwrap_or(0);
        all[(at + 1) % all.len()]
    }

    /// Its colours; `None` where they are the terminal's own, or depend on the ground.
    pub fn palette(self, own: &[OwnTheme]) -> Option<&Palette> {
        match self {
            Self::Auto | Self::Terminal => None,
            Self::Dark => Some(&DARK),
            Self::Light => Some(&LIGHT),
            Self::Sepia => Some(&SEPIA),
            Self::Contrast => Some(&CONTRAST),
            Self::Own(number) => own.get(usize::from(number)).map(|theme| &theme.palette),
        }
    }
}

/// What the terminal's own ground is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Dark, or not known.
    #[default]
    Dark,
    /// Light.
    Light,
}

impl Ground {
    /// The ground of this colour: light where black can be read better on it than white.
    pub fn of(rgb: [u8; 3]) -> Self {
        if contrast(rgb, [0; 3]) > contrast(rgb, [255; 3]) {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_goes_through_all_themes_and_round_again() {
        let mut theme = Theme::Auto;
        let mut seen = Vec::new();
        for _ in 0..8 {
            theme = theme.next(2);
            seen.push(theme);
        }
        assert_eq!(
            seen[4..],
            [Theme::Terminal, Theme::Own(0), Theme::Own(1), Theme::Auto]
        );
    }

    #[test]
    fn a_theme_is_found_by_the_name_that_it_says() {
        let own = [OwnTheme {
            name: "paper".to_owned(),
            palette: LIGHT,
        }];
        for name in ["auto", "dark", "contrast", "paper"] {
            let theme = Theme::named(name, &own).unwrap();
            assert_eq!(theme.name(&own), name);
        }
        assert_eq!(Theme::named("papr", &own), None);
    }

    #[test]
    fn a_neighbour_can_be_read_wherever_the_colour_can() {
        // Of the 256 the nearest to both are 246 and 236, with a contrast of 4.4.
        let mut palette = Palette {
            ground: Ink::own([0x2C, 0x2C, 0x2C]),
            detail: Ink::own([0x94, 0x94, 0x94]),
            ..DARK
        };
        assert!(palette.detail.contrast(palette.ground, Depth::Indexed) < READABLE);
        palette = palette.with_readable_neighbours();
        assert!(palette.detail.contrast(palette.ground, Depth::Indexed) >= READABLE);
        assert_eq!(palette.detail.parts(), [0x94, 0x94, 0x94]);
        assert_eq!(DARK.with_readable_neighbours(), DARK);
    }

    #[test]
    fn a_ground_is_light_where_black_can_be_read_on_it() {
        assert_eq!(Ground::of([0xFF, 0xFB, 0xF0]), Ground::Light);
        assert_eq!(Ground::of([0x00, 0x2B, 0x36]), Ground::Dark);
    }
}
