//! Tests of Markdown: the visible text and what stands over it.

use super::*;
use proptest::prelude::*;

/// The blocks of `source`, one a line: marks, kind, text.
fn outline(source: &str) -> String {
    let markup = Markup::of(source);
    let mut lines = String::new();
    for block in &markup.blocks {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Wrapped => "w".to_owned(),
            BlockKind::Preformatted => "pre".to_owned(),
            BlockKind::Rule => "rule".to_owned(),
        };
        let marker = match block.marker {
            None => String::new(),
            Some(Marker::Bullet) => "•".to_owned(),
            Some(Marker::Number(number)) => format!("{number}."),
            Some(Marker::Task(done)) => (if done { "[x]" } else { "[ ]" }).to_owned(),
        };
        let quotes = ">".repeat(block.quotes.into());
        let lists = "-".repeat(block.lists.into());
        let tight = if block.tight { "=" } else { "" };
        let text = markup.text[block.span.range()]
            .replace('\n', "⏎")
            .replace(HARD_BREAK, "↵");
        lines.push_str(
            [quotes, lists, tight.to_owned(), marker, kind, text]
                .join(" ")
                .trim(),
        );
        lines.push('\n');
    }
    lines
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n")
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The runs of `source`: kind and text.
fn runs(source: &str) -> Vec<(String, String)> {
    let markup = Markup::of(source);
    markup
        .runs
        .iter()
        .map(|run| {
            let kind = match &run.kind {
                RunKind::Link(target) => format!("link {target}"),
                other => format!("{other:?}").to_lowercase(),
            };
            (kind, markup.text[run.span.range()].to_owned())
        })
        .collect()
}

fn pair(kind: &str, text: &str) -> (String, String) {
    (kind.to_owned(), text.to_owned())
}

#[test]
fn markup_does_not_stand_in_the_text() {
    let markup =
        Markup::of("# A *fine* title\n\nSome **bold** text\nand `code`.\n\n* * *\n\n> Quoted\n");
    assert_eq!(
        markup.text,
        "A fine title\n\nSome bold text\nand code.\n\n\n\nQuoted"
    );
}

#[test]
fn blocks_say_what_they_are() {
    assert_eq!(
        outline(
            "# One\n\nText\n\n***\n\n> Quoted\n>\n> > Twice\n\n```rust\nfn a() {\n\n}\n```\n\n    b\n"
        ),
        "h1 One\np Text\nrule\n> p Quoted\n>> p Twice\npre fn a() {⏎⏎}\npre b"
    );
}

#[test]
fn a_tight_list_has_no_blank_lines_but_before_it() {
    assert_eq!(
        outline("Text\n\n- one\n- two\n  1. three\n  2. four\n- [x] five\n\nText"),
        "p Text\n- • p one\n- = • p two\n-- = 1. p three\n-- = 2. p four\n- = [x] p five\np Text"
    );
}

#[test]
fn a_loose_list_has_them() {
    assert_eq!(
        outline("7. one\n\n   more\n\n8. two\n"),
        "- 7. p one\n- p more\n- 8. p two"
    );
}

#[test]
fn an_empty_item_keeps_its_mark() {
    assert_eq!(outline("-\n- b\n"), "- • p\n- = • p b");
}

#[test]
fn hard_breaks_are_kept_and_soft_ones_are_blanks() {
    assert_eq!(outline("a\nb  \nc\\\nd<br>e<br />f"), "p a⏎b↵c↵d↵e↵f");
}

#[test]
fn runs_lie_over_the_visible_text_outer_ones_first() {
    assert_eq!(
        runs("*a **b*** [c `d`](https://e.f) ~~g~~ <https://h.i>"),
        [
            pair("emphasis", "a b"),
            pair("strong", "b"),
            pair("link https://e.f", "c d"),
            pair("code", "d"),
            pair("struck", "g"),
            pair("link https://h.i", "https://h.i"),
        ]
    );
}

#[test]
fn raw_html_is_dropped_and_its_words_are_kept() {
    assert_eq!(
        outline("<div>\nx <i>y</i>\n</div>\n\na <b>bold</b> <!-- c --> word\n\n<!-- d > e -->\n"),
        "p x y\np a bold word"
    );
    assert_eq!(
        outline(
            "<SCRIPT>\nif (a > b) {}\n</SCRIPT>\n\n<style>p > b {}</style>\n\n<p title=\"t\">z\n"
        ),
        "p z"
    );
}

#[test]
fn images_and_footnotes_can_be_read() {
    assert_eq!(
        outline("See ![a map](m.png) and ![](n.png).[^1]\n\n[^1]: A note.\n"),
        "p See [a map] and [image].[1]\np [1] A note."
    );
}

#[test]
fn a_narrow_table_is_set_in_columns() {
    let markup = Markup::of("| Name | n |\n|:--|--:|\n| *Ann* | 1 |\n| Bo | 12 |\n");
    assert_eq!(markup.text, "Name   n\n────  ──\nAnn    1\nBo    12");
    assert_eq!(markup.blocks[0].kind, BlockKind::Preformatted);
    assert_eq!(&markup.text[markup.runs[0].span.range()], "Ann");
}

#[test]
fn a_wide_table_is_one_item_a_row() {
    let wide = "w".repeat(70);
    assert_eq!(
        outline(&format!(
            "| A | B | |\n|--|--|--|\n| {wide} | x | y |\n| z | | |\n"
        )),
        format!("- • p A: {wide}; B: x; y\n- = • p A: z")
    );
}

#[test]
fn depth_saturates_and_a_hostile_depth_is_text() {
    let markup = Markup::of(&format!("{}deep", "> ".repeat(100_000)));
    assert_eq!(markup.blocks[0].quotes, u8::MAX);
    let markup = Markup::of(&"- ".repeat(100_000));
    assert_eq!(markup.blocks.last().unwrap().lists, u8::MAX);
}

#[test]
fn an_empty_source_has_no_block() {
    assert_eq!(Markup::of(" \n\n"), Markup::default());
}

proptest! {
    #[test]
    fn any_source_gives_ordered_blocks_parted_by_a_blank_line(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", "*", "**", "_", "`", "```\n", "[", "](x)", "![", "| ",
            "|--|\n", "<br>", "<div>", "\\", "a", "word ", "é", "[^1]", "[^1]: ", "~~", "---\n", "- [ ] ", "&nbsp;", "\r\n", "\t",
        ]), 0..60),
    ) {
        let source = pieces.concat();
        let markup = Markup::of(&source);
        let mut end = None;
        for block in &markup.blocks {
            if let Some(end) = end {
                let between = &markup.text[end..block.span.start];
                prop_assert_eq!(between, "\n\n");
            } else {
                prop_assert_eq!(block.span.start, 0);
            }
            end = Some(block.span.end);
        }
        prop_assert_eq!(end.unwrap_or(0), markup.text.len());
        let mut last = 0;
        for run in &markup.runs {
            prop_assert!(run.span.start >= last && !run.span.is_empty());
            last = run.span.start;
            prop_assert!(markup.blocks.iter().any(|block| {
                block.span.start <= run.span.start && run.span.end <= block.span.end
            }), "{:?} in {:?}", run, markup);
            prop_assert!(markup.text.get(run.span.range()).is_some());
        }
    }
}

#[test]
fn a_text_of_very_many_blocks_is_read_in_linear_time() {
    // A pass over all runs for each block takes minutes here.
    let markup = Markup::of(&"Some *words*.\n\n".repeat(100_000));
    assert_eq!((markup.blocks.len(), markup.runs.len()), (100_000, 100_000));
}
