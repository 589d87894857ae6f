//! `notice`: tells customers of a change in services, prices or contact details.

use crate::cli::context::Context;
use crate::cli::customers::{self, Targets};
use crate::cli::debts::Debts;
use crate::cli::error::CommandError;
use crate::cli::job::Posting;
use crate::cli::routes::{Routes, Ways};
use crate::cli::unprintable::PrintCheck;
use crate::cli::{plan, posting};
use crate::letters::Kind;
use crate::model::Customer;

/// Write notices: services, prices, contact or your own template
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Template: `services`, `prices`, `contact`, or one in `templates/`
    #[arg(value_name = "TEMPLATE")]
    template: String,
    #[command(flatten)]
    targets: Targets,
    /// Words the template asks for, such as from=1.1.2027; may be repeated
    #[arg(long, value_name = "NAME=TEXT")]
    set: Vec<String>,
    #[command(flatten)]
    ways: Ways,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let set = posting::settings(&args.set)?;
    let (formats, channel) = args.ways.read()?;
    let register = context.trusted(posting::may_post)?;
    context.warn_of_future("future-letters");
    let planned = register.register().repo().head()?;
    let customers = customers::many(context, &register, &args.targets)?;
    let check = PrintCheck {
        context,
        register: register.register(),
        template: &args.template,
        formats: &formats,
        set: &set,
    };
    let Some(customers) = printable(context, &check, customers)? else {
        return Ok(());
    };
    let sender = posting::sender(register.register().description());
    let each = customers.iter().map(|customer| (customer, None));
    let routes = Routes::new(channel, &sender, each)?;
    routes.note(context, channel);
    let posting = Posting {
        template: &args.template,
        kind: Kind::Notice,
        set,
        debts: Debts::default(),
        formats: &formats,
        routes,
        output: args.ways.output.as_deref(),
        planned,
    };
    posting::post(context, &register, customers, posting)
}

/// Leaves out whose letter the fonts cannot set; whether the others' are to be written then is asked. `None` where they are not.
fn printable(
    context: &Context,
    check: &PrintCheck<'_>,
    mut customers: Vec<Customer>,
) -> Result<Option<Vec<Customer>>, CommandError> {
    let lacking = check.customers(customers.iter().map(|customer| (customer, None)))?;
    if lacking.is_empty() {
        return Ok(Some(customers));
    }
    customers.retain(|customer| !lacking.contains(&customer.number()));
    if customers.is_empty() {
        return Err(posting::unprintable(&lacking));
    }
    let numbers: Vec<String> = lacking.iter().map(ToString::to_string).collect();
    let values = [
        ("numbers", numbers.join(", ").into()),
        ("rest", customers.len().into()),
    ];
    context.ui().warn("letters-unprintable", &values);
    // A dry run ends later, when it has looked at the others.
    let on = context.globals().dry_run || plan::agreed(context)?;
    Ok(on.then_some(customers))
}
