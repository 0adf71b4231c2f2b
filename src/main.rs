//! The program: hands the command line to [`invigil::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    invigil::cli::main()
}
