//! The definition of one term as TOML.
//!
//! Responsible for writing what [`super::set::parse`] reads. Not for whole sets, whose comments and order
//! are their author's. The invariant: a definition that is written and read again is the same.

use super::{
    hit::TermId,
    set::{Case, Category, Color, Diacritics, KeywordSet, Pattern, Slot, Term},
};

/// A term, and the category that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The category.
    pub category: Category,
    /// The term; the index of its category is 0.
    pub term: Term,
}

/// Which of a term's options are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Options {
    /// Those that differ from what a term is unless a file says otherwise.
    Unusual,
    /// All, for a file whose `[defaults]` say otherwise.
    All,
}

impl Definition {
    /// The definition of a term of `set`.
    ///
    /// # Panics
    ///
    /// When `set` has no such term.
    pub fn of(set: &KeywordSet, id: TermId) -> Self {
        let term = &set.terms[id.index()];
        Self {
            category: set.categories[term.category].clone(),
            term: Term {
                category: 0,
                ..term.clone()
            },
        }
    }

    /// A keyword set file that defines the term and nothing else.
    ///
    /// ```
    /// use catchword::keyword::{Definition, KeywordSet, adhoc::{self, Added}, set};
    ///
    /// let Ok(Added::New(set, id)) = adhoc::add(&KeywordSet::default(), "free Iran") else { panic!() };
    /// let definition = Definition::of(&set, id);
    /// let (read, _) = set::parse("mine.toml", &definition.toml()).unwrap();
    /// assert_eq!(read.terms, [definition.term]);
    /// ```
    pub fn toml(&self) -> String {
        let category = category(&self.category);
        let term = term(&self.term, &self.category.id, Options::Unusual);
        format!("schema = 1\nname   = \"mine\"\n\n{category}\n{term}")
    }
}

/// The table that defines a category.
pub fn category(category: &Category) -> String {
    let mut rows = vec![
        ("id", quoted(&category.id)),
        ("name", quoted(&category.name)),
        ("mark", quoted(&category.mark)),
    ];
    let color = category.color.map(|color| match color {
        Color::Slot(slot) => quoted(slot_name(slot)),
        Color::Rgb(red, green, blue) => format!("\"#{red:02X}{green:02X}{blue:02X}\""),
        Color::Indexed(index) => index.to_string(),
    });
    rows.extend(color.map(|color| ("color", color)));
    let styles = [
        ("bold", category.styles.bold),
        ("italic", category.styles.italic),
        ("underline", category.styles.underlined),
    ];
    let styles = styles.iter().filter(|(_, is_set)| *is_set);
    let styles: Vec<&str> = styles.map(|(name, _)| *name).collect();
    if !styles.is_empty() {
        rows.push(("style", array(&styles)));
    }
    table("category", "color".len(), &rows)
}

/// The table that defines a term in the category of the id `category`.
pub fn term(term: &Term, category: &str, options: Options) -> String {
    let mut rows = vec![
        ("category", quoted(category)),
        ("id", quoted(&term.id)),
        ("label", quoted(&term.label)),
        match &term.pattern {
            Pattern::Aliases(aliases) => ("aliases", array(aliases)),
            Pattern::Regex(regex) => ("regex", quoted(regex)),
        },
    ];
    rows.extend(term.note.as_ref().map(|note| ("note", quoted(note))));
    let case = match term.case {
        Case::Fold => "fold",
        Case::Exact => "exact",
        Case::Smart => "smart",
    };
    let diacritics = match term.diacritics {
        Diacritics::Fold => "fold",
        Diacritics::Exact => "exact",
    };
    let values = [
        ("whole_word", term.whole_word.to_string(), term.whole_word),
        ("case", quoted(case), term.case == Case::Fold),
        (
            "diacritics",
            quoted(diacritics),
            term.diacritics == Diacritics::Fold,
        ),
        ("plural", term.plural.to_string(), !term.plural),
        (
            "dehyphenate",
            term.dehyphenate.to_string(),
            !term.dehyphenate,
        ),
    ];
    for (key, value, is_usual) in values {
        if options == Options::All || !is_usual {
            rows.push((key, value));
        }
    }
    table("term", "category".len(), &rows)
}

/// A table of an array of tables; keys take at least so many `columns`.
fn table(name: &str, columns: usize, rows: &[(&str, String)]) -> String {
    let rows = rows
        .iter()
        .map(|(key, value)| format!("{key:<columns$} = {value}\n"));
    let head = format!("[[{name}]]\n");
    std::iter::once(head).chain(rows).collect()
}

fn array(texts: &[impl AsRef<str>]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

fn slot_name(slot: Slot) -> &'static str {
    let found = Slot::NAMES.iter().find(|&&(_, other)| other == slot);
    found.expect("every slot has a name").0
}

/// `text` as a basic string of TOML, on one line. Whatever could not be seen there is written as an
/// escape, but for joiners, which are part of how Persian is spelt.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if is_invisible(c) => quoted.extend(format!("\\u{:04X}", u32::from(c)).chars()),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Controls, what only directs the order of other characters, and separators of lines: all of four
/// hexadecimal digits.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_as_an_escape() {
        assert_eq!(quoted("a\"b\\c"), r#""a\"b\\c""#);
        assert_eq!(
            quoted("\n\r\t\0\u{1b}\u{7f}\u{85}"),
            r#""\n\r\t\u0000\u001B\u007F\u0085""#
        );
        assert_eq!(
            quoted("\u{202e}x\u{ad}\u{feff}"),
            r#""\u202Ex\u00AD\uFEFF""#
        );
        assert_eq!(quoted("می\u{200c}رود"), "\"می\u{200c}رود\"");
    }
}
