//! What keys do, seen on frames: scripts on the model, a few whole screens, sweeps over sizes.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{
        Effect, Focus, Model, Msg,
        panes::Size,
        reader::{Line, Place},
        theme::Theme,
    },
    collection::Collection,
    keyword::{KeywordSet, set},
    text::{gate, words::words},
    view::{self, CellLink},
};
use drawn::{bundled, cells, model, press, rows, texts};
use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

fn resize(model: &mut Model, columns: u16, rows: u16) {
    model.update(Msg::Resize(Size { columns, rows }));
    model.settle();
}

fn plain(source: &str, size: (u16, u16)) -> Model {
    model(texts(&[source]), KeywordSet::default(), size)
}

fn paragraphs(count: usize) -> String {
    let paragraph = |n| format!("Paragraph {n} of a text that has several.");
    (1..=count).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn whale() -> KeywordSet {
    let source = "schema = 1\nname = \"x\"\n[[category]]\nid = \"animal\"\nname = \"Animals\"\nmark = \"A\"\ncolor = \"red\"\n\
                  [[term]]\ncategory = \"animal\"\nid = \"whale\"\nlabel = \"Whale\"\naliases = [\"white whale\"]\n";
    set::parse("x.toml", source).unwrap().0
}

/// The symbols of the cells that are underlined, row by row.
fn underlined(model: &Model) -> Vec<String> {
    let buffer = cells(model);
    let row = |y| {
        (0..buffer.area.width)
            .map(|x| &buffer[(x, y)])
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
    };
    (0..buffer.area.height)
        .map(row)
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn the_first_screen() {
    insta::assert_snapshot!(rows(&bundled((100, 30))).join("\n"));
}

#[test]
fn the_help() {
    let mut model = bundled((80, 24));
    press(&mut model, "?");
    insta::assert_snapshot!(rows(&model).join("\n"));
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let mut model = bundled((60, 20));
    insta::assert_snapshot!("narrow_text", rows(&model).join("\n"));
    press(&mut model, "tab");
    insta::assert_snapshot!("narrow_list", rows(&model).join("\n"));
}

#[test]
fn every_kind_of_block_is_set() {
    let source = "# Heading\n\nA paragraph with *stress*, **more**, `code` and [a link](https://example.org), \
                  long enough to be wrapped somewhere.\n\n- one\n- two, which is an item that goes on for more than one line of the screen\n  \
                  1. nested\n  2. again\n\n> Quoted, and so long that it does not fit on a single line of the pane.\n>\n> > Twice.\n\n\
                  ```\nfn main() {\n    exit();\n}\n```\n\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] not done\n";
    let mut model = plain(source, (64, 40));
    press(&mut model, "z");
    insta::assert_snapshot!(rows(&model).join("\n"));
}

#[test]
fn a_hit_broken_by_the_wrap_is_painted_on_both_lines() {
    let text = "Some words that fill the line up to here and the white whale was seen.";
    let mut model = model(texts(&[text]), whale(), (60, 12));
    press(&mut model, "z");
    let mut broken = 0;
    for columns in 15..100 {
        resize(&mut model, columns, 12);
        let painted = underlined(&model);
        assert_eq!(painted.join(" "), "white whale", "{columns} columns");
        broken += usize::from(painted.len() == 2);
    }
    assert!(broken > 3, "it was broken at {broken} widths only");
}

#[test]
fn a_page_forward_shows_the_line_after_the_last_one() {
    let mut model = plain(&paragraphs(60), (60, 20));
    press(&mut model, "z g");
    let before = rows(&model);
    press(&mut model, "space");
    let after = rows(&model);
    // A blank row parts the paragraphs, and may be on either side of the turn.
    let last = before[..19]
        .iter()
        .rev()
        .find(|row| !row.is_empty())
        .unwrap();
    let next = after.iter().find(|row| !row.is_empty()).unwrap();
    let number = |row: &str| {
        row.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    assert_eq!(number(next), number(last) + 1);
}

#[test]
fn paging_down_and_up_again_returns_to_the_same_screen() {
    let mut model = bundled((90, 24));
    press(&mut model, "7 j");
    let before = rows(&model);
    press(&mut model, "space space b b");
    assert_eq!(rows(&model), before);
}

#[test]
fn counts_repeat_and_go() {
    let mut model = plain(&paragraphs(60), (60, 20));
    press(&mut model, "z 1 2 G");
    assert!(rows(&model)[0].trim().starts_with("Paragraph 12 "));
    press(&mut model, "4 }");
    assert!(rows(&model)[0].trim().starts_with("Paragraph 16 "));
    press(&mut model, "2 {");
    assert!(rows(&model)[0].trim().starts_with("Paragraph 14 "));
    press(&mut model, "1 0 0 %");
    assert_eq!(model.percent(), 100);
    press(&mut model, "5 0 %");
    assert!((48..=52).contains(&model.percent()), "{}", model.percent());
    press(&mut model, "g");
    assert_eq!(model.place(), Place::TOP);
}

/// What the status line says of the place.
fn place(model: &Model) -> String {
    let rows = rows(model);
    let (place, _) = rows.last().unwrap().split_once("  ").unwrap();
    place.trim().to_owned()
}

#[test]
fn a_text_that_fits_the_screen_has_no_percentage_and_all_its_minutes() {
    let mut model = plain(&paragraphs(3), (100, 30));
    assert_eq!(place(&model), "whole text · 1 min");
    press(&mut model, "space G");
    assert_eq!(place(&model), "whole text · 1 min");
}

#[test]
fn what_waits_for_a_key_stands_at_the_left_and_its_hints_are_its_own() {
    for (keys, typed) in [("m", " mark…"), ("'", " to mark…"), ("3 1", " 31…")] {
        let mut model = bundled((100, 30));
        press(&mut model, keys);
        let status = rows(&model).pop().unwrap();
        assert!(status.starts_with(typed), "{status}");
        assert!(status.ends_with("esc leave"), "{status}");
    }
}

#[test]
fn how_many_hits_were_seen_is_told_where_there_is_room() {
    let status = |columns, keys: &str| {
        let mut model = bundled((columns, 30));
        press(&mut model, keys);
        rows(&model).pop().unwrap()
    };
    let first = status(140, "l");
    assert!(first.contains(" of 63 hits seen  "), "{first}");
    assert_ne!(status(140, "space"), first);
    let end = status(140, "space space space space space l");
    assert!(end.contains("63 of 63 hits seen"), "{end}");
    assert!(!status(90, "l").contains("seen"));
    assert!(first.ends_with("q quit"), "{first}");
}

#[test]
fn only_where_there_is_something_to_go_to_enter_is_offered() {
    for (key, has_targets) in [("?", false), ("i", false), ("o", true), ("K", true)] {
        let mut model = bundled((100, 30));
        press(&mut model, key);
        let status = rows(&model).pop().unwrap();
        assert_eq!(status.contains("enter go"), has_targets, "{key} {status}");
    }
}

#[test]
fn percentages_go_evenly_to_the_last_screen_and_minutes_count_what_is_unread() {
    // A screen and a half.
    let line = "Twelve words stand in each of these lines, so that they can be counted. ";
    let text = line.repeat(90);
    let mut model = plain(&text, (76, 61));
    press(&mut model, "z");
    let all = model.screen.len();
    assert_eq!((model.percent(), all), (0, 60));
    let whole = model.words_left().unwrap();
    assert_eq!(whole, 90 * 14);
    press(&mut model, "5 0 %");
    assert!((47..=53).contains(&model.percent()), "{}", model.percent());
    press(&mut model, "g");
    let mut before = 0;
    while model.percent() < 100 {
        press(&mut model, "j");
        assert!(model.percent() > before && model.percent() <= before + 6);
        before = model.percent();
    }
    press(&mut model, "g space");
    assert_eq!(model.percent(), 100);
    let left = model.words_left().unwrap();
    assert!(
        (whole / 4..whole * 2 / 5).contains(&left),
        "{left} of {whole}"
    );
    press(&mut model, "? q");
    assert_eq!(model.words_left(), Some(left));
}

#[test]
fn what_is_left_out_has_not_been_on_the_screen() {
    let fillers = vec!["Nothing of it stands here, in this filler."; 80].join("\n\n");
    let source = format!("One white whale.\n\n{fillers}\n\nThe last white whale.");
    let seen = |keys: &str| {
        let mut model = model(texts(&[&source]), whale(), (100, 30));
        press(&mut model, keys);
        press(&mut model, "i");
        let lines = rows(&model);
        lines
            .into_iter()
            .find(|row| row.contains("on the screen"))
            .unwrap()
    };
    // The first screen was there before the others were left out.
    let percent = |keys: &str| {
        let words = seen(keys);
        let words: Vec<&str> = words.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "%").unwrap();
        words[at - 1].parse::<usize>().unwrap()
    };
    let first = percent("j");
    assert!((5..30).contains(&first), "{first}");
    assert!(
        (first..first + 3).contains(&percent("& j")),
        "{}",
        percent("& j")
    );
    assert_eq!(percent("space space space space space space space j"), 100);
}

#[test]
fn the_same_numbers_can_be_typed_after_a_colon() {
    let mut model = plain(&paragraphs(60), (60, 20));
    press(&mut model, ": 1 2 enter z");
    assert!(rows(&model)[0].trim().starts_with("Paragraph 12 "));
    press(&mut model, ": 1 0 0 % enter");
    assert_eq!(model.percent(), 100);
    press(&mut model, ": t o p enter");
    assert_eq!(model.place(), Place::TOP);
}

#[test]
fn escape_leaves_one_layer_at_a_time_and_never_the_program() {
    let mut model = bundled((100, 30));
    press(&mut model, "tab ? / q u i t enter");
    assert!(
        model
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.filter == "quit")
    );
    press(&mut model, "esc");
    assert!(
        model
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.filter.is_empty())
    );
    press(&mut model, "esc");
    assert!(model.overlay.is_none());
    assert_eq!(model.focus, Focus::List);
    press(&mut model, "esc esc esc");
    assert_eq!(model.focus, Focus::Text);
    assert!(!model.quit);
}

#[test]
fn q_closes_what_is_open_and_quits_where_nothing_is() {
    let mut model = bundled((100, 30));
    press(&mut model, "? q");
    assert!(!model.quit);
    assert_eq!(press(&mut model, "q"), [Effect::Save]);
    assert!(model.quit);
}

#[test]
fn the_filter_narrows_the_list_while_typing_and_opens_the_best() {
    let mut model = bundled((100, 30));
    let id = |model: &Model| model.document().unwrap().metadata.id.to_string();
    press(&mut model, "tab / b i d e n");
    assert!(model.list.order.len() < 5);
    assert_eq!(id(&model), "2021-dissidents-letter");
    press(&mut model, "enter");
    assert!(model.list.order.len() < 5);
    press(&mut model, "esc");
    assert_eq!(model.list.order.len(), 5);
    assert_eq!(id(&model), "2021-dissidents-letter");
    press(&mut model, "U");
    assert!(model.list.order.len() < 5);
    assert_eq!(model.list.filter, "biden");
    press(&mut model, "U");
    assert_eq!(model.list.order.len(), 5);
}

#[test]
fn the_filter_finds_letters_that_do_not_stand_together() {
    let mut model = bundled((100, 30));
    press(&mut model, "tab / b d n");
    // “Biden” before “backing resistance inside Iran”.
    assert_eq!(model.list.order, [1, 4]);
    press(&mut model, "enter");
    let id: &str = &model.document().unwrap().metadata.id;
    assert_eq!(id, "2021-dissidents-letter");
}

#[test]
fn a_filter_that_is_left_with_escape_changes_nothing() {
    let mut model = bundled((100, 30));
    let before = rows(&model);
    press(&mut model, "tab / b i d e n esc tab");
    assert_eq!(rows(&model), before);
}

#[test]
fn a_filter_that_nothing_matches_is_dropped_with_a_word() {
    let mut model = bundled((100, 30));
    press(&mut model, "tab / x y z z y enter");
    assert_eq!(model.list.order.len(), 5);
    assert_eq!(model.notice.as_deref(), Some("no title matches “xyzzy”"));
}

#[test]
fn the_list_is_sorted_by_date_title_and_hits() {
    let mut model = bundled((100, 30));
    press(&mut model, "tab s");
    let dates: Vec<_> = model
        .list
        .order
        .iter()
        .map(|&i| model.collection.documents[i].metadata.date)
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    press(&mut model, "s");
    let titles: Vec<_> = model
        .list
        .order
        .iter()
        .map(|&i| model.collection.documents[i].metadata.title.to_lowercase())
        .collect();
    assert!(titles.is_sorted(), "{titles:?}");
    press(&mut model, "s");
    let hits: Vec<_> = model
        .list
        .order
        .iter()
        .map(|&i| model.findings.of(i).hits.len())
        .collect();
    assert!(hits.is_sorted_by(|a, b| a >= b), "{hits:?}");
    press(&mut model, "s");
    assert_eq!(model.list.order, [0, 1, 2, 3, 4]);
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut model = bundled((100, 30));
    press(&mut model, "P");
    assert_eq!(
        model.notice.as_deref(),
        Some("P does nothing here; ? shows the keys")
    );
}

#[test]
fn moving_in_the_list_opens_each_text_at_its_own_place() {
    let mut model = bundled((100, 30));
    press(&mut model, "8 j");
    let place = model.place();
    let effects = press(&mut model, "tab j");
    assert_eq!(effects, [Effect::Prefer(1)]);
    assert_eq!(model.place(), Place::TOP);
    press(&mut model, "k");
    assert_eq!(model.place(), place);
}

#[test]
fn the_outline_goes_to_a_heading() {
    let mut model = bundled((100, 30));
    press(&mut model, "o j enter");
    assert!(
        rows(&model)[0].contains("What the council plans"),
        "{}",
        rows(&model)[0]
    );
}

#[test]
fn the_words_on_the_screen_are_the_words_of_the_text_at_any_width() {
    for width in [20, 33, 47, 72, 100, 180] {
        let mut model = bundled((width, 10));
        press(&mut model, "z");
        let mut shown = Vec::new();
        loop {
            for line in &model.screen {
                let text: String = line
                    .layout
                    .glyphs(line.line)
                    .map(|glyph| glyph.shown.symbol.into_owned())
                    .collect();
                shown.push((line.place(), text));
            }
            let place = model.place();
            press(&mut model, "space");
            if model.place() == place {
                break;
            }
        }
        shown.dedup_by(|b, a| a.0 == b.0);
        let mut seen = std::collections::HashSet::new();
        shown.retain(|(place, _)| seen.insert((place.at, place.above)));
        let shown: Vec<String> = shown.into_iter().map(|(_, text)| text).collect();
        let shown = shown.join(" ");
        let body = &model.document().unwrap().body;
        let wanted: Vec<&str> = words(body.whole().unwrap()).map(|(_, word)| word).collect();
        let shown: Vec<&str> = words(&shown).map(|(_, word)| word).collect();
        assert_eq!(shown, wanted, "{width} columns");
    }
}

/// What the gate shows for the clusters of a text, blanks left out.
fn clusters(text: &str) -> String {
    let shown = gate::clusters(text).map(|(_, cluster)| gate::shown(cluster, 0).symbol);
    shown.filter(|symbol| !symbol.trim().is_empty()).collect()
}

/// The symbols of each row, blanks left out. Nothing stands in a cell that a wide symbol covers.
fn symbols(model: &Model) -> Vec<String> {
    let buffer = cells(model);
    let row = |y| {
        let mut row = String::new();
        let mut covered = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            assert!(
                covered == 0 || symbol == " ",
                "{symbol:?} at {x}, {y} is covered"
            );
            covered = gate::columns(symbol).max(covered).saturating_sub(1);
            row.push_str(symbol.trim());
        }
        row
    };
    (0..buffer.area.height).map(row).collect()
}

/// A Persian title, and a text with marks, joiners and ligatures.
const PERSIAN: (&str, &str) = (
    "\u{0644}\u{0627} \u{0633}\u{0644}\u{0627}\u{0645}",
    "می\u{200c}خواهم کتاب\u{200c}ها را بخوانم؛ سلام لا. اوّلاً خوانده\u{200c}ام.",
);

#[test]
fn the_cells_of_a_persian_text_are_its_clusters_in_order() {
    let (title, text) = PERSIAN;
    for columns in 12..100 {
        let mut model = plain(&format!("# {title}\n\n{text}\n"), (columns, 20));
        press(&mut model, "z");
        let shown = symbols(&model).concat();
        assert_eq!(
            shown,
            clusters(title) + &clusters(text),
            "{columns} columns"
        );
    }
}

#[test]
fn persian_stands_in_every_pane() {
    let (title, text) = PERSIAN;
    for columns in [24, 30, 79, 80, 120] {
        for (keys, words) in [
            ("tab", title),
            ("o", title),
            ("i", title),
            (": س ل ا م", "سلام"),
        ] {
            let mut model = plain(&format!("# {title}\n\n{text}\n"), (columns, 20));
            press(&mut model, keys);
            let rows = symbols(&model);
            let found = rows.iter().any(|row| row.contains(&clusters(words)));
            assert!(found, "{keys} at {columns} columns: {rows:?}");
        }
    }
}

#[test]
fn of_joined_emoji_the_first_is_shown_where_that_is_asked_for() {
    let family = "👩\u{200d}👩\u{200d}👧";
    let mut model = plain(&format!("one {family} क\u{94d}\u{200d}ष two"), (40, 6));
    let before = rows(&model)[0].clone();
    assert!(before.contains(family));
    press(&mut model, ": e m o j i space s i m p l i f y enter");
    let after = rows(&model)[0].clone();
    assert_eq!(after, before.replace(family, "👩"));
}

#[test]
fn no_size_is_too_small() {
    for keys in [
        "",
        "tab",
        "?",
        "o",
        "i",
        ":",
        "z",
        "G",
        "tab / x",
        "D J",
        "9 alt-m F",
        "z D alt-a G F",
    ] {
        let mut model = bundled((100, 30));
        press(&mut model, keys);
        for columns in 0..=40 {
            for rows in 0..=12 {
                resize(&mut model, columns, rows);
                let shown = symbols(&model).concat();
                assert!(
                    columns == 0 || rows == 0 || !shown.is_empty(),
                    "nothing after {keys:?} at {columns}×{rows}"
                );
            }
        }
    }
}

#[test]
fn an_empty_collection_and_an_empty_text_say_so() {
    let empty = model(Collection::default(), KeywordSet::default(), (100, 30));
    assert!(rows(&empty).join("\n").contains("no document to read"));
    let mut blank = plain("\n", (100, 30));
    press(&mut blank, "j G 5 0 % } o i");
    assert!(
        rows(&plain("\n", (100, 30)))
            .join("\n")
            .contains("this document is empty")
    );
}

#[test]
fn without_a_legend_or_a_list_the_text_has_the_room() {
    let mut model = bundled((100, 30));
    let before = model.panes.text.unwrap().columns;
    press(&mut model, "\\");
    assert!(model.panes.text.unwrap().columns > before);
    assert!(model.panes.list.is_none());
    press(&mut model, "B \\");
    assert!(model.panes.legend.is_none() && model.panes.legend_line.is_none());
}

#[test]
fn every_theme_is_one_key_away() {
    let mut model = bundled((100, 30));
    for theme in [
        Theme::Dark,
        Theme::Light,
        Theme::Sepia,
        Theme::Contrast,
        Theme::Terminal,
        Theme::Auto,
    ] {
        press(&mut model, "c");
        assert_eq!(model.settings.theme, theme);
        cells(&model);
    }
}

fn any_key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "j",
        "k",
        "space",
        "b",
        "d",
        "u",
        "g",
        "G",
        "5",
        "0",
        "%",
        "{",
        "}",
        "]",
        "[",
        "tab",
        "enter",
        "h",
        "l",
        "alt-j",
        "alt-k",
        "\\",
        "z",
        "+",
        "-",
        "=",
        "c",
        "i",
        "?",
        "o",
        "/",
        ":",
        "esc",
        "s",
        "L",
        "W",
        "K",
        "x",
        "backspace",
        "alt-left",
        "alt-right",
        "Z",
        "n",
        "J",
        "alt-f",
        "alt-i",
        "alt-m",
        "alt-a",
        "D",
        "F",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_break_it(keys in prop::collection::vec(any_key(), 0..60), columns in 1_u16..140, rows in 1_u16..50) {
        let mut model = bundled((columns, rows));
        for key in keys {
            press(&mut model, key);
            cells(&model);
        }
    }

    #[test]
    fn resizing_and_back_shows_the_same_words_on_top(
        keys in prop::collection::vec(prop::sample::select(vec!["j", "space", "}", "d", "k", "]", "5", "G"]), 0..20),
        sizes in prop::collection::vec((1_u16..200, 1_u16..60), 1..8),
        set in prop::sample::select(vec!["esc", "D", "J", "D J alt-a", "L L W"]),
    ) {
        let mut model = bundled((100, 30));
        press(&mut model, set);
        press(&mut model, &keys.join(" "));
        let text = |model: &Model| {
            let line = |line: &Line| line.layout.glyphs(line.line).map(|glyph| glyph.shown.symbol.into_owned()).collect();
            model.screen.iter().map(line).collect::<Vec<String>>()
        };
        let before = text(&model);
        for (columns, rows) in sizes {
            resize(&mut model, columns, rows);
            cells(&model);
        }
        resize(&mut model, 100, 30);
        prop_assert_eq!(text(&model), before);
    }

    #[test]
    fn the_same_messages_give_the_same_frame(keys in prop::collection::vec(any_key(), 0..40)) {
        let (mut one, mut other) = (bundled((90, 25)), bundled((90, 25)));
        for key in keys {
            prop_assert_eq!(press(&mut one, key), press(&mut other, key));
        }
        prop_assert_eq!(rows(&one), rows(&other));
    }
}

#[test]
fn the_terminal_is_told_where_the_cells_of_a_link_lead_and_of_nothing_else() {
    let source = "Ships [of the white harbour and its long quay](<https://example.org/a b>) sail, \
                  [not this](javascript:alert) and [not that](file:///etc/passwd).\n";
    let mut model = plain(source, (40, 12));
    let linked = |model: &Model| -> Vec<(String, String)> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.columns, model.size.rows));
        let links = view::draw(model, &mut buffer).links;
        let symbols = |link: &CellLink| {
            let cells = link.x..link.x + link.columns;
            cells.map(|x| buffer[(x, link.y)].symbol()).collect()
        };
        links
            .iter()
            .map(|link| (symbols(link), link.address.clone()))
            .collect()
    };
    let rows = linked(&model);
    let words: Vec<_> = rows.iter().map(|(words, _)| words.as_str()).collect();
    assert!(words.len() > 1, "{words:?}");
    assert_eq!(words.join(" "), "of the white harbour and its long quay");
    assert!(
        rows.iter()
            .all(|(_, address)| address == "https://example.org/a%20b")
    );
    // Help lies over the text: what is under it leads nowhere.
    press(&mut model, "?");
    assert_eq!(linked(&model), []);
    press(&mut model, "esc");
    press(&mut model, ": h y p e r l i n k s space f a l s e enter");
    assert!(!model.settings.hyperlinks);
    assert_eq!(linked(&model), []);
}

/// A saved page: navigation, a title, running text with a whale after it, a footer with another one.
fn page() -> Model {
    let body = "The harbour is quiet again, and whoever came by ship looks for a room near the quay of the town.";
    let source = format!(
        "Skip to main content\n\nTags: whale, ship\n\nThe Quiet Harbour\n\n{body}\n\n{body} A white whale was seen.\n\n{body}\n\n\
         © 2025 Harbour News. All rights reserved.\n\nwhite whale\n"
    );
    model(texts(&[&source]), whale(), (90, 30))
}

#[test]
fn furniture_is_hidden_and_shown_by_a_key_and_the_heading_stays() {
    let mut model = page();
    let shown = |model: &Model, words: &str| rows(model).iter().any(|row| row.contains(words));
    assert!(shown(&model, "Skip to main") && shown(&model, "All rights"));
    let paragraph = |model: &Model| {
        let at = model.shown().0;
        model
            .document()
            .unwrap()
            .body
            .slice(catchword::text::span::Span::new(at, at + 9))
            .into_owned()
    };
    press(&mut model, "X");
    assert!(
        !shown(&model, "Skip to main") && !shown(&model, "Tags:") && !shown(&model, "All rights")
    );
    assert!(shown(&model, "The Quiet Harbour") && shown(&model, "A white whale was seen."));
    let mut fresh = page();
    fresh.settings.furniture = model.settings.furniture;
    fresh.settle();
    press(&mut fresh, "l l i");
    assert!(!shown(&fresh, "100 % has been on the screen"));
    // The end and the beginning are those of what is shown.
    press(&mut model, "G { { { {");
    assert_eq!(paragraph(&model), "The Quiet");
    press(&mut model, "} }");
    assert!(model.place().at > 40);
    // Whoever goes to a hit in it sees it, and nothing else of it.
    press(&mut model, ". .");
    assert!(shown(&model, "white whale") && !shown(&model, "All rights"));
    assert_eq!(
        model.current.unwrap().hit.span.end,
        model.document().unwrap().body.len()
    );
    press(&mut model, "X");
    assert!(shown(&model, "All rights"));
}

#[test]
fn a_text_that_is_mostly_furniture_begins_with_its_article_and_the_whole_page_is_one_key_away() {
    let links = "Share this page\n\n".repeat(9);
    let body = "The harbour is quiet again, and whoever came by ship looks for a room near the quay of the town.";
    let source = format!("{links}The Quiet Harbour\n\n{body}\n\n{body}\n");
    let mut model = model(texts(&[&source, "Another.\n"]), whale(), (90, 40));
    let shown = |model: &Model| {
        rows(model)
            .iter()
            .any(|row| row.contains("Share this page"))
    };
    assert!(!shown(&model));
    press(&mut model, "X");
    assert!(shown(&model));
    press(&mut model, "X");
    assert!(!shown(&model));
    press(&mut model, "U U ] [");
    assert!(!shown(&model));
}
