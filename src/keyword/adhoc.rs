//! Temporary terms, which the reader makes of what is on the screen.
//!
//! Responsible for adding them to a keyword set and for changing and removing those alone. Not for
//! keeping them; see [`Definition`] and `store::user_sets`. The invariant: everything but [`remove`]
//! leaves ids of terms and indices of categories as they were.

use super::{
    definition::Definition,
    hit::TermId,
    set::is_short_acronym,
    set::{Case, Category, Color, Diacritics, KeywordSet, Pattern, Slot, Styles, Term},
};
use crate::text::fold::{self, Folding};
use unicode_width::UnicodeWidthChar;

/// Characters of the longest temporary term or name of one: more is a slip of the selection.
pub const LONGEST: usize = 300;

/// What the ids of temporary terms begin with; a number follows.
const PREFIX: &str = "adhoc-";

/// Why a temporary term cannot be made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdhocError {
    /// The text folds to nothing.
    #[error("there is nothing in it to look for")]
    Nothing,
    /// The text has a blank line.
    #[error("a keyword cannot reach over the end of a paragraph")]
    Paragraph,
    /// The text is longer than [`LONGEST`].
    #[error("that is too long; {LONGEST} characters are the most")]
    TooLong,
    /// The name has nothing that could be seen.
    #[error("a keyword needs a name")]
    NoLabel,
    /// There is no mark for another category.
    #[error("there are too many categories for another one")]
    NoMark,
    /// The term is of a keyword set file.
    #[error("only a temporary keyword can be changed")]
    NotAdhoc,
}

/// What [`add`] has led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// The set with a new term, its last.
    New(KeywordSet, TermId),
    /// The set has a term with that alias.
    Known(TermId),
}

/// A temporary term as it was at some time, or that there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdhocTerm {
    id: String,
    was: Option<(Term, Category)>,
}

impl AdhocTerm {
    /// What the term is now.
    ///
    /// # Panics
    ///
    /// When `set` has no such term.
    pub fn of(set: &KeywordSet, term: TermId) -> Self {
        let term = set.terms[term.index()].clone();
        let category = set.categories[term.category].clone();
        Self {
            id: term.id.clone(),
            was: Some((term, category)),
        }
    }

    /// That a term was not there, which is now.
    ///
    /// # Panics
    ///
    /// When `set` has no such term.
    pub fn absent(set: &KeywordSet, term: TermId) -> Self {
        Self {
            id: set.terms[term.index()].id.clone(),
            was: None,
        }
    }

    /// What makes the term of `set` what it was.
    pub fn back(&self, set: &KeywordSet) -> Back {
        let mut set = set.clone();
        let mut terms = (0..).map(TermId).take(set.terms.len());
        let now = terms.find(|&it| set.terms[it.index()].id == self.id && is_adhoc(&set, it));
        match (&self.was, now) {
            (None, Some(term)) => Back::Remove(term),
            (None, None) => Back::Nothing,
            (Some((was, category)), Some(now)) => {
                let term = &mut set.terms[now.index()];
                term.label.clone_from(&was.label);
                set.categories[term.category] = category.clone();
                Back::Change(set)
            }
            (Some((was, category)), None) => {
                // Another term may have its mark by now; its own is told by its colour still.
                let mut category = category.clone();
                if set.categories.iter().any(|it| it.mark == category.mark)
                    && let Some(mark) = free_mark(&set.categories)
                {
                    category.mark = mark.to_string();
                }
                let term = Term {
                    category: set.categories.len(),
                    ..was.clone()
                };
                set.categories.push(category);
                set.terms.push(term);
                Back::Add(set)
            }
        }
    }
}

/// How a temporary term becomes what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// It is gone again.
    Remove(TermId),
    /// It looks otherwise; terms and their order are the same.
    Change(KeywordSet),
    /// It is there again, the last.
    Add(KeywordSet),
    /// Nothing is left to do.
    Nothing,
}

/// What [`remove`] leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The set without the term.
    pub set: KeywordSet,
    term: TermId,
    /// Index of its category.
    category: usize,
}

impl Removed {
    /// The id that a term has now; `None` for the one that is gone.
    ///
    /// The hits of all other terms stay, so with their ids changed by this they need not be sought again.
    pub fn term_after(&self, before: TermId) -> Option<TermId> {
        let TermId(gone) = self.term;
        (before.0 != gone).then(|| TermId(before.0 - u32::from(before.0 > gone)))
    }

    /// The index that a category has now; `None` for the one that is gone.
    pub fn category_after(&self, before: usize) -> Option<usize> {
        let gone = self.category;
        (before != gone).then(|| before - usize::from(before > gone))
    }
}

/// Adds a term with the alias `text`, in a category of its own; both are the last. White space is
/// collapsed.
///
/// The category has the first colour of the palette that none has, or no colour; its mark is a digit
/// from 1 on, or else a letter. A short word of capitals is sought in just that case: `US` is not `us`.
/// Where a term of the set has that alias already, nothing is added.
///
/// # Errors
///
/// Where nothing can match `text`, it is longer than [`LONGEST`], or there is no mark left.
pub fn add(set: &KeywordSet, text: &str) -> Result<Added, AdhocError> {
    let folded = fold::fold(text, Folding::DEFAULT);
    match folded.trim() {
        "" => return Err(AdhocError::Nothing),
        folded if folded.contains(fold::PARAGRAPH) => return Err(AdhocError::Paragraph),
        _ => {}
    }
    let alias = collapsed(text)?;
    if let Some(known) = set.terms.iter().position(|term| term.has_alias(&alias)) {
        return Ok(Added::Known(TermId(known as u32)));
    }
    let mark = free_mark(&set.categories).ok_or(AdhocError::NoMark)?;
    let id = free_id(set);
    let mut set = set.clone();
    let category = set.categories.len();
    set.categories.push(Category {
        id: id.clone(),
        name: alias.clone(),
        mark: mark.to_string(),
        color: free_slot(&set.categories).map(Color::Slot),
        styles: Styles::default(),
    });
    let term = TermId(set.terms.len() as u32);
    set.terms.push(Term {
        id,
        label: alias.clone(),
        category,
        note: None,
        case: if is_short_acronym(&alias) {
            Case::Exact
        } else {
            Case::Fold
        },
        pattern: Pattern::Aliases(vec![alias]),
        whole_word: true,
        diacritics: Diacritics::Fold,
        plural: false,
        dehyphenate: false,
    });
    Ok(Added::New(set, term))
}

/// Whether a term is temporary: its id says so, and it has a category of its own with the same id.
///
/// A file could define such a term. It counts as temporary then, and is back at the next start.
pub fn is_adhoc(set: &KeywordSet, term: TermId) -> bool {
    let Some(found) = set.terms.get(term.index()) else {
        return false;
    };
    let alone = || {
        let of_category = set.terms.iter().filter(|it| it.category == found.category);
        of_category.count() == 1
    };
    is_adhoc_id(&found.id) && set.categories[found.category].id == found.id && alone()
}

/// Whether `id` is one that [`add`] gives.
pub fn is_adhoc_id(id: &str) -> bool {
    let number = id.strip_prefix(PREFIX).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Removes a temporary term and its category. Terms and categories after them move up by one, which
/// [`Removed`] tells of.
///
/// # Errors
///
/// [`AdhocError::NotAdhoc`]
pub fn remove(set: &KeywordSet, term: TermId) -> Result<Removed, AdhocError> {
    let category = category_of(set, term)?;
    let mut set = set.clone();
    set.terms.remove(term.index());
    set.categories.remove(category);
    for term in &mut set.terms {
        term.category -= usize::from(term.category > category);
    }
    Ok(Removed {
        set,
        term,
        category,
    })
}

/// Gives a temporary term, and its category, another name; white space is collapsed.
///
/// # Errors
///
/// Where the term is not temporary, or the name has nothing to see or is longer than [`LONGEST`].
pub fn rename(set: &KeywordSet, term: TermId, label: &str) -> Result<KeywordSet, AdhocError> {
    let category = category_of(set, term)?;
    if fold::fold(label, Folding::DEFAULT).trim().is_empty() {
        return Err(AdhocError::NoLabel);
    }
    let label = collapsed(label)?;
    let mut set = set.clone();
    set.categories[category].name.clone_from(&label);
    set.terms[term.index()].label = label;
    Ok(set)
}

/// Gives a temporary term the next colour of the palette, after the last none, after none the first.
///
/// # Errors
///
/// [`AdhocError::NotAdhoc`]
pub fn recolour(set: &KeywordSet, term: TermId) -> Result<KeywordSet, AdhocError> {
    let category = category_of(set, term)?;
    let mut set = set.clone();
    let color = &mut set.categories[category].color;
    let slots = Slot::NAMES.map(|(_, slot)| Color::Slot(slot));
    let next = match *color {
        Some(color) => slots
            .iter()
            .position(|&it| it == color)
            .map_or(0, |at| at + 1),
        None => 0,
    };
    *color = slots.get(next).copied();
    Ok(set)
}

/// The definition of a term as TOML, which [`super::set::parse`] reads back; see [`Definition::toml`].
///
/// # Panics
///
/// When `set` has no such term.
pub fn toml(set: &KeywordSet, term: TermId) -> String {
    Definition::of(set, term).toml()
}

/// The first mark that no category has: a letter, for digits are the numbers of the legend.
pub fn free_mark(categories: &[Category]) -> Option<char> {
    let is_free = |mark: &char| {
        let mut buffer = [0; 4];
        let mark = &*mark.encode_utf8(&mut buffer);
        categories.iter().all(|category| category.mark != mark)
    };
    ('a'..='z')
        .chain('A'..='Z')
        // Latin letters with marks, and Greek ones.
        .chain('\u{c0}'..='\u{24f}')
        .chain('\u{3b1}'..='\u{3c9}')
        .filter(|mark| mark.is_alphanumeric() && mark.width() == Some(1))
        .find(is_free)
}

/// The first colour of the palette that no category is painted in.
///
/// One without a colour counts with the one of its place, as on the screen.
fn free_slot(categories: &[Category]) -> Option<Slot> {
    let by_place = Slot::NAMES.map(|(_, slot)| slot);
    let used = |(place, category): (usize, &Category)| match category.color {
        Some(Color::Slot(slot)) => Some(slot),
        Some(_) => None,
        None => by_place.get(place).copied(),
    };
    let used: Vec<Slot> = categories.iter().enumerate().filter_map(used).collect();
    by_place.into_iter().find(|slot| !used.contains(slot))
}

fn free_id(set: &KeywordSet) -> String {
    let is_free = |id: &String| {
        set.terms.iter().all(|term| term.id != *id)
            && set.categories.iter().all(|category| category.id != *id)
    };
    (1..=u64::MAX)
        .map(|number| format!("{PREFIX}{number}"))
        .find(is_free)
        .expect("a set is finite")
}

/// The index of the category of a temporary term.
fn category_of(set: &KeywordSet, term: TermId) -> Result<usize, AdhocError> {
    if is_adhoc(set, term) {
        Ok(set.terms[term.index()].category)
    } else {
        Err(AdhocError::NotAdhoc)
    }
}

/// `text` with runs of white space as one space each, and none at its ends.
fn collapsed(text: &str) -> Result<String, AdhocError> {
    let collapsed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match collapsed.chars().nth(LONGEST) {
        None => Ok(collapsed),
        Some(_) => Err(AdhocError::TooLong),
    }
}
