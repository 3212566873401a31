//! Selecting, copying, highlights, notes and marks, without a terminal.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::app::{
    Effect, Model, Msg,
    anchor::Anchor,
    link::Link,
    mouse::{Mouse, MouseKind},
    notes::{Highlight, Notes},
    overlay::Overlay,
    theme::Theme,
};
use catchword::text::span::Span;
use drawn::{bundled, model, press, press_and_search, rows, ships, texts};

const FIRST: &str = "# First\n\nOne white whale swam by. It dived, and it came back.\n\nThe Pequod left. Nobody saw it.\n";
const SECOND: &str = "# Second\n\nAn old whale died.\n";

fn sea() -> Model {
    model(texts(&[FIRST, SECOND]), ships(), (100, 30))
}

fn selected(model: &Model) -> String {
    let span = model.selected().unwrap();
    model.document().unwrap().body.slice(span).into_owned()
}

/// What was last sent to the clipboard.
fn copied(effects: Vec<Effect>) -> String {
    let copied = effects.into_iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    copied.expect("something is copied")
}

fn notice(model: &Model) -> &str {
    model.notice.as_deref().unwrap_or_default()
}

/// What the rows of the open list say.
fn lines(model: &Model) -> Vec<String> {
    let overlay = model.overlay.as_ref().unwrap();
    overlay.rows.iter().map(|row| row.name.clone()).collect()
}

#[test]
fn a_selection_begins_at_the_hit_and_grows_by_words_sentences_and_paragraphs() {
    let mut model = sea();
    press(&mut model, ". v");
    assert_eq!(selected(&model), "whale");
    press(&mut model, "l");
    assert_eq!(selected(&model), "whale swam");
    press(&mut model, "2 h");
    assert_eq!(selected(&model), "white whale");
    press(&mut model, "o )");
    assert_eq!(selected(&model), "white whale swam by.");
    press(&mut model, ")");
    assert_eq!(
        selected(&model),
        "white whale swam by. It dived, and it came back."
    );
    press(&mut model, "V");
    assert_eq!(
        selected(&model),
        "One white whale swam by. It dived, and it came back."
    );
    press(&mut model, "}");
    assert!(selected(&model).ends_with("Nobody saw it."));
    press(&mut model, "esc");
    assert_eq!(model.selected(), None);
}

#[test]
fn the_whole_sentence_then_the_whole_paragraph_is_selected() {
    let mut model = sea();
    press(&mut model, ". V");
    assert_eq!(selected(&model), "One white whale swam by.");
    press(&mut model, "V");
    assert_eq!(
        selected(&model),
        "One white whale swam by. It dived, and it came back."
    );
}

#[test]
fn without_a_hit_one_says_where_to_begin() {
    let mut model = sea();
    press(&mut model, "v");
    assert_eq!(selected(&model), "First");
    assert!(
        notice(&model).starts_with("where to begin?"),
        "{}",
        notice(&model)
    );
    press(&mut model, "l");
    assert_eq!(selected(&model), "One", "it moves and does not grow");
    press(&mut model, "l v l");
    assert_eq!(selected(&model), "white whale");
}

#[test]
fn up_and_down_go_to_the_word_in_the_same_column() {
    let mut model = sea();
    press(&mut model, "v l l l j");
    // “swam” begins in column 16, where the line below has “it” of “saw it”.
    assert_eq!(selected(&model), "left");
    press(&mut model, "k");
    assert_eq!(selected(&model), "whale");
}

#[test]
fn characters_are_selected_one_by_one_too() {
    let mut model = sea();
    press(&mut model, ". v alt-l alt-l");
    assert_eq!(selected(&model), "whale s");
    press(&mut model, "alt-h");
    assert_eq!(selected(&model), "whale ");
}

#[test]
fn what_is_selected_is_copied_as_it_reads_and_with_its_source() {
    let mut model = sea();
    assert_eq!(
        copied(press(&mut model, ". V } y")),
        "One white whale swam by. It dived, and it came back."
    );
    assert_eq!(notice(&model), "11 words sent to the clipboard");
    assert_eq!(model.selected(), None);
    assert_eq!(
        copied(press(&mut model, "V Y")),
        "“One white whale swam by.”\n— “First”, paragraph 2, a@7-31"
    );
    press(&mut model, "y");
    assert!(
        notice(&model).starts_with("nothing is selected; v"),
        "{}",
        notice(&model)
    );
    assert!(copied(press(&mut model, "Y")).starts_with("“First”, paragraph 2"));
}

#[test]
fn the_mouse_selects_in_the_text_and_copies_on_release() {
    let mut model = sea();
    let screen = rows(&model);
    let y = screen
        .iter()
        .position(|row| row.contains("One white"))
        .unwrap();
    let x = screen[y].split_once("white").unwrap().0.chars().count();
    let mut point = |kind, column: usize, row: usize| {
        let effects = model.update(Msg::Mouse(Mouse {
            kind,
            column: column as u16,
            row: row as u16,
        }));
        model.settle();
        (effects, model.selected().map(|_| selected(&model)))
    };
    point(MouseKind::Press { clicks: 1 }, x, y);
    let (_, dragged) = point(MouseKind::Drag, x + 10, y);
    assert_eq!(dragged.as_deref(), Some("white whale"));
    let (effects, _) = point(MouseKind::Release, x + 10, y);
    assert_eq!(copied(effects), "white whale");
    let (_, word) = point(MouseKind::Press { clicks: 2 }, x + 7, y);
    assert_eq!(word.as_deref(), Some("whale"));
    let (_, block) = point(MouseKind::Press { clicks: 3 }, x + 7, y);
    assert!(block.unwrap().ends_with("came back."));
    let (_, none) = point(MouseKind::Press { clicks: 1 }, x, y);
    assert_eq!(none, None);
}

#[test]
fn a_drag_that_leaves_the_text_selects_to_that_end_of_the_row() {
    for keys in ["l", "D"] {
        let mut model = bundled((140, 40));
        press(&mut model, keys);
        let area = model.panes.measure;
        let line = |model: &Model, row: u16| {
            let line = &model.screen[usize::from(row - area.y)];
            (line.place().at, line.end())
        };
        let is_text = |row: &u16| {
            let line = |row: u16| &model.screen[usize::from(row - area.y)];
            [0, 1, 2].iter().all(|n| {
                let line = line(row + n);
                line.layout
                    .row(line.line)
                    .is_some_and(|row| row.span.len() > 30)
            })
        };
        let row = (area.y..area.bottom() - 3).find(is_text).unwrap();
        let mut point = |kind, column, row| {
            let mouse = Mouse { kind, column, row };
            model.update(Msg::Mouse(mouse));
            model.settle();
            (model.selected(), line(&model, row))
        };
        let x = area.x + 10;
        let press_at = MouseKind::Press { clicks: 1 };
        // Over the list, whichever way it came there.
        point(press_at, x, row + 1);
        let (selected, (start, _)) = point(MouseKind::Drag, 3, row);
        assert_eq!(selected.unwrap().start, start, "{keys}");
        let (selected, (start, _)) = point(MouseKind::Drag, 3, row + 2);
        assert_eq!(selected.unwrap().end, start + 1, "{keys}");
        // Over the map and the scrollbar, to the end of what stands last in the row.
        let (selected, _) = point(MouseKind::Drag, 139, row + 2);
        let end = selected.unwrap().end;
        if keys == "l" {
            assert_eq!(end, line(&model, row + 2).1);
        }
    }
}

#[test]
fn what_is_highlighted_is_painted_signed_and_listed() {
    let mut model = sea();
    let effects = press(&mut model, ". V H");
    assert!(effects.contains(&Effect::SaveNotes));
    let screen = rows(&model);
    assert!(
        screen.iter().any(|row| row.contains("³One white whale")),
        "{screen:#?}"
    );
    press(&mut model, "M");
    assert_eq!(lines(&model)[0], "Highlights and notes");
    assert!(
        lines(&model)[1].starts_with("3  First"),
        "{:?}",
        lines(&model)
    );
    assert!(lines(&model)[1].contains("“One white whale swam by.”"));
    press(&mut model, "esc V H");
    assert!(
        !rows(&model).iter().any(|row| row.contains('³')),
        "no longer"
    );
    press(&mut model, "U");
    assert!(
        rows(&model).iter().any(|row| row.contains('³')),
        "taken back"
    );
}

#[test]
fn a_note_is_written_changed_and_forgotten() {
    let mut model = sea();
    press(&mut model, ". V a w h o ? enter");
    assert_eq!(model.notes.highlights[0].note, "who?");
    press(&mut model, "a ctrl-u w h y ? enter");
    assert_eq!(model.notes.highlights[0].note, "why?");
    press(&mut model, "M");
    assert_eq!(lines(&model)[2].trim(), "│ why?");
    press(&mut model, "r backspace ! enter");
    assert_eq!(model.notes.highlights[0].note, "why!");
    press(&mut model, "x");
    assert_eq!(model.notes, Notes::default());
    press(&mut model, "U");
    assert_eq!(model.notes.highlights[0].note, "why!");
}

#[test]
fn notes_are_written_as_markdown_with_their_sources() {
    let mut model = sea();
    press(&mut model, ". V a w h o ? enter");
    press(&mut model, "] V H");
    press(&mut model, "M E n . t x t enter");
    assert!(
        notice(&model).contains("does not end in .md"),
        "{}",
        notice(&model)
    );
    let effects = press(&mut model, "E n . m d enter");
    let Some(Effect::Export(export)) = effects.into_iter().last() else {
        panic!("nothing is written");
    };
    assert_eq!(
        export.text,
        "## First\n\n> One white whale swam by.\n\n— “First”, paragraph 2, a@7-31\n\nwho?\n\n\
         ## Second\n\n> Second\n\n— “Second”, paragraph 1, b@0-6\n\n"
    );
}

#[test]
fn marks_have_letters_small_ones_in_a_text_and_capitals_in_all() {
    let mut model = sea();
    press(&mut model, ". m a . m B ]");
    press(&mut model, "' a");
    assert!(
        notice(&model).starts_with("there is no mark a here"),
        "{}",
        notice(&model)
    );
    press(&mut model, "' B");
    assert_eq!(model.open, 0);
    press(&mut model, "g ' a");
    assert!(model.shown().0 <= 17);
    press(&mut model, "' '");
    assert_eq!(model.shown().0, 0);
    press(&mut model, "' 3");
    assert_eq!(notice(&model), "a mark is a letter, not 3");
    press(&mut model, "m esc");
    assert!(model.naming.is_none() && model.notes.marks.len() == 2);
}

#[test]
fn notes_find_their_words_in_a_text_that_was_changed_and_none_is_lost() {
    let mut model = sea();
    press(&mut model, ". V a w h o ? enter . V H M");
    let kept = model.notes.clone();
    let changed = FIRST
        .replace("# First\n", "# First\n\nA new beginning.\n")
        .replace("The Pequod left. ", "");
    let mut model = drawn::model(texts(&[&changed, SECOND]), ships(), (100, 30));
    model.update(Msg::RecallNotes(Box::new(kept)));
    model.settle();
    let screen = rows(&model);
    assert!(
        screen.iter().any(|row| row.contains("³One white whale")),
        "{screen:#?}"
    );
    press(&mut model, "M");
    let lines = lines(&model);
    let lost = lines
        .iter()
        .position(|line| line.starts_with("Not found"))
        .unwrap();
    assert!(lines[lost + 1].contains("The Pequod left."), "{lines:#?}");
    press(&mut model, "G enter");
    assert!(
        notice(&model).contains("is not found in it"),
        "{}",
        notice(&model)
    );
    assert_eq!(model.notes.highlights.len(), 2);
}

#[test]
fn a_link_opens_the_view_again() {
    let mut model = sea();
    press_and_search(&mut model, "/ d i e d enter");
    press_and_search(&mut model, "] 2 t . V");
    let command = copied(press(&mut model, "alt-y"));
    let link = command
        .strip_prefix("catchword --at '")
        .unwrap()
        .strip_suffix('\'')
        .unwrap();
    assert_eq!(link, "b@0?select=8-26&muted=%40ship&search=died");
    // With the keywords that this run was told to look for.
    model.keyword_files = vec!["/of/a reader's.toml".into()];
    let with_keywords = copied(press(&mut model, "alt-y"));
    assert_eq!(
        with_keywords,
        format!("{command} --keywords '/of/a reader'\\''s.toml'")
    );
    let link: Link = link.parse().unwrap();
    let mut other = sea();
    let effects = other.update(Msg::Follow(Box::new(link)));
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Seek(Some(_))))
    );
    other.settle();
    assert_eq!(other.open, 1);
    assert_eq!(selected(&other), "An old whale died.");
    assert_eq!(other.activity, model.activity);
    assert_eq!(other.search.query, model.search.query);
}

#[test]
fn a_link_says_the_encoding_that_was_asked_for() {
    let mut collection = texts(&["One\n", "Two\n"]);
    collection.asked = Some("latin1".parse().unwrap());
    let mut model = model(collection, ships(), (60, 24));
    let command = copied(press(&mut model, "alt-y"));
    assert!(command.ends_with("' --encoding windows-1252"), "{command}");
}

#[test]
fn what_is_known_of_a_text_has_its_encoding_where_that_is_worth_knowing() {
    let mut collection = texts(&["One\n", "Two\n"]);
    collection.encodings = vec![String::new(), "KOI8-R, a guess".to_owned()];
    let mut model = model(collection, ships(), (60, 24));
    let says_so = |model: &Model| {
        let rows = &model.overlay.as_ref().unwrap().rows;
        rows.iter().any(|row| row.text == "KOI8-R, a guess")
    };
    press(&mut model, "i");
    assert!(!says_so(&model));
    press(&mut model, "esc ] i");
    assert!(says_so(&model));
}

#[test]
fn a_keyword_is_made_of_what_is_selected() {
    let mut model = sea();
    press(&mut model, ". v h *");
    assert_eq!(model.prompt.as_ref().unwrap().text, "white whale");
}

/// A text of three screens, a whale on each.
fn long() -> Model {
    let page = "word word word word word word word word word word.\n\n".repeat(11);
    let text = format!("whale\n\n{page}whale\n\n{page}whale\n\n{page}");
    let mut model = model(texts(&[&text, SECOND]), ships(), (60, 24));
    model.settings.list_shown = false;
    model.settle();
    model
}

#[test]
fn what_has_been_on_the_screen_is_known_and_kept() {
    let mut model = long();
    press(&mut model, "i");
    let shown = |model: &Model| {
        let rows = &model.overlay.as_ref().unwrap().rows;
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        texts.join("|")
    };
    assert!(
        shown(&model).contains("3 hits of 2 keywords, 1 seen"),
        "{}",
        shown(&model)
    );
    press(&mut model, "i space i");
    assert!(shown(&model).contains("2 seen"), "{}", shown(&model));
    let kept = model.memory();
    let mut again = long();
    again.update(Msg::Recall(Box::new(kept.clone())));
    again.settle();
    press(&mut again, "g i");
    assert!(shown(&again).contains("2 seen"), "{}", shown(&again));
    // Of a text that was changed nothing has been seen.
    let mut other = sea();
    other.update(Msg::Recall(Box::new(kept)));
    other.settle();
    assert!(other.seen[0].is_empty());
}

#[test]
fn highlights_whose_words_were_as_long_and_in_one_place_are_each_found_by_their_own() {
    let mut model = sea();
    let document = model.document().unwrap();
    let text = document.body.slice(Span::new(0, usize::MAX)).into_owned();
    let highlight = |exact: &str| {
        let start = text.find(exact).unwrap();
        let anchor = Anchor::of(document, Span::new(start, start + 5));
        Highlight {
            document: model.collection.key(0),
            title: "First".to_owned(),
            anchor: Anchor {
                start: 0,
                end: 5,
                ..anchor
            },
            color: 2,
            note: String::new(),
        }
    };
    let highlights = ["white", "whale"].map(highlight).to_vec();
    let notes = Notes {
        highlights,
        ..Notes::default()
    };
    model.update(Msg::RecallNotes(Box::new(notes)));
    model.settle();
    let text = &model.document().unwrap().body;
    let placed = model.placed.highlights.iter();
    let placed: Vec<_> = placed
        .map(|&(index, found)| (index, text.slice(found.span)))
        .collect();
    assert_eq!(placed, [(0, "white".into()), (1, "whale".into())]);
}

#[test]
fn the_readers_own_pace_says_how_long_a_text_takes() {
    let mut model = long();
    let page = |model: &mut Model, millis| {
        model.update(Msg::Waited(millis));
        press(model, "f");
    };
    let before = model.pace.minutes(600);
    for _ in 0..3 {
        for _ in 0..2 {
            // Some 110 words in a minute.
            page(&mut model, 60_000);
        }
        press(&mut model, "g");
    }
    assert_eq!(model.pace.samples().len(), 3, "{:?}", model.pace);
    assert!(model.pace.minutes(600) > before);
    let mut again = long();
    again.update(Msg::Recall(Box::new(model.memory())));
    assert_eq!(again.pace.words_per_minute(), model.pace.words_per_minute());
}

#[test]
fn what_is_muted_is_kept() {
    let mut model = sea();
    press(&mut model, "2 t K j enter j t");
    let kept = model.memory();
    assert_eq!(kept.muted.len(), 2, "{:?}", kept.muted);
    let mut again = sea();
    again.update(Msg::Recall(Box::new(kept)));
    assert_eq!(again.activity, model.activity);
}

#[test]
fn the_palette_finds_commands_by_name_and_by_what_they_do() {
    let mut model = sea();
    press(&mut model, ": h e a d i n g s");
    assert!(
        lines(&model)[0].starts_with("outline "),
        "{:#?}",
        lines(&model)
    );
    press(&mut model, "down up enter");
    let title = model.overlay.as_ref().unwrap().title();
    assert_eq!(title, "Outline");
    press(&mut model, "esc : z e n");
    assert!(lines(&model)[0].starts_with("zen "));
    press(&mut model, "esc");
    assert!(model.overlay.is_none() && !model.settings.zen);
    press(&mut model, ": n e x t - h enter");
    assert_eq!(model.current.map(|it| it.hit.span.start), Some(17));
    press(&mut model, ": 2 enter");
    assert_eq!(notice(&model), "paragraph 2");
    press(&mut model, ": x y z z y enter");
    assert!(
        notice(&model).starts_with("no command “xyzzy”"),
        "{}",
        notice(&model)
    );
}

#[test]
fn the_palette_runs_nothing_that_was_not_asked_for() {
    let mut model = sea();
    press(&mut model, ": f o o enter");
    assert_eq!(
        notice(&model),
        "no command “foo”; nearest: furniture, information"
    );
    assert!(model.overlay.is_none());
    // Of several names that begin so none is meant.
    press(&mut model, ": c enter");
    assert!(
        notice(&model).starts_with("no command “c”; nearest: co"),
        "{}",
        notice(&model)
    );
    assert!(model.overlay.is_none());
    // What does nothing here is not offered, and says so.
    press(&mut model, ": w");
    assert!(
        !lines(&model).iter().any(|line| line.starts_with("widen ")),
        "{:#?}",
        lines(&model)
    );
    press(&mut model, "enter");
    assert_eq!(notice(&model), "no command “w”; nearest: wider");
    press(&mut model, ": m e a s enter");
    assert_eq!(notice(&model), "no command “meas”; nearest: measure");
    press(&mut model, ": w i d e n enter");
    assert_eq!(notice(&model), "widen works while something is selected");
    press(&mut model, ": r o w - l e f t enter");
    assert_eq!(
        notice(&model),
        "row-left works in what is open over the text"
    );
}

#[test]
fn the_palette_takes_what_a_command_asks_for() {
    let mut model = sea();
    press(&mut model, ": m a r k space a enter");
    assert_eq!(model.notes.marks.len(), 1);
    press(&mut model, ": s e a r c h space 1 9 enter");
    assert_eq!(model.search.query.text, "19");
    press(&mut model, ": a d d - k e y w o r d space c a m e enter");
    let terms = &model.findings.keywords.terms;
    assert!(terms.iter().any(|term| term.label == "came"));
    press(&mut model, ". V H M");
    let effects = press(&mut model, ": e x p o r t space n . m d enter");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Export(_))),
        "{effects:?}"
    );
    press(&mut model, "esc : 3 m u t e enter");
    press(&mut model, ": h e l p space m a r k enter");
    assert_eq!(model.overlay.as_ref().unwrap().title(), "Keys · mark");
}

#[test]
fn the_palette_remembers_what_was_typed() {
    let mut model = sea();
    let typed = |model: &Model| model.prompt.as_ref().unwrap().text.clone();
    press(
        &mut model,
        ": z e n enter : m e a s u r e space 4 0 enter : up",
    );
    assert_eq!(typed(&model), "measure 40");
    press(&mut model, "up up");
    assert_eq!(typed(&model), "zen");
    press(&mut model, "down");
    assert_eq!(typed(&model), "measure 40");
    press(&mut model, "down");
    assert_eq!(typed(&model), "");
    press(&mut model, "up up enter");
    assert!(!model.settings.zen);
}

#[test]
fn a_note_of_several_lines_is_kept_shown_and_exported_as_lines() {
    let mut model = sea();
    press(&mut model, ". V a o n e alt-enter t w o ctrl-j");
    model.update(Msg::Paste("three\r\nfour".to_owned()));
    let screen = rows(&model);
    assert!(
        screen.last().unwrap().contains("note: one↵two↵three↵four"),
        "{screen:#?}"
    );
    press(&mut model, "enter");
    assert_eq!(model.notes.highlights[0].note, "one\ntwo\nthree\nfour");
    press(&mut model, "M");
    let shown: Vec<String> = lines(&model)[2..]
        .iter()
        .map(|it| it.trim().to_owned())
        .collect();
    assert_eq!(shown, ["│ one", "│ two", "│ three", "│ four"]);
    let text = copied(press(&mut model, "y"));
    assert!(text.contains("\none\ntwo\nthree\nfour\n"), "{text}");
    // Changing it changes no line end.
    press(&mut model, "r ! enter");
    assert_eq!(model.notes.highlights[0].note, "one\ntwo\nthree\nfour!");
    press(&mut model, "esc / alt-enter");
    assert!(model.prompt.is_none(), "other prompts have one line");
}

#[test]
fn a_note_that_is_emptied_is_told_to_be_deleted() {
    let mut model = sea();
    press(&mut model, ". V a w h o ? enter a ctrl-u enter");
    assert_eq!(
        notice(&model),
        "the note is deleted, its highlight stays; U takes that back"
    );
    press(&mut model, "U");
    assert_eq!(model.notes.highlights[0].note, "who?");
    press(&mut model, "V H");
    assert!(
        notice(&model).contains("press x on it in the list (M)"),
        "{}",
        notice(&model)
    );
    press(&mut model, "esc M x");
    assert_eq!(
        notice(&model),
        "the highlight on “One white whale swam by.” and its note are deleted; U takes that back"
    );
}

#[test]
fn a_selection_that_has_left_the_screen_is_told() {
    let mut model = long();
    press(&mut model, "v v l G");
    let screen = rows(&model);
    let status = screen.last().unwrap();
    assert!(status.contains("2 words selected above"), "{status}");
    press(&mut model, "g");
    assert!(!rows(&model).last().unwrap().contains("selected above"));
}

#[test]
fn a_mark_is_listed_with_whole_words_and_a_sign_that_the_text_goes_on() {
    let text = "The whale that was seen from the harbour of the town swam away in the month of September, it is said.\n";
    let mut model = model(texts(&[text]), ships(), (140, 30));
    press(&mut model, "m a M");
    let shown = lines(&model)[1].clone();
    assert!(shown.ends_with(" away in the month of …"), "{shown}");
}

#[test]
fn a_list_that_cannot_be_wider_says_why() {
    let mut model = model(texts(&[FIRST, SECOND]), ships(), (120, 30));
    press(&mut model, "h");
    for _ in 0..9 {
        press(&mut model, "alt-right");
    }
    assert_eq!(
        notice(&model),
        "list of 45 columns, as many as this screen has for it"
    );
}

#[test]
fn what_was_noted_is_shown_and_exported_where_the_text_has_changed() {
    const NOTED: &str =
        "On 3 May the committee met in Paris and discussed the budget for the coming year.";
    let text = format!("# Minutes\n\nThe year began quietly. {NOTED} Nothing was decided.\n");
    let mut model = model(texts(&[&text]), ships(), (100, 30));
    press_and_search(&mut model, "/ M a y enter");
    press(&mut model, "V a L y o n enter");
    let kept = model.notes.clone();
    let changed = text.replace("Paris", "Lyon");
    let mut model = drawn::model(texts(&[&changed]), ships(), (100, 30));
    model.update(Msg::RecallNotes(Box::new(kept)));
    model.settle();
    let screen = rows(&model);
    assert!(screen.iter().any(|row| row.contains('≠')), "{screen:#?}");
    press(&mut model, "M");
    let shown = lines(&model).join("\n");
    assert!(
        shown
            .contains("│ ≠ the text has changed here; it was “On 3 May the committee met in Paris"),
        "{shown}"
    );
    let text = copied(press(&mut model, "y"));
    let now = NOTED.replace("Paris", "Lyon");
    assert!(text.contains(&format!("> {NOTED}\n")), "{text}");
    assert!(
        text.contains(&format!("(the text has changed here, and says: “{now}”)\n")),
        "{text}"
    );
    press(&mut model, "enter");
    assert!(
        notice(&model).starts_with("the text has changed here; it was “On 3 May"),
        "{}",
        notice(&model)
    );
}

#[test]
fn notes_on_a_file_that_was_renamed_are_about_the_same_text() {
    const TEXT: &str = "The whale that was seen from the harbour of the town swam away in May.\n";
    let opened = |file: &str, text: &str| {
        let mut collection = texts(&[text]);
        collection.files = vec![file.to_owned()];
        model(collection, ships(), (100, 30))
    };
    let mut model = opened("/of/zz.md", TEXT);
    press(&mut model, ". V a w h o ? enter m a m B");
    let kept = model.notes.clone();
    let mut renamed = opened("/of/renamed.md", TEXT);
    renamed.update(Msg::RecallNotes(Box::new(kept.clone())));
    press(&mut renamed, "M");
    let shown = lines(&renamed).join("\n");
    assert!(!shown.contains("not open"), "{shown}");
    assert!(shown.contains("a  ") && shown.contains("│ who?"), "{shown}");
    press(&mut renamed, "esc ' a");
    assert!(notice(&renamed).is_empty(), "{}", notice(&renamed));
    // Another text is not that one: all are listed, with what they were called.
    let mut other = opened("/of/other.md", "Nothing of it.\n");
    other.update(Msg::RecallNotes(Box::new(kept)));
    press(&mut other, "M");
    let shown = lines(&other).join("\n");
    assert!(shown.contains("In texts that are not open"), "{shown}");
    assert_eq!(shown.matches("│ /of/zz.md").count(), 3, "{shown}");
}

#[test]
fn a_link_leads_to_the_title_and_brings_back_measure_and_columns() {
    let mut model = sea();
    press(&mut model, ": m e a s u r e space 4 6 enter D");
    let command = copied(press(&mut model, "alt-y"));
    assert_eq!(command, "catchword --at 'a@0?measure=46&columns=2'");
    let mut other = sea();
    press(&mut other, "j j");
    other.update(Msg::Follow(Box::new(
        "a@0?measure=46&columns=2&muted=%40nosuch".parse().unwrap(),
    )));
    other.settle();
    assert_eq!((other.settings.measure, other.settings.columns), (46, 2));
    assert_eq!(
        notice(&other),
        "the link mutes @nosuch, which no keyword here is called"
    );
    other.update(Msg::Follow(Box::new("a@0".parse().unwrap())));
    assert_eq!(other.settings.measure, 46, "nothing is said of it");
}

#[test]
fn a_link_to_the_beginning_shows_the_title() {
    let mut model = bundled((100, 30));
    let begun = rows(&model);
    let id = &model.document().unwrap().metadata.id;
    let link: Link = format!("{id}@0").parse().unwrap();
    press(&mut model, "space space");
    model.update(Msg::Follow(Box::new(link)));
    model.settle();
    assert_eq!(rows(&model), begun);
}

#[test]
fn how_things_look_is_taken_back_step_by_step() {
    let mut model = sea();
    let begun = model.settings;
    press(&mut model, "c z");
    press(&mut model, ": m e a s u r e space 4 0 enter j");
    let changed = model.settings;
    assert!(changed.zen && changed.measure == 40 && changed.theme != begun.theme);
    press(&mut model, "U");
    assert_eq!(notice(&model), "measure 72 again");
    press(&mut model, "U");
    assert!(!model.settings.zen && model.settings.theme == changed.theme);
    press(&mut model, "U");
    assert_eq!(model.settings, begun);
    press(&mut model, "U");
    assert_eq!(notice(&model), "nothing to take back");
    press(&mut model, ": m o u s e space f a l s e enter");
    let effects = press(&mut model, "U");
    assert!(effects.contains(&Effect::Mouse(true)), "{effects:?}");
}

#[test]
fn the_palette_sets_what_can_be_set_and_says_what_it_may_be() {
    let mut model = sea();
    // Whoever types a beginning chooses the first that has it.
    press(&mut model, ": t h e m e space s e enter");
    assert_eq!(model.settings.theme, Theme::Sepia);
    assert_eq!(notice(&model), "theme sepia");
    press(&mut model, ": l i s t - w i d t h space 4 0 enter");
    assert_eq!(model.settings.list_columns, 40);
    press(&mut model, ": m e a tab space");
    assert!(
        lines(&model)[0].starts_with("measure: "),
        "{:?}",
        lines(&model)
    );
    press(&mut model, "9 9 9 enter");
    assert!(
        notice(&model).starts_with("measure is 72; it may be "),
        "{}",
        notice(&model)
    );
    // What auto means cannot be auto.
    press(&mut model, ": d a r k _ t h e m e space a u t o enter");
    assert_eq!(model.settings.dark_theme, Theme::Dark);
    press(&mut model, ": m o u s e space f a l s e enter");
    assert!(!model.settings.mouse);
    // A command of the same name goes on to the next.
    press(&mut model, ": t h e m e enter");
    assert_ne!(model.settings.theme, Theme::Sepia);
    let kept = model.memory().settings;
    assert!(
        kept.contains_key("list_width") && !kept.contains_key("mouse"),
        "{kept:?}"
    );
}

#[test]
fn a_command_of_the_palette_finds_the_list_that_was_open() {
    let mut model = sea();
    press(&mut model, ". C : s o r t - r o w s enter");
    let overlay = model.overlay.as_ref().unwrap();
    assert!(overlay.title().contains("sort L1"), "{}", overlay.title());
}

#[test]
fn links_are_listed_with_where_they_lead_and_only_harmless_ones_are_opened() {
    let text = "See [one](https://example.org/a) and [two](file:///etc/passwd).\n";
    let mut model = model(texts(&[text]), ships(), (100, 30));
    press(&mut model, "O");
    assert!(
        lines(&model)[0].contains("https://example.org/a"),
        "{:#?}",
        lines(&model)
    );
    let effects = press(&mut model, "enter");
    assert!(effects.contains(&Effect::Open("https://example.org/a".to_owned())));
    let effects = press(&mut model, "j enter");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Open(_)))
    );
    assert!(
        notice(&model).starts_with("only web and mail addresses"),
        "{}",
        notice(&model)
    );
    assert_eq!(copied(press(&mut model, "y")), "file:///etc/passwd");
    let mut model = sea();
    press(&mut model, "O");
    assert_eq!(notice(&model), "this text has no links");
}

#[test]
fn keys_that_may_follow_are_shown() {
    let mut model = sea();
    press(&mut model, "Z");
    let status = rows(&model).pop().unwrap();
    assert!(status.contains("Z quit"), "{status}");
}

#[test]
fn the_right_button_asks_about_a_keyword_and_the_wheel_changes_the_measure() {
    let mut model = sea();
    let screen = rows(&model);
    let y = screen
        .iter()
        .position(|row| row.contains("One white"))
        .unwrap();
    let x = screen[y].split_once("whale").unwrap().0.chars().count();
    let mut point = |kind| {
        model.update(Msg::Mouse(Mouse {
            kind,
            column: x as u16,
            row: y as u16,
        }));
        model.settle();
        (
            model.overlay.as_ref().map(Overlay::title),
            model.settings.measure,
        )
    };
    let (card, before) = point(MouseKind::Right);
    assert_eq!(card.as_deref(), Some("Keyword"));
    let (_, narrower) = point(MouseKind::ZoomOut);
    assert!(narrower < before);
}
