//! One file as a document: its text, the structure over it and what is known about it.
//!
//! Responsible for which of the things that a file says become its metadata. What is left out there is
//! taken from the text: the title from the first heading or by the rule of [`super::opening`], the
//! date where a line states it.

use super::{
    block::{Block, BlockKind, Run},
    front_matter::{self, FrontMatter},
    furniture,
    markdown::Markup,
    metadata::{DateBasis, Metadata, Str},
    opening::Opening,
    plain::{self, Shape},
};
use crate::text::{problem::Problem, words::one_line};
use std::borrow::Cow;

/// A document as its file gives it, before it is bundled or opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What is known about it beside its text.
    pub metadata: Metadata,
    /// The visible text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its runs, ordered by start.
    pub runs: Vec<Run>,
    /// See [`super::document::Document::wrap_columns`].
    pub wrap_columns: u16,
}

/// What is known of a plain text with this `id` that begins with `sample`.
///
/// A text without a word has its id as title.
pub fn metadata_of_plain(id: &str, sample: &str) -> Metadata {
    metadata(id, FrontMatter::default(), Opening::of(sample))
}

impl Parsed {
    /// A plain text. Its visible text is `text`, so offsets are the file's.
    pub fn plain(id: &str, text: String) -> Self {
        let shape = Shape::of(&text);
        let mut blocks = plain::blocks(&text, shape);
        let opening = Opening::of_blocks(&text, shape, &blocks);
        let metadata = metadata(id, FrontMatter::default(), opening);
        furniture::mark(&text, &mut blocks, &metadata.title);
        Self {
            metadata,
            blocks,
            runs: Vec::new(),
            wrap_columns: shape.wrap_columns(),
            text,
        }
    }

    /// A Markdown text, perhaps with front matter, and the mistakes in that; `file` is its name in them.
    pub fn markdown(id: &str, file: &str, source: &str) -> (Self, Vec<Problem>) {
        let mut split = front_matter::split(file, source);
        let Markup {
            text,
            mut blocks,
            runs,
        } = Markup::of(&source[split.body..]);
        let heading = blocks
            .iter()
            .find(|block| matches!(block.kind, BlockKind::Heading(_)))
            .map(|block| one_line(&text[block.span.range()]));
        let mut opening = Opening::of(&text);
        if let Some(heading) = heading {
            opening.title = heading;
        }
        // A date that the author left out is not looked for behind their back.
        opening.date = opening.date.filter(|_| split.front_matter.is_none());
        let mut front_matter = split.front_matter.unwrap_or_default();
        let stated = front_matter.furniture.take();
        let metadata = metadata(id, front_matter, opening);
        if let Some(stated) = stated {
            let beginnings: Vec<&str> = stated.iter().map(|(text, _)| text.as_str()).collect();
            for unused in furniture::mark_stated(&text, &mut blocks, &beginnings) {
                let (beginning, at) = &stated[unused];
                let message = format!(
                    "no paragraph begins with `{beginning}`; write how the furniture begins"
                );
                let problem = Problem::at(file, source, *at, message);
                split.problems.push(problem);
            }
            split.problems.sort();
        } else {
            furniture::mark(&text, &mut blocks, &metadata.title);
        }
        let document = Self {
            metadata,
            wrap_columns: Shape::LongLines.wrap_columns(),
            text,
            blocks,
            runs,
        };
        (document, split.problems)
    }
}

/// What `front_matter` says, and for what it leaves out what the `opening` of the text does.
fn metadata(id: &str, front_matter: FrontMatter, opening: Opening) -> Metadata {
    let stated = front_matter.title.as_ref();
    let title_in_text =
        !opening.title.is_empty() && stated.is_none_or(|title| *title == opening.title);
    let title = match front_matter.title {
        Some(title) => title,
        None if opening.title.is_empty() => id.to_owned(),
        None => opening.title,
    };
    Metadata {
        id: Cow::Owned(id.to_owned()),
        title: title.into(),
        title_in_text,
        authors: owned(front_matter.authors),
        publisher: front_matter.publisher.map(Cow::Owned),
        date: front_matter.date.or(opening.date),
        date_basis: if front_matter.date.is_some() {
            front_matter.date_basis
        } else {
            DateBasis::Stated
        },
        language: front_matter.language.map(Cow::Owned),
        kind: front_matter.kind.map(Cow::Owned),
        tags: owned(front_matter.tags),
        source: front_matter.source.map(Cow::Owned),
    }
}

fn owned(strings: Vec<String>) -> Cow<'static, [Str]> {
    strings.into_iter().map(Cow::Owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(source: &str) -> Metadata {
        let (document, problems) = Parsed::markdown("a", "a.md", source);
        assert_eq!(problems, []);
        document.metadata
    }

    #[test]
    fn front_matter_says_the_title_and_the_text_is_not_asked() {
        let metadata = markdown("+++\ntitle = \"One\"\n+++\n# Two\n\nDate: 2021-01-01\n");
        assert_eq!(metadata.title, "One");
        assert!(!metadata.title_in_text);
        assert_eq!(metadata.date, None);
    }

    #[test]
    fn a_title_that_the_first_heading_repeats_is_in_the_text() {
        assert!(markdown("+++\ntitle = \"One\"\n+++\n# One\n").title_in_text);
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_title() {
        let metadata = markdown("Some words.\n\n## The *second*\nline\n");
        assert_eq!(metadata.title, "The second");
        assert!(metadata.title_in_text);
    }

    #[test]
    fn without_a_heading_the_rule_for_plain_texts_holds() {
        let metadata = markdown(
            "A Title of Some Words\n\nJuly 22, 2020\n\nRunning text that ends as a sentence does.\n",
        );
        assert_eq!(metadata.title, "A Title of Some Words");
        assert_eq!(metadata.date.unwrap().to_string(), "2020-07-22");
    }

    #[test]
    fn a_text_without_words_has_its_id_as_title() {
        assert_eq!(
            Parsed::plain("empty", String::new()).metadata.title,
            "empty"
        );
    }
}
