//! Word edges: whether a hit is a word, or several, and not a part of one.
//!
//! Responsible for the boundaries of UAX #29 in folded text, with two exceptions: `_` is no part of
//! a word, and a possessive `'s` may follow one.

use crate::text::fold::PARAGRAPH;
use std::{borrow::Cow, ops::Range};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The word edges of one folded text, found where they are asked for.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The stretch between blanks that was segmented last.
    stretch: Range<usize>,
    /// The word boundaries in it.
    places: Vec<usize>,
}

impl Edges {
    /// Forgets the text.
    pub(super) fn clear(&mut self) {
        self.stretch = 0..0;
    }

    /// Whether `text[range]` begins and ends at word edges, wherever it begins or ends with a letter
    /// or digit, or is followed by a possessive `'s`.
    pub(super) fn part(&mut self, text: &str, range: Range<usize>) -> bool {
        if begins_word(&text[range.clone()]) && !self.is_edge(text, range.start) {
            return false;
        }
        if !ends_word(&text[range.clone()]) || self.is_edge(text, range.end) {
            return true;
        }
        let possessive = matches!(text.as_bytes()[range.end..], [b'\'', b's' | b'S', ..]);
        possessive && self.is_edge(text, range.end + 2)
    }

    /// Whether a word may begin or end at byte `at` of `text`.
    fn is_edge(&mut self, text: &str, at: usize) -> bool {
        if let Some(answer) = ascii_edge(text.as_bytes(), at) {
            return answer;
        }
        // The cache holds only what lies inside a stretch; its ends are edges anyway.
        if at <= self.stretch.start || at >= self.stretch.end {
            self.segment(text, at);
        }
        at == self.stretch.start || at == self.stretch.end || self.places.binary_search(&at).is_ok()
    }

    /// Finds the word boundaries from the blank before `at` to the one after it.
    fn segment(&mut self, text: &str, at: usize) {
        // There is always an edge before a blank, but not after one that has a mark on it.
        let parts = |c: char| c == ' ' || c == PARAGRAPH;
        let start = text[..at].rfind(parts).unwrap_or(0);
        let end = text[at..]
            .find(parts)
            .map_or(text.len(), |place| at + place);
        let stretch = &text[start..end];
        self.stretch = start..end;
        self.places.clear();
        // UAX #29 takes `_` for a part of a word; a slash is none, and as long.
        let plain = if stretch.contains('_') {
            Cow::Owned(stretch.replace('_', "/"))
        } else {
            Cow::Borrowed(stretch)
        };
        let words = plain.split_word_bound_indices();
        self.places.extend(words.map(|(place, _)| start + place));
    }
}

/// Whether `hit` begins with a letter or digit.
fn begins_word(hit: &str) -> bool {
    hit.starts_with(char::is_alphanumeric)
}

/// Whether `hit` ends with a letter or digit, perhaps under marks.
fn ends_word(hit: &str) -> bool {
    hit.chars()
        .rev()
        .find(|&c| !is_combining_mark(c))
        .is_some_and(char::is_alphanumeric)
}

/// The answer of UAX #29 at byte `at` beside an ASCII letter or digit, where ASCII alone decides it.
fn ascii_edge(text: &[u8], at: usize) -> Option<bool> {
    let (Some(before), Some(&after)) = (at.checked_sub(1), text.get(at)) else {
        return Some(true);
    };
    let before = text[before];
    if !before.is_ascii() || !after.is_ascii() {
        return None;
    }
    match (
        before.is_ascii_alphanumeric(),
        after.is_ascii_alphanumeric(),
    ) {
        (true, true) => Some(false),
        (true, false) => edge_beside(before, after, text.get(at + 1)),
        (false, true) => edge_beside(after, before, at.checked_sub(2).map(|at| &text[at])),
        (false, false) => None,
    }
}

/// Whether there is an edge between the letter or digit `inner` and `outer`, which `beyond` follows.
///
/// An apostrophe, a full stop, a colon or a comma inside a word or a number is a part of it (rules
/// WB6, WB7, WB11 and WB12).
fn edge_beside(inner: u8, outer: u8, beyond: Option<&u8>) -> Option<bool> {
    let digits = inner.is_ascii_digit();
    let joins = match outer {
        b'\'' | b'.' => true,
        b':' => !digits,
        b',' | b';' => digits,
        _ => false,
    };
    match beyond {
        Some(beyond) if joins && !beyond.is_ascii() => None,
        Some(beyond) if joins && digits => Some(!beyond.is_ascii_digit()),
        Some(beyond) if joins => Some(!beyond.is_ascii_alphabetic()),
        _ => Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `word` stands free where it first occurs in `text`.
    fn free(text: &str, word: &str) -> bool {
        let at = text.find(word).unwrap();
        Edges::default().part(text, at..at + word.len())
    }

    #[test]
    fn a_part_of_a_word_or_number_has_no_edges() {
        assert!(!free("kevin", "evin"));
        assert!(!free("ra'isi", "ra"));
        assert!(!free("ra'isi", "isi"));
        assert!(!free("30,000", "000"));
        assert!(!free("3.14", "3"));
        assert!(!free("ميرود", "رود"));
        assert!(free("iran-iraq", "iran"));
        assert!(free("pmoi/iran", "iran"));
        assert!(free("in 2021, iran", "2021"));
    }

    #[test]
    fn an_underscore_is_no_part_of_a_word() {
        assert!(free("the _mek_", "mek"));
        assert!(free("mek_x", "mek"));
        assert!(free("_ایران_", "ایران"));
    }

    #[test]
    fn a_possessive_may_follow() {
        assert!(free("iran's", "iran"));
        assert!(free("IRAN'S", "IRAN"));
        assert!(free("españa's", "españa"));
        assert!(!free("iran'st", "iran"));
        assert!(!free("iran't", "iran"));
    }

    #[test]
    fn an_end_that_is_no_letter_asks_for_nothing() {
        assert!(free("the u.s.-led", "u.s."));
        assert!(free("u.s.a", "u.s."));
        assert!(!free("cafe\u{301}s", "cafe\u{301}"));
    }

    #[test]
    fn ascii_agrees_with_uax_29() {
        let alphabet = [
            b'a', b'B', b'7', b' ', b'\'', b'.', b':', b',', b';', b'-', b'"', b'/',
        ];
        for number in 0..12_usize.pow(4) {
            let text: Vec<u8> = (0..4)
                .map(|i| alphabet[number / 12_usize.pow(i) % 12])
                .collect();
            let text = String::from_utf8(text).unwrap();
            let mut edges: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
            edges.push(text.len());
            for at in 0..=4 {
                if let Some(answer) = ascii_edge(text.as_bytes(), at) {
                    assert_eq!(answer, edges.contains(&at), "{text:?} at {at}");
                }
            }
        }
    }
}
