//! `show`: one customer.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::cli::{journal as events, json, sheet};
use crate::model::CustomerNumber;
use crate::register::{Unlocked, When};

/// Show one customer
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// Day (its end) or commit to show it as of
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// What was done about the customer, instead of the record
    #[arg(long)]
    journal: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    if args.journal {
        let number = customers::one_ever(&register, &args.customer)?;
        return journal(context, &register, number, args.at.as_deref());
    }
    let number = customers::one(&register, &args.customer)?;
    let record = if let Some(when) = &args.at {
        // By what is declared today it could not be judged: a field may have been declared then only.
        register
            .record_then(number, &when.parse::<When>()?, context.clock())?
            .0
    } else {
        let shown = register.shown(number)?;
        customers::warn_of_uncommitted(context, &register, [&shown])?;
        shown.0.to_record()
    };
    if context.globals().json {
        return context.ui().json(&json::record(&record));
    }
    context.ui().data(&sheet::record(
        context.words(),
        register.register(),
        context.language(),
        &record,
    ))
}

/// The events, of the record's customer or of one whose record is gone.
fn journal(
    context: &Context,
    register: &Unlocked,
    number: CustomerNumber,
    at: Option<&str>,
) -> Result<(), CommandError> {
    let journal = match at {
        Some(when) => {
            let commit = register.commit_at(&when.parse::<When>()?, context.clock())?;
            register.journal_at(number, &commit)?
        }
        None => register.journal(number)?,
    };
    if context.globals().json {
        return context
            .ui()
            .json(&journal.events.iter().map(events::shape).collect());
    }
    if journal.events.is_empty() {
        context.ui().say("journal-empty", &[]);
    }
    context.ui().data(&events::sheet(context.words(), &journal))
}
