//! The figures on the screen.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{Effect, Model, Msg, counting::Count},
    collection::Collection,
};
use drawn::{model, press, ships, texts};
use std::ops::ControlFlow;

fn looked_at(collection: Collection) -> Model {
    model(collection, ships(), (120, 40))
}

/// Ten words with a whale as the first and as the sixth, in 1851; ten with none.
fn sea() -> Model {
    let first = "Whale two three four five whale Pequod eight nine 1851.\n";
    let second = "One two three four five six seven eight nine ten.\n";
    looked_at(texts(&[first, second]))
}

fn lines(model: &Model) -> Vec<String> {
    let overlay = model.overlay.as_ref().unwrap();
    let row = |row: &catchword::app::overlay::OverlayRow| format!("{}{}", row.name, row.text);
    overlay.rows.iter().map(row).collect()
}

fn line(model: &Model, part: &str) -> String {
    let lines = lines(model);
    let found = lines.iter().find(|line| line.contains(part));
    found
        .unwrap_or_else(|| panic!("no {part} in {lines:#?}"))
        .clone()
}

#[test]
fn the_plot_of_the_term_in_focus_has_its_figures_beside_it() {
    let mut model = sea();
    press(&mut model, ". A");
    let title = line(&model, "Whale · ");
    // All hits in half of the words: DP is 0.5, and no more than 0.5 can be.
    assert!(
        title.contains("2 hits in 1 of 2 texts · 100.00 per 1,000 words · DPnorm 1.000"),
        "{title}"
    );
    let rows = lines(&model);
    let plots: Vec<&String> = rows
        .iter()
        .filter(|row| row.contains('·') && row.contains(" 10 "))
        .collect();
    assert_eq!(plots.len(), 2, "{rows:#?}");
    let cells: Vec<char> = plots[0].chars().filter(|it| "·▄▆█".contains(*it)).collect();
    let hits: Vec<usize> = (0..cells.len())
        .filter(|&cell| cells[cell] == '▄')
        .collect();
    assert_eq!(hits, [0, cells.len() / 2]);
    assert!(!plots[1].contains('▄'));
}

/// The cell that the cursor is on.
fn cell(model: &Model) -> u16 {
    model.overlay.as_ref().unwrap().cell
}

/// What is said of it.
fn foot(model: &Model) -> &str {
    &model.overlay.as_ref().unwrap().foot
}

#[test]
fn a_cursor_goes_along_the_cells_of_a_plot_and_says_what_is_there() {
    let mut model = sea();
    press(&mut model, ". . A");
    let cells = model.overlay.as_ref().unwrap().strip().unwrap().cells;
    // The sixth of ten words begins the second half.
    assert_eq!(cell(&model), cells / 2);
    assert!(
        foot(&model).ends_with("1 hit · Whale two three four five ‹whale› Pequod eight nine 1851."),
        "{}",
        foot(&model)
    );
    press(&mut model, "l");
    assert_eq!(cell(&model), cells / 2 + 1);
    assert!(foot(&model).ends_with("no hit"), "{}", foot(&model));
    press(&mut model, "enter");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("no hit is in this cell")
    );
    press(&mut model, ",");
    assert_eq!(cell(&model), cells / 2);
    press(&mut model, "9 9 9 h h");
    assert_eq!(cell(&model), 0);
    press(&mut model, "9 9 9 l");
    assert_eq!(cell(&model), cells - 1);
}

#[test]
fn a_cell_of_the_plot_leads_to_its_first_hit_and_back() {
    let mut model = sea();
    press(&mut model, ". . A , enter");
    assert_eq!(model.current.map(|current| current.hit.span.start), Some(0));
    press(&mut model, "ctrl-o");
    assert_eq!(model.overlay.as_ref().map(|overlay| overlay.at), Some(2));
    assert_eq!(cell(&model), 0);
    press(&mut model, ", .");
    assert!(cell(&model) > 0);
    press(&mut model, ".");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("no hit further on")
    );
    press(&mut model, "j . enter");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("no hit is in this cell")
    );
}

#[test]
fn the_views_follow_each_other_and_have_numbers() {
    let mut model = sea();
    let mut titles = Vec::new();
    for keys in ["A", "A", "A", "A", "A", "A", "4 A"] {
        press(&mut model, keys);
        let title = model.overlay.as_ref().unwrap().title();
        titles.push(title.split(" · ").next().unwrap().to_owned());
    }
    assert_eq!(
        titles,
        [
            "Dispersion",
            "Keyness",
            "Collocates",
            "Co-occurrence",
            "Dates",
            "Dispersion",
            "Co-occurrence"
        ]
    );
    press(&mut model, "9 A");
    assert_eq!(
        model.notice.as_deref(),
        Some("there are 5 views of figures")
    );
}

#[test]
fn the_words_of_a_text_are_compared_with_those_of_the_others() {
    // The figures of the specification: 6 in 686 words, 1 in 3,220.
    let here = format!("{}{}", "rare ".repeat(6), "common ".repeat(680));
    let there = format!("rare {}", "common ".repeat(3_219));
    let mut model = looked_at(texts(&[&here, &there]));
    press(&mut model, "2 A");
    let row = line(&model, "rare ");
    let figures: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(figures, ["rare", "6", "1", "15.56", "4.82"]);
}

#[test]
fn words_that_stand_near_the_hits_are_counted_and_scored() {
    let text = "white whale sighted. white whale lost. white whale found. A white sail.\n";
    let mut model = looked_at(texts(&[text]));
    press(&mut model, ". 3 A");
    let row = line(&model, "white ");
    // All four stand within five words of a whale; log₂ of 2·4 ÷ (3 + 4), and 14.
    assert!(row.starts_with("white"), "{row}");
    let figures: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(&figures[1..4], ["4", "4", "14.19"], "{row}");
}

#[test]
fn keywords_that_meet_in_a_paragraph_are_paired() {
    let mut model = looked_at(texts(&[
        "A whale.\n\nWhale and Pequod.\n\nPequod, whale.\n",
    ]));
    press(&mut model, "4 A");
    let row = line(&model, "Whale × Pequod");
    assert!(row.contains(" 2 ") && row.contains("0.667"), "{row}");
    let categories = line(&model, "A Animals");
    let cells: Vec<&str> = categories.split_whitespace().skip(2).collect();
    assert_eq!(cells, ["\\", "2"]);
}

#[test]
fn function_words_can_be_left_out() {
    let text = "the whale swam, the whale swam, the whale swam.\n";
    let mut model = looked_at(texts(&[text]));
    press(&mut model, ". 3 A");
    let has = |model: &Model, word: &str| lines(model).iter().any(|line| line.starts_with(word));
    assert!(has(&model, "the ") && has(&model, "swam "));
    press(&mut model, "u");
    assert!(!has(&model, "the ") && has(&model, "swam "));
}

#[test]
fn years_that_a_text_speaks_of_lead_to_it() {
    let mut model = sea();
    press(&mut model, "5 A");
    assert!(line(&model, "1851").contains("1  in 1 text"));
    drawn::press_and_search(&mut model, "enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert!(
        title.starts_with("“1851” · 1 hits in 1 of 2 texts"),
        "{title}"
    );
    press(&mut model, "enter");
    assert_eq!(model.search.current.map(|found| found.span.start), Some(50));
}

#[test]
fn a_view_without_figures_says_what_to_do_and_each_says_how_it_counted() {
    let mut model = looked_at(texts(&["Nothing here.\n"]));
    for (keys, empty, how) in [
        ("1 A", "No shown keyword has a hit", "DPnorm = "),
        (
            "2 A",
            "No word of this text is there three times",
            "log-likelihood",
        ),
        ("3 A", "No word stands 3 times near the hits", "logDice = "),
        ("4 A", "No two shown keywords meet", "Jaccard = "),
        ("5 A", "No text has a date", "A year is"),
    ] {
        press(&mut model, keys);
        let shown = lines(&model).join(" ");
        assert!(
            shown.contains(empty) && shown.contains(how),
            "{keys}: {shown}"
        );
    }
}

#[test]
fn a_view_is_returned_to_as_it_was() {
    let mut model = sea();
    press(&mut model, "A");
    let before = lines(&model);
    press(&mut model, "enter");
    assert!(model.overlay.is_none() && model.current.is_some());
    press(&mut model, "ctrl-o");
    assert_eq!(lines(&model), before);
}

#[test]
fn what_only_looks_like_a_year_is_none() {
    let mut model = looked_at(texts(&["क1 2 𠀀 19 185 18511 20x1 ۱۹۸۸ 1851\n"]));
    press(&mut model, "5 A");
    let years = lines(&model);
    let years: Vec<&String> = years
        .iter()
        .filter(|line| line.contains(" in 1 text"))
        .collect();
    assert_eq!(years.len(), 2, "{years:?}");
    assert!(
        years[0].starts_with("1851") && years[1].starts_with("1988"),
        "{years:?}"
    );
}

#[test]
fn all_figures_are_seen_on_a_screen_of_80_columns() {
    let mut model = drawn::bundled((80, 24));
    for (keys, last) in [
        ("2 A", "log ratio"),
        ("3 A", "G²"),
        ("4 A", "Jaccard"),
        ("1 A", "per 1,000"),
    ] {
        press(&mut model, keys);
        let shown = drawn::rows(&model).join("\n");
        assert!(shown.contains(last), "{keys}: {shown}");
        press(&mut model, "esc");
    }
}

/// Keywords that meet once in a sentence, once in a paragraph, once in neither.
fn meetings() -> Model {
    looked_at(texts(&[
        "A whale struck the Pequod. Silence.\n\nOne whale. It saw the Pequod.\n\nNo whale.\n",
    ]))
}

#[test]
fn how_near_keywords_have_to_be_can_be_changed() {
    let mut model = meetings();
    press(&mut model, "4 A");
    let figures = |model: &Model| -> Vec<String> {
        let row = line(model, "Whale × Pequod");
        row.split_whitespace().skip(3).map(str::to_owned).collect()
    };
    // Two of three paragraphs with either; one of three sentences with whales or ships in four.
    assert_eq!(figures(&model), ["2", "0.667"]);
    press(&mut model, "e");
    assert_eq!(figures(&model), ["1", "0.250"]);
    // Three words lie between the two in the second paragraph as well, two in the first.
    press(&mut model, "2 e");
    assert_eq!(figures(&model), ["2", "0.400"]);
    press(&mut model, "1 e");
    assert!(line(&model, "No two shown keywords").contains("within 1 words"));
    press(&mut model, "e e");
    assert_eq!(figures(&model), ["1", "0.250"]);
}

#[test]
fn a_pair_leads_to_the_hits_where_it_meets_and_back_to_its_row() {
    let mut model = meetings();
    press(&mut model, "4 A G");
    let pair = lines(&model)
        .iter()
        .position(|line| line.contains("Whale × Pequod"))
        .unwrap();
    press(&mut model, "g");
    while model.overlay.as_ref().unwrap().at != pair {
        press(&mut model, "j");
    }
    press(&mut model, "enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert!(
        title.starts_with("Whale × Pequod in one paragraph · 4 hits in 1 of 1 text"),
        "{title}"
    );
    assert_eq!(lines(&model).len(), 4);
    press(&mut model, "j enter");
    assert_eq!(model.current.map(|it| it.hit.span.start), Some(19));
    press(&mut model, "ctrl-o");
    assert_eq!(model.overlay.as_ref().unwrap().at, 1);
    press(&mut model, "esc");
    let overlay = model.overlay.as_ref().unwrap();
    assert!(overlay.title().starts_with("Co-occurrence"));
    assert_eq!(overlay.at, pair);
    press(&mut model, "esc");
    assert!(model.overlay.is_none());
    press(&mut model, "4 A");
    assert_eq!(model.overlay.as_ref().unwrap().at, pair, "as it was left");
}

#[test]
fn a_cell_of_the_matrix_leads_to_the_hits_of_two_categories() {
    let mut model = meetings();
    press(&mut model, "4 A");
    assert!(foot(&model).starts_with("Animals × Animals"));
    press(&mut model, "enter");
    assert_eq!(
        model.notice.as_deref(),
        Some("a category does not meet itself")
    );
    press(&mut model, "l e enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert!(
        title.starts_with("Animals × Ships in one sentence · 2 hits"),
        "{title}"
    );
}

#[test]
fn a_word_leads_to_where_it_stands() {
    let text = "white whale sighted. white whale lost. white whale found. A white sail.\n\nwhite\n";
    let mut model = looked_at(texts(&[text, "one two three four five\n"]));
    press(&mut model, ". 3 A");
    while !foot(&model).is_empty()
        && !lines(&model)[model.overlay.as_ref().unwrap().at].starts_with("white")
    {
        press(&mut model, "j");
    }
    press(&mut model, "enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert!(
        title.ends_with("· 3 rows with white within 5 words"),
        "{title}"
    );
    assert_eq!(lines(&model).len(), 3, "rows of the whale");
    press(&mut model, "esc esc esc 2 A");
    while !lines(&model)[model.overlay.as_ref().unwrap().at].starts_with("white") {
        press(&mut model, "j");
    }
    drawn::press_and_search(&mut model, "enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert!(
        title.starts_with("“white” · 5 hits in 1 of 2 texts"),
        "{title}"
    );
}

/// A text that is too long to be counted while the screen waits.
fn long() -> Model {
    let mut text = "white whale sighted by the Pequod in 1851.\n\n".repeat(3);
    text.push_str(&"nothing to see at all\n\n".repeat(20_000));
    looked_at(texts(&[&text, "white water\n"]))
}

/// Does what the shell would: counts what is asked for.
fn count(model: &mut Model, keys: &str) -> usize {
    let mut counted = 0;
    for effect in press(model, keys) {
        if let Effect::Count(task) = effect {
            counted += 1;
            let answer = task
                .run(&model.collection, &mut |_| ControlFlow::Continue(()))
                .unwrap();
            model.update(Msg::Counting(task.number, 50));
            model.settle();
            assert!(line(model, "being counted").contains("50 %"));
            model.update(Msg::Counted(task.number, Box::new(answer)));
        }
    }
    model.settle();
    counted
}

#[test]
fn long_texts_are_counted_beside_the_screen_with_the_same_figures() {
    let mut model = long();
    assert_eq!(count(&mut model, ". 3 A"), 1);
    let figures = line(&model, "white ");
    let figures: Vec<&str> = figures.split_whitespace().collect();
    // Three white ones near the three whales; four in all.
    assert_eq!(figures[1..3], ["3", "4"], "{figures:?}");
    assert_eq!(count(&mut model, "2 A"), 1);
    let figures = line(&model, "white ");
    let figures: Vec<&str> = figures.split_whitespace().collect();
    assert_eq!(figures[1..3], ["3", "1"], "{figures:?}");
    assert_eq!(count(&mut model, "4 A"), 1);
    assert!(line(&model, "Whale × Pequod").contains("1.000"));
    assert_eq!(count(&mut model, "5 A"), 1);
    assert!(line(&model, "1851").contains("3  in 1 text"));
    assert_eq!(count(&mut model, "3 A"), 0, "it is known");
}

#[test]
fn a_count_that_is_not_wanted_any_more_is_not_taken_up() {
    let mut model = long();
    let asked = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Count(task) => Some(task),
            _ => None,
        })
    };
    let keyness = asked(press(&mut model, "2 A")).unwrap();
    let years = asked(press(&mut model, "5 A")).unwrap();
    let run = |task: &Count| {
        task.run(&model.collection, &mut |_| ControlFlow::Continue(()))
            .unwrap()
    };
    let (words, found) = (run(&keyness), run(&years));
    let stopped = years.run(&model.collection, &mut |_| ControlFlow::Break(()));
    assert_eq!(stopped, None);
    model.update(Msg::Counted(keyness.number, Box::new(words)));
    model.settle();
    assert!(line(&model, "being counted").contains("0 %"));
    model.update(Msg::Counted(years.number, Box::new(found)));
    model.settle();
    assert!(line(&model, "1851").contains("in 1 text"));
}

#[test]
fn a_search_has_plots_and_collocates_too() {
    let mut model = sea();
    drawn::press_and_search(&mut model, "/ f i v e enter");
    press(&mut model, "A");
    let title = line(&model, "“five” · ");
    assert!(
        title.contains("2 hits in 2 of 2 texts · 100.00 per 1,000 words · DPnorm 0.000"),
        "{title}"
    );
    let cells = model.overlay.as_ref().unwrap().strip().unwrap().cells;
    assert_eq!(usize::from(cell(&model)), 4 * usize::from(cells) / 10);
    press(&mut model, "j . enter");
    assert_eq!(model.open, 1);
    assert!(model.search.current.is_some());
    let text = "white whale. white whale. white whale.\n";
    let mut model = looked_at(texts(&[text]));
    drawn::press_and_search(&mut model, "/ w h a l e enter");
    press(&mut model, "3 A");
    assert!(line(&model, "“whale” · 3 hits").contains("words in the windows"));
    assert!(line(&model, "white ").contains("14."));
}
