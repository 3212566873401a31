//! What can be written after `catchword` on a command line.

use crate::{
    analysis::{collocates, concordance::SortLevel},
    app::settings::When,
    keyword::Query,
};
use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};
use std::path::PathBuf;

/// Read a collection of texts in the terminal, with its keywords painted and counted.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Without PATH the bundled collection is read. Press ? for the keys.\n\
                  Exit status: 0 found, 1 nothing found, 2 error."
)]
pub struct Arguments {
    /// What to do, instead of reading on the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Texts to read: plain text and Markdown files, folders of them, `-` for standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "flattened: a doc comment would become the command's help"
    )]
    pub global: Global,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Look for the keywords of this file, instead of the collection's and your own; can be given again.
    #[arg(long, global = true, value_name = "FILE")]
    pub keywords: Vec<PathBuf>,
    /// Print JSON Lines.
    #[arg(long, global = true)]
    pub json: bool,
    /// How many colours to use.
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<When>,
    /// Which colours to use: auto, dark, light, sepia, contrast, terminal, or one of your own.
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Read the settings from this file, instead of your own.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Keep the reading place in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Neither use nor keep the reading place.
    #[arg(long, global = true)]
    pub no_state: bool,
}

/// What to do, instead of reading on the screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the documents: id, date, words, hits and title.
    List {
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print one document, its lines as the reading pane breaks them.
    Show {
        /// The document's id, as `list` prints it.
        #[arg(value_name = "ID")]
        id: String,
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Columns of the longest line.
        #[arg(long, value_name = "N", default_value_t = crate::app::settings::MEASURE,
              value_parser = clap::value_parser!(u16).range(1..=10_000))]
        width: u16,
    },
    /// Print the hits of the keywords, with their places in bytes.
    Hits {
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        only: Only,
    },
    /// Print where words stand, with their places in bytes.
    ///
    /// In any case unless there is a capital among them, with any diacritics unless one is typed, also
    /// inside words and across line ends.
    Search {
        /// The words to look for.
        #[arg(value_name = "QUERY")]
        text: String,
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        toggles: Toggles,
    },
    /// Print every hit with the text around it, aligned and sorted.
    Concordance {
        /// What is looked for: a keyword's id, the keywords of a category, or else words.
        #[arg(value_name = "QUERY|ID|@CATEGORY")]
        subject: String,
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        options: Rows,
    },
    /// Print figures: how the hits of each keyword are spread over the texts, and more.
    Stats {
        /// Texts, instead of the bundled collection.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        options: Figures,
    },
    /// Print every mistake in settings, texts and keyword sets, and the keywords that match nothing.
    ///
    /// The exit status is 2 where there is an error, and 0 where there are only warnings.
    Check {
        /// Texts, instead of the bundled collection; several are checked as one.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print the settings, keys and colours with their defaults, as a file to begin with.
    Config {
        /// Print where your own are read from.
        #[arg(long)]
        path: bool,
    },
}

/// Which hits to print.
#[derive(Debug, Default, Args)]
pub struct Only {
    /// Only hits of this term; can be given again.
    #[arg(long, value_name = "ID")]
    pub term: Vec<String>,
    /// Only hits of this category; can be given again.
    #[arg(long, value_name = "ID")]
    pub category: Vec<String>,
    /// Only hits that the reading pane paints: of two that overlap, one.
    #[arg(long)]
    pub painted: bool,
}

/// How words are looked for. With any of these, words that could be an id or a category are not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Toggles {
    /// Look for a regular expression.
    #[arg(long)]
    pub regex: bool,
    /// Look for whole words.
    #[arg(long)]
    pub word: bool,
    /// Look for words in exactly this case.
    #[arg(long)]
    pub case: bool,
}

impl Toggles {
    /// A search for `text`.
    pub fn query(&self, text: &str) -> Query {
        Query {
            text: text.to_owned(),
            regex: self.regex,
            word: self.word,
            case: self.case,
        }
    }
}

/// Which rows a concordance has, and how they are printed.
#[derive(Debug, Args)]
pub struct Rows {
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "flattened: a doc comment would become the command's help"
    )]
    pub toggles: Toggles,
    /// Sort by up to three keys, `-` before one for descending: document, position, node, L1 to L3 and R1
    /// to R3 (words to the left and right, 1 next to the node), category, date.
    #[arg(
        long,
        value_name = "KEY,…",
        value_delimiter = ',',
        allow_hyphen_values = true,
        default_value = "document,position"
    )]
    pub sort: Vec<SortLevel>,
    /// Columns of a row, instead of the terminal's.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub width: Option<u16>,
    /// Show so many words on each side, 1 to 50.
    #[arg(long, value_name = "N", conflicts_with = "sentence",
          value_parser = clap::value_parser!(u8).range(1..=50))]
    pub words: Option<u8>,
    /// Show the sentence.
    #[arg(long)]
    pub sentence: bool,
    /// Print fields with tabs between, a line of names first.
    #[arg(long, conflicts_with = "json")]
    pub tsv: bool,
}

/// Which figures to print.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch on the command line"
)]
pub struct Figures {
    /// Print where in each text the hits of each keyword stand.
    #[arg(long)]
    pub plot: bool,
    /// Cells of a plot.
    #[arg(long, value_name = "N", default_value_t = 50, requires = "plot",
          value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub cells: u16,
    /// Compare the words of each text with those of the others.
    #[arg(long, conflicts_with = "plot")]
    pub keyness: bool,
    /// Print the words around a keyword, a category's keywords, or any other words.
    #[arg(long, value_name = "QUERY|ID|@CATEGORY", conflicts_with_all = ["plot", "keyness"])]
    pub collocates: Option<String>,
    /// Words on each side that count as around.
    #[arg(long, value_name = "N", default_value_t = collocates::WINDOW as u8, requires = "collocates",
          value_parser = clap::value_parser!(u8).range(1..))]
    pub window: u8,
    /// Only this keyword; can be given again.
    #[arg(long, value_name = "ID", conflicts_with_all = ["keyness", "collocates"])]
    pub term: Vec<String>,
    /// Count furniture too: the parts of a page that are not the text.
    #[arg(long)]
    pub all_text: bool,
    /// Print fields with tabs between, a line of names first.
    #[arg(long, conflicts_with = "json")]
    pub tsv: bool,
}

impl ValueEnum for When {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [When; When::NAMES.len()] = {
            let mut all = [When::Auto; When::NAMES.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = When::NAMES[at].1;
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, _) = Self::NAMES.iter().find(|(_, when)| when == self)?;
        Some(PossibleValue::new(name).help(match self {
            Self::Auto => "As the terminal says, and none where NO_COLOR is set",
            Self::Always => "As the terminal says, at least 16",
            Self::Never => "None",
            Self::Sixteen => "16",
            Self::Indexed => "256",
            Self::True => "24 bits each",
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_word_that_is_no_command_is_a_path() {
        let arguments = Arguments::parse_from(["catchword", "notes.txt", "--theme", "light"]);
        assert!(arguments.command.is_none());
        assert_eq!(arguments.paths, [PathBuf::from("notes.txt")]);
        assert_eq!(arguments.global.theme.as_deref(), Some("light"));
    }

    #[test]
    fn options_for_every_command_may_go_before_it() {
        for arguments in [
            &["catchword", "--json", "list"][..],
            &["catchword", "--no-state", "list"],
            &["catchword", "--keywords", "x.toml", "hits"],
        ] {
            let arguments = Arguments::parse_from(arguments);
            assert!(arguments.command.is_some());
            assert!(arguments.paths.is_empty());
        }
    }

    #[test]
    fn options_for_every_command_may_follow_it() {
        let arguments = Arguments::parse_from(["catchword", "list", "--json", "a", "b"]);
        assert!(arguments.global.json);
        assert!(matches!(arguments.command, Some(Command::List { paths }) if paths.len() == 2));
    }
}
