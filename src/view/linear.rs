//! What has changed, in lines of text, for whoever hears them or has no screen.
//!
//! Responsible for what is told after a message, and in which words: only what is new, the most important first. Not
//! for which part of a text that is (see [`crate::app::linear`]), nor for how a text is told (see `told`). The
//! invariant: no line holds anything but words, and each has passed [`gate::line`].

use super::told;
use crate::{
    app::{
        Model, format,
        linear::{Landing, Linear},
        noting::Naming,
        overlay::{Overlay, OverlayKind, Target},
        prompt::Purpose,
    },
    text::{
        fill::{Fit, LineEnds, Options, Rows},
        gate,
        span::Span,
    },
};

/// What has been told so far.
#[derive(Debug, Default)]
pub struct Teller {
    told: Linear,
    open: Option<usize>,
    overlay: Option<ToldList>,
    /// What was asked, and what was offered as an answer.
    prompt: Option<(String, String)>,
    naming: Option<Naming>,
    map: Option<String>,
    selected: Option<Span>,
}

/// A list as it was told.
#[derive(Debug, PartialEq)]
struct ToldList {
    kind: OverlayKind,
    title: String,
    at: usize,
    foot: String,
    expanded: Vec<usize>,
    /// What each row leads to and says; nothing of one that has not been read from the text.
    rows: Vec<(Option<Target>, String)>,
}

impl ToldList {
    fn of(overlay: &Overlay) -> Self {
        Self {
            kind: overlay.kind,
            title: overlay.title(),
            at: overlay.at,
            foot: overlay.foot.clone(),
            expanded: overlay.expanded.clone(),
            rows: overlay
                .rows
                .iter()
                .map(|row| (row.target, row.name.clone()))
                .collect(),
        }
    }

    /// Whether it is the same list with the same rows.
    fn is_same(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&(_, String), &(_, String))| {
            let is_read = !one.1.is_empty() && !other.1.is_empty();
            one.0 == other.0 && (one.1 == other.1 || !is_read)
        };
        self.kind == other.kind
            && self.rows.len() == other.rows.len()
            && self.rows.iter().zip(&other.rows).all(is_same)
    }
}

impl Teller {
    /// The lines for what has changed since it was last asked; the model has to be settled.
    pub fn tell(&mut self, model: &Model) -> Vec<String> {
        let now = model.linear.unwrap_or_default();
        let mut lines = Vec::new();
        lines.extend(model.notice.as_deref().map(worded));
        let has_moved = now.asked != self.told.asked;
        if self.open.replace(model.open) != Some(model.open) {
            lines.extend(text_in_words(model));
        }
        let had_list = self.overlay.is_some();
        self.tell_list(model, &mut lines);
        if has_moved && model.overlay.is_none() {
            if let Some(landing) = now.landing {
                lines.push(landing_in_words(model, landing));
            }
            lines.extend(told::paragraphs(model, now.told));
        } else if had_list && model.overlay.is_none() && lines.is_empty() {
            lines.push("back to the text".to_owned());
        }
        self.tell_selection(model, &mut lines);
        let map = model.map_in_words();
        if map != self.map {
            lines.extend(map.as_deref().map(worded));
            self.map = map;
        }
        self.tell_prompt(model, &mut lines);
        let was_asked = now.lines != self.told.lines;
        if lines.is_empty() && was_asked && !model.quit && !model.is_waiting() {
            lines.push(match model.pending.as_slice() {
                [] => "nothing has changed".to_owned(),
                keys => {
                    let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
                    format!("{}, and which key then?", keys.join(" "))
                }
            });
        }
        self.told = now;
        let columns = model.size.columns;
        lines
            .iter()
            .flat_map(|line| wrapped(line, columns))
            .collect()
    }

    fn tell_list(&mut self, model: &Model, lines: &mut Vec<String>) {
        let Some(overlay) = &model.overlay else {
            self.overlay = None;
            return;
        };
        let now = ToldList::of(overlay);
        let before = self.overlay.take();
        let was_asked = model
            .linear
            .is_some_and(|linear| linear.pages != self.told.pages);
        match &before {
            Some(before) if before.is_same(&now) => {
                if before.title != now.title {
                    lines.push(worded(&now.title));
                }
                if was_asked {
                    push_page(overlay, lines);
                } else if before.at != now.at {
                    lines.extend(row_in_words(overlay, overlay.at));
                }
                if before.foot != now.foot && !now.foot.is_empty() {
                    lines.push(worded(&now.foot));
                }
            }
            // What a category holds stands below it.
            Some(before) if before.kind == now.kind && before.expanded != now.expanded => {
                let is_term =
                    |at: &usize| matches!(overlay.rows[*at].target, Some(Target::Term(_)));
                let below = (overlay.at + 1..overlay.rows.len()).take_while(is_term);
                let opened = std::iter::once(overlay.at).chain(below);
                if now.expanded.len() > before.expanded.len() {
                    lines.extend(opened.filter_map(|at| row_in_words(overlay, at)));
                } else {
                    let row = row_in_words(overlay, overlay.at);
                    lines.extend(row.map(|row| format!("closed: {row}")));
                }
            }
            _ => {
                lines.push(title_in_words(overlay));
                if overlay.rows.is_empty() {
                    lines.push(worded(&overlay.empty));
                } else {
                    push_page(overlay, lines);
                }
                let is_first = overlay.at.is_multiple_of(overlay.page())
                    || overlay.number_of(overlay.at) == Some(1);
                if overlay.selects()
                    && !is_first
                    && let Some(number) = overlay.number_of(overlay.at)
                {
                    lines.push(format!("you are at {}", format::number(number)));
                }
            }
        }
        self.overlay = Some(now);
    }

    fn tell_selection(&mut self, model: &Model, lines: &mut Vec<String>) {
        let selected = model.selected();
        if selected != self.selected
            && let (Some(span), Some(document)) = (selected, model.document())
        {
            let words = gate::line(&document.excerpt(span)).into_owned();
            lines.push(format!("“{words}”"));
        }
        self.selected = selected;
    }

    fn tell_prompt(&mut self, model: &Model, lines: &mut Vec<String>) {
        let prompt = model
            .prompt
            .as_ref()
            .map(|prompt| (asked(model, prompt.purpose), prompt.text.clone()));
        if prompt != self.prompt
            && let Some((asked, text)) = &prompt
        {
            lines.push(asked.clone());
            if !text.is_empty() {
                lines.push(format!("an empty line takes “{}”", gate::line(text)));
            }
        }
        self.prompt = prompt;
        if model.naming != self.naming {
            lines.extend(model.naming.map(|naming| match naming {
                Naming::Set => "a letter for this place?".to_owned(),
                Naming::GoTo => "the letter of the mark?".to_owned(),
            }));
        }
        self.naming = model.naming;
    }
}

/// What a prompt asks for.
fn asked(model: &Model, purpose: Purpose) -> String {
    let what = match purpose {
        Purpose::Filter => "which titles?",
        Purpose::Search if model.search.in_all => "search all texts for what?",
        Purpose::Search => {
            let query = &model.search.query;
            let toggles = [
                ("a regular expression", query.regex),
                ("whole words", query.word),
                ("capitals as typed", query.case),
            ];
            let on: Vec<&str> = toggles
                .into_iter()
                .filter_map(|(name, on)| on.then_some(name))
                .collect();
            return if on.is_empty() {
                "search for what? alt-r takes a regular expression, alt-w whole words, alt-c capitals as typed, tab all texts; esc leaves"
                    .to_owned()
            } else {
                format!("search for what? {}; esc leaves", on.join(", "))
            };
        }
        Purpose::Command => "which command?",
        Purpose::OverlayFilter => "only rows with which words?",
        Purpose::Keyword => "which words make the new keyword?",
        Purpose::Name(_) => "which name?",
        Purpose::Export if model.lists_notes() => "to which file? its name ends in .md",
        Purpose::Export => "to which file? its name ends in .tsv, .csv, .md or .jsonl",
        Purpose::Note(_) => "which note?",
    };
    format!("{what} esc leaves")
}

/// Which text is open, and what is known about it.
fn text_in_words(model: &Model) -> Vec<String> {
    let Some(document) = model.document() else {
        return vec!["there is no text to read".to_owned()];
    };
    let (number, all) = (model.list.position(model.open), model.list.order.len());
    let metadata = &document.metadata;
    let title = gate::line(&metadata.title);
    let mut lines = vec![match number {
        Some(number) if all > 1 => format!("text {} of {all}: {title}", number + 1),
        _ => title.into_owned(),
    }];
    let mut details: Vec<String> = Vec::new();
    if !metadata.authors.is_empty() {
        details.push(metadata.authors.join(", "));
    }
    details.extend(metadata.publisher.as_deref().map(str::to_owned));
    details.extend(model.details_in_words(model.open));
    if model.shown().0 > 0 {
        details.push(format!("{} percent", model.percent()));
    }
    if !details.is_empty() {
        lines.push(details.join(", "));
    }
    lines
}

/// Which hit or match was gone to, of how many, and in which section.
fn landing_in_words(model: &Model, landing: Landing) -> String {
    let section = |at: usize| {
        let document = model.document()?;
        let heading = document.heading_at(at)?;
        let text = document.body.slice(heading.span);
        Some(format!(", {}", gate::line(&text)))
    };
    match landing {
        Landing::Hit(span) => {
            let set = &model.findings.keywords;
            let label = model.current_shown().map_or("", |current| {
                let term = &set.terms[current.hit.term.index()];
                &term.label
            });
            let standing = model.standing;
            let text = model.document().map(|it| it.body.slice(span));
            let text = text.as_deref().map(gate::line).unwrap_or_default();
            let form = if text.to_lowercase() == label.to_lowercase() {
                String::new()
            } else {
                format!(" as “{text}”")
            };
            format!(
                "hit {} of {}, {label}{form}{}",
                format::number(standing.number),
                format::number(standing.here),
                section(span.start).unwrap_or_default()
            )
        }
        Landing::Match(span) => {
            let spans = model.search.matches(model.open);
            let number = spans.partition_point(|other| other.start < span.start) + 1;
            format!(
                "match {} of {}, {} in all texts{}",
                format::number(number),
                model.search.counted(spans.len()),
                model.search.counted(model.search.total()),
                section(span.start).unwrap_or_default()
            )
        }
    }
}

/// The name of a list, and how long it is.
fn title_in_words(overlay: &Overlay) -> String {
    let title = worded(&overlay.title()).replace(", here / all", "");
    let rows = overlay.numbered_rows();
    match overlay.kind {
        OverlayKind::Help => format!("{title}, {}", format::counted(overlay.rows.len(), "line")),
        _ if rows > 0 => format!("{title}, {}", format::counted(rows, "row")),
        _ => title,
    }
}

/// The page of a list on which its selected row stands.
fn push_page(overlay: &Overlay, lines: &mut Vec<String>) {
    let page = overlay.page();
    let first = overlay.at / page * page;
    let end = (first + page).min(overlay.rows.len());
    lines.extend((first..end).filter_map(|at| row_in_words(overlay, at)));
    let more = overlay.rows.len() - end;
    if more > 0 {
        lines.push(format!("{} more", format::number(more)));
    }
}

fn row_in_words(overlay: &Overlay, at: usize) -> Option<String> {
    let row = overlay.rows.get(at)?;
    let text = worded(&row.name);
    let marked = if row.marked { "marked, " } else { "" };
    Some(match overlay.number_of(at) {
        Some(number) => format!("{number}. {marked}{text}"),
        None => text,
    })
}

/// What the program says elsewhere with signs between its words.
fn worded(text: &str) -> String {
    let text = gate::line(text.trim())
        .replace(" · ", ", ")
        .replace(" › ", ", then ");
    text.replace(['‹', '›'], "\"")
        .replace("looking…", "still looking")
}

/// A line in as many as it takes.
fn wrapped(line: &str, columns: u16) -> Vec<String> {
    // Blanks before a line of code or verse are kept.
    let options = Options {
        line_ends: LineEnds::Keep,
        ..Options::of_line(columns, Fit::First)
    };
    let rows = Rows::fill(line, &options);
    let lines = rows.lines(line);
    lines.map(|line| gate::line(line).into_owned()).collect()
}
