//! The categories of keywords: letter, sample, name, hits here and in all.

use super::{cells::Canvas, theme::Styles};
use crate::app::{Model, format, panes::Area};

/// Draws the legend with a row for each category, below a line.
pub fn draw(model: &Model, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    let keywords = &model.findings.keywords;
    for x in area.x..area.right() {
        canvas.text(x, area.y, 1, "─", styles.line);
    }
    let label = " here / all";
    let columns = label.len() as u16;
    if columns + 2 < area.columns {
        canvas.text(
            area.right() - columns - 1,
            area.y,
            columns + 1,
            label,
            styles.detail,
        );
    }
    let found = model.findings.of(model.open);
    for (order, category) in keywords.categories.iter().enumerate() {
        let y = area.y + 1 + order as u16;
        if y >= area.bottom() {
            break;
        }
        let here = found.by_category.get(order).copied().unwrap_or(0);
        let total = model.findings.total(order);
        let figures = format!("{} / {}", format::number(here), format::number(total));
        let width = figures.len() as u16;
        let shown = model.activity.shows_category(order);
        let sample = styles.text.patch(styles.hit(category, order));
        let style = if here == 0 || !shown {
            styles.detail
        } else {
            styles.text
        };
        // The number that goes before `.`, `t` and the like.
        let digits = if keywords.categories.len() > 9 { 2 } else { 1 };
        let number = format!("{:>digits$}", order + 1);
        let mut x = area.x + canvas.text(area.x, y, digits as u16, &number, styles.detail) + 1;
        let mark = if shown { sample } else { styles.detail };
        x += canvas.text(x, y, area.columns.saturating_sub(2), &category.mark, mark) + 1;
        let room = area.right().saturating_sub(x + width + 2);
        let name = if !shown {
            format!("muted: {}", category.name)
        } else if model.activity.mutes_some_of(order, keywords) {
            format!("in part: {}", category.name)
        } else {
            category.name.clone()
        };
        let name = crate::text::gate::ellipsis(&name, usize::from(room));
        canvas.text(x, y, room, &name, style);
        if area.columns > width + 4 {
            canvas.text(area.right() - width - 1, y, width, &figures, style);
        }
    }
}

/// Draws the legend in one row: letters and hits here, as many as fit.
pub fn draw_line(model: &Model, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    let keywords = &model.findings.keywords;
    let found = model.findings.of(model.open);
    let categories = keywords.categories.iter().enumerate();
    for ((order, category), columns) in categories.zip(model.legend_line()) {
        let here = found.by_category.get(order).copied().unwrap_or(0);
        let shown = model.activity.shows_category(order);
        // Between letter and count: what is muted is told without colours too.
        let sign = match (shown, model.activity.mutes_some_of(order, keywords)) {
            (false, _) => '-',
            (true, true) => '~',
            (true, false) => ' ',
        };
        let figure = format!("{sign}{}", format::number(here));
        let mut x = columns.start;
        let sample = styles.text.patch(styles.hit(category, order));
        let mark = if shown { sample } else { styles.detail };
        x += canvas.text(x, area.y, area.right() - x, &category.mark, mark);
        let style = if here == 0 || !shown {
            styles.detail
        } else {
            styles.text
        };
        canvas.text(x, area.y, area.right() - x, &figure, style);
    }
}
