//! What can be computed about the styles: what can be read, and what differs from what.

use super::{Layers, Styles, palette::below};
use crate::{
    app::{
        settings::Depth,
        theme::{CONTRAST, DARK, HIGH, Ink, LIGHT, Palette, SEPIA},
    },
    keyword::set::{Category, Color as KeywordColor, Slot, Styles as CategoryStyles, contrast},
};
use ratatui::{
    buffer::Cell,
    style::{Color, Modifier, Style},
};

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

/// Every theme that is built in, with its name; the terminal's own has no colours.
pub(super) const THEMES: [(&str, Option<&Palette>); 5] = [
    ("dark", Some(&DARK)),
    ("light", Some(&LIGHT)),
    ("sepia", Some(&SEPIA)),
    ("contrast", Some(&CONTRAST)),
    ("terminal", None),
];

type Look = fn(&Styles<'_>, &Category, usize) -> Style;

const OVERLAID: [Look; 5] = [
    |styles, category, order| styles.hit(category, order),
    |styles, category, order| styles.focused(category, order),
    |styles, category, order| styles.landing(category, order),
    |styles, _, _| styles.search(),
    |styles, _, _| styles.selection(),
];

/// What xterm shows; its 16 colours by its defaults.
pub(super) fn rgb(color: Color) -> [u8; 3] {
    match color {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(index) => KeywordColor::Indexed(index).rgb().unwrap(),
        Color::Black => [0x00, 0x00, 0x00],
        Color::Red => [0xCD, 0x00, 0x00],
        Color::Yellow => [0xCD, 0xCD, 0x00],
        Color::Magenta => [0xCD, 0x00, 0xCD],
        Color::Blue => [0x00, 0x00, 0xEE],
        Color::Gray => [0xE5, 0xE5, 0xE5],
        Color::LightRed => [0xFF, 0x00, 0x00],
        Color::LightGreen => [0x00, 0xFF, 0x00],
        Color::LightYellow => [0xFF, 0xFF, 0x00],
        Color::LightMagenta => [0xFF, 0x00, 0xFF],
        Color::LightCyan => [0x00, 0xFF, 0xFF],
        Color::White => [0xFF, 0xFF, 0xFF],
        other => panic!("{other:?} is not used"),
    }
}

fn is_readable(style: Style) -> bool {
    has_contrast(style, 4.5)
}

fn has_contrast(style: Style, least: f64) -> bool {
    match (style.fg, style.bg) {
        // The terminal's own text on its own ground, or the reverse.
        (None | Some(Color::Reset), None | Some(Color::Reset)) => true,
        (Some(text), Some(ground)) => contrast(rgb(text), rgb(ground)) >= least,
        _ => false,
    }
}

pub(super) fn category(slot: Slot) -> Category {
    colored(Some(KeywordColor::Slot(slot)))
}

fn colored(color: Option<KeywordColor>) -> Category {
    Category {
        id: "x".to_owned(),
        name: "X".to_owned(),
        mark: "X".to_owned(),
        color,
        styles: CategoryStyles::default(),
    }
}

/// One of each kind: the slots, the ninth without a colour, the terminal's colours, many of one's own.
fn categories() -> Vec<(Category, usize)> {
    let parts = [0x00, 0x40, 0x76, 0xB0, 0xFF];
    let own = (0..125).map(|n| KeywordColor::Rgb(parts[n / 25], parts[n / 5 % 5], parts[n % 5]));
    let slots = Slot::NAMES
        .map(|(_, slot)| KeywordColor::Slot(slot))
        .into_iter();
    slots
        .chain((0..=255).map(KeywordColor::Indexed))
        .chain(own)
        .map(Some)
        .chain([None])
        .map(colored)
        .map(|category| (category, 8))
        .collect()
}

fn every_look() -> impl Iterator<Item = Styles<'static>> {
    THEMES
        .into_iter()
        .flat_map(|(_, theme)| DEPTHS.map(|depth| Styles::new(theme, depth)))
}

/// A cell as it is in the end: what it does not set and what it unsets are the same.
fn cell(styles: &[Style]) -> Cell {
    let mut cell = Cell::default();
    for style in styles {
        cell.set_style(*style);
    }
    cell
}

#[test]
fn every_text_has_a_contrast_of_at_least_four_and_a_half() {
    for (name, theme) in &THEMES[..4] {
        let least = theme.unwrap().least;
        for depth in [Depth::True, Depth::Indexed] {
            let styles = Styles::new(*theme, depth);
            for style in [
                styles.text,
                styles.detail,
                styles.heading,
                styles.selected,
                styles.marked,
                styles.status,
                styles.status_detail,
                styles.notice,
                styles.code,
                styles.code.patch(styles.inline_code),
            ] {
                assert!(has_contrast(style, least), "{name} {depth:?} {style:?}");
            }
        }
    }
}

#[test]
fn whatever_lies_over_text_has_a_contrast_of_at_least_four_and_a_half() {
    for styles in every_look() {
        for (category, order) in categories() {
            for look in OVERLAID
                .into_iter()
                .chain([(|styles, category, order| styles.gutter(category, order)) as Look])
            {
                let style = styles.text.patch(look(&styles, &category, order));
                assert!(
                    is_readable(style),
                    "{:?} {:?}: {style:?}",
                    styles,
                    category.color
                );
            }
        }
    }
}

#[test]
fn every_ink_of_a_theme_can_be_read_on_its_ground() {
    for (name, palette) in &THEMES[..4] {
        let palette = palette.unwrap();
        for ink in palette.inks {
            let contrast = ink.contrast(palette.ground, Depth::True);
            assert!(contrast >= palette.least, "{name} {ink:?}: {contrast}");
        }
        assert_eq!(palette.is_dark, matches!(*name, "dark" | "contrast"));
    }
    for ink in CONTRAST.inks {
        assert!(ink.contrast(CONTRAST.ground, Depth::Indexed) >= HIGH);
    }
}

#[test]
fn with_high_contrast_everything_has_one_of_at_least_seven() {
    for depth in [Depth::True, Depth::Indexed] {
        let styles = Styles::new(Some(&CONTRAST), depth);
        for (category, order) in categories() {
            for look in OVERLAID {
                let style = styles.text.patch(look(&styles, &category, order));
                assert!(
                    has_contrast(style, HIGH),
                    "{depth:?} {category:?} {style:?}"
                );
            }
        }
    }
}

#[test]
fn a_colour_that_the_reader_gives_to_a_slot_is_that_of_its_blocks_too() {
    let mut palette = DARK.clone();
    palette.inks[0] = Ink::own([0x80, 0xFF, 0x80]);
    palette.own[0] = true;
    let palette = palette.changed();
    let styles = Styles::new(Some(&palette), Depth::True);
    let red = category(Slot::Red);
    assert_eq!(styles.hit(&red, 0).fg, Some(Color::Rgb(0x80, 0xFF, 0x80)));
    assert_eq!(
        styles.focused(&red, 0).bg,
        Some(Color::Rgb(0x80, 0xFF, 0x80))
    );
}

#[test]
fn an_ink_that_cannot_be_read_on_the_readers_ground_becomes_a_block() {
    let mut palette = DARK.clone();
    palette.ground = Ink::own([0x60, 0x60, 0x60]);
    let palette = palette.changed();
    let styles = Styles::new(Some(&palette), Depth::True);
    for (category, order) in categories() {
        for look in OVERLAID {
            let style = styles.text.patch(look(&styles, &category, order));
            let is_plain = (style.fg, style.bg) == (styles.text.fg, styles.text.bg);
            assert!(is_plain || is_readable(style), "{category:?} {style:?}");
        }
    }
}

#[test]
fn the_terminals_ground_can_be_left_as_it_is() {
    let mut palette = DARK.clone();
    palette.leaves_ground = true;
    let palette = palette.changed();
    let styles = Styles::new(Some(&palette), Depth::True);
    for style in [styles.text, styles.detail, styles.heading, styles.line] {
        assert_eq!(style.bg, None);
    }
    assert!(styles.selected.bg.is_some());
}

#[test]
fn text_hit_focus_landing_search_and_selection_all_differ() {
    for styles in every_look() {
        for (category, order) in categories() {
            let layers = OVERLAID.map(|look| look(&styles, &category, order));
            for base in [styles.text, styles.detail, styles.heading] {
                let mut cells = vec![cell(&[base])];
                cells.extend(layers.iter().map(|layer| cell(&[base, *layer])));
                for i in 0..cells.len() {
                    for j in 0..i {
                        assert_ne!(
                            cells[i], cells[j],
                            "{styles:?} {:?}: {i} is {j}",
                            category.color
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn no_own_attributes_of_a_category_make_its_hits_look_like_another_layer() {
    for styles in every_look() {
        for (mut category, order) in categories() {
            category.styles.bold = true;
            category.styles.italic = true;
            let [hit, others @ ..] = OVERLAID.map(|look| cell(&[look(&styles, &category, order)]));
            assert!(others.iter().all(|other| *other != hit));
        }
    }
}

#[test]
fn each_layer_hides_those_below_it() {
    for styles in every_look() {
        let (under, over) = (&category(Slot::Orange), &category(Slot::Blue));
        let base = styles.detail;
        let all = Layers {
            hit: Some((under, 1)),
            searched: true,
            highlighted: Some(4),
            focused: Some((over, 5)),
            landing: Some((over, 5)),
            selected: true,
        };
        let assert_painted = |layers: &Layers<'_>, top: Style| {
            assert_eq!(
                cell(&[styles.painted(base, layers)]),
                cell(&[base, top]),
                "{styles:?}"
            );
        };
        assert_painted(&all, styles.selection());
        let all = Layers {
            selected: false,
            ..all
        };
        assert_painted(&all, styles.landing(over, 5));
        let all = Layers {
            landing: None,
            ..all
        };
        assert_painted(&all, styles.focused(over, 5));
        let all = Layers {
            focused: None,
            ..all
        };
        assert_painted(&all, styles.search());
        let all = Layers {
            searched: false,
            ..all
        };
        // A hit in a highlight stays underlined.
        let marked = styles.hit(under, 1).patch(styles.highlighted(4));
        assert_painted(&all, marked);
        let all = Layers {
            highlighted: None,
            ..all
        };
        assert_painted(&all, styles.hit(under, 1));
        let none = Layers { hit: None, ..all };
        assert_painted(&none, base);
    }
}

#[test]
fn hits_are_underlined_and_their_letters_are_not() {
    for styles in every_look() {
        for (category, order) in categories() {
            let underlined = |style: Style| style.add_modifier.contains(Modifier::UNDERLINED);
            assert!(underlined(styles.hit(&category, order)));
            assert!(!underlined(styles.gutter(&category, order)));
        }
    }
}

#[test]
fn on_a_light_ground_with_256_colours_hits_are_black_on_markers() {
    let styles = Styles::new(Some(&LIGHT), Depth::Indexed);
    let hit = styles.hit(&category(Slot::Green), 3);
    assert_eq!(
        (hit.fg, hit.bg),
        (Some(Color::Indexed(16)), Some(Color::Indexed(76)))
    );
    let styles = Styles::new(Some(&LIGHT), Depth::True);
    let hit = styles.hit(&category(Slot::Green), 3);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Rgb(0x26, 0x3D, 0x04)), None));
}

#[test]
fn a_colour_of_ones_own_that_cannot_be_read_becomes_the_ground() {
    let navy = colored(Some(KeywordColor::Rgb(0x00, 0x00, 0x80)));
    let hit = Styles::new(Some(&DARK), Depth::True).hit(&navy, 0);
    assert_eq!(
        (hit.fg, hit.bg),
        (
            Some(Color::Rgb(255, 255, 255)),
            Some(Color::Rgb(0, 0, 0x80))
        )
    );
    let hit = Styles::new(Some(&LIGHT), Depth::True).hit(&navy, 0);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Rgb(0, 0, 0x80)), None));
    let hit = Styles::new(Some(&LIGHT), Depth::Indexed).hit(&navy, 0);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Indexed(18)), None));
}

#[test]
fn the_ninth_category_is_bold_in_the_colour_of_text() {
    for styles in every_look() {
        let hit = styles.hit(&colored(None), 8);
        assert_eq!((hit.fg, hit.bg), (None, None));
        assert_eq!(hit.add_modifier, Modifier::BOLD | Modifier::UNDERLINED);
    }
    let eighth = Styles::new(Some(&DARK), Depth::Indexed).hit(&colored(None), 7);
    assert_eq!(eighth.fg, Some(Color::Indexed(211)));
}

#[test]
fn no_text_of_the_sixteen_is_bold_black() {
    for (_, theme) in THEMES {
        let styles = Styles::new(theme, Depth::Sixteen);
        for (mut category, order) in categories() {
            category.styles.bold = true;
            for look in OVERLAID {
                let cell = cell(&[styles.heading, look(&styles, &category, order)]);
                assert!(cell.fg != Color::Black || !cell.modifier.contains(Modifier::BOLD));
            }
        }
    }
}

#[test]
fn inks_stand_in_the_order_of_the_slots() {
    for (order, (_, slot)) in Slot::NAMES.into_iter().enumerate() {
        assert_eq!(slot as usize, order);
    }
}

#[test]
fn without_colours_no_style_sets_one() {
    for (_, theme) in THEMES {
        let styles = Styles::new(theme, Depth::None);
        for (category, order) in categories() {
            for look in OVERLAID {
                let style = look(&styles, &category, order);
                assert_eq!((style.fg, style.bg), (None, None));
            }
        }
        for style in [styles.text, styles.detail, styles.selected, styles.status] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}

#[test]
fn a_shade_is_the_colour_itself_where_that_suffices() {
    let salmon = Ink::own([0xFF, 0x87, 0x87]);
    assert_eq!(below(salmon, Ink::own([0, 0, 0]), Depth::True), salmon);
    let deep = below(salmon, Ink::own([255; 3]), Depth::True);
    assert_eq!(deep, Ink::own([0x7F, 0x43, 0x43]));
}
