//! Reading the terms of a keyword set.

use super::{
    Case, Pattern, Term,
    defaults::{Defaults, OPTIONS},
    fields::{Fields, Text},
    place::{Place, Problems, suggestion, visible},
    regexes,
};
use crate::text::fold::{self, Folding};
use std::collections::HashMap;
use toml::de::DeTable;

/// How many letters an acronym may have to be mistaken for a common word.
const SHORT_ACRONYM: std::ops::RangeInclusive<usize> = 2..=4;

/// Where a term stands in the file of its set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermPlace {
    /// Where its id stands.
    pub id: Place,
    /// Where each of its aliases stands, or its one regex.
    pub patterns: Vec<Place>,
}

/// Where the terms of the keyword set in the TOML `source` stand, in the order of its terms.
///
/// Of a source with mistakes, which makes no set, places may be missing.
pub fn places(source: &str) -> Vec<TermPlace> {
    // Whoever has the set has heard of the mistakes.
    let mut unheard = Problems::new("", source);
    let (table, _) = DeTable::parse_recoverable(source);
    let start = |fields: Fields<'_>, key| fields.value(key).map(|value| value.span().start);
    let mut places = Vec::new();
    for fields in Fields::new(table.get_ref(), 0).tables("term", &mut unheard) {
        let patterns: Vec<usize> = if let Some(regex) = start(fields, "regex") {
            vec![regex]
        } else {
            let aliases = fields.texts("aliases", &mut unheard);
            aliases.iter().flatten().map(Text::at).collect()
        };
        places.push(TermPlace {
            id: unheard.place(start(fields, "id").unwrap_or(fields.at)),
            patterns: patterns.iter().map(|&at| unheard.place(at)).collect(),
        });
    }
    places
}

/// What is remembered of the terms before the one that is read.
#[derive(Default)]
struct Seen<'t> {
    ids: HashMap<&'t str, usize>,
    /// By folded alias.
    folded: HashMap<(String, Folding), Owner<'t>>,
    /// By alias as written.
    written: HashMap<&'t str, Owner<'t>>,
}

/// The term that an alias stands in first.
#[derive(Clone)]
struct Owner<'t> {
    number: usize,
    /// Its name for messages.
    whole: String,
    alias: Text<'t>,
}

/// The terms of `set`; `categories` are the ids that they may name.
pub(super) fn read(
    set: Fields<'_>,
    defaults: Defaults,
    categories: &[(&str, usize)],
    problems: &mut Problems<'_>,
) -> Vec<Term> {
    let mut seen = Seen::default();
    let mut terms = Vec::new();
    for (number, fields) in set.tables("term", problems).into_iter().enumerate() {
        let known = ["category", "id", "label", "aliases", "regex", "note"];
        fields.check_keys("a term", &[known.as_slice(), &OPTIONS].concat(), problems);
        let id = id(fields, &mut seen, problems);
        let whole = id.map_or_else(|| "a term".to_owned(), |id| format!("term `{id}`"));
        let category = category(fields, &whole, categories, problems);
        let label = fields.text("label", problems).map(|label| label.text);
        let note = fields
            .text("note", problems)
            .map(|note| note.text.to_owned());
        let options = defaults.overridden(fields, problems);
        let mut term = Term {
            id: id.unwrap_or_default().to_owned(),
            label: label.or(id).unwrap_or_default().to_owned(),
            category,
            note,
            pattern: Pattern::Aliases(Vec::new()),
            whole_word: options.whole_word,
            case: options.case,
            diacritics: options.diacritics,
            plural: options.plural,
            dehyphenate: options.dehyphenate,
        };
        match (fields.value("aliases"), fields.value("regex")) {
            (Some(_), Some(second)) => problems.error(
                second.span().start,
                format!("{whole} has both `aliases` and `regex`; give one of them"),
            ),
            (None, None) => problems.error(
                fields.at,
                format!("{whole} has neither `aliases` nor `regex`; give one of them"),
            ),
            (Some(value), None) => {
                if let Some(aliases) = fields.texts("aliases", problems) {
                    if aliases.is_empty() {
                        problems.error(
                            value.span().start,
                            format!("{whole} has no alias; give at least one"),
                        );
                    }
                    check_aliases(number, &whole, &term, &aliases, &mut seen, problems);
                    term.pattern =
                        Pattern::Aliases(aliases.iter().map(|it| it.text.to_owned()).collect());
                }
            }
            (None, Some(_)) => {
                if let Some(pattern) = fields.text("regex", problems) {
                    check_regex(&pattern, term.case, problems);
                    term.pattern = Pattern::Regex(pattern.text.to_owned());
                }
            }
        }
        terms.push(term);
    }
    terms
}

/// The term's id, which no term before it has.
fn id<'t>(fields: Fields<'t>, seen: &mut Seen<'t>, problems: &mut Problems<'_>) -> Option<&'t str> {
    let id = fields.required("id", "a term", problems)?;
    if let Some(&first) = seen.ids.get(id.text) {
        let (id_text, line) = (id.text, problems.line(first) + 1);
        problems.error(
            id.at(),
            format!("duplicate term id `{id_text}`, first on line {line}; choose another"),
        );
    } else {
        seen.ids.insert(id.text, id.at());
    }
    Some(id.text)
}

/// The index of the category that the term names.
fn category(
    fields: Fields<'_>,
    whole: &str,
    categories: &[(&str, usize)],
    problems: &mut Problems<'_>,
) -> usize {
    let Some(name) = fields.required("category", whole, problems) else {
        return 0;
    };
    let found = categories.iter().find(|(id, _)| *id == name.text);
    if found.is_none() {
        let known: Vec<&str> = categories.iter().map(|&(id, _)| id).collect();
        let hint = suggestion(name.text, &known);
        problems.error(
            name.at(),
            format!("unknown category `{}`; {hint}", name.text),
        );
    }
    found.map_or(0, |&(_, index)| index)
}

/// Reports aliases that can match nothing, and likely mistakes in them.
fn check_aliases<'t>(
    number: usize,
    whole: &str,
    term: &Term,
    aliases: &[Text<'t>],
    seen: &mut Seen<'t>,
    problems: &mut Problems<'_>,
) {
    if let Some(alias) = aliases.get(usize::from(u16::MAX)) {
        problems.error(
            alias.at(),
            format!("{whole} has more than 65,535 aliases; split it"),
        );
    }
    for alias in aliases {
        let folding = term.folding(alias.text);
        let folded = fold::fold(alias.text, folding);
        let folded = folded.trim();
        let shown = visible(alias.text);
        if folded.is_empty() {
            problems.error(
                alias.at(),
                format!("alias `{shown}` folds to nothing, so nothing can match it; leave it out"),
            );
            continue;
        }
        if folded.contains(fold::PARAGRAPH) {
            problems.error(
                alias.at(),
                format!("alias `{shown}` has a blank line, which no hit can cross; write a space"),
            );
            continue;
        }
        if term.case == Case::Fold && is_short_acronym(alias.text) {
            problems.warning(
                alias.at(),
                format!(
                    "acronym `{shown}` also matches `{}`; set `case = \"exact\"` if that is a word",
                    alias.text.to_lowercase()
                ),
            );
        }
        let key = (folded.to_owned(), folding);
        if let Some(owner) = seen
            .folded
            .get(&key)
            .or_else(|| seen.written.get(alias.text))
        {
            warn_of_owner(number, alias, owner, problems);
        } else {
            let owner = Owner {
                number,
                whole: whole.to_owned(),
                alias: alias.clone(),
            };
            seen.written.insert(alias.text, owner.clone());
            seen.folded.insert(key, owner);
        }
    }
}

/// Warns that `alias` of term `number` is an alias of `owner` too.
fn warn_of_owner(number: usize, alias: &Text<'_>, owner: &Owner<'_>, problems: &mut Problems<'_>) {
    let shown = visible(alias.text);
    let message = if owner.number == number {
        let first = visible(owner.alias.text);
        format!("alias `{shown}` is the same as `{first}` after folding; leave one of them out")
    } else {
        let line = problems.line(owner.alias.at()) + 1;
        let other = &owner.whole;
        format!("alias `{shown}` also stands in {other} on line {line}; both count its hits")
    };
    problems.warning(alias.at(), message);
}

/// Whether `alias` is a short word of capitals, which may be a common word when it is folded.
pub fn is_short_acronym(alias: &str) -> bool {
    SHORT_ACRONYM.contains(&alias.chars().count()) && alias.chars().all(char::is_uppercase)
}

/// Reports a regex that does not compile, with a caret, and one that can match nothing.
fn check_regex(pattern: &Text<'_>, case: Case, problems: &mut Problems<'_>) {
    match regexes::regex(pattern.text, case) {
        Ok(regex) if regexes::matches_nothing(&regex) => problems.warning(
            pattern.at(),
            format!(
                "regex `{}` can match empty text, which is never a hit; use `+` for `*`",
                pattern.text
            ),
        ),
        Ok(_) => {}
        Err(mistake) => {
            let place = mistake
                .at
                .and_then(|at| place_inside(pattern, at, problems));
            let caret = mistake
                .at
                .map(|at| format!("\n    {}\n    {}^", pattern.text, " ".repeat(at)));
            problems.error(
                place.unwrap_or(pattern.at()),
                format!(
                    "bad regex `{}`: {}; correct it or escape the character with `\\`{}",
                    pattern.text,
                    mistake.reason,
                    caret.unwrap_or_default()
                ),
            );
        }
    }
}

/// Where in the file the character `at` of `text` stands, unless escapes make that hard to say.
fn place_inside(text: &Text<'_>, at: usize, problems: &Problems<'_>) -> Option<usize> {
    let inside = text
        .text
        .char_indices()
        .nth(at)
        .map_or(text.text.len(), |(inside, _)| inside);
    let written = problems.text(text.range.clone());
    Some(text.at() + written.find(text.text)? + inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_alias_has_the_place_of_its_quotation_mark() {
        let source = "[[term]]\nid = \"é\"\naliases = [\"é\",\n  'x'] # \"x\"\n\
                      [[term]]\naliases = \"one\"\nid = \"b\"\n\
                      [[term]]\nid = \"c\"\nregex = '.'\n";
        let place = |(line, column)| Place { line, column };
        let term = |id, patterns: &[(usize, usize)]| TermPlace {
            id: place(id),
            patterns: patterns.iter().copied().map(place).collect(),
        };
        assert_eq!(
            places(source),
            [
                term((2, 6), &[(3, 12), (4, 3)]),
                term((7, 6), &[(6, 11)]),
                term((9, 6), &[(10, 9)]),
            ]
        );
    }
}
