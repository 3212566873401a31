//! The years that a text speaks of.
//!
//! Responsible for which words are years. Not for when a text was published: its metadata say that.

use super::tokens::Token;
use crate::text::span::Span;
use std::ops::RangeInclusive;

/// The years that are looked for: of other numbers of four digits, too many count something else.
pub const YEARS: RangeInclusive<u16> = 1800..=2099;

/// The year that `word`, folded, is: four digits, from 1800 to 2099.
pub fn year(word: &str) -> Option<u16> {
    let is_number = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_number.then(|| word.parse().ok()).flatten()?;
    YEARS.contains(&year).then_some(year)
}

/// The words of a text that are years, each with its bytes in the text.
pub fn years(tokens: impl IntoIterator<Item = Token>) -> impl Iterator<Item = (u16, Span)> {
    let mention = |token: Token| Some((year(&token.word)?, token.span));
    tokens.into_iter().filter_map(mention)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{samples::document, tokens::Tokens};

    fn found(text: &str) -> Vec<(u16, Span)> {
        years(Tokens::new(&document(text), false)).collect()
    }

    #[test]
    fn a_year_is_a_number_from_1800_to_2099() {
        let years = |text: &str| -> Vec<u16> { found(text).iter().map(|it| it.0).collect() };
        assert_eq!(
            years("1799 1800 1999 2000 2099 2100"),
            [1800, 1999, 2000, 2099]
        );
        assert!(years("020 02020 +202 20,20 2,020 1980s 2021st x1980").is_empty());
    }

    #[test]
    fn digits_of_other_scripts_make_years_too() {
        let found: Vec<u16> = found("١٩٨٠ ۱۹۸۱ １９８２").iter().map(|it| it.0).collect();
        assert_eq!(found, [1980, 1981, 1982]);
    }

    #[test]
    fn a_year_is_a_word_of_its_own_wherever_it_stands() {
        assert_eq!(
            found("In 1988’s own, (in 1979)."),
            [(1988, Span::new(3, 7)), (1979, Span::new(21, 25))]
        );
        assert_eq!(found("2021-07-10")[0], (2021, Span::new(0, 4)));
    }
}
