//! The concordance on the screen: of what, in which order, and how much of the text it shows.
//!
//! Responsible for what the reader has asked of it. Which rows there are and how they are sorted is
//! decided in [`crate::analysis::concordance`], how they look in [`super::overlay`].

use super::{
    Effect, Export, Model,
    counting::{Answer, FoundRows, MOST_ROWS, Wanted},
    format,
    hits::Which,
    near::Of,
    overlay::{Overlay, OverlayKind},
    prompt::Purpose,
    search::Match,
};
use crate::{
    analysis::{
        concordance::{self, LEVELS, Row, SortKey, SortLevel},
        context::{Context, Extent},
        cooccurrence::{self, Within, of_categories},
        export::{Format, Record},
    },
    collection::document::Document,
    keyword::{Hit, KeywordSet, TermId},
};
use std::{fmt::Write as _, slice};

/// What the rows of a concordance are hits of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The search.
    Search,
    /// Keywords.
    Hits(Which),
    /// Where two keywords meet, or two categories.
    Meeting(Meeting),
}

impl Default for Subject {
    fn default() -> Self {
        Self::Hits(Which::Active)
    }
}

/// Two keywords, or two categories, where they meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// Which two.
    pub of: Of,
    /// Their indexes in the keyword set.
    pub pair: [usize; 2],
    /// How near they have to be.
    pub within: Within,
}

impl Meeting {
    /// Those of `hits` in `document` that lie where they meet.
    pub(super) fn hits(self, document: &Document, hits: &[Hit], keywords: &KeywordSet) -> Vec<Hit> {
        let pair = self.pair.map(|index| TermId(index as u32));
        let met = match self.of {
            Of::Terms => cooccurrence::meeting(document, hits, self.within, pair),
            Of::Categories => {
                let hits = of_categories(hits, keywords);
                cooccurrence::meeting(document, &hits, self.within, pair)
            }
        };
        met.into_iter().map(|index| hits[index]).collect()
    }
}

/// How near two hits that meet have to be, in words.
pub(super) fn nearness(within: Within) -> String {
    match within {
        Within::Paragraph => "in one paragraph".to_owned(),
        Within::Sentence => "in one sentence".to_owned(),
        Within::Words(words) => format!("within {words} words"),
    }
}

/// What the reader has asked of the concordance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concordance {
    /// Whose hits it has.
    pub subject: Subject,
    /// What it is sorted by; what is equal then stands in the order of the texts.
    pub levels: Vec<SortLevel>,
    /// How much of the text a row shows, as far as there is room.
    pub extent: Extent,
    /// Whether rows that repeat an earlier one are left out.
    pub is_unique: bool,
}

impl Default for Concordance {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            levels: Vec::new(),
            extent: Extent::Paragraph,
            is_unique: false,
        }
    }
}

/// The rows of a concordance as they are shown.
#[derive(Debug, Default)]
pub struct Arranged<'a> {
    /// Those that are shown, in order.
    pub rows: Vec<&'a Row>,
    /// How many rows are left out since they repeat an earlier one.
    pub repeated: usize,
}

/// Words on each side of a hit that is copied.
const COPIED_WORDS: usize = 10;

/// The keys in the order in which one is changed for the next.
const KEYS: [SortKey; 11] = [
    SortKey::Document,
    SortKey::Left(1),
    SortKey::Right(1),
    SortKey::Node,
    SortKey::Left(2),
    SortKey::Right(2),
    SortKey::Left(3),
    SortKey::Right(3),
    SortKey::Category,
    SortKey::Date,
    SortKey::Position,
];

impl Concordance {
    /// What it is sorted by, in words.
    pub fn order(&self) -> String {
        let mut names: Vec<String> = self.levels.iter().map(ToString::to_string).collect();
        for last in ["document", "position"] {
            if !names
                .iter()
                .any(|name| name.trim_start_matches('-') == last)
            {
                names.push(last.to_owned());
            }
        }
        names.join(" › ")
    }

    /// Changes the key of a level, counted from 1, for the next.
    pub(super) fn next_key(&mut self, level: usize) {
        let number = level.clamp(1, LEVELS);
        let is_new = self.levels.len() < number;
        let now = self.level(number).key;
        // The order of the documents is that of no key at all.
        if is_new && now != SortKey::Document {
            return;
        }
        let at = KEYS.iter().position(|&key| key == now).unwrap_or(0);
        // Once by each key: a second time it would part nothing.
        let is_free = |key: &SortKey| {
            let mut others = self.levels.iter().enumerate();
            !others.any(|(index, level)| index + 1 != number && level.key == *key)
        };
        let mut next = KEYS.iter().cycle().skip(at + 1);
        if let Some(&key) = next.find(|key| is_free(key)) {
            self.level(number).key = key;
        }
    }

    /// Turns the order of a level, counted from 1.
    pub(super) fn reverse(&mut self, level: usize) {
        let level = self.level(level);
        level.descending = !level.descending;
    }

    /// A level, counted from 1; it and those before it get a key where they have none.
    fn level(&mut self, number: usize) -> &mut SortLevel {
        let number = number.clamp(1, LEVELS);
        while self.levels.len() < number {
            let is_free = |key: &&SortKey| self.levels.iter().all(|level| level.key != **key);
            let key = KEYS.iter().find(is_free).copied();
            self.levels.push(SortLevel {
                key: key.unwrap_or(SortKey::Document),
                descending: false,
            });
        }
        &mut self.levels[number - 1]
    }
}

impl Model {
    /// Copies the marked rows, or all, with tabs between fields and a line of names first.
    pub(super) fn copy_rows(&mut self) -> Vec<Effect> {
        let Some((what, text)) = self.written(Format::Tsv) else {
            return Vec::new();
        };
        self.sent(text, &format!("{what} sent to the clipboard as TSV"))
    }

    /// Asks for the file that the rows, or the notes, are written to.
    pub(super) fn ask_for_file(&mut self) {
        if self.is_open(OverlayKind::Concordance) || self.lists_notes() {
            self.open_prompt(Purpose::Export);
        } else {
            let hint = "only a concordance ({concordance}) and notes ({notes}) are exported";
            self.notice = Some(self.keymap.told(hint));
        }
    }

    /// Writes the rows or notes of an open list to a file.
    pub(super) fn export(&mut self, name: &str) -> Vec<Effect> {
        if self.lists_notes() {
            self.export_notes(name)
        } else {
            self.export_rows(name)
        }
    }

    /// Writes the marked rows, or all, to a file, in the format that its name's ending says.
    fn export_rows(&mut self, name: &str) -> Vec<Effect> {
        if !self.is_open(OverlayKind::Concordance) {
            self.ask_for_file();
            return Vec::new();
        }
        let Some(format) = Format::of_file(name) else {
            self.notice = Some(format!(
                "“{name}” does not end in .tsv, .csv, .md or .jsonl, which says the format"
            ));
            return Vec::new();
        };
        let Some((what, text)) = self.written(format) else {
            return Vec::new();
        };
        vec![Effect::Export(Box::new(Export {
            path: name.into(),
            text,
            what,
        }))]
    }

    /// The marked rows, or all, in a format, and how many they are, in words; says so where they are not
    /// all known yet.
    fn written(&mut self, format: Format) -> Option<(String, String)> {
        let overlay = self.overlay.as_ref()?;
        let wanted = self.wanted(overlay)?;
        let found = self.concordance_rows(&wanted);
        let marked = self.marked_rows(overlay, &wanted);
        let (rows, limit) = match (&marked[..], found) {
            ([], Some(found)) if !found.is_whole => {
                self.notice =
                    Some("the rows are still being found; try again in a while".to_owned());
                return None;
            }
            ([], found) => {
                let hits = found.map_or(0, |found| found.hits);
                let is_cut = found.is_some_and(|found| found.rows.len() >= MOST_ROWS);
                let rows = self.arranged(&wanted).rows;
                (
                    rows,
                    is_cut.then(|| format!(" of {}", format::number(hits))),
                )
            }
            (marked, _) => (concordance::sorted(marked, &self.concordance.levels), None),
        };
        let keywords = self.keywords_for(&wanted);
        let mut text = format.header();
        for row in &rows {
            let document = &self.collection.documents[row.document];
            let context = Context::of(document, row.hit.span, self.copied());
            text += &format.row(&Record::of(row, document, &keywords, context));
        }
        let what = format!(
            "{}{}",
            format::counted(rows.len(), "row"),
            limit.unwrap_or_default()
        );
        Some((what, text))
    }

    /// The rows that the reader has marked, in the order of the texts, whether they are shown now or not.
    fn marked_rows(&self, overlay: &Overlay, wanted: &Wanted) -> Vec<Row> {
        let keywords = self.keywords_for(wanted);
        let mut marked = overlay.marked().to_vec();
        marked.sort_by_key(|(document, hit)| (*document, hit.order()));
        let rows = marked.iter().flat_map(|(index, hit)| {
            let document = &self.collection.documents[*index];
            concordance::rows(*index, document, slice::from_ref(hit), &keywords)
        });
        rows.collect()
    }

    /// How much of the text goes with a row that leaves the program: as many words as are shown, or some.
    const fn copied(&self) -> Extent {
        match self.concordance.extent {
            Extent::Paragraph => Extent::Words(COPIED_WORDS),
            shown => shown,
        }
    }

    /// The rows that are known so far, in the order of the texts.
    fn concordance_rows(&self, wanted: &Wanted) -> Option<&FoundRows> {
        match self.counts.answer(wanted) {
            Some(Answer::Rows(rows)) => Some(rows),
            _ => None,
        }
    }

    /// The rows sorted, and without those that repeat another, as it was asked for.
    pub(super) fn arranged(&self, wanted: &Wanted) -> Arranged<'_> {
        let Some(found) = self.concordance_rows(wanted) else {
            return Arranged::default();
        };
        let sorted = concordance::sorted(&found.rows, &self.concordance.levels);
        let rows = if self.concordance.is_unique {
            concordance::without_duplicates(sorted)
        } else {
            sorted
        };
        Arranged {
            repeated: found.rows.len() - rows.len(),
            rows,
        }
    }

    /// What a list or figures are of, in words.
    pub(super) fn subject_name(&self, subject: Subject) -> String {
        let set = &self.findings.keywords;
        match subject {
            Subject::Search => format!("“{}”", self.search.query.text),
            Subject::Hits(Which::Active) => "all shown keywords".to_owned(),
            Subject::Hits(Which::Category(category)) => set.categories[category].name.clone(),
            Subject::Hits(Which::Term(term)) => set.terms[term.index()].label.clone(),
            Subject::Meeting(Meeting { of, pair, within }) => {
                let name = |index: usize| match of {
                    Of::Terms => &set.terms[index].label,
                    Of::Categories => &set.categories[index].name,
                };
                let [one, other] = pair.map(name);
                format!("{one} × {other} {}", nearness(within))
            }
        }
    }

    /// What the concordance is of, and how it was made, in words; `repeated` rows are left out.
    pub(super) fn concordance_in_words(&self, wanted: &Wanted, repeated: usize) -> String {
        let subject = self.concordance.subject;
        let of = self.subject_name(subject);
        let nothing = FoundRows::default();
        let rows = self.concordance_rows(wanted).unwrap_or(&nothing);
        let mut words = format!(
            "{of} · {} in {} of {} · sort {}",
            match subject {
                Subject::Search => format!("{} hits", self.search.counted(rows.hits)),
                _ => format::counted(rows.hits, "hit"),
            },
            rows.texts,
            format::counted(self.collection.documents.len(), "text"),
            self.concordance.order()
        );
        if repeated > 0 {
            let _ = write!(words, " · {} repeated", format::number(repeated));
        }
        let shown = format::number(rows.rows.len());
        if !rows.is_whole {
            let percent = self.counts.percent(wanted);
            let done = percent.map_or(String::new(), |percent| format!(", {percent} %"));
            let _ = write!(words, " · the first {shown}, looking at the rest{done}");
        } else if rows.rows.len() >= MOST_ROWS {
            let _ = write!(words, " · the first {shown}");
        }
        words
    }

    /// Goes to a hit of a list or of figures of `subject`.
    pub(super) fn land_from_list(&mut self, subject: Subject, document: usize, hit: Hit) {
        match subject {
            Subject::Search => self.land_on(Match {
                document,
                span: hit.span,
            }),
            Subject::Hits(which) => self.land(document, hit, which),
            Subject::Meeting(_) => self.land(document, hit, Which::Active),
        }
    }
}
