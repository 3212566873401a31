//! The bundled collection, as the program sees it.

use catchword::collection::{bundled, document::Stretch};

#[test]
fn the_bundle_holds_documents_with_titles_words_and_blocks() {
    let collection = bundled::collection();
    assert!(!collection.documents.is_empty());
    for document in &collection.documents {
        let id = &document.metadata.id;
        assert!(!document.metadata.title.trim().is_empty(), "{id}");
        assert!(document.words.is_some_and(|words| words > 0), "{id}");
        assert!(document.stretch_at(0).is_some(), "{id}");
    }
}

#[test]
fn ids_of_the_bundle_are_unique() {
    let collection = bundled::collection();
    let mut ids: Vec<_> = collection
        .documents
        .iter()
        .map(|document| &document.metadata.id)
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), collection.documents.len());
}

#[test]
fn every_byte_that_shows_stands_in_one_stretch() {
    for document in &bundled::collection().documents {
        let text = document.body.whole().expect("a bundled text is in memory");
        let first = document.stretch_at(0);
        let stretches: Vec<Stretch> =
            std::iter::successors(first, |stretch| document.stretch_after(stretch)).collect();
        let mut end = 0;
        for stretch in &stretches {
            let span = stretch.block.span;
            assert!(
                text[end..span.start]
                    .trim_matches('\u{feff}')
                    .trim()
                    .is_empty()
            );
            end = span.end;
        }
        assert!(text[end..].trim().is_empty(), "{}", document.metadata.id);
    }
}

#[test]
fn runs_and_headings_lie_in_their_text() {
    for document in &bundled::collection().documents {
        let stretches = std::iter::successors(document.stretch_at(0), |stretch| {
            document.stretch_after(stretch)
        });
        for stretch in stretches {
            for run in document.runs(stretch.block.span) {
                assert!(run.span.overlaps(stretch.block.span));
            }
        }
        for heading in document.headings() {
            assert!(heading.span.end <= document.body.len());
        }
    }
}
