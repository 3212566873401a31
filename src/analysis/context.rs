//! What is shown to the left and to the right of a hit.
//!
//! Responsible for how much of the block that is: a number of words, the sentence, or what fits into a
//! number of columns. White space shows as one space each. Not for which hits are shown, nor in which
//! order (see `concordance`).

use super::passage::Passage;
use crate::{
    collection::document::Document,
    text::{gate, span::Span, words},
};

/// How much of the text beside a hit is shown. Never more than its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// So many words on each side, at least one, with what stands between them and the hit.
    Words(usize),
    /// The sentence (UAX #29), or the sentences where the hit reaches over the end of one.
    Sentence,
    /// The block; of a long one some thousand bytes on each side.
    Paragraph,
}

/// The text beside a hit, on one line. A space between it and the hit belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// What stands before it.
    pub left: String,
    /// What stands after it.
    pub right: String,
}

impl Context {
    /// What stands beside `place` in `document`.
    pub fn of(document: &Document, place: Span, extent: Extent) -> Self {
        let Some(passage) = Passage::around(document, place) else {
            return Self::default();
        };
        let shown = extent.shown(&passage, place);
        let (left, right) = passage.sides(place);
        let left = &left[shown.start - passage.span.start..];
        let right = &right[..shown.end - place.end];
        Self {
            left: one_spaced(left).trim_start().to_owned(),
            right: one_spaced(right).trim_end().to_owned(),
        }
    }

    /// The same cut to so many columns on each side, with `…` where something is left out.
    #[must_use]
    pub fn cut(&self, left: usize, right: usize) -> Self {
        Self {
            left: gate::ellipsis_before(&self.left, left).into_owned(),
            right: gate::ellipsis(&self.right, right).into_owned(),
        }
    }
}

impl Extent {
    /// The part of `passage` that is shown beside `place`, this included.
    fn shown(self, passage: &Passage<'_>, place: Span) -> Span {
        match self {
            Self::Paragraph => passage.span,
            Self::Words(count) => {
                let tokens: Vec<Span> = passage.tokens().map(|token| token.span).collect();
                let before = tokens.partition_point(|token| token.end <= place.start);
                let after = tokens.partition_point(|token| token.start < place.end);
                let nth = count.saturating_sub(1);
                let first = tokens[..before].iter().rev().nth(nth);
                let last = tokens[after..].get(nth);
                Span::new(
                    first.map_or(passage.span.start, |token| token.start),
                    last.map_or(passage.span.end, |token| token.end),
                )
            }
            Self::Sentence => {
                let sentences = words::sentences(&passage.text).into_iter();
                let sentences = sentences.map(|it| it.shifted(passage.span.start));
                let touched = sentences.filter(|sentence| sentence.overlaps(place));
                touched.fold(place, |shown, sentence| {
                    Span::new(shown.start.min(sentence.start), shown.end.max(sentence.end))
                })
            }
        }
    }
}

/// `text` with each run of white space as one space.
fn one_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_whitespace() {
            spaced.push(character);
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples::document;
    use proptest::prelude::*;

    fn context(text: &str, node: &str, extent: Extent) -> (String, String) {
        let document = document(text);
        let start = document
            .body
            .slice(Span::new(0, usize::MAX))
            .find(node)
            .unwrap();
        let context = Context::of(&document, Span::new(start, start + node.len()), extent);
        (context.left, context.right)
    }

    fn both(left: &str, right: &str) -> (String, String) {
        (left.to_owned(), right.to_owned())
    }

    const TEXT: &str = "Before.\n\nOne two, “three.” He  met\u{a0}a\nwhale’s calf (at sea). It fled. More?\n\nAfter.";

    #[test]
    fn the_paragraph_is_shown_on_one_line() {
        assert_eq!(
            context(TEXT, "whale", Extent::Paragraph),
            both(
                "One two, “three.” He met a ",
                "’s calf (at sea). It fled. More?"
            )
        );
    }

    #[test]
    fn words_are_counted_from_the_node_and_what_lies_outside_is_left_out() {
        assert_eq!(
            context(TEXT, "whale’s", Extent::Words(2)),
            both("met a ", " calf (at")
        );
        assert_eq!(
            context(TEXT, "whale", Extent::Words(50)),
            context(TEXT, "whale", Extent::Paragraph)
        );
        assert_eq!(context(TEXT, "More", Extent::Words(1)), both("fled. ", "?"));
    }

    #[test]
    fn the_sentence_is_shown_and_no_other() {
        assert_eq!(
            context(TEXT, "whale", Extent::Sentence),
            both("He met a ", "’s calf (at sea).")
        );
        assert_eq!(
            context(TEXT, "sea). It", Extent::Sentence),
            both("He met a whale’s calf (at ", " fled.")
        );
    }

    #[test]
    fn a_cut_says_so_and_falls_between_graphemes() {
        let context = Context {
            left: "e\u{301}e\u{301}日本 ".to_owned(),
            right: " 日本".to_owned(),
        };
        let cut = |left, right| {
            let cut = context.cut(left, right);
            (cut.left, cut.right)
        };
        assert_eq!(cut(7, 5), (context.left.clone(), context.right.clone()));
        assert_eq!(cut(6, 4), both("…日本 ", " 日…"));
        assert_eq!(cut(5, 2), both("…本 ", " …"));
        assert_eq!(cut(0, 0), both("", ""));
    }

    proptest! {
        #[test]
        fn any_context_is_a_part_of_the_paragraph(
            text in "(?s)[ab’.,日\u{301} \n]{1,60}",
            (start, len) in (0_usize..60, 1_usize..8),
            count in 1_usize..5,
        ) {
            let document = document(&text);
            let whole = document.body.slice(Span::new(0, usize::MAX));
            let block = document.stretch_at(start).map(|stretch| stretch.block.span);
            let Some(block) = block.filter(|block| block.contains(start)) else {
                return Ok(());
            };
            let start = whole.floor_char_boundary(start);
            let place = Span::new(start, whole.ceil_char_boundary((start + len).min(block.end)));
            let paragraph = Context::of(&document, place, Extent::Paragraph);
            for extent in [Extent::Words(count), Extent::Sentence] {
                let context = Context::of(&document, place, extent);
                prop_assert!(paragraph.left.ends_with(&context.left), "{:?} {:?}", paragraph, context);
                prop_assert!(paragraph.right.starts_with(&context.right));
            }
        }
    }
}
