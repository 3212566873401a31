//! Ad-hoc searches: what is typed after `/` or after `catchword search` (rule R19).
//!
//! A search is a term of its own, found by the same engine as all others. Responsible for what the
//! typed words mean. Not for matching (see `matcher`), nor for hits of a keyword set.

use super::{
    matcher::Matcher,
    set::{self, Case, Category, Diacritics, KeywordSet, Pattern, RegexMistake, Styles, Term},
};
use crate::text::fold::{self, Folding};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What is sought, and how.
///
/// Without any toggle: wherever the words stand, also inside a word; in any case, unless there is a
/// capital among them; with any diacritics, unless there is a mark among them. Quotes, apostrophes,
/// dashes, white space and ignorable characters are always equal to their like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Query {
    /// The words, or the regular expression.
    pub text: String,
    /// Whether it is a regular expression, which runs on the text as it is written.
    pub regex: bool,
    /// Whether a match must begin and end at the edges of words.
    pub word: bool,
    /// Whether capitals and small letters differ, whatever the words are.
    pub case: bool,
}

/// A query as it is kept: words alone, as long as nothing else was asked for.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Words(String),
    Toggled {
        text: String,
        #[serde(default)]
        regex: bool,
        #[serde(default)]
        word: bool,
        #[serde(default)]
        case: bool,
    },
}

impl From<Written> for Query {
    fn from(written: Written) -> Self {
        match written {
            Written::Words(text) => Self::of(&text),
            Written::Toggled {
                text,
                regex,
                word,
                case,
            } => Self {
                text,
                regex,
                word,
                case,
            },
        }
    }
}

impl From<Query> for Written {
    fn from(query: Query) -> Self {
        let Query {
            text,
            regex,
            word,
            case,
        } = query;
        if regex || word || case {
            Self::Toggled {
                text,
                regex,
                word,
                case,
            }
        } else {
            Self::Words(text)
        }
    }
}

/// Why nothing can be sought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The words fold to nothing.
    #[error("there is nothing in it to look for")]
    Nothing,
    /// There is a blank line in the words.
    #[error("a search cannot reach over the end of a paragraph")]
    Paragraph,
    /// The regular expression is wrong.
    #[error("{}", told(.0))]
    Regex(RegexMistake),
}

fn told(mistake: &RegexMistake) -> String {
    match mistake.at {
        Some(at) => format!("{}, at character {}", mistake.reason, at + 1),
        None => mistake.reason.clone(),
    }
}

impl Query {
    /// A search for words, without any toggle.
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// The keyword set of this one search: one term, whose id and label are the words.
    ///
    /// # Errors
    ///
    /// Where nothing can match, or the regular expression is wrong.
    pub fn set(&self) -> Result<KeywordSet, QueryError> {
        let case = if self.case { Case::Exact } else { Case::Smart };
        let pattern = if self.regex {
            self.regex(case)?
        } else {
            let folded = fold::fold(&self.text, Folding::DEFAULT);
            match folded.trim() {
                "" => return Err(QueryError::Nothing),
                folded if folded.contains(fold::PARAGRAPH) => return Err(QueryError::Paragraph),
                _ => Pattern::Aliases(vec![self.text.clone()]),
            }
        };
        let diacritics = if has_mark(&self.text) {
            Diacritics::Exact
        } else {
            Diacritics::Fold
        };
        let term = Term {
            id: self.text.clone(),
            label: self.text.clone(),
            category: 0,
            note: None,
            pattern,
            whole_word: self.word,
            case,
            diacritics,
            plural: false,
            dehyphenate: false,
        };
        let category = Category {
            id: "search".to_owned(),
            name: "Search".to_owned(),
            mark: "/".to_owned(),
            color: None,
            styles: Styles::default(),
        };
        Ok(KeywordSet {
            categories: vec![category],
            terms: vec![term],
            ..KeywordSet::default()
        })
    }

    /// What finds the matches in about so many bytes of text.
    ///
    /// # Errors
    ///
    /// As [`Query::set`].
    pub fn matcher(&self, bytes: usize) -> Result<Matcher, QueryError> {
        Ok(Matcher::for_bytes(&self.set()?, bytes))
    }

    fn regex(&self, case: Case) -> Result<Pattern, QueryError> {
        // On its own first, so that a mistake is told where it was typed.
        set::regex(&self.text, case).map_err(QueryError::Regex)?;
        if self.text.is_empty() {
            return Err(QueryError::Nothing);
        }
        let pattern = if self.word {
            format!(r"\b(?:{})\b", self.text)
        } else {
            self.text.clone()
        };
        set::regex(&pattern, case).map_err(QueryError::Regex)?;
        Ok(Pattern::Regex(pattern))
    }
}

/// Whether there is a diacritic among the words: a mark on a letter, or a letter that folding takes
/// apart, such as `ø`.
///
/// The hamza and the madda that Arabic letters carry do not count: spellings differ in them as a rule.
fn has_mark(text: &str) -> bool {
    let is_mark = |c: char| is_combining_mark(c) && !matches!(c, '\u{653}'..='\u{655}');
    text.nfd().any(is_mark)
        || text
            .to_lowercase()
            .contains(['ø', 'đ', 'ł', 'ı', 'ħ', 'æ', 'œ', 'þ'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyword::matcher::Scratch;

    fn found(query: &Query, text: &str) -> Vec<String> {
        let matcher = query.matcher(text.len()).unwrap();
        let mut hits = Vec::new();
        matcher.find(&mut Scratch::default(), text, 0, &mut hits);
        let slice = |hit: &crate::keyword::Hit| text[hit.span.range()].to_owned();
        hits.iter().map(slice).collect()
    }

    #[test]
    fn case_counts_where_a_capital_is_typed() {
        let text = "Iran iran IRAN Iranian";
        assert_eq!(found(&Query::of("iran"), text).len(), 4);
        assert_eq!(found(&Query::of("Iran"), text), ["Iran", "Iran"]);
        let exact = Query {
            case: true,
            ..Query::of("iran")
        };
        assert_eq!(found(&exact, text), ["iran"]);
    }

    #[test]
    fn marks_count_where_one_is_typed() {
        let text = "Janša Jansa Søren Soren آزادی ازادي";
        assert_eq!(found(&Query::of("jansa"), text), ["Janša", "Jansa"]);
        assert_eq!(found(&Query::of("janša"), text), ["Janša"]);
        assert_eq!(found(&Query::of("jans\u{30c}a"), text), ["Janša"]);
        assert_eq!(found(&Query::of("søren"), text), ["Søren"]);
        assert_eq!(found(&Query::of("آزادی"), text), ["آزادی", "ازادي"]);
    }

    #[test]
    fn words_are_found_across_line_ends_and_whatever_apostrophe_they_have() {
        let text = "free\n  Iran, Ra’isi’s “free Iran” and free\n\nIran";
        assert_eq!(
            found(&Query::of("free iran"), text),
            ["free\n  Iran", "free Iran"]
        );
        assert_eq!(
            found(&Query::of("ra'isi's \"free"), text),
            ["Ra’isi’s “free"]
        );
    }

    #[test]
    fn a_whole_word_is_no_part_of_another() {
        let text = "ran Iran ran";
        let word = Query {
            word: true,
            ..Query::of("ran")
        };
        assert_eq!(found(&word, text).len(), 2);
        assert_eq!(found(&Query::of("ran"), text).len(), 3);
    }

    #[test]
    fn a_regex_runs_on_the_text_and_knows_the_toggles() {
        let regex = |text: &str| Query {
            regex: true,
            ..Query::of(text)
        };
        assert_eq!(
            found(&regex(r"\d{4}"), "in 1988 and 2021"),
            ["1988", "2021"]
        );
        assert_eq!(found(&regex("a|b"), "A b").len(), 2);
        assert_eq!(found(&regex("A|b"), "A B a b"), ["A", "b"]);
        let word = Query {
            word: true,
            ..regex("ran|iran")
        };
        assert_eq!(found(&word, "ran Iranian"), ["ran"]);
    }

    #[test]
    fn what_cannot_be_sought_says_why() {
        assert_eq!(Query::of(" \u{ad}").set(), Err(QueryError::Nothing));
        assert_eq!(Query::of("a\n\nb").set(), Err(QueryError::Paragraph));
        let bad = Query {
            regex: true,
            ..Query::of("a(b")
        };
        assert_eq!(
            bad.set().unwrap_err().to_string(),
            "unclosed group, at character 2"
        );
    }
}
