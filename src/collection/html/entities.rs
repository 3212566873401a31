//! Character references of HTML: `&amp;`, `&#8212;`, `&copy`.
//!
//! Responsible for what they stand for, by the rules of the HTML standard. The names are those that `CommonMark`
//! takes from HTML too: its parser has their table, and is asked for each name once.

use pulldown_cmark::{Event, Parser};
use std::{borrow::Cow, collections::HashMap};

/// Letters of the longest name.
const LONGEST_NAME: usize = 31;

/// Different names that are looked up in one page; there are about 2,100.
const MOST_NAMES: usize = 4_096;

/// The names that may stand without a semicolon, in the order of their bytes.
#[rustfmt::skip]
const UNENDED: [&str; 106] = [
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH", "Eacute", "Ecirc",
    "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash",
    "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute",
    "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc",
    "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde", "oacute",
    "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg",
    "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// What the numbers 0x80 to 0x9F stand for: the characters of Windows-1252 there.
const WINDOWS: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
    0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
];

/// Where a text with references stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Text,
    /// In the value of an attribute: `?a=1&copy=2` holds no reference.
    Attribute,
}

/// Names that have been looked up in a page, with what they stand for.
#[derive(Debug, Default)]
pub(super) struct Entities {
    known: HashMap<String, Option<String>>,
}

impl Entities {
    /// `text` with its references resolved, its line ends as line feeds, and without NUL where it is text.
    pub(super) fn decoded<'a>(&mut self, text: &'a str, place: Place) -> Cow<'a, str> {
        if memchr::memchr3(b'&', b'\r', 0, text.as_bytes()).is_none() {
            return Cow::Borrowed(text);
        }
        let mut decoded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = memchr::memchr3(b'&', b'\r', 0, rest.as_bytes()) {
            decoded.push_str(&rest[..at]);
            let mark = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match mark {
                b'\r' => {
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                    decoded.push('\n');
                }
                0 if place == Place::Text => {}
                0 => decoded.push(char::REPLACEMENT_CHARACTER),
                _ => rest = self.reference(rest, place, &mut decoded),
            }
        }
        decoded.push_str(rest);
        Cow::Owned(decoded)
    }

    /// Resolves the reference whose `&` stands before `rest`, and gives what follows it.
    fn reference<'a>(&mut self, rest: &'a str, place: Place, decoded: &mut String) -> &'a str {
        if let Some(number) = rest.strip_prefix('#') {
            return numeric(number, decoded).unwrap_or_else(|| {
                decoded.push('&');
                rest
            });
        }
        let bytes = rest.as_bytes().iter().take(LONGEST_NAME + 1);
        let length = bytes
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = &rest[..length];
        if rest[length..].starts_with(';') && self.look_up(name, decoded) {
            return &rest[length + 1..];
        }
        let unended = (2..=length.min(6)).rev().map(|end| &name[..end]);
        let found = unended
            .into_iter()
            .find(|name| UNENDED.binary_search(name).is_ok());
        if let Some(found) = found {
            let after = &rest[found.len()..];
            let goes_on =
                after.starts_with(|next: char| next == '=' || next.is_ascii_alphanumeric());
            if !(place == Place::Attribute && goes_on) && self.look_up(found, decoded) {
                return after;
            }
        }
        decoded.push('&');
        rest
    }

    /// Writes what `name` stands for, where it is one.
    fn look_up(&mut self, name: &str, decoded: &mut String) -> bool {
        match name {
            "amp" => decoded.push('&'),
            "lt" => decoded.push('<'),
            "gt" => decoded.push('>'),
            "quot" => decoded.push('"'),
            "apos" => decoded.push('\''),
            "nbsp" => decoded.push('\u{a0}'),
            _ => {
                if !self.known.contains_key(name) {
                    if self.known.len() >= MOST_NAMES || !(2..=LONGEST_NAME).contains(&name.len()) {
                        return false;
                    }
                    self.known.insert(name.to_owned(), of_name(name));
                }
                let Some(Some(found)) = self.known.get(name) else {
                    return false;
                };
                decoded.push_str(found);
            }
        }
        true
    }
}

/// What `name`, of letters and digits, stands for.
fn of_name(name: &str) -> Option<String> {
    // The letter before it keeps what is a blank from being trimmed.
    let source = format!("x&{name};");
    let mut text = String::new();
    for event in Parser::new(&source) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak => text.push('\n'),
            _ => {}
        }
    }
    let found = text.strip_prefix('x')?;
    (found != &source[1..]).then(|| found.to_owned())
}

/// Writes the character of the number with which `rest` begins, and gives what follows it.
fn numeric<'a>(rest: &'a str, decoded: &mut String) -> Option<&'a str> {
    let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (rest, 10),
    };
    let length = digits
        .bytes()
        .take_while(|&byte| char::from(byte).is_digit(radix))
        .count();
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let number = match number {
        0x80..=0x9F => WINDOWS[(number - 0x80) as usize],
        0 => u32::MAX,
        _ => number,
    };
    decoded.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
    let after = &digits[length..];
    Some(after.strip_prefix(';').unwrap_or(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        Entities::default()
            .decoded(source, Place::Text)
            .into_owned()
    }

    fn attribute(source: &str) -> String {
        Entities::default()
            .decoded(source, Place::Attribute)
            .into_owned()
    }

    #[test]
    fn names_and_numbers_stand_for_characters() {
        assert_eq!(
            text("&lt;b&gt; &amp;amp; caf&eacute; &mdash;&nbsp;&hellip; &NotEqualTilde;"),
            "<b> &amp; café —\u{a0}… ≂̸"
        );
        assert_eq!(text("&#8212;&#x2014;&#X41;&#65 &#151;"), "——AA —");
        assert_eq!(
            text("&Tab;|&NewLine;|&ensp;|&zwnj;|"),
            "\t|\n|\u{2002}|\u{200c}|"
        );
    }

    #[test]
    fn numbers_that_are_no_characters_are_replaced() {
        assert_eq!(
            text("&#0;&#xD800;&#x110000;&#99999999999999;"),
            "\u{fffd}".repeat(4)
        );
        assert_eq!(text("&#27;"), "\u{1b}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for source in [
            "AT&T",
            "& ",
            "&;",
            "&#;",
            "&#x;",
            "&nosuchname;",
            "&",
            "a && b",
            "&é;",
        ] {
            assert_eq!(text(source), source);
        }
    }

    #[test]
    fn old_names_need_no_semicolon_but_in_an_address() {
        assert_eq!(text("&copy2024 &notit; &AMPx"), "©2024 ¬it; &x");
        assert_eq!(
            attribute("?a=1&copy=2&lang=en&amp;b"),
            "?a=1&copy=2&lang=en&b"
        );
        assert_eq!(attribute("&copy;&copy"), "©©");
    }

    #[test]
    fn the_names_without_semicolon_are_sorted_and_known() {
        assert!(UNENDED.is_sorted());
        for name in UNENDED {
            assert!(of_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn line_ends_are_line_feeds_and_nul_is_nothing() {
        assert_eq!(text("a\r\nb\rc\r\r\n\0d"), "a\nb\nc\n\nd");
    }

    #[test]
    fn after_very_many_names_unknown_ones_are_not_looked_up() {
        let mut entities = Entities::default();
        let names = (0..MOST_NAMES + 9).map(|it| format!("&a{it};"));
        let source = names.collect::<Vec<_>>().concat();
        assert_eq!(entities.decoded(&source, Place::Text), source);
        assert_eq!(entities.known.len(), MOST_NAMES);
    }
}
