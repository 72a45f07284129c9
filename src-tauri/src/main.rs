//! The `hub` program: hands the command line to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    hub_lib::cli::main()
}
