//! The rules of matching, one by one, with the cases that their notes name.

use catchword::{
    keyword::{Hit, Matcher, Scratch, painted, set::parse},
    text::span::Span,
};

/// The hits in `text` of terms given by their TOML bodies, all in one category.
fn hits_of(terms: &[&str], text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    Matcher::new(&set(terms)).find(&mut Scratch::default(), text, 0, &mut hits);
    hits
}

fn set(terms: &[&str]) -> catchword::keyword::KeywordSet {
    let mut source = "[[category]]\nid = \"c\"\nmark = \"C\"\n".to_owned();
    for (number, term) in terms.iter().enumerate() {
        let head = format!("[[term]]\ncategory = \"c\"\nid = \"{number}\"\n");
        source.extend([head.as_str(), term, "\n"]);
    }
    parse("k.toml", &source).expect("the set is right").0
}

/// The texts of the hits of one term.
fn found<'t>(term: &str, text: &'t str) -> Vec<&'t str> {
    hits_of(&[term], text)
        .iter()
        .map(|hit| &text[hit.span.range()])
        .collect()
}

/// The texts of the hits of one alias.
fn alias<'t>(alias: &str, text: &'t str) -> Vec<&'t str> {
    found(&format!("aliases = [\"\"\"{alias}\"\"\"]"), text)
}

#[test]
fn exact_case_parts_acronyms_from_words() {
    let text = "The UN said: un-Iranian, UNESCO, Un";
    assert_eq!(found("aliases = [\"UN\"]\ncase = \"exact\"", text), ["UN"]);
}

#[test]
fn smart_case_is_exact_for_an_alias_with_a_capital_only() {
    let term = "aliases = [\"Rad\", \"regime\"]\ncase = \"smart\"";
    assert_eq!(
        found(term, "Rad rad RAD Regime regime"),
        ["Rad", "Regime", "regime"]
    );
}

#[test]
fn strokes_and_ligatures_are_diacritics() {
    assert_eq!(alias("Lodz", "Łódź"), ["Łódź"]);
    assert_eq!(
        alias("Jansa", "Janša Jans\u{30c}a"),
        ["Janša", "Jans\u{30c}a"]
    );
    assert_eq!(alias("aeon", "Æon æon"), ["Æon", "æon"]);
    assert_eq!(
        found("aliases = [\"Lodz\"]\ndiacritics = \"exact\"", "Łódź"),
        [""; 0]
    );
}

#[test]
fn exact_diacritics_do_not_cut_a_letter_from_its_mark() {
    let term = "aliases = [\"cafe\"]\ndiacritics = \"exact\"";
    assert_eq!(found(term, "cafe café cafe\u{301}"), ["cafe"]);
    let term = "aliases = [\"café\"]\ndiacritics = \"exact\"";
    assert_eq!(
        found(term, "café cafe\u{301} cafés cafe\u{301}s café's"),
        ["café", "cafe\u{301}", "café"]
    );
}

#[test]
fn indic_vowels_are_not_diacritics() {
    assert_eq!(
        found("aliases = [\"हिन्द\"]\nwhole_word = false", "हिन्दी हिन्द"),
        ["हिन्द"]
    );
    assert_eq!(alias("हिन्दी", "हिन्दी"), ["हिन्दी"]);
}

#[test]
fn an_apostrophe_is_not_nothing() {
    assert_eq!(alias("its", "its it's it’s"), ["its"]);
    assert_eq!(
        alias("it's", "its it's it’s it´s itʻs"),
        ["it's", "it’s", "it´s", "itʻs"]
    );
}

#[test]
fn the_em_dash_is_no_hyphen() {
    assert_eq!(alias("Iran-Iraq", "Iran—Iraq Iran−Iraq"), ["Iran−Iraq"]);
    assert_eq!(alias("Iran", "war—Iran—said"), ["Iran"]);
}

#[test]
fn an_alias_is_no_distance() {
    assert_eq!(alias("Khamenei", "Khomeini"), [""; 0]);
}

#[test]
fn a_part_of_a_word_or_number_is_no_hit() {
    assert_eq!(alias("Ra", "Ra'isi Ra Ra’isi"), ["Ra"]);
    assert_eq!(alias("000", "30,000 and 000"), ["000"]);
    assert_eq!(alias("evin", "Kevin"), [""; 0]);
}

#[test]
fn an_underscore_is_an_edge() {
    assert_eq!(alias("MEK", "_MEK_ MEK_ a_MEK 1_MEK_2"), ["MEK"; 4]);
}

#[test]
fn a_possessive_stays_outside() {
    assert_eq!(
        alias("Iran", "Iran's IRAN’S Iranʼs Iran'st Iran'll"),
        ["Iran", "IRAN", "Iran"]
    );
    assert_eq!(alias("رئیسی", "رئیسی's"), ["رئیسی"]);
    let term = "aliases = [\"IRAN\"]\ncase = \"exact\"";
    assert_eq!(found(term, "IRAN'S IRAN’s IRANS"), ["IRAN", "IRAN"]);
}

#[test]
fn a_plural_is_asked_for() {
    assert_eq!(alias("Iran", "Iranian Irans"), [""; 0]);
    let term = "aliases = [\"clash\"]\nplural = true";
    assert_eq!(
        found(term, "clash clashes clashs clashes' clashing"),
        ["clash", "clashes", "clashs", "clashes"]
    );
}

#[test]
fn hyphen_and_slash_are_edges_and_no_spaces() {
    assert_eq!(alias("Iran", "Iran-Iraq PMOI/Iran pro‑Iran"), ["Iran"; 3]);
    assert_eq!(alias("anti-war", "anti war anti-war"), ["anti-war"]);
}

#[test]
fn a_line_end_hyphen_is_joined_only_on_request() {
    let term = "aliases = [\"Mojahedin\"]\ndehyphenate = true";
    assert_eq!(
        found(term, "Moja-\nhedin Moja- \r\n  hedin"),
        ["Moja-\nhedin", "Moja- \r\n  hedin"]
    );
    assert_eq!(
        found(term, "Moja-\n\nhedin Moja-\nHedin Moja-hedin"),
        [""; 0]
    );
    assert_eq!(
        alias("Mojahedin", "Moja-\nhedin Moja\u{ad}hedin"),
        ["Moja\u{ad}hedin"]
    );
}

#[test]
fn a_space_is_any_white_space_with_one_line_break() {
    for white in [
        " ",
        "\u{a0}",
        "\u{202f}",
        " \n ",
        "\r\n",
        "\t",
        "\u{2028}",
        "\u{200b} ",
        "\u{3000}",
    ] {
        let text = format!("Free{white}Iran");
        assert_eq!(alias("Free Iran", &text), [text.as_str()], "{white:?}");
    }
    for white in ["", "\n\n", "\n \n", "\r\n\r\n", "\u{2029}", "\u{200b}", "-"] {
        assert_eq!(
            alias("Free Iran", &format!("Free{white}Iran")),
            [""; 0],
            "{white:?}"
        );
    }
    assert_eq!(alias(" Free \n Iran ", "Free Iran"), ["Free Iran"]);
}

#[test]
fn ignorable_characters_belong_to_the_letter_before() {
    assert_eq!(
        alias("Iran", "\u{202b}Ir\u{2060}an\u{202c} x"),
        ["Ir\u{2060}an\u{202c}"]
    );
    assert_eq!(alias("ایران", "ایـــرٰان"), ["ایـــرٰان"]);
}

#[test]
fn persian_and_arabic_spellings_are_one() {
    assert_eq!(alias("ایران", "ايران إيران أيران آيران ٱيران").len(), 5);
    assert_eq!(alias("خانه", "خانه خانة خانۀ خانہ خانە").len(), 5);
    assert_eq!(alias("مومن", "مؤمن"), ["مؤمن"]);
    assert_eq!(alias("می رود", "می‌رود"), [""; 0]);
    assert_eq!(alias("لا", "\u{fefb}"), ["\u{fefb}"]);
    assert_eq!(
        found("aliases = [\"ل\"]\nwhole_word = false", "\u{fefb}"),
        [""; 0]
    );
}

#[test]
fn half_a_letter_or_cluster_is_no_hit() {
    let part =
        |alias: &str, text| found(&format!("aliases = ['{alias}']\nwhole_word = false"), text);
    assert_eq!(part("stras", "Straße"), [""; 0]);
    assert_eq!(part("of", "oﬃce"), [""; 0]);
    assert_eq!(part("👨", "👨\u{200d}👩\u{200d}👧 👨"), ["👨"]);
    assert_eq!(part("ᄒ", "한"), [""; 0]);
}

#[test]
fn edges_are_asked_before_the_longest_alias_is_taken() {
    let term = "aliases = [\"free Iran\", \"free Iran summit\"]";
    assert_eq!(
        found(term, "free Iran summits, free Iran summit"),
        ["free Iran", "free Iran summit"]
    );
    let term = "aliases = [\"a b\", \"b c d\", \"c\"]";
    assert_eq!(found(term, "a b c d"), ["a b", "c"]);
}

#[test]
fn a_hit_names_its_alias() {
    let term = "aliases = [\"prisoner\", \"prisoners\", \"inmate\"]\nplural = true";
    let hits = hits_of(&[term], "inmates prisoner prisoners");
    assert_eq!(
        hits.iter().map(|hit| hit.alias).collect::<Vec<_>>(),
        [2, 0, 1]
    );
}

#[test]
fn hits_of_different_terms_may_overlap_and_all_count() {
    let terms = [
        "aliases = [\"Iran\"]",
        "aliases = [\"Free Iran\"]",
        "aliases = [\"Iran summit\"]",
    ];
    let hits = hits_of(&terms, "Free Iran summit");
    let spans: Vec<_> = hits
        .iter()
        .map(|hit| (hit.span.start, hit.span.end, hit.term.0))
        .collect();
    assert_eq!(spans, [(0, 9, 1), (5, 16, 2), (5, 9, 0)]);
    let painted: Vec<_> = painted(&hits, &set(&terms))
        .iter()
        .map(|hit| hit.term.0)
        .collect();
    assert_eq!(painted, [1]);
}

#[test]
fn of_one_place_the_first_category_is_painted_then_the_first_term() {
    let source = r#"
[[category]]
id = "first"
mark = "F"
[[category]]
id = "second"
mark = "S"
[[term]]
category = "second"
id = "a"
aliases = ["Iran", "Iraq"]
[[term]]
category = "first"
id = "b"
aliases = ["Iran"]
[[term]]
category = "second"
id = "c"
aliases = ["Iraq"]
"#;
    let set = parse("k.toml", source).expect("the set is right").0;
    let mut hits = Vec::new();
    Matcher::new(&set).find(&mut Scratch::default(), "Iran Iraq", 100, &mut hits);
    assert_eq!(hits.len(), 4);
    let painted = painted(&hits, &set);
    let places: Vec<_> = painted.iter().map(|hit| (hit.span, hit.term.0)).collect();
    assert_eq!(places, [(Span::new(100, 104), 1), (Span::new(105, 109), 0)]);
}

#[test]
fn one_text_has_no_bearing_on_the_next() {
    let two = Matcher::new(&set(&["aliases = [\"Iran\"]", "regex = 'Ir.*'"]));
    let one = Matcher::new(&set(&["aliases = [\"Iran\"]"]));
    let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
    two.find(&mut scratch, "in Iran", 0, &mut hits);
    two.find(&mut scratch, "Iran", 0, &mut hits);
    one.find(&mut scratch, "Iran", 0, &mut hits);
    let places: Vec<_> = hits
        .iter()
        .map(|hit| (hit.span.start, hit.term.0))
        .collect();
    assert_eq!(places, [(3, 0), (3, 1), (0, 0), (0, 1), (0, 0)]);
}

#[test]
fn a_regex_runs_on_the_text_as_it_is() {
    assert_eq!(
        found(r"regex = '\bra.isi'", "Ra'isi RA’ISI Raisi"),
        ["Ra'isi", "RA’ISI"]
    );
    assert_eq!(
        found("regex = 'us'\ncase = \"exact\"", "US us bus"),
        ["us", "us"]
    );
    assert_eq!(found("regex = 'US'\ncase = \"smart\"", "US us"), ["US"]);
    assert_eq!(found(r"regex = '\d*'", "a12b3"), ["12", "3"]);
    assert_eq!(found("regex = 'caf.'", "cafe\u{301}"), ["cafe\u{301}"]);
}
