//! How the columns of a printed row are shared out.
//!
//! A line is never wider than it was asked to be. The node comes first: where there is little room the
//! context beside it shrinks, then the document's name, and only then the node is cut.

use crate::{
    analysis::{concordance::Row, context::Context},
    collection::document::Document,
    text::{gate, span::Span, words},
};

/// What stands between document and left context.
const GAP: usize = 2;

/// What stands on both sides of the node.
const BAR: &str = "│";

/// Columns of a node that takes the others' names and contexts; a longer one is cut, unless half of the
/// line holds it.
const NODE: usize = 24;

/// The columns of the rows.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// The document's name.
    name: usize,
    left: usize,
    /// What node and right context have together; `None` for as much as they take.
    rest: Option<usize>,
    bars: bool,
}

impl Columns {
    /// For rows whose contexts are not cut.
    pub fn uncut(rows: &[&Row], documents: &[Document]) -> Self {
        Self {
            name: widest_name(rows, documents),
            left: 0,
            rest: None,
            bars: true,
        }
    }

    /// For rows of `width` columns: both sides of a node of usual length get the same.
    pub fn of(width: usize, rows: &[&Row], documents: &[Document]) -> Self {
        // The row itself has the node folded, which may be narrower.
        let node = rows.iter().map(|row| {
            let text = documents[row.document].body.slice(row.hit.span);
            gate::columns(&words::one_line(&text))
        });
        let node = node.max();
        Self::shared(width, widest_name(rows, documents), node.unwrap_or(0))
    }

    fn shared(width: usize, name: usize, node: usize) -> Self {
        let bars = width > 2 * gate::columns(BAR);
        let inner = width - if bars { 2 * gate::columns(BAR) } else { 0 };
        let node = node.min(NODE.max(width / 2)).min(inner);
        // A name of which no letter would be left is left out, with the gap after it.
        let name = name.min((inner - node).saturating_sub(GAP));
        let name = if name > 1 { name } else { 0 };
        let room = inner - if name > 0 { name + GAP } else { 0 };
        let left = ((room - node.min(room / 3)) / 2).min(room - node);
        Self {
            name,
            left,
            rest: Some(room - left),
            bars,
        }
    }

    /// Node and context as they fit.
    pub fn cut(&self, node: &str, context: Context) -> (String, Context) {
        let Some(rest) = self.rest else {
            return (node.to_owned(), context);
        };
        // A long one takes from what stands after it.
        let node = gate::ellipsis(node, rest).into_owned();
        let right = rest - gate::columns(&node);
        (node, context.cut(self.left, right))
    }

    /// The line of a row whose node and context are cut, and where in it the node stands.
    pub fn line(&self, document: &str, node: &str, context: &Context) -> (String, Span) {
        let name = match self.name {
            0 => String::new(),
            name => gate::padded(document, name) + &" ".repeat(GAP),
        };
        let blank = " ".repeat(self.left.saturating_sub(gate::columns(&context.left)));
        let bar = if self.bars { BAR } else { "" };
        let Context { left, right } = context;
        let mut line = format!("{name}{blank}{left}{bar}{node}");
        let span = Span::new(line.len() - node.len(), line.len());
        line.push_str(bar);
        line.push_str(right);
        (line, span)
    }
}

fn widest_name(rows: &[&Row], documents: &[Document]) -> usize {
    let name = |row: &&Row| gate::columns(&documents[row.document].metadata.id);
    rows.iter().map(name).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(width: usize, node: &str) -> String {
        let columns = Columns::shared(width, "2021-letter".len(), gate::columns(node));
        let context = Context {
            left: "Then he saw the ".to_owned(),
            right: " swim away.".to_owned(),
        };
        let (node, context) = columns.cut(node, context);
        let (line, span) = columns.line("2021-letter", &node, &context);
        assert_eq!(line[span.range()], node);
        line
    }

    #[test]
    fn context_shrinks_first_then_the_name_and_the_node_last() {
        assert_eq!(
            line(40, "whale"),
            "2021-letter  … saw the │whale│ swim awa…"
        );
        assert_eq!(line(24, "whale"), "2021-letter  …e │whale│…");
        assert_eq!(line(20, "whale"), "2021-letter  │whale│");
        assert_eq!(line(14, "whale"), "2021…  │whale│");
        assert_eq!(line(11, "whale"), "2…  │whale│");
        assert_eq!(line(10, "whale"), "…e │whale│");
        assert_eq!(line(7, "whale"), "│whale│");
        assert_eq!(line(6, "whale"), "│wha…│");
        assert_eq!(line(3, "whale"), "│…│");
        assert_eq!(line(2, "whale"), "w…");
        assert_eq!(line(1, "whale"), "…");
    }

    #[test]
    fn a_node_of_half_a_line_or_more_leaves_the_others_their_names() {
        let sentence = "a whale that swam round the world and never came back to where it was born";
        let line = line(60, sentence);
        assert!(line.starts_with("2021-letter  "), "{line}");
        assert_eq!(gate::columns(&line), 60);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_a_short_node_is_whole(
            width in 1_usize..90,
            node in "[a日]{1,12}",
        ) {
            let line = line(width, &node);
            prop_assert!(gate::columns(&line) <= width, "{}", line);
            prop_assert!(line.contains(&node) || gate::columns(&node) + 2 > width, "{}", line);
        }
    }
}
