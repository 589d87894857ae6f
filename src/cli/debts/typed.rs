//! One invoice as it is typed: by flags, and where there is a terminal part by part as it is asked for.

use jiff::civil::Date;

use super::args::DebtArgs;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::{ask, customers};
use crate::model::{Customer, CustomerNumber, Letters, Reference, Rule, Text, amount, date};
use crate::receivables::file::Debtors;
use crate::receivables::{Claim, Told};
use crate::register::Unlocked;

/// Reads the debtor and what he owes.
pub(super) fn read(
    context: &Context,
    register: &Unlocked,
    customer: &str,
    args: &DebtArgs,
) -> Result<(Customer, Claim), CommandError> {
    let customer = debtor(register, customer)?;
    nothing_missing(context, args)?;
    let terms = &register.register().description().letters;
    let claim = claim(context, customer.number(), terms, args)?;
    claim.check(context.today())?;
    Ok((customer, claim))
}

fn claim(
    context: &Context,
    customer: CustomerNumber,
    terms: &Letters,
    args: &DebtArgs,
) -> Result<Claim, CommandError> {
    let invoice = invoice(context, args)?;
    let (invoice_date, due) = dates(context, args)?;
    let open = args.amount.as_ref();
    Ok(Claim {
        customer,
        line: 0,
        invoice,
        invoice_date: Some(invoice_date),
        sent_date: None,
        due,
        amount: None,
        open: given(context, open, "letter-ask-amount", amount::parse)?,
        reference: args.reference.clone(),
        description: None,
        kind: None,
        due_agreed: terms.due_agreed,
        no_notice: terms.no_notice,
        told: if terms.interest_told {
            Told::ByInvoice
        } else {
            Told::No
        },
        told_percent: None,
        disputed: false,
    })
}

fn invoice(context: &Context, args: &DebtArgs) -> Result<Text, CommandError> {
    let number = |typed: &str| match typed.parse::<Text>() {
        Err(Rule::IdentityCode) if args.not_identity_codes => Text::with_code_form(typed),
        Err(Rule::IdentityCode) => Err(Rule::IdentityCodeForm),
        read => read,
    };
    let text = |typed: &str| number(typed).map(|text| text.to_string());
    let typed = given(context, args.invoice.as_ref(), "letter-ask-invoice", text)?;
    number(&typed).map_err(|rule| CommandError::usage(format!("the invoice's number {rule}")))
}

/// The day on the invoice, and the day it fell due.
fn dates(context: &Context, args: &DebtArgs) -> Result<(Date, Date), CommandError> {
    let (invoice, due) = (args.invoice_date.as_ref(), args.due.as_ref());
    let invoice = given(context, invoice, "letter-ask-invoice-date", date::parse)?;
    let due = given(context, due, "letter-ask-due", |text| {
        let due = date::parse(text)?;
        (due >= invoice)
            .then_some(due)
            .ok_or(Rule::DueBeforeInvoice)
    })?;
    Ok((invoice, due))
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
        parse(answer).map_err(|rule| words.rule(&rule))
    })
}
