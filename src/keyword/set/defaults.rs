//! What holds for the terms of a set that do not say otherwise.

use super::{
    Case, Diacritics,
    fields::{Fields, wrong_kind},
    place::Problems,
};
use toml::de::DeValue;

/// What every term is unless it says otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Defaults {
    pub(super) whole_word: bool,
    pub(super) case: Case,
    pub(super) diacritics: Diacritics,
    pub(super) plural: bool,
    pub(super) dehyphenate: bool,
}

/// The keys of [`Defaults`], which terms have too.
pub(super) const OPTIONS: [&str; 5] = ["whole_word", "case", "diacritics", "plural", "dehyphenate"];

impl Defaults {
    /// These, where `fields` does not say otherwise.
    pub(super) fn overridden(self, fields: Fields<'_>, problems: &mut Problems<'_>) -> Self {
        let cases = [
            ("fold", Case::Fold),
            ("exact", Case::Exact),
            ("smart", Case::Smart),
        ];
        let diacritics = [("fold", Diacritics::Fold), ("exact", Diacritics::Exact)];
        let mut truth = |key, default| fields.truth(key, problems).unwrap_or(default);
        let [whole_word, plural, dehyphenate] = [
            truth("whole_word", self.whole_word),
            truth("plural", self.plural),
            truth("dehyphenate", self.dehyphenate),
        ];
        Self {
            whole_word,
            case: fields.choice("case", &cases, problems).unwrap_or(self.case),
            diacritics: fields
                .choice("diacritics", &diacritics, problems)
                .unwrap_or(self.diacritics),
            plural,
            dehyphenate,
        }
    }
}

/// What `[defaults]` says of every term.
pub(super) fn defaults(fields: Fields<'_>, problems: &mut Problems<'_>) -> Defaults {
    let built_in = Defaults {
        whole_word: true,
        case: Case::Fold,
        diacritics: Diacritics::Fold,
        plural: false,
        dehyphenate: false,
    };
    let Some(value) = fields.value("defaults") else {
        return built_in;
    };
    let DeValue::Table(table) = value.get_ref() else {
        wrong_kind("defaults", "a table under `[defaults]`", value, problems);
        return built_in;
    };
    let fields = Fields::new(table, value.span().start);
    fields.check_keys("[defaults]", &OPTIONS, problems);
    built_in.overridden(fields, problems)
}
