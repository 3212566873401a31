//! Passages where keywords meet.

use super::{Model, hits::Which};
use crate::{
    keyword::Hit,
    text::{span::Span, words},
};

/// What it means that keywords meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Near {
    /// What has to differ.
    pub of: Of,
    /// How near they have to be.
    pub within: Within,
}

/// What has to differ in two hits that meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Of {
    #[default]
    Categories,
    Terms,
}

/// How near two hits have to be to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Within {
    /// In the same block.
    #[default]
    Paragraph,
    /// In the same sentence (UAX #29).
    Sentence,
    /// With at most this many words from the start of one to the start of the other.
    Words,
}

/// Words within which two hits meet.
const NEAR_WORDS: u32 = 10;

impl Near {
    /// The meaning after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        let (of, within) = match (self.of, self.within) {
            (of, Within::Paragraph) => (of, Within::Sentence),
            (of, Within::Sentence) => (of, Within::Words),
            (Of::Categories, Within::Words) => (Of::Terms, Within::Paragraph),
            (Of::Terms, Within::Words) => (Of::Categories, Within::Paragraph),
        };
        Self { of, within }
    }

    /// In words, after "passages where" and before "meet".
    pub fn name(self) -> String {
        let of = match self.of {
            Of::Categories => "two categories",
            Of::Terms => "two keywords",
        };
        let within = match self.within {
            Within::Paragraph => "in a paragraph",
            Within::Sentence => "in a sentence",
            Within::Words => "within ten words",
        };
        format!("{of} {within}")
    }
}

impl Model {
    /// Goes to the next passage where shown keywords meet, or the one before; into other texts where
    /// this one has no more.
    pub(super) fn go_to_passage(&mut self, forward: bool) {
        let here = self.list.position(self.open).unwrap_or(0);
        let order = self.list.order.clone();
        let texts: Vec<usize> = if forward {
            order.iter().skip(here).copied().collect()
        } else {
            order.iter().take(here + 1).rev().copied().collect()
        };
        for document in texts {
            let from = (document == self.open).then(|| self.left_from(forward));
            if let Some((hit, other)) = self.meeting(document, from, forward) {
                let changed = document != self.open;
                self.land(document, hit, Which::Active);
                let set = &self.findings.keywords;
                let label = |hit: Hit| &set.terms[hit.term.index()].label;
                let on = if changed { "in another text: " } else { "" };
                self.notice = Some(format!("{on}{} meets {}", label(hit), label(other)));
                return;
            }
        }
        let end = if forward { "further on" } else { "before" };
        self.notice = Some(format!("no passage {end} where {} meet", self.near.name()));
    }

    /// The byte from which the next passage is looked for: the end of the one that the current hit
    /// stands in, or its beginning; without a current hit what is seen.
    fn left_from(&self, forward: bool) -> usize {
        match self.current_shown() {
            Some(current) => {
                let passage = self.passage(self.open, &current.hit);
                if forward { passage.end } else { passage.start }
            }
            None => self.shown().0,
        }
    }

    /// The first pair of hits that meet from byte `from` on, or the last pair before it.
    fn meeting(&self, document: usize, from: Option<usize>, forward: bool) -> Option<(Hit, Hit)> {
        let found = self.findings.of(document);
        let set = &self.findings.keywords;
        let split = found
            .hits
            .partition_point(|hit| hit.span.start < from.unwrap_or(0));
        let pair = |index: usize| {
            let hit = found.hits[index];
            let passage = self.passage(document, &hit);
            let others = found.hits[index + 1..].iter().enumerate();
            let mut others = others.take_while(|(_, other)| other.span.start < passage.end);
            let meets = |(offset, other): &(usize, &Hit)| {
                self.activity.shows(other.term, set)
                    && self.differ(&hit, other)
                    && (self.near.within != Within::Words
                        || found.word_indexes[index + 1 + offset] - found.word_indexes[index]
                            <= NEAR_WORDS)
            };
            let (_, other) = others.find(meets)?;
            Some((hit, *other))
        };
        let shown = |&index: &usize| self.activity.shows(found.hits[index].term, set);
        if forward {
            return (split..found.hits.len()).filter(shown).find_map(pair);
        }
        let before = if from.is_some() {
            split
        } else {
            found.hits.len()
        };
        let last = (0..before).rev().filter(shown).find_map(pair)?;
        // The passage begins with the first pair in it.
        let passage = self.passage(document, &last.0);
        let first = found
            .hits
            .partition_point(|hit| hit.span.start < passage.start);
        (first..before).filter(shown).find_map(pair)
    }

    fn differ(&self, one: &Hit, other: &Hit) -> bool {
        let terms = &self.findings.keywords.terms;
        match self.near.of {
            Of::Terms => one.term != other.term,
            Of::Categories => {
                terms[one.term.index()].category != terms[other.term.index()].category
            }
        }
    }

    /// The bytes within which other hits meet `hit`: its block or sentence, or from it to the end of
    /// its block, where words are counted.
    fn passage(&self, document: usize, hit: &Hit) -> Span {
        let document = &self.collection.documents[document];
        let block = document
            .stretch_at(hit.span.start)
            .map_or(hit.span, |stretch| stretch.block.span);
        match self.near.within {
            Within::Paragraph => block,
            Within::Words => Span::new(hit.span.start, block.end),
            Within::Sentence => {
                let text = document.body.slice(block);
                words::sentence_at(&text, hit.span.start.saturating_sub(block.start))
                    .shifted(block.start)
            }
        }
    }
}
