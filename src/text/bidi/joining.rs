//! The forms of Arabic letters: alone, at the end, at the beginning and in the middle of what is joined.
//!
//! Terminals that join nothing show each letter alone; what they are sent are the forms as characters (Arabic
//! Presentation Forms-A and -B). A letter without such forms stays what it is, and those beside it join it all the
//! same. No two letters become one, also not lam and alef: a cluster is one glyph.

use super::Glyph;

/// How a letter joins (`Joining_Type` of the Unicode Character Database).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joining {
    /// On no side.
    None,
    /// The letter before it.
    Right,
    /// Both.
    Dual,
    /// It is not there, as far as others join.
    Transparent,
}

/// Gives the letters of a row, in the order of the text, the forms that they have beside each other.
pub(super) fn join(glyphs: &mut [Glyph<'_>]) {
    let mut last: Option<(usize, Letter)> = None;
    for at in 0..=glyphs.len() {
        let letter = glyphs
            .get(at)
            .map_or(Letter::NONE, |it| Letter::of(&it.shown.symbol));
        if letter.joining == Joining::Transparent {
            continue;
        }
        let mut joins_before = false;
        if let Some((before, mut was)) = last.take() {
            let reaches = was.reaches_on();
            joins_before = reaches && letter.joining != Joining::None;
            was.joins_after = reaches
                && (was.ends == Some(JOINER) || joins_before)
                && was.joining == Joining::Dual;
            was.show(&mut glyphs[before]);
        }
        if at < glyphs.len() {
            let letter = Letter {
                joins_before,
                ..letter
            };
            last = Some((at, letter));
        }
    }
}

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

/// A cluster as others beside it see it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    character: char,
    joining: Joining,
    /// The joiner or non-joiner after the letter.
    ends: Option<char>,
    joins_before: bool,
    joins_after: bool,
}

impl Letter {
    const NONE: Self = Self {
        character: ' ',
        joining: Joining::None,
        ends: None,
        joins_before: false,
        joins_after: false,
    };

    fn of(symbol: &str) -> Self {
        if symbol.is_empty() {
            // What shows nothing parts nothing. The non-joiner does, but it belongs to the cluster before it.
            return Self {
                joining: Joining::Transparent,
                ..Self::NONE
            };
        }
        let mut found = Self::NONE;
        for character in symbol.chars() {
            match character {
                NON_JOINER | JOINER => found.ends = Some(character),
                _ if found.joining == Joining::None => {
                    found.character = character;
                    found.joining = joining(character);
                }
                _ => {}
            }
        }
        found
    }

    /// Whether what follows may join it.
    const fn reaches_on(&self) -> bool {
        match self.ends {
            Some(JOINER) => true,
            Some(_) => false,
            None => matches!(self.joining, Joining::Dual),
        }
    }

    /// Puts the form into the glyph, which then needs no joiners any more.
    fn show(&self, glyph: &mut Glyph<'_>) {
        if self.joining == Joining::None {
            return;
        }
        let form = form(self.character, self.joins_before, self.joins_after);
        if form != self.character || self.ends.is_some() {
            let is_kept = |it: &char| !matches!(*it, NON_JOINER | JOINER);
            let put = |it| if it == self.character { form } else { it };
            let symbol: String = glyph
                .shown
                .symbol
                .chars()
                .filter(is_kept)
                .map(put)
                .collect();
            glyph.shown.symbol = symbol.into();
        }
    }
}

/// The form of a letter; itself where it has none.
fn form(letter: char, joins_before: bool, joins_after: bool) -> char {
    let Ok(at) = FORMS.binary_search_by_key(&letter, |&(letter, ..)| letter) else {
        return letter;
    };
    let (_, first, count) = FORMS[at];
    // In the order of the code charts.
    let number = match (joins_before, joins_after) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    match (letter, number) {
        // The only letter whose forms do not stand together.
        ('\u{649}', 2) => '\u{fbe8}',
        ('\u{649}', 3) => '\u{fbe9}',
        _ if number < count => char::from_u32(u32::from(first) + number).unwrap_or(letter),
        _ => letter,
    }
}

/// How a character joins others, of the Arabic script; all else joins nothing.
const fn joining(character: char) -> Joining {
    match character {
        '\u{622}'..='\u{625}'
        | '\u{627}'
        | '\u{629}'
        | '\u{62f}'..='\u{632}'
        | '\u{648}'
        | '\u{671}'..='\u{673}'
        | '\u{675}'..='\u{677}'
        | '\u{688}'..='\u{699}'
        | '\u{6c0}'
        | '\u{6c3}'..='\u{6cb}'
        | '\u{6cd}'
        | '\u{6cf}'
        | '\u{6d2}'
        | '\u{6d3}'
        | '\u{6d5}'
        | '\u{6ee}'
        | '\u{6ef}'
        | '\u{759}'..='\u{75b}'
        | '\u{76b}'
        | '\u{76c}'
        | '\u{771}'
        | '\u{773}'
        | '\u{774}'
        | '\u{778}'
        | '\u{779}'
        | '\u{870}'..='\u{882}'
        | '\u{88e}'
        | '\u{8aa}'..='\u{8ac}'
        | '\u{8ae}'
        | '\u{8b1}'
        | '\u{8b2}'
        | '\u{8b9}' => Joining::Right,
        // The stroke that makes words longer too.
        '\u{620}'
        | '\u{626}'
        | '\u{628}'
        | '\u{62a}'..='\u{62e}'
        | '\u{633}'..='\u{647}'
        | '\u{649}'
        | '\u{64a}'
        | '\u{66e}'
        | '\u{66f}'
        | '\u{678}'..='\u{687}'
        | '\u{69a}'..='\u{6bf}'
        | '\u{6c1}'
        | '\u{6c2}'
        | '\u{6cc}'
        | '\u{6ce}'
        | '\u{6d0}'
        | '\u{6d1}'
        | '\u{6fa}'..='\u{6fc}'
        | '\u{6ff}'
        | '\u{750}'..='\u{758}'
        | '\u{75c}'..='\u{76a}'
        | '\u{76d}'..='\u{770}'
        | '\u{772}'
        | '\u{775}'..='\u{777}'
        | '\u{77a}'..='\u{77f}'
        | '\u{886}'
        | '\u{889}'..='\u{88d}'
        | '\u{8a0}'..='\u{8a9}'
        | '\u{8af}'
        | '\u{8b0}'
        | '\u{8b3}'..='\u{8b8}'
        | '\u{8ba}'..='\u{8c8}' => Joining::Dual,
        _ => Joining::None,
    }
}

/// Letters with the first of their forms and how many there are: alone, at the end, at the beginning, in the middle.
#[rustfmt::skip] // A row of the table is no line.
const FORMS: [(char, char, u32); 76] = [
    ('\u{621}', '\u{fe80}', 1), ('\u{622}', '\u{fe81}', 2), ('\u{623}', '\u{fe83}', 2),
    ('\u{624}', '\u{fe85}', 2), ('\u{625}', '\u{fe87}', 2), ('\u{626}', '\u{fe89}', 4),
    ('\u{627}', '\u{fe8d}', 2), ('\u{628}', '\u{fe8f}', 4), ('\u{629}', '\u{fe93}', 2),
    ('\u{62a}', '\u{fe95}', 4), ('\u{62b}', '\u{fe99}', 4), ('\u{62c}', '\u{fe9d}', 4),
    ('\u{62d}', '\u{fea1}', 4), ('\u{62e}', '\u{fea5}', 4), ('\u{62f}', '\u{fea9}', 2),
    ('\u{630}', '\u{feab}', 2), ('\u{631}', '\u{fead}', 2), ('\u{632}', '\u{feaf}', 2),
    ('\u{633}', '\u{feb1}', 4), ('\u{634}', '\u{feb5}', 4), ('\u{635}', '\u{feb9}', 4),
    ('\u{636}', '\u{febd}', 4), ('\u{637}', '\u{fec1}', 4), ('\u{638}', '\u{fec5}', 4),
    ('\u{639}', '\u{fec9}', 4), ('\u{63a}', '\u{fecd}', 4), ('\u{641}', '\u{fed1}', 4),
    ('\u{642}', '\u{fed5}', 4), ('\u{643}', '\u{fed9}', 4), ('\u{644}', '\u{fedd}', 4),
    ('\u{645}', '\u{fee1}', 4), ('\u{646}', '\u{fee5}', 4), ('\u{647}', '\u{fee9}', 4),
    ('\u{648}', '\u{feed}', 2), ('\u{649}', '\u{feef}', 2), ('\u{64a}', '\u{fef1}', 4),
    ('\u{671}', '\u{fb50}', 2), ('\u{677}', '\u{fbdd}', 1), ('\u{679}', '\u{fb66}', 4),
    ('\u{67a}', '\u{fb5e}', 4), ('\u{67b}', '\u{fb52}', 4), ('\u{67e}', '\u{fb56}', 4),
    ('\u{67f}', '\u{fb62}', 4), ('\u{680}', '\u{fb5a}', 4), ('\u{683}', '\u{fb76}', 4),
    ('\u{684}', '\u{fb72}', 4), ('\u{686}', '\u{fb7a}', 4), ('\u{687}', '\u{fb7e}', 4),
    ('\u{688}', '\u{fb88}', 2), ('\u{68c}', '\u{fb84}', 2), ('\u{68d}', '\u{fb82}', 2),
    ('\u{68e}', '\u{fb86}', 2), ('\u{691}', '\u{fb8c}', 2), ('\u{698}', '\u{fb8a}', 2),
    ('\u{6a4}', '\u{fb6a}', 4), ('\u{6a6}', '\u{fb6e}', 4), ('\u{6a9}', '\u{fb8e}', 4),
    ('\u{6ad}', '\u{fbd3}', 4), ('\u{6af}', '\u{fb92}', 4), ('\u{6b1}', '\u{fb9a}', 4),
    ('\u{6b3}', '\u{fb96}', 4), ('\u{6ba}', '\u{fb9e}', 2), ('\u{6bb}', '\u{fba0}', 4),
    ('\u{6be}', '\u{fbaa}', 4), ('\u{6c0}', '\u{fba4}', 2), ('\u{6c1}', '\u{fba6}', 4),
    ('\u{6c5}', '\u{fbe0}', 2), ('\u{6c6}', '\u{fbd9}', 2), ('\u{6c7}', '\u{fbd7}', 2),
    ('\u{6c8}', '\u{fbdb}', 2), ('\u{6c9}', '\u{fbe2}', 2), ('\u{6cb}', '\u{fbde}', 2),
    ('\u{6cc}', '\u{fbfc}', 4), ('\u{6d0}', '\u{fbe4}', 4), ('\u{6d2}', '\u{fbae}', 2),
    ('\u{6d3}', '\u{fbb0}', 2),
];

#[cfg(test)]
mod tests;
