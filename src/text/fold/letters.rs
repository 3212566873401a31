//! What each character folds to.
//!
//! Responsible for single characters; clusters, white space and line ends are the parent's. The
//! tables follow Unicode (full case folding, compatibility decomposition), Lucene's Arabic and
//! Persian normalizers, and the rules for apostrophes, quotes and dashes that the matching asks for.

use super::Folding;
use unicode_casefold::UnicodeCaseFold;

/// Whether `c` vanishes wherever it stands.
pub(super) const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}'                        // soft hyphen
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // bidi
        | '\u{640}'                     // tatweel
        | '\u{670}'                     // superscript alef
        | '\u{200b}'..='\u{200d}'       // zero-width space, non-joiner, joiner
        | '\u{2060}' | '\u{feff}'       // word joiner, byte order mark
        | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') // variation selectors
}

/// Whether `c` is a nonspacing mark of Latin, Greek, Cyrillic, Arabic or Hebrew.
///
/// Marks of other scripts are vowels or parts of letters and stay.
pub(super) const fn is_dropped_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1abd}' | '\u{1abf}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20dc}' | '\u{20e1}' | '\u{20e5}'..='\u{20f0}'
        | '\u{fe20}'..='\u{fe2f}'
        // Cyrillic
        | '\u{483}'..='\u{487}' | '\u{2de0}'..='\u{2dff}' | '\u{a66f}' | '\u{a674}'..='\u{a67d}'
        | '\u{a69e}' | '\u{a69f}'
        // Hebrew
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}'
        | '\u{5c7}' | '\u{fb1e}'
        // Arabic
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        | '\u{10efc}'..='\u{10eff}')
}

/// Whether a character beside ASCII or beside another of these is a grapheme cluster by itself.
///
/// Only common letters and punctuation: the answer `false` costs time, not truth.
pub(super) const fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{c0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}'
        | '\u{671}'..='\u{6d5}' | '\u{6ee}'..='\u{6ff}' | '\u{10a0}'..='\u{10ff}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// The one of its equals that apostrophes, quotes and dashes fold to; any other character itself.
///
/// The em dash is clause punctuation and no equal of the hyphen.
pub(super) const fn punctuation(c: char) -> char {
    match c {
        '‘' | '’' | '‛' | 'ʼ' | 'ʻ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ʹ' | 'ˈ' | 'ˊ' | 'ˋ' | '`' | '´' | '′'
        | '‵' | '՚' | 'ꞌ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '＂' => '"',
        '\u{2010}'..='\u{2013}' | '−' | '﹣' | '－' => '-',
        _ => c,
    }
}

/// Calls `emit` with the compatibility decomposition of `c`, unordered.
///
/// What has its own place in [`punctuation`] is not decomposed (`´` would be a blank and an accent),
/// and neither is an accent that stands by itself (`¨`): it must not become white space. The
/// isolated forms of Arabic marks become the mark.
pub(super) fn decompose(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() || punctuation(c) != c {
        return emit(c);
    }
    let arabic = matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let mut place = 0;
    let mut spacing = false;
    unicode_normalization::char::decompose_compatible(c, |part| {
        if place == 0 && part == ' ' && !c.is_whitespace() {
            spacing = !arabic;
        } else if !spacing {
            emit(part);
        }
        place += 1;
    });
    if spacing {
        emit(c);
    }
}

/// What `c` folds to, for the commonest characters beyond ASCII; `None` costs time, not truth.
///
/// These neither decompose nor have case: apostrophes, quotes and dashes, Arabic and Persian letters
/// and digits.
pub(super) const fn direct(c: char, folding: Folding) -> Option<char> {
    match c {
        '\u{2010}'..='\u{2013}' | '\u{2018}'..='\u{201f}' => Some(punctuation(c)),
        '\u{621}'
        | '\u{627}'..='\u{63a}'
        | '\u{641}'..='\u{64a}'
        | '\u{660}'..='\u{669}'
        | '\u{671}'..='\u{674}'
        | '\u{679}'..='\u{6bf}'
        | '\u{6c3}'..='\u{6d2}'
        | '\u{6f0}'..='\u{6f9}' => match unmarked(digit(c)) {
            Unmarked::Letter(letter) if folding.folds_diacritics => Some(letter),
            _ => Some(digit(c)),
        },
        _ => None,
    }
}

/// Appends what the decomposed character `c` folds to.
pub(super) fn push(c: char, folding: Folding, text: &mut String) {
    if is_ignorable(c) || (folding.folds_diacritics && is_dropped_mark(c)) {
        return;
    }
    let c = digit(punctuation(c));
    if c.is_ascii() {
        text.push(if folding.folds_case {
            c.to_ascii_lowercase()
        } else {
            c
        });
        return;
    }
    if !folding.folds_diacritics {
        return push_cased(c, folding, text);
    }
    match unmarked(c) {
        Unmarked::Letter(c) => push_cased(c, folding, text),
        Unmarked::Two(letters) => {
            letters.chars().for_each(|c| push_cased(c, folding, text));
        }
    }
}

/// Appends `c`, case-folded where `folding` asks for it.
fn push_cased(c: char, folding: Folding, text: &mut String) {
    if folding.folds_case {
        fold_case(c, |c| text.push(punctuation(c)));
    } else {
        text.push(c);
    }
}

/// Full case folding of `c`.
///
/// `unicode-casefold` knows the letters of Unicode 9. For those that came later, lower-casing is the
/// same, Cherokee apart, which folds to its capitals.
fn fold_case(c: char, mut emit: impl FnMut(char)) {
    let mut folded = std::iter::once(c).case_fold();
    let first = folded.next().unwrap_or(c);
    if first == c && !matches!(c, '\u{13a0}'..='\u{13f5}') {
        let mut lower = c.to_lowercase();
        if let (Some(lower), None) = (lower.next(), lower.next()) {
            return emit(lower);
        }
    }
    emit(first);
    folded.for_each(emit);
}

/// The ASCII digit that an Arabic or Persian digit stands for; any other character itself.
const fn digit(c: char) -> char {
    match c {
        '\u{660}'..='\u{669}' => (b'0' + (c as u32 - 0x660) as u8) as char,
        '\u{6f0}'..='\u{6f9}' => (b'0' + (c as u32 - 0x6f0) as u8) as char,
        _ => c,
    }
}

/// A letter without the marks that are part of its shape.
enum Unmarked {
    Letter(char),
    Two(&'static str),
}

/// `c` without a mark that no decomposition takes off: strokes, dotless letters, ligatures, and
/// the letters that Arabic and Persian spellings interchange.
const fn unmarked(c: char) -> Unmarked {
    Unmarked::Letter(match c {
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        'ł' => 'l',
        'Ł' => 'L',
        'ı' => 'i',
        'ħ' => 'h',
        'Ħ' => 'H',
        'æ' => return Unmarked::Two("ae"),
        'Æ' => return Unmarked::Two("AE"),
        'œ' => return Unmarked::Two("oe"),
        'Œ' => return Unmarked::Two("OE"),
        'þ' => return Unmarked::Two("th"),
        'Þ' => return Unmarked::Two("TH"),
        // yeh: Farsi, barree, alef maksura, with tail; with hamza
        '\u{6cc}' | '\u{6d2}' | '\u{649}' | '\u{6cd}' | '\u{626}' => '\u{64a}',
        '\u{6a9}' => '\u{643}', // keheh: kaf
        // teh marbuta, heh goal, ae, heh with yeh above: heh
        '\u{629}' | '\u{6c1}' | '\u{6d5}' | '\u{6c0}' => '\u{647}',
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}', // alef with madda, hamza, wasla
        '\u{624}' => '\u{648}',                                     // waw with hamza
        _ => c,
    })
}
