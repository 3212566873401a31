//! The links of a text: where they lead is shown before one is followed.

use super::{
    Effect, Model,
    overlay::{Overlay, OverlayKind, Target},
};
use crate::{
    collection::block::RunKind,
    text::{span::Span, words::one_line},
};
use std::fmt::Write as _;

/// What an address may begin with to be opened. A text may come from anywhere, and the programs that open
/// other addresses may do anything.
const OPENED: [&str; 3] = ["https://", "http://", "mailto:"];

/// A link of the open document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLink {
    /// The words that it stands on.
    pub words: String,
    /// Its bytes in the text.
    pub span: Span,
    /// Where it leads.
    pub address: String,
}

/// An address as a terminal or a browser may be given it: printable ASCII, all else by its bytes in hexadecimal
/// after `%` (RFC 3987, section 3.1). `None` for one that may do harm.
///
/// ```
/// use catchword::app::links::harmless;
/// assert_eq!(harmless("https://ir.example/a b").as_deref(), Some("https://ir.example/a%20b"));
/// assert_eq!(harmless("file:///etc/passwd"), None);
/// ```
pub fn harmless(address: &str) -> Option<String> {
    let is_opened = OPENED.iter().any(|start| {
        let head = address.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    });
    if !is_opened || address.contains(char::is_control) {
        return None;
    }
    let mut ascii = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            ascii.push(char::from(byte));
        } else {
            let _ = write!(ascii, "%{byte:02X}");
        }
    }
    Some(ascii)
}

impl Model {
    /// The links of the open document, in order.
    pub fn links(&self) -> Vec<TextLink> {
        let Some(document) = self.document() else {
            return Vec::new();
        };
        let all = Span::new(0, document.body.len());
        let links = document.runs(all).filter_map(|run| match &run.kind {
            RunKind::Link(address) => Some(TextLink {
                words: one_line(&document.body.slice(run.span)),
                span: run.span,
                address: address.to_string(),
            }),
            _ => None,
        });
        links.collect()
    }

    /// Lists the links, the first one on the screen selected.
    pub(super) fn list_links(&mut self) {
        let links = self.links();
        if links.is_empty() {
            self.notice = Some("this text has no links".to_owned());
            return;
        }
        let top = self.shown().0;
        let first = links.iter().position(|link| link.span.end > top);
        self.toggle_overlay(OverlayKind::Links);
        self.select_row(first.map(Target::Link));
    }

    /// Opens the address of a link, where it is one that can do no harm.
    pub(super) fn follow_address(&mut self, number: usize) -> Vec<Effect> {
        let Some(link) = self.links().into_iter().nth(number) else {
            return Vec::new();
        };
        let Some(address) = harmless(&link.address) else {
            let hint = "only web and mail addresses are opened; {copy-definition} copies this one";
            self.notice = Some(self.keymap.told(hint));
            return Vec::new();
        };
        self.notice = Some(format!("opening {}", link.address));
        vec![Effect::Open(address)]
    }

    /// Copies the address of the selected link.
    pub(super) fn copy_address(&mut self) -> Vec<Effect> {
        let selected = self.overlay.as_ref().and_then(Overlay::selected);
        let Some(Target::Link(number)) = selected else {
            return Vec::new();
        };
        let address = self
            .links()
            .into_iter()
            .nth(number)
            .map(|link| link.address);
        self.copy(&address.unwrap_or_default(), "address")
    }
}
