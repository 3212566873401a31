//! Keyword sets: terms, their aliases and categories, as a TOML file defines them.
//!
//! Responsible for the types, for reading a file and for every mistake in it that can be seen
//! without a text. Not for matching; see `matcher`. The invariant: a set that [`parse()`] returns
//! compiles to a matcher.

// Named paths, because the build script includes this file by path too.
#[path = "set/categories.rs"]
mod categories;
#[path = "set/color.rs"]
mod color;
#[path = "set/defaults.rs"]
mod defaults;
#[path = "set/fields.rs"]
pub(crate) mod fields;
#[path = "set/parse.rs"]
mod parse;
#[path = "set/place.rs"]
pub(crate) mod place;
#[path = "set/regexes.rs"]
mod regexes;
#[path = "set/terms.rs"]
mod terms;

pub use color::{Color, Slot, contrast};
pub use parse::parse;
pub use place::Place;
pub use regexes::{RegexMistake, regex};
pub use terms::{TermPlace, is_short_acronym, places};

use crate::text::fold::{self, Folding};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The terms that matter to a reader, in categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordSet {
    /// What it is called in messages and on the command line.
    pub name: String,
    /// What it is called on the screen.
    pub title: String,
    /// Languages of its aliases, BCP 47 tags such as `en`.
    pub lang: Vec<String>,
    /// The categories in the order in which they are painted; ids and marks are unique.
    pub categories: Vec<Category>,
    /// The terms in the order of the file; ids are unique.
    pub terms: Vec<Term>,
}

/// A kind of terms, which are painted alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Unique in its set.
    pub id: String,
    /// What the legend calls it.
    pub name: String,
    /// One grapheme of one column, unique in its set: the sign that does without colour.
    pub mark: String,
    /// Its colour; without one it is painted in the colour of text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub color: Option<Color>,
    /// How its hits are set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub styles: Styles,
}

/// How hits are set, beside their colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Styles {
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are in italics.
    pub italic: bool,
    /// Whether they are underlined.
    pub underlined: bool,
}

/// One subject: a person, a place, a theme, under all the spellings it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Unique in its set.
    pub id: String,
    /// What lists call it.
    pub label: String,
    /// Index into [`KeywordSet::categories`].
    pub category: usize,
    /// Shown when the reader asks what this is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<String>,
    /// What its hits look like.
    pub pattern: Pattern,
    /// Whether a hit must begin and end at word edges; of no concern to a regex.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub whole_word: bool,
    /// Which differences of case count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub case: Case,
    /// Which differences of diacritics count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub diacritics: Diacritics,
    /// Whether `s` and `es` may follow an alias.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plural: bool,
    /// Whether a hyphen that only a line end put there is seen through.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dehyphenate: bool,
}

// The set that the build writes is read at each start: what is as it mostly is is left out.

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_yes(value: &bool) -> bool {
    *value
}

/// What the hits of a term look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pattern {
    /// Any of these spellings, at most 65,535.
    Aliases(Vec<String>),
    /// What this regular expression matches.
    Regex(String),
}

/// Which differences of case count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Case {
    /// None.
    #[default]
    Fold,
    /// All.
    Exact,
    /// None for an alias without a capital, all for one with.
    Smart,
}

/// Which differences of diacritics count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Diacritics {
    /// None.
    #[default]
    Fold,
    /// All.
    Exact,
}

impl Pattern {
    /// The spelling with this index, as a hit has it; a regular expression has none.
    pub fn alias(&self, index: u16) -> Option<&str> {
        match self {
            Self::Aliases(aliases) => aliases.get(usize::from(index)).map(String::as_str),
            Self::Regex(_) => None,
        }
    }
}

impl Term {
    /// How `alias`, and any text it is sought in, is folded.
    pub fn folding(&self, alias: &str) -> Folding {
        Folding {
            folds_case: match self.case {
                Case::Fold => true,
                Case::Exact => false,
                Case::Smart => !alias.contains(char::is_uppercase),
            },
            folds_diacritics: self.diacritics == Diacritics::Fold,
            joins_lines: self.dehyphenate,
        }
    }

    /// Whether `text` is one of the aliases, but for what its folding makes equal.
    pub fn has_alias(&self, text: &str) -> bool {
        let Pattern::Aliases(aliases) = &self.pattern else {
            return false;
        };
        aliases.iter().any(|alias| {
            let folding = self.folding(alias);
            fold::fold(alias, folding).trim() == fold::fold(text, folding).trim()
        })
    }
}

impl KeywordSet {
    /// Both sets as one; where both define an id, `later` wins and the place in the order stays.
    ///
    /// A mark of `earlier` that `later` gives to another category is replaced by one that is free.
    #[must_use]
    pub fn merge(earlier: Self, later: Self) -> Self {
        let mut merged = earlier;
        let categories: Vec<usize> = later
            .categories
            .into_iter()
            .map(|category| place(&mut merged.categories, category, |category| &category.id))
            .collect();
        for mut term in later.terms {
            term.category = categories[term.category];
            place(&mut merged.terms, term, |term| &term.id);
        }
        free_marks(&mut merged.categories, &categories);
        for language in later.lang {
            if !merged.lang.contains(&language) {
                merged.lang.push(language);
            }
        }
        merged.name = later.name;
        merged.title = later.title;
        merged
    }
}

/// Puts `item` where `items` has one of the same id, or at the end; returns its index.
fn place<T>(items: &mut Vec<T>, item: T, id: impl Fn(&T) -> &str) -> usize {
    if let Some(index) = items.iter().position(|other| id(other) == id(&item)) {
        items[index] = item;
        return index;
    }
    items.push(item);
    items.len() - 1
}

/// Gives a free mark to each category whose mark one of the `kept` categories has too.
fn free_marks(categories: &mut [Category], kept: &[usize]) {
    let mut taken: HashSet<String> = kept.iter().map(|&i| categories[i].mark.clone()).collect();
    for index in (0..categories.len()).filter(|index| !kept.contains(index)) {
        if !taken.insert(categories[index].mark.clone()) {
            let others: HashSet<&str> = categories.iter().map(|c| c.mark.as_str()).collect();
            let free = ('A'..='Z')
                .chain('a'..='z')
                .chain('0'..='9')
                .map(String::from)
                .find(|mark| !taken.contains(mark) && !others.contains(mark.as_str()));
            // With all 62 in use two categories share a mark, which their colours still part.
            if let Some(free) = free {
                taken.insert(free.clone());
                categories[index].mark = free;
            }
        }
    }
}
