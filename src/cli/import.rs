//! `catchword import`

use super::{
    Opened, Outcome,
    output::{Output, tell},
};
use crate::{
    collection::written::{Written, written},
    store::export,
};
use serde::Serialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    path: String,
    title: &'a str,
    doubts: &'a [String],
}

/// Writes each document as a file of the collection in `folder`, and says what a person should look at in it.
///
/// A folder that is laid out as a collection has its texts in `documents`. No file is written over.
pub fn run(opened: &Opened, folder: &Path, json: bool) -> anyhow::Result<Outcome> {
    let collection = &opened.collection;
    let folder = documents(folder);
    fs::create_dir_all(&folder)
        .map_err(|error| anyhow::anyhow!("cannot make the folder {}: {error}", folder.display()))?;
    let mut output = Output::new();
    let mut outcome = Outcome::Found;
    for (index, document) in collection.documents.iter().enumerate() {
        let id = &*document.metadata.id;
        let file = collection.files.get(index).map(Path::new);
        let name = file
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy());
        let Written { source, doubts } = written(document, name.as_deref().unwrap_or(id));
        let path = match export::write(&folder.join(format!("{id}.md")), &source) {
            Ok(path) => path,
            Err(error) => {
                outcome = Outcome::Partly;
                tell(error);
                continue;
            }
        };
        let record = Record {
            r#type: "import",
            document: id,
            path: path.display().to_string(),
            title: &document.metadata.title,
            doubts: &doubts,
        };
        if json {
            output.record(&record)?;
        } else if doubts.is_empty() {
            output.line(&record.path)?;
        } else {
            output.line(&format!("{}: {}", record.path, doubts.join("; ")))?;
        }
    }
    output.finish()?;
    Ok(outcome)
}

/// Where the texts of the collection in `folder` are.
fn documents(folder: &Path) -> PathBuf {
    let inside = folder.join("documents");
    if folder.join("collection.toml").is_file() || inside.is_dir() {
        inside
    } else {
        folder.to_owned()
    }
}
