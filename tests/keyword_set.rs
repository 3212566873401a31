//! Keyword set files: what they define, and what is said about each mistake in them.

use catchword::keyword::set::{Case, Color, Diacritics, KeywordSet, Pattern, Slot, Styles, parse};

/// What [`parse`] says of `source`, one message a line.
fn messages(source: &str) -> Vec<String> {
    let problems =
        parse("k.toml", source).map_or_else(|problems| problems, |(_, warnings)| warnings);
    problems.iter().map(ToString::to_string).collect()
}

/// What [`parse`] says of `rest` after a set with the category `state`, in lines 1 to 5.
fn messages_after_category(rest: &str) -> Vec<String> {
    messages(&format!(
        "schema = 1\n[[category]]\nid = \"state\"\nname = \"State\"\nmark = \"S\"\n{rest}"
    ))
}

fn set(source: &str) -> KeywordSet {
    parse("sets/press.toml", source)
        .expect("the set is right")
        .0
}

#[test]
fn a_set_is_read_in_full() {
    let set = set(r##"
schema = 1
name   = "press-file"
title  = "Names and themes"
lang   = ["en", "fa"]
[defaults]
case = "exact"
[[category]]
id    = "state"
name  = "State figures"
mark  = "S"
color = "pink"
style = ["underline", "bold"]
[[category]]
id    = "event"
mark  = "E"
color = "#FFAF00"
[[term]]
category = "state"
id       = "raisi"
label    = "Ebrahim Raisi"
aliases  = ["Ebrahim Ra'isi", "Raisi"]
note     = "president"
case     = "fold"
diacritics = "exact"
plural   = true
[[term]]
category = "event"
id       = "dates"
regex    = '''\b(?:June|July)\s+\d{1,2}\b'''
whole_word = false
"##);
    assert_eq!(
        (set.name.as_str(), set.title.as_str()),
        ("press-file", "Names and themes")
    );
    assert_eq!(set.lang, ["en", "fa"]);
    let [state, event] = &set.categories[..] else {
        panic!("two categories");
    };
    assert_eq!(state.color, Some(Color::Slot(Slot::Pink)));
    let styles = Styles {
        bold: true,
        italic: false,
        underlined: true,
    };
    assert_eq!(state.styles, styles);
    assert_eq!((event.name.as_str(), event.mark.as_str()), ("event", "E"));
    assert_eq!(event.color, Some(Color::Rgb(255, 175, 0)));
    let [raisi, dates] = &set.terms[..] else {
        panic!("two terms");
    };
    assert_eq!(raisi.label, "Ebrahim Raisi");
    assert_eq!(raisi.note.as_deref(), Some("president"));
    assert_eq!(
        (raisi.case, raisi.diacritics),
        (Case::Fold, Diacritics::Exact)
    );
    assert!(raisi.plural && raisi.whole_word && !raisi.dehyphenate);
    assert_eq!((dates.label.as_str(), dates.category), ("dates", 1));
    assert_eq!(dates.case, Case::Exact);
    assert!(!dates.whole_word);
    let pattern = r"\b(?:June|July)\s+\d{1,2}\b".to_owned();
    assert_eq!(dates.pattern, Pattern::Regex(pattern));
}

#[test]
fn an_unnamed_set_is_called_after_its_file() {
    assert_eq!(set("schema = 1").name, "press");
}

#[test]
fn an_unknown_key_is_reported_with_the_one_that_was_meant() {
    assert_eq!(
        messages_after_category("colour = \"pink\"\n[defaults]\nwholeword = true\n[extra]\n"),
        [
            "k.toml:6:1: unknown key `colour` in a category; did you mean `color`?",
            "k.toml:8:1: unknown key `wholeword` in [defaults]; did you mean `whole_word`?",
            "k.toml:9:2: unknown key `extra` in a keyword set; \
             known: schema, name, title, lang, defaults, category, term",
        ]
    );
}

#[test]
fn an_unknown_category_is_reported_with_the_one_that_was_meant() {
    assert_eq!(
        messages_after_category("[[term]]\ncategory = \"stat\"\nid = \"x\"\naliases = [\"x\"]\n"),
        ["k.toml:7:12: unknown category `stat`; did you mean `state`?"]
    );
}

#[test]
fn a_term_has_exactly_one_of_aliases_and_regex() {
    assert_eq!(
        messages_after_category(
            "[[term]]\ncategory = \"state\"\nid = \"x\"\naliases = [\"x\"]\nregex = 'x'\n\
             [[term]]\ncategory = \"state\"\nid = \"y\"\n\
             [[term]]\ncategory = \"state\"\nid = \"z\"\naliases = []\n"
        ),
        [
            "k.toml:10:9: term `x` has both `aliases` and `regex`; give one of them",
            "k.toml:11:1: term `y` has neither `aliases` nor `regex`; give one of them",
            "k.toml:17:11: term `z` has no alias; give at least one",
        ]
    );
}

#[test]
fn a_bad_regex_is_shown_with_a_caret_at_its_place_in_the_file() {
    assert_eq!(
        messages_after_category(
            "[[term]]\ncategory = \"state\"\nid = \"x\"\nregex = '''\\b(June'''\n"
        ),
        ["k.toml:9:14: bad regex `\\b(June`: unclosed group; \
          correct it or escape the character with `\\`\n    \\b(June\n      ^"]
    );
}

#[test]
fn an_alias_that_nothing_can_match_is_an_error() {
    assert_eq!(
        messages_after_category(
            "[[term]]\ncategory = \"state\"\nid = \"x\"\naliases = [\"\\u200C\\u00AD\", \" \", \"a\\n\\nb\"]\n"
        ),
        [
            "k.toml:9:12: alias `\\u{200c}\\u{ad}` folds to nothing, so nothing can match it; leave it out",
            "k.toml:9:28: alias ` ` folds to nothing, so nothing can match it; leave it out",
            "k.toml:9:33: alias `a\\n\\nb` has a blank line, which no hit can cross; write a space",
        ]
    );
}

#[test]
fn ids_and_marks_are_unique() {
    assert_eq!(
        messages_after_category(
            "[[category]]\nid = \"state\"\nmark = \"T\"\n[[category]]\nid = \"b\"\nmark = \"S\"\n\
             [[term]]\ncategory = \"state\"\nid = \"x\"\naliases = [\"x\"]\n\
             [[term]]\ncategory = \"state\"\nid = \"x\"\naliases = [\"y\"]\n"
        ),
        [
            "k.toml:7:6: duplicate category id `state`, first on line 3; choose another",
            "k.toml:11:8: duplicate mark `S`, first on line 5; choose another",
            "k.toml:18:6: duplicate term id `x`, first on line 14; choose another",
        ]
    );
}

#[test]
fn a_mark_is_one_character_of_one_column() {
    let of = |mark: &str| messages(&format!("[[category]]\nid = \"a\"\nmark = \"{mark}\"\n"));
    for mark in ["SS", "国", "\\t", " \\u0301"] {
        assert_eq!(of(mark).len(), 1, "{mark}");
    }
    assert_eq!(
        of("SS"),
        ["k.toml:3:8: mark `SS` is not one character of one column; choose one such as `S`"]
    );
    assert_eq!(of("é"), [""; 0]);
    assert_eq!(
        messages("[[category]]\nid = \"a\"\n"),
        ["k.toml:1:1: category `a` has no `mark`; add `mark = \"…\"`"]
    );
}

#[test]
fn another_schema_is_not_read() {
    assert_eq!(
        messages("schema = 2\n"),
        ["k.toml:1:10: unsupported schema `2`; this program reads `schema = 1`"]
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_shown() {
    assert_eq!(
        messages(
            "name = 3\nlang = true\nterm = 1\n[defaults]\nplural = \"yes\"\ncase = \"folded\"\ndiacritics = 1\n"
        ),
        [
            "k.toml:1:8: `name` must be a text in quotation marks, not `3`",
            "k.toml:2:8: `lang` must be an array of texts, not `true`",
            "k.toml:3:8: `term` must be an array of tables, each under `[[term]]`, not `1`",
            "k.toml:5:10: `plural` must be true or false, not `\"yes\"`",
            "k.toml:6:8: unknown case `folded`; did you mean `fold`?",
            "k.toml:7:14: `diacritics` must be a text in quotation marks, not `1`",
        ]
    );
}

#[test]
fn a_colour_or_style_that_does_not_exist_is_reported() {
    assert_eq!(
        messages_after_category("color = \"pinkk\"\nstyle = [\"underlined\", \"blink\"]\n"),
        [
            "k.toml:6:9: unknown color `pinkk`; did you mean `pink`? (also \"#RRGGBB\" and 0 to 255)",
            "k.toml:7:10: unknown style `underlined`; did you mean `underline`?",
            "k.toml:7:24: unknown style `blink`; known: bold, italic, underline",
        ]
    );
    assert_eq!(
        messages_after_category("color = 256\n"),
        ["k.toml:6:9: color `256` is out of range; give 0 to 255"]
    );
}

#[test]
fn broken_toml_is_reported_together_with_what_else_is_wrong() {
    let messages = messages_after_category(
        "color = pink\n[[term]]\ncategory = \"stat\"\nid = \"x\"\naliases = [\"x\"]\n",
    );
    assert_eq!(messages.len(), 2, "{messages:#?}");
    assert!(
        messages[0].starts_with("k.toml:6:9: not TOML: "),
        "{}",
        messages[0]
    );
    assert_eq!(
        messages[1],
        "k.toml:8:12: unknown category `stat`; did you mean `state`?"
    );
}

#[test]
fn likely_mistakes_are_warnings() {
    assert_eq!(
        messages_after_category(
            "color = 244\n\
             [[term]]\ncategory = \"state\"\nid = \"a\"\naliases = [\"Ra'isi\", \"Ra’isi\", \"US\"]\n\
             [[term]]\ncategory = \"state\"\nid = \"b\"\naliases = [\"RA'ISI\"]\n\
             [[term]]\ncategory = \"state\"\nid = \"c\"\ncase = \"exact\"\naliases = [\"US\"]\n\
             [[term]]\ncategory = \"state\"\nid = \"d\"\nregex = '\\d*'\n"
        ),
        [
            "k.toml:6:9: warning: color `244` has a contrast of 3.5 on dark grounds and 3.5 on light ones, \
             under 4.5 on both; choose a lighter or a darker one",
            "k.toml:10:22: warning: alias `Ra’isi` is the same as `Ra'isi` after folding; leave one of them out",
            "k.toml:10:32: warning: acronym `US` also matches `us`; set `case = \"exact\"` if that is a word",
            "k.toml:14:12: warning: alias `RA'ISI` also stands in term `a` on line 10; both count its hits",
            "k.toml:19:12: warning: alias `US` also stands in term `a` on line 10; both count its hits",
            "k.toml:23:9: warning: regex `\\d*` can match empty text, which is never a hit; use `+` for `*`",
        ]
    );
}

#[test]
fn errors_come_before_warnings() {
    let messages = messages_after_category(
        "[[term]]\ncategory = \"state\"\nid = \"a\"\naliases = [\"US\"]\nplurall = true\n",
    );
    assert_eq!(
        messages,
        [
            "k.toml:10:1: unknown key `plurall` in a term; did you mean `plural`?",
            "k.toml:9:12: warning: acronym `US` also matches `us`; set `case = \"exact\"` if that is a word",
        ]
    );
}

#[test]
fn merging_lets_later_definitions_win_and_keeps_the_order() {
    let category =
        |id: &str, mark: &str| format!("[[category]]\nid = \"{id}\"\nmark = \"{mark}\"\n");
    let term = |id: &str, category: &str, alias: &str| {
        format!("[[term]]\nid = \"{id}\"\ncategory = \"{category}\"\naliases = [\"{alias}\"]\n")
    };
    let earlier = category("a", "S")
        + &category("b", "B")
        + &term("one", "a", "one")
        + &term("two", "b", "two");
    let later = category("c", "S")
        + &category("b", "X")
        + &term("two", "c", "zwei")
        + &term("three", "b", "three");
    let merged = KeywordSet::merge(set(&earlier), set(&later));
    let categories: Vec<_> = merged
        .categories
        .iter()
        .map(|c| (c.id.as_str(), c.mark.as_str()))
        .collect();
    assert_eq!(categories, [("a", "A"), ("b", "X"), ("c", "S")]);
    let terms: Vec<_> = merged
        .terms
        .iter()
        .map(|t| (t.id.as_str(), t.category))
        .collect();
    assert_eq!(terms, [("one", 0), ("two", 2), ("three", 1)]);
    assert_eq!(
        merged.terms[1].pattern,
        Pattern::Aliases(vec!["zwei".to_owned()])
    );
}
