//! Claims as they come in: from a file, or typed.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::commands::letter::{self, DebtArgs};
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::words::Words;
use crate::cli::{ask, customers, faulty};
use crate::fsio;
use crate::model::{Customer, CustomerNumber, Text, date};
use crate::receivables::file::{self, Columns, Debtors};
use crate::receivables::{Claim, ClaimKind, Kinds, List, Told, likely_kind};
use crate::register::Unlocked;
use crate::text;
use crate::text::table::{self, Row, Table};

/// No list is larger than this.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What is owed, and by whom.
pub(in crate::cli) struct Owed {
    customers: Vec<Customer>,
    list: List,
    source: Option<(Table, Vec<Row>)>,
    ignored: Vec<String>,
    skip: Option<std::path::PathBuf>,
}

impl Owed {
    /// Reads the list, or takes the one invoice that was typed.
    pub(in crate::cli) fn read(
        context: &Context,
        register: &Unlocked,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        match (&args.receivables, &args.customer) {
            (Some(path), _) => Self::listed(context, register, path, args),
            (None, Some(customer)) => Self::typed(context, register, customer, args),
            (None, None) => Err(CommandError::usage("no customers were named")),
        }
    }

    fn listed(
        context: &Context,
        register: &Unlocked,
        path: &Path,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        let text = text::decode(&fsio::read(path, LIMIT)?)?;
        let (table, ragged) = table::read_fitting(&text)?;
        let ragged: Vec<Row> = ragged.into_iter().map(|(_, row)| row).collect();
        let description = register.register().description();
        let columns = Columns::of(&description.import.receivables, &table)?;
        let customers = register.customers()?;
        let debtors = Debtors::of(&customers, description.numbers);
        let list = file::read(
            (&table, &ragged),
            &columns,
            &debtors,
            context.today(),
            &description.letters,
        );
        Ok(Self {
            customers,
            list,
            ignored: columns.ignored().to_vec(),
            source: Some((table, ragged)),
            skip: args.skip_faulty.clone(),
        })
    }

    fn typed(
        context: &Context,
        register: &Unlocked,
        customer: &str,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        let customer = register.load(customers::one(register, customer)?)?.customer;
        let terms = &register.register().description().letters;
        let claim = Claim {
            customer: customer.number(),
            line: 0,
            invoice: given(
                context,
                args.invoice.as_ref(),
                "letter-ask-invoice",
                "--invoice",
                text,
            )?
            .parse::<Text>()
            .map_err(|rule| CommandError::usage(format!("the invoice's number {rule}")))?,
            invoice_date: Some(given(
                context,
                args.invoice_date.as_ref(),
                "letter-ask-invoice-date",
                "--invoice-date",
                |text| date::parse(text).map_err(|rule| rule.to_string()),
            )?),
            sent_date: None,
            due: given(
                context,
                args.due.as_ref(),
                "letter-ask-due",
                "--due",
                |text| date::parse(text).map_err(|rule| rule.to_string()),
            )?,
            amount: None,
            open: given(
                context,
                args.amount.as_ref(),
                "letter-ask-amount",
                "--amount",
                letter::sum,
            )?,
            reference: args.reference.clone(),
            description: None,
            kind: None,
            due_agreed: terms.due_agreed,
            told: if terms.interest_told {
                Told::ByInvoice
            } else {
                Told::No
            },
            disputed: false,
        };
        claim.check(context.today())?;
        Ok(Self {
            customers: vec![customer],
            list: List::of(claim),
            ignored: Vec::new(),
            source: None,
            skip: None,
        })
    }

    pub(in crate::cli) fn customers(&self) -> &[Customer] {
        &self.customers
    }

    pub(in crate::cli) fn list(&self) -> &List {
        &self.list
    }

    pub(in crate::cli) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Who owes something of the list.
    pub(in crate::cli) fn debtors(&self) -> Vec<CustomerNumber> {
        let debtors: BTreeSet<CustomerNumber> =
            self.list.claims.iter().map(|one| one.customer).collect();
        debtors.into_iter().collect()
    }

    /// Faulty rows stop everything, unless they go into a file of their own and none of them can make a letter ask for too much.
    pub(in crate::cli) fn stop_if_faulty(&self) -> Result<(), CommandError> {
        if let (Some(line), Some(_)) = (self.list.nobodys.iter().min(), &self.skip) {
            return Err(CommandError::user(format!(
                "no letter was written: the faulty row on line {line} may be a credit note, and nobody can tell whose"
            ))
            .hint(Hint::new("hint-nobodys-credit")));
        }
        let n = self.list.faulty.len();
        if n == 0 || self.skip.is_some() {
            return Ok(());
        }
        let rows = text::count(n, "row is", "rows are");
        Err(
            CommandError::user(format!("no letter was written: {rows} faulty"))
                .hint(Hint::new("hint-skip-faulty")),
        )
    }

    /// Writes exactly the faulty rows under the headers they came with.
    pub(in crate::cli) fn write_faulty(&self, context: &Context) -> Result<(), CommandError> {
        let lines: Vec<u64> = self.list.faulty.iter().map(|row| row.line).collect();
        let Some((table, ragged)) = &self.source else {
            return Ok(());
        };
        faulty::write(context, (table, ragged), &lines, self.skip.as_deref())
    }
}

fn text(text: &str) -> Result<String, String> {
    text.parse::<Text>()
        .map(|text| text.to_string())
        .map_err(|rule| rule.to_string())
}

/// The value of a flag, asked for on a terminal where it was not given.
fn given<T: Clone>(
    context: &Context,
    value: Option<&T>,
    question: &str,
    flag: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, CommandError> {
    match value {
        Some(value) => Ok(value.clone()),
        None if context.ui().is_terminal() => {
            ask::until(context, question, &[], "", |answer| parse(answer))
        }
        None => Err(CommandError::missing("a part of the invoice", flag)),
    }
}

/// Asks what each doubtful debtor is; Enter: a consumer, or other where the name tells.
pub(in crate::cli) fn ask_kinds(
    context: &Context,
    customers: &[Customer],
    doubtful: &[CustomerNumber],
    kinds: &mut Kinds,
) -> Result<(), CommandError> {
    for number in doubtful {
        let customer = customers.iter().find(|one| one.number() == *number);
        let name = customer.map_or("", Customer::title);
        let values = [
            ("number", number.to_string().into()),
            ("name", text::visible(name).into()),
        ];
        let words = context.words();
        let likely = customer.map_or(ClaimKind::Consumer, likely_kind);
        let default = letter_of(words, likely);
        let kind = ask::until(context, "letter-ask-kind", &values, &default, |answer| {
            answered(words, answer).ok_or_else(|| words.say("letter-ask-kind-again"))
        })?;
        kinds.each.insert(*number, kind);
    }
    Ok(())
}

/// The letter that stands for a kind on this screen.
fn letter_of(words: &Words, kind: ClaimKind) -> String {
    words.say(&format!("letter-kind-{kind}"))
}

/// A kind by its letter or its word.
fn answered(words: &Words, answer: &str) -> Option<ClaimKind> {
    let letter = text::fold(answer.trim());
    [ClaimKind::Consumer, ClaimKind::Business, ClaimKind::Other]
        .into_iter()
        .find(|kind| letter_of(words, *kind) == letter)
        .or_else(|| answer.parse().ok())
}
