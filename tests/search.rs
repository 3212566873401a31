//! Searching for what is typed: what is shown while it is typed, and going from match to match.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{Effect, Model, Msg, search::Matches},
    keyword::{KeywordSet, Query},
    text::span::Span,
};
use drawn::{answer, model, press, press_and_search, rows, texts};

/// Three texts; the word stands in the first twice, and in the last once, far down.
fn searched() -> Model {
    let long = format!(
        "# Third\n\n{}The needle, at last.\n",
        "Hay and straw.\n\n".repeat(60)
    );
    let sources = [
        &format!(
            "# First\n\nA needle here.\n\n{}Another Needle there.\n",
            "Hay.\n\n".repeat(60)
        ),
        "# Second\n\nNothing but hay.\n",
        &*long,
    ];
    model(texts(&sources), KeywordSet::default(), (100, 24))
}

fn status(model: &Model) -> String {
    rows(model).pop().unwrap()
}

#[test]
fn the_first_match_is_shown_while_it_is_typed_and_escape_returns() {
    let mut model = searched();
    press(&mut model, "5 j");
    let before = rows(&model);
    press_and_search(&mut model, "/ t h e r e");
    assert!(
        rows(&model)
            .iter()
            .any(|row| row.contains("Another Needle there")),
        "{:#?}",
        rows(&model)
    );
    assert!(status(&model).contains("/there"), "{}", status(&model));
    assert!(
        status(&model).contains("1 of 1 · 1 in all texts"),
        "{}",
        status(&model)
    );
    press_and_search(&mut model, "esc");
    assert_eq!(rows(&model), before);
}

#[test]
fn n_and_capital_n_go_round_and_say_so() {
    let mut model = searched();
    press_and_search(&mut model, "/ n e e d l e enter");
    assert!(
        status(&model).contains("“needle” · 1 of 2 · 3 in all texts"),
        "{}",
        status(&model)
    );
    press(&mut model, "n");
    assert!(status(&model).contains("2 of 2"), "{}", status(&model));
    press(&mut model, "n");
    assert!(status(&model).contains("1 of 2"), "{}", status(&model));
    assert!(
        status(&model).contains("from the beginning of the text again"),
        "{}",
        status(&model)
    );
    press(&mut model, "N");
    assert!(status(&model).contains("2 of 2"), "{}", status(&model));
    assert!(
        status(&model).contains("from the end of the text again"),
        "{}",
        status(&model)
    );
    press(&mut model, "3 n");
    assert!(status(&model).contains("1 of 2"), "{}", status(&model));
}

#[test]
fn a_search_begins_where_one_is_and_wraps_to_what_stands_before() {
    let mut model = searched();
    press(&mut model, "G");
    press_and_search(&mut model, "/ a space n e e d l e enter");
    assert!(rows(&model).iter().any(|row| row.contains("A needle here")));
    press(&mut model, "ctrl-o");
    assert!(
        rows(&model)
            .iter()
            .any(|row| row.contains("Another Needle there")),
        "back to the end"
    );
}

#[test]
fn matches_of_other_texts_are_one_key_away() {
    let mut model = searched();
    press_and_search(&mut model, "/ n e e d l e enter");
    press(&mut model, "alt-n");
    assert_eq!(model.open, 2);
    assert!(
        status(&model).contains("1 of 1 · 3 in all texts"),
        "{}",
        status(&model)
    );
    press(&mut model, "alt-n");
    assert!(
        status(&model).contains("no match in a text after this one"),
        "{}",
        status(&model)
    );
    press(&mut model, "alt-N");
    assert_eq!(model.open, 0);
    assert!(status(&model).contains("2 of 2"), "{}", status(&model));
}

#[test]
fn toggles_count_at_once_and_are_shown() {
    let mut model = searched();
    press_and_search(&mut model, "/ h a");
    assert!(status(&model).contains("1 of 60"), "{}", status(&model));
    press_and_search(&mut model, "alt-w");
    assert!(
        status(&model).contains("word · 0 here · 0 in all texts"),
        "{}",
        status(&model)
    );
    press_and_search(&mut model, "y alt-c");
    assert!(
        status(&model).contains("word · case · 0 here · 1 in all texts"),
        "{}",
        status(&model)
    );
}

#[test]
fn a_bad_regex_is_explained_while_it_is_typed() {
    let mut model = searched();
    press_and_search(&mut model, "/ a (");
    press_and_search(&mut model, "alt-r");
    assert!(
        status(&model).contains("unclosed group, at character 2"),
        "{}",
        status(&model)
    );
    press_and_search(&mut model, "|");
    press_and_search(&mut model, "b )");
    assert!(!status(&model).contains("unclosed"), "{}", status(&model));
    assert!(
        status(&model).contains("regex · 1 of"),
        "{}",
        status(&model)
    );
}

#[test]
fn what_comes_of_an_earlier_search_is_too_late() {
    let mut model = searched();
    let seek = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Seek(Some(seek)) => Some(seek),
            _ => None,
        })
    };
    let first = seek(press(&mut model, "/ h a y")).unwrap();
    let second = seek(press(&mut model, "x")).unwrap();
    answer(&mut model, &first);
    model.settle();
    assert!(
        status(&model).contains("0+ here · 0+ in all texts"),
        "{}",
        status(&model)
    );
    answer(&mut model, &second);
    model.settle();
    assert!(
        status(&model).contains("0 here · 0 in all texts"),
        "{}",
        status(&model)
    );
}

#[test]
fn all_texts_are_searched_and_the_list_is_returned_to() {
    let mut model = searched();
    press_and_search(&mut model, "/ / n e e d l e");
    let shown = rows(&model).join("\n");
    assert!(
        shown.contains("2 · First") && shown.contains("1 · Third"),
        "{shown}"
    );
    assert!(!shown.contains(" · Second"), "{shown}");
    assert!(shown.contains("Another Needle there."), "{shown}");
    assert_eq!(model.open, 0, "nothing is opened while it is typed");
    press(&mut model, "enter j j enter");
    assert_eq!(model.open, 2);
    assert!(
        rows(&model)
            .iter()
            .any(|row| row.contains("The needle, at last."))
    );
    press(&mut model, "backspace");
    assert_eq!(model.open, 0);
    let shown = rows(&model).join("\n");
    assert!(shown.contains("▌"), "{shown}");
    assert_eq!(model.overlay.as_ref().map(|overlay| overlay.at), Some(4));
    press(&mut model, "esc");
    assert!(model.overlay.is_none());
}

#[test]
fn searches_are_remembered_and_offered_again() {
    let mut model = searched();
    press_and_search(&mut model, "/ h a y enter");
    press_and_search(&mut model, "/ s t r a w enter");
    let kept = model.memory();
    assert_eq!(kept.searches, ["hay", "straw"].map(Query::of));
    press_and_search(&mut model, "/ up");
    assert!(status(&model).contains("/straw"), "{}", status(&model));
    press_and_search(&mut model, "up");
    assert!(status(&model).contains("/hay"), "{}", status(&model));
    press_and_search(&mut model, "down down");
    assert!(status(&model).contains("alt-r regex"), "{}", status(&model));
}

#[test]
fn escape_ends_a_search_and_nothing_is_painted_any_more() {
    let mut model = searched();
    press_and_search(&mut model, "/ n e e d l e enter");
    assert_eq!(model.matched.len(), 1);
    press(&mut model, "esc");
    assert!(model.matched.is_empty());
    press(&mut model, "n");
    assert!(
        status(&model).contains("nothing is sought"),
        "{}",
        status(&model)
    );
}

#[test]
fn a_search_without_a_match_stays_and_says_so() {
    let mut model = searched();
    let before = rows(&model)[..20].to_vec();
    press_and_search(&mut model, "/ q q q enter");
    assert!(
        status(&model).contains("no match for “qqq”"),
        "{}",
        status(&model)
    );
    assert_eq!(rows(&model)[..20], before);
    press_and_search(&mut model, "/ a t space l a s t enter");
    assert!(
        status(&model).contains("no match for “at last” here; 1 in other texts"),
        "{}",
        status(&model)
    );
}

#[test]
fn each_match_of_a_long_list_is_shown_with_its_words_when_it_comes_into_view() {
    let paragraphs: Vec<String> = (1..=300)
        .map(|n| format!("Paragraph {n} has hay."))
        .collect();
    let text = paragraphs.join("\n\n");
    let mut model = model(texts(&[&text]), KeywordSet::default(), (100, 24));
    press_and_search(&mut model, "/ / h a y enter");
    press(&mut model, "G");
    let shown = rows(&model).join("\n");
    assert!(shown.contains("Paragraph 300 has hay."), "{shown}");
    press(&mut model, "1 5 0 k");
    let shown = rows(&model).join("\n");
    assert!(shown.contains("Paragraph 150 has hay."), "{shown}");
}

#[test]
fn a_match_longer_than_its_row_is_cut() {
    let text =
        "Eine sehr lange Zeile, über die Breite hinaus, mit é und 日本語 darin, und noch weiter.\n";
    for columns in [20, 21, 22, 40, 41, 60, 80] {
        let mut model = model(texts(&[text]), KeywordSet::default(), (columns, 24));
        press_and_search(&mut model, "/ tab . { 5 0 }");
        press_and_search(&mut model, "alt-r enter");
        assert!(
            rows(&model).iter().any(|row| row.contains('…')),
            "{:#?}",
            rows(&model)
        );
    }
}

#[test]
fn a_bad_regex_stays_to_be_mended_and_the_next_search_begins_without_toggles() {
    let mut model = searched();
    press_and_search(&mut model, "/ [");
    press_and_search(&mut model, "alt-r enter");
    assert!(status(&model).contains("/["), "{}", status(&model));
    press_and_search(&mut model, "N ]");
    press_and_search(&mut model, "enter");
    assert!(status(&model).contains("1 of"), "{}", status(&model));
    press(&mut model, "/");
    assert!(status(&model).contains("alt-r regex"), "{}", status(&model));
    press_and_search(&mut model, "[");
    assert!(status(&model).contains("0 here"), "{}", status(&model));
}

#[test]
fn the_list_begins_at_the_match_that_is_current() {
    let mut model = searched();
    press_and_search(&mut model, "/ n e e d l e enter");
    press(&mut model, "n alt-/");
    assert_eq!(model.overlay.as_ref().map(|overlay| overlay.at), Some(2));
}

#[test]
fn what_was_being_typed_comes_again_after_the_last_remembered_search() {
    let mut model = searched();
    press_and_search(&mut model, "/ h a y enter / n e e up");
    assert!(status(&model).contains("/hay"), "{}", status(&model));
    press_and_search(&mut model, "down");
    assert!(status(&model).contains("/nee"), "{}", status(&model));
    press_and_search(&mut model, "down down");
    assert!(status(&model).contains("/nee"), "{}", status(&model));
    press_and_search(&mut model, "up up up");
    assert!(status(&model).contains("/hay"), "{}", status(&model));
}

#[test]
fn a_search_is_remembered_with_how_it_was_made() {
    let mut model = searched();
    press_and_search(&mut model, "/ alt-r h . y enter");
    let kept = serde_json::to_string(&model.memory()).unwrap();
    let mut again = searched();
    again.update(Msg::Recall(serde_json::from_str(&kept).unwrap()));
    press_and_search(&mut again, "/ up");
    assert!(again.search.query.regex);
    assert!(status(&again).contains("regex"), "{}", status(&again));
    // As earlier versions have written it.
    let mut again = searched();
    again.update(Msg::Recall(
        serde_json::from_str(r#"{"searches":["straw"]}"#).unwrap(),
    ));
    press_and_search(&mut again, "/ up");
    assert!(status(&again).contains("/straw"), "{}", status(&again));
}

#[test]
fn a_search_that_has_ended_early_goes_on_where_it_knows_nothing() {
    let text = "One needle here.\n\n".repeat(100);
    let mut model = model(texts(&[&text]), KeywordSet::default(), (80, 24));
    let effects = press(&mut model, "/ n e e d l e");
    let Some(Effect::Seek(Some(seek))) = effects.into_iter().last() else {
        panic!("nothing is sought");
    };
    let spans = (0..10)
        .map(|n| Span::new(n * 18 + 4, n * 18 + 10))
        .collect();
    let part = Matches {
        spans,
        last: false,
        full: true,
    };
    model.update(Msg::Matched(seek.number, 0, part));
    press(&mut model, "enter n");
    assert_eq!(model.search.current.map(|it| it.span.start), Some(22));
    assert!(status(&model).contains("one of 10+"), "{}", status(&model));
    press(&mut model, "5 0 % N");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .contains("begin it further up"),
        "{:?}",
        model.notice
    );
    let effects = press(&mut model, "n");
    let sought = effects.iter().find_map(|effect| match effect {
        Effect::Seek(Some(seek)) => Some(seek.from.at),
        _ => None,
    });
    assert!(sought.is_some_and(|at| at > 700), "{sought:?}");
}

#[test]
fn what_is_wrong_with_a_regex_is_told_on_narrow_screens_too() {
    for columns in [34, 44, 60, 70] {
        let mut model = model(texts(&["a needle"]), KeywordSet::default(), (columns, 20));
        press_and_search(&mut model, "/ alt-r n ( i");
        assert!(
            status(&model).contains("unclosed"),
            "{columns}: {}",
            status(&model)
        );
        press_and_search(&mut model, "backspace backspace");
        assert!(
            status(&model).contains("regex"),
            "{columns}: {}",
            status(&model)
        );
    }
}
