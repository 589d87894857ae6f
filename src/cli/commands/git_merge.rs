//! `git-merge`: called by git where two histories changed one file. What it cannot merge it leaves as our side has it, and says
//! why; git then calls the file unmerged, and `check` says how to go on.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::model::CustomerNumber;
use crate::register::merge::{self, Call, Kind, Outcome};

/// Merge two versions of a file, for git
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Version both came from
    #[arg(value_name = "O")]
    base: PathBuf,
    /// Version checked out; takes the result
    #[arg(value_name = "A")]
    ours: PathBuf,
    /// Version brought in
    #[arg(value_name = "B")]
    theirs: PathBuf,
    /// Path in the register
    #[arg(value_name = "PATH")]
    path: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let call = Call {
        base: args.base.clone(),
        ours: args.ours.clone(),
        theirs: args.theirs.clone(),
        heads: context.environment().git_heads.clone(),
        now: context.clock().now(),
    };
    let again = Hint::new("hint-merge-again").with("path", &args.path);
    match merge::kind(&args.path) {
        Some(Kind::Ledger) => Ok(merge::ledger(&call)?),
        Some(Kind::Record(number)) => match record(context, number, &call) {
            Ok(outcome) => told(context, number, outcome),
            Err(error) => Err(error.hint(again)),
        },
        Some(Kind::Journal(number)) => match journal(context, number, &call) {
            Ok(()) => Ok(()),
            Err(error) => Err(error.hint(again)),
        },
        None => Err(CommandError::user(format!(
            "`{}` is no file that can be merged field by field",
            args.path
        ))
        .hint(Hint::new("hint-merge-check"))),
    }
}

fn record(context: &Context, number: CustomerNumber, call: &Call) -> Result<Outcome, CommandError> {
    Ok(merge::record(&context.unlocked()?, number, call)?)
}

fn journal(context: &Context, number: CustomerNumber, call: &Call) -> Result<(), CommandError> {
    Ok(merge::journal(&context.unlocked()?, number, call)?)
}

fn told(context: &Context, number: CustomerNumber, outcome: Outcome) -> Result<(), CommandError> {
    match outcome {
        Outcome::Merged => Ok(()),
        Outcome::Conflict(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
            let what = parts.join(", ");
            let said = format!("customer `{number}` was changed on both sides: {what}");
            Err(CommandError::user(said).hint(Hint::new("hint-merge-conflict")))
        }
        Outcome::Renumbered(new) => {
            let numbers = [
                ("number", number.to_string().into()),
                ("new", new.to_string().into()),
            ];
            context.ui().warn("merge-renumbered", &numbers);
            Ok(())
        }
        Outcome::OtherCustomer(moved) => {
            let said = format!(
                "customer `{number}` is another customer on the other side; nothing was taken"
            );
            let hint = moved.map(|moved| Hint::new("hint-merge-moved").with("number", moved));
            Err(CommandError::user(said)
                .hint(hint)
                .hint(Hint::new("hint-merge-check")))
        }
    }
}
