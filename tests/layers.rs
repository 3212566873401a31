//! Imports point down: the layers of `src/lib.rs`, enforced.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The layers from the top down. A module imports from itself and from those after it.
const LAYERS: [&str; 9] = [
    "cli",
    "tui",
    "store",
    "view",
    "app",
    "analysis",
    "keyword",
    "collection",
    "text",
];

/// A crate, and the only layers that may name it: what is used in one place can be replaced.
const CONFINED: [(&str, &[&str]); 7] = [
    ("ratatui", &["view", "tui"]),
    ("crossterm", &["tui"]),
    ("textwrap", &["text"]),
    ("clap", &["cli"]),
    ("signal_hook", &["tui"]),
    ("aho_corasick", &["keyword"]),
    ("pulldown_cmark", &["collection"]),
];

/// What a pure layer must not name: it is given bytes and messages.
const IMPURE: [&str; 6] = [
    "std::fs",
    "std::env",
    "std::thread",
    "std::net",
    "std::process",
    "Instant::now",
];
const PURE: [&str; 5] = ["app", "analysis", "keyword", "collection", "text"];

fn files_below(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            files_below(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

/// The code of each file of a layer, without comments, white space folded.
fn code_of(layer: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    files_below(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(layer),
        &mut files,
    );
    let code = |path: PathBuf| {
        let source = fs::read_to_string(&path).unwrap();
        let lines = source
            .lines()
            .map(|line| line.split("//").next().unwrap_or(""));
        let flat: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        (path, flat.join(" "))
    };
    files.into_iter().map(code).collect()
}

/// The first path segments after each `crate::`, groups included.
fn imported(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            names.push(rest[..end].to_owned());
            continue;
        };
        let mut depth = 0;
        let mut name = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            match c {
                ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                c if depth == 0 => name.push(c),
                _ => {}
            }
        }
        names.push(name);
    }
    names
        .iter()
        .map(|name| {
            name.trim()
                .split("::")
                .next()
                .unwrap_or("")
                .trim()
                .to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn imports_point_down() {
    for (level, layer) in LAYERS.iter().enumerate() {
        for (path, code) in code_of(layer) {
            for name in imported(&code) {
                let Some(target) = LAYERS.iter().position(|layer| *layer == name) else {
                    continue;
                };
                assert!(
                    target >= level,
                    "{} must not import crate::{name}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_folder_of_the_source_is_a_layer() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        assert!(
            LAYERS.contains(&name.as_str()) || matches!(name.as_str(), "lib.rs" | "main.rs"),
            "{name} has no place in the order of the layers"
        );
    }
}

#[test]
fn libraries_stay_where_they_can_be_replaced() {
    for layer in LAYERS {
        for (path, code) in code_of(layer) {
            for (library, allowed) in CONFINED {
                let named = code.contains(&format!("{library}::"))
                    || code.contains(&format!("use {library};"));
                assert!(
                    !named || allowed.contains(&layer),
                    "{} must not use {library}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn pure_layers_touch_neither_files_nor_clocks() {
    for layer in PURE {
        for (path, code) in code_of(layer) {
            let code = code.split("#[cfg(test)]").next().unwrap_or("");
            for impure in IMPURE {
                assert!(
                    !code.contains(impure),
                    "{} must not use {impure}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_reading_of_imports_sees_groups_and_paths() {
    let code = "use crate::{ app::{Model, key::Key}, view, }; crate::store::x(); use crate::text;";
    assert_eq!(imported(code), ["app", "view", "store", "text"]);
}
