//! Lists that lead into texts, and figures: opening them, what keys do to them, and the way back.

use super::{Overlay, OverlayKind, Target};
use crate::{
    analysis::{
        concordance::{LEVELS, SortKey},
        context::Extent,
    },
    app::{
        Effect, Focus, Model,
        concordance::{Concordance, Subject},
        figures::Figure,
        hits::Which,
    },
    keyword::{Hit, TermId},
};

/// A list that has led to a place in a text.
#[derive(Debug)]
pub(in crate::app) struct LeftList {
    list: Overlay,
    /// How many places could be gone back to then.
    jumps: usize,
}

impl Model {
    /// Keeps the list that has led here; going back shows it again as it was.
    pub(in crate::app) fn leave_list(&mut self, list: Overlay) {
        self.focus = Focus::Text;
        self.left_list = Some(LeftList {
            list,
            jumps: self.jumped_back,
        });
    }

    /// Shows a list with the row selected that leads to `target`, or else its first.
    pub(in crate::app) fn show_list(&mut self, kind: OverlayKind, target: Option<Target>) {
        self.overlay = Some(Overlay::new(kind));
        self.select_row(target);
    }

    /// Selects the row that leads to `target`, if there is one.
    pub(in crate::app) fn select_row(&mut self, target: Option<Target>) {
        self.settle();
        if let (Some(overlay), Some(target)) = (&mut self.overlay, target) {
            let found = overlay
                .rows
                .iter()
                .position(|row| row.target == Some(target));
            overlay.at = found.unwrap_or(overlay.at);
            self.settle();
        }
    }

    /// Lists the matches of a search that is being typed.
    pub(in crate::app) fn show_matches(&mut self) {
        self.show_list(OverlayKind::Matches, None);
    }

    /// Shows again the list that has led to the place from which one goes back.
    pub(in crate::app) fn return_to_list(&mut self) {
        let here = self.jumped_back;
        if let Some(left) = self.left_list.take_if(|left| left.jumps == here) {
            self.overlay = Some(left.list);
        }
    }

    /// Lists the matches in all texts, the one on the screen selected.
    pub(in crate::app) fn list_matches(&mut self) {
        if !self.search.is_active() {
            self.notice = Some(
                self.keymap
                    .told("nothing is sought; {search} / searches all texts"),
            );
            return;
        }
        let here = self.match_shown().map(Target::Match);
        self.show_list(OverlayKind::Matches, here);
    }

    /// Opens the concordance: of a category of the legend by its number, of the search by 0; else of the
    /// term in focus, the search, or all shown hits.
    pub(in crate::app) fn open_concordance(&mut self, count: Option<u32>) {
        let subject = match count {
            Some(0) if !self.search.is_active() => {
                self.notice = Some(self.keymap.told("nothing is sought; {search} searches"));
                return;
            }
            Some(0) => Subject::Search,
            Some(number) => match self.category_numbered(number) {
                Some(category) => Subject::Hits(Which::Category(category)),
                None => return,
            },
            None => match self.focused_term() {
                _ if self.match_shown().is_some() => Subject::Search,
                Some(term) => Subject::Hits(Which::Term(term)),
                None if self.search.is_active() => Subject::Search,
                None => Subject::Hits(Which::Active),
            },
        };
        if self.concordance.subject != subject {
            self.concordance.marked.clear();
        }
        self.concordance.subject = subject;
        self.concordance.opened = None;
        let here = match subject {
            Subject::Search => self.match_shown().map(|found| Hit {
                span: found.span,
                term: TermId(0),
                alias: 0,
            }),
            Subject::Hits(_) => self.current_shown().map(|current| current.hit),
        };
        // Where the reader is.
        let here = here.map(|hit| Target::Hit(self.open, hit));
        self.show_list(OverlayKind::Concordance, here);
    }

    /// What a command does to the concordance, if it is open.
    pub(in crate::app) fn change_concordance(
        &mut self,
        change: impl FnOnce(&mut Concordance),
    ) -> Vec<Effect> {
        if self.is_open(OverlayKind::Concordance) {
            // The selected hit stays selected, wherever its row goes.
            let selected = self.overlay.as_ref().and_then(Overlay::selected);
            change(&mut self.concordance);
            self.select_row(selected);
        } else {
            self.notice = Some(
                self.keymap
                    .told("that belongs to the concordance; {concordance} opens it"),
            );
        }
        Vec::new()
    }

    pub(in crate::app) fn sort_concordance(&mut self, level: u32) -> Vec<Effect> {
        self.change_concordance(|it| it.next_key(level as usize))
    }

    pub(in crate::app) fn reverse_concordance(&mut self, level: u32) -> Vec<Effect> {
        self.change_concordance(|it| {
            let index = (level as usize).clamp(1, LEVELS) - 1;
            if it.levels.is_empty() {
                it.next_key(1);
                it.levels[0].key = SortKey::Document;
            }
            if let Some(level) = it.levels.get_mut(index) {
                level.descending = !level.descending;
            }
        })
    }

    pub(in crate::app) fn toggle_sentence(&mut self) -> Vec<Effect> {
        self.change_concordance(|it| {
            it.extent = match it.extent {
                Extent::Sentence => Extent::Paragraph,
                _ => Extent::Sentence,
            };
        })
    }

    pub(in crate::app) fn toggle_repeated(&mut self) -> Vec<Effect> {
        self.change_concordance(|it| it.is_unique = !it.is_unique)
    }

    /// Shows the paragraph of a row below it, or no longer.
    pub(in crate::app) fn open_row(&mut self) -> Vec<Effect> {
        let selected = self.overlay.as_ref().and_then(Overlay::selected_hit);
        self.change_concordance(|it| {
            it.opened = selected.filter(|&row| it.opened != Some(row));
        })
    }

    /// Marks the selected row, or no longer, and goes on to the next.
    pub(in crate::app) fn mark_row(&mut self) -> Vec<Effect> {
        let selected = self.overlay.as_ref().and_then(Overlay::selected_hit);
        let effects = self.change_concordance(|it| {
            let Some(row) = selected else { return };
            match it.marked.iter().position(|&marked| marked == row) {
                Some(at) => drop(it.marked.remove(at)),
                None => it.marked.push(row),
            }
        });
        if selected.is_some() {
            self.move_overlay(1);
        }
        effects
    }

    /// Opens the figures, or goes on to the next; with a count, to those of that number.
    pub(in crate::app) fn open_figures(&mut self, count: Option<u32>) {
        let is_open = self.is_open(OverlayKind::Figures);
        if let Some(number) = count {
            let Some(&figure) = Figure::ALL.get((number as usize).wrapping_sub(1)) else {
                self.notice = Some(format!("there are {} views of figures", Figure::ALL.len()));
                return;
            };
            self.figures.figure = figure;
        } else if is_open {
            self.figures.figure = self.figures.figure.next();
        }
        if !is_open {
            self.figures.of = self.focused_term().map_or(Which::Active, Which::Term);
        }
        self.overlay = Some(Overlay::new(OverlayKind::Figures));
    }
}
