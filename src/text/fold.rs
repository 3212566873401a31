//! Folding: the copy of a text in which spellings that a reader takes for the same are the same.
//!
//! Responsible for what folds to what (case, diacritics, apostrophes, quotes, dashes, white space,
//! ignorable characters, Arabic and Persian letters) and for the way back to the source. Not for
//! patterns or word edges; see `keyword`. The invariant: units of the folded text tile the source,
//! and every unit begins and ends on a boundary of extended grapheme clusters (UAX #29).

// Named paths, because the build script includes this file by path too.
#[path = "fold/letters.rs"]
mod letters;
#[path = "fold/map.rs"]
mod map;
#[path = "fold/plain.rs"]
mod plain;
#[path = "fold/white.rs"]
mod white;

use super::span::Span;
use map::Map;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use white::{WhiteSpace, cluster_len};

/// What of a text's spelling is taken for the same.
///
/// Always equal, whatever is chosen: apostrophes, quotes, dashes (not the em dash), runs of white
/// space, compatibility forms such as `ﬃ`, digits of Arabic and Persian; ignorable characters
/// vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Folding {
    /// Full Unicode case folding: `ß` = `ss`, `ς` = `σ`.
    pub folds_case: bool,
    /// Marks vanish, as does what Arabic and Persian spellings interchange: `ã` = `a`, `ی` = `ي`.
    pub folds_diacritics: bool,
    /// A hyphen at the end of a line vanishes with the line end when a lowercase letter follows.
    pub joins_lines: bool,
}

/// What white space with two or more line breaks folds to: U+2029 PARAGRAPH SEPARATOR.
pub const PARAGRAPH: char = '\u{2029}';

impl Folding {
    /// What a term is folded by unless it says otherwise.
    pub const DEFAULT: Self = Self {
        folds_case: true,
        folds_diacritics: true,
        joins_lines: false,
    };
}

impl Default for Folding {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A folded text and the way back to its source. Reuse it: its memory is kept.
///
/// ```
/// use catchword::text::{fold::{Folded, Folding}, span::Span};
///
/// let folded = Folded::new("Straße", Folding::DEFAULT);
/// assert_eq!(folded.text(), "strasse");
/// assert_eq!(folded.source_span(0..7), Some(Span::new(0, 7)));
/// assert_eq!(folded.source_span(0..5), None); // ends in the middle of `ß`
/// ```
#[derive(Debug, Default, Clone)]
pub struct Folded {
    text: String,
    map: Map,
    /// The decomposition of one cluster.
    parts: Vec<char>,
}

/// `source` folded, without the way back: for patterns and sort keys.
pub fn fold(source: &str, folding: Folding) -> String {
    if plain::len(source.as_bytes(), folding) == source.len() {
        let mut text = String::with_capacity(source.len());
        plain::push(source, folding, &mut text);
        return text;
    }
    Folded::new(source, folding).text
}

impl Folded {
    /// Folds `source`, of at most 4 GiB.
    pub fn new(source: &str, folding: Folding) -> Self {
        let mut folded = Self::default();
        folded.refold(source, folding);
        folded
    }

    /// Folds another `source`, of at most 4 GiB, in the memory of the one before.
    pub fn refold(&mut self, source: &str, folding: Folding) {
        self.text.clear();
        self.map.clear();
        let mut at = 0;
        while at < source.len() {
            let plain = plain::len(&source.as_bytes()[at..], folding);
            if plain > 0 {
                self.map.begin_plain(self.text.len(), at, plain);
                plain::push(&source[at..at + plain], folding, &mut self.text);
                at += plain;
            }
            if let Some(c) = source[at..].chars().next() {
                at = self.push_unit(source, at, c, folding);
            }
        }
        self.map.finish(self.text.len(), source.len());
    }

    /// The folded text. A run of white space with at most one line break is a space in it, one with
    /// more is a [`PARAGRAPH`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that `folded`, a range of the folded text, stands for.
    ///
    /// Ignorable text after a unit belongs to it. `None` where the range begins or ends inside a
    /// unit (half of `ß`, a letter without its mark), or is empty.
    pub fn source_span(&self, folded: Range<usize>) -> Option<Span> {
        if folded.is_empty() {
            return None;
        }
        let start = self.map.source_at(folded.start)?;
        Some(Span::new(start, self.map.source_at(folded.end)?))
    }

    /// Where the unit that byte `at` of the folded text belongs to starts in the source.
    ///
    /// The end of the folded text is the end of the source.
    pub fn unit_start(&self, at: usize) -> usize {
        (0..=at)
            .rev()
            .find_map(|at| self.map.source_at(at))
            .unwrap_or(0)
    }

    /// Appends what begins with `c` at byte `at` and returns where it ends.
    fn push_unit(&mut self, source: &str, at: usize, c: char, folding: Folding) -> usize {
        if c.is_whitespace() {
            return self.push_white(source, at, folding);
        }
        if folding.joins_lines
            && let Some(end) = self.joined_line(source, at, c)
        {
            return end;
        }
        let end = at + cluster_len(&source[at..], c);
        let before = self.text.len();
        if let Some(direct) = letters::direct(c, folding).filter(|_| end - at == c.len_utf8()) {
            self.map.begin(before, at);
            self.text.push(direct);
            return end;
        }
        self.push_cluster(&source[at..end], folding);
        if self.text.len() > before {
            self.map.begin(before, at);
        }
        end
    }

    /// Appends one grapheme cluster, its marks in canonical order.
    fn push_cluster(&mut self, cluster: &str, folding: Folding) {
        self.parts.clear();
        for c in cluster.chars() {
            letters::decompose(c, |part| self.parts.push(part));
        }
        if self.parts.len() > 2 {
            for letter in self
                .parts
                .chunk_by_mut(|_, &c| canonical_combining_class(c) != 0)
            {
                letter.sort_by_key(|&c| canonical_combining_class(c));
            }
        }
        for &c in &self.parts {
            letters::push(c, folding, &mut self.text);
        }
    }

    /// Appends the run of white space at byte `at` as one unit and returns where it ends.
    fn push_white(&mut self, source: &str, at: usize, folding: Folding) -> usize {
        let run = WhiteSpace::at(source, at, folding);
        self.map.begin(self.text.len(), at);
        self.text.push(if run.breaks > 1 { PARAGRAPH } else { ' ' });
        self.push_cluster(&source[run.end..run.cluster_end], folding);
        run.cluster_end
    }

    /// Where the joined word goes on, if `c` at byte `at` is a hyphen that only the line end put there.
    fn joined_line(&self, source: &str, at: usize, c: char) -> Option<usize> {
        let hyphen = matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '﹣' | '－');
        let word = self.text.trim_end_matches(is_combining_mark);
        if !hyphen || !word.ends_with(char::is_alphanumeric) {
            return None;
        }
        let next = at + c.len_utf8();
        let run = WhiteSpace::at(source, next, Folding::DEFAULT);
        (run.breaks == 1 && source[run.end..].starts_with(char::is_lowercase)).then_some(run.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn folded(source: &str) -> String {
        fold(source, Folding::DEFAULT)
    }

    fn exact(source: &str) -> String {
        let folding = Folding {
            folds_case: false,
            folds_diacritics: false,
            joins_lines: false,
        };
        fold(source, folding)
    }

    /// Source ranges of all units, read off the map.
    fn units(source: &str, folding: Folding) -> Vec<&str> {
        let folded = Folded::new(source, folding);
        let places: Vec<usize> = (0..=folded.text.len())
            .filter_map(|at| folded.map.source_at(at))
            .collect();
        places
            .windows(2)
            .map(|pair| &source[pair[0]..pair[1]])
            .collect()
    }

    #[test]
    fn case_folds_fully() {
        assert_eq!(folded("STRASSE Straße ẞ"), "strasse strasse ss");
        assert_eq!(folded("ΟΔΟΣ οδός"), "οδοσ οδοσ");
        assert_eq!(folded("İstanbul Iı"), "istanbul ii");
        assert_eq!(folded("ǅ Ა Ꭰꭰ"), "dz ა ᎠᎠ");
    }

    #[test]
    fn marks_of_european_and_semitic_scripts_vanish() {
        assert_eq!(
            folded("România Janša ÅÄÖ Ёлка Ἀθῆναι"),
            "romania jansa aao елка αθηναι"
        );
        assert_eq!(
            folded("Łódź Đorđe Øre Ħal æon Œuvre Þór"),
            "lodz dorde ore hal aeon oeuvre thor"
        );
        assert_eq!(folded("שָׁלוֹם"), "שלום");
    }

    #[test]
    fn indic_vowels_and_kana_marks_stay() {
        assert_eq!(folded("हिन्दी"), "हिन्दी");
        assert_eq!(folded("が"), "か\u{3099}");
    }

    #[test]
    fn exact_diacritics_know_one_spelling_of_a_mark() {
        assert_eq!(exact("é"), exact("e\u{301}"));
        assert_eq!(exact("q\u{307}\u{323}"), exact("q\u{323}\u{307}"));
        assert_ne!(exact("é"), exact("e"));
        assert_ne!(exact("ø"), exact("o"));
        assert_eq!(exact("Ra’isi ۱۳ ﬃ"), "Ra'isi 13 ffi");
    }

    #[test]
    fn apostrophes_quotes_and_dashes_have_one_form() {
        assert_eq!(folded("'‘’‛ʼʻʽʾʿʹˈˊˋ`´′‵՚ꞌ＇"), "'".repeat(20));
        assert_eq!(folded("“”„‟«»″‶＂\""), "\"".repeat(10));
        assert_eq!(folded("‐‑‒–−﹣－-"), "-".repeat(8));
        assert_eq!(folded("—"), "—");
    }

    #[test]
    fn an_accent_that_stands_alone_is_no_white_space() {
        assert_eq!(folded("a¨b¸c゛"), "a¨b¸c゛");
    }

    #[test]
    fn white_space_is_one_space_or_the_end_of_a_paragraph() {
        assert_eq!(
            folded("a \t\u{a0}b\nc\r\nd\u{2028}e\u{3000}f"),
            "a b c d e f"
        );
        assert_eq!(
            folded("a\n\nb\r\rc\r\n\r\nd\u{2029}e"),
            "a\u{2029}b\u{2029}c\u{2029}d\u{2029}e"
        );
        assert_eq!(folded("a \u{200b}\n\u{200c} b"), "a b");
    }

    #[test]
    fn ignorable_characters_vanish_and_belong_to_the_unit_before() {
        assert_eq!(folded("\u{feff}Moja\u{ad}hedin"), "mojahedin");
        assert_eq!(
            units("\u{200f}a\u{ad}\u{200d}b\u{640}\u{64e}", Folding::DEFAULT),
            ["a\u{ad}\u{200d}", "b\u{640}\u{64e}"]
        );
    }

    #[test]
    fn arabic_and_persian_spellings_are_one() {
        assert_eq!(folded("کیهان"), folded("كيهان"));
        assert_eq!(folded("إِيرَان"), folded("ایران"));
        assert_eq!(
            folded("رئیسی مؤمن آزادی ٱلله مدرسة خانۀ ہ"),
            "رييسي مومن ازادي الله مدرسه خانه ه"
        );
        assert_eq!(folded("ﻓﺎﺭﺳﯽ ۱۳۶۷ ١٣٦٧"), "فارسي 1367 1367");
        assert_eq!(folded("ایـــران می\u{200c}رود"), "ايران ميرود");
    }

    #[test]
    fn a_range_that_cuts_a_unit_stands_for_nothing() {
        let folded = Folded::new("Straße o\u{fb03}ce", Folding::DEFAULT);
        assert_eq!(folded.text(), "strasse office");
        assert_eq!(folded.source_span(0..7), Some(Span::new(0, 7)));
        assert_eq!(folded.source_span(0..5), None);
        assert_eq!(folded.source_span(5..7), None);
        assert_eq!(folded.source_span(4..6), Some(Span::new(4, 6)));
        assert_eq!(folded.source_span(8..12), Some(Span::new(8, 12)));
        assert_eq!(folded.source_span(8..11), None);
        assert_eq!(folded.source_span(3..3), None);
    }

    #[test]
    fn a_letter_and_its_marks_are_one_unit() {
        assert_eq!(units("Roma\u{302}nia", Folding::DEFAULT)[3], "a\u{302}");
        assert_eq!(units("각", Folding::DEFAULT), ["각"]);
        assert_eq!(
            units("👨\u{200d}👩\u{200d}👧a", Folding::DEFAULT),
            ["👨\u{200d}👩\u{200d}👧", "a"]
        );
        assert_eq!(
            units("a \u{301}b", Folding::DEFAULT),
            ["a", " \u{301}", "b"]
        );
    }

    #[test]
    fn a_hyphen_at_a_line_end_is_joined_only_on_request() {
        let joining = Folding {
            joins_lines: true,
            ..Folding::DEFAULT
        };
        assert_eq!(folded("Moja-\nhedin"), "moja- hedin");
        assert_eq!(
            fold("Moja-\nhedin Iran‐ \r\n  ian", joining),
            "mojahedin iranian"
        );
        assert_eq!(fold("Moja-\nHedin", joining), "moja- hedin");
        assert_eq!(
            fold("Moja-\n\nhedin a -\nb --\nc", joining),
            "moja-\u{2029}hedin a - b -- c"
        );
        assert_eq!(units("a-\nb", joining), ["a-\n", "b"]);
        let exact = Folding {
            folds_diacritics: false,
            ..joining
        };
        assert_eq!(fold("cafe\u{301}-\nteria", exact), "cafe\u{301}teria");
    }

    #[test]
    fn ascii_costs_one_entry_and_persian_two_a_word() {
        let ascii = "The quick brown fox.\nIt jumps. ".repeat(100);
        let folded = Folded::new(ascii.trim_end(), Folding::DEFAULT);
        assert_eq!(folded.map.entries(), 1);
        let persian = "مردم ایران ".repeat(100);
        let folded = Folded::new(&persian, Folding::DEFAULT);
        assert_eq!(folded.map.entries(), 400);
    }

    #[test]
    fn long_plain_text_folds_as_its_bytes_do() {
        let source = "Ab`C d\te".repeat(50) + " " + &"X".repeat(200);
        let expected = source
            .to_ascii_lowercase()
            .replace('`', "'")
            .replace('\t', " ");
        assert_eq!(folded(&source), expected);
    }

    #[test]
    fn characters_that_stand_alone_are_clusters() {
        for c in ('\0'..=char::MAX).filter(|&c| letters::stands_alone(c)) {
            for text in [format!("a{c}a"), format!("{c}{c}{c}"), format!("ب{c}ب")] {
                assert_eq!(text.graphemes(true).count(), 3, "U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn the_short_way_folds_as_the_long_one_does() {
        for folds_diacritics in [false, true] {
            let folding = Folding {
                folds_diacritics,
                ..Folding::DEFAULT
            };
            let mut folded = Folded::default();
            for c in '\0'..='\u{ffff}' {
                if let Some(direct) = letters::direct(c, folding) {
                    folded.text.clear();
                    folded.push_cluster(&String::from(c), folding);
                    assert_eq!(folded.text, String::from(direct), "U+{:04X}", c as u32);
                }
            }
        }
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        for c in ('\0'..='\u{33ff}')
            .chain('\u{a000}'..='\u{abff}')
            .chain('\u{f900}'..='\u{1ffff}')
        {
            let once = folded(&format!("x{c}x"));
            assert_eq!(folded(&once), once, "U+{:04X}", c as u32);
        }
    }
}
