//! What a command is asked about: `QUERY|ID|@CATEGORY`.
//!
//! Responsible for the terms that are meant. They are found by the engine, like all others: what is
//! asked about becomes a keyword set of its own.

use super::arguments::Toggles;
use crate::keyword::KeywordSet;
use anyhow::Context;

/// The terms that `subject` means: the one of `keywords` with this id, those of `@category`, or else a
/// search for its words. With any toggle it is always a search.
///
/// # Errors
///
/// Where there is no such category, or the search cannot find anything.
pub fn terms(
    subject: &str,
    toggles: &Toggles,
    keywords: &KeywordSet,
) -> anyhow::Result<KeywordSet> {
    if *toggles == Toggles::default() {
        if let Some(id) = subject.strip_prefix('@') {
            let category = category(id, keywords)?;
            return Ok(only(keywords, |index| {
                keywords.terms[index].category == category
            }));
        }
        if let Ok(term) = term(subject, keywords) {
            return Ok(only(keywords, |index| index == term));
        }
    }
    toggles
        .query(subject)
        .set()
        .with_context(|| format!("cannot search for `{subject}`"))
}

/// The terms of `keywords` with these ids.
///
/// # Errors
///
/// Where one is missing.
pub fn with_ids(ids: &[String], keywords: &KeywordSet) -> anyhow::Result<KeywordSet> {
    let found: anyhow::Result<Vec<usize>> = ids.iter().map(|id| term(id, keywords)).collect();
    let found = found?;
    Ok(only(keywords, |index| found.contains(&index)))
}

/// The index of the term with this id.
///
/// # Errors
///
/// Where there is none.
pub fn term(id: &str, keywords: &KeywordSet) -> anyhow::Result<usize> {
    let index = keywords.terms.iter().position(|term| term.id == id);
    index.with_context(|| format!("no keyword has the id `{id}`"))
}

/// The index of the category with this id.
///
/// # Errors
///
/// Where there is none.
pub fn category(id: &str, keywords: &KeywordSet) -> anyhow::Result<usize> {
    let categories = &keywords.categories;
    let index = categories.iter().position(|category| category.id == id);
    index.with_context(|| {
        let known: Vec<&str> = categories.iter().map(|it| it.id.as_str()).collect();
        let known = known.join(", ");
        format!("no category has the id `{id}`; there are {known}")
    })
}

/// The set with some of its terms, all its categories.
fn only(keywords: &KeywordSet, is_meant: impl Fn(usize) -> bool) -> KeywordSet {
    let terms = keywords.terms.iter().enumerate();
    let meant = terms.filter(|&(index, _)| is_meant(index));
    KeywordSet {
        terms: meant.map(|(_, term)| term.clone()).collect(),
        ..keywords.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyword::{set, set::Pattern};

    const SET: &str = r#"
[[category]]
id = "sea"
mark = "S"
[[category]]
id = "land"
mark = "L"
[[term]]
category = "sea"
id = "whale"
aliases = ["whale"]
[[term]]
category = "land"
id = "house"
aliases = ["house"]
[[term]]
category = "sea"
id = "ship"
aliases = ["ship"]
"#;

    fn keywords() -> KeywordSet {
        set::parse("k.toml", SET).unwrap().0
    }

    fn ids(set: KeywordSet) -> Vec<String> {
        set.terms.into_iter().map(|term| term.id).collect()
    }

    fn meant(subject: &str, toggles: &Toggles) -> Vec<String> {
        ids(terms(subject, toggles, &keywords()).unwrap())
    }

    #[test]
    fn an_id_means_its_term_and_a_category_all_of_its_terms() {
        let none = Toggles::default();
        assert_eq!(meant("whale", &none), ["whale"]);
        assert_eq!(meant("@sea", &none), ["whale", "ship"]);
        assert_eq!(
            ids(with_ids(&["ship".to_owned()], &keywords()).unwrap()),
            ["ship"]
        );
    }

    #[test]
    fn anything_else_is_searched_for_and_so_is_an_id_with_a_toggle() {
        let none = Toggles::default();
        assert_eq!(meant("white whale", &none), ["white whale"]);
        let regex = Toggles {
            regex: true,
            ..Toggles::default()
        };
        let set = terms("whale", &regex, &keywords()).unwrap();
        assert_eq!(set.terms[0].pattern, Pattern::Regex("whale".to_owned()));
        assert_eq!(meant("@sea", &regex), ["@sea"]);
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let told = |subject: &str| {
            let error = terms(subject, &Toggles::default(), &keywords()).unwrap_err();
            format!("{error:#}")
        };
        assert_eq!(
            told("@air"),
            "no category has the id `air`; there are sea, land"
        );
        assert_eq!(
            told(" "),
            "cannot search for ` `: there is nothing in it to look for"
        );
        let error = with_ids(&["house".to_owned(), "boat".to_owned()], &keywords()).unwrap_err();
        assert_eq!(error.to_string(), "no keyword has the id `boat`");
    }
}
