//! How much text a block of a page has, and of which sort.

use super::super::walk::Page;
use crate::collection::block::{Block, BlockKind, RunKind};

/// Characters of the shortest paragraph that counts as running text.
const SHORTEST: usize = 25;

/// Characters of the longest line that may be a label or a slogan, and is no running text by its length alone.
const LONGEST_LINE: usize = 160;

/// What a score of one is.
pub(super) const POINT: usize = 1_000;

/// How much text a block has, and of which sort.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Its characters.
    pub(super) length: usize,
    /// Those of them in links.
    pub(super) linked: usize,
    /// Commas and what stands for them elsewhere.
    commas: usize,
}

impl Weight {
    pub(super) fn of(page: &Page) -> Vec<Self> {
        let markup = &page.markup;
        let mut runs = markup.runs.iter().peekable();
        let weight = |block: &Block| {
            let text = &markup.text[block.span.range()];
            let mut weight = Self {
                length: text.chars().count(),
                linked: 0,
                commas: text.matches([',', '،', '、', '，', ';', '؛']).count(),
            };
            while let Some(run) = runs.next_if(|run| run.span.start < block.span.end) {
                if matches!(run.kind, RunKind::Link(_)) {
                    weight.linked += markup.text[run.span.range()].chars().count();
                }
            }
            weight
        };
        markup.blocks.iter().map(weight).collect()
    }

    /// How much of it is running text, in characters.
    pub(super) fn running(self, block: &Block) -> usize {
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule) || self.length < SHORTEST {
            return 0;
        }
        if self.linked * 2 > self.length {
            return 0;
        }
        self.length - self.linked
    }

    /// Its characters where it can hardly be anything but running text: two sentences, or a long one.
    pub(super) fn prose(self, block: &Block, text: &str) -> usize {
        if self.running(block) == 0 || self.linked * 4 >= self.length {
            return 0;
        }
        let is_end = |(at, end): (usize, &str)| {
            let rest = text[at + end.len()..].chars().next();
            rest.is_none_or(|next| !next.is_alphanumeric())
        };
        let sentences = text
            .match_indices(['.', '!', '?', '…', '؟', '۔', '।', '。', '！', '？'])
            .filter(|&end| is_end(end));
        let is_long =
            self.length > LONGEST_LINE || (self.length > 2 * SHORTEST && sentences.count() > 1);
        if is_long { self.length } else { 0 }
    }

    /// How much it speaks for the regions around it.
    pub(super) fn score(self, block: &Block) -> usize {
        let running = self.running(block);
        if running == 0 {
            return 0;
        }
        let whole = POINT + POINT * self.commas + (self.length * POINT / 100).min(3 * POINT);
        whole * running / self.length
    }
}
