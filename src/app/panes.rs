//! Where everything stands on the screen: the only arithmetic of rectangles.
//!
//! `update` asks it for the size of a page, `view` draws into it. Nothing else computes a position.

use super::{
    Focus, Model, format,
    linear::LIST_PAGE,
    overlay::OverlayKind,
    settings::{Align, Settings},
};
use crate::text::gate;
use std::ops::Range;

/// The size of the terminal in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Its left column, counted from 0.
    pub x: u16,
    /// Its top row, counted from 0.
    pub y: u16,
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Area {
    /// What is left of it inside a frame with a blank column at either side.
    #[must_use]
    pub const fn framed(self) -> Self {
        Self {
            x: self.x + 2,
            y: self.y + 1,
            columns: self.columns.saturating_sub(4),
            rows: self.rows.saturating_sub(2),
        }
    }

    /// The column after its last one.
    pub const fn right(self) -> u16 {
        self.x + self.columns
    }

    /// The row after its last one.
    pub const fn bottom(self) -> u16 {
        self.y + self.rows
    }

    /// Whether a cell lies in it.
    pub const fn contains(self, column: u16, row: u16) -> bool {
        self.x <= column && column < self.right() && self.y <= row && row < self.bottom()
    }

    /// Whether it has no cell.
    pub const fn is_empty(self) -> bool {
        self.columns == 0 || self.rows == 0
    }
}

/// The rectangles of one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The documents.
    pub list: Option<Area>,
    /// The categories, a row each, below the documents.
    pub legend: Option<Area>,
    /// The categories in one row, above the status line.
    pub legend_line: Option<Area>,
    /// The column of the line between list and text.
    pub divider: Option<Area>,
    /// The reading pane, its margins included.
    pub text: Option<Area>,
    /// The part of the reading pane that lines are set in; of two columns, the left one.
    pub measure: Area,
    /// How far to the right of the first column the second one stands, where there are two.
    pub second: Option<u16>,
    /// The columns left of the measure where the letters of a row's hits stand; see [`Panes::line`] for all of them.
    pub gutter: Option<Area>,
    /// Two columns beside the scrollbar, row for row the same part of the text.
    pub map: Option<Area>,
    /// One column at the right of the reading pane.
    pub scrollbar: Option<Area>,
    /// What lies over the panes, its frame included.
    pub overlay: Option<Area>,
    /// The last row; prompts and notices stand there too.
    pub status: Area,
    /// The whole screen.
    pub screen: Area,
}

/// What stands in a cell of the screen. Rows are counted from the top of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The overlay, its frame included.
    Overlay,
    /// Anything else while there is an overlay.
    Outside,
    /// A row of the list.
    List(u16),
    /// The row of a category in the legend.
    Legend(u16),
    /// The legend of one row; see [`Model::legend_line`].
    LegendLine,
    /// The line between list and text.
    Divider,
    /// A row of the scrollbar or of the map beside it.
    Bar(u16),
    /// The reading pane.
    Text,
    /// The status line.
    Status,
}

/// From this width on, list and text stand side by side.
pub const SIDE_BY_SIDE_COLUMNS: u16 = 80;
/// The width of the list at first.
pub const LIST_COLUMNS: u16 = 34;
/// The narrowest and the widest list that can be asked for.
pub const LIST_RANGE: (u16, u16) = (16, 60);
/// Columns at the left of the measure, where there is room: the letters of a row's hits and a blank.
const MARGIN: u16 = 3;
/// The blank columns asked for at first, and the most that can be.
pub const MARGIN_AT_FIRST: u16 = 1;
/// The widest margin that can be asked for.
pub const WIDEST_MARGIN: u16 = 60;
/// The text keeps as many columns beside margins that are asked for.
const LEAST_MEASURE: u16 = 20;
/// Two columns of text keep as many columns each, unless shorter lines are asked for.
const LEAST_COLUMN: u16 = 45;
/// Columns between two columns of text: a blank, the gutter of the second one, a blank.
const BETWEEN_COLUMNS: u16 = GUTTER + 2;
/// The widest gutter.
const GUTTER: u16 = 4;
/// The columns of the map: how many hits, and of which category.
const MAP_COLUMNS: u16 = 2;
/// From this width on the reading pane has a map.
const MAP_FROM_COLUMNS: u16 = 40;
/// From this height on the list begins with a blank row.
const ROOMY_ROWS: u16 = 16;
/// The widest overlay.
const OVERLAY_COLUMNS: u16 = 96;
/// The cells of the map of hits where there is no screen to draw it on.
const LINEAR_CELLS: u16 = 20;
/// Below this size nothing can be read, and a sentence says so.
pub const SMALLEST: Size = Size {
    columns: 10,
    rows: 3,
};

impl Panes {
    /// The rectangles for a terminal of `size`.
    ///
    /// Every rectangle lies within the terminal, also at 0×0.
    pub fn of(size: Size, model: &Model) -> Self {
        let screen = Area {
            x: 0,
            y: 0,
            columns: size.columns,
            rows: size.rows,
        };
        let status = Area {
            y: size.rows.saturating_sub(1),
            rows: size.rows.min(1),
            ..screen
        };
        let mut panes = Self {
            status,
            screen,
            ..Self::default()
        };
        if size.columns < SMALLEST.columns || size.rows < SMALLEST.rows {
            return panes;
        }
        let body = Area {
            rows: size.rows - 1,
            ..screen
        };
        let settings = &model.settings;
        if model.linear.is_some() {
            panes.set_linear(body, model);
            return panes;
        }
        let beside = size.columns >= SIDE_BY_SIDE_COLUMNS;
        if settings.zen {
            panes.set_text(body, settings, None);
        } else if beside && settings.list_shown {
            let columns = settings.list_columns.min(size.columns * 3 / 8);
            let list = padded(Area { columns, ..body });
            panes.divider = Some(Area {
                x: columns,
                columns: 1,
                ..body
            });
            let mut text = Area {
                x: columns + 1,
                columns: size.columns - columns - 1,
                ..body
            };
            if !panes.set_list(list, model) {
                text = panes.set_legend_line(text, model);
            }
            panes.set_text(text, settings, Some(map_columns(text, model)));
        } else if !beside && model.focus == Focus::List {
            if !panes.set_list(padded(body), model) {
                panes.list = Some(panes.set_legend_line(body, model));
            }
        } else {
            let body = panes.set_legend_line(body, model);
            panes.set_text(body, settings, Some(map_columns(body, model)));
        }
        panes.overlay = model.overlay.as_ref().map(|overlay| {
            let lines = u16::try_from(overlay.rows.len()).unwrap_or(u16::MAX);
            let rows = lines
                .saturating_add(2)
                .clamp(3, body.rows.max(3))
                .min(body.rows);
            let columns = overlay_columns(size, overlay.kind);
            Area {
                x: (body.columns - columns) / 2,
                y: (body.rows - rows) / 2,
                columns,
                rows,
            }
        });
        panes
    }

    /// What stands in a cell; `None` where there is nothing.
    pub fn at(&self, column: u16, row: u16) -> Option<Spot> {
        let within = |area: Option<Area>| area.filter(|area| area.contains(column, row));
        if let Some(area) = self.overlay {
            return Some(if area.contains(column, row) {
                Spot::Overlay
            } else {
                Spot::Outside
            });
        }
        if let Some(area) = within(self.list) {
            return Some(Spot::List(row - area.y));
        }
        if let Some(area) = within(self.legend) {
            // The first row is a line.
            return (row - area.y).checked_sub(1).map(Spot::Legend);
        }
        if let Some(area) = within(self.map).or(within(self.scrollbar)) {
            return Some(Spot::Bar(row - area.y));
        }
        [
            (self.legend_line, Spot::LegendLine),
            (self.divider, Spot::Divider),
            (self.text, Spot::Text),
            (Some(self.status), Spot::Status),
        ]
        .into_iter()
        .find_map(|(area, spot)| within(area).map(|_| spot))
    }

    /// Makes room for what is told a page at a time: nothing stands beside the text.
    fn set_linear(&mut self, area: Area, model: &Model) {
        self.text = Some(area);
        self.measure = Area {
            columns: model.settings.measure.min(area.columns),
            ..area
        };
        let bar = Area {
            columns: 1,
            rows: LINEAR_CELLS,
            ..area
        };
        self.scrollbar = Some(bar);
        self.map = Some(bar).filter(|_| model.findings.has_keywords());
        self.overlay = model.overlay.as_ref().map(|_| Area {
            rows: LIST_PAGE as u16 + 2,
            ..area
        });
    }

    /// Puts the legend below the documents, where they keep twice as many rows; returns whether it did.
    fn set_list(&mut self, area: Area, model: &Model) -> bool {
        let wanted = model.legend_rows() + 1;
        let fits = model.settings.legend && wanted > 1 && area.rows / 3 >= wanted;
        let legend = if fits { wanted } else { 0 };
        self.list = Some(Area {
            rows: area.rows - legend,
            ..area
        });
        self.legend = fits.then_some(Area {
            y: area.bottom() - legend,
            rows: legend,
            ..area
        });
        fits
    }

    fn set_legend_line(&mut self, area: Area, model: &Model) -> Area {
        if !model.settings.legend || model.legend_rows() == 0 || area.rows < 12 {
            return area;
        }
        self.legend_line = Some(Area {
            y: area.bottom() - 1,
            rows: 1,
            ..area
        });
        Area {
            rows: area.rows - 1,
            ..area
        }
    }

    /// Where line `index` of the screen is set, and the part of the gutter beside it, a row each; `None` where the pane
    /// ends before. One reads down the first column, then the second.
    pub fn line(&self, index: usize) -> Option<(Area, Option<Area>)> {
        let rows = usize::from(self.measure.rows.max(1));
        let right = match (index / rows, self.second) {
            (0, _) => 0,
            (1, Some(second)) => second,
            _ => return None,
        };
        let row = (index % rows) as u16;
        let beside = |area: Area| Area {
            x: area.x + right,
            y: area.y + row,
            rows: area.rows.min(1),
            ..area
        };
        Some((beside(self.measure), self.gutter.map(beside)))
    }

    /// Which line of the screen, as [`Panes::line`] counts them, stands in a cell of the reading pane or beside it.
    pub fn line_at(&self, column: u16, row: u16) -> Option<usize> {
        let area = self.text.filter(|area| area.contains(column, row))?;
        // A gutter belongs to the column on its right.
        let begins = |second| self.measure.x + second - BETWEEN_COLUMNS + 1;
        let is_second = self.second.is_some_and(|second| column >= begins(second));
        let above = if is_second { area.rows } else { 0 };
        Some(usize::from(above + row - area.y))
    }

    /// Puts the text beside a scrollbar, where there is one, and a map of so many columns.
    fn set_text(&mut self, area: Area, settings: &Settings, bar: Option<u16>) {
        let room = area.columns - bar.map_or(0, |map| map + 1);
        let (left, right) = if room > LEAST_MEASURE + MARGIN + 1 {
            let asked = settings.margin.min((room - LEAST_MEASURE) / 2);
            (asked.max(MARGIN), asked.max(1))
        } else {
            (0, 0)
        };
        let one = settings.measure.min(room - left - right);
        let half = (room - left - right).saturating_sub(BETWEEN_COLUMNS) / 2;
        let half = settings.measure.min(half);
        let has_two = settings.columns > 1 && half >= LEAST_COLUMN.min(settings.measure);
        let (columns, all) = if has_two {
            (half, 2 * half + BETWEEN_COLUMNS)
        } else {
            (one, one)
        };
        let margin = match settings.align {
            Align::Center => left.max((room - all) / 2),
            Align::Left => left,
        };
        self.text = Some(area);
        self.measure = Area {
            x: area.x + margin,
            columns,
            ..area
        };
        self.second = has_two.then_some(columns + BETWEEN_COLUMNS);
        let free = (self.measure.x - area.x).saturating_sub(1);
        let columns = free.min(GUTTER);
        self.gutter = (columns > 0).then(|| Area {
            x: self.measure.x - 1 - columns,
            columns,
            ..area
        });
        self.scrollbar = bar.map(|_| Area {
            x: area.right() - 1,
            columns: 1,
            ..area
        });
        self.map = bar.filter(|&columns| columns > 0).map(|columns| Area {
            x: area.right() - 1 - columns,
            columns,
            ..area
        });
    }
}

impl Model {
    /// The columns of each category in the legend of one row, its letter and its figure, as many as fit.
    pub fn legend_line(&self) -> Vec<Range<u16>> {
        let Some(area) = self.panes.legend_line else {
            return Vec::new();
        };
        let found = self.findings.of(self.open);
        let mut columns = Vec::new();
        let mut x = usize::from(area.x) + 1;
        for (order, category) in self.findings.keywords.categories.iter().enumerate() {
            let here = found.by_category.get(order).copied().unwrap_or(0);
            let end = x + gate::columns(&category.mark) + 1 + format::number(here).len();
            if end + 2 > usize::from(area.right()) {
                break;
            }
            columns.push(x as u16..end as u16);
            x = end + 2;
        }
        columns
    }
}

/// The columns of the map beside the text in `area`: none where the text needs them more.
fn map_columns(area: Area, model: &Model) -> u16 {
    let fits = area.columns >= MAP_FROM_COLUMNS && model.findings.has_keywords();
    if fits { MAP_COLUMNS } else { 0 }
}

/// What is left of the list below a blank row, where there are rows to spare.
fn padded(area: Area) -> Area {
    let blank = u16::from(area.rows >= ROOMY_ROWS);
    Area {
        y: area.y + blank,
        rows: area.rows - blank,
        ..area
    }
}

/// The width of an overlay on a terminal of `size`: lists of lines of text take all of it.
pub fn overlay_columns(size: Size, kind: OverlayKind) -> u16 {
    match kind {
        kind if kind.is_list() => size.columns,
        _ => OVERLAY_COLUMNS.min(size.columns),
    }
}
