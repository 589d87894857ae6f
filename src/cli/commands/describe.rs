//! `describe`: the register's description, shown or changed key by key; comments and order of the file survive.

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::history::Act;
use crate::register::{DescriptionText, Register};
use crate::text;

/// Show or change the register's description
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Keys to set, such as bank.iban=FI2112345600000785 or fields.customer.phone=Puhelin (`KEY=` removes)
    #[arg(value_name = "KEY=VALUE")]
    values: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    if args.values.is_empty() {
        return show(context);
    }
    let register = context.trusted(Register::may_seal)?;
    let mut text = DescriptionText::load(register.register())?;
    let before = text.clone();
    for value in &args.values {
        let (key, value) = value.split_once('=').ok_or_else(|| {
            CommandError::usage("a setting is written KEY=VALUE").hint(Hint::new("hint-key-value"))
        })?;
        text.set(key.trim(), value.trim())?;
    }
    if text.to_string() == before.to_string() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    register.check_fields_in_use(&text)?;
    let mut change = register.change(context.clock().now())?;
    change.describe(&text);
    change.commit(Act::Describe)?;
    context.ui().say("described", &[]);
    if payee(&text) != payee(&before) {
        tell_payee(context, &text);
    }
    Ok(())
}

/// The account and whom letters name as its holder.
fn payee(text: &DescriptionText) -> (Option<String>, Option<String>) {
    let filled = |key| text.get(key).filter(|value| !value.trim().is_empty());
    let holder = filled("bank.holder").or_else(|| filled("controller.name"));
    (filled("bank.iban"), holder)
}

/// Banks compare the payee's name with the account holder's, so the owner is told which name letters give.
fn tell_payee(context: &Context, text: &DescriptionText) {
    if let (Some(_), Some(holder)) = payee(text) {
        let holder = text::visible(&holder);
        let values = [("holder", holder.into())];
        context.ui().say("described-payee", &values);
    }
}

fn show(context: &Context) -> Result<(), CommandError> {
    let text = DescriptionText::load(&context.reading()?)?;
    context.ui().data(
        &text
            .settings()
            .into_iter()
            .map(|(key, value)| format!("{} = {}\n", text::visible(&key), text::visible(&value)))
            .collect::<String>(),
    )
}
