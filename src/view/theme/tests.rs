//! What can be computed about the styles: what can be read, and what differs from what.

use super::{
    Layers, Styles,
    palette::{HUES, Ink},
};
use crate::{
    app::settings::{Depth, Theme},
    keyword::set::{Category, Color as KeywordColor, Slot, Styles as CategoryStyles, contrast},
};
use ratatui::{
    buffer::Cell,
    style::{Color, Modifier, Style},
};

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

const OVERLAID: [fn(&Styles, &Category, usize) -> Style; 5] = [
    Styles::hit,
    Styles::focused,
    Styles::landing,
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
    match (style.fg, style.bg) {
        // The terminal's own text on its own ground, or the reverse.
        (None | Some(Color::Reset), None | Some(Color::Reset)) => true,
        (Some(text), Some(ground)) => contrast(rgb(text), rgb(ground)) >= 4.5,
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
    let slots = HUES.iter().map(|(slot, _)| KeywordColor::Slot(*slot));
    slots
        .chain((0..=255).map(KeywordColor::Indexed))
        .chain(own)
        .map(Some)
        .chain([None])
        .map(colored)
        .map(|category| (category, 8))
        .collect()
}

fn every_look() -> impl Iterator<Item = Styles> {
    Theme::ALL
        .into_iter()
        .flat_map(|theme| DEPTHS.map(|depth| Styles::new(theme, depth)))
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
    for theme in [Theme::Dark, Theme::Light] {
        for depth in [Depth::True, Depth::Indexed] {
            let styles = Styles::new(theme, depth);
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
            ] {
                assert!(is_readable(style), "{theme:?} {depth:?} {style:?}");
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
                .chain([Styles::gutter as fn(&_, &_, _) -> _])
            {
                let style = styles.text.patch(look(&styles, &category, order));
                assert!(
                    is_readable(style),
                    "{:?} {:?} {:?}: {style:?}",
                    styles.theme,
                    styles.depth,
                    category.color
                );
            }
        }
    }
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
                            "{:?} {:?} {:?}: {i} is {j}",
                            styles.theme, styles.depth, category.color
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
            focused: Some((over, 5)),
            landing: Some((over, 5)),
            selected: true,
        };
        let assert_painted = |layers: &Layers<'_>, top: Style| {
            assert_eq!(
                cell(&[styles.painted(base, layers)]),
                cell(&[base, top]),
                "{:?} {:?}",
                styles.theme,
                styles.depth
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
    let styles = Styles::new(Theme::Light, Depth::Indexed);
    let hit = styles.hit(&category(Slot::Green), 3);
    assert_eq!(
        (hit.fg, hit.bg),
        (Some(Color::Indexed(16)), Some(Color::Indexed(76)))
    );
    let styles = Styles::new(Theme::Light, Depth::True);
    let hit = styles.hit(&category(Slot::Green), 3);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Rgb(0x26, 0x3D, 0x04)), None));
}

#[test]
fn a_colour_of_ones_own_that_cannot_be_read_becomes_the_ground() {
    let navy = colored(Some(KeywordColor::Rgb(0x00, 0x00, 0x80)));
    let hit = Styles::new(Theme::Dark, Depth::True).hit(&navy, 0);
    assert_eq!(
        (hit.fg, hit.bg),
        (
            Some(Color::Rgb(255, 255, 255)),
            Some(Color::Rgb(0, 0, 0x80))
        )
    );
    let hit = Styles::new(Theme::Light, Depth::True).hit(&navy, 0);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Rgb(0, 0, 0x80)), None));
    let hit = Styles::new(Theme::Light, Depth::Indexed).hit(&navy, 0);
    assert_eq!((hit.fg, hit.bg), (Some(Color::Indexed(18)), None));
}

#[test]
fn the_ninth_category_is_bold_in_the_colour_of_text() {
    for styles in every_look() {
        let hit = styles.hit(&colored(None), 8);
        assert_eq!((hit.fg, hit.bg), (None, None));
        assert_eq!(hit.add_modifier, Modifier::BOLD | Modifier::UNDERLINED);
    }
    let eighth = Styles::new(Theme::Dark, Depth::Indexed).hit(&colored(None), 7);
    assert_eq!(eighth.fg, Some(Color::Indexed(211)));
}

#[test]
fn no_text_of_the_sixteen_is_bold_black() {
    for theme in Theme::ALL {
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
    for (order, (slot, _)) in HUES.iter().enumerate() {
        assert_eq!(*slot as usize, order);
    }
}

#[test]
fn without_colours_no_style_sets_one() {
    for theme in Theme::ALL {
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
    assert_eq!(salmon.below(Ink::own([0, 0, 0]), Depth::True), salmon);
    let deep = salmon.below(Ink::own([255; 3]), Depth::True);
    assert_eq!(deep, Ink::own([0x7F, 0x43, 0x43]));
}
