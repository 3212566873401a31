//! The table `[keys]`: which keys each command has.

use super::{suggested, tables};
use crate::{
    app::{
        command::{COMMANDS, Command},
        key::{Code, Key, Sequence},
        keymap::{Clash, Keymap, Rebinding},
        settings::Setting,
    },
    keyword::set::{
        fields::{Fields, wrong_kind},
        place::{Problems, suggestion},
    },
};
use toml::{Spanned, de::DeValue};

/// Keys that the file gives to a command, and where.
struct Written {
    command: Command,
    keys: Sequence,
    at: usize,
}

/// The keys in force, where the file changes any; reports mistakes and conflicts.
pub(super) fn read(fields: Fields<'_>, problems: &mut Problems<'_>) -> Option<Keymap> {
    let rows = tables(fields, "keys", problems);
    let mut rebindings = Vec::new();
    let mut written = Vec::new();
    let mut places = Vec::new();
    for (name, value) in rows {
        let Some(command) = Command::named(name.text) else {
            problems.error(name.at(), unknown_command(name.text));
            continue;
        };
        let before = written.len();
        let is_empty = matches!(value.get_ref(), DeValue::Array(keys) if keys.is_empty());
        read_keys(command, value, &mut written, problems);
        // Who has written nothing that can be read has not asked for a command without keys.
        if is_empty || written.len() > before {
            rebindings.push(Rebinding {
                command,
                keys: written[before..].iter().map(|it| it.keys.clone()).collect(),
            });
            places.push((command, value.span().start));
        }
    }
    if rebindings.is_empty() {
        return None;
    }
    let (keymap, clashes) = Keymap::rebound(&rebindings);
    for clash in &clashes {
        report(clash, &keymap, &written, &places, problems);
    }
    Some(keymap)
}

fn unknown_command(name: &str) -> String {
    if Setting::named(name).is_some() {
        return format!(
            "`{name}` is a setting: it stands at the beginning, before the first line in brackets"
        );
    }
    let known: Vec<&str> = COMMANDS.iter().map(|spec| spec.name).collect();
    format!("unknown command `{name}`; {}", suggested(name, &known))
}

/// Adds the keys of a command to what is written; reports those that cannot be pressed.
fn read_keys(
    command: Command,
    value: &Spanned<DeValue<'_>>,
    written: &mut Vec<Written>,
    problems: &mut Problems<'_>,
) {
    let name = command.spec().name;
    let expected = "keys in quotation marks, or an array of such";
    let values: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
        DeValue::String(_) => vec![value],
        DeValue::Array(values) => values.iter().collect(),
        _ => return wrong_kind(name, expected, value, problems),
    };
    for value in values {
        let Some(text) = value.get_ref().as_str() else {
            wrong_kind(name, expected, value, problems);
            continue;
        };
        let at = value.span().start;
        if text.trim().is_empty() {
            problems.error(
                at,
                format!("`{name}` is given no key; `[]` leaves it without any"),
            );
            continue;
        }
        match text.parse::<Sequence>() {
            Err(unknown) => {
                let hint = text
                    .split_whitespace()
                    .find(|key| key.parse::<Key>().is_err())
                    .and_then(slip);
                problems.error(at, format!("{unknown}{}", hint.unwrap_or_default()));
            }
            Ok(keys) => match never_reached(&keys) {
                Some(why) => problems.error(at, why),
                None => written.push(Written { command, keys, at }),
            },
        }
    }
}

/// What keys are called elsewhere, and here.
const ELSEWHERE: [(&str, &str); 8] = [
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("return", "enter"),
    ("escape", "esc"),
    ("del", "delete"),
    ("ins", "insert"),
    ("spc", "space"),
];

/// The key that `key` is a slip of, after a semicolon.
fn slip(key: &str) -> Option<String> {
    let start = key.rfind('-').map_or(0, |hyphen| hyphen + 1);
    let (modifiers, name) = key.split_at(start);
    let name = name.to_lowercase();
    let known: Vec<&str> = Code::names().collect();
    let hint = suggestion(&name, &known);
    let meant = match ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == name) {
        Some((_, here)) => here,
        None => hint.strip_prefix("did you mean `")?.strip_suffix("`?")?,
    };
    Some(format!("; did you mean `{modifiers}{meant}`?"))
}

/// Why a sequence is never pressed to its end, if it is not.
fn never_reached(keys: &Sequence) -> Option<String> {
    if keys.0.first().is_some_and(|key| key.digit().is_some()) {
        return Some(format!(
            "`{keys}` is never reached: a digit before a command is a count"
        ));
    }
    if keys
        .0
        .iter()
        .skip(1)
        .any(|key| *key == Key::plain(Code::Esc))
    {
        return Some(format!(
            "`{keys}` is never reached: `esc` takes back the keys before it"
        ));
    }
    let (key, sent) = keys.0.iter().find_map(|key| Some((key, key.sent_as()?)))?;
    Some(format!(
        "terminals send the same for `{key}` as for `{sent}`; write `{sent}`"
    ))
}

/// Reports keys that cannot do what was asked of them, where the file says so; a default key that is lost is only
/// warned of.
fn report(
    clash: &Clash,
    keymap: &Keymap,
    written: &[Written],
    places: &[(Command, usize)],
    problems: &mut Problems<'_>,
) {
    let place = |command: Command, keys: &Sequence| {
        let is_it = |it: &&Written| it.command == command && it.keys == *keys;
        written.iter().find(is_it).map(|it| it.at)
    };
    let (winner, loser) = (clash.winner().spec().name, clash.loser().spec().name);
    match clash {
        Clash::Taken { keys, .. } => {
            let won = place(clash.winner(), keys).unwrap_or_default();
            if let Some(at) = place(clash.loser(), keys) {
                let won = problems.place(won);
                let (line, column) = (won.line, won.column);
                problems.error(
                    at,
                    format!(
                        "`{keys}` is the key of `{winner}` already, at {line}:{column}, which wins; \
                         give one of them another"
                    ),
                );
            } else {
                let others: Vec<String> = keymap
                    .keys_of(clash.loser())
                    .map(|keys| format!("`{keys}`"))
                    .collect();
                let left = if others.is_empty() {
                    "and has no other".to_owned()
                } else {
                    format!("and keeps {}", others.join(" "))
                };
                problems.warning(
                    won,
                    format!(
                        "`{keys}` is a default key of `{loser}`, which loses it to `{winner}` {left}; \
                         give `{loser}` other keys"
                    ),
                );
            }
        }
        Clash::Covered { keys, by, .. } => match (place(clash.loser(), keys), place(clash.winner(), by)) {
            (Some(at), Some(won)) => {
                let won = problems.place(won);
                let (line, column) = (won.line, won.column);
                problems.error(
                    at,
                    format!(
                        "`{keys}` is never reached: `{by}`, the key of `{winner}` at {line}:{column}, acts at once; \
                         give one of them another"
                    ),
                );
            }
            (Some(at), None) => problems.error(
                at,
                format!(
                    "`{keys}` is never reached: `{by}`, a default key of `{winner}`, acts at once; \
                     give `{winner}` other keys"
                ),
            ),
            (None, at) => problems.warning(
                at.unwrap_or_default(),
                format!(
                    "`{by}` acts at once, so that `{keys}`, a default key of `{loser}`, is never reached; \
                     give `{loser}` other keys"
                ),
            ),
        },
        Clash::Hidden { keys, by, .. } => {
            let at = place(clash.loser(), keys).or_else(|| place(clash.winner(), by));
            let there = clash.winner().spec().scope.name().unwrap_or("everywhere");
            let message = if by == keys {
                format!(
                    "`{keys}` is the key of `{winner}` {there}, where `{loser}` is not reached by it; \
                     give `{winner}` other keys"
                )
            } else {
                format!(
                    "`{keys}`, a key of `{loser}`, is not reached {there}: `{by}`, a key of `{winner}`, acts at once \
                     there; give one of them others"
                )
            };
            problems.warning(at.unwrap_or_default(), message);
        }
        Clash::Kept(keys) => {
            let unbound = places.iter().find(|(command, _)| *command == Command::Quit);
            let message = format!(
                "nothing would end the program, so `{keys}` still does; give `quit` a key"
            );
            problems.error(unbound.map_or(0, |&(_, at)| at), message);
        }
    }
}
