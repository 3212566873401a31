//! The configuration file: settings, keys and the reader's own themes.
//!
//! Responsible for where it is, for reading it, and for telling every mistake in it in one pass; what is no mistake
//! holds all the same. Which settings there are stands in [`SETTINGS`], which keys in
//! [`COMMANDS`](crate::app::command::COMMANDS). Themes are tables of the same file, so that one attempt to open one
//! file is all that a start costs, and a change of settings, keys and colours is taken up in one step.

mod keys;
mod themes;

use super::files::read_file;
use crate::{
    app::{
        command::Command,
        configuration::Configuration,
        settings::{Depth, Kind, SETTINGS, Setting, Value},
        theme::{OwnTheme, Theme},
    },
    keyword::set::{
        fields::{Fields, Text, wrong_kind},
        place::{Problems, suggestion},
    },
    text::problem::Problem,
};
use std::{
    borrow::Cow,
    env,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Bytes of the longest file that is read: with every key and twenty themes it has some 20,000.
const LONGEST: u64 = 1 << 20;

/// The folder of everything that the reader sets: `$XDG_CONFIG_HOME/catchword`, else `~/.config/catchword`; `None`
/// where neither is an absolute path.
pub fn directory() -> Option<PathBuf> {
    directory_in(env::var_os("XDG_CONFIG_HOME"), env::var_os("HOME"))
}

fn directory_in(config: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |path: Option<OsString>| path.map(PathBuf::from).filter(|it| it.is_absolute());
    let config = absolute(config).or_else(|| Some(absolute(home)?.join(".config")))?;
    Some(config.join("catchword"))
}

/// The file that is read where none is named.
pub fn path() -> Option<PathBuf> {
    Some(directory()?.join("config.toml"))
}

/// What the file says: the one that is `named`, else the one at [`path()`], which need not be there.
///
/// # Errors
///
/// Where the file that is named cannot be read. That another one cannot is told as a problem.
pub fn load(named: Option<&Path>) -> Result<Configuration, Problem> {
    let Some(path) = named.map(Path::to_owned).or_else(path) else {
        return Ok(Configuration::default());
    };
    match read(&path) {
        Ok(Some((file, source))) => Ok(parse(&file, &source)),
        Ok(None) if named.is_none() => Ok(Configuration::default()),
        Ok(None) => Err(Problem::of_file(
            &path.display().to_string(),
            "the settings cannot be read: there is no such file",
        )),
        Err(problem) if named.is_none() => Ok(Configuration {
            problems: vec![problem],
            ..Configuration::default()
        }),
        Err(problem) => Err(problem),
    }
}

/// The name and the text of a file, if it is there.
fn read(path: &Path) -> Result<Option<(String, String)>, Problem> {
    let file = path.display().to_string();
    let bytes = match read_file(path, LONGEST) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("the settings cannot be read: {error}");
            return Err(Problem::of_file(&file, message));
        }
    };
    match String::from_utf8(bytes) {
        Ok(source) => Ok(Some((file, source))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let message = "the settings cannot be read: this is not UTF-8; save the file as UTF-8";
            Err(Problem::at(&file, &before, valid, message))
        }
    }
}

/// Reads the TOML `source`, which messages call `file`.
///
/// One pass finds every mistake; what is none holds. Likely mistakes have messages that begin with `warning: `.
pub fn parse(file: &str, source: &str) -> Configuration {
    // A file that somebody's editor has marked as UTF-8.
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut problems = Problems::new(file, source);
    let source = without_broken_lines(source, &mut problems);
    let (table, _) = DeTable::parse_recoverable(&source);
    let mut reading = Reading {
        problems: &mut problems,
    };
    let configuration = reading.whole(table.get_ref());
    let mut found = problems.errors;
    found.append(&mut problems.warnings);
    found.sort();
    Configuration {
        problems: found,
        ..configuration
    }
}

/// Lines that are no TOML of which each is told; a file with more is no TOML at all.
const MOST_BROKEN: usize = 20;

/// `source` with blanks in place of each line that is no TOML, which is reported: the parser gives up what follows
/// some mistakes, and one slip is not to take the other settings along.
fn without_broken_lines<'s>(source: &'s str, problems: &mut Problems<'_>) -> Cow<'s, str> {
    let mut rest = Cow::Borrowed(source);
    for number in 1..=MOST_BROKEN {
        let (_, errors) = DeTable::parse_recoverable(&rest);
        let at = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
        // What is told of later ones may follow from the first.
        let Some(first) = errors.iter().min_by_key(|error| at(error)) else {
            break;
        };
        let message = first.message().lines().collect::<Vec<_>>().join(", ");
        let more = if number == MOST_BROKEN {
            "; what follows is not read"
        } else {
            ""
        };
        problems.error(at(first), format!("not TOML: {message}{more}"));
        let at = rest.floor_char_boundary(at(first).min(rest.len()));
        let start = rest[..at].rfind('\n').map_or(0, |line_end| line_end + 1);
        let line_end = rest[at..]
            .find('\n')
            .map_or(rest.len(), |length| at + length);
        let end = if number == MOST_BROKEN {
            rest.len()
        } else {
            line_end
        };
        if rest[start..end].trim().is_empty() {
            // A text that is never closed ends with the file: what the parser makes of it holds.
            break;
        }
        rest = Cow::Owned(format!(
            "{}{}{}",
            &rest[..start],
            " ".repeat(end - start),
            &rest[end..]
        ));
    }
    rest
}

/// A file that is being read.
struct Reading<'p, 's> {
    problems: &'p mut Problems<'s>,
}

impl Reading<'_, '_> {
    fn whole(&mut self, table: &DeTable<'_>) -> Configuration {
        let fields = Fields::new(table, 0);
        self.check_names(table);
        let themes = themes::read(fields, self.problems);
        let mut stated = Vec::new();
        for setting in SETTINGS {
            let Some(value) = fields.value(setting.name) else {
                continue;
            };
            if let Some(value) = self.value(setting, value, &themes) {
                stated.push((setting, value));
            }
        }
        Configuration {
            stated,
            asked: Vec::new(),
            keymap: keys::read(fields, self.problems),
            themes,
            depth: Depth::default(),
            problems: Vec::new(),
        }
    }

    /// Reports every name that is neither a setting nor one of the tables.
    fn check_names(&mut self, table: &DeTable<'_>) {
        let mut known: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
        known.extend(["keys", "themes"]);
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let hint = if Command::named(name).is_some() {
                "a command's keys stand under `[keys]`".to_owned()
            } else {
                suggested(name, &known)
            };
            let message = format!("unknown setting `{name}`; {hint}");
            self.problems.error(key.span().start, message);
        }
    }

    /// What `value` means for a setting; reports what means nothing.
    fn value(
        &mut self,
        setting: &Setting,
        value: &Spanned<DeValue<'_>>,
        themes: &[OwnTheme],
    ) -> Option<Value> {
        let at = value.span().start;
        let name = setting.name;
        match setting.kind {
            Kind::Truth(_) => match value.get_ref().as_bool() {
                Some(truth) => return Some(Value::Truth(truth)),
                None => wrong_kind(name, "true or false", value, self.problems),
            },
            Kind::Number((least, most), _) => {
                let number = value
                    .get_ref()
                    .as_integer()
                    .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
                match number.map(u16::try_from) {
                    Some(Ok(number)) if (least..=most).contains(&number) => {
                        return Some(Value::Number(number));
                    }
                    _ => {
                        let expected = format!("a whole number from {least} to {most}");
                        wrong_kind(name, &expected, value, self.problems);
                    }
                }
            }
            Kind::Choice(names, ..) => {
                let names = names();
                let Some(word) = value.get_ref().as_str() else {
                    let expected = format!("one of {}, in quotation marks", names.join(", "));
                    wrong_kind(name, &expected, value, self.problems);
                    return None;
                };
                if let Some(place) = names.iter().position(|known| *known == word) {
                    return Some(Value::Choice(place));
                }
                let hint = suggestion(word, &names);
                self.problems
                    .error(at, format!("unknown {name} `{word}`; {hint}"));
            }
            Kind::Theme(_) => {
                let Some(word) = value.get_ref().as_str() else {
                    let expected = "the name of a theme, in quotation marks";
                    wrong_kind(name, expected, value, self.problems);
                    return None;
                };
                match Theme::named(word, themes) {
                    Some(Theme::Auto) if name != "theme" => {
                        let message = format!(
                            "`{name}` cannot be `auto`, which it is a part of; name another theme"
                        );
                        self.problems.error(at, message);
                    }
                    Some(theme) => return Some(Value::Theme(theme)),
                    None => self.problems.error(at, unknown_theme(word, themes)),
                }
            }
        }
        None
    }
}

/// That there is no theme of this name, and which there are.
pub fn unknown_theme(name: &str, own: &[OwnTheme]) -> String {
    let built_in = Theme::BUILT_IN.iter().map(|&(known, _)| known);
    let known: Vec<&str> = built_in
        .chain(own.iter().map(|theme| &*theme.name))
        .collect();
    format!("unknown theme `{name}`; {}", suggestion(name, &known))
}

/// `did you mean …?`, or where to look, since there are too many to tell all.
fn suggested(name: &str, known: &[&str]) -> String {
    let hint = suggestion(name, known);
    if hint.starts_with("did you mean") {
        hint
    } else {
        "`catchword config` prints all".to_owned()
    }
}

/// The tables in the table `key` of the file, each with its name; reports what is none.
fn tables<'t>(
    fields: Fields<'t>,
    key: &str,
    problems: &mut Problems<'_>,
) -> Vec<(Text<'t>, &'t Spanned<DeValue<'t>>)> {
    let Some(value) = fields.value(key) else {
        return Vec::new();
    };
    let DeValue::Table(table) = value.get_ref() else {
        wrong_kind(key, &format!("a table under `[{key}]`"), value, problems);
        return Vec::new();
    };
    let mut rows: Vec<_> = table
        .iter()
        .map(|(name, value)| {
            let text = Text {
                text: name.get_ref(),
                range: name.span(),
            };
            (text, value)
        })
        .collect();
    // In the order of the file: the parser has them by name.
    rows.sort_by_key(|(name, _)| name.range.start);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{
        key::{Key, Sequence},
        keymap::{Keymap, Lookup},
        settings::Settings,
        theme::DARK,
    };

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
}
