//! Regular expressions of terms: how they are compiled and what can be wrong with them.

use super::Case;
use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, Ast, ClassSetItem, Visitor, parse::Parser};
use std::convert::Infallible;
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

/// Whether `pattern` has a capital that stands for itself, also in a class: not in `\W`, `\pL` or
/// `(?P<Name>…)`, nor in `\x6E`, which is an `n`.
fn has_literal_capital(pattern: &str) -> bool {
    /// Whether one was seen.
    struct Capitals(bool);

    impl Visitor for Capitals {
        type Output = bool;
        type Err = Infallible;

        fn finish(self) -> Result<bool, Infallible> {
            Ok(self.0)
        }

        fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
            if let Ast::Literal(literal) = ast {
                self.0 |= literal.c.is_uppercase();
            }
            Ok(())
        }

        fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Infallible> {
            self.0 |= match item {
                ClassSetItem::Literal(literal) => literal.c.is_uppercase(),
                ClassSetItem::Range(range) => {
                    range.start.c.is_uppercase() || range.end.c.is_uppercase()
                }
                _ => false,
            };
            Ok(())
        }
    }

    // What is wrong with a pattern is told when it is compiled.
    let Ok(ast) = Parser::new().parse(pattern) else {
        return false;
    };
    let Ok(found) = ast::visit(&ast, Capitals(false));
    found
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
        for folded in [r"us\pL", r"us\PN", r"u\x73a", r"\x{75}sa", r"us[^\W\d]"] {
            let regex = regex(folded, Case::Smart).unwrap();
            assert!(regex.is_match("USA"), "{folded}");
        }
        for exact in [r"U\x53", r"\x55s", "[A-Z]s", "[Uu]S"] {
            let regex = regex(exact, Case::Smart).unwrap();
            assert!(!regex.is_match("us"), "{exact}");
        }
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
