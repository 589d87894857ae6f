//! What the command line says of a debt: a list of them, or the parts of one invoice, and how it is asked for.

use std::path::PathBuf;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::cli::args;
use crate::cli::list::ListArgs;
use crate::cli::routes::Ways;
use crate::model::amount;
use crate::receivables::Reference;

/// One invoice, or a list of them
#[derive(clap::Args)]
pub(in crate::cli) struct DebtArgs {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID", conflicts_with_all = ["receivables", "skip_faulty", "map"])]
    pub(in crate::cli) customer: Option<String>,
    /// List of open invoices (CSV): customer, invoice, due date, open sum and more
    #[arg(long, value_name = "FILE", conflicts_with_all = ["invoice", "invoice_date", "due", "amount", "reference"])]
    pub(in crate::cli) receivables: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    /// File for the list's faulty rows; the sound ones are used
    #[arg(long, value_name = "FILE", requires = "receivables")]
    pub(in crate::cli) skip_faulty: Option<PathBuf>,
    /// Part of a claim that a column of the list holds (`COLUMN=`: not to be read), or `status:WORD=STATE`; kept in `register.toml`
    #[arg(long = "map", value_name = "COLUMN=PART", requires = "receivables")]
    pub(in crate::cli) map: Vec<String>,
    /// Say that numbers and descriptions in the form of a personal identity code are none
    #[arg(long)]
    pub(in crate::cli) not_identity_codes: bool,
    /// The invoice's number
    #[arg(long, value_name = "NO")]
    pub(in crate::cli) invoice: Option<String>,
    /// The invoice's date
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    pub(in crate::cli) invoice_date: Option<Date>,
    /// The day it should have been paid by
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    pub(in crate::cli) due: Option<Date>,
    /// The sum still owed of it, such as 310,00
    #[arg(long, value_name = "SUM", value_parser = sum, allow_negative_numbers = true)]
    pub(in crate::cli) amount: Option<Decimal>,
    /// The invoice's reference number
    #[arg(long, value_name = "NO", value_parser = reference)]
    pub(in crate::cli) reference: Option<Reference>,
    /// What debtors are where the list does not say: consumer, business or other; NUMBER=KIND for one
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Vec<String>,
    /// Late interest: auto, amount (refuse where it has no sum) or none
    #[arg(
        long,
        value_name = "HOW",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(in crate::cli) interest: InterestMode,
    #[command(flatten)]
    pub(in crate::cli) ways: Ways,
}

/// How interest is asked for.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum InterestMode {
    /// As a sum where all rates are known
    Auto,
    /// As a sum, or no letter at all
    Amount,
    /// Waived
    None,
}

fn sum(text: &str) -> Result<Decimal, String> {
    amount::parse(text).map_err(|rule| rule.to_string())
}

fn reference(text: &str) -> Result<Reference, String> {
    text.parse()
        .map_err(|error: crate::receivables::Error| error.to_string())
}
