//! What help, outline and information say.

use super::{Target, line::OverlayLine};
use crate::{
    app::{
        Model,
        command::{COMMANDS, Command, Spec},
        format,
        links::TextLink,
        palette::{self, fitting},
        settings::SETTINGS,
    },
    collection::{
        block::{Block, BlockKind},
        document::Document,
        metadata::Str,
    },
    text::gate,
};

/// What help says first where there is no screen.
const LINES: [&str; 12] = [
    "An empty line reads on, and in a list tells its next rows.",
    "A command is typed by its name, as outline, or by its keys, as {outline}; a count goes before it, as 3 next-hit.",
    "What a command asks for may follow it: add-keyword free iran, mark a, help mark.",
    "{line-down} reads the next sentence and {line-up} the one before, {next-paragraph} and {previous-paragraph} a paragraph, {page-down} and {page-up} a page; {redraw} or redraw says it again.",
    "/ and words search this text, // and words all texts; in a list they leave only rows with the words.",
    "In a list a number goes to its row, {line-down} and {line-up} move, enter goes to the row moved to, {cancel} closes it.",
    "Else a number goes to that paragraph, and 50% to the middle of the text.",
    "list tells the texts, {next-document} opens the next, {information} says where you are.",
    "{next-hit} goes to the next hit; the empty line then reads on from there.",
    "legend, or {legend}, turns off and on that hits are told after each paragraph.",
    "When something is asked for, the next line is the answer; an empty one takes what is offered, esc leaves.",
    "{quit} or quit leaves; your place is kept.",
];

pub(super) fn help(model: &Model) -> Vec<OverlayLine> {
    let mut lines = Vec::with_capacity(COMMANDS.len() + 8);
    if model.linear.is_some() {
        lines.extend(LINES.iter().map(|line| {
            let line = model.keymap.told(line);
            OverlayLine::Pair(String::new(), line)
        }));
    }
    let mut group = None;
    for spec in COMMANDS {
        if group != Some(spec.group) {
            if group.is_some() {
                lines.push(OverlayLine::Heading(String::new()));
            }
            group = Some(spec.group);
            lines.push(OverlayLine::Heading(spec.group.name().to_owned()));
        }
        let mut keys: Vec<String> = model
            .keymap
            .keys_of(spec.command)
            .map(ToString::to_string)
            .collect();
        if keys.is_empty() {
            keys.push(model.keymap.way_to(spec.command));
        }
        let summary = model.keymap.told(spec.summary);
        lines.push(OverlayLine::Keys(keys, summary, spec.name));
    }
    lines
}

/// Where each link of the text leads.
pub(super) fn links(model: &Model) -> Vec<OverlayLine> {
    let links = model.links().into_iter().enumerate();
    let line = |(number, link): (usize, TextLink)| {
        let words = gate::ellipsis(&link.words, LINK_WORDS);
        let text = format!("{}  {}", gate::padded(&words, LINK_WORDS), link.address);
        OverlayLine::Row(text, Some(Target::Link(number)), None)
    };
    links.map(line).collect()
}

/// Columns of the words of a link.
const LINK_WORDS: usize = 32;

/// The commands that fit `typed`, with their keys.
pub(super) fn palette(model: &Model, typed: &str) -> Vec<OverlayLine> {
    let line = |spec: &Spec| {
        let keys = model.keymap.keys_of(spec.command);
        let keys: Vec<String> = keys.take(2).map(ToString::to_string).collect();
        let summary = model.keymap.told(spec.summary);
        OverlayLine::Keyword {
            name: format!("{}  {summary}", gate::padded(spec.name, COMMAND_NAME)),
            figure: keys.join("  "),
            target: Target::Command(spec.command),
        }
    };
    if let Some((number, begun)) = palette::setting(typed) {
        return choices(model, number, begun);
    }
    // A command is found by its name also where something stands after it.
    let typed = typed.trim();
    let name = typed.split(' ').next().unwrap_or_default();
    let typed = if Command::named(name).is_some() {
        name
    } else {
        typed
    };
    let is_of_use = |spec: &&Spec| model.is_idle(spec.command).is_none();
    fitting(typed)
        .into_iter()
        .filter(is_of_use)
        .map(line)
        .collect()
}

/// What the setting of this number may be, of what begins so.
fn choices(model: &Model, number: usize, begun: &str) -> Vec<OverlayLine> {
    let setting = &SETTINGS[number];
    let is = setting.said(setting.read(&model.settings), &model.themes);
    let line = |(place, choice): (usize, String)| {
        choice.starts_with(begun).then(|| OverlayLine::Keyword {
            figure: if choice == is {
                "now".to_owned()
            } else {
                String::new()
            },
            name: choice,
            target: Target::Setting(number, place),
        })
    };
    let all = setting.choices(&model.themes);
    if all.is_empty() {
        let values = setting.values();
        let told = format!("{}: {values}; now {is}", setting.name);
        return vec![OverlayLine::Row(told, None, None)];
    }
    all.into_iter().enumerate().filter_map(line).collect()
}

/// Columns of the name of a command: the longest.
const COMMAND_NAME: usize = 19;

pub(super) fn outline(model: &Model) -> Vec<OverlayLine> {
    let document = model.document();
    let headings: Vec<_> = document
        .into_iter()
        .flat_map(|document| document.headings().map(move |block| (document, block)))
        .collect();
    let hits = &model.findings.of(model.open).hits;
    let before = |at: usize| hits.partition_point(|hit| hit.span.start < at);
    let section = |(i, (document, block)): (usize, &(&_, &Block))| {
        let document: &Document = document;
        let next = headings
            .get(i + 1)
            .map_or(document.body.len(), |(_, block)| block.span.start);
        OverlayLine::Section {
            title: document.body.slice(block.span).into_owned(),
            level: match block.kind {
                BlockKind::Heading(level) => level,
                _ => 1,
            },
            at: block.span.start,
            hits: before(next) - before(block.span.start),
        }
    };
    headings.iter().enumerate().map(section).collect()
}

pub(super) fn information(model: &Model) -> Vec<OverlayLine> {
    let Some(document) = model.document() else {
        return Vec::new();
    };
    let metadata = &document.metadata;
    let found = model.findings.of(model.open);
    let length = match model.findings.words(model.open, document) {
        Some(words) => format!(
            "{}, {} min at {} a minute{}",
            format::counted(words, "word"),
            format::number(model.pace.minutes(words)),
            model.pace.words_per_minute(),
            if model.pace.is_known() {
                ", your own pace"
            } else {
                ""
            }
        ),
        None => "being counted".to_owned(),
    };
    let seen = model.seen_by_now();
    let keywords = model.findings.keywords.terms.len();
    let hits = match (keywords, found.complete) {
        (0, _) => "no keywords".to_owned(),
        (_, true) => format!(
            "{} of {}, {} seen",
            format::counted(found.hits.len(), "hit"),
            format::counted(keywords, "keyword"),
            format::number(seen.hits(&found.hits))
        ),
        (_, false) => "being searched".to_owned(),
    };
    let list = |names: &[Str]| names.join(", ");
    let text = |text: &Option<Str>| text.as_deref().unwrap_or("").to_owned();
    let encoding = model.collection.encodings.get(model.open);
    let place = model.linear.map(|_| model.place_in_words());
    let rows = [
        ("Place", place.unwrap_or_default()),
        ("Title", metadata.title.to_string()),
        ("Authors", list(&metadata.authors)),
        ("Publisher", text(&metadata.publisher)),
        ("Date", format::dated(metadata).unwrap_or_default()),
        ("Kind", text(&metadata.kind)),
        ("Language", text(&metadata.language)),
        ("Tags", list(&metadata.tags)),
        ("Source", text(&metadata.source)),
        ("Identifier", metadata.id.to_string()),
        (
            "Length",
            format!("{length} · {} bytes", format::number(document.body.len())),
        ),
        ("Encoding", encoding.cloned().unwrap_or_default()),
        (
            "Read",
            format!("{} % has been on the screen", seen.percent()),
        ),
        ("Keywords", hits),
        ("Collection", model.collection.title.to_string()),
        ("", model.collection.about.to_string()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| OverlayLine::Pair(name.to_owned(), value))
        .collect()
}
