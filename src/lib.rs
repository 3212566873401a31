//! A terminal reader for a collection of texts, with the keywords that matter to its reader painted,
//! counted and one key away.

pub mod app;
pub mod collection;
pub mod keyword;
pub mod text;
pub mod view;
