//! `commit`: takes in what was changed outside the program, once it has been found sound.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::cli::trust;
use crate::register::{Register, adopt};

/// Commit records, description and templates changed by hand
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Only these customers; without any: everything that was changed
    #[arg(value_name = "ID")]
    customers: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_commit)?;
    let numbers = args
        .customers
        .iter()
        .map(|id| customers::one(&register, id))
        .collect::<Result<Vec<_>, _>>()?;
    let adopted = adopt::adopt(&register, &numbers, context.clock().now())?;
    if adopted.paths.is_empty() {
        context.ui().say("nothing-changed", &[]);
    }
    // A hand edit moves what is trusted: whose account letters name and who can open the register is said aloud.
    for difference in &adopted.described {
        context
            .ui()
            .tell(&trust::difference(context.words(), difference));
    }
    for path in &adopted.paths {
        context
            .ui()
            .say("committed", &[("path", path.as_str().into())]);
    }
    Ok(())
}
