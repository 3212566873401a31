//! What keys do to an overlay.

use super::{Overlay, OverlayKind, OverlayRow, Target};
use crate::app::{Effect, Focus, Model, panes::overlay_columns, reader::Place};

impl Model {
    pub(in crate::app) fn toggle_overlay(&mut self, kind: OverlayKind) {
        if self
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.kind == kind)
        {
            self.overlay = None;
            return;
        }
        let mut overlay = Overlay::new(kind);
        if kind == OverlayKind::Outline {
            let (top, _) = self.shown();
            overlay.settle(self, overlay_columns(self.size, kind).saturating_sub(4));
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
                if overlay.kind == OverlayKind::Concordance {
                    self.land_from_concordance(document, hit);
                } else {
                    self.land(document, hit, self.figures.of);
                }
                self.leave_list(overlay);
                return vec![Effect::Prefer(self.open)];
            }
            Some(Target::Category(category)) => {
                match overlay.expanded.iter().position(|&open| open == category) {
                    Some(at) => drop(overlay.expanded.remove(at)),
                    None => overlay.expanded.push(category),
                }
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
        self.overlay = match &self.overlay {
            Some(overlay) if overlay.kind == OverlayKind::Peek => None,
            _ => Some(Overlay::about(term)),
        };
    }
}
