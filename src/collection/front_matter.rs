//! Front matter: what a Markdown document says about itself, as TOML between two lines `+++`.
//!
//! Responsible for its keys and for reporting every mistake in it in one pass.

use super::{
    fields::{Fields, closest},
    metadata::{Date, DateBasis, DateError},
};
use crate::text::{problem::Problem, words::one_line};

/// The line before and after front matter.
pub(super) const FENCE: &str = "+++";

/// What the front matter of a document says; what it leaves out is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where `date` comes from.
    pub date_basis: DateBasis,
    /// News, opinion, letter: a free word.
    pub kind: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Free words that group documents.
    pub tags: Vec<String>,
    /// Where the text or its facts come from.
    pub source: Option<String>,
    /// How the blocks begin that are furniture, each with the byte of the file where that stands; `None` where the
    /// rules of [`super::furniture`] hold.
    pub furniture: Option<Vec<(String, usize)>>,
}

/// A document's front matter, the byte at which its text begins, and the mistakes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What it says; `None` where it has none.
    pub front_matter: Option<FrontMatter>,
    /// The byte at which the text begins.
    pub body: usize,
    /// The mistakes, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Parts `source`, the text of `file`, into front matter and text.
///
/// A byte order mark before the front matter is passed over.
pub fn split(file: &str, source: &str) -> Split {
    let start = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut lines = source[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        return Split {
            front_matter: None,
            body: start,
            problems: Vec::new(),
        };
    }
    let base = start + first.len();
    let mut end = base;
    for line in lines {
        if line.trim_end() == FENCE {
            let (front_matter, problems) = read(file, source, start, base, end);
            return Split {
                front_matter: Some(front_matter),
                body: end + line.len(),
                problems,
            };
        }
        end += line.len();
    }
    Split {
        front_matter: None,
        body: base,
        problems: vec![Problem::at(
            file,
            source,
            start,
            "the front matter that begins here does not end; write a line +++ after it",
        )],
    }
}

/// Reads the front matter in `source[base..end]`, which the line at `fence` opens.
fn read(
    file: &str,
    source: &str,
    fence: usize,
    base: usize,
    end: usize,
) -> (FrontMatter, Vec<Problem>) {
    let mut fields = Fields::read(file, source, base, end);
    let title = fields.string("title");
    match &title {
        Some(title) if title.value.trim().is_empty() => {
            fields.report(title.at, "the title is empty; write one");
        }
        None if fields.is_toml() && !fields.has_problem_with("title") => {
            fields.report(
                fence,
                "the front matter has no title; add a line title = \"…\"",
            );
        }
        _ => {}
    }
    let authors = strings(&mut fields, "authors");
    let publisher = string(&mut fields, "publisher");
    let date = date(&mut fields);
    let date_basis = date_basis(&mut fields);
    let kind = string(&mut fields, "kind");
    let language = string(&mut fields, "language");
    let tags = strings(&mut fields, "tags");
    let origin = string(&mut fields, "source");
    let furniture = fields.stated_strings("furniture").map(|beginnings| {
        let beginnings = beginnings.into_iter();
        beginnings.map(|it| (one_line(&it.value), it.at)).collect()
    });
    let front_matter = FrontMatter {
        title: title
            .map(|title| one_line(&title.value))
            .filter(|title| !title.is_empty()),
        authors,
        publisher,
        date,
        date_basis,
        kind,
        language,
        tags,
        source: origin,
        furniture,
    };
    let mut problems = fields.finish();
    problems.sort();
    (front_matter, problems)
}

/// The words under `key` on one line; `None` where there are none.
fn string(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let text = one_line(&fields.string(key)?.value);
    (!text.is_empty()).then_some(text)
}

fn strings(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    let mut strings = Vec::new();
    for text in fields.strings(key) {
        if text.value.trim().is_empty() {
            fields.report(
                text.at,
                format!("`{key}` holds an empty string; leave it out"),
            );
        } else {
            strings.push(one_line(&text.value));
        }
    }
    strings
}

fn date(fields: &mut Fields<'_>) -> Option<Date> {
    let date = fields.string_or_date("date")?;
    match date.value.parse() {
        Ok(date) => Some(date),
        Err(DateError::Form) => {
            let message = format!(
                "`{}` is no date; write \"2021\", \"2021-07\" or \"2021-07-10\"",
                one_line(&date.value)
            );
            fields.report(date.at, message);
            None
        }
        Err(DateError::Impossible) => {
            let message = format!(
                "the calendar has no date {}; correct its month or day",
                date.value
            );
            fields.report(date.at, message);
            None
        }
    }
}

fn date_basis(fields: &mut Fields<'_>) -> DateBasis {
    let Some(basis) = fields.string("date_basis") else {
        return DateBasis::default();
    };
    match basis.value.as_str() {
        "stated" => DateBasis::Stated,
        "inferred" => DateBasis::Inferred,
        other => {
            let message = match closest(other, &["stated", "inferred"]) {
                Some(meant) => format!("unknown date_basis `{other}`; did you mean `{meant}`?"),
                None => format!("unknown date_basis `{other}`; write \"stated\" or \"inferred\""),
            };
            fields.report(basis.at, message);
            DateBasis::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistakes of a document with these lines of front matter, which begin on line 2.
    fn mistakes(lines: &str) -> Vec<String> {
        let source = format!("+++\n{lines}\n+++\nText\n");
        split("a.md", &source)
            .problems
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_key_is_read() {
        let source = "+++\ntitle = \"A\\n title\"\nauthors = [\"B\", \"C\"]\npublisher = \"D\"\ndate = \"2021-07\"\n\
                      date_basis = \"inferred\"\nkind = \"news\"\nlanguage = \"en\"\ntags = [\"e\"]\nsource = \"f\"\nfurniture = [\"g\"]\n+++\nText\n";
        let split = split("a.md", source);
        assert_eq!(split.problems, []);
        assert_eq!(&source[split.body..], "Text\n");
        assert_eq!(
            split.front_matter.unwrap(),
            FrontMatter {
                title: Some("A title".to_owned()),
                authors: vec!["B".to_owned(), "C".to_owned()],
                publisher: Some("D".to_owned()),
                date: "2021-07".parse().ok(),
                date_basis: DateBasis::Inferred,
                kind: Some("news".to_owned()),
                language: Some("en".to_owned()),
                tags: vec!["e".to_owned()],
                source: Some("f".to_owned()),
                furniture: Some(vec![("g".to_owned(), source.find("\"g").unwrap())]),
            }
        );
    }

    #[test]
    fn a_date_may_be_written_without_quotes() {
        let split = split("a.md", "+++\ntitle = \"A\"\ndate = 2021-07-10\n+++\n");
        assert_eq!(split.problems, []);
        assert_eq!(
            split.front_matter.unwrap().date.unwrap().to_string(),
            "2021-07-10"
        );
    }

    #[test]
    fn a_text_without_front_matter_is_all_text() {
        assert_eq!(split("a.md", "# Title\n+++\n").body, 0);
        assert_eq!(split("a.md", "\u{feff}Text").body, 3);
        assert_eq!(split("a.md", "++++\n").front_matter, None);
    }

    #[test]
    fn front_matter_may_have_carriage_returns_and_a_byte_order_mark() {
        let split = split("a.md", "\u{feff}+++\r\ntitle = \"A\"\r\n+++\r\nText");
        assert_eq!(split.problems, []);
        assert_eq!(split.front_matter.unwrap().title.as_deref(), Some("A"));
        assert_eq!(split.body, 3 + 5 + 13 + 5);
    }

    #[test]
    fn a_missing_title_is_reported_where_the_front_matter_begins() {
        assert_eq!(
            mistakes("kind = \"news\""),
            ["a.md:1:1: the front matter has no title; add a line title = \"…\""]
        );
    }

    #[test]
    fn an_empty_title_is_reported_where_it_stands() {
        assert_eq!(
            mistakes("title = \" \""),
            ["a.md:2:9: the title is empty; write one"]
        );
    }

    #[test]
    fn an_unknown_key_is_told_what_it_was_meant_to_be() {
        assert_eq!(
            mistakes("titel = \"A\"\ntitle = \"A\"\ncolour = 1"),
            [
                "a.md:2:1: unknown key `titel`; did you mean `title`?",
                "a.md:4:1: unknown key `colour`; the keys are title, authors, publisher, date, date_basis, kind, \
                 language, tags, source, furniture",
            ]
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_reported() {
        assert_eq!(
            mistakes("title = 1\nauthors = \"B\"\ntags = [\"é\", 2.5, \"\"]\nkind = [true]"),
            [
                "a.md:2:9: `title` must be a string, not an integer",
                "a.md:3:11: `authors` must be a list of strings in brackets, not a string",
                "a.md:4:14: `tags` must hold strings, not a float",
                "a.md:4:19: `tags` holds an empty string; leave it out",
                "a.md:5:8: `kind` must be a string, not a list",
            ]
        );
    }

    #[test]
    fn a_date_that_is_none_is_reported() {
        assert_eq!(
            mistakes("title = \"A\"\ndate = \"2021-02-29\""),
            ["a.md:3:8: the calendar has no date 2021-02-29; correct its month or day"]
        );
        assert_eq!(
            mistakes("title = \"A\"\ndate = \"13/07/2021\""),
            ["a.md:3:8: `13/07/2021` is no date; write \"2021\", \"2021-07\" or \"2021-07-10\""]
        );
    }

    #[test]
    fn an_unknown_date_basis_is_reported() {
        assert_eq!(
            mistakes("title = \"A\"\ndate_basis = \"infered\""),
            ["a.md:3:14: unknown date_basis `infered`; did you mean `inferred`?"]
        );
        assert_eq!(
            mistakes("title = \"A\"\ndate_basis = \"x\""),
            ["a.md:3:14: unknown date_basis `x`; write \"stated\" or \"inferred\""]
        );
    }

    #[test]
    fn front_matter_that_does_not_end_is_reported_where_it_begins() {
        let problems = split("a.md", "+++\ntitle = \"A\"\n\nText\n").problems;
        assert_eq!(
            problems[0].to_string(),
            "a.md:1:1: the front matter that begins here does not end; write a line +++ after it"
        );
    }

    #[test]
    fn what_is_no_toml_is_reported_and_the_rest_is_still_checked() {
        assert_eq!(
            mistakes("title = \"A\nkind = 1\nwhat is this"),
            [
                "a.md:2:11: this is not TOML: invalid basic string, expected `\"`",
                "a.md:3:8: `kind` must be a string, not an integer",
                "a.md:4:6: this is not TOML: key with no value, expected `=`",
            ]
        );
    }

    #[test]
    fn a_key_given_twice_is_reported() {
        assert_eq!(
            mistakes("title = \"A\"\ntitle = \"B\""),
            ["a.md:3:1: this is not TOML: duplicate key"]
        );
    }
}
