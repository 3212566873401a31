//! The reading state on disk: one JSON file for all collections, and one for marks and notes.
//!
//! A save reads the file again and changes only its own collection, under a lock, and replaces the
//! file in one step: two programs lose nothing to each other, and a crash leaves the old file or the new.

use super::{files::read_file, writing};
use crate::app::{memory::Memory, notes::Notes};
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
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
        "cannot keep your place and notes: neither XDG_STATE_HOME nor HOME names a folder; --state-dir does"
    )]
    NoHome,
    /// The system refused.
    #[error("cannot keep your place or notes in {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A later version of the program wrote it.
    #[error("{} is of a later version of catchword; what it holds is left alone", .0.display())]
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

/// The version of the formats of both files.
const VERSION: u32 = 1;

/// The reading places, and all else that is kept of a collection.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Places {
    version: u32,
    #[serde(default)]
    collections: BTreeMap<String, Memory>,
}

/// Marks and notes. They belong to texts, and not to the collection in which one was read.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Noted {
    version: u32,
    #[serde(flatten)]
    notes: Notes,
}

/// What is in a file.
trait Contents: Default + Serialize + DeserializeOwned {
    /// The file's name.
    const NAME: &'static str;

    fn version(&self) -> u32;

    /// The same as this version of the program writes it.
    fn written_now(self) -> Self;
}

impl Contents for Places {
    const NAME: &'static str = "state.json";

    fn version(&self) -> u32 {
        self.version
    }

    fn written_now(self) -> Self {
        Self {
            version: VERSION,
            ..self
        }
    }
}

impl Contents for Noted {
    const NAME: &'static str = "notes.json";

    fn version(&self) -> u32 {
        self.version
    }

    fn written_now(self) -> Self {
        Self {
            version: VERSION,
            ..self
        }
    }
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
        Ok(self.read::<Places>()?.collections.remove(collection))
    }

    /// Keeps the changes of a collection that led from `before`, which was loaded or saved last, to
    /// `now`; what another program has changed meanwhile stays.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or another program does not let go of it; it is then as it was.
    pub fn save(&self, collection: &str, before: &Memory, now: &Memory) -> Result<(), StateError> {
        self.change(|places: &mut Places| {
            let kept = places.collections.entry(collection.to_owned()).or_default();
            kept.merge(before, now);
        })
    }

    /// The marks and notes that were kept.
    ///
    /// # Errors
    ///
    /// As [`StateFile::load`].
    pub fn load_notes(&self) -> Result<Notes, StateError> {
        Ok(self.read::<Noted>()?.notes)
    }

    /// Keeps the changes of the notes, as [`StateFile::save`] does.
    ///
    /// # Errors
    ///
    /// As [`StateFile::save`].
    pub fn save_notes(&self, before: &Notes, now: &Notes) -> Result<(), StateError> {
        self.change(|noted: &mut Noted| noted.notes.merge(before, now))
    }

    /// Reads a file again and changes it, under a lock.
    fn change<T: Contents>(&self, change: impl FnOnce(&mut T)) -> Result<(), StateError> {
        let failed = |error| StateError::Io {
            path: self.path(T::NAME),
            error,
        };
        fs::create_dir_all(&self.directory).map_err(failed)?;
        let lock = File::create(self.directory.join("state.lock")).map_err(failed)?;
        writing::lock(&lock).map_err(failed)?;
        let mut contents = self.read::<T>()?.written_now();
        change(&mut contents);
        let mut json =
            serde_json::to_vec_pretty(&contents).map_err(|error| failed(error.into()))?;
        json.push(b'\n');
        writing::replace(&self.path(T::NAME), &json).map_err(failed)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    fn read<T: Contents>(&self) -> Result<T, StateError> {
        let path = self.path(T::NAME);
        let bytes = match read_file(&path, LONGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
            Err(error) => return Err(StateError::Io { path, error }),
        };
        match serde_json::from_slice::<T>(&bytes) {
            Ok(contents) if contents.version() <= VERSION => Ok(contents),
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
