//! The keywords that the build compiled into the program.

use super::set::KeywordSet;

/// The keywords of the bundled collection: all its sets in one, as the build read and merged them.
///
/// # Panics
///
/// Never: the build wrote what is read here.
pub fn keywords() -> KeywordSet {
    const JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/keywords.json"));
    serde_json::from_str(JSON).expect("the build wrote a keyword set")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{collection::bundled, keyword::set};

    #[test]
    fn they_are_what_the_collections_files_say() {
        let collection = bundled::collection();
        let parsed = collection.keywords.iter().map(|(file, source)| {
            let (set, _) = set::parse(file, source).unwrap();
            set
        });
        assert_eq!(
            keywords(),
            parsed.reduce(KeywordSet::merge).unwrap_or_default()
        );
    }
}
