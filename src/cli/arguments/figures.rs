//! What `catchword stats` can be told.

use crate::analysis::collocates;
use clap::Args;

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
