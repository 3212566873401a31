//! What the worker has found in the documents: hits and words.
//!
//! One set of hits; the counts here and everything that is painted are read from it.

use crate::{
    collection::document::Document,
    keyword::{Hit, KeywordSet, Matcher, Scan, adhoc::Removed},
    text::{span::Span, words},
};
use std::sync::Arc;

/// What has been found so far in all documents.
#[derive(Debug, Default)]
pub struct Findings {
    /// The keywords looked for.
    pub keywords: Arc<KeywordSet>,
    documents: Vec<Found>,
    /// What is found in a document that there is not.
    nothing: Found,
    totals: Vec<usize>,
    /// The number of the search that is under way; results of earlier ones come too late.
    search: u32,
    /// Grows with every change.
    revision: u64,
}

/// What has been found so far in one document.
#[derive(Debug, Default, Clone)]
pub struct Found {
    /// Every hit, in order of start.
    pub hits: Vec<Hit>,
    /// For each hit the words of the document that end at or before its start.
    pub word_indexes: Vec<u32>,
    /// Hits of each category, in the order of the set's categories.
    pub by_category: Vec<usize>,
    /// Words counted.
    pub words: usize,
    /// Whether the whole document has been looked at.
    pub complete: bool,
    /// Whether it was found by an earlier search, whose keywords are still the same in part.
    stale: bool,
}

impl Found {
    /// Whether the whole document has been looked at for the keywords that there are now.
    pub const fn is_whole(&self) -> bool {
        self.complete && !self.stale
    }
}

/// A part of a document that has been looked at.
#[derive(Debug, Default, Clone)]
pub struct Part {
    /// Its hits, after all those of the parts before.
    pub hits: Vec<Hit>,
    /// For each hit the words of this part that end at or before its start.
    pub word_indexes: Vec<u32>,
    /// Its words.
    pub words: usize,
    /// Whether it is the last one.
    pub last: bool,
}

impl Part {
    /// The parts of a document as one.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.extend(part);
        }
        joined
    }

    /// Adds the part that follows this one.
    pub fn extend(&mut self, mut next: Self) {
        self.hits.append(&mut next.hits);
        let before = self.words as u32;
        let indexes = next.word_indexes.iter().map(|index| index + before);
        self.word_indexes.extend(indexes);
        self.words += next.words;
        self.last = next.last;
    }
}

impl Findings {
    /// Nothing yet of `keywords` in so many documents.
    pub fn new(documents: usize, keywords: Arc<KeywordSet>) -> Self {
        let none = vec![0; keywords.categories.len()];
        let found = Found {
            by_category: none.clone(),
            ..Found::default()
        };
        Self {
            keywords,
            documents: vec![found.clone(); documents],
            nothing: found,
            totals: none,
            search: 0,
            revision: 0,
        }
    }

    /// Numbers searches, and changes, on after those of `before`, so that no result of it is taken for one of these.
    pub(super) const fn follow(&mut self, before: &Self) {
        self.search = before.search + 1;
        self.revision = before.revision + 1;
    }

    /// The number of the search that is under way.
    pub const fn search(&self) -> u32 {
        self.search
    }

    /// A number that grows with every change of what has been found.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether every document has been looked at by the search that is under way.
    pub fn is_complete(&self) -> bool {
        self.documents.iter().all(Found::is_whole)
    }

    /// Forgets a term and its hits; the others stay, under their new numbers.
    pub fn forget(&mut self, removed: &Removed) {
        self.revision += 1;
        self.keywords = Arc::new(removed.set.clone());
        let kept = |counts: &mut Vec<usize>| {
            let old = std::mem::take(counts);
            let kept = old.into_iter().enumerate();
            let kept = kept.filter(|&(category, _)| removed.category_after(category).is_some());
            counts.extend(kept.map(|(_, count)| count));
        };
        kept(&mut self.totals);
        kept(&mut self.nothing.by_category);
        for found in &mut self.documents {
            kept(&mut found.by_category);
            let indexes = std::mem::take(&mut found.word_indexes);
            let hits = std::mem::take(&mut found.hits);
            for (hit, index) in hits.into_iter().zip(indexes) {
                if let Some(term) = removed.term_after(hit.term) {
                    found.hits.push(Hit { term, ..hit });
                    found.word_indexes.push(index);
                }
            }
        }
    }

    /// Begins another search, for `keywords`. Where they only add to the old ones, what was found of
    /// those stays until the new search comes to it.
    pub fn renew(&mut self, keywords: Arc<KeywordSet>) {
        let old = std::mem::replace(&mut self.keywords, keywords);
        let adds = self.keywords.terms.starts_with(&old.terms)
            && self.keywords.categories.starts_with(&old.categories);
        let fresh = Self::new(self.documents.len(), Arc::clone(&self.keywords));
        let search = self.search + 1;
        self.revision += 1;
        if !adds {
            *self = Self {
                search,
                revision: self.revision,
                ..fresh
            };
            return;
        }
        self.search = search;
        self.nothing = fresh.nothing;
        self.totals.resize(self.keywords.categories.len(), 0);
        for found in &mut self.documents {
            found.stale = true;
            found.by_category.resize(self.keywords.categories.len(), 0);
        }
    }

    /// Adds what search number `search` has found in the next part of document number `index`.
    pub fn add(&mut self, search: u32, index: usize, mut part: Part) {
        if search != self.search {
            return;
        }
        self.revision += 1;
        let found = &mut self.documents[index];
        if found.stale {
            for (total, here) in self.totals.iter_mut().zip(&found.by_category) {
                *total -= here;
            }
            *found = self.nothing.clone();
        }
        for hit in &part.hits {
            let category = self.keywords.terms[hit.term.index()].category;
            found.by_category[category] += 1;
            self.totals[category] += 1;
        }
        found.hits.append(&mut part.hits);
        let before = found.words as u32;
        let indexes = part.word_indexes.iter().map(|index| index + before);
        found.word_indexes.extend(indexes);
        found.words += part.words;
        found.complete |= part.last;
    }

    /// What has been found in document number `index`.
    pub fn of(&self, index: usize) -> &Found {
        self.documents.get(index).unwrap_or(&self.nothing)
    }

    /// The words of `document`, which has number `index`, where they are known.
    pub fn words(&self, index: usize, document: &Document) -> Option<usize> {
        let found = self.of(index);
        document.words.or(found.complete.then_some(found.words))
    }

    /// Hits of a category in all documents.
    pub fn total(&self, category: usize) -> usize {
        self.totals.get(category).copied().unwrap_or(0)
    }

    /// Whether there is any keyword to look for.
    pub fn has_keywords(&self) -> bool {
        !self.keywords.terms.is_empty()
    }
}

/// A search through one document for keywords and words, part by part.
pub struct Look<'a> {
    document: &'a Document,
    scan: Scan<'a>,
    done: usize,
}

/// Bytes looked at before a part is handed over: some milliseconds' work.
const PART_BYTES: usize = 256 * 1024;

impl<'a> Look<'a> {
    /// A search that has looked at nothing yet.
    pub fn new(document: &'a Document, matcher: &'a Matcher) -> Self {
        Self::within(document, matcher, Span::new(0, usize::MAX))
    }

    /// The same in one of the document's parts, of whole blocks.
    pub fn within(document: &'a Document, matcher: &'a Matcher, part: Span) -> Self {
        Self {
            document,
            scan: Scan::within(document, matcher, part),
            done: part.start,
        }
    }

    /// What all the rest of the document holds.
    pub fn whole(mut self) -> Part {
        let mut whole = self.part();
        while !whole.last {
            whole.extend(self.part());
        }
        whole
    }

    /// What the next part of the document holds.
    pub fn part(&mut self) -> Part {
        let from = self.done;
        let mut part = Part::default();
        while self.done - from < PART_BYTES {
            let Some(done) = self.scan.step(&mut part.hits) else {
                part.last = true;
                break;
            };
            self.done = done;
        }
        let text = self.document.body.slice(Span::new(from, self.done));
        if part.hits.is_empty() {
            part.words = words::count(&text);
        } else {
            count(&text, from, &mut part);
        }
        part
    }
}

/// Counts the words of `text`, which begins at byte `from`, and those before each hit.
///
/// A blank parts words, so the text between two hits is counted from blank to blank: counting is
/// several times faster than going from word to word.
fn count(text: &str, from: usize, part: &mut Part) {
    const BLANKS: [char; 2] = [' ', '\n'];
    let mut counted = 0;
    for hit in &part.hits {
        let at = (hit.span.start - from).clamp(counted, text.len());
        let blank = text[counted..at]
            .rfind(BLANKS)
            .map_or(counted, |blank| counted + blank);
        part.words += words::count(&text[counted..blank]);
        counted = blank;
        let end = text[at..]
            .find(BLANKS)
            .map_or(text.len(), |blank| at + blank);
        let before = words::words(&text[counted..end])
            .filter(|(start, word)| counted + start + word.len() <= at)
            .count();
        part.word_indexes.push((part.words + before) as u32);
    }
    part.words += words::count(&text[counted..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyword::TermId;

    #[test]
    fn words_before_a_hit_are_those_that_end_at_or_before_its_start() {
        let text = "One, two-three can't\nfour  fünf.\n\n3.14 (six)";
        let starts = [
            "One", "two", "three", "can't", "an't", "fünf", "3.14", "14", "six",
        ];
        let hit = |word: &&str| {
            let start = 100 + text.find(*word).unwrap();
            Hit {
                span: Span::new(start, start + word.len()),
                term: TermId(0),
                alias: 0,
            }
        };
        let mut part = Part {
            hits: starts.iter().map(hit).collect(),
            ..Part::default()
        };
        count(text, 100, &mut part);
        let naive = |hit: &Hit| {
            let ends = words::words(text).map(|(at, word)| 100 + at + word.len());
            ends.filter(|&end| end <= hit.span.start).count() as u32
        };
        let wanted: Vec<u32> = part.hits.iter().map(naive).collect();
        assert_eq!(part.word_indexes, wanted);
        assert_eq!(part.words, words::count(text));
        assert_eq!(wanted, [0, 1, 2, 3, 3, 5, 6, 6, 7]);
    }
}
