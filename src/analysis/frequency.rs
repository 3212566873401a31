//! How often each word occurs.

use super::tokens::Token;
use std::collections::HashMap;

/// How often each word occurs in some text, and how many words that are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Frequencies {
    counts: HashMap<String, usize>,
    total: usize,
}

impl Frequencies {
    /// What several texts, or parts of one, count together.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.extend(part);
        }
        joined
    }

    /// Counts `word` once more.
    pub fn add(&mut self, word: String) {
        *self.counts.entry(word).or_default() += 1;
        self.total += 1;
    }

    /// Counts all that `other` has counted.
    pub fn extend(&mut self, other: Self) {
        for (word, count) in other.counts {
            *self.counts.entry(word).or_default() += count;
        }
        self.total += other.total;
    }

    /// How often `word` occurs.
    pub fn of(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// All words together.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// The words and how often each occurs, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.counts
            .iter()
            .map(|(word, &count)| (word.as_str(), count))
    }
}

impl FromIterator<Token> for Frequencies {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        let mut frequencies = Self::default();
        for token in tokens {
            frequencies.add(token.word);
        }
        frequencies
    }
}
