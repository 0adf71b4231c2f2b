//! The program: hands the command line to [`invigil::cli`].

fn main() {}
