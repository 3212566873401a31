//! Tests of what any page keeps: its words, its structure, and the time that it takes.

use super::*;

/// The words of a page, as a reader of the source finds them: what stands outside of tags, without scripts and styles.
fn source_words(source: &str) -> Vec<String> {
    let skipped = regex::Regex::new(
        r"(?s)<(script|style|title)\b.*?</(script|style|title)>|<head>.*?</head>",
    )
    .unwrap();
    let picture =
        regex::Regex::new(r#"<img alt="([^"]*)"[^>]*>|<input type="submit" value="([^"]*)">"#)
            .unwrap();
    let block = regex::Regex::new(r"(?s)<[^>]*>").unwrap();
    let text = skipped.replace_all(source, " ");
    let text = picture.replace_all(&text, " $1$2 ");
    let text = block.replace_all(&text, " ");
    words::words(&text)
        .map(|(_, word)| word.to_owned())
        .collect()
}

#[test]
fn no_word_of_a_page_is_lost_and_none_is_told_twice() {
    let parsed = html(&news());
    let found: Vec<String> = words::words(&parsed.text)
        .map(|(_, word)| word.to_owned())
        .collect();
    assert_eq!(found, source_words(&news()));
}

/// What holds of every page: blocks and runs are in order, on characters, inside the text; runs inside blocks.
fn check(parsed: &Parsed) {
    let text = &parsed.text;
    let mut end = 0;
    for (index, block) in parsed.blocks.iter().enumerate() {
        let span = block.span;
        assert!(span.start <= span.end && span.end <= text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        let between = if index == 0 { "" } else { "\n\n" };
        assert_eq!(&text[end..span.start], between, "{text:?}");
        assert_eq!(span.is_empty(), block.kind == BlockKind::Rule);
        end = span.end;
    }
    assert_eq!(end, text.len());
    let mut start = 0;
    for run in &parsed.runs {
        assert!(run.span.start >= start && !run.span.is_empty());
        assert!(text.is_char_boundary(run.span.start) && text.is_char_boundary(run.span.end));
        let inside = |block: &crate::collection::block::Block| {
            block.span.start <= run.span.start && run.span.end <= block.span.end
        };
        assert!(parsed.blocks.iter().any(inside), "{run:?} in {text:?}");
        start = run.span.start;
    }
    for (index, run) in parsed.runs.iter().enumerate() {
        for later in &parsed.runs[index + 1..] {
            let nests = later.span.start >= run.span.end || later.span.end <= run.span.end;
            assert!(nests, "{run:?} {later:?}");
        }
    }
}

/// A tag of any kind, words, and what only looks like either.
fn piece() -> impl Strategy<Value = String> {
    let names = "(a|b|i|p|div|li|ul|ol|dl|dt|dd|h1|h3|table|tr|td|th|tbody|caption|blockquote|pre|span|svg|math|title|form|nav|article|main|aside|q|sup|code|button|select|option|template|html|body|foreignObject|x-y|time|hr|br|img|input|font|textarea|object)";
    let attribute = r#"( (hidden|class=(share|content|tags)|id=x|href=y|rel=author|colspan=3|rowspan=2|alt="an alt"|style="display:none"|datetime=2021-07-10|start=7|role=doc-noteref|type=submit value=v|align=right))?"#;
    prop_oneof![
        6 => prop::string::string_regex(&format!("<{names}{attribute}/?>")).unwrap(),
        4 => prop::string::string_regex(&format!("</{names}>")).unwrap(),
        5 => "[ a-zé日\u{a0}\n]{1,12}",
        1 => "(&amp;|&nbsp;|&#27;|&eacute;|&|<|>|<!--|-->|<script>|</script>|<!\\[CDATA\\[|\\]\\]>|\u{0}|\r\n|\"|')",
        1 => "[A-Z][a-z ,]{30,90}\\. ",
    ]
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_tags_a_page_has_its_structure_holds(source in soup(), is_xml: bool) {
        let file = if is_xml { "a.xhtml" } else { "a.html" };
        check(&Parsed::html("a", file, &source).0);
    }

    #[test]
    fn any_text_at_all_is_a_page(source in "(?s).{0,80}") {
        check(&Parsed::html("a", "a.html", &source).0);
    }

    #[test]
    fn the_words_between_tags_are_those_of_the_text(parts in prop::collection::vec((0..12_usize, "[a-z]{1,8}"), 1..60)) {
        let tags = ["<p>", "</p>", "<div>", "</div>", "<ul><li>", "</ul>", "<blockquote>", "</blockquote>", " <b>", "</i> ", "<table><tr><td>", "</table>"];
        let mut source = String::new();
        let mut wanted = Vec::new();
        for (number, (tag, word)) in parts.iter().enumerate() {
            // Each word is there once, so that order and number tell it.
            let word = format!("{word}{number}");
            source.extend([tags[*tag], &word, " "]);
            wanted.push(word);
        }
        let parsed = Parsed::html("a", "a.html", &source).0;
        let mut found: Vec<String> = words::words(&parsed.text).map(|(_, word)| word.to_owned()).collect();
        // What stands in a table but in no cell is written before it.
        if source.contains("<table>") {
            found.sort();
            wanted.sort();
        }
        prop_assert_eq!(found, wanted);
    }
}

/// Reads a page on a small stack, and says how long it took.
fn timed(source: String) -> (Parsed, Duration) {
    let reading = move || {
        let start = Instant::now();
        let parsed = Parsed::html("a", "a.html", &source).0;
        let took = start.elapsed();
        drop(source);
        (parsed, took)
    };
    std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(reading)
        .unwrap()
        .join()
        .unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of pages")]
fn hostile_pages_take_no_longer_than_long_ones() {
    let repeated = |piece: &str| piece.repeat((1 << 18) / piece.len());
    let mut sources: Vec<(String, String)> = [
        "<div>",
        "<p>",
        "<b>",
        "<a href=x>",
        "<li>",
        "<ul><li>",
        "<table>",
        "<table><tr><td>",
        "<td>",
        "<tr>",
        "<span>a",
        "<b><p>a",
        "<i a><p>",
        "<svg>",
        "<svg><p>",
        "<math><mi>",
        "</p>",
        "</div>",
        "<!--",
        "<!-->",
        "<![CDATA[",
        "<",
        "</",
        "<a ",
        "<a b='",
        "&",
        "&a",
        "&#",
        "&am;",
        "\0",
        "<script>",
        "<script><!--<script>",
        "<title>",
        "<blockquote>a",
        "<dl><dd>a",
        "<form>",
        "<button>",
        "<h1>",
        "<h1>a</h1>",
        "<select><option>",
        "<template>",
        "<p hidden>a",
        "<div hidden>",
        "<pre>\n",
        "<br>a",
        "<hr>",
        "<object>",
        "<td colspan=9999>",
        "<table><tr><td>a<td>b",
        "a",
        "a ",
        "<q>",
        "<sup><a href=x>1",
        "a<sup>",
        "<nav><p>a",
        "<meta name=author content=a>",
        "<time datetime=2021-07-10>",
        "<b hidden>",
        "<font><div>a",
        "<article>a",
    ]
    .iter()
    .map(|piece| ((*piece).to_owned(), repeated(piece)))
    .collect();
    sources.push((
        "deep and back".into(),
        "<div>".repeat(100_000) + "words" + &"</div>".repeat(100_000),
    ));
    sources.push((
        "differing formats".into(),
        many(60_000, &|it| format!("<b id={it}><p>x")),
    ));
    sources.push((
        "differing names".into(),
        many(80_000, &|it| format!("<x{it}>a")),
    ));
    sources.push((
        "many headers".into(),
        format!(
            "<table><tr><th>{}<th>b{}</table>",
            "a".repeat(900),
            "<tr><td>c<td>d".repeat(60_000)
        ),
    ));
    sources.push((
        "an open attribute".into(),
        format!("a<p class='{}", "x> ".repeat(300_000)),
    ));
    sources.push((
        "deep and wide".into(),
        "<div class=a>".repeat(500) + &"<p>Running text, and nothing else. ".repeat(40_000),
    ));
    for (name, source) in sources {
        let length = source.len();
        let (parsed, took) = timed(source);
        assert!(took < Duration::from_secs(8), "{name}: {took:?}");
        assert!(
            parsed.text.len() <= 8 * length + 64,
            "{name}: {} of {length}",
            parsed.text.len()
        );
    }
}

#[test]
fn deep_nesting_loses_no_word_and_ends() {
    let source = format!(
        "{}<p>in<script>x</script><b>side</b></p>{}<p>after",
        "<div>a".repeat(2_000),
        "</div>".repeat(2_000)
    );
    let parsed = html(&source);
    check(&parsed);
    assert_eq!(words::count(&parsed.text), 2_002);
    assert!(parsed.text.ends_with("a\n\ninside\n\nafter"));
}
