//! Which customers a command means, and saving one of them.

use std::collections::BTreeSet;
use std::path::Path;

use super::context::Context;
use super::error::CommandError;
use super::hints::{Hint, did_you_mean};
use super::{labels, sheet, values};
use crate::fsio;
use crate::history::Act;
use crate::model::{
    Change, Customer, CustomerNumber, FieldPath, Record, Reference, Resolved, Selection, changes,
};
use crate::register::{self, Register, Shown, Unlocked};

/// The longest list that `--from` reads.
const LIMIT: u64 = 4 * 1024 * 1024;
/// So many customers are named in one line.
const FEW: usize = 10;

/// Customers where many are meant: exactly one of the four ways.
#[derive(clap::Args)]
pub(super) struct Targets {
    /// Numbers, ranges (1001-1030), names, e-mails or business IDs
    #[arg(value_name = "CUSTOMERS", conflicts_with_all = ["all", "selectors", "from"])]
    customers: Vec<String>,
    /// All customers whose relationship has not ended
    #[arg(long, conflicts_with_all = ["selectors", "from"])]
    all: bool,
    /// Those that match: FIELD, !FIELD or FIELD=VALUE; all must hold
    #[arg(long = "where", value_name = "SELECTOR", num_args = 1.., conflicts_with = "from")]
    selectors: Vec<String>,
    /// Those listed in a file, one a line (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
}

/// Reads the customers that can be read, keeps what `take` makes of each, and warns of each that cannot: one damaged record must not
/// hide the others.
pub(super) fn readable<T: Send>(
    context: &Context,
    register: &Unlocked,
    take: impl Fn(Customer) -> Option<T> + Sync,
) -> Result<(Vec<T>, usize), CommandError> {
    let (taken, refused) = register.readable_as(take)?;
    Ok((taken, warn_of_refused(context, &refused)))
}

/// Those that can be read, to be shown; as [`readable`].
pub(super) fn to_show(
    context: &Context,
    register: &Unlocked,
) -> Result<(Vec<Shown>, usize), CommandError> {
    let (customers, refused) = register.all_shown()?;
    Ok((customers, warn_of_refused(context, &refused)))
}

fn warn_of_refused(context: &Context, refused: &[register::Error]) -> usize {
    for error in refused {
        let why = CommandError::from_error(error).full_message();
        context.ui().warn("unreadable", &[("why", why.into())]);
    }
    refused.len()
}

/// Says in one line which of the customers shown are not as they were committed: what somebody changed by another way than this
/// program must not pass for what the register says.
pub(super) fn warn_of_uncommitted<'s>(
    context: &Context,
    register: &Unlocked,
    shown: impl IntoIterator<Item = &'s Shown>,
) -> Result<(), CommandError> {
    let numbers = register.not_committed(shown)?;
    if numbers.is_empty() {
        return Ok(());
    }
    let named = numbers.iter().take(FEW).map(ToString::to_string);
    let mut named = named.collect::<Vec<_>>().join(", ");
    if numbers.len() > FEW {
        named.push_str(", …");
    }
    let values = [("count", numbers.len().into()), ("numbers", named.into())];
    context.ui().warn("not-committed", &values);
    Ok(())
}

/// What a command ends with that had to leave records out.
pub(super) fn all_read(refused: usize) -> Result<(), CommandError> {
    match refused {
        0 => Ok(()),
        n => Err(CommandError::user(crate::text::count(
            n,
            "record was left out",
            "records were left out",
        ))
        .hint(Hint::new("hint-check"))),
    }
}

/// Resolves the customers meant, ascending, each once.
pub(super) fn many(
    context: &Context,
    register: &Unlocked,
    targets: &Targets,
) -> Result<Vec<Customer>, CommandError> {
    if !targets.customers.is_empty() {
        return named(register, &targets.customers);
    }
    if let Some(from) = &targets.from {
        return named(register, &lines(from)?);
    }
    if !targets.all && targets.selectors.is_empty() {
        return Err(CommandError::usage("no customers were named").hint(Hint::new("hint-targets")));
    }
    let all = register.customers()?;
    let choice = Choice::parse(register.register(), &targets.selectors, false)?;
    let total = all.len();
    let matching: Vec<Customer> = all
        .into_iter()
        .filter(|customer| choice.matches(customer))
        .collect();
    context.ui().say(
        "selected",
        &[("n", matching.len().into()), ("total", total.into())],
    );
    Ok(matching)
}

/// Selectors, all of which must hold. Customers whose relationship has ended are left out unless one asks for them.
pub(super) struct Choice {
    selection: Selection,
    ended_too: bool,
}

impl Choice {
    pub(super) fn parse(
        register: &Register,
        selectors: &[String],
        ended_too: bool,
    ) -> Result<Self, CommandError> {
        let paths = selectors.iter().map(|one| labels::selector(register, one));
        let selectors: Vec<String> = paths.collect::<Result<_, _>>()?;
        let asks = selectors.iter().any(|selector| {
            selector
                .trim_start_matches('!')
                .starts_with(FieldPath::ENDED.as_str())
        });
        Ok(Self {
            selection: Selection::parse(selectors, register.schema())?,
            ended_too: ended_too || asks,
        })
    }

    pub(super) fn matches(&self, customer: &Customer) -> bool {
        (self.ended_too || !customer.is_ended()) && self.selection.matches(customer)
    }
}

/// Resolves one customer by number, name, e-mail or business ID.
pub(super) fn one(register: &Unlocked, text: &str) -> Result<CustomerNumber, CommandError> {
    match text.parse()? {
        Reference::Number(number) => Ok(number),
        Reference::Range(..) => Err(CommandError::usage(
            "one customer is needed here, not a range",
        )),
        reference => single(&reference, &register.customers()?),
    }
}

/// The same, where the customer may be in the past only.
pub(super) fn one_ever(register: &Unlocked, text: &str) -> Result<CustomerNumber, CommandError> {
    let number = one(register, text)?;
    if register.knows(number)? {
        Ok(number)
    } else {
        Err(register.no_such(number).into())
    }
}

/// The same, where naming nobody means everybody.
pub(super) fn one_ever_or_all(
    register: &Unlocked,
    text: Option<&str>,
) -> Result<Option<CustomerNumber>, CommandError> {
    text.map(|text| one_ever(register, text)).transpose()
}

/// Parses a customer number where nothing else will do: a slip of the name must not end somebody else.
pub(super) fn number(text: &str) -> Result<CustomerNumber, CommandError> {
    text.parse().map_err(|_| {
        CommandError::usage("this command takes a customer number")
            .hint(Hint::new("hint-find-number"))
    })
}

/// Saves one changed record as one commit and says what changed.
pub(super) fn save(
    context: &Context,
    register: &Unlocked,
    base: &Record,
    record: &Record,
    act: Act,
) -> Result<(), CommandError> {
    let changed = changes(base, record);
    if changed.is_empty() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    let mut change = register.change(context.clock().now())?;
    change.put_over(base, record)?;
    change.commit(act)?;
    tell(context, &changed);
    warn_of_suspicious(context, register.register(), record);
    Ok(())
}

/// Warns of values that are allowed and look wrong: the shape of a personal identity code, say, with a wrong check character.
pub(super) fn warn_of_suspicious(context: &Context, register: &Register, record: &Record) {
    let warnings = register
        .schema()
        .parse(record.clone())
        .map_or_else(|_| Vec::new(), |checked| checked.warnings);
    for fault in &warnings {
        let values = [
            ("number", record.number.to_string().into()),
            ("fault", sheet::fault(context.words(), fault).into()),
        ];
        context.ui().warn("suspicious", &values);
    }
}

/// Says field by field what changed.
pub(super) fn tell(context: &Context, changed: &[Change]) {
    for change in changed {
        context.ui().tell(&sheet::change(context.words(), change));
    }
}

/// Numbers need no other record than their own; a name might be that of a record which cannot be read.
fn named(opened: &Unlocked, names: &[String]) -> Result<Vec<Customer>, CommandError> {
    let references: Result<Vec<Reference>, _> = names.iter().map(|name| name.parse()).collect();
    let references = references?;
    let meant = |of: CustomerNumber| {
        references.iter().any(|reference| match reference {
            Reference::Number(number) => of == *number,
            Reference::Range(first, last) => (*first..=*last).contains(&of),
            _ => true,
        })
    };
    let (all, refused) = opened.readable()?;
    let concerns = |error: &register::Error| error.customer().is_none_or(meant);
    match refused.into_iter().find(concerns) {
        Some(error) => Err(error.into()),
        None => listed(all, names),
    }
}

fn listed(all: Vec<Customer>, names: &[String]) -> Result<Vec<Customer>, CommandError> {
    let mut wanted = BTreeSet::new();
    for name in names {
        let reference: Reference = name.parse()?;
        match reference {
            Reference::Range(..) => wanted.extend(found(&reference, &all)?),
            _ => wanted.extend([single(&reference, &all)?]),
        }
    }
    Ok(all
        .into_iter()
        .filter(|customer| wanted.contains(&customer.number()))
        .collect())
}

fn single(reference: &Reference, all: &[Customer]) -> Result<CustomerNumber, CommandError> {
    match found(reference, all)?.as_slice() {
        [one] => Ok(*one),
        _ => Err(CommandError::bug(
            "a reference to one customer found another number of them",
        )),
    }
}

fn found(reference: &Reference, all: &[Customer]) -> Result<Vec<CustomerNumber>, CommandError> {
    match reference.resolve(all) {
        Resolved::Found(numbers) => Ok(numbers),
        Resolved::None { similar } => Err(CommandError::user("no such customer")
            .hint(did_you_mean(&similar))
            .hint(Hint::new("hint-find"))),
        Resolved::Many(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            Err(CommandError::user(format!(
                "several customers are called that: {}",
                numbers.join(", ")
            ))
            .hint(Hint::new("hint-use-number")))
        }
    }
}

fn lines(from: &str) -> Result<Vec<String>, CommandError> {
    let text = if from == "-" {
        values::standard_input()?
    } else {
        crate::text::decode(&fsio::read(Path::new(from), LIMIT)?)?
    };
    // An invoicing program's list may carry more columns; the first one names the customer.
    let first = |line: &str| {
        line.split([';', '\t'])
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    Ok(text
        .lines()
        .map(first)
        .filter(|name| !name.is_empty())
        .collect())
}
