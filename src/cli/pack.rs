//! `catchword pack`
//!
//! Responsible for which keywords go with the texts. What is a mistake in them, and how the program is
//! written, [`crate::store::packing`] says.

use super::{
    Outcome,
    arguments::{Global, Program},
    output,
};
use crate::{
    app::format,
    collection::{Collection, folder::slug, metadata::Str},
    keyword::KeywordSet,
    store::{
        carried::Carried,
        keywords,
        packing::{self, Output, PackError},
    },
    text::words::one_line,
};
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    file: &'a str,
    title: &'a str,
    documents: usize,
    terms: usize,
    bytes: u64,
}

/// Writes the program.
pub fn run(
    paths: &[PathBuf],
    program: &Program,
    global: &Global,
    carried: &Carried,
) -> anyhow::Result<Outcome> {
    let inputs = [paths, &global.keywords].concat();
    let output = Output {
        path: &program.output,
        replaces: program.force,
        inputs: &inputs,
    };
    // Before the texts are read, which may take a while.
    output.check()?;
    let (mut collection, own) = if paths.is_empty() {
        (carried.collection()?, None)
    } else {
        packing::gather(paths, global.encoding)
            .map_err(|mistakes| anyhow::anyhow!(mistakes.join("\n")))?
    };
    if let Some(title) = &program.title {
        let title = one_line(title);
        anyhow::ensure!(!title.is_empty(), "the title is empty; write one");
        collection.id = slug(&title).into();
        collection.title = title.into();
    }
    let keywords = keywords_of(&mut collection, own, global, carried)?;
    let written = output.write(carried, &collection, &keywords);
    let bytes = written.map_err(|error| cause(error, paths, carried))?;
    let file = program.output.display().to_string();
    let mut out = output::Output::new();
    let documents = collection.documents.len();
    if global.json {
        out.record(&Record {
            r#type: "program",
            file: &file,
            title: &collection.title,
            documents,
            terms: keywords.terms.len(),
            bytes,
        })?;
    } else {
        out.line(&format!(
            "{file}: {}, {}, {}, {} bytes",
            collection.title,
            format::counted(documents, "document"),
            format::counted(keywords.terms.len(), "term"),
            format::number(usize::try_from(bytes)?),
        ))?;
    }
    out.finish()?;
    Ok(Outcome::Found)
}

/// The keywords that go with a collection, whose `own` they are if it has any. It is given their sources.
fn keywords_of(
    collection: &mut Collection,
    own: Option<KeywordSet>,
    global: &Global,
    carried: &Carried,
) -> anyhow::Result<KeywordSet> {
    if global.keywords.is_empty() {
        if let Some(own) = own {
            return Ok(own);
        }
        collection.keywords = carried.sources()?;
        return Ok(carried.keywords()?);
    }
    let keywords = keywords::load(carried, &global.keywords, &[], None)?;
    let (sources, _) = keywords::sources(&global.keywords, &[]);
    collection.keywords = sources
        .into_iter()
        .map(|(file, source)| (placed(&file), source.into()))
        .collect();
    Ok(keywords)
}

/// The path of a keyword file in a collection: where it lies on this machine is nobody else's concern.
fn placed(file: &str) -> Str {
    let name = Path::new(file).file_name().unwrap_or_default();
    format!("keywords/{}", name.to_string_lossy()).into()
}

/// Why nothing was written: where the program's own texts were to be packed, perhaps because they are damaged.
fn cause(error: PackError, paths: &[PathBuf], carried: &Carried) -> anyhow::Error {
    match carried.damage() {
        Some(damage) if paths.is_empty() => damage.into(),
        _ => error.into(),
    }
}
