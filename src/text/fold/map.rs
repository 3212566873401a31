//! From places in a folded text back to places in its source.
//!
//! Responsible for the map only; what folds to what is told to it unit by unit. The invariant: units
//! tile the source from the first one on, so a unit ends where the next one starts.

/// Where each unit of a folded text came from.
///
/// Neighbouring units of one shape (one byte from one byte, two from two) share an entry, so a plain
/// ASCII text costs one entry and a Persian one about two a word, not eight bytes a byte.
#[derive(Debug, Default, Clone)]
pub(super) struct Map {
    runs: Vec<Run>,
    /// Start of the unit that is still growing: in the folded text, in the source.
    open: Option<(usize, usize)>,
    folded_len: usize,
    source_len: usize,
}

/// Units of one shape, one after the other.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: u32,
    source: u32,
    shape: Shape,
}

/// How many bytes each unit of a run has, folded and in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The run is one unit, as long as the run.
    Single,
    /// Each unit has these numbers of bytes.
    Each { folded: u8, source: u8 },
}

impl Map {
    /// Forgets everything and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.runs.clear();
        self.open = None;
        self.folded_len = 0;
        self.source_len = 0;
    }

    /// A unit begins at `folded` and `source`, and the one before it ends there.
    pub(super) fn begin(&mut self, folded: usize, source: usize) {
        self.close(folded, source);
        self.open = Some((folded, source));
    }

    /// `count` units of one byte each begin at `folded` and `source`; the last one may still grow.
    pub(super) fn begin_plain(&mut self, folded: usize, source: usize, count: usize) {
        self.close(folded, source);
        if count > 1 {
            self.push(folded, source, 1, 1);
        }
        self.open = Some((folded + count - 1, source + count - 1));
    }

    /// Both texts end here.
    pub(super) fn finish(&mut self, folded: usize, source: usize) {
        self.close(folded, source);
        self.folded_len = folded;
        self.source_len = source;
    }

    /// Ends the open unit at `folded` and `source`.
    fn close(&mut self, folded: usize, source: usize) {
        if let Some((folded_start, source_start)) = self.open.take() {
            self.push(
                folded_start,
                source_start,
                folded - folded_start,
                source - source_start,
            );
        }
    }

    /// Adds a unit, or as many of its shape as follow before the next one is added.
    fn push(&mut self, folded: usize, source: usize, folded_len: usize, source_len: usize) {
        let shape = match (u8::try_from(folded_len), u8::try_from(source_len)) {
            (Ok(folded), Ok(source)) => Shape::Each { folded, source },
            _ => Shape::Single,
        };
        if shape != Shape::Single && self.runs.last().is_some_and(|run| run.shape == shape) {
            return;
        }
        self.runs.push(Run {
            folded: folded as u32,
            source: source as u32,
            shape,
        });
    }

    /// The place in the source of the unit that starts at byte `folded` of the folded text.
    ///
    /// The end of the folded text is the end of the source. `None` inside a unit.
    pub(super) fn source_at(&self, folded: usize) -> Option<usize> {
        if folded == self.folded_len {
            return Some(self.source_len);
        }
        let run = self.runs.get(
            self.runs
                .partition_point(|run| run.folded as usize <= folded)
                .checked_sub(1)?,
        )?;
        let inside = folded - run.folded as usize;
        match run.shape {
            Shape::Each { folded, source } if inside.is_multiple_of(usize::from(folded)) => {
                Some(run.source as usize + inside / usize::from(folded) * usize::from(source))
            }
            Shape::Single if inside == 0 => Some(run.source as usize),
            _ => None,
        }
    }

    /// The number of entries, for tests of what a map costs.
    #[cfg(test)]
    pub(super) fn entries(&self) -> usize {
        self.runs.len()
    }
}
