//! The parts of a document that belong to the page and not to the text: navigation, footers, tag lists.
//!
//! Responsible for taking them out of what was counted with them; which blocks they are, the document
//! says.

use crate::{
    collection::document::{Document, Known},
    keyword::Hit,
    text::{span::Span, words},
};

/// The furniture of a document. A text that is scanned as it is needed has none.
#[derive(Debug, Default)]
pub struct Furniture {
    /// In order, each with the words in it and in those before.
    blocks: Vec<(Span, usize)>,
}

impl Furniture {
    /// The furniture of `document`.
    pub fn of(document: &Document) -> Self {
        let Ok(Known { blocks, .. }) = document.structure.known() else {
            return Self::default();
        };
        let mut words = 0;
        let furniture = blocks.iter().filter(|block| block.furniture);
        let counted = furniture.map(|block| {
            words += words::count(&document.body.slice(block.span));
            (block.span, words)
        });
        Self {
            blocks: counted.collect(),
        }
    }

    /// What figures leave out of `document`: its furniture, or nothing where all text counts.
    pub fn left_out(document: &Document, all_text: bool) -> Self {
        if all_text {
            Self::default()
        } else {
            Self::of(document)
        }
    }

    /// Those of `hits` that count, each with how many of the words that count stand before it.
    ///
    /// `word_indexes` are for each hit all words before it.
    pub fn counted<'h>(
        &self,
        hits: &'h [Hit],
        word_indexes: &[u32],
    ) -> impl Iterator<Item = (&'h Hit, usize)> {
        let counted = hits
            .iter()
            .zip(word_indexes)
            .filter(|(hit, _)| !self.contains(hit.span.start));
        counted.map(|(hit, &index)| (hit, index as usize - self.words_before(hit.span.start)))
    }

    /// Whether byte `offset` lies in furniture.
    pub fn contains(&self, offset: usize) -> bool {
        let ended = self.ended(offset);
        let next = self.blocks.get(ended);
        next.is_some_and(|(span, _)| span.contains(offset))
    }

    /// Takes the hits that stand in it out of `hits`.
    pub fn take_from(&self, hits: &mut Vec<Hit>) {
        hits.retain(|hit| !self.contains(hit.span.start));
    }

    /// Words in all of it.
    pub fn words(&self) -> usize {
        self.blocks.last().map_or(0, |&(_, words)| words)
    }

    /// Words in what ends at or before byte `offset`.
    pub fn words_before(&self, offset: usize) -> usize {
        let before = self.ended(offset).checked_sub(1);
        before.map_or(0, |last| self.blocks[last].1)
    }

    /// How many of the blocks end at or before byte `offset`.
    fn ended(&self, offset: usize) -> usize {
        self.blocks.partition_point(|(span, _)| span.end <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples::{document, document_with_furniture, hits};

    #[test]
    fn furniture_knows_its_words_and_those_before_a_place() {
        let furniture = Furniture::of(&document_with_furniture("One.\n\nHome News\n\nTwo.", 1));
        assert_eq!(furniture.words(), 2);
        assert_eq!([4, 6, 17].map(|at| furniture.words_before(at)), [0, 0, 2]);
        assert_eq!(
            [0, 6, 14, 15, 17].map(|at| furniture.contains(at)),
            [false, true, true, false, false]
        );
    }

    #[test]
    fn hits_in_furniture_and_its_words_do_not_count_unless_all_text_does() {
        let document = document_with_furniture("Whale one.\n\nHome whale\n\nTwo whale.", 1);
        let hits = hits(&document, "whale");
        let counted = |all_text| -> Vec<(usize, usize)> {
            let furniture = Furniture::left_out(&document, all_text);
            let counted = furniture.counted(&hits, &[0, 3, 5]);
            counted
                .map(|(hit, before)| (hit.span.start, before))
                .collect()
        };
        assert_eq!(counted(false), [(0, 0), (28, 3)]);
        assert_eq!(counted(true), [(0, 0), (17, 3), (28, 5)]);
    }

    #[test]
    fn a_text_without_furniture_has_no_words_in_it() {
        let furniture = Furniture::of(&document("One."));
        assert_eq!(furniture.words(), 0);
        assert!(!furniture.contains(0));
    }
}
