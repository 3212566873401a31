//! The program without a terminal: keys in, frames out.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod svg;

use catchword::{
    app::{
        Effect, Model, Msg,
        findings::{Look, Part},
        key::Sequence,
        panes::Size,
        search::{Matches, Seek},
        settings::Settings,
    },
    collection::{Collection, parsed::Parsed},
    keyword::{KeywordSet, Matcher, scan, set},
    text::span::Span,
    view,
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::sync::{Arc, OnceLock};

/// A collection, its keywords, and what they are found to be in it.
#[derive(Clone)]
pub struct Searched {
    collection: Arc<Collection>,
    keywords: Arc<KeywordSet>,
    parts: Vec<(usize, Part)>,
}

impl Searched {
    /// Looks for `keywords` in `collection`.
    pub fn new(collection: Collection, keywords: KeywordSet) -> Self {
        let matcher = Matcher::new(&keywords);
        let mut parts = Vec::new();
        for (index, document) in collection.documents.iter().enumerate() {
            let mut look = Look::new(document, &matcher);
            loop {
                let part = look.part();
                let last = part.last;
                parts.push((index, part));
                if last {
                    break;
                }
            }
        }
        Self {
            collection: Arc::new(collection),
            keywords: Arc::new(keywords),
            parts,
        }
    }

    /// What was found, in parts of documents.
    pub fn found(&self) -> &[(usize, Part)] {
        &self.parts
    }

    /// A model on a screen of so many cells, which has been told all that was found.
    pub fn model(&self, (columns, rows): (u16, u16)) -> Model {
        let size = Size { columns, rows };
        let mut model = Model::new(
            Arc::clone(&self.collection),
            Arc::clone(&self.keywords),
            size,
            Settings::default(),
        );
        for (index, part) in &self.parts {
            model.update(Msg::Found(0, *index, part.clone()));
        }
        model.settle();
        model
    }
}

/// A model on a screen of so many cells, which knows the hits of `keywords`.
pub fn model(collection: Collection, keywords: KeywordSet, size: (u16, u16)) -> Model {
    Searched::new(collection, keywords).model(size)
}

/// The bundled collection and its keywords.
pub fn bundled(size: (u16, u16)) -> Model {
    static BUNDLED: OnceLock<Searched> = OnceLock::new();
    let searched = BUNDLED.get_or_init(|| {
        let collection = catchword::collection::bundled::collection();
        let (file, source) = &collection.keywords[0];
        let (keywords, _) = set::parse(file, source).unwrap();
        Searched::new(collection, keywords)
    });
    searched.model(size)
}

/// Two categories, of a term each: whales and a ship.
pub fn ships() -> KeywordSet {
    const SET: &str = r#"
[[category]]
id = "animal"
name = "Animals"
mark = "A"
[[category]]
id = "ship"
name = "Ships"
mark = "S"
[[term]]
category = "animal"
id = "whale"
label = "Whale"
aliases = ["whale"]
[[term]]
category = "ship"
id = "pequod"
label = "Pequod"
aliases = ["Pequod"]
"#;
    set::parse("ships.toml", SET).unwrap().0
}

/// A collection of Markdown texts, with the ids `a`, `b`, … and no keywords.
pub fn texts(sources: &[&str]) -> Collection {
    let documents = ('a'..).zip(sources).map(|(id, source)| {
        let (parsed, problems) = Parsed::markdown(&id.to_string(), "x.md", source);
        assert_eq!(problems, []);
        parsed.into()
    });
    Collection {
        documents: documents.collect(),
        ..Collection::default()
    }
}

/// Presses keys, spelt as in the help, and settles; returns all effects.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.parse::<Sequence>().unwrap().0 {
        effects.extend(model.update(Msg::Key(key)));
        model.settle();
    }
    effects
}

/// Presses keys and does what the worker would: searches that are asked for are made at once.
pub fn press_and_search(model: &mut Model, keys: &str) -> Vec<Effect> {
    let effects = press(model, keys);
    for effect in &effects {
        match effect {
            Effect::Search(keywords, search) => {
                let collection = Collection::clone(&model.collection);
                let found = Searched::new(collection, KeywordSet::clone(keywords));
                for (index, part) in found.parts {
                    model.update(Msg::Found(*search, index, part));
                }
            }
            Effect::Seek(Some(seek)) => answer(model, seek),
            _ => {}
        }
    }
    model.settle();
    effects
}

/// Tells the model what a search finds: the open text from its end, as the worker may.
pub fn answer(model: &mut Model, seek: &Seek) {
    let matcher = seek.query.matcher(usize::MAX).unwrap();
    for index in 0..model.collection.documents.len() {
        let document = &model.collection.documents[index];
        let hits = scan(document, &matcher, Span::new(0, usize::MAX));
        let from = if index == seek.from.document {
            seek.from.at
        } else {
            0
        };
        let spans = hits.iter().map(|hit| hit.span);
        let (before, after): (Vec<_>, Vec<_>) = spans.partition(|span| span.start < from);
        for (spans, last) in [(after, false), (before, true)] {
            let part = Matches {
                spans,
                last,
                full: false,
            };
            model.update(Msg::Matched(seek.number, index, part));
        }
    }
}

/// The cells of the model's screen.
pub fn cells(model: &Model) -> Buffer {
    let Size { columns, rows } = model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view::draw(model, &mut buffer);
    buffer
}

/// The rows of the model's screen, without blanks at their ends.
pub fn rows(model: &Model) -> Vec<String> {
    let buffer = cells(model);
    let row = |y| {
        let mut text = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += (catchword::text::gate::columns(symbol) as u16).max(1);
        }
        text.trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).collect()
}
