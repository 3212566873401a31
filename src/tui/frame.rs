//! A frame on its way to the terminal: collected, then written at once.

use crate::{
    app::{panes::Size, settings::Depth},
    text::disputed::is_disputed,
    view::{CellLink, Drawn},
};
use crossterm::{
    Command,
    cursor::{Hide, MoveTo, Show},
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect},
    style::Modifier,
};
use std::{
    collections::VecDeque,
    fmt,
    fs::File,
    io::{self, Write},
    iter,
    os::fd::AsFd,
};

/// The terminal that frames are drawn to.
pub struct Screen {
    /// What is to be written with the next frame: one write, however many commands it takes.
    collected: Vec<u8>,
    output: File,
    depth: Depth,
    size: Size,
    /// What the terminal shows, where that is known; else it is blank, or will be cleared first.
    shown: Option<Buffer>,
    /// Where the cells lead that the terminal shows.
    links: Vec<CellLink>,
    /// Cells of an earlier frame, to draw the next one on.
    spare: Option<Buffer>,
}

impl Screen {
    /// A screen of so many cells, all blank and without a cursor; asks the terminal nothing.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be duplicated.
    pub fn new(size: Size, depth: Depth) -> io::Result<Self> {
        // Colours that are not wanted are dropped before they reach this layer, and what crossterm
        // writes under NO_COLOR would also erase bold, underline and reverse.
        crossterm::style::force_color_output(true);
        Ok(Self {
            collected: Vec::new(),
            output: File::from(io::stdout().as_fd().try_clone_to_owned()?),
            depth,
            size,
            shown: None,
            links: Vec::new(),
            spare: None,
        })
    }

    /// Takes up that the terminal has so many colours; what it shows is to be drawn anew.
    pub const fn set_depth(&mut self, depth: Depth) {
        self.depth = depth;
    }

    /// Forgets what the terminal shows: the next frame, of this size, draws every cell.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn resize(&mut self, size: Size) -> io::Result<()> {
        self.size = size;
        self.shown = None;
        self.queue(Clear(ClearType::All))
    }

    /// Sends a command along with the next frame.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn queue(&mut self, command: impl Command) -> io::Result<()> {
        if self.collected.is_empty() {
            // Whatever comes first: clearing the screen too is a part of the update.
            queue!(self.collected, BeginSynchronizedUpdate)?;
        }
        queue!(self.collected, command)
    }

    /// Draws one frame and writes it in one piece, inside a synchronized update.
    ///
    /// `render` gets blank cells.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Drawn) -> io::Result<()> {
        let area = Rect::new(0, 0, self.size.columns, self.size.rows);
        let mut next = match self.spare.take().filter(|spare| spare.area == area) {
            Some(mut spare) => {
                spare.reset();
                spare
            }
            None => Buffer::empty(area),
        };
        let Drawn { cursor, links } = render(&mut next);
        // Always first, so that it begins the update; and no cursor is seen to run over the screen.
        self.queue(Hide)?;
        match &mut self.shown {
            Some(shown) => {
                outdate(shown, &self.links, &links);
                write_cells(&mut self.collected, shown.diff_iter(&next), &next, &links)?;
            }
            None => write_cells(&mut self.collected, visible(&next), &next, &links)?,
        }
        self.links = links;
        if let Some(Position { x, y }) = cursor {
            self.queue(MoveTo(x, y))?;
            self.queue(Show)?;
        }
        self.spare = self.shown.replace(next);
        self.send()
    }

    /// Writes the commands that wait, without another frame.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn send(&mut self) -> io::Result<()> {
        self.queue(EndSynchronizedUpdate)?;
        let sent = match self.depth {
            Depth::Sixteen => {
                let collected = with_sixteen_colours(&self.collected);
                self.output.write_all(&collected)
            }
            _ => self.output.write_all(&self.collected),
        };
        self.collected.clear();
        sent
    }
}

/// Makes the cells that lead elsewhere in the next frame differ from it, however they look.
fn outdate(shown: &mut Buffer, before: &[CellLink], next: &[CellLink]) {
    let gone = before.iter().filter(|link| !next.contains(link));
    let new = next.iter().filter(|link| !before.contains(link));
    for link in gone.chain(new) {
        for x in link.x..link.x + link.columns {
            if let Some(cell) = shown.cell_mut((x, link.y)) {
                // No style has it, and it takes no columns.
                cell.modifier.insert(Modifier::HIDDEN);
            }
        }
    }
}

/// Writes cells of the frame `next`, those of a link inside the sequences that say where it leads.
fn write_cells<'a>(
    collected: &mut Vec<u8>,
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    next: &'a Buffer,
    links: &[CellLink],
) -> io::Result<()> {
    let link_at = |x: u16, y: u16| {
        let before = links.partition_point(|link| (link.y, link.x) <= (y, x));
        let link = links[..before].last()?;
        (link.y == y && x - link.x < link.columns).then_some(link)
    };
    let mut cells = secured(cells, next).peekable();
    while let Some(&(x, y, _)) = cells.peek() {
        let link = link_at(x, y);
        let mut is_over = false;
        let here = iter::from_fn(|| {
            if is_over {
                return None;
            }
            let found = cells.next_if(|&(x, y, _)| {
                links.is_empty() || link_at(x, y).map(|it| it.at) == link.map(|it| it.at)
            })?;
            // Nobody knows where the cursor is now. After a wide one it is moved in any case.
            is_over = is_disputed(found.2.symbol());
            Some(found)
        });
        if let Some(link) = link {
            queue!(collected, Hyperlink(Some(link)))?;
        }
        CrosstermBackend::new(&mut *collected).draw(here)?;
        if link.is_some() {
            queue!(collected, Hyperlink(None))?;
        }
    }
    Ok(())
}

/// The cells so that those beside a disputed cluster are right, however wide the terminal takes it for: what it may not
/// cover is blanked before, and what it may cover is written again after.
fn secured<'a>(
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    next: &'a Buffer,
) -> impl Iterator<Item = (u16, u16, &'a Cell)> {
    let mut cells = cells.peekable();
    let mut waiting = VecDeque::new();
    // The cell after a disputed cluster.
    let mut after = None;
    iter::from_fn(move || {
        if let Some(first) = waiting.pop_front() {
            return Some(first);
        }
        let mut found = None;
        if let Some((x, y)) = after.take() {
            // Some are written again, as blanks; in a cluster that covers them these would be holes.
            while cells.next_if(|cell| cell.1 == y && cell.0 < x).is_some() {}
            let is_written = cells.peek().is_some_and(|cell| (cell.0, cell.1) == (x, y));
            found = next
                .cell((x, y))
                .filter(|_| !is_written)
                .map(|cell| (x, y, cell));
        }
        let (x, y, cell) = found.or_else(|| cells.next())?;
        if is_disputed(cell.symbol()) {
            let end = x + cell.cell_width().max(1);
            let covered = (x + 1..end).filter_map(|x| Some((x, y, next.cell((x, y))?)));
            waiting.extend(covered);
            waiting.push_back((x, y, cell));
            after = Some((end, y));
            return waiting.pop_front();
        }
        Some((x, y, cell))
    })
}

/// OSC 8: what is printed after it stands on this link, or on none. Rows of one link have one `id`.
struct Hyperlink<'a>(Option<&'a CellLink>);

impl Command for Hyperlink<'_> {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        match self.0 {
            Some(CellLink { at, address, .. }) => write!(f, "\x1b]8;id={at};{address}\x1b\\"),
            None => f.write_str("\x1b]8;;\x1b\\"),
        }
    }
}

/// The cells that do not look like those of a blank screen.
fn visible(buffer: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut hidden = 0_u16;
    let cells = buffer.content.iter().enumerate();
    cells.filter_map(move |(index, cell)| {
        if hidden > 0 {
            // A wide symbol before it covers it.
            hidden -= 1;
            return None;
        }
        hidden = cell.cell_width().saturating_sub(1);
        let (x, y) = buffer.pos_of(index);
        (*cell != Cell::EMPTY).then_some((x, y, cell))
    })
}

/// The same bytes with the first 16 of 256 colours written as 30–37, 40–47, 90–97 and 100–107: crossterm
/// writes `38;5;n` for them, which a terminal of 16 colours takes for other attributes.
fn with_sixteen_colours(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\x1b[") {
        let (before, sequence) = rest.split_at(at + 2);
        out.extend_from_slice(before);
        let is_parameter = |byte: &&u8| byte.is_ascii_digit() || **byte == b';';
        let length = sequence.iter().take_while(is_parameter).count();
        let (parameters, after) = sequence.split_at(length);
        if after.first() == Some(&b'm') {
            out.extend_from_slice(&rewritten(parameters));
        } else {
            out.extend_from_slice(parameters);
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

/// The parameters of an SGR sequence, colours as [`with_sixteen_colours`] writes them.
fn rewritten(parameters: &[u8]) -> Vec<u8> {
    let numbers: Vec<u16> = parameters
        .split(|&byte| byte == b';')
        .map(|digits| {
            str::from_utf8(digits)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0)
        })
        .collect();
    let mut out: Vec<String> = Vec::new();
    let mut rest = numbers.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        let (base, bright) = match first {
            38 => (30, 90),
            48 => (40, 100),
            _ => {
                out.push(first.to_string());
                continue;
            }
        };
        match after {
            [5, color @ 0..8, after @ ..] => {
                out.push((base + color).to_string());
                rest = after;
            }
            [5, color @ 8..16, after @ ..] => {
                out.push((bright + color - 8).to_string());
                rest = after;
            }
            _ => out.push(first.to_string()),
        }
    }
    out.join(";").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(y: u16, x: u16, columns: u16, at: usize) -> CellLink {
        CellLink {
            y,
            x,
            columns,
            at,
            address: format!("https://{at}.example"),
        }
    }

    /// What is written for a frame of two rows that differs from `shown`, without what moves and colours.
    fn written(shown: &[&str], before: &[CellLink], next: &[&str], links: &[CellLink]) -> String {
        let mut shown = Buffer::with_lines(shown.to_vec());
        let next = Buffer::with_lines(next.to_vec());
        outdate(&mut shown, before, links);
        let mut collected = Vec::new();
        write_cells(&mut collected, shown.diff_iter(&next), &next, links).unwrap();
        let mut text = String::from_utf8(collected).unwrap();
        while let Some(at) = text.find("\x1b[") {
            let end = text[at + 2..].find(|c: char| c.is_ascii_alphabetic());
            text.replace_range(at..=at + 2 + end.unwrap(), "");
        }
        text.replace('\x1b', "^")
    }

    #[test]
    fn cells_of_a_link_stand_inside_its_sequences() {
        let written = written(
            &["          ", "          "],
            &[],
            &["ab CDE fg ", "HI jk     "],
            &[link(0, 3, 3, 4), link(1, 0, 2, 4)],
        );
        // The two rows are one link that is parted by what follows its first row.
        assert_eq!(
            written,
            "ab^]8;id=4;https://4.example^\\CDE^]8;;^\\fg^]8;id=4;https://4.example^\\HI^]8;;^\\jk"
        );
    }

    #[test]
    fn cells_that_look_the_same_are_written_again_where_they_lead_elsewhere() {
        let row = ["one two"];
        assert_eq!(written(&row, &[link(0, 0, 3, 1)], &row, &[]), "one");
        let other = written(&row, &[link(0, 0, 3, 1)], &row, &[link(0, 0, 3, 2)]);
        assert_eq!(other, "^]8;id=2;https://2.example^\\one^]8;;^\\");
        let same = written(&row, &[link(0, 0, 3, 1)], &row, &[link(0, 0, 3, 1)]);
        assert_eq!(same, "");
    }

    /// What is written for a row that was `shown` before, with the places that the cursor is moved to in brackets.
    fn moved(shown: &str, next: &str) -> String {
        let (shown, next) = (Buffer::with_lines([shown]), Buffer::with_lines([next]));
        let mut collected = Vec::new();
        write_cells(&mut collected, shown.diff_iter(&next), &next, &[]).unwrap();
        let text = String::from_utf8(collected).unwrap();
        let mut moved = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("\x1b[") {
            moved.push_str(&rest[..at]);
            let sequence = &rest[at + 2..];
            let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            if sequence[end..].starts_with('H') {
                let column: u16 = sequence[..end].rsplit(';').next().unwrap().parse().unwrap();
                moved.extend(["[", &(column - 1).to_string(), "]"]);
            }
            rest = &sequence[end + 1..];
        }
        moved + rest
    }

    #[test]
    fn after_a_cluster_whose_columns_are_disputed_the_cursor_is_moved() {
        // Its second column is blanked first, for where it has none; what follows is put where it belongs.
        assert_eq!(
            moved("      ", "a❤\u{fe0f}bc "),
            "[0]a[2] [1]❤\u{fe0f}[3]bc"
        );
        assert_eq!(moved("xyzuvw", "a❤\u{fe0f}uvw"), "[0]a[2] [1]❤\u{fe0f}[3]u");
        let family = "👩\u{200d}👧";
        assert_eq!(
            moved("     ", &format!("{family}{family}a")),
            format!("[1] [0]{family}[3] [2]{family}[4]a")
        );
        // One that takes one column here, and on some terminals two: what it may cover is written again.
        assert_eq!(
            moved("x yz", "\u{2764}\u{fe0e} yz"),
            "[0]\u{2764}\u{fe0e}[1] "
        );
        assert_eq!(moved("      ", "aம\u{bbe}bcd "), "[0]aம\u{bbe}[2]bcd");
        assert_eq!(
            moved("      ", "\u{915}\u{93f}bcd "),
            "[1] [0]\u{915}\u{93f}[2]bcd"
        );
    }

    #[test]
    fn letters_marks_and_ideographs_are_written_in_one_go() {
        assert_eq!(
            moved("       ", "ae\u{301}م\u{64e}b\u{e01}\u{e34}c "),
            "[0]ae\u{301}م\u{64e}b\u{e01}\u{e34}c"
        );
        assert_eq!(moved("     ", "日本a"), "[0]日[2]本[4]a");
    }

    #[test]
    fn the_sixteen_colours_are_written_as_their_own_attributes() {
        let written =
            with_sixteen_colours(b"\x1b[1;1Ha\x1b[38;5;0;48;5;10mb\x1b[4;38;5;203mc\x1b[0m");
        assert_eq!(written, b"\x1b[1;1Ha\x1b[30;102mb\x1b[4;38;5;203mc\x1b[0m");
    }
}
