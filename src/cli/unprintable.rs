//! Customers whose PDF letter would lack a character, found before anything is written.

use std::collections::BTreeMap;

use super::context::Context;
use super::error::CommandError;
use super::{job, posting};
use crate::letters::{self, Addressee, Engine, First, Format, Sender, is_plain};
use crate::model::{Customer, CustomerNumber};
use crate::receivables::Letter;
use crate::register::Register;

/// What the letters of a run have in common.
pub(super) struct PrintCheck<'a> {
    pub(super) context: &'a Context,
    pub(super) register: &'a Register,
    pub(super) template: &'a str,
    pub(super) formats: &'a [Format],
    pub(super) set: &'a BTreeMap<String, String>,
}

impl PrintCheck<'_> {
    /// Returns the customers whose letters have a character that no font has, in the order given.
    ///
    /// Fonts are tried by setting the letter, for whether a mark can stand on a character is known to nobody else. That is done only where
    /// the customer or the debt has a word with an unusual character. Whatever else keeps a letter from being made is told when it is made.
    ///
    /// # Errors
    /// A template that is not UTF-8.
    pub(super) fn customers<'c>(
        &self,
        letters: impl Iterator<Item = (&'c Customer, Option<&'c Letter>)>,
    ) -> Result<Vec<CustomerNumber>, CommandError> {
        let unusual = letters.filter(|(customer, debt)| !all_plain(customer, *debt));
        let unusual: Vec<_> = unusual.collect();
        if unusual.is_empty() {
            return Ok(Vec::new());
        }
        let engine = Engine::new(posting::own_templates(self.register)?);
        let sender = posting::sender(self.register.description());
        let lacking = unusual.into_iter().filter_map(|(customer, debt)| {
            let lacks = self.lacks_character(&engine, &sender, customer, debt);
            lacks.then(|| customer.number())
        });
        Ok(lacking.collect())
    }

    fn lacks_character(
        &self,
        engine: &Engine,
        sender: &Sender,
        customer: &Customer,
        debt: Option<&Letter>,
    ) -> bool {
        let wanted = job::languages(self.register.description(), customer);
        let fields = job::fields(self.register.schema(), customer);
        let (Ok(templates), Some(addressee)) = (
            engine.choose(self.template, &wanted, self.formats),
            Addressee::of(&fields, First::Billing),
        ) else {
            return false;
        };
        let letter = letters::Context {
            date: self.context.today(),
            sender: sender.clone(),
            addressee,
            fields,
            debt: debt.cloned(),
            set: self.set.clone(),
        };
        let mut pdfs = templates.iter().filter(|name| name.format() == Format::Typ);
        pdfs.any(|name| {
            let printed = engine.print(name, &letter);
            matches!(printed, Err(letters::Error::Character { .. }))
        })
    }
}

fn all_plain(customer: &Customer, debt: Option<&Letter>) -> bool {
    let items = debt.iter().flat_map(|letter| &letter.items);
    let mut claims = items.flat_map(|item| {
        let description = item.claim.description.as_ref();
        [Some(&item.claim.invoice), description]
            .into_iter()
            .flatten()
    });
    customer.values().all(|(_, value)| is_plain(value))
        && claims.all(|text| is_plain(text.as_str()))
}
