//! Themes: which colours there are, and how well they can be read on each other.
//!
//! Responsible for the colours themselves, built in or the reader's own, and for their contrast (WCAG 2.2). Not for
//! what is painted with them (see `view`), nor for reading a reader's own theme (see `store`).

mod built_in;

use crate::{
    app::settings::Depth,
    keyword::set::{Color as KeywordColor, Slot, contrast},
};
use std::fmt;

pub use built_in::{CONTRAST, DARK, DARK_INKS, LIGHT, LIGHT_INKS, SEPIA};

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

/// Its 24 bits, as files have them: `#RRGGBB`.
impl fmt::Display for Ink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:06X}", self.rgb)
    }
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

    /// The names of all, those that are built in first.
    pub fn names(own: &[OwnTheme]) -> impl Iterator<Item = &str> {
        let built_in = Self::BUILT_IN.iter().map(|&(name, _)| name);
        built_in.chain(own.iter().map(|theme| theme.name.as_str()))
    }

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
