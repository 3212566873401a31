//! A part of a text that is found again after the text was changed.
//!
//! Responsible for what is kept of it beside its offsets, and for finding it: the words themselves, and
//! those before and after. Where the text is as it was, the offsets are enough.

use crate::{
    collection::{document::Document, unit::Unit},
    keyword::{Query, scan},
    text::{
        span::Span,
        words::{self, one_line},
    },
};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::HashMap};

/// A part of a text, as it was when it was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its words on one line, the first ones where they are many.
    pub exact: String,
    /// The last ones, where not all of them are in `exact`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last: String,
    /// What stands before it on one line.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

/// Bytes of the words of a part that are kept from each end of it.
const EXACT: usize = 600;

/// Bytes of what stands on each side that are kept.
const BESIDE: usize = 64;

/// Bytes of text in which a part is looked for around where it was, before all the rest.
const NEAR: usize = 64 << 10;

/// Bytes of text to each side of where it was in which it is looked for at all: some hundredths of a second.
const FAR: usize = 8 << 20;

/// Words of so many bytes are enough to know a part by; fewer need neighbours.
const TELLING: usize = 40;

/// Bytes of neighbours that have to be the same where the words are few.
const SHARED: usize = 12;

/// How much of the words of a sentence or block has to be the same where some were changed: Dice's coefficient,
/// in hundredths.
const LIKE: usize = 60;

impl Anchor {
    /// An anchor for `span` of `document`.
    pub fn of(document: &Document, span: Span) -> Self {
        let parts = document.blocks_in(span).into_iter();
        let parts = parts.map(|part| one_line(&document.body.slice(part)));
        // Of a block there may be nothing but blanks.
        let parts: Vec<String> = parts.filter(|words| !words.is_empty()).collect();
        let words = |part: Option<&String>| part.cloned().unwrap_or_default();
        let (first, last) = (words(parts.first()), words(parts.last()));
        let end = first.floor_char_boundary(EXACT);
        let (exact, last) = if parts.len() <= 1 && first.len() <= 2 * EXACT {
            (first.as_str(), "")
        } else {
            let begin = last.ceil_char_boundary(last.len().saturating_sub(EXACT));
            (&first[..end], &last[begin..])
        };
        let (before, after) = beside(document, span);
        Self {
            start: span.start,
            end: span.end,
            exact: exact.trim().to_owned(),
            last: last.trim().to_owned(),
            before,
            after,
        }
    }

    /// Where it is in `document` now; `None` where it cannot be told.
    ///
    /// Of several places with the same words the one is taken that has most of what stood before and
    /// after, then the one nearest to where it was; a few words alone say nothing without their neighbours.
    /// Where the words were changed, what stands between the same neighbours is, or else the sentence or
    /// block near by that has most of its words.
    pub fn place(&self, document: &Document) -> Option<Span> {
        let known = Span::new(self.start, self.end);
        if self.exact.is_empty() {
            return None;
        }
        if self.is_at(document, known) && self.is_sure(document, known) {
            return Some(known);
        }
        let around = |reach: usize| {
            Span::new(
                self.start.saturating_sub(reach),
                self.end.saturating_add(reach),
            )
        };
        [around(NEAR), around(FAR)]
            .into_iter()
            .find_map(|within| self.by_words(document, within))
            .or_else(|| self.by_neighbours(document, around(FAR)))
            .or_else(|| self.by_likeness(document, around(NEAR)))
    }

    /// Whether its words stand at `span`.
    fn is_at(&self, document: &Document, span: Span) -> bool {
        let length = document.body.len();
        if span.end > length || span.is_empty() {
            return false;
        }
        let (start, piece) = document.body.piece(span);
        if start != span.start || start + piece.len() != span.end {
            return false;
        }
        let words = one_line(&piece);
        if self.last.is_empty() {
            words == self.exact
        } else {
            words.starts_with(&self.exact) && words.ends_with(&self.last)
        }
    }

    /// Whether its words are many enough, or have enough of the neighbours that they had.
    fn is_sure(&self, document: &Document, span: Span) -> bool {
        let had = self.before.len() + self.after.len();
        self.exact.len() + self.last.len() >= TELLING
            || self.shared(document, span) >= SHARED.min(had)
    }

    /// Bytes of its neighbours that stand beside `span`.
    fn shared(&self, document: &Document, span: Span) -> usize {
        let (before, after) = beside(document, span);
        shared_end(&before, &self.before) + shared_start(&after, &self.after)
    }

    /// The best of the places within a part of the text where its words stand.
    fn by_words(&self, document: &Document, within: Span) -> Option<Span> {
        let firsts = found(document, &self.exact, within);
        let places = firsts.into_iter().filter_map(|first| {
            if self.last.is_empty() {
                return Some(first);
            }
            // It may have become somewhat longer.
            let longest = (self.end - self.start) * 2;
            let rest = Span::new(first.start, first.start.saturating_add(longest));
            let lasts = found(document, &self.last, rest).into_iter();
            let last = lasts
                .filter(|last| last.end > first.end)
                .min_by_key(|last| (last.end - first.start).abs_diff(self.end - self.start))?;
            Some(Span::new(first.start, last.end))
        });
        let sure = places.filter(|place| self.is_sure(document, *place));
        sure.max_by_key(|place| {
            let far = place.start.abs_diff(self.start);
            (self.shared(document, *place), Reverse(far))
        })
    }

    /// What stands between its neighbours, where it is about as long as it was. What had none on one side
    /// stood at an end of its block.
    fn by_neighbours(&self, document: &Document, within: Span) -> Option<Span> {
        let longest = (self.end - self.start) * 2 + BESIDE;
        let block = |at: usize| document.unit_at(at, Unit::Block);
        let between: Vec<Span> = match (self.before.is_empty(), self.after.is_empty()) {
            (true, true) => Vec::new(),
            (false, true) => found(document, &self.before, within)
                .into_iter()
                .filter_map(|before| Some(Span::new(before.end, block(before.start)?.end)))
                .collect(),
            (true, false) => found(document, &self.after, within)
                .into_iter()
                .filter_map(|after| Some(Span::new(block(after.start)?.start, after.start)))
                .collect(),
            (false, false) => found(document, &self.before, within)
                .into_iter()
                .filter_map(|before| {
                    let rest = Span::new(before.end, before.end.saturating_add(longest));
                    let after = found(document, &self.after, rest).into_iter().next()?;
                    Some(Span::new(before.end, after.start))
                })
                .collect(),
        };
        let trimmed = between.into_iter().filter_map(|span| {
            let text = document.body.slice(span);
            let start = span.start + text.len() - text.trim_start().len();
            let end = span.end - (text.len() - text.trim_end().len());
            (start < end && end - start <= longest).then(|| Span::new(start, end))
        });
        trimmed.min_by_key(|place| place.start.abs_diff(self.start))
    }

    /// The sentence near by, or where it was a whole block the block, that has most of its words.
    fn by_likeness(&self, document: &Document, within: Span) -> Option<Span> {
        if !self.last.is_empty() || self.exact.len() < TELLING {
            return None;
        }
        let is_block = self.before.is_empty() && self.after.is_empty();
        let unit = if is_block {
            Unit::Block
        } else {
            Unit::Sentence
        };
        let mut best = None;
        let mut next = document.unit_at(within.start, unit);
        while let Some(span) = next.filter(|span| span.start < within.end) {
            if span.end - span.start <= 4 * self.exact.len() {
                let like = likeness(&self.exact, &document.body.slice(span));
                if like >= LIKE && best.is_none_or(|(most, _)| like > most) {
                    best = Some((like, span));
                }
            }
            next = document.unit_after(span, unit);
        }
        best.map(|(_, span)| span)
    }
}

/// How much of their words two texts have in common, in hundredths: Dice's coefficient.
fn likeness(one: &str, other: &str) -> usize {
    let mut counts: HashMap<&str, isize> = HashMap::new();
    let (mut words, mut shared) = (0, 0);
    for (_, word) in words::words(one) {
        *counts.entry(word).or_default() += 1;
        words += 1;
    }
    for (_, word) in words::words(other) {
        words += 1;
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            shared += 2;
        }
    }
    shared * 100 / words.max(1)
}

/// Where `words` stand within a part of a document, in this case, across line ends; blocks that begin in
/// the part are looked at whole.
fn found(document: &Document, words: &str, within: Span) -> Vec<Span> {
    let query = Query {
        case: true,
        ..Query::of(words)
    };
    let Ok(matcher) = query.matcher(within.len().min(document.body.len())) else {
        return Vec::new();
    };
    // A scan begins with a block: the one that holds the beginning is looked at from its own.
    let begins = document
        .stretch_at(within.start)
        .map_or(0, |stretch| stretch.block.span.start.min(within.start));
    let hits = scan(document, &matcher, Span::new(begins, within.end));
    let spans = hits.into_iter().map(|hit| hit.span);
    spans
        .filter(|span| span.start >= within.start && span.end <= within.end)
        .collect()
}

/// What stands on each side of `span` in the same blocks, on one line.
fn beside(document: &Document, span: Span) -> (String, String) {
    let block = |at: usize| document.unit_at(at, Unit::Block);
    let begins = block(span.start).map_or(span.start, |block| block.start.min(span.start));
    let ends = block(span.end.saturating_sub(1).max(span.start));
    let ends = ends.map_or(span.end, |block| block.end.max(span.end));
    let low = Span::new(span.start.saturating_sub(BESIDE).max(begins), span.start);
    let high = Span::new(span.end, (span.end + BESIDE).min(ends));
    let (_, before) = document.body.piece(low);
    let (_, after) = document.body.piece(high);
    (one_line(&before), one_line(&after))
}

/// The bytes of the longest end that both have.
fn shared_end(one: &str, other: &str) -> usize {
    let pairs = one.bytes().rev().zip(other.bytes().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

/// The bytes of the longest beginning that both have.
fn shared_start(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::parsed::Parsed;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Parsed::plain("a", text.to_owned()).into()
    }

    /// What an anchor for `part` of the first text stands for in the other one.
    fn again(text: &str, part: &str, changed: &str) -> Option<(usize, String)> {
        let start = text.find(part).unwrap();
        let anchor = Anchor::of(&document(text), Span::new(start, start + part.len()));
        let changed = document(changed);
        let place = anchor.place(&changed)?;
        Some((place.start, changed.body.slice(place).into_owned()))
    }

    #[test]
    fn a_part_of_an_unchanged_text_is_where_it_was() {
        let text = "One whale, two whales.\n\nA whale.";
        assert_eq!(again(text, "two", text), Some((11, "two".to_owned())));
    }

    #[test]
    fn a_part_that_was_moved_is_found_by_its_words() {
        let text = "The white whale swam.";
        let changed = "A new beginning.\n\nThe white\nwhale swam.";
        assert_eq!(
            again(text, "white whale", changed),
            Some((22, "white\nwhale".to_owned()))
        );
    }

    #[test]
    fn of_several_places_the_one_with_the_same_neighbours_is_taken() {
        let changed = "Now dead whales float far out.\n\nYoung whales play.\n\nOld whales sleep.";
        let text = "Old whales sleep. Young whales play. Dead whales float far out.";
        let start = text.rfind("whales").unwrap();
        let anchor = Anchor::of(&document(text), Span::new(start, start + 6));
        assert_eq!(anchor.place(&document(changed)).unwrap().start, 9);
    }

    #[test]
    fn words_that_were_changed_are_found_between_their_neighbours() {
        let text = "In the beginning of it all, he saw a wale near the old harbour of the town.";
        let changed = text.replace("wale", "whale");
        assert_eq!(
            again(text, "a wale", &changed),
            Some((35, "a whale".to_owned()))
        );
    }

    #[test]
    fn a_part_that_is_gone_has_no_place() {
        assert_eq!(again("One whale swam.", "whale", "Nothing at all."), None);
        assert_eq!(again("One whale swam.", "whale", ""), None);
    }

    #[test]
    fn a_few_words_are_not_found_without_their_neighbours() {
        let text = "Beta names the minister who resigned.\n\nGamma turns to the harbour.";
        let changed = "Alpha.\n\nGamma turns to the harbour.";
        assert_eq!(again(text, "the", changed), None);
        assert_eq!(again(text, "the", "Alpha. Gamma is of the harbour."), None);
    }

    #[test]
    fn a_part_of_several_blocks_is_found_by_its_first_and_last() {
        let part = "Two is here.\n\nThree is there, too.";
        let text = format!("One.\n\n{part}\n\nFour.");
        let changed = format!("A new beginning of it.\n\nOne.\n\n{part}\n\nFour.");
        assert_eq!(again(&text, part, &changed), Some((30, part.to_owned())));
    }

    #[test]
    fn a_sentence_or_block_with_some_other_words_is_found_by_the_rest() {
        let sentence = "They gave her a daisy chain that she wore all day.";
        let text = format!("Before it.\n\nIt was May. {sentence}\n\nAfter it.");
        let changed = text
            .replace("daisy", "rose")
            .replace("Before it", "Long before it");
        assert_eq!(
            again(&text, sentence, &changed).unwrap().1,
            sentence.replace("daisy", "rose")
        );
        let text = format!("Before it.\n\n{sentence}\n\nAfter it.");
        let changed = text
            .replace("daisy", "rose")
            .replace("Before it", "Long before it");
        assert_eq!(
            again(&text, sentence, &changed).unwrap().1,
            sentence.replace("daisy", "rose")
        );
        assert_eq!(
            again(&text, sentence, &text.replace(sentence, "Gone.")),
            None
        );
    }

    #[test]
    fn blanks_of_another_block_are_no_words_of_the_part() {
        let document = document("aé\n\nb\n\n  aé a");
        let span = Span::new(0, 9);
        assert!(document.body.slice(span).ends_with(char::is_whitespace));
        assert_eq!(Anchor::of(&document, span).place(&document), Some(span));
    }

    #[test]
    fn a_long_part_is_found_by_its_two_ends() {
        let long = "word ".repeat(400);
        let text = format!("Before. Begin {long}end. After.");
        let part = format!("Begin {long}end.");
        let changed = format!(
            "More before that. {}",
            text.replace("word word word word ", "word ")
        );
        let (start, found) = again(&text, &part, &changed).unwrap();
        assert_eq!(start, 26);
        assert!(found.starts_with("Begin word") && found.ends_with("word end."));
    }

    proptest! {
        #[test]
        fn any_part_is_where_it_was(text in "[ab é\\n]{1,40}", cut in any::<(usize, usize)>()) {
            let document = document(&text);
            let text = document.body.slice(Span::new(0, usize::MAX)).into_owned();
            let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let (one, other) = (ends[cut.0 % ends.len()], ends[cut.1 % ends.len()]);
            let span = Span::new(one.min(other), one.max(other));
            let anchor = Anchor::of(&document, span);
            if !text[span.range()].trim().is_empty() {
                prop_assert_eq!(anchor.place(&document), Some(span));
            }
        }
    }
}
