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
        for keys in ["J", "L L", "L L 8 alt-i J", "alt-f J"] {
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

/// The keys that change how a text is set, and nothing else.
const KEYS: [&str; 7] = ["J", "W", "L", "alt-f", "alt-i", "+", "-"];

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
