//! What can be computed about the styles.

use super::{
    Styles,
    palette::{INKS, indexed_rgb},
};
use crate::{
    app::settings::{Depth, Theme},
    keyword::set::{Category, Color as KeywordColor, Slot, Styles as CategoryStyles},
};
use ratatui::style::{Color, Modifier, Style};

/// Relative luminance, WCAG 2.2.
fn luminance(color: Color) -> f64 {
    let rgb = match color {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(index) => indexed_rgb(index),
        other => panic!("{other:?} has no fixed value"),
    };
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

fn contrast(style: Style) -> f64 {
    let (a, b) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn category(slot: Slot) -> Category {
    Category {
        id: "x".to_owned(),
        name: "X".to_owned(),
        mark: "X".to_owned(),
        color: Some(KeywordColor::Slot(slot)),
        styles: CategoryStyles::default(),
    }
}

#[test]
fn the_contrast_formula_gives_the_known_values() {
    let style = |fg, bg| {
        Style::new()
            .fg(Color::Rgb(fg, fg, fg))
            .bg(Color::Rgb(bg, bg, bg))
    };
    assert!((contrast(style(0, 255)) - 21.0).abs() < 0.01);
    assert!((contrast(style(0x76, 0x1E)) - 3.67).abs() < 0.01);
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
                assert!(
                    contrast(style) >= 4.5,
                    "{theme:?} {depth:?} {style:?}: {}",
                    contrast(style)
                );
            }
        }
    }
}

#[test]
fn every_keyword_ink_has_a_contrast_of_at_least_four_and_a_half() {
    for theme in Theme::ALL {
        for depth in [Depth::True, Depth::Indexed] {
            let styles = Styles::new(theme, depth);
            for (order, (slot, ..)) in INKS.iter().enumerate() {
                let style = styles.text.patch(styles.hit(&category(*slot), order));
                assert!(
                    contrast(style) >= 4.5,
                    "{theme:?} {depth:?} {slot:?}: {}",
                    contrast(style)
                );
            }
        }
    }
}

#[test]
fn inks_stand_in_the_order_of_the_slots() {
    for (order, (slot, ..)) in INKS.iter().enumerate() {
        assert_eq!(*slot as usize, order);
    }
}

#[test]
fn without_colours_no_style_sets_one() {
    let styles = Styles::new(Theme::Dark, Depth::None);
    for (order, (slot, ..)) in INKS.iter().enumerate() {
        let style = styles.hit(&category(*slot), order);
        assert_eq!((style.fg, style.bg), (None, None));
        assert!(style.add_modifier.contains(Modifier::UNDERLINED));
    }
    for style in [styles.text, styles.detail, styles.selected, styles.status] {
        assert_eq!((style.fg, style.bg), (None, None));
    }
}
