use super::*;
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

#[test]
fn every_form_is_one_of_its_letter_and_as_wide() {
    for (letter, first, count) in FORMS {
        for number in 0..count {
            let form = char::from_u32(u32::from(first) + number).unwrap();
            let mut meant = form
                .to_string()
                .nfkd()
                .collect::<String>()
                .nfc()
                .collect::<String>();
            // Two of them are compositions that are never composed.
            if letter == '\u{677}' {
                meant = letter.to_string();
            }
            assert_eq!(meant, letter.to_string(), "{form:?}");
            assert_eq!(form.width(), letter.width());
        }
    }
}

#[test]
fn letters_stand_in_order_to_be_found() {
    assert!(FORMS.is_sorted_by_key(|&(letter, ..)| letter));
}

#[test]
fn a_letter_has_as_many_forms_as_it_joins_sides() {
    for (letter, _, count) in FORMS {
        match (joining(letter), count) {
            (Joining::None, 1) | (Joining::Right, 2) | (Joining::Dual, 4) => {}
            // Their other forms stand elsewhere, or nowhere.
            _ => assert!(
                matches!(letter, '\u{649}' | '\u{677}' | '\u{6ba}'),
                "{letter:?}"
            ),
        }
    }
}
