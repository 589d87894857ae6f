//! The door: hands the command line to `cli` and its exit code to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    rekisteri::cli::run(std::env::args_os())
}
