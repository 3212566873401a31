//! What `catchword stats` can be told.

use super::Toggles;
use crate::analysis::{collocates, cooccurrence::Within, stop_words::is_stop_word};
use clap::{Args, ValueEnum};

/// What hits are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Keywords.
    Term,
    /// Categories: any of their keywords.
    Category,
}

/// Which figures to print.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch on the command line"
)]
pub struct Figures {
    /// Print where in each text the hits of each keyword stand.
    #[arg(long, group = "figure")]
    pub plot: bool,
    /// How many cells a plot has.
    #[arg(long, value_name = "N", default_value_t = 50, requires = "plot",
          value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub cells: u16,
    /// Draw texts in proportion to the longest, which has all the cells.
    #[arg(long, requires = "plot")]
    pub proportional: bool,
    /// Draw a plot with the signs `. : | #`, as is done where the locale says that its characters are not
    /// UTF-8.
    #[arg(long, requires = "plot")]
    pub ascii: bool,
    /// Print the spread or the plot of these words, this keyword or the keywords of this category, instead
    /// of every keyword.
    #[arg(long, value_name = "QUERY|ID|@CATEGORY", group = "asked",
          conflicts_with_all = ["term", "keyness", "cooccurrence", "dates"])]
    pub of: Option<String>,
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "flattened: a doc comment would become the command's help"
    )]
    pub toggles: Toggles,
    /// Compare the words of each text, at least three times in it, with those of the others.
    #[arg(long, groups = ["figure", "vocabulary"])]
    pub keyness: bool,
    /// Print which words stand around a keyword, a category's keywords or any other words, at least three
    /// times.
    #[arg(long, value_name = "QUERY|ID|@CATEGORY", groups = ["figure", "asked", "vocabulary"])]
    pub collocates: Option<String>,
    /// Words on each side that count as around.
    #[arg(long, value_name = "N", default_value_t = collocates::WINDOW as u8, requires = "collocates",
          value_parser = clap::value_parser!(u8).range(1..))]
    pub window: u8,
    /// Leave function words, such as `the` and `of`, out of `--keyness` and `--collocates`; they are
    /// counted as words of the texts.
    #[arg(long, requires = "vocabulary")]
    pub content_only: bool,
    /// Count the paragraphs in which two keywords meet. With `--term`, only the hits of these keywords are
    /// looked at.
    #[arg(long, group = "figure")]
    pub cooccurrence: bool,
    /// How near keywords have to be to meet: in the same `paragraph` or `sentence`, or with at most N
    /// words, 0 to 100, between them in a paragraph, where hits are counted.
    #[arg(
        long,
        value_name = "paragraph|sentence|N",
        default_value = "paragraph",
        requires = "cooccurrence"
    )]
    pub within: Within,
    /// Print spread, plot and meetings of keywords, or of their categories.
    #[arg(long, default_value = "term", conflicts_with_all = ["keyness", "collocates", "dates"])]
    pub by: By,
    /// Print when the texts were published, and how often each speaks of which year (a word that is a
    /// number from 1800 to 2099).
    #[arg(long, group = "figure")]
    pub dates: bool,
    /// Only this keyword; can be given again.
    #[arg(long, value_name = "ID", conflicts_with_all = ["keyness", "collocates", "dates"])]
    pub term: Vec<String>,
    /// Count furniture too: the parts of a page that are not the text.
    #[arg(long)]
    pub all_text: bool,
    /// Print fields with tabs between, a line of names first.
    #[arg(long, conflicts_with = "json")]
    pub tsv: bool,
}

impl Figures {
    /// Whether a figure about `word`, which is folded, is printed.
    pub fn shows_word(&self, word: &str) -> bool {
        !self.content_only || !is_stop_word(word)
    }
}
