//! Which characters are blank, end a line, or need no blanks between words.
//!
//! Responsible for the classes that filling and drawing share. Not for what they mean there.

use super::cluster::clusters;

/// Whether the character ends a line, alone or with another.
pub(super) const fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r') || is_explicit(character)
}

/// Whether the character ends a line in every kind of text.
pub(super) const fn is_explicit(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The length of the blanks that `text` begins with, as whole clusters.
pub(super) fn blank_prefix(text: &str) -> usize {
    clusters(text)
        .find(|(_, cluster)| !is_blank(cluster))
        .map_or(text.len(), |(offset, _)| offset)
}

/// Whether a line may end at the cluster and drop it.
pub(super) fn is_blank(cluster: &str) -> bool {
    if let [byte] = cluster.as_bytes() {
        return is_blank_character(char::from(*byte));
    }
    let mut characters = cluster.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => is_blank_character(character),
        _ => cluster == "\r\n",
    }
}

/// The same for a character: a space that breaks, a tab, a line end.
pub(super) const fn is_blank_character(character: char) -> bool {
    matches!(character,
        ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
        || is_line_end(character)
}

/// Whether the character belongs to a script that is written without blanks between words and
/// stands in two columns: Han, kana, their punctuation and full-width forms, not Hangul.
pub(super) const fn is_ideographic(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}
