//! `commit`: takes in what was changed outside the program, once it has been found sound.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::cli::trust::{self, Effects};
use crate::register::trust::Difference;
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
    let adoption = adopt::plan(&register, &numbers)?;
    if adoption.paths().next().is_none() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    // A hand edit moves what is trusted: whose account letters name, who can open the register, which record came back.
    let effects = Effects::new(&adoption.differences).opened(&register, &adoption.contents()?)?;
    let is_grave = adoption.differences.iter().any(Difference::is_grave);
    if !trust::agreed(context, &effects, (is_grave, true))? {
        return Ok(());
    }
    let adopted = adopt::take(&register, adoption, context.clock().now())?;
    for path in &adopted.paths {
        context
            .ui()
            .say("committed", &[("path", path.as_str().into())]);
    }
    Ok(())
}
