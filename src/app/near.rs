//! Passages where keywords meet.

use super::{Model, hits::Which};
use crate::{
    keyword::Hit,
    text::{span::Span, words},
};
use std::{iter, ops::Range};

/// What it means that keywords meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// What has to differ.
    pub of: Of,
    /// How near they have to be.
    pub within: Within,
    /// The words that may lie between them, where words are counted.
    pub words: u16,
}

impl Default for Near {
    fn default() -> Self {
        Self {
            of: Of::default(),
            within: Within::default(),
            words: 10,
        }
    }
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
    /// With at most [`Near::words`] words between them.
    Words,
}

impl Of {
    /// Both, with what files call them.
    pub const NAMES: [(&'static str, Self); 2] =
        [("categories", Self::Categories), ("terms", Self::Terms)];
}

impl Within {
    /// All of them, with what files call them.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("paragraph", Self::Paragraph),
        ("sentence", Self::Sentence),
        ("words", Self::Words),
    ];
}

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
        Self { of, within, ..self }
    }

    /// In words, after "passages where" and before "meet".
    pub fn name(self) -> String {
        let of = match self.of {
            Of::Categories => "two categories",
            Of::Terms => "two keywords",
        };
        let within = match self.within {
            Within::Paragraph => "in a paragraph".to_owned(),
            Within::Sentence => "in a sentence".to_owned(),
            Within::Words => format!("within {} words", self.words),
        };
        format!("{of} {within}")
    }
}

impl Model {
    /// Goes to the next passage where shown keywords meet, or the one before; into other texts where
    /// this one has no more.
    pub(super) fn go_to_passage(&mut self, forward: bool) {
        let texts = iter::once(self.open).chain(self.list.others(self.open, forward));
        let from = match self.current_shown() {
            Some(current) => current.hit.span.start + usize::from(forward),
            None => self.shown().0,
        };
        for document in texts {
            let from = (document == self.open).then_some(from);
            if let Some((hit, other)) = self.meeting(document, from, forward) {
                let on = if document == self.open {
                    ""
                } else {
                    "another text: "
                };
                self.land(document, hit, Which::Active);
                let set = &self.findings.keywords;
                let label = |hit: Hit| &set.terms[hit.term.index()].label;
                self.notice = Some(format!("{on}{} meets {}", label(hit), label(other)));
                return;
            }
        }
        let end = if forward { "further on" } else { "before" };
        self.notice = Some(format!(
            "no passage {end} where {} meet",
            self.settings.near.name()
        ));
    }

    /// The first passage that begins at byte `from` or after, or the last one before it: its first hit and
    /// the one that it meets. Goes from block to block, so a passage costs what lies before it.
    fn meeting(&self, document: usize, from: Option<usize>, forward: bool) -> Option<(Hit, Hit)> {
        let hits = &self.findings.of(document).hits;
        let block = |at: usize| {
            let stretch = self.collection.documents[document].stretch_at(at);
            stretch.map_or(Span::new(at, at + 1), |stretch| stretch.block.span)
        };
        if forward {
            let mut next = from.map_or(0, |from| {
                let start = block(from).start;
                hits.partition_point(|hit| hit.span.start < start)
            });
            while let Some(hit) = hits.get(next) {
                let end = block(hit.span.start).end.max(hit.span.start + 1);
                let last = hits.partition_point(|hit| hit.span.start < end);
                let passages = self.passages(document, next..last);
                let is_next =
                    |(hit, _): &(Hit, Hit)| from.is_none_or(|from| hit.span.start >= from);
                if let Some(found) = passages.into_iter().find(is_next) {
                    return Some(found);
                }
                next = last;
            }
            return None;
        }
        let mut end = from.map_or(hits.len(), |from| {
            hits.partition_point(|hit| hit.span.start < from)
        });
        while let Some(hit) = end.checked_sub(1).map(|last| &hits[last]) {
            let start = block(hit.span.start).start.min(hit.span.start);
            let first = hits.partition_point(|hit| hit.span.start < start);
            let whole = hits.partition_point(|other| other.span.start < block(hit.span.start).end);
            let passages = self.passages(document, first..whole.max(end));
            let is_before = |(hit, _): &(Hit, Hit)| from.is_none_or(|from| hit.span.start < from);
            if let Some(found) = passages.into_iter().rfind(is_before) {
                return Some(found);
            }
            end = first;
        }
        None
    }

    /// The passages of one block, whose hits are `range`: of each the first two hits that meet.
    ///
    /// Where two hits of a passage differ, so do two neighbours between them: only neighbours are
    /// compared. What lies inside another hit does not meet it.
    fn passages(&self, document: usize, range: Range<usize>) -> Vec<(Hit, Hit)> {
        let found = self.findings.of(document);
        let set = &self.findings.keywords;
        let mut passages: Vec<(Hit, Hit)> = Vec::new();
        let mut sentences: Option<Vec<Span>> = None;
        let mut told = None;
        let mut before: Option<usize> = None;
        for index in range {
            let hit = found.hits[index];
            let covered = before.is_some_and(|before| hit.span.overlaps(found.hits[before].span));
            if covered || !self.activity.shows(hit.term, set) {
                continue;
            }
            let Some(other) = before.replace(index) else {
                continue;
            };
            let first = found.hits[other];
            if !self.differ(&first, &hit) {
                continue;
            }
            // One passage for each block or sentence, one for each pair where words are counted.
            let passage = match self.settings.near.within {
                Within::Paragraph => Some(0),
                Within::Words => {
                    let from_start = found.word_indexes[index] - found.word_indexes[other];
                    let text = self.collection.documents[document].body.slice(first.span);
                    let between = from_start.saturating_sub(words::count(&text) as u32);
                    (between <= u32::from(self.settings.near.words)).then_some(other)
                }
                Within::Sentence => {
                    let sentences =
                        sentences.get_or_insert_with(|| self.sentences(document, first.span.start));
                    let of = |hit: Hit| {
                        sentences.partition_point(|sentence| sentence.end <= hit.span.start)
                    };
                    (of(first) == of(hit)).then(|| of(first))
                }
            };
            if passage.is_some() && passage != told {
                told = passage;
                passages.push((first, hit));
            }
        }
        passages
    }

    fn differ(&self, one: &Hit, other: &Hit) -> bool {
        let terms = &self.findings.keywords.terms;
        match self.settings.near.of {
            Of::Terms => one.term != other.term,
            Of::Categories => {
                terms[one.term.index()].category != terms[other.term.index()].category
            }
        }
    }

    /// The sentences of the block that holds byte `at`.
    fn sentences(&self, document: usize, at: usize) -> Vec<Span> {
        let document = &self.collection.documents[document];
        let Some(stretch) = document.stretch_at(at) else {
            return Vec::new();
        };
        let block = stretch.block.span;
        let text = document.body.slice(block);
        let spans = words::sentences(&text).into_iter();
        spans
            .map(|sentence| sentence.shifted(block.start))
            .collect()
    }
}
