//! The focus band and the mark of the line that was read last, seen on frames.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{
        Model, Msg,
        mouse::{Mouse, MouseKind},
        panes::Size,
        reader::Line,
        settings::Depth,
    },
    keyword::KeywordSet,
    text::span::Span,
};
use drawn::{bundled, cells, model, press, press_and_search, ships, texts};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

/// The foreground of the first cell of each line of the screen that shows a letter.
fn colours(model: &Model) -> Vec<(usize, Color)> {
    let buffer = cells(model);
    let of = |index: usize| {
        let (area, _) = model.panes.line(index)?;
        let mut cells = (area.x..area.right()).map(|x| &buffer[(x, area.y)]);
        let plain = |cell: &&ratatui::buffer::Cell| {
            cell.symbol().chars().all(char::is_alphabetic) && cell.modifier.is_empty()
        };
        Some((index, cells.find(plain)?.fg))
    };
    (0..model.screen.len()).filter_map(of).collect()
}

fn paragraphs(count: usize) -> String {
    let paragraph = |n| {
        format!("Paragraph {n} of a text that has several, each of which goes on for some lines.")
    };
    (1..=count).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The paragraph that the band is on.
fn banded(model: &Model) -> String {
    let body = &model.document().unwrap().body;
    body.slice(model.band.unwrap()).into_owned()
}

#[test]
fn all_but_the_current_paragraph_is_dimmed_by_a_colour() {
    let mut model = bundled((100, 40));
    press(&mut model, "space } F");
    let band = model.band.unwrap();
    let colours = colours(&model);
    let (text, dimmed): (Vec<_>, Vec<_>) = colours
        .iter()
        .partition(|(index, _)| band.contains(model.screen[*index].place().at));
    assert!(!text.is_empty() && !dimmed.is_empty());
    assert!(text.iter().all(|(_, colour)| *colour == text[0].1));
    assert!(dimmed.iter().all(|(_, colour)| *colour == dimmed[0].1));
    assert_ne!(text[0].1, dimmed[0].1);
    model.settings.depth = Depth::None;
    let dim = |model: &Model| {
        let buffer = cells(model);
        buffer
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::DIM))
            .count()
    };
    let with = dim(&model);
    press(&mut model, "F F");
    assert_eq!(model.band, None);
    assert!(dim(&model) < with);
}

#[test]
fn the_band_reaches_both_ends_however_long_the_text_is() {
    for count in [3, 8, 9, 10, 12, 20, 50] {
        for keys in ["F", "F D"] {
            let mut model = model(
                texts(&[&paragraphs(count)]),
                KeywordSet::default(),
                (130, 30),
            );
            press(&mut model, "z +");
            press(&mut model, keys);
            let mut seen = vec![banded(&model)];
            let mut before = Span::new(0, 0);
            for _ in 0..4 * count {
                press(&mut model, "j");
                let band = model.band.unwrap();
                assert!(band.start >= before.start, "{count}: the band goes on");
                before = band;
                seen.push(banded(&model));
            }
            seen.dedup();
            let of = |n: usize| {
                seen.iter()
                    .filter(|it| it.starts_with(&format!("Paragraph {n} ")))
                    .count()
            };
            assert_eq!((of(1), of(count)), (1, 1), "{count} {keys} {seen:#?}");
        }
    }
}

#[test]
fn paragraphs_are_gone_through_one_after_the_other() {
    let mut model = model(texts(&[&paragraphs(30)]), KeywordSet::default(), (60, 20));
    press(&mut model, "z F");
    for n in 2..=30 {
        press(&mut model, "}");
        assert!(
            banded(&model).starts_with(&format!("Paragraph {n} ")),
            "{n}: {}",
            banded(&model)
        );
    }
    press(&mut model, "4 {");
    assert!(banded(&model).starts_with("Paragraph 26 "));
    press(&mut model, "1 2 G");
    assert!(banded(&model).starts_with("Paragraph 12 "));
    model.update(Msg::Resize(Size {
        columns: 90,
        rows: 12,
    }));
    model.settle();
    assert!(banded(&model).starts_with("Paragraph 12 "));
}

#[test]
fn a_heading_is_not_lit_without_what_it_stands_over() {
    let source = "# One\n\n## Two\n\nText under them.\n\nMore text.\n";
    let mut model = model(texts(&[source]), KeywordSet::default(), (60, 20));
    press(&mut model, "F");
    assert_eq!(banded(&model), "One\n\nTwo\n\nText under them.");
    press(&mut model, "}");
    assert_eq!(banded(&model), "More text.");
    press(&mut model, "}");
    assert_eq!(model.notice.as_deref(), Some("end of the text"));
    press(&mut model, "{");
    assert_eq!(banded(&model), "One\n\nTwo\n\nText under them.");
}

/// A text of so many paragraphs, some under headings, some of one line, some longer than a screen; each begins with its
/// number.
fn mixed(count: usize) -> String {
    let paragraph = |n: usize| {
        let sentence = "one two three four five six seven eight nine ten. ";
        match n % 7 {
            0 => format!("## §{n} Heading\n\n### Under it\n\n{}", sentence.repeat(6)),
            1 => format!("- §{n} An item\n"),
            2 | 3 => format!("§{n} Short."),
            4 => format!("***\n\n§{n} {}", sentence.repeat(40)),
            _ => format!("§{n} {}", sentence.repeat(n % 5 + 1)),
        }
    };
    (1..=count).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The number of the paragraph that holds a byte: of the last mark up to the end of what begins there.
fn number_at(model: &Model, span: Span) -> usize {
    let body = &model.document().unwrap().body;
    let text = body.slice(span).into_owned();
    let marks: Vec<&str> = text.split('§').skip(1).collect();
    assert_eq!(marks.len(), 1, "{text}");
    let digits: String = marks[0].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

#[test]
fn a_page_further_the_band_is_on_what_was_not_on_the_screen() {
    for keys in ["F", "F D", "\\ F"] {
        let mut model = model(texts(&[&mixed(60)]), KeywordSet::default(), (120, 30));
        press(&mut model, keys);
        loop {
            let (_, end) = model.shown();
            press(&mut model, "space");
            if model.notice.is_some() || model.percent() == 100 {
                break;
            }
            let band = model.band.unwrap();
            let unread = band.contains(end) || band.start >= end && band.start <= end + 4;
            assert!(unread, "{keys}: {end} {band:?}");
            press(&mut model, "b");
            let first = model
                .screen
                .iter()
                .find(|line| line.layout.row(line.line).is_some());
            let first = first.unwrap().place().at;
            assert!(model.band.unwrap().contains(first) || model.band.unwrap().start == first);
            press(&mut model, "space");
        }
    }
}

#[test]
fn by_paragraphs_or_by_lines_no_paragraph_is_left_out() {
    let count = 40;
    for (key, size) in [
        ("}", (100, 30)),
        ("j", (100, 30)),
        ("j", (60, 9)),
        ("j", (200, 90)),
    ] {
        let mut model = model(texts(&[&mixed(count)]), KeywordSet::default(), size);
        press(&mut model, "z F");
        let mut numbers = vec![number_at(&model, model.band.unwrap())];
        while model.notice.as_deref() != Some("end of the text") {
            press(&mut model, key);
            numbers.push(number_at(&model, model.band.unwrap()));
        }
        numbers.dedup();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{key} {size:?}");
        let back = if key == "}" { "{" } else { "k" };
        while model.notice.as_deref() != Some("beginning of the text") {
            press(&mut model, back);
            numbers.push(number_at(&model, model.band.unwrap()));
        }
        numbers.dedup();
        let there = 1..=count;
        let way: Vec<usize> = there.clone().chain(there.rev().skip(1)).collect();
        assert_eq!(numbers, way, "{back} {size:?}");
    }
}

fn any_move() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "j",
        "5 j",
        "space",
        "d",
        "}",
        "2 }",
        "wheel down",
        "G",
        "k",
        "5 k",
        "b",
        "u",
        "{",
        "2 {",
        "wheel up",
        "g",
        ".",
        ",",
        "4 0 %",
        "1 2 G",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_lit_never_moves_against_the_key(
        moves in prop::collection::vec(any_move(), 1..40),
        columns in 30_u16..200,
        rows in 5_u16..60,
        count in 1_usize..40,
        kind in prop::sample::select(vec!["F", "F F"]),
        layout in prop::sample::select(vec!["z", "D", "l"]),
    ) {
        let mut model = model(texts(&[&mixed(count)]), ships(), (columns, rows));
        press(&mut model, layout);
        press(&mut model, kind);
        for key in moves {
            let before = model.band.unwrap();
            match key {
                "wheel down" | "wheel up" => {
                    let area = model.panes.text.unwrap();
                    let kind = if key == "wheel up" { MouseKind::WheelUp } else { MouseKind::WheelDown };
                    model.update(Msg::Mouse(Mouse { kind, column: area.x, row: area.y }));
                    model.settle();
                }
                _ => drop(press(&mut model, key)),
            }
            let band = model.band.unwrap();
            match key {
                "j" | "5 j" | "space" | "d" | "}" | "2 }" | "wheel down" | "G" => {
                    prop_assert!(band.start >= before.start && band.end >= before.end, "{key} {before:?} {band:?}");
                }
                "k" | "5 k" | "b" | "u" | "{" | "2 {" | "wheel up" | "g" => {
                    prop_assert!(band.start <= before.start && band.end <= before.end, "{key} {before:?} {band:?}");
                }
                _ => {}
            }
            let is_lit = |line: &Line| {
                line.layout.row(line.line).is_some() && band.contains(line.place().at)
            };
            prop_assert!(model.screen.iter().any(is_lit), "{key} {band:?}");
        }
    }
}

#[test]
fn a_jump_takes_the_band_along() {
    let mut model = bundled((120, 30));
    press(&mut model, "F");
    for _ in 0..60 {
        press(&mut model, ".");
        let hit = model.current.unwrap().hit.span;
        assert!(model.band.unwrap().contains(hit.start));
    }
    press_and_search(&mut model, "/ t h e");
    press(&mut model, "enter n n");
    let found = model.match_shown().unwrap().span;
    assert!(model.band.unwrap().contains(found.start));
}

#[test]
fn what_is_painted_is_never_dimmed() {
    for depth in [Depth::None, Depth::Sixteen, Depth::True] {
        let mut model = bundled((100, 40));
        model.settings.depth = depth;
        press(&mut model, "z space");
        let painted = |model: &Model| {
            let cells = cells(model).content;
            let underlined = cells
                .into_iter()
                .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
            underlined.collect::<Vec<_>>()
        };
        let before = painted(&model);
        assert!(before.len() > 50);
        press(&mut model, "F");
        assert_eq!(painted(&model), before, "{depth:?}");
    }
}

#[test]
fn five_lines_are_left_in_the_other_kind_of_band() {
    let mut model = bundled((100, 40));
    press(&mut model, "space F F");
    let band = model.band.unwrap();
    let inside = model
        .screen
        .iter()
        .filter(|line| line.layout.row(line.line).is_some() && band.contains(line.place().at));
    assert!((3..=5).contains(&inside.count()));
}

/// The lines of the screen with a mark beside them.
fn marked(model: &Model) -> Vec<usize> {
    let buffer = cells(model);
    let is_marked = |index: &usize| {
        let gutter = model.panes.line(*index).and_then(|(_, gutter)| gutter);
        gutter.is_some_and(|area| {
            let (mark, beside) = (area.right() - 1, area.right());
            buffer[(mark, area.y)].bg != buffer[(beside, area.y)].bg
        })
    };
    (0..model.screen.len()).filter(is_marked).collect()
}

#[test]
fn the_line_that_was_read_last_is_marked_until_the_next_key() {
    for keys in ["z", "z D", "D", "\\"] {
        let mut model = bundled((200, 21));
        press(&mut model, keys);
        press(&mut model, "j");
        assert!(marked(&model).is_empty());
        let last = |model: &Model| {
            let is_text = |line: &&Line| line.layout.row(line.line).is_some();
            model.screen.iter().rfind(is_text).unwrap().place()
        };
        let read = last(&model);
        press(&mut model, "d");
        let [index] = marked(&model)[..] else {
            panic!("{keys}")
        };
        assert_eq!(model.screen[index].place(), read, "{keys}");
        press(&mut model, "l");
        assert!(marked(&model).is_empty(), "{keys}");
        // Upwards it is the first one.
        let first = model
            .screen
            .iter()
            .find(|line| line.layout.row(line.line).is_some());
        let first = first.unwrap().place();
        press(&mut model, "u");
        let [index] = marked(&model)[..] else {
            panic!("{keys}")
        };
        assert_eq!(model.screen[index].place(), first, "{keys}");
    }
}

#[test]
fn a_page_that_overlaps_shows_the_last_line_again_and_a_full_one_has_no_mark() {
    let mut model = bundled((100, 21));
    press(&mut model, "z space");
    assert!(marked(&model).is_empty());
    model.settings.overlap = 2;
    press(&mut model, "space");
    let marks = marked(&model);
    assert!(marks == [0] || marks == [1], "{marks:?}");
    model.settings.depth = Depth::None;
    let reversed = cells(&model)
        .content
        .iter()
        .filter(|cell| cell.modifier == Modifier::REVERSED)
        .count();
    assert_eq!(reversed, 1);
    model.settings.depth = Depth::True;
    // The last page is shorter than a page, and nothing is marked where nothing was turned.
    press(&mut model, "G 5 k space");
    assert_eq!(marked(&model).len(), 1);
    press(&mut model, "space");
    assert!(marked(&model).is_empty());
}
