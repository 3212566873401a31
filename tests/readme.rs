//! The README says what is true.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::app::{command, settings};
use std::{env, fs};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Puts `new` between the two lines of a marker.
fn with(readme: &str, marker: &str, new: &str) -> String {
    let (open, close) = (
        format!("<!-- {marker} -->\n"),
        format!("<!-- /{marker} -->"),
    );
    let (before, rest) = readme
        .split_once(&open)
        .expect("the README has the opening marker");
    let (_, after) = rest
        .split_once(&close)
        .expect("the README has the closing marker");
    format!("{before}{open}{new}{close}{after}")
}

#[test]
fn the_picture_and_the_tables_are_the_programs_own() {
    let readme = fs::read_to_string(PATH).unwrap();
    let screen = drawn::rows(&drawn::bundled((104, 28))).join("\n");
    let wanted = with(&readme, "picture", &format!("\n```text\n{screen}\n```\n\n"));
    let wanted = with(&wanted, "keys", &format!("\n{}\n", command::markdown()));
    let wanted = with(
        &wanted,
        "settings",
        &format!("\n{}\n", settings::markdown()),
    );
    if env::var_os("UPDATE").is_some() {
        return fs::write(PATH, wanted).unwrap();
    }
    assert!(readme == wanted, "run `UPDATE=1 cargo test --test readme`");
}
