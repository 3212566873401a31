//! Printed lines: what is found in them has the styles of the screen.
//!
//! Responsible for the sequences of ECMA-48 (SGR) that a terminal takes for a style; all else of a line passes the gate.
//! Not for whether lines are painted (see `cli`). What is not found has no style: a line that is painted has the columns
//! of one that is not.

use super::theme::{Layers, Styles};
use crate::{
    app::{settings::Depth, theme::Palette},
    keyword::set::Category,
    text::{gate, span::Span},
};
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write as _;

/// A part of a line that is painted.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its bytes in the line.
    pub span: Span,
    /// How it looks.
    pub look: Look<'a>,
}

/// How a part of a line looks.
#[derive(Debug, Clone, Copy)]
pub enum Look<'a> {
    /// As a hit of a category, whose place in its set is the second.
    Hit(&'a Category, usize),
    /// As what a search has found.
    Found,
}

/// What lines are painted with.
#[derive(Debug, Clone)]
pub struct Painter {
    palette: Option<Palette>,
    depth: Depth,
}

/// Ends every style.
const END: &str = "\x1b[0m";

impl Painter {
    /// The colours of a theme, or without one the terminal's own, for a terminal that has so many.
    pub const fn new(palette: Option<Palette>, depth: Depth) -> Self {
        Self { palette, depth }
    }

    /// One line that may be printed, its parts painted. A cluster looks as what its first byte belongs to; of parts that
    /// overlap, the first goes before.
    pub fn line(&self, text: &str, parts: &[Part<'_>]) -> String {
        let styles = Styles::new(self.palette.as_ref(), self.depth);
        let mut out = String::with_capacity(text.len() + 32 * parts.len());
        let mut column = 0;
        let mut now = None;
        for (at, cluster) in gate::clusters(text) {
            let part = parts.iter().position(|part| part.span.contains(at));
            if part != now {
                if now.is_some() {
                    out.push_str(END);
                }
                if let Some(part) = part {
                    out.push_str(&sequence(style(&styles, parts[part].look)));
                }
                now = part;
            }
            let shown = gate::shown(cluster, column % gate::TAB);
            column = (column % gate::TAB).saturating_add(shown.columns);
            out.push_str(&shown.symbol);
        }
        if now.is_some() {
            out.push_str(END);
        }
        out
    }
}

fn style(styles: &Styles<'_>, look: Look<'_>) -> Style {
    let layers = match look {
        Look::Hit(category, order) => Layers {
            hit: Some((category, order)),
            ..Layers::default()
        },
        Look::Found => Layers {
            searched: true,
            ..Layers::default()
        },
    };
    styles.painted(styles.text, &layers)
}

/// What has a terminal write in a style.
fn sequence(style: Style) -> String {
    const ATTRIBUTES: [(Modifier, u8); 6] = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ];
    // After whatever was before.
    let mut parameters = "0".to_owned();
    for (attribute, number) in ATTRIBUTES {
        if style.add_modifier.contains(attribute) {
            let _ = write!(parameters, ";{number}");
        }
    }
    for (color, first) in [(style.fg, 30), (style.bg, 40)] {
        push_color(&mut parameters, color.unwrap_or_default(), first);
    }
    format!("\x1b[{parameters}m")
}

/// Adds a colour of letters, whose numbers begin with 30, or of their ground, whose numbers begin with 40.
fn push_color(parameters: &mut String, color: Color, first: u8) {
    const SIXTEEN: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let _ = match color {
        Color::Reset => Ok(()),
        Color::Rgb(red, green, blue) => {
            write!(parameters, ";{};2;{red};{green};{blue}", first + 8)
        }
        Color::Indexed(index) => write!(parameters, ";{};5;{index}", first + 8),
        named => match (0..).zip(SIXTEEN).find(|(_, it)| *it == named) {
            Some((number @ 0..8, _)) => write!(parameters, ";{}", first + number),
            Some((number, _)) => write!(parameters, ";{}", first + 60 + number - 8),
            None => Ok(()),
        },
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app::theme::DARK, keyword::set};

    const SET: &str = "[[category]]\nid = \"a\"\nname = \"A\"\nmark = \"A\"\n\
                       [[term]]\ncategory = \"a\"\nid = \"x\"\nlabel = \"X\"\naliases = [\"x\"]\n";

    fn painted(depth: Depth, text: &str, span: Span) -> String {
        let (set, _) = set::parse("x.toml", SET).unwrap();
        let palette = (depth == Depth::Indexed).then_some(DARK);
        let look = Look::Hit(&set.categories[0], 0);
        Painter::new(palette, depth).line(text, &[Part { span, look }])
    }

    #[test]
    fn a_hit_is_written_in_the_style_of_the_screen_and_the_rest_in_none() {
        let ground = DARK.ground.index();
        let ink = crate::app::theme::DARK_INKS[0].index();
        assert_eq!(
            painted(Depth::Indexed, "an x here", Span::new(3, 4)),
            format!("an \x1b[0;4;38;5;{ink};48;5;{ground}mx\x1b[0m here")
        );
        assert_eq!(
            painted(Depth::Sixteen, "x", Span::new(0, 1)),
            "\x1b[0;4;30;101mx\x1b[0m"
        );
    }

    #[test]
    fn nothing_in_a_painted_line_acts_but_its_styles() {
        let line = painted(Depth::Sixteen, "a\x1b[31mb\tc", Span::new(0, 6));
        assert_eq!(line, "\x1b[0;4;30;101ma␛[31m\x1b[0mb c");
        let found = Part {
            span: Span::new(0, 1),
            look: Look::Found,
        };
        let painter = Painter::new(None, Depth::Sixteen);
        assert_eq!(
            painter.line("e\u{301}x", &[found]),
            "\x1b[0;30;43me\u{301}\x1b[0mx"
        );
    }
}
