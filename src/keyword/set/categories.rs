//! Reading the categories of a keyword set.

use super::{
    Category, Color, Slot, Styles,
    color::{DARK, LIGHT, least_contrast},
    fields::{Fields, wrong_kind},
    place::{Problems, suggestion, visible},
};
use toml::de::DeValue;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Contrast below which text is hard to read (WCAG 2.2, level AA).
const READABLE: f64 = 4.5;

/// The categories, and the ids that terms may name with their index.
pub(super) fn read<'t>(
    set: Fields<'t>,
    problems: &mut Problems<'_>,
) -> (Vec<Category>, Vec<(&'t str, usize)>) {
    let mut categories: Vec<Category> = Vec::new();
    let mut ids: Vec<(&str, usize)> = Vec::new();
    let mut places: Vec<(&str, usize)> = Vec::new();
    let mut marks: Vec<(&str, usize)> = Vec::new();
    for fields in set.tables("category", problems) {
        let known = ["id", "name", "mark", "color", "style"];
        fields.check_keys("a category", &known, problems);
        let id = fields.required("id", "a category", problems);
        let name = fields.text("name", problems).map(|name| name.text);
        let mark = mark(fields, id.as_ref().map(|id| id.text), &mut marks, problems);
        let color = color(fields, problems);
        let styles = styles(fields, problems);
        let Some(id) = id else {
            continue;
        };
        if let Some(&(_, first)) = places.iter().find(|(other, _)| *other == id.text) {
            let (id_text, line) = (id.text, problems.line(first) + 1);
            problems.error(
                id.at(),
                format!("duplicate category id `{id_text}`, first on line {line}; choose another"),
            );
            continue;
        }
        places.push((id.text, id.at()));
        ids.push((id.text, categories.len()));
        categories.push(Category {
            id: id.text.to_owned(),
            name: name.unwrap_or(id.text).to_owned(),
            mark,
            color,
            styles,
        });
    }
    (categories, ids)
}

/// The category's mark, checked against those of the categories before it.
fn mark<'t>(
    fields: Fields<'t>,
    id: Option<&str>,
    marks: &mut Vec<(&'t str, usize)>,
    problems: &mut Problems<'_>,
) -> String {
    let whole = id.map_or_else(|| "a category".to_owned(), |id| format!("category `{id}`"));
    let Some(mark) = fields.required("mark", &whole, problems) else {
        return String::new();
    };
    let shown = visible(mark.text);
    let drawable = !mark
        .text
        .contains(|c: char| c.is_control() || c.is_whitespace());
    if !drawable || mark.text.graphemes(true).count() != 1 || mark.text.width() != 1 {
        problems.error(
            mark.at(),
            format!("mark `{shown}` is not one character of one column; choose one such as `S`"),
        );
    } else if let Some(&(_, first)) = marks.iter().find(|(other, _)| *other == mark.text) {
        let line = problems.line(first) + 1;
        problems.error(
            mark.at(),
            format!("duplicate mark `{shown}`, first on line {line}; choose another"),
        );
    } else {
        marks.push((mark.text, mark.at()));
    }
    mark.text.to_owned()
}

/// The category's colour, with a warning where no theme's ground lets it be read.
fn color(fields: Fields<'_>, problems: &mut Problems<'_>) -> Option<Color> {
    let value = fields.value("color")?;
    let at = value.span().start;
    let color = match value.get_ref() {
        DeValue::String(name) => {
            let color = Color::named(name);
            if color.is_none() {
                let known: Vec<&str> = Slot::NAMES.iter().map(|&(name, _)| name).collect();
                let hint = suggestion(name, &known);
                problems.error(
                    at,
                    format!("unknown color `{name}`; {hint} (also \"#RRGGBB\" and 0 to 255)"),
                );
            }
            color?
        }
        DeValue::Integer(number) => {
            let index = u8::from_str_radix(number.as_str(), number.radix());
            if index.is_err() {
                problems.error(
                    at,
                    format!("color `{number}` is out of range; give 0 to 255"),
                );
            }
            Color::Indexed(index.ok()?)
        }
        _ => {
            wrong_kind("color", "a name, \"#RRGGBB\" or 0 to 255", value, problems);
            return None;
        }
    };
    let (dark, light) = (
        least_contrast_of(color, &DARK),
        least_contrast_of(color, &LIGHT),
    );
    if dark < READABLE && light < READABLE {
        let written = problems.text(value.span()).trim_matches(['"', '\'']);
        problems.warning(
            at,
            format!(
                "color `{written}` has a contrast of {dark:.1} on dark grounds and {light:.1} on light ones, \
                 under 4.5 on both; choose a lighter or a darker one"
            ),
        );
    }
    Some(color)
}

/// The lowest contrast of `color` on any of `grounds`; high where it is the theme's own.
fn least_contrast_of(color: Color, grounds: &[[u8; 3]]) -> f64 {
    color
        .rgb()
        .map_or(f64::INFINITY, |ink| least_contrast(ink, grounds))
}

/// How the category's hits are set.
fn styles(fields: Fields<'_>, problems: &mut Problems<'_>) -> Styles {
    let mut styles = Styles::default();
    for style in fields.texts("style", problems).unwrap_or_default() {
        match style.text {
            "bold" => styles.bold = true,
            "italic" => styles.italic = true,
            "underline" => styles.underlined = true,
            other => {
                let hint = suggestion(other, &["bold", "italic", "underline"]);
                problems.error(style.at(), format!("unknown style `{other}`; {hint}"));
            }
        }
    }
    styles
}
