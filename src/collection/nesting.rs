//! A bound on how deep a Markdown text nests, set before the parser sees it.

use std::borrow::Cow;

/// Quotations and lists inside each other that are taken as such; a mark that would open a deeper one is text.
const DEEPEST: usize = 512;

/// `source`, in which marks of quotations and lists at the beginning of a line are text past [`DEEPEST`].
pub(super) fn shallow(source: &str) -> Cow<'_, str> {
    let mut changed = String::new();
    let mut copied = 0;
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        if let Some(at) = too_deep(line) {
            changed.push_str(&source[copied..line_start + at]);
            changed.push('\\');
            copied = line_start + at;
        }
        line_start += line.len();
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    changed.push_str(&source[copied..]);
    Cow::Owned(changed)
}

/// The byte of `line` at which a mark stands that would open a quotation or list past [`DEEPEST`].
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut depth = 0;
    let mut at = 0;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let digits = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let mark = match bytes.get(at + digits)? {
            b'>' if digits == 0 => 1,
            b'-' | b'*' | b'+' if digits == 0 => 2,
            b'.' | b')' if digits > 0 => digits + 2,
            _ => return None,
        };
        if mark > 1 && !matches!(bytes.get(at + mark - 1), Some(b' ' | b'\t')) {
            return None;
        }
        depth += 1;
        if depth > DEEPEST {
            return Some(at + digits);
        }
        at += mark;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_nests_as_people_write_is_not_copied() {
        assert!(matches!(
            shallow("> - a\n>   1. b\n- - -\n"),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn the_first_mark_that_is_too_deep_becomes_text() {
        let deep = "> ".repeat(DEEPEST);
        assert_eq!(
            shallow(&format!("a\n{deep}> b\n")),
            format!("a\n{deep}\\> b\n")
        );
        assert_eq!(shallow(&format!("{deep}12. b")), format!("{deep}12\\. b"));
    }
}
