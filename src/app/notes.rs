//! Marks, and parts of texts that the reader has highlighted, with notes on them: what is kept.
//!
//! Each has an [`Anchor`], so that it is found again in a text that was changed. Not for what keys do to
//! them (see `noting`), nor for how they are kept on disk (see `store`).

use super::{anchor::Anchor, memory::merge};
use crate::keyword::set::Slot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that the reader has marked and noted, in whatever collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// By name: a capital, or the key of a document, a blank and a small letter.
    pub marks: BTreeMap<String, Mark>,
    /// In the order in which they were made.
    pub highlights: Vec<Highlight>,
}

/// A place with a name of one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The key of its document; see [`crate::collection::Collection::key`].
    pub document: String,
    /// The document's title, for when the document is not there; empty where nobody has noted it.
    #[serde(default)]
    pub title: String,
    /// The words that stood there.
    pub anchor: Anchor,
}

/// A part of a text that the reader has highlighted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// The key of its document.
    pub document: String,
    /// The document's title, for when the document is not there.
    pub title: String,
    /// Which part.
    pub anchor: Anchor,
    /// Index of its colour in [`crate::keyword::set::Slot::NAMES`].
    pub color: u8,
    /// What the reader thinks of it; may be empty.
    #[serde(default)]
    pub note: String,
}

impl Highlight {
    /// The number of its colour, from 1 on, as a reader asks for it.
    pub fn number(&self) -> usize {
        usize::from(self.color) % Slot::NAMES.len() + 1
    }

    /// What makes it one and the same, whatever is noted on it.
    fn identity(&self) -> (&str, usize, usize, &str) {
        let Anchor {
            start, end, exact, ..
        } = &self.anchor;
        (&self.document, *start, *end, exact)
    }
}

impl Notes {
    /// Makes the changes that led from `before` to `now`, and no others. Where another program has written
    /// another note on the same words meanwhile, both stay.
    pub fn merge(&mut self, before: &Self, now: &Self) {
        merge(&mut self.marks, &before.marks, &now.marks);
        for highlight in &now.highlights {
            let was = before.find(highlight);
            if was == Some(highlight) {
                continue;
            }
            let Some(kept) = self
                .highlights
                .iter_mut()
                .find(|it| it.identity() == highlight.identity())
            else {
                self.highlights.push(highlight.clone());
                continue;
            };
            let others = was.map_or("", |was| &was.note);
            let note = if kept.note == others || kept.note == highlight.note {
                highlight.note.clone()
            } else {
                format!("{}\n{}", kept.note, highlight.note)
                    .trim()
                    .to_owned()
            };
            *kept = Highlight {
                note,
                ..highlight.clone()
            };
        }
        self.highlights
            .retain(|it| before.find(it) != Some(it) || now.find(it).is_some());
    }

    fn find(&self, highlight: &Highlight) -> Option<&Highlight> {
        let is_it = |it: &&Highlight| it.identity() == highlight.identity();
        self.highlights.iter().find(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight(start: usize, note: &str) -> Highlight {
        Highlight {
            document: "a".to_owned(),
            title: "A".to_owned(),
            anchor: Anchor {
                start,
                end: start + 5,
                exact: "whale".to_owned(),
                ..Anchor::default()
            },
            color: 2,
            note: note.to_owned(),
        }
    }

    fn notes(highlights: &[Highlight]) -> Notes {
        Notes {
            highlights: highlights.to_vec(),
            ..Notes::default()
        }
    }

    #[test]
    fn two_programs_keep_what_the_other_has_noted() {
        let began = notes(&[highlight(0, "old")]);
        let mut kept = notes(&[highlight(0, "old"), highlight(9, "theirs")]);
        kept.merge(
            &began,
            &notes(&[highlight(0, "new"), highlight(20, "ours")]),
        );
        assert_eq!(
            kept,
            notes(&[
                highlight(0, "new"),
                highlight(9, "theirs"),
                highlight(20, "ours")
            ])
        );
    }

    #[test]
    fn two_notes_on_the_same_words_both_stay() {
        let began = notes(&[highlight(0, "")]);
        let mut kept = notes(&[highlight(0, "theirs")]);
        kept.merge(&began, &notes(&[highlight(0, "ours")]));
        assert_eq!(kept, notes(&[highlight(0, "theirs\nours")]));
        // Nor does one vanish that another program has written on what was deleted here.
        let mut kept = notes(&[highlight(0, "theirs")]);
        kept.merge(&began, &notes(&[]));
        assert_eq!(kept, notes(&[highlight(0, "theirs")]));
    }

    #[test]
    fn what_was_deleted_is_gone() {
        let began = notes(&[highlight(0, "old"), highlight(9, "")]);
        let mut kept = began.clone();
        kept.merge(&began, &notes(&[highlight(9, "")]));
        assert_eq!(kept, notes(&[highlight(9, "")]));
    }
}
