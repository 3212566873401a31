//! What the rows of texts are.

use super::*;
use hypher::Lang;

const PROSE: Options = Options {
    columns: 10,
    line_ends: LineEnds::Space,
    fit: Fit::First,
    hyphenation: Hyphenation::Soft,
    first_indent: 0,
    justifies: false,
};

const CODE: Options = Options {
    line_ends: LineEnds::Keep,
    hyphenation: Hyphenation::Off,
    ..PROSE
};

/// The rows as they are drawn.
fn drawn(text: &str, options: Options) -> Vec<String> {
    let rows = Rows::fill(text, &options);
    let row = |index: usize| {
        let mut row: String = rows
            .glyphs(text, index)
            .map(|it| it.shown.symbol.into_owned())
            .collect();
        if rows.row(index).hyphen {
            row.push('-');
        }
        row
    };
    (0..rows.len()).map(row).collect()
}

#[test]
fn an_empty_text_has_one_empty_row() {
    let rows = Rows::fill("", &PROSE);
    assert_eq!(
        (rows.len(), rows.row(0), rows.row_at(0)),
        (1, Row::blank_at(0), 0)
    );
    assert_eq!(drawn(" \n ", PROSE), [""]);
}

#[test]
fn blanks_around_a_break_are_dropped_and_belong_to_the_row_before() {
    let rows = Rows::fill("  one  two   three", &PROSE);
    let spans: Vec<_> = rows.iter().map(|it| (it.span.range(), it.next)).collect();
    assert_eq!(spans, [(2..10, 13), (13..18, 18)]);
    assert_eq!(
        [0, 5, 11, 12, 13, 18, 99].map(|at| rows.row_at(at)),
        [0, 0, 0, 0, 1, 1, 1]
    );
}

#[test]
fn a_word_too_long_is_cut_between_clusters() {
    assert_eq!(
        drawn(
            "a ne\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301} b",
            Options {
                columns: 4,
                ..PROSE
            }
        ),
        [
            "a",
            "ne\u{301}e\u{301}e\u{301}",
            "e\u{301}e\u{301}e\u{301}",
            "b"
        ]
    );
}

#[test]
fn a_cluster_wider_than_the_row_stands_alone() {
    assert_eq!(
        drawn(
            "a日b",
            Options {
                columns: 1,
                ..PROSE
            }
        ),
        ["a", "日", "b"]
    );
}

#[test]
fn a_soft_hyphen_shows_only_where_the_row_breaks_at_it() {
    let text = "co\u{ad}operation co\u{ad}op";
    assert_eq!(
        drawn(
            text,
            Options {
                columns: 9,
                ..PROSE
            }
        ),
        ["co-", "operation", "coop"]
    );
    assert_eq!(
        drawn(
            text,
            Options {
                hyphenation: Hyphenation::Off,
                ..PROSE
            }
        ),
        ["cooperatio", "n coop"]
    );
}

#[test]
fn words_are_hyphenated_by_the_rules_of_their_language() {
    let english = Options {
        columns: 8,
        hyphenation: Hyphenation::Language(Lang::English),
        ..PROSE
    };
    assert_eq!(
        drawn("an extensive use", english),
        ["an ex-", "tensive", "use"]
    );
}

#[test]
fn an_address_is_cut_without_a_hyphen() {
    let english = Options {
        hyphenation: Hyphenation::Language(Lang::English),
        ..PROSE
    };
    assert_eq!(
        drawn("x.org/extensively", english),
        ["x.org/", "extensivel", "y"]
    );
}

#[test]
fn optimal_rows_are_even() {
    let text = "To be, or not to be: that is the question";
    assert_eq!(
        drawn(text, PROSE),
        ["To be, or", "not to be:", "that is", "the", "question"]
    );
    assert_eq!(
        drawn(
            text,
            Options {
                fit: Fit::Optimal,
                ..PROSE
            }
        ),
        ["To be,", "or not to", "be: that", "is the", "question"]
    );
}

#[test]
fn optimal_rows_do_not_overflow_where_a_gap_is_wide() {
    let text = format!("foo {} bar", "x".repeat(198));
    let options = Options {
        columns: 200,
        fit: Fit::Optimal,
        ..PROSE
    };
    assert_eq!(Rows::fill(&text, &options).len(), 3);
}

#[test]
fn a_dash_stays_with_the_word_before_it() {
    assert_eq!(
        drawn("residents—including", PROSE),
        ["residents—", "including"]
    );
}

#[test]
fn kept_lines_keep_their_indent_and_the_blanks_inside() {
    assert_eq!(
        drawn("if a  {\n\n  go()\n}", CODE),
        ["if a  {", "", "  go()", "}"]
    );
}

#[test]
fn tab_stops_of_a_wrapped_line_are_those_of_the_whole_line() {
    let text = "abcdef ghijk\tm";
    let rows = Rows::fill(
        text,
        &Options {
            columns: 11,
            ..CODE
        },
    );
    assert_eq!(rows.row(1).tab_origin, 7);
    assert_eq!(
        drawn(
            text,
            Options {
                columns: 11,
                ..CODE
            }
        ),
        ["abcdef", "ghijk    m"]
    );
}

#[test]
fn an_indent_gives_way_to_the_word_after_it() {
    assert_eq!(drawn("        word", CODE), ["      word"]);
    assert_eq!(
        drawn("            abcdefghijkl", CODE),
        ["     abcde", "fghijkl"]
    );
}

#[test]
fn thai_breaks_between_words() {
    assert_eq!(
        drawn(
            "ภาษาไทยง่ายนิดเดียว",
            Options {
                columns: 8,
                ..PROSE
            }
        ),
        ["ภาษาไทย", "ง่ายนิด", "เดียว"]
    );
}
