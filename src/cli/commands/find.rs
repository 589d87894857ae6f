//! `find`: customers with a text in any field. It lists; it never opens a whole record on the screen by itself.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::{customers, json, listing};
use crate::model::Customer;
use crate::register::Shown;
use crate::text;

/// Find customers by a part of any field
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The text to look for
    #[arg(value_name = "TEXT", required = true)]
    words: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let wanted = text::fold(&args.words.join(" "));
    if wanted.trim().is_empty() {
        return Err(CommandError::usage("the text to look for is empty"));
    }
    let register = context.unlocked()?;
    let (all, refused) = customers::to_show(context, &register)?;
    let standing: Vec<&Shown> = all
        .iter()
        .filter(|(customer, _)| has(customer, wanted.trim()))
        .collect();
    let found: Vec<&Customer> = standing.iter().map(|(customer, _)| customer).collect();
    if context.globals().json {
        context.ui().json(
            &found
                .iter()
                .map(|customer| json::customer(customer))
                .collect(),
        )?;
    } else {
        context.ui().say(
            "selected",
            &[("n", found.len().into()), ("total", all.len().into())],
        );
        let table = if found.is_empty() {
            String::new()
        } else {
            listing::table(context.words(), &found)
        };
        context.ui().data(&table)?;
    }
    customers::warn_of_uncommitted(context, &register, standing)?;
    customers::all_read(refused)
}

fn has(customer: &Customer, wanted: &str) -> bool {
    let record = customer.to_record();
    record.number.to_string() == wanted
        || record
            .fields
            .values()
            .any(|value| text::fold(value).contains(wanted))
}
