//! Tests of what is written, by reading it again.

use super::*;
use crate::collection::parsed::Parsed;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options as Reading, Parser, Tag};

fn plain(text: &str) -> Document {
    Parsed::plain("letter", text.to_owned()).into()
}

/// What is read again of what is written of `document`.
fn again(document: &Document) -> Document {
    let source = written(document, "letter.txt").source;
    let (parsed, problems) = Parsed::markdown("letter", "letter.md", &source);
    assert_eq!(problems, [], "{source}");
    parsed.into()
}

/// The blocks of a document: what each is, and its words.
fn told(document: &Document) -> Vec<(Block, String)> {
    let blocks = blocks(document).into_iter();
    let told = blocks.map(|(block, text)| {
        let block = Block {
            span: Span::new(0, 0),
            tight: false,
            ..block
        };
        (block, one_line(&text.replace(HARD_BREAK, " ")))
    });
    told.collect()
}

#[test]
fn what_a_text_states_stands_in_the_front_matter_and_what_it_does_not_is_left_open() {
    let document = plain(
        "The Quiet Harbour\n\nBy Jane Doe and John Roe\nTuesday, 22 July 2025 01:54 PM EDT\n\nFollowing the storm it was quiet in \
         the harbour. Nobody came.\n",
    );
    let Written { source, doubts } = written(&document, "harbour.txt");
    let (header, _) = source.split_once("+++\n\n").unwrap();
    assert_eq!(
        header,
        "+++\n# a line of the text: is it the title?\ntitle = \"The Quiet Harbour\"\n# from the line \"By Jane Doe and John \
         Roe\"\nauthors = [\"Jane Doe\", \"John Roe\"]\n# publisher = …\ndate = \"2025-07-22\"\ndate_basis = \"stated\"\n# kind = \
         …\n# language = …\nsource = \"harbour.txt\"\n"
    );
    assert_eq!(doubts, Vec::<String>::new());
    let nothing = written(
        &plain(
            "and so it went on, day after day and week after week, without a word from anybody who was there.\n",
        ),
        "a.txt",
    );
    assert_eq!(
        nothing.doubts,
        [
            "no line reads like a title",
            "it states no author",
            "it states no date"
        ]
    );
    assert!(
        nothing
            .source
            .contains("# authors = …\n# publisher = …\n# date = …\n")
    );
}

#[test]
fn a_line_that_only_begins_like_a_byline_names_nobody() {
    for line in [
        "By the sea it was quiet",
        "By 1999 All Was Lost",
        "by Jane",
        "By Jane Doe, who sleeps ashore and is a Very Long Name Indeed",
    ] {
        let named = byline(&blocks(&plain(&format!("A Title of Two\n\n{line}\n"))));
        assert_eq!(
            named.map(|(_, names)| names),
            (line.contains("Doe,")).then(|| vec!["Jane Doe".to_owned()]),
            "{line}"
        );
    }
}

#[test]
fn blocks_of_every_kind_are_read_again_as_they_were() {
    let source = "# One\n\nSome *words* with **more *inside***, `a | b`, ~~gone~~ and [a link](https://example.org/a_b).\nA second \
                  line\\\nand one that is kept.\n\n- an item\n- another\n\n  with a paragraph\n  1. and a number\n  2. and \
                  another\n- [x] done\n\n> quoted\n>\n> twice\n\n```\ncode  kept\n  as it ``` is\n```\n\n* * *\n\n7. seven\n8. \
                  eight\n\n### Three # of them\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let (parsed, _) = Parsed::markdown("letter", "letter.md", source);
    let document = Document::from(parsed);
    let read = again(&document);
    assert_eq!(told(&read), told(&document));
    let kinds = |document: &Document| {
        let all = Span::new(0, document.body.len());
        let runs = document.runs(all);
        runs.map(|run| (run.kind.clone(), document.body.slice(run.span).into_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&read), kinds(&document));
}

#[test]
fn hard_wrapped_prose_is_joined_and_verse_keeps_its_lines() {
    let prose = "A Title of Two\n\nThe harbour was quiet that evening, and nobody who came along the quay\ncould say \
                 where the ships had gone or when they might be expected home\nagain.\n\nA ship\nis a\nship\n";
    let read = again(&plain(prose));
    let texts: Vec<String> = blocks(&read).into_iter().map(|(_, text)| text).collect();
    assert!(texts[1].ends_with("expected home again."), "{texts:?}");
    assert_eq!(texts[2], "A ship\u{2028}is a\u{2028}ship");
    assert_eq!(blocks(&read)[0].0.kind, BlockKind::Heading(1));
}

#[test]
fn the_numbers_of_a_list_stay() {
    let page = "<h1>A Title</h1><ol start=4><li>four<li value=9>nine<li>ten</ol><p>Words between.</p><ol><li>one</ol>";
    let document: Document = Parsed::html("a", "a.html", page).0.into();
    let numbers = |document: &Document| -> Vec<Option<Marker>> {
        let blocks = blocks(document).into_iter();
        blocks.map(|(block, _)| block.marker).collect()
    };
    let read = again(&document);
    assert_eq!(numbers(&read), numbers(&document));
    assert!(numbers(&read).contains(&Some(Marker::Number(10))));
}

#[test]
fn furniture_stays_furniture() {
    let body = "The harbour is quiet again, and whoever came by ship looks for a room near the quay of the town.";
    let page = format!(
        "Skip to main content\n\nThe Quiet Harbour\n\n{body}\n\n{body}\n\n© 2025 Harbour News. All rights reserved.\n\nTOP\n"
    );
    let (document, read) = (plain(&page), again(&plain(&page)));
    let furniture = |document: &Document| -> Vec<bool> {
        blocks(document)
            .iter()
            .map(|(block, _)| block.furniture)
            .collect()
    };
    assert_eq!(
        furniture(&document),
        [true, false, false, false, true, true]
    );
    assert_eq!(furniture(&read), furniture(&document));
    let body =
        "News reached the town at night, and whoever was awake went down to the quay to hear more.";
    let page = format!(
        "Share this page\n\nFollow us\n\nNews\n\nRead more\n\nThe Quiet Harbour\n\n{body}\n\n{body}\n"
    );
    let (document, read) = (plain(&page), again(&plain(&page)));
    assert_eq!(furniture(&document)[..4], [true; 4]);
    assert_eq!(furniture(&read), furniture(&document));
}

proptest! {
    #[test]
    fn no_word_of_any_plain_text_is_lost_or_added(text in "([a-z*_#>+=:.`~|<&\\\\\\[\\]()! -]{0,14}\n?){0,9}|[0-9]{1,3}[.)] [a-z]{0,4}\n") {
        let document = plain(&text);
        let Written { source, doubts } = written(&document, "a.txt");
        let body = source.split_once("+++\n\n").unwrap().1;
        let read = Markup::of(body).text;
        let of = |text: &str| words(text).map(|(_, word)| word.to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(of(&read), of(&text), "{}", source);
        prop_assert!(!doubts.iter().any(|doubt| doubt.contains("compare")));
    }

    #[test]
    fn a_line_shows_as_it_was(text in "[ -~äé…]{1,24}|[#+=>:*-]{1,3} ?[a-z]{0,4}|[0-9]{1,3}[.)] [a-z]{0,4}") {
        let source = format!("> {}\n", line(&text));
        let mut shown = String::new();
        let mut others = Vec::new();
        for event in Parser::new_ext(&source, Reading::all() - Reading::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => shown.push_str(&part),
                Event::Start(Tag::BlockQuote(_) | Tag::Paragraph) | Event::End(_) => {}
                other => others.push(format!("{other:?}")),
            }
        }
        prop_assert_eq!(&shown, text.trim(), "{}", source);
        prop_assert!(others.is_empty(), "{} {:?}", source, others);
    }
}
