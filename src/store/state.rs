//! The reading state on disk, with the settings that keys have changed: one JSON file for all collections.
//!
//! A save reads the file again and changes only its own collection, under a lock, and replaces the
//! file in one step: two programs lose nothing to each other, and a crash leaves the old file or the new.

use super::{files::read_file, writing};
use crate::app::memory::Memory;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Where the reading state is kept.
#[derive(Debug, Clone)]
pub struct StateFile {
    directory: PathBuf,
}

/// Why the reading state could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// There is no place for it.
    #[error(
        "cannot keep your place: neither XDG_STATE_HOME nor HOME names a folder; --state-dir does"
    )]
    NoHome,
    /// The system refused.
    #[error("cannot keep your place in {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A later version of the program wrote it.
    #[error("{} is of a later version of catchword; your place is not kept", .0.display())]
    Newer(PathBuf),
    /// It could not be understood, and was put aside.
    #[error("{} was damaged; it is kept as {} and a new one is begun", path.display(), aside.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where it is now.
        aside: PathBuf,
    },
}

/// Bytes of the longest state that is read: a place takes some 50.
const LONGEST: u64 = 64 << 20;

/// The version of the file's format.
const VERSION: u32 = 1;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    version: u32,
    #[serde(default)]
    collections: BTreeMap<String, Memory>,
}

impl StateFile {
    /// The state in `directory`, or where the system keeps such things: `$XDG_STATE_HOME/catchword`,
    /// else `~/.local/state/catchword`.
    ///
    /// # Errors
    ///
    /// [`StateError::NoHome`] where neither is known.
    pub fn in_directory(directory: Option<PathBuf>) -> Result<Self, StateError> {
        let directory = match directory {
            Some(directory) => directory,
            None => default_directory()?,
        };
        Ok(Self { directory })
    }

    /// What was kept of a collection, if anything was.
    ///
    /// # Errors
    ///
    /// Where the file is there but cannot be read. A damaged one has then been put aside.
    pub fn load(&self, collection: &str) -> Result<Option<Memory>, StateError> {
        Ok(self.read()?.collections.remove(collection))
    }

    /// Keeps the changes of a collection that led from `before`, which was loaded or saved last, to
    /// `now`; what another program has changed meanwhile stays.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or another program does not let go of it; it is then as it was.
    pub fn save(&self, collection: &str, before: &Memory, now: &Memory) -> Result<(), StateError> {
        let failed = |error| StateError::Io {
            path: self.path(),
            error,
        };
        fs::create_dir_all(&self.directory).map_err(failed)?;
        let lock = File::create(self.directory.join("state.lock")).map_err(failed)?;
        writing::lock(&lock).map_err(failed)?;
        let mut contents = self.read()?;
        contents.version = VERSION;
        let kept = contents
            .collections
            .entry(collection.to_owned())
            .or_default();
        kept.merge(before, now);
        let mut json =
            serde_json::to_vec_pretty(&contents).map_err(|error| failed(error.into()))?;
        json.push(b'\n');
        writing::replace(&self.path(), &json).map_err(failed)
    }

    fn path(&self) -> PathBuf {
        self.directory.join("state.json")
    }

    fn read(&self) -> Result<Contents, StateError> {
        let path = self.path();
        let bytes = match read_file(&path, LONGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Contents::default()),
            Err(error) => return Err(StateError::Io { path, error }),
        };
        match serde_json::from_slice::<Contents>(&bytes) {
            Ok(contents) if contents.version <= VERSION => Ok(contents),
            Ok(_) => Err(StateError::Newer(path)),
            Err(_) => Err(put_aside(path)),
        }
    }
}

/// Moves a file that cannot be understood to a name that is not taken.
fn put_aside(path: PathBuf) -> StateError {
    let aside = (1..=u32::MAX)
        .map(|n| path.with_extension(format!("json.damaged-{n}")))
        .find(|aside| !aside.exists())
        .expect("some number is not taken");
    match fs::rename(&path, &aside) {
        Ok(()) => StateError::Damaged { path, aside },
        Err(error) => StateError::Io { path, error },
    }
}

fn default_directory() -> Result<PathBuf, StateError> {
    // Whoever clears HOME does not mean the home that the user database names.
    let named = |name| env::var_os(name).is_some_and(|value| Path::new(&value).is_absolute());
    if !named("XDG_STATE_HOME") && !named("HOME") {
        return Err(StateError::NoHome);
    }
    let strategy = etcetera::base_strategy::Xdg::new().map_err(|_| StateError::NoHome)?;
    let state = strategy.state_dir().ok_or(StateError::NoHome)?;
    Ok(state.join("catchword"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(open: &str) -> Memory {
        Memory {
            open: Some(open.to_owned()),
            places: BTreeMap::from([(open.to_owned(), 7)]),
            ..Memory::default()
        }
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let directory = tempfile::tempdir().unwrap();
        let state = StateFile::in_directory(Some(directory.path().join("new"))).unwrap();
        assert_eq!(state.load("a").unwrap(), None);
        state.save("a", &Memory::default(), &memory("one")).unwrap();
        assert_eq!(state.load("a").unwrap(), Some(memory("one")));
    }

    #[test]
    fn saving_one_collection_leaves_the_others() {
        let directory = tempfile::tempdir().unwrap();
        let state = StateFile::in_directory(Some(directory.path().to_owned())).unwrap();
        state.save("a", &Memory::default(), &memory("one")).unwrap();
        state.save("b", &Memory::default(), &memory("two")).unwrap();
        assert_eq!(state.load("a").unwrap(), Some(memory("one")));
    }

    #[test]
    fn two_programs_keep_what_the_other_has_changed() {
        let directory = tempfile::tempdir().unwrap();
        let state = StateFile::in_directory(Some(directory.path().to_owned())).unwrap();
        let began = Memory::default();
        state.save("a", &began, &memory("one")).unwrap();
        state.save("a", &began, &memory("two")).unwrap();
        let kept = state.load("a").unwrap().unwrap();
        assert_eq!(kept.places.keys().collect::<Vec<_>>(), ["one", "two"]);
        state
            .save(
                "a",
                &memory("one"),
                &Memory {
                    open: None,
                    ..began
                },
            )
            .unwrap();
        let kept = state.load("a").unwrap().unwrap();
        assert_eq!(kept.places.keys().collect::<Vec<_>>(), ["two"]);
    }

    #[test]
    fn a_lock_that_another_program_holds_is_not_waited_for_without_end() {
        let directory = tempfile::tempdir().unwrap();
        let state = StateFile::in_directory(Some(directory.path().to_owned())).unwrap();
        let other = File::create(directory.path().join("state.lock")).unwrap();
        other.lock().unwrap();
        let error = state
            .save("a", &Memory::default(), &memory("one"))
            .unwrap_err();
        assert!(error.to_string().contains("another program holds it"));
    }

    #[test]
    fn a_damaged_file_is_kept_aside() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("state.json"), "{ not json").unwrap();
        let state = StateFile::in_directory(Some(directory.path().to_owned())).unwrap();
        assert!(matches!(state.load("a"), Err(StateError::Damaged { .. })));
        let aside = directory.path().join("state.json.damaged-1");
        assert_eq!(fs::read_to_string(aside).unwrap(), "{ not json");
        state.save("a", &Memory::default(), &memory("one")).unwrap();
        assert_eq!(state.load("a").unwrap(), Some(memory("one")));
    }

    #[test]
    fn the_file_of_a_later_version_is_not_touched() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.json");
        let later = r#"{"version":99,"collections":{}}"#;
        fs::write(&path, later).unwrap();
        let state = StateFile::in_directory(Some(directory.path().to_owned())).unwrap();
        assert!(matches!(
            state.save("a", &Memory::default(), &memory("one")),
            Err(StateError::Newer(_))
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), later);
    }
}
