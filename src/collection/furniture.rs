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
    /// How many words are in it.
    words: usize,
    /// Whether it is running text.
    is_running: bool,
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
                is_running: opening::is_running_text(source),
                says: Says::Text,
                ..Self::default()
            };
        }
        let whole = one_line(source);
        let lower = whole.to_lowercase();
        let is_text = matches!(block.kind, BlockKind::Preformatted) || block.quotes > 0;
        let is_name = |line: &str| is_section(line) && words::count(line) <= 3;
        let mut lines = source.split(['\n', HARD_BREAK]).map(one_line);
        let mut found = false;
        let is_sure = lines.all(|line| {
            let is = is_of_page(&line);
            found |= is;
            is || is_name(&line)
        });
        let says = if is_text {
            Says::Text
        } else if COOKIES.iter().any(|words| lower.contains(words)) {
            Says::Asks
        } else if is_sure && found {
            Says::Page
        } else {
            Says::Nothing
        };
        Self {
            words: words::count(&whole),
            is_running: opening::is_running_text(&whole),
            says,
            whole,
            lower,
        }
    }
}

/// Rules 1, 2, 3 and 5, which look at a line alone.
fn is_of_page(line: &str) -> bool {
    let lower = line.to_lowercase();
    let count = words::count(line);
    let begins = |list: &[&str]| list.iter().any(|words| lower.starts_with(words));
    count > 0
        && (count <= 12
            && !ends_sentence(line)
            && !opening::is_running_text(line)
            && (begins(&NAVIGATION) || begins(&PAGE))
            || count <= 30 && begins(&TAGS) && !ends_sentence(line)
            || count <= 25 && is_row_of_links(line)
            || count <= 30 && states_rights(line))
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
    /// The title, folded.
    title: String,
    /// The block that is the title.
    title_at: Option<usize>,
}

impl<'a> Page<'a> {
    fn of(text: &'a str, blocks: &'a [Block], title: &str) -> Self {
        let lines: Vec<Line> = blocks.iter().map(|block| Line::of(text, block)).collect();
        let shown = title.to_lowercase();
        Self {
            title: fold(title, Folding::DEFAULT),
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
        let is_body = |at: &usize| self.lines[*at].is_running && !is_sign(*at);
        let (Some(first), Some(last)) = ((0..count).find(is_body), (0..count).rfind(is_body))
        else {
            return found;
        };
        let is_edge = |at: usize| at < first || at > last;
        for (at, is_found) in found.iter_mut().enumerate() {
            // Rights are stated where an article ends, and more than its text may follow.
            *is_found = is_sign(at) && (is_edge(at) || states_rights(&self.lines[at].whole));
        }
        self.keep_headings(&mut found);
        let signs = found.iter().filter(|is| **is).count();
        let says_all = |at: usize| {
            let line = &self.lines[at];
            line.says == Says::Asks
                || WHOLE.contains(&bare(&line.lower))
                || states_rights(&line.whole)
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
        for (at, is_found) in found.iter_mut().enumerate() {
            *is_found |= is_edge(at) && self.may_be(at) && self.repeats_title(at);
        }
        if let Some(end) = self.closing(&found) {
            for (at, is_found) in found.iter_mut().enumerate().skip(end) {
                *is_found |= Some(at) != self.title_at;
            }
        }
        self.between(&mut found);
        found
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
    fn repeats_title(&self, at: usize) -> bool {
        // A breadcrumb has a bullet before it.
        let folded = fold(&self.lines[at].lower, Folding::DEFAULT);
        let is_title = bare(&folded) == bare(&self.title);
        self.title_at.is_some() && is_title && words::count(&self.title) > 1
    }

    /// Where rule 7 begins to hold.
    fn closing(&self, found: &[bool]) -> Option<usize> {
        let mut before = HashSet::new();
        let mut bodies = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let source = &self.text[self.blocks[at].span.range()];
            // What repeats an earlier paragraph is nothing new.
            let is_new = before.insert(source.trim());
            let counts = line.is_running && !found[at] && is_new && !states_rights(&line.whole);
            bodies.push(if counts { source.len() } else { 0 });
        }
        let all: usize = bodies.iter().sum();
        let mut after = all;
        for (at, block) in self.blocks.iter().enumerate() {
            after -= bodies[at];
            let is_late = block.span.start * 2 > self.text.len();
            if is_late && found[at] && states_rights(&self.lines[at].whole) && after * 10 <= all {
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
                line.words <= 4 && !ends_sentence(&line.whole) && self.may_be(at)
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
                && self.lines[at].words <= 3
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
fn states_rights(line: &str) -> bool {
    let lower = line.to_lowercase();
    let signs = ["©", "(c) ", "copyright ©", "copyright "];
    let owner = signs.iter().find_map(|sign| lower.strip_prefix(sign));
    let is_notice = owner.is_some_and(|owner| {
        // What follows the sign as it is written.
        let owner = &line[line.len().saturating_sub(owner.len())..];
        let first = owner.trim_start_matches(['©', ' ']).chars().next();
        let is_year = first.is_some_and(|first| first.is_ascii_digit());
        is_year || line.starts_with('©') && first.is_some_and(char::is_uppercase)
    });
    let bare = bare(&lower);
    is_notice
        || RIGHTS
            .iter()
            .any(|words| bare.ends_with(words) || bare.contains(words) && words.len() > 22)
}

#[cfg(test)]
mod tests {
    use super::{super::parsed::Parsed, *};

    /// The blocks of a plain text that are furniture, and those that are not.
    fn parted(text: &str) -> (Vec<String>, Vec<String>) {
        let parsed = Parsed::plain("a", text.to_owned());
        let line = |block: &&Block| one_line(&parsed.text[block.span.range()]);
        let (furniture, rest): (Vec<&Block>, Vec<&Block>) =
            parsed.blocks.iter().partition(|block| block.furniture);
        (
            furniture.iter().map(line).collect(),
            rest.iter().map(line).collect(),
        )
    }

    /// Running text of so many paragraphs, each longer than a line.
    fn body(paragraphs: usize) -> String {
        body_from(1, paragraphs)
    }

    fn body_from(first: usize, paragraphs: usize) -> String {
        let paragraph = |n| {
            format!(
                "In paragraph {n} the harbour is quiet again, and whoever came by ship looks for a room near the quay. \
                 Nobody asks for more.\n\n"
            )
        };
        (first..first + paragraphs).map(paragraph).collect()
    }

    #[test]
    fn what_stands_around_an_article_of_a_saved_page_is_furniture() {
        let page = format!(
            "Skip to main content\nTags: harbour | ships\nOPINION\n\nThe Quiet Harbour at Night\n\nA Photographer, in an \
             undated picture.\n\nJane Doe By Monday, 3 March 2025\n\n{}© 2025 Harbour News. All rights reserved.\n\n\nJaneDoe\n\
             harbour, ships\n883\nSign up for the Daily Letter\n\nPrivacy: we never share your address with anybody else.\nTOP\n",
            body(6)
        );
        let (furniture, rest) = parted(&page);
        assert_eq!(
            furniture,
            [
                "Skip to main content",
                "Tags: harbour | ships",
                "OPINION",
                "© 2025 Harbour News. All rights reserved.",
                "JaneDoe",
                "harbour, ships",
                "883",
                "Sign up for the Daily Letter",
                "Privacy: we never share your address with anybody else.",
                "TOP",
            ]
        );
        assert_eq!(rest.len(), 3 + 6);
        assert_eq!(rest[0], "The Quiet Harbour at Night");
    }

    #[test]
    fn a_repeated_title_and_its_breadcrumb_are_furniture_and_the_title_is_not() {
        let page = format!(
            "• In the media\n  • Group says it will step up\nJul 222020\n\nGroup says it will step up\n\nCategories // In the \
             media : Talking\n\nGroup says it will step up\n\n{}[Read more]\n\nChoose Language: فارسی | العربية\n\nFollow Us\n",
            body(5)
        );
        let (furniture, rest) = parted(&page);
        assert_eq!(
            furniture,
            [
                "• In the media",
                "• Group says it will step up",
                "Categories // In the media : Talking",
                "Group says it will step up",
                "[Read more]",
                "Choose Language: فارسی | العربية",
                "Follow Us",
            ]
        );
        assert_eq!(rest[..2], ["Jul 222020", "Group says it will step up"]);
    }

    #[test]
    fn a_question_about_cookies_is_furniture_only_around_the_text() {
        let asks = "We use cookies to make this site better. You can accept or refuse them at any time in your settings.";
        let (furniture, _) = parted(&format!("{asks}\n\nA Title of Two\n\n{}", body(3)));
        // It is running text: the first of it.
        assert_eq!(furniture, [asks]);
        let (furniture, rest) = parted(&format!(
            "A Title of Two\n\n{}{asks}\n\n{}",
            body(3),
            body(3)
        ));
        assert_eq!((furniture.len(), rest.len()), (0, 8));
    }

    #[test]
    fn words_of_pages_in_texts_that_are_none_are_text() {
        let prose = body(2);
        for text in [
            format!("# Handbook\n\n{prose}## Sign in\n\n{prose}## Back to port\n\n{prose}## Subscribe to the rules\n\n{prose}"),
            format!("# Verse\n\n{prose}Follow us down to the river,\\\nfollow us down to the sea.\n\nSubscribe to the moon,\\\nshare this with me.\n"),
            format!("# Tool\n\n[Home](a) | [Docs](b) | [Issues](c)\n\n{prose}- Sign up for a key\n- Share this link\n- Log in\n\n{prose}"),
            "# Notes\n\n- Log in to the server\n- Subscribe to the list\n- Topics: money, time, people\n- © symbol must be typed\n".to_owned(),
            format!("# A letter\n\n{prose}Read more of Chekhov, as I told you.\n\nShare this with Tom.\n"),
            format!("# A recipe\n\n{prose}## More from the garden\n\nLeek, potato.\n\n## Share on plates\n\nEat.\n"),
            format!("# A book\n\n{}All rights reserved, said the publisher.\n\nAppendix A\n\nIndex\n", body(9)),
            format!("# Minutes\n\n{prose}© was next.\n\nVote: 3\n"),
            format!("# A story\n\nSkip to main road.\n\n{prose}Search for him.\n\n{prose}Advertisement for a husband\n"),
        ] {
            let parsed = Parsed::markdown("a", "a.md", &text).0;
            let furniture = parsed.blocks.iter().filter(|block| block.furniture);
            let lines: Vec<&str> = furniture.map(|it| &parsed.text[it.span.range()]).collect();
            assert!(lines.is_empty(), "{lines:?} in {text}");
        }
    }

    #[test]
    fn texts_that_are_no_pages_have_no_furniture() {
        for text in [
            "Share this article\n".to_owned(),
            "To be | or not\n\nto be\n".to_owned(),
            "The Sea\n\nThe sea\nthe sea\n\nThe Sea\n".to_owned(),
            "A Title\n\nSubscribe to nothing, she said to him, and never look back at it.\n"
                .to_owned(),
            format!(
                "A Book\n\n© 1999 by the author. All rights reserved.\n\n{}",
                body(20)
            ),
            format!(
                "A Letter\n\n{}With deep respect,\n\nDr. Jane Doe\n",
                body(3)
            ),
            format!(
                "A Report\n\n{}© the picture agency\n\n{}",
                body(6),
                body_from(7, 4)
            ),
        ] {
            let (furniture, _) = parted(&text);
            // A notice of rights is furniture wherever it stands, and alone.
            let notices = furniture.iter().filter(|line| line.starts_with('©'));
            assert_eq!(notices.count(), furniture.len(), "{furniture:?} in {text}");
        }
    }

    #[test]
    fn what_front_matter_states_holds_and_no_rule_does() {
        let source = |stated: &str| {
            format!(
                "+++\ntitle = \"A Title\"\n{stated}\n+++\nSkip to main content\n\nKeep this.\n\nLeave this out.\n\n{}",
                body(2)
            )
        };
        let furniture = |stated: &str| {
            let (parsed, problems) = Parsed::markdown("a", "a.md", &source(stated));
            let blocks = parsed.blocks.iter().filter(|block| block.furniture);
            let lines: Vec<String> = blocks
                .map(|block| parsed.text[block.span.range()].to_owned())
                .collect();
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            (lines, problems)
        };
        assert_eq!(furniture("").0, ["Skip to main content"]);
        assert_eq!(furniture("furniture = []").0, Vec::<String>::new());
        let (lines, problems) = furniture("furniture = [\"Leave this\"]");
        assert_eq!((lines.len(), problems.len()), (1, 0));
        assert_eq!(lines, ["Leave this out."]);
        // What is a paragraph as a whole means that one, and not those that begin with it.
        assert_eq!(
            furniture("furniture = [\"Keep this.\", \"In paragraph 1\"]")
                .0
                .len(),
            2
        );
        let source =
            "+++\ntitle = \"A\"\nfurniture = [\"News\"]\n+++\nNews\n\nNews reached the town.\n";
        let (parsed, _) = Parsed::markdown("a", "a.md", source);
        let marked: Vec<bool> = parsed.blocks.iter().map(|block| block.furniture).collect();
        assert_eq!(marked, [true, false]);
        let (_, problems) = furniture("furniture = [\"Leave this\", \"Nowhere\"]");
        assert_eq!(
            problems,
            ["a.md:3:28: no paragraph begins with `Nowhere`; write how the furniture begins"]
        );
    }
}
