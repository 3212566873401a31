//! What the mouse does: every press and turn of the wheel means what stands under the pointer.
//!
//! Where that is, [`Panes::at`] says; what happens is what a key would do. Several presses in one place are
//! counted by the shell, which has a clock. What is dragged over in the text is selected; `F2` leaves that to
//! the terminal.

use crate::{collection::unit::Unit, text::span::Span};

use super::{
    Effect, Focus, Model,
    command::Command,
    list::{ListRowKind, MARK_COLUMNS},
    overlay::Overlay,
    panes::{Panes, Spot},
    prompt::{Edit, Purpose},
    undo::Undone,
};

/// Something that the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// The column of the pointer, counted from 0.
    pub column: u16,
    /// The row of the pointer, counted from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The wheel was turned away from the reader.
    WheelUp,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// The right button was pressed.
    Right,
    /// The wheel was turned away from the reader while the control key was held.
    ZoomIn,
    /// The wheel was turned towards the reader while the control key was held.
    ZoomOut,
    /// The left button was pressed: so many times in a row on this cell, 1 for a single click.
    Press {
        /// Presses in a row.
        clicks: u8,
    },
    /// The pointer was moved with the left button held.
    Drag,
    /// The left button was let go.
    Release,
}

/// What the mouse is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pointer {
    held: Option<Held>,
}

/// What is moved while the button is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Whether it has been moved.
    Divider(bool),
    Bar,
    /// The text from this cluster on.
    Text(Span),
}

/// Lines that one turn of the wheel moves.
const WHEEL_LINES: isize = 3;

impl Model {
    /// Does what the mouse asks for.
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        if !self.settings.mouse {
            return Vec::new();
        }
        self.settle();
        match mouse.kind {
            MouseKind::WheelUp | MouseKind::WheelDown => {
                let is_up = mouse.kind == MouseKind::WheelUp;
                self.wheel(mouse, if is_up { -1 } else { 1 });
                Vec::new()
            }
            MouseKind::ZoomIn => self.run(Command::Wider, None),
            MouseKind::ZoomOut => self.run(Command::Narrower, None),
            MouseKind::Right => {
                self.ask_about(mouse);
                Vec::new()
            }
            MouseKind::Press { clicks } => self.click(mouse, clicks),
            MouseKind::Drag => {
                self.drag(mouse);
                Vec::new()
            }
            MouseKind::Release => {
                let held = self.pointer.held.take();
                match (held, self.selection) {
                    // What was selected with the mouse is copied, as terminals do, and stays selected.
                    (Some(Held::Text(_)), Some(selection)) => {
                        let effects = self.copy_selection();
                        self.selection = Some(selection);
                        effects
                    }
                    _ => Vec::new(),
                }
            }
        }
    }

    /// Gives the mouse to the terminal, or takes it again.
    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        let ours = !self.settings.mouse;
        self.settings.mouse = ours;
        self.pointer = Pointer::default();
        self.notice = Some(if ours {
            "the mouse is the program's again".to_owned()
        } else {
            self.keymap
                .told("the mouse selects text; {mouse} again for the program")
        });
        vec![Effect::Mouse(ours)]
    }

    /// An open overlay takes the wheel wherever the pointer is, as it takes all keys.
    fn wheel(&mut self, mouse: Mouse, direction: isize) {
        let spot = self.panes.at(mouse.column, mouse.row);
        self.begin_gesture();
        match spot {
            Some(Spot::Overlay | Spot::Outside) => self.move_overlay(direction * WHEEL_LINES),
            Some(Spot::List(_)) => self.roll_list(direction * WHEEL_LINES),
            Some(Spot::Text | Spot::Bar(_)) => {
                self.scroll(direction * WHEEL_LINES);
            }
            _ => {}
        }
    }

    /// Looks further along the list; the text that is being read stays open.
    fn roll_list(&mut self, rows: isize) {
        if let Some(area) = self.panes.list {
            let size = (area.columns, area.rows);
            self.list.roll(rows, size, &self.collection, &self.findings);
        }
    }

    fn click(&mut self, mouse: Mouse, clicks: u8) -> Vec<Effect> {
        self.pointer.held = None;
        let Some(spot) = self.panes.at(mouse.column, mouse.row) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if let Some(prompt) = self.prompt.take() {
            match prompt.purpose {
                // What was narrowed stays so.
                Purpose::Filter | Purpose::OverlayFilter | Purpose::Search => {
                    effects.extend(self.typed(prompt, Edit::Accepted));
                }
                Purpose::Command => drop(self.close_palette()),
                // What is being written stays: a click elsewhere does not throw it away.
                Purpose::Keyword | Purpose::Name(_) | Purpose::Export | Purpose::Note(_) => {
                    self.prompt = Some(prompt);
                    return effects;
                }
            }
        }
        self.begin_gesture();
        if !matches!(spot, Spot::Bar(_)) {
            self.maps.cursor = None;
        }
        match spot {
            Spot::Outside => self.close_overlay(),
            Spot::List(row) => effects.extend(self.click_list(row, mouse.column, clicks)),
            Spot::Legend(row) => self.click_legend(usize::from(row), clicks),
            Spot::LegendLine => {
                let mut columns = self.legend_line().into_iter();
                if let Some(order) = columns.position(|columns| columns.contains(&mouse.column)) {
                    self.click_legend(order, clicks);
                }
            }
            Spot::Divider => self.pointer.held = Some(Held::Divider(false)),
            Spot::Bar(row) => {
                self.maps.cursor = None;
                self.pointer.held = Some(Held::Bar);
                self.remember();
                self.go_to_row(row);
            }
            Spot::Text => {
                self.focus = Focus::Text;
                self.click_text(mouse, clicks);
            }
            Spot::Overlay => effects.extend(self.click_overlay(mouse.row, clicks)),
            Spot::Status => {}
        }
        effects
    }

    /// Shows what is known of the keyword under the pointer.
    fn ask_about(&mut self, mouse: Mouse) {
        self.begin_gesture();
        if self.panes.at(mouse.column, mouse.row) != Some(Spot::Text) {
            return;
        }
        let Some(at) = self.cluster_at(mouse.column, mouse.row) else {
            return;
        };
        let term = self
            .painted
            .iter()
            .find(|hit| hit.span.overlaps(at))
            .map(|hit| hit.term);
        match term {
            Some(term) => self.overlay = Some(Overlay::about(term)),
            None => self.notice = Some("no keyword stands here".to_owned()),
        }
    }

    /// A click selects nothing; from there on a drag selects, a second click the word, a third the paragraph.
    fn click_text(&mut self, mouse: Mouse, clicks: u8) {
        self.selection = None;
        self.pointer.held = self.cluster_at(mouse.column, mouse.row).map(Held::Text);
        match clicks {
            2 => self.select_unit(mouse.column, mouse.row, Unit::Word),
            3.. => self.select_unit(mouse.column, mouse.row, Unit::Block),
            _ => {}
        }
    }

    /// Selects up to the pointer, or beside the pane to that end of the row; above and below it the text goes on.
    fn drag_text(&mut self, from: Span, mouse: Mouse) {
        let Some(area) = self.panes.text else { return };
        if mouse.row < area.y || (mouse.row == 0 && area.y == 0) {
            self.scroll(-1);
        } else if mouse.row >= area.bottom() {
            self.scroll(1);
        }
        self.settle();
        let row = mouse.row.clamp(area.y, area.bottom().saturating_sub(1));
        let column = mouse
            .column
            .clamp(area.x, area.right().saturating_sub(1).max(area.x));
        if let Some(to) = self.cluster_at(column, row) {
            self.select_between(from, to);
        }
    }

    /// Selects a row of the overlay; with the second click, does what Enter does there.
    fn click_overlay(&mut self, row: u16, clicks: u8) -> Vec<Effect> {
        let (Some(overlay), Some(area)) = (&mut self.overlay, self.panes.overlay) else {
            return Vec::new();
        };
        let inner = area.framed();
        let row = row.checked_sub(inner.y).filter(|&row| row < inner.rows);
        let index = row.map(|row| overlay.top(inner.rows) + usize::from(row));
        let Some(index) = index.filter(|&index| index < overlay.rows.len()) else {
            return Vec::new();
        };
        if !overlay.selects() || overlay.rows[index].target.is_none() {
            return Vec::new();
        }
        // The first click may have moved the rows; the second means the same one.
        if clicks > 1 {
            return self.accept_overlay();
        }
        overlay.at = index;
        Vec::new()
    }

    /// Forgets what was typed and said before, as a key does.
    fn begin_gesture(&mut self) {
        self.touched = true;
        self.notice = None;
        self.last_read = None;
        self.pending.clear();
        self.count = None;
    }

    /// The first click opens and may move the rows, so the second one means the same document wherever
    /// it stands now.
    ///
    /// A click on the strip goes to the first hit of the cell.
    fn click_list(&mut self, row: u16, column: u16, clicks: u8) -> Vec<Effect> {
        if clicks > 1 {
            self.focus = Focus::Text;
            return Vec::new();
        }
        let row = self.list.rows.get(usize::from(row));
        let Some(row) = row.filter(|row| row.kind != ListRowKind::Blank) else {
            return Vec::new();
        };
        let document = row.document;
        self.focus = Focus::List;
        if row.kind == ListRowKind::Strip {
            let begins = self.panes.list.map_or(0, |area| area.x + MARK_COLUMNS);
            let cell = usize::from(column.saturating_sub(begins));
            let strip = self.maps.strip(document);
            if let Some(at) = strip.and_then(|strip| strip.first(cell)) {
                self.remember();
                let effects = self.open_document(document);
                self.settle();
                self.go_to_third(at);
                return effects;
            }
        }
        if document == self.open {
            return Vec::new();
        }
        self.open_document(document)
    }

    /// Mutes a category or shows it again; with the second click, which takes that back, shows it alone.
    fn click_legend(&mut self, order: usize, clicks: u8) {
        if order >= self.findings.keywords.categories.len() {
            return;
        }
        let number = Some(order as u32 + 1);
        match clicks {
            0 | 1 => self.mute(number),
            2 => {
                let mut before = self.activity.clone();
                before.toggle_category(order);
                if matches!(self.undone.last(), Some(Undone::Activity(last)) if *last == before) {
                    self.undone.pop();
                    self.activity = before;
                }
                self.solo(number);
            }
            _ => {}
        }
    }

    fn drag(&mut self, mouse: Mouse) {
        if self.overlay.is_some() {
            return;
        }
        let Panes {
            list, scrollbar, ..
        } = self.panes;
        match (self.pointer.held, list, scrollbar) {
            (Some(Held::Divider(has_moved)), Some(list), _) => {
                let wanted = mouse.column.saturating_sub(list.x);
                let by = i32::from(wanted) - i32::from(list.columns);
                if by != 0 {
                    let before = self.settings;
                    self.list_columns(by as isize);
                    // However far it is dragged, that is one change.
                    if !has_moved {
                        self.keep_settings(before);
                    }
                    self.pointer.held = Some(Held::Divider(true));
                }
            }
            (Some(Held::Text(from)), ..) => self.drag_text(from, mouse),
            (Some(Held::Bar), _, Some(bar)) => self.go_to_row(mouse.row.saturating_sub(bar.y)),
            _ => {}
        }
    }
}
