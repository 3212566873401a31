//! The matching cases of `golden/matching.json`, in bytes and in characters.

use catchword::keyword::{
    Matcher, Scratch,
    set::{Case, Category, Diacritics, KeywordSet, Pattern, Styles, Term},
};
use serde_json::Value;

/// A set of one term, as the case describes it.
fn set(term: &Value) -> KeywordSet {
    let truth = |key: &str, default: bool| term[key].as_bool().unwrap_or(default);
    let texts = |value: &Value| -> Vec<String> {
        let texts = value.as_array().expect("aliases");
        texts
            .iter()
            .map(|it| it.as_str().expect("alias").to_owned())
            .collect()
    };
    let known = [
        "aliases",
        "regex",
        "case",
        "diacritics",
        "whole_word",
        "plural",
        "dehyphenate",
    ];
    for key in term.as_object().expect("a term").keys() {
        assert!(
            known.contains(&key.as_str()),
            "the test does not read `{key}`"
        );
    }
    KeywordSet {
        categories: vec![Category {
            id: "c".to_owned(),
            name: "c".to_owned(),
            mark: "C".to_owned(),
            color: None,
            styles: Styles::default(),
        }],
        terms: vec![Term {
            id: "t".to_owned(),
            label: "t".to_owned(),
            category: 0,
            note: None,
            pattern: match term["regex"].as_str() {
                Some(regex) => Pattern::Regex(regex.to_owned()),
                None => Pattern::Aliases(texts(&term["aliases"])),
            },
            whole_word: truth("whole_word", true),
            case: match term["case"].as_str() {
                None | Some("fold") => Case::Fold,
                Some("exact") => Case::Exact,
                Some("smart") => Case::Smart,
                Some(other) => panic!("case {other}"),
            },
            diacritics: match term["diacritics"].as_str() {
                None | Some("fold") => Diacritics::Fold,
                Some("exact") => Diacritics::Exact,
                Some(other) => panic!("diacritics {other}"),
            },
            plural: truth("plural", false),
            dehyphenate: truth("dehyphenate", false),
        }],
        ..KeywordSet::default()
    }
}

fn spans(value: &Value) -> Vec<(usize, usize)> {
    let pairs = value.as_array().expect("spans");
    let number = |value: &Value| value.as_u64().expect("an offset") as usize;
    pairs
        .iter()
        .map(|pair| (number(&pair[0]), number(&pair[1])))
        .collect()
}

#[test]
fn every_golden_case_has_the_expected_spans() {
    let golden: Value = serde_json::from_str(include_str!("golden/matching.json")).expect("JSON");
    let cases = golden["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 41);
    let mut wrong = Vec::new();
    for case in cases {
        let text = case["text"].as_str().expect("text");
        let mut hits = Vec::new();
        Matcher::new(&set(&case["term"])).find(&mut Scratch::default(), text, 0, &mut hits);
        let bytes: Vec<_> = hits
            .iter()
            .map(|hit| (hit.span.start, hit.span.end))
            .collect();
        let chars = |at: usize| text[..at].chars().count();
        let in_chars: Vec<_> = bytes
            .iter()
            .map(|&(start, end)| (chars(start), chars(end)))
            .collect();
        if bytes != spans(&case["byte_spans"]) || in_chars != spans(&case["char_spans"]) {
            wrong.push(format!(
                "{} ({}): {text:?} gives {bytes:?}",
                case["id"], case["rule"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
