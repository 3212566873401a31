//! The one table of settings.

use super::{
    Align, Bidi, DEEPEST_INDENT, Emoji, FITS, Furniture, LARGEST_OVERLAP, MEASURE_RANGE, Settings,
    When,
};
use crate::app::{
    band::Band,
    list::Sort,
    near::{Of, Within},
    panes::{LIST_RANGE, WIDEST_MARGIN},
    theme::{OwnTheme, Theme},
};
use std::fmt::{self, Write as _};

/// One row of the table.
#[derive(Debug)]
pub struct Setting {
    /// As a file names it, in snake case.
    pub name: &'static str,
    /// What it may be, and where it stands.
    pub kind: Kind,
    /// One line for the generated file and the documentation.
    pub summary: &'static str,
}

/// What a setting may be, and where it stands.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// True or false.
    Truth(fn(&mut Settings) -> &mut bool),
    /// A whole number from the first to the second.
    Number((u16, u16), fn(&mut Settings) -> &mut u16),
    /// One of these names, by its place among them.
    Choice(Names, fn(&Settings) -> usize, fn(&mut Settings, usize)),
    /// The name of a theme.
    Theme(fn(&mut Settings) -> &mut Theme),
}

/// Writes the names that a choice has.
type Names = fn() -> Vec<&'static str>;

/// What a setting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// A whole number.
    Number(u16),
    /// One of the names, by its place.
    Choice(usize),
    /// A theme.
    Theme(Theme),
}

/// Names and what they mean, as a choice needs them: names, place of the present one, setting another.
macro_rules! choice {
    ($names:expr, $($field:ident).+) => {
        Kind::Choice(
            || $names.iter().map(|&(name, _)| name).collect(),
            |settings| {
                let is_set = |(_, value): &(_, _)| *value == settings.$($field).+;
                $names.iter().position(is_set).unwrap_or(0)
            },
            |settings, place| settings.$($field).+ = $names[place].1,
        )
    };
}

/// Every setting, in the order of the generated file.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        kind: Kind::Theme(|settings| &mut settings.theme),
        summary: "Which colours; `auto` is one of the next two, as the terminal's ground is",
    },
    Setting {
        name: "dark_theme",
        kind: Kind::Theme(|settings| &mut settings.dark_theme),
        summary: "Which colours `auto` means on a dark ground",
    },
    Setting {
        name: "light_theme",
        kind: Kind::Theme(|settings| &mut settings.light_theme),
        summary: "Which colours `auto` means on a light ground",
    },
    Setting {
        name: "color",
        kind: choice!(When::NAMES, color),
        summary: "How many colours, on the screen and in what is printed to a terminal; `auto` as the terminal and `NO_COLOR` say",
    },
    Setting {
        name: "measure",
        kind: Kind::Number(MEASURE_RANGE, |settings| &mut settings.measure),
        summary: "Columns of the longest line of the text",
    },
    Setting {
        name: "margin",
        kind: Kind::Number((0, WIDEST_MARGIN), |settings| &mut settings.margin),
        summary: "Least blank columns at each side of the text; the left side has three for the letters of hits",
    },
    Setting {
        name: "align",
        kind: choice!(Align::NAMES, align),
        summary: "Where lines shorter than the pane stand in it",
    },
    Setting {
        name: "columns",
        kind: Kind::Number((1, 2), |settings| &mut settings.columns),
        summary: "Columns of text, where both have 45 columns or as many as `measure` says",
    },
    Setting {
        name: "spacing",
        kind: Kind::Number((0, 2), |settings| &mut settings.spacing),
        summary: "Blank lines between paragraphs",
    },
    Setting {
        name: "indent",
        kind: Kind::Number((0, DEEPEST_INDENT), |settings| &mut settings.indent),
        summary: "Columns by which a paragraph is set in where `spacing` is 0",
    },
    Setting {
        name: "fit",
        kind: choice!(FITS, fit),
        summary: "How lines are filled: all of a paragraph as even as they can be, or each with what it can take",
    },
    Setting {
        name: "hyphens",
        kind: Kind::Truth(|settings| &mut settings.hyphens),
        summary: "Break words at hyphens, by the rules of the language that the text says it is in",
    },
    Setting {
        name: "justify",
        kind: Kind::Truth(|settings| &mut settings.justify),
        summary: "Make lines even at the right; one whose gaps would be wider than three columns stays as it is",
    },
    Setting {
        name: "bidi",
        kind: choice!(Bidi::NAMES, bidi),
        summary: "How Arabic, Persian and Hebrew are sent: as they stand on the screen, with the letters of each word turned by the terminal, or all turned by it; `auto` as the terminal is known to need it",
    },
    Setting {
        name: "emoji",
        kind: choice!(Emoji::NAMES, emoji),
        summary: "Show emoji that are joined into one as the terminal does, or only the first of them, where it does it badly",
    },
    Setting {
        name: "overlap",
        kind: Kind::Number((0, LARGEST_OVERLAP), |settings| &mut settings.overlap),
        summary: "Lines of a page that the next one shows again; the last one that was read has a mark then",
    },
    Setting {
        name: "focus",
        kind: choice!(Band::NAMES, focus),
        summary: "Dim all of the text but the current paragraph, or but five lines",
    },
    Setting {
        name: "zen",
        kind: Kind::Truth(|settings| &mut settings.zen),
        summary: "Show the text alone",
    },
    Setting {
        name: "list",
        kind: Kind::Truth(|settings| &mut settings.list_shown),
        summary: "Show the list beside the text",
    },
    Setting {
        name: "list_width",
        kind: Kind::Number(LIST_RANGE, |settings| &mut settings.list_columns),
        summary: "Columns of the list",
    },
    Setting {
        name: "list_sort",
        kind: choice!(Sort::NAMES, sort),
        summary: "How the list is sorted",
    },
    Setting {
        name: "legend",
        kind: Kind::Truth(|settings| &mut settings.legend),
        summary: "Show the legend of the keywords",
    },
    Setting {
        name: "only_hits",
        kind: Kind::Truth(|settings| &mut settings.folded),
        summary: "Show only paragraphs with shown hits",
    },
    Setting {
        name: "furniture",
        kind: choice!(Furniture::NAMES, furniture),
        summary: "What becomes of navigation, footers and the like of saved pages; `auto` hides them where they are most of a text",
    },
    Setting {
        name: "near",
        kind: choice!(Of::NAMES, near.of),
        summary: "What has to differ in two keywords that meet",
    },
    Setting {
        name: "near_within",
        kind: choice!(Within::NAMES, near.within),
        summary: "Where they have to stand to meet",
    },
    Setting {
        name: "near_words",
        kind: Kind::Number((1, 9999), |settings| &mut settings.near.words),
        summary: "Words that may lie between them, where `near_within` is `words`",
    },
    Setting {
        name: "search_regex",
        kind: Kind::Truth(|settings| &mut settings.search_regex),
        summary: "Begin a search with regular expressions",
    },
    Setting {
        name: "search_words",
        kind: Kind::Truth(|settings| &mut settings.search_words),
        summary: "Begin a search with whole words",
    },
    Setting {
        name: "search_case",
        kind: Kind::Truth(|settings| &mut settings.search_case),
        summary: "Begin a search with capitals that count",
    },
    Setting {
        name: "concordance_sentence",
        kind: Kind::Truth(|settings| &mut settings.concordance_sentence),
        summary: "Begin a concordance with the sentence of each row alone",
    },
    Setting {
        name: "concordance_repeats",
        kind: Kind::Truth(|settings| &mut settings.concordance_repeats),
        summary: "Begin a concordance with rows that repeat an earlier one",
    },
    Setting {
        name: "figures_in_proportion",
        kind: Kind::Truth(|settings| &mut settings.figures_in_proportion),
        summary: "Begin a dispersion plot with texts in proportion to the longest",
    },
    Setting {
        name: "function_words",
        kind: Kind::Truth(|settings| &mut settings.function_words),
        summary: "Begin figures with function words among the others",
    },
    Setting {
        name: "hyperlinks",
        kind: Kind::Truth(|settings| &mut settings.hyperlinks),
        summary: "Tell the terminal where links lead, so that it can show and open them",
    },
    Setting {
        name: "mouse",
        kind: Kind::Truth(|settings| &mut settings.mouse),
        summary: "Use the mouse here; else it selects text, as the terminal does",
    },
];

impl Setting {
    /// The setting of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// The setting that a reader calls `name`, with hyphens as well.
    pub fn called(name: &str) -> Option<&'static Self> {
        Self::named(&name.replace('-', "_"))
    }

    /// Each of the few things that it may be; nothing for a number.
    pub fn choices(&self, own: &[OwnTheme]) -> Vec<String> {
        let owned = |name: &str| name.to_owned();
        match self.kind {
            Kind::Truth(_) => ["true", "false"].map(owned).to_vec(),
            Kind::Number(..) => Vec::new(),
            Kind::Choice(names, ..) => names().into_iter().map(owned).collect(),
            Kind::Theme(_) => Theme::names(own)
                .filter(|name| self.meant(name, own).is_some())
                .map(owned)
                .collect(),
        }
    }

    /// Whether it may be `theme`, where it is one: what `auto` means cannot be `auto`.
    pub fn can_be(&self, theme: Theme) -> bool {
        theme != Theme::Auto || self.name == "theme"
    }

    /// What it is in `settings`.
    pub fn read(&self, settings: &Settings) -> Value {
        let mut settings = *settings;
        match self.kind {
            Kind::Truth(of) => Value::Truth(*of(&mut settings)),
            Kind::Number(_, of) => Value::Number(*of(&mut settings)),
            Kind::Choice(_, of, _) => Value::Choice(of(&settings)),
            Kind::Theme(of) => Value::Theme(*of(&mut settings)),
        }
    }

    /// Sets it, where the value is of its kind.
    pub fn write(&self, settings: &mut Settings, value: Value) {
        match (self.kind, value) {
            (Kind::Truth(of), Value::Truth(truth)) => *of(settings) = truth,
            (Kind::Number(_, of), Value::Number(number)) => *of(settings) = number,
            (Kind::Choice(_, _, set), Value::Choice(place)) => set(settings, place),
            (Kind::Theme(of), Value::Theme(theme)) => *of(settings) = theme,
            _ => {}
        }
    }

    /// What it may be, in words.
    pub fn values(&self) -> String {
        match self.kind {
            Kind::Truth(_) => self.choices(&[]).join(" or "),
            Kind::Number((least, most), _) => format!("{least} to {most}"),
            Kind::Choice(..) => self.choices(&[]).join(", "),
            Kind::Theme(_) => format!("{}, or one of your own", self.choices(&[]).join(", ")),
        }
    }

    /// `value` as a file has it, where the reader has made the themes `own`.
    pub fn written(&self, value: Value, own: &[OwnTheme]) -> String {
        match (self.kind, value) {
            (Kind::Choice(names, ..), Value::Choice(place)) => format!("\"{}\"", names()[place]),
            (_, Value::Theme(theme)) => format!("\"{}\"", theme.name(own)),
            (_, Value::Truth(truth)) => truth.to_string(),
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Choice(place)) => place.to_string(),
        }
    }

    /// The setting with `value` in words that are told: `justify on`, `theme sepia`.
    pub fn told(&self, value: Value, own: &[OwnTheme]) -> String {
        let name = self.name.replace('_', " ");
        match value {
            Value::Truth(true) => format!("{name} on"),
            Value::Truth(false) => format!("{name} off"),
            value => format!("{name} {}", self.said(value, own)),
        }
    }

    /// Whether it outlives the run where a key has changed it: not what one does for a moment, such as giving the mouse
    /// to the terminal.
    pub fn is_kept(&self) -> bool {
        !matches!(self.name, "zen" | "only_hits" | "mouse")
    }

    /// `value` in words that [`Setting::meant`] understands again, whatever number a theme has then.
    pub fn said(&self, value: Value, own: &[OwnTheme]) -> String {
        self.written(value, own).trim_matches('"').to_owned()
    }

    /// What [`Setting::said`] said; `None` where it is nothing that the setting may be.
    pub fn meant(&self, said: &str, own: &[OwnTheme]) -> Option<Value> {
        match self.kind {
            Kind::Truth(_) => match said {
                "on" => Some(Value::Truth(true)),
                "off" => Some(Value::Truth(false)),
                said => said.parse().ok().map(Value::Truth),
            },
            Kind::Number((least, most), _) => {
                let number = said.parse().ok();
                number
                    .filter(|number| (least..=most).contains(number))
                    .map(Value::Number)
            }
            Kind::Choice(names, ..) => {
                let place = names().iter().position(|name| *name == said);
                place.map(Value::Choice)
            }
            Kind::Theme(_) => {
                let theme = Theme::named(said, own);
                theme.filter(|it| self.can_be(*it)).map(Value::Theme)
            }
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = self.read(&Settings::default());
        write!(f, "{} = {}", self.name, self.written(default, &[]))
    }
}

/// The table as Markdown, for the README.
pub fn markdown() -> String {
    let mut out = String::from(
        "| Setting, with its default | What it may be | What it does |\n|---|---|---|\n",
    );
    for setting in SETTINGS {
        let _ = writeln!(
            out,
            "| `{setting}` | {} | {} |",
            setting.values(),
            setting.summary
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_snake_case() {
        let mut seen = HashSet::new();
        for setting in SETTINGS {
            let is_snake = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            assert!(setting.name.bytes().all(is_snake), "{}", setting.name);
            assert!(seen.insert(setting.name), "{}", setting.name);
            assert!(!setting.summary.ends_with('.'), "{}", setting.name);
        }
    }

    #[test]
    fn what_is_said_is_meant_again() {
        for setting in SETTINGS {
            let value = setting.read(&Settings::default());
            assert_eq!(setting.meant(&setting.said(value, &[]), &[]), Some(value));
            assert_eq!(setting.meant("99999 bottles", &[]), None);
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_touches_no_other_setting() {
        for setting in SETTINGS {
            let default = Settings::default();
            let other = match setting.read(&default) {
                Value::Truth(truth) => Value::Truth(!truth),
                Value::Number(number) => Value::Number(number + 1),
                Value::Choice(place) => Value::Choice(place + 1),
                Value::Theme(_) => Value::Theme(Theme::Sepia),
            };
            let mut settings = default;
            setting.write(&mut settings, other);
            for read in SETTINGS {
                let expected = if read.name == setting.name {
                    other
                } else {
                    read.read(&default)
                };
                assert_eq!(
                    read.read(&settings),
                    expected,
                    "{} after {}",
                    read.name,
                    setting.name
                );
            }
        }
    }
}
