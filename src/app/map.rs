//! Where the hits of a document stand, as a row or a column of cells.
//!
//! Two maps, both of density: a cell shows how many hits fall into it, and of which category.
//!
//! - The *strip* of a document in the list goes by words, as dispersion plots do: the cell of a hit is
//!   ⌊words before it × cells ÷ words of the document⌋.
//! - The *minimap* beside the text goes by bytes, as the scrollbar does: the row of a hit is
//!   ⌊first byte × rows ÷ length⌋. So a row of the minimap, the scrollbar's thumb and the place that a
//!   click leads to mean the same part of the text.
//!
//! A hit counts where it is active; while a term is in focus, only the hits of that term do, muted or
//! not. Responsible for the figures and for the cursor on the minimap, not for drawing (see `view`).
//! The invariant: a map is made again only when what it is made of has changed, never for a frame.

use super::{
    Effect, Focus, Model,
    activity::Activity,
    command::Command,
    findings::Found,
    format,
    list::{ListRowKind, text_columns},
};
use crate::{
    analysis::dispersion,
    keyword::{Hit, KeywordSet, TermId},
};
use std::{collections::HashMap, fmt::Write as _, sync::Arc};

/// How many hits of each category fall into each of a number of cells.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Map {
    categories: usize,
    /// Of each cell, the hits of each category.
    counts: Vec<u32>,
    /// Of each cell, the first byte of its first hit.
    firsts: Vec<Option<usize>>,
}

impl Map {
    /// A map without hits.
    pub fn new(cells: u16, categories: usize) -> Self {
        let cells = usize::from(cells);
        Self {
            categories,
            counts: vec![0; cells * categories],
            firsts: vec![None; cells],
        }
    }

    /// Counts a hit of `category` that begins at byte `at` in the cell that holds `part` of `whole`.
    ///
    /// Hits come in order of start. What lies past the end counts in the last cell.
    pub fn add(&mut self, part: usize, whole: usize, category: usize, at: usize) {
        let cell = dispersion::cell(part, whole, self.cells());
        if let Some(first) = self.firsts.get_mut(cell) {
            first.get_or_insert(at);
            self.counts[cell * self.categories + category] += 1;
        }
    }

    /// How many cells it has.
    pub fn cells(&self) -> usize {
        self.firsts.len()
    }

    /// The hits of each category in a cell; empty past the last cell.
    pub fn by_category(&self, cell: usize) -> &[u32] {
        let from = cell * self.categories;
        self.counts
            .get(from..from + self.categories)
            .unwrap_or_default()
    }

    /// The hits in a cell.
    pub fn hits(&self, cell: usize) -> u32 {
        self.by_category(cell).iter().sum()
    }

    /// The category with hits in a cell that comes first in the order of painting.
    pub fn category(&self, cell: usize) -> Option<usize> {
        self.by_category(cell).iter().position(|&hits| hits > 0)
    }

    /// The first byte of the first hit in a cell.
    pub fn first(&self, cell: usize) -> Option<usize> {
        self.firsts.get(cell).copied().flatten()
    }

    /// The sign that stands for a cell; see [`dispersion::sign`].
    pub fn glyph(&self, cell: usize) -> &'static str {
        dispersion::sign(self.hits(cell) as usize)
    }
}

/// Which hits count, and as what.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The set that the hits are of.
    pub keywords: Arc<KeywordSet>,
    /// Which of them are shown.
    pub activity: Activity,
    /// The term whose hits count alone.
    pub focused: Option<TermId>,
}

impl Counted {
    /// The category as which a hit counts, if it does.
    fn category(&self, hit: &Hit) -> Option<usize> {
        let counts = match self.focused {
            Some(term) => hit.term == term,
            None => self.activity.shows(hit.term, &self.keywords),
        };
        counts.then(|| self.keywords.terms[hit.term.index()].category)
    }

    /// A row of cells for a document of so many words.
    pub fn strip(&self, found: &Found, words: usize, cells: u16) -> Map {
        let mut map = Map::new(cells, self.keywords.categories.len());
        for (hit, &index) in found.hits.iter().zip(&found.word_indexes) {
            if let Some(category) = self.category(hit) {
                map.add(index as usize, words, category, hit.span.start);
            }
        }
        map
    }

    /// A column of cells for a document of so many bytes.
    pub fn minimap(&self, found: &Found, length: usize, cells: u16) -> Map {
        let mut map = Map::new(cells, self.keywords.categories.len());
        for hit in &found.hits {
            if let Some(category) = self.category(hit) {
                map.add(hit.span.start, length, category, hit.span.start);
            }
        }
        map
    }

    fn is_same(&self, model: &Model) -> bool {
        Arc::ptr_eq(&self.keywords, &model.findings.keywords)
            && self.focused == model.focused_term()
            && self.activity == model.activity
    }
}

/// The maps on the screen, and the cursor on the minimap.
#[derive(Debug, Default)]
pub struct Maps {
    /// The row of the minimap that the reader has moved to, counted from its top.
    pub cursor: Option<u16>,
    counted: Option<Counted>,
    /// Those of the documents that the list shows.
    strips: HashMap<usize, Kept>,
    minimap: Option<Kept>,
}

/// A map, and what it depends on beside [`Counted`].
#[derive(Debug)]
struct Kept {
    made_of: MadeOf,
    map: Map,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MadeOf {
    document: usize,
    hits: usize,
    /// Words or bytes.
    length: usize,
    cells: u16,
}

impl Maps {
    /// The strip of a document that the list shows.
    pub fn strip(&self, document: usize) -> Option<&Map> {
        self.strips.get(&document).map(|kept| &kept.map)
    }

    /// The map beside the open document.
    pub fn minimap(&self) -> Option<&Map> {
        self.minimap.as_ref().map(|kept| &kept.map)
    }

    /// Makes what the panes and the rows of the list ask for, where it is not there.
    fn settle(&mut self, model: &Model) {
        if !matches!(&self.counted, Some(counted) if counted.is_same(model)) {
            self.strips.clear();
            self.minimap = None;
        }
        let counted = self.counted.take().filter(|counted| counted.is_same(model));
        let counted = counted.unwrap_or_else(|| Counted {
            keywords: Arc::clone(&model.findings.keywords),
            activity: model.activity.clone(),
            focused: model.focused_term(),
        });
        let mut before = std::mem::take(&mut self.strips);
        if let Some(area) = model.panes.list {
            let strips = model.list.rows.iter();
            for row in strips.filter(|row| row.kind == ListRowKind::Strip) {
                let document = &model.collection.documents[row.document];
                let found = model.findings.of(row.document);
                let made_of = MadeOf {
                    document: row.document,
                    hits: found.hits.len(),
                    length: model.findings.words(row.document, document).unwrap_or(0),
                    cells: text_columns(area.columns),
                };
                let kept = kept(before.remove(&row.document), made_of, || {
                    counted.strip(found, made_of.length, made_of.cells)
                });
                self.strips.insert(row.document, kept);
            }
        }
        let before = self.minimap.take();
        self.minimap = model.panes.map.zip(model.document()).map(|(area, open)| {
            let found = model.findings.of(model.open);
            let made_of = MadeOf {
                document: model.open,
                hits: found.hits.len(),
                length: open.body.len(),
                cells: area.rows,
            };
            kept(before, made_of, || {
                counted.minimap(found, made_of.length, made_of.cells)
            })
        });
        self.cursor = match (self.cursor, model.panes.map) {
            (Some(row), Some(area)) => Some(row.min(area.rows.saturating_sub(1))),
            _ => None,
        };
        self.counted = Some(counted);
    }
}

/// What there was before, if it was made of the same; else what `make` makes.
fn kept(before: Option<Kept>, made_of: MadeOf, make: impl FnOnce() -> Map) -> Kept {
    match before {
        Some(kept) if kept.made_of == made_of => kept,
        _ => Kept {
            made_of,
            map: make(),
        },
    }
}

impl Model {
    /// Brings the maps up to date; after the panes and the rows of the list.
    pub(super) fn settle_maps(&mut self) {
        let mut maps = std::mem::take(&mut self.maps);
        maps.settle(self);
        self.maps = maps;
    }

    /// Whether keys move the cursor on the minimap.
    pub(super) fn on_map(&self) -> bool {
        self.maps.cursor.is_some() && self.overlay.is_none()
    }

    /// Puts the cursor on the minimap, at the row of the place, or takes it away.
    pub(super) fn toggle_map(&mut self) {
        if self.maps.cursor.take().is_some() {
            return;
        }
        self.overlay = None;
        self.settings.zen = false;
        self.settle();
        self.show_text();
        let length = self.document().map_or(0, |document| document.body.len());
        let Some(area) = self.panes.map.filter(|_| length > 0) else {
            self.notice = Some(if self.findings.has_keywords() {
                "there is no room for the map".to_owned()
            } else {
                "there are no keywords to map".to_owned()
            });
            return;
        };
        let row = self.shown().0 as u128 * u128::from(area.rows) / length as u128;
        self.maps.cursor = Some(row.min(u128::from(area.rows - 1)) as u16);
    }

    /// What a command does while the cursor is on the minimap: `Some` where that is all it does. One
    /// that belongs to another part of the screen takes the cursor away.
    pub(super) fn run_on_map(
        &mut self,
        command: Command,
        times: isize,
        half: isize,
    ) -> Option<Vec<Effect>> {
        let row = self.maps.cursor.filter(|_| self.on_map())?;
        let by = match command {
            Command::LineDown => times,
            Command::LineUp => -times,
            Command::HalfDown => times * half,
            Command::HalfUp => -times * half,
            Command::Top => isize::MIN,
            Command::Bottom => isize::MAX,
            Command::MapGo => {
                self.maps.cursor = None;
                self.remember();
                self.focus = Focus::Text;
                self.go_to_row(row);
                return Some(Vec::new());
            }
            Command::Cancel | Command::Close => {
                self.maps.cursor = None;
                return Some(Vec::new());
            }
            // What changes the colours and the hits that count, or leads here.
            Command::Map
            | Command::Mute
            | Command::Solo
            | Command::Undo
            | Command::Theme
            | Command::Reload
            | Command::Redraw
            | Command::Suspend
            | Command::Mouse => return None,
            _ => {
                self.maps.cursor = None;
                return None;
            }
        };
        let last = self.panes.map.map_or(0, |area| area.rows.saturating_sub(1));
        let row = usize::from(row).saturating_add_signed(by);
        self.maps.cursor = Some(row.min(usize::from(last)) as u16);
        Some(Vec::new())
    }

    /// Puts what a row of the scrollbar stands for a third down the pane: its first hit that counts, or
    /// else its first byte.
    pub(super) fn go_to_row(&mut self, row: u16) {
        let length = self.document().map_or(0, |document| document.body.len());
        let Some(bar) = self.panes.scrollbar.filter(|bar| bar.rows > 0) else {
            return;
        };
        let row = row.min(bar.rows - 1);
        let begins = (length as u128 * u128::from(row)).div_ceil(u128::from(bar.rows)) as usize;
        let minimap = self.maps.minimap();
        let first = minimap.and_then(|map| map.first(usize::from(row)));
        self.go_to_third(first.unwrap_or(begins));
    }

    /// What stands in the row under the cursor on the minimap, in words, for the status line.
    pub fn map_in_words(&self) -> Option<String> {
        let row = usize::from(self.maps.cursor.filter(|_| self.on_map())?);
        let map = self.maps.minimap()?;
        let set = &self.findings.keywords;
        let hits = format::counted(map.hits(row) as usize, "hit");
        let mut words = format!("map row {} of {} · {hits}", row + 1, map.cells());
        if let Some(term) = self.focused_term() {
            words.push_str(" of ");
            words.push_str(&set.terms[term.index()].label);
        }
        for (category, &hits) in set.categories.iter().zip(map.by_category(row)) {
            if hits > 0 {
                let _ = write!(words, " · {} {} {hits}", category.mark, category.name);
            }
        }
        Some(words)
    }
}
