//! What of a document has been on the screen.
//!
//! Responsible for coverage: how many hits a reader has seen. Not for when something was on the screen; the
//! model notes that with each key.

use crate::{keyword::Hit, text::span::Span};
use serde::{Deserialize, Serialize};

/// The parts of a document that have been on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The length of the document's text then: in another text they are other parts.
    length: usize,
    /// First byte and byte after the last, in order; no two touch.
    parts: Vec<(usize, usize)>,
}

/// Bytes between two parts that are one: what parts two blocks.
const BETWEEN: usize = 4;

impl Seen {
    /// Notes that `part` of a text of so many bytes is on the screen.
    pub fn add(&mut self, part: Span, length: usize) {
        if length != self.length {
            self.parts.clear();
            self.length = length;
        }
        if part.is_empty() {
            return;
        }
        let first = self
            .parts
            .partition_point(|&(_, end)| end + BETWEEN < part.start);
        let last = self
            .parts
            .partition_point(|&(start, _)| start <= part.end + BETWEEN);
        let touched = &self.parts[first..last.max(first)];
        let start = touched
            .first()
            .map_or(part.start, |it| it.0.min(part.start));
        let end = touched.last().map_or(part.end, |it| it.1.max(part.end));
        self.parts.splice(first..last.max(first), [(start, end)]);
    }

    /// Adds what `other` has of the same text.
    pub fn join(&mut self, other: &Self) {
        for &(start, end) in &other.parts {
            if self.parts.is_empty() || other.length == self.length {
                self.add(Span::new(start, end), other.length);
            }
        }
    }

    /// Whether nothing has been on the screen.
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether it is about a text of so many bytes.
    pub const fn is_of(&self, length: usize) -> bool {
        self.length == length
    }

    /// Whether byte `at` has been on the screen.
    pub fn holds(&self, at: usize) -> bool {
        let next = self.parts.partition_point(|&(_, end)| end <= at);
        self.parts.get(next).is_some_and(|&(start, _)| start <= at)
    }

    /// How many of `hits`, which are in order of start, have been on the screen.
    pub fn hits(&self, hits: &[Hit]) -> usize {
        let before = |at: usize| hits.partition_point(|hit| hit.span.start < at);
        let parts = self.parts.iter();
        parts.map(|&(start, end)| before(end) - before(start)).sum()
    }

    /// How much of the text has been on the screen, in percent: 100 only where all of it has.
    pub fn percent(&self) -> usize {
        let seen: usize = self.parts.iter().map(|(start, end)| end - start).sum();
        match self.parts[..] {
            [(start, end)] if start <= BETWEEN && end + BETWEEN >= self.length => 100,
            _ => (seen as u128 * 100 / self.length.max(1) as u128).min(99) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(parts: &[(usize, usize)], length: usize) -> Seen {
        let mut seen = Seen::default();
        for &(start, end) in parts {
            seen.add(Span::new(start, end), length);
        }
        seen
    }

    #[test]
    fn pages_that_follow_each_other_are_one_part() {
        let seen = seen(&[(0, 100), (102, 200), (400, 500), (150, 210)], 1000);
        assert_eq!(seen.parts, [(0, 210), (400, 500)]);
        assert_eq!(seen.percent(), 31);
        assert!(seen.holds(101) && !seen.holds(300) && seen.holds(499) && !seen.holds(500));
    }

    #[test]
    fn all_of_a_text_is_100_percent_and_nearly_all_is_not() {
        assert_eq!(seen(&[(0, 998)], 1000).percent(), 100);
        assert_eq!(seen(&[(0, 500), (510, 1000)], 1000).percent(), 99);
    }

    #[test]
    fn another_text_has_not_been_seen() {
        let mut seen = seen(&[(0, 100)], 1000);
        seen.add(Span::new(50, 60), 900);
        assert_eq!(seen.parts, [(50, 60)]);
    }

    proptest! {
        #[test]
        fn a_byte_is_held_where_some_part_or_a_gap_between_two_holds_it(
            parts in prop::collection::vec((0_usize..60, 1_usize..9), 0..12)
        ) {
            let parts: Vec<(usize, usize)> = parts.iter().map(|&(start, len)| (start, start + len)).collect();
            let seen = seen(&parts, 100);
            for at in 0..70 {
                if parts.iter().any(|&(start, end)| start <= at && at < end) {
                    prop_assert!(seen.holds(at));
                }
            }
            prop_assert!(seen.parts.windows(2).all(|pair| pair[0].1 + BETWEEN < pair[1].0));
        }
    }
}
