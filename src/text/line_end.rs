//! Which line ends of a text end a line on the screen.
//!
//! Responsible for the cut of a text into stretches, each of which is filled alone. CR, LF, CRLF,
//! NEL, U+2028 and U+2029 end lines; the last three say that they mean it, and are always kept.
//!
//! A hard-wrapped text does not say which of its line ends it means. [`LineEnds::Short`] reads it as
//! people do: a line that stops although more would have fitted was meant to stop. In full, a line
//! end is kept if one of these holds:
//!
//! - the line before or after it is blank;
//! - the next line begins with a list mark: `-`, `*`, `•` and their like, `(a)`, or a number as `1.` or
//!   `1)`, which counts only after a line that ends a sentence or is itself short, because prose also
//!   breaks before a number;
//! - the next line is indented deeper than this one, or than the text after this one's list mark;
//! - the first word of the next line would have fitted on this one with a sixth of the width to spare.
//!   Greedy fillers leave no such room; those that even out the lines leave less;
//! - all lines of a block of four or more begin with a capital, and after half of them the next word
//!   would have fitted, though narrowly: verse whose longest line gave the width.

use super::blank::{blank_prefix, is_blank_character, is_explicit, is_ideographic, is_line_end};
use super::gate;
use super::span::Span;

/// What a line end inside a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnds {
    /// A blank.
    Space,
    /// A blank where the line was full, kept where it was clearly short.
    Short {
        /// The width at which the text was hard-wrapped.
        columns: u16,
    },
    /// The end of a line.
    Keep,
}

/// A part of a text that is filled alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its bytes, without the line end that closes it.
    pub span: Span,
    /// Where the next one begins.
    pub next: usize,
}

/// The stretches of `text` in order; none for an empty text. A final line end opens no other.
pub(super) fn stretches(text: &str, line_ends: LineEnds) -> Vec<Stretch> {
    match line_ends {
        LineEnds::Space => cut(text, is_explicit),
        LineEnds::Keep => cut(text, is_line_end),
        LineEnds::Short { columns } => joined(text, cut(text, is_line_end), columns),
    }
}

/// The text cut after each character that `ends`.
fn cut(text: &str, ends: fn(char) -> bool) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].find(ends).map_or(text.len(), |at| start + at);
        let rest = &text[end..];
        let closing = if rest.starts_with("\r\n") {
            2
        } else {
            rest.chars().next().map_or(0, char::len_utf8)
        };
        let span = Span::new(start, end);
        start = end + closing;
        found.push(Stretch { span, next: start });
    }
    found
}

/// The lines with those joined whose end means a blank.
fn joined(text: &str, lines: Vec<Stretch>, columns: u16) -> Vec<Stretch> {
    let columns = usize::from(columns);
    let looks: Vec<Look> = lines
        .iter()
        .map(|it| Look::of(&text[it.span.range()]))
        .collect();
    let verse = is_verse(&looks, columns);
    let mut found: Vec<Stretch> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let kept = index.checked_sub(1).is_none_or(|before| {
            verse
                || text[..line.span.start].ends_with(is_explicit)
                || is_kept(&looks[before], &looks[index], columns)
        });
        match found.last_mut() {
            Some(last) if !kept => {
                last.span.end = line.span.end;
                last.next = line.next;
            }
            _ => found.push(line),
        }
    }
    found
}

/// Whether the line end between the two means a line end, by the rules above for two lines.
fn is_kept(line: &Look<'_>, next: &Look<'_>, columns: usize) -> bool {
    let short = line.would_take(next, columns - columns / 6);
    let marked = match next.mark {
        Some(Mark::Sign) => true,
        Some(Mark::Number) => line.ends_a_sentence(),
        None => false,
    };
    short
        || marked
        || line.text.is_empty()
        || next.text.is_empty()
        || next.indent > line.text_indent
}

/// Whether the lines read as verse whose longest line is as wide as the text.
fn is_verse(lines: &[Look<'_>], columns: usize) -> bool {
    let narrow = lines
        .windows(2)
        .filter(|pair| pair[0].would_take(&pair[1], columns))
        .count();
    lines.len() >= 4 && 2 * narrow >= lines.len() - 1 && lines.iter().all(Look::begins_with_capital)
}

/// What a line looks like to a reader who has to guess whether its end is meant.
struct Look<'a> {
    /// The line without the blanks around it.
    text: &'a str,
    /// Columns of blanks before it.
    indent: usize,
    /// The column of its text after a list mark, or the indent.
    text_indent: usize,
    /// Columns up to its last visible character.
    columns: usize,
    /// Columns of its first word.
    first_word: usize,
    /// The list mark that it begins with.
    mark: Option<Mark>,
}

/// What a list item begins with.
enum Mark {
    /// A sign or a bracketed letter or number.
    Sign,
    /// A number with a full stop or bracket after it.
    Number,
}

impl<'a> Look<'a> {
    fn of(line: &'a str) -> Self {
        let start = blank_prefix(line);
        let text = line[start..].trim_end_matches(is_blank_character);
        let first = text.split([' ', '\t']).next().unwrap_or_default();
        let mark = mark(first, text.len() > first.len());
        let columns_to = |end: usize| gate::columns(&line[..end]);
        let text_indent = match mark {
            Some(_) => columns_to(start + first.len() + blank_prefix(&text[first.len()..])),
            None => columns_to(start),
        };
        let first_word = match first.chars().next() {
            Some(character) if is_ideographic(character) => 2,
            _ => gate::columns(first),
        };
        Self {
            text,
            indent: columns_to(start),
            text_indent,
            columns: columns_to(start + text.len()),
            first_word,
            mark,
        }
    }

    /// Whether the first word of `next` would have fitted on this line, at most `columns` wide.
    fn would_take(&self, next: &Self, columns: usize) -> bool {
        let solid = self.text.ends_with(is_ideographic) && next.text.starts_with(is_ideographic);
        self.columns + usize::from(!solid) + next.first_word <= columns
    }

    /// Whether the line's last letter or sign closes a sentence or a clause.
    fn ends_a_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
            .ends_with(['.', ':', ';', '!', '?', '…', '。', '؟', '؛'])
    }

    /// Whether its first letter is a capital.
    fn begins_with_capital(&self) -> bool {
        let first = self.text.chars().find(|it| it.is_alphanumeric());
        first.is_some_and(char::is_uppercase)
    }
}

/// The list mark that a line's first word is, if more follows it.
fn mark(word: &str, more: bool) -> Option<Mark> {
    const SIGNS: [&str; 11] = ["-", "*", "+", "•", "‣", "◦", "▪", "●", "○", "–", "·"];
    if !more {
        return None;
    }
    let is_short = |label: &str, length| (1..=length).contains(&label.chars().count());
    let is_number = |it: &str| is_short(it, 3) && it.chars().all(char::is_numeric);
    let is_letter = |it: &str| is_short(it, 1) && it.chars().all(char::is_alphabetic);
    let is_roman = |it: &str| is_short(it, 5) && it.chars().all(|it| "ivxIVX".contains(it));
    // A word in brackets, such as `(sic)`, is no label.
    let is_label = |it: &str| is_number(it) || is_letter(it) || is_roman(it);
    let bracketed = word.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    if SIGNS.contains(&word) || bracketed.is_some_and(is_label) {
        return Some(Mark::Sign);
    }
    let number = word.strip_suffix(['.', ')'])?;
    is_number(number).then_some(Mark::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches, a joined line end shown as `_`.
    fn read(text: &str, columns: u16) -> Vec<String> {
        stretches(text, LineEnds::Short { columns })
            .into_iter()
            .map(|it| text[it.span.range()].replace('\n', "_"))
            .collect()
    }

    #[test]
    fn greedy_prose_is_one_stretch() {
        let text = "The Islamic Republic is most vulnerable\nnot when cities are emptied, but when\nthey are filled with a defiant\ncitizenry.";
        assert_eq!(read(text, 40).len(), 1);
    }

    #[test]
    fn prose_whose_lines_were_evened_out_is_one_stretch() {
        // As `fmt -w 60` leaves it: on each line but the last the next word would have fitted.
        let text = "While such caution is understandable in light of\nongoing threats, the widespread exodus risks creating\nan environment in which the regime feels.";
        assert_eq!(read(text, 60).len(), 1);
    }

    #[test]
    fn a_line_ends_early_only_if_it_is_meant() {
        assert_eq!(
            read("Dr. Iman Foroutan\nTehran, Iran\nphone 12", 72).len(),
            3
        );
    }

    #[test]
    fn a_short_line_before_a_long_word_is_joined() {
        let text = "You find it at the address\nhttps://example.com/a/very/long/path/of/words";
        assert_eq!(read(text, 48).len(), 1);
    }

    #[test]
    fn list_marks_begin_lines() {
        let text = "They asked for three things in all that year\n- bread for everyone who works in the fields\n- work\n1. peace";
        assert_eq!(read(text, 46).len(), 4);
        let line = "what they had asked for of all of the others";
        assert_eq!(read(&format!("{line}\n(b) more of it"), 46).len(), 2);
        assert_eq!(read(&format!("{line}\n(sic) more of it"), 46).len(), 1);
    }

    #[test]
    fn a_number_that_begins_a_line_of_prose_marks_no_item() {
        let text = "The reports of which we speak are from June\n16. They indicate that prisoners were taken.";
        assert_eq!(read(text, 44).len(), 1);
        let text = "These are the things that were asked for it:\n1. Bread for everyone, and no less than that";
        assert_eq!(read(text, 44).len(), 2);
    }

    #[test]
    fn an_item_goes_on_under_its_text_and_a_deeper_indent_begins_a_line() {
        assert_eq!(
            read("- bread for everyone who works in\n  the fields", 34).len(),
            1
        );
        assert_eq!(
            read("the speaker said to all who were\n    there that day", 32).len(),
            2
        );
    }

    #[test]
    fn verse_as_wide_as_the_text_keeps_its_lines() {
        let text = "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\nAnd summer’s lease hath all too short a date;";
        assert_eq!(read(text, 46).len(), 4);
    }

    #[test]
    fn explicit_line_ends_are_kept_in_every_kind_of_text() {
        let text = "one\u{2028}two\u{85}three\u{2029}four\r\nfive";
        assert_eq!(stretches(text, LineEnds::Space).len(), 4);
        assert_eq!(stretches(text, LineEnds::Keep).len(), 5);
        assert_eq!(stretches(text, LineEnds::Short { columns: 72 }).len(), 5);
        assert_eq!(
            stretches("one\u{2028}two", LineEnds::Short { columns: 6 }).len(),
            2
        );
    }

    #[test]
    fn a_final_line_end_opens_no_line() {
        assert_eq!(
            stretches("a\r\n", LineEnds::Keep),
            [Stretch {
                span: Span::new(0, 1),
                next: 3
            }]
        );
        assert_eq!(stretches("a\n\r\n\n", LineEnds::Keep).len(), 3);
        assert_eq!(stretches("", LineEnds::Keep), []);
    }

    #[test]
    fn ideographs_are_joined_although_they_hold_no_blanks() {
        assert_eq!(
            read("日本語のテキストは空白を\n持たないが折り返される。", 24).len(),
            1
        );
        assert_eq!(read("短い\n持たないが折り返される。", 24).len(), 2);
    }
}
