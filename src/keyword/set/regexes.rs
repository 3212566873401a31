//! Regular expressions of terms: how they are compiled and what can be wrong with them.

use super::Case;
use regex::{Regex, RegexBuilder};
use thiserror::Error;

/// Why a regular expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct RegexMistake {
    /// What is wrong with it.
    pub reason: String,
    /// The character, from 0, at which it goes wrong, where one can be named.
    pub at: Option<usize>,
}

/// Compiles `pattern` as a term of this `case` runs it: Unicode, linear time.
pub fn regex(pattern: &str, case: Case) -> Result<Regex, RegexMistake> {
    let folds_case = match case {
        Case::Fold => true,
        Case::Exact => false,
        Case::Smart => !has_literal_capital(pattern),
    };
    RegexBuilder::new(pattern)
        .case_insensitive(folds_case)
        .build()
        .map_err(|error| mistake(pattern, &error))
}

/// Takes a message of the regex crate apart: it shows the pattern, a caret below it, and a reason.
fn mistake(pattern: &str, error: &regex::Error) -> RegexMistake {
    let regex::Error::Syntax(message) = error else {
        return RegexMistake {
            reason: "it is too large once compiled".to_owned(),
            at: None,
        };
    };
    let reason = message
        .rsplit_once("error: ")
        .map_or(message.as_str(), |(_, reason)| reason);
    let caret = message
        .lines()
        .find(|line| line.contains('^') && line.trim_matches([' ', '^']).is_empty());
    RegexMistake {
        reason: reason.trim().to_owned(),
        // The regex crate indents a pattern of one line by four blanks, and numbers several lines.
        at: (!pattern.contains('\n'))
            .then(|| caret?.find('^')?.checked_sub(4))
            .flatten(),
    }
}

/// Whether `regex` may match no character at all, somewhere in a short sample text.
pub(super) fn matches_nothing(regex: &Regex) -> bool {
    let sample = "a, 1.\nÉ ب\n";
    regex.is_match("") || regex.find_iter(sample).any(|found| found.is_empty())
}

/// Whether `pattern` has a capital that stands for itself: not in `\W`, `\p{Lu}` or `(?P<Name>…)`.
fn has_literal_capital(pattern: &str) -> bool {
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let skipped = if let Some(escaped) = rest.strip_prefix('\\') {
            let letter = escaped.chars().next().map_or(0, char::len_utf8);
            let braces = escaped[letter..]
                .strip_prefix('{')
                .and_then(|name| name.find('}'));
            1 + letter + braces.map_or(0, |end| end + 2)
        } else if rest.starts_with("(?") && !rest.starts_with("(?:") {
            rest.find([':', ')', '>']).map_or(rest.len(), |end| end + 1)
        } else if c.is_uppercase() {
            return true;
        } else {
            c.len_utf8()
        };
        rest = &rest[skipped.min(rest.len())..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_its_place_and_reason() {
        let mistake = regex(r"\b(June", Case::Fold).unwrap_err();
        assert_eq!(
            (mistake.reason.as_str(), mistake.at),
            ("unclosed group", Some(2))
        );
        let mistake = regex("é[z-a]", Case::Fold).unwrap_err();
        assert_eq!(mistake.at, Some(2));
        let mistake = regex("a\n(", Case::Fold).unwrap_err();
        assert_eq!(
            (mistake.reason.as_str(), mistake.at),
            ("unclosed group", None)
        );
        let mistake = regex(r"(\w{500}){500}", Case::Fold).unwrap_err();
        assert_eq!(mistake.reason, "it is too large once compiled");
    }

    #[test]
    fn only_a_literal_capital_makes_smart_case_exact() {
        assert!(regex(r"\bus\W", Case::Smart).unwrap().is_match("US "));
        assert!(
            regex(r"\p{Lu}s(?P<Name>x)(?U:y)", Case::Smart)
                .unwrap()
                .is_match("ASXY")
        );
        assert!(!regex("US", Case::Smart).unwrap().is_match("us"));
        assert!(!regex("(?:US)", Case::Smart).unwrap().is_match("us"));
    }

    #[test]
    fn an_empty_match_is_seen_wherever_it_hides() {
        for pattern in ["x*", r"\b", "^", r"\d*\b", "(?m)$"] {
            assert!(
                matches_nothing(&regex(pattern, Case::Fold).unwrap()),
                "{pattern}"
            );
        }
        assert!(!matches_nothing(&regex(r"\b\d+", Case::Fold).unwrap()));
    }
}
