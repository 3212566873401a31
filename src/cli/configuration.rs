//! Settings: those of the file and of the command line, and `catchword config`.

use super::{Outcome, arguments::Global, environment, output::Output};
use crate::{
    app::{
        command::{COMMANDS, Group},
        configuration::Configuration,
        keymap::Keymap,
        settings::{Depth, SETTINGS, Setting, Settings, Value, When},
        theme::{DARK, Ink, PARTS, Theme},
    },
    keyword::set::Slot,
    store::configuration as file,
    view::printed::Painter,
};
use serde::Serialize;
use std::{
    fmt::Write as _,
    io::{self, IsTerminal},
    path::PathBuf,
};

/// What is asked of the program as a whole that settings have a say in.
#[derive(Debug, Clone, Default)]
struct Asked {
    file: Option<PathBuf>,
    theme: Option<String>,
    color: Option<When>,
}

impl Asked {
    fn of(global: &Global) -> Self {
        Self {
            file: global.config.clone(),
            theme: global.theme.clone(),
            color: global.color,
        }
    }

    /// What the file and, over it, the command line ask for.
    fn read(&self) -> anyhow::Result<Configuration> {
        let mut read = file::load(self.file.as_deref()).map_err(|it| anyhow::anyhow!("{it}"))?;
        let mut state = |name, value| {
            let setting = Setting::named(name).expect("a row of the table");
            read.stated.push((setting, value));
            read.asked.push(setting);
        };
        if let Some(name) = &self.theme {
            match Theme::named(name, &read.themes) {
                Some(theme) => state("theme", Value::Theme(theme)),
                None => anyhow::bail!("{}", file::unknown_theme(name, &read.themes)),
            }
        }
        if let Some(color) = self.color {
            let place = When::NAMES.iter().position(|&(_, when)| when == color);
            state("color", Value::Choice(place.unwrap_or(0)));
        }
        read.depth = environment::depth(read.settings().color);
        Ok(read)
    }
}

/// What the file and the command line ask for.
pub fn read(global: &Global) -> anyhow::Result<Configuration> {
    Asked::of(global).read()
}

/// Reads the same again, whenever it is asked.
pub fn reader(global: &Global) -> Box<dyn Fn() -> anyhow::Result<Configuration>> {
    let asked = Asked::of(global);
    Box::new(move || asked.read())
}

/// What is found is painted with in printed lines: on a terminal as its colours allow, into a pipe only where the command
/// line always asks for it. What a script reads depends on no file of settings.
///
/// # Errors
///
/// Where the file of settings that the command line names cannot be read.
pub fn painter(global: &Global) -> anyhow::Result<Option<Painter>> {
    if global.color != Some(When::Always) && !io::stdout().is_terminal() {
        return Ok(None);
    }
    let read = read(global)?;
    let settings = read.settings();
    let theme = settings.theme_on(environment::ground());
    let palette = theme.palette(&read.themes).cloned();
    let has_colors = settings.depth != Depth::None;
    Ok(has_colors.then(|| Painter::new(palette, settings.depth)))
}

/// Says what of the command line cannot be, also where nothing is drawn with it.
pub fn check(global: &Global) -> anyhow::Result<()> {
    let is_built_in = |name: &String| Theme::named(name, &[]).is_some();
    if global.config.is_none() && global.theme.as_ref().is_none_or(is_built_in) {
        return Ok(());
    }
    read(global).map(|_| ())
}

/// Prints where the settings are read from.
pub fn print_path(global: &Global) -> anyhow::Result<Outcome> {
    let path = global.config.clone().or_else(file::path);
    let Some(path) = path else {
        anyhow::bail!("neither XDG_CONFIG_HOME nor HOME names a folder; --config names a file");
    };
    let mut output = Output::new();
    let path = path.display().to_string();
    if global.json {
        output.record(&Record::Path { path })?;
    } else {
        output.line(&path)?;
    }
    output.finish()?;
    Ok(Outcome::Found)
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Record<'a> {
    Setting {
        name: &'a str,
        values: String,
        default: String,
        summary: &'a str,
    },
    Key {
        command: &'a str,
        keys: &'a [&'a str],
        summary: String,
    },
    Path {
        path: String,
    },
}

/// Prints the settings with their defaults, as a file or as records.
pub fn print(json: bool) -> anyhow::Result<Outcome> {
    let mut output = Output::new();
    if json {
        for setting in SETTINGS {
            output.record(&Record::Setting {
                name: setting.name,
                values: setting.values(),
                default: setting.written(setting.read(&Settings::default()), &[]),
                summary: setting.summary,
            })?;
        }
        let keymap = Keymap::default();
        for spec in COMMANDS {
            output.record(&Record::Key {
                command: spec.name,
                keys: spec.keys,
                summary: keymap.told(spec.summary),
            })?;
        }
    } else {
        for line in generated().lines() {
            output.line(line)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Found)
}

/// A file with every setting, key and colour, each commented out with its default: as it is it changes nothing.
fn generated() -> String {
    let mut out = String::from(
        "# Settings of catchword. A line that begins with `#` and no blank after it is the default: take the `#` away and\n\
         # change it. `catchword config --path` says where this file is read from, `catchword check` what is wrong with\n\
         # it, and the command `reload` reads it again. The command line goes before it.\n",
    );
    for setting in SETTINGS {
        let _ = write!(
            out,
            "\n# {}.\n# One of: {}.\n#{setting}\n",
            setting.summary,
            setting.values()
        );
    }
    out.push_str(
        "\n# Keys, in place of a command's default ones: `\"x\"`, a sequence `\"x o\"`, several `[\"x\", \"ctrl-x\"]`, none `[]`.\n\
         # A command of the list, the text, the map or what is open over them has its keys there, the others everywhere.\n\
         #[keys]\n",
    );
    let keymap = Keymap::default();
    let mut group: Option<Group> = None;
    for spec in COMMANDS {
        if group != Some(spec.group) {
            group = Some(spec.group);
            let _ = write!(out, "\n# {}\n", spec.group.name());
        }
        let keys: Vec<String> = spec.keys.iter().map(|key| format!("{key:?}")).collect();
        let place = spec
            .scope
            .name()
            .map_or(String::new(), |name| format!(" ({name})"));
        let _ = write!(
            out,
            "\n# {}{place}.\n#{} = [{}]\n",
            keymap.told(spec.summary),
            spec.name,
            keys.join(", ")
        );
    }
    out.push_str(
        "\n# A theme of your own, by whatever name: `theme = \"mine\"` chooses it. What it does not say is as in `base`:\n\
         # dark, light, sepia or contrast. A text with less contrast than can be read is told.\n\
         #[themes.mine]\n#base = \"dark\"\n",
    );
    let mut palette = DARK;
    let mut line = |name: &str, summary: &str, ink: Ink| {
        let _ = writeln!(out, "# {summary}\n#{name} = \"{ink}\"");
    };
    for part in PARTS {
        let ink = *(part.of)(&mut palette);
        line(part.name, part.summary, ink);
    }
    for (number, (name, slot)) in Slot::NAMES.into_iter().enumerate() {
        let summary = format!(
            "ink of the categories that are {name}, or number {} without a colour",
            number + 1
        );
        line(name, &summary, DARK.ink(slot));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generated file with everything that can be set set.
    fn uncommented() -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(code) if !code.starts_with(' ') && !code.is_empty() => format!("{code}\n"),
            _ => format!("{line}\n"),
        };
        generated().lines().map(line).collect()
    }

    #[test]
    fn the_generated_file_changes_nothing() {
        let read = file::parse("config.toml", &generated());
        assert_eq!(read.problems, []);
        assert!(read.stated.is_empty() && read.keymap.is_none() && read.themes.is_empty());
    }

    #[test]
    fn the_generated_file_without_its_comment_marks_is_the_default() {
        let read = file::parse("config.toml", &uncommented());
        assert_eq!(read.problems, []);
        assert_eq!(read.stated.len(), SETTINGS.len());
        assert_eq!(read.settings(), Settings::default());
        assert_eq!(read.keymap, Some(Keymap::default()));
        let mut mine = read.themes[0].palette.clone();
        mine.is_proven = true;
        mine.own = [false; 8];
        let (have, wanted) = (
            format!("{:?}", colours(mine)),
            format!("{:?}", colours(DARK)),
        );
        assert_eq!(have, wanted);
    }

    /// The 24 bits of every colour: neighbours among the 256 are computed for one's own.
    fn colours(mut palette: crate::app::theme::Palette) -> Vec<[u8; 3]> {
        let inks: Vec<[u8; 3]> = palette.inks.iter().map(|ink| ink.parts()).collect();
        let parts = PARTS.iter().map(|part| (part.of)(&mut palette).parts());
        parts.chain(inks).collect()
    }

    #[test]
    fn every_row_of_every_table_has_its_line_and_its_sentence() {
        let generated = generated();
        for setting in SETTINGS {
            assert!(generated.contains(&format!(".\n#{setting}\n")), "{setting}");
        }
        for spec in COMMANDS {
            assert!(
                generated.contains(&format!(".\n#{} = [", spec.name)),
                "{}",
                spec.name
            );
        }
    }
}
