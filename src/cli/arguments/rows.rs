//! What `catchword concordance` can be told.

use super::Toggles;
use crate::analysis::concordance::SortLevel;
use clap::Args;

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
