//! `catchword man`
//!
//! Responsible for the page that the definition of the arguments gives, of the program or of one of its
//! commands, and for what that definition does not know: the keys, which the table of commands gives.

use super::{Outcome, arguments::Arguments, output::Output};
use crate::app::{command::COMMANDS, keymap::Keymap};
use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

const ENVIRONMENT: [(&str, &str); 5] = [
    (
        "XDG_CONFIG_HOME",
        "The folder that has catchword/config.toml and catchword/keywords/; ~/.config without it.",
    ),
    (
        "XDG_STATE_HOME",
        "The folder that keeps the reading place and notes, in catchword/; ~/.local/state without it.",
    ),
    ("NO_COLOR", "No colours, unless --color asks for them."),
    (
        "COLORTERM, TERM",
        "How many colours the terminal has, unless --color says it.",
    ),
    (
        "COLORFGBG",
        "Whether the terminal's ground is dark, until the terminal says it.",
    ),
];

/// Prints the page of the program, or of the command called `name`.
pub fn run(name: Option<&str>) -> anyhow::Result<Outcome> {
    let page = page(name)?;
    let mut output = Output::new();
    output.made(&page)?;
    output.finish()?;
    Ok(Outcome::Found)
}

fn page(name: Option<&str>) -> anyhow::Result<String> {
    let mut definition = Arguments::command();
    definition.build();
    let command = match name {
        None => &definition,
        Some(name) => definition
            .find_subcommand(name)
            .with_context(|| format!("no command `{name}`; `catchword --help` lists them"))?,
    };
    let man = Man::new(command.clone())
        .manual("catchword")
        .source(concat!("catchword ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if name.is_none() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut roff = Roff::new();
    examples(command, &mut roff);
    if name.is_none() {
        keys(&mut roff);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in [
        ("0", "Found, or nothing is wrong."),
        ("1", "Nothing found."),
        ("2", "An error, which standard error tells."),
    ] {
        entry(&mut roff, status, meaning);
    }
    if name.is_none() {
        roff.control("SH", ["ENVIRONMENT"]);
        for (variable, meaning) in ENVIRONMENT {
            entry(&mut roff, variable, meaning);
        }
    } else {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("catchword"), roman("(1)")]);
    }
    roff.to_writer(&mut page)?;
    Ok(String::from_utf8(page).expect("the definition is text"))
}

/// The examples of the help, line by line.
fn examples(command: &Command, roff: &mut Roff) {
    let after = command.get_after_help().map(ToString::to_string);
    let after = after.unwrap_or_default();
    let Some(examples) = after.strip_prefix("Examples:\n") else {
        return;
    };
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    for line in examples.lines() {
        roff.text([roman(line.trim_start())]);
    }
    roff.control("fi", []);
}

/// The default keys, by what they are for.
fn keys(roff: &mut Roff) {
    let keymap = Keymap::default();
    roff.control("SH", ["KEYS"]);
    roff.text([roman(
        "These are the defaults. A number before a key repeats it, or says where to go.",
    )]);
    let mut group = None;
    for spec in COMMANDS {
        if group != Some(spec.group) {
            group = Some(spec.group);
            roff.control("SS", [spec.group.name()]);
        }
        entry(roff, &spec.keys.join("  "), &keymap.told(spec.summary));
    }
}

fn entry(roff: &mut Roff, term: &str, meaning: &str) {
    roff.control("TP", []);
    roff.text([bold(term)]);
    roff.text([roman(meaning)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_with_its_options_and_examples() {
        let mut definition = Arguments::command();
        definition.build();
        for command in definition.get_subcommands() {
            let page = page(Some(command.get_name())).unwrap();
            assert!(page.contains(".SH SYNOPSIS"), "{page}");
            for option in command.get_opts() {
                let long = option.get_long().unwrap().replace('-', "\\-");
                assert!(page.contains(&format!("\\-\\-{long}")), "{long}\n{page}");
            }
            let has_examples = command
                .get_after_help()
                .is_some_and(|it| it.to_string().starts_with("Examples:"));
            assert_eq!(page.contains(".SH EXAMPLES"), has_examples);
        }
    }

    #[test]
    fn the_page_of_the_program_has_every_key() {
        let page = page(None).unwrap();
        for spec in COMMANDS {
            let summary = Keymap::default().told(spec.summary);
            let first = summary.split(['-', '\'', '`', '.', '\\']).next().unwrap();
            assert!(page.contains(first), "{summary}");
        }
    }

    #[test]
    fn what_is_no_command_has_no_page() {
        let error = page(Some("nothing")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no command `nothing`; `catchword --help` lists them"
        );
    }
}
