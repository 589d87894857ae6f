//! `list`: all customers, or those that a selection matches.

use crate::cli::context::Context;
use crate::cli::customers::{self, Choice};
use crate::cli::error::CommandError;
use crate::cli::{json, listing};
use crate::model::Customer;
use crate::register::{Shown, Unlocked, export};

/// List customers
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Only those that match: FIELD, !FIELD or FIELD=VALUE (`*` stands for anything); all must hold
    #[arg(long = "where", value_name = "SELECTOR", num_args = 1..)]
    selectors: Vec<String>,
    /// Also customers whose relationship has ended
    #[arg(long)]
    all: bool,
    /// Form of the list: table, csv (all fields) or ids (one number a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "table",
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Columns for the eye
    Table,
    /// CSV with all fields
    Csv,
    /// One number a line
    Ids,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let choice = Choice::parse(register.register(), &args.selectors, args.all)?;
    let (all, refused) = customers::to_show(context, &register)?;
    let standing: Vec<&Shown> = all
        .iter()
        .filter(|(customer, _)| choice.matches(customer))
        .collect();
    let shown: Vec<&Customer> = standing.iter().map(|(customer, _)| customer).collect();
    if all.is_empty() && refused == 0 {
        context.ui().say("list-empty", &[]);
    }
    if !args.selectors.is_empty() {
        context.ui().say(
            "selected",
            &[("n", shown.len().into()), ("total", all.len().into())],
        );
    }
    context
        .ui()
        .data(&printed(context, &register, args.format, &shown))?;
    customers::warn_of_uncommitted(context, &register, standing)?;
    customers::all_read(refused)
}

fn printed(context: &Context, register: &Unlocked, format: Format, shown: &[&Customer]) -> String {
    if context.globals().json {
        let all: serde_json::Value = shown
            .iter()
            .map(|customer| json::customer(customer))
            .collect();
        return format!("{all:#}\n");
    }
    match format {
        Format::Table => listing::table(context.words(), shown),
        Format::Csv => export::csv(register.register().schema(), shown),
        Format::Ids => shown
            .iter()
            .map(|customer| format!("{}\n", customer.number()))
            .collect(),
    }
}
