//! UTF-16 and UTF-32: how a text in them is known, and how it is decoded.
//!
//! Responsible for the encodings whose units have two or four bytes. Not for the others (see
//! [`super::encoding`]). Without a byte order mark they are known by their zeros, of which other texts have none or few.
//! A few mistakes, such as half of a pair or of a unit, make a text in them no other text.

/// An encoding whose units have two or four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    /// UTF-16, the lower byte of each unit first.
    Utf16Le,
    /// UTF-16, the higher byte of each unit first.
    Utf16Be,
    /// UTF-32, the lowest byte of each unit first.
    Utf32Le,
    /// UTF-32, the highest byte of each unit first.
    Utf32Be,
}

/// The byte order marks. That of UTF-32 begins as that of UTF-16 does, so it stands first.
const MARKS: [(&[u8], Wide); 4] = [
    (b"\xff\xfe\0\0", Wide::Utf32Le),
    (b"\0\0\xfe\xff", Wide::Utf32Be),
    (b"\xff\xfe", Wide::Utf16Le),
    (b"\xfe\xff", Wide::Utf16Be),
];

/// Bytes of a text that are looked at where it has no mark.
const LOOKED_AT: usize = 16 << 10;

impl Wide {
    /// The encoding that the byte order mark at the beginning of `bytes` names.
    pub fn by_mark(bytes: &[u8]) -> Option<Self> {
        let found = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
        found.map(|&(_, wide)| wide)
    }

    /// The encoding of a text without a mark that begins with `bytes`, by where its zeros stand.
    ///
    /// `None` where the text is in another encoding, and where it is no text.
    pub fn by_zeros(bytes: &[u8]) -> Option<Self> {
        let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
        memchr::memchr(0, bytes)?;
        let long = [Self::Utf32Le, Self::Utf32Be];
        if let Some(found) = long.into_iter().find(|order| order.reads_long(bytes)) {
            return Some(found);
        }
        // In the wrong order too letters of ASCII are letters, rare ones of China. Only few units are of ASCII then.
        let [little, big] =
            [Self::Utf16Le, Self::Utf16Be].map(|order| (order, order.reads_short(bytes)));
        let (order, read) = if big.1 > little.1 { big } else { little };
        read.map(|_| order)
    }

    /// By [`Wide::by_mark`], or else by [`Wide::by_zeros`].
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::by_mark(bytes).or_else(|| Self::by_zeros(bytes))
    }

    /// Whether `bytes`, in this encoding of units of four bytes, are what people write.
    fn reads_long(self, bytes: &[u8]) -> bool {
        let bytes = self.unpadded(bytes);
        let is_whole = bytes.len().is_multiple_of(4) && bytes.len() >= 8;
        // Private planes and those without a character: line ends of UTF-16 would be such.
        is_whole && self.units(bytes).all(|unit| unit >> 16 <= 3) && {
            let (text, bad) = self.decode(bytes);
            bad == 0 && text.chars().all(is_written)
        }
    }

    /// How many units of ASCII `bytes` have in this encoding of units of two bytes; `None` where they are not what
    /// people write, but for a few mistakes.
    fn reads_short(self, bytes: &[u8]) -> Option<usize> {
        let bytes = self.unpadded(bytes);
        let units = bytes.len() / 2;
        let narrow = self
            .units(bytes)
            .filter(|unit| (1..0x100).contains(unit))
            .count();
        // A zero that strayed into a text of single bytes does not make it one of double ones.
        if units < 2 || narrow * 64 < units || narrow * 2 < units && is_narrow(bytes) {
            return None;
        }
        let (text, _) = self.decode(bytes);
        let is_mistake = |it: &char| *it == char::REPLACEMENT_CHARACTER || !is_written(*it);
        let mistakes = text.chars().filter(is_mistake).count();
        // The less of it is ASCII, the less it takes to be a text of single bytes that is broken.
        let allowed = units / 64 + usize::from(narrow > 1 && narrow * 8 >= units);
        let ascii =
            |unit: &u32| u8::try_from(*unit).is_ok_and(|it| it.is_ascii_graphic() || is_blank(it));
        (mistakes <= allowed).then(|| self.units(bytes).filter(ascii).count())
    }

    /// `bytes` without the zeros that fill a file up to some length.
    fn unpadded(self, bytes: &[u8]) -> &[u8] {
        let end = bytes
            .iter()
            .rposition(|&byte| byte != 0)
            .map_or(0, |last| last + 1);
        &bytes[..end.next_multiple_of(self.unit()).min(bytes.len())]
    }

    /// `bytes` as text, without a byte order mark, and how many units of them are none: those become U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> (String, usize) {
        let mut bad = 0;
        let mut replaced = || {
            bad += 1;
            char::REPLACEMENT_CHARACTER
        };
        let mut text = String::with_capacity(bytes.len() / self.unit());
        match self {
            Self::Utf16Le | Self::Utf16Be => {
                let units = self.units(bytes).map(|unit| unit as u16);
                let read = char::decode_utf16(units);
                text.extend(read.map(|it| it.unwrap_or_else(|_| replaced())));
            }
            Self::Utf32Le | Self::Utf32Be => {
                let units = self.units(bytes);
                text.extend(units.map(|it| char::from_u32(it).unwrap_or_else(&mut replaced)));
            }
        }
        if !bytes.len().is_multiple_of(self.unit()) {
            text.push(replaced());
        }
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        (text, bad)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// The bytes of one unit.
    pub const fn unit(self) -> usize {
        match self {
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf32Le | Self::Utf32Be => 4,
        }
    }

    /// The whole units of `bytes`.
    fn units(self, bytes: &[u8]) -> impl Iterator<Item = u32> {
        let is_little = matches!(self, Self::Utf16Le | Self::Utf32Le);
        bytes.chunks_exact(self.unit()).map(move |unit| {
            let joined = |all, &byte: &u8| all << 8 | u32::from(byte);
            if is_little {
                unit.iter().rev().fold(0, joined)
            } else {
                unit.iter().fold(0, joined)
            }
        })
    }
}

/// Whether `bytes` are a text in UTF-8 but for zeros in it. What looking at a part of it cut off is no mistake.
fn is_narrow(bytes: &[u8]) -> bool {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars().all(|it| it == '\0' || is_written(it))
}

/// Whether texts of single bytes have `byte` between words or lines.
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// Whether texts have `character`, as programs and pictures seldom do: no control, nothing private.
fn is_written(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{c}' | '\u{85}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Wide; 4] = [Wide::Utf16Le, Wide::Utf16Be, Wide::Utf32Le, Wide::Utf32Be];

    fn encoded(text: &str, wide: Wide) -> Vec<u8> {
        match wide {
            Wide::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Wide::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Wide::Utf32Le => text
                .chars()
                .flat_map(|it| (it as u32).to_le_bytes())
                .collect(),
            Wide::Utf32Be => text
                .chars()
                .flat_map(|it| (it as u32).to_be_bytes())
                .collect(),
        }
    }

    #[test]
    fn each_order_is_known_by_its_mark_and_the_mark_is_left_out() {
        for wide in ALL {
            let bytes = encoded("\u{feff}naïve 𝒜\n", wide);
            assert_eq!(Wide::by_mark(&bytes), Some(wide));
            assert_eq!(wide.decode(&bytes), ("naïve 𝒜\n".to_owned(), 0));
        }
    }

    #[test]
    fn each_order_is_known_by_its_zeros_in_any_script() {
        for text in [
            "A line of words\nand another one\n",
            "a\nb\nc\nd\n",
            "سلام دنیا، این یک متن است.\n",
            "日本語の文章です。改行も一つあります。\n次の行。\n",
            "Привет, мир\n",
        ] {
            for wide in ALL {
                assert_eq!(Wide::by_zeros(&encoded(text, wide)), Some(wide), "{text}");
            }
        }
    }

    #[test]
    fn a_stray_zero_and_a_picture_are_not_taken_for_a_text_of_wide_units() {
        for bytes in [
            &b"hello\0worlds"[..],
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0",
            b"\x01\0\x02\0\x03\0\x04\0",
            b"\0\0\0\0\0\0\0\0",
            b"no zero at all",
            b"",
        ] {
            assert_eq!(Wide::by_zeros(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_few_mistakes_do_not_make_it_another_text_nor_another_order() {
        let mixed = "abc 😀 def\n".repeat(50);
        for text in [
            &mixed,
            "A line of words\nand another one\n",
            "Привет, мир и ещё раз, мир\n",
        ] {
            for wide in [Wide::Utf16Le, Wide::Utf16Be] {
                let lone = if wide == Wide::Utf16Le {
                    b"\0\xd8"
                } else {
                    b"\xd8\0"
                };
                for more in [&b"a"[..], lone, &[0; 512]] {
                    let bytes = [&encoded(text, wide), more].concat();
                    assert_eq!(Wide::by_zeros(&bytes), Some(wide), "{text} {more:?}");
                }
                let bytes = [&lone[..], &encoded(text, wide)].concat();
                assert_eq!(Wide::by_zeros(&bytes), Some(wide), "{text}");
            }
        }
    }

    #[test]
    fn zeros_in_a_text_of_single_bytes_do_not_make_it_one_of_wide_units() {
        for text in [
            "naïve café\0 ",
            "Some words, and then \0 more",
            "é\0\0\0\0",
            "words\n\0\0\0\0\0\0",
        ] {
            assert_eq!(Wide::by_zeros(text.as_bytes()), None, "{text:?}");
            assert_eq!(
                Wide::by_zeros(format!("{text}.").as_bytes()),
                None,
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_no_character_is_replaced_and_counted() {
        assert_eq!(
            Wide::Utf16Le.decode(b"a\0\x00\xd8b\0c"),
            ("a\u{fffd}b\u{fffd}".to_owned(), 2)
        );
        assert_eq!(
            Wide::Utf32Be.decode(b"\0\0\0a\0\x11\0\0\0\0"),
            ("a\u{fffd}\u{fffd}".to_owned(), 2)
        );
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_decoded(text in "[^\u{feff}].*") {
            for wide in ALL {
                prop_assert_eq!(wide.decode(&encoded(&text, wide)), (text.clone(), 0));
            }
        }

        #[test]
        fn any_bytes_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            for wide in ALL {
                let (text, bad) = wide.decode(&bytes);
                let replaced = text.chars().filter(|&it| it == char::REPLACEMENT_CHARACTER).count();
                prop_assert!(replaced >= bad);
            }
            Wide::of(&bytes);
        }
    }
}
