//! What a page says about itself beside its text: `meta` elements, linked data (JSON-LD), marked-up times and names.
//!
//! Responsible for reading it as it is said. What is not said is not made up; which of it becomes the document's
//! metadata, [`super`] decides.

use super::{
    entities::{Entities, Place},
    tokens::Tag,
};
use crate::{
    collection::{dateline, metadata::Date},
    text::words::one_line,
};
use serde_json::Value;

/// Bytes of linked data that are read.
const MOST_DATA: usize = 1 << 20;

/// `meta` elements that are read.
const MOST_METAS: usize = 512;

/// Names and times that are read.
const MOST: usize = 64;

/// A time that is marked up in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub date: Date,
    /// The number of the block that it stands in or begins.
    pub block: usize,
    /// Whether it says that it is when the text was published.
    pub is_publication: bool,
}

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The text of its `title` element.
    pub title: String,
    /// Its language.
    pub language: Option<String>,
    /// Names of authors that are marked up in the text.
    pub authors: Vec<String>,
    /// Times that are marked up in the text.
    pub times: Vec<Time>,
    canonical: Option<String>,
    /// Names in lower case, with contents that are not blank.
    metas: Vec<(String, String)>,
    data: Vec<String>,
}

impl Said {
    /// Reads the language that the page's first tag says.
    pub(super) fn language(&mut self, tag: &Tag<'_>) {
        let said = tag.attribute("lang").or(tag.attribute("xml:lang"));
        let is_tag = |said: &&str| {
            (2..=35).contains(&said.len())
                && said
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if let Some(said) = said.map(str::trim).filter(is_tag) {
            self.language.get_or_insert_with(|| said.to_owned());
        }
    }

    /// Reads a `meta` element.
    pub(super) fn meta(&mut self, tag: &Tag<'_>) {
        let content = one_line(tag.said("content"));
        let names = ["property", "name", "itemprop"].map(|name| tag.said(name));
        if content.is_empty() || self.metas.len() >= MOST_METAS {
            return;
        }
        for name in names
            .iter()
            .flat_map(|names| names.split_whitespace())
            .take(4)
        {
            self.metas
                .push((name.to_ascii_lowercase(), content.clone()));
        }
    }

    /// Reads a `link` element.
    pub(super) fn link(&mut self, tag: &Tag<'_>) {
        let is_canonical = tag
            .said("rel")
            .split_whitespace()
            .any(|it| it.eq_ignore_ascii_case("canonical"));
        if is_canonical && is_address(tag.said("href")) {
            self.canonical
                .get_or_insert_with(|| tag.said("href").trim().to_owned());
        }
    }

    /// Reads a `time` element that stands in this block.
    pub(super) fn time(&mut self, tag: &Tag<'_>, block: usize) {
        let Some(date) = date(tag.said("datetime")) else {
            return;
        };
        let is_publication = tag.attribute("pubdate").is_some()
            || tag
                .said("itemprop")
                .split_whitespace()
                .any(|it| it == "datePublished")
            || tag.said("class").split_whitespace().any(|it| {
                matches!(
                    it,
                    "published"
                        | "entry-date"
                        | "post-date"
                        | "pubdate"
                        | "dt-published"
                        | "date-published"
                )
            });
        if self.times.len() < MOST {
            self.times.push(Time {
                date,
                block,
                is_publication,
            });
        }
    }

    /// Takes the name of an author that is marked up.
    pub(super) fn author(&mut self, name: String) {
        if !name.is_empty() && self.authors.len() < MOST && !self.authors.contains(&name) {
            self.authors.push(name);
        }
    }

    /// Linked data begins.
    pub(super) fn begin_data(&mut self) {
        self.data.push(String::new());
    }

    /// Takes a piece of linked data.
    pub(super) fn data(&mut self, text: &str) {
        if let Some(data) = self.data.last_mut()
            && data.len() + text.len() <= MOST_DATA
        {
            data.push_str(text);
        }
    }

    /// The content of the first `meta` of the first of these names that the page has.
    pub(super) fn content(&self, names: &[&'static str]) -> Option<&str> {
        names.iter().find_map(|name| self.contents(name).next())
    }

    /// The contents of all `meta` elements of this name.
    pub(super) fn contents(&self, name: &'static str) -> impl Iterator<Item = &str> {
        let named = self.metas.iter().filter(move |(it, _)| it == name);
        named.map(|(_, content)| content.as_str())
    }

    /// Where the page says that it comes from.
    pub(super) fn source(&self) -> Option<&str> {
        let said = self
            .canonical
            .as_deref()
            .or_else(|| self.content(&["og:url"]));
        said.filter(|said| is_address(said))
    }

    /// What the linked data says of the text.
    pub(super) fn linked(&self) -> Linked {
        let values: Vec<Value> = self
            .data
            .iter()
            .take(MOST)
            .filter_map(|data| serde_json::from_str(data.trim()).ok())
            .collect();
        let mut nodes = Vec::new();
        let mut waiting: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(object) => {
                    nodes.push(value);
                    waiting.extend(object.get("@graph"));
                    waiting.extend(object.get("mainEntity"));
                }
                _ => {}
            }
        }
        let mut linked = Linked::default();
        for node in nodes.iter().filter(|node| is_article(node)) {
            let names = |key: &str| names(&node[key], &nodes);
            if linked.headline.is_none() {
                linked.headline = node["headline"].as_str().and_then(line);
            }
            if linked.authors.is_empty() {
                linked.authors = names("author");
            }
            if linked.publisher.is_none() {
                linked.publisher = names("publisher").into_iter().next();
            }
            if linked.date.is_none() {
                linked.date = node["datePublished"].as_str().and_then(date);
            }
        }
        linked
    }
}

/// What linked data says of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub date: Option<Date>,
}

/// Whether a node of linked data is about a text.
fn is_article(node: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article")
                || kind.ends_with("Posting")
                || matches!(kind, "Report" | "Review" | "Book" | "Chapter")
        })
    };
    match &node["@type"] {
        Value::Array(kinds) => kinds.iter().any(is),
        kind => is(kind),
    }
}

/// The names of what a value says: a name, something with one, something that another node names, several of these.
fn names(value: &Value, nodes: &[&Value]) -> Vec<String> {
    let name = |value: &Value| {
        let id = || {
            let id = value["@id"].as_str()?;
            let named =
                |node: &&&Value| node["@id"].as_str() == Some(id) && node["name"].is_string();
            nodes.iter().find(named)?["name"].as_str()
        };
        let said = value
            .as_str()
            .or_else(|| value["name"].as_str())
            .or_else(id)?;
        line(said).filter(|name| !is_address(name))
    };
    match value {
        Value::Array(values) => values.iter().take(MOST).filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    }
}

/// A text as one line, its references resolved; `None` where it is blank.
fn line(text: &str) -> Option<String> {
    let line = one_line(&Entities::default().decoded(text, Place::Text));
    (!line.is_empty()).then_some(line)
}

/// Whether a text is an address on the web.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let scheme = text.split("://").next().unwrap_or_default();
    text.contains("://")
        && (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

/// The date that a value says: ISO 8601, perhaps with a time, or as a line of a text says it beyond doubt.
pub(in crate::collection) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10).unwrap_or(text);
    let rest = &text[day.len()..];
    let dashed = if day.as_bytes().get(4) == Some(&b'/') {
        day.replace('/', "-")
    } else {
        day.to_owned()
    };
    if let Ok(date) = dashed.parse()
        && (rest.is_empty() || rest.starts_with(['T', 't', ' ', '+', 'Z']))
    {
        return Some(date);
    }
    dateline::stated_in(text).map(|(date, _)| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        date(text).map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (text, expected) in [
            ("2021-07-10", "2021-07-10"),
            ("2021-07-10T08:30:00+02:00", "2021-07-10"),
            ("2021-07-10 08:30", "2021-07-10"),
            ("2021/07/10", "2021-07-10"),
            ("2021-07", "2021-07"),
            ("1851", "1851"),
            ("July 10, 2021", "2021-07-10"),
            ("Saturday, 10 July 2021 01:54 PM", "2021-07-10"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "10/07/2021",
            "2021-13-01",
            "2021-07-100",
            "é2021-07-1",
            "yesterday",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    fn linked(data: &str) -> Linked {
        let said = Said {
            data: vec![data.to_owned()],
            ..Said::default()
        };
        said.linked()
    }

    #[test]
    fn linked_data_names_authors_directly_or_elsewhere() {
        let found = linked(
            r##"{"@graph": [
                {"@type": "WebPage", "headline": "Not this"},
                {"@type": ["NewsArticle"], "headline": "It&#8217;s  this", "datePublished": "2021-07-10T00:00Z",
                 "author": [{"@type": "Person", "name": "A. Writer"}, "B. Writer", "https://example.org/c", {"@id": "#d"}],
                 "publisher": {"@id": "#e"}},
                {"@id": "#d", "@type": "Person", "name": "D. Writer"},
                {"@id": "#e", "@type": "Organization", "name": "The Paper"}
            ]}"##,
        );
        assert_eq!(found.headline.as_deref(), Some("It’s this"));
        assert_eq!(found.authors, ["A. Writer", "B. Writer", "D. Writer"]);
        assert_eq!(found.publisher.as_deref(), Some("The Paper"));
        assert_eq!(found.date.unwrap().to_string(), "2021-07-10");
    }

    #[test]
    fn linked_data_that_is_none_or_very_deep_says_nothing() {
        assert_eq!(linked("{"), Linked::default());
        assert_eq!(linked(&"[".repeat(100_000)), Linked::default());
        assert_eq!(linked("[1, \"a\", null]"), Linked::default());
    }
}
