//! What belongs to a saved page and not to its text: whether it is shown.
//!
//! Not for what is furniture (see [`crate::collection::furniture`]).

use super::{Model, settings::Furniture};
use crate::collection::document::Document;

impl Model {
    /// Whether what belongs to the page and not to the text is hidden in the open document.
    pub fn hides_furniture(&self) -> bool {
        match self.settings.furniture {
            Furniture::Auto => self
                .furniture
                .is_some_and(|(open, is_mostly, _)| is_mostly && open == self.open),
            Furniture::Dimmed => false,
            Furniture::Hidden => true,
        }
    }

    /// How many paragraphs of the open document are hidden as furniture.
    pub fn hidden_furniture(&self) -> usize {
        match self.furniture {
            Some((open, _, count)) if open == self.open && self.hides_furniture() => count,
            _ => 0,
        }
    }

    /// Hides furniture or shows it, and says what there is of it in the open text.
    pub(super) fn toggle_furniture(&mut self) {
        let hides = !self.hides_furniture();
        self.settings.furniture = if hides {
            Furniture::Hidden
        } else {
            Furniture::Dimmed
        };
        let has_some = self.document().is_some_and(|it| it.furniture_blocks() > 0);
        self.notice = Some(match (hides, has_some) {
            (true, true) => self
                .keymap
                .told("navigation, footers and the like are hidden; {furniture} shows them"),
            (true, false) => "furniture of pages is hidden; this text has none".to_owned(),
            (false, true) => "navigation, footers and the like are shown, dimmed".to_owned(),
            (false, false) => "furniture of pages is shown; this text has none".to_owned(),
        });
    }

    /// Takes note of how much furniture the open document has, where it is another one than before.
    pub(super) fn settle_furniture(&mut self) {
        if self.furniture.is_none_or(|(open, ..)| open != self.open) {
            let counted = |it: &Document| (it.is_mostly_furniture(), it.furniture_blocks());
            let (is_mostly, count) = self.document().map_or((false, 0), counted);
            self.furniture = Some((self.open, is_mostly, count));
        }
    }
}
