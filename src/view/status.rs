//! The last row: where one is, what the last key did, which keys are possible; or a prompt.

use super::{cells::Canvas, theme::Styles};
use crate::{
    app::{
        Focus, Model,
        command::Command,
        format,
        noting::Naming,
        overlay::OverlayKind,
        palette,
        panes::Area,
        prompt::{Prompt, Purpose},
    },
    text::{bidi, gate},
};

/// Columns that the hints have where coverage is told before them: it is the first to give way.
const HINTS: usize = 66;

/// Columns below which the place and the keys of an overlay do not both fit.
const NARROW: u16 = 60;

/// Draws the status line. Returns the column of the cursor where something is being typed.
pub fn draw(
    model: &Model,
    area: Area,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) -> Option<u16> {
    if area.is_empty() {
        return None;
    }
    let typed = typed(model);
    if model.settings.zen && model.overlay.is_none() && model.prompt.is_none() {
        // Nothing but what was just asked for.
        let said = model.notice.as_deref().unwrap_or(&typed);
        canvas.text(
            area.x + 1,
            area.y,
            area.columns.saturating_sub(1),
            said,
            styles.detail,
        );
        return None;
    }
    canvas.fill(area.x, area.y, area.columns, styles.status);
    if let Some(prompt) = &model.prompt {
        return Some(draw_prompt(model, prompt, area, styles, canvas));
    }
    let right = area.right().saturating_sub(1);
    let mut x = area.x + 1;
    if !typed.is_empty() {
        // What waits for the next key goes before everything else.
        let room = right.saturating_sub(x);
        x += canvas.text(x, area.y, room, &typed, styles.notice) + 2;
    }
    let found = model.match_in_words().or_else(|| model.current_in_words());
    let (what, place) = match (model.map_in_words(), found) {
        (None, Some(_)) if model.selection_elsewhere().is_some() => (String::new(), place(model)),
        (Some(words), _) => (String::new(), words),
        (None, Some((what, standing))) => (what, standing),
        // Too narrow for both, the keys that close an overlay go first.
        (None, None) if model.overlay.is_some() && area.columns < NARROW => Default::default(),
        (None, None) => (
            String::new(),
            with_coverage(model, place(model), usize::from(right.saturating_sub(x))),
        ),
    };
    let room = right.saturating_sub(x);
    let needed = model
        .notice
        .as_ref()
        .map_or(0, |notice| gate::columns(notice) + 3);
    // What the last key did goes before where one is, and both before the hints.
    let room_for_place = usize::from(room).saturating_sub(needed);
    if room_for_place >= 5 && !place.is_empty() {
        // What the hit is gives way to where it stands.
        let standing = gate::columns(&place);
        let place = match room_for_place.saturating_sub(standing + 3) {
            room @ 4.. if !what.is_empty() => {
                format!("{} · {place}", gate::ellipsis(&what, room))
            }
            _ => place,
        };
        let place = gate::ellipsis(&place, room_for_place);
        x += canvas.text(x, area.y, room, &place, styles.status) + 2;
    }
    if let Some(notice) = &model.notice {
        let room = right.saturating_sub(x);
        x += canvas.text(
            x,
            area.y,
            room,
            &gate::ellipsis(notice, usize::from(room)),
            styles.notice,
        ) + 2;
    }
    draw_hints(model, (x, right), area.y, styles, canvas);
    None
}

/// The place, and how many hits have been seen, where a row of so many columns has room for that and the hints.
fn with_coverage(model: &Model, place: String, room: usize) -> String {
    let is_place = model.notice.is_none() && model.overlay.is_none() && !place.is_empty();
    // What has been seen is counted only where there may be room for it.
    if !is_place || gate::columns(&place) + HINTS > room {
        return place;
    }
    let with = model
        .coverage()
        .map(|coverage| format!("{place} · {coverage}"));
    with.filter(|with| gate::columns(with) + HINTS <= room)
        .unwrap_or(place)
}

/// Keys that wait for more keys.
fn typed(model: &Model) -> String {
    let count = model.count.map(|count| count.to_string());
    let keys = model.pending.iter().map(ToString::to_string);
    let naming = model.naming.map(|naming| match naming {
        Naming::Set => "mark".to_owned(),
        Naming::GoTo => "to mark".to_owned(),
    });
    let typed: Vec<String> = count.into_iter().chain(keys).chain(naming).collect();
    if typed.is_empty() {
        String::new()
    } else {
        format!("{}…", typed.join(" "))
    }
}

fn place(model: &Model) -> String {
    let Some(_) = model.document() else {
        return String::new();
    };
    let mut parts = Vec::new();
    parts.extend(model.selection_elsewhere());
    parts.push(if model.shows_all() {
        "whole text".to_owned()
    } else {
        format!("{} %", model.percent())
    });
    if model
        .document()
        .is_some_and(|document| document.body.is_shortened())
    {
        parts.push("a part of its file can no longer be read".to_owned());
    }
    let hidden = model.hidden_furniture();
    if hidden > 0 {
        let counted = format::counted(hidden, "paragraph");
        parts.push(format!("{counted} of the page hidden"));
    }
    if !model.list.filter.is_empty() {
        let (shown, all) = (model.list.order.len(), model.collection.documents.len());
        parts.push(format!("{shown} of {all} match “{}”", model.list.filter));
    }
    if let Some(words) = model.words_left() {
        let minutes = format::number(model.pace.minutes(words));
        let left = if model.shows_all() { "" } else { " left" };
        parts.push(format!("{minutes} min{left}"));
    }
    if model.panes.list.is_none() && model.collection.documents.len() > 1 {
        parts.push(format!(
            "text {} of {}",
            model.list.position(model.open).map_or(0, |at| at + 1),
            model.list.order.len()
        ));
    }
    parts.extend(model.section());
    parts.join(" · ")
}

/// The keys worth knowing here, as many as fit between two columns, at the right.
fn draw_hints(
    model: &Model,
    (left, right): (u16, u16),
    y: u16,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) {
    let hints: &[(Command, &str)] = match (model.overlay.as_ref(), model.focus) {
        // The next key is a letter, or belongs to the count.
        _ if model.naming.is_some() || model.count.is_some() => &[(Command::Cancel, "leave")],
        (None, _) if model.maps.cursor.is_some() => {
            &[(Command::Cancel, "leave"), (Command::MapGo, "go")]
        }
        (Some(overlay), _) if overlay.kind == OverlayKind::Concordance => &[
            (Command::Cancel, "close"),
            (Command::Accept, "go"),
            (Command::SortRows, "sort"),
            (Command::RowRight, "open"),
            (Command::Extent, "sentence"),
            (Command::LeaveOut, "once"),
            (Command::MarkRow, "mark"),
            (Command::Export, "export"),
        ],
        (Some(overlay), _) if overlay.kind == OverlayKind::Notes => &[
            (Command::Cancel, "close"),
            (Command::Accept, "go"),
            (Command::Rename, "note"),
            (Command::Delete, "delete"),
            (Command::Export, "export"),
        ],
        (Some(overlay), _) if overlay.selects() => &[
            (Command::Cancel, "close"),
            (Command::Accept, "go"),
            (Command::Narrow, "search"),
        ],
        // There is nothing in it to go to.
        (Some(_), _) => &[(Command::Cancel, "close"), (Command::Narrow, "search")],
        (None, Focus::List) => &[
            (Command::Help, "keys"),
            (Command::Open, "read"),
            (Command::Filter, "filter"),
            (Command::Sort, "sort"),
            (Command::Close, "quit"),
        ],
        (None, Focus::Text) => &[
            (Command::Help, "keys"),
            (Command::PageDown, "page"),
            (Command::NextDocument, "next text"),
            (Command::FocusNext, "list"),
            (Command::Outline, "outline"),
            (Command::Close, "quit"),
        ],
    };
    // After the first keys of a sequence, those that may follow.
    let next = model.next_keys();
    let hints: Vec<String> = if next.is_empty() {
        hints
            .iter()
            .filter_map(|(command, what)| {
                let keys = model.keymap.keys_of(*command).next()?;
                Some(format!("{keys} {what}"))
            })
            .collect()
    } else {
        next
    };
    let mut text = String::new();
    for hint in hints {
        let longer = if text.is_empty() {
            hint
        } else {
            format!("{text}  {hint}")
        };
        if gate::columns(&longer) > usize::from(right.saturating_sub(left)) {
            break;
        }
        text = longer;
    }
    let width = gate::columns(&text) as u16;
    canvas.text(
        right - width.min(right),
        y,
        width,
        &text,
        styles.status_detail,
    );
}

/// What could be typed that begins as this does.
fn completions(typed: &str, model: &Model) -> String {
    let typed = typed.trim_start_matches(|c: char| c.is_ascii_digit());
    if typed.is_empty() {
        return "a command, a number, a percentage".to_owned();
    }
    let mut names = palette::completions(typed, &model.themes);
    names.truncate(4);
    names.join("  ")
}

/// How the words of a search are taken, and what has been found; or what is wrong with them.
fn searched(model: &Model, prompt: &Prompt) -> String {
    let search = &model.search;
    if let Some(problem) = &search.problem {
        return problem.clone();
    }
    let toggles = [
        ("regex", search.query.regex),
        ("word", search.query.word),
        ("case", search.query.case),
    ];
    let on = toggles.iter().filter(|(_, on)| *on).map(|(name, _)| *name);
    let mut parts: Vec<String> = on.map(str::to_owned).collect();
    if prompt.text.is_empty() {
        parts.push("alt-r regex  alt-w word  alt-c case  tab all texts".to_owned());
    } else if let Some((_, standing)) = model.match_in_words().filter(|_| !search.in_all) {
        parts.push(standing);
    } else {
        let here = search.counted(search.matches(model.open).len());
        parts.push(format!(
            "{here} here · {} in all texts",
            search.counted(search.total())
        ));
    }
    parts.join(" · ")
}

/// The fewest columns in which it is worth saying anything beside a prompt.
const SHORTEST: usize = 8;

/// What stands for a line end in a note that is typed.
const LINE_END: &str = "↵";

/// Draws the prompt so that its cursor can be seen, and returns the cursor's column.
fn draw_prompt(
    model: &Model,
    prompt: &Prompt,
    area: Area,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let (lead, tail) = match prompt.purpose {
        Purpose::Filter => (
            "filter: ",
            format!(
                "{} of {}  enter keep  esc leave",
                model.list.order.len(),
                model.collection.documents.len()
            ),
        ),
        Purpose::Search => (
            if model.search.in_all { "//" } else { "/" },
            searched(model, prompt),
        ),
        Purpose::OverlayFilter => ("search: ", "enter keep  esc leave".to_owned()),
        Purpose::Command => (":", completions(&prompt.text, model)),
        Purpose::Keyword => ("new keyword: ", "enter add  esc leave".to_owned()),
        Purpose::Note(_) => (
            "note: ",
            "enter keep  alt-enter new line  esc leave".to_owned(),
        ),
        Purpose::Export if model.lists_notes() => ("export to file: ", "a name in .md".to_owned()),
        Purpose::Export => (
            "export to file: ",
            "a name in .tsv .csv .md .jsonl".to_owned(),
        ),
        Purpose::Name(_) => ("new name: ", "enter rename  esc leave".to_owned()),
    };
    // Lines stand one after the other, with a sign between them.
    let text = prompt.text.replace('\n', LINE_END);
    let cursor = prompt.text[..prompt.cursor].replace('\n', LINE_END).len();
    // What is typed has the half of the row, and more where it needs less than that.
    let typed = gate::columns(lead) + gate::columns(&text) + 2;
    let room = usize::from(area.columns).saturating_sub(typed.min(usize::from(area.columns) / 2));
    let tail = if room < SHORTEST {
        String::new()
    } else {
        gate::ellipsis(&tail, room.saturating_sub(1)).into_owned()
    };
    let width = gate::columns(&tail) as u16;
    let mut right = area.right();
    if width > 0 {
        right -= width + 1;
        canvas.text(right, area.y, width, &tail, styles.status_detail);
        right -= 1;
    }
    let x = area.x + canvas.text(area.x, area.y, area.columns, lead, styles.status_detail);
    let room = usize::from(right.saturating_sub(x + 1));
    let mut start = 0;
    for (at, cluster) in gate::clusters(&text[..cursor]) {
        if gate::columns(&text[start..cursor]) <= room {
            break;
        }
        start = at + cluster.len();
    }
    let shown = &text[start..];
    let order = model.settings.order();
    // What is typed from right to left grows to the left: there the cursor follows the last letter.
    let lead = u16::from(order.reorders() && bidi::begins_at_the_right(shown));
    let room = right.saturating_sub(x + lead);
    canvas.text(x + lead, area.y, room, shown, styles.status);
    let glyphs = bidi::line(shown, room.into(), order);
    let at = glyphs.iter().find(|glyph| glyph.span.end + start > cursor);
    let column = match (at, glyphs.last()) {
        (Some(glyph), _) => lead + glyph.column as u16,
        (None, Some(_)) if lead > 0 => 0,
        (None, _) => gate::columns(&text[start..cursor]) as u16,
    };
    (x + column).min(area.right().saturating_sub(1))
}
