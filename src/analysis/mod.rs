//! Figures and views of a corpus: concordance, dispersion, keyness, collocates, co-occurrence, years.
//!
//! Responsible for what is counted and by which formula. Not for finding hits (see `keyword`), nor for
//! showing anything. The invariant: every figure is a function of the texts and of the engine's hits,
//! and divides by the words that [`crate::text::words::count`] counts.

pub mod collocates;
pub mod concordance;
pub mod context;
pub mod cooccurrence;
pub mod dispersion;
pub mod export;
pub mod frequency;
pub mod furniture;
pub mod keyness;
pub mod passage;
pub mod stop_words;
pub mod tokens;
pub mod years;

#[cfg(test)]
pub(crate) mod samples;
