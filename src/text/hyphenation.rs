//! Where a word may be parted by a hyphen.
//!
//! Responsible for which words may be hyphenated and where; the patterns of the languages, with the
//! letters that must stay on each side, are those of `hypher`.

use super::blank::is_blank;
use super::cluster::clusters;
use hypher::Lang;

/// Letters that a word must have to be hyphenated by rule.
const LETTERS: usize = 5;

/// The soft hyphen, at which a text allows a break itself.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// Where words may be hyphenated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hyphenation {
    /// At the soft hyphens of the text.
    Soft,
    /// At soft hyphens, and in words without any by the rules of a language.
    Language(Lang),
    /// Nowhere.
    Off,
}

impl Hyphenation {
    /// By the rules of the language that a BCP 47 tag such as `en-GB` names, where they are known.
    pub fn of_language(tag: &str) -> Self {
        // Some write the tag as locales are written, `en_GB`.
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or(tag)
            .to_ascii_lowercase();
        let code: Option<[u8; 2]> = primary.as_bytes().try_into().ok();
        code.and_then(Lang::from_iso)
            .map_or(Self::Soft, Self::Language)
    }
}

/// What stands between two blanks: words with their punctuation, or an address, a number, code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Its length in bytes.
    pub len: usize,
    /// Whether its words may be hyphenated by rule.
    pub is_words: bool,
}

impl Token {
    /// The token that `text` begins with.
    pub fn first_of(text: &str) -> Self {
        let len = clusters(text)
            .find(|(_, cluster)| is_blank(cluster))
            .map_or(text.len(), |(offset, _)| offset);
        Self {
            len,
            is_words: reads_as_words(&text[..len]),
        }
    }
}

/// Whether nothing in the token is strange to words, and no soft hyphen says where it may break.
fn reads_as_words(token: &str) -> bool {
    let mut characters = token.chars().peekable();
    while let Some(character) = characters.next() {
        let refused = match character {
            SOFT_HYPHEN | '@' | '/' | '\\' | '_' | '=' | '&' | '#' | '%' | '+' | '*' | '<'
            | '>' | '|' | '~' | '^' | '$' | '{' | '}' => true,
            '.' | ':' => characters.peek().is_some_and(|it| it.is_alphanumeric()),
            _ => character.is_numeric(),
        };
        if refused {
            return false;
        }
    }
    true
}

/// The offsets in `piece`, a word with the punctuation around it, at which a hyphen may part it.
///
/// Parts of a word at an apostrophe count as words, so `l’organisation` is parted in its second.
pub(super) fn positions(piece: &str, language: Lang) -> Vec<usize> {
    let is_edge = |it: char| !it.is_alphabetic();
    let core = piece.trim_matches(is_edge);
    let base = piece.len() - piece.trim_start_matches(is_edge).len();
    let mut found = Vec::new();
    let mut at = base;
    for part in core.split_inclusive(['\'', '’']) {
        let word = part.trim_end_matches(['\'', '’']);
        if may_part(word) {
            let mut offset = 0;
            for syllable in hypher::hyphenate(word, language) {
                offset += syllable.len();
                if offset < word.len() && clusters(word).any(|(start, _)| start == offset) {
                    found.push(at + offset);
                }
            }
        }
        at += part.len();
    }
    found
}

/// Whether the word is long enough, made of letters alone, and no acronym or name in capitals.
fn may_part(word: &str) -> bool {
    word.chars().count() >= LETTERS
        && word.chars().all(char::is_alphabetic)
        && !word.chars().skip(1).any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(word: &str, language: Lang) -> String {
        let mut parted = word.to_owned();
        for at in positions(word, language).into_iter().rev() {
            parted.insert(at, '-');
        }
        parted
    }

    #[test]
    fn words_part_by_the_rules_of_their_language_and_punctuation_stays() {
        assert_eq!(parted("“extensive,”", Lang::English), "“ex-ten-sive,”");
        assert_eq!(parted("l’organisation", Lang::French), "l’or-ga-ni-sa-tion");
    }

    #[test]
    fn short_words_acronyms_and_mixed_words_stay_whole() {
        for word in ["also", "UNESCO", "iPhones", "abc1defgh", "cafe\u{301}teria"] {
            assert_eq!(parted(word, Lang::English), word);
        }
    }

    #[test]
    fn an_address_does_not_read_as_words() {
        assert!(reads_as_words("self-determination,"));
        assert!(!reads_as_words("https://example.com"));
        assert!(!reads_as_words("www.example.com"));
        assert!(!reads_as_words("some_function()"));
        assert!(!reads_as_words("hyphen\u{ad}ation"));
        assert!(Token::first_of("(see https://example.com)").is_words);
    }
}
