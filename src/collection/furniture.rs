//! Furniture: what belongs to a saved web page and not to its text.
//!
//! Responsible for the rules by which blocks of plain text and Markdown are taken for furniture. It is dimmed or
//! hidden and left out of figures, and stays in the text. Where front matter says which blocks are furniture, that
//! holds and no rule does. Not for pages whose markup says it.
//!
//! Text is never to be lost, so a page has to say twice that it is one: with two blocks of rules 1 to 5, or with one
//! that is nothing but such words (`Share this article`, `© 2025 …`) and the first or last of all. Then a block is
//! furniture where it stands before the first running text or after the last (a statement of rights may stand anywhere),
//! is no heading with text under it, and each of its lines
//!
//! 1. begins with words of navigation (`Skip to main content`, `Sign up for …`, `Share this article`), has at most 12
//!    words and does not end as a sentence or verse does; or
//! 2. is a list of tags or categories (`Tags: …`, `Categories // …`) of at most 30 words; or
//! 3. is a row of links: three or more parts of at most 6 words with ` | ` between them, 25 words in all; or
//! 4. asks about cookies in the site's own voice; or
//! 5. states rights in at most 30 words: it begins with `©` and a year or name, or ends in `All rights reserved`.
//!
//! Furniture is also, but never the title, what
//!
//! 6. repeats the title, before the first running text, as a breadcrumb does, or after the last;
//! 7. follows a statement of rights in the second half of the text, where of the running text of all, which is not
//!    furniture by these rules and no repetition, at most a tenth stands there;
//! 8. has at most four words and no end of a sentence, and what stands before and after it is furniture, or the text
//!    ends there;
//! 9. is the name of a section in capitals, of at most three words, between furniture and the title.
//!
//! A block over 600 bytes is running text, and so is one of two sentences. The words are English, and for rights and
//! cookies also German, French, Spanish, Arabic and Persian.

use super::{
    block::{Block, BlockKind},
    markdown::HARD_BREAK,
    opening::{self, NAVIGATION},
};
use crate::text::{
    fold::{Folding, fold},
    words::{self, one_line},
};
use std::collections::HashSet;

/// Bytes of the longest block that a rule looks at; a longer one is running text.
const LONGEST: usize = 600;

/// Bytes of the longest line that belongs to a page by its words, but for one that asks about cookies.
const LONGEST_LINE: usize = 320;

/// Words in lower case with which a line of a page begins, beside those of [`NAVIGATION`].
const PAGE: [&str; 36] = [
    "share this",
    "share on",
    "share via",
    "print this",
    "email this",
    "[read more",
    "read more",
    "read also",
    "follow us",
    "follow @",
    "sign up for",
    "sign up to",
    "subscribe to",
    "subscribe now",
    "receive breaking news",
    "download the app",
    "download our app",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "read and post comments",
    "view comments",
    "show comments",
    "related articles",
    "related stories",
    "related posts",
    "recommended for you",
    "you may also like",
    "you might also like",
    "more from ",
    "most read",
    "most popular",
    "choose language",
    "select language",
    "story continues below",
];

/// Whole lines, in lower case without signs at their ends, that nobody writes into a text of their own.
const WHOLE: [&str; 16] = [
    "skip to main content",
    "skip to content",
    "jump to content",
    "dark mode",
    "light mode",
    "share this article",
    "share this story",
    "share this post",
    "share this page",
    "follow us",
    "back to top",
    "read and post comments",
    "leave a comment",
    "related articles",
    "related stories",
    "story continues below",
];

/// Words in lower case that stand before tags, with what may follow.
const TAGS: [&str; 10] = [
    "tags:",
    "tag:",
    "tags //",
    "categories:",
    "category:",
    "categories //",
    "category //",
    "filed under",
    "filed in",
    "topics:",
];

/// Statements of rights, in lower case, wherever they stand in a block.
const RIGHTS: [&str; 9] = [
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "جميع الحقوق محفوظة",
    "حقوق محفوظ است",
    "حقوق این سایت",
    "do not sell or share my personal information",
    "registered trademarks of",
];

/// Questions about cookies in a site's own voice, in lower case.
const COOKIES: [&str; 15] = [
    "we use cookies",
    "we and our partners use cookies",
    "site uses cookies",
    "website uses cookies",
    "accept all cookies",
    "accept cookies",
    "cookie settings",
    "cookie preferences",
    "manage cookies",
    "manage your privacy",
    "wir verwenden cookies",
    "wir nutzen cookies",
    "nous utilisons des cookies",
    "utilizamos cookies",
    "از کوکی",
];

/// Which of the `blocks` of `text`, whose title is `title`, are furniture by the rules above.
pub fn mark(text: &str, blocks: &mut [Block], title: &str) {
    let found = Page::of(text, blocks, title).furniture();
    for (block, is_furniture) in blocks.iter_mut().zip(found) {
        block.furniture |= is_furniture;
    }
}

/// Marks the blocks of `text` that `stated` means, and no others; returns the numbers of those that mean none.
///
/// One that is a block as a whole means such blocks, any other one those that begin with it.
pub fn mark_stated(text: &str, blocks: &mut [Block], stated: &[&str]) -> Vec<usize> {
    let lines: Vec<String> = blocks
        .iter()
        .map(|block| one_line(&text[block.span.range()]))
        .collect();
    let mut unused = Vec::new();
    for block in &mut *blocks {
        block.furniture = false;
    }
    for (number, meant) in stated.iter().enumerate() {
        let is_whole = lines.iter().any(|line| line == meant);
        let is_meant = |line: &String| {
            if is_whole {
                line == meant
            } else {
                line.starts_with(meant)
            }
        };
        let mut found = false;
        for (block, _) in blocks
            .iter_mut()
            .zip(&lines)
            .filter(|(_, line)| is_meant(line))
        {
            block.furniture = true;
            found = true;
        }
        if !found {
            unused.push(number);
        }
    }
    unused
}

/// What the rules ask of a block.
#[derive(Debug, Default)]
struct Line {
    /// On one line; empty where the block is too long to be furniture.
    whole: String,
    /// The same in lower case.
    lower: String,
    says: Says,
}

/// What a block says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Says {
    /// That it is text, whatever stands in it: code, a quotation, much at a time.
    Text,
    /// That it belongs to a page, by each of its lines.
    Page,
    /// The same, by asking about cookies.
    Asks,
    /// Nothing.
    #[default]
    Nothing,
}

impl Line {
    fn of(text: &str, block: &Block) -> Self {
        let source = &text[block.span.range()];
        // Most blocks of most texts: nothing more is looked at, since no other rule is about so many words.
        let may_ask = || source.contains("ookie") || source.contains("کوک");
        if source.len() > LONGEST || source.len() > LONGEST_LINE && !may_ask() {
            return Self {
                says: Says::Text,
                ..Self::default()
            };
        }
        let whole = one_line(source);
        let lower = whole.to_lowercase();
        let is_name = |line: &str| is_section(line) && words::count(line) <= 3;
        let is_sure = || {
            let mut found = false;
            let mut lines = source.split(['\n', HARD_BREAK]).map(one_line);
            lines.all(|line| {
                let is = is_of_page(&line);
                found |= is;
                is || is_name(&line)
            }) && found
        };
        let says = if matches!(block.kind, BlockKind::Preformatted) || block.quotes > 0 {
            Says::Text
        } else if COOKIES.iter().any(|words| lower.contains(words)) {
            Says::Asks
        } else if is_sure() {
            Says::Page
        } else {
            Says::Nothing
        };
        Self { whole, lower, says }
    }

    /// How many words are in it.
    fn words(&self) -> usize {
        words::count(&self.whole)
    }

    fn states_rights(&self) -> bool {
        states_rights(&self.whole, &self.lower)
    }
}

/// Rules 1, 2, 3 and 5, which look at a line alone.
fn is_of_page(line: &str) -> bool {
    let count = words::count(line);
    if !(1..=30).contains(&count) {
        return false;
    }
    let lower = line.to_lowercase();
    let begins = |list: &[&str]| list.iter().any(|words| lower.starts_with(words));
    count <= 12
        && !ends_sentence(line)
        && !opening::is_running_text(line)
        && (begins(&NAVIGATION) || begins(&PAGE))
        || begins(&TAGS) && !ends_sentence(line)
        || count <= 25 && is_row_of_links(line)
        || states_rights(line, &lower)
}

/// Whether a line ends as a sentence or a verse does; what is abbreviated (`…`) does not.
fn ends_sentence(line: &str) -> bool {
    let body = line.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    body.ends_with(['.', '!', '?', ',', ';', ':', '؟', '،', '。'])
}

/// Whether a line has capitals and no other letters or digits.
fn is_section(line: &str) -> bool {
    line.chars().any(char::is_uppercase)
        && !line.chars().any(|it| it.is_lowercase() || it.is_numeric())
}

/// The blocks of a text as the rules see them.
struct Page<'a> {
    text: &'a str,
    blocks: &'a [Block],
    lines: Vec<Line>,
    title: &'a str,
    /// The block that is the title.
    title_at: Option<usize>,
}

impl<'a> Page<'a> {
    fn of(text: &'a str, blocks: &'a [Block], title: &'a str) -> Self {
        let lines: Vec<Line> = blocks.iter().map(|block| Line::of(text, block)).collect();
        let shown = title.to_lowercase();
        Self {
            title,
            title_at: lines
                .iter()
                .position(|line| !shown.is_empty() && line.lower == shown),
            text,
            blocks,
            lines,
        }
    }

    fn furniture(&self) -> Vec<bool> {
        let count = self.lines.len();
        let mut found = vec![false; count];
        let is_sign =
            |at: usize| matches!(self.lines[at].says, Says::Page | Says::Asks) && self.may_be(at);
        // Nearly all texts: no more is asked of their blocks.
        if !(0..count).any(is_sign) {
            return found;
        }
        let is_body = |at: &usize| !is_sign(*at) && self.is_running(*at);
        let (Some(first), Some(last)) = ((0..count).find(is_body), (0..count).rfind(is_body))
        else {
            return found;
        };
        let is_edge = |at: usize| at < first || at > last;
        for (at, is_found) in found.iter_mut().enumerate() {
            // Rights are stated where an article ends, and more than its text may follow.
            *is_found = is_sign(at) && (is_edge(at) || self.lines[at].states_rights());
        }
        self.keep_headings(&mut found);
        let signs = found.iter().filter(|is| **is).count();
        let says_all = |at: usize| {
            let line = &self.lines[at];
            line.says == Says::Asks || WHOLE.contains(&bare(&line.lower)) || line.states_rights()
        };
        let is_enough = match signs {
            0 => false,
            1 => [0, count - 1]
                .into_iter()
                .any(|at| found[at] && says_all(at)),
            _ => true,
        };
        if !is_enough {
            found.fill(false);
            return found;
        }
        let title = fold(self.title, Folding::DEFAULT);
        if self.title_at.is_some() && words::count(&title) > 1 {
            for (at, is_found) in found.iter_mut().enumerate() {
                *is_found |= is_edge(at) && self.may_be(at) && self.repeats(at, &title);
            }
        }
        if let Some(end) = self.closing(&found) {
            for (at, is_found) in found.iter_mut().enumerate().skip(end) {
                *is_found |= Some(at) != self.title_at;
            }
        }
        self.between(&mut found);
        found
    }

    /// Whether the block is running text.
    fn is_running(&self, at: usize) -> bool {
        let whole = &self.lines[at].whole;
        opening::is_running_text(if whole.is_empty() {
            &self.text[self.blocks[at].span.range()]
        } else {
            whole
        })
    }

    /// Whether a rule may take the block for furniture.
    fn may_be(&self, at: usize) -> bool {
        self.lines[at].says != Says::Text && Some(at) != self.title_at
    }

    /// A heading is furniture only with all that stands under it.
    fn keep_headings(&self, found: &mut [bool]) {
        let is_heading = |at: usize| matches!(self.blocks[at].kind, BlockKind::Heading(_));
        for at in (0..found.len()).rev().filter(|&at| is_heading(at)) {
            let mut under = (at + 1..found.len()).take_while(|&under| !is_heading(under));
            if found[at] && under.any(|under| !found[under]) {
                found[at] = false;
            }
        }
    }

    /// Rule 6.
    fn repeats(&self, at: usize, title: &str) -> bool {
        // A breadcrumb has a bullet before it.
        bare(&fold(&self.lines[at].lower, Folding::DEFAULT)) == bare(title)
    }

    /// Where rule 7 begins to hold.
    fn closing(&self, found: &[bool]) -> Option<usize> {
        let mut before = HashSet::new();
        let mut bodies = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let source = &self.text[self.blocks[at].span.range()];
            // What repeats an earlier paragraph is nothing new.
            let is_new = before.insert(source.trim());
            let counts = !found[at] && is_new && !line.states_rights() && self.is_running(at);
            bodies.push(if counts { source.len() } else { 0 });
        }
        let all: usize = bodies.iter().sum();
        let mut after = all;
        for (at, block) in self.blocks.iter().enumerate() {
            after -= bodies[at];
            let is_late = block.span.start * 2 > self.text.len();
            if is_late && found[at] && self.lines[at].states_rights() && after * 10 <= all {
                return Some(at);
            }
        }
        None
    }

    /// Rules 8 and 9: what stands between furniture.
    fn between(&self, found: &mut [bool]) {
        let count = self.lines.len();
        let mut at = 0;
        while at < count {
            if found[at] {
                at += 1;
                continue;
            }
            // As many short lines as follow each other stand between the same two.
            let is_short = |at: usize| {
                let line = &self.lines[at];
                line.words() <= 4 && !ends_sentence(&line.whole) && self.may_be(at)
            };
            let mut end = at;
            while end < count && !found[end] && is_short(end) {
                end += 1;
            }
            let is_after = at > 0 && found[at - 1];
            let is_before = end < count && found[end];
            let is_edge = at == 0 && is_before || end == count && is_after;
            if end > at && (is_after && is_before || is_edge) && end - at <= 3 {
                found[at..end].fill(true);
            }
            if is_after
                && self.title_at == Some(at + 1)
                && self.may_be(at)
                && self.lines[at].words() <= 3
                && is_section(&self.lines[at].whole)
            {
                found[at] = true;
            }
            at = end.max(at + 1);
        }
    }
}

/// `text` without signs at its ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| !sign.is_alphanumeric())
}

/// Rule 3. A row of a table has its bars at both ends.
fn is_row_of_links(line: &str) -> bool {
    let parts: Vec<&str> = line.split(" | ").collect();
    let is_link = |part: &&str| (1..=6).contains(&words::count(part)) && !part.contains('|');
    parts.len() > 2 && !line.starts_with('|') && !line.ends_with('|') && parts.iter().all(is_link)
}

/// Rule 5.
fn states_rights(line: &str, lower: &str) -> bool {
    let signs = ["©", "(c) ", "copyright ©", "copyright "];
    let owner = signs.iter().find_map(|sign| lower.strip_prefix(sign));
    let is_notice = owner.is_some_and(|owner| {
        // What follows the sign as it is written.
        let owner = &line[line.len().saturating_sub(owner.len())..];
        let first = owner.trim_start_matches(['©', ' ']).chars().next();
        let is_year = first.is_some_and(|first| first.is_ascii_digit());
        is_year || line.starts_with('©') && first.is_some_and(char::is_uppercase)
    });
    let bare = bare(lower);
    is_notice
        || RIGHTS
            .iter()
            .any(|words| bare.ends_with(words) || bare.contains(words) && words.len() > 22)
}

#[cfg(test)]
#[path = "furniture_tests.rs"]
mod tests;
