//! What keys do to an overlay.

use super::{Overlay, OverlayKind, OverlayRow, Target};
use crate::app::{
    Effect, Focus, Model, concordance::Subject, panes::overlay_columns, reader::Place,
};

impl Model {
    pub(in crate::app) fn toggle_overlay(&mut self, kind: OverlayKind) {
        if self.is_open(kind) {
            self.overlay = None;
            return;
        }
        let mut overlay = Overlay::new(kind);
        if kind == OverlayKind::Outline {
            let (top, _) = self.shown();
            overlay.settle(
                self,
                None,
                overlay_columns(self.size, kind).saturating_sub(4),
            );
            if overlay.rows.is_empty() {
                self.notice = Some("this text has no headings".to_owned());
                return;
            }
            let begun =
                |row: &OverlayRow| matches!(row.target, Some(Target::Place(at)) if at <= top);
            overlay.at = overlay.rows.iter().rposition(begun).unwrap_or(0);
        }
        self.overlay = Some(overlay);
    }

    /// Whether this is what lies over the panes.
    pub(in crate::app) fn is_open(&self, kind: OverlayKind) -> bool {
        matches!(&self.overlay, Some(overlay) if overlay.kind == kind)
    }

    pub(in crate::app) fn move_overlay(&mut self, by: isize) {
        let rows = self.panes.overlay.map_or(0, |area| area.framed().rows);
        if let Some(overlay) = &mut self.overlay {
            overlay.at = overlay.at.saturating_add_signed(by).min(overlay.last(rows));
            overlay.leave_heading(by < 0);
        }
    }

    /// Goes to what the selected row leads to, or opens it; closes any other overlay.
    pub(in crate::app) fn accept_overlay(&mut self) -> Vec<Effect> {
        let Some(mut overlay) = self.overlay.take() else {
            return Vec::new();
        };
        match overlay.selected() {
            Some(Target::Place(at)) => {
                self.remember();
                self.go(Place { at, above: 0 });
                self.focus = Focus::Text;
            }
            Some(Target::Match(found)) => {
                self.land_on(found);
                self.leave_list(overlay);
                return vec![Effect::Prefer(self.open)];
            }
            Some(Target::Hit(document, hit)) => {
                self.land_from_list(self.concordance.subject, document, hit);
                self.leave_list(overlay);
                return vec![Effect::Prefer(self.open)];
            }
            Some(Target::Plot(document, subject)) => {
                let Some(&hit) = self.hits_in_cell(&overlay).first() else {
                    self.overlay = Some(overlay);
                    let hint = "no hit is in this cell; {next-hit} goes to the next";
                    self.notice = Some(self.keymap.told(hint));
                    return Vec::new();
                };
                self.land_from_list(subject, document, hit);
                self.leave_list(overlay);
                return vec![Effect::Prefer(self.open)];
            }
            Some(Target::Matrix(category)) => {
                let meeting = self.meeting_in_cell(category, overlay.cell);
                self.overlay = Some(overlay);
                match meeting {
                    Some(meeting) => self.show_concordance(Subject::Meeting(meeting)),
                    None => self.notice = Some("a category does not meet itself".to_owned()),
                }
            }
            Some(Target::Meeting(meeting)) => {
                self.overlay = Some(overlay);
                self.show_concordance(Subject::Meeting(meeting));
            }
            Some(Target::Word(number)) => {
                self.overlay = Some(overlay);
                return self.follow_word(number);
            }
            Some(Target::Document(index)) => {
                self.remember();
                self.leave_list(overlay);
                return self.open_document(index);
            }
            Some(target @ (Target::Mark(_) | Target::Highlight(_))) => {
                if self.go_to_noted(target) {
                    self.leave_list(overlay);
                } else {
                    self.overlay = Some(overlay);
                }
                return vec![Effect::Prefer(self.open)];
            }
            Some(Target::Link(number)) => {
                self.overlay = Some(overlay);
                return self.follow_address(number);
            }
            Some(Target::Command(command)) => return self.run(command, None),
            Some(Target::Setting(number, choice)) => return self.choose(number, choice),
            Some(Target::Category(category)) => {
                let is_open = overlay.expanded.contains(&category);
                overlay.expand(category, !is_open);
                self.overlay = Some(overlay);
            }
            Some(Target::Term(term)) => {
                if !self.go_to_term(term) {
                    self.overlay = Some(overlay);
                    self.notice = Some("no text has a hit of it".to_owned());
                }
                return vec![Effect::Prefer(self.open)];
            }
            None if overlay.kind.is_list() => {
                self.overlay = Some(overlay);
                self.notice = Some("this row leads nowhere".to_owned());
            }
            None => {}
        }
        Vec::new()
    }

    /// Along the selected row: from cell to cell, or into what it holds and out again.
    pub(in crate::app) fn along_row(&mut self, by: isize) {
        let Some(overlay) = &mut self.overlay else {
            return;
        };
        if let Some(strip) = overlay.strip() {
            let cell = usize::from(overlay.cell).saturating_add_signed(by);
            let last = usize::from(strip.cells.saturating_sub(1));
            overlay.cell = cell.min(last) as u16;
            return;
        }
        match overlay.selected() {
            Some(Target::Category(category)) => overlay.expand(category, by > 0),
            _ => self.open_row(by > 0),
        }
    }

    pub(in crate::app) fn peek(&mut self) {
        let first = self
            .painted
            .iter()
            .find(|hit| hit.span.end > self.shown().0);
        let selected = match self.overlay.as_ref().and_then(Overlay::selected) {
            Some(Target::Term(term)) => Some(term),
            _ => None,
        };
        let on_screen = self.current_shown().map(|current| current.hit.term);
        let first = first.map(|hit| hit.term);
        let Some(term) = selected.or(on_screen).or(first) else {
            self.notice = Some("no keyword is on the screen".to_owned());
            return;
        };
        let is_open = self.is_open(OverlayKind::Peek);
        self.overlay = (!is_open).then(|| Overlay::about(term));
    }
}
