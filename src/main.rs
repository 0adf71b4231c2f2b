//! The program: hands the command line to [`vetform::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    vetform::cli::main()
}
