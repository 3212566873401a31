//! What can be written after `catchword` on a command line.

mod figures;
mod rows;

pub use figures::{By, Figures};
pub use rows::Rows;

use crate::{
    app::{format, link::Link, settings::When},
    collection::encoding::Encoding,
    keyword::Query,
    store::carried::Carried,
    text::gate,
};
use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, builder::PossibleValue,
};
use std::path::PathBuf;

const LIST_EXAMPLES: &str = "\
Examples:
  catchword list                                the bundled collection
  catchword list texts/ notes.md                what these hold
  catchword list --json | head -1               one record a document";

const SHOW_EXAMPLES: &str = "\
Examples:
  catchword show 2020-summit-report | less      a bundled text, by its id
  catchword show notes notes.md --width 60      a text of one's own
  catchword list | fzf                          to choose an id";

const CHECK_EXAMPLES: &str = "\
Examples:
  catchword check                               the program's own texts, and your settings
  catchword check texts/                        a folder, before it is compiled in
  catchword check texts/ --keywords set.toml --json";

const CONFIG_EXAMPLES: &str = "\
Examples:
  catchword config > settings.toml              every setting with its default, to edit
  catchword config --path                       where your own are read from
  catchword show 2020-summit-report --config settings.toml";

const HITS_EXAMPLES: &str = "\
Examples:
  catchword hits                                of every keyword, in the program's texts
  catchword hits --term rajavi --category place texts/
  catchword hits --painted notes.md             as the reading pane shows them
  catchword hits --format vimgrep notes.md      for an editor: vim -q <(...)
  catchword hits --json | wc -l                 how many";

const SEARCH_EXAMPLES: &str = "\
Examples:
  catchword search \"free iran\"                  in the program's texts
  catchword search --word Iran notes.txt        whole words only
  catchword search --regex '19[0-9]{2}' texts/  a regular expression
  catchword search --format vimgrep iran a.md   for an editor: vim -q <(...)
  catchword search --json iran | wc -l          how many";

const CONCORDANCE_EXAMPLES: &str = "\
Examples:
  catchword concordance khamenei                a keyword, by its id
  catchword concordance @place --sort R1,-date  a category, by the next word
  catchword concordance \"the regime\" texts/     any words
  catchword concordance 'summit\\w*' --regex --sentence --unique
  catchword concordance @state --csv > state.csv";

const STATS_EXAMPLES: &str = "\
Examples:
  catchword stats                               of each keyword: hits, texts, DP
  catchword stats --plot --of \"free iran\"       where words stand in each text
  catchword stats --plot --term rajavi --proportional
  catchword stats --keyness --content-only      what parts each text from the others
  catchword stats --collocates @state --window 3
  catchword stats --cooccurrence --by category --within sentence
  catchword stats --dates --tsv > dates.tsv";

const IMPORT_EXAMPLES: &str = "\
Examples:
  catchword import saved/*.txt -o my-texts       each as my-texts/NAME.md
  catchword import letter.txt -o data            into data/documents, as data has one
  catchword import page.txt -o new && catchword check new";
const PACK_EXAMPLES: &str = "\
Examples:
  catchword pack texts/ -o library              a folder, with the keywords in force
  catchword pack data/ -o press-file            a collection with its own keywords
  catchword pack a.md b.txt --keywords names.toml --title \"Two texts\" -o two
  catchword pack --title Mine -o mine           what it holds, by another name";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  catchword completions bash > ~/.local/share/bash-completion/completions/catchword
  catchword completions zsh > ~/.zfunc/_catchword
  catchword completions fish > ~/.config/fish/completions/catchword.fish
  catchword completions powershell >> $PROFILE";

const MAN_EXAMPLES: &str = "\
Examples:
  catchword man | man -l -                      the program, with all keys
  catchword man concordance > catchword-concordance.1";

/// What the program was built from, as the build script says it.
const VERSION: &str = env!("CATCHWORD_VERSION");

const LONG_VERSION: &str = concat!(
    env!("CATCHWORD_VERSION"),
    "\nfeatures: ",
    env!("CATCHWORD_FEATURES"),
    "\ntarget: ",
    env!("CATCHWORD_TARGET")
);

/// Read a collection of texts in the terminal, with its keywords painted and counted.
#[derive(Debug, Parser)]
#[command(
    version = VERSION,
    long_version = LONG_VERSION,
    after_help = "Without PATH the collection in the program is read. Press ? for the keys.\n\
                  Exit status: 0 found, 1 nothing found, 2 error.\n\n\
                  Examples:\n  \
                  catchword                                     read the collection in the program\n  \
                  catchword texts/ notes.md                     read your own texts\n  \
                  catchword --at 2020-summit-report@1200        at a place that alt-y has copied\n  \
                  catchword search \"free iran\"                  one of the commands; each has --help"
)]
pub struct Arguments {
    /// What to do, instead of reading on the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Texts to read: files of plain text, Markdown or HTML, also compressed; folders of them; `-` for standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Begin with this view: a document's id, `@` and a byte of its text, as `alt-y` copies it.
    #[arg(long, value_name = "LINK")]
    pub at: Option<Link>,
    /// Read without a screen, for screen readers, plain terminals and scripts.
    ///
    /// Commands are lines, by their keys or names, and what changes is told in lines: no colours, no boxes, no cursor
    /// that moves. An empty line reads on, `help` lists the rest. From a pipe it does what the lines say, and ends
    /// with them.
    #[arg(long)]
    pub linear: bool,
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "flattened: a doc comment would become the command's help"
    )]
    pub global: Global,
}

impl Arguments {
    /// Those that the program was called with. Where they are wrong, or only ask what the program is, it ends here.
    pub fn of_program(carried: &Carried) -> Self {
        let texts = match carried.summary() {
            Ok((title, count)) => format!("{title}, {}", format::counted(count, "document")),
            Err(damage) => damage.to_string(),
        };
        let texts = gate::line(&texts);
        // The definition lives as long as the program.
        let version: &str = format!("{LONG_VERSION}\ntexts: {texts}").leak();
        let mut matches = Self::command().long_version(version).get_matches();
        Self::from_arg_matches_mut(&mut matches)
            .unwrap_or_else(|error| error.format(&mut Self::command()).exit())
    }
}

/// What holds for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Look for the keywords of this file, instead of the collection's and your own; can be given again.
    #[arg(long, global = true, value_name = "FILE")]
    pub keywords: Vec<PathBuf>,
    /// Read the texts in this encoding, such as windows-1252, instead of the one that each seems to be in.
    #[arg(long, global = true, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Print JSON Lines.
    #[arg(long, global = true)]
    pub json: bool,
    /// How many colours to use: on the screen, and for what `show`, `hits`, `search` and `concordance` find, where they
    /// print to a terminal; `always` paints it into a pipe too.
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
    #[command(after_help = LIST_EXAMPLES)]
    List {
        /// Texts, instead of the collection in the program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print one document, its lines as the reading pane breaks them with the settings of the configuration file.
    #[command(after_help = SHOW_EXAMPLES)]
    Show {
        /// The document's id, as `list` prints it.
        #[arg(value_name = "ID")]
        id: String,
        /// Texts, instead of the collection in the program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Columns of the longest line.
        #[arg(long, value_name = "N", default_value_t = crate::app::settings::MEASURE,
              value_parser = clap::value_parser!(u16).range(1..=10_000))]
        width: u16,
    },
    /// Print the hits of the keywords, with their places in bytes.
    #[command(after_help = HITS_EXAMPLES)]
    Hits {
        /// Texts, instead of the collection in the program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        only: Only,
        /// How to print them.
        #[arg(
            long,
            value_name = "FORMAT",
            default_value = "text",
            conflicts_with = "json"
        )]
        format: Lines,
    },
    /// Print where words stand, with their places in bytes.
    ///
    /// In any case unless there is a capital among them, with any diacritics unless one is typed, also
    /// inside words and across line ends.
    #[command(after_help = SEARCH_EXAMPLES)]
    Search {
        /// The words to look for.
        #[arg(value_name = "QUERY")]
        text: String,
        /// Texts, instead of the collection in the program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        toggles: Toggles,
        /// How to print them.
        #[arg(
            long,
            value_name = "FORMAT",
            default_value = "text",
            conflicts_with = "json"
        )]
        format: Lines,
    },
    /// Print every hit with the text around it, aligned and sorted.
    #[command(after_help = CONCORDANCE_EXAMPLES)]
    Concordance {
        /// What is looked for: a keyword's id, the keywords of a category, or else words.
        #[arg(value_name = "QUERY|ID|@CATEGORY")]
        subject: String,
        /// Texts, instead of the collection in the program.
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
    ///
    /// Furniture, the parts of a page that are not the text, is left out.
    #[command(after_help = STATS_EXAMPLES)]
    Stats {
        /// Texts, instead of the collection in the program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        options: Figures,
    },
    /// Make documents of a collection from files: Markdown with front matter, for you to check.
    ///
    /// What a file states about itself (title, authors, date) is filled in with where it stands; what it does not
    /// state is left open. No file is written over.
    #[command(after_help = IMPORT_EXAMPLES)]
    Import {
        /// The files, and folders of them.
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// The folder of the collection; the texts go into its folder `documents`, if it has one.
        #[arg(short, long, value_name = "FOLDER")]
        output: PathBuf,
    },
    /// Print every mistake in settings, texts and keyword sets, and the keywords that match nothing.
    ///
    /// The exit status is 2 where there is an error, and 0 where there are only warnings.
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Texts, instead of the collection in the program; several are checked as one.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Write a program that is this one with these texts in it, in one file; needs no compiler.
    ///
    /// The texts and their keywords take the place of those in this program. Folders are checked as for a build:
    /// any mistake is told with file, line and column, and nothing is written. The keywords are those of --keywords,
    /// or of the folders, or else of this program; your own sets are packed only where --keywords names them.
    /// What can be packed can be packed again. On macOS the program that is written cannot be code-signed.
    #[command(after_help = PACK_EXAMPLES)]
    Pack {
        /// Texts, instead of the collection in this program.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(
            missing_docs,
            reason = "flattened: a doc comment would become the command's help"
        )]
        program: Program,
    },
    /// Print the settings, keys and colours with their defaults, as a file to begin with.
    #[command(after_help = CONFIG_EXAMPLES)]
    Config {
        /// Print where your own are read from.
        #[arg(long)]
        path: bool,
    },
    /// Print a script that makes a shell complete commands, options, documents and keywords.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page of the program, or of a command.
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command.
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Print the names that can follow the words of an unfinished command line, for the scripts of `completions`.
    #[command(hide = true)]
    Complete {
        /// The words between `catchword` and the one that is completed.
        #[arg(
            value_name = "WORD",
            trailing_var_arg = true,
            allow_hyphen_values = true
        )]
        words: Vec<String>,
    },
}

/// The program that is written.
#[derive(Debug, Args)]
pub struct Program {
    /// The program to write.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace FILE where it is there.
    #[arg(long)]
    pub force: bool,
    /// What the collection is called; else as collection.toml or the folder says.
    ///
    /// Reading places are kept by it.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
}

/// How hits are printed, a line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// To be read: the document, the place in bytes, the text
    Text,
    /// For editors, `path:line:column:text`: the file as it was opened, or the id of a text without one; the
    /// column in bytes
    Vimgrep,
}

/// A shell that can complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
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

    /// The words of a line as a shell has them, up to a pipe, a redirection or what the line says beside.
    fn shell_words(line: &str) -> Vec<String> {
        let line = line.split("  ").next().unwrap_or_default();
        let line = line.split(['|', '>']).next().unwrap_or_default();
        let parts = line.split(['"', '\'']).enumerate();
        let words = parts.flat_map(|(index, part)| {
            // Every second part stands in quotation marks.
            if index % 2 == 1 {
                vec![part]
            } else {
                part.split_whitespace().collect()
            }
        });
        words.map(str::to_owned).collect()
    }

    #[test]
    fn the_examples_of_the_help_are_understood() {
        let definition = Arguments::command();
        let commands = definition.get_subcommands();
        for after in commands.filter_map(|it| it.get_after_help()) {
            let examples = after.to_string();
            for line in examples.lines().skip(1) {
                let words = shell_words(line.trim());
                let understood = Arguments::try_parse_from(&words);
                let is_command = understood.as_ref().is_ok_and(|it| it.command.is_some());
                assert!(is_command, "{line}: {understood:?}");
                assert!(line.len() <= 90, "{line}");
            }
        }
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
