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

/// How many words ASCII text has.
fn count_ascii(text: &[u8]) -> usize {
    let mut words = 0;
    let mut rest = text;
    // An underscore joins whatever stands beside it; the piece that holds one is left to the rules.
    while let Some(at) = memchr::memchr(b'_', rest) {
        let start = rest[..at].iter().rposition(|&byte| is_cut(byte));
        let start = start.map_or(0, |blank| blank + 1);
        let end = rest[at..].iter().position(|&byte| is_cut(byte));
        let end = end.map_or(rest.len(), |blank| at + blank + 1);
        let piece = str::from_utf8(&rest[start..end]).expect("it is ASCII");
        words += count_runs(&rest[..start]) + piece.unicode_words().count();
        rest = &rest[end..];
    }
    words + count_runs(rest)
}

/// How many words ASCII text without underscores has: the runs of letters and digits, less those
/// that punctuation joins to the run before (rules `WB5` to `WB13` of UAX #29).
fn count_runs(text: &[u8]) -> usize {
    /// As many as a byte can count, the compiler's vector of bytes being the fastest.
    const CHUNK: usize = 255;
    let Some(&first) = text.first() else {
        return 0;
    };
    let (mut runs, mut joined) = (usize::from(first.is_ascii_alphanumeric()), 0);
    for chunk in (0..text.len() - 1).step_by(CHUNK) {
        let end = (chunk + CHUNK).min(text.len() - 1);
        let pairs = text[chunk..end].iter().zip(&text[chunk + 1..]);
        let begun = pairs.map(|(&before, &byte)| {
            u8::from(!before.is_ascii_alphanumeric() & byte.is_ascii_alphanumeric())
        });
        runs += usize::from(begun.sum::<u8>());
    }
    for chunk in (0..text.len().saturating_sub(2)).step_by(CHUNK) {
        let end = (chunk + CHUNK).min(text.len() - 2);
        let befores = text[chunk..end].iter();
        let triples = befores.zip(&text[chunk + 1..]).zip(&text[chunk + 2..]);
        let joins = triples.map(|((&before, &byte), &after)| u8::from(joins(before, byte, after)));
        joined += usize::from(joins.sum::<u8>());
    }
    runs - joined
}

/// Whether the punctuation `byte` stands inside a word: between letters or between digits.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without a branch many bytes are looked at together"
)]
const fn joins(before: u8, byte: u8, after: u8) -> bool {
    let letters = before.is_ascii_alphabetic() & after.is_ascii_alphabetic();
    let digits = before.is_ascii_digit() & after.is_ascii_digit();
    let either = (byte == b'.') | (byte == b'\'');
    let between_letters = either | (byte == b':');
    let between_digits = either | (byte == b',') | (byte == b';');
    (letters & between_letters) | (digits & between_digits)
}

/// The sentences of a block's `text`, as UAX #29 parts them; blanks after one belong to it.
///
/// A line feed is a blank here: to the rules it ends a sentence, but inside a block it only wraps the line.
pub fn sentences(text: &str) -> Vec<Span> {
    let filled = text.replace(['\n', '\r'], " ");
    filled
        .split_sentence_bound_indices()
        .map(|(at, sentence)| Span::new(at, at + sentence.len()))
        .collect()
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

    #[test]
    fn a_sentence_goes_on_over_the_end_of_a_line() {
        let text = "He met\r\na whale. It\nfled.";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(found, ["He met\r\na whale. ", "It\nfled."]);
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
