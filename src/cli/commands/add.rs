//! `add`: a new customer, from arguments, standard input, or questions field by field.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::values::{self, Values};
use crate::cli::{ask, customers, interview};
use crate::history::Act;
use crate::model::{Customer, CustomerNumber, Duplicate, Record, Seen, Why, are_namesakes};
use crate::register::{Register, Unlocked};

/// Add a customer
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Values to set, or `-` to read them from standard input, one a line
    #[arg(value_name = "FIELD=VALUE")]
    values: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_seal)?;
    let asked = args.values.is_empty();
    let values = if asked {
        questions(context, &register)?
    } else {
        values::parse(register.register(), &args.values)?
    };
    if !warned_of_duplicates(context, &register, &values, asked)? {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    let number = save(context, &register, &values)?;
    context.ui().data(&format!("{number}\n"))?;
    tell_notice(context, &register);
    Ok(())
}

fn questions(context: &Context, register: &Unlocked) -> Result<Values, CommandError> {
    if context.ui().is_terminal() {
        return interview::customer(context, register.register());
    }
    Err(CommandError::missing("the customer", "add FIELD=VALUE…").hint(Hint::new("hint-add-stdin")))
}

fn save(
    context: &Context,
    register: &Unlocked,
    values: &Values,
) -> Result<CustomerNumber, CommandError> {
    let mut change = register.change(context.clock().now())?;
    let record = with(change.next_number()?, values);
    change.put(std::slice::from_ref(&record))?;
    change.commit(Act::Add)?;
    customers::warn_of_suspicious(context, register.register(), &record);
    Ok(record.number)
}

fn with(number: CustomerNumber, values: &Values) -> Record {
    let mut record = Record::new(number);
    values::apply(&mut record, values);
    record
}

/// Checks the values and warns of customers that may be the same; on a terminal the owner decides whether to go on.
fn warned_of_duplicates(
    context: &Context,
    register: &Unlocked,
    values: &Values,
    asked: bool,
) -> Result<bool, CommandError> {
    // No customer has the last number yet, so the new one is not taken for itself.
    let added = register.checked_new(with(CustomerNumber::MAX, values))?;
    let new: Seen = [&added].into_iter().collect();
    let like = |customer: Customer| {
        let number = customer.number();
        let strong = new.like(&customer).first().map(|found| found.why);
        let why = strong.or_else(|| are_namesakes(&added, &customer).then_some(Why::Name))?;
        Some(Duplicate { number, why })
    };
    let (found, _) = customers::readable(context, register, like)?;
    for duplicate in &found {
        let why = context.words().say(duplicate.why.code());
        context.ui().warn(
            "duplicate",
            &[
                ("number", duplicate.number.to_string().into()),
                ("why", why.into()),
            ],
        );
    }
    if found.is_empty() || !asked {
        Ok(true)
    } else {
        ask::yes(context, "ask-add-anyway")
    }
}

/// GDPR article 13: whoever is put on the register is told where its privacy notice stands.
fn tell_notice(context: &Context, register: &Unlocked) {
    let url = &register.register().description().notice_url;
    if url.is_empty() {
        context.ui().say("add-no-notice", &[]);
    } else {
        context
            .ui()
            .say("add-tell-notice", &[("url", url.as_str().into())]);
    }
}
