//! Texts that are written from right to left: where they stand on the screen, and what a cell leads to.
//!
//! What stands in cells is compared as the letters that it means: forms of Arabic letters are looked at in `text::bidi`.
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
        settings::Bidi,
    },
    collection::Collection,
    keyword::{KeywordSet, set},
    text::{gate, span::Span},
    view::{self, CellLink},
};
use drawn::{cells, model, press, press_and_search, texts};
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};
use unicode_normalization::UnicodeNormalization;

const MODES: [Bidi; 3] = [Bidi::Visual, Bidi::Words, Bidi::Logical];

/// Lines of both directions, with numbers, brackets, marks and joiners.
const MIXED: &str = "# کتاب‌ها و (BBC)\n\n\
    گفت: آزادی (2022) را Guardian نوشت، و «مَردم» می‌خواهند که همهٔ جهان آن را در ۱۴۰۱ بشنود.\n\n\
    In English آزادی (زن، زندگی) 12 means freedom. 日本 שלום!\n\n\
    - نخست، the item\n- second\n\n\
    > گفت: آنچه یافت می‌نشود آنم آرزوست";

fn sent(source: &str, keywords: KeywordSet, bidi: Bidi, size: (u16, u16)) -> Model {
    let mut model = model(texts(&[source]), keywords, size);
    model.settings.bidi = bidi;
    model.settle();
    model
}

fn plain(source: &str, bidi: Bidi, size: (u16, u16)) -> Model {
    let mut model = sent(source, KeywordSet::default(), bidi, size);
    press(&mut model, "z");
    model
}

/// Keywords of a category whose letter is W.
fn keywords(aliases: &[&str]) -> KeywordSet {
    let source = format!(
        "[[category]]\nid = \"w\"\nname = \"Words\"\nmark = \"W\"\n\
         [[term]]\ncategory = \"w\"\nid = \"w\"\nlabel = \"Word\"\naliases = {aliases:?}\n"
    );
    set::parse("x.toml", &source).unwrap().0
}

/// A symbol as the letters that it means.
fn meant(symbol: &str) -> String {
    symbol.nfkc().collect()
}

/// The rows, as the letters that they mean.
fn rows(model: &Model) -> Vec<String> {
    let buffer = cells(model);
    let row = |y| {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(&meant(symbol));
            x += (gate::columns(symbol) as u16).max(1);
        }
        row.trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).collect()
}

/// The columns of cells that `is` true of, in the row that holds `words`.
fn columns_of(model: &Model, words: &str, is: impl Fn(&ratatui::buffer::Cell) -> bool) -> Vec<u16> {
    let y = rows(model).iter().position(|row| row.contains(words));
    let y = y.unwrap_or_else(|| panic!("{words} in {:#?}", rows(model))) as u16;
    let buffer = cells(model);
    (0..buffer.area.width)
        .filter(|&x| is(&buffer[(x, y)]))
        .collect()
}

fn point(model: &mut Model, kind: MouseKind, (column, row): (u16, u16)) {
    model.update(Msg::Mouse(Mouse { kind, column, row }));
    model.settle();
}

/// Selects from one cell to another with the mouse.
fn drag(model: &mut Model, from: (u16, u16), to: (u16, u16)) -> Span {
    point(model, MouseKind::Press { clicks: 1 }, from);
    point(model, MouseKind::Drag, to);
    point(model, MouseKind::Release, to);
    model.selected().unwrap()
}

#[test]
fn a_paragraph_of_both_directions_reads_from_the_right() {
    let source = "گفت: آزادی (2022) را Guardian نوشت.";
    let model = plain(source, Bidi::Visual, (50, 6));
    let [row] = &rows(&model)[..1] else { panic!() };
    assert_eq!(row.trim_start(), ".تشون Guardian ار (2022) یدازآ :تفگ");
    let measure = model.panes.measure;
    // A column is a character of such a row.
    assert_eq!(row.chars().count(), usize::from(measure.right()));
}

#[test]
fn a_hit_is_painted_where_it_stands() {
    let source = "In English آزادی (زن، زندگی) 12 means freedom.";
    let model = sent(
        source,
        keywords(&["زندگی", "12 means"]),
        Bidi::Visual,
        (60, 6),
    );
    // N0: the brackets follow the word before them. W2: the number follows Persian letters, and stands left of them.
    let row = "In English 12 (یگدنز ،نز) یدازآ means freedom.";
    let x = model.panes.measure.x;
    let underlined = columns_of(&model, row, |cell| {
        cell.modifier.contains(Modifier::UNDERLINED)
    });
    // The second hit stands in two places.
    let expected = [11..13, 15..20, 31..37].into_iter().flatten();
    assert_eq!(
        underlined,
        expected.map(|column| x + column).collect::<Vec<_>>()
    );
}

#[test]
fn rows_read_from_the_right_are_the_text() {
    let text =
        "می‌خواهند که همهٔ جهان آن را بشنود، و هر کتابی را بخوانند؛ «مَردم» این را گفتند و شنیدند.";
    for columns in 12..=100 {
        for justify in [false, true] {
            let mut model = plain(text, Bidi::Visual, (columns, 30));
            model.settings.justify = justify;
            model.settle();
            let buffer = cells(&model);
            let mut read = String::new();
            for y in 0..29 {
                for x in (0..columns).rev() {
                    read.push_str(buffer[(x, y)].symbol().trim());
                }
            }
            // From the right, brackets open to the left.
            let wanted: String = text
                .chars()
                .filter(|it| !matches!(it, ' ' | '\u{200c}'))
                .collect();
            let wanted = wanted.replace('«', "<").replace('»', "«").replace('<', "»");
            assert_eq!(
                meant(&read),
                wanted.nfkc().collect::<String>(),
                "{columns} columns"
            );
        }
    }
}

#[test]
fn persian_stands_in_every_pane_at_every_width() {
    let source = |title: &str| format!("# {title}\n\nمی‌خواهم کتاب‌ها را بخوانم؛ سلام.\n");
    let title = "لا سلام";
    for columns in 20..=120 {
        for (keys, words) in [
            ("tab", "مالس ال"),
            ("o", "مالس ال"),
            ("i", "مالس ال"),
            ("", "مالس ال"),
            ("z", ".مالس"),
            (": س ل ا م", "مالس"),
            ("K", "W"),
            ("C", "مالس"),
        ] {
            let mut model = sent(
                &source(title),
                keywords(&["سلام"]),
                Bidi::Visual,
                (columns, 20),
            );
            press_and_search(&mut model, keys);
            let rows = rows(&model);
            let found = rows.iter().any(|row| row.contains(words));
            // Nothing is joined, or asked for, where there is no room.
            assert!(
                found || keys == "C",
                "{keys} at {columns} columns: {rows:#?}"
            );
            let buffer = cells(&model);
            for cell in &buffer.content {
                assert!(
                    !cell.symbol().contains(['س', 'ل', 'م', 'ک', 'ب']),
                    "{:?} at {columns}",
                    cell.symbol()
                );
            }
        }
    }
}

#[test]
fn no_size_and_no_order_fails() {
    for bidi in MODES {
        for keys in [
            "",
            "tab",
            "o",
            "K",
            "z J",
            "D z",
            "v V",
            "/ س",
            "? / س",
            "C",
            "9 alt-m F",
        ] {
            let mut model = sent(MIXED, keywords(&["آزادی", "BBC"]), bidi, (80, 24));
            press(&mut model, keys);
            for columns in (0..=40).chain([79, 80, 120]) {
                for rows in [0, 1, 3, 8, 24] {
                    model.update(Msg::Resize(Size { columns, rows }));
                    model.settle();
                    cells(&model);
                }
            }
        }
    }
}

/// The text of the open document.
fn text_of(model: &Model) -> String {
    model
        .document()
        .unwrap()
        .body
        .slice(Span::new(0, usize::MAX))
        .into_owned()
}

#[test]
fn every_cell_leads_to_what_it_shows_and_back() {
    for bidi in MODES {
        for columns in [20, 33, 60, 100] {
            let mut model = plain(MIXED, bidi, (columns, 40));
            let text = text_of(&model);
            let blank = cells(&model);
            let mut seen = vec![0; text.len()];
            let area = model.panes.measure;
            for y in 0..39 {
                for x in area.x..area.right() {
                    let symbol = blank[(x, y)].symbol().to_owned();
                    if symbol == " " || matches!(&*symbol, "•" | "│") {
                        continue;
                    }
                    let span = drag(&mut model, (x, y), (x, y));
                    let shown = gate::shown(&text[span.range()], 0)
                        .symbol
                        .replace('\u{200c}', "");
                    // Brackets are mirrored in places.
                    let alike = |it: &str| meant(it).replace(['(', ')', '«', '»'], "|");
                    assert_eq!(
                        alike(&symbol.replace('\u{200c}', "")),
                        alike(&shown),
                        "{bidi:?} {x} {y}"
                    );
                    seen[span.start] += 1;
                    // And the selection is painted there and nowhere else.
                    let painted = cells(&model);
                    let differs = |at: &(u16, u16)| painted[*at].style() != blank[*at].style();
                    let cells = (0..39).flat_map(|y| (area.x..area.right()).map(move |x| (x, y)));
                    let places: Vec<_> = cells.filter(differs).collect();
                    let wide = gate::columns(&symbol) as u16;
                    assert_eq!(
                        places,
                        (x..x + wide).map(|x| (x, y)).collect::<Vec<_>>(),
                        "{bidi:?}"
                    );
                    press(&mut model, "esc");
                }
            }
            for (at, cluster) in gate::clusters(&text) {
                if !cluster.trim().is_empty() && cluster != "日" && cluster != "本" {
                    assert_eq!(
                        seen[at], 1,
                        "{bidi:?}, {columns} columns: {cluster:?} at {at}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_click_beside_a_row_means_the_cluster_that_is_nearest() {
    let text = "אבג abc";
    let mut model = plain(text, Bidi::Visual, (40, 6));
    // “abc גבא” at the right: its left end is the last word's beginning.
    let right = model.panes.measure.right();
    let at = |model: &mut Model, x| drag(model, (x, 0), (x, 0));
    assert_eq!(at(&mut model, right - 12), Span::new(7, 8));
    assert_eq!(at(&mut model, right), Span::new(0, 2));
    // From its left end to its right one is all of it.
    let all = drag(&mut model, (right - 5, 0), (right - 1, 0));
    assert_eq!(all, Span::new(0, 10));
}

#[test]
fn a_selection_moves_in_the_order_of_the_text() {
    let mut model = plain("אב גד abc הו", Bidi::Visual, (40, 6));
    press(&mut model, "v");
    let spans: Vec<Span> = (0..4)
        .map(|_| {
            let span = model.selected().unwrap();
            press(&mut model, "l");
            span
        })
        .collect();
    let starts = [(0, 4), (5, 9), (10, 13), (14, 18)];
    assert_eq!(spans, starts.map(|(start, end)| Span::new(start, end)));
}

#[test]
fn what_stands_beside_a_paragraph_stands_where_it_begins() {
    let source = "- אב\n- cd\n\n1. גד\n\n> הו\n\n> ef";
    let model = plain(source, Bidi::Visual, (30, 12));
    let area = model.panes.measure;
    let rows = rows(&model);
    let rows: Vec<&str> = rows
        .iter()
        .map(|row| row.get(usize::from(area.x)..).unwrap_or("").trim())
        .collect();
    let seen: Vec<&&str> = rows.iter().filter(|row| !row.is_empty()).collect();
    assert_eq!(seen, [&"בא •", &"• cd", &"דג .1", &"וה │", &"│ ef"]);
    assert_eq!(
        columns_of(&model, "בא •", |cell| cell.symbol() == "•"),
        [area.right() - 2]
    );
    assert_eq!(
        columns_of(&model, "וה │", |cell| cell.symbol() == "│"),
        [area.right() - 1]
    );
    // The letters of hits stay where one looks for them.
    let model = sent("אבג דהו", keywords(&["אבג"]), Bidi::Visual, (60, 8));
    let gutter = model.panes.gutter.unwrap();
    let row = format!("{:1$}", "W", 1);
    let columns = columns_of(&model, "והד גבא", |cell| cell.symbol() == row);
    assert!(columns.contains(&(gutter.right() - 1)), "{columns:?}");
}

#[test]
fn the_first_row_of_a_paragraph_is_set_in_at_the_right() {
    let mut model = plain("אב\n\nגד\n\nef", Bidi::Visual, (30, 12));
    (model.settings.spacing, model.settings.indent) = (0, 3);
    model.settle();
    let area = model.panes.measure;
    assert_eq!(
        columns_of(&model, "בא", |cell| cell.symbol() == "א"),
        [area.right() - 1]
    );
    assert_eq!(
        columns_of(&model, "דג", |cell| cell.symbol() == "ג"),
        [area.right() - 4]
    );
    assert_eq!(
        columns_of(&model, "ef", |cell| cell.symbol() == "e"),
        [area.x + 3]
    );
}

#[test]
fn a_link_of_both_directions_leads_on_from_both_its_places() {
    let source = "x [abc שלום](https://a.example) דהו y";
    let model = plain(source, Bidi::Visual, (40, 6));
    let Size { columns, rows } = model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let links = view::draw(&model, &mut buffer).links;
    let x = model.panes.measure.x;
    let places: Vec<_> = links
        .iter()
        .map(
            |&CellLink {
                 x: at,
                 columns,
                 at: byte,
                 ..
             }| (at - x, columns, byte),
        )
        .collect();
    // “x abc והד םולש y”
    assert_eq!(places, [(2, 4, 2), (10, 4, 2)]);
}

#[test]
fn each_part_of_a_concordance_row_stands_in_its_column() {
    let source = "אבג דהו word זחט יכל";
    let mut model = sent(source, keywords(&["word"]), Bidi::Visual, (100, 20));
    press_and_search(&mut model, "C");
    let rows = rows(&model);
    let has_row = rows.iter().any(|row| row.contains("והד גבא word לכי טחז"));
    assert!(has_row, "{rows:#?}");
}

#[test]
fn a_key_goes_through_the_orders() {
    let mut model = sent("אב גד", KeywordSet::default(), Bidi::Auto, (40, 6));
    let seen = |model: &Model| rows(model)[0].trim().to_owned();
    let mut orders = Vec::new();
    for _ in 0..4 {
        press(&mut model, "alt-b");
        orders.push((model.settings.bidi, seen(&model)));
    }
    let [visual, words, logical, auto] = &orders[..] else {
        panic!()
    };
    assert_eq!(visual, &(Bidi::Visual, "דג בא".to_owned()));
    assert_eq!(words, &(Bidi::Words, "גד אב".to_owned()));
    assert_eq!(logical, &(Bidi::Logical, "אב גד".to_owned()));
    assert_eq!(auto, &(Bidi::Auto, "אב גד".to_owned()));
}

#[test]
fn the_cursor_follows_what_is_typed_to_the_left() {
    let mut model = plain("אב", Bidi::Visual, (40, 6));
    press(&mut model, "/");
    let cursor = |model: &Model| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 6));
        let at = view::draw(model, &mut buffer).cursor.unwrap();
        let row: String = (0..8).map(|x| meant(buffer[(x, 5)].symbol())).collect();
        (row.trim_end().to_owned(), at.x)
    };
    press(&mut model, "א ב ג");
    assert_eq!(cursor(&model), ("/ גבא".to_owned(), 1));
    press(&mut model, "left");
    assert_eq!(cursor(&model), ("/ גבא".to_owned(), 2));
    press(&mut model, "home");
    assert_eq!(cursor(&model), ("/ גבא".to_owned(), 4));
    press(&mut model, "a");
    assert_eq!(cursor(&model), ("/aגבא".to_owned(), 4));
}

#[test]
fn an_english_text_is_drawn_the_same_in_every_order() {
    let collection: Collection = catchword::collection::bundled::collection();
    for columns in [40, 80, 120] {
        let mut frames = MODES.map(|bidi| {
            let mut model = model(collection.clone(), KeywordSet::default(), (columns, 30));
            model.settings.bidi = bidi;
            model.settings.justify = true;
            model.settle();
            press(&mut model, "space space");
            cells(&model)
        });
        let last = frames[2].clone();
        frames.sort_by_key(|frame| *frame == last);
        assert_eq!(frames[0], last);
    }
}

#[test]
fn in_a_concordance_what_comes_before_stands_where_it_is_read_first() {
    let reversed = |word: &str| word.chars().rev().collect::<String>();
    let source = "یک دو سه آزادی چهار پنج شش.\n\nOne two three freedom four five six.\n";
    let mut model = sent(
        source,
        keywords(&["آزادی", "freedom"]),
        Bidi::Visual,
        (90, 20),
    );
    press(&mut model, "C");
    let rows = rows(&model);
    let places = |words: [&str; 3]| {
        let row = rows
            .iter()
            .find(|row| row.contains(words[1]) && row.contains(words[0]));
        let row = row.unwrap_or_else(|| panic!("{rows:#?}"));
        words.map(|word| row.find(word).unwrap())
    };
    let persian = ["چهار", "آزادی", "سه"].map(reversed);
    let [after, node, before] = places([&persian[0], &persian[1], &persian[2]]);
    assert!(after < node && node < before, "{rows:#?}");
    let [before, node, after] = places(["three", "freedom", "four"]);
    assert!(before < node && node < after, "{rows:#?}");
}
