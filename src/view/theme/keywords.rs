//! How keywords are painted: quiet at first, in blocks where the reader asked for one.
//!
//! Three looks for the hits of a category: [`hit`](Styles::hit), [`focused`](Styles::focused) for
//! those of the term that the reader follows, and [`landing`](Styles::landing) for the one that the
//! last jump led to. What each is made of depends on what can be trusted:
//!
//! | | hit | focused | landing |
//! |---|---|---|---|
//! | dark ground | ink | black on a marker | white on a deep ground, bold |
//! | light ground, 24 bits | ink | white on a deep ground | ink of the dark ground on black, bold |
//! | light ground, 256 | black on a marker | white on a deep ground | as above |
//! | unknown ground | black on a marker | white on a deep ground | the terminal's text reversed, bold |
//! | 16 colours | black on a bright one | white on magenta | white on red, bold |
//! | none | attributes by family | reversed | reversed, bold, underlined |
//!
//! All are underlined, but for reversed alone where there are no colours. Ink that cannot be read
//! is never used: a colour of the reader's own that has no contrast with the ground becomes a ground. A colour that
//! the reader's theme gives to a slot is such a colour too. What is contrast enough the theme says.
//!
//! Where several apply to one cell, the first of these wins: selection, landing and focused hit,
//! ad-hoc search, the reader's highlight, hit, furniture of the document, text. [`Styles::painted`] is that order.

use super::{
    Styles,
    palette::{
        BLACK, GREY, Hue, NEUTRAL, NEUTRAL_INK, WHITE, YELLOW, below, color, hue, on_black, text_on,
    },
};
use crate::{
    app::{
        settings::Depth,
        theme::{HIGH, Ink, READABLE},
    },
    keyword::set::{Category, Color as KeywordColor, Slot},
};
use ratatui::style::{Color, Modifier, Style};

/// What lies over one cell of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layers<'a> {
    /// The category of the painted hit, with its place in the set.
    pub hit: Option<(&'a Category, usize)>,
    /// Whether the ad-hoc search found it.
    pub searched: bool,
    /// The category of the focused term's hit, with its place in the set.
    pub focused: Option<(&'a Category, usize)>,
    /// The category of the hit that the last jump led to, with its place in the set.
    pub landing: Option<(&'a Category, usize)>,
    /// The colour of the reader's highlight, by its index in [`Slot::NAMES`].
    pub highlighted: Option<u8>,
    /// Whether it is selected.
    pub selected: bool,
}

/// What a category is painted with.
#[derive(Debug, Clone, Copy)]
enum Paint {
    /// One of the theme's.
    Slot(Slot),
    /// A colour of its own.
    Own(Ink),
    /// None: the category is the ninth or a later one, or its colour is the terminal's to choose.
    Plain,
}

/// What hits stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Dark,
    Light,
    /// The terminal's own.
    Unknown,
}

impl Paint {
    fn of(category: &Category, order: usize) -> Self {
        match category.color {
            Some(KeywordColor::Slot(slot)) => Self::Slot(slot),
            Some(color) => color
                .rgb()
                .map_or(Self::Plain, |rgb| Self::Own(Ink::own(rgb))),
            None => Slot::NAMES
                .get(order)
                .map_or(Self::Plain, |&(_, slot)| Self::Slot(slot)),
        }
    }
}

impl Styles<'_> {
    /// How a hit of a category is painted; `order` is the category's place in its set.
    ///
    /// Added to the style of the text: italics and what is struck stay.
    pub fn hit(&self, category: &Category, order: usize) -> Style {
        let mut style = self
            .gutter(category, order)
            .add_modifier(Modifier::UNDERLINED);
        // Bold black is grey on the many terminals that brighten bold: no marker of the 16 is bold.
        if category.styles.bold && !style.sub_modifier.contains(Modifier::BOLD) {
            style = style.add_modifier(Modifier::BOLD);
        }
        if category.styles.italic {
            style = style.add_modifier(Modifier::ITALIC);
        }
        style
    }

    /// The letter of a category beside the text: its colour alone.
    pub fn gutter(&self, category: &Category, order: usize) -> Style {
        let paint = self.paint(category, order);
        let style = match (self.depth, paint) {
            (Depth::None, Paint::Slot(slot)) => by_attribute(slot),
            (Depth::Sixteen, Paint::Slot(slot)) => by_sixteen(slot),
            (Depth::None | Depth::Sixteen, _) | (_, Paint::Plain) => {
                Style::new().add_modifier(Modifier::BOLD)
            }
            (_, Paint::Slot(slot)) => match self.ink(slot) {
                Some(ink) => Style::new().fg(color(ink, self.depth)),
                None => self.block(BLACK, hue(slot).marker),
            },
            (_, Paint::Own(own)) if self.can_be_ink(own) => Style::new().fg(color(own, self.depth)),
            (depth, Paint::Own(own)) => {
                let text = text_on(own, depth);
                let is_readable = own.contrast(text, depth) >= self.least();
                self.block(
                    text,
                    if is_readable {
                        own
                    } else {
                        below(own, text, depth)
                    },
                )
            }
        };
        style.remove_modifier(Modifier::DIM)
    }

    /// How a hit of the term that the reader follows is painted: a block.
    pub fn focused(&self, category: &Category, order: usize) -> Style {
        let (text, ground) = match (self.depth, self.paint(category, order)) {
            (Depth::None, _) => return alone(Modifier::REVERSED),
            // Not by category: of the 16 only red, blue and magenta are grounds for white, and
            // blue is a category's. Black is that of hits.
            (Depth::Sixteen, _) => {
                return alone(Modifier::UNDERLINED)
                    .fg(Color::White)
                    .bg(Color::Magenta);
            }
            (depth, Paint::Own(own)) => {
                let is_light = !self.can_be_ink(own) && text_on(own, depth) == BLACK;
                let text = if is_light { WHITE } else { BLACK };
                (text, below(own, text, depth))
            }
            (_, Paint::Slot(slot)) => self.focused_block(hue(slot)),
            (_, Paint::Plain) => self.focused_block(NEUTRAL),
        };
        alone(Modifier::UNDERLINED).patch(self.block(text, ground))
    }

    /// How the hit is painted that the last jump led to.
    pub fn landing(&self, category: &Category, order: usize) -> Style {
        let loud = Modifier::BOLD | Modifier::UNDERLINED;
        let reversed = alone(loud | Modifier::REVERSED);
        let (text, ground) = match (self.depth, self.ground(), self.paint(category, order)) {
            (Depth::None, ..) => return reversed,
            // Not reversed: the white and the grey of hits are what most terminals' text is.
            (Depth::Sixteen, ..) => return alone(loud).fg(Color::White).bg(Color::Red),
            // On an unknown ground nothing stands out as surely as its opposite.
            (_, Ground::Unknown, _) => {
                return reversed.fg(Color::Reset).bg(Color::Reset);
            }
            // Not the opposite ground here: to a protanope white is a cyan marker.
            (_, Ground::Dark, Paint::Slot(slot)) => (WHITE, self.deep(hue(slot))),
            (_, Ground::Dark, Paint::Plain) => (WHITE, self.deep(NEUTRAL)),
            (depth, Ground::Dark, Paint::Own(own)) if self.can_be_ink(own) => {
                (WHITE, below(own, WHITE, depth))
            }
            (_, Ground::Dark, Paint::Own(_)) => (BLACK, WHITE),
            (_, Ground::Light, Paint::Slot(slot)) => (on_black(slot), BLACK),
            (_, Ground::Light, Paint::Plain) => (NEUTRAL_INK, BLACK),
            (depth, Ground::Light, Paint::Own(own)) => {
                let can_be_read = own.contrast(BLACK, depth) >= self.least();
                (if can_be_read { own } else { WHITE }, BLACK)
            }
        };
        alone(loud).patch(self.block(text, ground))
    }

    /// What an ad-hoc search found.
    pub fn search(&self) -> Style {
        match self.depth {
            Depth::None => alone(Modifier::REVERSED | Modifier::BOLD),
            // The dark yellow, since the bright one is a category's; black cannot be bold here.
            Depth::Sixteen => alone(Modifier::empty()).fg(Color::Black).bg(Color::Yellow),
            _ => alone(Modifier::BOLD).patch(self.block(BLACK, YELLOW)),
        }
    }

    /// What the reader has highlighted: as with a marker pen, so that hits in it keep their underlines.
    pub fn highlighted(&self, color: u8) -> Style {
        let (_, slot) = Slot::NAMES[usize::from(color) % Slot::NAMES.len()];
        match (self.depth, self.ground()) {
            // The sign beside the row says the rest.
            (Depth::None, _) => Style::new().add_modifier(Modifier::UNDERLINED),
            (Depth::Sixteen, _) => by_sixteen(slot),
            (_, Ground::Dark) => self.block(WHITE, self.deep(hue(slot))),
            (_, Ground::Light | Ground::Unknown) => self.block(BLACK, hue(slot).marker),
        }
    }

    /// What the reader has selected.
    pub fn selection(&self) -> Style {
        match self.depth {
            Depth::None => alone(Modifier::REVERSED | Modifier::UNDERLINED),
            Depth::Sixteen => alone(Modifier::REVERSED).fg(Color::Reset).bg(Color::Reset),
            _ => alone(Modifier::empty()).patch(self.block(BLACK, GREY)),
        }
    }

    /// The style of a cell of text, `base`, below all that lies over it.
    #[must_use]
    pub fn painted(&self, base: Style, layers: &Layers<'_>) -> Style {
        let of = |look: fn(&Self, &Category, usize) -> Style, hit: Option<(&Category, usize)>| {
            hit.map(|(category, order)| look(self, category, order))
        };
        [
            of(Self::hit, layers.hit),
            layers.highlighted.map(|color| self.highlighted(color)),
            layers.searched.then(|| self.search()),
            of(Self::focused, layers.focused),
            of(Self::landing, layers.landing),
            layers.selected.then(|| self.selection()),
        ]
        .into_iter()
        .flatten()
        .fold(base, Style::patch)
    }

    /// What a category is painted with: a colour that the reader has given to its slot is one of their own.
    fn paint(&self, category: &Category, order: usize) -> Paint {
        match (Paint::of(category, order), self.palette) {
            (Paint::Slot(slot), Some(palette)) if palette.own[slot as usize] => {
                Paint::Own(palette.ink(slot))
            }
            (paint, _) => paint,
        }
    }

    /// Text and ground of a focused hit.
    fn focused_block(&self, hue: Hue) -> (Ink, Ink) {
        match self.ground() {
            Ground::Dark => (BLACK, hue.marker),
            // To a tritanope the yellow marker is a light ground.
            Ground::Light | Ground::Unknown => (WHITE, self.deep(hue)),
        }
    }

    /// The ground of a hue below white text.
    fn deep(&self, hue: Hue) -> Ink {
        if self.least() < HIGH {
            hue.deep
        } else {
            below(hue.deep, WHITE, self.depth)
        }
    }

    /// The ink of a slot, where the eight can be told apart on a ground that is known, and it can be read there.
    fn ink(&self, slot: Slot) -> Option<Ink> {
        let palette = self.palette?;
        let ink = palette.ink(slot);
        let are_apart = self.depth == Depth::True || palette.is_dark;
        (are_apart && (palette.is_proven || self.can_be_ink(ink))).then_some(ink)
    }

    /// Whether a colour can be read on the ground.
    fn can_be_ink(&self, own: Ink) -> bool {
        self.palette
            .is_some_and(|palette| own.contrast(palette.ground, self.depth) >= palette.least)
    }

    /// The contrast that text is meant to have.
    fn least(&self) -> f64 {
        self.palette.map_or(READABLE, |palette| palette.least)
    }

    fn ground(&self) -> Ground {
        match self.palette {
            None => Ground::Unknown,
            Some(palette) if palette.is_dark => Ground::Dark,
            Some(_) => Ground::Light,
        }
    }

    fn block(&self, text: Ink, ground: Ink) -> Style {
        Style::new()
            .fg(color(text, self.depth))
            .bg(color(ground, self.depth))
    }
}

/// A style with these attributes, whatever the text below has; italics and strokes stay.
fn alone(modifier: Modifier) -> Style {
    let all = Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED | Modifier::REVERSED;
    Style::new()
        .remove_modifier(all.difference(modifier))
        .add_modifier(modifier)
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
    Style::new()
        .fg(text)
        .bg(ground)
        .remove_modifier(Modifier::BOLD)
}
