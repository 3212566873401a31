//! Reading a keyword set's file.

use super::{KeywordSet, categories, defaults::defaults, fields::Fields, place::Problems, terms};
use crate::text::problem::Problem;
use toml::de::DeTable;

/// Reads a keyword set from the TOML `source`, which messages call `file`.
///
/// One pass finds every mistake. With the set come the warnings, whose messages begin with
/// `warning: `: likely mistakes that do not keep it from being used.
///
/// # Errors
///
/// Every mistake, in the order of the file, then the warnings.
pub fn parse(file: &str, source: &str) -> Result<(KeywordSet, Vec<Problem>), Vec<Problem>> {
    let mut problems = Problems::new(file, source);
    let (table, syntax) = DeTable::parse_recoverable(source);
    let set = read(file, table.get_ref(), &mut problems);
    if !syntax.is_empty() {
        report_syntax(&syntax, &mut problems);
    }
    problems.errors.sort();
    problems.warnings.sort();
    if problems.errors.is_empty() {
        return Ok((set, problems.warnings));
    }
    problems.errors.append(&mut problems.warnings);
    Err(problems.errors)
}

/// Reports what is not TOML, and of what was found in its ruins only that which is not its fault:
/// something missing may stand where the parser gave up, and so may anything on the same line.
fn report_syntax(syntax: &[toml::de::Error], problems: &mut Problems<'_>) {
    let at = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    let broken: Vec<usize> = syntax
        .iter()
        .map(|error| problems.line(at(error)) + 1)
        .collect();
    let absent = [" has no `", " has neither ", "no [[term]]"];
    problems.errors.retain(|problem| {
        !broken.contains(&problem.line) && !absent.iter().any(|it| problem.message.contains(it))
    });
    for error in syntax {
        problems.error(at(error), format!("not TOML: {}", error.message()));
    }
}

/// The set that `table` defines, as far as it makes sense.
fn read(file: &str, table: &DeTable<'_>, problems: &mut Problems<'_>) -> KeywordSet {
    let fields = Fields::new(table, 0);
    let known = [
        "schema", "name", "title", "lang", "defaults", "category", "term",
    ];
    fields.check_keys("a keyword set", &known, problems);
    check_schema(fields, problems);
    let stem = file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(file)
        .trim_end_matches(".toml");
    let name = fields.text("name", problems).map_or(stem, |name| name.text);
    let title = fields
        .text("title", problems)
        .map_or(name, |title| title.text);
    let lang = fields.texts("lang", problems).unwrap_or_default();
    let defaults = defaults(fields, problems);
    let (categories, ids) = categories::read(fields, problems);
    KeywordSet {
        name: name.to_owned(),
        title: title.to_owned(),
        lang: lang.iter().map(|tag| tag.text.to_owned()).collect(),
        categories,
        terms: terms::read(fields, defaults, &ids, problems),
    }
}

/// Reports a schema that this program does not read; without one it is the first.
fn check_schema(fields: Fields<'_>, problems: &mut Problems<'_>) {
    let Some(schema) = fields.value("schema") else {
        return;
    };
    let supported = schema
        .get_ref()
        .as_integer()
        .is_some_and(|number| number.radix() == 10 && number.as_str() == "1");
    if !supported {
        let written = problems.text(schema.span());
        problems.error(
            schema.span().start,
            format!("unsupported schema `{written}`; this program reads `schema = 1`"),
        );
    }
}
