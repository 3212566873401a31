//! Tests of what the bytes of a terminal mean, whole and in pieces.

use super::*;
use proptest::prelude::*;

/// What is made of `bytes` where nothing more comes.
fn decoded(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    decoder.feed(bytes);
    let mut found: Vec<Input> = decoder.by_ref().collect();
    decoder.end();
    found.extend(decoder.by_ref());
    assert_eq!(decoder.waiting, b"", "{bytes:?}");
    found
}

fn keys(bytes: &[u8]) -> String {
    let key = |input: &Input| match input {
        Input::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    };
    decoded(bytes).iter().map(key).collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    for (bytes, expected) in [
        (&b"jG \r\t\x7f"[..], "j G space enter tab backspace"),
        (
            b"\x01\x1a\x00\x08\n",
            "ctrl-a ctrl-z ctrl-space ctrl-h ctrl-j",
        ),
        (b"\x1c\x1f", "ctrl-4 ctrl-7"),
        ("é漢".as_bytes(), "é 漢"),
        (b"\x1bj\x1b\x7f\x1b.", "alt-j alt-backspace alt-."),
        ("\x1bé".as_bytes(), "alt-é"),
        (b"\x1b[A\x1bOB\x1b[C\x1b[D", "up down right left"),
        (
            b"\x1b[H\x1b[F\x1bOH\x1b[1~\x1b[8~",
            "home end home home end",
        ),
        (
            b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "insert delete pageup pagedown",
        ),
        (
            b"\x1b[1;5A\x1b[1;3C\x1b[6;5~",
            "ctrl-up alt-right ctrl-pagedown",
        ),
        (b"\x1b[Z\x1b[1;2D", "shift-tab shift-left"),
        (b"\x1bOP\x1b[11~\x1b[[A\x1b[15~\x1b[24~", "f1 f1 f1 f5 f12"),
        (b"\x1b[1;2P\x1b[34~", "shift-f1 f20"),
        (
            b"\x1b[106;2u\x1b[99;5u\x1b[32;2u\x1b[27;5;9~",
            "J ctrl-c shift-space ctrl-tab",
        ),
        (b"\x1b[106;1:3u\x1b[106;1:1u", "j"),
        (b"\x1bOM\x1bOs", "enter 3"),
    ] {
        assert_eq!(keys(bytes), expected, "{bytes:?}");
    }
}

#[test]
fn what_may_be_a_key_by_itself_is_one_when_no_more_comes() {
    assert_eq!(keys(b"\x1b"), "esc");
    assert_eq!(keys(b"\x1b\x1b"), "esc esc");
    assert_eq!(keys(b"\x1b["), "alt-[");
    assert_eq!(keys(b"\x1bO"), "alt-O");
    assert_eq!(keys(b"\x1b]"), "alt-]");
    assert_eq!(keys(b"\x1b]x"), "alt-] x");
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b");
    assert_eq!(decoder.next(), None);
    assert_eq!(decoder.patience(true), Some(KEY_PATIENCE));
    assert_eq!(decoder.patience(false), Some(Duration::ZERO));
    decoder.feed(b"[A");
    assert_eq!(decoder.next(), Some(Input::Key(Key::plain(Code::Up))));
    assert_eq!(decoder.patience(false), None);
}

#[test]
fn the_mouse_is_read_in_every_way_that_terminals_report_it() {
    let at = |kind, column, row| Input::Mouse(Mouse { kind, column, row });
    let press = MouseKind::Press { clicks: 1 };
    assert_eq!(
        decoded(b"\x1b[<0;5;7M\x1b[<32;6;7M\x1b[<0;6;7m\x1b[<64;1;1M\x1b[<65;300;1M\x1b[<80;1;1M\x1b[<2;1;1M\x1b[<2;1;1m\x1b[<35;1;1M"),
        [
            at(press, 4, 6),
            at(MouseKind::Drag, 5, 6),
            at(MouseKind::Release, 5, 6),
            at(MouseKind::WheelUp, 0, 0),
            at(MouseKind::WheelDown, 299, 0),
            at(MouseKind::ZoomIn, 0, 0),
            at(MouseKind::Right, 0, 0),
        ]
    );
    assert_eq!(
        decoded(b"\x1b[M %'\x1b[M#%'\x1b[32;5;7M"),
        [
            at(press, 4, 6),
            at(MouseKind::Release, 4, 6),
            at(press, 4, 6)
        ]
    );
}

#[test]
fn a_paste_is_a_text_and_one_without_an_end_does_not_last() {
    let paste = |text: &str| Input::Paste(text.to_owned());
    assert_eq!(decoded(b"\x1b[200~a\x1b[Ab\x1b[201~"), [paste("a\x1b[Ab")]);
    assert_eq!(decoded(b"\x1b[200~abc"), [paste("abc")]);
    assert_eq!(decoded(b"\x1b[200~\x1b[201~"), [paste("")]);
}

#[test]
fn the_colour_of_the_ground_is_read_however_it_is_written() {
    for bytes in [
        &b"\x1b]11;rgb:ffff/8080/0000\x1b\\"[..],
        b"\x1b]11;rgb:ff/80/00\x07",
        b"\x1b]11;rgba:ffff/8080/0000/ffff\x07",
        b"\x1b]11;rgb:fff/808/000\x1b\\",
    ] {
        assert_eq!(decoded(bytes), [Input::Ground([255, 128, 0])], "{bytes:?}");
    }
}

#[test]
fn what_the_terminal_reports_is_no_key() {
    assert_eq!(decoded(b"\x1b[?997;1n"), [Input::Scheme(Ground::Dark)]);
    assert_eq!(decoded(b"\x1b[?997;2n"), [Input::Scheme(Ground::Light)]);
    assert_eq!(decoded(b"\x1b[I\x1b[O"), [Input::Focus]);
    for bytes in [
        &b"\x1b[?62;4c"[..],
        b"\x1b[12;40R",
        b"\x1b[?2026;2$y",
        b"\x1b]11;red\x07",
        b"\x1b]10;rgb:0/0/0\x1b\\",
        b"\x1b]52;c;aGVsbG8=\x07",
        b"\x1b[>0;276;0c",
        b"\x1b[8;24;80t",
        b"\xff\xc3",
    ] {
        assert_eq!(decoded(bytes), [], "{bytes:?}");
    }
}

#[test]
fn an_answer_may_stand_still_on_its_way() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b]11;rgb:ff");
    assert_eq!(decoder.next(), None);
    assert_eq!(decoder.patience(false), Some(ANSWER_PATIENCE));
    decoder.feed(b"ff/ffff/ffff\x1b");
    assert_eq!(decoder.patience(false), Some(ANSWER_PATIENCE));
    decoder.feed(b"\\");
    assert_eq!(decoder.next(), Some(Input::Ground([255; 3])));
    // One that is too long is none.
    decoder.feed(&[&b"\x1b]11;"[..], &[b'f'; LONGEST_ANSWER]].concat());
    assert_eq!(decoder.next(), None);
    assert_eq!(decoder.patience(false), None);
}

#[test]
fn an_answer_that_is_cut_off_types_nothing_and_takes_nothing_along() {
    assert_eq!(keys(b"\x1b]11;rgb:ff"), "");
    assert_eq!(keys(b"\x1b]11;rgb:ff\x1b[A"), "up");
    assert_eq!(keys(b"\x1b]11;rgb:ff\x03"), "ctrl-c");
    assert_eq!(keys(b"\x1b]11;rgb:ffj"), "j");
    assert_eq!(keys(b"\x1b]3k"), "alt-] 3 k");
    assert_eq!(keys(b"\x1b[?997;\x1bj"), "alt-j");
    let endless = [&b"\x1b]52;"[..], &[b'x'; LONGEST]].concat();
    let mut decoder = Decoder::default();
    decoder.feed(&endless);
    assert_eq!(decoder.next(), None);
    decoder.feed(b"j");
    assert_eq!(
        decoder.next(),
        Some(Input::Key(Key::plain(Code::Char('j'))))
    );
}

proptest! {
    #[test]
    fn pieces_are_read_as_the_whole_is(
        parts in prop::collection::vec(prop::sample::select(vec![
            &b"j"[..], b"\x1b[A", b"\x1b[1;5C", b"\x1bOP", "\u{e9}".as_bytes(), b"\x1b]11;rgb:ffff/0000/8080\x1b\\",
            b"\x1b]11;rgb:12/34/56\x07", b"\x1b[?997;2n", b"\x1b[<0;12;3M", b"\x1b[200~a b\x1b[201~", b"\x1bx", b"\r",
        ]), 1..8),
        cuts in prop::collection::vec(0usize..200, 0..6),
    ) {
        let whole = parts.concat();
        let mut decoder = Decoder::default();
        let mut pieces = Vec::new();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % whole.len()).collect();
        cuts.extend([0, whole.len()]);
        cuts.sort_unstable();
        for cut in cuts.windows(2) {
            decoder.feed(&whole[cut[0]..cut[1]]);
            pieces.extend(decoder.by_ref());
        }
        prop_assert_eq!(pieces, decoded(&whole));
        prop_assert_eq!(decoder.patience(false), None);
    }

    #[test]
    fn no_bytes_make_it_fail_or_wait_for_ever(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        decoded(&bytes);
    }
}
