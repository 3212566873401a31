//! Tests of what a configuration file says, and of what is told of its mistakes.

use super::*;
use crate::app::{
    key::{Key, Sequence},
    keymap::{Keymap, Lookup},
    settings::Settings,
    theme::DARK,
};
use proptest::prelude::*;

/// The problems, without the file's name.
fn told(source: &str) -> Vec<String> {
    let problems = parse("c.toml", source).problems;
    let place = |problem: &Problem| problem.to_string()["c.toml:".len()..].to_owned();
    problems.iter().map(place).collect()
}

fn settings(source: &str) -> Settings {
    parse("c.toml", source).settings()
}

fn does(source: &str, keys: &str) -> Lookup {
    let keymap = parse("c.toml", source).keymap.unwrap_or_default();
    let keys: Vec<Key> = keys.parse::<Sequence>().unwrap().0;
    keymap.lookup(&keys, crate::app::command::Scope::Text)
}

#[test]
fn nothing_stated_is_the_default() {
    for source in ["", "# a comment\n", "\u{feff}", "[keys]\n[themes]\n"] {
        let configuration = parse("c.toml", source);
        assert_eq!(configuration.problems, [], "{source:?}");
        assert_eq!(configuration.settings(), Settings::default());
        assert_eq!(configuration.keymap.unwrap_or_default(), Keymap::default());
    }
}

#[test]
fn every_kind_of_value_is_read() {
    let read = settings(
        "theme = \"sepia\"\nmeasure = 0x40\nzen = true\ncolor = \"256\"\nnear_within = \"words\"\nnear_words = 5\n",
    );
    assert_eq!(read.theme, Theme::Sepia);
    assert_eq!((read.measure, read.zen, read.near.words), (64, true, 5));
    assert_eq!(read.near.name(), "two categories within 5 words");
}

#[test]
fn every_mistake_is_told_with_its_place_and_the_rest_holds() {
    let source = "mesure = 60\nspacing = 9\nlegend = \"no\"\ntheme = \"drak\"\n\
                  measure = 60.5\nlist_sort = \"age\"\nlight_theme = \"auto\"\noutline = \"x\"\nhyphens = true\n";
    assert_eq!(
        told(source),
        [
            "1:1: unknown setting `mesure`; did you mean `measure`?",
            "2:11: `spacing` must be a whole number from 0 to 2, not `9`",
            "3:10: `legend` must be true or false, not `\"no\"`",
            "4:9: unknown theme `drak`; did you mean `dark`?",
            "5:11: `measure` must be a whole number from 20 to 200, not `60.5`",
            "6:13: unknown list_sort `age`; known: collection, date, title, hits",
            "7:15: `light_theme` cannot be `auto`, which it is a part of; name another theme",
            "8:1: unknown setting `outline`; a command's keys stand under `[keys]`",
        ]
    );
    let expected = Settings {
        hyphens: true,
        ..Settings::default()
    };
    assert_eq!(settings(source), expected);
}

#[test]
fn what_is_no_toml_is_told_and_the_lines_after_it_hold() {
    let source = "measure = \nspacing 2\nlegend = false\nlist_width = 40 41\nhyphens = true\n";
    let told = told(source);
    assert!(
        told.iter().all(|told| told.contains(": not TOML: ")),
        "{told:?}"
    );
    for line in ["1:", "2:", "4:"] {
        assert!(told.iter().any(|told| told.starts_with(line)), "{told:?}");
    }
    let read = settings(source);
    assert_eq!((read.measure, read.list_columns), (72, 34));
    assert_eq!((read.legend, read.hyphens), (false, true));
}

#[test]
fn a_text_that_is_never_closed_is_told_once() {
    let told = told("measure = 60\nzen = \"\"\"\nx\n");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("4:1: not TOML: "), "{told:?}");
    assert_eq!(settings("measure = 60\nzen = \"\"\"\nx\n").measure, 60);
}

#[test]
fn of_a_file_that_is_no_toml_twenty_lines_are_told() {
    let told = told(&"no toml here\n".repeat(1000));
    assert_eq!(told.len(), 20);
    assert!(told[19].ends_with("; what follows is not read"), "{told:?}");
}

#[test]
fn keys_are_replaced_one_or_several_or_none() {
    let source = "[keys]\noutline = \"x o\"\ntheme = [\"f3\", \"Ctrl-T\"]\nzen = []\n";
    assert_eq!(told(source), [""; 0]);
    assert_eq!(does(source, "x o"), Lookup::Command(Command::Outline));
    assert_eq!(does(source, "ctrl-t"), Lookup::Command(Command::Theme));
    for keys in ["o", "c", "z"] {
        assert_eq!(does(source, keys), Lookup::Unbound, "{keys}");
    }
}

#[test]
fn mistakes_in_keys_are_told_and_the_rest_holds() {
    let source = "[keys]\nnxt-hit = \"x\"\nmeasure = 3\noutline = \"ctrl-pgup\"\nzen = 3\n\
                  near = \"3 x\"\nfold = \"x esc\"\nmap = \"ctrl-i\"\npeek = \"\"\nmute = [\"ctrl-x\", \"no\"]\n";
    assert_eq!(
        told(source),
        [
            "2:1: unknown command `nxt-hit`; did you mean `next-hit`?",
            "3:1: `measure` is a setting: it stands at the beginning, before the first line in brackets",
            "4:11: unknown key `ctrl-pgup`: write a character, or a name such as `space`, `pagedown`, `ctrl-d`, `f1`; did you mean `ctrl-pageup`?",
            "5:7: `zen` must be keys in quotation marks, or an array of such, not `3`",
            "6:8: `3 x` is never reached: a digit before a command is a count",
            "7:8: `x esc` is never reached: `esc` takes back the keys before it",
            "8:7: terminals send the same for `ctrl-i` as for `tab`; write `tab`",
            "9:8: `peek` is given no key; `[]` leaves it without any",
            "10:19: unknown key `no`: write a character, or a name such as `space`, `pagedown`, `ctrl-d`, `f1`",
        ]
    );
    assert_eq!(does(source, "o"), Lookup::Command(Command::Outline));
    assert_eq!(does(source, "ctrl-x"), Lookup::Command(Command::Mute));
}

#[test]
fn a_conflict_is_told_with_both_places_and_who_wins() {
    let source = "[keys]\ntheme = \"x\"\nzen = \"x\"\noutline = \"g o\"\nfold = \"q\"\nmap = \"/\"\nnear = \"Z\"\n";
    assert_eq!(
        told(source),
        [
            "3:7: `x` is the key of `theme` already, at 2:9, which wins; give one of them another",
            "4:11: `g o` is never reached: `g`, a default key of `top`, acts at once; give `top` other keys",
            "5:8: warning: `q` is a default key of `close`, which loses it to `fold` and has no other; give `close` other keys",
            "6:7: warning: `/` is the key of `search` in the text, where `map` is not reached by it; give `search` other keys",
            "7:8: warning: `Z` acts at once, so that `Z Z`, a default key of `quit`, is never reached; give `quit` other keys",
        ]
    );
}

#[test]
fn a_sequence_that_another_one_of_the_file_begins_is_told_with_both_places() {
    let source = "[keys]\nzen = \"x\"\noutline = \"x o\"\n";
    assert_eq!(
        told(source),
        [
            "3:11: `x o` is never reached: `x`, the key of `zen` at 2:7, acts at once; give one of them another"
        ]
    );
}

#[test]
fn who_unbinds_every_way_out_keeps_one() {
    let source = "[keys]\nquit = []\nclose = []\ncommand-line = []\n";
    assert_eq!(
        told(source),
        ["2:8: nothing would end the program, so `ctrl-c` still does; give `quit` a key"]
    );
    assert_eq!(does(source, "ctrl-c"), Lookup::Command(Command::Quit));
}

#[test]
fn a_theme_is_its_base_with_other_colours() {
    let source = "theme = \"night\"\n[themes.night]\nbase = \"dark\"\nground = \"#000000\"\nred = \"#ff8080\"\n";
    let configuration = parse("c.toml", source);
    assert_eq!(configuration.problems, []);
    assert_eq!(configuration.settings().theme, Theme::Own(0));
    let palette = &configuration.themes[0].palette;
    assert_eq!(palette.ground.parts(), [0, 0, 0]);
    assert_eq!(palette.ground.index(), 16);
    assert_eq!(palette.text, DARK.text);
    assert_eq!(palette.inks[0].parts(), [0xFF, 0x80, 0x80]);
    assert_eq!(
        palette.own,
        [true, false, false, false, false, false, false, false]
    );
}

#[test]
fn a_light_ground_makes_a_theme_light_whatever_it_is_based_on() {
    let source = "[themes.day]\nbase = \"dark\"\nground = \"#FFFFFF\"\n";
    assert!(!parse("c.toml", source).themes[0].palette.is_dark);
}

#[test]
fn colours_that_cannot_be_read_are_told_with_their_contrast() {
    let source = "[themes.dim]\nbase = \"dark\"\nground = \"#222222\"\ndetail = \"#777777\"\nred = \"#800000\"\n\
                  [themes.loud]\nbase = \"contrast\"\ndetail = \"#888888\"\n";
    assert_eq!(
        told(source),
        [
            "4:10: warning: `detail` #777777 on `ground` #222222 has a contrast of 3.5; 4.5 can be read",
            "5:7: warning: `red` #800000 on `ground` #222222 has a contrast of 1.4; 4.5 can be read, so its hits are blocks of it",
            "8:10: warning: `detail` #888888 on `ground` #000000 has a contrast of 5.9; 7 is that of `contrast`",
        ]
    );
}

#[test]
fn a_ground_under_colours_of_the_base_is_told_where_it_is_written() {
    let told = told("[themes.x]\nground = \"#606060\"\n");
    let detail = "2:10: warning: `detail` #949494 on `ground` #606060 has a contrast of 2.0; 4.5 can be read";
    assert!(told.contains(&detail.to_owned()), "{told:?}");
    assert!(told.iter().all(|told| told.starts_with("2:10: ")));
}

#[test]
fn mistakes_in_themes_are_told_and_the_rest_holds() {
    let source = "[themes.dark]\n[themes.x]\nbase = \"terminal\"\ntxt = \"#FFFFFF\"\ntext = \"#FFF\"\n\
                  ground = 3\nline = \"#808080\"\n[themes]\ny = 3\n";
    let source = source.replace("[themes]\n", "");
    assert_eq!(
        told(&source),
        [
            "1:9: `dark` is built in; call yours something else",
            "3:8: unknown base `terminal`; known: dark, light, sepia, contrast",
            "4:1: unknown key `txt` in a theme; did you mean `text`?",
            "5:8: `text` must be a colour such as `#D0D0CC`, six digits after `#`, not `\"#FFF\"`",
            "6:10: `ground` must be a colour such as `#D0D0CC`, six digits after `#`, not `3`",
            "8:1: unknown key `y` in a theme; `catchword config` prints all",
        ]
    );
    let themes = parse("c.toml", &source).themes;
    assert_eq!(themes.len(), 1);
    assert_eq!(themes[0].palette.line.parts(), [0x80; 3]);
}

#[test]
fn settings_in_the_wrong_place_are_told() {
    assert_eq!(
        told("keys = 3\nthemes = \"x\"\n"),
        [
            "1:8: `keys` must be a table under `[keys]`, not `3`",
            "2:10: `themes` must be a table under `[themes]`, not `\"x\"`",
        ]
    );
}

#[test]
fn the_folder_is_that_of_the_configuration() {
    let directory = |config: Option<&str>, home: Option<&str>| {
        directory_in(config.map(OsString::from), home.map(OsString::from))
    };
    assert_eq!(
        directory(Some("/c"), Some("/h")),
        Some("/c/catchword".into())
    );
    assert_eq!(
        directory(Some("c"), Some("/h")),
        Some("/h/.config/catchword".into())
    );
    assert_eq!(directory(None, None), None);
}

proptest! {
    #[test]
    fn no_text_makes_reading_fail_and_every_mistake_has_its_line(
        lines in prop::collection::vec(
            prop_oneof![
                "\\PC{0,30}",
                "[a-z_]{1,9} ?= ?[\"\\[\\]{}#é0-9a-z ,]{0,20}",
                prop::sample::select(vec![
                    "[keys]", "[themes.x]", "[[keys]]", "theme = \"x\"", "measure = 60", "quit = []", "zen = \"g g\"",
                    "ground = \"#12345\"", "text = \"\"\"", "a.b = 3", "[themes]", "\u{feff}", "'''", "x = [",
                ]).prop_map(str::to_owned),
            ],
            0..12,
        ),
    ) {
        let source = lines.join("\n");
        let configuration = parse("c.toml", &source);
        for problem in &configuration.problems {
            prop_assert!((1..=lines.len().max(1)).contains(&problem.line), "{problem}");
            prop_assert!(!problem.message.is_empty());
        }
        // Whatever it says can be taken up.
        let settings = configuration.settings();
        prop_assert!((20..=200).contains(&settings.measure) && settings.spacing <= 2);
        let keymap = configuration.keymap.unwrap_or_default();
        let ends = [Command::Quit, Command::Close, Command::CommandLine];
        prop_assert!(ends.iter().any(|&command| keymap.keys_of(command).next().is_some()));
    }
}
