//! `diff`: what is different from the last commit, or from an earlier time.

use super::log;
use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::history;
use crate::register::{CustomerEvent, Error, When};

/// Show what changed since the last commit, a day or a commit
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: Option<String>,
    /// Day (its beginning) or commit to compare with
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let number = customers::one_ever_or_all(&register, args.customer.as_deref())?;
    let events = match &args.from {
        Some(when) => register.since_time(number, &when.parse::<When>()?, context.clock())?,
        None => register.uncommitted(number)?,
    };
    if context.globals().json {
        let shapes = events.iter().map(log::customer).collect();
        context.ui().json(&shapes)?;
        return all_here(events);
    }
    let files = if args.from.is_none() && number.is_none() {
        register.uncommitted_files()?
    } else {
        Vec::new()
    };
    for path in &files {
        context
            .ui()
            .say("diff-file", &[("path", path.as_str().into())]);
    }
    if events.is_empty() && files.is_empty() {
        context.ui().say(
            if args.from.is_some() {
                "diff-none-since"
            } else {
                "diff-none"
            },
            &[],
        );
    }
    context.ui().data(
        &events
            .iter()
            .map(|event| log::told(context, event))
            .collect::<String>(),
    )?;
    all_here(events)
}

/// Fails where git does not have a version that was to be compared.
fn all_here(events: Vec<CustomerEvent>) -> Result<(), CommandError> {
    let errors = events.into_iter().filter_map(|event| event.changes.err());
    let missing = |error: &Error| {
        matches!(
            error,
            Error::History(history::Error::Missing | history::Error::Obstacle(_))
        )
    };
    match errors.into_iter().find(missing) {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}
