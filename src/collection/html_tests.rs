use super::*;
use crate::{
    collection::{
        block::{Marker, RunKind},
        markdown::HARD_BREAK,
    },
    text::words,
};
use proptest::prelude::*;
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

fn html(source: &str) -> Parsed {
    let (parsed, problems) = Parsed::html("page", "page.html", source);
    assert_eq!(problems, []);
    parsed
}

/// So many pieces, one after the other.
fn many(count: usize, piece: &dyn Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// Each block as its signs and its text: `|` for furniture, `>` a quotation, `#` a heading, `-` an item, `_` tight.
fn shown(parsed: &Parsed) -> Vec<String> {
    let block = |block: &crate::collection::block::Block| {
        let mut line = String::new();
        line += if block.furniture { "|" } else { "" };
        line += &">".repeat(block.quotes.into());
        line += &"  ".repeat(usize::from(block.lists.saturating_sub(1)));
        line += if block.tight { "_" } else { "" };
        let sign = match (block.kind, block.marker) {
            (BlockKind::Heading(level), _) => "#".repeat(level.into()) + " ",
            (BlockKind::Rule, _) => "---".to_owned(),
            (BlockKind::Preformatted, _) => "` ".to_owned(),
            (_, Some(Marker::Number(number))) => format!("{number}. "),
            (_, Some(_)) => "- ".to_owned(),
            _ => String::new(),
        };
        line + &sign + &parsed.text[block.span.range()].replace(HARD_BREAK, "/")
    };
    parsed.blocks.iter().map(block).collect()
}

fn blocks(source: &str) -> Vec<String> {
    shown(&html(source))
}

/// Each run as what it is and what it covers.
fn runs(source: &str) -> Vec<String> {
    let parsed = html(source);
    let run = |run: &crate::collection::block::Run| {
        let kind = match &run.kind {
            RunKind::Emphasis => "em".to_owned(),
            RunKind::Strong => "strong".to_owned(),
            RunKind::Struck => "struck".to_owned(),
            RunKind::Code => "code".to_owned(),
            RunKind::Link(target) => format!("link {target}"),
        };
        format!("{kind}: {}", &parsed.text[run.span.range()])
    };
    parsed.runs.iter().map(run).collect()
}

#[test]
fn headings_paragraphs_lists_and_quotations_are_blocks() {
    assert_eq!(
        blocks(
            "<h1>A\n title</h1><p>One  <b>two</b>\n three.<p>Four.<ul><li>Five<li>Six<ul><li>Seven</ul></ul>
             <ol start=3><li>Eight</li><li value=9><p>Nine</p><p>Ten</p></li></ol>
             <blockquote>Eleven<p>Twelve</blockquote><hr><dl><dt>Word<dd>What it means</dl>"
        ),
        [
            "# A title", "One two three.", "Four.", "- Five", "_- Six", "  _- Seven", "3. Eight", "9. Nine", "Ten",
            ">Eleven", ">Twelve", "---", "Word", "_What it means"
        ]
    );
}

#[test]
fn blocks_are_parted_by_a_blank_line() {
    assert_eq!(
        html("a<div>b<hr>c</div><p> <p>d").text,
        "a\n\nb\n\n\n\nc\n\nd"
    );
}

#[test]
fn text_outside_of_paragraphs_is_as_visible_as_in_them() {
    assert_eq!(
        blocks(
            "one<div>two<p>three</p>four</div><section>five<span>six</span> <em>seven</em></section></p>eight</body></html>nine"
        ),
        [
            "one",
            "two",
            "three",
            "four",
            "fivesix seven",
            "eight",
            "nine"
        ]
    );
}

#[test]
fn a_break_is_a_line_and_two_part_paragraphs() {
    assert_eq!(
        blocks(
            "<p>one <br> two<br/>three <br>\n<br> four<br></p><h2>five<br><br>six</h2><br>seven</br>eight"
        ),
        ["one/two/three", "four", "## five/six", "seven/eight"]
    );
}

#[test]
fn preformatted_text_keeps_its_blanks() {
    assert_eq!(
        blocks("<pre>\n\n  a <b>b</b>\n\tc<br>d\n\n</pre><p>e</p><textarea>\n f\n</textarea>"),
        ["` \n  a b\n\tc\nd", "e", "|`  f"]
    );
}

#[test]
fn formats_are_runs_without_the_blanks_around_them() {
    assert_eq!(
        runs(
            "<p>a <b> bold <i>and</i> </b>, <code>c</code> <del>d</del> <a href=' /e?a=1&amp;b '>e <em>f</em></a> <a name=x>g</a>"
        ),
        [
            "strong: bold and",
            "em: and",
            "code: c",
            "struck: d",
            "link /e?a=1&b: e f",
            "em: f"
        ]
    );
}

#[test]
fn formats_go_on_over_the_end_of_a_block_and_end_where_they_are_ended() {
    assert_eq!(
        runs("<p><b>one<p>two<i>three</b>four</i>five"),
        ["strong: one", "strong: twothree", "em: three", "em: four"]
    );
    assert_eq!(
        runs("<b>a<table><tr><td><i>b</b><td>c</table>"),
        ["strong: a", "strong: b", "em: b", "strong: c"]
    );
    assert_eq!(
        runs("<a href=1>a<a href=2>b</a>c"),
        ["link 1: a", "link 2: b"]
    );
}

#[test]
fn what_is_not_displayed_is_left_out() {
    assert_eq!(
        blocks(
            "<head><title>t</title><style>s { }</style></head><script>s('<p>')</script><!-- c --><template><p>t</template>
             <noscript><p>n</noscript><p hidden>h<p>a<span style='display: none'>h</span>b<div style='visibility:hidden'><p>h</div>
             <iframe>i</iframe><video>v</video><dialog>d</dialog><svg><title>t</title><style>.a{}</style><text>drawn</text></svg>
             <math><semantics><mi>x</mi><annotation>tex</annotation></semantics></math><datalist><option>o</datalist>"
        ),
        ["ab", "drawn x"]
    );
}

#[test]
fn a_page_that_hides_all_its_words_is_shown() {
    assert_eq!(
        blocks("<div style='display:none'><p>All of it.</div><script>s</script>"),
        ["All of it."]
    );
}

#[test]
fn pictures_stand_as_their_descriptions() {
    assert_eq!(
        blocks(
            "<p>See <img src=a.png alt='a  tower'>, <img src=b.png><img alt=''><img hidden alt=h>.</p>"
        ),
        ["See [a tower], ."]
    );
}

#[test]
fn references_are_characters_and_controls_stay_in_the_text() {
    assert_eq!(
        html("<p>&lt;b&gt; &#27;[31m caf&eacute;&nbsp;&copy2 &#x202E;").text,
        "<b> \u{1b}[31m café\u{a0}©2 \u{202e}"
    );
}

#[test]
fn references_to_notes_stand_in_brackets() {
    assert_eq!(
        blocks(
            "<p>Word<sup><a href=#1>1</a></sup>, word<a href=#2 role=doc-noteref>[2]</a>, m<sup>2</sup>.</p>"
        ),
        ["Word[1], word[2], m²."]
    );
}

#[test]
fn what_stands_above_or_below_the_line_is_not_part_of_the_number_before_it() {
    assert_eq!(
        blocks(
            "<p>10<sup>6</sup> or 10<sup>−12</sup> metres<sup>1</sup>, mc<sup>2</sup>, H<sub>2</sub>O, Na<sup>+</sup>,
             x<sup>2n</sup>, x<sup>2<i>n</i></sup>, x<sub>i</sub>, the 5<sup>th</sup>, a<sup>[3]</sup>, b<sup>(c)</sup>, d <sup>e f</sup>
             <p><sup>1</sup> A note. <p><sup>a</sup>Another."
        ),
        [
            "10⁶ or 10⁻¹² metres¹, mc², H₂O, Na⁺, x^2n, x^2n, x_i, the 5th, a[3], b(c), d e f",
            "¹ A note.",
            "aAnother."
        ]
    );
    assert_eq!(
        runs(
            "<p><b>10</b><sup><b>6</b></sup> <i>x<sup>n<b>m</b></sup> y</i> <a href=1><sup>23</sup></a> <em>z</em>"
        ),
        [
            "strong: 10",
            "strong: ⁶",
            "em: x^nm y",
            "strong: m",
            "link 1: ²³",
            "em: z"
        ]
    );
}

#[test]
fn links_side_by_side_are_parted_and_quotations_in_a_line_are_marked() {
    assert_eq!(
        blocks("<span><a href=1>One</a></span><a href=2>Two</a> <q>three</q>"),
        ["One Two “three”"]
    );
}

#[test]
fn a_table_of_figures_is_set_in_columns() {
    assert_eq!(
        blocks(
            "<table><caption>Figures</caption><thead><tr><th>Year<th align=right>Sold</thead>
             <tbody><tr><td>1999<td align=right><b>5</b><tr><td>2000<td align=right>12</tbody></table>after"
        ),
        ["Figures", "` Year  Sold\n────  ────\n1999     5\n2000    12", "after"]
    );
    assert_eq!(
        runs("<table><tr><td>a<td>b<tr><td>c<td>d<br>e <b>f</b></table>"),
        ["strong: f"]
    );
    assert_eq!(
        blocks("<table><tr><td>a<td>b<tr><td>c<td>d<br>e <b>f</b></table>"),
        ["` a  b\nc  d e f"]
    );
}

#[test]
fn cells_that_span_keep_the_columns() {
    assert_eq!(
        blocks(
            "<table><tr><th>a<th>b<th>c<tr><td colspan=2>d<td>e<tr><td rowspan=2>f<td>g<td>h<tr><td>i<td>j</table>"
        ),
        ["` a  b  c\n─  ─  ─\nd     e\nf  g  h\n   i  j"]
    );
}

#[test]
fn a_wide_table_is_a_list_of_its_rows() {
    let long = "long words of a cell ".repeat(3);
    let long = long.trim();
    assert_eq!(
        blocks(&format!(
            "<table><tr><th>One<th>Two<tr><td>{long}<td>{long}<tr><td>a<td></table>"
        )),
        [
            format!("- One: {long}; Two: {long}"),
            "_- One: a".to_owned()
        ]
    );
    assert_eq!(
        blocks(&format!(
            "<table><tr><td>{long}<td>{long}<tr><td>a<td>b</table>"
        )),
        [format!("- {long}; {long}"), "_- a; b".to_owned()]
    );
}

#[test]
fn a_table_that_sets_a_page_in_columns_is_its_blocks() {
    assert_eq!(
        blocks(
            "<table><tr><td><p>a<p>b<td><ul><li>c</ul><tr><td>d<td><table><tr><td>e<td>f<tr><td>g<td>h</table></table>i"
        ),
        ["a", "b", "- c", "d", "` e  f\ng  h", "i"]
    );
    assert_eq!(blocks("<table><tr><td>a<td>b</table>"), ["a", "b"]);
}

#[test]
fn what_stands_in_a_table_outside_its_cells_is_not_lost() {
    assert_eq!(
        blocks("<table>a<tr>b<td>c<td>d<tr><td>e<td>f</table><td>g</td><tr>h"),
        ["a", "b", "c", "d", "e", "f", "g", "h"]
    );
}

#[test]
fn end_tags_that_are_missing_or_too_many_lose_nothing() {
    assert_eq!(
        blocks(
            "</div></p></b><div><span>a</div>b</span></li><ul><li>c</ul></ul><p>d</div>e<form><div>f</form>g</div>h"
        ),
        ["a", "b", "- c", "de", "f", "g", "h"]
    );
}

#[test]
fn in_xhtml_empty_elements_hold_nothing() {
    let (parsed, _) = Parsed::html(
        "page",
        "page.html",
        "<?xml version='1.0'?><html><head><title/><script src='x'/></head><body><p/><a id='x'/><b/>one<i>two</i><![CDATA[ & <three>]]></body></html>",
    );
    assert_eq!(shown(&parsed), ["onetwo & <three>"]);
    assert_eq!(parsed.runs.len(), 1);
}

#[test]
fn a_page_without_text_is_told() {
    let (parsed, problems) =
        Parsed::html("page", "a.html", "<div id=root></div><script>s()</script>");
    assert_eq!(parsed.metadata.title, "page");
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["a.html:1:1: the page holds no text; it may be one that a script makes"]
    );
}

/// Running text of `count` sentences, each said with its number.
fn prose(count: usize) -> String {
    let sentence = |number| {
        format!(
            "Sentence {number} tells at some length, and with a comma, what happened on that day. "
        )
    };
    (1..=count).map(sentence).collect::<Vec<_>>().concat()
}

/// A page of a newspaper, with what such pages have around an article.
fn news() -> String {
    format!(
        r##"<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A quiet summit ends | The Daily Paper</title>
<meta property="og:title" content="A quiet summit ends"><meta property="og:site_name" content="The Daily Paper">
<meta name="author" content="A. Writer"><meta property="article:published_time" content="2025-07-22T13:54:00-04:00">
<link rel="canonical" href="https://paper.example/summit"></head>
<body class="has-sidebar tags-on">
<a class="skip-link" href="#main">Skip to main content</a>
<div id="cookie-notice"><p>We use cookies and similar means, and so do our partners, to measure what you read here.</p><button>Accept all</button></div>
<header class="site-header"><a href="/"><img alt="The Daily Paper" src="l.png"></a>
<nav><ul><li><a href="/w">World</a></li><li><a href="/o">Opinion</a></li></ul></nav><form><input type="submit" value="Search"></form></header>
<div class="breadcrumbs"><a href="/">Home</a> / <a href="/w">Asia</a></div>
<div class="layout"><div class="column-main">
<h1>A quiet summit ends</h1>
<p class="standfirst">Delegates go home.</p>
<div class="byline">By <a rel="author" href="/aw">A. Writer</a> <time datetime="2025-07-22">22 July</time></div>
<div class="share-bar"><a href="f">Facebook</a><a href="x">Post</a></div>
<div class="story"><figure><img alt="Tower in the evening" src="t.jpg"><figcaption>The tower.</figcaption></figure>
<p>{}</p><aside class="related"><h3>Related</h3><ul><li><a href="1">Another story that was told here before</a></ul></aside>
<p>{}</p><h2>What next</h2><p>{}</p><blockquote><p>We shall see.</p><footer>— A delegate</footer></blockquote>
<p>{}</p>
<p>Tags: <a href="t1">summit</a> | <a href="t2">tower</a></p><p>Share this article</p></div>
<h2>Read more</h2><ul><li><a href="2">One more headline of another day</a></li><li><a href="3">And another headline</a></li></ul>
</div><div class="sidebar"><h2>Popular</h2><p>Subscribe to our letter, which tells each morning what is new, and what is not.</p></div></div>
<footer><p>© 2025 The Daily Paper. All rights reserved, in all countries and languages.</p><ul><li><a href="/p">Privacy</a></li></ul></footer>
</body></html>"##,
        prose(3),
        prose(2),
        prose(2),
        prose(3),
    )
}

#[test]
fn the_article_of_a_page_is_told_from_what_stands_around_it() {
    let parsed = html(&news());
    let shown = shown(&parsed);
    let article: Vec<&str> = shown
        .iter()
        .filter(|line| !line.starts_with('|'))
        .map(String::as_str)
        .collect();
    let (three, two) = (prose(3), prose(2));
    assert_eq!(
        article,
        [
            "# A quiet summit ends",
            "Delegates go home.",
            "By A. Writer 22 July",
            "[Tower in the evening]",
            "The tower.",
            three.trim(),
            two.trim(),
            "## What next",
            two.trim(),
            ">We shall see.",
            ">— A delegate",
            three.trim(),
        ]
    );
    let furniture = shown.iter().filter(|line| line.starts_with('|')).count();
    assert_eq!(furniture, 20, "{shown:#?}");
}

#[test]
fn what_a_page_states_is_its_metadata() {
    let metadata = html(&news()).metadata;
    assert_eq!(metadata.title, "A quiet summit ends");
    assert!(metadata.title_in_text);
    assert_eq!(metadata.authors.as_ref(), ["A. Writer"]);
    assert_eq!(metadata.publisher.as_deref(), Some("The Daily Paper"));
    assert_eq!(metadata.date.unwrap().to_string(), "2025-07-22");
    assert_eq!(metadata.date_basis, DateBasis::Stated);
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
    assert_eq!(
        metadata.source.as_deref(),
        Some("https://paper.example/summit")
    );
}

#[test]
fn what_a_page_does_not_state_is_not_known() {
    let metadata = html(&format!("<p>{}<p>Updated 22 July 2025.", prose(3))).metadata;
    assert_eq!(
        (metadata.authors.len(), metadata.publisher, metadata.date),
        (0, None, None)
    );
    assert_eq!(
        (metadata.language, metadata.source, metadata.kind),
        (None, None, None)
    );
}

#[test]
fn a_date_that_is_only_marked_up_is_inferred_unless_it_says_what_it_is() {
    let dated = |time: &str| {
        let metadata = html(&format!("<h1>Title of it</h1>{time}<p>{}", prose(3))).metadata;
        (
            metadata.date.map(|date| date.to_string()),
            metadata.date_basis,
        )
    };
    let day = || Some("2021-07-10".to_owned());
    assert_eq!(
        dated("<time datetime=2021-07-10T10:00Z>then</time>"),
        (day(), DateBasis::Inferred)
    );
    assert_eq!(
        dated("<time datetime=2021-07-10 pubdate>then</time>"),
        (day(), DateBasis::Stated)
    );
    assert_eq!(
        dated("<time datetime=2021-07-10>a</time> <time datetime=2022-01-01>b</time>").0,
        None
    );
    assert_eq!(
        dated("<nav><time datetime=2021-07-10>today</time></nav>").0,
        None
    );
    assert_eq!(
        dated("<p>Saturday, 10 July 2021"),
        (day(), DateBasis::Stated)
    );
}

fn title_of(head: &str, body: &str) -> (String, bool) {
    let metadata = html(&format!("{head}{body}<p>{}", prose(3))).metadata;
    (metadata.title.into_owned(), metadata.title_in_text)
}

#[test]
fn the_title_is_told_without_the_name_of_the_site() {
    for (head, body, title, in_text) in [
        (
            "<title>One Two - Site</title>",
            "<h1>One Two</h1>",
            "One Two",
            true,
        ),
        (
            "<title>Site » It’s one</title>",
            "<h1>It's one</h1>",
            "It's one",
            true,
        ),
        ("<title>One - Two</title>", "", "One - Two", false),
        (
            "<title>One - Two</title><meta property=og:site_name content=Two>",
            "",
            "One",
            false,
        ),
        (
            "<title>One | Site</title><meta property=og:title content=One>",
            "",
            "One",
            false,
        ),
        (
            "<meta property=og:title content='One of it – Site'><meta property=og:site_name content=Site>",
            "",
            "One of it",
            false,
        ),
        ("", "<h1>Alone on top</h1>", "Alone on top", true),
        (
            "<title>One</title>",
            "<h1>Something else</h1>",
            "One",
            false,
        ),
        ("<title>Onerous</title>", "<h1>One</h1>", "Onerous", false),
        (
            "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"One &amp; two\"}</script>",
            "",
            "One & two",
            false,
        ),
        (
            "",
            "",
            "Sentence 1 tells at some length, and with a comma, what happened…",
            false,
        ),
    ] {
        assert_eq!(
            title_of(head, body),
            (title.to_owned(), in_text),
            "{head}{body}"
        );
    }
}

#[test]
fn an_article_of_breaks_in_a_table_of_the_old_days_is_found() {
    let page = format!(
        "<body><table width=100%><tr><td colspan=2><a href=/>Home</a> <a href=/n>News</a> <a href=/c>Contact the editor of this page</a>
         <tr><td width=150><a href=1>Archive of all the years</a><br><a href=2>Letters to the editor</a><br>
         <td><font size=4><b>An old page</b></font><br><br>{}<br><br>{}<br><br>{}</td></tr>
         <tr><td colspan=2><center><a href=3>Top of this old page</a> | <a href=4>Map of the pages</a></center></table>",
        prose(2),
        prose(3),
        prose(2)
    );
    let shown = blocks(&page);
    let article: Vec<&str> = shown
        .iter()
        .filter(|line| !line.starts_with('|'))
        .map(String::as_str)
        .collect();
    assert_eq!(
        article,
        [
            "An old page",
            prose(2).trim(),
            prose(3).trim(),
            prose(2).trim()
        ],
        "{shown:#?}"
    );
}

#[test]
fn a_page_that_is_one_form_or_has_a_telling_class_is_not_all_furniture() {
    for around in [
        "<form id=aspnetForm>",
        "<div class=modal>",
        "<div class='page sidebar-left'>",
        "<div role=dialog>",
    ] {
        let shown = blocks(&format!(
            "{around}<nav><a href=1>Home</a></nav><p>{}<p>{}",
            prose(2),
            prose(3)
        ));
        assert_eq!(
            shown,
            [
                "|Home".to_owned(),
                prose(2).trim().to_owned(),
                prose(3).trim().to_owned()
            ],
            "{around}"
        );
    }
}

/// The blocks of a page that are its article.
fn article(source: &str) -> Vec<String> {
    let mut shown = blocks(source);
    shown.retain(|line| !line.starts_with('|'));
    shown
}

#[test]
fn a_heading_right_above_another_one_of_its_level_belongs_to_the_text() {
    let text = prose(3);
    let text = text.trim();
    assert_eq!(
        article(&format!(
            "<h1>A novel</h1><h2>CHAPTER 1</h2><h2>THE QUAY</h2><p>{text}<h2>CHAPTER 2</h2><h2>THE SHIP</h2><p>{text}"
        )),
        [
            "# A novel",
            "## CHAPTER 1",
            "## THE QUAY",
            text,
            "## CHAPTER 2",
            "## THE SHIP",
            text
        ]
    );
}

/// Running text of `count` sentences that say of what they are.
fn telling(what: &str, count: usize) -> String {
    let sentence = |number: usize| {
        format!("The {what} says in its sentence {number} what is to be said of it.")
    };
    (1..=count).map(sentence).collect::<Vec<_>>().join(" ")
}

/// What a site has around its text.
fn site(title: &str, text: &str) -> String {
    format!(
        "<title>{title} | A site</title><body><header><a href=/>A site</a></header>
         <div class=nav-bar><a href=1>All of the questions</a> <a href=2>All of the people here</a></div>
         <div id=wrapper><div><ul><li><a href=3>The newest of this site</a><li><a href=4>The oldest of this site</a></ul></div>
         <div id=inner><h1>{title}</h1>{text}</div></div>
         <div class=footer><p>© 2025 A site. All rights reserved, in all the countries of the world.</p></div>"
    )
}

/// Checks that of a page the blocks after the title are these.
#[track_caller]
fn holds_all(text: &str, wanted: &[String]) {
    for page in [
        site("A title", text),
        format!("<body><h1>A title</h1>{text}<footer><a href=1>Imprint</a></footer>"),
    ] {
        assert_eq!(article(&page)[1..], *wanted, "{page}");
    }
}

#[test]
fn all_answers_to_a_question_are_the_text() {
    let question = telling("question", 4);
    let mut page = format!("<div class=question><p>{question}</p></div><h2>Answers</h2>");
    let mut wanted = vec![question, "## Answers".to_owned()];
    for number in 1..4 {
        let answer = telling(&format!("answer {number}"), number + 1);
        write!(
            page,
            "<div id=answer-{number} class=answer><p>{answer}</p></div>"
        )
        .unwrap();
        wanted.push(answer);
    }
    holds_all(&page, &wanted);
    // Also where the question is longer than all of them together.
    let paragraphs = many(9, &|_| format!("<p>{}</p>", wanted[0]));
    let page = page.replacen(&format!("<p>{}</p>", wanted[0]), &paragraphs, 1);
    let wanted: Vec<String> = [vec![wanted[0].clone(); 8], wanted].concat();
    holds_all(&page, &wanted);
}

#[test]
fn all_posts_of_a_forum_are_the_text() {
    for lengths in [
        [3; 10],
        [2, 1, 40, 1, 2, 1, 2, 3, 2, 1],
        [1, 1, 90, 1, 1, 1, 1, 1, 1, 1],
    ] {
        let (mut page, mut wanted) = (String::new(), Vec::new());
        for (number, length) in lengths.into_iter().enumerate() {
            let post = telling(&format!("post {number}"), length);
            write!(
                page,
                "<div class=post><div class=author><a href=u>u{number}</a></div><div class=body>{post}</div></div>").unwrap();
            wanted.extend([format!("u{number}"), post]);
        }
        holds_all(&page, &wanted);
    }
}

#[test]
fn all_questions_of_a_list_of_them_are_the_text() {
    for (begin, inner, long) in [
        ("<div class=q>", "<div class=a>", 1),
        ("<div class=q>", "<div class=a>", 12),
        ("<section>", "<div>", 2),
    ] {
        let (mut page, mut wanted) = (String::new(), Vec::new());
        for number in 1..10 {
            let answer = telling(&format!("answer {number}"), 1 + number % 3);
            let paragraphs = if number == 4 { long } else { 1 };
            let end = begin.split([' ', '>']).next().unwrap().replace('<', "</");
            let text = format!("<p>{answer}</p>").repeat(paragraphs);
            write!(
                page,
                "{begin}<h3>Question {number}</h3>{inner}{text}</div>{end}>"
            )
            .unwrap();
            wanted.push(format!("### Question {number}"));
            wanted.extend(vec![answer; paragraphs]);
        }
        holds_all(&page, &wanted);
    }
}

#[test]
fn all_parts_of_a_recipe_are_the_text() {
    let [intro, method, notes] =
        [("intro", 5), ("method", 4), ("note", 2)].map(|(what, count)| telling(what, count));
    holds_all(
        &format!(
            "<div class=intro><p>{intro}</p></div><div class=ingredients><h2>Ingredients</h2><ul><li>Flour<li>Salt and water</ul></div>
             <div class=method><h2>Method</h2><ol><li>{method}<li>{method}</ol></div><div class=notes><p>{notes}</p></div>"
        ),
        &[
            intro,
            "## Ingredients".to_owned(),
            "- Flour".to_owned(),
            "_- Salt and water".to_owned(),
            "## Method".to_owned(),
            format!("1. {method}"),
            format!("_2. {method}"),
            notes,
        ],
    );
}

#[test]
fn all_poems_before_or_after_a_long_preface_are_the_text() {
    let (mut poems, mut wanted) = (String::new(), Vec::new());
    for number in 1..11 {
        write!(
            poems,
            "<div class=poem><h2>Poem {number}</h2><p>The ship of night came in to quay,<br>And none was there, not even I.</p></div>").unwrap();
        wanted.extend([
            format!("## Poem {number}"),
            "The ship of night came in to quay,/And none was there, not even I.".to_owned(),
        ]);
    }
    let preface = vec![telling("preface", 4); 40];
    let text = format!(
        "<div class=preface><p>{}</p></div>",
        preface.join("</p><p>")
    );
    let all: Vec<String> = [wanted.clone(), preface.clone()].concat();
    holds_all(&format!("{poems}{text}"), &all);
    let all: Vec<String> = [preface, wanted].concat();
    holds_all(&format!("{text}{poems}"), &all);
}

#[test]
fn where_no_part_holds_most_of_the_running_text_the_page_does() {
    let [one, two, three] = ["first", "second", "third"].map(|what| telling(what, 5));
    let page = format!(
        "<body><h1>A title</h1><div><div><div><p>{one}</p></div></div></div><div class=nav><p>{two}</p></div>
         <ul><li><a href=1>One of the links</a><li><a href=2>Another of the links</a></ul>
         <table><tr><td><div><p>{two}</p></div></table><div class=x><a href=3>All links of this page</a></div>
         <div><span>{three}</span></div><footer>{one}</footer>"
    );
    assert_eq!(article(&page), ["# A title", &one, &two, &three]);
}

#[test]
fn what_stands_around_an_article_is_furniture_without_classes_too() {
    let text = [3, 2, 4].map(prose);
    let page = format!(
        "<title>A title | A site</title><body><div><div><a href=1>Home of the site</a> <a href=2>All of its news</a></div></div>
         <div><div><h1>A title</h1><div>By A. Writer</div><div><p>{}</p><p>{}</p><ul><li><a href=3>What we wrote of it before</a></ul><p>{}</p></div></div>
         <div><h3>More of this</h3><div><a href=4>A headline of another day</a><p>What was told on that other day.</p></div>
         <div><a href=5>A headline of a third day, and a long one</a><p>And what was told on the third.</p></div></div></div>
         <div><ul><li><a href=6>About us</a><li><a href=7>Terms</a></ul><div>© 2025 A site, all rights reserved.</div></div>",
        text[0], text[1], text[2]
    );
    assert_eq!(
        article(&page),
        [
            "# A title",
            "By A. Writer",
            text[0].trim(),
            text[1].trim(),
            "- What we wrote of it before",
            text[2].trim()
        ]
    );
}

#[test]
fn articles_beside_each_other_are_all_the_text() {
    let (long, short) = (telling("long one", 12), telling("short one", 3));
    let page = format!(
        "<body><nav><a href=1>Home</a></nav><div><article><h2>One</h2><p>{long}</p></article>
         <article><h2>Two</h2><p>{short}</p></article><article><h2>Three</h2><p>{short}</p></article></div>"
    );
    assert_eq!(
        article(&page),
        ["## One", &long, "## Two", &short, "## Three", &short]
    );
}

#[test]
fn the_foot_of_a_flat_page_is_furniture() {
    let (three, two) = (prose(3), prose(2));
    let (three, two) = (three.trim(), two.trim());
    for foot in [
        "<footer><p>© 2025 The Daily Paper. All rights reserved, in all countries.</p></footer>",
        "<div class=footer>© 2025 The Daily Paper. All rights reserved, in all countries.</div>",
        "<div role=contentinfo><p>© 2025 The Daily Paper. All rights reserved, in all countries.</div>",
        "<footer><section><p>© 2025 The Daily Paper. All rights reserved, in all countries.</section></footer>",
        "<nav><p>Here are all the pages, in the order of the years, and each with its name.</nav>",
    ] {
        let text = format!("<h1>A flat page</h1><p>{three}</p><p>{two}</p>");
        let wanted = ["# A flat page", three, two];
        assert_eq!(
            article(&format!("<body>{text}{foot}</body>")),
            wanted,
            "{foot}"
        );
        assert_eq!(
            article(&format!("<body><div>{text}{foot}</div></body>")),
            wanted,
            "{foot} in a div"
        );
    }
    assert_eq!(
        article(&format!(
            "<h1>A flat page</h1><p>{three}</p><blockquote>We shall see.<footer>— A delegate</footer></blockquote><p>{two}</p>"
        )),
        [
            "# A flat page",
            three,
            ">We shall see.",
            ">— A delegate",
            two
        ]
    );
}

#[test]
fn a_word_in_a_class_is_not_believed_of_running_text() {
    let (three, two) = (prose(3), prose(2));
    let (three, two) = (three.trim(), two.trim());
    for class in [
        "social-history",
        "related-work",
        "share-story",
        "banner-text",
        "menu-of-the-day",
        "comment-by-editor",
    ] {
        let around = |text: &str| {
            article(&format!(
                "<div><h1>A title</h1><p>{three}</p>{text}<p>{three}</p></div>"
            ))
        };
        let wanted = ["# A title", three, two, three];
        assert_eq!(
            around(&format!("<p class={class}>{two}</p>")),
            wanted,
            "{class}"
        );
        assert_eq!(
            around(&format!("<div class={class}>{two}</div>")),
            wanted,
            "{class}"
        );
        // Of what is short, or links, or says so by its element, it is.
        let wanted = ["# A title", three, three];
        for other in [
            format!("<p class={class}>Tell others of this.</p>"),
            format!("<p class={class}><a href=1>{two}</a></p>"),
            format!("<aside class={class}><p>{two}</p></aside>"),
        ] {
            assert_eq!(around(&other), wanted, "{other}");
        }
    }
    assert_eq!(
        article(&format!(
            "<div><h1>A title</h1><p>{three}</p><section class=related-work><h2>Related work</h2><p>{two}</p><p>{three}</p></section></div>"
        )),
        ["# A title", three, "## Related work", two, three]
    );
    assert_eq!(
        article(&format!(
            "<div><h1>A title</h1><p>{three}</p><p>{three}</p></div><div class=comments><h2>Comments</h2><div class=comment>{two}</div></div>"
        )),
        ["# A title", three, three]
    );
}

#[test]
fn without_running_text_only_what_says_so_is_furniture() {
    assert_eq!(
        blocks(
            "<nav><a href=1>Home</a></nav><h1>Menu of the day</h1><ul><li>Soup<li>Bread</ul><footer>Closed on Monday</footer>"
        ),
        [
            "|Home",
            "# Menu of the day",
            "- Soup",
            "_- Bread",
            "|Closed on Monday"
        ]
    );
    assert_eq!(blocks("<nav><a href=1>Home</a></nav>"), ["Home"]);
}

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
