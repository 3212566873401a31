//! What can lie over the panes: help, outline, information, the keywords, a card of one of them. At
//! most one at a time.

mod concordance;
mod content;
mod figures;
mod keywords;
pub(super) mod lists;
mod matches;
mod peek;
mod steps;

use super::{
    Model,
    activity::Activity,
    concordance::{Concordance, Rows as FoundRows, RowsMadeOf},
    figures::Figures,
    format,
    search::Match,
};
use crate::{
    keyword::{Hit, TermId},
    text::{
        fill::{Fit, Options, Rows},
        gate,
        span::Span,
    },
};
use matches::Around;

/// An open overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    /// Only lines that hold this are shown; all when it is empty.
    pub filter: String,
    /// The selected row, where rows can be selected; else the first row shown.
    pub at: usize,
    /// The categories whose terms are listed.
    pub expanded: Vec<usize>,
    /// The term that a card is about.
    pub term: Option<TermId>,
    /// What it is called, where that depends on what it shows.
    name: String,
    /// Its rows, made when the model is settled.
    pub rows: Vec<OverlayRow>,
    made_of: Option<MadeOf>,
    /// The rows of a concordance before they are arranged.
    found: Option<(RowsMadeOf, FoundRows)>,
}

/// What an overlay's rows depend on beside its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MadeOf {
    filter: String,
    columns: u16,
    document: usize,
    revision: u64,
    searched: u64,
    activity: Activity,
    expanded: Vec<usize>,
    term: Option<TermId>,
    concordance: Option<Concordance>,
    figures: Figures,
}

/// One row of an overlay.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OverlayRow {
    /// Whether it names the rows below it.
    pub heading: bool,
    /// What stands at the left.
    pub name: String,
    /// What belongs to it.
    pub text: String,
    /// The column of `text`.
    pub text_column: u16,
    /// What stands at the right.
    pub figure: String,
    /// The bytes of `name` that stand out.
    pub found: Option<Span>,
    /// What it leads to.
    pub target: Option<Target>,
    /// What is still to be read of the text, after `name`, before it is shown.
    around: Option<Around>,
}

/// What a row of an overlay leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A byte of the open document.
    Place(usize),
    /// A category of keywords, by its index.
    Category(usize),
    /// A keyword.
    Term(TermId),
    /// A match of the search.
    Match(Match),
    /// A hit of the concordance, in the document of this number.
    Hit(usize, Hit),
}

/// What an overlay shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayKind {
    /// The keys in force.
    Help,
    /// The headings of the open document.
    Outline,
    /// What is known about the open document.
    Information,
    /// The categories and, where one is opened, its terms.
    Keywords,
    /// What is known of one term.
    Peek,
    /// The matches of the search in all documents.
    Matches,
    /// Hits with what stands around them, sorted.
    Concordance,
    /// Figures of the texts and of the hits in them.
    Figures,
}

impl OverlayKind {
    /// Whether its rows lead into texts, or are a table of figures: they need all the width, and going
    /// back from where one led shows it again.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Matches | Self::Concordance | Self::Figures)
    }
}

/// One line of an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OverlayLine {
    /// The name of the lines below it.
    Heading(String),
    /// A name or keys, and what belongs to it.
    Pair(String, String),
    /// Keys, what they do, and the name of the command.
    Keys(Vec<String>, String, &'static str),
    /// A heading of the document, with its level, and the byte that it stands at.
    Section {
        /// The heading's words.
        title: String,
        /// 1 to 6.
        level: u8,
        /// Its first byte.
        at: usize,
        /// Keyword hits from it up to the next heading.
        hits: usize,
    },
    /// A label, and a hit with what stands around it.
    Hit(String, Around, Target),
    /// Running text, below the row that it belongs to.
    Paragraph(String),
    /// A row of a table.
    Row(String, Option<Target>),
    /// A category or a term, with a figure.
    Keyword {
        /// What it is called, with its letter.
        name: String,
        /// Its hits.
        figure: String,
        /// What it is.
        target: Target,
    },
}

impl Overlay {
    /// An overlay as it opens.
    pub const fn new(kind: OverlayKind) -> Self {
        Self {
            kind,
            filter: String::new(),
            at: 0,
            expanded: Vec::new(),
            term: None,
            name: String::new(),
            rows: Vec::new(),
            made_of: None,
            found: None,
        }
    }

    /// A card of a term.
    pub fn about(term: TermId) -> Self {
        Self {
            term: Some(term),
            ..Self::new(OverlayKind::Peek)
        }
    }

    /// Has a card follow the hit that was gone to.
    pub(super) fn follow(&mut self, term: TermId) {
        if self.kind == OverlayKind::Peek {
            self.term = Some(term);
        }
    }

    /// Has its rows made anew.
    pub(super) fn touch(&mut self) {
        self.made_of = None;
        self.at = self.at.min(self.rows.len().saturating_sub(1));
    }

    /// The first row shown on a frame with room for `rows`.
    pub fn top(&self, rows: u16) -> usize {
        let rows = usize::from(rows);
        let top = if self.selects() {
            (self.at + 1).saturating_sub(rows.div_ceil(2))
        } else {
            self.at
        };
        top.min(self.rows.len().saturating_sub(rows))
    }

    /// The last row that can be moved to on a frame with room for `rows`.
    pub fn last(&self, rows: u16) -> usize {
        let kept = if self.selects() { 1 } else { usize::from(rows) };
        self.rows.len().saturating_sub(kept)
    }

    /// Whether one of its rows is selected.
    pub const fn selects(&self) -> bool {
        matches!(self.kind, OverlayKind::Outline | OverlayKind::Keywords) || self.kind.is_list()
    }

    /// The hit that the selected row leads to, and the number of its document.
    pub(super) fn selected_hit(&self) -> Option<(usize, Hit)> {
        match self.selected()? {
            Target::Hit(document, hit) => Some((document, hit)),
            _ => None,
        }
    }

    /// Moves on from a row of a list that leads nowhere.
    fn leave_heading(&mut self, back: bool) {
        let leads = |index: &usize| {
            self.rows
                .get(*index)
                .is_some_and(|row| row.target.is_some())
        };
        let leads_on = matches!(self.kind, OverlayKind::Matches | OverlayKind::Concordance);
        if !leads_on || leads(&self.at) {
            return;
        }
        let before = (0..self.at).rfind(leads);
        let after = (self.at..self.rows.len()).find(leads);
        let next = if back {
            before.or(after)
        } else {
            after.or(before)
        };
        self.at = next.unwrap_or(self.at);
    }

    /// What the selected row leads to.
    pub fn selected(&self) -> Option<Target> {
        self.rows.get(self.at).filter(|_| self.selects())?.target
    }

    /// Makes the rows for a frame with room for `columns`, where they are not what they should be.
    pub(super) fn settle(&mut self, model: &Model, columns: u16) {
        let made_of = MadeOf {
            filter: self.filter.clone(),
            columns,
            document: model.open,
            revision: model.findings.revision(),
            searched: model.search.revision(),
            activity: model.activity.clone(),
            expanded: self.expanded.clone(),
            term: self.term,
            figures: model.figures,
            concordance: (self.kind == OverlayKind::Concordance).then(|| model.concordance.clone()),
        };
        if self.made_of.as_ref() != Some(&made_of) {
            self.made_of = Some(made_of);
            self.make_rows(model, columns);
        }
        // As many rows as could be shown, wherever the selected one stands among them.
        let rows = usize::from(model.size.rows);
        let shown = self.at.saturating_sub(rows)..(self.at + rows).min(self.rows.len());
        for row in &mut self.rows[shown] {
            if let Some(around) = row.around.take() {
                around.complete(row, model, columns);
            }
        }
    }

    fn make_rows(&mut self, model: &Model, columns: u16) {
        let lines = self.lines(model, columns);
        let names = name_columns(&lines, columns);
        self.rows = lines
            .iter()
            .flat_map(|line| wrapped(line, names, columns))
            .collect();
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        self.leave_heading(false);
    }

    /// Its name, as it stands on its frame.
    pub fn title(&self) -> String {
        let name = match self.kind {
            OverlayKind::Help => "Keys",
            OverlayKind::Outline => "Outline",
            OverlayKind::Information => "About this document",
            OverlayKind::Keywords => "Keywords · here / all",
            OverlayKind::Peek => "Keyword",
            OverlayKind::Matches => "Matches",
            OverlayKind::Concordance | OverlayKind::Figures => &self.name,
        };
        if self.filter.is_empty() {
            name.to_owned()
        } else {
            format!("{name} · {}", self.filter)
        }
    }

    /// Its lines, those that the filter leaves.
    fn lines(&mut self, model: &Model, columns: u16) -> Vec<OverlayLine> {
        let lines = match self.kind {
            OverlayKind::Help => content::help(model),
            OverlayKind::Outline => content::outline(model),
            OverlayKind::Information => content::information(model),
            OverlayKind::Keywords => keywords::lines(model, self),
            OverlayKind::Peek => peek::lines(model, self.term),
            OverlayKind::Matches => matches::lines(model),
            OverlayKind::Concordance => {
                // To look for the words beside each hit takes longest; sorting them again does not.
                let made_of = model.rows_made_of();
                let kept = self.found.take().filter(|found| found.0 == made_of);
                let found = kept.unwrap_or_else(|| (made_of, model.concordance_rows()));
                let rows = model.arranged(found.1.clone());
                self.found = Some(found);
                self.name = model.concordance_in_words(&rows);
                concordance::lines(model, &rows)
            }
            OverlayKind::Figures => {
                let name = model.figures.figure.name();
                self.name = format!("{name} · A the next view");
                figures::lines(model, columns)
            }
        };
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        if words.is_empty() {
            return lines;
        }
        let holds = |line: &OverlayLine| {
            let text = match line {
                OverlayLine::Heading(_) | OverlayLine::Paragraph(_) => return false,
                OverlayLine::Pair(name, text) => format!("{name} {text}").to_lowercase(),
                OverlayLine::Keys(keys, summary, name) => {
                    format!("{} {summary} {name}", keys.join(" ")).to_lowercase()
                }
                OverlayLine::Section { title, .. } => title.to_lowercase(),
                OverlayLine::Keyword { name, .. } => name.to_lowercase(),
                OverlayLine::Hit(label, around, _) => {
                    format!("{label}{}", around.text(model)).to_lowercase()
                }
                OverlayLine::Row(text, _) => text.to_lowercase(),
            };
            words.iter().all(|word| text.contains(word.as_str()))
        };
        lines.into_iter().filter(holds).collect()
    }
}

/// The width of the column of names: as wide as the widest, but no more than two fifths.
fn name_columns(lines: &[OverlayLine], columns: u16) -> u16 {
    let width = |line: &OverlayLine| match line {
        OverlayLine::Pair(name, _) => gate::columns(name),
        OverlayLine::Keys(keys, ..) => gate::columns(&keys.join("  ")),
        _ => 0,
    };
    let widest = lines.iter().map(width).max().unwrap_or(0);
    (widest as u16).min(columns * 2 / 5)
}

fn wrapped(line: &OverlayLine, names: u16, columns: u16) -> Vec<OverlayRow> {
    match line {
        OverlayLine::Heading(name) => vec![OverlayRow {
            heading: true,
            name: name.clone(),
            ..OverlayRow::default()
        }],
        OverlayLine::Section {
            title,
            level,
            at,
            hits,
        } => {
            let indent = " ".repeat(usize::from(level.saturating_sub(1)) * 2);
            let room = usize::from(columns).saturating_sub(10 + indent.len());
            vec![OverlayRow {
                name: format!("{indent}{}", gate::ellipsis(title, room)),
                figure: if *hits > 0 {
                    format::counted(*hits, "hit")
                } else {
                    String::new()
                },
                target: Some(Target::Place(*at)),
                ..OverlayRow::default()
            }]
        }
        OverlayLine::Keyword {
            name,
            figure,
            target,
        } => vec![OverlayRow {
            name: gate::ellipsis(name, usize::from(columns).saturating_sub(figure.len() + 2))
                .into_owned(),
            figure: figure.clone(),
            target: Some(*target),
            ..OverlayRow::default()
        }],
        OverlayLine::Hit(label, around, target) => vec![OverlayRow {
            name: label.clone(),
            target: Some(*target),
            around: Some(*around),
            ..OverlayRow::default()
        }],
        OverlayLine::Row(text, target) => vec![OverlayRow {
            name: gate::ellipsis(text, usize::from(columns)).into_owned(),
            target: *target,
            ..OverlayRow::default()
        }],
        OverlayLine::Paragraph(text) => filled(text, columns.saturating_sub(4))
            .into_iter()
            .map(|row| OverlayRow {
                name: format!("  │ {row}"),
                ..OverlayRow::default()
            })
            .collect(),
        OverlayLine::Pair(name, text) => {
            let texts = filled(text, columns.saturating_sub(names + 2));
            beside(filled(name, names), texts, names + 2)
        }
        OverlayLine::Keys(keys, summary, command) => {
            let room = columns.saturating_sub(names + 2);
            // The command's name is for those who type it, where there is room.
            let name_columns = if room > 60 { NAME_COLUMNS } else { 0 };
            let texts = filled(summary, room - name_columns);
            let mut rows = beside(joined(keys, names), texts, names + 2);
            if let Some(first) = rows.first_mut().filter(|_| name_columns > 0) {
                (*command).clone_into(&mut first.figure);
            }
            rows
        }
    }
}

/// Columns for the names of commands: the longest, and two between.
const NAME_COLUMNS: u16 = 20;

/// Rows of names, with rows of text from `text_column` on.
fn beside(mut names: Vec<String>, mut texts: Vec<String>, text_column: u16) -> Vec<OverlayRow> {
    let rows = names.len().max(texts.len());
    names.resize(rows, String::new());
    texts.resize(rows, String::new());
    let row = |(name, text)| OverlayRow {
        name,
        text,
        text_column,
        ..OverlayRow::default()
    };
    names.into_iter().zip(texts).map(row).collect()
}

/// Keys side by side on as many rows as they need; none is parted.
fn joined(keys: &[String], columns: u16) -> Vec<String> {
    let mut rows = vec![String::new()];
    for key in keys {
        let row = rows.last_mut().expect("there is a row from the start");
        if row.is_empty() {
            row.push_str(key);
        } else if row.len() + 2 + key.len() <= usize::from(columns) {
            row.push_str("  ");
            row.push_str(key);
        } else {
            rows.push(key.clone());
        }
    }
    rows
}

fn filled(text: &str, columns: u16) -> Vec<String> {
    let rows = Rows::fill(text, &Options::of_line(columns, Fit::First));
    rows.lines(text).map(str::to_owned).collect()
}
