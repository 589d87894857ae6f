//! From the command line to an exit code: parse, run the one command, say what went wrong.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::builder::Styles;
use clap::{CommandFactory as _, FromArgMatches as _};

use super::args::Cli;
use super::commands;
use super::context::Context;
use super::environment::Environment;
use super::error::CommandError;
use super::help;
use super::hints::Hint;
use super::signals;
use crate::{fsio, text};

/// Runs the program with the given arguments (the first is its name) and returns its exit code.
///
/// 0 done, 1 user error, 2 usage, 3 `check` found errors, 4 no key opens it, 70 a bug of ours.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Before the environment is read: a key may stand in it.
    let closed = fsio::close_memory();
    let environment = Environment::read();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match parse(help::grouped(Cli::command()), &arguments) {
        Ok(cli) => cli,
        Err(error) => return refused(&error, &arguments),
    };
    let context = Context::new(cli.globals, environment);
    if closed.is_err() {
        context.ui().warn("memory-open", &[]);
    }
    let result = if context.clock().is_in_calendar() {
        commands::run(&context, cli.command)
    } else {
        Err(
            CommandError::user("this machine's clock says a year after 9999")
                .hint(Hint::new("hint-set-clock")),
        )
    };
    let code = match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            context.ui().error(&error);
            error.exit_code()
        }
    };
    signals::obey();
    code
}

fn parse(command: clap::Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// Help and version come from clap as an `Err` too, and are no failure.
fn refused(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let hides = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        text::visible(&argument) != argument
    };
    if error.use_stderr() && arguments.iter().any(hides) {
        shown(arguments);
    } else {
        // A closed pipe while printing help is the reader's choice.
        drop(error.print());
    }
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// Says again what is wrong with the arguments: without clap's colours, so that every escape in it was typed, and is shown.
fn shown(arguments: &[OsString]) {
    let plain = help::grouped(Cli::command()).styles(Styles::plain());
    if let Err(error) = parse(plain, arguments) {
        let said = text::visible_lines(&error.render().ansi().to_string());
        drop(io::stderr().write_all(said.as_bytes()));
    }
}
