//! `show`: one customer.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::cli::{json, sheet};
use crate::register::When;

/// Show one customer
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// Day (its end) or commit to show it as of
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let number = customers::one(&register, &args.customer)?;
    let record = match &args.at {
        // By what is declared today it could not be judged: a field may have been declared then only.
        Some(when) => register.record_then(number, &when.parse::<When>()?, context.clock())?,
        None => register.load(number)?.customer.to_record(),
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
