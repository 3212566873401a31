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
    fs,
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
        // It is not there, or under another's home, which is not for this reader to mend. A link to nothing is.
        Err(_) if fs::symlink_metadata(path).is_err() => return Ok(None),
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
    let mended;
    let (mut table, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        mended = without_broken_lines(source, &mut problems);
        (table, _) = DeTable::parse_recoverable(&mended);
    }
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
                    Some(theme) if setting.can_be(theme) => return Some(Value::Theme(theme)),
                    Some(_) => {
                        let message = format!(
                            "`{name}` cannot be `auto`, which it is a part of; name another theme"
                        );
                        self.problems.error(at, message);
                    }
                    None => self.problems.error(at, unknown_theme(word, themes)),
                }
            }
        }
        None
    }
}

/// That there is no theme of this name, and which there are.
pub fn unknown_theme(name: &str, own: &[OwnTheme]) -> String {
    let known: Vec<&str> = Theme::names(own).collect();
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
#[path = "configuration_tests.rs"]
mod tests;
