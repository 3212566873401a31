//! `catchword concordance`, as a script runs it.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod printed;

use printed::{Texts, columns_of};
use serde_json::json;

const SET: &str = r#"
schema = 1
name = "sea"
[[category]]
id = "animal"
name = "Animals"
mark = "A"
[[category]]
id = "ship"
name = "Ships"
mark = "S"
[[term]]
category = "animal"
id = "whale"
label = "Whale"
aliases = ["whale", "white whale"]
[[term]]
category = "animal"
id = "shark"
label = "Shark"
aliases = ["shark"]
[[term]]
category = "ship"
id = "pequod"
label = "Pequod"
aliases = ["Pequod"]
"#;

/// Two texts; `whale` stands in them four times, with these words to its right: `swims`, none, `dives`,
/// `s` being none.
fn sea() -> Texts {
    Texts::new(
        SET,
        &[
            (
                "first.txt",
                "A first text\n\nThe old whale swims by. Nobody saw the\nWHITE  WHALE\n\n\
                 Then came a shark.\n",
            ),
            (
                "second.txt",
                "A second text\n\nThe Pequod’s whale, dives: (whale’s end).\n",
            ),
        ],
    )
}

fn starts(texts: &Texts, arguments: &[&str]) -> Vec<(String, u64)> {
    let place = |row: serde_json::Value| {
        let document = row["document"].as_str().unwrap().to_owned();
        (document, row["start"].as_u64().unwrap())
    };
    texts.records(arguments).into_iter().map(place).collect()
}

fn places(places: &[(&str, u64)]) -> Vec<(String, u64)> {
    let owned = |&(document, start): &(&str, u64)| (document.to_owned(), start);
    places.iter().map(owned).collect()
}

#[test]
fn a_row_has_the_words_around_its_hit() {
    let rows = sea().records(&["concordance", "whale", "--json"]);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[1],
        json!({
            "type": "row", "document": "first", "date": null, "start": 53, "end": 65,
            "category": "animal", "term": "whale", "alias": "white whale",
            "left": "The old whale swims by. Nobody saw the ", "node": "WHITE  WHALE", "right": "",
            "furniture": false
        })
    );
    assert_eq!(rows[3]["left"], "The Pequod’s whale, dives: (");
    assert_eq!(rows[3]["right"], "’s end).");
}

#[test]
fn rows_stand_in_the_order_of_the_texts_unless_another_is_asked_for() {
    let sea = sea();
    let found = starts(&sea, &["concordance", "whale", "--json"]);
    let wanted = [("first", 22), ("first", 53), ("second", 30), ("second", 45)];
    assert_eq!(found, places(&wanted));
}

#[test]
fn rows_are_sorted_by_the_word_next_to_the_hit() {
    let sea = sea();
    // To the right: none, dives, end, swims.
    let found = starts(&sea, &["concordance", "whale", "--json", "--sort", "R1"]);
    let wanted = [("first", 53), ("second", 30), ("second", 45), ("first", 22)];
    assert_eq!(found, places(&wanted));
    // To the left, descending: the, pequod, old, dives.
    let found = starts(&sea, &["concordance", "whale", "--json", "--sort", "-L1"]);
    let wanted = [("first", 53), ("second", 30), ("first", 22), ("second", 45)];
    assert_eq!(found, places(&wanted));
}

#[test]
fn rows_are_sorted_by_several_keys() {
    let sea = sea();
    // `whale` before `white whale`, and the last text first.
    let sort = [
        "concordance",
        "whale",
        "--json",
        "--sort",
        "node,-document,-position",
    ];
    let wanted = [("second", 45), ("second", 30), ("first", 22), ("first", 53)];
    assert_eq!(starts(&sea, &sort), places(&wanted));
}

#[test]
fn a_category_has_the_hits_of_all_its_keywords() {
    let rows = sea().records(&["concordance", "@animal", "--json", "--sort", "-position"]);
    let terms: Vec<&str> = rows
        .iter()
        .map(|row| row["term"].as_str().unwrap())
        .collect();
    assert_eq!(terms, ["shark", "whale", "whale", "whale", "whale"]);
}

#[test]
fn words_that_are_no_id_are_searched_for() {
    let sea = sea();
    let rows = sea.records(&["concordance", "nobody SAW", "--json"]);
    assert!(rows.is_empty(), "a capital counts");
    let rows = sea.records(&["concordance", "nobody saw", "--json"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["term"], "nobody saw");
    assert_eq!(rows[0]["node"], "Nobody saw");
    // With a toggle an id is no id: the keyword would find `WHITE  WHALE` as one.
    let rows = sea.records(&["concordance", "whale", "--case", "--json"]);
    assert_eq!(rows.len(), 3);
    let rows = sea.records(&["concordance", "(s|d)[a-z]+s\\b", "--regex", "--json"]);
    let nodes: Vec<&str> = rows
        .iter()
        .map(|row| row["node"].as_str().unwrap())
        .collect();
    assert_eq!(nodes, ["swims", "dives"]);
    assert!(
        sea.records(&["concordance", "hale", "--word", "--json"])
            .is_empty()
    );
}

#[test]
fn printed_rows_have_their_nodes_in_one_column_and_keep_to_the_width() {
    let sea = sea();
    for width in [20, 30, 48, 80] {
        let text = sea.text(&["concordance", "whale", "--width", &width.to_string()]);
        let bars: Vec<usize> = text.lines().map(|line| columns_of(line, '│')).collect();
        assert_eq!(bars.len(), 4);
        assert!(bars.iter().all(|&bar| bar == bars[0]), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= width),
            "{text}"
        );
    }
    assert_eq!(
        sea.text(&["concordance", "pequod", "--width", "40"]),
        "second          The │Pequod│’s whale, d…\n"
    );
}

#[test]
fn rows_are_never_wider_than_asked_and_keep_their_nodes_while_they_fit() {
    let sea = sea();
    for width in 1..40 {
        let text = sea.text(&["concordance", "shark", "--width", &width.to_string()]);
        let line = text.trim_end_matches('\n');
        assert!(line.chars().count() <= width, "{width}: {line}");
        assert!(width < 7 || line.contains("│shark│"), "{width}: {line}");
    }
    let shark = |width: &str| sea.text(&["concordance", "shark", "--width", width]);
    // The text's name goes before the hit does.
    assert_eq!(shark("11"), "f…  │shark│\n");
    assert_eq!(shark("7"), "│shark│\n");
    assert_eq!(shark("5"), "│sh…│\n");
    // Wide letters are found as others are, and take twice their columns.
    let wide = Texts::new(SET, &[("a.txt", "Then came a ｓｈａｒｋ.\n")]);
    let row = wide.text(&["concordance", "shark", "--width", "14"]);
    assert_eq!(row, "… │ｓｈａｒｋ│\n");
}

#[test]
fn rows_that_repeat_an_earlier_one_can_be_left_out_and_are_counted() {
    let text = "One whale swims.\n\nONE WHALE, swims…\n\none whale swims\n\nOne whale swam.\n";
    let texts = Texts::new(SET, &[("a.txt", text), ("b.txt", "One whale swims.\n")]);
    let rows = |arguments: &[&str]| {
        let (text, error) = texts.both(&[&["concordance", "whale", "--tsv"], arguments].concat());
        let starts = text.lines().skip(1).map(|row| {
            let fields: Vec<&str> = row.split('\t').collect();
            format!("{}:{}", fields[0], fields[2])
        });
        (starts.collect::<Vec<_>>().join(" "), error)
    };
    assert_eq!(
        rows(&[]),
        ("a:4 a:22 a:43 a:60 b:4".to_owned(), String::new())
    );
    let told = "catchword: left out as repeated: 3 rows\n".to_owned();
    assert_eq!(rows(&["--unique"]), ("a:4 a:60".to_owned(), told.clone()));
    // What is earlier is said by the order.
    assert_eq!(
        rows(&["--unique", "--sort", "-document"]),
        ("b:4 a:60".to_owned(), told)
    );
}

#[test]
fn a_number_of_words_or_the_sentence_is_shown() {
    let sea = sea();
    let rows = sea.records(&["concordance", "whale", "--words", "2", "--json"]);
    assert_eq!(rows[0]["left"], "The old ");
    assert_eq!(rows[0]["right"], " swims by");
    let rows = sea.records(&["concordance", "whale", "--sentence", "--json"]);
    assert_eq!(rows[0]["right"], " swims by.");
    assert_eq!(rows[1]["left"], "Nobody saw the ");
    let text = sea.text(&["concordance", "shark", "--sentence"]);
    assert_eq!(text, "first  Then came a │shark│.\n");
}

#[test]
fn fields_with_tabs_have_a_line_of_names() {
    let text = sea().text(&["concordance", "white whale", "--tsv", "--words", "1"]);
    assert_eq!(
        text,
        "document\tdate\tstart\tend\tcategory\tterm\talias\tleft\tnode\tright\n\
         first\t\t53\t65\tsearch\twhite whale\twhite whale\tthe \tWHITE WHALE\t\n"
    );
}

#[test]
fn rows_are_written_for_spreadsheets_and_for_pages() {
    let texts = Texts::new(
        SET,
        &[(
            "a.txt",
            "A text\n\n=1+1 “or” \"whale\", a|b *c*\n\n-whale\n",
        )],
    );
    let rows = |format: &str| texts.text(&["concordance", "whale", "--words", "4", format]);
    assert_eq!(
        rows("--csv"),
        "document,date,start,end,category,term,alias,left,node,right\n\
         a,,23,28,animal,whale,whale,\"'=1+1 “or” \"\"\",whale,\"\"\", a|b *c*\"\n\
         a,,41,46,animal,whale,whale,'-,whale,\n"
    );
    assert_eq!(
        rows("--markdown"),
        "| document | date | start | end | category | term | alias | left | node | right |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | a |  | 23 | 28 | animal | whale | whale | =1+1 “or” \" | **whale** | \", a\\|b \\*c\\* |\n\
         | a |  | 41 | 46 | animal | whale | whale | - | **whale** |  |\n"
    );
    let (status, error) = texts.status(&["concordance", "whale", "--csv", "--tsv"]);
    assert_eq!(status, 2);
    assert!(error.contains("cannot be used with"), "{error}");
}

#[test]
fn nothing_found_is_status_one_and_a_wrong_name_status_two() {
    let sea = sea();
    assert_eq!(sea.status(&["concordance", "kraken"]), (1, String::new()));
    for (arguments, told) in [
        (
            &["concordance", "@fish"][..],
            "no category has the id `fish`; there are animal, ship",
        ),
        (&["concordance", "(", "--regex"], "cannot search for `(`: "),
        (
            &["concordance", "whale", "--sort", "R4"],
            "there is no sort key `R4`",
        ),
        (
            &["concordance", "whale", "--sort", "R1,R2,R3,L1"],
            "at most 3 keys",
        ),
        (&["concordance", "whale", "--words", "51"], "51"),
    ] {
        let (status, error) = sea.status(arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn nothing_in_a_row_acts_on_a_terminal() {
    let texts = Texts::new(
        SET,
        &[(
            "a.txt",
            "A text\n\nThe \u{1b}[31mred\u{9b}whale\u{202e} and\ta tab.\n",
        )],
    );
    for format in [
        &["--width", "60"][..],
        &["--tsv"],
        &["--csv"],
        &["--markdown"],
        &["--json"],
    ] {
        let arguments = [&["concordance", "whale"], format].concat();
        let text = texts.text(&arguments);
        let acts = |c: char| matches!(c, '\u{1b}' | '\u{9b}' | '\u{202e}');
        assert!(!text.contains(acts), "{text:?}");
    }
}
