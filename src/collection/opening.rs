//! Title and date of a plain text, from its first lines.
//!
//! Responsible for the one rule by which a text without metadata gets a title. It looks at the first
//! 12 paragraphs, up to the first that is running text, and takes the first that reads like
//! a title:
//!
//! - a line `Title: …` says it, and wins;
//! - it has at least two words and at most 160 characters;
//! - it is no date, not even a damaged one (`Jul 222020`), no byline or label (`By …`, `Tags: …`, `Published …`), no navigation (`Skip to main
//!   content`, `Dark Mode`, anything that begins with a bullet or holds `|` or `//`);
//! - it does not end with a comma, colon or semicolon (a salutation, a lead-in);
//! - it is no running text: not two sentences, and not five words or more that end with a full stop.
//!
//! Where none does, the title is the beginning of the first paragraph of running text, cut at a word.

use super::{
    block::Block,
    dateline,
    metadata::Date,
    plain::{self, SAMPLE_BYTES, Shape},
};
use crate::text::words::{self, one_line};

/// Paragraphs at the beginning of a text among which its title and date are looked for.
const CANDIDATES: usize = 12;

/// Characters of the longest title.
const LONGEST_TITLE: usize = 160;

/// Characters to which a paragraph is cut that stands for a title.
const CUT_TITLE: usize = 64;

/// Words in lower case with which a line of navigation begins.
pub(super) const NAVIGATION: [&str; 20] = [
    "skip to",
    "jump to",
    "dark mode",
    "light mode",
    "main menu",
    "toggle ",
    "sign in",
    "sign up",
    "log in",
    "subscribe",
    "advertisement",
    "share this",
    "share on",
    "follow us",
    "read more",
    "click here",
    "breaking news",
    "back to",
    "you are here",
    "photo credit",
];

/// Words in lower case with which a byline or a label begins; a colon may follow.
const LABELS: [&str; 13] = [
    "by",
    "tags",
    "tag",
    "category",
    "categories",
    "author",
    "authors",
    "published",
    "posted",
    "updated",
    "source",
    "topics",
    "filed",
];

/// What the first lines of a plain text say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The title; empty where the text holds no word at all.
    pub title: String,
    /// The date that a line states.
    pub date: Option<Date>,
}

impl Opening {
    /// What the first lines of `text` say; nothing after [`SAMPLE_BYTES`] is looked at.
    pub fn of(text: &str) -> Self {
        let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
        let shape = Shape::of(sample);
        Self::of_blocks(sample, shape, &plain::blocks(sample, shape))
    }

    /// What the first of the `blocks` of a text of this `shape` say.
    pub fn of_blocks(text: &str, shape: Shape, blocks: &[Block]) -> Self {
        let paragraphs: Vec<_> = blocks
            .iter()
            .take(CANDIDATES)
            .map(|block| &text[block.span.range()])
            .collect();
        let date = paragraphs
            .iter()
            .flat_map(|paragraph| lines(paragraph).take(2))
            .find_map(|line| Some(dateline::stated_in(line)?.0));
        Self {
            title: title(&paragraphs, shape),
            date,
        }
    }
}

/// The lines of `paragraph`, however they end.
fn lines(paragraph: &str) -> impl Iterator<Item = &str> {
    // One character after the other is sought faster than either of two.
    let lines = paragraph.split('\n');
    lines.flat_map(|line| line.split('\r'))
}

/// The title that `paragraphs`, the first of a text of this `shape`, give it; empty where there is none.
fn title(paragraphs: &[&str], shape: Shape) -> String {
    let labelled = paragraphs
        .iter()
        .flat_map(|paragraph| lines(paragraph))
        .filter_map(|line| line.split_once(':'))
        .find(|(label, title)| {
            label.trim().eq_ignore_ascii_case("title") && !title.trim().is_empty()
        });
    if let Some((_, title)) = labelled {
        return one_line(title);
    }
    let mut fallback = None;
    for paragraph in paragraphs {
        let candidate = one_line(candidate_in(paragraph, shape));
        let whole = one_line(paragraph);
        match Reading::of(&candidate, &whole) {
            Reading::Title => return candidate,
            Reading::RunningText => return cut(undated(&whole)),
            Reading::Other => {
                if words::count(&whole) > 0 && !is_furniture(&whole) {
                    fallback.get_or_insert(whole);
                }
            }
        }
    }
    let fallback = fallback.or_else(|| paragraphs.first().map(|first| one_line(first)));
    fallback.map_or_else(String::new, |whole| cut(undated(&whole)))
}

/// The part of a paragraph that may be a title: its first line where that was not broken by wrapping.
fn candidate_in(paragraph: &str, shape: Shape) -> &str {
    let first = paragraph
        .trim_start()
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default();
    let broken = first.chars().count() * 4 > usize::from(shape.wrap_columns()) * 3;
    if broken { paragraph } else { first }
}

/// As what a line at the beginning of a text reads.
enum Reading {
    Title,
    RunningText,
    /// Navigation, a byline, a label, a date, a salutation.
    Other,
}

impl Reading {
    /// As what `candidate` reads, which is the paragraph `whole` or its first line.
    fn of(candidate: &str, whole: &str) -> Self {
        if is_furniture(candidate)
            || dateline::is_date(candidate)
            || dateline::is_damaged(candidate)
        {
            return Self::Other;
        }
        if whole.chars().count() > LONGEST_TITLE && candidate == whole || is_running_text(candidate)
        {
            return Self::RunningText;
        }
        if candidate.ends_with([',', ':', ';']) || words::count(candidate) < 2 {
            return Self::Other;
        }
        if dateline::stated_in(candidate).is_some() {
            return Self::Other;
        }
        Self::Title
    }
}

/// Whether `line` belongs to the page and not to the text: navigation, a byline, a label.
fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    let first = lower.split([' ', ':']).next().unwrap_or_default();
    line.starts_with(['•', '·', '*', '-', '–', '—', '>', '#', '|', '©', '/'])
        || (line.chars().count() <= LONGEST_TITLE && (line.contains('|') || line.contains("//")))
        || NAVIGATION.iter().any(|words| lower.starts_with(words))
        || (LABELS.contains(&first) && line.chars().count() <= LONGEST_TITLE)
}

/// Whether a short `line` at the end of an article belongs to the page: navigation, tags, choices.
pub(super) fn is_navigation(line: &str) -> bool {
    let lower = line.to_lowercase();
    let first = lower.split([' ', ':']).next().unwrap_or_default();
    line.contains(" | ")
        || NAVIGATION.iter().any(|words| lower.starts_with(words))
        || matches!(
            first,
            "tags" | "tag" | "category" | "categories" | "topics" | "filed"
        )
}

/// Whether `line` holds two sentences, or ends as a sentence of five words or more does.
pub(super) fn is_running_text(line: &str) -> bool {
    if line.chars().count() > LONGEST_TITLE {
        return true;
    }
    let ends_sentence = |before: &str| {
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        word.chars()
            .filter(|character| character.is_alphabetic())
            .count()
            >= 4
    };
    let two = line.match_indices(". ").any(|(at, _)| {
        ends_sentence(&line[..at]) && line[at + 2..].starts_with(|next: char| next.is_uppercase())
    });
    let body = line.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    two || (body.ends_with('.') && ends_sentence(body) && words::count(line) >= 5)
}

/// `line` without the date that it begins with.
fn undated(line: &str) -> &str {
    match dateline::stated_in(line) {
        Some((_, end)) if !line[end..].trim().is_empty() => line[end..].trim_start(),
        _ => line,
    }
}

/// The beginning of `line`, at most [`CUT_TITLE`] characters of it, cut at a word and marked with `…`.
fn cut(line: &str) -> String {
    let Some((limit, next)) = line.char_indices().nth(CUT_TITLE) else {
        return line.to_owned();
    };
    let end = if next == ' ' {
        limit
    } else {
        line[..limit].rfind(' ').unwrap_or(limit)
    };
    let kept = line[..end].trim_end_matches(|last: char| !last.is_alphanumeric());
    format!(
        "{}…",
        if kept.is_empty() {
            &line[..limit]
        } else {
            kept
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title_of(text: &str) -> String {
        Opening::of(text).title
    }

    #[test]
    fn the_first_line_that_reads_like_a_title_is_the_title() {
        let text = "Skip to main content\nTags: a | b\nOPINION\n\nSupport Can Bring Peace, Freedom\n\n\
                    By Somebody\nTuesday, 22 July 2025 01:54 PM EDT\n\nFollowing the war it was quiet in the land.\n";
        let opening = Opening::of(text);
        assert_eq!(opening.title, "Support Can Bring Peace, Freedom");
        assert_eq!(opening.date.unwrap().to_string(), "2025-07-22");
    }

    #[test]
    fn a_bullet_and_a_damaged_date_are_not_the_title() {
        let text = "• In the media\n  • Group says it will step up\nJul 222020\n\nGroup says it will step up\n\n";
        let text = format!("{text}{}", "Long lines of running text follow. ".repeat(9));
        let opening = Opening::of(&text);
        assert_eq!(opening.title, "Group says it will step up");
        assert_eq!(opening.date, None);
    }

    #[test]
    fn running_text_gives_its_beginning_cut_at_a_word_without_its_date() {
        let text = " date 2025-06-21 “The people of the city should return, regroup, and prepare to play their \
                    role.” That is the message that somebody sent on Friday, thanking them for all that work.\n\n\
                    A Line Like A Title\n";
        let opening = Opening::of(text);
        assert_eq!(
            opening.title,
            "“The people of the city should return, regroup, and prepare to…"
        );
        assert_eq!(opening.date.unwrap().to_string(), "2025-06-21");
    }

    #[test]
    fn salutations_and_lead_ins_are_not_titles() {
        assert_eq!(title_of("Dear Prime Minister,\n\nA Letter\n"), "A Letter");
        assert_eq!(
            title_of("The following is the letter:\n\nA Letter\n"),
            "A Letter"
        );
    }

    #[test]
    fn a_stated_title_wins() {
        assert_eq!(
            title_of("The Eric Project eBook\n\nTitle: The Whale\nAuthor: N. N.\n"),
            "The Whale"
        );
    }

    #[test]
    fn a_text_of_one_word_has_that_title() {
        assert_eq!(title_of("hello\n"), "hello");
        assert_eq!(title_of("Ulysses\n\nby James Joyce\n\n"), "Ulysses");
    }

    #[test]
    fn a_text_without_a_word_has_no_title() {
        assert_eq!(title_of(" \n\n"), "");
        assert_eq!(title_of("***\n"), "***");
    }

    #[test]
    fn a_long_word_is_cut_between_characters() {
        assert_eq!(title_of(&"é".repeat(500)), format!("{}…", "é".repeat(64)));
    }
}
