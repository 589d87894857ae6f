//! From the command line to an exit code: parse, run the one command, say what went wrong.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use super::args::Cli;
use super::commands;
use super::context::Context;
use super::environment::Environment;
use super::help;
use crate::fsio;

/// Runs the program with the given arguments (the first is its name) and returns its exit code.
///
/// 0 done, 1 user error, 2 usage, 3 `check` found errors, 4 no key opens it, 70 a bug of ours.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Before the environment is read: a key may stand in it.
    let closed = fsio::close_memory();
    let environment = Environment::read();
    let matches = help::grouped(Cli::command()).try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    let context = Context::new(cli.globals, environment);
    if closed.is_err() {
        context.ui().warn("memory-open", &[]);
    }
    match commands::run(&context, cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            context.ui().error(&error);
            error.exit_code()
        }
    }
}

/// Help and version come from clap as an `Err` too, and are no failure.
fn refused(error: &clap::Error) -> ExitCode {
    // A closed pipe while printing help is the reader's choice.
    drop(error.print());
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}
