//! A link that opens a view again: a document, a place in it, what is selected, muted and sought.
//!
//! Written `id@place`, then after a `?` what else there is, with `&` between: `select=12-40`,
//! `muted=%40place,khamenei`, `search=free%20iran`, `regex`, `word`, `case`, `folded`, `measure=60`, `columns=2`. Places are bytes of the
//! document's text. What a shell or an address would take for something else is written as `%` and two
//! hexadecimal digits.

use super::{
    Effect, Model,
    activity::{self, Activity},
    reader::Place,
    settings::{MEASURE_RANGE, Settings},
    undo::Undone,
};
use crate::{keyword::Query, text::span::Span};
use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

/// A view of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The id of the document.
    pub document: String,
    /// The byte at the top of the reading pane.
    pub at: usize,
    /// What is selected.
    pub selected: Option<Span>,
    /// The ids of the terms that are muted, and of the categories, these after an `@`.
    pub muted: Vec<String>,
    /// What is sought; nothing where its text is empty.
    pub search: Query,
    /// Whether only paragraphs with hits are shown.
    pub folded: bool,
    /// The longest line, where that was asked for.
    pub measure: Option<u16>,
    /// The columns of text, where these were asked for.
    pub columns: Option<u16>,
}

/// Why a text is not a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a link, such as `whale-01@1200`; `catchword list` has the ids")]
pub struct NoLink(String);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", escaped(&self.document), self.at)?;
        let mut parts = Vec::new();
        parts.extend(
            self.selected
                .map(|it| format!("select={}-{}", it.start, it.end)),
        );
        if !self.muted.is_empty() {
            let ids: Vec<String> = self.muted.iter().map(|id| escaped(id)).collect();
            parts.push(format!("muted={}", ids.join(",")));
        }
        let Query {
            text,
            regex,
            word,
            case,
        } = &self.search;
        if !text.is_empty() {
            parts.push(format!("search={}", escaped(text)));
            let toggles = [("regex", regex), ("word", word), ("case", case)];
            let toggles = toggles.into_iter().filter(|(_, is_on)| **is_on);
            parts.extend(toggles.map(|(name, _)| name.to_owned()));
        }
        if self.folded {
            parts.push("folded".to_owned());
        }
        parts.extend(self.measure.map(|it| format!("measure={it}")));
        parts.extend(self.columns.map(|it| format!("columns={it}")));
        if !parts.is_empty() {
            write!(f, "?{}", parts.join("&"))?;
        }
        Ok(())
    }
}

impl FromStr for Link {
    type Err = NoLink;

    fn from_str(text: &str) -> Result<Self, NoLink> {
        parsed(text).ok_or_else(|| NoLink(text.to_owned()))
    }
}

fn parsed(text: &str) -> Option<Link> {
    let (place, rest) = text.split_once('?').unwrap_or((text, ""));
    let (document, at) = place.rsplit_once('@').unwrap_or((place, "0"));
    // `id@12-40` is what citations have: a part to be selected.
    let (at, selected) = match at.split_once('-') {
        Some(_) => {
            let span = span(at)?;
            (span.start, Some(span))
        }
        None => (at.parse().ok()?, None),
    };
    let mut link = Link {
        document: unescaped(document)?,
        at,
        selected,
        ..Link::default()
    };
    for part in rest.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=').unwrap_or((part, "")) {
            ("select", value) => link.selected = Some(span(value)?),
            ("muted", value) => {
                link.muted = value.split(',').map(unescaped).collect::<Option<_>>()?;
            }
            ("search", value) => link.search.text = unescaped(value)?,
            ("regex", "") => link.search.regex = true,
            ("word", "") => link.search.word = true,
            ("case", "") => link.search.case = true,
            ("folded", "") => link.folded = true,
            ("measure", value) => link.measure = Some(value.parse().ok()?),
            ("columns", value) => link.columns = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    (!link.document.is_empty()).then_some(link)
}

fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

/// `text` with every byte but letters, digits and `-_.` as `%` and two digits; other scripts stay readable.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() || "-_.".contains(character) {
            escaped.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

impl Model {
    /// What is shown now.
    fn link(&self) -> Option<Link> {
        let document = self.document()?;
        let set = &self.findings.keywords;
        // What neither the program nor the configuration would have it be.
        let usual = [Settings::default(), self.begun.settings];
        let asked = |of: fn(&Settings) -> u16| {
            let now = of(&self.settings);
            usual.iter().any(|it| of(it) != now).then_some(now)
        };
        Some(Link {
            document: document.metadata.id.to_string(),
            at: self.shown().0,
            selected: self.selected(),
            muted: self.activity.muted(set),
            search: self.search.query.clone(),
            folded: self.settings.folded,
            measure: asked(|it| it.measure),
            columns: asked(|it| it.columns),
        })
    }

    /// Copies a command that opens this view again.
    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        self.settle();
        if self.collection.id.split('\n').any(|path| path == "-") {
            self.notice = Some("what came through a pipe cannot be opened again".to_owned());
            return Vec::new();
        }
        let Some(link) = self.link() else {
            return Vec::new();
        };
        let mut command = format!("catchword --at '{link}'");
        let quoted = |path: &str| path.replace('\'', r"'\''");
        for file in &self.keyword_files {
            let _ = write!(command, " --keywords '{}'", quoted(&file.to_string_lossy()));
        }
        if let Some(encoding) = self.collection.asked {
            let _ = write!(command, " --encoding {encoding}");
        }
        // Of an opened collection the id is the paths that were given.
        if self.collection.id.starts_with('/') {
            for path in self.collection.id.split('\n') {
                let _ = write!(command, " '{}'", quoted(path));
            }
        }
        // The state before what it is about: a narrow screen cuts the end.
        let effects = self.copy(&command, "this view");
        if let Some(notice) = &mut self.notice {
            notice.push_str(", as a command");
        }
        effects
    }

    /// Shows what a link says, as far as it is there.
    pub(super) fn follow_link(&mut self, link: &Link) -> Vec<Effect> {
        let mut documents = self.collection.documents.iter();
        let Some(index) = documents.position(|it| *it.metadata.id == *link.document) else {
            let id = &link.document;
            self.notice = Some(format!(
                "no text has the id {id}; the link is of other texts"
            ));
            return Vec::new();
        };
        self.touched = true;
        self.open = index;
        self.settings.folded = link.folded;
        let (narrowest, widest) = MEASURE_RANGE;
        let settings = &mut self.settings;
        settings.measure = link
            .measure
            .map_or(settings.measure, |it| it.clamp(narrowest, widest));
        settings.columns = link.columns.map_or(settings.columns, |it| it.clamp(1, 2));
        let keywords = std::sync::Arc::clone(&self.findings.keywords);
        // Neither more nor less than what the link says is muted, whatever was kept.
        let mut activity = Activity::all(&keywords);
        activity.mute_all_of(&link.muted, &keywords);
        let unknown = activity::unknown_of(&link.muted, &keywords);
        let before = std::mem::replace(&mut self.activity, activity);
        self.undone.push(Undone::Activity(before));
        let length = self.collection.documents[index].body.len();
        let mut effects = vec![Effect::Prefer(index)];
        if !link.search.text.is_empty() {
            effects.extend(self.seek_unasked(link.search.clone()));
        }
        self.settle();
        if link.at == 0 {
            // With the title above the text.
            self.go(Place::TOP);
        } else {
            self.go(Place {
                at: link.at.min(length),
                above: 0,
            });
        }
        if let Some(span) = link.selected.filter(|span| span.end <= length) {
            self.select_between(span, span);
        }
        if !unknown.is_empty() {
            let ids = unknown.join(", ");
            self.notice = Some(format!(
                "the link mutes {ids}, which no keyword here is called"
            ));
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_is_an_id_and_a_place_and_what_else_there_is() {
        let link = Link {
            document: "whale 01".to_owned(),
            at: 120,
            selected: Some(Span::new(130, 140)),
            muted: vec!["place".to_owned(), "event".to_owned()],
            search: Query {
                word: true,
                ..Query::of("it's & más")
            },
            folded: true,
            measure: Some(60),
            columns: Some(2),
        };
        let text = "whale%2001@120?select=130-140&muted=place,event&search=it%27s%20%26%20más&word&folded\
             &measure=60&columns=2";
        assert_eq!(link.to_string(), text);
        assert_eq!(text.parse(), Ok(link));
    }

    #[test]
    fn an_id_alone_is_its_beginning_and_a_cited_part_is_selected() {
        let link: Link = "whale-01".parse().unwrap();
        assert_eq!((link.document.as_str(), link.at), ("whale-01", 0));
        let link: Link = "whale-01@12-40".parse().unwrap();
        assert_eq!((link.at, link.selected), (12, Some(Span::new(12, 40))));
    }

    #[test]
    fn what_is_no_link_is_told() {
        for text in [
            "",
            "@3",
            "a@x",
            "a@9-3",
            "a@1?what",
            "a@1?search=%zz",
            "a@1?select=1",
        ] {
            let error = text.parse::<Link>().unwrap_err();
            assert!(error.to_string().contains("is not a link"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_link_is_read_as_it_was_written(document in ".{1,9}", at: u32, muted in prop::collection::vec(".{1,5}", 0..3), text in ".{0,9}") {
            let link = Link {
                document,
                at: at as usize,
                muted,
                search: Query::of(&text),
                ..Link::default()
            };
            prop_assert!(!link.to_string().contains(['\'', ' ', '\n']));
            prop_assert_eq!(link.to_string().parse(), Ok(link));
        }
    }
}
