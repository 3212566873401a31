//! Texts that are read again while the reader is in them.
//!
//! Responsible for what stays: the place in each text, found again by what stands there, what is muted, noted and
//! sought, and everything else that is not about a place in a text as it was. Not for reading files (see `tui`).

use super::{Effect, Model, counting::Counts, memory::Memory, search::Search};
use crate::collection::Collection;
use std::sync::Arc;

impl Model {
    /// Whether the reader is in the middle of something that is over once texts are read again.
    pub const fn is_busy(&self) -> bool {
        self.prompt.is_some()
            || self.overlay.is_some()
            || self.selection.is_some()
            || self.naming.is_some()
            || !self.pending.is_empty()
    }

    /// Takes up the texts as they are now, each at the place where it was left.
    pub(super) fn reopen(&mut self, collection: Arc<Collection>) -> Vec<Effect> {
        let mut memory = self.memory();
        memory.anchor(&self.collection, &Memory::default());
        memory.place(&collection);
        let keywords = Arc::clone(&self.findings.keywords);
        let fresh = Self::new(collection, Arc::clone(&keywords), self.size, self.settings);
        let before = std::mem::replace(self, fresh);
        self.themes = before.themes;
        self.ground = before.ground;
        self.begun = before.begun;
        self.stated = before.stated;
        self.focus = before.focus;
        self.list.filter = before.list.filter;
        self.keyword_files = before.keyword_files;
        self.pace = before.pace;
        self.activity = before.activity;
        self.term_in_focus = before.term_in_focus;
        self.findings.follow(&before.findings);
        self.search = Search::after(&before.search);
        self.counts = Counts::after(&before.counts);
        self.concordance = before.concordance;
        self.figures = before.figures;
        self.notes = before.notes;
        self.notes_revision = before.notes_revision + 1;
        self.notice = before.notice;
        self.keymap = before.keymap;
        self.linear = before.linear;
        let mut effects = vec![Effect::Search(keywords, self.findings.search())];
        effects.extend(self.recall(&memory));
        self.touched = true;
        effects.push(Effect::Prefer(self.open));
        if before.search.is_active() {
            effects.extend(self.seek_unasked(before.search.query));
        }
        effects
    }
}
