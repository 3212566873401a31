//! The `catchword` program.

use catchword::cli::{self, arguments::Arguments};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(Arguments::parse())
}
