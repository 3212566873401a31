//! The maps of hits: a strip in the list, a column of cells beside the text.

use super::{cells::Canvas, theme::Styles};
use crate::app::{Model, map::Map, panes::Area};
use ratatui::style::{Modifier, Style};

/// Draws the strip of a document from a cell on, over the style of its row.
pub fn draw_strip(
    model: &Model,
    strip: Option<&Map>,
    (x, y): (u16, u16),
    row: Style,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) {
    // Bars on a reversed row would show what is not there.
    let reversed = row.add_modifier.contains(Modifier::REVERSED);
    let ground = if reversed {
        styles.detail.remove_modifier(Modifier::REVERSED)
    } else {
        row
    };
    let Some(strip) = strip else { return };
    for cell in 0..strip.cells() {
        let style = match strip.category(cell) {
            Some(category) => ground.patch(bar(model, category, styles)),
            None => ground,
        };
        canvas.text(x + cell as u16, y, 1, strip.glyph(cell), style);
    }
}

/// Draws the map beside the text: how many hits stand where, and of which category the first ones are.
pub fn draw(model: &Model, area: Area, styles: &Styles<'_>, canvas: &mut Canvas<'_>) {
    let Some(map) = model.maps.minimap() else {
        return;
    };
    let cursor = model.maps.cursor.filter(|_| model.overlay.is_none());
    for (cell, y) in (area.y..area.bottom()).enumerate() {
        // Where nothing stands nothing is drawn: a column of dots beside the text is no calm sight.
        let Some(category) = map.category(cell) else {
            continue;
        };
        let style = styles.text.patch(bar(model, category, styles));
        canvas.text(area.x, y, 1, map.glyph(cell), style);
        let named = &model.findings.keywords.categories[category];
        let style = styles.text.patch(styles.gutter(named, category));
        canvas.text(area.x + 1, y, 1, &named.mark, style);
    }
    if let Some(row) = cursor {
        // In the column of the scrollbar, so that it hides nothing of the map.
        let x = area.right();
        canvas.text(x, area.y + row, 1, "◂", styles.selected);
    }
}

/// The colours of a bar: those of the category's letter, but where that stands on a coloured ground the
/// bar has the ground's colour, on the letter's.
fn bar(model: &Model, category: usize, styles: &Styles<'_>) -> Style {
    let named = &model.findings.keywords.categories[category];
    let sample = styles.gutter(named, category);
    match (sample.fg, sample.bg) {
        (Some(letter), Some(ground)) => sample.fg(ground).bg(letter),
        _ => sample,
    }
}
