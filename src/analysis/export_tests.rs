//! Tests of the rows in each format.

use super::*;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

fn record<'a>(left: &str, node: &'a str, right: &str) -> Record<'a> {
    Record {
        document: "letter",
        date: Date::of(2021, Some(7), None),
        start: 10,
        end: 15,
        category: "sea",
        term: "whale",
        alias: Some("white whale"),
        node: Cow::Borrowed(node),
        context: Context {
            left: left.to_owned(),
            right: right.to_owned(),
        },
        furniture: false,
    }
}

#[test]
fn a_row_has_its_fields_in_the_order_of_their_names() {
    let record = record("the ", "white\n whale", " swims, \"fast\" | far");
    assert_eq!(
        Format::Tsv.header() + &Format::Tsv.row(&record),
        "document\tdate\tstart\tend\tcategory\tterm\talias\tleft\tnode\tright\n\
         letter\t2021-07\t10\t15\tsea\twhale\twhite whale\tthe \twhite whale\t swims, \"fast\" | far\n"
    );
    assert_eq!(
        Format::Csv.header() + &Format::Csv.row(&record),
        "document,date,start,end,category,term,alias,left,node,right\n\
         letter,2021-07,10,15,sea,whale,white whale,the ,white whale,\" swims, \"\"fast\"\" | far\"\n"
    );
    assert_eq!(
        Format::Markdown.header() + &Format::Markdown.row(&record),
        "| document | date | start | end | category | term | alias | left | node | right |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | letter | 2021-07 | 10 | 15 | sea | whale | white whale | the | **white whale** | swims, \"fast\" \\| far |\n"
    );
    assert!(Format::JsonLines.header().is_empty());
    let object: Value = serde_json::from_str(&Format::JsonLines.row(&record)).unwrap();
    assert_eq!(
        object,
        json!({
            "type": "row", "document": "letter", "date": "2021-07", "start": 10, "end": 15,
            "category": "sea", "term": "whale", "alias": "white whale", "left": "the ",
            "node": "white\n whale", "right": " swims, \"fast\" | far", "furniture": false
        })
    );
}

#[test]
fn what_is_not_known_is_empty_or_null() {
    let record = Record {
        date: None,
        alias: None,
        ..record("", "x", "")
    };
    assert_eq!(Format::Csv.row(&record), "letter,,10,15,sea,whale,,,x,\n");
    let object: Value = serde_json::from_str(&Format::JsonLines.row(&record)).unwrap();
    assert_eq!(
        (&object["date"], &object["alias"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn no_field_is_a_formula_of_a_spreadsheet() {
    for (node, csv) in [
        ("=1+1", "'=1+1"),
        ("@SUM(1,2)", "\"'@SUM(1,2)\""),
        ("-led", "'-led"),
        ("+", "'+"),
        ("1-1", "1-1"),
        // What hides a sign shows as nothing, so the sign would come first.
        ("\u{200b}=1", "'=1"),
    ] {
        let record = record("", node, "");
        let row = Format::Csv.row(&record);
        assert_eq!(
            row,
            format!("letter,2021-07,10,15,sea,whale,white whale,,{csv},\n")
        );
        assert!(!Format::Tsv.row(&record).contains(&format!("\t{node}\t")) || node == "1-1");
    }
}

#[test]
fn the_ending_of_a_files_name_says_the_format() {
    let format = |name| Format::of_file(name);
    assert_eq!(format("a.b/rows.tsv"), Some(Format::Tsv));
    assert_eq!(format("rows.MD"), Some(Format::Markdown));
    assert_eq!(format("rows.markdown"), Some(Format::Markdown));
    for name in ["rows.jsonl", "rows.ndjson", "rows.json"] {
        assert_eq!(format(name), Some(Format::JsonLines));
    }
    assert_eq!((format("csv"), format("rows.")), (None, None));
}

/// The cells of the only row of a Markdown table, as text, and whether each is bold.
fn cells(table: &str) -> Vec<(String, bool)> {
    let mut cells = Vec::new();
    let mut in_row = false;
    // Of what pages know, all but the change of signs for finer ones.
    let extensions = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(table, extensions) {
        match event {
            Event::Start(Tag::TableRow) => in_row = true,
            Event::Start(Tag::TableCell) if in_row => cells.push((String::new(), false)),
            Event::Start(Tag::Strong) if in_row => cells.last_mut().unwrap().1 = true,
            Event::Text(text) if in_row => cells.last_mut().unwrap().0 += &text,
            Event::End(TagEnd::TableRow | TagEnd::TableCell | TagEnd::Strong) => {}
            event => assert!(!in_row || event == Event::End(TagEnd::Table), "{event:?}"),
        }
    }
    cells
}

proptest! {
    #[test]
    fn a_cell_of_a_table_shows_what_stands_in_the_text(
        text in "[a |\\\\`*_<>~&$;:!#^{}()\\[\\]-]{0,12}",
    ) {
        let node = format!("x{text}y");
        let record = record(&text, &node, "");
        let cells = cells(&(Format::Markdown.header() + &Format::Markdown.row(&record)));
        prop_assert_eq!(cells.len(), FIELDS.len());
        prop_assert_eq!(&cells[7], &(text.trim().to_owned(), false));
        prop_assert_eq!(&cells[NODE], &(one_line(&node), true));
    }

    #[test]
    fn any_text_is_one_row_in_which_nothing_acts(
        text in "(?s)(.|[\"\\\\,\t\n\r\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}é日]){0,12}",
    ) {
        let record = record(&text, &text, &text);
        for format in [Format::Tsv, Format::Csv, Format::Markdown, Format::JsonLines] {
            let row = format.row(&record);
            let line = row.strip_suffix('\n').unwrap();
            let tabs = if format == Format::Tsv { FIELDS.len() - 1 } else { 0 };
            prop_assert_eq!(line.matches('\t').count(), tabs);
            prop_assert!(!line.replace('\t', "").contains(|it: char| it.is_control() || acts(it) && it != '\u{200d}' && !is_mark(it)), "{:?}", line);
        }
        let object: Value = serde_json::from_str(&Format::JsonLines.row(&record)).unwrap();
        prop_assert_eq!(object["node"].as_str(), Some(text.as_str()));
    }
}

/// Whether it may stand inside a cluster.
fn is_mark(character: char) -> bool {
    gate::shown(&format!("a{character}"), 0)
        .symbol
        .contains(character)
}
