//! What the program reads from and writes to the disk: texts that are opened, settings, keyword files, state.
//!
//! Responsible for files and their errors. Not for what is in them (see `collection`, `keyword`, `app`).

pub mod carried;
pub mod configuration;
pub mod export;
mod file_bytes;
pub mod files;
pub mod gathering;
pub mod keywords;
pub mod packing;
pub mod piped;
mod source;
pub mod state;
mod trailer;
mod unpack;
pub mod user_sets;
mod writing;
