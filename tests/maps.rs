//! Where hits stand, in the list and beside the text, and what the mouse does.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{
        Effect, Focus, Model, Msg,
        activity::Activity,
        findings::Found,
        list::{ListRow, ListRowKind},
        map::{Counted, Map},
        mouse::{Mouse, MouseKind},
        panes::{Area, Size},
        reader::Place,
        settings::Depth,
    },
    keyword::{Hit, KeywordSet, TermId, set},
    text::span::Span,
};
use drawn::{bundled, cells, model, press, rows, texts};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};
use std::sync::Arc;

/// Two categories with a term each, of one word.
fn animals() -> KeywordSet {
    let source = "schema = 1\nname = \"x\"\n\
         [[category]]\nid = \"fish\"\nname = \"Fish\"\nmark = \"F\"\ncolor = \"red\"\n\
         [[category]]\nid = \"bird\"\nname = \"Birds\"\nmark = \"B\"\ncolor = \"green\"\n\
         [[term]]\ncategory = \"fish\"\nid = \"cod\"\nlabel = \"Cod\"\naliases = [\"cod\"]\n\
         [[term]]\ncategory = \"fish\"\nid = \"eel\"\nlabel = \"Eel\"\naliases = [\"eel\"]\n\
         [[term]]\ncategory = \"bird\"\nid = \"owl\"\nlabel = \"Owl\"\naliases = [\"owl\"]\n";
    set::parse("x.toml", source).unwrap().0
}

/// A text of 200 paragraphs of seven words: every tenth, from the fourth on, holds what is given.
fn zoo(sighting: &str) -> String {
    let paragraph = |n| match n % 10 {
        3 => format!("Some {sighting} was seen in paragraph {n}."),
        _ => format!("There was nothing seen in paragraph {n}."),
    };
    (0..200).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn at_zoo(size: (u16, u16)) -> Model {
    let sources = [zoo("owl"), zoo("cod and an eel"), zoo("stone")];
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    model(texts(&sources), animals(), size)
}

fn mouse(model: &mut Model, kind: MouseKind, (column, row): (u16, u16)) -> Vec<Effect> {
    let effects = model.update(Msg::Mouse(Mouse { kind, column, row }));
    model.settle();
    effects
}

fn click(model: &mut Model, at: (u16, u16)) -> Vec<Effect> {
    let effects = mouse(model, MouseKind::Press { clicks: 1 }, at);
    mouse(model, MouseKind::Release, at);
    effects
}

fn double_click(model: &mut Model, at: (u16, u16)) {
    click(model, at);
    mouse(model, MouseKind::Press { clicks: 2 }, at);
    mouse(model, MouseKind::Release, at);
}

/// The symbols of an area, row by row.
fn symbols(model: &Model, area: Area) -> Vec<String> {
    let buffer = cells(model);
    let row = |y| {
        (area.x..area.right())
            .map(|x| buffer[(x, y)].symbol())
            .collect()
    };
    (area.y..area.bottom()).map(row).collect()
}

fn glyphs(map: &Map) -> String {
    (0..map.cells()).map(|cell| map.glyph(cell)).collect()
}

fn middle(area: Area) -> (u16, u16) {
    (area.x + area.columns / 2, area.y + area.rows / 2)
}

/// The row of the screen on which the strip of a document stands.
fn strip_row(model: &Model, document: usize) -> u16 {
    let is_it = |row: &ListRow| row.document == document && row.kind == ListRowKind::Strip;
    let at = model.list.rows.iter().position(is_it).unwrap();
    model.panes.list.unwrap().y + at as u16
}

fn counted(focused: Option<TermId>) -> Counted {
    let keywords = Arc::new(animals());
    Counted {
        activity: Activity::all(&keywords),
        keywords,
        focused,
    }
}

/// Hits of terms at words, one byte for each word.
fn found(hits: &[(u32, u32)]) -> Found {
    let hit = |&(word, term): &(u32, u32)| Hit {
        span: Span::new(word as usize, word as usize + 1),
        term: TermId(term),
        alias: 0,
    };
    let mut found = Found::default();
    found.hits = hits.iter().map(hit).collect();
    found.word_indexes = hits.iter().map(|hit| hit.0).collect();
    found
}

#[test]
fn the_strip_is_the_dispersion_plot_of_the_corpus_tools() {
    // A word's 14 hits in a text of 1,115 words, as WordSmith and AntConc would plot them in 50 cells.
    let words = [
        83, 127, 297, 315, 345, 419, 456, 532, 561, 715, 750, 828, 872, 968,
    ];
    let hits: Vec<_> = words.iter().map(|&word| (word, 0)).collect();
    let strip = counted(None).strip(&found(&hits), 1115, 50);
    assert_eq!(
        glyphs(&strip),
        "···▄·▄·······▄▄▄··▄·▄··▄·▄······▄▄···▄·▄···▄······"
    );
    // The first and the last word of a cell.
    let strip = counted(None).strip(&found(&[(22, 0), (23, 0), (1092, 0), (1093, 0)]), 1115, 50);
    let ends: Vec<_> = [0, 1, 48, 49]
        .iter()
        .map(|&cell| strip.hits(cell))
        .collect();
    assert_eq!(ends, [1, 1, 1, 1]);
}

#[test]
fn a_cell_says_how_many_and_which_category_is_painted_first() {
    let hits = [(0, 2), (10, 2), (11, 0), (20, 2), (21, 2), (22, 1), (30, 0)];
    let strip = counted(None).strip(&found(&hits), 40, 5);
    assert_eq!(glyphs(&strip), "▄▆█▄·");
    let first: Vec<_> = (0..5).map(|cell| strip.category(cell)).collect();
    assert_eq!(first, [Some(1), Some(0), Some(0), Some(0), None]);
    assert_eq!(strip.by_category(2), [1, 2]);
    assert_eq!(strip.first(1), Some(10));
}

#[test]
fn the_hits_of_the_term_in_focus_count_alone_and_muted_ones_do_not() {
    let hits = found(&[(0, 0), (10, 1), (20, 2)]);
    let mut counted = counted(Some(TermId(1)));
    assert_eq!(glyphs(&counted.strip(&hits, 30, 3)), "·▄·");
    counted.focused = None;
    counted.activity.toggle_category(0);
    assert_eq!(glyphs(&counted.strip(&hits, 30, 3)), "··▄");
    assert_eq!(glyphs(&counted.minimap(&hits, 30, 3)), "··▄");
}

#[test]
fn a_hit_after_the_last_word_stands_in_the_last_cell() {
    let strip = counted(None).strip(&found(&[(30, 0)]), 30, 3);
    assert_eq!(glyphs(&strip), "··▄");
    assert_eq!(
        glyphs(&counted(None).minimap(&found(&[(0, 0)]), 0, 2)),
        "▄·"
    );
}

#[test]
fn each_text_with_hits_has_a_strip_below_its_details() {
    let model = at_zoo((100, 40));
    let strips: Vec<_> = model
        .list
        .rows
        .iter()
        .filter(|row| row.kind == ListRowKind::Strip)
        .map(|row| row.document)
        .collect();
    assert_eq!(strips, [0, 1]);
    let y = strip_row(&model, 1);
    let list = model.panes.list.unwrap();
    let row = &rows(&model)[usize::from(y)];
    let strip: String = row
        .chars()
        .skip(2)
        .take(usize::from(list.columns) - 3)
        .collect();
    // 40 hits of two terms in 31 cells: none is empty, and two paragraphs share some.
    assert!(strip.chars().all(|c| "·▄▆█".contains(c)), "{strip}");
    assert!(strip.contains('▆') && strip.contains('·'), "{strip}");
    let counts: u32 = (0..31)
        .map(|cell| model.maps.strip(1).unwrap().hits(cell))
        .sum();
    assert_eq!(counts, 40);
}

#[test]
fn a_strip_has_the_colour_of_the_category_that_is_painted_first() {
    let mut model = at_zoo((100, 40));
    let colour = |model: &Model, document| {
        let buffer = cells(model);
        let y = strip_row(model, document);
        let bars = (2..33)
            .map(|x| &buffer[(x, y)])
            .filter(|cell| cell.symbol() != "·");
        let colours: Vec<Color> = bars.map(|cell| cell.fg).collect();
        assert!(
            colours.iter().all(|colour| *colour == colours[0]),
            "{colours:?}"
        );
        colours[0]
    };
    assert_eq!(colour(&model, 0), Color::Rgb(0x87, 0xD7, 0x87));
    assert_eq!(colour(&model, 1), Color::Rgb(0xFF, 0x5F, 0x5F));
    model.settings.depth = Depth::None;
    assert_eq!(colour(&model, 1), Color::Reset);
    // A marker's ground is the colour of its bar, not what the bar covers.
    model.settings.depth = Depth::Sixteen;
    assert_eq!(colour(&model, 1), Color::LightRed);
}

#[test]
fn muting_empties_a_strip_and_leaves_its_row() {
    let mut model = at_zoo((100, 40));
    let before = strip_row(&model, 1);
    press(&mut model, "1 t");
    assert_eq!(strip_row(&model, 1), before);
    assert!(
        glyphs(model.maps.strip(1).unwrap())
            .chars()
            .all(|c| c == '·')
    );
    press(&mut model, "U");
    assert!(glyphs(model.maps.strip(1).unwrap()).contains('▆'));
}

#[test]
fn the_maps_follow_the_term_in_focus() {
    let mut model = at_zoo((100, 40));
    let sum = |model: &Model, document| -> u32 {
        let strip = model.maps.strip(document).unwrap();
        (0..strip.cells()).map(|cell| strip.hits(cell)).sum()
    };
    assert_eq!((sum(&model, 0), sum(&model, 1)), (20, 40));
    press(&mut model, "] .");
    assert_eq!((sum(&model, 0), sum(&model, 1)), (0, 20));
    let minimap = model.maps.minimap().unwrap();
    let all: u32 = (0..minimap.cells()).map(|row| minimap.hits(row)).sum();
    assert_eq!(all, 20);
}

#[test]
fn the_maps_are_kept_until_what_they_are_made_of_changes() {
    let mut model = at_zoo((100, 40));
    let made = |model: &Model| {
        let strip = model.maps.strip(0).unwrap().by_category(0).as_ptr();
        (strip, model.maps.minimap().unwrap().by_category(0).as_ptr())
    };
    let before = made(&model);
    for keys in ["j", "space", "G", "c", "tab", "| j esc", "i", "esc"] {
        press(&mut model, keys);
        assert_eq!(made(&model), before, "{keys}");
    }
    press(&mut model, "1 t");
    assert_ne!(made(&model), before);
}

#[test]
fn the_map_beside_the_text_shows_density_and_letters() {
    let mut model = at_zoo((100, 40));
    press(&mut model, "]");
    let area = model.panes.map.unwrap();
    assert_eq!(area.columns, 2);
    let shown = symbols(&model, area);
    // 39 rows for 20 paragraphs with two hits each.
    assert_eq!(shown.len(), 39);
    assert!(
        shown
            .iter()
            .all(|row| ["  ", "▆F", "▄F"].contains(&row.as_str())),
        "{shown:?}"
    );
    assert!(shown.iter().filter(|row| *row == "▆F").count() > 15);
    // The part on the screen is marked beside it, as it always was.
    let bar = symbols(&model, model.panes.scrollbar.unwrap());
    assert_eq!(bar.iter().filter(|row| *row == "▐").count(), 3, "{bar:?}");
}

#[test]
fn without_keywords_or_room_the_scrollbar_has_one_column() {
    let without = model(texts(&[&zoo("owl")]), KeywordSet::default(), (100, 40));
    assert!(without.panes.map.is_none() && without.panes.scrollbar.is_some());
    for (columns, has_map) in [(39, false), (40, true)] {
        let model = at_zoo((columns, 20));
        assert_eq!(model.panes.map.is_some(), has_map, "{columns} columns");
        assert_eq!(model.panes.scrollbar.unwrap().columns, 1);
    }
}

/// The row of the pane on which a byte of the open document stands.
fn row_of(model: &Model, at: usize) -> Option<usize> {
    let holds = |line: &catchword::app::reader::Line| {
        let row = line.layout.row(line.line);
        row.is_some_and(|row| line.layout.span(&row).contains(at))
    };
    model.screen.iter().position(holds)
}

#[test]
fn a_click_on_a_row_of_the_map_lands_on_the_hits_of_that_row() {
    let mut model = at_zoo((100, 40));
    let area = model.panes.map.unwrap();
    let length = model.document().unwrap().body.len();
    let hits = model.findings.of(0).hits.clone();
    for hit in &hits[3..16] {
        let row = hit.span.start * usize::from(area.rows) / length;
        for x in [area.x, area.x + 1, area.x + 2] {
            click(&mut model, (x, area.y + row as u16));
            let third = usize::from(model.page_rows()) / 3;
            assert_eq!(row_of(&model, hit.span.start), Some(third), "row {row}");
            press(&mut model, "g");
        }
    }
}

#[test]
fn a_click_on_a_scrollbar_without_a_map_goes_there_too() {
    let mut model = model(texts(&[&zoo("owl")]), KeywordSet::default(), (100, 41));
    let bar = model.panes.scrollbar.unwrap();
    click(&mut model, (bar.x, bar.y + 20));
    assert!((45..=55).contains(&model.percent()), "{}", model.percent());
    click(&mut model, (bar.x, bar.bottom() - 1));
    assert!(model.percent() > 90, "{}", model.percent());
    click(&mut model, (bar.x, bar.y));
    assert_eq!(model.percent(), 0);
}

#[test]
fn a_drag_of_the_scrollbar_is_one_jump_and_goes_on_beside_it() {
    let mut model = at_zoo((100, 40));
    press(&mut model, "8 j");
    let before = model.place();
    let bar = model.panes.scrollbar.unwrap();
    mouse(
        &mut model,
        MouseKind::Press { clicks: 1 },
        (bar.x, bar.y + 10),
    );
    let mut percent = model.percent();
    for row in [14, 20, 26] {
        mouse(&mut model, MouseKind::Drag, (3, bar.y + row));
        assert!(model.percent() > percent);
        percent = model.percent();
    }
    mouse(&mut model, MouseKind::Release, (3, 3));
    mouse(&mut model, MouseKind::Drag, (3, bar.y));
    assert_eq!(model.percent(), percent);
    press(&mut model, "ctrl-o");
    assert_eq!(model.place(), before);
}

#[test]
fn the_cursor_on_the_map_says_what_stands_there_and_goes_there() {
    let mut model = at_zoo((120, 40));
    press(&mut model, "] 5 0 %");
    let before = model.place();
    press(&mut model, "|");
    let rows_of_map = model.panes.map.unwrap().rows;
    let length = model.document().unwrap().body.len();
    let row = model.shown().0 * usize::from(rows_of_map) / length;
    assert_eq!(model.maps.cursor, Some(row as u16));
    let hit = *model
        .findings
        .of(1)
        .hits
        .iter()
        .find(|hit| hit.span.start * usize::from(rows_of_map) / length > row + 3)
        .unwrap();
    let target = hit.span.start * usize::from(rows_of_map) / length;
    press(&mut model, "3 j");
    while usize::from(model.maps.cursor.unwrap()) < target {
        press(&mut model, "j");
    }
    assert_eq!(model.place(), before);
    let status = rows(&model).pop().unwrap();
    let said = format!("map row {} of 39 · 2 hits · F Fish 2", target + 1);
    assert!(status.contains(&said), "{status}");
    assert!(status.contains("enter go"), "{status}");
    let bar = model.panes.scrollbar.unwrap();
    assert_eq!(symbols(&model, bar)[target], "◂");
    press(&mut model, "enter");
    assert_eq!(model.maps.cursor, None);
    let third = usize::from(model.page_rows()) / 3;
    assert_eq!(row_of(&model, hit.span.start), Some(third));
    press(&mut model, "ctrl-o");
    assert_eq!(model.place(), before);
}

#[test]
fn the_cursor_on_the_map_moves_by_rows_halves_and_to_the_ends() {
    let mut model = at_zoo((100, 40));
    let mut at = |keys: &str| {
        press(&mut model, keys);
        model.maps.cursor
    };
    assert_eq!(at("|"), Some(0));
    assert_eq!(at("G"), Some(38));
    assert_eq!(at("j"), Some(38));
    assert_eq!(at("u"), Some(19));
    assert_eq!(at("k"), Some(18));
    assert_eq!(at("d"), Some(37));
    assert_eq!(at("g"), Some(0));
    assert_eq!(at("k"), Some(0));
    assert_eq!(at("4 j"), Some(4));
    // Muting changes what counts, and the cursor stays.
    assert_eq!(at("2 t"), Some(4));
    assert_eq!(at("esc"), None);
    assert_eq!(at("| |"), None);
    assert_eq!(at("| ?"), None);
    assert_eq!(at("esc |"), Some(0));
    assert_eq!(at("space"), None);
}

#[test]
fn leaving_the_map_changes_nothing_and_quits_nothing() {
    let mut model = at_zoo((100, 40));
    press(&mut model, "1 2 j");
    let before = rows(&model);
    for leave in ["esc", "q", "|"] {
        press(&mut model, &format!("| 5 j {leave}"));
        assert_eq!(rows(&model), before, "{leave}");
        assert!(!model.quit);
    }
}

#[test]
fn without_a_map_the_key_says_why() {
    let mut narrow = at_zoo((30, 20));
    press(&mut narrow, "|");
    assert_eq!(
        narrow.notice.as_deref(),
        Some("there is no room for the map")
    );
    let mut without = model(texts(&["A text."]), KeywordSet::default(), (100, 40));
    press(&mut without, "|");
    assert_eq!(
        without.notice.as_deref(),
        Some("there are no keywords to map")
    );
}

#[test]
fn the_wheel_moves_what_is_under_the_pointer() {
    let mut model = at_zoo((100, 40));
    let text = middle(model.panes.text.unwrap());
    press(&mut model, "j j");
    let top = model.place();
    mouse(&mut model, MouseKind::WheelDown, text);
    let scrolled = model.place();
    press(&mut model, "k k k");
    assert_eq!(model.place(), top);
    press(&mut model, "j j j");
    assert_eq!(model.place(), scrolled);
    mouse(&mut model, MouseKind::WheelUp, text);
    assert_eq!(model.place(), top);
    press(&mut model, "?");
    let over = middle(model.panes.overlay.unwrap());
    let place = model.place();
    mouse(&mut model, MouseKind::WheelDown, over);
    assert_eq!(model.overlay.as_ref().unwrap().at, 3);
    assert_eq!((model.place(), model.open), (place, 0));
}

#[test]
fn the_wheel_looks_along_the_list_and_leaves_the_text_open() {
    let sources: Vec<String> = (1..=30).map(|n| format!("# Title {n}\n\nText.")).collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    for size in [(100, 40), (100, 12), (60, 20)] {
        let mut model = model(texts(&sources), KeywordSet::default(), size);
        press(&mut model, "h");
        let area = model.panes.list.unwrap();
        let over = middle(area);
        let follows = model.list.rows.clone();
        let effects = mouse(&mut model, MouseKind::WheelDown, over);
        assert_eq!((model.open, effects), (0, Vec::new()), "{size:?}");
        let kept = follows.len() - 3;
        assert_eq!(model.list.rows[..kept], follows[3..], "{size:?}");
        mouse(&mut model, MouseKind::WheelUp, over);
        mouse(&mut model, MouseKind::WheelUp, over);
        assert_eq!(model.list.rows, follows, "{size:?}");
        // To the last row of the last text, and no further.
        for _ in 0..60 {
            mouse(&mut model, MouseKind::WheelDown, over);
        }
        assert_eq!(model.list.rows.len(), usize::from(area.rows), "{size:?}");
        assert_eq!(model.list.rows.last().unwrap().document, 29);
        assert_eq!(model.open, 0);
        // A click opens what is seen, where it stands; the next key goes on from there.
        let seen = model.list.rows.clone();
        let is_title = |(_, row): &(usize, &ListRow)| row.kind == ListRowKind::Title;
        let (row, clicked) = seen.iter().enumerate().find(is_title).unwrap();
        click(&mut model, (area.x + 4, area.y + row as u16));
        assert_eq!(model.open, clicked.document, "{size:?}");
        assert_eq!(model.list.rows, seen, "{size:?}");
        for _ in 0..60 {
            mouse(&mut model, MouseKind::WheelUp, over);
        }
        assert_eq!(model.list.rows[0].document, 0);
        press(&mut model, "j");
        assert_eq!(model.open, clicked.document + 1);
        let is_open = |row: &ListRow| row.document == model.open;
        assert!(model.list.rows.iter().any(is_open), "{size:?}");
    }
}

#[test]
fn a_click_in_the_list_opens_and_a_double_click_reads() {
    let mut model = at_zoo((100, 40));
    let list = model.panes.list.unwrap();
    let of = |document| {
        let mut shown = model.list.rows.iter();
        list.y + shown.position(|row| row.document == document).unwrap() as u16
    };
    let (second, third) = (of(1), of(2));
    assert_eq!(click(&mut model, (list.x + 4, second)), [Effect::Prefer(1)]);
    assert_eq!((model.open, model.focus), (1, Focus::List));
    double_click(&mut model, (list.x + 4, third));
    assert_eq!((model.open, model.focus), (2, Focus::Text));
    click(&mut model, (list.x + 4, list.bottom() - 1));
    assert_eq!(model.open, 2);
}

#[test]
fn a_click_in_the_legend_mutes_and_a_double_click_shows_one_alone() {
    for size in [(100, 50), (60, 30)] {
        let mut model = at_zoo(size);
        let bird = match (model.panes.legend, model.panes.legend_line) {
            (Some(area), None) => (area.x + 5, area.y + 2),
            (None, Some(area)) => (
                rows(&model)[usize::from(area.y)].find('B').unwrap() as u16,
                area.y,
            ),
            both => panic!("{both:?}"),
        };
        let shown = |model: &Model| [0, 1].map(|order| model.activity.shows_category(order));
        click(&mut model, bird);
        assert_eq!(shown(&model), [true, false], "{size:?}");
        press(&mut model, "U");
        assert_eq!(shown(&model), [true, true], "{size:?}");
        double_click(&mut model, bird);
        assert_eq!(shown(&model), [false, true], "{size:?}");
        // One change, not two.
        press(&mut model, "U");
        assert_eq!(shown(&model), [true, true], "{size:?}");
        assert_eq!(model.notice.as_deref(), Some("muting taken back"));
        press(&mut model, "U");
        assert_eq!(model.notice.as_deref(), Some("nothing to take back"));
    }
}

#[test]
fn a_drag_of_the_divider_changes_the_width_of_the_list() {
    let mut model = at_zoo((120, 40));
    let divider = middle(model.panes.divider.unwrap());
    mouse(&mut model, MouseKind::Press { clicks: 1 }, divider);
    for (to, wanted) in [(40, 40), (25, 25), (3, 16), (119, 45)] {
        mouse(&mut model, MouseKind::Drag, (to, divider.1));
        assert_eq!(model.panes.list.unwrap().columns, wanted);
        assert_eq!(model.panes.divider.unwrap().x, wanted);
    }
    mouse(&mut model, MouseKind::Release, (119, divider.1));
    mouse(&mut model, MouseKind::Drag, (30, divider.1));
    assert_eq!(model.panes.list.unwrap().columns, 45);
    // All of it is taken back at once.
    press(&mut model, "U");
    assert_eq!(model.panes.divider.unwrap().x, divider.0);
}

#[test]
fn a_click_outside_an_overlay_closes_it_and_does_no_more() {
    let mut model = at_zoo((120, 40));
    press(&mut model, "]");
    press(&mut model, "i");
    let over = middle(model.panes.overlay.unwrap());
    click(&mut model, over);
    assert!(model.overlay.is_some());
    click(&mut model, (2, 1));
    assert!(model.overlay.is_none());
    assert_eq!(model.open, 1);
}

#[test]
fn a_click_on_the_list_keeps_the_filter_that_is_being_typed() {
    let mut model = bundled((100, 40));
    press(&mut model, "tab / i r a n");
    let list = model.panes.list.unwrap();
    let is_title = |row: &ListRow| row.kind == ListRowKind::Title;
    let at = model.list.rows.iter().rposition(is_title).unwrap();
    let wanted = model.list.rows[at].document;
    click(&mut model, (list.x + 3, list.y + at as u16));
    assert!(model.prompt.is_none());
    assert_eq!(model.list.filter, "iran");
    assert_eq!(model.open, wanted);
}

#[test]
fn a_key_gives_the_mouse_to_the_terminal_and_takes_it_again() {
    let mut model = at_zoo((100, 40));
    assert_eq!(press(&mut model, "f2"), [Effect::Mouse(false)]);
    assert_eq!(
        model.notice.as_deref(),
        Some("the mouse selects text; f2 again for the program")
    );
    let text = middle(model.panes.text.unwrap());
    mouse(&mut model, MouseKind::WheelDown, text);
    assert_eq!(model.place(), Place::TOP);
    assert_eq!(press(&mut model, "f2"), [Effect::Mouse(true)]);
    mouse(&mut model, MouseKind::WheelDown, text);
    assert_ne!(model.place(), Place::TOP);
}

#[test]
fn the_maps_stand_where_nothing_has_colours_or_shape_alone() {
    let mut model = at_zoo((100, 40));
    model.settings.depth = Depth::None;
    press(&mut model, "tab");
    let buffer = cells(&model);
    let y = strip_row(&model, 0);
    // The selected row is reversed; its bars are not, or they would be taken for gaps.
    for x in 2..33 {
        assert!(!buffer[(x, y)].modifier.contains(Modifier::REVERSED));
    }
}

#[derive(Debug, Clone)]
enum Input {
    Key(&'static str),
    Mouse(MouseKind, u16, u16),
    Resize(u16, u16),
}

fn any_input() -> impl Strategy<Value = Input> {
    let kind = prop_oneof![
        Just(MouseKind::WheelUp),
        Just(MouseKind::WheelDown),
        (0_u8..4).prop_map(|clicks| MouseKind::Press { clicks }),
        Just(MouseKind::Drag),
        Just(MouseKind::Release),
    ];
    let keys = vec![
        "|", "j", "k", "d", "u", "g", "G", "enter", "esc", "q", "tab", "]", "[", ".", ",", "t",
        "2", "T", "U", "&", "z", "?", "o", "i", "/", ":", "x", "\\", "K", "c", "f2", "ctrl-o", "p",
        "*", "B", "alt-.",
    ];
    prop_oneof![
        3 => prop::sample::select(keys).prop_map(Input::Key),
        6 => (kind, 0_u16..130, 0_u16..50).prop_map(|(kind, x, y)| Input::Mouse(kind, x, y)),
        1 => (0_u16..130, 0_u16..50).prop_map(|(x, y)| Input::Resize(x, y)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_mouse_breaks_it(
        inputs in prop::collection::vec(any_input(), 0..60),
        columns in 1_u16..130,
        rows in 1_u16..50,
    ) {
        let mut model = bundled((columns, rows));
        for input in inputs {
            match input {
                Input::Key(key) => drop(press(&mut model, key)),
                Input::Mouse(kind, x, y) => drop(mouse(&mut model, kind, (x, y))),
                Input::Resize(columns, rows) => {
                    model.update(Msg::Resize(Size { columns, rows }));
                    model.settle();
                }
            }
            cells(&model);
        }
    }

    #[test]
    fn every_cell_of_a_screen_is_at_most_one_thing_and_within_it(
        columns in 0_u16..130,
        rows in 0_u16..50,
        key in prop::sample::select(vec!["", "tab", "z", "?", "\\", "B"]),
    ) {
        let mut model = bundled((columns, rows));
        press(&mut model, key);
        for column in 0..columns {
            for row in 0..rows {
                let spot = model.panes.at(column, row);
                prop_assert!(rows < 2 || columns < 10 || row + 1 < rows || spot.is_some());
            }
        }
        prop_assert_eq!(model.panes.at(columns, 0).filter(|_| key != "?"), None);
        prop_assert_eq!(model.panes.at(0, rows).filter(|_| key != "?"), None);
    }
}

#[test]
fn a_click_on_the_strip_goes_to_the_hit_of_the_cell() {
    let mut model = bundled((120, 40));
    let row = model
        .list
        .rows
        .iter()
        .rposition(|row| row.kind == ListRowKind::Strip);
    let row = row.unwrap();
    let document = model.list.rows[row].document;
    let strip = model.maps.strip(document).unwrap();
    let cell = (0..strip.cells())
        .rfind(|&cell| strip.first(cell).is_some())
        .unwrap();
    let at = strip.first(cell).unwrap();
    let area = model.panes.list.unwrap();
    click(&mut model, (area.x + 2 + cell as u16, area.y + row as u16));
    assert_eq!(model.open, document);
    let (top, end) = model.shown();
    assert!((top..end).contains(&at), "{at} in {top}..{end}");
}

#[test]
fn a_row_of_the_keywords_is_selected_by_a_click_and_opened_by_two() {
    let mut model = bundled((120, 40));
    press(&mut model, "K");
    let inner = model.panes.overlay.unwrap().framed();
    let at = (inner.x + 3, inner.y + 2);
    click(&mut model, at);
    assert_eq!(model.overlay.as_ref().unwrap().at, 2);
    let before = model.overlay.as_ref().unwrap().rows.len();
    mouse(&mut model, MouseKind::Press { clicks: 2 }, at);
    assert!(model.overlay.as_ref().unwrap().rows.len() > before);
}
