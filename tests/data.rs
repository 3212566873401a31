//! The bundled briefs obey the rules of their collection, as far as a program can check them.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use catchword::{
    collection::{
        block::BlockKind,
        bundled,
        document::{Document, Stretch},
        metadata::DateBasis,
        parsed::Parsed,
    },
    keyword::{self, Matcher, scan, set},
    text::span::Span,
};
use std::{collections::BTreeSet, fs, iter, path::PathBuf};

/// Of each brief: id, date, where the date comes from, publisher where the source states one.
const BRIEFS: [(&str, &str, DateBasis, Option<&str>); 5] = [
    (
        "2020-summit-report",
        "2020-07-22",
        DateBasis::Stated,
        Some("Just the News"),
    ),
    ("2021-dissidents-letter", "2021", DateBasis::Inferred, None),
    ("2021-yaqubi-opinion", "2021-07", DateBasis::Inferred, None),
    (
        "2025-enayat-opinion",
        "2025-07-22",
        DateBasis::Stated,
        Some("Newsmax"),
    ),
    (
        "2025-foroutan-letter",
        "2025-06-21",
        DateBasis::Stated,
        None,
    ),
];

/// What the front matter of each brief says, whether or not anything is known.
const KEYS: [&str; 8] = [
    "title",
    "authors",
    "date",
    "date_basis",
    "kind",
    "language",
    "tags",
    "source",
];

/// The categories whose terms are persons and bodies.
const NAMED: [&str; 4] = ["state", "opposition", "foreign", "organisation"];

/// A file below `data/`.
fn file(path: &str) -> String {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data");
    fs::read_to_string(data.join(path)).unwrap()
}

/// The front matter of a brief, as it is written.
fn front_matter(id: &str) -> toml::Table {
    let source = file(&format!("documents/{id}.md"));
    let fenced = source.strip_prefix("+++\n").unwrap();
    toml::from_str(fenced.split_once("\n+++\n").unwrap().0).unwrap()
}

fn briefs() -> Vec<Document> {
    bundled::collection().documents
}

fn text(brief: &Document) -> &str {
    brief.body.whole().unwrap()
}

fn stretches(brief: &Document) -> impl Iterator<Item = Stretch> {
    iter::successors(brief.stretch_at(0), |stretch| brief.stretch_after(stretch))
}

/// What stands in the first block of data/README.md that is fenced as `language`.
fn example(language: &str) -> String {
    let readme = file("README.md");
    let (_, block) = readme.split_once(&format!("\n```{language}\n")).unwrap();
    block.split_once("\n```\n").unwrap().0.to_owned() + "\n"
}

#[test]
fn the_briefs_are_the_five_that_were_asked_for() {
    let mut ids: Vec<String> = briefs()
        .iter()
        .map(|brief| brief.metadata.id.to_string())
        .collect();
    ids.sort();
    assert_eq!(ids, BRIEFS.map(|(id, ..)| id));
}

#[test]
fn front_matter_names_all_that_there_is_to_know() {
    for (id, ..) in BRIEFS {
        let front_matter = front_matter(id);
        for key in KEYS {
            assert!(front_matter.contains_key(key), "{id} has no {key}");
        }
    }
}

#[test]
fn only_authors_may_be_unknown() {
    for brief in briefs() {
        let metadata = &brief.metadata;
        let texts = [&metadata.kind, &metadata.language, &metadata.source];
        for text in texts {
            assert!(text.is_some(), "{}", metadata.id);
        }
        assert!(!metadata.tags.is_empty(), "{}", metadata.id);
    }
}

#[test]
fn dates_are_no_more_precise_than_the_sources() {
    for brief in briefs() {
        let metadata = &brief.metadata;
        let (_, date, basis, _) = BRIEFS.iter().find(|it| it.0 == metadata.id).unwrap();
        let stated = metadata.date.unwrap().to_string();
        assert_eq!((&*stated, metadata.date_basis), (*date, *basis));
    }
}

#[test]
fn publishers_are_named_where_the_sources_name_them() {
    for brief in briefs() {
        let metadata = &brief.metadata;
        let (id, _, _, publisher) = BRIEFS.iter().find(|it| it.0 == metadata.id).unwrap();
        assert_eq!(metadata.publisher.as_deref(), *publisher, "{id}");
    }
}

#[test]
fn a_brief_has_500_to_1000_words() {
    for brief in briefs() {
        let words = brief.words.unwrap();
        assert!(
            (500..=1000).contains(&words),
            "{words}: {}",
            brief.metadata.id
        );
    }
}

#[test]
fn a_brief_has_sections_and_the_last_is_about_its_source() {
    for brief in briefs() {
        let id = &brief.metadata.id;
        let sections: Vec<&str> = brief
            .headings()
            .filter(|block| block.kind == BlockKind::Heading(2))
            .map(|block| &text(&brief)[block.span.range()])
            .collect();
        assert!(sections.len() >= 3, "{id}: {sections:?}");
        assert_eq!(sections.last(), Some(&"About the source"), "{id}");
    }
}

#[test]
fn nothing_is_quoted_directly() {
    for brief in briefs() {
        let id = &brief.metadata.id;
        assert!(
            stretches(&brief).all(|stretch| stretch.block.quotes == 0),
            "{id}"
        );
        let mut before = ' ';
        for c in text(&brief).chars() {
            let apostrophe = matches!(c, '\'' | '’') && before.is_alphanumeric();
            let mark = "\"'“”„‟‘’‚‛«»‹›".contains(c);
            assert!(apostrophe || !mark, "{id}: {before}{c}");
            before = c;
        }
    }
}

#[test]
fn a_brief_has_hits_in_six_categories_or_more() {
    let set = keyword::bundled::keywords();
    let matcher = Matcher::new(&set);
    for brief in briefs() {
        let hits = scan(&brief, &matcher, Span::new(0, usize::MAX));
        let categories: BTreeSet<&str> = hits
            .iter()
            .map(|hit| set.terms[hit.term.index()].category)
            .map(|category| &*set.categories[category].id)
            .collect();
        assert!(
            categories.len() >= 6,
            "{}: {categories:?}",
            brief.metadata.id
        );
    }
}

#[test]
fn each_of_the_eight_categories_has_a_letter_of_its_own() {
    let set = keyword::bundled::keywords();
    let letters: BTreeSet<&str> = set
        .categories
        .iter()
        .map(|category| &*category.mark)
        .filter(|mark| mark.chars().all(char::is_alphabetic))
        .collect();
    assert_eq!((set.categories.len(), letters.len()), (8, 8));
}

#[test]
fn a_note_says_who_each_person_and_body_is() {
    let set = keyword::bundled::keywords();
    for name in NAMED {
        assert!(
            set.categories.iter().any(|category| category.id == name),
            "{name}"
        );
    }
    for term in &set.terms {
        let named = NAMED.contains(&&*set.categories[term.category].id);
        assert!(!named || term.note.is_some(), "{} has no note", term.id);
    }
}

#[test]
fn a_note_is_one_line() {
    for term in keyword::bundled::keywords().terms {
        let note = term.note.unwrap_or_default();
        assert!(!note.contains('\n'), "{}", term.id);
    }
}

#[test]
fn the_example_of_a_document_has_no_mistake() {
    let (document, problems) = Parsed::markdown(
        "harbour-bell",
        "documents/harbour-bell.md",
        &example("text"),
    );
    assert_eq!(problems, []);
    assert_eq!(document.metadata.title, "The harbour bell rings again");
    assert!(
        document
            .text
            .ends_with("mentions the regatta of July 2021 as over.")
    );
}

#[test]
fn the_example_of_a_keyword_set_has_no_mistake() {
    let (set, warnings) = set::parse("keywords/harbour.toml", &example("toml")).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(set.terms[0].id, "old-harbour");
}
