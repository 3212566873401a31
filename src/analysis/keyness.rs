//! Keyness: which words a text uses more, or less, than other texts do.
//!
//! Responsible for the comparison of one text with the rest, and for its formulas. Not for what a word
//! is (see `tokens`).

use super::frequency::Frequencies;

/// How often a word has to occur in a text to be compared.
pub const MINIMUM: usize = 3;

/// How a text's use of a word compares with the rest's.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyness {
    /// The word, as [`super::tokens::normal_form`] has it.
    pub word: String,
    /// Its occurrences in the text (a).
    pub in_text: usize,
    /// The words of the text (n₁).
    pub text_words: usize,
    /// Its occurrences in the rest (b).
    pub in_rest: usize,
    /// The words of the rest (n₂).
    pub rest_words: usize,
    /// See [`log_likelihood`]; negative where the text uses the word less than the rest does.
    pub g2: f64,
    /// See [`log_ratio`].
    pub log_ratio: f64,
}

/// The log-likelihood ratio G² (Dunning 1993) of a word that occurs `a` times in `n1` words and `b`
/// times in `n2` others, over all four cells of the table, as `AntConc` does. An empty cell adds 0.
///
/// `a` is at most `n1`, and `b` at most `n2`.
#[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
pub fn log_likelihood(a: usize, n1: usize, b: usize, n2: usize) -> f64 {
    let all = (n1 + n2) as f64;
    let term = |observed: usize, column: usize, row: usize| {
        if observed == 0 {
            return 0.0;
        }
        let expected = column as f64 * row as f64 / all;
        observed as f64 * libm::log(observed as f64 / expected)
    };
    let (with, without) = (a + b, n1 - a + n2 - b);
    let sum = term(a, n1, with) + term(b, n2, with);
    2.0 * (sum + term(n1 - a, n1, without) + term(n2 - b, n2, without))
}

/// The binary logarithm of how many times as frequent a word is in the one as in the other; `b` = 0
/// counts as 0.5.
#[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
pub fn log_ratio(a: usize, n1: usize, b: usize, n2: usize) -> f64 {
    let b = if b == 0 { 0.5 } else { b as f64 };
    libm::log2(a as f64 / n1 as f64 / (b / n2 as f64))
}

/// The words of `text` that occur [`MINIMUM`] times in it, compared with the rest of `all`, by
/// falling G², then by word.
///
/// None where the text has no words, or there is no rest to compare it with.
pub fn keyness(text: &Frequencies, all: &Frequencies) -> Vec<Keyness> {
    let (n1, n2) = (text.total(), all.total() - text.total());
    if n2 == 0 {
        return Vec::new();
    }
    let compared = |(word, a): (&str, usize)| {
        let b = all.of(word) - a;
        let g2 = log_likelihood(a, n1, b, n2);
        let is_less = a as u128 * (n2 as u128) < b as u128 * n1 as u128;
        Keyness {
            word: word.to_owned(),
            in_text: a,
            text_words: n1,
            in_rest: b,
            rest_words: n2,
            g2: if is_less { -g2 } else { g2 },
            log_ratio: log_ratio(a, n1, b, n2),
        }
    };
    let frequent = text.iter().filter(|&(_, count)| count >= MINIMUM);
    let mut found: Vec<Keyness> = frequent.map(compared).collect();
    found.sort_unstable_by(|one, other| {
        let by_g2 = other.g2.total_cmp(&one.g2);
        by_g2.then_with(|| one.word.cmp(&other.word))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{samples::document, tokens::Tokens};
    use proptest::prelude::*;

    fn frequencies(text: &str) -> Frequencies {
        Tokens::new(&document(text), false).collect()
    }

    fn both(one: &Frequencies, other: &Frequencies) -> Frequencies {
        let mut both = one.clone();
        both.extend(other.clone());
        both
    }

    #[test]
    fn g2_and_log_ratio_are_those_of_a_known_example() {
        let (a, n1, b, n2) = (6, 686, 1, 3220);
        assert_eq!(format!("{:.6}", log_likelihood(a, n1, b, n2)), "15.557724");
        assert_eq!(format!("{:.6}", log_ratio(a, n1, b, n2)), "4.815743");
    }

    #[test]
    fn a_word_that_the_rest_lacks_counts_half_there() {
        assert!((log_ratio(4, 100, 0, 100) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn words_are_ranked_from_those_used_more_to_those_used_less() {
        let text = frequencies("sea sea sea sea, the the the and and and");
        let rest = frequencies("the the the the the the land and and and");
        let found = keyness(&text, &both(&text, &rest));
        let words: Vec<&str> = found.iter().map(|it| it.word.as_str()).collect();
        assert_eq!(words, ["sea", "and", "the"]);
        assert!(found[0].g2 > 0.0 && found[0].log_ratio > 0.0);
        assert!(found[1].g2.abs() < 1e-12);
        assert!(found[2].g2 < 0.0 && found[2].log_ratio < 0.0);
    }

    #[test]
    fn a_word_that_occurs_twice_is_not_compared() {
        let text = frequencies("sea sea");
        assert!(keyness(&text, &both(&text, &frequencies("land"))).is_empty());
    }

    #[test]
    fn one_text_alone_is_compared_with_nothing() {
        let text = frequencies("sea sea sea");
        assert!(keyness(&text, &text).is_empty());
    }

    proptest! {
        #[test]
        fn g2_is_never_negative_and_knows_no_order_of_the_texts(
            (n1, n2) in (1_usize..2000, 1_usize..2000),
            (a, b) in (0_usize..2000, 0_usize..2000),
        ) {
            let (a, b) = (a.min(n1), b.min(n2));
            let g2 = log_likelihood(a, n1, b, n2);
            prop_assert!(g2 > -1e-9);
            prop_assert!((g2 - log_likelihood(b, n2, a, n1)).abs() < 1e-6);
        }
    }
}
