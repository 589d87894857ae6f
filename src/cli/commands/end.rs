//! `end`: the relationship is over; the record is kept and hidden from `list`.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::history::Act;
use crate::model::FieldPath;
use crate::register::Register;

/// End a relationship; the record is kept
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Customer number
    #[arg(value_name = "NUMBER")]
    number: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let number = customers::number(&args.number)?;
    let register = context.trusted(Register::may_seal)?;
    let base = register.load(number)?;
    if base.customer.is_ended() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    let mut record = base.record.clone();
    record.set(FieldPath::ENDED, &context.today().to_string());
    customers::save(context, &register, &base.record, &record, Act::End)?;
    context
        .ui()
        .say("ended-customer", &[("number", number.to_string().into())]);
    context.warn_of_future("future-end");
    Ok(())
}
