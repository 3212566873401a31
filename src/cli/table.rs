//! Figures in rows and columns: aligned for reading, or with tabs between.

use super::output::{Format, Output};
use crate::{analysis::export, text::gate};
use std::io;

/// A field of a table.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Words, aligned to the left.
    Text(String),
    /// A number of things, aligned to the right.
    Count(usize),
    /// A figure, to six places in fields with tabs and three where it is read; `None` where there is none.
    Figure(Option<f64>),
}

/// Rows of fields under a line of names.
#[derive(Debug)]
pub struct Table {
    names: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(names: &[&'static str]) -> Self {
        Self {
            names: names.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, a field for each name.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Prints it, with tabs or aligned.
    pub fn print(&self, format: Format, output: &mut Output) -> io::Result<()> {
        let mut lines: Vec<Vec<String>> =
            vec![self.names.iter().map(ToString::to_string).collect()];
        let written = |row: &Vec<Cell>| row.iter().map(|cell| cell.written(format)).collect();
        lines.extend(self.rows.iter().map(written));
        if format == Format::Tsv {
            for line in &lines {
                output.fields(line.iter().map(String::as_str))?;
            }
            return Ok(());
        }
        for line in aligned(&lines, &self.rightwards()) {
            output.line(&line)?;
        }
        Ok(())
    }

    /// Which columns are aligned to the right.
    fn rightwards(&self) -> Vec<bool> {
        let is_text = |cell: &Cell| matches!(cell, Cell::Text(_));
        let first = self.rows.first();
        first.map_or_else(Vec::new, |row| row.iter().map(|it| !is_text(it)).collect())
    }
}

impl Cell {
    /// What is printed for it.
    pub fn written(&self, format: Format) -> String {
        match (self, format) {
            (Self::Text(text), Format::Tsv) => export::inert(text),
            (Self::Text(text), _) => gate::line(text).into_owned(),
            (Self::Count(count), _) => count.to_string(),
            (Self::Figure(Some(figure)), Format::Tsv) => format!("{figure:.6}"),
            (Self::Figure(Some(figure)), _) => format!("{figure:.3}"),
            (Self::Figure(None), Format::Tsv) => String::new(),
            (Self::Figure(None), _) => "-".to_owned(),
        }
    }
}

/// The lines with each field as wide as the widest of its column.
fn aligned(lines: &[Vec<String>], rightwards: &[bool]) -> Vec<String> {
    let widest = |column: usize| {
        let columns = lines.iter().map(|line| gate::columns(&line[column]));
        columns.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rightwards.len()).map(widest).collect();
    let align = |line: &Vec<String>| {
        let mut aligned = String::new();
        for ((field, width), &rightwards) in line.iter().zip(&widths).zip(rightwards) {
            if !aligned.is_empty() {
                aligned.push_str("  ");
            }
            if rightwards {
                aligned.push_str(&" ".repeat(width - gate::columns(field)));
                aligned.push_str(field);
            } else {
                aligned.push_str(&gate::padded(field, *width));
            }
        }
        aligned.truncate(aligned.trim_end().len());
        aligned
    };
    lines.iter().map(align).collect()
}
