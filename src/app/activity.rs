//! Which categories and terms are shown.
//!
//! Muting changes what is painted and what is stepped through, never what is found or counted.

use crate::keyword::{Hit, KeywordSet, TermId, adhoc::Removed};

/// Which categories and terms are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    muted_categories: Vec<bool>,
    muted_terms: Vec<bool>,
}

impl Activity {
    /// Everything of `set` is shown.
    pub fn all(set: &KeywordSet) -> Self {
        Self {
            muted_categories: vec![false; set.categories.len()],
            muted_terms: vec![false; set.terms.len()],
        }
    }

    /// Follows a change of the set at its end: what is new is shown.
    pub fn resize(&mut self, set: &KeywordSet) {
        self.muted_categories.resize(set.categories.len(), false);
        self.muted_terms.resize(set.terms.len(), false);
    }

    /// Follows the removal of a term and its category.
    pub fn forget(&mut self, removed: &Removed) {
        let mut index = 0..;
        self.muted_categories.retain(|_| {
            removed
                .category_after(index.next().unwrap_or_default())
                .is_some()
        });
        let mut id = (0..).map(TermId);
        self.muted_terms
            .retain(|_| id.next().is_some_and(|id| removed.term_after(id).is_some()));
    }

    /// The ids of the categories and the terms that are muted.
    pub fn muted(&self, set: &KeywordSet) -> Vec<String> {
        let categories = set.categories.iter().zip(&self.muted_categories);
        let categories = categories.filter(|(_, muted)| **muted);
        let terms = set.terms.iter().zip(&self.muted_terms);
        let terms = terms.filter(|(_, muted)| **muted);
        let ids = categories.map(|(category, _)| format!("@{}", category.id));
        ids.chain(terms.map(|(term, _)| term.id.clone())).collect()
    }

    /// Mutes the categories and terms with these ids, as [`Activity::muted`] gives them, where there are such.
    pub fn mute_all_of(&mut self, ids: &[String], set: &KeywordSet) {
        for (category, muted) in set.categories.iter().zip(&mut self.muted_categories) {
            let is_it = |id: &String| id.strip_prefix('@') == Some(&category.id);
            *muted |= ids.iter().any(is_it);
        }
        for (term, muted) in set.terms.iter().zip(&mut self.muted_terms) {
            *muted |= ids.contains(&term.id);
        }
    }

    /// Whether a category is shown, its terms aside.
    pub fn shows_category(&self, category: usize) -> bool {
        self.muted_categories.get(category) == Some(&false)
    }

    /// Whether some term of a category is muted by itself.
    pub fn mutes_some_of(&self, category: usize, set: &KeywordSet) -> bool {
        let terms = set.terms.iter().zip(&self.muted_terms);
        let mut muted = terms.filter(|(_, muted)| **muted);
        muted.any(|(term, _)| term.category == category)
    }

    /// Whether a term is shown: neither it nor its category is muted.
    pub fn shows(&self, term: TermId, set: &KeywordSet) -> bool {
        self.muted_terms.get(term.index()) == Some(&false)
            && self.shows_category(set.terms[term.index()].category)
    }

    /// Those of `hits` whose terms are shown.
    pub fn active<'a>(
        &'a self,
        hits: &'a [Hit],
        set: &'a KeywordSet,
    ) -> impl DoubleEndedIterator<Item = &'a Hit> {
        hits.iter().filter(move |hit| self.shows(hit.term, set))
    }

    /// Mutes a category, or shows it again; returns whether it is shown now.
    pub fn toggle_category(&mut self, category: usize) -> bool {
        let muted = &mut self.muted_categories[category];
        *muted = !*muted;
        !*muted
    }

    /// Mutes a term, or shows it again; returns whether it is shown now.
    pub fn toggle_term(&mut self, term: TermId) -> bool {
        let muted = &mut self.muted_terms[term.index()];
        *muted = !*muted;
        !*muted
    }

    /// Mutes all categories, or shows them again where all are muted; returns whether they are shown now.
    /// Terms that are muted by themselves stay so.
    pub fn toggle_all(&mut self) -> bool {
        let shown = self.muted_categories.iter().any(|muted| !muted);
        self.muted_categories.fill(shown);
        !shown
    }

    /// Shows one category alone, or everything again where it was alone; returns whether it is alone.
    pub fn solo_category(&mut self, category: usize) -> bool {
        let mut alone = vec![true; self.muted_categories.len()];
        alone[category] = false;
        self.solo(alone, vec![false; self.muted_terms.len()])
    }

    /// Shows one term alone, or everything again where it was alone; returns whether it is alone.
    pub fn solo_term(&mut self, term: TermId, set: &KeywordSet) -> bool {
        let mut categories = vec![true; self.muted_categories.len()];
        categories[set.terms[term.index()].category] = false;
        let mut terms = vec![true; self.muted_terms.len()];
        terms[term.index()] = false;
        self.solo(categories, terms)
    }

    fn solo(&mut self, categories: Vec<bool>, terms: Vec<bool>) -> bool {
        let was_alone = self.muted_categories == categories && self.muted_terms == terms;
        if was_alone {
            self.muted_categories.fill(false);
            self.muted_terms.fill(false);
        } else {
            self.muted_categories = categories;
            self.muted_terms = terms;
        }
        !was_alone
    }
}
/// Those of the ids, as [`Activity::muted`] gives them, that no category and no term has.
pub(super) fn unknown_of(ids: &[String], set: &KeywordSet) -> Vec<String> {
    let is_known = |id: &&String| match id.strip_prefix('@') {
        Some(id) => set.categories.iter().any(|category| category.id == id),
        None => set.terms.iter().any(|term| term.id == **id),
    };
    ids.iter().filter(|id| !is_known(id)).cloned().collect()
}
