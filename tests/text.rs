//! Properties of the text layer over arbitrary text: what may be shown, and how lines are filled.

use catchword::text::fill::{Fit, Hyphenation, LineEnds, Options, Rows};
use catchword::text::span::Span;
use catchword::text::{cluster, gate, glyph};
use hypher::Lang;
use proptest::prelude::*;
use ratatui::buffer::CellWidth;

/// Text of what makes trouble: controls, marks, emoji, wide and right-to-left letters, long words.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z]{1,9} ",
        2 => "[a-zA-Z’,.-]{1,40}",
        2 => "[ \t\u{3000}\u{a0}]{1,4}",
        2 => "(\n|\r|\r\n|\u{85}|\u{2028}|\u{2029})[ \t-]{0,3}",
        1 => "extraordinary responsibilities ",
        1 => "[日本語、。ｶ\u{ff9e}가각]{1,9}",
        1 => "[می\u{200c}خواهملا ]{1,9}",
        1 => "(👩\u{200d}👩\u{200d}👧|❤\u{fe0f}|🇦|👍🏽|\u{301}|\u{ad}|\u{200b}|\u{200d}){1,4}",
        1 => "[ภาษไทยง่ายนिक्ष]{1,9}",
        1 => "https://[a-z]{3,30}/[a-z-]{0,40}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    let line_ends = prop_oneof![
        Just(LineEnds::Space),
        Just(LineEnds::Keep),
        (0_u16..90).prop_map(|columns| LineEnds::Short { columns }),
    ];
    let hyphenation = prop_oneof![
        Just(Hyphenation::Off),
        Just(Hyphenation::Soft),
        Just(Hyphenation::Language(Lang::English)),
    ];
    let columns = prop_oneof![1_u16..12, 1_u16..=300];
    let fit = prop_oneof![Just(Fit::Optimal), Just(Fit::First)];
    let first_indent = prop_oneof![Just(0_u16), 1_u16..9];
    (
        columns,
        line_ends,
        fit,
        hyphenation,
        first_indent,
        any::<bool>(),
    )
        .prop_map(
            |(columns, line_ends, fit, hyphenation, first_indent, justifies)| Options {
                columns,
                line_ends,
                fit,
                hyphenation,
                first_indent,
                justifies,
            },
        )
}

/// The columns of a row as drawn, its hyphen included.
fn row_columns(rows: &Rows, text: &str, index: usize) -> usize {
    let glyphs = rows
        .glyphs(text, index)
        .map(|it| usize::from(it.shown.columns));
    let row = rows.row(index);
    usize::from(row.indent) + glyphs.sum::<usize>() + usize::from(row.hyphen)
}

/// The bytes of the text that must be on a row: those of clusters that show something but blanks.
fn visible(text: &str) -> impl Iterator<Item = usize> {
    glyph::glyphs(text, Span::new(0, text.len()), 0, false)
        .filter(|it| !it.is_blank && it.shown.columns > 0)
        .flat_map(|it| it.span.range())
}

proptest! {
    #[test]
    fn rows_cover_the_text_in_order(text in text(), options in options()) {
        let rows = Rows::fill(&text, &options);
        prop_assert!(rows.len() > 0);
        let mut start = 0;
        let mut shown = vec![false; text.len()];
        for row in rows.iter() {
            prop_assert!(start <= row.span.start && row.span.end <= row.next);
            shown[row.span.range()].fill(true);
            start = row.next;
        }
        prop_assert_eq!(start, text.len());
        for at in visible(&text) {
            prop_assert!(shown[at], "byte {} of {:?} is on no row", at, text);
        }
    }

    #[test]
    fn rows_begin_and_end_between_clusters(text in text(), options in options()) {
        let mut boundaries: Vec<usize> = cluster::clusters(&text).map(|it| it.0).collect();
        boundaries.push(text.len());
        for row in Rows::fill(&text, &options).iter() {
            for at in [row.span.start, row.span.end, row.next] {
                prop_assert!(boundaries.binary_search(&at).is_ok(), "{} in {:?}", at, text);
            }
        }
    }

    #[test]
    fn no_row_is_wider_than_asked_unless_it_shows_one_cluster(text in text(), options in options()) {
        let rows = Rows::fill(&text, &options);
        for index in 0..rows.len() {
            let clusters = rows.glyphs(&text, index).filter(|it| it.shown.columns > 0).count();
            let columns = row_columns(&rows, &text, index);
            prop_assert!(
                columns <= usize::from(options.columns) || clusters == 1 && !rows.row(index).hyphen,
                "row {} of {:?} takes {}", index, text, columns
            );
        }
    }

    #[test]
    fn justified_rows_break_where_ragged_ones_do_and_gaps_grow_within_the_limit(text in text(), options in options()) {
        let ragged = Rows::fill(&text, &Options { justifies: false, ..options });
        let justified = Rows::fill(&text, &Options { justifies: true, ..options });
        prop_assert_eq!(ragged.len(), justified.len());
        for index in 0..ragged.len() {
            let (before, after) = (ragged.row(index), justified.row(index));
            prop_assert_eq!((before.span, before.next, before.hyphen), (after.span, after.next, after.hyphen));
            let mut column = usize::from(after.indent);
            for (before, after) in ragged.glyphs(&text, index).zip(justified.glyphs(&text, index)) {
                prop_assert_eq!(before.span, after.span);
                prop_assert_eq!(after.column, column);
                column += usize::from(after.shown.columns);
                let growth = after.shown.columns - before.shown.columns;
                prop_assert!(growth == 0 || before.is_blank && growth <= 2);
                // What a cell believes: the gate would take a lone vowel of Hangul on its circle for two clusters.
                let symbol = &*after.shown.symbol;
                let believed = if symbol.trim_matches(' ').is_empty() {
                    symbol.len() as u16
                } else {
                    symbol.cell_width()
                };
                prop_assert_eq!(believed, after.shown.columns);
            }
        }
    }

    #[test]
    fn every_offset_lies_on_the_row_whose_bytes_hold_it(text in text(), options in options()) {
        let rows = Rows::fill(&text, &options);
        let mut start = 0;
        for (index, row) in rows.iter().enumerate() {
            for at in (start..row.next).filter(|&at| text.is_char_boundary(at)) {
                prop_assert_eq!(rows.row_at(at), index);
            }
            start = row.next;
        }
        prop_assert_eq!(rows.row_at(text.len()), rows.len() - 1);
    }

    #[test]
    fn a_row_filled_again_stays_one_row(text in text(), mut options in options()) {
        // Tab stops and the guess about short lines look beyond the row.
        let text = text.replace('\t', " ");
        if matches!(options.line_ends, LineEnds::Short { .. }) {
            options.line_ends = LineEnds::Space;
        }
        options.first_indent = 0;
        for row in Rows::fill(&text, &options).iter() {
            let alone = &text[row.span.range()];
            let again = Rows::fill(alone, &options);
            prop_assert_eq!(again.len(), 1, "{:?}", alone);
            prop_assert_eq!(again.row(0).span, Span::new(0, alone.len()));
        }
    }

    #[test]
    fn optimal_rows_are_as_few_or_one_more_and_never_less_even(words in prop::collection::vec("[a-z]{1,12}", 1..60), columns in 12_u16..90) {
        let text = words.join(" ");
        let of = |fit| {
            let options = Options { columns, line_ends: LineEnds::Space, fit, hyphenation: Hyphenation::Off, first_indent: 0, justifies: false };
            let rows = Rows::fill(&text, &options);
            let gaps: usize = (0..rows.len() - 1)
                .map(|index| (usize::from(columns) - row_columns(&rows, &text, index)).pow(2))
                .sum();
            (gaps + 1000 * rows.len(), rows.len())
        };
        let (optimal, first) = (of(Fit::Optimal), of(Fit::First));
        // A short last row counts 25.
        prop_assert!(optimal.0 <= first.0 + 25, "{:?} {:?}", optimal, first);
    }

    #[test]
    fn columns_are_those_of_a_terminal_cell(text in text()) {
        let mut column = 0;
        for (_, cluster) in cluster::clusters(&text) {
            let shown = gate::shown(cluster, column % gate::TAB);
            let cells = if shown.symbol.is_empty() { 0 } else { shown.symbol.cell_width() };
            prop_assert_eq!(shown.columns, cells, "{:?}", cluster);
            column += shown.columns;
        }
    }
}

#[test]
fn every_character_takes_the_columns_of_a_terminal_cell() {
    for character in '\0'..=char::MAX {
        let cluster = character.to_string();
        let shown = gate::shown(&cluster, 0);
        if !shown.symbol.is_empty() {
            assert_eq!(shown.columns, shown.symbol.cell_width(), "{character:?}");
        }
    }
}

#[test]
fn a_long_paragraph_without_blanks_is_filled_in_linear_time() {
    for unit in [
        "x",
        "x-",
        "日",
        " ",
        "\u{301}",
        "\u{ad}",
        "ภา",
        "👩\u{200d}",
        "\t",
        "a\u{200b}",
    ] {
        let text = unit.repeat(65_536 / unit.len());
        for line_ends in [LineEnds::Space, LineEnds::Keep] {
            let options = Options {
                columns: 72,
                line_ends,
                fit: Fit::Optimal,
                hyphenation: Hyphenation::Language(Lang::English),
                first_indent: 2,
                justifies: true,
            };
            let rows = Rows::fill(&text, &options);
            assert_eq!(rows.row(rows.len() - 1).next, text.len());
        }
    }
}
