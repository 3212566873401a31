//! What takes time in proportion to the texts: the figures that count words, the rows of a long
//! concordance.
//!
//! Responsible for what is to be counted for what is shown, for counting it, and for keeping the answer
//! for as long as it holds. What is short is counted at once; what is not, a thread of the shell counts
//! with the same [`Count::run`]. The invariant: an answer is kept with all that it depends on, so that
//! it is never shown for anything else.

use super::{
    Effect, Model,
    activity::Activity,
    concordance::Subject,
    figures::{CountedHits, Figure},
    findings::{Look, Part},
    hits::Which,
    overlay::{Overlay, OverlayKind},
};
use crate::{
    analysis::{
        collocates::{Collocate, WINDOW, Windows},
        concordance::{self, Row},
        context::{Context, Extent},
        cooccurrence::{Meetings, Pair, Within, of_categories},
        frequency::Frequencies,
        furniture::Furniture,
        keyness::{Keyness, keyness},
        tokens::Tokens,
        years,
    },
    collection::{Collection, document::Document},
    keyword::{Hit, KeywordSet, Matcher},
    text::{
        fold::{Folding, fold},
        span::Span,
        words::one_line,
    },
};
use std::{collections::BTreeMap, mem, ops::ControlFlow, sync::Arc};

/// Text bytes up to which words are counted at once: some milliseconds' work.
const SMALL_BYTES: usize = 256 << 10;

/// Hits whose rows are made at once, before those of all.
const FIRST_ROWS: usize = 500;

/// The same where the text around each is looked at for words.
const FIRST_NARROWED: usize = 20;

/// Rows of a concordance on the screen: some fifty megabytes. `catchword concordance` prints all.
pub const MOST_ROWS: usize = 100_000;

/// Bytes of text that are counted before it is asked whether something else is wanted.
const PART_BYTES: usize = 1 << 20;

/// Hits whose rows are made before it is asked.
const PART_HITS: usize = 1_000;

/// What is to be counted, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The words that part the document of this number from the others.
    Keyness(usize),
    /// Where the matches of the search stand among the words of the texts.
    Plot(Counted),
    /// The words around hits.
    Collocates(Counted),
    /// The keywords that meet, and the categories.
    Meetings(Counted, Within),
    /// The years that the texts speak of.
    Years,
    /// The rows of a concordance.
    Rows(RowsOf),
}

/// Hits that count, as they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub subject: Subject,
    revision: u64,
    searched: u64,
    activity: Activity,
}

/// What the rows of a concordance depend on, however they are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsOf {
    /// Whose hits they are.
    pub of: Counted,
    /// Words that have to stand around a hit, folded.
    pub narrowed: Vec<String>,
    /// How much of the text around it may hold them.
    pub extent: Extent,
}

impl Wanted {
    /// Whose hits it is about; `None` where it is about words alone.
    const fn subject(&self) -> Option<Subject> {
        match self {
            Self::Keyness(_) | Self::Years => None,
            Self::Plot(of) | Self::Collocates(of) | Self::Meetings(of, _) => Some(of.subject),
            Self::Rows(rows) => Some(rows.of.subject),
        }
    }
}

/// Something to be counted, with all that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Its number, which comes back with the answer.
    pub number: u32,
    /// What it is.
    pub wanted: Wanted,
    /// The hits that it is about, by document.
    pub hits: Vec<Vec<Hit>>,
    /// The keywords that they are hits of.
    pub keywords: Arc<KeywordSet>,
    /// Hits of which rows are made, at most.
    most_hits: usize,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The words, by falling G².
    Keyness(Vec<Keyness>),
    /// For each document the hits that count, and the words.
    Plot(Vec<CountedHits>),
    /// The words, by falling logDice.
    Collocates(Vec<Collocate>),
    /// The pairs, by falling count.
    Meetings {
        /// Of keywords.
        terms: Vec<Pair>,
        /// Of categories, whose indexes stand for terms.
        categories: Vec<Pair>,
    },
    /// The years in order.
    Years(Vec<Year>),
    /// The rows in the order of the texts.
    Rows(FoundRows),
}

/// A year that texts speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: u16,
    /// How often.
    pub mentions: usize,
    /// In how many texts.
    pub texts: usize,
}

/// The rows of a concordance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundRows {
    /// One for each hit, as many as were asked for.
    pub rows: Vec<Row>,
    /// How many hits there are.
    pub hits: usize,
    /// How many texts they are in.
    pub texts: usize,
    /// Whether all hits have been looked at.
    pub(super) is_whole: bool,
}

/// What has been counted, and what is being counted.
#[derive(Debug, Default)]
pub struct Counts {
    number: u32,
    /// What is being counted, and how much of it is done, in percent.
    asked: Option<(Wanted, usize)>,
    /// At most one of each kind.
    kept: Vec<(Wanted, Answer)>,
    /// Grows with every change.
    revision: u64,
}

/// Whether to go on; asked with how much is done, in percent.
pub type Tell<'a> = &'a mut dyn FnMut(usize) -> ControlFlow<()>;

impl Counts {
    /// Nothing counted, in texts that were read again; what is asked for next has other numbers than `before`.
    pub(super) const fn after(before: &Self) -> Self {
        Self {
            number: before.number + 1,
            asked: None,
            kept: Vec::new(),
            revision: before.revision + 1,
        }
    }

    /// What is known of `wanted`: the whole answer, or the beginning of one that is being counted.
    pub fn answer(&self, wanted: &Wanted) -> Option<&Answer> {
        let kept = self.kept.iter().find(|(kept, _)| kept == wanted);
        kept.map(|(_, answer)| answer)
    }

    /// How much of `wanted` has been counted, in percent, where it is being counted.
    pub fn percent(&self, wanted: &Wanted) -> Option<usize> {
        let asked = self.asked.as_ref().filter(|(asked, _)| asked == wanted);
        asked.map(|&(_, percent)| percent)
    }

    /// A number that grows with every change of what is known.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    fn keep(&mut self, wanted: Wanted, answer: Answer) {
        self.revision += 1;
        let kind = mem::discriminant(&wanted);
        self.kept
            .retain(|(kept, _)| mem::discriminant(kept) != kind);
        self.kept.push((wanted, answer));
    }
}

impl Model {
    /// What has to be counted for an overlay.
    pub(super) fn wanted(&self, overlay: &Overlay) -> Option<Wanted> {
        match overlay.kind {
            OverlayKind::Concordance => Some(Wanted::Rows(self.rows_wanted(overlay))),
            OverlayKind::Figures => match self.figures.figure {
                Figure::Dispersion if self.figures.of == Subject::Search => {
                    Some(self.plot_wanted())
                }
                Figure::Dispersion => None,
                Figure::Keyness => Some(Wanted::Keyness(self.open)),
                Figure::Collocates => Some(Wanted::Collocates(self.counted(self.figures.of))),
                Figure::Cooccurrence => {
                    let counted = self.counted(Subject::default());
                    Some(Wanted::Meetings(counted, self.figures.within))
                }
                Figure::Dates => Some(Wanted::Years),
            },
            _ => None,
        }
    }

    /// What has to be counted for the plot of the search.
    pub(super) fn plot_wanted(&self) -> Wanted {
        Wanted::Plot(self.counted(Subject::Search))
    }

    fn counted(&self, subject: Subject) -> Counted {
        Counted {
            subject,
            revision: self.findings.revision(),
            searched: self.search.revision(),
            activity: self.activity.clone(),
        }
    }

    fn rows_wanted(&self, overlay: &Overlay) -> RowsOf {
        let words = overlay.filter.split_whitespace();
        let narrowed: Vec<String> = words.map(|word| fold(word, Folding::DEFAULT)).collect();
        let extent = match &narrowed[..] {
            // It makes no difference then.
            [] => Extent::Paragraph,
            _ => overlay.filtered.unwrap_or(self.concordance.extent),
        };
        RowsOf {
            of: self.counted(self.concordance.subject),
            narrowed,
            extent,
        }
    }

    /// Counts `wanted` at once where that is little; of a long list the beginning, so that there is
    /// something to look at.
    pub(super) fn count_at_once(&mut self, wanted: &Wanted) {
        let most_hits = match wanted {
            _ if self.counts.answer(wanted).is_some() => return,
            Wanted::Rows(rows) if rows.narrowed.is_empty() => FIRST_ROWS,
            Wanted::Rows(_) => FIRST_NARROWED,
            _ if self.collection.bytes() <= SMALL_BYTES => usize::MAX,
            _ => return,
        };
        let count = self.count(wanted.clone(), most_hits);
        let go_on = &mut |_| ControlFlow::Continue(());
        if let Some(answer) = count.run(&self.collection, go_on) {
            self.counts.keep(count.wanted, answer);
        }
    }

    /// Has counted what is shown and not known.
    pub(super) fn have_counted(&mut self) -> Option<Effect> {
        let wanted = self.wanted(self.overlay.as_ref()?)?;
        self.count_at_once(&wanted);
        let is_known = self.counts.answer(&wanted).is_some_and(Answer::is_whole);
        // Until all hits are known, the answer would be out of date before it came.
        if is_known || self.counts.percent(&wanted).is_some() || !self.hits_are_known(&wanted) {
            return None;
        }
        self.counts.number += 1;
        self.counts.revision += 1;
        self.counts.asked = Some((wanted.clone(), 0));
        Some(Effect::Count(Box::new(self.count(wanted, usize::MAX))))
    }

    fn count(&self, wanted: Wanted, most_hits: usize) -> Count {
        Count {
            number: self.counts.number,
            hits: self.hits_for(&wanted),
            keywords: self.keywords_for(&wanted),
            wanted,
            most_hits,
        }
    }

    /// Takes up how much has been counted, in percent.
    pub(super) fn add_counting(&mut self, number: u32, percent: usize) {
        if let Some((_, known)) = self
            .counts
            .asked
            .as_mut()
            .filter(|_| number == self.counts.number)
        {
            *known = percent;
            self.counts.revision += 1;
        }
    }

    /// Takes up what has been counted.
    pub(super) fn add_counted(&mut self, number: u32, answer: Answer) {
        if number == self.counts.number
            && let Some((wanted, _)) = self.counts.asked.take()
        {
            self.counts.keep(wanted, answer);
        }
    }

    /// Whether all hits that `wanted` is about have been found.
    pub(super) fn hits_are_known(&self, wanted: &Wanted) -> bool {
        match wanted {
            Wanted::Keyness(_) | Wanted::Years | Wanted::Plot(_) => true,
            _ if wanted.subject() == Some(Subject::Search) => self.search.is_complete(),
            _ => self.findings.is_complete(),
        }
    }

    /// The hits that `wanted` is about, by document. Figures leave furniture out, a concordance does not.
    fn hits_for(&self, wanted: &Wanted) -> Vec<Vec<Hit>> {
        let (subject, all_text) = match wanted {
            // Words are all that these take; a plot looks for its own.
            Wanted::Keyness(_) | Wanted::Years | Wanted::Plot(_) => return Vec::new(),
            Wanted::Collocates(counted) | Wanted::Meetings(counted, _) => (counted.subject, false),
            Wanted::Rows(RowsOf { of, .. }) => {
                (of.subject, !matches!(of.subject, Subject::Meeting(_)))
            }
        };
        let documents = self.collection.documents.iter().enumerate();
        documents
            .map(|(index, document)| {
                let mut hits: Vec<Hit> = match subject {
                    Subject::Search => self.search.hits(index).collect(),
                    Subject::Hits(which) => self.hits_of(index, which).collect(),
                    Subject::Meeting(_) => self.hits_of(index, Which::Active).collect(),
                };
                Furniture::left_out(document, all_text).take_from(&mut hits);
                hits
            })
            .collect()
    }

    fn hits_of(&self, index: usize, which: Which) -> impl Iterator<Item = Hit> {
        let hits = self.findings.of(index).hits.iter();
        hits.filter(move |hit| self.is_one_of(hit, which)).copied()
    }

    /// The keywords that the hits of `wanted` are of.
    pub(super) fn keywords_for(&self, wanted: &Wanted) -> Arc<KeywordSet> {
        if wanted.subject() == Some(Subject::Search) {
            Arc::new(self.search.query.set().unwrap_or_default())
        } else {
            Arc::clone(&self.findings.keywords)
        }
    }
}

impl Answer {
    /// Whether it is all of it, and not the beginning of a list.
    pub(super) const fn is_whole(&self) -> bool {
        match self {
            Self::Rows(found) => found.is_whole,
            _ => true,
        }
    }
}

impl Count {
    /// Counts it in `collection`; nothing where `tell` breaks off.
    pub fn run(&self, collection: &Collection, tell: Tell<'_>) -> Option<Answer> {
        match &self.wanted {
            Wanted::Keyness(document) => key_words(collection, *document, tell),
            Wanted::Plot(_) => self.plot(collection, tell),
            Wanted::Collocates(_) => self.collocates(collection, tell),
            Wanted::Meetings(_, within) => self.meetings(collection, *within, tell),
            Wanted::Years => all_years(collection, tell),
            Wanted::Rows(rows) => self.rows(rows, collection, tell),
        }
    }

    fn plot(&self, collection: &Collection, tell: Tell<'_>) -> Option<Answer> {
        let bytes = collection.bytes();
        let matcher = Matcher::for_bytes(&self.keywords, bytes);
        let mut texts = Vec::with_capacity(collection.documents.len());
        let mut done = 0;
        for document in &collection.documents {
            let mut look = Look::new(document, &matcher);
            let mut whole = Part::default();
            while !whole.last {
                // Words are counted, bytes are not: they have some six each.
                let here = (whole.words * 6).min(document.body.len());
                if tell(percent(done + here, bytes)).is_break() {
                    return None;
                }
                whole.extend(look.part());
            }
            done += document.body.len();
            let furniture = Furniture::of(document);
            let hits = furniture.counted(&whole.hits, &whole.word_indexes);
            texts.push(CountedHits {
                hits: hits.map(|(hit, before)| (*hit, before)).collect(),
                words: whole.words - furniture.words(),
            });
        }
        Some(Answer::Plot(texts))
    }

    fn collocates(&self, collection: &Collection, tell: Tell<'_>) -> Option<Answer> {
        let mut windows = Windows::default();
        each_part(collection, tell, |index, text, part| {
            let words = Tokens::within(text, part, false);
            windows.extend(Windows::around(words, self.hits_in(index, part), WINDOW));
        })?;
        Some(Answer::Collocates(windows.collocates()))
    }

    fn meetings(&self, collection: &Collection, within: Within, tell: Tell<'_>) -> Option<Answer> {
        let mut terms = Meetings::new(within);
        let mut categories = Meetings::new(within);
        each_part(collection, tell, |index, text, part| {
            let hits = self.hits_in(index, part);
            terms.add_part(text, part, hits);
            categories.add_part(text, part, &of_categories(hits, &self.keywords));
        })?;
        Some(Answer::Meetings {
            terms: terms.pairs(),
            categories: categories.pairs(),
        })
    }

    /// Those of the hits in document number `index` that lie in a part of it.
    fn hits_in(&self, index: usize, part: Span) -> &[Hit] {
        let hits = &self.hits[index];
        let from = hits.partition_point(|hit| hit.span.start < part.start);
        let to = hits.partition_point(|hit| hit.span.start < part.end);
        &hits[from..to]
    }

    fn rows(&self, rows: &RowsOf, collection: &Collection, tell: Tell<'_>) -> Option<Answer> {
        let mut found = FoundRows {
            is_whole: true,
            ..FoundRows::default()
        };
        let all: usize = self.hits.iter().map(Vec::len).sum();
        let mut looked_at = 0;
        for (index, (document, hits)) in collection.documents.iter().zip(&self.hits).enumerate() {
            let meeting;
            let mut hits = &hits[..];
            if let Subject::Meeting(what) = rows.of.subject {
                meeting = what.hits(document, hits, &self.keywords);
                hits = &meeting;
            }
            found.hits += hits.len();
            found.texts += usize::from(!hits.is_empty());
            for hits in hits.chunks(PART_HITS) {
                if found.rows.len() >= MOST_ROWS {
                    break;
                }
                if looked_at >= self.most_hits {
                    found.is_whole = false;
                    break;
                }
                if tell(percent(looked_at, all)).is_break() {
                    return None;
                }
                let hits = &hits[..hits.len().min(self.most_hits - looked_at)];
                looked_at += hits.len();
                let narrowed: Vec<Hit>;
                let hits = if rows.narrowed.is_empty() {
                    hits
                } else {
                    let holds = |hit: &&Hit| rows.holds(document, hit.span);
                    narrowed = hits.iter().filter(holds).copied().collect();
                    &narrowed
                };
                let made = concordance::rows(index, document, hits, &self.keywords);
                found.rows.extend(made);
            }
        }
        found.rows.truncate(MOST_ROWS);
        Some(Answer::Rows(found))
    }
}

impl RowsOf {
    /// Whether all words that narrow the rows stand around a hit, or in it.
    fn holds(&self, document: &Document, place: Span) -> bool {
        let Context { left, right } = Context::of(document, place, self.extent);
        let node = one_line(&document.body.slice(place));
        let text = fold(&format!("{left}{node}{right}"), Folding::DEFAULT);
        self.narrowed
            .iter()
            .all(|word| text.contains(word.as_str()))
    }
}

fn key_words(collection: &Collection, document: usize, tell: Tell<'_>) -> Option<Answer> {
    let (mut here, mut all) = (Frequencies::default(), Frequencies::default());
    each_part(collection, tell, |index, text, part| {
        let words: Frequencies = Tokens::within(text, part, false).collect();
        if index == document {
            here.extend(words.clone());
        }
        all.extend(words);
    })?;
    Some(Answer::Keyness(keyness(&here, &all)))
}

fn all_years(collection: &Collection, tell: Tell<'_>) -> Option<Answer> {
    let mut years: BTreeMap<u16, Year> = BTreeMap::new();
    let mut last_text = BTreeMap::new();
    each_part(collection, tell, |document, text, part| {
        for (number, _) in years::years(Tokens::within(text, part, false)) {
            let known = years.entry(number).or_insert(Year {
                year: number,
                mentions: 0,
                texts: 0,
            });
            known.mentions += 1;
            known.texts += usize::from(last_text.insert(number, document) != Some(document));
        }
    })?;
    Some(Answer::Years(years.into_values().collect()))
}

/// Does `work` on all texts, part by part; nothing where `tell` breaks off.
fn each_part(
    collection: &Collection,
    tell: Tell<'_>,
    mut work: impl FnMut(usize, &Document, Span),
) -> Option<()> {
    let bytes = collection.bytes();
    let mut done = 0;
    for (index, document) in collection.documents.iter().enumerate() {
        for part in document.parts(document.body.len() / PART_BYTES + 1) {
            if tell(percent(done, bytes)).is_break() {
                return None;
            }
            work(index, document, part);
            done += part.len();
        }
    }
    Some(())
}

fn percent(done: usize, all: usize) -> usize {
    done * 100 / all.max(1)
}
