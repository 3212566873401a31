//! How far apart colours are, for all eyes.
//!
//! Distance in `OKLab` (Ottosson 2020) × 100, after the simulation of colour-blindness by Machado,
//! Oliveira and Fernandes (2009) at severity 1, which works on linear RGB.

use super::{
    Styles,
    palette::{color, hue},
    tests::{THEMES, category, rgb},
};
use crate::{
    app::{
        settings::Depth,
        theme::{DARK, DARK_INKS, Ink, LIGHT_INKS, SEPIA},
    },
    keyword::set::Slot,
};

type Matrix = [[f64; 3]; 3];

/// Normal, protanopic, deuteranopic and tritanopic vision.
const VISIONS: [Matrix; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

const LMS: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];

const OKLAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];

fn times(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 {
        part / 12.92
    } else {
        libm::pow((part + 0.055) / 1.055, 2.4)
    }
}

fn oklab(rgb: [u8; 3], vision: &Matrix) -> [f64; 3] {
    let seen = times(vision, rgb.map(linear)).map(|part| part.clamp(0.0, 1.0));
    times(&OKLAB, times(&LMS, seen).map(f64::cbrt))
}

fn distance(one: [u8; 3], other: [u8; 3], vision: &Matrix) -> f64 {
    let (one, other) = (oklab(one, vision), oklab(other, vision));
    let square: f64 = (0..3).map(|i| (one[i] - other[i]).powi(2)).sum();
    square.sqrt() * 100.0
}

/// The distance of the two that are nearest to each other, in each vision.
fn smallest(colors: &[[u8; 3]]) -> [f64; 4] {
    VISIONS.map(|vision| {
        (0..colors.len())
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| distance(colors[i], colors[j], &vision))
            .fold(f64::INFINITY, f64::min)
    })
}

fn assert_smallest(inks: [Ink; 8], depth: Depth, expected: [f64; 4]) {
    let found = smallest(&inks.map(|ink| rgb(color(ink, depth))));
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 0.15, "{found} for {expected}");
    }
}

#[test]
fn inks_on_a_dark_ground_are_as_far_apart_as_computed() {
    for depth in [Depth::True, Depth::Indexed] {
        assert_smallest(DARK_INKS, depth, [9.74, 8.55, 6.88, 6.15]);
    }
}

#[test]
fn inks_on_a_light_ground_are_as_far_apart_as_computed() {
    assert_smallest(LIGHT_INKS, Depth::True, [9.15, 7.46, 7.52, 6.14]);
    assert_smallest(LIGHT_INKS, Depth::Indexed, [6.98, 2.11, 4.87, 2.87]);
}

#[test]
fn inks_on_old_paper_are_as_far_apart_as_computed() {
    assert_smallest(SEPIA.inks, Depth::True, [8.87, 6.95, 6.75, 6.41]);
}

#[test]
fn markers_are_as_far_apart_as_computed() {
    for depth in [Depth::True, Depth::Indexed] {
        let markers = Slot::NAMES.map(|(_, slot)| hue(slot).marker);
        assert_smallest(markers, depth, [10.72, 10.73, 9.25, 7.66]);
    }
}

#[test]
fn categories_can_be_told_apart_by_all_eyes_in_every_theme() {
    for (name, theme) in THEMES {
        for depth in [Depth::True, Depth::Indexed] {
            let styles = Styles::new(theme, depth);
            let mut order = 0;
            let shown = Slot::NAMES.map(|(_, slot)| {
                let style = styles.hit(&category(slot), order);
                order += 1;
                rgb(style.bg.or(style.fg).unwrap())
            });
            for least in smallest(&shown) {
                assert!(least >= 6.0, "{name} {depth:?}: {least}");
            }
        }
    }
}

#[test]
fn the_grounds_of_hit_focus_and_landing_are_apart_for_all_eyes() {
    for (name, theme) in THEMES {
        for depth in [Depth::True, Depth::Indexed] {
            let styles = Styles::new(theme, depth);
            for (order, (_, slot)) in Slot::NAMES.into_iter().enumerate() {
                let category = category(slot);
                let looks = [
                    styles.hit(&category, order),
                    styles.focused(&category, order),
                    styles.landing(&category, order),
                ]
                .map(|look| styles.text.patch(look).bg);
                // The terminal's own ground has no value to compute with.
                let grounds: Vec<[u8; 3]> = looks
                    .into_iter()
                    .flatten()
                    .filter(|&ground| ground != ratatui::style::Color::Reset)
                    .map(rgb)
                    .collect();
                for least in smallest(&grounds) {
                    assert!(least >= 8.0, "{name} {depth:?} {slot:?}: {least}");
                }
            }
        }
    }
}

#[test]
fn of_the_sixteen_colours_focus_and_landing_are_apart_for_all_eyes() {
    let styles = Styles::new(Some(&DARK), Depth::Sixteen);
    let category = category(Slot::Red);
    let grounds = [styles.focused(&category, 0), styles.landing(&category, 0)]
        .map(|look| rgb(look.bg.unwrap()));
    assert!(smallest(&grounds).iter().all(|&least| least >= 8.0));
}
