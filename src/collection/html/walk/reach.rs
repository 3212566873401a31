//! How far tags reach: which elements an end tag closes, which ones a start tag, and what a table's parts stand in.
//!
//! Responsible for the stack of open elements, after the tree construction of the HTML standard.

use super::{
    super::{
        element::{Signs, heading, is_block, is_boundary, is_hidden, is_preformatted, is_void},
        tokens::Tag,
        writer::{Script, Writer},
    },
    Walk,
};
use crate::collection::table::Alignment;
use std::borrow::Cow;

impl<'a> Walk<'a> {
    /// Closes the paragraph that is open, if one is in reach.
    pub(super) fn close_paragraph(&mut self) {
        if self.paragraphs == 0 {
            return;
        }
        for (index, element) in self.stack.iter().enumerate().rev() {
            if element.name == "p" {
                return self.pop_to(index);
            }
            if is_boundary(&element.name) || element.name == "button" {
                return;
            }
        }
    }

    /// Closes the item of the innermost list, if one is open.
    pub(super) fn close_item(&mut self, names: &[&str]) {
        for (index, element) in self.stack.iter().enumerate().rev() {
            let name = element.name.as_ref();
            if names.contains(&name) {
                return self.pop_to(index);
            }
            if is_boundary(name) || (is_block(name) && !matches!(name, "address" | "div" | "p")) {
                return;
            }
        }
    }

    /// Closes the innermost element of this name that is in reach.
    pub(super) fn close_named(&mut self, name: &str) {
        let is_heading = heading(name).is_some();
        let reaches_blocks = is_block(name) || is_boundary(name) || is_hidden(name);
        for (index, element) in self.stack.iter().enumerate().rev() {
            let other = element.name.as_ref();
            if other == name || (is_heading && heading(other).is_some()) {
                return self.pop_to(index);
            }
            if is_boundary(other) || (!reaches_blocks && is_block(other)) {
                return;
            }
        }
    }

    /// Ends a form: what was opened in it stays open.
    pub(super) fn close_form(&mut self) {
        let form = self
            .stack
            .iter()
            .rposition(|element| element.name == "form");
        match form {
            Some(index) if index + 1 == self.stack.len() => self.pop_to(index),
            // It then ends with the element in which it stands, and says nothing of what else is there.
            Some(index) => {
                self.visible(Writer::close);
                let form = &mut self.stack[index];
                form.name = Cow::Borrowed("");
                if let Some(region) = form.region {
                    self.page.regions[region].signs = Signs {
                        holds: true,
                        ..Signs::default()
                    };
                }
            }
            None => {}
        }
    }

    /// The place on the stack of the table that is open.
    fn table(&self) -> Option<usize> {
        self.stack
            .iter()
            .rposition(|element| element.name == "table")
    }

    /// Whether a table is open and none of its cells.
    pub(super) fn is_between_cells(&self) -> bool {
        let boundary = self
            .stack
            .iter()
            .rev()
            .find(|element| is_boundary(&element.name));
        boundary.is_some_and(|element| element.name == "table")
    }

    pub(super) fn close_in_table(&mut self, name: &str) {
        let table = self.table().unwrap_or(self.stack.len());
        let found = self.stack[table..]
            .iter()
            .rposition(|element| element.name == name);
        if let Some(index) = found {
            self.pop_to(table + index);
        } else if self.hidden == 0 {
            self.writer.close();
        }
    }

    /// Begins a part of a table, and ends those that it does not stand in.
    pub(super) fn table_part(&mut self, tag: &Tag<'a>) {
        let name = tag.name.as_ref();
        let Some(table) = self.table().filter(|_| self.too_deep == 0) else {
            if !self.is_unseen() {
                self.writer.close();
            }
            return;
        };
        let named = |index: usize, names: &[&str]| {
            let element = self.stack.get(index);
            element.is_some_and(|element| names.contains(&element.name.as_ref()))
        };
        let section = table + 1 + usize::from(named(table + 1, &["tbody", "thead", "tfoot"]));
        let row = named(section, &["tr"]).then_some(section + 1);
        match name {
            "tr" => self.pop_to(section),
            "td" | "th" => {
                self.pop_to(row.unwrap_or(section));
                if row.is_none() {
                    self.table_part(&Tag::bare("tr"));
                }
            }
            _ => self.pop_to(table + 1),
        }
        if is_void(name) || name == "colgroup" {
            return;
        }
        let hides = self.hides(tag);
        if !self.push(tag, hides) || self.hidden > 0 {
            return;
        }
        let number = |name: &str| tag.said(name).trim().parse().unwrap_or(1);
        let alignment = match tag.said("align").to_ascii_lowercase().as_str() {
            "center" => Some(Alignment::Center),
            "right" => Some(Alignment::Right),
            _ => None,
        };
        let first = self.writer.begun();
        let Some(grid) = self.grids.last_mut() else {
            return;
        };
        match name {
            "tr" => grid.row(),
            "td" | "th" => grid.cell(
                first,
                (number("colspan"), number("rowspan")),
                name == "th",
                alignment,
            ),
            _ => {}
        }
    }

    /// Closes elements until `kept` are open.
    pub(super) fn pop_to(&mut self, kept: usize) {
        while self.stack.len() > kept {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(element) = self.stack.pop() else {
            return;
        };
        let name = element.name.as_ref();
        self.paragraphs -= usize::from(name == "p");
        self.foreign -= usize::from(matches!(name, "svg" | "math"));
        if element.hides {
            self.hidden -= 1;
        }
        if element.hides || self.hidden > 0 {
            return;
        }
        let Some(region) = element.region else {
            let script = match name {
                "sup" => Some(Script::Above),
                "sub" => Some(Script::Below),
                _ => None,
            };
            if let Some(script) = script
                && self.writer.begun() <= element.first + 1
            {
                self.writer.set_off(element.start, script);
            } else if name == "q" {
                self.writer.attach("”");
            }
            return;
        };
        self.writer.close();
        let writer = &mut self.writer;
        if is_preformatted(name) {
            writer.preformatted -= 1;
            self.begins_lines = false;
        }
        writer.heading = element.heading;
        writer.in_paragraph = element.in_paragraph;
        match name {
            "blockquote" => writer.quotes -= 1,
            "ol" | "ul" | "menu" | "dir" | "dd" => {
                writer.lists.pop();
            }
            "li" => writer.marker = None,
            "td" | "th" | "caption" => writer.end_formats(element.formats),
            _ => {}
        }
        let blocks = writer.begun();
        match name {
            "table" => {
                if let Some(grid) = self.grids.pop() {
                    let inner = grid.regions;
                    if let Some(first) = grid.end(writer, region) {
                        for region in &mut self.page.regions[inner..] {
                            region.first = region.first.min(first);
                            region.end = region.end.min(first);
                        }
                    }
                }
            }
            "td" | "th" => self
                .grids
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|grid| grid.end_cell(blocks)),
            "caption" => self
                .grids
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|grid| grid.caption(element.first, blocks)),
            _ => {}
        }
        let end = self.writer.begun();
        self.page.regions[region].end = end;
        self.writer.region = self.page.regions[region].parent;
        let is_last = region + 1 == self.page.regions.len();
        if is_last && self.page.regions[region].first == end {
            self.page.regions.pop();
        }
    }
}
