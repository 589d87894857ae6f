//! Claims as they come in: from a file, or typed.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::commands::letter::DebtArgs;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::words::Words;
use crate::cli::{ask, customers, faulty};
use crate::fsio;
use crate::model::{Customer, CustomerNumber, Reference, Rule, Text, amount, date};
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
        let customer = debtor(register, customer)?;
        let terms = &register.register().description().letters;
        nothing_missing(context, args)?;
        let invoice = given(context, args.invoice.as_ref(), "letter-ask-invoice", text)?;
        let invoice_date = args.invoice_date.as_ref();
        let invoice_date = given(
            context,
            invoice_date,
            "letter-ask-invoice-date",
            date::parse,
        )?;
        let due = given(context, args.due.as_ref(), "letter-ask-due", |text| {
            let due = date::parse(text)?;
            (due >= invoice_date)
                .then_some(due)
                .ok_or(Rule::DueBeforeInvoice)
        })?;
        let claim = Claim {
            customer: customer.number(),
            line: 0,
            invoice: text(&invoice)
                .and_then(|invoice| invoice.parse::<Text>())
                .map_err(|rule| CommandError::usage(format!("the invoice's number {rule}")))?,
            invoice_date: Some(invoice_date),
            sent_date: None,
            due,
            amount: None,
            open: given(
                context,
                args.amount.as_ref(),
                "letter-ask-amount",
                amount::parse,
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

    /// What the list calls a debtor whom the register calls otherwise.
    pub(super) fn called(&self, customer: CustomerNumber) -> Option<Vec<&str>> {
        let names = self.list.called.get(&customer)?;
        Some(names.iter().map(String::as_str).collect())
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
        if n == 0 {
            return Ok(());
        }
        if let Some(file) = &self.skip {
            return faulty::can_be_written(file);
        }
        let rows = text::count(n, "row is", "rows are");
        Err(
            CommandError::user(format!("no letter was written: {rows} faulty"))
                .hint(Hint::new("hint-skip-faulty")),
        )
    }

    /// Writes exactly the faulty rows under the headers they came with.
    pub(in crate::cli) fn write_faulty(&self, context: &Context) -> Result<(), CommandError> {
        let lines = self.list.faulty.iter().map(|row| row.line).collect();
        let Some((table, ragged)) = &self.source else {
            return Ok(());
        };
        faulty::write(context, (table, ragged), &lines, self.skip.as_deref())
    }
}

/// The one who was typed. A name that is a contact person's, or of other letters, is not enough to ask anybody for money.
fn debtor(register: &Unlocked, typed: &str) -> Result<Customer, CommandError> {
    let customer = register.load(customers::one(register, typed)?)?.customer;
    let Ok(Reference::Name(name)) = typed.parse() else {
        return Ok(customer);
    };
    match Debtors::why_not(&customer, name.as_str()) {
        None => Ok(customer),
        Some(rule) => Err(CommandError::user(format!("the name {rule}"))
            .hint(Hint::new("hint-debtor-number").with("number", customer.number()))),
    }
}

fn text(text: &str) -> Result<String, Rule> {
    text.parse::<Text>().map(|text| text.to_string())
}

/// Where nobody can be asked, every part that was not given is named at once.
fn nothing_missing(context: &Context, args: &DebtArgs) -> Result<(), CommandError> {
    let parts = [
        ("--invoice", args.invoice.is_some()),
        ("--invoice-date", args.invoice_date.is_some()),
        ("--due", args.due.is_some()),
        ("--amount", args.amount.is_some()),
    ];
    let missing: Vec<&str> = parts
        .iter()
        .filter(|(_, is_given)| !is_given)
        .map(|(flag, _)| *flag)
        .collect();
    if missing.is_empty() || context.ui().is_terminal() {
        return Ok(());
    }
    let what = if missing.len() == 1 {
        "a part of the invoice is"
    } else {
        "parts of the invoice are"
    };
    let error = CommandError::usage(format!("{what} missing and there is no terminal to ask on"));
    Err(missing.iter().fold(error, |error, flag| {
        error.hint(Hint::new("hint-give-flag").with("flag", flag))
    }))
}

/// The value of a flag, asked for where it was not given; what is wrong with an answer is told in the screen's words.
fn given<T: Clone>(
    context: &Context,
    value: Option<&T>,
    question: &str,
    parse: impl Fn(&str) -> Result<T, Rule>,
) -> Result<T, CommandError> {
    if let Some(value) = value {
        return Ok(value.clone());
    }
    let words = context.words();
    ask::until(context, question, &[], "", |answer| {
        parse(answer).map_err(|rule| words.say(&format!("rule-{}", rule.code())))
    })
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
