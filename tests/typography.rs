//! How the text is set: even lines, hyphens, indents, seen on frames.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{app::Model, keyword::KeywordSet, text::words::words};
use drawn::{bundled, cells, model, press, rows, texts};
use proptest::prelude::*;
use ratatui::{buffer::Cell, style::Modifier};
use std::{fs, process::Command};

/// The rows of a text alone on a screen of 44 columns, 40 of which are lines.
fn set(source: &str, keys: &str) -> Vec<String> {
    let mut model = model(texts(&[source]), KeywordSet::default(), (44, 24));
    press(&mut model, "z");
    press(&mut model, keys);
    let left = usize::from(model.panes.measure.x);
    // Below them stands what the last key did.
    let rows = rows(&model).into_iter().take(23);
    let rows = rows.map(|row| row.chars().skip(left).collect::<String>());
    rows.filter(|row| !row.is_empty()).collect()
}

const PROSE: &str = "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my \
                     purse, and nothing particular to interest me on shore, I thought I would sail about a little \
                     and see the watery part of the world.";

#[test]
fn lines_are_made_even_and_the_last_one_is_not() {
    let ragged = set(PROSE, "");
    let even = set(PROSE, "J");
    let (last, full) = even.split_last().unwrap();
    assert!(
        full.iter().all(|row| row.chars().count() == 40),
        "{even:#?}"
    );
    assert_eq!(Some(last), ragged.last());
    let words = |rows: &[String]| -> Vec<String> {
        let row = |row: &String| row.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.iter().map(row).collect()
    };
    assert_eq!(words(&even), words(&ragged));
    assert_eq!(set(PROSE, "J J"), ragged);
}

#[test]
fn no_gap_is_wider_than_three_columns() {
    let source =
        format!("{PROSE} Extraordinarily incomprehensible intercontinental responsibilities.");
    for columns in 24..80 {
        let mut model = model(texts(&[&source]), KeywordSet::default(), (columns, 40));
        press(&mut model, "z J");
        for row in rows(&model) {
            assert!(!row.trim().contains("    "), "{columns}: {row:?}");
        }
    }
}

#[test]
fn headings_code_verse_and_tables_stay_as_they_are() {
    let source = "# A heading that is so long that it takes two lines of the screen\n\n\
                  A line of verse that goes on and on until it is wrapped\\\nand another line that goes on and on \
                  until it is\n\n- a short item\n\n```\na  line of code that goes on and on until it is wrapped\n```\n\n\
                  | one | two |\n|---|---|\n| a  b | c |\n";
    assert_eq!(set(source, "J"), set(source, ""));
}

#[test]
fn words_are_parted_in_the_language_that_the_text_says_it_is_in() {
    let text = "Responsibilities notwithstanding, incomprehensible internationalization prevails, \
                characteristically undistinguished, representatively straightforward.";
    let said =
        |language: &str| format!("+++\ntitle = \"x\"\nlanguage = \"{language}\"\n+++\n{text}\n");
    let hyphens = |rows: &[String]| rows.iter().filter(|row| row.ends_with('-')).count();
    assert!(hyphens(&set(&said("en-GB"), "W alt-f")) > 0);
    assert_eq!(hyphens(&set(&said("en-GB"), "")), 0);
    assert_eq!(set(&said("fa"), "W"), set(&said("fa"), ""));
    assert_eq!(set(text, "W"), set(text, ""));
}

#[test]
fn paragraphs_that_no_blank_line_parts_are_set_in() {
    let source = "# One\n\nFirst.\n\nSecond.\n\n- item\n\nThird.\n\nFourth.\n";
    let parted = ["One", "First.", "Second.", " • item", "Third.", "Fourth."];
    let trimmed = |keys: &str| set(source, keys);
    assert_eq!(trimmed("L"), parted);
    assert_eq!(
        trimmed("L L"),
        [
            "One",
            "First.",
            "  Second.",
            " • item",
            "Third.",
            "  Fourth."
        ]
    );
    assert_eq!(trimmed("L L 5 alt-i")[2], "     Second.");
    assert_eq!(trimmed("L L : i n d e n t space 3 enter")[2], "   Second.");
}

#[test]
fn a_hit_over_grown_gaps_is_painted_without_a_hole() {
    let set = "schema = 1\nname = \"x\"\n[[category]]\nid = \"c\"\nname = \"C\"\nmark = \"C\"\n\
               [[term]]\ncategory = \"c\"\nid = \"t\"\nlabel = \"T\"\naliases = [\"pale green whale\"]\n";
    let (keywords, _) = catchword::keyword::set::parse("x.toml", set).unwrap();
    let source = format!("Once more a pale green whale {PROSE}");
    let mut grown = 0;
    for columns in 28..70 {
        let mut model = model(texts(&[&source]), keywords.clone(), (columns, 24));
        press(&mut model, "z J");
        let buffer = cells(&model);
        let painted: Vec<String> = (0..23)
            .map(|y| {
                let cells = (0..columns).map(|x| &buffer[(x, y)]);
                let is_painted = |cell: &&Cell| cell.modifier.contains(Modifier::UNDERLINED);
                let first = cells.clone().position(|cell| is_painted(&cell));
                let row: String = cells.clone().filter(is_painted).map(Cell::symbol).collect();
                // What is painted stands in one piece.
                let from = first.map_or(0, usize::from);
                let all: String = cells
                    .skip(from)
                    .take(row.chars().count())
                    .map(Cell::symbol)
                    .collect();
                assert_eq!(row, all, "{columns}");
                row
            })
            .filter(|row| !row.is_empty())
            .collect();
        let words: Vec<String> = painted
            .iter()
            .flat_map(|row| row.split_whitespace())
            .map(str::to_owned)
            .collect();
        assert_eq!(words.join(" "), "pale green whale", "{columns}");
        grown += usize::from(painted.iter().any(|row| row.contains("  ")));
    }
    assert!(grown > 3, "gaps of it grew at {grown} widths only");
}

#[test]
fn a_hit_that_a_hyphen_parts_stays_one() {
    let set = "schema = 1\nname = \"x\"\n[[category]]\nid = \"c\"\nname = \"C\"\nmark = \"C\"\n\
               [[term]]\ncategory = \"c\"\nid = \"t\"\nlabel = \"T\"\naliases = [\"responsibility\"]\n";
    let (keywords, _) = catchword::keyword::set::parse("x.toml", set).unwrap();
    let source =
        format!("+++\ntitle = \"x\"\nlanguage = \"en\"\n+++\n{PROSE} Responsibility {PROSE}\n");
    let mut parted = 0;
    for columns in 24..80 {
        let mut model = model(texts(&[&source]), keywords.clone(), (columns, 40));
        press(&mut model, "z W J alt-f .");
        assert_eq!(model.standing.all, 1, "{columns}");
        let buffer = cells(&model);
        let painted = buffer.content.iter().filter(|cell| {
            cell.modifier
                .intersects(Modifier::UNDERLINED | Modifier::BOLD)
                && cell.symbol() != "x"
        });
        let painted: String = painted.map(Cell::symbol).collect();
        parted += usize::from(painted.contains('-'));
        assert_eq!(painted.replace('-', ""), "Responsibility", "{columns}");
    }
    assert!(parted > 2, "parted at {parted} widths only");
}

/// What stands in the cells of a line of the screen, by its place in the order of reading.
fn line_shown(model: &Model, index: usize) -> String {
    let (area, _) = model.panes.line(index).unwrap();
    let row = &rows(model)[usize::from(area.y)];
    let cells = row
        .chars()
        .skip(usize::from(area.x))
        .take(usize::from(area.columns));
    cells.collect::<String>().trim_end().to_owned()
}

/// Every line of the screen in the order of reading.
fn lines_shown(model: &Model) -> Vec<String> {
    (0..model.screen.len())
        .map(|index| line_shown(model, index))
        .collect()
}

#[test]
fn two_columns_go_on_where_the_other_one_ends() {
    let mut model = bundled((200, 20));
    press(&mut model, "z j j j");
    let one = lines_shown(&model);
    press(&mut model, "D");
    let two = lines_shown(&model);
    assert_eq!(two.len(), 2 * one.len());
    assert_eq!(two[..one.len()], one);
    press(&mut model, "j");
    assert_eq!(lines_shown(&model)[..2 * one.len() - 1], two[1..]);
    press(&mut model, "k space D");
    press(&mut model, "k");
    assert_eq!(line_shown(&model, 0), two[two.len() - 1]);
}

#[test]
fn both_columns_have_45_columns_or_there_is_one() {
    for columns in 10..240 {
        let mut model = bundled((columns, 20));
        press(&mut model, "D");
        let panes = model.panes;
        let Some(text) = panes.text else { continue };
        let Some(second) = panes.second else {
            assert!(text.columns < 110, "{columns}");
            continue;
        };
        assert!(panes.measure.columns >= 45 && text.columns >= 100);
        assert!(panes.measure.right() + 5 < panes.measure.x + second);
        let end = panes.measure.right() + second;
        assert!(
            end < panes.map.or(panes.scrollbar).map_or(columns, |bar| bar.x),
            "{columns}"
        );
    }
    let mut short = bundled((90, 20));
    press(&mut short, "z D");
    assert_eq!(short.panes.second, None);
    press(&mut short, "- - - - - - - - - - - - - - - -");
    assert!(short.panes.second.is_some());
}

#[test]
fn a_cell_belongs_to_the_line_that_stands_in_it() {
    for keys in ["z", "z D", "D", "\\ D"] {
        let mut model = bundled((200, 20));
        press(&mut model, keys);
        for index in 0..model.screen.len() {
            let (measure, gutter) = model.panes.line(index).unwrap();
            for area in [Some(measure), gutter].into_iter().flatten() {
                for x in [area.x, area.right() - 1] {
                    assert_eq!(model.panes.line_at(x, area.y), Some(index), "{keys}");
                }
            }
        }
        assert_eq!(model.panes.line(model.screen.len()), None);
    }
}

#[test]
fn a_hit_stands_a_third_down_the_first_column() {
    let mut model = bundled((200, 31));
    press(&mut model, "D space .");
    let hit = model.current.unwrap().hit.span;
    let line = model.screen.iter().position(|line| line.end() > hit.start);
    assert_eq!(line, Some(10));
}

#[test]
fn margins_keep_the_sides_blank_and_give_way_to_the_text() {
    for columns in 12..200 {
        let mut model = bundled((columns, 20));
        press(&mut model, "z 9 alt-m");
        let (text, measure) = (model.panes.text.unwrap(), model.panes.measure);
        assert!(measure.columns >= 20.min(text.columns), "{columns}");
        if columns >= 38 {
            assert!(
                measure.x >= 9 && measure.right() + 9 <= columns,
                "{columns}"
            );
        }
        press(&mut model, "alt-a");
        if columns >= 38 {
            assert_eq!(model.panes.measure.x, 9, "{columns}");
        }
    }
}

/// The words that all pages of a model show, page after page.
fn paged(model: &mut Model) -> Vec<String> {
    let mut shown: Vec<((usize, u16), String)> = Vec::new();
    loop {
        for line in &model.screen {
            let place = line.place();
            let symbols = line
                .layout
                .glyphs(line.line)
                .map(|glyph| glyph.shown.symbol.into_owned());
            let key = (place.at, place.above);
            if !shown
                .iter()
                .rev()
                .take(1000)
                .any(|(other, _)| *other == key)
            {
                shown.push((key, symbols.collect()));
            }
        }
        let place = model.place();
        press(model, "space");
        if model.place() == place {
            break;
        }
    }
    let shown: Vec<String> = shown.into_iter().map(|(_, row)| row).collect();
    words(&shown.join(" "))
        .map(|(_, word)| word.to_owned())
        .collect()
}

#[test]
fn every_word_is_shown_once_however_the_text_is_set() {
    for columns in [24, 47, 72, 130, 190] {
        for keys in ["J", "D", "L L", "L L 8 alt-i J", "D J alt-f 9 alt-m"] {
            let mut model = bundled((columns, 10));
            press(&mut model, "z");
            press(&mut model, keys);
            let shown = paged(&mut model);
            let body = &model.document().unwrap().body;
            let wanted: Vec<String> = words(body.whole().unwrap())
                .map(|(_, word)| word.to_owned())
                .collect();
            assert_eq!(shown, wanted, "{keys} at {columns} columns");
        }
    }
}

/// The lines that `show` prints: of each the bytes that it shows.
fn printed(config: &str, id: &str, columns: u16) -> Vec<(usize, usize)> {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("config.toml");
    fs::write(&file, config).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_catchword"))
        .args([
            "--json",
            "--config",
            file.to_str().unwrap(),
            "show",
            id,
            "--width",
            &columns.to_string(),
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let line = |line: &str| -> (usize, usize) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let number = |name: &str| line[name].as_u64().unwrap() as usize;
        (number("start"), number("end"))
    };
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(line)
        .collect()
}

#[test]
fn show_breaks_lines_as_the_reading_pane_does_with_the_same_settings() {
    for (config, keys) in [
        ("", "esc"),
        ("justify = true", "J"),
        (
            "spacing = 0\nhyphens = true\nfit = \"first\"\nindent = 4",
            "L L W alt-f alt-i",
        ),
    ] {
        let mut model = bundled((100, 30));
        press(&mut model, "z");
        press(&mut model, keys);
        let columns = model.panes.measure.columns;
        let mut lines = Vec::new();
        loop {
            for line in &model.screen {
                let row = line.layout.row(line.line);
                lines.extend(
                    row.map(|row| line.layout.span(&row))
                        .map(|span| (span.start, span.end)),
                );
            }
            let place = model.place();
            press(&mut model, "space");
            if model.place() == place {
                break;
            }
        }
        lines.sort_unstable();
        lines.dedup();
        let id = &model.document().unwrap().metadata.id;
        assert_eq!(printed(config, id, columns), lines, "{config}");
    }
}

#[test]
fn a_screen_that_is_too_narrow_leaves_the_measure_as_it_was() {
    let mut model = bundled((60, 20));
    press(&mut model, "+ +");
    assert_eq!(model.settings.measure, 72);
    let columns = model.panes.measure.columns;
    press(&mut model, "-");
    assert_eq!(model.panes.measure.columns, columns - 2);
}

/// The keys that change how a text is set, and nothing else.
const KEYS: [&str; 10] = [
    "J", "W", "L", "D", "alt-f", "alt-i", "alt-m", "alt-a", "+", "-",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn however_the_text_is_set_the_same_word_stays_on_top(
        moves in prop::collection::vec(prop::sample::select(vec!["j", "space", "}", "d", "5", "G"]), 1..8),
        keys in prop::collection::vec(prop::sample::select(KEYS.to_vec()), 1..12),
        size in (30_u16..200, 4_u16..50),
    ) {
        let mut model = bundled(size);
        press(&mut model, &moves.join(" "));
        press(&mut model, "esc");
        let place = model.place();
        for key in keys {
            press(&mut model, key);
            prop_assert_eq!(model.place(), place);
            let (first, last) = (&model.screen[0], &model.screen[model.screen.len() - 1]);
            prop_assert!(first.place().at <= place.at && place.at <= last.end().max(place.at));
        }
    }
}
