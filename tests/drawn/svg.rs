//! Frames as pictures, for the README: scalable, with the colours of the terminal.

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use std::fmt::Write as _;

/// Pixels of a cell.
const WIDTH: u32 = 8;
const HEIGHT: u32 = 17;

/// Seconds that each frame of a tour is shown.
const SECONDS: usize = 4;

/// One frame after the other, each with what it shows, over and over; one alone stands still.
pub fn tour(frames: &[(&str, Buffer)]) -> String {
    let area = frames[0].1.area;
    let (width, height) = (
        u32::from(area.width) * WIDTH,
        u32::from(area.height) * HEIGHT,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {}\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"13\">\n",
        height + HEIGHT
    );
    let all = SECONDS * frames.len();
    let share = 100 / frames.len();
    let _ = writeln!(
        svg,
        "<style>.f{{opacity:0;animation:t {all}s step-end infinite}}@keyframes t{{0%{{opacity:1}}{share}%{{opacity:0}}}}@media (prefers-reduced-motion:reduce){{.f{{animation:none}}.f:first-of-type{{opacity:1}}}}</style>"
    );
    let _ = writeln!(
        svg,
        "<rect width=\"100%\" height=\"100%\" fill=\"#1c1c1c\"/>"
    );
    for (number, (caption, frame)) in frames.iter().enumerate() {
        let class = if frames.len() > 1 {
            format!(
                " class=\"f\" style=\"animation-delay:{}s\"",
                number * SECONDS
            )
        } else {
            String::new()
        };
        let _ = writeln!(svg, "<g{class}>");
        for y in 0..area.height {
            row(frame, y, &mut svg);
        }
        let _ = writeln!(
            svg,
            "<text x=\"{WIDTH}\" y=\"{}\" fill=\"#949494\">{}</text>\n</g>",
            height + HEIGHT - 5,
            escaped(caption)
        );
    }
    svg + "</svg>\n"
}

/// A row: first the grounds, then the words, a piece for each run of cells that look alike.
fn row(frame: &Buffer, y: u16, svg: &mut String) {
    let width = frame.area.width;
    let mut pieces: Vec<(u16, u16, String, &Cell)> = Vec::new();
    let mut x = 0;
    while x < width {
        let cell = &frame[(x, y)];
        let columns = (catchword::text::gate::columns(cell.symbol()) as u16).max(1);
        match pieces.last_mut() {
            Some((_, end, text, first)) if looks(first) == looks(cell) => {
                text.push_str(cell.symbol());
                *end += columns;
            }
            _ => pieces.push((x, x + columns, cell.symbol().to_owned(), cell)),
        }
        x += columns;
    }
    let top = u32::from(y) * HEIGHT;
    for (start, end, _, cell) in &pieces {
        let (_, ground) = colours(cell);
        if ground != "#1c1c1c" {
            let (x, columns) = (u32::from(*start) * WIDTH, u32::from(end - start) * WIDTH);
            let _ = write!(
                svg,
                "<rect x=\"{x}\" y=\"{top}\" width=\"{columns}\" height=\"{HEIGHT}\" fill=\"{ground}\"/>"
            );
        }
    }
    for (start, end, text, cell) in &pieces {
        if text.trim().is_empty() {
            continue;
        }
        let (ink, _) = colours(cell);
        let mut look = String::new();
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        ] {
            if cell.modifier.contains(modifier) {
                look += attribute;
            }
        }
        let (x, columns) = (u32::from(*start) * WIDTH, u32::from(end - start) * WIDTH);
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{}\" fill=\"{ink}\" textLength=\"{columns}\" lengthAdjust=\"spacingAndGlyphs\"{look}>{}</text>",
            top + 13,
            escaped(text)
        );
    }
    svg.push('\n');
}

fn looks(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// Ink and ground of a cell.
fn colours(cell: &Cell) -> (String, String) {
    let colour = |colour: Color, other: &str| match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => other.to_owned(),
    };
    let (ink, ground) = (colour(cell.fg, "#d0d0cc"), colour(cell.bg, "#1c1c1c"));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ground, ink)
    } else {
        (ink, ground)
    }
}

fn escaped(text: &str) -> String {
    // Blanks that no reader of the picture joins.
    text.replace(' ', "\u{a0}")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
