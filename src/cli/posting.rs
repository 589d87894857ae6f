//! From customers to documents: what `notice` and `letter` share.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::delivery;
use super::error::CommandError;
use super::job::{self, Job, Posting, Sheet};
use crate::fsio;
use crate::letters::{self, Engine, Kind, Party, Sender};
use crate::model::{Customer, CustomerNumber, Description};
use crate::receivables::ClaimKind;
use crate::register::{Error, Register, TEMPLATES, Unlocked};

/// What letters ask of the register before anything is read: their words were accepted, and a journal can be sealed.
///
/// # Errors
/// What was not accepted.
pub(super) fn may_post(register: &Register) -> Result<(), Error> {
    register.may_write_letters()?;
    register.may_seal()
}

/// Renders each customer's documents, on all cores, and prints their paths. What one customer lacks is found before anything is rendered.
///
/// The customers are let go then, and each is opened again for its own letter: five thousand need not be held to write one.
pub(super) fn post(
    context: &Context,
    unlocked: &Unlocked,
    customers: Vec<Customer>,
    posting: Posting<'_>,
) -> Result<(), CommandError> {
    let register = unlocked.register();
    let sender = sender(register.description());
    let missing = letters::missing(&sender, posting.kind);
    if !missing.is_empty() {
        return Err(letters::Error::Sender { keys: missing }.into());
    }
    warn_of_ended(context, &customers);
    let committed = unlocked.committed(&customers)?;
    let engine = Engine::new(own_templates(register)?);
    let sheets = job::sheets(register, &engine, &posting, customers)?;
    warn_of_untold(context, &posting, &sheets);
    if context.globals().dry_run {
        context.ui().say("dry-run", &[]);
        return Ok(());
    }
    // Of the plan, and of all the customers at once, a few pieces stay; setting the letters needs the rest.
    fsio::give_back();
    let ways = posting.routes.told(context);
    let ways = ways.filter(|_| posting.kind == Kind::Notice);
    let job = Job {
        posting,
        sheets,
        engine,
        committed,
        sender,
        date: context.today(),
        description: register.description(),
        schema: register.schema(),
    };
    delivery::deliver(context, unlocked, job)?;
    if let Some(ways) = ways {
        context.ui().tell(&ways);
    }
    Ok(())
}

/// What there is to say where no letter of a run can be printed.
pub(super) fn unprintable(customers: &[CustomerNumber]) -> CommandError {
    let customers = customers.iter().map(ToString::to_string).collect();
    letters::Error::Character { customers }.into()
}

fn warn_of_ended(context: &Context, customers: &[Customer]) {
    for ended in customers.iter().filter(|customer| customer.is_ended()) {
        let number = [("number", ended.number().to_string().into())];
        context.ui().warn("letter-ended", &number);
    }
}

/// Says of each template that tells a consumer nothing of interest what comes of that.
fn warn_of_untold(context: &Context, posting: &Posting<'_>, sheets: &[Sheet]) {
    let untold = |one: &&Sheet| {
        let debt = posting.debts.of(one.customer);
        let consumer =
            debt.filter(|debt| debt.kind == ClaimKind::Consumer && debt.tells_interest());
        consumer.is_some() && !one.tells_interest
    };
    let untold = sheets.iter().filter(untold);
    let templates: BTreeSet<String> = untold.map(|one| one.told(posting.template).0).collect();
    for template in templates {
        let values = [("template", template.into())];
        context.ui().warn("letter-interest-untold", &values);
    }
}

/// Who writes, by `register.toml`.
pub(super) fn sender(description: &Description) -> Sender {
    let text = |value: &Option<_>| {
        value
            .as_ref()
            .map(|value: &crate::model::Text| value.to_string())
    };
    let (controller, contact) = (&description.controller, &description.contact);
    Sender {
        controller: Party {
            name: text(&controller.name),
            street: text(&controller.street),
            postcode: text(&controller.postcode),
            city: text(&controller.city),
            country: controller.country.map(|country| country.to_string()),
            phone: text(&controller.phone),
            email: controller.email.as_ref().map(ToString::to_string),
        },
        business_id: controller.business_id.as_ref().map(ToString::to_string),
        contact: Party {
            name: text(&contact.name),
            street: text(&contact.street),
            postcode: text(&contact.postcode),
            city: text(&contact.city),
            country: contact.country.map(|country| country.to_string()),
            phone: text(&contact.phone),
            email: contact.email.as_ref().map(ToString::to_string),
        },
        iban: description.bank.iban.as_ref().map(ToString::to_string),
        bic: description.bank.bic.as_ref().map(ToString::to_string),
        holder: text(&description.bank.holder),
        notice_url: Some(description.notice_url.clone()).filter(|url| !url.is_empty()),
    }
}

/// The owner's templates, as they were accepted: before and while she is asked for her passphrase and shown the plan, anybody
/// might have written into `templates/`.
pub(super) fn own_templates(register: &Register) -> Result<Vec<(String, String)>, CommandError> {
    let text = |(name, bytes): (String, Vec<u8>)| {
        let source = String::from_utf8(bytes)
            .map_err(|_| CommandError::user(format!("`{TEMPLATES}/{name}` is not UTF-8")))?;
        Ok((name, source))
    };
    register.templates()?.into_iter().map(text).collect()
}

/// The settings given by `--set NAME=TEXT`.
pub(super) fn settings(given: &[String]) -> Result<BTreeMap<String, String>, CommandError> {
    let pair = |text: &String| {
        text.split_once('=')
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
    };
    given
        .iter()
        .map(|text| {
            pair(text)
                .ok_or_else(|| CommandError::usage("a setting of a letter is written NAME=TEXT"))
        })
        .collect()
}
