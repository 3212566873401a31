//! Pure functions over text: places, widths, folding, words, line breaking.
//!
//! Responsible for what any program that shows text needs; knows nothing of documents, keywords or
//! screens. Every position is a byte offset into the text that was passed in.

pub mod bidi;
mod blank;
pub mod cluster;
pub mod disputed;
pub mod fill;
pub mod fit;
pub mod fold;
mod fragment;
pub mod gate;
pub mod glyph;
pub mod hyphenation;
mod justify;
pub mod line_break;
pub mod line_end;
pub mod problem;
pub mod span;
pub mod words;
