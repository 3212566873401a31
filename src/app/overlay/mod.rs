//! What can lie over the panes: help, outline, information, the keywords, a card of one of them. At
//! most one at a time.

mod concordance;
mod content;
mod figures;
mod keywords;
mod line;
pub(super) mod lists;
mod matches;
mod notes;
mod peek;
mod spoken;
mod steps;

use super::{
    Model,
    activity::Activity,
    command::Command,
    concordance::{Meeting, Subject},
    counting::{Answer, Wanted},
    figures::Figures,
    format::{self, number},
    search::Match,
};
use crate::{
    analysis::{concordance::SortLevel, context::Extent},
    keyword::{Hit, TermId},
    text::span::Span,
};
use line::{OverlayLine, name_columns, wrapped};
use lists::ListOf;
use matches::Around;

/// An open overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    /// Only lines that hold this are shown; all when it is empty.
    pub filter: String,
    /// How much of the text around a hit may hold it, where that is not what the row shows.
    pub(super) filtered: Option<Extent>,
    /// The selected row, where rows can be selected; else the first row shown.
    pub at: usize,
    /// The categories whose terms are listed.
    pub expanded: Vec<usize>,
    /// The term that a card is about.
    pub term: Option<TermId>,
    /// The cell of the selected row that the cursor is on, where rows have cells.
    pub cell: u16,
    /// The row of a concordance whose paragraph is shown below it: a document and a hit.
    opened: Option<(usize, Hit)>,
    /// The rows of a concordance that the reader has marked.
    marked: Vec<(usize, Hit)>,
    /// What it is called, where that depends on what it shows.
    name: String,
    /// What is to be said of the selected row.
    pub foot: String,
    /// What that was made of beside the rows: the selected row, the cell, how many rows are marked.
    foot_of: Option<(usize, u16, usize)>,
    /// What is said where it has no rows.
    pub empty: String,
    /// Its rows, made when the model is settled.
    pub rows: Vec<OverlayRow>,
    made_of: Option<MadeOf>,
    /// Which list it is, where it is one that can be left and returned to.
    list: Option<ListOf>,
    /// The list that it was opened from.
    from: Option<ListOf>,
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
    wanted: Option<Wanted>,
    counted: u64,
    levels: Vec<SortLevel>,
    extent: Extent,
    is_unique: bool,
    opened: Option<(usize, Hit)>,
    figures: Figures,
    /// The texts, where they are listed.
    texts: Vec<usize>,
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
    /// Whether the reader has marked it.
    pub marked: bool,
    /// The cells in it that a cursor goes along.
    pub strip: Option<Strip>,
    /// What is still to be read of the text, after `name`, before it is shown.
    around: Option<Around>,
}

/// Cells side by side in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip {
    /// The column of the first one.
    pub x: u16,
    /// The columns of each.
    pub width: u16,
    /// How many there are.
    pub cells: u16,
}

/// What a row of an overlay leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A byte of the open document.
    Place(usize),
    /// The beginning of a document.
    Document(usize),
    /// A category of keywords, by its index.
    Category(usize),
    /// A keyword.
    Term(TermId),
    /// A match of the search.
    Match(Match),
    /// A hit of the concordance, in the document of this number.
    Hit(usize, Hit),
    /// The hits in a cell of the plot of a document.
    Plot(usize, Subject),
    /// What a category meets, in a column of a matrix.
    Matrix(usize),
    /// Where two keywords meet.
    Meeting(Meeting),
    /// A word that was counted, by its number in the answer.
    Word(usize),
    /// A mark, by its number.
    Mark(usize),
    /// A highlight, by its number.
    Highlight(usize),
    /// A link, by its number.
    Link(usize),
    /// A command.
    Command(Command),
    /// A setting, by its number, and one of the things that it may be.
    Setting(usize, usize),
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
    /// Marks, highlights and notes.
    Notes,
    /// The links of the open document.
    Links,
    /// The commands that fit what is typed.
    Palette,
    /// The texts, where no list of them stands beside the open one.
    Texts,
}

impl OverlayKind {
    /// Whether its rows lead into texts, or are a table of figures: they need all the width, and going
    /// back from where one led shows it again.
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Matches | Self::Concordance | Self::Figures | Self::Notes | Self::Links
        )
    }
}

impl Overlay {
    /// An overlay as it opens.
    pub const fn new(kind: OverlayKind) -> Self {
        Self {
            kind,
            filter: String::new(),
            filtered: None,
            at: 0,
            expanded: Vec::new(),
            term: None,
            cell: 0,
            opened: None,
            marked: Vec::new(),
            name: String::new(),
            foot: String::new(),
            foot_of: None,
            empty: String::new(),
            rows: Vec::new(),
            made_of: None,
            list: None,
            from: None,
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

    /// Lists the terms of a category, or no longer.
    fn expand(&mut self, category: usize, open: bool) {
        self.expanded.retain(|&expanded| expanded != category);
        if open {
            self.expanded.push(category);
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
        matches!(
            self.kind,
            OverlayKind::Outline
                | OverlayKind::Keywords
                | OverlayKind::Palette
                | OverlayKind::Texts
        ) || self.kind.is_list()
    }

    /// The hit that the selected row leads to, and the number of its document.
    fn selected_hit(&self) -> Option<(usize, Hit)> {
        match self.selected()? {
            Target::Hit(document, hit) => Some((document, hit)),
            _ => None,
        }
    }

    /// The rows that the reader has marked: documents and hits.
    pub(super) fn marked(&self) -> &[(usize, Hit)] {
        &self.marked
    }

    /// Selects the first row that leads anywhere.
    pub(super) fn select_first(&mut self) {
        let first = self.rows.iter().position(|row| row.target.is_some());
        self.at = first.unwrap_or(0);
    }

    /// Moves on from a row of a list that leads nowhere.
    pub(super) fn leave_heading(&mut self, back: bool) {
        let leads = |index: &usize| {
            self.rows
                .get(*index)
                .is_some_and(|row| row.target.is_some())
        };
        let leads_on = matches!(
            self.kind,
            OverlayKind::Matches | OverlayKind::Concordance | OverlayKind::Notes
        );
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

    /// The cells of the selected row.
    pub fn strip(&self) -> Option<Strip> {
        self.rows.get(self.at).filter(|_| self.selects())?.strip
    }

    /// Makes the rows for a frame with room for `columns`, where they are not what they should be;
    /// `wanted` is what is counted for them.
    pub(super) fn settle(&mut self, model: &Model, wanted: Option<Wanted>, columns: u16) {
        let concordance = &model.concordance;
        let made_of = MadeOf {
            filter: self.filter.clone(),
            columns,
            document: model.open,
            revision: model.findings.revision(),
            searched: model.search.revision(),
            activity: model.activity.clone(),
            expanded: self.expanded.clone(),
            term: self.term,
            wanted,
            counted: model.counts.revision(),
            levels: concordance.levels.clone(),
            extent: concordance.extent,
            is_unique: concordance.is_unique,
            opened: self.opened,
            figures: model.figures,
            texts: match self.kind {
                OverlayKind::Texts => model.list.order.clone(),
                _ => Vec::new(),
            },
        };
        if self.made_of.as_ref() != Some(&made_of) {
            self.make_rows(model, made_of);
        }
        // As many rows as could be shown, wherever the selected one stands among them.
        let rows = usize::from(model.size.rows);
        let shown = self.at.saturating_sub(rows)..(self.at + rows).min(self.rows.len());
        for row in &mut self.rows[shown] {
            if let Some(around) = row.around.take() {
                around.complete(row, model, columns);
            }
            row.marked = match row.target {
                Some(Target::Hit(document, hit)) => self.marked.contains(&(document, hit)),
                _ => false,
            };
        }
        if let Some(strip) = self.strip() {
            self.cell = self.cell.min(strip.cells.saturating_sub(1));
        }
        let foot_of = Some((self.at, self.cell, self.marked.len()));
        if self.foot_of != foot_of {
            self.foot_of = foot_of;
            self.foot = self.foot(model);
        }
    }

    /// What is to be said of the selected row.
    fn foot(&self, model: &Model) -> String {
        match self.kind {
            OverlayKind::Figures => figures::foot(model, self),
            OverlayKind::Concordance => {
                let mut said = Vec::new();
                if !self.marked.is_empty() {
                    said.push(format!("{} marked", number(self.marked.len())));
                }
                if let Some((document, _)) = self.selected_hit() {
                    let metadata = &model.collection.documents[document].metadata;
                    said.push(metadata.title.to_string());
                    said.extend(format::dated(metadata));
                }
                said.join(" · ")
            }
            _ => String::new(),
        }
    }

    fn make_rows(&mut self, model: &Model, made_of: MadeOf) {
        let columns = made_of.columns;
        let selected = self.selected();
        let lines = self.lines(model, made_of.wanted.as_ref(), columns);
        self.made_of = Some(made_of);
        self.foot_of = None;
        let names = name_columns(&lines, columns);
        let lines = lines.into_iter();
        self.rows = if model.linear.is_some() {
            lines.filter_map(spoken::row).collect()
        } else {
            lines
                .flat_map(|line| wrapped(line, names, columns))
                .collect()
        };
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        // What is selected stays so, wherever its row has gone.
        if selected.is_some() && self.selected() != selected {
            let place = self.rows.iter().position(|row| row.target == selected);
            self.at = place.unwrap_or(self.at);
        }
        self.leave_heading(false);
        self.empty = if self.is_looking(model) {
            "looking…".to_owned()
        } else if self.filter.is_empty() {
            model.no_rows(self.kind)
        } else {
            let hint = model.keymap.told("{cancel} shows all again");
            format!("No line holds “{}”; {hint}.", self.filter)
        };
    }

    /// Whether there may be more rows than it has.
    pub(super) fn is_looking(&self, model: &Model) -> bool {
        let wanted = self.made_of.as_ref().and_then(|made| made.wanted.as_ref());
        let answer = wanted.map(|wanted| model.counts.answer(wanted));
        answer.is_some_and(|answer| !answer.is_some_and(Answer::is_whole))
            || self.kind == OverlayKind::Matches && !model.search.is_complete()
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
            OverlayKind::Notes => "Marks and notes",
            OverlayKind::Links => "Links",
            OverlayKind::Palette => "Commands",
            OverlayKind::Texts => "Texts",
            OverlayKind::Concordance | OverlayKind::Figures => &self.name,
        };
        let rows = self.rows.iter().filter(|row| row.target.is_some()).count();
        let rows = format::counted(rows, "row");
        match self.filtered {
            _ if self.filter.is_empty() || self.kind == OverlayKind::Palette => name.to_owned(),
            _ if !self.kind.is_list() => format!("{name} · {}", self.filter),
            Some(Extent::Words(words)) => {
                format!("{name} · {rows} with {} within {words} words", self.filter)
            }
            _ => format!("{name} · {rows} with {}", self.filter),
        }
    }

    /// Its lines, those that the filter leaves.
    fn lines(&mut self, model: &Model, wanted: Option<&Wanted>, columns: u16) -> Vec<OverlayLine> {
        let lines = match self.kind {
            OverlayKind::Help => content::help(model),
            OverlayKind::Outline => content::outline(model),
            OverlayKind::Information => content::information(model),
            OverlayKind::Keywords if model.linear.is_some() => spoken::keyword_lines(model, self),
            OverlayKind::Keywords => keywords::lines(model, self),
            OverlayKind::Peek => peek::lines(model, self.term),
            OverlayKind::Matches => matches::lines(model),
            OverlayKind::Notes if model.linear.is_some() => spoken::notes(model),
            OverlayKind::Notes => notes::lines(model),
            OverlayKind::Texts => spoken::texts(model),
            OverlayKind::Links => content::links(model),
            // Narrowed by its own rules.
            OverlayKind::Palette => return content::palette(model, &self.filter),
            OverlayKind::Concordance => {
                let Some(wanted) = wanted else {
                    return Vec::new();
                };
                let rows = model.arranged(wanted);
                self.name = model.concordance_in_words(wanted, rows.repeated);
                // Narrowed when the rows were found.
                return concordance::lines(model, &rows.rows, self.opened);
            }
            OverlayKind::Figures => {
                let name = model.figures.figure.name();
                self.name = if model.linear.is_some() {
                    name.to_owned()
                } else {
                    let next = model.keymap.told("{figures} the next view");
                    format!("{name} · {next}")
                };
                match model.linear {
                    Some(_) => spoken::figures(model, wanted),
                    None => figures::lines(model, wanted, columns),
                }
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
                OverlayLine::Hit(around, _) => around.text(model).to_lowercase(),
                OverlayLine::Row(text, ..) => text.to_lowercase(),
            };
            words.iter().all(|word| text.contains(word.as_str()))
        };
        // What stands below a row belongs to it.
        let mut left = Vec::new();
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let below = match lines.peek() {
                Some(OverlayLine::Paragraph(text)) => words
                    .iter()
                    .all(|word| text.to_lowercase().contains(word.as_str())),
                _ => false,
            };
            let is_paragraph = matches!(lines.peek(), Some(OverlayLine::Paragraph(_)));
            if holds(&line) || below {
                left.push(line);
                if is_paragraph {
                    left.extend(lines.next());
                }
            } else if is_paragraph {
                lines.next();
            }
        }
        left
    }
}
