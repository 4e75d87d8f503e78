//! Reads a text from the standard input and prints its sentences and tokens as CoNLL-U.

use std::io::{Read, Write};

use glane::text::{Document, Forms, write_conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut forms = Forms::new();
    let mut out = String::new();
    write_conllu(&Document::parse(&text, &mut forms), &mut out, |_| ("_", "_"))?;
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
