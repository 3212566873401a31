//! A book (EPUB 2 and 3) as a document.
//!
//! Responsible for the order of its chapters, for headings over those that have none, and for what its package says
//! about it. Not for what stands in a chapter (see [`super::html`]), nor for unpacking (see [`super::archive`]). The list
//! of contents is left out: the headings are one.

use super::{
    archive::{Archive, ArchiveError},
    block::{Block, BlockKind, Run, RunKind},
    body::decoded,
    html::{self, Token, Tokens},
    markdown::Markup,
    metadata::{Date, DateBasis, Metadata, Str},
    parsed::Parsed,
    plain::Shape,
};
use crate::text::{problem::Problem, span::Span, words::one_line};
use std::{borrow::Cow, collections::BTreeMap};

/// Chapters of the longest book.
const MOST_CHAPTERS: usize = 10_000;

/// What fonts are made unreadable with, which nobody reads here.
const OF_FONTS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#rc",
];

/// Why a book cannot be read; each completes a sentence that begins with its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EpubError {
    /// The file is no archive, or one that cannot be unpacked.
    #[error("{0}")]
    Archive(#[from] ArchiveError),
    /// No package says what the book is made of.
    #[error("is a ZIP archive, but has no package file as a book does")]
    NoPackage,
    /// Its chapters are encrypted.
    #[error("is encrypted (DRM) and can only be read by the program that it was sold for")]
    Encrypted,
    /// None of its chapters has a word.
    #[error("is a book without text; its pages may be pictures")]
    NoText,
}

/// The book that `bytes` hold, and what is wrong with it; `file` is its name in that.
///
/// # Errors
///
/// Where nothing of it can be read.
pub fn epub(id: &str, file: &str, bytes: &[u8]) -> Result<(Parsed, Vec<Problem>), EpubError> {
    let mut archive = Archive::of(bytes)?;
    if let Some(source) = read(&mut archive, "META-INF/encryption.xml")?
        && is_encrypted(&source)
    {
        return Err(EpubError::Encrypted);
    }
    let path = package_path(&mut archive)?;
    let source = read(&mut archive, &path)?.ok_or(EpubError::NoPackage)?;
    let package = Package::of(&source, &path);
    let labels = labels(&mut archive, &package)?;
    let mut problems = Vec::new();
    let mut book = Markup::default();
    for item in package.spine.iter().take(MOST_CHAPTERS) {
        if item.is_contents {
            continue;
        }
        let Some(source) = read(&mut archive, &item.path)? else {
            problems.push(Problem::of_file(
                file,
                format!("a chapter is missing: {}", one_line(&item.path)),
            ));
            continue;
        };
        let mut chapter = html::chapter(&source);
        if !chapter.text.contains(char::is_alphanumeric) {
            continue;
        }
        if let Some(label) = labels.get(&item.path.to_lowercase()) {
            head(&mut chapter, label);
        }
        append(&mut book, chapter, item.is_furniture);
    }
    if book.blocks.is_empty() {
        return Err(EpubError::NoText);
    }
    let parsed = Parsed {
        metadata: package.metadata(id, &book),
        wrap_columns: Shape::LongLines.wrap_columns(),
        text: book.text,
        blocks: book.blocks,
        runs: book.runs,
    };
    Ok((parsed, problems))
}

/// The text of an entry.
fn read(archive: &mut Archive<'_>, path: &str) -> Result<Option<String>, EpubError> {
    let Some(bytes) = archive.read(path)? else {
        return Ok(None);
    };
    let units = |of: fn([u8; 2]) -> u16| {
        let units = bytes[2..].as_chunks::<2>().0.iter().map(|unit| of(*unit));
        char::decode_utf16(units)
            .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    Ok(Some(match bytes.get(..2) {
        Some([0xFF, 0xFE]) => units(u16::from_le_bytes),
        Some([0xFE, 0xFF]) => units(u16::from_be_bytes),
        _ => decoded(bytes),
    }))
}

/// Calls `visit` with each tag of an XML text, by its name without prefix, and with the text after it.
fn visit(source: &str, mut visit: impl FnMut(&str, &html::Tag<'_>, &str)) {
    let mut tokens = Tokens::new(source, true);
    let mut open: Option<html::Tag<'_>> = None;
    let mut text = String::new();
    loop {
        let token = tokens.next(true);
        if let Some(Token::Text(more)) = &token {
            text.push_str(more);
            continue;
        }
        if let Some(tag) = open.take() {
            let name = tag.name.rsplit(':').next().unwrap_or_default();
            visit(name, &tag, &one_line(&text));
        }
        text.clear();
        match token {
            Some(Token::Start(tag)) => open = Some(tag),
            Some(_) => {}
            None => return,
        }
    }
}

/// Whether something is encrypted that is no font.
fn is_encrypted(source: &str) -> bool {
    let mut found = false;
    visit(source, |name, tag, _| {
        let algorithm = tag.said("algorithm").to_ascii_lowercase();
        // Around keys there are more of these; those of data alone stand here.
        found |= name == "encryptionmethod" && !OF_FONTS.contains(&algorithm.as_str());
    });
    found
}

/// Where the package stands: as the container says, or else the first that there is.
fn package_path(archive: &mut Archive<'_>) -> Result<String, EpubError> {
    let mut path = None;
    if let Some(source) = read(archive, "META-INF/container.xml")? {
        visit(&source, |name, tag, _| {
            if name == "rootfile" && path.is_none() {
                path = tag.attribute("full-path").map(|path| resolved("", path));
            }
        });
    }
    let is_package = |name: &&str| name.to_ascii_lowercase().ends_with(".opf");
    let path = path.or_else(|| archive.names().find(is_package).map(str::to_owned));
    path.ok_or(EpubError::NoPackage)
}

/// A part of the book, in the order of reading.
#[derive(Debug, Clone, Default)]
struct Item {
    path: String,
    is_contents: bool,
    is_furniture: bool,
}

/// What the package says.
#[derive(Debug, Default)]
struct Package {
    spine: Vec<Item>,
    /// Where the lists of contents stand, the better one first.
    contents: Vec<String>,
    titles: Vec<String>,
    creators: Vec<String>,
    publisher: Option<String>,
    /// Dates, those of publication first.
    dates: Vec<Date>,
    language: Option<String>,
    source: Option<String>,
    identifier: Option<String>,
}

impl Package {
    /// The package that stands at `path` and says `source`.
    fn of(source: &str, path: &str) -> Self {
        let mut package = Self::default();
        let mut manifest: BTreeMap<String, Item> = BTreeMap::new();
        let mut spine: Vec<String> = Vec::new();
        let mut furniture: Vec<String> = Vec::new();
        visit(source, |name, tag, text| {
            let has = |attribute: &str, word: &str| {
                tag.said(attribute).split_whitespace().any(|it| it == word)
            };
            match name {
                "item" => {
                    let item = Item {
                        path: resolved(path, tag.said("href")),
                        is_contents: has("properties", "nav"),
                        is_furniture: false,
                    };
                    if item.is_contents {
                        package.contents.insert(0, item.path.clone());
                    } else if tag.said("media-type") == "application/x-dtbncx+xml" {
                        package.contents.push(item.path.clone());
                    }
                    manifest.insert(tag.said("id").to_owned(), item);
                }
                "itemref" => spine.push(tag.said("idref").to_owned()),
                "reference" if matches!(tag.said("type"), "toc" | "cover") => {
                    furniture.push(resolved(path, tag.said("href")));
                }
                _ if text.is_empty() => {}
                "title" => package.titles.push(text.to_owned()),
                "creator" if matches!(tag.said("opf:role"), "" | "aut") => {
                    package.creators.push(text.to_owned());
                }
                "publisher" => _ = package.publisher.get_or_insert_with(|| text.to_owned()),
                "language" => _ = package.language.get_or_insert_with(|| text.to_owned()),
                "source" => _ = package.source.get_or_insert_with(|| text.to_owned()),
                "identifier" if !text.contains("uuid") => {
                    _ = package.identifier.get_or_insert_with(|| text.to_owned());
                }
                "date" => {
                    let event = tag.said("opf:event");
                    if let Some(date) =
                        html::date(text).filter(|_| matches!(event, "" | "publication"))
                    {
                        let at = if event.is_empty() {
                            package.dates.len()
                        } else {
                            0
                        };
                        package.dates.insert(at, date);
                    }
                }
                _ => {}
            }
        });
        let items = spine.iter().filter_map(|id| manifest.get(id).cloned());
        package.spine = items
            .map(|item| Item {
                is_furniture: furniture.contains(&item.path),
                ..item
            })
            .collect();
        package
    }

    fn metadata(&self, id: &str, book: &Markup) -> Metadata {
        let title = self.titles.first().cloned();
        let folded = |text: &str| one_line(&text.to_lowercase());
        let is_title = |block: &Block| {
            let text = folded(&book.text[block.span.range()]);
            matches!(block.kind, BlockKind::Heading(_))
                && title.as_deref().is_some_and(|title| folded(title) == text)
        };
        let owned = |text: &Option<String>| text.clone().map(Str::Owned);
        Metadata {
            id: Cow::Owned(id.to_owned()),
            title_in_text: book
                .blocks
                .iter()
                .find(|block| !block.furniture)
                .is_some_and(is_title),
            title: title.unwrap_or_else(|| id.to_owned()).into(),
            authors: self.creators.iter().cloned().map(Str::Owned).collect(),
            publisher: owned(&self.publisher),
            date: self.dates.first().copied(),
            date_basis: DateBasis::Stated,
            language: owned(&self.language),
            kind: None,
            tags: Cow::default(),
            source: owned(&self.source).or_else(|| owned(&self.identifier)),
        }
    }
}

/// The labels of chapters by their paths in lower case, as the lists of contents say.
fn labels(
    archive: &mut Archive<'_>,
    package: &Package,
) -> Result<BTreeMap<String, String>, EpubError> {
    let mut labels = BTreeMap::new();
    for path in &package.contents {
        let Some(source) = read(archive, path)? else {
            continue;
        };
        let mut add = |target: &str, label: &str| {
            if !label.is_empty() {
                labels
                    .entry(resolved(path, target).to_lowercase())
                    .or_insert_with(|| label.to_owned());
            }
        };
        // In a navigation document the links are labels; in an older list the label stands before its target.
        let chapter = html::chapter(&source);
        for run in &chapter.runs {
            if let RunKind::Link(target) = &run.kind {
                add(target, &one_line(&chapter.text[run.span.range()]));
            }
        }
        let mut label = String::new();
        visit(&source, |name, tag, text| match name {
            "text" => text.clone_into(&mut label),
            "content" => add(tag.said("src"), &std::mem::take(&mut label)),
            _ => {}
        });
    }
    Ok(labels)
}

/// The path of what `href` names in the file at `base`: decoded, without its fragment.
fn resolved(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = match href.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => base
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    let href = percent_decoded(href);
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `text` with `%20` and the like as what they stand for.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        let digits = digits.filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()));
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Gives a chapter without a heading its `label` as one.
fn head(chapter: &mut Markup, label: &str) {
    if chapter
        .blocks
        .iter()
        .any(|block| matches!(block.kind, BlockKind::Heading(_)))
    {
        return;
    }
    if let Some(first) = chapter.blocks.first_mut()
        && one_line(&chapter.text[first.span.range()]).to_lowercase() == label.to_lowercase()
    {
        *first = Block::new(first.span, BlockKind::Heading(1));
        return;
    }
    let mut headed = Markup {
        text: label.to_owned(),
        blocks: vec![Block::new(Span::new(0, label.len()), BlockKind::Heading(1))],
        runs: Vec::new(),
    };
    append(&mut headed, std::mem::take(chapter), false);
    *chapter = headed;
}

/// Adds `chapter` at the end of `book`.
fn append(book: &mut Markup, chapter: Markup, is_furniture: bool) {
    if !book.blocks.is_empty() {
        book.text.push_str("\n\n");
    }
    let base = book.text.len();
    book.text.push_str(&chapter.text);
    book.blocks
        .extend(chapter.blocks.into_iter().map(|block| Block {
            span: block.span.shifted(base),
            furniture: is_furniture,
            ..block
        }));
    book.runs.extend(chapter.runs.into_iter().map(|run| Run {
        span: run.span.shifted(base),
        ..run
    }));
}

#[cfg(test)]
#[path = "epub_tests.rs"]
mod tests;
