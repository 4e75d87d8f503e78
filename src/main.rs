//! The `glane` program.
fn main() {}
