//! Text that is written from right to left (UAX #9): in which column of a row each cluster stands, and as which symbol.
//!
//! Responsible for levels, for the order on a row, for mirrored brackets, and with `joining` for the forms that
//! Arabic letters take beside each other; not for which bytes stand on a row (see [`super::fill`]). The one thing to
//! know: glyphs stay in the order of the text, one for each cluster. Only their columns and symbols change, so a
//! column still leads to a byte and a byte to a column.
//!
//! No order of bytes shows such a text well on every terminal, so there are several ([`Order`]). Text without a
//! letter that is written from right to left is looked through once, and left as it is.

mod joining;

use super::{
    gate::{self, tab_column},
    glyph::Glyph,
    span::Span,
};
use std::borrow::Cow;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

/// In which order words that are written from right to left are sent to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// That of the text, all rows set at the left: for what is printed to be read by programs, or told.
    #[default]
    Text,
    /// That of the text: the terminal reorders it. Rows are set at the right where they begin there.
    Logical,
    /// As they stand on the screen, the letters of each word in the order of the text: the terminal turns and joins
    /// them.
    Words,
    /// As it stands on the screen, letter by letter, and in the forms that letters take there.
    Visual,
}

impl Order {
    /// Whether what is sent stands in another order than in the text.
    pub const fn reorders(self) -> bool {
        matches!(self, Self::Words | Self::Visual)
    }
}

/// Whether a letter of the text is written from right to left.
///
/// ```
/// use catchword::text::bidi::has_right_to_left;
/// assert!(has_right_to_left("the word آزادی"));
/// assert!(!has_right_to_left("“Śarīra” 日本語 ४५"));
/// ```
pub fn has_right_to_left(text: &str) -> bool {
    // What such a letter begins with in UTF-8; few other bytes do, none of Latin, Greek, Cyrillic or Han.
    let may_have = |chunk: &[u8]| {
        let begins = |byte: u8| matches!(byte, 0xd6..=0xe0 | 0xef | 0xf0);
        chunk
            .iter()
            .fold(false, |found, &byte| found | begins(byte))
    };
    text.as_bytes().chunks(64).any(may_have) && text.chars().any(is_right_to_left)
}

/// Whether letters of the text are written from right to left, and none from left to right.
pub(super) fn is_only_right_to_left(text: &str) -> bool {
    has_right_to_left(text) && !text.chars().any(|it| bidi_class(it) == BidiClass::L)
}

/// Whether the character is a letter, or a sign among letters, that is written from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
        && character != '\u{61c}'
}

/// The embedding levels of a text, one for each byte, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Levels {
    levels: Vec<Level>,
    /// Whether its rows begin at the right.
    pub is_rtl: bool,
}

impl Levels {
    /// Those of one paragraph, whose line ends are blanks; its direction is that of its first letter, unless it is
    /// said.
    pub fn of_paragraph(text: &str, is_rtl: Option<bool>) -> Self {
        let base = is_rtl.map(base);
        let masked = masked(text);
        let found = ParagraphBidiInfo::new(&masked, base);
        let base = found.paragraph_level;
        let mut levels = found.levels;
        // L1 for the tabs, which part what stands beside them; the ends of rows are seen to when rows are known.
        let mut blanks = 0;
        for (at, character) in masked.char_indices() {
            let end = at + character.len_utf8();
            match found.original_classes[at] {
                BidiClass::S => levels[blanks..end].fill(base),
                BidiClass::WS
                | BidiClass::FSI
                | BidiClass::LRI
                | BidiClass::RLI
                | BidiClass::PDI
                | BidiClass::BN => continue,
                _ => {}
            }
            blanks = end;
        }
        Self {
            levels,
            is_rtl: base.is_rtl(),
        }
    }

    /// Those of a line that begins at the left, whatever it says: of a title, a status, a row of a table.
    ///
    /// What several blanks, a line or a dot between blanks part stays in its column; each part is a paragraph, with
    /// the direction of its first letter unless it is said.
    pub fn of_line(text: &str, is_rtl: Option<bool>) -> Self {
        let mut levels = vec![Level::ltr(); text.len()];
        for part in parts(text) {
            let inner = &text[part.range()];
            if has_right_to_left(inner) {
                levels[part.range()].copy_from_slice(&Self::of_paragraph(inner, is_rtl).levels);
            }
        }
        Self {
            levels,
            is_rtl: false,
        }
    }

    /// Adds those of the text from byte `before` on; what has none yet before it is from left to right.
    pub fn append(&mut self, other: Self, before: usize) {
        self.levels.resize(before, Level::ltr());
        self.levels.extend(other.levels);
    }

    /// None yet.
    pub const fn nothing() -> Self {
        Self {
            levels: Vec::new(),
            is_rtl: false,
        }
    }
}

/// The level of what stands in no other: of the row.
fn base(is_rtl: bool) -> Level {
    if is_rtl { Level::rtl() } else { Level::ltr() }
}

/// The text with what ends paragraphs as blanks, byte for byte: where a paragraph ends is decided elsewhere. What
/// overrides directions is weakened to what embeds: nobody is to be shown letters in another order than they read.
fn masked(text: &str) -> Cow<'_, str> {
    let acts = |character| match character {
        '\u{202d}' | '\u{202e}' => true,
        _ => bidi_class(character) == BidiClass::B,
    };
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{202d}' => masked.push('\u{202a}'),
            '\u{202e}' => masked.push('\u{202b}'),
            _ if acts(character) => {
                masked.extend(std::iter::repeat_n(' ', character.len_utf8()));
            }
            _ => masked.push(character),
        }
    }
    Cow::Owned(masked)
}

/// The parts of a line that stand in columns of their own, without blanks at their ends.
fn parts(text: &str) -> Vec<Span> {
    let is_line = |character| matches!(character, '\t' | '│' | '┃' | '─' | '▌');
    let parts_with = |character| matches!(character, ' ' | '·' | '•') || is_line(character);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        if !parts_with(character) {
            continue;
        }
        let mut count = 1;
        let mut is_parting = is_line(character);
        while let Some((_, character)) = rest.next_if(|&(_, character)| parts_with(character)) {
            is_parting |= is_line(character);
            count += 1;
        }
        let end = rest.peek().map_or(text.len(), |&(at, _)| at);
        // What stands beside this line may go on with a blank.
        let is_at_an_end = at == 0 || end == text.len();
        if is_parting || count > 1 || is_at_an_end {
            parts.push(Span::new(start, at));
            start = end;
        }
    }
    parts.push(Span::new(start, text.len()));
    parts
}

/// Puts the glyphs of one row, which stand in the order of the text, where they belong on the screen. They stay in the
/// order of the text.
///
/// `levels` are those of the text that the glyphs' spans count in; the row begins at the right if it `is_rtl`, and
/// `column` is the first of its columns.
pub(super) fn arrange(
    glyphs: &mut [Glyph<'_>],
    levels: &Levels,
    is_rtl: bool,
    column: usize,
    order: Order,
) {
    let base = base(is_rtl);
    let level = |glyph: &Glyph<'_>| *levels.levels.get(glyph.span.start).unwrap_or(&base);
    let mut of_glyphs: Vec<Level> = glyphs.iter().map(level).collect();
    // L1: blanks at the end of a row stand where the row ends.
    for (glyph, level) in glyphs.iter().zip(&mut of_glyphs).rev() {
        if !glyph.is_blank && glyph.shown.columns > 0 {
            break;
        }
        *level = base;
    }
    if order == Order::Visual {
        joining::join(glyphs);
    }
    let mut places: Vec<usize> = if order.reorders() {
        ParagraphBidiInfo::reorder_visual(&of_glyphs)
    } else {
        (0..glyphs.len()).collect()
    };
    if order.reorders() {
        for (glyph, level) in glyphs.iter_mut().zip(&of_glyphs) {
            if level.is_rtl() {
                mirror(glyph);
            }
        }
    }
    if order == Order::Words {
        let is_letter = |place: &usize| {
            let first = glyphs[*place].shown.symbol.chars().next();
            of_glyphs[*place].is_rtl() && first.is_some_and(is_right_to_left)
        };
        for word in places.chunk_by_mut(|one, other| is_letter(one) && is_letter(other)) {
            if is_letter(&word[0]) {
                word.reverse();
            }
        }
    }
    let mut column = column;
    for place in places {
        let glyph = &mut glyphs[place];
        glyph.column = column;
        column += usize::from(glyph.shown.columns);
    }
}

/// L4: a bracket opens to the other side among what is written from right to left.
fn mirror(glyph: &mut Glyph<'_>) {
    let mut characters = glyph.shown.symbol.chars();
    let mirrored = characters
        .next()
        .and_then(unicode_bidi_mirroring::get_mirrored);
    if let Some(mirrored) = mirrored {
        let rest = characters.as_str();
        glyph.shown.symbol = format!("{mirrored}{rest}").into();
    }
}

/// The clusters of one line that begins at the left, as far as they fit `columns`, in the order of the text.
pub fn line(text: &str, columns: usize, order: Order) -> Vec<Glyph<'_>> {
    let mut glyphs = Vec::new();
    let mut column = 0;
    for (at, cluster) in gate::clusters(text) {
        let shown = gate::shown(cluster, tab_column(column));
        let end = column + usize::from(shown.columns);
        if end > columns {
            break;
        }
        glyphs.push(Glyph {
            span: Span::new(at, at + cluster.len()),
            column,
            shown,
            is_blank: super::blank::is_blank(cluster),
        });
        column = end;
    }
    if order.reorders() && has_right_to_left(text) {
        arrange(&mut glyphs, &Levels::of_line(text, None), false, 0, order);
    }
    glyphs
}

/// One line as it is to be printed in `order`.
///
/// ```
/// use catchword::text::bidi::{Order, printed};
/// assert_eq!(printed("Haaretz (הארץ)", Order::Visual), "Haaretz (ץראה)");
/// ```
pub fn printed(text: &str, order: Order) -> Cow<'_, str> {
    if !order.reorders() || !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let mut glyphs = line(text, usize::MAX, order);
    glyphs.sort_by_key(|glyph| glyph.column);
    Cow::Owned(glyphs.iter().map(|glyph| &*glyph.shown.symbol).collect())
}

/// Whether a line begins at the right: its first letter says so (UAX #9, P2 and P3).
pub fn begins_at_the_right(text: &str) -> bool {
    has_right_to_left(text) && Levels::of_paragraph(text, None).is_rtl
}

#[cfg(test)]
mod tests;
