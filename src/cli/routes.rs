//! By which way each customer's letter goes: what was asked for and what the register knows are put to the rule of `letters::Route`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::args;
use super::context::Context;
use super::error::CommandError;
use super::words::{Argument, Words};
use crate::letters::{self, Channel, Debt, Facts, Format, Route, Sender, Wanted, Why, mailable};
use crate::model::{Customer, CustomerNumber, Email};

/// The options of `notice` and `letter` alike: what letters are written as, by which way they go, and where they are put.
#[derive(clap::Args)]
pub(super) struct Ways {
    /// Files to write: pdf, txt, eml (drafts: `--channel email`); by default pdf, or your own text template
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = args::format)]
    format: Vec<Format>,
    /// By which way letters go: auto, post or email (drafts, never sent)
    #[arg(long, value_name = "WAY", value_parser = args::channel, default_value = "auto", hide_default_value = true)]
    channel: Wanted,
    /// Folder to write to, instead of a dated one under `output/`
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

impl Ways {
    /// What `--format` and `--channel` say together: `eml` among the formats is `--channel email`, and the others are what paper is
    /// written as.
    ///
    /// # Errors
    /// Usage, where a draft is wanted by post.
    pub(super) fn read(&self) -> Result<(Vec<Format>, Wanted), CommandError> {
        let paper = self.format.iter().copied();
        let paper = paper.filter(|format| *format != Format::Eml).collect();
        match (self.format.contains(&Format::Eml), self.channel) {
            (false, wanted) => Ok((paper, wanted)),
            (true, Wanted::Post) => Err(CommandError::usage(
                "`--format eml` is a draft of an e-mail, and `--channel post` wants paper",
            )),
            (true, _) => Ok((paper, Wanted::Email)),
        }
    }
}

/// The way of each letter of a run.
pub(super) struct Routes(BTreeMap<CustomerNumber, Route>);

impl Routes {
    /// Decides for each customer; `debt` tells what a debtor is asked for.
    ///
    /// # Errors
    /// Where e-mail is insisted on and the register names no address to write from.
    pub(super) fn new<'c>(
        wanted: Wanted,
        sender: &Sender,
        customers: impl Iterator<Item = (&'c Customer, Option<Debt>)>,
    ) -> Result<Self, CommandError> {
        if wanted == Wanted::Email && sender.mailbox().is_none() {
            return Err(letters::Error::SenderEmail.into());
        }
        let route = |(customer, debt): (&Customer, Option<Debt>)| {
            let route = Self::decide(wanted, sender, customer, debt);
            (customer.number(), route)
        };
        Ok(Self(customers.map(route).collect()))
    }

    /// Returns the way of one letter.
    pub(super) fn decide(
        wanted: Wanted,
        sender: &Sender,
        customer: &Customer,
        debt: Option<Debt>,
    ) -> Route {
        let facts = Facts {
            address: address(customer).is_some(),
            sender: sender.mailbox().is_some(),
            debt,
        };
        Route::of(wanted, facts)
    }

    /// Returns one customer's way; whoever was not asked about gets post.
    pub(super) fn of(&self, customer: CustomerNumber) -> Route {
        let post = Route {
            channel: Channel::Post,
            why: Why::Said,
        };
        self.0.get(&customer).copied().unwrap_or(post)
    }

    /// Returns where the customer's draft goes; nothing for whoever gets paper.
    pub(super) fn draft_to<'c>(&self, customer: &'c Customer) -> Option<&'c Email> {
        let email = self.of(customer.number()).channel == Channel::Email;
        address(customer).filter(|_| email)
    }

    /// How many go by which way, in words; nothing where all are posted.
    pub(super) fn told(&self, context: &Context) -> Option<String> {
        let drafts = self.0.values();
        let drafts = drafts.filter(|one| one.channel == Channel::Email).count();
        (drafts > 0).then(|| {
            let values = [
                ("post", (self.0.len() - drafts).into()),
                ("email", drafts.into()),
            ];
            context.words().say_with("letters-channels", &values)
        })
    }

    /// Notes who gets paper for want of an address, where others get drafts or all were to.
    pub(super) fn note(&self, context: &Context, wanted: Wanted) {
        let any = self.0.values().any(|one| one.channel == Channel::Email);
        let lacking = self.0.iter().filter(|(_, one)| one.why == Why::NoAddress);
        let numbers: Vec<String> = lacking.map(|(number, _)| number.to_string()).collect();
        if !numbers.is_empty() && (any || wanted == Wanted::Email) {
            let values = [
                ("why", reason(context.words(), Why::NoAddress).into()),
                ("numbers", numbers.join(", ").into()),
            ];
            context.ui().say("letters-posted", &values);
        }
    }
}

fn address(customer: &Customer) -> Option<&Email> {
    customer.email().filter(|email| mailable(email))
}

/// The reason in words.
pub(super) fn reason(words: &Words, why: Why) -> String {
    let section: [Argument<'_>; 1] = [("section", why.section().unwrap_or_default().into())];
    words.say_with(&format!("channel-why-{}", why.code()), &section)
}
