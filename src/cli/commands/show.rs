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
    let loaded = match &args.at {
        Some(when) => register.load_at(number, &when.parse::<When>()?, context.clock())?,
        None => register.load(number)?,
    };
    if context.globals().json {
        return context.ui().json(&json::customer(&loaded.customer));
    }
    let record = loaded.customer.to_record();
    context.ui().data(&sheet::record(
        context.words(),
        register.register(),
        context.language(),
        &record,
    ))
}
