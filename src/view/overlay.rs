//! What lies over the panes: a frame with lines.

use super::{cells::Canvas, theme::Styles};
use crate::{
    app::{overlay::Overlay, panes::Area},
    text::gate,
};

/// Draws an overlay with its frame.
pub fn draw(overlay: &Overlay, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    canvas.clear(area, styles.text);
    draw_frame(&overlay.title(), area, styles, canvas);
    let inner = area.framed();
    if overlay.rows.is_empty() {
        canvas.text(
            inner.x,
            inner.y,
            inner.columns,
            &overlay.empty,
            styles.detail,
        );
        return;
    }
    let first = overlay.top(inner.rows);
    for (y, row) in (inner.y..inner.bottom()).zip(&overlay.rows[first..]) {
        let selected = overlay.selects() && first + usize::from(y - inner.y) == overlay.at;
        let mut style = if row.heading {
            styles.heading
        } else {
            styles.text
        };
        if selected {
            style = styles.selected;
            canvas.fill(area.x + 1, y, area.columns - 2, style);
            canvas.text(area.x + 1, y, 1, "▌", style);
        }
        let detail = if selected { style } else { styles.detail };
        let name = if row.text.is_empty() { style } else { detail };
        let found = row.found.unwrap_or_default();
        let (before, rest) = row.name.split_at(found.start);
        let (found, after) = rest.split_at(found.end - found.start);
        let mut x = inner.x;
        for (part, style) in [(before, name), (found, styles.search()), (after, name)] {
            x += canvas.text(x, y, inner.right().saturating_sub(x), part, style);
        }
        if row.marked {
            canvas.text(inner.x, y, 1, "●", style);
        }
        if let Some(strip) = overlay.strip().filter(|_| selected) {
            let x = inner.x + strip.x + overlay.cell * strip.width;
            canvas.restyle(x, y, strip.width, styles.search());
        }
        let at = if row.text.is_empty() {
            inner.columns
        } else {
            row.text_column
        };
        canvas.text(
            inner.x + at.min(inner.columns),
            y,
            inner.columns.saturating_sub(at),
            &row.text,
            style,
        );
        let figure = gate::columns(&row.figure) as u16;
        if figure + 2 < inner.columns {
            canvas.text(
                inner.x + inner.columns - figure,
                y,
                figure,
                &row.figure,
                detail,
            );
        }
    }
    let mut x = inner.x;
    let mut foot = |text: &str, style| {
        let columns = inner.right().saturating_sub(x);
        let text = gate::ellipsis(text, usize::from(columns));
        x += canvas.text(x, area.bottom() - 1, columns, &text, style);
    };
    if overlay.rows.len() > first + usize::from(inner.rows) {
        foot(" more below ", styles.detail);
    }
    if !overlay.foot.is_empty() {
        foot(&format!(" {} ", overlay.foot), styles.text);
    }
}

fn draw_frame(title: &str, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    let (right, bottom) = (
        area.right().saturating_sub(1),
        area.bottom().saturating_sub(1),
    );
    for x in area.x..area.right() {
        canvas.text(x, area.y, 1, "─", styles.line);
        canvas.text(x, bottom, 1, "─", styles.line);
    }
    for y in area.y..area.bottom() {
        canvas.text(area.x, y, 1, "│", styles.line);
        canvas.text(right, y, 1, "│", styles.line);
    }
    for (x, y, corner) in [
        (area.x, area.y, "╭"),
        (right, area.y, "╮"),
        (area.x, bottom, "╰"),
        (right, bottom, "╯"),
    ] {
        canvas.text(x, y, 1, corner, styles.line);
    }
    canvas.text(
        area.x + 2,
        area.y,
        area.columns.saturating_sub(4),
        &format!(" {title} "),
        styles.heading,
    );
}
