//! `restore`: brings back a record, or one field of it, from the past.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::{customers, labels, plan, sheet};
use crate::history::{Act, CommitId};
use crate::model::{Change, CustomerNumber, Record, changes};
use crate::register::{Error, Register, Unlocked, When};

/// Bring back a customer or a field from a day or a commit
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// Day (its end) or commit; without it: before the customer's last change
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// The one field to bring back
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_seal)?;
    let number = customers::one_ever(&register, &args.customer);
    let number = number.map_err(|error| error.hint(Hint::new("hint-reflog")))?;
    match &args.field {
        Some(name) => field(context, &register, number, name, args.at.as_deref()),
        None => whole(context, &register, number, args.at.as_deref()),
    }
}

/// One field comes back into the record as it is.
fn field(
    context: &Context,
    register: &Unlocked,
    number: CustomerNumber,
    name: &str,
    at: Option<&str>,
) -> Result<(), CommandError> {
    let field = labels::field(register.register(), name)?;
    let base = register.record(number)?;
    let (old, commit) = past(context, register, number, at, |register| {
        register.record_before(number, Some(&base), Some(&field))
    })?;
    let mut record = base.clone();
    let value = old.get(&field).unwrap_or_default().to_owned();
    record.set(field, &value);
    let record = register.checked(record)?;
    if !agreed(
        context,
        register,
        (number, commit),
        &changes(&base, &record),
    )? {
        return Ok(());
    }
    customers::save(context, register, &base, &record, Act::Restore)
}

/// The whole record comes back, also where it is missing or damaged.
fn whole(
    context: &Context,
    register: &Unlocked,
    number: CustomerNumber,
    at: Option<&str>,
) -> Result<(), CommandError> {
    let base = register.usable(number)?;
    let (old, commit) = past(context, register, number, at, |register| {
        register.record_before(number, base.as_ref(), None)
    })?;
    let record = register.checked(old)?;
    let before = base.clone().unwrap_or_else(|| Record::new(number));
    let changed = changes(&before, &record);
    if !agreed(context, register, (number, commit), &changed)? {
        return Ok(());
    }
    let mut change = register.change(context.clock().now())?;
    change.put_back(base.as_ref(), &record)?;
    if change.commit(Act::Restore)?.is_none() {
        context.ui().say("nothing-changed", &[]);
    }
    customers::tell(context, &changed);
    Ok(())
}

/// Shows what comes back, and asks, where it was never in force here: somebody may have put it into the history for this.
fn agreed(
    context: &Context,
    register: &Unlocked,
    (number, commit): (CustomerNumber, CommitId),
    changed: &[Change],
) -> Result<bool, CommandError> {
    if changed.is_empty() || register.register().was_in_force(number, commit)? {
        return Ok(true);
    }
    plan::tell(context, &context.words().say("trust-unknown-source"));
    for change in changed {
        plan::tell(context, &sheet::change(context.words(), change));
    }
    plan::agreed(context)
}

fn past(
    context: &Context,
    register: &Unlocked,
    number: CustomerNumber,
    at: Option<&str>,
    before: impl FnOnce(&Unlocked) -> Result<Option<(Record, CommitId)>, Error>,
) -> Result<(Record, CommitId), CommandError> {
    match at {
        Some(when) => Ok(register.record_then(number, &when.parse::<When>()?, context.clock())?),
        None => before(register)?.ok_or_else(|| {
            CommandError::user(format!("customer `{number}` has no earlier version"))
                .hint(Hint::new("hint-log").with("number", number))
        }),
    }
}
