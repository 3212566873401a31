//! Imports point down: the layers of `src/lib.rs`, enforced.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use regex::Regex;
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
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
const CONFINED: [(&str, &[&str]); 22] = [
    ("ratatui", &["view", "tui"]),
    ("crossterm", &["tui"]),
    ("rustix", &["tui", "store"]),
    ("ignore", &["store"]),
    ("flate2", &["store"]),
    ("ruzstd", &["store"]),
    ("encoding_rs", &["collection"]),
    ("chardetng", &["collection"]),
    ("signal_hook", &["tui"]),
    ("textwrap", &["text"]),
    ("hypher", &["text"]),
    ("icu_segmenter", &["text"]),
    ("unicode_bidi", &["text"]),
    ("unicode_bidi_mirroring", &["text"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("aho_corasick", &["keyword"]),
    ("miniz_oxide", &["collection"]),
    ("pulldown_cmark", &["collection"]),
    ("toml", &["collection", "keyword", "store"]),
    ("serde_json", &["collection", "keyword", "store", "cli"]),
];

/// What a pure layer must not name: it is given bytes and messages.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::thread",
    "std::net",
    "std::process",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
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

/// Each file of a layer, and every path that its code names. Tests are left out: they are no part of the layer.
fn named_in(layer: &str) -> Vec<(PathBuf, Vec<String>)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    files_below(&source.join(layer), &mut files);
    files.retain(|file| !file.to_str().unwrap().ends_with("_tests.rs"));
    let named = |file: PathBuf| {
        let module = file.strip_prefix(&source).unwrap().with_extension("");
        let mut module: Vec<&str> = module.iter().map(|part| part.to_str().unwrap()).collect();
        if module.last() == Some(&"mod") {
            module.pop();
        }
        let names = names(&fs::read_to_string(&file).unwrap(), &module);
        (file, names)
    };
    files.into_iter().map(named).collect()
}

/// Comments and literals, or a token.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?xs)
        //[^\n]* | /\*.*?\*/
        | [bc]?r"[^"]*" | [bc]?r\#".*?"\# | [bc]?r\#\#".*?"\#\#
        | [bc]?"(?:\\.|[^"\\])*" | b?'(?:\\.[^']*|[^'\\])'
        | (?<token> :: | \.\. | \w+ | \S )"#;
    Regex::new(pattern).unwrap()
});

/// The words and signs of Rust code, without comments, literals and the modules of tests.
fn tokens(source: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = TOKEN
        .captures_iter(source)
        .filter_map(|found| found.name("token"))
        .map(|token| token.as_str())
        .collect();
    let start = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    while let Some(at) = tokens
        .windows(start.len() + 2)
        .position(|window| window.starts_with(&start) && window[start.len() + 1] == "{")
    {
        let open = at + start.len() + 1;
        let mut depth = 0;
        let inside = tokens[open..].iter().position(|token| {
            depth += i32::from(*token == "{") - i32::from(*token == "}");
            depth == 0
        });
        tokens.drain(at..=open + inside.unwrap());
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Every path of two and more segments in the code of a module, and whatever it imports.
///
/// They are told from the crate's root (`crate::text::span`) or from a library on (`std::fs`), whichever way they are
/// written: in groups, with `self` and `super`, or by a name that was imported under it.
fn names(source: &str, module: &[&str]) -> Vec<String> {
    let tokens = tokens(source);
    let mut reading = Reading {
        module: module.iter().map(ToString::to_string).collect(),
        found: Vec::new(),
        imported: HashMap::new(),
    };
    // For each brace that is open, whether it is a module's.
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        let before = at.checked_sub(1).map_or("", |before| tokens[before]);
        match token {
            // Not what a type may capture: `impl Fn() + use<'_>`.
            "use" if tokens.get(at + 1) != Some(&"<") => {
                at += 1;
                reading.import(&tokens, &mut at, String::new());
            }
            "{" => {
                let is_module = at >= 2 && tokens[at - 2] == "mod";
                if is_module {
                    reading.module.push(before.to_owned());
                }
                open.push(is_module);
                at += 1;
            }
            "}" => {
                if open.pop() == Some(true) {
                    reading.module.pop();
                }
                at += 1;
            }
            word if is_word(word) && before != "." => {
                let mut path = word.to_owned();
                at += 1;
                while let [Some(&"::"), Some(next)] = [tokens.get(at), tokens.get(at + 1)]
                    && is_word(next)
                {
                    path = format!("{path}::{next}");
                    at += 2;
                }
                if path.contains("::") {
                    let path = reading.full_path(&path);
                    reading.found.push(path);
                }
            }
            _ => at += 1,
        }
    }
    let Reading {
        found, imported, ..
    } = reading;
    let from_its_import = |path: String| {
        let (first, rest) = path.split_once("::").unwrap_or((&path, ""));
        match imported.get(first) {
            Some(full) if !rest.is_empty() => format!("{full}::{rest}"),
            _ => path,
        }
    };
    found.into_iter().map(from_its_import).collect()
}

struct Reading {
    /// The module that is read, from the crate's root.
    module: Vec<String>,
    found: Vec<String>,
    /// What each imported name stands for.
    imported: HashMap<String, String>,
}

impl Reading {
    /// Takes in the part of a `use` that begins at token `at`, behind `path`; `at` goes to the token after it.
    fn import(&mut self, tokens: &[&str], at: &mut usize, mut path: String) {
        loop {
            match tokens[*at] {
                "as" | "," | "}" | ";" => break,
                "{" => {
                    *at += 1;
                    while tokens[*at] != "}" {
                        self.import(tokens, at, path.clone());
                        *at += usize::from(tokens[*at] == ",");
                    }
                    *at += 1;
                    return;
                }
                "::" => {}
                "self" if !path.is_empty() => {}
                segment => {
                    if !path.is_empty() {
                        path.push_str("::");
                    }
                    path.push_str(segment);
                }
            }
            *at += 1;
        }
        let mut name = path.rsplit("::").next().unwrap();
        if tokens[*at] == "as" {
            name = tokens[*at + 1];
            *at += 2;
        }
        let full = self.full_path(&path);
        self.imported.insert(name.to_owned(), full.clone());
        self.found.push(full);
    }

    fn full_path(&self, path: &str) -> String {
        let mut module = &self.module[..];
        let mut rest = path;
        loop {
            let (first, after) = rest.split_once("::").unwrap_or((rest, ""));
            match first {
                "self" => {}
                "super" => module = &module[..module.len() - 1],
                _ if rest.len() == path.len() => return path.to_owned(),
                _ => break,
            }
            rest = after;
        }
        let parts = ["crate"].into_iter();
        let parts = parts.chain(module.iter().map(String::as_str));
        let parts: Vec<&str> = parts
            .chain([rest])
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("::")
    }
}

/// Whether `path` is `what`, something in it, or everything in something that holds it.
fn reaches(path: &str, what: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let all_of = path.strip_suffix("::*");
    within(path, what) || all_of.is_some_and(|outer| within(what, outer))
}

#[test]
fn imports_point_down() {
    for (level, layer) in LAYERS.iter().enumerate() {
        for (file, names) in named_in(layer) {
            for above in &LAYERS[..level] {
                let wrong = |name: &&String| reaches(name, &format!("crate::{above}"));
                let wrong = names.iter().find(wrong);
                assert_eq!(wrong, None, "in {}", file.display());
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
        for (file, names) in named_in(layer) {
            for (library, allowed) in CONFINED {
                let named = names.iter().find(|name| reaches(name, library));
                assert!(
                    named.is_none() || allowed.contains(&layer),
                    "{} must not use {library}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn pure_layers_touch_neither_files_nor_clocks() {
    for layer in PURE {
        for (file, names) in named_in(layer) {
            for impure in IMPURE {
                let named = names.iter().find(|name| reaches(name, impure));
                assert_eq!(named, None, "in {}", file.display());
            }
        }
    }
}

/// The paths in the code of a file `src/view/list.rs`.
fn names_in_a_pane(code: &str) -> Vec<String> {
    names(code, &["view", "list"])
}

#[test]
fn groups_are_read() {
    let code = "use crate::{ app::{Model, key::{self, Key}}, view, }; use std::{fs, path::Path};";
    let found = [
        "crate::app::Model",
        "crate::app::key",
        "crate::app::key::Key",
        "crate::view",
        "std::fs",
        "std::path::Path",
    ];
    assert_eq!(names_in_a_pane(code), found);
}

#[test]
fn paths_up_from_a_module_are_read() {
    let code = "use super::super::tui; use super::{cells, super::cli}; use self::rows; super::super::store::x();";
    let found = [
        "crate::tui",
        "crate::view::cells",
        "crate::cli",
        "crate::view::list::rows",
        "crate::store::x",
    ];
    assert_eq!(names_in_a_pane(code), found);
    let inside = "mod inner { use super::super::super::tui; } super::super::tui::y();";
    assert_eq!(names_in_a_pane(inside), ["crate::tui", "crate::tui::y"]);
}

#[test]
fn paths_without_an_import_are_read() {
    let code =
        "let now = std::time::SystemTime::now(); x.min::<::std::fs::File>(); pub use crate::text;";
    let found = ["std::time::SystemTime::now", "std::fs::File", "crate::text"];
    assert_eq!(names_in_a_pane(code), found);
}

#[test]
fn what_an_import_is_called_is_followed() {
    let code = "use super::super as root; use std::{time, io as files}; root::tui::x(); time::Instant::now(); files::stdin();";
    let found = [
        "crate",
        "std::time",
        "std::io",
        "crate::tui::x",
        "std::time::Instant::now",
        "std::io::stdin",
    ];
    assert_eq!(names_in_a_pane(code), found);
}

#[test]
fn importing_everything_reaches_everything() {
    assert_eq!(names_in_a_pane("use super::super::*;"), ["crate::*"]);
    assert!(reaches("crate::*", "crate::tui"));
    assert!(reaches("std::time::*", "std::time::Instant"));
    assert!(!reaches("crate::text::*", "crate::tui"));
    assert!(!reaches("std::fs_extra", "std::fs"));
}

#[test]
fn code_after_the_tests_of_a_module_is_read() {
    let code = "#[cfg(test)] mod tests { use std::fs; fn a() { if b {} } } use std::env; #[cfg(test)] fn entries() { std::net::x() }";
    assert_eq!(names_in_a_pane(code), ["std::env", "std::net::x"]);
}

#[test]
fn comments_and_literals_are_not_read() {
    let code = "// a::b\nlet x = (\"a::b // \\\" c::d\", r#\"e::\"f\"#, '\"', '\\'', &'a g::h); /* i::j */";
    assert_eq!(names_in_a_pane(code), ["g::h"]);
}
