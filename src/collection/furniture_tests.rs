use super::{super::parsed::Parsed, *};

/// The blocks of a plain text that are furniture, and those that are not.
fn parted(text: &str) -> (Vec<String>, Vec<String>) {
    let parsed = Parsed::plain("a", text.to_owned());
    let line = |block: &&Block| one_line(&parsed.text[block.span.range()]);
    let (furniture, rest): (Vec<&Block>, Vec<&Block>) =
        parsed.blocks.iter().partition(|block| block.furniture);
    (
        furniture.iter().map(line).collect(),
        rest.iter().map(line).collect(),
    )
}

/// Running text of so many paragraphs, each longer than a line.
fn body(paragraphs: usize) -> String {
    body_from(1, paragraphs)
}

fn body_from(first: usize, paragraphs: usize) -> String {
    let paragraph = |n| {
        format!(
            "In paragraph {n} the harbour is quiet again, and whoever came by ship looks for a room near the quay. \
             Nobody asks for more.\n\n"
        )
    };
    (first..first + paragraphs).map(paragraph).collect()
}

#[test]
fn what_stands_around_an_article_of_a_saved_page_is_furniture() {
    let page = format!(
        "Skip to main content\nTags: harbour | ships\nOPINION\n\nThe Quiet Harbour at Night\n\nA Photographer, in an \
         undated picture.\n\nJane Doe By Monday, 3 March 2025\n\n{}© 2025 Harbour News. All rights reserved.\n\n\nJaneDoe\n\
         harbour, ships\n883\nSign up for the Daily Letter\n\nPrivacy: we never share your address with anybody else.\nTOP\n",
        body(6)
    );
    let (furniture, rest) = parted(&page);
    assert_eq!(
        furniture,
        [
            "Skip to main content",
            "Tags: harbour | ships",
            "OPINION",
            "© 2025 Harbour News. All rights reserved.",
            "JaneDoe",
            "harbour, ships",
            "883",
            "Sign up for the Daily Letter",
            "Privacy: we never share your address with anybody else.",
            "TOP",
        ]
    );
    assert_eq!(rest.len(), 3 + 6);
    assert_eq!(rest[0], "The Quiet Harbour at Night");
}

#[test]
fn a_repeated_title_and_its_breadcrumb_are_furniture_and_the_title_is_not() {
    let page = format!(
        "• In the media\n  • Group says it will step up\nJul 222020\n\nGroup says it will step up\n\nCategories // In the \
         media : Talking\n\nGroup says it will step up\n\n{}[Read more]\n\nChoose Language: فارسی | العربية\n\nFollow Us\n",
        body(5)
    );
    let (furniture, rest) = parted(&page);
    assert_eq!(
        furniture,
        [
            "• In the media",
            "• Group says it will step up",
            "Categories // In the media : Talking",
            "Group says it will step up",
            "[Read more]",
            "Choose Language: فارسی | العربية",
            "Follow Us",
        ]
    );
    assert_eq!(rest[..2], ["Jul 222020", "Group says it will step up"]);
}

#[test]
fn a_question_about_cookies_is_furniture_only_around_the_text() {
    let asks = "We use cookies to make this site better. You can accept or refuse them at any time in your settings.";
    let (furniture, _) = parted(&format!("{asks}\n\nA Title of Two\n\n{}", body(3)));
    // It is running text: the first of it.
    assert_eq!(furniture, [asks]);
    let (furniture, rest) = parted(&format!(
        "A Title of Two\n\n{}{asks}\n\n{}",
        body(3),
        body(3)
    ));
    assert_eq!((furniture.len(), rest.len()), (0, 8));
}

#[test]
fn words_of_pages_in_texts_that_are_none_are_text() {
    let prose = body(2);
    for text in [
        format!("# Handbook\n\n{prose}## Sign in\n\n{prose}## Back to port\n\n{prose}## Subscribe to the rules\n\n{prose}"),
        format!("# Verse\n\n{prose}Follow us down to the river,\\\nfollow us down to the sea.\n\nSubscribe to the moon,\\\nshare this with me.\n"),
        format!("# Tool\n\n[Home](a) | [Docs](b) | [Issues](c)\n\n{prose}- Sign up for a key\n- Share this link\n- Log in\n\n{prose}"),
        "# Notes\n\n- Log in to the server\n- Subscribe to the list\n- Topics: money, time, people\n- © symbol must be typed\n".to_owned(),
        format!("# A letter\n\n{prose}Read more of Chekhov, as I told you.\n\nShare this with Tom.\n"),
        format!("# A recipe\n\n{prose}## More from the garden\n\nLeek, potato.\n\n## Share on plates\n\nEat.\n"),
        format!("# A book\n\n{}All rights reserved, said the publisher.\n\nAppendix A\n\nIndex\n", body(9)),
        format!("# Minutes\n\n{prose}© was next.\n\nVote: 3\n"),
        format!("# A story\n\nSkip to main road.\n\n{prose}Search for him.\n\n{prose}Advertisement for a husband\n"),
    ] {
        let parsed = Parsed::markdown("a", "a.md", &text).0;
        let furniture = parsed.blocks.iter().filter(|block| block.furniture);
        let lines: Vec<&str> = furniture.map(|it| &parsed.text[it.span.range()]).collect();
        assert!(lines.is_empty(), "{lines:?} in {text}");
    }
}

#[test]
fn texts_that_are_no_pages_have_no_furniture() {
    for text in [
        "Share this article\n".to_owned(),
        "To be | or not\n\nto be\n".to_owned(),
        "The Sea\n\nThe sea\nthe sea\n\nThe Sea\n".to_owned(),
        "A Title\n\nSubscribe to nothing, she said to him, and never look back at it.\n".to_owned(),
        format!(
            "A Book\n\n© 1999 by the author. All rights reserved.\n\n{}",
            body(20)
        ),
        format!(
            "A Letter\n\n{}With deep respect,\n\nDr. Jane Doe\n",
            body(3)
        ),
        format!(
            "A Report\n\n{}© the picture agency\n\n{}",
            body(6),
            body_from(7, 4)
        ),
    ] {
        let (furniture, _) = parted(&text);
        // A notice of rights is furniture wherever it stands, and alone.
        let notices = furniture.iter().filter(|line| line.starts_with('©'));
        assert_eq!(notices.count(), furniture.len(), "{furniture:?} in {text}");
    }
}

#[test]
fn what_front_matter_states_holds_and_no_rule_does() {
    let source = |stated: &str| {
        format!(
            "+++\ntitle = \"A Title\"\n{stated}\n+++\nSkip to main content\n\nKeep this.\n\nLeave this out.\n\n{}",
            body(2)
        )
    };
    let furniture = |stated: &str| {
        let (parsed, problems) = Parsed::markdown("a", "a.md", &source(stated));
        let blocks = parsed.blocks.iter().filter(|block| block.furniture);
        let lines: Vec<String> = blocks
            .map(|block| parsed.text[block.span.range()].to_owned())
            .collect();
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        (lines, problems)
    };
    assert_eq!(furniture("").0, ["Skip to main content"]);
    assert_eq!(furniture("furniture = []").0, Vec::<String>::new());
    let (lines, problems) = furniture("furniture = [\"Leave this\"]");
    assert_eq!((lines.len(), problems.len()), (1, 0));
    assert_eq!(lines, ["Leave this out."]);
    // What is a paragraph as a whole means that one, and not those that begin with it.
    assert_eq!(
        furniture("furniture = [\"Keep this.\", \"In paragraph 1\"]")
            .0
            .len(),
        2
    );
    let source =
        "+++\ntitle = \"A\"\nfurniture = [\"News\"]\n+++\nNews\n\nNews reached the town.\n";
    let (parsed, _) = Parsed::markdown("a", "a.md", source);
    let marked: Vec<bool> = parsed.blocks.iter().map(|block| block.furniture).collect();
    assert_eq!(marked, [true, false]);
    let (_, problems) = furniture("furniture = [\"Leave this\", \"Nowhere\"]");
    assert_eq!(
        problems,
        ["a.md:3:28: no paragraph begins with `Nowhere`; write how the furniture begins"]
    );
}
