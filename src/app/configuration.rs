//! What a configuration file and the command line ask for, and taking it up: at the start, and again on the way.

use super::{
    Effect, Focus, Model, format,
    keymap::Keymap,
    settings::{Depth, SETTINGS, Setting, Settings, Value},
    theme::{OwnTheme, Theme},
};
use crate::text::problem::Problem;

/// What the reader has asked for.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The settings that are stated, and what they are to be; of two of the same, the later one holds.
    pub stated: Vec<(&'static Setting, Value)>,
    /// The keys in force; `None` for the default ones.
    pub keymap: Option<Keymap>,
    /// The reader's own themes.
    pub themes: Vec<OwnTheme>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// What is wrong with the file; the rest of it holds.
    pub problems: Vec<Problem>,
}

impl Configuration {
    /// The settings to begin with.
    pub fn settings(&self) -> Settings {
        let mut settings = Settings {
            depth: self.depth,
            ..Settings::default()
        };
        for (setting, value) in &self.stated {
            setting.write(&mut settings, *value);
        }
        settings
    }

    /// What to tell of the mistakes in one line: the first, and where to see the others.
    pub fn notice(&self) -> Option<String> {
        let (first, others) = self.problems.split_first()?;
        // The folder is known, and a line is short.
        let file = first.file.rsplit('/').next().unwrap_or(&first.file);
        let first = Problem {
            file: file.to_owned(),
            message: first.message.lines().next().unwrap_or_default().to_owned(),
            ..*first
        };
        Some(match others.len() + 1 {
            1 => first.to_string(),
            all => format!(
                "{} mistakes, all told by `catchword check`: {first}",
                format::number(all)
            ),
        })
    }
}

impl Model {
    /// The same model, which was made with [`Configuration::settings`], with the rest of what is asked for.
    #[must_use]
    pub fn configured(mut self, configuration: Configuration) -> Self {
        self.notice = configuration.notice();
        self.stated = configuration
            .stated
            .iter()
            .map(|&(setting, _)| setting)
            .collect();
        self.themes = configuration.themes;
        if let Some(keymap) = configuration.keymap {
            self.keymap = keymap;
        }
        self
    }

    /// Takes up a configuration: what it states holds again, what it no longer states is as it is by default, and the
    /// rest stays as the reader has made it since.
    pub(super) fn configure(&mut self, configuration: Configuration) -> Vec<Effect> {
        let notice = configuration.notice();
        let Configuration {
            stated,
            keymap,
            themes,
            depth,
            ..
        } = configuration;
        let default = Settings::default();
        let had_mouse = self.settings.mouse;
        // The numbers of the reader's themes are others now.
        for setting in SETTINGS {
            if let Value::Theme(theme @ Theme::Own(_)) = setting.read(&self.settings) {
                let kept = Theme::named(theme.name(&self.themes), &themes);
                let value = kept.map_or(setting.read(&default), Value::Theme);
                setting.write(&mut self.settings, value);
            }
        }
        let is_stated = |name| stated.iter().any(|(setting, _)| setting.name == name);
        for setting in std::mem::take(&mut self.stated) {
            if !is_stated(setting.name) {
                setting.write(&mut self.settings, setting.read(&default));
            }
        }
        for (setting, value) in stated {
            setting.write(&mut self.settings, value);
            self.stated.push(setting);
        }
        self.settings.depth = depth;
        self.themes = themes;
        self.keymap = keymap.unwrap_or_default();
        self.pending.clear();
        self.list_is_stale = true;
        if let Some(overlay) = &mut self.overlay {
            overlay.touch();
        }
        if !self.settings.list_shown || self.settings.zen {
            self.focus = Focus::Text;
        }
        let read = || "settings, keys and themes read again".to_owned();
        self.notice = Some(notice.unwrap_or_else(read));
        if had_mouse == self.settings.mouse {
            Vec::new()
        } else {
            vec![Effect::Mouse(self.settings.mouse)]
        }
    }
}
