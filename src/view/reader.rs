//! The reading pane: text, what stands around it, and the hits laid over it.

use super::{
    cells::{Canvas, CellLink},
    gutter::{self, Mark},
    map,
    theme::{Layers, Styles},
    told::ALL_FOLDED,
};
use crate::{
    app::{
        Model,
        anchor::{Change, Found},
        links::harmless,
        panes::{Area, Panes},
        reader::{Line, header::HeaderRow, layout::Layout},
    },
    collection::{
        block::{BlockKind, Run, RunKind},
        document::Document,
    },
    keyword::{Hit, KeywordSet, TermId},
    text::{fill::Row, span::Span},
};
use ratatui::style::{Modifier, Style};

/// Draws the lines that the model has made.
pub fn draw(
    model: &Model,
    area: Area,
    panes: &Panes,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) {
    let measure = panes.measure;
    let Some(document) = model.document() else {
        canvas.text(
            measure.x,
            area.y,
            measure.columns,
            "no document to read",
            styles.detail,
        );
        return;
    };
    if model.screen.is_empty() && model.settings.folded {
        let text = model.keymap.told(ALL_FOLDED);
        canvas.text(measure.x, area.y, measure.columns, &text, styles.detail);
    } else if model.screen.is_empty() {
        canvas.text(
            measure.x,
            area.y,
            measure.columns,
            "this document is empty",
            styles.detail,
        );
    }
    let page = Page {
        document,
        keywords: &model.findings.keywords,
        painted: &model.painted,
        matched: &model.matched,
        landed: model.match_shown().map(|found| found.span),
        highlights: highlights(model),
        selected: model.selected(),
        focused: model.focused_term(),
        current: model.current_shown().map(|current| current.hit),
        has_gutter: !model.settings.zen,
        band: model.band,
        last_read: model.last_read.map(|line| line.at),
        hyperlinks: model.settings.hyperlinks,
        styles,
    };
    for (index, line) in model.screen.iter().enumerate() {
        let Some((measure, gutter)) = panes.line(index) else {
            break;
        };
        page.draw_line(line, measure, gutter, canvas);
    }
    // Where the fold ends before the text does.
    if model.settings.folded
        && let Some(last) = model.screen.last()
        && document.stretch_after(&last.layout.stretch).is_some()
        && let Some((below, _)) = panes.line(model.screen.len())
    {
        canvas.text(below.x, below.y, below.columns, "⋯", styles.line);
    }
    if let Some(bar) = panes.scrollbar {
        draw_scrollbar(model, document, bar, styles, canvas);
    }
    if let Some(area) = panes.map {
        map::draw(model, area, styles, canvas);
    }
}

/// The sign beside the row of the hit that was gone to: it is there without colours too.
const LANDED: &str = "▶";

/// A highlight on the screen.
struct Highlighted {
    span: Span,
    color: u8,
    /// Whether the text is another than it was.
    is_changed: bool,
}

/// The highlights on the screen.
fn highlights(model: &Model) -> Vec<Highlighted> {
    let (top, end) = model.shown();
    let placed = model.placed.highlights.iter();
    let shown = placed.filter(|(_, it)| it.span.start < end && it.span.end > top);
    let highlighted = |&(index, found): &(usize, Found)| {
        Some(Highlighted {
            span: found.span,
            color: model.notes.highlights.get(index)?.color,
            is_changed: found.change != Change::None,
        })
    };
    shown.filter_map(highlighted).collect()
}

/// The sign beside rows of a highlight: it is there without colours too.
const HIGHLIGHTED: &str = "┃";

/// The sign beside the first row of a highlight where the text has changed since.
const CHANGED: &str = "≠";

/// The signs beside the first row of a highlight: the numbers of the colours, as `2H` asks for the second.
const NUMBERS: [&str; 8] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸"];

/// The longest address that terminals take, in bytes; VTE, of GNOME and others, takes the fewest.
const LONGEST_ADDRESS: usize = 2_083;

/// What the lines of one page share.
struct Page<'a> {
    document: &'a Document,
    keywords: &'a KeywordSet,
    painted: &'a [Hit],
    matched: &'a [Span],
    /// The match that was gone to.
    landed: Option<Span>,
    /// The highlights on the screen, in order of start.
    highlights: Vec<Highlighted>,
    selected: Option<Span>,
    focused: Option<TermId>,
    current: Option<Hit>,
    /// Whether letters stand beside the rows.
    has_gutter: bool,
    /// What is not dimmed, where something is.
    band: Option<Span>,
    /// The first byte of the line that was read last.
    last_read: Option<usize>,
    /// Whether the terminal is told where links lead.
    hyperlinks: bool,
    styles: &'a Styles<'a>,
}

impl Page<'_> {
    /// Draws a line on the row that `measure` is, and what stands beside it on the row of its gutter.
    fn draw_line(&self, line: &Line, measure: Area, gutter: Option<Area>, canvas: &mut Canvas<'_>) {
        let layout = &*line.layout;
        let Area { x, y, columns, .. } = measure;
        if let Some(row) = layout.row(line.line) {
            for decoration in layout.decorations(line.line) {
                let style = if decoration.is_line {
                    self.styles.line
                } else {
                    self.styles.detail
                };
                let room = columns.saturating_sub(decoration.column);
                canvas.text(x + decoration.column, y, room, &decoration.text, style);
            }
            self.draw_row(layout, line.line, &row, measure, canvas);
            if let Some(gutter) = gutter {
                let span = layout.span(&row);
                self.draw_gutter(span, gutter, canvas);
                if let Some(sign) = self.sign_of_highlight(span) {
                    canvas.text(x - 1, y, 1, sign, self.styles.detail);
                }
            }
            return;
        }
        for decoration in layout.decorations(line.line) {
            canvas.text(x, y, columns, &decoration.text, self.styles.line);
        }
        let mut title = self.styles.heading;
        if self.is_dimmed(layout.stretch.block.span.start) {
            title = title.patch(self.styles.dimmed);
        }
        let Some((column, row)) = layout.heading(line.line) else {
            return;
        };
        let (x, columns) = (x + column, columns.saturating_sub(column));
        match row {
            HeaderRow::Title(text) => canvas.text(x, y, columns, text, title),
            HeaderRow::Detail(text) => canvas.text(x, y, columns, text, self.styles.detail),
            HeaderRow::Blank => 0,
        };
    }

    fn draw_row(
        &self,
        layout: &Layout,
        line: usize,
        row: &Row,
        measure: Area,
        canvas: &mut Canvas<'_>,
    ) {
        let span = layout.span(row);
        let base = match layout.stretch.block.kind {
            _ if layout.stretch.block.furniture => self.styles.detail,
            BlockKind::Heading(_) => self.styles.heading,
            BlockKind::Preformatted => self.styles.code,
            _ => self.styles.text,
        };
        let runs: Vec<&Run> = self.document.runs(span).collect();
        let hits = self.hits_on(span);
        let (x, y, end) = (measure.x + layout.indent, measure.y, measure.right());
        // The columns that the row has, for the hyphen after it.
        let mut columns: Option<(u16, u16)> = None;
        let mut style = base;
        // The style is looked for anew only where something begins or ends.
        let mut until = 0;
        for glyph in layout.glyphs(line) {
            let at = glyph.span.start + layout.stretch.block.span.start;
            if at >= until {
                style = self.style_at(at, base, &runs, hits);
                until = self.next_change(at, &runs, hits);
            }
            let column = glyph.column as u16;
            canvas.shown(
                x + column,
                y,
                end.saturating_sub(x + column),
                &glyph.shown,
                style,
            );
            let (first, last) = columns.unwrap_or((column, column));
            columns = Some((first.min(column), last.max(column + glyph.shown.columns)));
        }
        if row.hyphen {
            let (first, last) = columns.unwrap_or_default();
            let x = x + if row.is_rtl {
                first.saturating_sub(1)
            } else {
                last
            };
            canvas.text(x, y, end.saturating_sub(x), "-", style);
        }
        if self.hyperlinks {
            for run in runs {
                link_cells(layout, line, run, measure, canvas);
            }
        }
    }

    /// What stands beside a row of a highlight; the last that begins there goes before one that goes on.
    fn sign_of_highlight(&self, row: Span) -> Option<&'static str> {
        let mut here = self.highlights.iter().filter(|it| it.span.overlaps(row));
        let begun = here.clone().rfind(|it| row.contains(it.span.start));
        let number = |it: &Highlighted| {
            if it.is_changed {
                CHANGED
            } else {
                NUMBERS[usize::from(it.color) % NUMBERS.len()]
            }
        };
        begun
            .map(number)
            .or_else(|| here.next().map(|_| HIGHLIGHTED))
    }

    /// Whether what begins at a byte stands outside the focus band.
    fn is_dimmed(&self, at: usize) -> bool {
        self.band.is_some_and(|band| !band.contains(at))
    }

    /// The painted hits that touch `span`.
    fn hits_on(&self, span: Span) -> &[Hit] {
        let first = self
            .painted
            .partition_point(|hit| hit.span.end <= span.start);
        let rest = &self.painted[first..];
        &rest[..rest.partition_point(|hit| hit.span.start < span.end)]
    }

    /// The first byte after `at` where a run or a hit begins or ends.
    fn next_change(&self, at: usize, runs: &[&Run], hits: &[Hit]) -> usize {
        let runs = runs.iter().map(|run| run.span);
        let hits = hits.iter().chain(&self.current).map(|hit| hit.span);
        let first = self.matched.partition_point(|found| found.end <= at);
        let matched = self.matched[first..].iter().take(2).copied();
        let highlights = self.highlights.iter().map(|it| it.span);
        let changes = runs
            .chain(hits)
            .chain(matched)
            .chain(highlights)
            .chain(self.selected)
            .flat_map(|span| [span.start, span.end]);
        changes
            .filter(|&change| change > at)
            .min()
            .unwrap_or(usize::MAX)
    }

    fn style_at(&self, at: usize, base: Style, runs: &[&Run], hits: &[Hit]) -> Style {
        // The current hit may lie under another one, and goes before it.
        let landing = self.current.filter(|hit| hit.span.contains(at));
        let hit = hits.iter().find(|hit| hit.span.contains(at)).copied();
        let category = |hit: Hit| {
            let order = self.keywords.terms[hit.term.index()].category;
            (&self.keywords.categories[order], order)
        };
        let searched = self.is_matched(at);
        let highlighted = self.highlighted(at);
        let selected = self.selected.is_some_and(|span| span.contains(at));
        let is_laid_over = searched || highlighted.is_some() || selected;
        let is_painted = hit.is_some() || landing.is_some() || is_laid_over;
        let is_dimmed = self.is_dimmed(at) && !is_painted;
        let style = self.written(at, base, runs, is_dimmed);
        let layers = Layers {
            hit: hit.map(category),
            focused: hit
                .filter(|hit| self.focused == Some(hit.term))
                .map(category),
            landing: landing.map(category),
            searched,
            highlighted,
            selected,
        };
        self.styles.painted(style, &layers)
    }

    /// The style of text without what is laid over it: of `base`, and of the runs.
    fn written(&self, at: usize, base: Style, runs: &[&Run], is_dimmed: bool) -> Style {
        let mut style = base;
        if is_dimmed {
            // A heading stays bold.
            style = style.patch(self.styles.dimmed);
        }
        for run in runs.iter().filter(|run| run.span.contains(at)) {
            if run.kind == RunKind::Code && !is_dimmed {
                style = style.patch(self.styles.inline_code);
            }
            style = style.add_modifier(match run.kind {
                RunKind::Emphasis => Modifier::ITALIC,
                RunKind::Strong => Modifier::BOLD,
                RunKind::Struck => Modifier::CROSSED_OUT,
                RunKind::Link(_) => Modifier::UNDERLINED,
                RunKind::Code => Modifier::empty(),
            });
        }
        style
    }

    /// The colour of the highlight at a byte: of several, the one that begins last.
    fn highlighted(&self, at: usize) -> Option<u8> {
        let begun = self.highlights.partition_point(|it| it.span.start <= at);
        let mut before = self.highlights[..begun].iter().rev();
        before.find(|it| it.span.contains(at)).map(|it| it.color)
    }

    fn is_matched(&self, at: usize) -> bool {
        let first = self.matched.partition_point(|found| found.end <= at);
        self.matched
            .get(first)
            .is_some_and(|found| found.contains(at))
    }

    /// The letters of the categories that have hits on a row, and the sign of the line that was read last.
    fn draw_gutter(&self, span: Span, mut gutter: Area, canvas: &mut Canvas<'_>) {
        let y = gutter.y;
        if self.last_read.is_some_and(|at| span.contains(at)) {
            // A block of ground, not a sign of writing: it is no part of what is copied from the terminal.
            gutter.columns -= 1;
            canvas.fill(gutter.right(), y, 1, self.styles.last_read);
        }
        if !self.has_gutter || gutter.columns == 0 {
            return;
        }
        let order = |hit: &Hit| self.keywords.terms[hit.term.index()].category;
        let landed = self.current.filter(|hit| hit.span.overlaps(span));
        let is_here = landed.is_some() || self.landed.is_some_and(|found| found.overlaps(span));
        let mut orders: Vec<usize> = self
            .hits_on(span)
            .iter()
            .chain(&landed)
            .map(order)
            .collect();
        orders.sort_unstable();
        let arrow = u16::from(is_here);
        let marks = gutter::marks(orders, gutter.columns - arrow);
        // Beside the text, not at the edge.
        let mut x = gutter.right() - marks.len() as u16;
        if is_here {
            canvas.text(x - 1, y, 1, LANDED, self.styles.heading);
        }
        for mark in marks {
            x += match mark {
                Mark::Category(order) => {
                    let category = &self.keywords.categories[order];
                    let style = self
                        .styles
                        .detail
                        .patch(self.styles.gutter(category, order));
                    canvas.text(x, y, 1, &category.mark, style)
                }
                Mark::More => canvas.text(x, y, 1, Mark::MORE, self.styles.detail),
            };
        }
    }
}

/// Notes which cells of a line stand on a run, where it is a link.
fn link_cells(layout: &Layout, line: usize, run: &Run, measure: Area, canvas: &mut Canvas<'_>) {
    let RunKind::Link(target) = &run.kind else {
        return;
    };
    let Some(address) = harmless(target).filter(|address| address.len() <= LONGEST_ADDRESS) else {
        return;
    };
    let glyphs = layout.glyphs(line).filter(|glyph| {
        run.span
            .contains(glyph.span.start + layout.stretch.block.span.start)
    });
    let ends = glyphs.map(|glyph| {
        let column = glyph.column as u16;
        (column, column + glyph.shown.columns)
    });
    // Among words that are written from right to left a link may stand in several places.
    let mut ends: Vec<(u16, u16)> = ends.collect();
    ends.sort_unstable();
    let (x, right) = (measure.x + layout.indent, measure.right());
    for beside in ends.chunk_by(|one, next| one.1 == next.0) {
        let (from, to) = (x + beside[0].0, (x + beside[beside.len() - 1].1).min(right));
        if from < to {
            canvas.link(CellLink {
                y: measure.y,
                x: from,
                columns: to - from,
                at: run.span.start,
                address: address.clone(),
            });
        }
    }
}

/// The part of the document that is shown, by bytes: so it costs nothing to know.
fn draw_scrollbar(
    model: &Model,
    document: &Document,
    area: Area,
    styles: &Styles<'_>,
    canvas: &mut Canvas<'_>,
) {
    let length = document.body.len().max(1) as u128;
    let (top, end) = model.shown();
    if model.shows_all() {
        return;
    }
    let rows = u128::from(area.rows);
    let size = (rows * (end.saturating_sub(top)) as u128 / length).clamp(1, rows.max(1)) as u16;
    let first = if model.percent() == 100 {
        area.rows.saturating_sub(size)
    } else {
        // The thumb stands on the last row at the end only.
        ((rows * top as u128 / length) as u16).min(area.rows.saturating_sub(size + 1))
    };
    for y in area.y + first..(area.y + first + size).min(area.bottom()) {
        canvas.text(area.x, y, 1, "▐", styles.line);
    }
}
