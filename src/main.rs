//! The `catchword` program.

fn main() {}
