//! Where right-to-left letters stand. What is expected was worked out by hand from UAX #9; the rules are named.

use super::*;
use crate::text::fill::{Fit, Hyphenation, LineEnds, Options, Rows};
use proptest::prelude::*;
use unicode_width::UnicodeWidthChar;

/// Prose in rows of so many columns.
fn prose(columns: u16) -> Options {
    Options::of_line(columns, Fit::First)
}

/// What stands on the rows, in the order of the columns; blanks before a row are shown.
fn seen(text: &str, options: &Options, order: Order) -> Vec<String> {
    let rows = Rows::fill_in_order(text, options, order);
    let row = |row| {
        let mut glyphs: Vec<_> = rows.glyphs(text, row).collect();
        glyphs.sort_by_key(|glyph| glyph.column);
        let start = glyphs.first().map_or(0, |glyph| glyph.column);
        let symbols: String = glyphs.iter().map(|it| &*it.shown.symbol).collect();
        " ".repeat(start) + &symbols
    };
    (0..rows.len()).map(row).collect()
}

/// A text that fits one row, as it is seen, without the blanks before it.
fn one(text: &str, order: Order) -> String {
    let rows = seen(text, &prose(60), order);
    assert_eq!(rows.len(), 1);
    rows[0].trim_start().to_owned()
}

#[test]
fn letters_stand_from_right_to_left_at_the_right() {
    assert_eq!(seen("שלום", &prose(10), Order::Visual), ["      םולש"]);
    assert_eq!(
        seen("שלום לך עולם", &prose(8), Order::Visual),
        [" ךל םולש", "    םלוע"]
    );
    // A row of the other direction stays at the left.
    assert_eq!(seen("abc שלום", &prose(10), Order::Visual), ["abc םולש"]);
}

#[test]
fn words_of_both_directions_stand_in_the_order_of_their_paragraph() {
    // L2: the run of level 1 is turned, the rest stays.
    assert_eq!(one("say אבג דהו now", Order::Visual), "say והד גבא now");
    // The same words in a paragraph that begins at the right (P2, P3).
    assert_eq!(one("אבג say דהו", Order::Visual), "והד say גבא");
}

#[test]
fn numbers_read_from_left_to_right_among_letters_that_do_not() {
    // W7 and I1: a number of level 2.
    assert_eq!(one("שנת 2021 היא", Order::Visual), "איה 2021 תנש");
    assert_eq!(
        one("the אבג 12 דהו end", Order::Visual),
        "the והד 12 גבא end"
    );
    // W4: a hyphen belongs to European numbers; after Arabic letters there are none (W2), and it parts them.
    assert_eq!(one("ב 1-2", Order::Visual), "1-2 ב");
    assert_eq!(one("ب 1-2", Order::Visual), "2-1 \u{fe8f}");
    assert_eq!(one("ی ۱۲۳", Order::Visual), "۱۲۳ \u{fbfc}");
}

#[test]
fn brackets_open_towards_what_they_hold() {
    // N0: the brackets are of the paragraph's direction. L4: those of level 1 are mirrored.
    assert_eq!(one("אבג (NATO) דהו", Order::Visual), "והד (NATO) גבא");
    assert_eq!(
        one("Haaretz (הארץ) says", Order::Visual),
        "Haaretz (ץראה) says"
    );
    assert_eq!(one("«אבג» [1]", Order::Visual), "[1] «גבא»");
}

#[test]
fn letters_take_their_forms_beside_each_other() {
    // Kaf at the beginning, teh in the middle, alef at the end, beh alone: alef joins nothing after it.
    assert_eq!(
        one("کتاب", Order::Visual),
        "\u{fe8f}\u{fe8e}\u{fe98}\u{fb90}"
    );
    // Lam and alef stay two.
    assert_eq!(one("لا", Order::Visual), "\u{fe8e}\u{fedf}");
    // Alef maksura in the middle.
    assert_eq!(one("بىب", Order::Visual), "\u{fe90}\u{fbe9}\u{fe91}");
    // A letter without forms joins the others.
    assert_eq!(one("بێب", Order::Visual), "\u{fe90}\u{6ce}\u{fe91}");
    // The stroke that makes words longer too.
    assert_eq!(one("بـ", Order::Visual), "\u{640}\u{fe91}");
}

#[test]
fn the_non_joiner_parts_letters_and_the_joiner_joins_them() {
    assert_eq!(
        one("می\u{200c}روم", Order::Visual),
        "\u{fee1}\u{feed}\u{fead}\u{fbfd}\u{fee3}"
    );
    assert_eq!(one("ه\u{200d}.", Order::Visual), ".\u{feeb}");
    // What shows nothing otherwise, as a mark of direction, parts nothing.
    assert_eq!(one("م\u{200f}ن", Order::Visual), "\u{fee6}\u{fee3}");
}

#[test]
fn marks_stay_on_their_letter() {
    assert_eq!(one("مَن", Order::Visual), "\u{fee6}\u{fee3}\u{64e}");
    let text = "مَن";
    let rows = Rows::fill_in_order(text, &prose(9), Order::Visual);
    let columns: Vec<_> = rows
        .glyphs(text, 0)
        .map(|it| (it.span, it.column))
        .collect();
    assert_eq!(columns, [(Span::new(0, 4), 8), (Span::new(4, 6), 7)]);
}

#[test]
fn words_for_a_terminal_that_turns_them_keep_their_letters_in_order() {
    assert_eq!(one("کتاب (خوب) است", Order::Words), "است (خوب) کتاب");
    assert_eq!(one("سال 2021", Order::Words), "2021 سال");
    assert_eq!(one("می\u{200c}روم", Order::Words), "می\u{200c}روم");
}

#[test]
fn what_the_terminal_turns_stays_in_order_and_stands_at_the_right() {
    assert_eq!(seen("کتاب (1)", &prose(10), Order::Logical), ["  کتاب (1)"]);
    assert_eq!(seen("کتاب (1)", &prose(10), Order::Text), ["کتاب (1)"]);
}

#[test]
fn a_line_end_that_means_a_blank_parts_no_paragraph() {
    assert_eq!(one("אב\nCD", Order::Visual), "CD בא");
    // One that is kept does: the second line begins with its own letter.
    let kept = Options {
        line_ends: LineEnds::Keep,
        ..prose(10)
    };
    assert_eq!(seen("אב CD\nEF", &kept, Order::Visual), ["בא CD", "EF"]);
    assert_eq!(
        seen("אב\u{2029}EF", &prose(6), Order::Visual),
        ["    בא", "EF"]
    );
}

#[test]
fn the_columns_of_a_table_stay_where_they_are() {
    let kept = Options {
        line_ends: LineEnds::Keep,
        ..prose(30)
    };
    let table = "name  שם מלא  12\nabcd  אב      3";
    assert_eq!(
        seen(table, &kept, Order::Visual),
        ["name  אלמ םש  12", "abcd  בא      3"]
    );
    // Where nothing is written from left to right, they go from right to left.
    assert_eq!(
        seen("שם  12\nאב", &kept, Order::Visual)[0].trim_start(),
        "12  םש"
    );
    assert_eq!(
        seen("שם  12\nאב", &kept, Order::Visual)[1],
        format!("{:28}בא", "")
    );
}

#[test]
fn tabs_part_what_stands_beside_them() {
    let kept = Options {
        line_ends: LineEnds::Keep,
        ..prose(30)
    };
    assert_eq!(seen("אב\tגד EF", &kept, Order::Visual), ["בא      דג EF"]);
}

#[test]
fn nobody_turns_latin_letters_round() {
    assert_eq!(one("א\u{202e}abc", Order::Visual), "abcא");
    assert_eq!(one("\u{202e}abc", Order::Visual), "abc");
}

#[test]
fn a_first_row_is_set_in_and_a_hyphen_stands_where_the_row_ends() {
    let options = Options {
        first_indent: 2,
        ..prose(10)
    };
    assert_eq!(
        seen("שלום לך עולם", &options, Order::Visual),
        [" ךל םולש", "      םלוע"]
    );
    let hyphened = "ابجد\u{ad}هوزح";
    let rows = Rows::fill_in_order(hyphened, &prose(6), Order::Visual);
    assert!(rows.row(0).hyphen && rows.row(0).is_rtl);
    let columns: Vec<_> = rows.glyphs(hyphened, 0).map(|it| it.column).collect();
    // The soft hyphen takes no column, the drawn one column 1.
    assert_eq!(columns[..4], [5, 4, 3, 2]);
}

#[test]
fn the_parts_of_a_line_stay_in_their_columns() {
    let of = |text| printed(text, Order::Visual).into_owned();
    assert_eq!(of("אבג  12 hits"), "גבא  12 hits");
    assert_eq!(of("אב · גד · 2021"), "בא · דג · 2021");
    assert_eq!(of("  │ אב גד"), "  │ דג בא");
    assert_eq!(of("45 % · שלום"), "45 % · םולש");
    // A blank parts it from what stands beside it.
    assert_eq!(of(" אב גד"), " דג בא");
    assert_eq!(of("אב גד "), "דג בא ");
    // What is left out belongs to the text.
    assert_eq!(of("fa  …. אב (12"), "fa  12) בא .…");
    assert_eq!(of("אב גד…"), "…דג בא");
    assert_eq!(printed("אבג", Order::Logical), "אבג");
    assert!(matches!(printed("abc", Order::Visual), Cow::Borrowed(_)));
}

#[test]
fn a_line_is_cut_where_its_text_is() {
    let cut = line("אבגדה", 3, Order::Visual);
    let columns: Vec<_> = cut.iter().map(|it| (it.span.start, it.column)).collect();
    assert_eq!(columns, [(0, 2), (2, 1), (4, 0)]);
}

#[test]
fn mirrored_characters_take_as_many_columns() {
    for character in ('\0'..=char::MAX).filter(|it| it.width().is_some()) {
        if let Some(mirrored) = unicode_bidi_mirroring::get_mirrored(character) {
            assert_eq!(mirrored.width(), character.width(), "{character}");
        }
    }
}

#[test]
fn every_letter_from_right_to_left_is_seen_to_be_one() {
    for character in '\0'..=char::MAX {
        let class = bidi_class(character);
        // What is not assigned yet is of the block that it stands in; marks of direction are no letters.
        let is_letter = matches!(class, BidiClass::R | BidiClass::AL)
            && !matches!(character, '\u{200f}' | '\u{61c}');
        assert_eq!(
            has_right_to_left(character.encode_utf8(&mut [0; 4])),
            is_letter,
            "{character:?}"
        );
    }
}

/// Texts of all that could get in the way.
fn texts() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "a",
        "Bc",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\t",
        "א",
        "בג",
        "ם",
        "ک",
        "تا",
        "ب",
        "لا",
        "ی",
        "\u{200c}",
        "\u{200d}",
        "\u{64e}",
        "\u{200f}",
        "\u{202e}",
        "\u{202b}",
        "\u{202c}",
        "\u{2067}",
        "\u{2069}",
        "1",
        "23",
        "۴",
        "-",
        ".",
        "،",
        "(",
        ")",
        "«",
        "»",
        "日",
        "👩\u{200d}👧",
        "\u{ad}",
        "\u{2029}",
        "\u{2028}",
        "│",
        "e\u{301}",
    ]);
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn all_options() -> impl Strategy<Value = Options> {
    let line_ends = prop::sample::select(vec![
        LineEnds::Space,
        LineEnds::Keep,
        LineEnds::Short { columns: 12 },
    ]);
    let fit = prop::sample::select(vec![Fit::First, Fit::Optimal]);
    (1_u16..40, line_ends, fit, 0_u16..5, any::<bool>()).prop_map(
        |(columns, line_ends, fit, first_indent, justifies)| Options {
            columns,
            line_ends,
            fit,
            hyphenation: Hyphenation::Soft,
            first_indent,
            justifies,
        },
    )
}

fn orders() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![
        Order::Text,
        Order::Logical,
        Order::Words,
        Order::Visual,
    ])
}

proptest! {
    #[test]
    fn a_row_shows_each_cluster_once_in_columns_of_its_own(text in texts(), options in all_options(), order in orders()) {
        let plain = Rows::fill(&text, &options);
        let rows = Rows::fill_in_order(&text, &options, order);
        prop_assert_eq!(plain.len(), rows.len());
        for index in 0..rows.len() {
            let row = rows.row(index);
            prop_assert_eq!(row.span, plain.row(index).span);
            let glyphs: Vec<_> = rows.glyphs(&text, index).collect();
            let as_plain: Vec<_> = plain.glyphs(&text, index).collect();
            let mut at = row.span.start;
            for (glyph, plain) in glyphs.iter().zip(&as_plain) {
                prop_assert_eq!(glyph.span.start, at);
                at = glyph.span.end;
                prop_assert_eq!(glyph.shown.columns, plain.shown.columns);
            }
            prop_assert_eq!(at, row.span.end);
            let mut cells: Vec<_> = glyphs.iter().map(|it| (it.column, it.shown.columns)).collect();
            cells.sort_unstable();
            let all: usize = cells.iter().map(|cell| usize::from(cell.1)).sum();
            let (indent, hyphen) = (usize::from(row.indent), usize::from(row.hyphen));
            let room = usize::from(options.columns);
            let mut column = if row.is_rtl {
                // The hyphen has the column before the row.
                room.saturating_sub(all + indent)
            } else {
                indent
            };
            if row.is_rtl && all + indent + hyphen <= room {
                prop_assert!(column >= hyphen);
            }
            for (begins, columns) in cells {
                prop_assert_eq!(begins, column);
                column += usize::from(columns);
            }
        }
    }

    #[test]
    fn what_is_shown_takes_the_columns_that_it_says(text in texts(), order in orders()) {
        let rows = Rows::fill_in_order(&text, &prose(30), order);
        for index in 0..rows.len() {
            for glyph in rows.glyphs(&text, index).filter(|it| !it.is_blank) {
                let again = gate::shown(&glyph.shown.symbol, 0);
                prop_assert_eq!(again.columns, glyph.shown.columns);
                prop_assert_eq!(&again.symbol, &glyph.shown.symbol, "the gate has nothing to change");
            }
        }
    }

    #[test]
    fn text_without_such_letters_is_the_same_in_every_order(text in "[a-z \n\t(1)é日\u{200f}\u{202e}]{0,60}", options in all_options(), order in orders()) {
        prop_assert_eq!(Rows::fill_in_order(&text, &options, order), Rows::fill(&text, &options));
    }

    #[test]
    fn one_row_is_in_the_order_of_the_standard(text in "[a-c \u{5d0}-\u{5d3}1-3.,+-]{1,30}") {
        let text = text.trim();
        let found = unicode_bidi::BidiInfo::new(text, None);
        let expected = match found.paragraphs.first() {
            Some(paragraph) => found.reorder_line(paragraph, paragraph.range.clone()).into_owned(),
            None => String::new(),
        };
        prop_assert_eq!(one(text, Order::Visual), expected.trim_start());
    }
}
