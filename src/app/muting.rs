//! Muting keywords and showing them alone; taking that back.

use super::{
    Model,
    activity::Activity,
    overlay::{Overlay, Target},
    undo::Undone,
};
use crate::keyword::TermId;
use std::sync::Arc;

/// What is to be muted or shown alone.
enum Meant {
    Nothing,
    All,
    Category(usize),
    Term(TermId),
}

impl Model {
    /// Mutes what is meant, or shows it again.
    pub(super) fn mute(&mut self, count: Option<u32>) {
        let before = self.activity.clone();
        let keywords = Arc::clone(&self.findings.keywords);
        let (what, shown) = match self.meant(count) {
            Meant::Nothing => return,
            Meant::All => ("all keywords", self.activity.toggle_all()),
            Meant::Category(category) => {
                let shown = self.activity.toggle_category(category);
                (keywords.categories[category].name.as_str(), shown)
            }
            Meant::Term(term) => {
                let shown = self.activity.toggle_term(term);
                (keywords.terms[term.index()].label.as_str(), shown)
            }
        };
        self.undone.push(Undone::Activity(before));
        let shown = if shown { "shown" } else { "muted" };
        self.notice = Some(format!("{what} {shown}"));
    }

    /// Shows what is meant alone, or everything again where it was alone.
    pub(super) fn solo(&mut self, count: Option<u32>) {
        let before = self.activity.clone();
        let keywords = Arc::clone(&self.findings.keywords);
        let alone = match self.meant(count) {
            Meant::Nothing => return,
            Meant::All => {
                self.activity = Activity::all(&keywords);
                None
            }
            Meant::Category(category) => {
                let alone = self.activity.solo_category(category);
                alone.then(|| &keywords.categories[category].name)
            }
            Meant::Term(term) => {
                let alone = self.activity.solo_term(term, &keywords);
                alone.then(|| &keywords.terms[term.index()].label)
            }
        };
        self.notice = Some(match alone {
            Some(name) => format!("{name} alone"),
            None => "all keywords shown".to_owned(),
        });
        self.undone.push(Undone::Activity(before));
    }

    /// What a number before a command means, or the selected row of the list of keywords.
    fn meant(&mut self, count: Option<u32>) -> Meant {
        let selected = self.overlay.as_ref().and_then(Overlay::selected);
        match (count.filter(|&count| count > 0), selected) {
            (Some(number), _) => {
                let category = self.category_numbered(number);
                category.map_or(Meant::Nothing, Meant::Category)
            }
            (None, Some(Target::Category(category))) => Meant::Category(category),
            (None, Some(Target::Term(term))) => Meant::Term(term),
            (None, _) => Meant::All,
        }
    }
}
