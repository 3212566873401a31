//! Tests of what is told from what stands around it.

use super::*;

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
