//! What `catchword concordance` can be told.

use super::Toggles;
use crate::analysis::{concordance::SortLevel, export::Format};
use clap::Args;

/// Which rows a concordance has, and how they are printed.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch on the command line"
)]
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
    /// Columns of a row, at most, instead of the terminal's: what stands beside the hit is cut first, then the
    /// text's id, then the hit.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub width: Option<u16>,
    /// Show so many words on each side, 1 to 50.
    #[arg(long, value_name = "N", conflicts_with = "sentence",
          value_parser = clap::value_parser!(u8).range(1..=50))]
    pub words: Option<u8>,
    /// Show the sentence that the hit stands in.
    #[arg(long)]
    pub sentence: bool,
    /// Leave out rows that repeat an earlier one, and say how many: the same hit with the same five words on
    /// each side.
    #[arg(long)]
    pub unique: bool,
    /// Print fields with tabs between, a line of names first.
    #[arg(long, group = "fields", conflicts_with = "json")]
    pub tsv: bool,
    /// Print fields with commas between, quoted as RFC 4180 says, a line of names first. In TSV too, one that
    /// a spreadsheet would calculate gets an apostrophe before it.
    #[arg(long, group = "fields", conflicts_with = "json")]
    pub csv: bool,
    /// Print a table of Markdown, the hit in bold.
    #[arg(long, group = "fields", conflicts_with = "json")]
    pub markdown: bool,
}

impl Rows {
    /// How rows are written; `None` for lines to be read.
    pub const fn format(&self, json: bool) -> Option<Format> {
        match self {
            _ if json => Some(Format::JsonLines),
            Self { tsv: true, .. } => Some(Format::Tsv),
            Self { csv: true, .. } => Some(Format::Csv),
            Self { markdown: true, .. } => Some(Format::Markdown),
            _ => None,
        }
    }
}
