//! Lists that lead into texts, and figures: opening them, what keys do to them, and the way back.

use super::{Overlay, OverlayKind, Target};
use crate::{
    analysis::context::Extent,
    app::{
        Focus, Model,
        concordance::{Concordance, Subject},
        figures::Figure,
        format,
        hits::Which,
        search::Search,
    },
};

/// Which list it is. One that is opened again is as it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum ListOf {
    /// The matches of the search of this number.
    Matches(u32),
    /// A concordance; with the number of the search where it is one of the search.
    Concordance(Subject, Option<u32>),
    /// Figures.
    Figure(Figure, Subject),
}

/// A list that has been closed.
#[derive(Debug)]
pub(in crate::app) struct KeptList {
    list: Overlay,
    /// What was selected.
    selected: Option<Target>,
    /// Where the reader was in the texts.
    here: Option<Target>,
}

/// A list that has led to a place in a text.
#[derive(Debug)]
pub(in crate::app) struct LeftList {
    list: Overlay,
    /// How many places could be gone back to then.
    jumps: usize,
}

/// Closed lists that are kept as they were.
const MOST_KEPT: usize = 16;

/// The most words on each side of a hit that can be asked for.
const MOST_WORDS: u32 = 50;

impl ListOf {
    /// Whether it knows keywords by their numbers.
    const fn is_of_keywords(self) -> bool {
        match self {
            Self::Matches(_) | Self::Figure(Figure::Keyness | Figure::Dates, _) => false,
            Self::Concordance(subject, _) | Self::Figure(_, subject) => {
                !matches!(subject, Subject::Search)
            }
        }
    }

    const fn kind(self) -> OverlayKind {
        match self {
            Self::Matches(_) => OverlayKind::Matches,
            Self::Concordance(..) => OverlayKind::Concordance,
            Self::Figure(..) => OverlayKind::Figures,
        }
    }
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

    /// Forgets the lists that know keywords by numbers which have changed.
    pub(in crate::app) fn forget_lists_of_keywords(&mut self) {
        let stays = |list: &Overlay| list.list.is_none_or(|it| !it.is_of_keywords());
        self.kept_lists.retain(|kept| stays(&kept.list));
        self.left_list = self.left_list.take().filter(|left| stays(&left.list));
    }

    /// Closes what lies over the panes; a list shows the one again that it was opened from.
    pub(in crate::app) fn close_overlay(&mut self) {
        let from = self.overlay.as_ref().and_then(|overlay| overlay.from);
        self.keep_list();
        self.overlay = None;
        if let Some(from) = from {
            self.show_list(from, None);
        }
    }

    /// Keeps an open list for when it is opened again.
    fn keep_list(&mut self) {
        let Some(mut overlay) = self.overlay.take() else {
            return;
        };
        let Some(list) = overlay.list else { return };
        let selected = overlay.selected();
        overlay.rows.clear();
        overlay.made_of = None;
        let here = self.here_in(list);
        self.kept_lists.retain(|kept| kept.list.list != Some(list));
        if self.kept_lists.len() >= MOST_KEPT {
            self.kept_lists.remove(0);
        }
        self.kept_lists.push(KeptList {
            list: overlay,
            selected,
            here,
        });
    }

    /// Shows a list as it was left, `from` another one; where the reader has been elsewhere since, or it
    /// was never shown, with the row selected where the reader is.
    fn show_list(&mut self, list: ListOf, from: Option<ListOf>) {
        self.keep_list();
        let here = self.here_in(list);
        let is_it = |kept: &KeptList| kept.list.list == Some(list);
        let kept = self.kept_lists.iter().position(is_it);
        let kept = kept.map(|at| self.kept_lists.remove(at));
        let has_stayed = kept.as_ref().is_some_and(|kept| kept.here == here);
        let (mut overlay, selected) = match kept {
            Some(kept) => (kept.list, kept.selected),
            None => (Overlay::new(list.kind()), None),
        };
        overlay.list = Some(list);
        overlay.from = from.or(overlay.from);
        self.overlay = Some(overlay);
        if has_stayed {
            self.select_row(selected);
        } else {
            self.settle();
            if let Some(overlay) = &mut self.overlay {
                overlay.select_first();
            }
            self.select_row(here);
            self.cursor_to_current();
        }
    }

    /// What the row of a list leads to that is about the place where the reader is.
    fn here_in(&self, list: ListOf) -> Option<Target> {
        let hit = match list {
            ListOf::Matches(_) => return self.match_shown().map(Target::Match),
            ListOf::Figure(Figure::Dispersion, of) => {
                let hit = self.current_shown().map(|current| current.hit);
                return Some(Target::Plot(self.open, self.plotted(of, hit)));
            }
            ListOf::Figure(..) => return None,
            ListOf::Concordance(Subject::Search, _) => {
                self.match_shown().map(|found| Search::hit(found.span))
            }
            ListOf::Concordance(..) => self.current_shown().map(|current| current.hit),
        };
        hit.map(|hit| Target::Hit(self.open, hit))
    }

    /// Selects the row that leads to `target`, if there is one.
    pub(in crate::app) fn select_row(&mut self, target: Option<Target>) {
        self.settle();
        if let (Some(overlay), Some(_)) = (&mut self.overlay, target) {
            let found = overlay.rows.iter().position(|row| row.target == target);
            overlay.at = found.unwrap_or(overlay.at);
            self.settle();
        }
    }

    /// Lists the matches of a search that is being typed.
    pub(in crate::app) fn show_matches(&mut self) {
        self.overlay = None;
        self.show_list(ListOf::Matches(self.search.number()), None);
    }

    /// Shows again the list that has led to the place from which one goes back.
    /// Returns whether there is one.
    pub(in crate::app) fn return_to_list(&mut self) -> bool {
        let here = self.jumped_back;
        let left = self.left_list.take_if(|left| left.jumps == here);
        let returns = left.is_some();
        if let Some(left) = left {
            self.overlay = Some(left.list);
        }
        returns
    }

    /// Lists the matches in all texts, the one on the screen selected.
    pub(in crate::app) fn list_matches(&mut self) {
        if self.search.is_active() {
            self.show_list(ListOf::Matches(self.search.number()), None);
        } else {
            let hint = "nothing is sought; {search} / searches all texts";
            self.notice = Some(self.keymap.told(hint));
        }
    }

    /// Opens the concordance: of a category of the legend by its number, of the search by 0; else of the
    /// term in focus, the search, or all shown hits.
    pub(in crate::app) fn open_concordance(&mut self, count: Option<u32>) {
        let subject = match count {
            Some(0) if !self.search.is_active() => {
                self.nothing_sought();
                return;
            }
            Some(0) => Subject::Search,
            Some(number) => match self.category_numbered(number) {
                Some(category) => Subject::Hits(Which::Category(category)),
                None => return,
            },
            None => self.subject_in_focus(),
        };
        self.show_concordance(subject);
    }

    /// What lists and figures are of where nothing else is asked for: the search whose match was gone to,
    /// the term in focus, else the search, else all shown hits.
    fn subject_in_focus(&self) -> Subject {
        match self.focused_term() {
            _ if self.search.is_followed
                && self.match_shown().is_some()
                && self.search.is_active() =>
            {
                Subject::Search
            }
            Some(term) => Subject::Hits(Which::Term(term)),
            None if self.search.is_active() => Subject::Search,
            None => Subject::default(),
        }
    }

    /// Shows the concordance of a subject; of an open list, it goes back to that one.
    pub(in crate::app) fn show_concordance(&mut self, subject: Subject) {
        let from = self.overlay.as_ref().and_then(|overlay| overlay.list);
        let from = from.filter(|from| from.kind() != OverlayKind::Concordance);
        self.concordance.subject = subject;
        let search = (subject == Subject::Search).then(|| self.search.number());
        self.show_list(ListOf::Concordance(subject, search), from);
    }

    /// What a command does to the concordance, if it is open.
    fn change_concordance(&mut self, change: impl FnOnce(&mut Concordance, &mut Overlay)) {
        match &mut self.overlay {
            Some(overlay) if overlay.kind == OverlayKind::Concordance => {
                change(&mut self.concordance, overlay);
            }
            _ => {
                let hint = "that belongs to the concordance; {concordance} opens it";
                self.notice = Some(self.keymap.told(hint));
            }
        }
    }

    pub(in crate::app) fn sort_concordance(&mut self, level: u32) {
        self.change_concordance(|it, _| it.next_key(level as usize));
    }

    pub(in crate::app) fn reverse_concordance(&mut self, level: u32) {
        self.change_concordance(|it, _| it.reverse(level as usize));
    }

    /// Changes how much of the text rows show: the sentence or what fits, or so many words.
    pub(in crate::app) fn change_extent(&mut self, words: Option<u32>) {
        let extent = match (words, self.concordance.extent) {
            (Some(words), _) => Extent::Words(words.clamp(1, MOST_WORDS) as usize),
            (None, Extent::Paragraph) => Extent::Sentence,
            (None, _) => Extent::Paragraph,
        };
        self.change_concordance(|it, _| it.extent = extent);
        if self.is_open(OverlayKind::Concordance) {
            self.notice = Some(match extent {
                Extent::Paragraph => "as much as fits beside each hit".to_owned(),
                Extent::Sentence => "the sentence of each hit".to_owned(),
                Extent::Words(1) => "one word on each side".to_owned(),
                Extent::Words(words) => format!("{words} words on each side"),
            });
        }
    }

    pub(in crate::app) fn toggle_repeated(&mut self) {
        self.change_concordance(|it, _| it.is_unique = !it.is_unique);
    }

    /// Shows the paragraph of a row below it, or no longer.
    pub(in crate::app) fn open_row(&mut self, open: bool) {
        self.change_concordance(|_, overlay| {
            let selected = overlay.selected_hit();
            overlay.opened = selected.filter(|&row| open && overlay.opened != Some(row));
        });
    }

    /// Marks the selected row, or no longer, and goes on to the next.
    pub(in crate::app) fn mark_row(&mut self) {
        self.change_concordance(|_, overlay| {
            let Some(row) = overlay.selected_hit() else {
                return;
            };
            match overlay.marked.iter().position(|&marked| marked == row) {
                Some(at) => drop(overlay.marked.remove(at)),
                None => overlay.marked.push(row),
            }
        });
        if self.is_open(OverlayKind::Concordance) {
            self.move_overlay(1);
        }
    }

    /// Opens the figures, or goes on to the next; with a count, to those of that number.
    pub(in crate::app) fn open_figures(&mut self, count: Option<u32>) {
        let is_open = self.is_open(OverlayKind::Figures);
        if let Some(number) = count {
            let Some(&figure) = Figure::ALL.get((number as usize).wrapping_sub(1)) else {
                let views = format::number(Figure::ALL.len());
                self.notice = Some(format!("there are {views} views of figures"));
                return;
            };
            self.figures.figure = figure;
        } else if is_open {
            self.figures.figure = self.figures.figure.next();
        }
        if !is_open {
            self.figures.of = self.subject_in_focus();
        }
        let of = match self.figures.figure {
            Figure::Dispersion | Figure::Collocates => self.figures.of,
            // Whatever is in focus, they are the same.
            Figure::Keyness | Figure::Cooccurrence | Figure::Dates => Subject::default(),
        };
        self.show_list(ListOf::Figure(self.figures.figure, of), None);
    }
}
