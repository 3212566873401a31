//! Collocates: which words keep a term's company.
//!
//! Responsible for the windows around the hits of a term (the node) and for the measures of
//! association. A window never crosses a paragraph; words of a hit are in no window; a word that is in
//! several windows counts once. Not for which hits count; the caller leaves out those in furniture.

use super::{frequency::Frequencies, keyness::log_likelihood, tokens::Token};
use crate::{keyword::Hit, text::span::Span};
use std::collections::VecDeque;

/// How often a word has to occur in the windows to be a collocate.
pub const MINIMUM: usize = 3;

/// The words on each side of a hit that are its window, where nothing else is asked for.
pub const WINDOW: usize = 5;

/// What stands in the windows around the hits of a node, and what stands anywhere.
#[derive(Debug, Default, Clone)]
pub struct Windows {
    /// Hits of the node.
    hits: usize,
    /// The words in the windows.
    inside: Frequencies,
    /// All words that are in no hit.
    all: Frequencies,
}

impl Windows {
    /// The windows of `reach` words on each side of each of `hits` in the text whose words are `tokens`.
    ///
    /// Hits are in order of start. One without a word in it, such as a dash, has no window.
    pub fn around(tokens: impl IntoIterator<Item = Token>, hits: &[Hit], reach: usize) -> Self {
        let mut windows = Self {
            hits: hits.len(),
            ..Self::default()
        };
        let mut nodes = Nodes { hits };
        let mut block = None;
        // The words since the last window, which a hit may follow.
        let mut before = VecDeque::with_capacity(reach + 1);
        // The positions that are left of the window after the last hit.
        let mut after = 0;
        for token in tokens {
            if block.replace(token.block) != Some(token.block) {
                before.clear();
                after = 0;
            }
            if nodes.hold(token.span) {
                before.drain(..).for_each(|word| windows.inside.add(word));
                after = reach;
                continue;
            }
            windows.all.add(token.word.clone());
            if after > 0 {
                after -= 1;
                windows.inside.add(token.word);
            } else {
                before.push_back(token.word);
                if before.len() > reach {
                    before.pop_front();
                }
            }
        }
        windows
    }

    /// Adds those of other paragraphs.
    pub fn extend(&mut self, other: Self) {
        self.hits += other.hits;
        self.inside.extend(other.inside);
        self.all.extend(other.all);
    }

    /// The words that occur [`MINIMUM`] times in the windows, by falling logDice, then by word.
    pub fn collocates(&self) -> Vec<Collocate> {
        let collocate = |(word, observed): (&str, usize)| Collocate {
            word: word.to_owned(),
            counts: Counts {
                observed,
                node_hits: self.hits,
                frequency: self.all.of(word),
                window: self.inside.total(),
                words: self.all.total(),
            },
        };
        let frequent = self.inside.iter().filter(|&(_, count)| count >= MINIMUM);
        let mut found: Vec<Collocate> = frequent.map(collocate).collect();
        found.sort_by_cached_key(|it| it.word.clone());
        found.sort_by(|one, other| other.counts.log_dice().total_cmp(&one.counts.log_dice()));
        found
    }
}

/// The hits that are still to come, in order of start.
struct Nodes<'a> {
    hits: &'a [Hit],
}

impl Nodes<'_> {
    /// Whether a hit shares a byte with `word`, which comes after all words that were asked about.
    fn hold(&mut self, word: Span) -> bool {
        // A hit that goes on keeps those that end inside it waiting, which does no harm.
        while let [first, rest @ ..] = self.hits
            && first.span.end <= word.start
        {
            self.hits = rest;
        }
        self.hits.first().is_some_and(|hit| hit.span.overlaps(word))
    }
}

/// A word in the company of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collocate {
    /// The word, as [`super::tokens::normal_form`] has it.
    pub word: String,
    /// What its figures are made of.
    pub counts: Counts,
}

/// What the measures of association between a node and a word are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// The word's occurrences in the windows (O).
    pub observed: usize,
    /// Hits of the node (`f_A`).
    pub node_hits: usize,
    /// The word's occurrences, those in hits of the node left out (`f_B`).
    pub frequency: usize,
    /// Words in all windows (W).
    pub window: usize,
    /// All words, those in hits of the node left out (N).
    pub words: usize,
}

#[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
impl Counts {
    /// How often the word would be in the windows by chance: E = W · `f_B` ÷ N.
    fn expected(&self) -> f64 {
        self.window as f64 * self.frequency as f64 / self.words as f64
    }

    /// Mutual information, log₂(O ÷ E) (Church and Hanks 1990).
    pub fn mi(&self) -> f64 {
        libm::log2(self.observed as f64 / self.expected())
    }

    /// The t-score, (O − E) ÷ √O.
    pub fn t(&self) -> f64 {
        let observed = self.observed as f64;
        (observed - self.expected()) / libm::sqrt(observed)
    }

    /// logDice, 14 + log₂(2 · O ÷ (`f_A` + `f_B`)) (Rychlý 2008).
    pub fn log_dice(&self) -> f64 {
        let both = (self.node_hits + self.frequency) as f64;
        14.0 + libm::log2(2.0 * self.observed as f64 / both)
    }

    /// [`log_likelihood`] of the word in the windows and outside them.
    pub fn g2(&self) -> f64 {
        let outside = self.words - self.window;
        let rest = self.frequency - self.observed;
        log_likelihood(self.observed, self.window, rest, outside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{
        samples::{document, hits},
        tokens::Tokens,
    };
    use proptest::prelude::*;

    fn windows(text: &str, node: &str, reach: usize) -> Windows {
        let document = document(text);
        let hits = hits(&document, node);
        Windows::around(Tokens::new(&document, false), &hits, reach)
    }

    /// The words in the windows, in order of the alphabet.
    fn inside(windows: &Windows) -> Vec<String> {
        let repeated = |(word, count): (&str, usize)| vec![word.to_owned(); count];
        let mut words: Vec<String> = windows.inside.iter().flat_map(repeated).collect();
        words.sort();
        words
    }

    #[test]
    fn the_measures_are_those_of_a_known_example() {
        let counts = Counts {
            observed: 12,
            node_hits: 16,
            frequency: 14,
            window: 145,
            words: 3890,
        };
        assert_eq!(format!("{:.6}", counts.mi()), "4.523253");
        assert_eq!(format!("{:.6}", counts.log_dice()), "13.678072");
        // (12 − 145 · 14 ÷ 3890) ÷ √12
        assert_eq!(format!("{:.6}", counts.t()), "3.313456");
    }

    #[test]
    fn a_window_has_so_many_words_on_each_side() {
        let windows = windows("a b c X d e f", "x", 2);
        assert_eq!(inside(&windows), ["b", "c", "d", "e"]);
        assert_eq!((windows.hits, windows.all.total()), (1, 6));
    }

    #[test]
    fn a_position_in_two_windows_counts_once_and_nodes_never() {
        let windows = windows("a b x c x d x x e f g", "x", 3);
        assert_eq!(inside(&windows), ["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(windows.all.total(), 7);
    }

    #[test]
    fn a_node_takes_a_position_of_another_nodes_window() {
        let windows = windows("a b x c x d e", "x", 2);
        assert_eq!(inside(&windows), ["a", "b", "c", "d", "e"]);
        assert_eq!(inside(&self::windows("a x x b c", "x", 1)), ["a", "b"]);
    }

    #[test]
    fn a_window_never_crosses_a_paragraph() {
        let windows = windows("a x\n\nb c\n\nx d", "x", 5);
        assert_eq!(inside(&windows), ["a", "d"]);
    }

    #[test]
    fn a_node_of_several_words_is_left_out_as_a_whole() {
        let windows = windows("a Supreme Leader's b supreme", "supreme leader", 1);
        assert_eq!(inside(&windows), ["a", "b"]);
        assert_eq!(windows.all.of("supreme"), 1);
    }

    #[test]
    fn collocates_occur_three_times_and_are_ranked_by_log_dice_then_by_word() {
        let text = "x rare far\n\nx rare the\n\nrare x the\n\nthe x\n\nx b c\n\nb x c\n\nx c b\n\nthe the the the";
        let found = windows(text, "x", 2).collocates();
        let words: Vec<(&str, usize, usize)> = found
            .iter()
            .map(|it| (&*it.word, it.counts.observed, it.counts.frequency))
            .collect();
        assert_eq!(
            words,
            [("b", 3, 3), ("c", 3, 3), ("rare", 3, 3), ("the", 3, 7)]
        );
    }

    proptest! {
        #[test]
        fn a_word_is_in_a_window_where_a_node_is_near(
            words in prop::collection::vec(prop::sample::select(vec!["x", "a", "b", "\n\n"]), 0..40),
            reach in 1_usize..6,
        ) {
            let paragraphs: Vec<Vec<&str>> = words.split(|&it| it == "\n\n").map(<[&str]>::to_vec).collect();
            let mut wanted = Vec::new();
            for paragraph in &paragraphs {
                for (at, &word) in paragraph.iter().enumerate().filter(|&(_, &word)| word != "x") {
                    let near = at.saturating_sub(reach)..paragraph.len().min(at + reach + 1);
                    if paragraph[near].contains(&"x") {
                        wanted.push(word.to_owned());
                    }
                }
            }
            wanted.sort();
            let windows = windows(&words.join(" ").replace(" \n\n ", "\n\n"), "x", reach);
            prop_assert_eq!(inside(&windows), wanted);
            for it in windows.collocates() {
                let Counts { observed, frequency, window, words, .. } = it.counts;
                prop_assert!(observed <= frequency && frequency <= words && window <= words);
                prop_assert!(it.counts.g2() > -1e-9);
            }
        }
    }
}
