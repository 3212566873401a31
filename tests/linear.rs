//! Reading without a screen: what is told after each line.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::{
    app::{Effect, Model, Msg, command::COMMANDS, pace::Pace, panes::Size},
    collection::{block::Marker, bundled},
    text::words::words,
    view::linear::Teller,
};
use drawn::Searched;

/// Whoever types lines and hears what is told.
struct Listener {
    model: Model,
    teller: Teller,
}

impl Listener {
    /// Hears the beginning too.
    fn new(mut model: Model) -> (Self, Vec<String>) {
        model.begin_linear();
        let mut listener = Self {
            model,
            teller: Teller::default(),
        };
        let begun = listener.hear();
        (listener, begun)
    }

    fn hear(&mut self) -> Vec<String> {
        self.model.settle();
        let lines = self.teller.tell(&self.model);
        for line in &lines {
            assert_is_words(line);
        }
        lines
    }

    /// Types a line, does what threads would, and hears what is told.
    fn say(&mut self, line: &str) -> Vec<String> {
        let effects = self.model.update(Msg::Line(line.to_owned()));
        for effect in effects {
            match effect {
                Effect::Seek(Some(seek)) => drawn::answer(&mut self.model, &seek),
                Effect::Search(keywords, search) => {
                    let collection = (*self.model.collection).clone();
                    for (index, part) in Searched::new(collection, (*keywords).clone()).found() {
                        self.model.update(Msg::Found(search, *index, part.clone()));
                    }
                }
                Effect::Reload => drop(self.model.update(Msg::Configure(Box::default()))),
                _ => {}
            }
        }
        self.hear()
    }
}

/// Nothing acts on a terminal, and nothing is drawn.
#[track_caller]
fn assert_is_words(line: &str) {
    let is_drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}');
    let wrong = line.chars().find(|&c| c.is_control() || is_drawn(c));
    assert_eq!(wrong, None, "{line}");
}

fn bundled_listener() -> (Listener, Vec<String>) {
    Listener::new(drawn::bundled((80, 16)))
}

fn listener(source: &str) -> (Listener, Vec<String>) {
    let collection = drawn::texts(&[source, "# Second\n\nAnother whale.\n"]);
    Listener::new(drawn::model(collection, drawn::ships(), (80, 16)))
}

const SHIP: &str = "\
# The voyage

The Pequod left. She sought a whale, and then a whale.

> Call me what you like.

## At sea

- bread
- [beef](https://example.org/beef)

1. first

A whale rose.
";

#[test]
fn a_text_is_told_in_order_with_what_it_is_made_of() {
    let (_, begun) = listener(SHIP);
    let told = [
        "text 1 of 2: The voyage",
        "1 minute, 4 hits",
        "heading 1: The voyage",
        "",
        "The Pequod left. She sought a whale, and then a whale.",
        "[hits: Pequod (S), Whale (A) 2]",
        "",
        "quotation: Call me what you like.",
        "",
        "heading 2: At sea",
        "",
        "- bread",
        "- beef",
        "[link: beef, to https://example.org/beef]",
        "",
        "1. first",
        "",
        "A whale rose.",
        "[hit: Whale (A)]",
    ];
    assert_eq!(begun, told);
}

#[test]
fn a_hit_is_told_with_its_number_its_keyword_and_its_section() {
    let (mut listener, _) = listener(SHIP);
    assert_eq!(
        listener.say("next-hit"),
        [
            "hit 1 of 4, Pequod, The voyage",
            "The Pequod left.",
            "[hit: Pequod (S)]"
        ]
    );
    assert_eq!(listener.say(". .")[0], "hit 3 of 4, Whale, The voyage");
    assert_eq!(listener.say("1.")[0], "hit 3 of 3, Whale, At sea");
    assert_eq!(
        listener.say("2 previous-hit")[0],
        "hit 1 of 1, Pequod, The voyage"
    );
}

#[test]
fn reading_goes_on_after_the_sentence_of_a_hit() {
    let (mut listener, _) = listener(SHIP);
    listener.say("next-hit");
    assert_eq!(listener.say("")[0], "She sought a whale, and then a whale.");
}

#[test]
fn sentences_and_paragraphs_are_stepped_through() {
    let (mut listener, _) = listener(SHIP);
    listener.say("top");
    listener.say("next-hit");
    assert_eq!(
        listener.say("j")[0],
        "She sought a whale, and then a whale."
    );
    assert_eq!(listener.say("k")[0], "The Pequod left.");
    assert_eq!(listener.say("}")[0], "quotation: Call me what you like.");
    assert_eq!(
        listener.say("{")[0],
        "The Pequod left. She sought a whale, and then a whale."
    );
    assert_eq!(listener.say("2 next-paragraph")[0], "heading 2: At sea");
    listener.say("bottom");
    assert_eq!(listener.say(""), ["end of the text; ] opens the next"]);
}

#[test]
fn hits_are_told_or_not() {
    let (mut listener, _) = listener(SHIP);
    assert_eq!(listener.say("legend"), ["hits are not told"]);
    assert!(!listener.say("top").join("\n").contains("[hit"));
    listener.say("legend");
    assert!(listener.say("redraw").join("\n").contains("[hits: Pequod"));
}

#[test]
fn a_search_is_told_with_its_counts() {
    let (mut listener, _) = listener(SHIP);
    assert_eq!(
        listener.say("/whale"),
        [
            "match 1 of 3, 4 in all texts, The voyage",
            "She sought a whale, and then a whale.",
            "[hits: Whale (A) 2]",
        ]
    );
    assert_eq!(listener.say("/ahab"), ["no match for “ahab”"]);
    let all = listener.say("//whale");
    assert_eq!(all[..2], ["Matches, 4 rows", "3 in The voyage"]);
    assert_eq!(listener.say("4")[0], "text 2 of 2: Second");
}

#[test]
fn a_number_goes_to_a_row_or_else_to_a_paragraph() {
    let (mut listener, _) = listener(SHIP);
    assert_eq!(
        listener.say("o"),
        [
            "Outline, 2 rows",
            "1. The voyage, heading 1, 3 hits",
            "2. At sea, heading 2, 1 hit"
        ]
    );
    assert_eq!(listener.say("3"), ["the rows are numbered from 1 to 2"]);
    assert_eq!(listener.say("2")[0], "heading 2: At sea");
    assert_eq!(
        listener.say("2")[..2],
        [
            "paragraph 2",
            "The Pequod left. She sought a whale, and then a whale."
        ]
    );
    assert_eq!(
        listener.say("list")[1],
        "1. The voyage, 1 minute, 4 hits, open"
    );
    assert_eq!(listener.say("2")[0], "text 2 of 2: Second");
    assert_eq!(listener.say("back")[0], "text 1 of 2: The voyage");
}

#[test]
fn a_list_is_told_a_page_at_a_time() {
    let (mut listener, _) = bundled_listener();
    let first = listener.say("0C").join("\n") + &listener.say("concordance").join("\n");
    assert!(first.contains("1. Leaders of what the report calls the [Iranian resistance]"));
    assert!(first.contains("\n400 more"), "{first}");
    let second = listener.say("");
    assert!(second[0].starts_with("11. "), "{second:?}");
    assert_eq!(second.last().unwrap(), "390 more");
    assert!(listener.say("j")[0].starts_with("12. "));
    assert!(listener.say("pageup")[0].starts_with("1. "));
    assert!(listener.say("4")[0].starts_with("hit 4 of 63, Just the News"));
}

#[test]
fn what_stands_around_a_hit_is_told_in_whole_words_with_the_whole_id() {
    let (mut listener, _) = bundled_listener();
    let ids: Vec<String> = bundled::collection()
        .documents
        .iter()
        .map(|document| document.metadata.id.to_string())
        .collect();
    listener.say("0C");
    listener.say("concordance");
    let rows = listener.model.overlay.as_ref().unwrap().rows.iter();
    let told: Vec<&str> = rows.map(|row| row.name.as_str()).take(10).collect();
    assert_eq!(told.len(), 10);
    for row in told {
        let (words, id) = row.rsplit_once(", in ").unwrap();
        assert!(ids.iter().any(|it| it == id), "{row}");
        assert!(!words.contains('…'), "{row}");
    }
}

#[test]
fn a_setting_is_told_in_the_same_words_however_it_is_changed() {
    let (mut listener, _) = bundled_listener();
    assert_eq!(
        listener.say("justify")[0],
        "justify on: lines even at the right"
    );
    assert_eq!(listener.say("undo")[0], "justify off again");
    assert_eq!(listener.say(":justify on")[0], "justify on");
    assert_eq!(listener.say(":theme sepia")[0], "theme sepia");
}

#[test]
fn figures_are_told_in_words() {
    let (mut listener, _) = bundled_listener();
    listener.say("next-hit");
    let plots = listener.say("figures").join(" ");
    assert!(
        plots.contains("2 hits in 932 words, 2.15 per 1,000. Of 20 cells with hits: 1 (1), 4 (1)"),
        "{plots}"
    );
    for (figure, words) in [
        ("2A", "here 3, elsewhere 0, G²"),
        ("3A", "E = window"),
        ("4A", " with Change: 18 paragraphs, Jaccard 0.327"),
        ("5A", "7. 1988: 10 mentions in 3 texts"),
    ] {
        let told = listener.say(figure).join(" ");
        assert!(told.contains(words), "{figure}: {told}");
    }
}

#[test]
fn what_is_asked_for_is_answered_by_the_next_line_or_by_the_same() {
    let (mut listener, _) = listener(SHIP);
    listener.say("next-hit");
    listener.say("V");
    assert_eq!(listener.say("a"), ["which note? esc leaves"]);
    assert_eq!(
        listener.say("off she goes")[0],
        "noted; M lists marks and notes"
    );
    assert!(
        listener
            .say("redraw")
            .contains(&"[note: off she goes, on The Pequod left.]".to_owned())
    );
    listener.say("mark q");
    let notes = listener.say("notes");
    assert!(
        notes[1].starts_with("1. mark q: “Pequod left."),
        "{notes:?}"
    );
    listener.say("esc");
    assert_eq!(
        listener.say("* bread")[0],
        "bread is a keyword now; 3. goes to it"
    );
    assert_eq!(listener.say("help peek")[0], "Keys, peek, 1 line");
    listener.say("*");
    assert_eq!(listener.say("esc"), ["nothing has changed"]);
}

#[test]
fn a_word_that_is_no_command_does_nothing() {
    let (mut listener, _) = listener(SHIP);
    let place = listener.model.place();
    let told = listener.say("chapter");
    assert_eq!(
        told,
        ["“chapter” is no command and no key. ? or help lists both"]
    );
    let told = listener.say("out");
    assert!(told[0].contains("Perhaps outline"), "{told:?}");
    assert_eq!(listener.model.place(), place);
}

#[test]
fn what_is_left_of_a_text_is_told_at_the_readers_own_pace() {
    let (mut listener, _) = bundled_listener();
    listener.say("");
    listener.model.pace = Pace::of(&[120; 3]);
    let told = listener.say("i");
    assert!(
        told[1].starts_with("Place: text 1 of 5, 18 percent, about 5 minutes left, "),
        "{told:?}"
    );
}

#[test]
fn the_place_is_told_when_it_is_asked_for() {
    let (mut listener, _) = bundled_listener();
    listener.say("");
    let told = listener.say("i");
    assert_eq!(told[0], "About this document");
    assert!(
        told[1].starts_with("Place: text 1 of 5, 18 percent, about 3 minutes left, "),
        "{told:?}"
    );
    // What was told has nothing to choose from, so the next line reads on.
    assert!(listener.say("")[0].starts_with("heading 2: "));
}

#[test]
fn whoever_reads_on_hears_every_word_once() {
    let mut model = drawn::bundled((80, 16));
    model.settings.legend = false;
    let (mut listener, mut told) = Listener::new(model);
    for document in bundled::collection().documents {
        let mut expected = Vec::new();
        let mut next = document.stretch_at(0);
        while let Some(stretch) = next {
            if let Some(Marker::Number(number)) = stretch.block.marker {
                expected.push(number.to_string());
            }
            let text = document.body.slice(stretch.block.span);
            expected.extend(words(&text).map(|(_, word)| word.to_owned()));
            next = document.stretch_after(&stretch);
        }
        loop {
            let page = listener.say("");
            if page[0].starts_with("end of the text") {
                break;
            }
            told.extend(page);
        }
        // The first two or three lines say which text it is.
        let from = told
            .iter()
            .position(|line| line.contains(" minutes, ") && line.contains(" hits"))
            .unwrap();
        let page = told[from + 1..]
            .join("\n")
            .replace("heading 2: ", "")
            .replace("heading 3: ", "");
        // A hyphen at the end of a line is the text's own.
        let page = page.replace("-\n", "-");
        let heard: Vec<String> = words(&page).map(|(_, word)| word.to_owned()).collect();
        let expected_text: Vec<String> = expected.join(" ").split(' ').map(str::to_owned).collect();
        assert_eq!(
            heard.len(),
            expected_text.len(),
            "{}",
            document.metadata.title
        );
        assert_eq!(heard, expected_text);
        told = listener.say("next-document");
    }
}

#[test]
fn every_command_does_something_or_says_a_sentence() {
    for spec in COMMANDS {
        for line in [spec.name, spec.keys[0]] {
            for before in [
                "",
                "next-hit",
                "V",
                "concordance",
                "figures",
                "keywords",
                "notes",
                "map",
                "list",
            ] {
                let (mut listener, _) = listener(SHIP);
                listener.say(before);
                let told = listener.say(line);
                assert!(
                    !told.is_empty() || listener.model.quit || spec.name == "suspend",
                    "{line} after {before}"
                );
            }
        }
        // On its own it never says that nothing has come of it, but where nothing is to be left.
        let (mut listener, _) = listener(SHIP);
        let told = listener.say(spec.name).join("\n");
        let may_be_idle = matches!(spec.name, "suspend" | "cancel" | "narrow" | "map-go");
        assert!(
            may_be_idle || !told.contains("nothing has changed"),
            "{}: {told}",
            spec.name
        );
    }
}

#[test]
fn no_line_is_longer_than_the_terminal_is_wide() {
    for columns in [20, 33, 80] {
        let (mut listener, begun) = Listener::new(drawn::bundled((columns, 16)));
        let mut told = begun;
        for line in ["", "C", "", "esc", "A", "esc", "help", "", "K", "i"] {
            told.extend(listener.say(line));
        }
        for line in told {
            assert!(
                catchword::text::gate::columns(&line) <= usize::from(columns),
                "{line}"
            );
        }
    }
}

#[test]
fn lines_follow_the_width_of_the_terminal() {
    let (mut listener, _) = bundled_listener();
    let size = Size {
        columns: 40,
        rows: 16,
    };
    listener.model.update(Msg::Resize(size));
    let told = listener.say("top");
    assert_eq!(told[0], "Leaders of what the report calls the");
}

#[test]
fn a_hostile_text_is_told_as_words() {
    let (mut listener, _) = listener("A \u{1b}[31mwhale\u{7} \u{202e}here\u{9b}2J.\n");
    listener.say("next-hit");
    listener.say("/2J");
    listener.say("C");
    listener.say("help \u{1b}[2J");
}

#[test]
fn what_a_screen_shows_by_signs_is_told_in_words() {
    let source = "Once.\n\n```\nif so\n  then\n```\n\n- [ ] sail\n- [x] eat\n\n~~No~~ yes.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nLast.\n";
    let (mut listener, begun) = listener(source);
    let told = [
        "Once.",
        "",
        "as it is set: if so",
        "  then",
        "",
        "to do: sail",
        "done: eat",
        "",
        "No yes.",
        "[struck out: No]",
        "",
        "as it is set: a  b",
        "1  2",
    ];
    assert_eq!(begun[2..], told);
    assert_eq!(listener.say(""), ["a rule", "", "Last."]);
}

#[test]
fn a_sentence_without_end_is_told_a_page_at_a_time() {
    let all: Vec<String> = (0..3000).map(|number| format!("word{number}")).collect();
    let source = all.join(" ");
    let (mut listener, begun) = listener(&source);
    let mut told = begun[2..].to_vec();
    assert!(told.len() < 40, "{}", told.len());
    loop {
        let page = listener.say("");
        assert!(page.len() < 40, "{}", page.len());
        if page[0].starts_with("end of the text") {
            break;
        }
        told.extend(page);
    }
    let told = told.join(" ");
    assert!(told.split(' ').eq(source.split_whitespace()));
}

#[test]
fn a_list_that_is_open_is_named_where_a_key_does_nothing_in_it() {
    let (mut listener, _) = listener(SHIP);
    listener.say("o");
    assert_eq!(
        listener.say("V"),
        ["V does nothing in Outline; esc closes it"]
    );
}

#[test]
fn folding_leaves_out_paragraphs_by_ear_too() {
    let (mut listener, _) = listener(SHIP);
    listener.say("fold");
    let told = listener.say("top").join("\n");
    assert!(
        told.contains("Pequod") && told.contains("A whale rose."),
        "{told}"
    );
    assert!(!told.contains("bread"), "{told}");
}

#[test]
fn going_somewhere_from_a_list_closes_it() {
    let (mut listener, _) = listener(SHIP);
    for (line, told) in [
        (
            ":2",
            "The Pequod left. She sought a whale, and then a whale.",
        ),
        ("next-document", "1 minute, 1 hit"),
    ] {
        listener.say("list");
        assert_eq!(listener.say(line)[1], told);
        assert_eq!(listener.model.overlay, None);
    }
}

#[test]
fn a_search_after_the_information_is_one_of_the_text() {
    let (mut listener, _) = listener(SHIP);
    listener.say("i");
    assert_eq!(
        listener.say("/whale")[0],
        "match 1 of 3, 4 in all texts, The voyage"
    );
    listener.say("help");
    assert_eq!(listener.say("/outline")[0], "Keys, outline, 2 lines");
}
