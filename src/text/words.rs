//! Words: the segments of UAX #29 that hold a letter or a digit.
//!
//! Responsible for where words stand and how many there are, which every figure of the program is
//! divided by; not for how a keyword matches.

use super::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The words of `text`, each with the offset of its first byte.
///
/// ```
/// let found: Vec<_> = catchword::text::words::words("Iran’s 30,000 …").collect();
/// assert_eq!(found, [(0, "Iran’s"), (9, "30,000")]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}

/// How many words `text` has.
///
/// Counts stretches of ASCII byte by byte and leaves the rest to [`words`]. The text is cut after
/// blanks and line feeds that an ASCII character follows: no rule of UAX #29 looks across these.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut words = 0;
    let mut start = 0;
    while start < bytes.len() {
        let ascii = start + ascii_prefix(&bytes[start..]);
        let cut = if ascii == bytes.len() {
            ascii
        } else {
            // The word that the ASCII ends in may go on after it.
            bytes[start..ascii]
                .windows(2)
                .rposition(|pair| is_cut(pair[0]))
                .map_or(start, |at| start + at + 1)
        };
        words += count_ascii(&bytes[start..cut]);
        let end = cut + other_prefix(&bytes[cut..]);
        words += text[cut..end].unicode_words().count();
        start = end;
    }
    words
}

/// The length of the ASCII that `bytes` begin with.
fn ascii_prefix(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(bytes.len())
}

/// The length of the pieces that hold characters beyond ASCII: up to the first cut after one.
fn other_prefix(bytes: &[u8]) -> usize {
    let ascii = ascii_prefix(bytes);
    bytes[ascii..]
        .windows(2)
        .position(|pair| is_cut(pair[0]) && pair[1].is_ascii())
        .map_or(bytes.len(), |at| ascii + at + 1)
}

/// Whether the text may be cut after this byte, if ASCII follows.
const fn is_cut(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// How many words ASCII text has: the rules `WB5` to `WB13b` for its few classes.
fn count_ascii(text: &[u8]) -> usize {
    let mut words = 0;
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut holds_letter_or_digit = false;
        while let Some(&byte) = text.get(at) {
            if byte.is_ascii_alphanumeric() {
                holds_letter_or_digit = true;
            } else if byte != b'_' && !(at > start && joins(text, at)) {
                break;
            }
            at += 1;
        }
        words += usize::from(holds_letter_or_digit);
        at = at.max(start + 1);
    }
    words
}

/// Whether the punctuation at `at` stands inside a word: between letters or between digits.
fn joins(text: &[u8], at: usize) -> bool {
    let (Some(&before), Some(&after)) = (text.get(at - 1), text.get(at + 1)) else {
        return false;
    };
    match text[at] {
        b'.' | b'\'' => {
            before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
                || before.is_ascii_digit() && after.is_ascii_digit()
        }
        b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// The sentences of `text`, as UAX #29 parts them; blanks after one belong to it.
pub fn sentences(text: &str) -> impl Iterator<Item = Span> {
    text.split_sentence_bound_indices()
        .map(|(at, sentence)| Span::new(at, at + sentence.len()))
}

/// `text` with each run of blanks as one space, without those around it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn apostrophes_and_figures_stay_whole_and_hyphens_part() {
        assert_eq!(
            count("Ra'isi’s 30,000 well-known_x 3.5 U.S. ___ -- e.g.:"),
            7
        );
    }

    #[test]
    fn dashes_and_quotation_marks_are_no_words() {
        assert_eq!(count("warnings—including those “voiced” by …"), 5);
    }

    #[test]
    fn a_word_that_begins_in_ascii_and_ends_beyond_it_is_one() {
        assert_eq!(count("in café noir"), 3);
        assert_eq!(count("naïve"), 1);
        assert_eq!(count(" \u{301}a"), 1);
    }

    proptest! {
        #[test]
        fn the_fast_count_is_the_plain_one(text in "(?s)(.|[ab1_.,:;'\" \n\r\u{301}’é—日ー\u{200d}א]){0,40}") {
            prop_assert_eq!(count(&text), words(&text).count(), "{:?}", text);
        }

        #[test]
        fn the_fast_count_of_ascii_is_the_plain_one(text in "[aZ19_.,:;'\"/ \n\r\t-]{0,40}") {
            prop_assert_eq!(count(&text), text.split_word_bounds().filter(|it| it.contains(char::is_alphanumeric)).count());
        }
    }
}
