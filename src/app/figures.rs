//! The figures on the screen: dispersion, keyness, collocates, co-occurrence, dates.
//!
//! Responsible for which figures the reader looks at, and of what. How they are computed is decided in
//! [`crate::analysis`], how they look in [`super::overlay`].

use super::{Model, format, hits::Which};
use crate::{
    analysis::{
        collocates::{MINIMUM, WINDOW},
        furniture::Furniture,
    },
    collection::document::Document,
    keyword::Hit,
};

/// Text bytes up to which words are counted while the screen waits: some milliseconds' work. The
/// command line counts those of any text.
pub const MOST_BYTES: usize = 2 << 20;

/// Which figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Figure {
    /// Where the hits stand in each text.
    #[default]
    Dispersion,
    /// The words that part this text from the others.
    Keyness,
    /// The words that stand near the hits.
    Collocates,
    /// The keywords that meet.
    Cooccurrence,
    /// When the texts were published, and of which years they speak.
    Dates,
}

impl Figure {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Dispersion,
        Self::Keyness,
        Self::Collocates,
        Self::Cooccurrence,
        Self::Dates,
    ];

    /// As the title of the view has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dispersion => "Dispersion",
            Self::Keyness => "Keyness",
            Self::Collocates => "Collocates",
            Self::Cooccurrence => "Co-occurrence",
            Self::Dates => "Dates",
        }
    }

    /// The one after this one.
    pub(super) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&figure| figure == self);
        Self::ALL[(at.unwrap_or(0) + 1) % Self::ALL.len()]
    }
}

/// What the reader has asked of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Which are shown.
    pub figure: Figure,
    /// What they are of: the term that was in focus when they were opened, or all shown keywords.
    pub of: Which,
    /// Whether the plots of shorter texts are shorter, and not all as wide as there is room.
    pub in_proportion: bool,
    /// Whether words that say little are left out of the collocates and key words.
    pub content_only: bool,
}

impl Model {
    /// The hits in a document that figures count: not those in furniture.
    pub(super) fn counted_hits(&self, index: usize, document: &Document, which: Which) -> Vec<Hit> {
        let furniture = Furniture::of(document);
        let hits = self.findings.of(index).hits.iter();
        let counts = |hit: &&Hit| self.is_one_of(hit, which) && !furniture.contains(hit.span.start);
        hits.filter(counts).copied().collect()
    }

    /// What is counted, and how, for the foot of a view.
    pub(super) fn how_counted(&self) -> String {
        let words = "Words are those of UAX #29, folded, without a possessive ’s; furniture of a page is left out.";
        match self.figures.figure {
            Figure::Dispersion => format!(
                "A cell is ⌊words before the hit × cells ÷ words⌋: · none, ▄ 1, ▆ 2, █ 3 or more. DP = ½ Σ |share of hits − share of words|, DPnorm = DP ÷ (1 − least share of words). {words}"
            ),
            Figure::Keyness => format!(
                "G² is Dunning's log-likelihood over the four cells, negative where the text uses the word less; log ratio = log₂ of how many times as frequent it is, 0 elsewhere counted as ½. At least 3 in the text. `u` leaves out function words of English, or shows them. {words}"
            ),
            Figure::Collocates => format!(
                "Windows of {WINDOW} words on each side in the paragraph, words of hits left out, each position once, at least 3. E = window × frequency ÷ words; MI = log₂(O÷E), t = (O−E)÷√O, logDice = 14 + log₂(2O ÷ (hits + frequency)). `u` leaves out function words of English, or shows them. {words}"
            ),
            Figure::Cooccurrence => "Paragraphs that hold both; Jaccard = these ÷ paragraphs that hold either. A hit inside another meets nothing.".to_owned(),
            Figure::Dates => "A year is a number from 1800 to 2099 that stands alone as a word; published: as the text or its page states, or inferred.".to_owned(),
        }
    }

    /// Why there is nothing to show, and what to do.
    pub(super) fn no_figures(&self) -> String {
        match self.figures.figure {
            Figure::Dispersion | Figure::Cooccurrence if !self.findings.has_keywords() => self
                .keymap
                .told("There are no keywords: {add-keyword} makes one."),
            Figure::Dispersion => "No shown keyword has a hit.".to_owned(),
            Figure::Keyness => {
                "No word of this text is there three times, or there is no other text.".to_owned()
            }
            Figure::Collocates => format!(
                "No word stands {} times near the hits; . puts another keyword in focus.",
                format::number(MINIMUM)
            ),
            Figure::Cooccurrence => "No two shown keywords meet in a paragraph.".to_owned(),
            Figure::Dates => "No text has a date or speaks of a year.".to_owned(),
        }
    }
}
