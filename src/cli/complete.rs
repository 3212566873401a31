//! `catchword complete`, which the scripts of [`super::completions`] call.
//!
//! Responsible for names that only the texts and the keyword sets know, where one is asked for next. What
//! that is, the definition of the arguments says; it is no mistake to ask where nothing is known.

use super::{
    Outcome,
    arguments::{Arguments, Global},
    output::Output,
};
use crate::{
    keyword::KeywordSet,
    store::{self, carried::Carried, user_sets},
};
use clap::{Arg, Command, CommandFactory};
use std::path::PathBuf;

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Documents,
    Terms,
    Categories,
    /// Of terms, and of categories with `@` before them.
    Subjects,
    Commands,
}

/// Prints the names that can follow `words`, one on each line; there may be none.
pub fn run(words: &[String], global: &Global, carried: &Carried) -> anyhow::Result<Outcome> {
    let asked = Asked::after(words);
    let mut output = Output::new();
    let Some(names) = asked.names else {
        return Ok(Outcome::Nothing);
    };
    let files = [&global.keywords[..], &asked.keywords[..]].concat();
    for name in list(names, &files, carried)? {
        // What would be shown in another form cannot be typed, and a line has one name.
        if !name.chars().any(char::is_control) {
            output.line(&name)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Found)
}

fn list(names: Names, keywords: &[PathBuf], carried: &Carried) -> anyhow::Result<Vec<String>> {
    if names == Names::Documents {
        let documents = carried.collection()?.documents;
        let ids = documents.iter().map(|it| it.metadata.id.to_string());
        return Ok(ids.collect());
    }
    if names == Names::Commands {
        let definition = Arguments::command();
        let shown = definition.get_subcommands().filter(|it| !it.is_hide_set());
        return Ok(shown.map(|it| it.get_name().to_owned()).collect());
    }
    let set = store::keywords::load(carried, keywords, &[], user_sets::directory().as_deref())?;
    let KeywordSet {
        categories, terms, ..
    } = set;
    let mut found = Vec::new();
    if matches!(names, Names::Terms | Names::Subjects) {
        found.extend(terms.into_iter().map(|it| it.id));
    }
    if names == Names::Categories {
        found.extend(categories.into_iter().map(|it| it.id));
    } else if names == Names::Subjects {
        found.extend(categories.into_iter().map(|it| format!("@{}", it.id)));
    }
    Ok(found)
}

/// What the words of an unfinished command line ask for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    names: Option<Names>,
    /// The keyword sets that the words name.
    keywords: Vec<PathBuf>,
}

impl Asked {
    fn after(words: &[String]) -> Self {
        let definition = Arguments::command();
        let mut command: Option<&Command> = None;
        let mut before = 0;
        let mut only_positional = false;
        let mut asked = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--" && !only_positional {
                only_positional = true;
            } else if word.starts_with("--") && !only_positional {
                let (name, value) = match word[2..].split_once('=') {
                    Some((name, value)) => (name, Some(value.to_owned())),
                    None => (&word[2..], None),
                };
                let Some(option) = option(&definition, command, name) else {
                    continue;
                };
                if !option.get_action().takes_values() {
                    continue;
                }
                match value.or_else(|| words.next().cloned()) {
                    Some(value) if option.get_id() == "keywords" => {
                        asked.keywords.push(value.into());
                    }
                    Some(_) => {}
                    None => {
                        asked.names = names_of(option);
                        return asked;
                    }
                }
            } else if command.is_none() {
                command = definition.find_subcommand(word);
                if command.is_none() {
                    return asked;
                }
            } else if only_positional || !word.starts_with('-') || word == "-" {
                before += 1;
            }
        }
        let next = command.and_then(|it| it.get_positionals().nth(before));
        asked.names = next.and_then(names_of);
        asked
    }
}

/// The option called `name` of a command, or of all.
fn option<'a>(whole: &'a Command, command: Option<&'a Command>, name: &str) -> Option<&'a Arg> {
    let own = command.into_iter().flat_map(Command::get_arguments);
    own.chain(whole.get_arguments())
        .find(|it| it.get_long() == Some(name))
}

fn names_of(argument: &Arg) -> Option<Names> {
    Some(match argument.get_id().as_str() {
        "id" => Names::Documents,
        "term" => Names::Terms,
        "category" => Names::Categories,
        "subject" | "of" | "collocates" => Names::Subjects,
        "name" => Names::Commands,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Option<Names> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Asked::after(&words).names
    }

    #[test]
    fn the_definition_says_what_is_asked_for() {
        for (line, names) in [
            ("show", Some(Names::Documents)),
            ("show --width 40", Some(Names::Documents)),
            ("--json show --width=40", Some(Names::Documents)),
            ("show --width", None),
            ("show one", None),
            ("hits", None),
            ("hits --term", Some(Names::Terms)),
            ("hits --painted --category", Some(Names::Categories)),
            ("hits --term x --term", Some(Names::Terms)),
            ("stats --plot --term", Some(Names::Terms)),
            ("stats --of", Some(Names::Subjects)),
            ("stats -- --of", None),
            ("concordance", Some(Names::Subjects)),
            ("concordance --theme dark", Some(Names::Subjects)),
            ("man", Some(Names::Commands)),
            ("a.txt", None),
            ("", None),
        ] {
            assert_eq!(asked(line), names, "{line}");
        }
    }

    #[test]
    fn the_keyword_sets_of_the_line_are_the_ones_asked() {
        let words = [
            "--keywords=a.toml",
            "hits",
            "--keywords",
            "b.toml",
            "--term",
        ];
        let asked = Asked::after(&words.map(str::to_owned));
        assert_eq!(asked.names, Some(Names::Terms));
        assert_eq!(asked.keywords, ["a.toml", "b.toml"].map(PathBuf::from));
    }
}
