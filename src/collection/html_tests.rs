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

#[path = "html/article_tests.rs"]
mod of_articles;
#[path = "html/hostile_tests.rs"]
mod of_hostile_pages;

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
