//! What the reader can set: how things look, and how the program begins.
//!
//! [`SETTINGS`] is the one table of them: the configuration file, what `catchword config` prints and the README are
//! read from it. Not for reading a file (see `store`).

mod table;

use super::{
    band::Band,
    list::Sort,
    near::Near,
    panes::{LIST_COLUMNS, MARGIN_AT_FIRST},
    theme::{Ground, Theme},
};
use crate::text::{bidi::Order, fill::Fit};
pub use table::{Kind, SETTINGS, Setting, Value, markdown};

/// What the reader can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Which colours.
    pub theme: Theme,
    /// Which colours [`Theme::Auto`] means on a dark ground.
    pub dark_theme: Theme,
    /// Which colours [`Theme::Auto`] means on a light ground.
    pub light_theme: Theme,
    /// How many colours are wanted.
    pub color: When,
    /// How many colours the terminal has; follows from `color` and the environment.
    pub depth: Depth,
    /// Longest line of the text, in columns.
    pub measure: u16,
    /// Least blank columns at each side of the text.
    pub margin: u16,
    /// Where lines shorter than the pane stand in it.
    pub align: Align,
    /// Columns that the text is set in where both are wide enough, 1 or 2.
    pub columns: u16,
    /// Blank rows between paragraphs, 0 to 2.
    pub spacing: u16,
    /// Columns by which a paragraph's first line is set in where no blank row is before it, 0 to 8.
    pub indent: u16,
    /// How the words of a paragraph are shared out over its lines.
    pub fit: Fit,
    /// Whether words may be broken at hyphens that are not in the text.
    pub hyphens: bool,
    /// Whether the lines of paragraphs are made even at the right.
    pub justify: bool,
    /// In which order words that are written from right to left are sent to the terminal.
    pub bidi: Bidi,
    /// What [`Bidi::Auto`] means: what suits the terminal, as far as the environment says which it is; the order of the
    /// text where there is none.
    pub order_here: Order,
    /// What is shown of emoji that are joined into one.
    pub emoji: Emoji,
    /// Lines that a page shows again of the one before, 0 to 10.
    pub overlap: u16,
    /// What of the text is not dimmed.
    pub focus: Band,
    /// Whether the text stands alone.
    pub zen: bool,
    /// Whether the list stands beside the text, where there is room for both.
    pub list_shown: bool,
    /// Width of the list where it stands beside the text.
    pub list_columns: u16,
    /// How the list is sorted.
    pub sort: Sort,
    /// Whether the categories are shown.
    pub legend: bool,
    /// Whether only paragraphs with shown hits are shown.
    pub folded: bool,
    /// What becomes of furniture.
    pub furniture: Furniture,
    /// What it means that keywords meet.
    pub near: Near,
    /// Whether a search begins with regular expressions.
    pub search_regex: bool,
    /// Whether a search begins with whole words.
    pub search_words: bool,
    /// Whether a search begins with capitals that count.
    pub search_case: bool,
    /// Whether the rows of a concordance begin as sentences.
    pub concordance_sentence: bool,
    /// Whether a concordance begins with rows that repeat earlier ones.
    pub concordance_repeats: bool,
    /// Whether the plots of a dispersion begin as long as their texts.
    pub figures_in_proportion: bool,
    /// Whether figures begin with function words among the others.
    pub function_words: bool,
    /// Whether the terminal is told where links lead.
    pub hyperlinks: bool,
    /// Whether the mouse is the program's, not the terminal's to select text with.
    pub mouse: bool,
}

impl Settings {
    /// The theme in force on a ground: what [`Theme::Auto`] means there, or the one that is asked for.
    pub fn theme_on(&self, ground: Ground) -> Theme {
        match (self.theme, ground) {
            (Theme::Auto, Ground::Dark) => self.dark_theme,
            (Theme::Auto, Ground::Light) => self.light_theme,
            (theme, _) => theme,
        }
    }
}

/// The measure at first: about 72 characters, as books and newspapers have between 45 and 75.
pub const MEASURE: u16 = 72;
/// The narrowest and the widest measure that can be asked for.
pub const MEASURE_RANGE: (u16, u16) = (20, 200);

/// Where lines shorter than the pane stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// In the middle.
    Center,
    /// At its left edge, beside the margin.
    Left,
}

impl Align {
    /// All of them, with what they are called in a file.
    pub const NAMES: [(&'static str, Self); 2] = [("center", Self::Center), ("left", Self::Left)];
}

/// What becomes of what belongs to a page and not to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// It is hidden in a text that has more paragraphs of it than others, and dimmed elsewhere.
    Auto,
    /// It is shown, dimmed.
    Dimmed,
    /// It is not shown, but where the reader goes to a hit or match in it.
    Hidden,
}

impl Furniture {
    /// All of them, with what they are called in a file.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("auto", Self::Auto),
        ("dimmed", Self::Dimmed),
        ("hidden", Self::Hidden),
    ];
}

/// The deepest first line of a paragraph.
pub const DEEPEST_INDENT: u16 = 8;

/// The most lines that a page may show again.
pub const LARGEST_OVERLAP: u16 = 10;

/// The ways to share words out, with what they are called in a file.
pub const FITS: [(&str, Fit); 2] = [("optimal", Fit::Optimal), ("first", Fit::First)];

/// In which order words that are written from right to left are sent to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bidi {
    /// As suits the terminal.
    Auto,
    /// [`Order::Visual`].
    Visual,
    /// [`Order::Words`].
    Words,
    /// [`Order::Logical`].
    Logical,
}

impl Bidi {
    /// All of them, with what they are called in a file.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("auto", Self::Auto),
        ("visual", Self::Visual),
        ("words", Self::Words),
        ("logical", Self::Logical),
    ];
}

/// What is shown of emoji that are joined into one, as families and professions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emoji {
    /// What the terminal makes of them.
    Keep,
    /// The first of them.
    Simplify,
}

impl Emoji {
    /// Both, with what they are called in a file.
    pub const NAMES: [(&'static str, Self); 2] =
        [("keep", Self::Keep), ("simplify", Self::Simplify)];
}

/// How many colours are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// As the terminal says, and none where `NO_COLOR` is set.
    #[default]
    Auto,
    /// As the terminal says, at least 16.
    Always,
    /// None.
    Never,
    /// 16.
    Sixteen,
    /// 256.
    Indexed,
    /// 24 bits each.
    True,
}

impl When {
    /// All of them, with what they are called in a file and on the command line.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("always", Self::Always),
        ("never", Self::Never),
        ("16", Self::Sixteen),
        ("256", Self::Indexed),
        ("true", Self::True),
    ];
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
            theme: Theme::Auto,
            dark_theme: Theme::Dark,
            light_theme: Theme::Light,
            color: When::default(),
            depth: Depth::default(),
            measure: MEASURE,
            margin: MARGIN_AT_FIRST,
            align: Align::Center,
            columns: 1,
            spacing: 1,
            indent: 2,
            fit: Fit::Optimal,
            hyphens: false,
            justify: false,
            bidi: Bidi::Auto,
            order_here: Order::Text,
            emoji: Emoji::Keep,
            overlap: 0,
            focus: Band::Off,
            zen: false,
            list_shown: true,
            list_columns: LIST_COLUMNS,
            sort: Sort::default(),
            legend: true,
            folded: false,
            furniture: Furniture::Auto,
            near: Near::default(),
            search_regex: false,
            search_words: false,
            search_case: false,
            concordance_sentence: false,
            concordance_repeats: true,
            figures_in_proportion: false,
            function_words: true,
            hyperlinks: true,
            mouse: true,
        }
    }
}

impl Settings {
    /// In which order words that are written from right to left are sent to this terminal.
    pub const fn order(&self) -> Order {
        match self.bidi {
            Bidi::Auto => self.order_here,
            Bidi::Visual => Order::Visual,
            Bidi::Words => Order::Words,
            Bidi::Logical => Order::Logical,
        }
    }
}
