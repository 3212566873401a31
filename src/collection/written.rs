//! Documents written as Markdown with front matter.
//!
//! Responsible for a file that [`super::parsed`] reads as the same blocks and words, and for saying beside each field
//! of the front matter where it comes from. What is not stated in a text is left open there, not guessed. Not for
//! where the file goes (see `store`).

use super::{
    block::{Block, BlockKind, Marker, Run, RunKind},
    document::Document,
    front_matter,
    markdown::{HARD_BREAK, Markup},
};
use crate::text::{
    fill::{Fit, Hyphenation, LineEnds, Options, Rows},
    gate,
    span::Span,
    words::{one_line, words},
};
use std::fmt::Write as _;

/// Bytes of a block that are looked at for a line that names an author.
const LONGEST_BYLINE: usize = 120;

/// Blocks at the beginning of a text in which such a line is looked for.
const CANDIDATES: usize = 12;

/// Words of the longest name of an author.
const LONGEST_NAME: usize = 5;

/// Words in lower case before the names of authors.
const LABELS: [&str; 6] = ["by:", "author:", "authors:", "written by", "byline:", "by"];

/// A document as a file of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file: front matter and Markdown.
    pub source: String,
    /// What a person should look at, a sentence each.
    pub doubts: Vec<String>,
}

/// `document`, which was read from `file`, as a file of a collection.
pub fn written(document: &Document, file: &str) -> Written {
    let blocks = blocks(document);
    let mut doubts = Vec::new();
    let mut source = header(document, &blocks, file, &mut doubts);
    let with_runs = body(document, &blocks, true);
    let same = |markdown: &str| {
        let read = Markup::of(markdown).text;
        words(&read)
            .map(|(_, word)| word)
            .eq(blocks.iter().flat_map(|(block, text)| {
                let is_text = block.kind != BlockKind::Rule;
                words(if is_text { text } else { "" }).map(|(_, word)| word)
            }))
    };
    if same(&with_runs) {
        source += &with_runs;
    } else {
        let plain = body(document, &blocks, false);
        if !same(&plain) {
            doubts.push("the words of the text are not all the same: compare it".to_owned());
        } else if blocks
            .iter()
            .any(|(block, _)| document.runs(block.span).next().is_some())
        {
            doubts.push("links and emphasis could not be kept".to_owned());
        }
        source += &plain;
    }
    Written { source, doubts }
}

/// The blocks of a document with their texts.
fn blocks(document: &Document) -> Vec<(Block, String)> {
    let mut blocks: Vec<(Block, String)> = Vec::new();
    let mut next = document.stretch_at(0);
    while let Some(stretch) = next {
        let text = document.body.slice(stretch.block.span);
        match blocks.last_mut() {
            Some((last, whole)) if !stretch.begins_block => {
                last.span.end = stretch.block.span.end;
                whole.push_str(&text);
            }
            _ => blocks.push((stretch.block, text.into_owned())),
        }
        next = document.stretch_after(&stretch);
    }
    blocks
}

/// The front matter, each field with where it comes from.
fn header(
    document: &Document,
    blocks: &[(Block, String)],
    file: &str,
    doubts: &mut Vec<String>,
) -> String {
    let metadata = &document.metadata;
    let mut out = format!("{}\n", front_matter::FENCE);
    let title = &metadata.title;
    if title.ends_with('…') {
        out += "# the beginning of the text, since no line reads like a title: write one\n";
        doubts.push("no line reads like a title".to_owned());
    } else if *title == metadata.id {
        out += "# the name of the file, since there is no word in it\n";
        doubts.push("it has no title".to_owned());
    } else if metadata.title_in_text {
        out += "# a line of the text: is it the title?\n";
    }
    field(&mut out, "title", Some(&quoted(title)));
    let stated: Vec<String> = metadata.authors.iter().map(ToString::to_string).collect();
    let byline = byline(blocks);
    let authors = match (stated.is_empty(), byline) {
        (true, Some((line, authors))) => {
            let _ = writeln!(out, "# from the line {}", quoted(&line));
            authors
        }
        _ => stated,
    };
    let list = |strings: &[String]| {
        let strings: Vec<String> = strings.iter().map(|string| quoted(string)).collect();
        format!("[{}]", strings.join(", "))
    };
    let has_authors = !authors.is_empty();
    field(
        &mut out,
        "authors",
        has_authors.then(|| list(&authors)).as_deref(),
    );
    let optional = |value: &Option<super::metadata::Str>| value.as_deref().map(quoted);
    field(
        &mut out,
        "publisher",
        optional(&metadata.publisher).as_deref(),
    );
    field(
        &mut out,
        "date",
        metadata
            .date
            .map(|date| quoted(&date.to_string()))
            .as_deref(),
    );
    if metadata.date.is_some() {
        let basis = quoted(metadata.date_basis.name());
        field(&mut out, "date_basis", Some(&basis));
    }
    field(&mut out, "kind", optional(&metadata.kind).as_deref());
    field(
        &mut out,
        "language",
        optional(&metadata.language).as_deref(),
    );
    let tags: Vec<String> = metadata.tags.iter().map(ToString::to_string).collect();
    if !tags.is_empty() {
        field(&mut out, "tags", Some(&list(&tags)));
    }
    let source = metadata.source.as_deref().unwrap_or(file);
    field(&mut out, "source", Some(&quoted(source)));
    let (furniture, is_certain) = furniture(blocks);
    if !is_certain {
        doubts.push("some paragraphs of the page are the same as some of the text".to_owned());
    }
    if !furniture.is_empty() {
        out += "# how the paragraphs begin that belong to the page and not to the text\n";
        field(&mut out, "furniture", Some(&list(&furniture)));
    }
    let _ = write!(out, "{}\n\n", front_matter::FENCE);
    for (is_known, what) in [(has_authors, "author"), (metadata.date.is_some(), "date")] {
        if !is_known {
            doubts.push(format!("it states no {what}"));
        }
    }
    out
}

/// A line of front matter; one that is left open where nothing is known.
fn field(out: &mut String, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => writeln!(out, "{name} = {value}"),
        None => writeln!(out, "# {name} = …"),
    };
}

/// `text` as a string of TOML in which nothing can act.
fn quoted(text: &str) -> String {
    let shown = gate::line(&one_line(text)).into_owned();
    toml::Value::String(shown).to_string()
}

/// How the furniture begins, and whether that tells it apart from the rest. What begins as some of the rest does is
/// given as a whole, which means nothing else.
fn furniture(blocks: &[(Block, String)]) -> (Vec<String>, bool) {
    const ENOUGH: usize = 40;
    let line = |(_, text): &(Block, String)| one_line(text);
    let (furniture, rest): (Vec<_>, Vec<_>) = blocks.iter().partition(|(block, _)| block.furniture);
    let rest: Vec<String> = rest.into_iter().map(line).collect();
    let mut is_certain = true;
    let mut beginnings: Vec<String> = Vec::new();
    for whole in furniture.into_iter().map(line).filter(|it| !it.is_empty()) {
        let end = whole
            .char_indices()
            .nth(ENOUGH)
            .map_or(whole.len(), |it| it.0);
        let cut = whole[..end].trim_end();
        let is_others = rest.iter().any(|other| other.starts_with(cut));
        is_certain &= !rest.contains(&whole);
        let beginning = if is_others { &whole } else { cut };
        if !beginnings.iter().any(|known| known == beginning) {
            beginnings.push(beginning.to_owned());
        }
    }
    (beginnings, is_certain)
}

/// The line near the top that names the authors, and their names.
///
/// It says so with a label (`By Jane Doe`, `Author: Jane Doe and John Roe`), and is nothing but that, or a date follows
/// after a comma or bar. A name has two to five words that begin with a capital, or letters without case.
fn byline(blocks: &[(Block, String)]) -> Option<(String, Vec<String>)> {
    let ends = blocks
        .iter()
        .take(CANDIDATES)
        .chain(blocks.iter().rev().take(3));
    let lines = ends
        .filter(|(block, _)| !block.furniture)
        .flat_map(|(_, text)| text.lines())
        .map(one_line)
        .filter(|line| line.len() <= LONGEST_BYLINE);
    for line in lines {
        let lower = line.to_lowercase();
        let label = LABELS.iter().find(|label| {
            let rest = lower.strip_prefix(**label);
            rest.is_some_and(|rest| rest.starts_with(' '))
        });
        // Where lower case has another length, the label is still ASCII.
        let Some(label) = label else { continue };
        let names = line[label.len()..]
            .split([',', '|', '·', '•', '–', '—'])
            .next();
        let names: Vec<String> = names
            .unwrap_or_default()
            .split(" and ")
            .map(one_line)
            .collect();
        if names.iter().all(|name| is_name(name)) {
            return Some((line, names));
        }
    }
    None
}

fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split(' ').collect();
    let begins = |part: &&str| {
        part.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
    };
    let is_plain = |part: &&str| {
        part.chars()
            .all(|it| it.is_alphabetic() || "-’'.".contains(it))
    };
    (2..=LONGEST_NAME).contains(&parts.len())
        && parts.iter().all(|part| begins(part) && is_plain(part))
        && !name.ends_with("..")
}

/// The blocks as Markdown, with links and emphasis or without.
fn body(document: &Document, blocks: &[(Block, String)], with_runs: bool) -> String {
    let mut out = String::new();
    // The columns by which the text of each open item stands in.
    let mut indents: Vec<usize> = Vec::new();
    // The number of the last item of each open list, and the sign after it.
    let mut numbers: Vec<Option<(u64, char)>> = Vec::new();
    let title = &document.metadata.title;
    let mut has_title = false;
    for (block, text) in blocks {
        let runs: Vec<Run> = if with_runs {
            document.runs(block.span).cloned().collect()
        } else {
            Vec::new()
        };
        let is_title = !has_title && one_line(text) == **title;
        has_title |= is_title;
        let lines = match block.kind {
            BlockKind::Rule => "* * *".to_owned(),
            BlockKind::Preformatted => fenced(text),
            BlockKind::Heading(level) => {
                let hashes = "#".repeat(level.clamp(1, 6).into());
                let line =
                    one_line(&inline(text, block.span.start, &runs)).replace(HARD_BREAK, " ");
                format!("{hashes} {line}")
            }
            _ if is_title && block.lists == 0 && block.quotes == 0 => {
                format!("# {}", line(&one_line(text)))
            }
            BlockKind::Paragraph => {
                let marked = inline(text, block.span.start, &runs);
                let lines = marked.split('\n').map(|part| begun(part.trim()));
                lines.collect::<Vec<_>>().join("\n")
            }
            BlockKind::Wrapped => {
                let lines = kept_lines(text, document.wrap_columns());
                let lines: Vec<String> = lines.iter().map(|it| line(it)).collect();
                lines.join("\\\n")
            }
        };
        let depth = usize::from(block.lists);
        indents.truncate(depth);
        let is_item = block.marker.is_some();
        // Items outside it that have no mark of their own here stand in by four.
        let outside = depth - usize::from(is_item).min(depth);
        indents.truncate(if is_item { outside } else { depth });
        indents.resize(indents.len().max(outside), 4);
        let before: usize = indents.iter().sum();
        numbers.resize(depth, None);
        let mark = match (block.marker, numbers.last_mut()) {
            (Some(Marker::Number(number)), Some(last)) => {
                // Another sign begins another list, and so at its number.
                let sign = match *last {
                    Some((before, sign)) if before.checked_add(1) == Some(number) => sign,
                    Some((_, '.')) => ')',
                    _ => '.',
                };
                *last = Some((number, sign));
                format!("{number}{sign} ")
            }
            (Some(Marker::Number(number)), None) => format!("{number}. "),
            (Some(Marker::Bullet), _) => "- ".to_owned(),
            (Some(Marker::Task(is_done)), _) => {
                format!("- [{}] ", if is_done { 'x' } else { ' ' })
            }
            (None, _) => String::new(),
        };
        if is_item {
            indents.push(mark.len());
        }
        let first = " ".repeat(before) + &mark;
        let rest = " ".repeat(first.len());
        let quote = "> ".repeat(block.quotes.into());
        let is_close = block.tight && block.lists > 0;
        if !out.is_empty() && !is_close {
            out += quote.trim_end();
            out.push('\n');
        }
        for (number, line) in lines.split('\n').enumerate() {
            let indent = if number == 0 { &first } else { &rest };
            out += format!("{quote}{indent}{line}").trim_end();
            out.push('\n');
        }
    }
    out
}

/// Preformatted text between fences that it does not hold.
fn fenced(text: &str) -> String {
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lines: Vec<String> = text.lines().map(|it| gate::line(it).into_owned()).collect();
    format!("{fence}\n{}\n{fence}", lines.join("\n"))
}

/// The lines of hard-wrapped text that are kept, each on one line.
fn kept_lines(text: &str, columns: u16) -> Vec<String> {
    let options = Options {
        columns: u16::MAX,
        line_ends: LineEnds::Short { columns },
        fit: Fit::First,
        hyphenation: Hyphenation::Soft,
        first_indent: 0,
        justifies: false,
    };
    let rows = Rows::fill(text, &options);
    let lines = (0..rows.len()).map(|row| one_line(&text[rows.row(row).span.range()]));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The text of a block that begins at byte `start`, with the marks of its runs.
fn inline(text: &str, start: usize, runs: &[Run]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    part(
        &mut out,
        text,
        Span::new(start, start + text.len()),
        start,
        runs,
    );
    out
}

/// The part `span` of a text that begins at byte `start`; `runs` lie in it, an outer one before those inside it.
fn part(out: &mut String, text: &str, span: Span, start: usize, runs: &[Run]) {
    let plain = |out: &mut String, from: usize, to: usize| {
        for piece in text[from - start..to - start].split_inclusive([HARD_BREAK, '\n']) {
            let words = piece.trim_end_matches([HARD_BREAK, '\n']);
            out.push_str(&escaped(words));
            match piece[words.len()..].chars().next() {
                Some(HARD_BREAK) => out.push_str("\\\n"),
                Some(_) => out.push('\n'),
                None => {}
            }
        }
    };
    let mut at = span.start;
    let mut rest = runs;
    while let [run, after @ ..] = rest {
        let inside = after.partition_point(|it| it.span.start < run.span.end);
        let (inner, others) = after.split_at(inside);
        rest = others;
        let span = run.span.clipped(span);
        let words = &text[span.start - start..span.end - start];
        // Marks stand at words, not at blanks.
        let first = span.start + words.len() - words.trim_start().len();
        let last = span.start + words.trim_end().len();
        if span.start < at || first >= last {
            continue;
        }
        plain(out, at, first);
        let word = &text[first - start..last - start];
        match &run.kind {
            RunKind::Code => {
                let longest = word.split(|it| it != '`').map(str::len).max().unwrap_or(0);
                let ticks = "`".repeat(longest + 1);
                let blank = if word.contains('`') { " " } else { "" };
                let _ = write!(
                    out,
                    "{ticks}{blank}{}{blank}{ticks}",
                    gate::line(&one_line(word))
                );
            }
            kind => {
                let (before, end) = match kind {
                    RunKind::Emphasis => ("*", "*".to_owned()),
                    RunKind::Strong => ("**", "**".to_owned()),
                    RunKind::Struck => ("~~", "~~".to_owned()),
                    RunKind::Link(target) => ("[", format!("](<{}>)", address(target))),
                    RunKind::Code => ("", String::new()),
                };
                out.push_str(before);
                part(out, text, Span::new(first, last), start, inner);
                out.push_str(&end);
            }
        }
        at = last;
    }
    plain(out, at, span.end);
}

/// An address between `<` and `>`.
fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for character in target.chars() {
        if character.is_control() || "<>\\".contains(character) || character.is_whitespace() {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// A piece of a line of Markdown that shows as `text`, whatever signs of Markdown and HTML are in it.
pub fn escaped(text: &str) -> String {
    let shown = gate::line(text);
    let mut out = String::with_capacity(shown.len());
    for character in shown.chars() {
        if "\\`*_[]<>|~&$^".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A line of Markdown, in a paragraph or quotation, that shows as `line`.
///
/// ```
/// use catchword::collection::written::line;
/// assert_eq!(line("1. Of *ships* & quays"), r"1\. Of \*ships\* \& quays");
/// ```
pub fn line(line: &str) -> String {
    begun(&escaped(line.trim()))
}

/// A line whose first sign begins no heading, list or rule.
fn begun(line: &str) -> String {
    let mut line = line.to_owned();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let begins = digits > 0 && line[digits..].starts_with(['.', ')'])
        || digits == 0 && line.starts_with(['#', '-', '+', '=', ':']);
    if begins {
        line.insert(digits, '\\');
    }
    line
}

#[cfg(test)]
mod tests;
