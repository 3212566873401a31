//! Many strings sought in one text at once.
//!
//! Responsible for every place where any of them stands, overlaps included, and for the means: an
//! automaton for long texts, a table for short ones, which is searched more slowly but made at once.
//! Not for what the strings mean (see `matcher`).

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// Bytes of needles up to which an automaton may be a table of all transitions: about 8 MiB of it.
const DENSE_BYTES: usize = 32 << 10;

/// Text bytes up to which no automaton is made.
const SHORT_BYTES: usize = 256 << 10;

/// Strings to look for, each known by its number.
#[derive(Debug)]
pub(super) struct Needles {
    longest: usize,
    means: Means,
}

#[derive(Debug)]
enum Means {
    Automaton(AhoCorasick),
    Table(Table),
}

impl Needles {
    /// Prepares a search for `needles`, none of them empty, in about so many bytes of text.
    pub(super) fn new(needles: Vec<String>, text_bytes: usize) -> Self {
        let longest = needles.iter().map(String::len).max().unwrap_or(0);
        let is_short = text_bytes < SHORT_BYTES && needles.iter().all(|needle| needle.len() > 1);
        let means = if is_short {
            Means::Table(Table::new(needles))
        } else {
            Means::Automaton(automaton(&needles))
        };
        Self { longest, means }
    }

    /// The bytes of the longest one.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }

    /// Calls `found` with the number and the bytes of each occurrence in `text`, in no certain order.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(usize, Range<usize>)) {
        match &self.means {
            Means::Automaton(automaton) => {
                for occurrence in automaton.find_overlapping_iter(text) {
                    found(occurrence.pattern().as_usize(), occurrence.range());
                }
            }
            Means::Table(table) => table.each(text.as_bytes(), found),
        }
    }
}

/// An automaton that reports every occurrence of every needle.
fn automaton(needles: &[String]) -> AhoCorasick {
    let bytes: usize = needles.iter().map(String::len).sum();
    let kind = if bytes <= DENSE_BYTES {
        AhoCorasickKind::DFA
    } else {
        AhoCorasickKind::ContiguousNFA
    };
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .build(needles)
        .expect("a keyword set is far smaller than the automaton's limit of 2^31 states")
}

/// Needles in order, and a filter for the places where none can stand.
#[derive(Debug)]
struct Table {
    /// A bit for each [`key`] of three bytes that some needle begins with.
    begins: Box<[u64; KEYS / 64]>,
    /// The needles in order, each after its first two bytes and with its number.
    needles: Vec<(u16, String, usize)>,
}

/// How many keys there are: five bits, which tell small letters apart, of each of three bytes.
const KEYS: usize = 1 << 15;

/// The key of the three bytes that end with `byte`, after `key`, which is that of the place before.
const fn key(key: usize, byte: u8) -> usize {
    (key << 5 | (byte & 31) as usize) & (KEYS - 1)
}

impl Table {
    /// A table of `needles`, each of two bytes or more.
    fn new(needles: Vec<String>) -> Self {
        let mut begins = Box::new([0; KEYS / 64]);
        for needle in &needles {
            let [first, second] = pair(needle.as_bytes()).to_be_bytes();
            let thirds = match needle.as_bytes().get(2) {
                Some(&third) => third..=third,
                None => 0..=31,
            };
            for third in thirds {
                let key = [first, second, third].into_iter().fold(0, key);
                begins[key / 64] |= 1 << (key % 64);
            }
        }
        let mut needles: Vec<_> = needles
            .into_iter()
            .zip(0..)
            .map(|(needle, number)| (pair(needle.as_bytes()), needle, number))
            .collect();
        needles.sort_unstable();
        Self { begins, needles }
    }

    fn each(&self, text: &[u8], mut found: impl FnMut(usize, Range<usize>)) {
        let [first, second, rest @ ..] = text else {
            return;
        };
        let mut last = key(key(0, *first), *second);
        for (at, &third) in rest.iter().enumerate() {
            last = key(last, third);
            if self.may_begin(last) {
                self.at(text, at, &mut found);
            }
        }
        // What begins two bytes before the end has no third.
        if self.may_begin(key(last, 0)) {
            self.at(text, rest.len(), &mut found);
        }
    }

    /// Whether some needle begins with three bytes of this [`key`].
    const fn may_begin(&self, key: usize) -> bool {
        self.begins[key / 64] >> (key % 64) & 1 == 1
    }

    /// Calls `found` for the needles that stand at byte `at` of `text`.
    #[inline(never)]
    fn at(&self, text: &[u8], at: usize, found: &mut impl FnMut(usize, Range<usize>)) {
        let begin = pair(&text[at..]);
        let from = self.needles.partition_point(|&(pair, ..)| pair < begin);
        let same = self.needles[from..].iter();
        for (_, needle, number) in same.take_while(|&&(pair, ..)| pair == begin) {
            if text[at..].starts_with(needle.as_bytes()) {
                found(*number, at..at + needle.len());
            }
        }
    }
}

/// The first two of `bytes`, which are as many or more, as one number.
const fn pair(bytes: &[u8]) -> u16 {
    u16::from_be_bytes([bytes[0], bytes[1]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(needles: &[String], text_bytes: usize, text: &str) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        Needles::new(needles.to_vec(), text_bytes).each(text, |number, range| {
            out.push((range.start, range.end, number));
        });
        out.sort_unstable();
        out
    }

    #[test]
    fn a_needle_of_one_byte_is_found_in_a_short_text() {
        let needles = ["a".to_owned(), "ab".to_owned()];
        assert_eq!(all(&needles, 3, "aab"), [(0, 1, 0), (1, 2, 0), (1, 3, 1)]);
    }

    proptest! {
        #[test]
        fn both_means_find_every_occurrence(
            needles in prop::collection::vec("[abé]{1,4}", 0..12),
            text in "[abcé]{0,40}",
        ) {
            let mut naive = Vec::new();
            for (at, _) in text.char_indices() {
                for (number, needle) in needles.iter().enumerate() {
                    if text[at..].starts_with(needle.as_str()) {
                        naive.push((at, at + needle.len(), number));
                    }
                }
            }
            naive.sort_unstable();
            prop_assert_eq!(&all(&needles, 0, &text), &naive);
            prop_assert_eq!(&all(&needles, usize::MAX, &text), &naive);
        }
    }
}
