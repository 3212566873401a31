//! The cluster, word, sentence and block at a place of a document, and those beside it; and how a part of
//! a document reads where it leaves the program.
//!
//! Responsible for never looking at more of a document than the stretches at the place.

use super::{
    block::BlockKind,
    document::{Document, Stretch},
};
use crate::text::{cluster::clusters, span::Span, words};

/// A part of a text that can be selected as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A grapheme cluster.
    Cluster,
    /// A word (UAX #29).
    Word,
    /// A sentence (UAX #29), without the blanks after it.
    Sentence,
    /// A block.
    Block,
}

impl Document {
    /// The unit that holds byte `at`, or the first one after it, or else the last one of the document.
    ///
    /// `None` where the document has none at all.
    pub fn unit_at(&self, at: usize, unit: Unit) -> Option<Span> {
        let here = self.stretch_at(at)?;
        let holds = |span: &Span| span.end > at;
        let found = self.units(&here, unit).into_iter().find(holds);
        found
            .or_else(|| self.unit_in_next(here, unit, Self::stretch_after, <[Span]>::first))
            .or_else(|| self.units(&here, unit).pop())
            .or_else(|| self.unit_in_next(here, unit, Self::stretch_before, <[Span]>::last))
    }

    /// All of the units that `span` begins and ends in, and what of it they do not hold.
    pub fn unit_around(&self, span: Span, unit: Unit) -> Option<Span> {
        let first = self.unit_at(span.start, unit)?;
        let last = self.unit_at(span.end.saturating_sub(1), unit)?;
        Some(Span::new(
            first.start.min(span.start),
            last.end.max(span.end),
        ))
    }

    /// The first unit that begins at or after the end of `span`.
    pub fn unit_after(&self, span: Span, unit: Unit) -> Option<Span> {
        let here = self.stretch_at(span.end.saturating_sub(1).max(span.start))?;
        let follows = |it: &Span| it.start >= span.end;
        let found = self.units(&here, unit).into_iter().find(follows);
        found.or_else(|| self.unit_in_next(here, unit, Self::stretch_after, <[Span]>::first))
    }

    /// The last unit that ends at or before the beginning of `span`.
    pub fn unit_before(&self, span: Span, unit: Unit) -> Option<Span> {
        let here = self.stretch_at(span.start)?;
        let precedes = |it: &Span| it.end <= span.start;
        let found = self.units(&here, unit).into_iter().rfind(precedes);
        found.or_else(|| self.unit_in_next(here, unit, Self::stretch_before, <[Span]>::last))
    }

    /// A unit of the nearest stretch, on one side of `here`, that has any.
    fn unit_in_next(
        &self,
        here: Stretch,
        unit: Unit,
        next: fn(&Self, &Stretch) -> Option<Stretch>,
        end: fn(&[Span]) -> Option<&Span>,
    ) -> Option<Span> {
        let mut stretch = next(self, &here)?;
        loop {
            if let Some(found) = end(&self.units(&stretch, unit)) {
                return Some(*found);
            }
            stretch = next(self, &stretch)?;
        }
    }

    /// The units of the blocks that touch `part`, in order.
    pub fn units_in(&self, part: Span, unit: Unit) -> Vec<Span> {
        let mut found = Vec::new();
        let mut next = self.stretch_at(part.start);
        while let Some(stretch) = next.filter(|it| it.block.span.start < part.end) {
            // A block that is cut has been found whole.
            if unit != Unit::Block || stretch.begins_block || found.is_empty() {
                found.extend(self.units(&stretch, unit));
            }
            next = self.stretch_after(&stretch);
        }
        found
    }

    /// The units of a stretch, in order. A block that is cut is one of each of its stretches.
    fn units(&self, stretch: &Stretch, unit: Unit) -> Vec<Span> {
        let span = stretch.block.span;
        if span.is_empty() {
            return Vec::new();
        }
        if unit == Unit::Block {
            return vec![self.whole_block(*stretch)];
        }
        let text = self.body.slice(span);
        let spans: Vec<Span> = match unit {
            Unit::Cluster => clusters(&text)
                .map(|(at, cluster)| Span::new(at, at + cluster.len()))
                .collect(),
            Unit::Word => words::words(&text)
                .map(|(at, word)| Span::new(at, at + word.len()))
                .collect(),
            Unit::Sentence | Unit::Block => words::sentences(&text)
                .into_iter()
                .map(|it| Span::new(it.start, it.start + text[it.range()].trim_end().len()))
                .filter(|it| !it.is_empty())
                .collect(),
        };
        spans.into_iter().map(|it| it.shifted(span.start)).collect()
    }

    fn whole_block(&self, stretch: Stretch) -> Span {
        let (mut first, mut last) = (stretch, stretch);
        while !first.begins_block
            && let Some(before) = self.stretch_before(&first)
        {
            first = before;
        }
        while let Some(next) = self.stretch_after(&last).filter(|next| !next.begins_block) {
            last = next;
        }
        Span::new(first.block.span.start, last.block.span.end)
    }

    /// The parts of `span` in the blocks that it touches, in order; where it touches none, the span.
    pub fn blocks_in(&self, span: Span) -> Vec<Span> {
        let mut parts: Vec<Span> = Vec::new();
        let mut next = self.stretch_at(span.start);
        while let Some(stretch) = next.filter(|it| it.block.span.start < span.end) {
            let block = stretch.block.span;
            let part = block.clipped(span);
            match parts.last_mut() {
                Some(last) if !stretch.begins_block => last.end = part.end.max(last.end),
                _ if part.start < part.end => parts.push(part),
                _ => {}
            }
            next = self.stretch_after(&stretch);
        }
        if parts.is_empty() {
            parts.push(span);
        }
        parts
    }

    /// The part `span` as it reads: lines of a paragraph joined, blocks parted by an empty line.
    pub fn excerpt(&self, span: Span) -> String {
        let mut excerpt = String::new();
        let mut next = self.stretch_at(span.start);
        while let Some(stretch) = next.filter(|it| it.block.span.start < span.end) {
            let block = stretch.block.span;
            let part = block.clipped(span);
            if stretch.begins_block && !excerpt.is_empty() {
                // Lines of verse and items of a list stand close together.
                excerpt.push_str(if stretch.block.tight { "\n" } else { "\n\n" });
            }
            if part.start < part.end {
                let text = self.body.slice(part);
                if stretch.block.kind == BlockKind::Preformatted {
                    excerpt.push_str(&text);
                } else {
                    push_joined(&mut excerpt, &text);
                }
            }
            next = self.stretch_after(&stretch);
        }
        excerpt.truncate(excerpt.trim_end().len());
        excerpt
    }
}

/// Adds `text` with each run of blanks that holds a line end as one space.
fn push_joined(out: &mut String, text: &str) {
    let mut lines = text.lines();
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        out.truncate(out.trim_end().len());
        out.push(' ');
        out.push_str(line.trim_start());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::parsed::Parsed;

    fn document(text: &str) -> Document {
        Parsed::markdown("a", "a.md", text).0.into()
    }

    fn text(document: &Document, span: Option<Span>) -> String {
        span.map_or("nothing".to_owned(), |span| {
            document.body.slice(span).into_owned()
        })
    }

    const TEXT: &str = "One, two. “Three?”\n\n* * *\n\nFour five.\n";

    #[test]
    fn the_unit_at_a_place_is_the_one_that_holds_it_or_the_next() {
        let document = document(TEXT);
        let at = |at, unit| text(&document, document.unit_at(at, unit));
        assert_eq!(at(0, Unit::Word), "One");
        assert_eq!(at(3, Unit::Word), "two");
        assert_eq!(at(3, Unit::Cluster), ",");
        assert_eq!(at(3, Unit::Sentence), "One, two.");
        assert_eq!(at(10, Unit::Sentence), "“Three?”");
        assert_eq!(at(3, Unit::Block), "One, two. “Three?”");
        let end = document.body.len();
        assert_eq!(at(end, Unit::Word), "five");
        assert_eq!(at(end + 9, Unit::Block), "Four five.");
    }

    #[test]
    fn the_units_beside_one_lie_in_other_blocks_too() {
        let document = document(TEXT);
        let three = document.unit_at(13, Unit::Word).unwrap();
        assert_eq!(text(&document, Some(three)), "Three");
        let four = document.unit_after(three, Unit::Word).unwrap();
        assert_eq!(text(&document, Some(four)), "Four");
        assert_eq!(document.unit_before(four, Unit::Word), Some(three));
        let five = document.unit_after(four, Unit::Word).unwrap();
        assert_eq!(document.unit_after(five, Unit::Word), None);
        assert_eq!(document.unit_before(Span::new(0, 3), Unit::Sentence), None);
    }

    #[test]
    fn a_document_without_words_has_no_unit() {
        let document = document("* * *\n");
        assert_eq!(document.unit_at(0, Unit::Word), None);
        assert_eq!(document.unit_after(Span::new(0, 0), Unit::Block), None);
    }

    #[test]
    fn an_excerpt_reads_as_the_text_does() {
        let (parsed, _) = Parsed::markdown("a", "a.md", "One\ntwo.\n\n```\na\n  b\n```\n\nThree\n");
        let document: Document = parsed.into();
        let all = Span::new(0, document.body.len());
        assert_eq!(document.excerpt(all), "One two.\n\na\n  b\n\nThree");
        assert_eq!(document.excerpt(Span::new(2, 6)), "e tw");
    }
}
