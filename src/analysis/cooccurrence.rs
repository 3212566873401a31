//! Co-occurrence: which terms meet, and how often.
//!
//! Responsible for what a meeting is, and for the figures of a pair. A hit that overlaps one before it
//! does not meet it: it is a part of the same words.

use super::{passage::Passage, tokens::Tokens};
use crate::{
    collection::{
        document::{Document, Stretch},
        reading::Reading,
    },
    keyword::{Hit, TermId},
    text::{span::Span, words},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// How near two terms have to be to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In the same block.
    Paragraph,
    /// In the same sentence (UAX #29).
    Sentence,
    /// In the same block, with at most so many words between them.
    Words(usize),
}

/// Words between two hits that can be asked for, at most.
pub const MOST_WORDS: usize = 100;

/// As it is asked for: `paragraph`, `sentence`, or the number of words.
impl fmt::Display for Within {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph => formatter.write_str("paragraph"),
            Self::Sentence => formatter.write_str("sentence"),
            Self::Words(words) => write!(formatter, "{words}"),
        }
    }
}

/// What does not say how near two terms have to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("terms meet within a paragraph, a sentence or a number of words, 0 to {MOST_WORDS}")]
pub struct NoWithin;

impl FromStr for Within {
    type Err = NoWithin;

    /// From `paragraph`, `sentence` or a number of words, at most [`MOST_WORDS`].
    fn from_str(text: &str) -> Result<Self, NoWithin> {
        match text {
            "paragraph" => Ok(Self::Paragraph),
            "sentence" => Ok(Self::Sentence),
            _ => match text.parse() {
                Ok(words @ 0..=MOST_WORDS) => Ok(Self::Words(words)),
                _ => Err(NoWithin),
            },
        }
    }
}

/// Two terms that meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one that comes first in the keyword set.
    pub first: TermId,
    /// The other.
    pub second: TermId,
    /// The paragraphs or sentences with both; where words are counted, the hits of either that have a
    /// hit of the other near.
    pub count: usize,
    /// The paragraphs or sentences with the first; where words are counted, its hits.
    pub first_places: usize,
    /// Those of the other.
    pub second_places: usize,
    /// The count, divided by the paragraphs or sentences with at least one of the two, or by all
    /// their hits (Jaccard): from 0, never, to 1, always.
    pub jaccard: f64,
}

/// The meetings of terms in any number of texts.
#[derive(Debug, Clone)]
pub struct Meetings {
    within: Within,
    /// The places of each term: units of text, or hits.
    places: BTreeMap<TermId, usize>,
    /// Those of each pair.
    shared: BTreeMap<(TermId, TermId), usize>,
}

/// A hit as its meetings see it.
#[derive(Debug, Clone, Copy)]
struct Place {
    term: TermId,
    /// The words before it, from the beginning of the part that is read on, where words are counted.
    before: usize,
    /// The same and its own.
    through: usize,
    /// The first byte of its paragraph or sentence.
    unit: usize,
}

impl Meetings {
    /// No meetings yet.
    pub const fn new(within: Within) -> Self {
        Self {
            within,
            places: BTreeMap::new(),
            shared: BTreeMap::new(),
        }
    }

    /// Adds the meetings of `hits`, which are in order of start, in `document`.
    pub fn add(&mut self, document: &Document, hits: &[Hit]) {
        self.add_part(document, Span::new(0, usize::MAX), hits);
    }

    /// The same where all hits lie in `part`, which begins and ends where a block does or the document.
    pub fn add_part(&mut self, document: &Document, part: Span, hits: &[Hit]) {
        let places = places(document, part, hits, self.within);
        for unit in places.chunk_by(|one, other| one.unit == other.unit) {
            match self.within {
                Within::Paragraph | Within::Sentence => self.add_unit(unit),
                Within::Words(words) => self.add_near(unit, words),
            }
        }
    }

    /// Adds the meetings of other texts, or of other parts of one.
    pub fn extend(&mut self, other: Self) {
        for (term, count) in other.places {
            *self.places.entry(term).or_default() += count;
        }
        for (pair, count) in other.shared {
            *self.shared.entry(pair).or_default() += count;
        }
    }

    fn add_unit(&mut self, hits: &[Place]) {
        let terms: BTreeSet<TermId> = hits.iter().map(|hit| hit.term).collect();
        for &term in &terms {
            *self.places.entry(term).or_default() += 1;
            for &later in terms.range(term..).skip(1) {
                *self.shared.entry((term, later)).or_default() += 1;
            }
        }
    }

    fn add_near(&mut self, hits: &[Place], words: usize) {
        for hit in hits {
            *self.places.entry(hit.term).or_default() += 1;
            let low = hits.partition_point(|other| other.through + words < hit.before);
            let high = hits.partition_point(|other| other.before <= hit.through + words);
            let near: BTreeSet<TermId> = hits[low..high].iter().map(|other| other.term).collect();
            for other in near.into_iter().filter(|&other| other != hit.term) {
                let pair = (hit.term.min(other), hit.term.max(other));
                *self.shared.entry(pair).or_default() += 1;
            }
        }
    }

    /// The pairs that meet, by falling count, then by falling Jaccard, then in the order of the set.
    #[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
    pub fn pairs(&self) -> Vec<Pair> {
        let pair = |(&(first, second), &count): (&(TermId, TermId), &usize)| {
            let (first_places, second_places) = (self.places[&first], self.places[&second]);
            let of_both = first_places + second_places;
            let either = match self.within {
                // What both are in was counted for each.
                Within::Paragraph | Within::Sentence => of_both - count,
                Within::Words(_) => of_both,
            };
            Pair {
                first,
                second,
                count,
                first_places,
                second_places,
                jaccard: count as f64 / either as f64,
            }
        };
        let mut pairs: Vec<Pair> = self.shared.iter().map(pair).collect();
        pairs.sort_by(|one, other| {
            let by_count = other.count.cmp(&one.count);
            by_count.then_with(|| other.jaccard.total_cmp(&one.jaccard))
        });
        pairs
    }
}

/// The hits that can meet, with their places.
fn places(document: &Document, part: Span, hits: &[Hit], within: Within) -> Vec<Place> {
    let mut blocks = Blocks::from(document, part.start);
    let mut tokens = match within {
        Within::Paragraph | Within::Sentence => None,
        Within::Words(_) => Some(Tokens::within(document, part, true).peekable()),
    };
    let mut words_before = 0;
    let mut passage: Option<Passage<'_>> = None;
    let mut places = Vec::new();
    let mut end = 0;
    for hit in hits {
        if hit.span.start < end {
            continue;
        }
        end = hit.span.end;
        let mut unit = blocks.start_of(hit.span.start);
        if within == Within::Sentence {
            if !passage.as_ref().is_some_and(|it| it.is_around(hit.span)) {
                passage = Passage::around(document, hit.span);
            }
            unit = passage.as_ref().map_or(unit, |passage| {
                let at = hit.span.start - passage.span.start;
                let sentences = words::sentences(&passage.text);
                let after = sentences.partition_point(|sentence| sentence.end <= at);
                let sentence = sentences.get(after);
                sentence.map_or(0, |sentence| sentence.start) + passage.span.start
            });
        }
        let mut own_words = 0;
        if let Some(tokens) = &mut tokens {
            while tokens
                .next_if(|token| token.span.end <= hit.span.start)
                .is_some()
            {
                words_before += 1;
            }
            own_words = words::count(&document.body.slice(hit.span));
        }
        places.push(Place {
            term: hit.term,
            before: words_before,
            through: words_before + own_words,
            unit,
        });
    }
    places
}

/// The blocks of a document, asked for from front to back.
struct Blocks<'a> {
    reading: Reading<'a>,
    next: Option<Stretch>,
    /// The first byte of the block that was asked for last.
    start: usize,
}

impl<'a> Blocks<'a> {
    /// The blocks from byte `start` on, where the first of them begins.
    fn from(document: &'a Document, start: usize) -> Self {
        let mut reading = Reading::new(document);
        let next = reading.stretch_at(start);
        Self {
            reading,
            next,
            start,
        }
    }

    /// The first byte of the block that holds byte `offset`, which lies no earlier than the one before.
    fn start_of(&mut self, offset: usize) -> usize {
        while let Some(next) = self.next.filter(|it| it.block.span.start <= offset) {
            if next.begins_block {
                self.start = next.block.span.start;
            }
            self.next = self.reading.stretch_after(&next);
        }
        self.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::samples::document,
        keyword::{self, Matcher, set},
        text::span::Span,
    };

    const SET: &str = r#"
[[category]]
id = "c"
mark = "C"
[[term]]
category = "c"
id = "iran"
aliases = ["Iran"]
[[term]]
category = "c"
id = "summit"
aliases = ["summit", "free Iran summit"]
[[term]]
category = "c"
id = "senate"
aliases = ["Senate"]
"#;

    const TEXT: &str = "Iran has a senate. The summit met.\n\nA summit on Iran, in Iran.\n\n\
        The senate met.\n\nThe Free Iran Summit.";

    fn pairs(within: Within) -> Vec<(u32, u32, usize, String)> {
        let document = document(TEXT);
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
        let mut meetings = Meetings::new(within);
        meetings.add(&document, &hits);
        let pair = |pair: Pair| {
            let jaccard = format!("{:.3}", pair.jaccard);
            (pair.first.0, pair.second.0, pair.count, jaccard)
        };
        meetings.pairs().into_iter().map(pair).collect()
    }

    fn pair(first: u32, second: u32, count: usize, jaccard: &str) -> (u32, u32, usize, String) {
        (first, second, count, jaccard.to_owned())
    }

    #[test]
    fn terms_meet_in_a_paragraph_but_not_inside_one_another() {
        let wanted = [
            pair(0, 1, 2, "0.667"),
            pair(0, 2, 1, "0.333"),
            pair(1, 2, 1, "0.250"),
        ];
        assert_eq!(pairs(Within::Paragraph), wanted);
    }

    #[test]
    fn terms_meet_in_a_sentence() {
        let wanted = [pair(0, 2, 1, "0.333"), pair(0, 1, 1, "0.250")];
        assert_eq!(pairs(Within::Sentence), wanted);
    }

    #[test]
    fn terms_meet_within_so_many_words_of_a_paragraph() {
        // Iran and summit: `summit on Iran`, not the second `Iran`. Senate and summit: `senate. The summit`.
        let wanted = [pair(1, 2, 2, "0.400"), pair(0, 1, 2, "0.333")];
        assert_eq!(pairs(Within::Words(1)), wanted);
    }

    #[test]
    fn what_meets_in_the_parts_of_a_text_is_what_meets_in_all_of_it() {
        let document = document(&format!("{TEXT}\n\n").repeat(9));
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        for within in [Within::Paragraph, Within::Sentence, Within::Words(1)] {
            let meetings = |count| {
                let mut all = Meetings::new(within);
                for part in document.parts(count) {
                    let mut meetings = Meetings::new(within);
                    let hits = keyword::scan(&document, &matcher, part);
                    meetings.add_part(&document, part, &hits);
                    all.extend(meetings);
                }
                all.pairs()
            };
            assert_eq!(meetings(7), meetings(1));
            assert_eq!(meetings(1)[0].count, 9 * pairs(within)[0].2);
        }
    }

    #[test]
    fn the_figures_of_a_pair_can_be_worked_out_again() {
        let places = |within| {
            let document = document(TEXT);
            let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
            let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
            let mut meetings = Meetings::new(within);
            meetings.add(&document, &hits);
            let first = meetings.pairs().remove(0);
            (first.count, first.first_places, first.second_places)
        };
        // Iran in two paragraphs, the summit in three, two of them the same.
        assert_eq!(places(Within::Paragraph), (2, 2, 3));
        // The summit three times, the senate twice; `senate. The summit`.
        assert_eq!(places(Within::Words(1)), (2, 3, 2));
    }

    #[test]
    fn how_near_is_read_as_it_is_written() {
        for text in ["paragraph", "sentence", "0", "100"] {
            assert_eq!(text.parse::<Within>().unwrap().to_string(), text);
        }
        for text in ["101", "-1", "page", ""] {
            assert_eq!(text.parse::<Within>(), Err(NoWithin));
        }
    }

    #[test]
    fn words_of_a_hit_do_not_lie_between_it_and_another() {
        let document = document("The free Iran summit of the Senate.");
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
        let meet = |words| {
            let mut meetings = Meetings::new(Within::Words(words));
            meetings.add(&document, &hits);
            !meetings.pairs().is_empty()
        };
        assert_eq!([1, 2].map(meet), [false, true]);
    }
}
