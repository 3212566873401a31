//! Keyword sets, the matcher, and which hits are painted.
//!
//! Responsible for what counts as a hit: one engine finds hits, and everything else (paint, counts,
//! concordance) is a query on them. Not for what folds to what; see [`crate::text::fold`]. The
//! invariant: hits depend on the text and the keyword set alone, never on a screen.

pub mod adhoc;
pub mod bundled;
mod candidate;
pub mod definition;
mod edges;
pub mod hit;
pub mod matcher;
mod needles;
pub mod paint;
pub mod query;
pub mod scan;
pub mod set;

pub use definition::Definition;
pub use hit::{Hit, TermId};
pub use matcher::{Matcher, Scratch};
pub use paint::painted;
pub use query::{Query, QueryError};
pub use scan::{Scan, scan};
pub use set::KeywordSet;
