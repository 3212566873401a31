//! `catchword stats`, as a script runs it. Every expected figure was worked out by hand.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod printed;

use printed::Texts;
use serde_json::{Value, json};

const SET: &str = r#"
schema = 1
name = "sea"
[[category]]
id = "animal"
name = "Animals"
mark = "A"
[[term]]
category = "animal"
id = "whale"
label = "Whale"
aliases = ["whale"]
[[term]]
category = "animal"
id = "five"
label = "Five"
aliases = ["five"]
[[term]]
category = "animal"
id = "shark"
label = "Shark"
aliases = ["shark"]
"#;

/// A text of 10 words, the first and the last two of which are hits, and one of 30, whose sixteenth is.
fn sea() -> Texts {
    let calm = |words: usize| "calm ".repeat(words);
    let second = format!("{}whale’s {}", calm(15), calm(14));
    Texts::new(
        SET,
        &[
            (
                "first.txt",
                "Whale one two three four five six seven whale, whale.\n",
            ),
            ("second.txt", &second),
        ],
    )
}

/// Whether a figure is the wanted one, but for the last of six places.
fn is_close(found: &Value, wanted: f64) -> bool {
    (found.as_f64().unwrap() - wanted).abs() < 1e-6
}

#[test]
fn each_keyword_with_a_hit_has_a_spread() {
    let records = sea().records(&["stats", "--json"]);
    assert_eq!(records.len(), 2, "shark has no hit");
    let whale = &records[0];
    assert_eq!(whale["type"], "spread");
    assert_eq!(whale["term"], "whale");
    assert_eq!((&whale["hits"], &whale["range"]), (&json!(4), &json!(2)));
    // Of the hits ¾ and ¼, of the words ¼ and ¾.
    assert!(is_close(&whale["dp"], 0.5));
    assert!(is_close(&whale["dp_norm"], 2.0 / 3.0));
    // All hits in the shorter text.
    assert_eq!(records[1]["term"], "five");
    assert!(is_close(&records[1]["dp_norm"], 1.0));
}

#[test]
fn in_one_text_there_is_no_normalized_deviation() {
    let texts = Texts::new(SET, &[("a.txt", "A whale.\n")]);
    let records = texts.records(&["stats", "--json"]);
    assert!(is_close(&records[0]["dp"], 0.0));
    assert_eq!(records[0]["dp_norm"], Value::Null);
}

#[test]
fn a_plot_counts_the_hits_in_each_cell() {
    let records = sea().records(&[
        "stats", "--plot", "--cells", "5", "--term", "whale", "--json",
    ]);
    assert_eq!(records.len(), 2);
    let [first, second] = &records[..] else {
        panic!("a record for each text");
    };
    assert_eq!(
        *first,
        json!({
            "type": "dispersion", "term": "whale", "document": "first", "words": 10, "hits": 3,
            "per_1000": 300.0, "cells": [1, 0, 0, 0, 2]
        })
    );
    assert_eq!(second["cells"], json!([0, 0, 1, 0, 0]));
    assert!(is_close(&second["per_1000"], 100.0 / 3.0));
}

#[test]
fn a_plot_is_drawn_with_signs() {
    let text = sea().text(&["stats", "--plot", "--cells", "5", "--term", "whale"]);
    assert_eq!(
        text,
        "whale: 4 hits in 2 of 2 texts, DPnorm 0.667\n\
         document  words  hits  per_1000  plot\n\
         first        10     3   300.000  ▄···▆\n\
         second       30     1    33.333  ··▄··\n"
    );
    let fields = sea().text(&["stats", "--plot", "--cells", "2", "--term", "five", "--tsv"]);
    assert_eq!(
        fields,
        "term\tdocument\twords\thits\tper_1000\tcells\n\
         five\tfirst\t10\t1\t100.000000\t0,1\n\
         five\tsecond\t30\t0\t0.000000\t0,0\n"
    );
}

#[test]
fn a_plot_is_drawn_in_ascii_where_the_locale_has_no_more_or_it_is_asked_for() {
    let sea = sea();
    let plot = ["stats", "--plot", "--cells", "5", "--term", "whale"];
    let plain = "whale: 4 hits in 2 of 2 texts, DPnorm 0.667\n\
                 document  words  hits  per_1000  plot\n\
                 first        10     3   300.000  :...|\n\
                 second       30     1    33.333  ..:..\n";
    assert_eq!(sea.text(&[&plot[..], &["--ascii"]].concat()), plain);
    assert_eq!(sea.text_in("C", &plot), plain);
}

#[test]
fn texts_are_drawn_in_proportion_to_the_longest() {
    let sea = sea();
    let plot = [
        "stats",
        "--plot",
        "--cells",
        "12",
        "--term",
        "whale",
        "--proportional",
    ];
    // A third as long: 4 cells.
    let records = sea.records(&[&plot[..], &["--json"]].concat());
    let cells: Vec<&Value> = records.iter().map(|record| &record["cells"]).collect();
    assert_eq!(cells[0], &json!([1, 0, 0, 2]));
    assert_eq!(cells[1], &json!([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]));
    let text = sea.text(&plot);
    assert!(
        text.ends_with("▄··▆\nsecond       30     1    33.333  ······▄·····\n"),
        "{text}"
    );
}

#[test]
fn no_field_of_a_table_is_a_formula_but_a_negative_figure_is_one_number() {
    let texts = Texts::new(
        SET,
        &[
            ("=1+1.txt", "the the the whale whale whale whale\n"),
            ("b.txt", "the the the the the the land\n"),
        ],
    );
    let text = texts.text(&["stats", "--keyness", "--tsv"]);
    let the = text
        .lines()
        .find(|line| line.contains("\tthe\t3\t"))
        .unwrap();
    let fields: Vec<&str> = the.split('\t').collect();
    assert_eq!((fields[0], fields[7]), ("'=1+1", "-1.000000"));
}

#[test]
fn words_that_are_no_keyword_have_a_spread_and_a_plot() {
    let sea = sea();
    let spread = |arguments: &[&str]| {
        let arguments = [&["stats", "--json", "--of"], arguments].concat();
        let records = sea.records(&arguments);
        let spread = |it: &Value| (it["term"].as_str().unwrap().to_owned(), it["hits"].as_u64());
        records.iter().map(spread).collect::<Vec<_>>()
    };
    let one = |term: &str, hits| vec![(term.to_owned(), Some(hits))];
    // `seven` and `five` hold it; as a whole word it is in no text.
    assert_eq!(spread(&["ve"]), one("ve", 2));
    assert!(spread(&["ve", "--word"]).is_empty());
    assert_eq!(spread(&["s[a-z]+n|one", "--regex"]), one("s[a-z]+n|one", 2));
    assert_eq!(spread(&["Whale", "--case"]), one("Whale", 1));
    assert_eq!(spread(&["whale"]), one("whale", 4));
    let animals = spread(&["@animal"]);
    assert_eq!(animals, [one("whale", 4), one("five", 1)].concat());
    let records = sea.records(&["stats", "--plot", "--cells", "2", "--of", "calm", "--json"]);
    // Of 30 words the sixteenth is another.
    assert_eq!(records[1]["cells"], json!([15, 14]));
    assert_eq!(records[0]["cells"], json!([0, 0]));
}

#[test]
fn keyness_compares_each_text_with_the_rest() {
    let records = sea().records(&["stats", "--keyness", "--json"]);
    let [whale, calm] = &records[..] else {
        panic!("no other word occurs three times in a text");
    };
    assert_eq!(whale["document"], "first");
    assert_eq!(whale["word"], "whale");
    let counts = ["a", "n1", "b", "n2"].map(|key| whale[key].as_u64().unwrap());
    assert_eq!(counts, [3, 10, 1, 30]);
    assert!(is_close(&whale["g2"], 5.020_667));
    // log₂ of 3/10 ÷ 1/30 = 9
    assert!(is_close(&whale["log_ratio"], 3.169_925));
    assert_eq!(calm["document"], "second");
    let counts = ["a", "n1", "b", "n2"].map(|key| calm[key].as_u64().unwrap());
    assert_eq!(counts, [29, 30, 0, 10]);
    assert!(is_close(&calm["g2"], 38.284_817));
    // log₂ of 29/30 ÷ ½/10 = 58/3
    assert!(is_close(&calm["log_ratio"], 4.273_018));
}

#[test]
fn a_word_that_a_text_uses_less_has_a_negative_keyness() {
    let texts = Texts::new(
        SET,
        &[
            ("a.txt", "the the the whale whale whale whale\n"),
            ("b.txt", "the the the the the the land\n"),
        ],
    );
    let records = texts.records(&["stats", "--keyness", "--json"]);
    let the = records
        .iter()
        .find(|it| it["word"] == "the" && it["document"] == "a")
        .unwrap();
    assert!(the["g2"].as_f64().unwrap() < 0.0);
    assert!(is_close(&the["log_ratio"], -1.0));
}

#[test]
fn collocates_are_counted_in_windows_of_a_paragraph() {
    let texts = Texts::new(
        SET,
        &[(
            "a.txt",
            "Red whale\n\nred whale’s\n\nbig RED whale\n\nred and big\n",
        )],
    );
    let records = texts.records(&["stats", "--collocates", "whale", "--json"]);
    let [red] = &records[..] else {
        panic!("only one word stands there three times");
    };
    assert_eq!(red["type"], "collocate");
    assert_eq!(
        (&red["node"], &red["collocate"]),
        (&json!("whale"), &json!("red"))
    );
    let counts = ["observed", "node_hits", "frequency", "window", "words"];
    assert_eq!(
        counts.map(|key| red[key].as_u64().unwrap()),
        [3, 3, 4, 4, 7]
    );
    // E = 4 · 4 ÷ 7
    assert!(is_close(&red["mi"], 0.392_317));
    assert!(is_close(&red["t"], 0.412_393));
    assert!(is_close(&red["log_dice"], 13.777_608));
    assert!(is_close(&red["g2"], 1.242_947));
}

#[test]
fn function_words_can_be_left_out_without_changing_the_figures_of_others() {
    let texts = Texts::new(
        SET,
        &[
            (
                "a.txt",
                "the whale swam the\n\nthe whale swam\n\nthe whale swam\n",
            ),
            ("b.txt", "a land of the living\n"),
        ],
    );
    for figure in [&["--keyness"][..], &["--collocates", "whale"]] {
        let arguments = [&["stats", "--json"], figure].concat();
        let mut all = texts.records(&arguments);
        let content = texts.records(&[&arguments[..], &["--content-only"]].concat());
        let is_function_word = |it: &Value| it["word"] == "the" || it["collocate"] == "the";
        assert!(all.iter().any(is_function_word), "{all:?}");
        all.retain(|it| !is_function_word(it));
        assert!(!content.is_empty());
        assert_eq!(content, all);
    }
}

#[test]
fn the_window_and_the_node_can_be_chosen() {
    let texts = Texts::new(
        SET,
        &[("a.txt", "b a whale a b\n\nb a shark a b\n\nwhale a b\n")],
    );
    let counted = |arguments: &[&str]| -> Vec<(String, u64)> {
        let arguments = [&["stats", "--json", "--collocates"], arguments].concat();
        let counted = |record: Value| {
            let word = record["collocate"].as_str().unwrap().to_owned();
            (word, record["observed"].as_u64().unwrap())
        };
        texts.records(&arguments).into_iter().map(counted).collect()
    };
    let pair = |word: &str, count| (word.to_owned(), count);
    assert_eq!(counted(&["whale"]), [pair("a", 3), pair("b", 3)]);
    assert_eq!(counted(&["whale", "--window", "1"]), [pair("a", 3)]);
    assert_eq!(counted(&["@animal", "--window", "1"]), [pair("a", 5)]);
    // Words that are no id are searched for, and found inside a word too.
    assert_eq!(counted(&["hale"]), [pair("a", 3), pair("b", 3)]);
    assert!(counted(&["hale", "--word"]).is_empty());
}

/// Paragraphs: whale and shark, in two sentences; whale twice and five; whale; shark and five in one.
fn meetings() -> Texts {
    let text = "The whale swam. A shark came.\n\nWhale, whale and the number five.\n\n\
                A whale.\n\nFive sharks saw a shark.\n";
    Texts::new(SET, &[("a.txt", text)])
}

#[test]
fn keywords_meet_in_paragraphs_sentences_and_within_words() {
    let texts = meetings();
    let met = |within: &str| -> Vec<String> {
        let records = texts.records(&["stats", "--cooccurrence", "--within", within, "--json"]);
        let met = |record: Value| {
            assert_eq!(record["type"], "meeting");
            assert_eq!(
                (&record["by"], &record["within"]),
                (&json!("term"), &json!(within))
            );
            let jaccard = record["jaccard"].as_f64().unwrap();
            format!(
                "{} {} {} of {} and {}: {jaccard:.3}",
                record["first"].as_str().unwrap(),
                record["second"].as_str().unwrap(),
                record["count"],
                record["first_places"],
                record["second_places"],
            )
        };
        records.into_iter().map(met).collect()
    };
    // Sharks are no hit of `shark`. Each pair shares a paragraph: of 4, of 3 and of 3.
    assert_eq!(
        met("paragraph"),
        [
            "five shark 1 of 2 and 2: 0.333",
            "whale five 1 of 3 and 2: 0.250",
            "whale shark 1 of 3 and 2: 0.250",
        ]
    );
    assert_eq!(
        met("sentence"),
        [
            "five shark 1 of 2 and 2: 0.333",
            "whale five 1 of 3 and 2: 0.250",
        ]
    );
    // Between are `swam. A`; `sharks saw a`; `and the number`, or one whale more.
    assert_eq!(met("2"), ["whale shark 2 of 4 and 2: 0.333"],);
    assert_eq!(
        met("3"),
        [
            "five shark 2 of 2 and 2: 0.500",
            "whale five 2 of 4 and 2: 0.333",
            "whale shark 2 of 4 and 2: 0.333",
        ]
    );
}

#[test]
fn meetings_are_printed_as_fields_and_of_the_keywords_asked_for() {
    let texts = meetings();
    let asked = [
        "stats",
        "--cooccurrence",
        "--term",
        "whale",
        "--term",
        "shark",
    ];
    assert_eq!(
        texts.text(&[&asked[..], &["--tsv"]].concat()),
        "first\tsecond\tcount\tfirst_places\tsecond_places\tjaccard\n\
         whale\tshark\t1\t3\t2\t0.250000\n"
    );
    assert_eq!(
        texts.text(&asked),
        "first  second  count  first_places  second_places  jaccard\n\
         whale  shark       1             3              2    0.250\n"
    );
}

#[test]
fn categories_meet_where_keywords_of_both_do() {
    let ships = r#"
[[category]]
id = "ship"
mark = "S"
[[term]]
category = "ship"
id = "pequod"
aliases = ["Pequod"]
"#;
    let text =
        "Whale, shark and Pequod.\n\nThe Pequod.\n\nA shark saw the Pequod.\n\nWhale, shark.\n";
    let texts = Texts::new(&format!("{SET}{ships}"), &[("a.txt", text)]);
    let records = texts.records(&["stats", "--cooccurrence", "--by", "category", "--json"]);
    assert_eq!(
        records,
        [json!({
            "type": "meeting", "by": "category", "first": "animal", "second": "ship",
            "within": "paragraph", "count": 2, "first_places": 3, "second_places": 3, "jaccard": 0.5
        })]
    );
}

#[test]
fn categories_have_spreads_and_plots_too() {
    let sea = sea();
    let terms = sea.records(&["stats", "--json"]);
    let categories = sea.records(&["stats", "--by", "category", "--json"]);
    let hits = |records: &[Value], category: &str| -> u64 {
        let of_it = records.iter().filter(|it| it["category"] == category);
        of_it.map(|it| it["hits"].as_u64().unwrap()).sum()
    };
    assert!(!categories.is_empty() && categories.len() < terms.len());
    for it in &categories {
        let category = it["category"].as_str().unwrap();
        assert_eq!(it["term"], format!("@{category}"));
        assert_eq!(it["hits"].as_u64().unwrap(), hits(&terms, category));
    }
    let plots = sea.records(&[
        "stats", "--plot", "--by", "category", "--cells", "3", "--json",
    ]);
    assert!(
        plots
            .iter()
            .all(|it| it["term"].as_str().unwrap().starts_with('@'))
    );
    let (status, _) = sea.status(&["stats", "--keyness", "--by", "category"]);
    assert_eq!(status, 2);
}

/// A collection of two texts with dates, of which the later stands first, and one without.
fn dated() -> Texts {
    let head = |title: &str, date: &str| {
        format!("+++\ntitle = \"{title}\"\nlanguage = \"en\"\nsource = \"none\"\n{date}+++\n\n")
    };
    let letter = head("Letter", "date = \"2021-07\"\ndate_basis = \"inferred\"\n")
        + "In 1988 and (1988). In 2,021 or 1980s.\n";
    let report = head("Report", "date = \"2020-07-22\"\n") + "It was 1979’s, not 1988.\n";
    let note = head("Note", "") + "Of no year: 1799.\n";
    let files: [(&str, &str); 3] = [("a.md", &letter), ("b.md", &report), ("c.md", &note)];
    Texts::new(SET, &files)
}

#[test]
fn dates_are_those_of_the_texts_and_the_years_they_speak_of() {
    assert_eq!(
        dated().records(&["stats", "--dates", "--json"]),
        [
            json!({"type": "published", "document": "b", "date": "2020-07-22", "precision": "day", "basis": "stated"}),
            json!({"type": "published", "document": "a", "date": "2021-07", "precision": "month", "basis": "inferred"}),
            json!({"type": "published", "document": "c", "date": null, "precision": null, "basis": null}),
            json!({"type": "year", "year": 1979, "document": "b", "mentions": 1}),
            json!({"type": "year", "year": 1988, "document": "a", "mentions": 2}),
            json!({"type": "year", "year": 1988, "document": "b", "mentions": 1}),
        ]
    );
}

#[test]
fn dates_are_printed_in_tables() {
    assert_eq!(
        dated().text(&["stats", "--dates"]),
        "date        precision  basis     document\n\
         2020-07-22  day        stated    b\n\
         2021-07     month      inferred  a\n\
         unknown     —          —         c\n\
         \n\
         year  mentions  document\n\
         1979         1  b\n\
         1988         2  a\n\
         1988         1  b\n"
    );
    assert_eq!(
        dated().text(&["stats", "--dates", "--tsv"]),
        "type\tdocument\tdate\tprecision\tbasis\tyear\tmentions\n\
         published\tb\t2020-07-22\tday\tstated\t\t\n\
         published\ta\t2021-07\tmonth\tinferred\t\t\n\
         published\tc\t\t\t\t\t\n\
         year\tb\t\t\t\t1979\t1\n\
         year\ta\t\t\t\t1988\t2\n\
         year\tb\t\t\t\t1988\t1\n"
    );
}

#[test]
fn nothing_found_is_status_one_and_a_wrong_name_status_two() {
    let sea = sea();
    for arguments in [
        &["stats", "--term", "shark"][..],
        &["stats", "--plot", "--term", "shark"],
        &["stats", "--collocates", "shark"],
        &[
            "stats",
            "--cooccurrence",
            "--term",
            "whale",
            "--term",
            "shark",
        ],
        &["stats", "--dates"],
    ] {
        assert_eq!(sea.status(arguments), (1, String::new()), "{arguments:?}");
    }
    for (arguments, told) in [
        (
            &["stats", "--term", "kraken"][..],
            "no keyword has the id `kraken`",
        ),
        (
            &["stats", "--collocates", "@fish"],
            "no category has the id `fish`; there are animal",
        ),
        (&["stats", "--plot", "--keyness"], "cannot be used with"),
        (
            &["stats", "--cooccurrence", "--within", "page"],
            "within a paragraph, a sentence or a number of words, 0 to 100",
        ),
        (
            &["stats", "--of", "whale", "--term", "whale"],
            "cannot be used with",
        ),
        (&["stats", "--keyness", "--word"], "of --of or --collocates"),
        (&["stats", "--plot", "--content-only"], "required arguments"),
        (
            &[
                "stats",
                "--cooccurrence",
                "--term",
                "whale",
                "--term",
                "whale",
            ],
            "one keyword alone meets no other",
        ),
    ] {
        let (status, error) = sea.status(arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(error.contains(told), "{error}");
    }
}
