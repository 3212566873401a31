//! Bundles the texts: reads `data/`, or the folder that `CATCHWORD_DATA` names, checks and parses it with
//! the program's own modules, and writes the table that `src/collection/bundled.rs` includes.
//!
//! Every mistake is reported as `file:line:column: message`, and any of them fails the build. What is
//! written depends on what the folder holds and not on where it is.
//!
//! It also says what the program was built from, for `catchword --version`.

/// The program's modules that the build uses; they name each other as `crate::text` there and here.
#[allow(dead_code, reason = "the build uses a part of them")]
#[path = "src/text"]
pub mod text {
    pub mod fold;
    pub mod problem;
    pub mod span;
    pub mod words;
}

/// See [`text`].
#[allow(dead_code, unused_imports, reason = "the build uses a part of them")]
#[path = "src/keyword"]
pub mod keyword {
    pub mod set;
}

/// See [`text`].
#[allow(dead_code, reason = "the build uses a part of them")]
#[path = "src/collection"]
pub mod collection {
    pub mod block;
    pub mod body;
    mod dateline;
    mod fields;
    pub mod folder;
    pub mod front_matter;
    pub mod furniture;
    pub mod kind;
    pub mod markdown;
    pub mod metadata;
    mod nesting;
    pub mod opening;
    pub mod parsed;
    pub mod plain;
    mod table;
    mod wide;
}

/// See [`text`].
#[path = "src/store"]
pub mod store {
    pub mod gathering;
}

use collection::{
    block::{Block, BlockKind, Run, RunKind},
    folder::{Assembled, slug},
    metadata::{Date, DateBasis, Str},
    parsed::Parsed,
};
use keyword::set::KeywordSet;
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use store::gathering::{Gathered, gather};
use text::problem::Problem;

fn main() -> ExitCode {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let root = env::var("CATCHWORD_DATA").unwrap_or_default();
    let root = if root.is_empty() { "data" } else { &root };
    println!("cargo::rerun-if-env-changed=CATCHWORD_DATA");
    for source in [
        "build.rs",
        "src/text",
        "src/collection",
        "src/keyword",
        "src/store/gathering.rs",
    ] {
        println!("cargo::rerun-if-changed={source}");
    }
    println!("cargo::rerun-if-changed={}", manifest.join(root).display());
    tell_version(&manifest);
    let problems = bundle(&manifest, root, &out);
    for problem in &problems {
        // A line of its own for each, whatever a file is called.
        let line: String = problem.to_string().chars().flat_map(visible).collect();
        println!("cargo::error={line}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Gives the program its version with the commit, where one is known, its features and its target.
fn tell_version(manifest: &Path) {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let mut version = variable("CARGO_PKG_VERSION");
    if let Some(commit) = commit(manifest) {
        version = format!("{version} ({commit})");
    }
    println!("cargo::rustc-env=CATCHWORD_VERSION={version}");
    let mut features: Vec<_> = variable("CARGO_CFG_FEATURE")
        .split(',')
        .filter(|feature| !feature.is_empty())
        .map(str::to_owned)
        .collect();
    features.sort();
    if features.is_empty() {
        features.push("none".to_owned());
    }
    println!(
        "cargo::rustc-env=CATCHWORD_FEATURES={}",
        features.join(", ")
    );
    println!("cargo::rustc-env=CATCHWORD_TARGET={}", variable("TARGET"));
}

/// The commit that is built: the one of the repository, or the one that a package says it was made from.
///
/// Only a repository that begins here is asked: around a package there may be one of something else. What
/// says which commit it is makes the build run again; a branch whose file is packed has one as soon as it moves.
fn commit(manifest: &Path) -> Option<String> {
    const DIGITS: usize = 9;
    if !manifest.join(".git").exists() {
        let source = fs::read_to_string(manifest.join(".cargo_vcs_info.json")).ok()?;
        let source: serde_json::Value = serde_json::from_str(&source).ok()?;
        let commit = source["git"]["sha1"].as_str()?;
        return commit.get(..DIGITS).map(str::to_owned);
    }
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        // A hook that builds would have its own repository asked.
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
        let output = command.arg("-C").arg(manifest).args(arguments).output();
        let output = output.ok().filter(|output| output.status.success())?;
        let told = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (!told.is_empty()).then_some(told)
    };
    let watch = |name: &str| {
        let path = git(&["rev-parse", "--git-path", name]).map(|path| manifest.join(path));
        // Without the file the build would run every time.
        let path = path.filter(|path| path.exists());
        if let Some(path) = &path {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        path.is_some()
    };
    watch("HEAD");
    if let Some(branch) = git(&["symbolic-ref", "--quiet", "HEAD"])
        && !watch(&branch)
    {
        watch("packed-refs");
        watch(branch.rsplit_once('/').map_or("refs", |(folder, _)| folder));
    }
    git(&["rev-parse", &format!("--short={DIGITS}"), "HEAD"])
}

/// Bundles the folder `root`, which may be relative to `base`, into files in `out`.
///
/// Returns every mistake, sorted by file and line; nothing is written where there is one.
pub fn bundle(base: &Path, root: &str, out: &Path) -> Vec<Problem> {
    let Gathered {
        assembled,
        keywords,
        mut problems,
    } = gather(&base.join(root), root);
    if problems.is_empty()
        && let Err(error) = write(&assembled, &keywords, out)
    {
        problems.push(Problem::of_file(
            "OUT_DIR",
            format!("cannot be written: {error}"),
        ));
    }
    problems
}

/// A character so that it shows, and on one line.
fn visible(character: char) -> impl Iterator<Item = char> {
    let escaped = character.is_control().then(|| character.escape_default());
    let plain = if escaped.is_none() {
        Some(character)
    } else {
        None
    };
    escaped.into_iter().flatten().chain(plain)
}

/// Writes the texts and the table into `out`.
fn write(assembled: &Assembled, keywords: &KeywordSet, out: &Path) -> io::Result<()> {
    let folder = out.join("texts");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::create_dir(&folder)?;
    for (index, document) in assembled.documents.iter().enumerate() {
        fs::write(folder.join(format!("{index}.txt")), &document.text)?;
    }
    for (index, (_, source)) in assembled.keywords.iter().enumerate() {
        fs::write(folder.join(format!("keywords-{index}.toml")), source)?;
    }
    // Already read: the program need not parse TOML before it can paint.
    fs::write(out.join("keywords.json"), serde_json::to_vec(keywords)?)?;
    fs::write(out.join("bundle.rs"), code(assembled))
}

/// The table as Rust source. A document has items of its own: one item with all takes the compiler longer.
fn code(assembled: &Assembled) -> String {
    let mut code = String::new();
    let title = &assembled.title;
    line(
        &mut code,
        &format!("pub(super) const ID: &str = {:?};", slug(title)),
    );
    line(
        &mut code,
        &format!("pub(super) const TITLE: &str = {title:?};"),
    );
    line(
        &mut code,
        &format!("pub(super) const ABOUT: &str = {:?};", assembled.about),
    );
    line(
        &mut code,
        "pub(super) static KEYWORDS: &[(&str, &str)] = &[",
    );
    for (index, (path, _)) in assembled.keywords.iter().enumerate() {
        line(
            &mut code,
            &format!("({path:?}, include_str!(\"texts/keywords-{index}.toml\")),"),
        );
    }
    line(&mut code, "];");
    for (index, document) in assembled.documents.iter().enumerate() {
        document_code(&mut code, index, document);
    }
    line(&mut code, "pub(super) static DOCUMENTS: &[&Document] = &[");
    for index in 0..assembled.documents.len() {
        line(&mut code, &format!("&D{index},"));
    }
    line(&mut code, "];");
    code
}

fn document_code(code: &mut String, index: usize, document: &Parsed) {
    let Parsed { metadata, .. } = document;
    line(code, &format!("static B{index}: &[Block] = &["));
    for block in &document.blocks {
        line(code, &format!("{},", block_code(block)));
    }
    line(code, &format!("];\nstatic R{index}: &[Run] = &["));
    for run in &document.runs {
        line(code, &format!("{},", run_code(run)));
    }
    line(
        code,
        &format!("];\nstatic D{index}: Document = Document {{ metadata: Metadata {{"),
    );
    line(
        code,
        &format!(
            "id: Borrowed({:?}), title: Borrowed({:?}),",
            metadata.id, metadata.title
        ),
    );
    line(
        code,
        &format!("title_in_text: {:?},", metadata.title_in_text),
    );
    line(
        code,
        &format!("authors: Borrowed(&{}),", strings_code(&metadata.authors)),
    );
    line(
        code,
        &format!("publisher: {},", string_code(metadata.publisher.as_ref())),
    );
    line(
        code,
        &format!(
            "date: {}, date_basis: {},",
            date_code(metadata.date),
            basis_code(metadata.date_basis)
        ),
    );
    line(
        code,
        &format!("language: {},", string_code(metadata.language.as_ref())),
    );
    line(
        code,
        &format!("kind: {},", string_code(metadata.kind.as_ref())),
    );
    line(
        code,
        &format!("tags: Borrowed(&{}),", strings_code(&metadata.tags)),
    );
    line(
        code,
        &format!("source: {} }},", string_code(metadata.source.as_ref())),
    );
    line(
        code,
        &format!("body: Body::Static(include_str!(\"texts/{index}.txt\")),"),
    );
    line(
        code,
        &format!("words: Some({}),", text::words::count(&document.text)),
    );
    line(
        code,
        &format!(
            "structure: Structure::Table {{ blocks: Borrowed(B{index}), runs: Borrowed(R{index}), wrap_columns: {}, index: None }} }};",
            document.wrap_columns
        ),
    );
}

fn line(code: &mut String, text: &str) {
    code.push_str(text);
    code.push('\n');
}

/// A call that makes the block; one for the most common block of its kind is short, since a large bundle has
/// hundreds of thousands and the compiler's memory goes by the length of what it reads.
fn block_code(block: &Block) -> String {
    let Block {
        span,
        kind,
        quotes,
        lists,
        marker,
        tight,
        furniture,
    } = block;
    let (start, end) = (span.start, span.end);
    if *block == Block::new(*span, BlockKind::Paragraph) {
        return format!("p({start},{end})");
    }
    let kind = match kind {
        BlockKind::Heading(level) => format!("Heading({level})"),
        other => format!("{other:?}"),
    };
    format!("b({start},{end},{kind},{quotes},{lists},{marker:?},{tight},{furniture})")
}

fn run_code(run: &Run) -> String {
    let kind = match &run.kind {
        RunKind::Link(target) => format!("Link(Borrowed({target:?}))"),
        other => format!("{other:?}"),
    };
    let (start, end) = (run.span.start, run.span.end);
    format!("Run {{ span: Span {{ start: {start}, end: {end} }}, kind: RunKind::{kind} }}")
}

fn string_code(string: Option<&Str>) -> String {
    string.map_or_else(
        || "None".to_owned(),
        |string| format!("Some(Borrowed({string:?}))"),
    )
}

fn strings_code(strings: &[Str]) -> String {
    let items: Vec<_> = strings
        .iter()
        .map(|string| format!("Borrowed({string:?})"))
        .collect();
    format!("[{}]", items.join(", "))
}

fn date_code(date: Option<Date>) -> String {
    // `Date` and `Month` write themselves as the literals they are.
    date.map_or_else(|| "None".to_owned(), |date| format!("Some({date:?})"))
}

fn basis_code(basis: DateBasis) -> String {
    format!("DateBasis::{basis:?}")
}
