//! The concordance on the screen.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::app::{Effect, Model, Msg};
use drawn::{model, press, press_and_search, rows, ships, texts};

/// Three whales in two texts; the words after them are *swam*, *dived* and *died*.
fn sea() -> Model {
    let first = "# First\n\nThe white whale swam by.\n\nOne whale dived and came back.\n\nThe Pequod left.\n";
    let second = "# Second\n\nAn old whale died.\n";
    model(texts(&[first, second]), ships(), (100, 24))
}

/// The rows of the overlay's frame, without its sides.
fn lines(model: &Model) -> Vec<String> {
    let overlay = model.overlay.as_ref().unwrap();
    overlay
        .rows
        .iter()
        .map(|row| row.name.trim().to_owned())
        .collect()
}

fn title(model: &Model) -> String {
    model.overlay.as_ref().unwrap().title()
}

#[test]
fn every_hit_of_the_term_in_focus_has_a_row_and_all_stand_below_each_other() {
    let mut model = sea();
    press(&mut model, ". C");
    assert!(
        title(&model).starts_with("Whale · 3 hits in 2 of 2 texts · sort document › position"),
        "{}",
        title(&model)
    );
    let shown = rows(&model);
    let columns: Vec<usize> = shown
        .iter()
        .filter(|row| row.starts_with('│') && row.contains("whale"))
        .map(|row| row.split_once("whale").unwrap().0.chars().count())
        .collect();
    assert_eq!(columns.len(), 3, "{shown:#?}");
    assert!(
        columns.iter().all(|&column| column == columns[0]),
        "{columns:?}"
    );
}

#[test]
fn rows_are_sorted_by_up_to_three_keys_each_way() {
    let mut model = sea();
    press(&mut model, ". C s s");
    assert!(
        title(&model).contains("sort R1 › document › position"),
        "{}",
        title(&model)
    );
    let after = |model: &Model| -> Vec<String> {
        let words = lines(model).into_iter();
        words
            .map(|line| line.split_once("whale ").unwrap().1[..4].to_owned())
            .collect()
    };
    assert_eq!(after(&model), ["died", "dive", "swam"]);
    press(&mut model, "S");
    assert!(title(&model).contains("sort -R1"), "{}", title(&model));
    assert_eq!(after(&model), ["swam", "dive", "died"]);
    press(&mut model, "3 s");
    assert!(
        title(&model).contains("sort -R1 › document › L1 › position"),
        "{}",
        title(&model)
    );
}

#[test]
fn a_row_leads_to_its_hit_and_back_to_the_same_row() {
    let mut model = sea();
    press(&mut model, ". C j j enter");
    assert_eq!(model.open, 1);
    assert!(model.overlay.is_none());
    assert_eq!(model.current.map(|current| current.document), Some(1));
    press(&mut model, "ctrl-o");
    assert_eq!(model.open, 0);
    assert_eq!(model.overlay.as_ref().map(|overlay| overlay.at), Some(2));
    assert!(title(&model).starts_with("Whale"));
    press(&mut model, "esc ctrl-o");
    assert!(model.overlay.is_none(), "it is shown again once");
}

#[test]
fn it_opens_at_the_hit_that_is_current() {
    let mut model = sea();
    press(&mut model, ". . C");
    assert_eq!(model.overlay.as_ref().map(|overlay| overlay.at), Some(1));
}

#[test]
fn a_paragraph_is_shown_in_place_and_hidden_again() {
    let mut model = sea();
    press(&mut model, ". C j l");
    assert_eq!(lines(&model)[2], "│ One whale dived and came back.");
    press(&mut model, "j");
    assert_eq!(
        model.overlay.as_ref().map(|overlay| overlay.at),
        Some(3),
        "over the paragraph"
    );
    press(&mut model, "k l");
    assert_eq!(lines(&model).len(), 3);
}

#[test]
fn a_category_the_search_and_all_keywords_have_one_too() {
    let mut model = sea();
    press(&mut model, "C");
    assert!(
        title(&model).starts_with("all shown keywords · 4 hits"),
        "{}",
        title(&model)
    );
    press(&mut model, "esc 2 C");
    assert!(
        title(&model).starts_with("Ships · 1 hit in 1 of 2 texts"),
        "{}",
        title(&model)
    );
    press(&mut model, "esc 0 C");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("nothing is sought")
    );
    press_and_search(&mut model, "/ t h e space enter");
    press(&mut model, "C");
    assert!(
        title(&model).starts_with("“the ” · 2 hits"),
        "{}",
        title(&model)
    );
}

#[test]
fn muted_hits_have_no_row_among_all() {
    let mut model = sea();
    press(&mut model, "1 t C");
    assert!(
        title(&model).starts_with("all shown keywords · 1 hit"),
        "{}",
        title(&model)
    );
}

#[test]
fn its_keys_say_where_they_belong() {
    let mut model = sea();
    press(&mut model, "K e");
    assert!(model.notice.as_deref().unwrap().contains("C opens it"));
}

#[test]
fn marked_rows_are_copied_with_their_places_and_all_where_none_is_marked() {
    let mut model = sea();
    let copied = |effects: Vec<Effect>| match effects.into_iter().last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    };
    let all = copied(press(&mut model, ". C y"));
    assert_eq!(all.lines().count(), 4, "{all}");
    let marked = copied(press(&mut model, "j m y"));
    let lines: Vec<&str> = marked.lines().collect();
    assert_eq!(
        lines[0],
        "document\tdate\tstart\tend\tcategory\tterm\talias\tleft\tnode\tright"
    );
    assert_eq!(
        lines[1..],
        ["a\t\t37\t42\tanimal\twhale\twhale\tOne \twhale\t dived and came back."]
    );
    assert!(title(&model).starts_with("Whale"));
    assert_eq!(
        model.overlay.as_ref().map(|overlay| overlay.at),
        Some(2),
        "on to the next"
    );
    let again = copied(press(&mut model, "k m y"));
    assert_eq!(again, all, "no longer marked");
}

#[test]
fn a_narrowed_list_is_returned_to_as_it_was() {
    let mut model = sea();
    press(&mut model, "C / d i v e d enter enter");
    assert_eq!(
        model.current.map(|current| current.hit.span.start),
        Some(37)
    );
    press(&mut model, "ctrl-o");
    assert_eq!(lines(&model).len(), 1);
    assert!(
        title(&model).ends_with("· 1 row with dived"),
        "{}",
        title(&model)
    );
}

#[test]
fn a_hit_stays_selected_when_the_rows_are_sorted_anew() {
    let mut model = sea();
    press(&mut model, ". C s s");
    assert_eq!(
        model.overlay.as_ref().map(|overlay| overlay.at),
        Some(2),
        "swam is the last"
    );
}

#[test]
fn the_list_of_a_keyword_that_is_gone_is_not_returned_to() {
    let mut model = sea();
    press_and_search(&mut model, "* d i v e d enter");
    press(&mut model, "0 . C");
    assert!(
        title(&model).starts_with("dived · 1 hit"),
        "{}",
        title(&model)
    );
    press(&mut model, "enter A esc K G x esc");
    assert_eq!(model.findings.keywords.terms.len(), 2);
    press(&mut model, "ctrl-o A esc C");
    assert!(
        title(&model).starts_with("all shown keywords"),
        "{}",
        title(&model)
    );
}

#[test]
fn muting_can_be_taken_back_after_a_keyword_was_made() {
    let mut model = sea();
    press_and_search(&mut model, "1 t * d i v e d enter U U esc C");
    assert!(
        title(&model).starts_with("all shown keywords · 4 hits"),
        "{}",
        title(&model)
    );
}

#[test]
fn so_many_words_are_shown_beside_each_hit_or_the_sentence() {
    let mut model = sea();
    press(&mut model, ". C 1 e");
    assert_eq!(model.notice.as_deref(), Some("one word on each side"));
    let words = |model: &Model| -> Vec<String> {
        let lines = lines(model).into_iter();
        lines
            .map(|line| {
                line.split_whitespace()
                    .skip(1)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    };
    assert_eq!(
        words(&model),
        ["white whale swam", "One whale dived", "old whale died"]
    );
    press(&mut model, "9 9 e");
    assert_eq!(model.notice.as_deref(), Some("50 words on each side"));
    press(&mut model, "e");
    assert_eq!(words(&model)[2], "An old whale died.");
}

#[test]
fn a_list_that_is_opened_again_is_as_it_was_left() {
    let mut model = sea();
    press(&mut model, ". C j j m esc");
    assert!(model.overlay.is_none());
    press(&mut model, "C");
    let overlay = model.overlay.as_ref().unwrap();
    assert_eq!((overlay.at, &overlay.foot[..]), (2, "1 marked · Second"));
    press(&mut model, "esc . C");
    assert_eq!(
        model.overlay.as_ref().unwrap().at,
        1,
        "where the reader is by now"
    );
    press(&mut model, "esc 2 C");
    assert_eq!(
        model.overlay.as_ref().unwrap().foot,
        "First",
        "another list"
    );
}

#[test]
fn a_long_concordance_shows_its_beginning_before_the_rest_is_known() {
    let text = "One whale dived.\n\n".repeat(1_200);
    let mut model = model(texts(&[&text]), ships(), (100, 24));
    let effects = press(&mut model, ". C");
    assert!(
        title(&model).contains("1200 hits in 1 of 1 text")
            && title(&model).ends_with("· the first 500, looking at the rest, 0 %"),
        "{}",
        title(&model)
    );
    assert_eq!(lines(&model).len(), 500);
    press(&mut model, "j j");
    let Some(Effect::Count(count)) = effects.into_iter().last() else {
        panic!("nothing is counted");
    };
    let answer = count.run(&model.collection, &mut |_| {
        std::ops::ControlFlow::Continue(())
    });
    model.update(Msg::Counted(count.number, Box::new(answer.unwrap())));
    model.settle();
    assert_eq!(lines(&model).len(), 1_200);
    assert!(title(&model).ends_with("position"), "{}", title(&model));
    assert_eq!(model.overlay.as_ref().unwrap().at, 2);
}

#[test]
fn a_list_without_rows_says_what_to_do() {
    let mut model = sea();
    press(&mut model, "C / k r a k e n");
    assert!(
        rows(&model)
            .iter()
            .any(|row| row.contains("No line holds “kraken”; esc"))
    );
}

#[test]
fn rows_are_written_to_a_file_in_the_format_that_its_name_says() {
    let mut model = sea();
    let effects = press(&mut model, ". C j m E r . c s v enter");
    let Some(Effect::Export(export)) = effects.into_iter().last() else {
        panic!("nothing is written");
    };
    assert_eq!(export.path.to_str(), Some("r.csv"));
    assert_eq!(export.what, "1 row");
    assert_eq!(
        export.text,
        "document,date,start,end,category,term,alias,left,node,right\n\
         a,,37,42,animal,whale,whale,One ,whale, dived and came back.\n"
    );
    press(&mut model, "E r . x l s enter");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .contains("does not end in .tsv"),
        "{:?}",
        model.notice
    );
    assert!(title(&model).starts_with("Whale"), "the list stays open");
    press(&mut model, ": e x p o r t space a / b . m d enter");
    let effects = press(&mut model, ": e x p o r t space a / b . m d enter");
    assert!(matches!(effects.last(), Some(Effect::Export(_))));
    press(&mut model, "esc : e x p o r t enter");
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .contains("a concordance (C)")
    );
}

#[test]
fn no_key_sorts_twice() {
    let mut model = sea();
    press(&mut model, ". C 3 s");
    assert!(
        title(&model).contains("sort document › L1 › R1 › position"),
        "{}",
        title(&model)
    );
    press(&mut model, "2 s");
    assert!(
        title(&model).contains("sort document › node › R1 › position"),
        "{}",
        title(&model)
    );
}

#[test]
fn marked_rows_that_are_not_shown_are_copied_too() {
    let text = "A whale swam.\n\nA whale swam.\n\nNo whale.\n";
    let mut model = model(texts(&[text]), ships(), (100, 24));
    let effects = press(&mut model, ". C j m u y");
    assert_eq!(lines(&model).len(), 2, "one repeats another");
    let Some(Effect::Copy(copied)) = effects.into_iter().last() else {
        panic!("nothing is copied");
    };
    assert!(copied.contains("\t17\t22\t"), "{copied}");
    press(&mut model, "/ n o enter y");
    assert!(model.notice.as_deref().unwrap().starts_with("1 row sent"));
}

#[test]
fn rows_that_are_more_than_many_terminals_copy_are_said_to_be() {
    let paragraph = format!("One whale dived{}.\n\n", " and rose again".repeat(20));
    let mut model = model(texts(&[&paragraph.repeat(400)]), ships(), (100, 24));
    press(&mut model, ". C e y");
    assert_eq!(
        model.notice.as_deref(),
        Some("400 rows sent to the clipboard as TSV; many terminals take no more than 56 kB")
    );
}

#[test]
fn rows_that_are_still_being_found_are_not_written() {
    let text = "One whale dived.\n\n".repeat(1_200);
    let mut model = model(texts(&[&text]), ships(), (100, 24));
    let effects = press(&mut model, ". C y");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Copy(_)))
    );
    assert!(
        model
            .notice
            .as_deref()
            .unwrap()
            .starts_with("the rows are still being found")
    );
}
