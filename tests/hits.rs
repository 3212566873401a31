//! Everything that one can do with a hit: scripts on the model.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{Effect, Model},
    keyword::{KeywordSet, set},
};
use drawn::{bundled, cells, model, press, press_and_search, rows, texts};
use std::fmt::Write;

const SET: &str = r#"
schema = 1
name = "sea"
[[category]]
id = "animal"
name = "Animals"
mark = "A"
color = "red"
[[category]]
id = "ship"
name = "Ships"
mark = "S"
color = "blue"
[[term]]
category = "animal"
id = "whale"
label = "Whale"
aliases = ["white whale", "whale"]
note = "What is hunted."
[[term]]
category = "animal"
id = "white"
label = "White"
aliases = ["white"]
[[term]]
category = "ship"
id = "pequod"
label = "Pequod"
aliases = ["Pequod"]
"#;

fn sea() -> KeywordSet {
    set::parse("sea.toml", SET).unwrap().0
}

/// Two texts of many paragraphs: the first has a whale in every tenth, and a ship in one of them; the
/// second has one ship.
fn voyage(size: (u16, u16)) -> Model {
    let mut first = String::from("# The first\n\n");
    for n in 1..=60 {
        let words = match n {
            30 => "The white whale met the Pequod.",
            n if n % 10 == 0 => "There was a whale.",
            _ => "Nothing but water.",
        };
        write!(first, "Paragraph {n}. {words}\n\n").unwrap();
    }
    let second = "# The second\n\nA day.\n\nThe Pequod came home.\n\nAnother day.\n";
    model(texts(&[&first, second]), sea(), size)
}

/// What the landing hit shows: the cells in reverse, or with the style that only it has.
fn landed(model: &Model) -> String {
    let current = model
        .current_shown()
        .expect("a hit is current and on the screen");
    let document = model.document().unwrap();
    document.body.slice(current.hit.span).into_owned()
}

fn status(model: &Model) -> String {
    rows(model).last().unwrap().clone()
}

#[track_caller]
fn says(model: &Model, text: &str) {
    let status = status(model);
    assert!(status.contains(text), "{status}");
}

#[test]
fn a_dot_goes_to_the_next_hit_and_says_which_one_it_is() {
    let mut model = voyage((100, 24));
    press(&mut model, ".");
    assert_eq!(landed(&model), "whale");
    says(
        &model,
        "A Whale ‹whale› · hit 1 of 8 · text 1 of 2 · 9 in all",
    );
    press(&mut model, ".");
    says(&model, "hit 2 of 8");
    press(&mut model, ",");
    says(&model, "hit 1 of 8");
}

#[test]
fn the_landing_hit_stands_a_third_down_the_pane() {
    let mut model = voyage((100, 31));
    press(&mut model, ". .");
    let row = rows(&model)
        .iter()
        .position(|row| row.contains("Paragraph 20."))
        .unwrap();
    assert_eq!(row, 10);
}

#[test]
fn the_landing_hit_looks_like_nothing_else() {
    let mut model = voyage((100, 24));
    press(&mut model, ". . .");
    let landing = model.current_shown().unwrap().hit;
    let styles = |model: &Model, text: &str| {
        let row = rows(model)
            .iter()
            .position(|row| row.contains(text))
            .unwrap();
        let column = rows(model)[row]
            .chars()
            .collect::<String>()
            .find(text)
            .unwrap();
        let column = rows(model)[row][..column].chars().count();
        let cell = cells(model)[(column as u16, row as u16)].clone();
        (cell.fg, cell.bg, cell.modifier)
    };
    assert_eq!(landing.span.len(), "white whale".len());
    let (landed, ship) = (styles(&model, "white whale"), styles(&model, "Pequod"));
    press(&mut model, ". .");
    let left = styles(&model, "white whale");
    assert_ne!(
        landed, left,
        "a hit that was left looks as if it was current"
    );
    assert_ne!(landed, ship);
}

#[test]
fn a_number_before_the_dot_keeps_to_one_category() {
    let mut model = voyage((100, 24));
    press(&mut model, "2 .");
    assert_eq!(landed(&model), "Pequod");
    says(&model, "hit 1 of 1 · text 1 of 2 · 2 in all");
}

#[test]
fn nought_before_the_dot_keeps_to_the_term_in_focus() {
    let mut model = voyage((100, 24));
    press(&mut model, "2 . 0 .");
    assert_eq!(model.open, 1);
    assert_eq!(landed(&model), "Pequod");
}

#[test]
fn escape_takes_the_focus_off_a_term() {
    let mut model = voyage((100, 24));
    press(&mut model, "2 .");
    assert!(model.focused_term().is_some());
    press(&mut model, "esc");
    assert_eq!(model.focused_term(), None);
    press(&mut model, "0 .");
    assert_eq!(
        model.notice.as_deref(),
        Some("no term is in focus; . goes to a hit")
    );
}

#[test]
fn the_end_of_a_text_leads_into_the_next_and_says_so() {
    let mut model = voyage((120, 24));
    press(&mut model, "2 . 2 .");
    assert_eq!(model.open, 1);
    assert_eq!(model.notice.as_deref(), Some("next text: The second"));
    press(&mut model, "2 ,");
    assert_eq!(model.open, 0);
    assert_eq!(model.notice.as_deref(), Some("previous text: The first"));
}

#[test]
fn after_the_last_hit_nothing_moves_and_a_word_is_said() {
    let mut model = voyage((100, 24));
    press(&mut model, "2 . 2 .");
    let (open, place) = (model.open, model.place());
    press(&mut model, "2 .");
    assert_eq!((model.open, model.place()), (open, place));
    assert_eq!(
        model.notice.as_deref(),
        Some("no hit of Ships after this one")
    );
}

#[test]
fn a_number_beyond_the_legend_is_told() {
    let mut model = voyage((100, 24));
    press(&mut model, "7 .");
    assert_eq!(model.notice.as_deref(), Some("the legend has 2 categories"));
    assert!(model.current.is_none());
}

#[test]
fn every_hit_is_reached_also_one_that_another_covers() {
    let mut model = voyage((100, 24));
    let mut seen = Vec::new();
    for _ in 0..8 {
        press(&mut model, ".");
        seen.push(landed(&model));
    }
    assert_eq!(
        seen,
        [
            "whale",
            "whale",
            "white whale",
            "white",
            "Pequod",
            "whale",
            "whale",
            "whale"
        ]
    );
}

#[test]
fn the_status_line_names_what_is_covered() {
    let mut model = voyage((120, 24));
    press(&mut model, ". . .");
    says(&model, "A Whale ‹white whale› + White");
}

#[test]
fn scrolling_away_makes_the_screen_the_place_to_go_on_from() {
    let mut model = voyage((100, 24));
    press(&mut model, ". 4 5 G .");
    says(&model, "hit 7 of 8");
}

#[test]
fn going_back_and_forward_returns_to_where_jumps_began() {
    let mut model = voyage((100, 24));
    press(&mut model, "5 j");
    let began = model.place();
    press(&mut model, "2 .");
    let landed = model.place();
    press(&mut model, "2 .");
    assert_eq!(model.open, 1);
    press(&mut model, "ctrl-o");
    assert_eq!((model.open, model.place().at), (0, landed.at));
    press(&mut model, "backspace");
    assert_eq!((model.open, model.place().at), (0, began.at));
    press(&mut model, "alt-right alt-right");
    assert_eq!(model.open, 1);
    press(&mut model, "alt-right");
    assert_eq!(
        model.notice.as_deref(),
        Some("nowhere further forward to go")
    );
}

#[test]
fn muting_changes_no_count_and_unpaints() {
    let mut model = voyage((100, 24));
    press(&mut model, "3 0 G");
    let painted = |model: &Model| model.painted.len();
    let counts = |model: &Model| model.findings.of(0).by_category.clone();
    let (before, counted) = (painted(&model), counts(&model));
    press(&mut model, "1 t");
    assert!(painted(&model) < before);
    assert_eq!(counts(&model), counted);
    press(&mut model, "U");
    assert_eq!(painted(&model), before);
}

#[test]
fn muting_what_covers_paints_what_was_covered() {
    let source = SET
        .replace("\"white whale\", \"whale\"", "\"white whale\"")
        .replace(
            "category = \"animal\"\nid = \"white\"",
            "category = \"ship\"\nid = \"white\"",
        );
    let keywords = set::parse("sea.toml", &source).unwrap().0;
    let mut model = model(texts(&["The white whale."]), keywords, (100, 24));
    let painted = |model: &Model| {
        let text = |hit: &catchword::keyword::Hit| {
            model.document().unwrap().body.slice(hit.span).into_owned()
        };
        model.painted.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(painted(&model), ["white whale"]);
    press(&mut model, "1 t");
    assert_eq!(painted(&model), ["white"]);
}

#[test]
fn steps_pass_over_what_is_muted() {
    let mut model = voyage((100, 24));
    press(&mut model, "1 t .");
    assert_eq!(landed(&model), "Pequod");
    says(&model, "hit 1 of 1");
}

#[test]
fn one_category_can_be_shown_alone() {
    let mut model = voyage((100, 24));
    press(&mut model, "2 T");
    assert!(!model.activity.shows_category(0) && model.activity.shows_category(1));
    press(&mut model, "2 T");
    assert!(model.activity.shows_category(0) && model.activity.shows_category(1));
    press(&mut model, "t");
    assert!(!model.activity.shows_category(0) && !model.activity.shows_category(1));
    press(&mut model, "T");
    assert!(model.activity.shows_category(0) && model.activity.shows_category(1));
}

#[test]
fn the_list_of_keywords_opens_mutes_and_goes() {
    let mut model = voyage((100, 30));
    press(&mut model, "K");
    let shown = rows(&model).join("\n");
    assert!(
        shown.contains("▸ A Animals") && !shown.contains("Whale"),
        "{shown}"
    );
    press(&mut model, "enter j");
    let shown = rows(&model).join("\n");
    assert!(
        shown.contains("▾ A Animals") && shown.contains("Whale"),
        "{shown}"
    );
    press(&mut model, "t");
    assert!(rows(&model).join("\n").contains("Whale · muted"));
    assert!(model.activity.shows_category(0));
    press(&mut model, "U j enter");
    assert!(model.overlay.is_none());
    assert_eq!(landed(&model), "white");
}

#[test]
fn the_card_of_a_keyword_says_what_is_known_and_leaves_the_same_screen() {
    let mut model = voyage((110, 30));
    press(&mut model, ". .");
    let before = rows(&model);
    press(&mut model, "p");
    let card = rows(&model).join("\n");
    for words in [
        "What is hunted.",
        "6 here, 6 in all, in 1 of 2 texts",
        "whale 5 · white whale 1",
    ] {
        assert!(card.contains(words), "{words}\n{card}");
    }
    assert!(
        card.contains("Before") && card.contains("After") && card.contains("First"),
        "{card}"
    );
    press(&mut model, "esc");
    assert_eq!(rows(&model), before);
}

#[test]
fn folding_shows_the_paragraphs_with_hits_and_marks_what_is_left_out() {
    let mut model = voyage((100, 40));
    press(&mut model, "& g");
    let shown: Vec<String> = rows(&model)
        .iter()
        .filter(|row| row.contains("Paragraph"))
        .cloned()
        .collect();
    assert_eq!(shown.len(), 6);
    assert_eq!(
        rows(&model).iter().filter(|row| row.contains('⋯')).count(),
        6
    );
    press(&mut model, "1 t");
    let shown = rows(&model).join("\n");
    assert_eq!(shown.matches("Paragraph").count(), 1, "{shown}");
    press(&mut model, "2 t");
    assert!(
        rows(&model)
            .join("\n")
            .contains("no paragraph has a hit that is shown")
    );
    press(&mut model, "& T");
    assert!(rows(&model).join("\n").contains("Paragraph 1."));
}

#[test]
fn folding_keeps_the_place() {
    let mut model = voyage((100, 12));
    press(&mut model, "2 5 G &");
    assert!(rows(&model).join("\n").contains("Paragraph 30."));
}

#[test]
fn passages_are_found_where_categories_meet() {
    let mut model = voyage((110, 24));
    press(&mut model, "alt-.");
    assert!(rows(&model).join("\n").contains("Paragraph 30."));
    assert_eq!(model.notice.as_deref(), Some("Whale meets Pequod"));
    let place = model.place();
    press(&mut model, "alt-.");
    assert_eq!(model.place(), place);
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("no passage further on")
    );
    press(&mut model, "G alt-,");
    assert_eq!(landed(&model), "white whale");
}

#[test]
fn what_meeting_means_can_be_changed() {
    let text = "A whale. Then came the Pequod. White was the whale.\n";
    let mut model = model(texts(&[text]), sea(), (110, 24));
    press(&mut model, "~");
    assert_eq!(
        model.notice.as_deref(),
        Some("passages where two categories in a sentence meet")
    );
    press(&mut model, "alt-.");
    assert!(
        model.notice.as_deref().unwrap().starts_with("no passage"),
        "{:?}",
        model.notice
    );
    press(&mut model, "~ ~ ~ alt-.");
    assert_eq!(model.notice.as_deref(), Some("White meets Whale"));
}

#[test]
fn a_hit_that_was_muted_under_the_reader_has_no_number() {
    let mut model = voyage((100, 24));
    press(&mut model, ".");
    says(&model, "hit 1 of");
    let order = model.findings.keywords.terms[model.current.unwrap().hit.term.index()].category;
    press(&mut model, &format!("{} t", order + 1));
    says(&model, "· muted");
    assert!(!status(&model).contains("hit 0"), "{}", status(&model));
}

#[test]
fn peek_is_about_the_keyword_that_is_selected_in_the_list() {
    let mut model = voyage((100, 24));
    press(&mut model, "K G enter G p");
    let last = model.findings.keywords.terms.last().unwrap().label.clone();
    let shown = rows(&model).join("\n");
    assert!(
        shown.contains(&last) && shown.contains("Found as"),
        "{shown}"
    );
}

#[test]
fn another_text_can_be_gone_back_from() {
    let mut model = voyage((100, 24));
    press(&mut model, "space");
    let before = model.shown().0;
    press(&mut model, "]");
    assert_eq!(model.open, 1);
    press(&mut model, "ctrl-o");
    assert_eq!((model.open, model.shown().0), (0, before));
}

#[test]
fn how_many_words_may_lie_between_can_be_said() {
    let text = "whale one two three Pequod.\n";
    let mut model = model(texts(&[text]), sea(), (110, 24));
    press(&mut model, "2 ~");
    assert_eq!(
        model.notice.as_deref(),
        Some("passages where two categories within 2 words meet")
    );
    press(&mut model, "alt-.");
    assert!(model.current.is_none());
    press(&mut model, "3 ~ alt-.");
    assert_eq!(model.notice.as_deref(), Some("Whale meets Pequod"));
}

#[test]
fn what_lies_inside_another_hit_does_not_meet_it() {
    let text = "The white whale alone.\n\nThe Pequod and the whale.\n";
    let mut model = model(texts(&[text]), sea(), (110, 24));
    press(&mut model, "~ ~ ~ alt-.");
    assert_eq!(model.notice.as_deref(), Some("Pequod meets Whale"));
}

#[test]
fn passages_within_ten_words_are_the_same_in_both_directions() {
    let text = "Whale Pequod, whale and Pequod. ".repeat(4)
        + &"word ".repeat(30)
        + "whale.\n\nPequod whale.\n";
    let mut model = model(texts(&[&text]), sea(), (110, 40));
    press(&mut model, "~ ~");
    let mut forward = Vec::new();
    loop {
        press(&mut model, "alt-.");
        let at = model.current.unwrap().hit.span.start;
        if forward.last() == Some(&at) {
            break;
        }
        forward.push(at);
    }
    let mut back = vec![*forward.last().unwrap()];
    loop {
        press(&mut model, "alt-,");
        let at = model.current.unwrap().hit.span.start;
        if back.last() == Some(&at) {
            break;
        }
        back.push(at);
    }
    back.reverse();
    assert_eq!(back, forward);
    assert_eq!(forward.len(), 16);
}

#[test]
fn looking_for_passages_in_a_long_text_of_one_category_ends() {
    let text = "whale and whale again. ".repeat(20_000);
    let mut model = model(texts(&[&text]), sea(), (110, 24));
    for meaning in ["", "~", "~"] {
        press(&mut model, meaning);
        press(&mut model, "alt-.");
        assert!(
            model
                .notice
                .as_deref()
                .unwrap()
                .starts_with("no passage further on")
        );
    }
}

#[test]
fn a_keyword_in_the_list_is_gone_to_also_where_it_lies_before() {
    let mut model = voyage((100, 30));
    press(&mut model, "] G K j enter j enter");
    assert_eq!(landed(&model), "Pequod");
    press(&mut model, "[ g ] 1 t K enter j j enter");
    assert_eq!(landed(&model), "white");
}

#[test]
fn a_hit_that_was_gone_to_is_seen_in_the_fold_also_when_it_is_muted() {
    let mut model = voyage((100, 30));
    press(&mut model, "t & 2 .");
    assert_eq!(landed(&model), "Pequod");
    assert!(rows(&model).join("\n").contains("Paragraph 30."));
}

#[test]
fn what_a_hit_is_counted_among_follows_muting() {
    let mut model = voyage((100, 24));
    press(&mut model, ".");
    says(&model, "hit 1 of 8 · text 1 of 2 · 9 in all");
    press(&mut model, "2 t j");
    says(&model, "hit 1 of 7 · text 1 of 2 · 7 in all");
}

#[test]
fn forgetting_a_keyword_moves_no_muting_to_another() {
    let mut model = voyage((110, 30));
    for word in ["* w a t e r enter", "* h o m e enter", "* d a y enter"] {
        press_and_search(&mut model, word);
    }
    press(&mut model, "4 t");
    let found: Vec<usize> = (0..2)
        .map(|index| model.findings.of(index).hits.len())
        .collect();
    press_and_search(&mut model, "K / w a t e r enter x");
    let keywords = &model.findings.keywords;
    assert_eq!(keywords.categories.len(), 4);
    let shown: Vec<bool> = (0..4)
        .map(|index| model.activity.shows_category(index))
        .collect();
    assert_eq!(shown, [true, true, false, true]);
    assert_eq!(model.findings.of(0).hits.len(), found[0] - 54);
    assert_eq!(model.findings.of(1).hits.len(), found[1]);
}

#[test]
fn a_card_follows_the_hit_that_is_gone_to() {
    let mut model = voyage((110, 30));
    press(&mut model, ". p 2 .");
    assert!(
        rows(&model).join("\n").contains("Pequod 2"),
        "{}",
        rows(&model).join("\n")
    );
}

#[test]
fn a_new_keyword_is_in_focus() {
    let mut model = voyage((110, 30));
    press_and_search(&mut model, "* w a t e r enter");
    press(&mut model, "0 .");
    assert_eq!(landed(&model), "water");
}

#[test]
fn typing_takes_the_place_of_an_offered_keyword() {
    let mut model = voyage((110, 30));
    press(&mut model, ". * s e a");
    assert_eq!(model.prompt.as_ref().unwrap().text, "sea");
    press(&mut model, "esc * left s");
    assert_eq!(model.prompt.as_ref().unwrap().text, "whalse");
}

#[test]
fn the_row_of_the_hit_that_was_gone_to_is_pointed_at() {
    let mut model = voyage((110, 30));
    press(&mut model, ".");
    let pointed: Vec<String> = rows(&model)
        .into_iter()
        .filter(|row| row.contains('▶'))
        .collect();
    assert_eq!(pointed.len(), 1);
    assert!(pointed[0].contains("▶A Paragraph 10."), "{pointed:?}");
}

#[test]
fn what_is_stepped_through_does_not_depend_on_the_screen() {
    let spans = |size: (u16, u16)| {
        let mut model = bundled(size);
        let mut spans = Vec::new();
        for _ in 0..120 {
            press(&mut model, ".");
            let current = model.current.unwrap();
            spans.push((current.document, current.hit.span));
        }
        spans
    };
    let wide = spans((200, 60));
    assert_eq!(spans((40, 12)), wide);
    assert_eq!(spans((80, 24)), wide);
}

#[test]
fn what_is_typed_after_a_star_is_a_keyword_in_all_texts() {
    let mut model = voyage((110, 30));
    press_and_search(&mut model, "* w a t e r enter");
    assert_eq!(
        model.notice.as_deref(),
        Some("water is a keyword now; 3. goes to it")
    );
    let total: usize = model.findings.of(0).by_category[2];
    assert_eq!(total, 54);
    assert!(rows(&model).join("\n").contains("water"));
    press(&mut model, "3 .");
    assert_eq!(landed(&model), "water");
}

#[test]
fn the_current_hit_stands_ready_to_be_a_keyword() {
    let mut model = voyage((110, 30));
    press(&mut model, ". . . *");
    assert_eq!(model.prompt.as_ref().unwrap().text, "white whale");
    press_and_search(&mut model, "enter");
    assert_eq!(
        model.notice.as_deref(),
        Some("Whale has that spelling already")
    );
}

#[test]
fn nothing_is_lost_while_another_search_is_under_way() {
    let mut model = voyage((110, 30));
    press(&mut model, "3 0 G");
    let painted = model.painted.len();
    press(&mut model, "* w a t e r enter");
    assert_eq!(model.painted.len(), painted);
    assert_eq!(model.findings.total(0), 7);
}

#[test]
fn results_of_an_earlier_search_come_too_late() {
    let mut model = voyage((110, 30));
    let total = model.findings.total(0);
    press_and_search(&mut model, "* w a t e r enter");
    let part = catchword::app::findings::Part {
        hits: vec![model.findings.of(0).hits[0]],
        word_indexes: vec![0],
        ..Default::default()
    };
    model.update(catchword::app::Msg::Found(0, 0, part));
    assert_eq!(model.findings.total(0), total);
}

#[test]
fn a_keyword_made_while_reading_can_be_renamed_recoloured_copied_kept_and_forgotten() {
    let mut model = voyage((110, 30));
    press_and_search(&mut model, "* w a t e r enter");
    press(&mut model, "K G r");
    assert_eq!(model.prompt.as_ref().unwrap().text, "water");
    press(&mut model, "ctrl-u S e a enter");
    assert_eq!(model.findings.keywords.terms[3].label, "Sea");
    let before = model.findings.keywords.categories[2].color;
    press(&mut model, "R");
    assert_ne!(model.findings.keywords.categories[2].color, before);
    match press(&mut model, "y").as_slice() {
        [Effect::Copy(toml)] => {
            let (set, _) = set::parse("x.toml", toml).unwrap();
            assert_eq!(set.terms[0].label, "Sea");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        press(&mut model, "w").as_slice(),
        [Effect::KeepKeyword(_)]
    ));
    press_and_search(&mut model, "x");
    assert_eq!(model.findings.keywords.terms.len(), 3);
    assert_eq!(model.findings.total(0), 7);
}

#[test]
fn a_keyword_of_a_file_cannot_be_forgotten() {
    let mut model = voyage((110, 30));
    press(&mut model, "K enter j x");
    assert_eq!(
        model.notice.as_deref(),
        Some("only a temporary keyword can be changed")
    );
    assert_eq!(model.findings.keywords.terms.len(), 3);
}

#[test]
fn where_a_hit_stands_is_said_also_where_there_is_little_room() {
    let mut model = voyage((64, 24));
    press(&mut model, ".");
    says(&model, "hit 1 of");
    press(&mut model, "0 .");
    says(&model, "hit 2 of");
    let mut narrow = voyage((40, 12));
    press(&mut narrow, "?");
    says(&narrow, "esc close");
}

#[test]
fn the_legend_says_what_is_muted_also_in_part_and_in_one_row() {
    let mut model = voyage((120, 40));
    press(&mut model, "2 t");
    let shown = rows(&model).join("\n");
    assert!(
        shown.contains("2 muted: ") || shown.contains("muted: "),
        "{shown}"
    );
    press(&mut model, "U K enter j t esc");
    let shown = rows(&model).join("\n");
    assert!(shown.contains("in part: "), "{shown}");
    let mut narrow = bundled((80, 24));
    press(&mut narrow, "2 t");
    let shown = rows(&narrow).join("\n");
    assert!(shown.contains("  O-11  F 4"), "{shown}");
}

#[test]
fn what_is_done_with_a_keyword_of_ones_own_is_taken_back_step_by_step() {
    let source = "An owl and an eel met a badger; the badger ran from the eel.";
    let mut model = model(texts(&[source]), sea(), (80, 20));
    let begun = model.findings.keywords.clone();
    let badger = |model: &Model| {
        let set = &model.findings.keywords;
        let mut terms = set.terms.iter().zip(0..);
        let (term, number) = terms.find(|(term, _)| term.has_alias("badger"))?;
        let hits = model.findings.of(0).hits.iter();
        let hits = hits
            .filter(|hit| hit.term == catchword::keyword::TermId(number))
            .count();
        Some((term.label.clone(), hits))
    };
    let there = |label: &str| Some((label.to_owned(), 2));
    press_and_search(&mut model, "* ctrl-u b a d g e r enter");
    assert_eq!(badger(&model), there("badger"));
    press_and_search(&mut model, "* ctrl-u e e l enter");
    // In the list of keywords, where the last row but one is the badger's.
    press_and_search(&mut model, "K G k r ctrl-u d a c h s enter R");
    assert_eq!(badger(&model), there("dachs"));
    let looked = model.findings.keywords.clone();
    press_and_search(&mut model, "x esc");
    assert_eq!(badger(&model), None);
    press_and_search(&mut model, "U");
    assert_eq!(badger(&model), there("dachs"));
    assert_eq!(
        model.findings.keywords.categories.len(),
        looked.categories.len()
    );
    press_and_search(&mut model, "U U");
    assert_eq!(badger(&model), there("badger"));
    press_and_search(&mut model, "U");
    assert!(
        model
            .findings
            .keywords
            .terms
            .iter()
            .all(|term| !term.has_alias("eel"))
    );
    press_and_search(&mut model, "U");
    assert_eq!(model.findings.keywords, begun);
}

#[test]
fn places_that_jumps_began_at_are_gone_back_to_in_a_later_run() {
    let mut first = voyage((100, 24));
    press(&mut first, "5 j 2 . 2 .");
    assert_eq!(first.open, 1);
    let mut later = voyage((100, 24));
    later.update(catchword::app::Msg::Recall(Box::new(first.memory())));
    later.settle();
    assert_eq!(later.open, 1);
    press(&mut later, "ctrl-o");
    assert_eq!(later.open, 0);
    press(&mut first, "ctrl-o");
    assert_eq!(later.place().at, first.place().at);
    // One of this run goes before.
    let mut busy = voyage((100, 24));
    press(&mut busy, "2 .");
    assert_eq!(busy.memory().jumps.len(), 1);
    let jumps = busy.memory().jumps;
    busy.update(catchword::app::Msg::Recall(Box::new(first.memory())));
    assert_eq!(busy.memory().jumps, jumps);
}
