//! Keywords that the reader makes while reading, and what can be done with them.

use super::{
    Effect, Model,
    command::Command,
    concordance::Subject,
    overlay::{Overlay, Target},
    prompt::{Prompt, Purpose},
    undo::Undone,
};
use crate::{
    keyword::{
        KeywordSet, TermId,
        adhoc::{self, Added, AdhocError, AdhocTerm, Back},
        definition::Definition,
    },
    text::gate,
};
use std::sync::Arc;

impl Model {
    /// Asks for a keyword to add; what is selected, or the current hit shows, stands there already.
    pub(super) fn ask_for_keyword(&mut self) {
        let current = self.current_shown().map(|current| current.hit.span);
        let text = match (self.selected().or(current), self.document()) {
            (Some(span), Some(document)) => gate::line(&document.body.slice(span)).into_owned(),
            _ => String::new(),
        };
        self.selection = None;
        let mut prompt = Prompt::new(Purpose::Keyword, &text, self.open);
        prompt.is_offer = true;
        self.prompt = Some(prompt);
    }

    /// Adds a keyword and looks for it in all texts.
    pub(super) fn add_keyword(&mut self, text: &str) -> Vec<Effect> {
        match adhoc::add(&self.findings.keywords, text) {
            Ok(Added::New(set, term)) => {
                let label = set.terms[term.index()].label.clone();
                let category = set.terms[term.index()].category;
                let key = self.keymap.way_to(Command::NextHit);
                self.notice = Some(format!(
                    "{label} is a keyword now; {}{key} goes to it",
                    category + 1
                ));
                let effects = self.search_for(set);
                let absent = AdhocTerm::absent(&self.findings.keywords, term);
                self.undone.push(Undone::Keyword(Box::new(absent)));
                self.current = None;
                self.term_in_focus = Some(term);
                self.search.is_followed = false;
                effects
            }
            Ok(Added::Known(term)) => {
                let label = &self.findings.keywords.terms[term.index()].label;
                self.notice = Some(format!("{label} has that spelling already"));
                Vec::new()
            }
            Err(error) => {
                self.notice = Some(error.to_string());
                Vec::new()
            }
        }
    }

    /// The term selected in the list of keywords, or else the one in focus; says so where there is none.
    fn meant_term(&mut self) -> Option<TermId> {
        let set = &self.findings.keywords;
        let term = match self.overlay.as_ref().and_then(Overlay::selected) {
            Some(Target::Term(term)) => Some(term),
            // A keyword made while reading has a category of its own.
            Some(Target::Category(category)) => {
                let mut ids = (0..).map(TermId).take(set.terms.len());
                ids.find(|id| {
                    set.terms[id.index()].category == category && adhoc::is_adhoc(set, *id)
                })
            }
            _ => self.focused_term(),
        };
        if term.is_none() {
            self.notice = Some("choose a keyword first".to_owned());
        }
        term
    }

    /// Asks for another name of a keyword.
    pub(super) fn ask_for_name(&mut self) {
        if let Some(term) = self.meant_term() {
            let label = self.findings.keywords.terms[term.index()].label.clone();
            self.prompt = Some(Prompt::new(Purpose::Name(term), &label, self.open));
        }
    }

    /// Gives a keyword another name.
    pub(super) fn rename(&mut self, term: TermId, label: &str) {
        let renamed = adhoc::rename(&self.findings.keywords, term, label);
        self.change_term(term, renamed, &format!("it is called {label} now"));
    }

    /// Gives a keyword the next colour.
    pub(super) fn recolour(&mut self) {
        if let Some(term) = self.meant_term() {
            let recoloured = adhoc::recolour(&self.findings.keywords, term);
            self.change_term(term, recoloured, "another colour");
        }
    }

    /// Takes over a set in which a term looks otherwise.
    fn change_term(&mut self, term: TermId, changed: Result<KeywordSet, AdhocError>, notice: &str) {
        self.notice = Some(match changed {
            Ok(set) => {
                let before = AdhocTerm::of(&self.findings.keywords, term);
                self.undone.push(Undone::Keyword(Box::new(before)));
                self.look_otherwise(set);
                notice.to_owned()
            }
            Err(error) => error.to_string(),
        });
    }

    /// Takes over a set in which neither terms nor their order have changed.
    fn look_otherwise(&mut self, set: KeywordSet) {
        self.findings.keywords = Arc::new(set);
        self.touch_overlay();
    }

    /// Makes a keyword again what it was.
    pub(super) fn restore_keyword(&mut self, before: &AdhocTerm) -> Vec<Effect> {
        let (notice, effects) = match before.back(&self.findings.keywords) {
            Back::Remove(term) => return self.forget_term(term),
            Back::Change(set) => {
                self.look_otherwise(set);
                ("the keyword looks as it did", Vec::new())
            }
            Back::Add(set) => ("the keyword is there again", self.search_for(set)),
            Back::Nothing => ("that keyword is gone", Vec::new()),
        };
        self.notice = Some(notice.to_owned());
        effects
    }

    /// Forgets the keyword that is meant.
    pub(super) fn delete(&mut self) -> Vec<Effect> {
        let Some(term) = self.meant_term() else {
            return Vec::new();
        };
        if adhoc::is_adhoc(&self.findings.keywords, term) {
            let before = AdhocTerm::of(&self.findings.keywords, term);
            self.undone.push(Undone::Keyword(Box::new(before)));
        }
        self.forget_term(term)
    }

    /// Forgets a keyword.
    fn forget_term(&mut self, term: TermId) -> Vec<Effect> {
        match adhoc::remove(&self.findings.keywords, term) {
            Ok(removed) => {
                let label = self.findings.keywords.terms[term.index()].label.clone();
                self.notice = Some(format!("{label} is no keyword any more"));
                let complete = self.findings.is_complete();
                self.findings.forget(&removed);
                for activity in self.activities() {
                    activity.forget(&removed);
                }
                self.current = None;
                self.term_in_focus = None;
                // Lists may be of the term that is gone, and know others by numbers that have changed.
                self.forget_lists_of_keywords();
                self.concordance.subject = Subject::default();
                self.figures.of = Subject::default();
                if let Some(overlay) = &mut self.overlay {
                    let after = |&category: &usize| removed.category_after(category);
                    overlay.expanded = overlay.expanded.iter().filter_map(after).collect();
                }
                self.touch_overlay();
                if complete {
                    return Vec::new();
                }
                self.search_for(removed.set)
            }
            Err(error) => {
                self.notice = Some(error.to_string());
                Vec::new()
            }
        }
    }

    /// The definition of a keyword as TOML, for the clipboard.
    pub(super) fn copy_definition(&mut self) -> Vec<Effect> {
        let Some(term) = self.meant_term() else {
            return Vec::new();
        };
        let set = &self.findings.keywords;
        let label = &set.terms[term.index()].label;
        let what = format!("definition of {label} sent to the clipboard");
        self.sent(adhoc::toml(set, term), &what)
    }

    /// The definition of a keyword, for the reader's own set.
    pub(super) fn keep_keyword(&mut self) -> Vec<Effect> {
        let Some(term) = self.meant_term() else {
            return Vec::new();
        };
        let definition = Definition::of(&self.findings.keywords, term);
        vec![Effect::KeepKeyword(Box::new(definition))]
    }

    /// Takes over another set of keywords and has all texts searched for it. What was found of the old
    /// one stays until then, where its terms have kept their numbers.
    fn search_for(&mut self, set: KeywordSet) -> Vec<Effect> {
        let set = Arc::new(set);
        self.findings.renew(Arc::clone(&set));
        for activity in self.activities() {
            activity.resize(&set);
        }
        self.touch_overlay();
        vec![
            Effect::Search(set, self.findings.search()),
            Effect::Prefer(self.open),
        ]
    }

    fn touch_overlay(&mut self) {
        if let Some(overlay) = &mut self.overlay {
            overlay.touch();
        }
    }
}
