//! `restore`: brings back a record, or one field of it, from the past.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::{customers, values};
use crate::history::Act;
use crate::model::{CustomerNumber, Record};
use crate::register::{Unlocked, When};

/// Bring back a customer or a field from a day or a commit
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// The end of that day, or that commit; without it: before the customer's last change
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Only this field
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let number = customers::one_ever(&register, &args.customer)?;
    let old = past(context, &register, number, args.at.as_deref())?;
    let base = register.load(number)?;
    let record = match &args.field {
        Some(name) => {
            let field = values::field(register.register().schema(), name)?;
            let mut record = base.record.clone();
            let value = old.get(&field).unwrap_or_default().to_owned();
            record.set(field, &value);
            record
        }
        None => old,
    };
    let record = register.checked(record)?;
    customers::save(context, &register, &base, &record, Act::Restore)
}

fn past(
    context: &Context,
    register: &Unlocked,
    number: CustomerNumber,
    at: Option<&str>,
) -> Result<Record, CommandError> {
    match at {
        Some(when) => Ok(register.record_then(number, &when.parse::<When>()?, context.clock())?),
        None => register.record_before(number)?.ok_or_else(|| {
            CommandError::user(format!("customer `{number}` has no earlier version"))
                .hint(Hint::new("hint-log").with("number", number))
        }),
    }
}
