//! The concordance on the screen: of what, in which order, and how much of the text it shows.
//!
//! Responsible for what the reader has asked of it. Which rows there are and how they are sorted is
//! decided in [`crate::analysis::concordance`], how they look in [`super::overlay`].

use super::{
    Effect, Model,
    counting::{Answer, FoundRows, MOST_ROWS, Wanted, of_categories},
    format,
    hits::Which,
    near::Of,
    search::Match,
};
use crate::{
    analysis::{
        concordance::{self, FIELDS, LEVELS, Row, SortKey, SortLevel},
        context::{Context, Extent},
        cooccurrence::{self, Within},
    },
    collection::document::Document,
    keyword::{Hit, KeywordSet, TermId, set::Pattern},
    text::{gate, words::one_line},
};
use std::fmt::Write as _;

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
            subject: Subject::Hits(Which::Active),
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

/// A sort key as the title and the command line name it.
fn name(key: SortKey) -> String {
    match key {
        SortKey::Document => "document".to_owned(),
        SortKey::Position => "position".to_owned(),
        SortKey::Node => "node".to_owned(),
        SortKey::Left(n) => format!("L{n}"),
        SortKey::Right(n) => format!("R{n}"),
        SortKey::Category => "category".to_owned(),
        SortKey::Date => "date".to_owned(),
    }
}

impl Concordance {
    /// What it is sorted by, in words.
    pub fn order(&self) -> String {
        let mut names: Vec<String> = self
            .levels
            .iter()
            .map(|level| {
                let sign = if level.descending { "-" } else { "" };
                format!("{sign}{}", name(level.key))
            })
            .collect();
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
        let level = self.level(level);
        let at = KEYS.iter().position(|&key| key == level.key).unwrap_or(0);
        level.key = KEYS[(at + 1) % KEYS.len()];
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
            self.levels.push(SortLevel {
                key: SortKey::Document,
                descending: false,
            });
        }
        &mut self.levels[number - 1]
    }
}

impl Model {
    /// Copies the marked rows, or all, with tabs between fields and a line of names first.
    pub(super) fn copy_rows(&mut self) -> Vec<Effect> {
        let rows = self.rows_to_copy();
        let mut text = FIELDS.join("\t") + "\n";
        for row in &rows {
            text += &self
                .fields(row)
                .map(|field| gate::line(&field).into_owned())
                .join("\t");
            text.push('\n');
        }
        let rows = format::counted(rows.len(), "row");
        self.notice = Some(format!("{rows} sent to the clipboard as TSV"));
        vec![Effect::Copy(text)]
    }

    /// The marked rows, or all.
    fn rows_to_copy(&self) -> Vec<&Row> {
        let Some(overlay) = &self.overlay else {
            return Vec::new();
        };
        let Some(wanted) = self.wanted(overlay) else {
            return Vec::new();
        };
        let mut rows = self.arranged(&wanted).rows;
        rows.retain(|row| overlay.copies(row.document, row.hit));
        rows
    }

    fn fields(&self, row: &Row) -> [String; FIELDS.len()] {
        let document = &self.collection.documents[row.document];
        let around = Context::of(document, row.hit.span, Extent::Words(COPIED_WORDS));
        let set = &self.findings.keywords;
        let term = match self.concordance.subject {
            Subject::Search => None,
            Subject::Hits(_) | Subject::Meeting(_) => set.terms.get(row.hit.term.index()),
        };
        let alias = term.and_then(|term| match &term.pattern {
            Pattern::Aliases(aliases) => aliases.get(usize::from(row.hit.alias)).cloned(),
            Pattern::Regex(_) => None,
        });
        [
            document.metadata.id.to_string(),
            row.date.map(|date| date.to_string()).unwrap_or_default(),
            row.hit.span.start.to_string(),
            row.hit.span.end.to_string(),
            term.map(|term| set.categories[term.category].id.clone())
                .unwrap_or_default(),
            term.map(|term| term.id.clone()).unwrap_or_default(),
            alias.unwrap_or_default(),
            around.left,
            one_line(&document.body.slice(row.hit.span)),
            around.right,
        ]
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

    /// What the concordance is of, and how it was made, in words; `repeated` rows are left out.
    pub(super) fn concordance_in_words(&self, wanted: &Wanted, repeated: usize) -> String {
        let set = &self.findings.keywords;
        let subject = self.concordance.subject;
        let of = match subject {
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
        };
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

    /// Goes to a hit of the concordance.
    pub(super) fn land_from_concordance(&mut self, document: usize, hit: Hit) {
        match self.concordance.subject {
            Subject::Search => self.land_on(Match {
                document,
                span: hit.span,
            }),
            Subject::Hits(which) => self.land(document, hit, which),
            Subject::Meeting(_) => self.land(document, hit, Which::Active),
        }
    }
}
