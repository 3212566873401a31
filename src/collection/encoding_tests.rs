use super::*;
use proptest::prelude::*;

/// What they are in, their bytes, and what they say.
const SAMPLES: [(&str, &[u8], &str); 10] = [
    ("windows-1252", b"Le caf\xe9 \xe9tait ferm\xe9; \xab O\xf9 \xeates-vous ? \xbb demanda-t-il \xe0 l\x92h\xf4tel. \xc7a co\xfbte 5 \x80.\n", "Le café était fermé; « Où êtes-vous ? » demanda-t-il à l’hôtel. Ça coûte 5 €.\n"),
    ("windows-1256", b"\x98\xca\xc7\xc8 \xe3\xc7 \xcf\xd1\xc8\xc7\xd1\xe5 \xca\xc7\xd1\xed\xce \xc7\xed\xd1\xc7\xe4 \xc7\xd3\xca \xe6 \x90\xdd\xca\x90\xe6 \xc8\xc7 \xe3\xd1\xcf\xe3 \xc7\xed\xe4 \xd4\xe5\xd1 \xc8\xd2\xd1\x90 \xd1\xc7 \xe3\xed \xce\xe6\xc7\xe4\xed\xcf.\n", "کتاب ما درباره تاريخ ايران است و گفتگو با مردم اين شهر بزرگ را مي خوانيد.\n"),
    ("windows-1256", b"\xe5\xd0\xc7 \xdf\xca\xc7\xc8 \xda\xe4 \xca\xc7\xd1\xed\xce \xc7\xe1\xe3\xcf\xed\xe4\xc9\xa1 \xe6\xde\xcf \xde\xd1\xc3\xe5 \xdf\xcb\xed\xd1 \xe3\xe4 \xc7\xe1\xe4\xc7\xd3 \xdd\xed \xc7\xe1\xd3\xe4\xc9 \xc7\xe1\xe3\xc7\xd6\xed\xc9.\n", "هذا كتاب عن تاريخ المدينة، وقد قرأه كثير من الناس في السنة الماضية.\n"),
    ("Shift_JIS", b"\x8c\xe1\x94y\x82\xcd\x94L\x82\xc5\x82\xa0\x82\xe9\x81B\x96\xbc\x91O\x82\xcd\x82\xdc\x82\xbe\x96\xb3\x82\xa2\x81B\x82\xc7\x82\xb1\x82\xc5\x90\xb6\x82\xea\x82\xbd\x82\xa9\x82\xc6\x82\xf1\x82\xc6\x8c\xa9\x93\x96\x82\xaa\x82\xc2\x82\xa9\x82\xca\x81B\n", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n"),
    ("gb18030", b"\xb5\xc0\xbf\xc9\xb5\xc0\xa3\xac\xb7\xc7\xb3\xa3\xb5\xc0\xa3\xbb\xc3\xfb\xbf\xc9\xc3\xfb\xa3\xac\xb7\xc7\xb3\xa3\xc3\xfb\xa1\xa3\xce\xde\xc3\xfb\xcc\xec\xb5\xd8\xd6\xae\xca\xbc\xa3\xac\xd3\xd0\xc3\xfb\xcd\xf2\xce\xef\xd6\xae\xc4\xb8\xa1\xa3\n", "道可道，非常道；名可名，非常名。无名天地之始，有名万物之母。\n"),
    ("KOI8-R", b"\xf7\xd3\xc5 \xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xd9\xc5 \xd3\xc5\xcd\xd8\xc9 \xd0\xcf\xc8\xcf\xd6\xc9 \xc4\xd2\xd5\xc7 \xce\xc1 \xc4\xd2\xd5\xc7\xc1, \xcb\xc1\xd6\xc4\xc1\xd1 \xce\xc5\xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xc1\xd1 \xd3\xc5\xcd\xd8\xd1 \xce\xc5\xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xc1 \xd0\xcf-\xd3\xd7\xcf\xc5\xcd\xd5.\n", "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.\n"),
    ("windows-1251", b"\xc2\xf1\xe5 \xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xfb\xe5 \xf1\xe5\xec\xfc\xe8 \xef\xee\xf5\xee\xe6\xe8 \xe4\xf0\xf3\xe3 \xed\xe0 \xe4\xf0\xf3\xe3\xe0, \xea\xe0\xe6\xe4\xe0\xff \xed\xe5\xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xe0\xff \xf1\xe5\xec\xfc\xff \xed\xe5\xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xe0 \xef\xee-\xf1\xe2\xee\xe5\xec\xf3.\n", "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.\n"),
    ("EUC-KR", b"\xb8\xf0\xb5\xe7 \xc0\xce\xb0\xa3\xc0\xba \xc5\xc2\xbe\xee\xb3\xaf \xb6\xa7\xba\xce\xc5\xcd \xc0\xda\xc0\xaf\xb7\xce\xbf\xec\xb8\xe7 \xb1\xd7 \xc1\xb8\xbe\xf6\xb0\xfa \xb1\xc7\xb8\xae\xbf\xa1 \xc0\xd6\xbe\xee \xb5\xbf\xb5\xee\xc7\xcf\xb4\xd9.\n", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.\n"),
    ("Big5", b"\xa4H\xa4H\xa5\xcd\xa6\xd3\xa6\xdb\xa5\xd1\xa1A\xa6b\xb4L\xc4Y\xa9M\xc5v\xa7Q\xa4W\xa4@\xab\xdf\xa5\xad\xb5\xa5\xa1C\xa5L\xad\xcc\xbd\xe1\xa6\xb3\xb2z\xa9\xca\xa9M\xa8}\xa4\xdf\xa1C\n", "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心。\n"),
    ("windows-1253", b"\xbc\xeb\xef\xe9 \xef\xe9 \xdc\xed\xe8\xf1\xf9\xf0\xef\xe9 \xe3\xe5\xed\xed\xe9\xef\xfd\xed\xf4\xe1\xe9 \xe5\xeb\xe5\xfd\xe8\xe5\xf1\xef\xe9 \xea\xe1\xe9 \xdf\xf3\xef\xe9 \xf3\xf4\xe7\xed \xe1\xee\xe9\xef\xf0\xf1\xdd\xf0\xe5\xe9\xe1.\n", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.\n"),
];

fn plain(bytes: &[u8]) -> Decoded {
    decode(bytes.to_vec(), None, Kind::Plain)
}

fn page(bytes: &[u8]) -> Decoded {
    decode(bytes.to_vec(), None, Kind::Html)
}

fn named(name: &str) -> Encoding {
    name.parse().unwrap()
}

#[test]
fn an_encoding_of_a_place_is_guessed_and_told() {
    for (name, bytes, text) in SAMPLES {
        let decoded = plain(bytes);
        assert_eq!(decoded.text, text, "{name}");
        assert_eq!((decoded.basis, decoded.bad), (Basis::Guess, 0), "{name}");
        assert_eq!(decoded.told(), format!("{}, a guess", decoded.encoding));
        assert_eq!(
            decoded.remark().unwrap(),
            format!(
                "read as {}, a guess; --encoding NAME overrules",
                decoded.encoding
            )
        );
    }
}

#[test]
fn what_the_reader_asks_for_holds() {
    for (name, bytes, text) in SAMPLES {
        let decoded = decode(bytes.to_vec(), Some(named(name)), Kind::Plain);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.told(), format!("{name}, as asked for"));
        assert_eq!(decoded.remark(), None);
    }
    let decoded = decode("é".into(), Some(named("latin1")), Kind::Plain);
    assert_eq!(decoded.text, "Ã©");
}

#[test]
fn japanese_mail_is_known_by_its_escapes() {
    let decoded = plain(b"\x1b$BF|K\\8l$N<j;f$G$9!#\x1b(B\n");
    assert_eq!(decoded.text, "日本語の手紙です。\n");
    assert_eq!(decoded.told(), "ISO-2022-JP");
    assert_eq!(decoded.remark(), None);
    assert_eq!(plain(b"\x1b[1mbold\x1b[0m").told(), "");
}

#[test]
fn utf_8_stays_as_it_is_with_its_mark() {
    for text in ["", "plain", "é\u{1a} 日本語 سلام", "\u{feff}marked"] {
        let decoded = plain(text.as_bytes());
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.told(), decoded.remark()), (String::new(), None));
    }
}

#[test]
fn marks_and_zeros_tell_wide_units() {
    let little: Vec<u8> = "\u{feff}Añb\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let decoded = plain(&little);
    assert_eq!(
        (decoded.text.as_str(), decoded.basis),
        ("Añb\n", Basis::Mark)
    );
    assert_eq!(decoded.told(), "UTF-16LE, by its byte order mark");
    let big: Vec<u8> = "Some words\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(plain(&big).text, "Some words\n");
    assert_eq!(plain(&big).told(), "UTF-16BE, a guess");
    let long: Vec<u8> = "\u{feff}wörds"
        .chars()
        .flat_map(|it| (it as u32).to_le_bytes())
        .collect();
    assert_eq!(plain(&long).text, "wörds");
    assert_eq!(plain(&long).encoding, named("utf-32le"));
}

#[test]
fn a_mark_says_the_order_of_what_was_asked_for() {
    let big: Vec<u8> = "\u{feff}words"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let decoded = decode(big, Some(named("utf-16")), Kind::Plain);
    assert_eq!(decoded.text, "words");
}

#[test]
fn a_page_says_its_encoding() {
    for head in [
        "<meta charset=\"KOI8-R\">",
        "<META http-equiv=Content-Type content='text/html; charset=koi8-r'>",
        "<?xml version='1.0' encoding='koi8-r'?>",
    ] {
        let bytes = [head.as_bytes(), b"\xd0\xd2\xc9"].concat();
        let decoded = page(&bytes);
        assert_eq!(decoded.text, format!("{head}при"));
        assert_eq!(decoded.told(), "KOI8-R, as it says itself");
    }
    // Without a name that is known it is guessed, and valid UTF-8 is believed before all.
    assert_eq!(page(b"<meta charset=x>caf\xe9 ol\xe9").basis, Basis::Guess);
    assert_eq!(
        page("<meta charset=koi8-r>é".as_bytes()).encoding,
        Encoding::UTF_8
    );
    // In a text that is no page the words mean nothing.
    assert_ne!(
        plain(b"<meta charset=koi8-r>\xd0\xd2\xc9").basis,
        Basis::Stated
    );
}

#[test]
fn bytes_that_strayed_into_utf_8_are_replaced_one_by_one_and_counted() {
    let bytes = b"na\xc3\xafve caf\xc3\xa9 \xe9\xe8 \xe2\x82\xac, \xd9\x85\xd9\x86 \xff";
    let decoded = plain(bytes);
    assert_eq!(decoded.text.len(), bytes.len());
    assert_eq!(decoded.text, "naïve café \u{1a}\u{1a} €, من \u{1a}");
    assert_eq!(
        decoded.told(),
        "UTF-8 · 3 bytes are not UTF-8 and show as �"
    );
    assert_eq!(
        decoded.remark().unwrap(),
        "3 bytes are not UTF-8 and show as �; --encoding NAME reads it otherwise"
    );
}

#[test]
fn western_signs_and_letters_among_ascii_are_windows_1252() {
    for text in [
        "The price was £12 in 1987 and £14 in 1988",
        "It costs £5.",
        "The area is 12 m².",
        "That was the 1º of two, and it was good.",
        "Turn it by 45°, then by ½ turn more; see § 12 and © 2001 of the manual.",
        "“It’s not the one – it is the other…” she said, and was gone for good.",
        "A long sentence about a crème brûlée that was eaten by nobody but the cook.",
        "A long sentence about a café that nobody but its cook ever saw from within.",
    ] {
        let bytes = WINDOWS_1252.encode(text).0;
        assert_eq!(plain(&bytes).text, text);
        assert_eq!(plain(&bytes).told(), "windows-1252, a guess");
    }
}

#[test]
fn letters_of_the_east_are_not_taken_for_western_signs() {
    for (text, name) in [
        (
            "Łódź, Łomża i Wrocław to miasta w Polsce. Był tam też mały chłopiec.",
            "windows-1250",
        ),
        (
            "Příliš žluťoučký kůň úpěl ďábelské ódy. Tečka je znaménko.",
            "windows-1250",
        ),
        (
            "English words, and then Всё смешалось в доме Облонских among them.",
            "windows-1251",
        ),
        (
            "A long text in English about nothing at all, in which one word is слово, and no other.",
            "windows-1251",
        ),
    ] {
        let narrow = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
        assert_eq!(plain(&narrow.encode(text).0).text, text);
    }
}

#[test]
fn letters_whose_second_byte_is_of_ascii_do_not_stand_alone() {
    let text = "A long text in English about nothing at all, in which one word is カタカナ, and no other is.";
    let bytes = encoding_rs::SHIFT_JIS.encode(text).0;
    assert_eq!(plain(&bytes).text, text);
}

#[test]
fn bytes_that_strayed_into_ascii_are_replaced_and_counted() {
    let line = "Some plain words about nothing in particular, of which there are many more. ";
    for strays in [*b"\xff\xfe\xd0\xc3\xe5\x81", *b"\xc0\xc1\xf5\xff\xfe\xf8"] {
        // Behind a word, and within one.
        for at in [4, 7] {
            let mut bytes = Vec::new();
            for stray in strays {
                bytes.extend(&line.as_bytes()[..at]);
                bytes.push(stray);
                bytes.extend(&line.as_bytes()[at..]);
            }
            let decoded = plain(&bytes);
            assert_eq!(
                decoded.told(),
                "UTF-8, a guess · 6 bytes are not UTF-8 and show as �"
            );
        }
    }
}

#[test]
fn nul_bytes_are_counted_and_those_at_the_end_are_left_out() {
    let within = plain(b"some \0 words\n");
    assert_eq!(within.text, "some \0 words\n");
    assert_eq!(within.remark().unwrap(), "1 NUL byte within it");
    let mut bytes = "some \0 wörds\n".as_bytes().to_vec();
    bytes.resize(bytes.len() + 512, 0);
    let padded = plain(&bytes);
    assert_eq!(padded.text, "some \0 wörds\n");
    assert_eq!(
        padded.told(),
        "UTF-8 · 1 NUL byte within it · 512 NUL bytes at its end"
    );
    let mut wide: Vec<u8> = "Some words\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    wide.resize(wide.len() + 512, 0);
    assert_eq!(
        plain(&wide).remark().unwrap(),
        "read as UTF-16LE, a guess; 512 NUL bytes at its end; --encoding NAME overrules"
    );
}

#[test]
fn a_character_that_the_end_cuts_off_does_not_make_it_another_encoding() {
    let decoded = plain(b"caf\xc3\xa9 \xe2\x82");
    assert_eq!(
        (decoded.text.as_str(), decoded.bad),
        ("café \u{1a}\u{1a}", 2)
    );
}

#[test]
fn sequences_that_an_encoding_does_not_have_are_counted() {
    let decoded = decode(
        b"a\x81\xffb\x81".to_vec(),
        Some(named("shift_jis")),
        Kind::Plain,
    );
    assert_eq!(decoded.bad, 2);
    assert!(decoded.text.contains('\u{fffd}'));
    assert_eq!(
        decoded.remark().unwrap(),
        "2 places are not Shift_JIS and show as �; --encoding NAME reads it otherwise"
    );
}

#[test]
fn a_name_of_no_encoding_is_refused() {
    for name in ["latin-9000", "", "iso-2022-kr", "replacement"] {
        assert_eq!(name.parse::<Encoding>(), Err(Unknown), "{name}");
    }
    for (name, is) in [
        ("latin1", "windows-1252"),
        ("UTF8", "UTF-8"),
        ("sjis", "Shift_JIS"),
        ("utf-32", "UTF-32LE"),
    ] {
        assert_eq!(named(name).to_string(), is);
    }
}

#[test]
fn parts_of_a_large_text_say_whether_it_is_utf_8() {
    let parts = |parts: &[&'static [u8]]| is_utf_8(parts.iter().copied());
    assert_eq!(
        parts(&[b"ascii", b"\x82\xac, \xe2\x82\xac and \xe2"]),
        Some(true)
    );
    assert_eq!(
        parts(&[b"ascii", b"\xc3\xa9\xc3\xa9\xc3\xa9 \xff \xc3\xa9"]),
        Some(false)
    );
    assert_eq!(parts(&[b"ascii", b"caf\xe9 ol\xe9"]), None);
    assert_eq!(parts(&[b"a\0b\0c\0d\0"]), None);
    assert_eq!(parts(&[b"\x1b$B%F\x1b(B"]), None);
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_and_those_of_utf_8_keep_their_places(
        bytes in prop::collection::vec(
            prop_oneof![any::<u8>(), Just(0), Just(0x1b), Just(0xe2), Just(0x82), Just(0xac), Just(b'a')], 0..200),
        name in prop_oneof![Just(None), prop::sample::select(&["utf-8", "utf-16", "gb18030", "iso-2022-jp", "big5", "euc-jp"][..]).prop_map(Some)],
        is_page in any::<bool>(),
    ) {
        let kind = if is_page { Kind::Html } else { Kind::Plain };
        let decoded = decode(bytes.clone(), name.map(named), kind);
        let shown = decoded.text.matches(['\u{1a}', '\u{fffd}']).count();
        prop_assert!(shown >= decoded.bad);
        if decoded.encoding == Encoding::UTF_8 {
            prop_assert_eq!(decoded.text.len() + decoded.padding, bytes.len());
            let kept = decoded.text.bytes().zip(&bytes).all(|(is, &was)| is == was || is == 0x1a);
            prop_assert!(kept);
        }
    }

    #[test]
    fn valid_utf_8_is_never_read_as_anything_else(text in "[^\0\u{1b}]*") {
        prop_assert_eq!(plain(text.as_bytes()).text, text);
    }

    #[test]
    fn any_parts_are_judged(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..4)) {
        is_utf_8(parts.iter().map(Vec::as_slice));
    }
}
