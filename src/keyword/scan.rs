//! The hits of a whole document.
//!
//! Responsible for going through a document block by block, and through a long block in pieces that
//! overlap: the hits are those of the whole block, however it is cut. A piece is small, so that a
//! caller can stop between two. The invariant: a hit is found with the piece in which it starts.

use super::{
    hit::Hit,
    matcher::{Matcher, Scratch},
};
use crate::{
    collection::{
        document::{Document, Stretch},
        reading::Reading,
    },
    text::span::Span,
};
use std::borrow::Cow;

/// Bytes before a cut that are read again, for the word edge at the start of a hit.
const BEFORE: usize = 1 << 10;

/// Bytes after a cut that are read ahead at first, for the hits that lie across it.
const AHEAD: usize = 4 << 10;

/// Bytes after a cut beyond which a hit that lies across it may be lost.
const FARTHEST: usize = 1 << 20;

/// Text in stretches, as a document has it.
trait Stretches {
    /// The stretch that holds byte `offset`, or the first one after it.
    fn at(&mut self, offset: usize) -> Option<Stretch>;

    /// The stretch after `stretch`.
    fn after(&mut self, stretch: &Stretch) -> Option<Stretch>;

    /// The text of `span`, moved outwards to character boundaries.
    fn slice(&self, span: Span) -> Cow<'_, str>;
}

impl Stretches for Reading<'_> {
    fn at(&mut self, offset: usize) -> Option<Stretch> {
        self.stretch_at(offset)
    }

    fn after(&mut self, stretch: &Stretch) -> Option<Stretch> {
        self.stretch_after(stretch)
    }

    fn slice(&self, span: Span) -> Cow<'_, str> {
        self.slice(span)
    }
}

/// All hits in a part of `document`, of whole blocks, in the order of [`Matcher::find`].
pub fn scan(document: &Document, matcher: &Matcher, part: Span) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut scan = Scan::within(document, matcher, part);
    while scan.step(&mut hits).is_some() {}
    hits
}

/// A search through a document that can be stopped and resumed after each stretch.
#[derive(Debug)]
pub struct Scan<'a> {
    walk: Walk<'a, Reading<'a>>,
}

impl<'a> Scan<'a> {
    /// A search that has found nothing yet.
    pub fn new(document: &'a Document, matcher: &'a Matcher) -> Self {
        Self::within(document, matcher, Span::new(0, usize::MAX))
    }

    /// A search of the blocks that begin in `span`, which begins and ends where a block does or the
    /// document.
    pub fn within(document: &'a Document, matcher: &'a Matcher, span: Span) -> Self {
        Self {
            walk: Walk::new(Reading::new(document), matcher, span),
        }
    }

    /// Appends the hits that start in the next stretch and returns the byte up to which all are found.
    ///
    /// `None` after the last one.
    pub fn step(&mut self, hits: &mut Vec<Hit>) -> Option<usize> {
        self.walk.step(hits)
    }
}

/// [`Scan`] over anything that comes in stretches.
#[derive(Debug)]
struct Walk<'a, S> {
    text: S,
    matcher: &'a Matcher,
    scratch: Scratch,
    next: Option<Stretch>,
    /// Where it stops.
    end: usize,
    /// Where the block of the next stretch starts.
    block: usize,
    /// [`AHEAD`], or less in tests.
    ahead: usize,
}

impl<'a, S: Stretches> Walk<'a, S> {
    fn new(mut text: S, matcher: &'a Matcher, span: Span) -> Self {
        let next = text.at(span.start);
        Self {
            text,
            matcher,
            scratch: Scratch::default(),
            next: next.filter(|next| next.block.span.start < span.end),
            end: span.end,
            block: 0,
            ahead: AHEAD,
        }
    }

    /// See [`Scan::step`].
    fn step(&mut self, hits: &mut Vec<Hit>) -> Option<usize> {
        let stretch = self.next?;
        let span = stretch.block.span;
        if stretch.begins_block {
            self.matcher.begin_block(&mut self.scratch);
            self.block = span.start;
        }
        self.next = self.text.after(&stretch);
        let goes_on = |next: &Stretch| !next.begins_block || next.block.span.start < self.end;
        self.next = self.next.filter(goes_on);
        let cut = self.next.filter(|next| !next.begins_block);
        let cut = cut.map_or(span.end, |next| next.block.span.start);
        let start = self.start(span.start);
        let mut ahead = self.ahead;
        loop {
            let end = self.reach(span.end, ahead);
            let text = self.text.slice(Span::new(start, end));
            let owned = span.start - start..cut.min(end) - start;
            self.scratch.candidates.found.clear();
            let enough = self.matcher.gather(&mut self.scratch, &text, owned, start);
            if enough || end < span.end + ahead || ahead >= FARTHEST {
                break;
            }
            ahead *= 4;
        }
        self.scratch.candidates.choose(hits);
        Some(cut)
    }

    /// Where to begin reading for the hits that start at `owned` or later: a little before it, at
    /// a blank if there is one.
    fn start(&self, owned: usize) -> usize {
        let from = self.block.max(owned.saturating_sub(BEFORE));
        if from == owned {
            return owned;
        }
        let before = self.text.slice(Span::new(from, owned));
        // `from` may have been moved to a character boundary.
        let from = owned - before.len();
        let early = &before[..before.floor_char_boundary(before.len() / 2)];
        from + early.rfind(char::is_whitespace).unwrap_or(0)
    }

    /// The place `ahead` bytes after `end`, where the block of `self.next` and not another goes on
    /// for so long.
    fn reach(&mut self, end: usize, ahead: usize) -> usize {
        let farthest = end + ahead;
        let mut end = end;
        let mut next = self.next;
        while let Some(stretch) = next.filter(|next| !next.begins_block && end < farthest) {
            end = stretch.block.span.end.min(farthest);
            next = self.text.after(&stretch);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        collection::block::{Block, BlockKind},
        keyword::set::parse,
    };

    /// Blocks parted by `\n\n`, each cut into stretches of so many bytes.
    struct Cut {
        text: String,
        bytes: usize,
    }

    impl Cut {
        fn stretches(&self) -> Vec<Stretch> {
            let mut stretches = Vec::new();
            let mut start = 0;
            for block in self.text.split("\n\n") {
                let end = start + block.len();
                let mut from = start;
                while from < end || (from == start && from == end) {
                    let to = self.text.ceil_char_boundary((from + self.bytes).min(end));
                    stretches.push(Stretch {
                        block: Block::new(Span::new(from, to), BlockKind::Paragraph),
                        begins_block: from == start,
                    });
                    from = to.max(from + 1);
                }
                start = end + 2;
            }
            stretches
        }
    }

    impl Stretches for Cut {
        fn at(&mut self, offset: usize) -> Option<Stretch> {
            let holds = |it: &Stretch| it.block.span.end > offset;
            self.stretches().into_iter().find(holds)
        }

        fn after(&mut self, stretch: &Stretch) -> Option<Stretch> {
            let later = |it: &Stretch| it.block.span.start > stretch.block.span.start;
            self.stretches().into_iter().find(later)
        }

        fn slice(&self, span: Span) -> Cow<'_, str> {
            let start = self.text.floor_char_boundary(span.start);
            let end = self.text.ceil_char_boundary(span.end.min(self.text.len()));
            Cow::Borrowed(&self.text[start..end])
        }
    }

    fn matcher() -> Matcher {
        let source = r#"
[[category]]
id = "c"
mark = "C"
[[term]]
category = "c"
id = "summit"
aliases = ["free Iran", "free Iran summit", "Iran"]
[[term]]
category = "c"
id = "part"
whole_word = false
aliases = ["an", "aa"]
[[term]]
category = "c"
id = "number"
regex = '\b\d+(?: \d+)*\b'
[[term]]
category = "c"
id = "joined"
dehyphenate = true
aliases = ["Mojahedin"]
"#;
        Matcher::new(&parse("k.toml", source).unwrap().0)
    }

    /// The hits of `text` when it is read in stretches of `bytes`.
    fn hits(text: &str, bytes: usize, ahead: usize) -> Vec<Hit> {
        let text = Cut {
            text: text.to_owned(),
            bytes,
        };
        let matcher = matcher();
        let mut walk = Walk::new(text, &matcher, Span::new(0, usize::MAX));
        walk.ahead = ahead;
        let mut hits = Vec::new();
        while walk.step(&mut hits).is_some() {}
        hits
    }

    const TEXT: &str = "A free Iran summits, free\u{a0} Iran summit of Mojahe-\ndin: 12 345 678 90; aaaaaa Iran’s \
        Roma\u{302}n free  \n  I\u{ad}r\u{200c}an\n\nfree\n\nIran 1 2\n\n\n\n3 Iran";

    #[test]
    fn hits_do_not_depend_on_where_a_long_block_is_cut() {
        let whole = hits(TEXT, 10_000, AHEAD);
        assert_eq!(whole.len(), 20);
        for bytes in 1..TEXT.len() {
            for ahead in [1, 16, 300] {
                assert_eq!(
                    hits(TEXT, bytes, ahead),
                    whole,
                    "{bytes} bytes, {ahead} ahead"
                );
            }
        }
    }

    #[test]
    fn a_phrase_across_a_cut_is_one_hit_however_long_its_blanks_are() {
        let text = format!("free{}Iran", " ".repeat(20_000));
        let spans: Vec<_> = hits(&text, 4_000, AHEAD)
            .iter()
            .map(|hit| (hit.term.0, hit.span.start, hit.span.end))
            .collect();
        assert_eq!(spans, [(0, 0, 20_008), (1, 20_006, 20_008)]);
    }

    #[test]
    fn a_regex_match_across_a_cut_is_one_hit() {
        let text = format!("x {} y", "1234567 ".repeat(2_000).trim_end());
        let spans: Vec<_> = hits(&text, 1_000, 64).iter().map(|hit| hit.span).collect();
        assert_eq!(spans, [Span::new(2, 16_001)]);
    }

    #[test]
    fn no_hit_crosses_a_block() {
        assert_eq!(hits("free\n\nIran", 10_000, AHEAD).len(), 2);
    }
}
