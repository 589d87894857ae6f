//! `letter`: letters to debtors. Today a reminder of one invoice; no interest and no fee yet.

use std::path::PathBuf;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::posting::{self, Posting};
use crate::cli::{args, customers};
use crate::letters::{Invoice, Kind, Reminder};
use crate::model::amount;
use crate::receivables::Reference;
use crate::register::Register;

/// Write a letter to a debtor
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    letter: Letter,
}

#[derive(clap::Subcommand)]
enum Letter {
    Reminder(ReminderArgs),
}

/// Remind a customer of an unpaid invoice
#[derive(clap::Args)]
struct ReminderArgs {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// The invoice's number
    #[arg(long, value_name = "NO")]
    invoice: String,
    /// The invoice's date
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    invoice_date: Date,
    /// The day it should have been paid by
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    due: Date,
    /// The sum still owed of it, such as 310,00
    #[arg(long, value_name = "SUM", value_parser = sum, allow_negative_numbers = true)]
    amount: Decimal,
    /// The invoice's reference number
    #[arg(long, value_name = "NO", value_parser = reference)]
    reference: Option<Reference>,
    /// Folder to write to, instead of a dated one under `output/`
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CommandError> {
    let Letter::Reminder(args) = args.letter;
    let register = context.trusted(Register::may_write_letters)?;
    let customer = register
        .load(customers::one(&register, &args.customer)?)?
        .customer;
    let invoice = Invoice {
        number: args.invoice,
        date: args.invoice_date,
        due: args.due,
        amount: args.amount,
        reference: args.reference,
    };
    let days = register.register().description().letters.payment_days;
    let reminder = Reminder::new(invoice, context.today(), days)?;
    let posting = Posting {
        template: "reminder",
        kind: Kind::Debtor,
        set: std::collections::BTreeMap::new(),
        reminder: Some(reminder),
        output: args.output.as_deref(),
    };
    posting::post(context, register.register(), &[customer], &posting)
}

fn sum(text: &str) -> Result<Decimal, String> {
    amount::parse(text).map_err(|rule| rule.to_string())
}

fn reference(text: &str) -> Result<Reference, String> {
    text.parse()
        .map_err(|error: crate::receivables::Error| error.to_string())
}
