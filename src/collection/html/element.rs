//! What the elements of HTML are, by their names.
//!
//! Responsible for the lists of the HTML standard, and for what an element's attributes say of its place on the page.

use super::tokens::Tag;
use crate::collection::block::RunKind;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Elements that hold nothing and have no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "command"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "image"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose text a reader does not see.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "audio"
            | "canvas"
            | "datalist"
            | "defs"
            | "desc"
            | "iframe"
            | "metadata"
            | "noembed"
            | "noframes"
            | "noscript"
            | "script"
            | "style"
            | "template"
            | "title"
            | "video"
    )
}

/// Elements that stand on lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    heading(name).is_some()
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "button"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "dialog"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "legend"
                | "li"
                | "listing"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "optgroup"
                | "option"
                | "p"
                | "plaintext"
                | "pre"
                | "search"
                | "section"
                | "select"
                | "summary"
                | "table"
                | "tbody"
                | "td"
                | "textarea"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "ul"
                | "xmp"
        )
}

/// Block elements that end a paragraph which was left open.
pub(super) fn ends_paragraph(name: &str) -> bool {
    is_block(name)
        && !matches!(
            name,
            "button"
                | "caption"
                | "legend"
                | "optgroup"
                | "option"
                | "select"
                | "tbody"
                | "td"
                | "textarea"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
        )
}

/// Elements out of which no end tag of another one reaches.
pub(super) fn is_boundary(name: &str) -> bool {
    matches!(
        name,
        "applet" | "caption" | "marquee" | "object" | "table" | "td" | "template" | "th"
    )
}

/// The level of a heading.
pub(super) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Elements that keep line breaks and blanks.
pub(super) fn is_preformatted(name: &str) -> bool {
    matches!(name, "listing" | "plaintext" | "pre" | "textarea" | "xmp")
}

/// Whether elements of this name go on over the end of the block in which they begin.
pub(super) fn is_format(name: &str) -> bool {
    format(name).is_some() || matches!(name, "a" | "big" | "font" | "nobr" | "small" | "u")
}

/// What sets the text of an element apart, by its name alone.
pub(super) fn format(name: &str) -> Option<RunKind> {
    match name {
        "b" | "strong" => Some(RunKind::Strong),
        "cite" | "dfn" | "em" | "i" | "var" => Some(RunKind::Emphasis),
        "del" | "s" | "strike" => Some(RunKind::Struck),
        "code" | "kbd" | "samp" | "tt" => Some(RunKind::Code),
        _ => None,
    }
}

/// HTML elements that end a drawing or a formula in which they stand.
pub(super) fn breaks_out(name: &str) -> bool {
    heading(name).is_some()
        || matches!(
            name,
            "b" | "big"
                | "blockquote"
                | "body"
                | "br"
                | "center"
                | "code"
                | "dd"
                | "div"
                | "dl"
                | "dt"
                | "em"
                | "embed"
                | "head"
                | "hr"
                | "i"
                | "img"
                | "li"
                | "listing"
                | "menu"
                | "meta"
                | "nobr"
                | "ol"
                | "p"
                | "pre"
                | "ruby"
                | "s"
                | "small"
                | "span"
                | "strike"
                | "strong"
                | "sub"
                | "sup"
                | "table"
                | "tt"
                | "u"
                | "ul"
                | "var"
        )
}

/// Elements inside a drawing or a formula that hold HTML again.
pub(super) fn is_integration_point(name: &str) -> bool {
    matches!(
        name,
        "annotation-xml" | "desc" | "foreignobject" | "mi" | "mn" | "mo" | "ms" | "mtext" | "title"
    )
}

/// Whether a tag's attributes hide its element.
pub(super) fn hides(tag: &Tag<'_>) -> bool {
    /// Bytes of the longest style that is read.
    const LONGEST: usize = 4_096;
    if tag.attribute("hidden").is_some()
        || (tag.name == "dialog" && tag.attribute("open").is_none())
    {
        return true;
    }
    let style = tag.said("style");
    if style.is_empty() || style.len() > LONGEST {
        return false;
    }
    let said = |declaration: &str, property: &str, value: &str| {
        declaration.split_once(':').is_some_and(|(name, said)| {
            let said = said.split('!').next().unwrap_or_default();
            name.trim().eq_ignore_ascii_case(property) && said.trim().eq_ignore_ascii_case(value)
        })
    };
    style.split(';').any(|declaration| {
        said(declaration, "display", "none") || said(declaration, "visibility", "hidden")
    })
}

/// What an element's name, role and classes say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a statement of its own"
)]
pub(super) struct Signs {
    /// It is no part of the text: navigation, a form's fields.
    pub furniture: bool,
    /// It says so in a class or id, or is a form: more likely than not.
    pub unlikely: bool,
    /// Nothing but a class or id says that it is unlikely.
    pub by_class: bool,
    /// What the class says is as often what a text is about.
    pub ambiguous: bool,
    /// It says that it is a comment.
    pub comment: bool,
    /// A head or foot: of the page, unless it stands in the article.
    pub edge: bool,
    /// A foot.
    pub foot: bool,
    /// Heads and feet in it are its own, and not those of the page.
    pub sections: bool,
    /// It says that it holds the text.
    pub likely: bool,
    /// It is an `article` or the body of one.
    pub article: bool,
    /// It is the page's `main` part.
    pub main: bool,
    /// It holds blocks, and is not one block itself.
    pub holds: bool,
    /// A list.
    pub list: bool,
}

/// Words of classes and ids that name what is not the text.
#[rustfmt::skip]
const UNLIKELY: [&str; 77] = [
    "ad", "addthis", "ads", "adsense", "adslot", "advert", "advertisement", "advertisements", "adverts", "banner",
    "breadcrumb", "breadcrumbs", "ccpa", "comment", "commentlist", "comments", "consent", "cookie", "cookiebar",
    "cookies", "disqus", "gdpr", "language", "languages", "lightbox", "login", "menu", "menubar", "modal", "mostread",
    "nav", "navbar", "navi", "navigation", "newsletter", "newsletters", "outbrain", "pager", "pagination", "popular",
    "popup", "promo", "promos", "promoted", "recirculation", "recommendations", "recommended", "related", "respond",
    "search", "share", "sharebar", "sharebuttons", "sharedaddy", "sharethis", "sharing", "sidebar", "sidebars",
    "signup", "skip", "skiplink", "social", "socialmedia", "socials", "sponsor", "sponsored", "sr", "submenu",
    "subscribe", "subscription", "taboola", "tagcloud", "taglist", "tags", "toolbar", "trending", "widget",
];

/// Those of them that name as often what a text is about: `social-history`.
const AMBIGUOUS: [&str; 14] = [
    "banner",
    "comment",
    "language",
    "languages",
    "menu",
    "popular",
    "recommended",
    "related",
    "respond",
    "search",
    "share",
    "sharing",
    "social",
    "sponsored",
];

/// Words of classes and ids that name the text.
const LIKELY: [&str; 12] = [
    "article",
    "articlebody",
    "body",
    "column",
    "content",
    "entry",
    "hentry",
    "main",
    "page",
    "post",
    "story",
    "text",
];

/// Whole classes that name what is not the text.
const UNLIKELY_CLASSES: [&str; 12] = [
    "cat-links",
    "entry-footer",
    "entry-tags",
    "most-read",
    "post-tag",
    "post-tags",
    "read-more",
    "screen-reader-text",
    "tag-links",
    "tag-list",
    "tags-links",
    "visually-hidden",
];

impl Signs {
    /// Those of an element with this tag.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let name = tag.name.as_ref();
        let mut signs = Self {
            holds: !matches!(name, "p" | "li" | "dt" | "dd" | "blockquote")
                && heading(name).is_none()
                && !is_preformatted(name),
            list: matches!(name, "ul" | "ol" | "dl" | "menu" | "dir"),
            sections: matches!(
                name,
                "article" | "blockquote" | "details" | "figure" | "main" | "section"
            ),
            ..Self::default()
        };
        let is_note = tag.said("role").starts_with("doc-");
        match name {
            "nav" | "button" | "select" | "textarea" | "dialog" | "menu" | "search" => {
                signs.furniture = true;
            }
            "form" | "fieldset" => signs.unlikely = true,
            "aside" if !is_note => signs.unlikely = true,
            "header" => signs.edge = true,
            "footer" => (signs.edge, signs.foot) = (true, true),
            "article" => signs.article = true,
            "main" => signs.main = true,
            _ => {}
        }
        match tag.said("role") {
            "navigation" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar"
            | "tablist" => signs.furniture = true,
            "complementary" => signs.unlikely = true,
            "banner" => signs.edge = true,
            "contentinfo" => (signs.edge, signs.foot) = (true, true),
            "main" => signs.main = true,
            "article" => signs.article = true,
            _ => {}
        }
        if tag
            .said("itemprop")
            .split_whitespace()
            .any(|it| it == "articleBody" || it == "reviewBody")
        {
            signs.article = true;
        }
        // What is said in the classes of an article is said of what it is about.
        if !signs.article && !signs.main {
            let is_unlikely = signs.unlikely;
            signs.ambiguous = true;
            signs.read_classes(tag.said("class"));
            signs.read_classes(tag.said("id"));
            signs.by_class = signs.unlikely && !is_unlikely;
        }
        signs
    }

    fn read_classes(&mut self, classes: &str) {
        /// Classes of one element that are read.
        const MOST: usize = 32;
        for class in classes.split_whitespace().take(MOST) {
            let class = class
                .trim_end_matches(|last: char| last.is_ascii_digit() || last == '-' || last == '_');
            if UNLIKELY_CLASSES
                .iter()
                .any(|it| class.eq_ignore_ascii_case(it))
            {
                self.unlikely = true;
                self.ambiguous = false;
            }
            for word in words_of(class) {
                let word = word.to_ascii_lowercase();
                let word = word.as_str();
                let is_unlikely = UNLIKELY.contains(&word);
                self.unlikely |= is_unlikely;
                self.ambiguous &= !is_unlikely || AMBIGUOUS.contains(&word);
                self.comment |= word == "comment";
                self.likely |= LIKELY.contains(&word);
                self.edge |= matches!(word, "header" | "masthead" | "topbar");
                if matches!(word, "footer" | "foot" | "copyright") {
                    (self.edge, self.foot) = (true, true);
                }
            }
        }
    }
}

/// Words with which classes begin that tell how a page is set, and not what is in its parts.
#[rustfmt::skip]
const LAYOUT: [&str; 29] = [
    "block", "box", "cell", "clearfix", "col", "column", "columns", "container", "css", "d", "elementor", "et", "flex",
    "grid", "inner", "large", "layout", "left", "module", "outer", "right", "row", "sc", "section", "small", "span",
    "vc", "wrap", "wrapper",
];

/// What elements have in common that are parts of one sort, such as answers; `None` where a tag says nothing of it.
pub(super) fn sort(tag: &Tag<'_>) -> Option<u64> {
    let name = tag.name.as_ref();
    let is_digit = |last: char| last.is_ascii_digit() || last == '-' || last == '_';
    let class = tag.said("class").split_whitespace().next();
    let class = class.unwrap_or_default().trim_end_matches(is_digit);
    let first = words_of(class).next().unwrap_or_default();
    let is_layout = LAYOUT.iter().any(|it| first.eq_ignore_ascii_case(it));
    let says = if class.is_empty() || is_layout {
        matches!(name, "article" | "details")
    } else {
        true
    };
    let mut hasher = DefaultHasher::new();
    (name, if is_layout { "" } else { class }).hash(&mut hasher);
    says.then(|| hasher.finish())
}

/// The words of which a class is put together: `post-tags`, `shareBar`.
fn words_of(class: &str) -> impl Iterator<Item = &str> {
    class
        .split(|part: char| !part.is_ascii_alphanumeric())
        .flat_map(|part| {
            let mut start = 0;
            let bytes = part.as_bytes();
            let humps = (1..=bytes.len()).filter_map(move |at| {
                let ends = at == bytes.len()
                    || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
                ends.then(|| {
                    let word = &part[start..at];
                    start = at;
                    word
                })
            });
            humps.collect::<Vec<_>>()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::html::tokens::{Token, Tokens};

    fn tag(source: &str) -> Tag<'_> {
        match Tokens::new(source, false).next(false) {
            Some(Token::Start(tag)) => tag,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn classes_are_put_together_of_words() {
        let words: Vec<&str> = words_of("post-tags_shareBar2 ADSlot").collect();
        assert_eq!(words, ["post", "tags", "share", "Bar2", "ADSlot"]);
    }

    #[test]
    fn an_element_says_what_it_is_by_name_role_and_class() {
        assert!(Signs::of(&tag("<nav>")).furniture);
        assert!(Signs::of(&tag("<div role=search>")).furniture);
        for unlikely in [
            "<div class='shareBar x'>",
            "<div id=cookie-notice-2>",
            "<p class=post-tags>",
            "<aside>",
            "<span class=sr-only>",
        ] {
            assert!(Signs::of(&tag(unlikely)).unlikely, "{unlikely}");
        }
        for other in [
            "<article class='post tag-iran has-comments'>",
            "<div class=shareholders>",
            "<div class='navy badge'>",
            "<aside role=doc-footnote>",
        ] {
            assert!(!Signs::of(&tag(other)).unlikely, "{other}");
        }
        assert!(Signs::of(&tag("<div itemprop=articleBody>")).article);
        assert!(Signs::of(&tag("<div class=site-header>")).edge);
    }

    #[test]
    fn what_is_not_displayed_is_hidden() {
        for hidden in [
            "<p hidden>",
            "<p style='color:red; DISPLAY : none !important'>",
            "<p style=visibility:hidden>",
            "<dialog>",
        ] {
            assert!(hides(&tag(hidden)), "{hidden}");
        }
        for shown in [
            "<p>",
            "<p style='display:block'>",
            "<p style='background:url(none)'>",
            "<dialog open>",
        ] {
            assert!(!hides(&tag(shown)), "{shown}");
        }
    }
}
