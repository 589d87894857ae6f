//! `log`: history in words.

use std::ops::ControlFlow;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::error::CommandError;
use crate::cli::{journal, json as shapes, sheet};
use crate::history::Act;
use crate::register::{CustomerEvent, Event};
use crate::text;

/// How many customers of one commit are told when no customer was named.
const TOLD: usize = 5;

/// Show who changed what and when, for one customer or all
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let number = customers::one_ever_or_all(&register, args.customer.as_deref())?;
    if context.globals().json {
        let mut events = Vec::new();
        register.events(number, usize::MAX, |event| {
            events.push(shape(&event));
            ControlFlow::Continue(())
        })?;
        return context.ui().json(&events.into());
    }
    let most = number.map_or(TOLD, |_| usize::MAX);
    let (mut said, mut between) = (Ok(()), "");
    register.events(number, most, |event| {
        let entry = format!("{between}{}", entry(context, &event));
        between = "\n";
        said = context.ui().data(&entry);
        said.as_ref()
            .map_or_else(|_| ControlFlow::Break(()), |()| ControlFlow::Continue(()))
    })?;
    said
}

fn entry(context: &Context, event: &Event) -> String {
    let when = context.clock().date_of(event.time);
    let mut lines = format!(
        "{} {} · {} · {}\n",
        when,
        event.id.short(),
        text::visible(&event.author),
        text::visible(&event.subject)
    );
    for customer in &event.customers {
        lines.push_str(&told(context, customer));
    }
    if event.more > 0 {
        lines.push_str(&format!(
            "  {}\n",
            context
                .words()
                .say_with("log-more", &[("n", event.more.into())])
        ));
    }
    lines
}

/// The lines of what happened to one customer: fields, then journal.
pub(super) fn told(context: &Context, event: &CustomerEvent) -> String {
    fields(context, event) + &journal::told(context, event)
}

fn fields(context: &Context, event: &CustomerEvent) -> String {
    match &event.changes {
        Ok(changes) => changes
            .iter()
            .map(|change| {
                format!(
                    "  {}  {}\n",
                    event.number,
                    sheet::change(context.words(), change)
                )
            })
            .collect(),
        Err(error) => format!(
            "  {}  {}\n",
            event.number,
            context.words().say_with(
                "log-unreadable",
                &[("why", CommandError::from_error(error).full_message().into())]
            )
        ),
    }
}

fn shape(event: &Event) -> Value {
    json!({
        "commit": event.id.to_string(),
        "time": crate::clock::rfc3339(event.time),
        "author": event.author,
        "subject": event.subject,
        "act": event.act.map(Act::word),
        "customers": event.customers.iter().map(customer).collect::<Vec<_>>(),
        "files": event.files,
    })
}

/// A customer's part of an event; `changes` is null where that version cannot be opened.
pub(super) fn customer(event: &CustomerEvent) -> Value {
    let changes = event
        .changes
        .as_ref()
        .ok()
        .map(|changes| changes.iter().map(shapes::change).collect::<Vec<_>>());
    json!({ "number": event.number.get(), "changes": changes, "journal": journal::noted(event) })
}
