//! Where in a Markdown file the visible text comes from.
//!
//! Responsible for a place to open in an editor. Documents do not keep it: the file is parsed once more
//! where somebody asks. What was written anew, a table or the words of HTML, is looked for by its text.

use super::{
    front_matter,
    markdown::{Markup, Written},
};
use crate::text::span::Span;
use std::ops::Range;

/// A piece of the visible text and what it was made from.
#[derive(Debug)]
struct Piece {
    /// Its first byte in the visible text.
    at: usize,
    /// How many bytes of it are words of the file as they are.
    words: usize,
    /// The bytes of the file, markup among them.
    from: Range<usize>,
}

/// A Markdown file beside the visible text that it gives.
#[derive(Debug)]
pub struct Origins {
    source: String,
    visible: String,
    /// Ordered by `at`.
    pieces: Vec<Piece>,
}

impl Origins {
    /// Those of a file that holds `source`, perhaps with front matter.
    pub fn of(source: String) -> Self {
        let base = front_matter::split("", &source).body;
        let mut pieces: Vec<Piece> = Vec::new();
        let trace = |from: Range<usize>, written: Written| {
            let Written {
                before,
                after,
                words,
            } = written;
            if after > before {
                // Before its own words an event may write what parts blocks.
                let at = if words > 0 { after - words } else { before };
                pieces.push(Piece {
                    at,
                    words,
                    from: from.start + base..from.end + base,
                });
            }
            // A cell is taken out again, and written later in its table.
            while pieces.last().is_some_and(|piece| piece.at >= after) {
                pieces.pop();
            }
        };
        let markup = Markup::traced(&source[base..], trace);
        Self {
            visible: markup.text,
            source,
            pieces,
        }
    }

    /// The file's text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The byte of the file from which `span` of the visible text comes, or nearly so.
    pub fn offset(&self, span: Span) -> usize {
        let index = self.pieces.partition_point(|it| it.at <= span.start);
        let Some(piece) = index.checked_sub(1).map(|index| &self.pieces[index]) else {
            return 0;
        };
        let from = self.source.get(piece.from.clone()).unwrap_or_default();
        let into = if piece.words > 0 {
            // Marks may stand before the words, as with code.
            let words = self.visible.get(piece.at..piece.at + piece.words);
            let begin = words.and_then(|words| from.find(words)).unwrap_or(0);
            begin + (span.start - piece.at)
        } else {
            let text = self.visible.get(span.range()).unwrap_or_default();
            let before = self.visible.get(piece.at..span.start).unwrap_or_default();
            let earlier = before.matches(text).count();
            let mut found = from.match_indices(text).map(|(at, _)| at);
            let first = found.clone().next().unwrap_or(0);
            found.nth(earlier).unwrap_or(first)
        };
        let offset = piece.from.start + into.min(from.len());
        self.source.floor_char_boundary(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where each `x…` of the visible text is found, as what stands there in the file.
    fn found(source: &str) -> Vec<usize> {
        let origins = Origins::of(source.to_owned());
        let marks = origins.visible.match_indices("xx");
        marks
            .map(|(at, _)| origins.offset(Span::new(at, at + 2)))
            .collect()
    }

    fn places(source: &str) -> Vec<usize> {
        source.match_indices("xx").map(|(at, _)| at).collect()
    }

    #[test]
    fn words_are_found_between_their_marks() {
        for source in [
            "xx",
            "+++\ntitle = \"t\"\n+++\n# The xx\n\nA *xx* and [xx](y), `xx` &amp; xx\nxx \\* xx\n",
            "- one\n- é **xx**\n  - xx\n\n> > xx\n\n1. xx\n",
            "```\na\n  xx\nxx\n```\n\n    xx\n",
            "\u{feff}a[^1] xx\n\n[^1]: xx\n",
        ] {
            assert_eq!(found(source), places(source), "{source:?}");
        }
    }

    #[test]
    fn what_was_written_anew_is_looked_for_in_what_it_was_made_of() {
        for source in [
            "Before xx\n\n| a xx | b |\n|---|---|\n| xx | c |\n| d | xx |\n\nAfter xx\n",
            "xx\n\n<div>\nxx <b>xx</b>\n</div>\n\nxx\n",
        ] {
            assert_eq!(found(source), places(source), "{source:?}");
        }
    }

    #[test]
    fn a_text_without_words_has_its_beginning() {
        assert_eq!(Origins::of(String::new()).offset(Span::new(0, 0)), 0);
    }
}
