//! What the reader can change about how things look.

use super::panes::LIST_COLUMNS;

/// What the reader can change about how things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Longest line of the text, in columns.
    pub measure: u16,
    /// Blank rows between paragraphs, 0 to 2.
    pub spacing: u8,
    /// Whether words may be broken at hyphens that are not in the text.
    pub hyphens: bool,
    /// Which colours.
    pub theme: Theme,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Whether the text stands alone.
    pub zen: bool,
    /// Whether the list stands beside the text, where there is room for both.
    pub list_shown: bool,
    /// Width of the list where it stands beside the text.
    pub list_columns: u16,
    /// Whether the categories are shown.
    pub legend: bool,
}

/// The measure at first: about 72 characters, as books and newspapers have between 45 and 75.
pub const MEASURE: u16 = 72;
/// The narrowest and the widest measure that can be asked for.
pub const MEASURE_RANGE: (u16, u16) = (20, 200);

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
    /// The terminal's own ground and text.
    Terminal,
}

impl Theme {
    /// Every theme, in the order in which one key goes through them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Terminal];

    /// As it is written in a setting.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Terminal => "terminal",
        }
    }

    /// The theme after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Terminal,
            Self::Terminal => Self::Dark,
        }
    }
}

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// None: attributes and letters alone.
    None,
    /// The 16 that a terminal's user sets.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits each.
    #[default]
    True,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: MEASURE,
            spacing: 1,
            hyphens: false,
            theme: Theme::default(),
            depth: Depth::default(),
            zen: false,
            list_shown: true,
            list_columns: LIST_COLUMNS,
            legend: true,
        }
    }
}
