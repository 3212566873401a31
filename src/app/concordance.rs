//! The concordance on the screen: of what, in which order, and how much of the text it shows.
//!
//! Responsible for what the reader has asked of it. Which rows there are and how they are sorted is
//! decided in [`crate::analysis::concordance`], how they look in [`super::overlay`].

use super::{Effect, Model, activity::Activity, format, hits::Which, search::Match};
use crate::{
    analysis::{
        concordance::{self, FIELDS, LEVELS, Row, SortKey, SortLevel},
        context::{Context, Extent},
    },
    keyword::{Hit, TermId, set::Pattern},
    text::{gate, words::one_line},
};
use std::fmt::Write as _;

/// Hits that the screen shows rows of; `catchword concordance` prints all.
pub const MOST_ROWS: usize = 2_000;

/// What the rows of a concordance are hits of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The search.
    Search,
    /// Keywords.
    Hits(Which),
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
    /// The row whose paragraph is shown below it.
    pub opened: Option<(usize, Hit)>,
    /// The rows that the reader has marked: documents and hits.
    pub marked: Vec<(usize, Hit)>,
}

impl Default for Concordance {
    fn default() -> Self {
        Self {
            subject: Subject::Hits(Which::Active),
            levels: Vec::new(),
            extent: Extent::Paragraph,
            is_unique: false,
            opened: None,
            marked: Vec::new(),
        }
    }
}

/// What the rows of a concordance depend on, however they are arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowsMadeOf {
    subject: Subject,
    revision: u64,
    searched: u64,
    activity: Activity,
}

/// The rows of a concordance.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Those that are shown, in order.
    pub rows: Vec<Row>,
    /// How many hits there are.
    pub hits: usize,
    /// How many texts they are in.
    pub texts: usize,
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

    /// Changes the key of a level, counted from 1, for the next; levels before it have one.
    pub(super) fn next_key(&mut self, level: usize) {
        while self.levels.len() < level.min(LEVELS) {
            self.levels.push(SortLevel {
                key: SortKey::Document,
                descending: false,
            });
        }
        let level = &mut self.levels[level.clamp(1, LEVELS) - 1];
        let at = KEYS.iter().position(|&key| key == level.key).unwrap_or(0);
        level.key = KEYS[(at + 1) % KEYS.len()];
    }
}

impl Model {
    /// Copies the marked rows, or all, with tabs between fields and a line of names first.
    pub(super) fn copy_rows(&mut self) -> Vec<Effect> {
        let rows = self.arranged(self.concordance_rows()).rows;
        let is_marked = |row: &&Row| {
            let marked = &self.concordance.marked;
            marked.is_empty() || marked.contains(&(row.document, row.hit))
        };
        let rows: Vec<&Row> = rows.iter().filter(is_marked).collect();
        let mut text = FIELDS.join("\t") + "\n";
        for row in &rows {
            text += &self
                .fields(row)
                .map(|field| gate::line(&field).into_owned())
                .join("\t");
            text.push('\n');
        }
        self.notice = Some(format!(
            "{} sent to the clipboard as TSV",
            format::counted(rows.len(), "row")
        ));
        vec![Effect::Copy(text)]
    }

    fn fields(&self, row: &Row) -> [String; FIELDS.len()] {
        let document = &self.collection.documents[row.document];
        let around = Context::of(document, row.hit.span, Extent::Words(COPIED_WORDS));
        let set = &self.findings.keywords;
        let term = match self.concordance.subject {
            Subject::Search => None,
            Subject::Hits(_) => set.terms.get(row.hit.term.index()),
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

    /// The rows of the concordance, in the order of the texts.
    pub(super) fn concordance_rows(&self) -> Rows {
        let mut out = Rows::default();
        let query;
        let keywords = match self.concordance.subject {
            Subject::Search => {
                query = self.search.query.set().unwrap_or_default();
                &query
            }
            Subject::Hits(_) => &*self.findings.keywords,
        };
        for (index, document) in self.collection.documents.iter().enumerate() {
            let hits: Vec<Hit> = match self.concordance.subject {
                Subject::Search => {
                    let spans = self.search.matches(index).iter();
                    let hit = |&span| Hit {
                        span,
                        term: TermId(0),
                        alias: 0,
                    };
                    spans.map(hit).collect()
                }
                Subject::Hits(which) => {
                    let hits = self.findings.of(index).hits.iter();
                    hits.filter(|hit| self.is_one_of(hit, which))
                        .copied()
                        .collect()
                }
            };
            out.hits += hits.len();
            out.texts += usize::from(!hits.is_empty());
            let room = MOST_ROWS.saturating_sub(out.rows.len());
            let shown = &hits[..hits.len().min(room)];
            out.rows
                .extend(concordance::rows(index, document, shown, keywords));
        }
        out
    }

    /// The rows sorted, and without those that repeat another, as it was asked for.
    pub(super) fn arranged(&self, mut rows: Rows) -> Rows {
        concordance::sort(&mut rows.rows, &self.concordance.levels);
        if self.concordance.is_unique {
            let all = rows.rows.len();
            let unique = concordance::without_duplicates(&rows.rows);
            rows.rows = unique.into_iter().cloned().collect();
            rows.repeated = all - rows.rows.len();
        }
        rows
    }

    /// What the rows depend on, however they are arranged.
    pub(super) fn rows_made_of(&self) -> RowsMadeOf {
        RowsMadeOf {
            subject: self.concordance.subject,
            revision: self.findings.revision(),
            searched: self.search.revision(),
            activity: self.activity.clone(),
        }
    }

    /// What the concordance is of, and how it was made, in words.
    pub(super) fn concordance_in_words(&self, rows: &Rows) -> String {
        let set = &self.findings.keywords;
        let of = match self.concordance.subject {
            Subject::Search => format!("“{}”", self.search.query.text),
            Subject::Hits(Which::Active) => "all shown keywords".to_owned(),
            Subject::Hits(Which::Category(category)) => set.categories[category].name.clone(),
            Subject::Hits(Which::Term(term)) => set.terms[term.index()].label.clone(),
        };
        let mut words = format!(
            "{of} · {} in {} of {} · sort {}",
            match self.concordance.subject {
                Subject::Search => format!("{} hits", self.search.counted(rows.hits)),
                Subject::Hits(_) => format::counted(rows.hits, "hit"),
            },
            rows.texts,
            format::counted(self.collection.documents.len(), "text"),
            self.concordance.order()
        );
        if rows.repeated > 0 {
            let _ = write!(words, " · {} repeated", format::number(rows.repeated));
        }
        if rows.hits > MOST_ROWS {
            let _ = write!(words, " · the first {}", format::number(MOST_ROWS));
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
        }
    }
}
