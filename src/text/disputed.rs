//! Clusters whose columns terminals disagree on.
//!
//! Responsible for which they are; what is done about it is the matter of whoever writes cells. Some terminals give a
//! cluster the columns of its characters added up, some those of its first one, some two for whatever looks like an
//! emoji; and a vowel sign that takes room takes a column or none. All agree on other marks, which take none.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Whether terminals disagree about the columns of a cluster.
///
/// ```
/// use catchword::text::disputed::is_disputed;
/// assert!(is_disputed("❤\u{fe0f}") && is_disputed("👩\u{200d}👧") && is_disputed("ம\u{bbe}"));
/// assert!(!is_disputed("日") && !is_disputed("e\u{301}\u{302}") && !is_disputed("ก\u{e34}"));
/// ```
pub fn is_disputed(symbol: &str) -> bool {
    // A character of two bytes and a mark of two is the longest that needs no look.
    symbol.len() > 4 && symbol.chars().skip(1).any(is_disputed_inside)
}

fn is_disputed_inside(character: char) -> bool {
    match character {
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => true,
        // Latin, Greek, Cyrillic, Hebrew and Arabic marks.
        ..'\u{900}' => false,
        _ => character.width().is_some_and(|it| it > 0) || is_spacing_mark(character),
    }
}

/// Whether the general category of the character is `Mc`.
fn is_spacing_mark(character: char) -> bool {
    static RANGES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let parsed = regex_syntax::parse(r"\p{Mc}").map(Hir::into_kind);
        match parsed {
            Ok(HirKind::Class(Class::Unicode(class))) => class
                .iter()
                .map(|range| (range.start(), range.end()))
                .collect(),
            _ => Vec::new(),
        }
    });
    let before = RANGES.partition_point(|&(start, _)| start <= character);
    before > 0 && character <= RANGES[before - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_take_room_are_told_from_marks_that_take_none() {
        for sign in [
            '\u{903}', '\u{93e}', '\u{9be}', '\u{bbe}', '\u{bc7}', '\u{102c}', '\u{17b6}',
        ] {
            assert!(is_spacing_mark(sign), "{sign:?}");
        }
        for mark in [
            '\u{301}', '\u{64e}', '\u{941}', '\u{94d}', '\u{e34}', 'a', 'க',
        ] {
            assert!(!is_spacing_mark(mark), "{mark:?}");
        }
    }

    #[test]
    fn what_is_joined_of_several_is_disputed() {
        for cluster in ["🇮🇷", "👍🏽", "1\u{fe0f}\u{20e3}", "क\u{94d}ष", "©\u{fe0f}"]
        {
            assert!(is_disputed(cluster), "{cluster}");
        }
        for cluster in [
            "a",
            "é",
            "م\u{64e}\u{651}",
            "漢",
            "각",
            "👍",
            "क\u{941}",
            "ש\u{5c1}\u{5b8}",
        ] {
            assert!(!is_disputed(cluster), "{cluster}");
        }
    }
}
