//! Temporary terms: what they are, what becomes of the others, and their definition as TOML.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use catchword::keyword::{
    Definition, KeywordSet, Matcher, Scratch, TermId,
    adhoc::{self, Added, AdhocError},
    bundled,
    set::{self, Case, Category, Color, Diacritics, Pattern, Slot, Styles, Term},
};
use proptest::prelude::*;

/// Two categories, of which the first is painted orange and the second in the colour of its place.
const SET: &str = "\
[[category]]
id = \"state\"
mark = \"S\"
color = \"orange\"
[[category]]
id = \"place\"
mark = \"a\"
[[term]]
category = \"state\"
id = \"raisi\"
aliases = [\"Ebrahim Ra'isi\", \"Raisi\"]
[[term]]
category = \"place\"
id = \"us\"
aliases = [\"US\"]
case = \"exact\"
[[term]]
category = \"place\"
id = \"years\"
regex = 'free Iran'
";

fn set() -> KeywordSet {
    set::parse("k.toml", SET).unwrap().0
}

fn added(set: &KeywordSet, text: &str) -> (KeywordSet, TermId) {
    match adhoc::add(set, text) {
        Ok(Added::New(set, id)) => (set, id),
        other => panic!("{text:?} is new, not {other:?}"),
    }
}

fn color(set: &KeywordSet, term: TermId) -> Option<Color> {
    set.categories[set.terms[term.index()].category].color
}

#[test]
fn a_temporary_term_comes_last_in_a_category_of_its_own() {
    let before = set();
    let (after, id) = added(&before, " free\u{a0}\n Iran ");
    assert_eq!(id, TermId(3));
    assert_eq!(
        after.terms[3],
        Term {
            id: "adhoc-1".to_owned(),
            label: "free Iran".to_owned(),
            category: 2,
            note: None,
            pattern: Pattern::Aliases(vec!["free Iran".to_owned()]),
            whole_word: true,
            case: Case::Fold,
            diacritics: Diacritics::Fold,
            plural: false,
            dehyphenate: false,
        }
    );
    assert_eq!(
        after.categories[2],
        Category {
            id: "adhoc-1".to_owned(),
            name: "free Iran".to_owned(),
            mark: "b".to_owned(),
            color: Some(Color::Slot(Slot::Red)),
            styles: Styles::default(),
        }
    );
    assert_eq!(after.terms[..3], before.terms);
    assert_eq!(after.categories[..2], before.categories);
}

#[test]
fn a_colour_that_a_category_has_by_its_place_is_not_free() {
    let (set, _) = added(&set(), "one");
    let (set, second) = added(&set, "two");
    // Red is the first's, orange is said in the file and is that of the second place too.
    assert_eq!(color(&set, second), Some(Color::Slot(Slot::Yellow)));
    assert_eq!(set.terms[second.index()].id, "adhoc-2");
}

#[test]
fn the_ninth_category_has_no_colour_and_marks_are_letters() {
    let mut set = bundled::keywords();
    let mut marks = String::new();
    for number in 0..12 {
        let (after, id) = added(&set, &format!("zyx{number}"));
        assert_eq!(color(&after, id), None);
        marks.push_str(&after.categories.last().unwrap().mark);
        set = after;
    }
    assert_eq!(marks, "abcdefghijkl");
}

#[test]
fn categories_are_refused_when_no_mark_is_left() {
    let mut set = KeywordSet::default();
    let refused = (0..2000).find_map(|number| match adhoc::add(&set, &format!("zyx{number}")) {
        Ok(Added::New(after, _)) => {
            set = after;
            None
        }
        other => Some(other),
    });
    assert_eq!(refused, Some(Err(AdhocError::NoMark)));
    assert!(set.categories.len() > 400);
    for definition in (0..set.terms.len() as u32).map(TermId) {
        let read = set::parse("k.toml", &adhoc::toml(&set, definition));
        assert!(read.is_ok(), "{read:?}");
    }
}

#[test]
fn an_alias_that_a_term_has_is_not_added_again() {
    let set = set();
    let known = |text| adhoc::add(&set, text);
    assert_eq!(known("RAÏSI"), Ok(Added::Known(TermId(0))));
    assert_eq!(known("Ebrahim\nRa\u{2019}isi"), Ok(Added::Known(TermId(0))));
    assert_eq!(known("US"), Ok(Added::Known(TermId(1))));
    // The term asks for its own case.
    let (after, id) = added(&set, "us");
    assert_eq!(
        adhoc::add(&after, "Us"),
        Ok(Added::Known(id)),
        "a temporary term is known too"
    );
}

#[test]
fn a_short_acronym_is_sought_in_its_case() {
    let case = |text| {
        let (set, id) = added(&KeywordSet::default(), text);
        set.terms[id.index()].case
    };
    assert_eq!(case("UN"), Case::Exact);
    assert_eq!(case("Un"), Case::Fold);
    assert_eq!(case("TEHRAN"), Case::Fold);
}

#[test]
fn what_nothing_can_match_is_refused() {
    let add = |text: &str| adhoc::add(&set(), text);
    for nothing in ["", " \n", "\u{200c}", "\u{ad} \u{feff}", "\u{64e}"] {
        assert_eq!(add(nothing), Err(AdhocError::Nothing), "{nothing:?}");
    }
    assert_eq!(add("one\n\ntwo"), Err(AdhocError::Paragraph));
    assert_eq!(add(&"x".repeat(301)), Err(AdhocError::TooLong));
    assert!(add(&"é".repeat(300)).is_ok());
    assert!(add("\n\none\n\n").is_ok());
}

#[test]
fn a_temporary_term_finds_what_it_was_made_of() {
    let text = "The free\u{a0}Iran summit, FREE\nIRAN.";
    let (set, id) = added(&KeywordSet::default(), "free\u{a0}Iran");
    let mut hits = Vec::new();
    Matcher::new(&set).find(&mut Scratch::default(), text, 0, &mut hits);
    let found: Vec<_> = hits
        .iter()
        .map(|hit| (hit.term, &text[hit.span.start..hit.span.end]))
        .collect();
    assert_eq!(found, [(id, "free\u{a0}Iran"), (id, "FREE\nIRAN")]);
}

#[test]
fn removing_one_moves_those_after_it_up() {
    let (two, first) = added(&set(), "one");
    let (two, second) = added(&two, "two");
    let removed = adhoc::remove(&two, first).unwrap();
    let ids = |set: &KeywordSet| -> Vec<String> {
        set.terms.iter().map(|term| term.id.clone()).collect()
    };
    assert_eq!(ids(&removed.set), ["raisi", "us", "years", "adhoc-2"]);
    assert_eq!(removed.set.terms[3].category, 2);
    assert_eq!(removed.set.categories[2].name, "two");
    assert_eq!(removed.term_after(TermId(2)), Some(TermId(2)));
    assert_eq!(removed.term_after(first), None);
    assert_eq!(removed.term_after(second), Some(TermId(3)));
    assert_eq!(removed.category_after(1), Some(1));
    assert_eq!(removed.category_after(2), None);
    assert_eq!(removed.category_after(3), Some(2));
    // The id that is free again is given again.
    let (again, id) = added(&removed.set, "three");
    assert_eq!(again.terms[id.index()].id, "adhoc-1");
}

#[test]
fn adding_and_removing_leaves_the_set_as_it_was() {
    let (after, id) = added(&set(), "one");
    assert_eq!(adhoc::remove(&after, id).unwrap().set, set());
}

#[test]
fn a_new_name_is_that_of_term_and_category() {
    let (set, id) = added(&set(), "one");
    let renamed = adhoc::rename(&set, id, "  The\tfirst ").unwrap();
    assert_eq!(renamed.terms[3].label, "The first");
    assert_eq!(renamed.categories[2].name, "The first");
    assert_eq!(renamed.terms[3].pattern, set.terms[3].pattern);
    assert_eq!(
        adhoc::rename(&set, id, " \u{200b}"),
        Err(AdhocError::NoLabel)
    );
    assert_eq!(
        adhoc::rename(&set, id, &"x".repeat(301)),
        Err(AdhocError::TooLong)
    );
}

#[test]
fn colours_go_round_by_way_of_none() {
    let (mut set, id) = added(&set(), "one");
    let mut colors = Vec::new();
    for _ in 0..9 {
        set = adhoc::recolour(&set, id).unwrap();
        colors.push(color(&set, id));
    }
    let slots = [
        Slot::Orange,
        Slot::Yellow,
        Slot::Green,
        Slot::Cyan,
        Slot::Blue,
        Slot::Violet,
        Slot::Pink,
    ];
    let mut wanted: Vec<_> = slots.map(|slot| Some(Color::Slot(slot))).to_vec();
    wanted.extend([None, Some(Color::Slot(Slot::Red))]);
    assert_eq!(colors, wanted);
}

#[test]
fn terms_of_a_file_are_not_changed() {
    let set = set();
    for id in [TermId(0), TermId(2), TermId(99)] {
        assert!(!adhoc::is_adhoc(&set, id));
        assert_eq!(adhoc::remove(&set, id), Err(AdhocError::NotAdhoc));
        assert_eq!(adhoc::rename(&set, id, "x"), Err(AdhocError::NotAdhoc));
        assert_eq!(adhoc::recolour(&set, id), Err(AdhocError::NotAdhoc));
    }
    let (set, id) = added(&set, "one");
    assert!(adhoc::is_adhoc(&set, id));
}

#[test]
fn a_term_whose_category_has_others_is_not_temporary_whatever_its_id() {
    let source = "[[category]]\nid = \"adhoc-1\"\nmark = \"A\"\n\
                  [[term]]\ncategory = \"adhoc-1\"\nid = \"adhoc-1\"\naliases = [\"a\"]\n";
    let alone = set::parse("k.toml", source).unwrap().0;
    assert!(adhoc::is_adhoc(&alone, TermId(0)));
    let other = "[[term]]\ncategory = \"adhoc-1\"\nid = \"b\"\naliases = [\"b\"]\n";
    let both = set::parse("k.toml", &format!("{source}{other}")).unwrap().0;
    assert!(!adhoc::is_adhoc(&both, TermId(0)));
    assert!(!adhoc::is_adhoc_id("adhoc-"));
    assert!(!adhoc::is_adhoc_id("adhoc-1a"));
}

#[test]
fn the_definition_is_a_keyword_set_file() {
    let (set, id) = added(&set(), "UN");
    let set = adhoc::rename(&set, id, "The \"UN\"").unwrap();
    assert_eq!(
        adhoc::toml(&set, id),
        r#"schema = 1
name   = "mine"

[[category]]
id    = "adhoc-1"
name  = "The \"UN\""
mark  = "b"
color = "red"

[[term]]
category = "adhoc-1"
id       = "adhoc-1"
label    = "The \"UN\""
aliases  = ["UN"]
case     = "exact"
"#
    );
}

#[test]
fn every_bundled_term_is_read_back_from_its_definition() {
    let set = bundled::keywords();
    for id in (0..set.terms.len() as u32).map(TermId) {
        let definition = Definition::of(&set, id);
        let (read, _) = set::parse("k.toml", &definition.toml()).unwrap();
        assert_eq!(read.categories, [definition.category]);
        assert_eq!(read.terms, [definition.term]);
    }
}

/// Text that is hard to write in TOML, with a letter so that it is not empty.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "\"\"\"",
            "'",
            "'''",
            "\\",
            "\\u0041",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u{1b}[31m",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{202e}",
            "\u{feff}",
            "#",
            "=",
            "[",
            "]",
            " ",
            "می\u{200c}رود",
            "ایران",
            "é",
            "e\u{301}",
            "👨\u{200d}👧",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("{}x", pieces.concat()))
}

fn any_color() -> impl Strategy<Value = Option<Color>> {
    prop_oneof![
        Just(None),
        prop::sample::select(Slot::NAMES.to_vec()).prop_map(|(_, slot)| Some(Color::Slot(slot))),
        any::<[u8; 3]>().prop_map(|[r, g, b]| Some(Color::Rgb(r, g, b))),
        any::<u8>().prop_map(|index| Some(Color::Indexed(index))),
    ]
}

proptest! {
    #[test]
    fn whatever_a_term_is_called_it_is_read_back(
        texts in prop::array::uniform5(odd_text()),
        color in any_color(),
        flags in any::<[bool; 6]>(),
        case in prop::sample::select(vec![Case::Fold, Case::Exact, Case::Smart]),
        is_regex in any::<bool>(),
    ) {
        let [name, label, alias, other, note] = texts;
        let [bold, italic, underlined, whole_word, plural, dehyphenate] = flags;
        let set = KeywordSet {
            categories: vec![Category {
                id: "c".to_owned(),
                name,
                mark: "\\".to_owned(),
                color,
                styles: Styles { bold, italic, underlined },
            }],
            terms: vec![Term {
                id: "t".to_owned(),
                label,
                category: 0,
                note: whole_word.then_some(note),
                pattern: if is_regex {
                    Pattern::Regex(r#"\b"\d+'''\\"#.to_owned())
                } else {
                    Pattern::Aliases([alias, other].map(|it| it.replace(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ")).to_vec())
                },
                whole_word,
                case,
                diacritics: if plural { Diacritics::Exact } else { Diacritics::Fold },
                plural,
                dehyphenate,
            }],
            ..KeywordSet::default()
        };
        let toml = adhoc::toml(&set, TermId(0));
        let (read, _) = set::parse("k.toml", &toml).map_err(|it| TestCaseError::fail(format!("{it:?}")))?;
        prop_assert_eq!(read.categories, set.categories);
        prop_assert_eq!(read.terms, set.terms);
        prop_assert!(!toml.contains(|c: char| c.is_control() && c != '\n'));
    }

    #[test]
    fn a_selection_makes_a_term_that_is_read_back_or_is_refused(text in odd_text(), label in odd_text()) {
        if let Ok(Added::New(set, id)) = adhoc::add(&bundled::keywords(), &text) {
            let set = adhoc::rename(&set, id, &label).unwrap();
            let definition = Definition::of(&set, id);
            let (read, warnings) = set::parse("k.toml", &definition.toml())
                .map_err(|it| TestCaseError::fail(format!("{it:?}")))?;
            prop_assert_eq!(warnings, []);
            prop_assert_eq!(read.categories, [definition.category]);
            prop_assert_eq!(read.terms, [definition.term]);
        }
    }
}
