//! What the program carries: the texts and keywords that the build compiled in, or those that `catchword pack`
//! has put behind it, which take their place.
//!
//! Responsible for looking at the end of the program's own file, and for telling what is damaged there. Not for
//! the form of what is packed (see [`crate::collection::packed`]), nor for writing it (see [`super::packing`]).

use super::{
    file_bytes::FileBytes,
    trailer::{self, MAGIC, Tail, Trailer},
};
use crate::{
    collection::{Collection, bundled, metadata::Str, packed::Packed, packed::checksum},
    keyword::{self, KeywordSet},
};
use std::{env, fs::File, io, os::unix::fs::FileExt, sync::Arc};

pub use super::trailer::Damage;

/// The texts and keywords that the program carries.
#[derive(Debug)]
pub struct Carried {
    /// The program's file, and how many of its bytes are the program.
    program: Option<(File, Option<u64>)>,
    texts: Texts,
}

#[derive(Debug)]
enum Texts {
    Bundled,
    Packed(Packed),
    Damaged(Damage),
}

impl Carried {
    /// What the build compiled in, whatever stands behind it.
    pub const BUNDLED: Self = Self {
        program: None,
        texts: Texts::Bundled,
    };

    /// What this program carries. Where its file cannot be opened, that is what the build compiled in.
    pub fn of_program() -> Self {
        let file = env::current_exe().and_then(File::open);
        file.map_or(Self::BUNDLED, Self::of_file)
    }

    /// What the program in this file carries; where nothing stands behind it, that is what the build compiled into
    /// this one.
    pub fn of_file(file: File) -> Self {
        let (end, texts) = match trailer::find(&file) {
            Err(error) => (None, Texts::Damaged(Damage::Unreadable(error.kind()))),
            Ok((end, Tail::Nothing)) => (end, Texts::Bundled),
            Ok((end, Tail::Damaged(damage))) => (end, Texts::Damaged(damage)),
            Ok((end, Tail::Payload(trailer))) => {
                let packed = packed(&file, end.unwrap_or_default(), trailer);
                (end, packed.map_or_else(Texts::Damaged, Texts::Packed))
            }
        };
        Self {
            program: Some((file, end)),
            texts,
        }
    }

    /// The collection.
    ///
    /// # Errors
    ///
    /// Where it is damaged. A text that is damaged shows that when it is read; see [`Carried::damage`].
    pub fn collection(&self) -> Result<Collection, Damage> {
        match &self.texts {
            Texts::Bundled => Ok(bundled::collection()),
            Texts::Packed(packed) => packed.collection().ok_or(Damage::Changed),
            Texts::Damaged(damage) => Err(*damage),
        }
    }

    /// Its keywords: all its sets in one.
    ///
    /// # Errors
    ///
    /// Where they are damaged.
    pub fn keywords(&self) -> Result<KeywordSet, Damage> {
        match &self.texts {
            Texts::Bundled => Ok(keyword::bundled::keywords()),
            Texts::Packed(packed) => {
                serde_json::from_str(packed.keywords()).map_err(|_| Damage::Changed)
            }
            Texts::Damaged(damage) => Err(*damage),
        }
    }

    /// The names and sources of its keyword sets.
    ///
    /// # Errors
    ///
    /// Where they are damaged.
    pub fn sources(&self) -> Result<Vec<(Str, Str)>, Damage> {
        match &self.texts {
            Texts::Bundled => Ok(bundled::collection().keywords),
            Texts::Packed(packed) => Ok(packed.sources().to_vec()),
            Texts::Damaged(damage) => Err(*damage),
        }
    }

    /// The title and the number of documents.
    ///
    /// # Errors
    ///
    /// Where that is damaged.
    pub fn summary(&self) -> Result<(Str, usize), Damage> {
        match &self.texts {
            Texts::Bundled => Ok((bundled::title().into(), bundled::len())),
            Texts::Packed(packed) => Ok((packed.title().to_owned().into(), packed.len())),
            Texts::Damaged(damage) => Err(*damage),
        }
    }

    /// What is known to be damaged, of all that was read so far.
    pub fn damage(&self) -> Option<Damage> {
        match &self.texts {
            Texts::Bundled => None,
            Texts::Packed(packed) => packed.is_damaged().then_some(Damage::Changed),
            Texts::Damaged(damage) => Some(*damage),
        }
    }

    /// Reads all texts and says whether any is damaged.
    pub fn verify(&self) -> Option<Damage> {
        if let Texts::Packed(packed) = &self.texts {
            packed.is_whole();
        }
        self.damage()
    }

    /// The program's file, and how many of its first bytes are the program; `None` where that is not known.
    pub(super) const fn program(&self) -> Option<(&File, u64)> {
        match &self.program {
            Some((file, Some(end))) => Some((file, *end)),
            _ => None,
        }
    }
}

/// The collection behind byte `end` of a program.
fn packed(file: &File, end: u64, trailer: Trailer) -> Result<Packed, Damage> {
    let unreadable = |error: io::Error| Damage::Unreadable(error.kind());
    let length = |length: u64| usize::try_from(length).map_err(|_| Damage::Changed);
    let start = end + MAGIC.len() as u64;
    let mut index = vec![0; length(trailer.index)?];
    let read = file.read_exact_at(&mut index, start + trailer.texts);
    read.map_err(unreadable)?;
    if checksum(&index) != trailer.sum {
        return Err(Damage::Changed);
    }
    let file = file.try_clone().map_err(unreadable)?;
    let texts = FileBytes::new(file, start, length(trailer.texts)?);
    // For as long as the program runs: what is made of it refers to it.
    Packed::read(index.leak(), Arc::new(texts)).ok_or(Damage::Changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        collection::{document::Document, parsed::Parsed},
        store::packing::fill,
        text::span::Span,
    };
    use proptest::prelude::*;
    use std::{fs, io::Write, path::Path};

    const PROGRAM: &[u8] = b"a program of another kind";
    const TOML: &str = "[[category]]\nid = \"c\"\nmark = \"C\"\n[[term]]\ncategory = \"c\"\nid = \"t\"\naliases = [\"bell\"]\n";

    fn holding(bytes: &[u8]) -> Carried {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        Carried::of_file(file)
    }

    /// A program with texts behind it.
    fn packed(folder: &Path) -> Vec<u8> {
        let plain = Parsed::plain("plain", "The old bell\n\nWords. ".repeat(900));
        let (marked, _) = Parsed::markdown("marked", "marked.md", "# زنگ 🕊️\n\n- *one*\n");
        let collection = Collection {
            title: "Bells".into(),
            documents: vec![plain.into(), marked.into()],
            keywords: vec![("keywords/k.toml".into(), TOML.into())],
            ..Collection::default()
        };
        let (keywords, _) = keyword::set::parse("k.toml", TOML).unwrap();
        let (program, out) = (folder.join("program"), folder.join("out"));
        fs::write(&program, PROGRAM).unwrap();
        let file = File::create(&out).unwrap();
        let program = File::open(program).unwrap();
        fill(file, &program, PROGRAM.len() as u64, &collection, &keywords).unwrap();
        fs::read(out).unwrap()
    }

    /// All that a program carries, in words; `None` where anything of it is damaged.
    fn told(carried: &Carried) -> Option<String> {
        let collection = carried.collection().ok()?;
        let document = |it: &Document| {
            let text = it.body.slice(Span::new(0, usize::MAX)).into_owned();
            let known = it.structure.known();
            format!("{:?} {text} {known:?} {:?}", it.metadata, it.words)
        };
        let documents: Vec<String> = collection.documents.iter().map(document).collect();
        let summary = carried.summary().ok()?;
        let keywords = (carried.keywords().ok()?, carried.sources().ok()?);
        let told = format!("{documents:?} {summary:?} {keywords:?}");
        carried.damage().is_none().then_some(told)
    }

    #[test]
    fn a_changed_byte_anywhere_behind_the_program_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let whole = packed(folder.path());
        let wanted = told(&holding(&whole));
        assert!(wanted.as_ref().is_some_and(|it| it.contains("زنگ")));
        // Of the long text not every one: its place is met at distances that have nothing to do with those of
        // the words that are summed up.
        let long = PROGRAM.len() + MAGIC.len()..PROGRAM.len() + 18_000;
        let is_met = |at: &usize| !long.contains(at) || at.is_multiple_of(311);
        for at in (PROGRAM.len()..whole.len()).filter(is_met) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            assert_eq!(told(&holding(&bytes)), None, "{at}");
        }
    }

    #[test]
    fn without_anything_behind_it_a_program_carries_what_the_build_compiled_in() {
        let carried = holding(PROGRAM);
        assert_eq!(told(&carried), told(&Carried::BUNDLED));
        assert_eq!(carried.program().unwrap().1, PROGRAM.len() as u64);
    }

    #[test]
    fn looking_through_all_texts_finds_what_was_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = packed(folder.path());
        assert_eq!(holding(&bytes).verify(), None);
        bytes[PROGRAM.len() + MAGIC.len() + 9] ^= 1;
        let carried = holding(&bytes);
        assert_eq!(carried.damage(), None);
        assert_eq!(carried.verify(), Some(Damage::Changed));
    }

    proptest! {
        #[test]
        fn a_payload_that_nobody_wrote_is_refused_or_read_without_a_panic(
            texts in prop::collection::vec(any::<u8>(), 0..100),
            index in prop::collection::vec(prop_oneof![any::<u8>(), 0_u8..4], 0..200),
        ) {
            let trailer = Trailer {
                texts: texts.len() as u64,
                index: index.len() as u64,
                sum: checksum(&index),
            };
            let bytes = [PROGRAM, &MAGIC, &texts, &index, &trailer.bytes()].concat();
            let _ = told(&holding(&bytes));
        }
    }
}
