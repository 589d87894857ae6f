//! `undo`: takes back the last act, whatever it was, or an older one that nothing stands on, as a new commit.

use crate::cli::acts;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::trust::{self, Effects};
use crate::history::Act;
use crate::register::trust::Difference;
use crate::register::undo;

/// Take back the last act, or an older one, as a new commit
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// An older act, by its commit in `log`, where nothing later touched the same files
    #[arg(value_name = "COMMIT")]
    commit: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.register()?;
    register.may_commit()?;
    let act = match &args.commit {
        Some(commit) => undo::act(&register, commit)?,
        None => undo::last_act(&register)?,
    };
    let effect = act.effect(&register)?;
    let (planned, closing) = if effect.again {
        ("undo-plan-again", "undone-again")
    } else {
        ("undo-plan", "undone")
    };
    let named = acts::named(context.words(), &effect.act);
    let said = [("act", named.into())];
    let is_known = act.was_in_force(&register)?;
    let differences = act.differences(&register, is_known)?;
    let effects = Effects::new(&differences).opened_if_possible(context)?;
    let is_grave = differences.iter().any(Difference::is_grave) || act.customers() > 1;
    if is_grave || !is_known || context.globals().dry_run {
        context.ui().say(planned, &said);
    }
    if !trust::agreed(context, &effects, (is_grave, is_known))? {
        return Ok(());
    }
    undo::undo(&register, &act, context.clock().now())?;
    context.ui().say(closing, &said);
    if effect.act.act() == Act::Journal && !effect.again {
        context.ui().say("undone-letters", &[]);
    }
    Ok(())
}
