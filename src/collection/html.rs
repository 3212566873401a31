//! A saved web page as a document.
//!
//! Responsible for the page's visible text with blocks and runs over it, for which blocks are not the article
//! ([`Block::furniture`](super::block::Block::furniture)), and for what the page says about itself. Not for the file's
//! encoding (see [`super::body`]). Scripts, styles, templates, comments and what is hidden are left out; a page that
//! hides all its words, for a script to show, is shown. Every other word is in the text once, but for the headers of a
//! table too wide for columns, which each of its rows tells.
//!
//! | file | |
//! |---|---|
//! | `tokens`, `entities` | the tokenizer of the HTML standard, over the source |
//! | `element` | what elements are, by their names, roles and classes |
//! | `walk` | which elements are open |
//! | `writer`, `grid` | blocks, runs and tables |
//! | `article` | which blocks are the article |
//! | `said` | what the page says about itself |
//!
//! The rules are the project's own, over the standard's tokenizer, because what a page is read for here is blocks and
//! not a tree: without one a hostile page costs no more than a long one, and the program stays small.

mod article;
mod element;
mod entities;
mod grid;
mod said;
mod tokens;
mod walk;
mod writer;

use super::{
    block::BlockKind,
    markdown::Markup,
    metadata::{Date, DateBasis, Metadata, Str},
    opening::Opening,
    parsed::Parsed,
    plain::{SAMPLE_BYTES, Shape},
};
use crate::text::{problem::Problem, words::one_line};
use said::{Linked, Said};
use std::borrow::Cow;
use walk::{Options, Page};

pub(super) use said::date;
pub(super) use tokens::{Tag, Token, Tokens};

/// What stands between a page's title and the name of its site.
const SEPARATORS: [char; 12] = ['|', '–', '—', '-', '·', '•', ':', '»', '«', '/', '~', '‹'];

impl Parsed {
    /// A saved web page, and what is wrong with it; `file` is its name in that.
    ///
    /// Its blocks that are not the article are furniture. Title, authors, publisher, date, language and source are what
    /// the page states; a date that is only marked up somewhere in the article is told as inferred.
    pub fn html(id: &str, file: &str, source: &str) -> (Self, Vec<Problem>) {
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_xml = ending.eq_ignore_ascii_case("xhtml")
            || source
                .trim_start_matches('\u{feff}')
                .trim_start()
                .starts_with("<?xml");
        let mut page = read(source, is_xml);
        let linked = page.said.linked();
        let heading = title_heading(&page, &linked);
        article::mark(&mut page, heading);
        let problems = if page.markup.blocks.is_empty() {
            vec![Problem::of_file(
                file,
                "the page holds no text; it may be one that a script makes",
            )]
        } else {
            Vec::new()
        };
        let metadata = metadata(id, &page, linked, heading);
        let parsed = Self {
            metadata,
            wrap_columns: Shape::LongLines.wrap_columns(),
            text: page.markup.text,
            blocks: page.markup.blocks,
            runs: page.markup.runs,
        };
        (parsed, problems)
    }
}

/// The text of a chapter of a book, which is XHTML.
pub(super) fn chapter(source: &str) -> Markup {
    read(source, true).markup
}

/// Reads a page; one whose words are all hidden is read with them.
fn read(source: &str, is_xml: bool) -> Page {
    let options = Options {
        is_xml,
        reveals: false,
    };
    let page = walk::page(source, options);
    if page.hides_words && !page.markup.text.contains(char::is_alphanumeric) {
        return walk::page(
            source,
            Options {
                reveals: true,
                ..options
            },
        );
    }
    page
}

/// The text of a block, on one line.
fn line(page: &Page, block: usize) -> String {
    one_line(&page.markup.text[page.markup.blocks[block].span.range()])
}

/// The numbers of the headings, with their levels.
fn headings(page: &Page) -> impl Iterator<Item = (usize, u8)> {
    let blocks = page.markup.blocks.iter().enumerate();
    blocks.filter_map(|(index, block)| match block.kind {
        BlockKind::Heading(level) => Some((index, level)),
        _ => None,
    })
}

/// The number of the heading that is the page's title: the one that it states, or else the first of level 1.
fn title_heading(page: &Page, linked: &Linked) -> Option<usize> {
    /// Headings that are compared with what the page states.
    const MOST: usize = 64;
    let stated: Vec<String> = stated_titles(&page.said, linked)
        .map(|title| folded(&title))
        .collect();
    let whole = folded(&page.said.title);
    let is_stated = |&(index, _): &(usize, u8)| {
        let text = folded(&line(page, index));
        !text.is_empty() && (stated.contains(&text) || agrees(&whole, &text))
    };
    let found = headings(page)
        .filter(|(_, level)| *level < 4)
        .take(MOST)
        .find(is_stated);
    let found = found.or_else(|| headings(page).find(|(_, level)| *level == 1));
    found.map(|(index, _)| index)
}

/// The titles that the page states beside its `title` element.
fn stated_titles(said: &Said, linked: &Linked) -> impl Iterator<Item = String> {
    let meta = said
        .content(&["og:title", "twitter:title"])
        .map(str::to_owned);
    meta.into_iter().chain(linked.headline.clone())
}

/// A title as it is compared with another one.
fn folded(title: &str) -> String {
    let plain = title.chars().map(|character| match character {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        other => other,
    });
    one_line(&plain.collect::<String>().to_lowercase())
}

/// Whether the title `whole` is `part`, or `part` with the name of a site before or after it; both are folded.
fn agrees(whole: &str, part: &str) -> bool {
    without(whole, part).is_some_and(|rest| rest.is_empty() || is_parted(rest, part.len(), whole))
}

/// `whole` without `part` at its beginning or end.
fn without<'t>(whole: &'t str, part: &str) -> Option<&'t str> {
    whole
        .strip_prefix(part)
        .or_else(|| whole.strip_suffix(part))
}

/// Whether `rest` of `whole` is parted from what was taken from it by a sign for it.
fn is_parted(rest: &str, taken: usize, whole: &str) -> bool {
    let is_after = whole.len() - taken == rest.len() && whole.ends_with(rest) && !rest.is_empty();
    let after = is_after && rest.trim_start().starts_with(SEPARATORS);
    after || (whole.starts_with(rest) && rest.trim_end().ends_with(SEPARATORS))
}

/// The title that the page states, without the name of its site.
fn title(
    page: &Page,
    linked: &Linked,
    site: Option<&str>,
    heading: Option<usize>,
) -> Option<String> {
    let whole = one_line(&page.said.title);
    let heading = heading
        .map(|heading| line(page, heading))
        .filter(|heading| !heading.is_empty());
    let stated: Vec<String> = stated_titles(&page.said, linked).collect();
    let mut candidates = heading.iter().chain(&stated);
    let agreeing = candidates.find(|title| {
        let text = folded(title);
        agrees(&folded(&whole), &text)
            || stated
                .iter()
                .any(|stated| agrees(&folded(stated), &text) && *stated != **title)
    });
    if let Some(title) = agreeing {
        return Some(without_site(title, site));
    }
    let said = stated
        .first()
        .cloned()
        .or((!whole.is_empty()).then_some(whole));
    said.map(|title| without_site(&title, site)).or(heading)
}

/// `title` without the name of the `site` at its end or beginning.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(rest) = site.and_then(|site| {
        let rest = without(title, site)?;
        is_parted(rest, site.len(), title).then_some(rest)
    }) else {
        return title.to_owned();
    };
    rest.trim_matches(|end: char| end.is_whitespace() || SEPARATORS.contains(&end))
        .to_owned()
}

fn metadata(id: &str, page: &Page, linked: Linked, heading: Option<usize>) -> Metadata {
    let said = &page.said;
    let site = said
        .content(&["og:site_name"])
        .map(str::to_owned)
        .or_else(|| linked.publisher.clone());
    let opening = Opening::of(&beginning(page));
    let title = title(page, &linked, site.as_deref(), heading)
        .filter(|title| !title.is_empty())
        .or((!opening.title.is_empty()).then_some(opening.title));
    let title_in_text = title.as_ref().is_some_and(|title| {
        let title = folded(title);
        headings(page).any(|(index, _)| {
            !page.markup.blocks[index].furniture && folded(&line(page, index)) == title
        })
    });
    let (date, date_basis) = date_of(page, &linked);
    Metadata {
        id: Cow::Owned(id.to_owned()),
        title: title.unwrap_or_else(|| id.to_owned()).into(),
        title_in_text,
        authors: authors(said, linked).into_iter().map(Str::Owned).collect(),
        publisher: site.map(Cow::Owned),
        date: date.or(opening.date),
        date_basis,
        language: said.language.clone().map(Cow::Owned),
        kind: None,
        tags: Cow::default(),
        source: said.source().map(|source| Cow::Owned(source.to_owned())),
    }
}

/// The beginning of the article, as a plain text would have it.
fn beginning(page: &Page) -> String {
    let mut text = String::new();
    for block in page.markup.blocks.iter().filter(|block| !block.furniture) {
        if text.len() >= SAMPLE_BYTES {
            break;
        }
        let span = block.span;
        let end = page
            .markup
            .text
            .floor_char_boundary(span.end.min(span.start + SAMPLE_BYTES));
        text.push_str(&page.markup.text[span.start..end]);
        text.push_str("\n\n");
    }
    text
}

fn authors(said: &Said, linked: Linked) -> Vec<String> {
    let is_name = |name: &&str| !said::is_address(name);
    let of = |name: &'static str| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in said.contents(name).filter(is_name) {
            if names.iter().all(|it| it != name) {
                names.push(name.to_owned());
            }
        }
        names
    };
    let mut sources = [
        of("author"),
        of("article:author"),
        linked.authors,
        said.authors.clone(),
        of("dc.creator"),
    ]
    .into_iter();
    sources.find(|names| !names.is_empty()).unwrap_or_default()
}

/// When the page says that the text was published; inferred where it only marks up one date in the article.
fn date_of(page: &Page, linked: &Linked) -> (Option<Date>, DateBasis) {
    let said = &page.said;
    let published = ["article:published_time", "og:article:published_time"];
    let others = [
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "publication_date",
        "publish-date",
        "pubdate",
        "date",
    ];
    let meta = |names: &[&'static str]| {
        names
            .iter()
            .find_map(|name| said.contents(name).find_map(date))
    };
    let is_article = |time: &&said::Time| {
        let block = page.markup.blocks.get(time.block);
        block.is_some_and(|block| !block.furniture)
    };
    let marked = said
        .times
        .iter()
        .find(|time| time.is_publication && is_article(time));
    let stated = meta(&published)
        .or(linked.date)
        .or_else(|| meta(&others))
        .or(marked.map(|time| time.date));
    if stated.is_some() {
        return (stated, DateBasis::Stated);
    }
    let mut inferred = said.times.iter().filter(is_article).map(|time| time.date);
    let first = inferred
        .next()
        .filter(|first| inferred.all(|date| date == *first));
    let basis = if first.is_some() {
        DateBasis::Inferred
    } else {
        DateBasis::Stated
    };
    (first, basis)
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
