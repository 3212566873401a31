//! The one gate from a text to what may be shown.
//!
//! Responsible for the symbol and the columns of each grapheme cluster: nothing that it gives out
//! makes a terminal do anything but print. Not for styles or places on a screen. The text itself is
//! never changed, so byte offsets hold.
//!
//! | in the text | shown as |
//! |---|---|
//! | CR, LF, CRLF, NEL, U+2028, U+2029 | one blank; where lines end is decided elsewhere |
//! | tab | blanks up to the next column that 8 divides |
//! | other C0 controls, DEL | their symbols, U+2400 and following |
//! | U+001A, which stands for a byte that could not be decoded; C1 controls; noncharacters | `�` |
//! | bidi controls, U+FEFF, tag characters, annotation anchors | nothing, also inside a cluster |
//! | other ignorable characters: joiners, fillers, soft hyphens, variation selectors | nothing alone or leading, themselves inside a cluster |
//! | marks with nothing to stand on | the same on U+25CC `◌` |
//! | more than 16 marks or 32 characters in a cluster | the first of them |
//!
//! Columns are what ratatui's cells believe of the same symbol, and a symbol that is not empty takes
//! at least one.

pub use super::cluster::clusters;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns from one tab stop to the next.
pub const TAB: u16 = 8;

/// Marks that a cluster keeps.
const MARKS: usize = 16;

/// Characters that a cluster keeps: more than any emoji or syllable of a living script has.
const CHARACTERS: usize = 32;

/// What stands for a character that cannot be shown.
const REPLACEMENT: &str = "\u{fffd}";

/// What a grapheme cluster may show as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What to print; empty for nothing.
    pub symbol: Cow<'a, str>,
    /// The columns that it takes.
    pub columns: u16,
}

impl<'a> Shown<'a> {
    pub(super) const fn new(symbol: &'a str, columns: u16) -> Self {
        Self {
            symbol: Cow::Borrowed(symbol),
            columns,
        }
    }
}

/// What `cluster` shows as at `column`, counted from where the row's tab stops are counted.
///
/// ```
/// use catchword::text::gate::shown;
/// assert_eq!(shown("\u{1b}", 0).symbol, "␛");
/// assert_eq!(shown("\t", 6).columns, 2);
/// assert_eq!(shown("\u{202e}", 0).symbol, "");
/// ```
pub fn shown(cluster: &str, column: u16) -> Shown<'_> {
    match cluster.as_bytes() {
        [b' '..=b'~'] => Shown::new(cluster, 1),
        [] => Shown::new("", 0),
        [b'\t'] => {
            let columns = TAB - column % TAB;
            Shown::new(&"        "[..usize::from(columns)], columns)
        }
        b"\n" | b"\r" | b"\r\n" => Shown::new(" ", 1),
        [0x1a] => Shown::new(REPLACEMENT, 1),
        [control @ (..=0x1f | 0x7f)] => Shown::new(control_symbol(*control), 1),
        _ => shown_unicode(cluster),
    }
}

/// The picture of a C0 control or DEL.
fn control_symbol(control: u8) -> &'static str {
    const SYMBOLS: &str = "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡";
    let start = 3 * usize::from(control.min(0x20));
    &SYMBOLS[start..start + 3]
}

/// The same for a cluster that is not one ASCII character.
fn shown_unicode(cluster: &str) -> Shown<'_> {
    let mut characters = cluster.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        match character {
            '\u{85}' | '\u{2028}' | '\u{2029}' => return Shown::new(" ", 1),
            '\u{80}'..='\u{9f}' => return Shown::new(REPLACEMENT, 1),
            _ if is_noncharacter(character) => return Shown::new(REPLACEMENT, 1),
            _ => {}
        }
    }
    let symbol = if is_clean(cluster) {
        Cow::Borrowed(cluster)
    } else {
        Cow::Owned(cleaned(cluster))
    };
    match cell_columns(&symbol) {
        0 if symbol.is_empty() => Shown::new("", 0),
        0 => on_a_circle(&symbol),
        columns => Shown { symbol, columns },
    }
}

/// Whether every character of the cluster may be shown where it stands.
fn is_clean(cluster: &str) -> bool {
    let mut count = 0;
    cluster.chars().all(|character| {
        count += 1;
        count <= MARKS && !acts(character) && !(count == 1 && is_invisible(character))
    })
}

/// The cluster without what may not be shown; empty if nothing visible is left.
fn cleaned(cluster: &str) -> String {
    let (mut marks, mut characters) = (0, 0);
    let mut symbol: String = cluster
        .chars()
        .filter(|&character| !acts(character))
        .skip_while(|&character| is_invisible(character) && character != CHOSEONG_FILLER)
        .filter(|&character| {
            let mark = character.width() == Some(0) && character != ZERO_WIDTH_JOINER;
            marks += usize::from(mark);
            characters += 1;
            characters <= CHARACTERS && !(mark && marks > MARKS)
        })
        .collect();
    if symbol.chars().all(is_invisible) {
        symbol.clear();
    }
    if characters > CHARACTERS {
        // A joiner that joins nothing here would join what the next cell shows.
        symbol.truncate(symbol.trim_end_matches(ZERO_WIDTH_JOINER).len());
    }
    symbol
}

/// Marks on U+25CC, which the standard gives them to stand on when there is no letter.
fn on_a_circle<'a>(marks: &str) -> Shown<'a> {
    let symbol = format!("\u{25cc}{marks}");
    match cell_columns(&symbol) {
        0 => Shown::new(REPLACEMENT, 1),
        columns => Shown {
            symbol: Cow::Owned(symbol),
            columns,
        },
    }
}

/// The columns that ratatui's cells believe of a symbol without controls.
///
/// They count half-width sound marks, which are marks to the standard but cells to terminals.
fn cell_columns(symbol: &str) -> u16 {
    let sound_marks = symbol.matches(['\u{ff9e}', '\u{ff9f}']).count();
    u16::try_from(symbol.width() + sound_marks).unwrap_or(u16::MAX)
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// The blank place of a leading consonant: invisible, but Korean vowels may stand on it.
const CHOSEONG_FILLER: char = '\u{115f}';

/// Whether the character must not be printed even inside a cluster, because something could obey it.
fn acts(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || is_noncharacter(character)
}

/// Whether the character shows as nothing where it stands alone: it acts, or Unicode says
/// `Default_Ignorable_Code_Point`.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || acts(character)
}

/// Whether Unicode promises never to give the code point a meaning.
const fn is_noncharacter(character: char) -> bool {
    let code = character as u32;
    code & 0xfffe == 0xfffe || matches!(code, 0xfdd0..=0xfdef)
}

/// The first emoji of several that are joined into one, where a cluster shows such.
///
/// ```
/// use catchword::text::gate::first_emoji;
/// assert_eq!(first_emoji("👩\u{200d}👧"), Some("👩"));
/// assert_eq!(first_emoji("क\u{94d}\u{200d}ष"), None);
/// ```
pub fn first_emoji(symbol: &str) -> Option<&str> {
    let (first, rest) = symbol.split_once(ZERO_WIDTH_JOINER)?;
    let joined = rest.chars().next()?;
    matches!(joined, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}').then_some(first)
}

/// The columns that one line of text takes, tab stops counted from its start.
pub fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    clusters(text).fold(0, |column, (_, cluster)| {
        column + usize::from(shown(cluster, tab_column(column)).columns)
    })
}

/// A column as [`shown`] wants it: only its distance from the last tab stop matters.
pub(super) const fn tab_column(column: usize) -> u16 {
    (column % TAB as usize) as u16
}

/// The text as one line that is safe to print, for titles, messages and output.
///
/// Each cluster passes [`shown`], so a line end becomes a blank. Borrowed if nothing changes.
pub fn line(text: &str) -> Cow<'_, str> {
    let mut column = 0;
    let mut made: Option<String> = None;
    for (offset, cluster) in clusters(text) {
        let shown = shown(cluster, tab_column(column));
        column += usize::from(shown.columns);
        if made.is_none() && shown.symbol != cluster {
            let mut start = String::with_capacity(text.len());
            start.push_str(&text[..offset]);
            made = Some(start);
        }
        if let Some(made) = &mut made {
            made.push_str(&shown.symbol);
        }
    }
    made.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The longest prefix of whole clusters that takes at most `columns`.
pub fn clip(text: &str, columns: usize) -> &str {
    let mut column = 0;
    for (offset, cluster) in clusters(text) {
        column += usize::from(shown(cluster, tab_column(column)).columns);
        if column > columns {
            return &text[..offset];
        }
    }
    text
}

/// The text, or as much of it as leaves room for a `…` within `columns`.
pub fn ellipsis(text: &str, columns: usize) -> Cow<'_, str> {
    let clipped = clip(text, columns);
    if clipped.len() == text.len() {
        return Cow::Borrowed(text);
    }
    columns.checked_sub(1).map_or(Cow::Borrowed(""), |room| {
        Cow::Owned(format!("{}…", clip(clipped, room)))
    })
}

/// The text in exactly so many columns: cut, or with blanks after it.
pub fn padded(text: &str, columns: usize) -> String {
    let text = ellipsis(text, columns);
    let blanks = " ".repeat(columns.saturating_sub(self::columns(&text)));
    format!("{text}{blanks}")
}

/// The text, or as much of its end as leaves room for a `…` before it within `columns`.
///
/// For text without tabs: where they stop depends on what is cut.
pub fn ellipsis_before(text: &str, columns: usize) -> Cow<'_, str> {
    if clip(text, columns).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let (mut taken, mut start) = (0, text.len());
    for (offset, cluster) in clusters(text).rev() {
        taken += usize::from(shown(cluster, 0).columns);
        if taken > room {
            break;
        }
        start = offset;
    }
    Cow::Owned(format!("…{}", &text[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn symbol(cluster: &str) -> String {
        shown(cluster, 0).symbol.into_owned()
    }

    #[test]
    fn control_characters_show_as_their_symbols() {
        assert_eq!(symbol("\0"), "␀");
        assert_eq!(symbol("\u{b}"), "␋");
        assert_eq!(symbol("\u{c}"), "␌");
        assert_eq!(symbol("\u{1b}"), "␛");
        assert_eq!(symbol("\u{1f}"), "␟");
        assert_eq!(symbol("\u{7f}"), "␡");
    }

    #[test]
    fn what_could_not_be_decoded_shows_as_the_replacement_character() {
        for cluster in ["\u{1a}", "\u{80}", "\u{9b}", "\u{ffff}", "\u{fdd0}"] {
            assert_eq!(shown(cluster, 0), Shown::new("\u{fffd}", 1));
        }
    }

    #[test]
    fn every_line_end_shows_as_one_blank() {
        for cluster in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
            assert_eq!(shown(cluster, 3), Shown::new(" ", 1));
        }
    }

    #[test]
    fn a_tab_shows_as_blanks_up_to_the_next_stop() {
        assert_eq!(shown("\t", 0), Shown::new("        ", 8));
        assert_eq!(shown("\t", 15), Shown::new(" ", 1));
        assert_eq!(columns("a\tb\t"), 16);
    }

    #[test]
    fn invisible_characters_alone_show_as_nothing() {
        let invisible = "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fffa}\u{e0001}\u{e0061}\u{e0100}";
        for character in invisible.chars() {
            let cluster = character.to_string();
            assert_eq!(shown(&cluster, 0), Shown::new("", 0), "{character:?}");
        }
    }

    #[test]
    fn joiners_and_selectors_inside_a_cluster_stay_and_tags_go() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(shown(family, 0), Shown::new(family, 2));
        assert_eq!(shown("❤\u{fe0f}", 0), Shown::new("❤\u{fe0f}", 2));
        assert_eq!(symbol("می\u{200c}"), "می\u{200c}");
        assert_eq!(symbol("🏴\u{e0067}\u{e0062}\u{e007f}"), "🏴");
    }

    #[test]
    fn a_mark_with_nothing_to_stand_on_stands_on_a_circle() {
        assert_eq!(shown("\u{301}", 0).symbol, "\u{25cc}\u{301}");
        assert_eq!(shown("\u{301}", 0).columns, 1);
        assert_eq!(symbol("\u{200d}\u{64b}"), "\u{25cc}\u{64b}");
    }

    #[test]
    fn a_cluster_keeps_sixteen_marks_and_thirty_two_characters() {
        let marks = format!("a{}", "\u{301}".repeat(5000));
        assert_eq!(symbol(&marks).chars().count(), 17);
        let chain = vec!["👩"; 5000].join("\u{200d}");
        assert!(symbol(&chain).ends_with('👩'));
        assert_eq!(symbol(&chain).chars().count(), 31);
        assert_eq!(shown(&"\u{1100}".repeat(60_000), 0).columns, 64);
    }

    #[test]
    fn half_width_sound_marks_take_a_column_as_in_ratatui() {
        assert_eq!(shown("ｶ\u{ff9e}", 0).columns, 2);
        assert_eq!(shown("\u{ff9e}", 0).columns, 1);
    }

    #[test]
    fn a_line_is_borrowed_unless_something_changes() {
        assert!(matches!(line("Tehran — “now”"), Cow::Borrowed(_)));
        assert_eq!(line("a\u{1b}[31m\u{202e}b\r\nc\td"), "a␛[31mb c       d");
    }

    #[test]
    fn a_long_title_ends_in_an_ellipsis() {
        assert_eq!(ellipsis("Tehran", 6), "Tehran");
        assert_eq!(ellipsis("Tehran", 5), "Tehr…");
        assert_eq!(ellipsis("日本語", 4), "日…");
        assert_eq!(ellipsis("Tehran", 0), "");
        assert_eq!(clip("日本語", 5), "日本");
    }

    #[test]
    fn a_long_beginning_is_left_out_before_an_ellipsis() {
        assert_eq!(ellipsis_before("Tehran", 6), "Tehran");
        assert_eq!(ellipsis_before("Tehran", 5), "…hran");
        assert_eq!(ellipsis_before("日本語", 4), "…語");
        assert_eq!(ellipsis_before("Tehran", 0), "");
    }

    fn is_safe(text: &str) -> bool {
        !text.chars().any(|it| it.is_control() || acts(it))
    }

    #[test]
    fn every_character_shows_safely_and_never_in_zero_columns() {
        for character in '\0'..=char::MAX {
            let cluster = character.to_string();
            let shown = shown(&cluster, 0);
            assert!(is_safe(&shown.symbol), "{character:?}");
            assert_eq!(shown.columns == 0, shown.symbol.is_empty(), "{character:?}");
            assert_eq!(shown.columns, cell_columns(&shown.symbol), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_passes_as_a_command(text in any::<String>(), at in any::<u16>()) {
            let whole = shown(&text, at);
            prop_assert!(is_safe(&whole.symbol));
            prop_assert_eq!(whole.columns, cell_columns(&whole.symbol));
            prop_assert!(is_safe(&line(&text)));
        }

        #[test]
        fn a_clipped_text_fits(text in "(?s)(.|[a\t日\u{301}🇦]){0,20}", room in 0_usize..30) {
            prop_assert!(columns(clip(&text, room)) <= room);
            prop_assert!(columns(&ellipsis(&text, room)) <= room);
            prop_assert!(columns(&ellipsis_before(&text.replace('\t', " "), room)) <= room);
        }
    }
}
