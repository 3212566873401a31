//! Extended grapheme clusters of a text (UAX #29), with their byte offsets.
//!
//! Responsible for where a cluster begins and ends; not for what it shows as (see [`super::gate`]).
//! The segments are those of `unicode-segmentation`; runs of plain letters, which are most of any
//! text, skip its tables.

use unicode_segmentation::UnicodeSegmentation;

/// The clusters of `text`, each with the offset of its first byte; from both ends.
///
/// ```
/// let found: Vec<_> = catchword::text::cluster::clusters("ne\u{301}e").collect();
/// assert_eq!(found, [(0, "n"), (1, "e\u{301}"), (4, "e")]);
/// ```
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters {
        text,
        start: 0,
        end: text.len(),
    }
}

/// The iterator that [`clusters`] makes.
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Clusters<'a> {
    /// What is left to iterate over.
    ///
    /// It can be segmented alone: it begins and ends on boundaries, and no rule looks across one.
    fn rest(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// The next cluster if it is an ASCII character from `least` up to `~` and the one after it is ASCII,
    /// printable: most of any text in Latin letters, told without a look at characters.
    #[inline]
    pub(super) fn next_if_ascii(&mut self, least: u8) -> Option<(usize, &'a str)> {
        let [first, second, ..] = self.text.as_bytes()[self.start..self.end] else {
            return None;
        };
        let offset = self.start;
        let plain = is_plain_ascii(first) && is_plain_ascii(second) && first >= least;
        plain.then(|| {
            self.start += 1;
            (offset, &self.text[offset..=offset])
        })
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(plain) = self.next_if_ascii(b' ') {
            return Some(plain);
        }
        let rest = self.rest();
        let cluster = first_plain(rest).or_else(|| rest.graphemes(true).next())?;
        let offset = self.start;
        self.start += cluster.len();
        Some((offset, cluster))
    }
}

impl DoubleEndedIterator for Clusters<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let rest = self.rest();
        let cluster = last_plain(rest).or_else(|| rest.graphemes(true).next_back())?;
        self.end -= cluster.len();
        Some((self.end, cluster))
    }
}

/// The first character where it and the next are plain, so that a boundary parts them.
fn first_plain(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next().filter(|&character| is_plain(character))?;
    chars
        .next()
        .is_none_or(is_plain)
        .then(|| &text[..first.len_utf8()])
}

/// The last character where it and the one before are plain.
fn last_plain(text: &str) -> Option<&str> {
    let mut chars = text.chars().rev();
    let last = chars.next().filter(|&character| is_plain(character))?;
    chars
        .next()
        .is_none_or(is_plain)
        .then(|| &text[text.len() - last.len_utf8()..])
}

/// Whether the byte is a printable ASCII character.
const fn is_plain_ascii(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether a boundary stands between this character and any other such one.
///
/// True of a part of the characters whose `Grapheme_Cluster_Break` is `Other`, and of whole Hangul
/// syllables, which join only with jamo: enough for the common scripts, and short to decide.
const fn is_plain(character: char) -> bool {
    matches!(character,
        ' '..='~'
        // Latin, without the soft hyphen; Greek and Cyrillic up to the first combining mark.
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        // Hebrew and Arabic letters and digits.
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d3}' | '\u{6f0}'..='\u{6fc}'
        | '\u{1e00}'..='\u{1fff}'
        // Dashes, quotation marks and other punctuation.
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}'
        // Chinese, Japanese, Korean.
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9d}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_two_plain_characters_are_two_clusters_whatever_stands_before() {
        let plain: Vec<char> = (' '..=char::MAX).filter(|&it| is_plain(it)).collect();
        let all: String = plain.iter().collect();
        assert_eq!(all.graphemes(true).count(), plain.len());
        // One of each class that could join: the pairs that the run above does not hold.
        for first in ['a', 'é', 'ж', 'ل', '—', '日', '각', '가'] {
            let pairs: String = plain.iter().flat_map(|&second| [first, second]).collect();
            assert_eq!(pairs.graphemes(true).count(), 2 * plain.len(), "{first}");
        }
    }

    #[test]
    fn a_carriage_return_and_line_feed_are_one_cluster() {
        assert_eq!(
            clusters("a\r\nb").map(|it| it.1).collect::<Vec<_>>(),
            ["a", "\r\n", "b"]
        );
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_the_standard_from_both_ends(text in "(?s)(.|[a-c \r\n\u{301}\u{200d}\u{600}👩🇦क्]){0,24}", pattern in any::<u32>()) {
            let plain: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(&clusters(&text).collect::<Vec<_>>(), &plain);
            let mut iterator = clusters(&text);
            let (mut front, mut back) = (Vec::new(), Vec::new());
            for turn in 0..plain.len() {
                if pattern >> (turn % 32) & 1 == 0 { front.extend(iterator.next()) } else { back.extend(iterator.next_back()) }
            }
            prop_assert!(iterator.next().is_none());
            prop_assert!(iterator.next_back().is_none());
            front.extend(back.into_iter().rev());
            prop_assert_eq!(front, plain);
        }
    }
}
