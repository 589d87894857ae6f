//! `undo`: takes back the last act, whatever it was, as a new commit.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::plan;
use crate::register::undo;

/// Take back the last act as a new commit
#[derive(clap::Args)]
pub(in crate::cli) struct Args {}

pub(super) fn run(context: &Context, _args: &Args) -> Result<(), CommandError> {
    let register = context.register()?;
    register.may_commit()?;
    let last = undo::last_act(&register)?;
    if last.customers() > 1 || context.globals().dry_run {
        context
            .ui()
            .say("undo-plan", &[("act", last.subject().into())]);
        if !plan::agreed(context)? {
            return Ok(());
        }
    }
    undo::undo(&register, &last, context.clock().now())?;
    context
        .ui()
        .say("undone", &[("act", last.subject().into())]);
    Ok(())
}
