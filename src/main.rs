//! The `glane` program: hands the command line to [`glane::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    glane::cli::main()
}
