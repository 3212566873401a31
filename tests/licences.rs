//! `THIRD-PARTY.md` lists what is compiled into the program, and `deny.toml` allows its licences.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use std::{collections::BTreeSet, env, fmt::Write as _, fs, process::Command};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What stands above the list.
const HEAD: &str = "\
# Third parties

These crates are compiled into the program for Linux, or write code that is, under the licences that they state. Each has its source and the texts of its licences on crates.io, under its name and version. This file is made by `UPDATE=1 cargo test --test licences`.

| Crate | Version | Licence |
|---|---|---|
";

/// Name, version and licence of each crate; `None` where cargo cannot tell without a network.
fn crates(edges: &str) -> Option<BTreeSet<[String; 3]>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(["--target", "x86_64-unknown-linux-gnu", "--edges", edges])
        .args(["--format", "{p}|{l}"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    if !output.status.success() {
        return None;
    }
    let lines = String::from_utf8(output.stdout).unwrap();
    // Lines without a licence are headings, such as of what only tests need.
    let listed = lines.lines().filter_map(|line| line.split_once('|'));
    let found = listed.map(|(package, licence)| {
        let mut words = package.split(' ');
        let name = words.next().unwrap().to_owned();
        let version = words.next().unwrap().trim_start_matches('v').to_owned();
        // The older way to write a choice, and the mark of a crate that is listed before.
        let licence = licence.trim_end_matches(" (*)").replace(" / ", "/");
        [name, version, licence.replace('/', " OR ")]
    });
    let found = found.filter(|[name, ..]| name != "catchword");
    Some(found.collect())
}

#[test]
fn the_list_of_third_parties_is_what_is_compiled_in() {
    let Some(crates) = crates("normal") else {
        return eprintln!("passed over: not all crates are here");
    };
    let mut wanted = HEAD.to_owned();
    for [name, version, licence] in &crates {
        writeln!(wanted, "| {name} | {version} | {licence} |").unwrap();
    }
    let path = format!("{ROOT}/THIRD-PARTY.md");
    if env::var_os("UPDATE").is_some() {
        return fs::write(path, wanted).unwrap();
    }
    let is = fs::read_to_string(path).unwrap_or_default();
    assert!(is == wanted, "run `UPDATE=1 cargo test --test licences`");
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let Some(crates) = crates("all") else {
        return eprintln!("passed over: not all crates are here");
    };
    let deny = fs::read_to_string(format!("{ROOT}/deny.toml")).unwrap();
    let deny: toml::Table = toml::from_str(&deny).unwrap();
    let allowed = deny["licenses"]["allow"].as_array().unwrap();
    let allowed: Vec<&str> = allowed.iter().map(|it| it.as_str().unwrap()).collect();
    // One of a choice will do. No licence here has a choice inside brackets that are not at the beginning.
    let is_allowed = |licence: &str| {
        licence.split(" AND ").all(|part| {
            part.trim_matches(['(', ')'])
                .split(" OR ")
                .any(|one| allowed.contains(&one))
        })
    };
    for [name, version, licence] in &crates {
        assert!(is_allowed(licence), "{name} {version}: {licence}");
    }
    for licence in allowed {
        let is_needed = crates.iter().any(|[_, _, it]| it.contains(licence));
        assert!(is_needed, "no crate has the licence {licence}");
    }
}
