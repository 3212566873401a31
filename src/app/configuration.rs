//! What a configuration file and the command line ask for, and taking it up: at the start, and again on the way.

use super::{
    Effect, Focus, Model, format,
    keymap::Keymap,
    settings::{Depth, SETTINGS, Setting, Settings, Value},
    theme::{OwnTheme, Theme},
    undo::Undone,
};
use crate::{analysis::context::Extent, text::problem::Problem};

/// How a setting begins that keys change elsewhere, by its name.
type Beginning = (&'static str, fn(&mut Model));

/// What takes up the settings that only say how something begins.
const BEGINNINGS: &[Beginning] = &[
    ("concordance_sentence", |model| {
        model.concordance.extent = if model.settings.concordance_sentence {
            Extent::Sentence
        } else {
            Extent::Paragraph
        };
    }),
    ("concordance_repeats", |model| {
        model.concordance.is_unique = !model.settings.concordance_repeats;
    }),
    ("figures_in_proportion", |model| {
        model.figures.in_proportion = model.settings.figures_in_proportion;
    }),
    ("function_words", |model| {
        model.figures.content_only = !model.settings.function_words;
    }),
];

/// What the reader has asked for.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The settings that are stated, and what they are to be; of two of the same, the later one holds.
    pub stated: Vec<(&'static Setting, Value)>,
    /// Those that are stated for this run only, on the command line.
    pub asked: Vec<&'static Setting>,
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
        self.begun.asked = configuration.asked;
        self.themes = configuration.themes;
        if let Some(keymap) = configuration.keymap {
            self.keymap = keymap;
        }
        for setting in self.stated.clone() {
            self.begin(setting);
        }
        self
    }

    /// Has begin anew what a setting only says the beginning of.
    pub(super) fn begin(&mut self, setting: &Setting) {
        let found = BEGINNINGS.iter().find(|(name, _)| *name == setting.name);
        if let Some((_, begin)) = found {
            begin(self);
        }
    }

    /// Takes up a configuration: what it states holds again, what it no longer states is as it is by default, and the
    /// rest stays as the reader has made it since.
    pub(super) fn configure(&mut self, configuration: Configuration) -> Vec<Effect> {
        let notice = configuration.notice();
        self.begun.settings = configuration.settings();
        let Configuration {
            stated,
            asked,
            keymap,
            themes,
            depth,
            ..
        } = configuration;
        self.begun.asked = asked;
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
                self.begin(setting);
            }
        }
        for (setting, value) in stated {
            setting.write(&mut self.settings, value);
            self.begin(setting);
            self.stated.push(setting);
        }
        self.settings.depth = depth;
        self.themes = themes;
        // What they were before has other themes.
        self.undone.retain(|it| !matches!(it, Undone::Settings(_)));
        self.keymap = keymap.unwrap_or_default();
        self.pending.clear();
        let read = || "settings, keys and themes read again".to_owned();
        self.notice = Some(notice.unwrap_or_else(read));
        self.follow_settings(had_mouse)
    }

    /// Has what depends on settings that have changed follow them.
    pub(super) fn follow_settings(&mut self, had_mouse: bool) -> Vec<Effect> {
        self.list_is_stale = true;
        if let Some(overlay) = &mut self.overlay {
            overlay.touch();
        }
        if !self.settings.list_shown || self.settings.zen {
            self.focus = Focus::Text;
        }
        if had_mouse == self.settings.mouse {
            Vec::new()
        } else {
            vec![Effect::Mouse(self.settings.mouse)]
        }
    }

    /// Sets `setting` to what is `said`, as if the configuration file said it; or says what it may be.
    pub(super) fn set(&mut self, setting: &Setting, said: &str) -> Vec<Effect> {
        let had_mouse = self.settings.mouse;
        let name = setting.name;
        match setting.meant(said, &self.themes) {
            // Follows from what the terminal was found to be at the start.
            Some(_) if name == "color" => {
                self.notice = Some("`color` is for the configuration file and --color".to_owned());
            }
            Some(value) => {
                let before = self.settings;
                setting.write(&mut self.settings, value);
                self.begin(setting);
                self.keep_settings(before);
                self.notice = Some(setting.told(value, &self.themes));
            }
            None => {
                let is = setting.said(setting.read(&self.settings), &self.themes);
                self.notice = Some(format!("{name} is {is}; it may be {}", setting.values()));
            }
        }
        self.follow_settings(had_mouse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{concordance::Concordance, figures::Figures, panes::Size},
        collection::Collection,
        keyword::KeywordSet,
    };
    use std::sync::Arc;

    fn stating(stated: &[(&str, Value)]) -> Configuration {
        Configuration {
            stated: stated
                .iter()
                .map(|&(name, value)| (Setting::named(name).unwrap(), value))
                .collect(),
            ..Configuration::default()
        }
    }

    fn model(configuration: Configuration) -> Model {
        let size = Size {
            columns: 100,
            rows: 30,
        };
        let (collection, keywords) = (Arc::<Collection>::default(), Arc::<KeywordSet>::default());
        Model::new(collection, keywords, size, configuration.settings()).configured(configuration)
    }

    #[test]
    fn by_default_everything_begins_as_it_does_without_settings() {
        for (name, begin) in BEGINNINGS {
            assert!(Setting::named(name).is_some(), "{name}");
            let mut model = model(Configuration::default());
            begin(&mut model);
            assert_eq!(model.figures, Figures::default(), "{name}");
            assert_eq!(model.concordance, Concordance::default(), "{name}");
        }
    }

    #[test]
    fn what_is_stated_holds_again_and_the_rest_stays() {
        let stated = || {
            stating(&[
                ("measure", Value::Number(60)),
                ("function_words", Value::Truth(false)),
            ])
        };
        let mut model = model(stated());
        assert_eq!(
            (model.settings.measure, model.figures.content_only),
            (60, true)
        );
        model.settings.measure = 100;
        model.settings.hyphens = true;
        model.figures.content_only = false;
        model.configure(stated());
        assert_eq!((model.settings.measure, model.settings.hyphens), (60, true));
        assert!(model.figures.content_only);
    }

    #[test]
    fn what_is_no_longer_stated_is_as_by_default() {
        let mut model = model(stating(&[
            ("measure", Value::Number(60)),
            ("zen", Value::Truth(true)),
        ]));
        model.configure(stating(&[("zen", Value::Truth(true))]));
        assert_eq!((model.settings.measure, model.settings.zen), (72, true));
    }

    #[test]
    fn a_theme_of_ones_own_stays_chosen_when_others_come_before_it() {
        let own = |names: &[&str]| Configuration {
            themes: names
                .iter()
                .map(|name| OwnTheme {
                    name: (*name).to_owned(),
                    palette: crate::app::theme::LIGHT,
                })
                .collect(),
            ..Configuration::default()
        };
        let mut model = model(own(&["paper"]));
        model.settings.theme = Theme::Own(0);
        model.configure(own(&["night", "paper"]));
        assert_eq!(model.settings.theme, Theme::Own(1));
        model.configure(own(&["night"]));
        assert_eq!(model.settings.theme, Theme::Auto);
    }

    #[test]
    fn the_mouse_is_given_back_where_the_settings_say_so() {
        let mut model = model(Configuration::default());
        let effects = model.configure(stating(&[("mouse", Value::Truth(false))]));
        assert_eq!(effects, [Effect::Mouse(false)]);
        assert_eq!(
            model.configure(Configuration::default()),
            [Effect::Mouse(true)]
        );
    }
}
