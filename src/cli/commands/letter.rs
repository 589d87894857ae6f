//! `letter`: reminders and demands, of one typed invoice or of a list of open ones: plan, show, ask, write.

use std::collections::BTreeMap;

use crate::cli::context::Context;
use crate::cli::debts::{self, DebtArgs, Debts, InterestMode, Owed};
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::job::Posting;
use crate::cli::plan as agreement;
use crate::cli::posting;
use crate::cli::routes::Routes;
use crate::cli::unprintable::PrintCheck;
use crate::history::CommitId;
use crate::letters::{Channel, Debt, Kind, Sender, Wanted};
use crate::model::Customer;
use crate::receivables::{Act, Acts, Basis, ClaimKind, Error, Interest, Kinds, Plan, Rates};
use crate::register::Unlocked;

/// Write letters to debtors
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    letter: Which,
}

#[derive(clap::Subcommand)]
enum Which {
    /// Remind of unpaid invoices
    Reminder(DebtArgs),
    /// Demand payment of unpaid invoices: the creditor's own letter, which keeps to what 513/1999 5 a § asks of collectors
    Demand(DebtArgs),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CommandError> {
    match args.letter {
        Which::Reminder(args) => write(context, Act::Reminder, &args),
        Which::Demand(args) => write(context, Act::Demand, &args),
    }
}

fn write(context: &Context, act: Act, args: &DebtArgs) -> Result<(), CommandError> {
    if args.receivables.is_none() && args.customer.is_none() {
        return Err(nobody(act));
    }
    let kinds = kinds(&args.kind)?;
    let (formats, channel) = args.ways.read()?;
    let mut register = context.trusted(posting::may_post)?;
    context.warn_of_future("future-letters");
    context.warn_of_past("past-letters");
    let planned = register.register().repo().head()?;
    let owed = Owed::read(context, &register, args)?;
    fit(&kinds, &owed)?;
    let description = register.register().description();
    let sender = posting::sender(description);
    let route = |customer: &Customer, kind: ClaimKind| {
        let debt = Some(Debt { act, kind });
        Routes::decide(channel, &sender, customer, debt)
    };
    let mut plan = decided(
        context,
        &owed,
        &Basis {
            act,
            date: context.today(),
            today: context.clock_today(),
            customers: owed.customers(),
            terms: &description.letters,
            rates: &Rates::with(&description.rates),
            kinds: &kinds,
            acts: &earlier(&register, &owed, planned)?,
            waive_interest: args.interest == InterestMode::None,
            channel: &|number, kind| match owed.customer(number) {
                Some(customer) => route(customer, kind).channel,
                None => Channel::Post,
            },
        },
    )?;
    let (set, customers) = (BTreeMap::new(), owed.customers());
    let check = PrintCheck {
        context,
        register: register.register(),
        template: act.name(),
        formats: &formats,
        set: &set,
    };
    let unprintable = check.customers(plan.letters.iter().filter_map(|letter| {
        let place = customers.binary_search_by_key(&letter.customer, Customer::number);
        Some((&customers[place.ok()?], Some(letter)))
    }))?;
    plan.leave_out_unprintable(&unprintable);
    let routes = ways(channel, &sender, &plan, &owed)?;
    debts::show(context, &plan, &owed, &routes)?;
    owed.stop_if_faulty()?;
    if args.interest == InterestMode::Amount {
        insist_on_sums(&plan)?;
    }
    let mapping = owed.new_mapping();
    if plan.letters.is_empty() && !unprintable.is_empty() {
        return Err(posting::unprintable(&unprintable));
    }
    if plan.letters.is_empty() && mapping.is_empty() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    // Whoever types one invoice has agreed already.
    let to_agree = args.receivables.is_some() || context.globals().dry_run;
    if to_agree && !agreement::agreed(context)? {
        return Ok(());
    }
    let planned = if mapping.is_empty() {
        planned
    } else {
        let planned = register.keep_claim_columns(mapping, planned, context.clock().now())?;
        context.ui().say("letter-columns-kept", &[]);
        planned
    };
    if plan.letters.is_empty() {
        return Ok(());
    }
    let (customers, faulty) = owed.handed_over(&plan);
    let posting = Posting {
        template: act.name(),
        kind: Kind::Debtor,
        set,
        debts: Debts::new(plan.letters),
        formats: &formats,
        routes,
        output: args.ways.output.as_deref(),
        planned,
    };
    posting::post(context, &register, customers, posting)?;
    // Last, so that what stopped the letters leaves no file in the way of the next try.
    faulty.map_or(Ok(()), |rejects| rejects.write(context))
}

/// Both ways to say who owes: a parser's own words know of one only.
fn nobody(act: Act) -> CommandError {
    CommandError::usage("no customer and no list of invoices was given")
        .hint(Hint::new("hint-who-owes").with("act", act.name()))
}

/// What the committed journals know of the debtors: a letter is planned by nothing else.
fn earlier(
    register: &Unlocked,
    owed: &Owed,
    planned: Option<CommitId>,
) -> Result<Acts, CommandError> {
    let debtors = owed.debtors();
    register
        .register()
        .journals_are_committed(debtors.iter().copied())?;
    let mut acts = Acts::none();
    if let Some(commit) = planned {
        register.journals_at(&debtors, &commit, |journal| acts.take(journal))?;
    }
    Ok(acts)
}

/// A kind of somebody who is not asked is a slip of the hand: whom it was meant for would be asked as what he is not.
fn fit(kinds: &Kinds, owed: &Owed) -> Result<(), CommandError> {
    let named = kinds.each.keys();
    let strangers: Vec<String> = named
        .filter(|number| !owed.names(**number))
        .map(ToString::to_string)
        .collect();
    if strangers.is_empty() {
        return Ok(());
    }
    let strangers = strangers.join(", ");
    let said = format!("`--kind` names no debtor of these invoices: {strangers}");
    Err(CommandError::usage(said).hint(Hint::new("hint-kind-number")))
}

/// The plan; what doubtful debtors are is asked first, where there is somebody to ask.
fn decided(context: &Context, owed: &Owed, basis: &Basis<'_>) -> Result<Plan, CommandError> {
    let plan = Plan::new(owed.list(), basis);
    let doubtful = plan.undecided();
    if doubtful.is_empty() || !context.ui().is_terminal() || context.globals().yes {
        return Ok(plan);
    }
    let mut kinds = basis.kinds.clone();
    debts::ask_kinds(context, owed.customers(), &doubtful, &mut kinds)?;
    let kinds = &kinds;
    Ok(Plan::new(owed.list(), &Basis { kinds, ..*basis }))
}

fn ways(wanted: Wanted, sender: &Sender, plan: &Plan, owed: &Owed) -> Result<Routes, CommandError> {
    let each = plan.letters.iter().filter_map(|letter| {
        let customer = owed.customer(letter.customer)?;
        let (act, kind) = (letter.act, letter.kind);
        Some((customer, Some(Debt { act, kind })))
    });
    Routes::new(wanted, sender, each)
}

fn insist_on_sums(plan: &Plan) -> Result<(), CommandError> {
    let halves = plan.missing_rates();
    let without = plan
        .letters
        .iter()
        .any(|letter| matches!(letter.interest, Interest::ByLaw { .. }));
    if !without {
        return Ok(());
    }
    let halves = halves.iter().map(ToString::to_string).collect();
    Err(Error::NoRate { halves }.into())
}

/// `KIND` for everybody, `NUMBER=KIND` for one.
fn kinds(given: &[String]) -> Result<Kinds, CommandError> {
    let mut kinds = Kinds::default();
    let parse = |text: &str| {
        text.parse::<ClaimKind>().map_err(|_| {
            CommandError::usage("`--kind` is consumer, business, public or other, or NUMBER=KIND")
        })
    };
    for text in given {
        match text.split_once('=') {
            None => kinds.all = Some(parse(text)?),
            Some((number, kind)) => {
                let number = crate::cli::customers::number(number)?;
                kinds.each.insert(number, parse(kind)?);
            }
        }
    }
    Ok(kinds)
}
