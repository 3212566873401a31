//! The tables `[themes.NAME]`: the reader's own themes, and how well they can be read.

use super::{suggested, tables};
use crate::{
    app::{
        settings::Depth,
        theme::{
            CONTRAST, DARK, Ink, LIGHT, OwnTheme, PARTS, Palette, READ_ON, READABLE, SEPIA, Theme,
        },
    },
    keyword::set::{
        Color, Slot,
        fields::{Fields, wrong_kind},
        place::Problems,
    },
};
use std::collections::HashMap;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// What a theme can be made from. Not the terminal's own colours: nothing could be said of what can be read on them.
const BASES: [(&str, &Palette); 4] = [
    ("dark", &DARK),
    ("light", &LIGHT),
    ("sepia", &SEPIA),
    ("contrast", &CONTRAST),
];

/// The most themes that are read: the number of one is kept in a byte.
const MOST: usize = 250;

/// The themes of the file, in its order; reports mistakes, and what cannot be read.
pub(super) fn read(fields: Fields<'_>, problems: &mut Problems<'_>) -> Vec<OwnTheme> {
    let mut themes = Vec::new();
    for (name, value) in tables(fields, "themes", problems) {
        let at = name.at();
        let name = name.text;
        if Theme::BUILT_IN.iter().any(|(known, _)| *known == name) {
            problems.error(
                at,
                format!("`{name}` is built in; call yours something else"),
            );
        } else if name.trim().is_empty() {
            problems.error(
                at,
                "a theme without a name cannot be asked for; give it one",
            );
        } else if themes.len() == MOST {
            problems.error(
                at,
                format!("`{name}` is one theme too many; {MOST} are read"),
            );
        } else if let DeValue::Table(table) = value.get_ref() {
            themes.push(OwnTheme {
                name: name.to_owned(),
                palette: palette(table, value.span().start, problems),
            });
        } else {
            wrong_kind(
                name,
                &format!("a table under `[themes.{name}]`"),
                value,
                problems,
            );
        }
    }
    themes
}

/// The colours of one theme.
fn palette(table: &DeTable<'_>, at: usize, problems: &mut Problems<'_>) -> Palette {
    let fields = Fields::new(table, at);
    check_names(table, problems);
    let base = fields.choice("base", &BASES, problems).unwrap_or(&DARK);
    let mut palette = base.clone();
    // Where each colour of the reader's stands.
    let mut written = HashMap::new();
    for part in PARTS {
        let Some(value) = fields.value(part.name) else {
            continue;
        };
        if part.name == "ground" && value.get_ref().as_str() == Some("terminal") {
            palette.leaves_ground = true;
        } else if let Some(ink) = ink(part.name, value, problems) {
            *(part.of)(&mut palette) = ink;
            written.insert(part.name, value.span().start);
        }
    }
    for (name, slot) in Slot::NAMES {
        let Some(value) = fields.value(name) else {
            continue;
        };
        if let Some(ink) = ink(name, value, problems) {
            palette.inks[slot as usize] = ink;
            palette.own[slot as usize] = true;
            written.insert(name, value.span().start);
        }
    }
    let mut palette = palette.changed().with_readable_neighbours();
    warn_of_contrast(&mut palette, &written, problems);
    palette
}

fn check_names(table: &DeTable<'_>, problems: &mut Problems<'_>) {
    let mut known = vec!["base"];
    known.extend(PARTS.iter().map(|part| part.name));
    known.extend(Slot::NAMES.iter().map(|&(name, _)| name));
    for key in table.keys() {
        let name: &str = key.get_ref();
        if !known.contains(&name) {
            let hint = suggested(name, &known);
            let message = format!("unknown key `{name}` in a theme; {hint}");
            problems.error(key.span().start, message);
        }
    }
}

/// The colour `#RRGGBB` that `value` of `name` is.
fn ink(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems<'_>) -> Option<Ink> {
    let color = value.get_ref().as_str().and_then(Color::named);
    // A slot, which has none, is what the theme is to say the colour of.
    let ink = color.and_then(Color::rgb).map(Ink::own);
    if ink.is_none() {
        let expected = "a colour such as `#D0D0CC`, six digits after `#`";
        wrong_kind(name, expected, value, problems);
    }
    ink
}

/// Warns of every text of the reader's, or on a ground of theirs, that is hard to read.
fn warn_of_contrast(
    palette: &mut Palette,
    written: &HashMap<&str, usize>,
    problems: &mut Problems<'_>,
) {
    let mut part = |name: &str| {
        let part = PARTS.iter().find(|part| part.name == name);
        *(part.expect("a name of READ_ON is one of PARTS").of)(palette)
    };
    let texts = READ_ON.map(|(text, ground)| (text, part(text), ground, part(ground), ""));
    let ground = part("ground");
    let inks = Slot::NAMES.map(|(name, slot)| {
        let instead = ", so its hits are blocks of it";
        (name, palette.ink(slot), "ground", ground, instead)
    });
    for (text, ink, ground, below, instead) in texts.into_iter().chain(inks) {
        let Some(&at) = written.get(text).or_else(|| written.get(ground)) else {
            continue;
        };
        let contrast = ink.contrast(below, Depth::True);
        if contrast >= palette.least {
            continue;
        }
        let least = if palette.least > READABLE {
            format!("{} is that of `contrast`", palette.least)
        } else {
            format!("{} can be read", palette.least)
        };
        // Never rounded up to what it does not reach.
        let contrast = (contrast * 10.0).floor() / 10.0;
        problems.warning(
            at,
            format!(
                "`{text}` {ink} on `{ground}` {below} has a contrast of {contrast:.1}; {least}{instead}"
            ),
        );
    }
}
