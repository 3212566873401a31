//! Finding parts of a text again after the text was changed.
//!
//! Responsible for never taking other words for those that were noted without saying so: what has been found says
//! what has changed, and what cannot be told is not found. Many are looked for together, in one pass over the text.

use super::{
    Anchor, Beside,
    occurrences::{Occurrences, Pieces, numbers},
    sum_of,
};
use crate::{
    collection::{document::Document, unit::Unit},
    text::{span::Span, words::one_line},
};
use std::cmp::Reverse;

/// Where a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub span: Span,
    /// What has changed.
    pub change: Change,
}

/// What of a part of a text is another than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing.
    None,
    /// Nothing that stood beside it stands there.
    Around,
    /// Its words.
    Words,
}

impl Change {
    /// In words, where there is one.
    pub const fn in_words(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Around => Some("the text around it has changed"),
            Self::Words => Some("the text has changed here"),
        }
    }
}

/// Places with the same words that are compared; more say nothing.
pub(super) const MOST_COMPARED: usize = 200;

/// Bytes of text to each side of where a part should be in which something like it is looked for. Finding sentences
/// and words takes some 50 ms for a megabyte, so of many parts each has less.
const NEAR: usize = 64 << 10;

/// No part has less than that.
const LEAST_NEAR: usize = 1 << 10;

/// Words of so many bytes are enough to know a part by; fewer need neighbours.
const TELLING: usize = 40;

/// Bytes that have to be the same on a side for a neighbour to be known again.
const SHARED: usize = 12;

/// Bytes on one side that are enough where those on the other have changed.
const PLENTY: usize = 32;

/// How much of the words of a sentence or block has to be the same where some were changed and a neighbour is known
/// again: Dice's coefficient, in hundredths.
const LIKE: usize = 60;

/// The same where it stands between the same neighbours and has enough words to be compared.
const SOMEWHAT_LIKE: usize = 30;

/// The same where no neighbour is known again.
const LIKE_ALONE: usize = 90;

/// Bytes of words in which so much likeness is no accident.
const LONG: usize = 160;

/// Where each of the anchors is in `document` now; `None` where it cannot be told.
///
/// Of several places with the same words the one is taken that has most of what stood before and after, then the one
/// nearest to where it was; a few words alone say nothing without their neighbours, and a short block is looked for
/// among short blocks. Where the words were changed, what stands between the same neighbours is taken, unless many
/// words have all become others, or else the sentence or block near by that has most of its words and a neighbour of theirs, but not what was that neighbour.
pub fn place_all(document: &Document, anchors: &[&Anchor]) -> Vec<Option<Found>> {
    let mut found: Vec<Option<Found>> = anchors
        .iter()
        .map(|anchor| anchor.where_it_was(document))
        .collect();
    let lost = |found: &[Option<Found>]| -> Vec<usize> {
        let lost = (0..anchors.len()).filter(|&index| found[index].is_none());
        lost.filter(|&index| !anchors[index].exact.is_empty())
            .collect()
    };
    let moved = lost(&found);
    if moved.is_empty() {
        return found;
    }
    let wanted: Vec<&Anchor> = moved.iter().map(|&index| anchors[index]).collect();
    let words = Occurrences::of(document, &wanted);
    for index in moved {
        found[index] = anchors[index]
            .by_words(document, &words)
            .or_else(|| anchors[index].by_neighbours(document, &words));
    }
    let changed = lost(&found);
    let changed: Vec<usize> = changed
        .into_iter()
        .filter(|&index| anchors[index].may_be_likened())
        .collect();
    let reach = (NEAR * 4 / changed.len().max(1)).clamp(LEAST_NEAR, NEAR);
    let near = |index: &usize| {
        let at = expected(anchors, &found, anchors[*index].start);
        let end = at + anchors[*index].end - anchors[*index].start;
        Span::new(at.saturating_sub(reach), end.saturating_add(reach))
    };
    let near: Vec<Span> = changed.iter().map(near).collect();
    let wanted = changed.iter().map(|&index| anchors[index].unit());
    let pieces = Pieces::of(document, wanted.zip(near.iter().copied()));
    for (index, near) in changed.into_iter().zip(near) {
        found[index] = anchors[index].by_likeness(document, &pieces, near);
    }
    found
}

/// Where what was at byte `at` should be, as the nearest that was found has moved.
fn expected(anchors: &[&Anchor], found: &[Option<Found>], at: usize) -> usize {
    let found = anchors.iter().zip(found);
    let found =
        found.filter_map(|(anchor, found)| Some((anchor.start, found.as_ref()?.span.start)));
    let nearest = found.min_by_key(|(was, _)| was.abs_diff(at));
    nearest.map_or(at, |(was, is)| (at + is).saturating_sub(was))
}

/// How much of what stood on one side of a part stands on that side of another.
#[derive(Debug, Clone, Copy)]
struct Side {
    /// Bytes that are the same in the block.
    inside: usize,
    /// Bytes that are the same in the next block, where both end at the same place of theirs.
    across: usize,
    /// Bytes that there were in the block.
    had_inside: usize,
    /// Bytes that there were in the next.
    had_across: usize,
    /// Whether both have nothing more in their blocks.
    meets: bool,
}

impl Side {
    /// By what stood inside and across, then what does, and how much of two texts is the same from here on.
    fn of(had: (&str, &str), has: (&str, &str), shared: fn(&str, &str) -> usize) -> Self {
        let inside = shared(had.0, has.0);
        let is_all = inside == had.0.len() && inside == has.0.len();
        Self {
            inside,
            across: if is_all { shared(had.1, has.1) } else { 0 },
            had_inside: had.0.len(),
            had_across: had.1.len(),
            meets: had.0.is_empty() && has.0.is_empty(),
        }
    }

    const fn shared(self) -> usize {
        self.inside + self.across
    }

    const fn had(self) -> usize {
        self.had_inside + self.had_across
    }

    /// Whether the neighbour is known again; where there was none, whether there is none in the block.
    fn is_known(self) -> bool {
        match self.had() {
            0 => self.meets,
            had => self.shared() >= SHARED.min(had),
        }
    }

    /// Whether so much of the same block is known again that the other side need not be.
    fn is_plenty(self) -> bool {
        self.inside >= SHARED && self.inside >= PLENTY.min(self.had_inside)
    }
}

/// How far two surroundings agree.
#[derive(Debug, Clone, Copy)]
struct Sides {
    before: Side,
    after: Side,
}

impl Sides {
    const fn shared(self) -> usize {
        self.before.shared() + self.after.shared()
    }

    /// Whether there was anything that could be known again.
    const fn had_any(self) -> bool {
        self.before.had() + self.after.had() > 0
    }

    /// Whether what stands here, whatever it says, stands where what was noted stood.
    fn is_between(self) -> bool {
        let (before, after) = (self.before.had(), self.after.had());
        let least = if before > 0 && after > 0 {
            SHARED
        } else {
            2 * SHARED
        };
        self.before.is_known()
            && self.after.is_known()
            && self.shared() >= (2 * SHARED).min(before + after).max(least)
    }

    /// Whether a few words that stand here are those that were noted.
    fn is_enough(self) -> bool {
        let (before, after) = (self.before, self.after);
        if before.had_inside + after.had_inside > 0 {
            return before.is_known() && after.is_known()
                || before.is_plenty()
                || after.is_plenty();
        }
        // It was a block, and is one.
        let is_known = |side: Side| side.had_across > 0 && side.is_known();
        before.meets && after.meets && (!self.had_any() || is_known(before) || is_known(after))
    }
}

impl Anchor {
    /// Where it is, if that is where it was.
    fn where_it_was(&self, document: &Document) -> Option<Found> {
        let known = Span::new(self.start, self.end);
        if self.exact.is_empty() || !self.is_at(document, known) {
            return None;
        }
        let is_sure = self.is_telling() || self.sides(document, known).is_enough();
        is_sure.then(|| Found {
            span: known,
            change: self.change_of_words(document, known),
        })
    }

    /// Whether it stands where it was in `document`, and its words are many enough to say that it is the same text.
    pub fn is_unmoved(&self, document: &Document) -> bool {
        self.is_telling() && self.is_at(document, Span::new(self.start, self.end))
    }

    /// Whether its words are many enough to be known without neighbours.
    pub const fn is_telling(&self) -> bool {
        self.exact.len() + self.last.len() >= TELLING
    }

    /// Whether its words stand at `span`, as far as they are kept.
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

    /// Whether its words, which begin and end `span`, are all the same.
    fn change_of_words(&self, document: &Document, span: Span) -> Change {
        let is_same = self.is_at(document, span)
            && (self.sum == 0 || self.sum == sum_of(&one_line(&document.body.slice(span))));
        if is_same { Change::None } else { Change::Words }
    }

    /// How far what stands around `span` is what stood around it.
    fn sides(&self, document: &Document, span: Span) -> Sides {
        let has = Beside::of(document, span);
        let had = &self.beside;
        Sides {
            before: Side::of(
                (&had.before, &had.above),
                (&has.before, &has.above),
                shared_end,
            ),
            after: Side::of(
                (&had.after, &had.below),
                (&has.after, &has.below),
                shared_start,
            ),
        }
    }

    /// How far from where it was something stands.
    const fn distance(&self, span: Span) -> usize {
        span.start.abs_diff(self.start)
    }

    /// The best of the places where its words stand.
    fn by_words(&self, document: &Document, words: &Occurrences) -> Option<Found> {
        let places = words.nearest(&self.exact, self.start);
        let places = places.into_iter().filter_map(|first| {
            if self.last.is_empty() {
                return Some(first);
            }
            // It may have become somewhat longer.
            let longest = (self.end - self.start) * 2;
            let lasts = words.within(&self.last, Span::new(first.start, first.start + longest));
            let last = lasts
                .iter()
                .filter(|last| last.end > first.end)
                .min_by_key(|last| (last.end - first.start).abs_diff(self.end - self.start))?;
            Some(Span::new(first.start, last.end))
        });
        let sure: Vec<(Span, Sides)> = places
            .map(|place| (place, self.sides(document, place)))
            .filter(|(_, sides)| self.is_telling() || sides.is_enough())
            .collect();
        let &(span, sides) = sure
            .iter()
            .max_by_key(|(place, sides)| (sides.shared(), Reverse(self.distance(*place))))?;
        let is_alone = sides.had_any() && sides.shared() < SHARED && !sides.is_enough();
        // Nothing tells several that are alone apart.
        if is_alone && sure.len() > 1 {
            return None;
        }
        let change = self.change_of_words(document, span);
        let around = if is_alone {
            Change::Around
        } else {
            Change::None
        };
        Some(Found {
            span,
            change: change.max(around),
        })
    }

    /// What stands between its neighbours, where it is about as long as it was. What had none on one side
    /// stood at an end of its block.
    fn by_neighbours(&self, document: &Document, words: &Occurrences) -> Option<Found> {
        let longest = (self.end - self.start) * 2 + super::BESIDE;
        let block = |at: usize| document.unit_at(at, Unit::Block);
        let Beside {
            before,
            after,
            above,
            below,
        } = &self.beside;
        let nearest = |words: &Occurrences, needle| words.nearest(needle, self.start).into_iter();
        let between: Vec<Span> = match (before.is_empty(), after.is_empty()) {
            (true, true) if !above.is_empty() => nearest(words, above)
                .filter_map(|above| document.unit_after(block(above.start)?, Unit::Block))
                .collect(),
            (true, true) => nearest(words, below)
                .filter_map(|below| document.unit_before(block(below.start)?, Unit::Block))
                .collect(),
            (false, true) => nearest(words, before)
                .filter_map(|before| Some(Span::new(before.end, block(before.start)?.end)))
                .collect(),
            (true, false) => nearest(words, after)
                .filter_map(|after| Some(Span::new(block(after.start)?.start, after.start)))
                .collect(),
            (false, false) => nearest(words, before)
                .filter_map(|before| {
                    let rest = Span::new(before.end, before.end.saturating_add(longest));
                    let after = words.within(after, rest).first()?;
                    Some(Span::new(before.end, after.start))
                })
                .collect(),
        };
        let trimmed = between.into_iter().filter_map(|span| {
            if span.end - span.start > 2 * longest {
                return None;
            }
            let text = document.body.slice(span);
            let start = span.start + text.len() - text.trim_start().len();
            let end = span.end - (text.len() - text.trim_end().len());
            (start < end && end - start <= longest).then(|| Span::new(start, end))
        });
        let known = trimmed.filter(|span| {
            let text = one_line(&document.body.slice(*span));
            self.sides(document, *span).is_between()
                && !self.is_neighbour(&text)
                && (!self.is_telling() || self.is_somewhat_like(&text))
        });
        let span = known.min_by_key(|place| self.distance(*place))?;
        Some(Found {
            span,
            change: Change::Words,
        })
    }

    /// Whether these words have not all taken the place of its own.
    fn is_somewhat_like(&self, words: &str) -> bool {
        likeness(&numbers(&self.words()), &numbers(words)) >= SOMEWHAT_LIKE
    }

    /// Whether something like it may be it.
    fn may_be_likened(&self) -> bool {
        self.last.is_empty() && self.exact.len() >= TELLING
    }

    /// What it may have become: a sentence, or where it was a whole block a block.
    fn unit(&self) -> Unit {
        if self.beside.before.is_empty() && self.beside.after.is_empty() {
            Unit::Block
        } else {
            Unit::Sentence
        }
    }

    /// The sentence near by, or where it was a whole block the block, that has most of its words.
    fn by_likeness(&self, document: &Document, pieces: &Pieces, near: Span) -> Option<Found> {
        let own = numbers(&self.exact);
        let mut like: Vec<(usize, Span)> = pieces
            .within(self.unit(), near)
            .iter()
            .filter(|piece| piece.span.end - piece.span.start <= 4 * self.exact.len())
            .map(|piece| (likeness(&own, &piece.words), piece.span))
            .filter(|&(like, _)| like >= LIKE)
            .collect();
        like.sort_by_key(|&(like, span)| (Reverse(like), self.distance(span)));
        like.truncate(MOST_COMPARED);
        like.retain(|&(_, span)| !self.is_neighbour(&one_line(&document.body.slice(span))));
        let is_known = |span: Span| self.sides(document, span).shared() >= SHARED;
        let known = like.iter().find(|(_, span)| is_known(*span));
        let mut alone = like.iter().filter(|(like, _)| *like >= LIKE_ALONE);
        let alone = alone
            .next()
            .filter(|_| self.exact.len() >= LONG && alone.next().is_none());
        let (_, span) = known.or(alone)?;
        Some(Found {
            span: *span,
            change: Change::Words,
        })
    }

    /// Whether these words are what stood before or after it: all that is kept of that, or more than of itself.
    fn is_neighbour(&self, words: &str) -> bool {
        let Beside {
            before,
            after,
            above,
            below,
        } = &self.beside;
        let next = if after.is_empty() { below } else { after };
        let previous = if before.is_empty() { above } else { before };
        let is_it = |shared: fn(&str, &str) -> usize, neighbour: &str| {
            let same = shared(words, neighbour);
            let is_more = same == neighbour.len() || same > shared(words, &self.exact);
            same >= SHARED && is_more
        };
        is_it(shared_start, next) || is_it(shared_end, previous)
    }
}

/// How much of their words two texts have in common, in hundredths: Dice's coefficient. Both in order.
fn likeness(one: &[u64], other: &[u64]) -> usize {
    let (mut at, mut beside, mut shared) = (0, 0, 0);
    while at < one.len() && beside < other.len() {
        match one[at].cmp(&other[beside]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => beside += 1,
            std::cmp::Ordering::Equal => {
                (at, beside, shared) = (at + 1, beside + 1, shared + 1);
            }
        }
    }
    200 * shared / (one.len() + other.len()).max(1)
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
