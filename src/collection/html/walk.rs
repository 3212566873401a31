//! The elements of a page, as its tags open and close them, over the words that they hold.
//!
//! Responsible for what the tree construction of the HTML standard does to text: which end tags are implied, what ends
//! a paragraph, how far an end tag reaches, formats that go on over the end of a block. No tree is made: elements that
//! are open stand on a stack of at most [`DEEPEST`], so a page takes time and memory in proportion to its length.
//! What stands in a table outside its cells is written before it, as the standard has it.

mod reach;

use super::{
    element::{
        Signs, breaks_out, ends_paragraph, format, heading, hides, is_block, is_boundary,
        is_format, is_hidden, is_integration_point, is_preformatted, is_void, sort,
    },
    grid::Grid,
    said::Said,
    tokens::{Tag, Token, Tokens},
    writer::{List, Writer},
};
use crate::{
    collection::{
        block::{Marker, RunKind},
        markdown::Markup,
    },
    text::words::one_line,
};
use std::borrow::Cow;

/// Elements inside each other that are taken as such; deeper ones only part words.
const DEEPEST: usize = 512;

/// A block element that holds blocks of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// The region around it, which comes before it; that of the page is its own.
    pub parent: usize,
    pub signs: Signs,
    /// What it has in common with others of its sort.
    pub sort: Option<u64>,
    /// The number of its first block.
    pub first: usize,
    /// The number of the block after its last.
    pub end: usize,
}

/// A page as it was read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub markup: Markup,
    /// The regions, an outer one before those inside it; the first is the page.
    pub regions: Vec<Region>,
    /// For each block the region in which it stands.
    pub places: Vec<usize>,
    /// What the page says about itself.
    pub said: Said,
    /// Whether words were left out because an attribute hides them.
    pub hides_words: bool,
}

/// How a page is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Options {
    /// Whether it is XHTML: any tag may close itself.
    pub is_xml: bool,
    /// Whether what attributes hide is text all the same.
    pub reveals: bool,
}

/// Reads a page.
pub(super) fn page(source: &str, options: Options) -> Page {
    let mut tokens = Tokens::new(source, options.is_xml);
    let mut walk = Walk::new(options);
    while let Some(token) = tokens.next(walk.foreign > 0 && !walk.is_integrated()) {
        match token {
            Token::Start(tag) => walk.start(&tag),
            Token::End(name) => walk.end(&name),
            Token::Text(text) => walk.text(&text),
        }
    }
    walk.finish()
}

/// What the text of a hidden element is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// It is the title of the page.
    Title,
    /// It is what the page says about itself, as JSON.
    Data,
    /// It would be seen but for an attribute.
    Words,
    Nothing,
}

/// An element that is open.
#[derive(Debug)]
struct Element<'a> {
    name: Cow<'a, str>,
    /// Whether nothing in it is seen.
    hides: bool,
    /// Its region, where it is a block.
    region: Option<usize>,
    /// The level of the heading in which it stands.
    heading: Option<u8>,
    in_paragraph: bool,
    /// How many formats were open when it began.
    formats: usize,
    /// The number of the first block in it.
    first: usize,
    /// The length of the text before it.
    start: usize,
}

/// The reference to a note that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    None,
    /// It has begun; its first word comes.
    Begun,
    /// A bracket has been written before it.
    Bracketed,
}

struct Walk<'a> {
    options: Options,
    page: Page,
    writer: Writer,
    stack: Vec<Element<'a>>,
    /// Elements that are open past [`DEEPEST`].
    too_deep: usize,
    /// How many of those stand around the first that hides.
    hidden_from: Option<usize>,
    /// How many elements are open that hide what is in them.
    hidden: usize,
    /// How many drawings and formulas are open.
    foreign: usize,
    /// How many paragraphs are open.
    paragraphs: usize,
    grids: Vec<Grid>,
    /// What the text is of the element that hides.
    kept: Kept,
    /// Whether the next text begins an element that keeps blanks, so that its first line feed is none.
    begins_lines: bool,
    /// Whether no word has come since the end of a link.
    after_link: bool,
    note: Note,
    /// Where the name of an author begins that is being read: how many blocks have begun, and the text's length.
    author: Option<(usize, usize)>,
}

impl<'a> Walk<'a> {
    fn new(options: Options) -> Self {
        let whole = Region {
            parent: 0,
            signs: Signs {
                holds: true,
                ..Signs::default()
            },
            sort: None,
            first: 0,
            end: 0,
        };
        Self {
            options,
            page: Page {
                regions: vec![whole],
                ..Page::default()
            },
            writer: Writer::default(),
            stack: Vec::new(),
            too_deep: 0,
            hidden_from: None,
            hidden: 0,
            foreign: 0,
            paragraphs: 0,
            grids: Vec::new(),
            kept: Kept::Nothing,
            begins_lines: false,
            after_link: false,
            note: Note::None,
            author: None,
        }
    }

    fn finish(mut self) -> Page {
        self.end_link();
        self.pop_to(0);
        self.writer.close();
        let mut page = self.page;
        page.markup = self.writer.markup;
        page.places = self.writer.places;
        page.regions[0].end = page.markup.blocks.len();
        page
    }

    fn text(&mut self, text: &str) {
        let begins_lines = std::mem::take(&mut self.begins_lines);
        if self.is_unseen() {
            match self.kept {
                Kept::Title => self.page.said.title.push_str(text),
                Kept::Data => self.page.said.data(text),
                Kept::Words => self.page.hides_words |= text.contains(char::is_alphanumeric),
                Kept::Nothing => {}
            }
            return;
        }
        let text = if begins_lines {
            text.strip_prefix('\n').unwrap_or(text)
        } else {
            text
        };
        if !text.trim_ascii().is_empty() {
            self.after_link = false;
            if self.note == Note::Begun {
                let is_bracketed = text.trim_start().starts_with(['[', '(']);
                self.note = if is_bracketed {
                    Note::None
                } else {
                    Note::Bracketed
                };
                if !is_bracketed {
                    self.writer.push("[");
                }
            }
        }
        self.writer.push(text);
    }

    /// Whether nothing of what comes now is seen.
    fn is_unseen(&self) -> bool {
        self.hidden > 0 || self.hidden_from.is_some()
    }

    /// Whether a tag's attributes hide its element.
    fn hides(&self, tag: &Tag<'_>) -> bool {
        !self.options.reveals && hides(tag)
    }

    /// Whether HTML may stand here again, inside a drawing or a formula.
    fn is_integrated(&self) -> bool {
        self.stack
            .last()
            .is_some_and(|element| is_integration_point(&element.name))
    }

    fn start(&mut self, tag: &Tag<'a>) {
        let name = tag.name.as_ref();
        if self.foreign > 0 && breaks_out(name) && !self.stands_in_html() {
            let out = self
                .stack
                .iter()
                .rposition(|it| matches!(it.name.as_ref(), "svg" | "math"));
            self.pop_to(out.unwrap_or(0));
        }
        match name {
            "html" => self.page.said.language(tag),
            "body" | "head" | "frameset" => self.writer.close(),
            "meta" if self.foreign == 0 => self.page.said.meta(tag),
            "link" => self.page.said.link(tag),
            "br" => self.visible(Writer::line_break),
            "hr" => {
                self.close_paragraph();
                self.visible(Writer::rule);
            }
            "img" | "image" => self.picture(tag),
            "input" => self.button(tag),
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" | "col" => {
                self.table_part(tag);
            }
            _ if is_void(name) => {}
            _ => self.begin(tag),
        }
    }

    /// Whether what is nearest around, inside a drawing or a formula, is HTML.
    fn stands_in_html(&self) -> bool {
        let nearest = self.stack.iter().rev().find(|it| {
            matches!(it.name.as_ref(), "svg" | "math") || is_integration_point(&it.name)
        });
        nearest.is_some_and(|it| is_integration_point(&it.name))
    }

    /// Writes something, where it is seen.
    fn visible(&mut self, write: fn(&mut Writer)) {
        if !self.is_unseen() {
            write(&mut self.writer);
        }
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        let description = one_line(tag.said("alt"));
        if !self.is_unseen() && !self.hides(tag) && !description.is_empty() {
            self.text(&format!("[{description}]"));
        }
    }

    fn button(&mut self, tag: &Tag<'_>) {
        let kind = tag.said("type").to_ascii_lowercase();
        let shows = matches!(kind.as_str(), "submit" | "button" | "reset") && !self.hides(tag);
        if shows && !self.is_unseen() && !tag.said("value").trim().is_empty() {
            self.writer.close();
            let value = tag.said("value").to_owned();
            self.text(&value);
            self.writer.close();
        }
    }

    /// Begins an element that is no part of a table.
    fn begin(&mut self, tag: &Tag<'a>) {
        let name = tag.name.as_ref();
        if self.too_deep > 0 && !is_format(name) {
            return self.begin_too_deep(tag);
        }
        if ends_paragraph(name) {
            self.close_paragraph();
        }
        match name {
            "li" => self.close_item(&["li"]),
            "dt" | "dd" => self.close_item(&["dt", "dd"]),
            "option" | "optgroup" if self.stack.last().is_some_and(|it| it.name == "option") => {
                self.pop_to(self.stack.len() - 1);
            }
            "button" => self.close_named("button"),
            _ if heading(name).is_some()
                && self
                    .stack
                    .last()
                    .is_some_and(|it| heading(&it.name).is_some()) =>
            {
                self.pop_to(self.stack.len() - 1);
            }
            // A form in a table stands around its rows, or between them.
            "form" if self.is_between_cells() => return,
            _ => {}
        }
        let hides = is_hidden(name) || self.hides(tag);
        let closes = tag.closes_itself
            && (self.options.is_xml || self.foreign > 0 || matches!(name, "svg" | "math"));
        if is_format(name) && self.foreign == 0 && !self.is_unseen() && !hides {
            if !closes {
                self.begin_format(tag);
            }
            return;
        }
        if closes {
            if is_block(name) {
                self.writer.close();
            }
            return;
        }
        self.push(tag, hides);
    }

    /// An element past the deepest: it parts words, and hides what is in it where it does.
    fn begin_too_deep(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_ref();
        if is_block(name) && !self.is_unseen() {
            self.writer.close();
        }
        if is_counted(name) && !tag.closes_itself {
            let hides = is_hidden(name) || self.hides(tag);
            if hides && !self.is_unseen() {
                self.hidden_from = Some(self.too_deep);
                self.kept = Kept::Nothing;
            }
            self.too_deep += 1;
        }
    }

    /// Puts an element on the stack; whether it did.
    fn push(&mut self, tag: &Tag<'a>, hides: bool) -> bool {
        let name = tag.name.as_ref();
        if self.stack.len() >= DEEPEST {
            self.begin_too_deep(tag);
            return false;
        }
        let is_block = is_block(name) && self.hidden == 0;
        if is_block {
            self.writer.close();
        }
        let first = self.writer.begun();
        let region = (is_block && !hides).then(|| {
            self.page.regions.push(Region {
                parent: self.writer.region,
                signs: Signs::of(tag),
                sort: sort(tag),
                first,
                end: first,
            });
            self.writer.region = self.page.regions.len() - 1;
            self.writer.region
        });
        self.stack.push(Element {
            name: tag.name.clone(),
            hides,
            region,
            heading: self.writer.heading,
            in_paragraph: self.writer.in_paragraph,
            formats: self.writer.formats(),
            first,
            start: self.writer.markup.text.len(),
        });
        self.paragraphs += usize::from(name == "p");
        self.foreign += usize::from(matches!(name, "svg" | "math"));
        if hides {
            if self.hidden == 0 {
                self.kept = self.kept_of(tag);
            }
            self.hidden += 1;
        } else if is_block {
            self.begin_block(tag);
        } else if self.hidden == 0 {
            self.begin_inline(tag);
        }
        true
    }

    /// What the text of an element with this tag is, which hides it.
    fn kept_of(&mut self, tag: &Tag<'_>) -> Kept {
        let name = tag.name.as_ref();
        match name {
            "title" if self.foreign == 0 && self.page.said.title.is_empty() => Kept::Title,
            "script"
                if tag
                    .said("type")
                    .trim()
                    .eq_ignore_ascii_case("application/ld+json") =>
            {
                self.page.said.begin_data();
                Kept::Data
            }
            _ if is_hidden(name) => Kept::Nothing,
            _ => Kept::Words,
        }
    }

    fn begin_block(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_ref();
        let writer = &mut self.writer;
        if is_preformatted(name) {
            writer.preformatted += 1;
            self.begins_lines = true;
        }
        if let Some(level) = heading(name) {
            writer.heading = Some(level);
        }
        match name {
            "p" | "blockquote" => writer.in_paragraph = name == "p",
            "li" => {
                writer.in_paragraph = false;
                writer.marker = match writer
                    .lists
                    .last_mut()
                    .and_then(|list| list.number.as_mut())
                {
                    Some(number) => {
                        if let Ok(said) = tag.said("value").trim().parse() {
                            *number = said;
                        }
                        *number = number.saturating_add(1);
                        Some(Marker::Number(*number - 1))
                    }
                    None => Some(Marker::Bullet),
                };
            }
            "ol" | "ul" | "menu" | "dir" | "dd" => {
                let start = tag.said("start").trim().parse().unwrap_or(1);
                writer.lists.push(List {
                    number: (name == "ol").then_some(start),
                    begun: name == "dd",
                });
            }
            _ => {}
        }
        match name {
            "blockquote" => writer.quotes += 1,
            "table" => {
                if let Some(outer) = self.grids.last_mut() {
                    outer.is_only_layout();
                }
                self.grids
                    .push(Grid::new(writer.mark(), self.page.regions.len()));
            }
            _ => {}
        }
    }

    fn begin_inline(&mut self, tag: &Tag<'_>) {
        match tag.name.as_ref() {
            "q" => self.text("“"),
            "time" => self.page.said.time(tag, self.writer.mark().blocks),
            _ => {}
        }
    }

    fn begin_format(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_ref();
        if name != "a" {
            return self.writer.begin_format(name, format(name));
        }
        self.end_link();
        if std::mem::take(&mut self.after_link) {
            self.writer.part();
        }
        let target = tag.attribute("href").or(tag.attribute("xlink:href"));
        let link = target.map(|target| RunKind::Link(Cow::Owned(target.trim().to_owned())));
        let is_author = tag.said("rel").split_whitespace().any(|it| it == "author");
        if is_author {
            self.author = Some((self.writer.begun(), self.writer.markup.text.len()));
        }
        let is_note = tag
            .said("epub:type")
            .split_whitespace()
            .any(|it| it == "noteref")
            || tag.said("role") == "doc-noteref"
            || (target.is_some() && self.stack.last().is_some_and(|it| it.name == "sup"));
        if is_note {
            self.note = Note::Begun;
        }
        self.writer.begin_format(name, link);
    }

    /// Ends the link that is open, if one is.
    fn end_link(&mut self) {
        if std::mem::replace(&mut self.note, Note::None) == Note::Bracketed {
            self.writer.attach("]");
        }
        self.writer.end_format("a", self.kept_formats());
        if let Some((begun, start)) = self.author.take()
            && (self.writer.begun() == begun || self.writer.begun() == begun + 1)
        {
            let name = self.writer.markup.text.get(start..).map(one_line);
            self.page.said.author(name.unwrap_or_default());
        }
    }

    /// How many formats an end tag here does not reach: those outside of the cell.
    fn kept_formats(&self) -> usize {
        let cell = self.stack.iter().rev().find(|it| is_boundary(&it.name));
        cell.map_or(0, |it| it.formats)
    }

    fn end(&mut self, name: &str) {
        if is_format(name) && self.foreign == 0 && !self.is_unseen() {
            if name == "a" {
                self.end_link();
                self.after_link = true;
            } else {
                self.writer.end_format(name, self.kept_formats());
            }
            return;
        }
        if name == "br" && !self.options.is_xml {
            return self.visible(Writer::line_break);
        }
        if matches!(name, "html" | "body" | "head") {
            return self.visible(Writer::close);
        }
        if is_void(name) {
            return;
        }
        if self.too_deep > 0 {
            return self.end_too_deep(name);
        }
        match name {
            "p" if self.paragraphs == 0 && self.hidden == 0 => self.writer.close(),
            "p" => self.close_paragraph(),
            "form" => self.close_form(),
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" => {
                self.close_in_table(name);
            }
            _ => self.close_named(name),
        }
    }

    fn end_too_deep(&mut self, name: &str) {
        if is_block(name) && !self.is_unseen() {
            self.writer.close();
        }
        if is_counted(name) {
            self.too_deep -= 1;
            if self.hidden_from == Some(self.too_deep) {
                self.hidden_from = None;
            }
        }
    }
}

/// Whether an element past the deepest is counted: not those whose end tags are left out.
fn is_counted(name: &str) -> bool {
    !matches!(
        name,
        "dd" | "dt" | "li" | "option" | "p" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}
