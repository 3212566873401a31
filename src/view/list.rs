//! The list of documents.

use super::{cells::Canvas, map, theme::Styles};
use crate::app::{
    Focus, Model,
    list::{ListRowKind, MARK_COLUMNS},
    panes::Area,
};
use ratatui::style::Modifier;

/// Draws the rows that the list has made.
pub fn draw(model: &Model, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    if model.list.rows.is_empty() {
        let text = if model.list.filter.is_empty() {
            "no documents"
        } else {
            "nothing matches"
        };
        canvas.text(
            area.x + 1,
            area.y,
            area.columns.saturating_sub(1),
            text,
            styles.detail,
        );
        return;
    }
    let selected = match model.focus {
        Focus::List => styles.selected,
        Focus::Text => styles.marked,
    };
    for (y, row) in (area.y..area.bottom()).zip(&model.list.rows) {
        let open = row.document == model.open && row.kind != ListRowKind::Blank;
        let title = matches!(row.kind, ListRowKind::Title | ListRowKind::TitleContinued);
        let mut style = if title { styles.text } else { styles.detail };
        if open {
            canvas.fill(area.x, y, area.columns, selected);
            canvas.text(area.x, y, 1, "▌", selected);
            style = selected;
        }
        if open && title {
            style = style.add_modifier(Modifier::BOLD);
        }
        if row.kind == ListRowKind::Strip {
            let strip = model.maps.strip(row.document);
            map::draw_strip(
                model,
                strip,
                (area.x + MARK_COLUMNS, y),
                style,
                styles,
                canvas,
            );
            continue;
        }
        let room = area.columns.saturating_sub(MARK_COLUMNS);
        canvas.text(area.x + MARK_COLUMNS, y, room, &row.text, style);
    }
}
