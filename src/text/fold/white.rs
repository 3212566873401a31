//! Where runs of white space and grapheme clusters end.

use super::{Folding, letters};
use unicode_segmentation::UnicodeSegmentation;

/// A run of white space and of what vanishes in it.
pub(super) struct WhiteSpace {
    /// Line breaks in it; CRLF is one, a paragraph separator two.
    pub(super) breaks: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Where the cluster ends in which it ends: later where a blank has a mark that stays.
    pub(super) cluster_end: usize,
}

impl WhiteSpace {
    /// The run that starts at byte `at` of `source`, perhaps empty.
    pub(super) fn at(source: &str, at: usize, folding: Folding) -> Self {
        let vanishes = |c| {
            letters::is_ignorable(c) || (folding.folds_diacritics && letters::is_dropped_mark(c))
        };
        let mut run = Self {
            breaks: 0,
            end: at,
            cluster_end: at,
        };
        let mut after_return = false;
        while let Some(first) = source[run.end..].chars().next() {
            let cluster = &source[run.end..][..cluster_len(&source[run.end..], first)];
            let blank = |c: char| c.is_whitespace() || vanishes(c);
            let len = cluster.find(|c| !blank(c)).unwrap_or(cluster.len());
            if len < cluster.len() && !first.is_whitespace() {
                break;
            }
            for c in cluster[..len].chars() {
                match c {
                    '\n' if after_return => {}
                    '\n' | '\r' | '\u{85}' | '\u{2028}' => run.breaks += 1,
                    '\u{2029}' => run.breaks += 2,
                    _ => {}
                }
                after_return = c == '\r' || (after_return && vanishes(c));
            }
            run.cluster_end = run.end + cluster.len();
            run.end += len;
            if len < cluster.len() {
                break;
            }
        }
        run
    }
}

/// The length in bytes of the grapheme cluster that `text` begins with; `first` is its first character.
pub(super) fn cluster_len(text: &str, first: char) -> usize {
    let rest = &text[first.len_utf8()..];
    let next = rest.chars().next();
    if letters::stands_alone(first) && next.is_none_or(letters::stands_alone) {
        return first.len_utf8();
    }
    text.graphemes(true).next().map_or(0, str::len)
}
