//! `check`: says what is wrong, what is odd and what letters will miss.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::findings;
use crate::register::check;

/// Check every record and the register itself
#[derive(clap::Args)]
#[command(after_help = "\
Looks at the records, the register's files, `register.toml`, and at what `doctor` looks at but for
its notes. Exit code 3: an error was found.")]
pub(in crate::cli) struct Args {}

pub(super) fn run(context: &Context, _args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let around = context.surroundings(Some(&register.register().description().id));
    let found = check::all(&register, &around)?;
    if context.globals().json {
        let shape = json!({ "findings": findings::shapes(&found) });
        context.ui().json(&shape)?;
    } else {
        findings::print(context, &found)?;
        findings::summary(context, Some(register.numbers()?.len()), &found);
    }
    findings::outcome(&found)
}
