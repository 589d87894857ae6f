//! Whom a row of a list means: every key in it must point to the same customer.

use std::collections::HashMap;

use crate::model::import::{ClaimColumn, CustomerKey, Found, Index};
use crate::model::{BusinessId, Customer, CustomerNumber, Email, Numbers, Rule};
use crate::text::fold_case;

use super::Fault;
use super::names::Names;
use super::pointed::{Pointed, Together};

/// The customers that there are, by every key.
pub struct Debtors {
    numbers: Numbers,
    index: Index,
    names: Names,
    titles: HashMap<CustomerNumber, String>,
}

impl Debtors {
    /// Takes the customers. A number counts only where the register has the invoicing program's.
    pub fn of(customers: &[Customer], numbers: Numbers) -> Self {
        let mut names = Names::default();
        for customer in customers {
            names.insert(customer);
        }
        let title = |customer: &Customer| (customer.number(), fold_case(customer.title()));
        Self {
            numbers,
            index: customers.iter().collect(),
            names,
            titles: customers.iter().map(title).collect(),
        }
    }

    /// Why a name is not enough to ask the one customer that it was found to be of; none where it is.
    pub fn why_not(customer: &Customer, name: &str) -> Option<Rule> {
        let one = Self::of(std::slice::from_ref(customer), Numbers::Own);
        let pointed = one.names.find(name, &one.index);
        pointed.weak.filter(|_| pointed.alone.is_empty())
    }

    /// Finds the customer of a row by its key cells.
    pub(super) fn find<'a>(
        &self,
        keys: impl Iterator<Item = (CustomerKey, &'a str)>,
    ) -> Result<CustomerNumber, Vec<Fault>> {
        let (mut faults, mut met, mut weak) = (Vec::new(), None::<Together>, None);
        for (key, cell) in keys {
            match self.by(key, cell) {
                // The other program's number: it says nothing beside another key, and is not enough alone.
                Err(Rule::OtherNumber) => weak = weak.or(Some(fault(key, Rule::OtherNumber))),
                Err(rule) => faults.push(fault(key, rule)),
                Ok(found) => {
                    match Together::with(met.as_ref(), &found) {
                        Some(all) => met = Some(all),
                        None => faults.push(fault(key, Rule::KeysDisagree)),
                    }
                    weak = found.weak.map(|rule| fault(key, rule)).or(weak);
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let any = |rule| fault(CustomerKey::Any, rule);
        let numbers = met.map(|met| met.meant()).unwrap_or_default();
        match numbers[..] {
            [one] => Ok(one),
            [] => Err(vec![weak.unwrap_or_else(|| any(Rule::Required))]),
            _ => Err(vec![any(Rule::SeveralMatch { numbers })]),
        }
    }

    /// The names that a row calls its customer by, where none of them is the name that the register has for him.
    pub(super) fn other_names<'a>(
        &self,
        customer: CustomerNumber,
        keys: impl Iterator<Item = (CustomerKey, &'a str)>,
    ) -> Vec<String> {
        let is_name = |key, cell| match key {
            CustomerKey::Any => looks_like(cell) == CustomerKey::Name,
            key => matches!(key, CustomerKey::Name | CustomerKey::Company),
        };
        let names: Vec<&str> = keys
            .filter(|(key, cell)| !cell.is_empty() && is_name(*key, cell))
            .map(|(_, cell)| cell)
            .collect();
        let title = self.titles.get(&customer);
        let same = |name: &&str| title.is_some_and(|title| fold_case(name) == *title);
        if names.iter().any(same) {
            return Vec::new();
        }
        names.into_iter().map(str::to_owned).collect()
    }

    /// Whom a key points to: somebody, or the rule that it breaks.
    fn by(&self, key: CustomerKey, cell: &str) -> Result<Pointed, Rule> {
        let found = match key {
            CustomerKey::Any => return self.by(looks_like(cell), cell),
            CustomerKey::Number if self.numbers == Numbers::Own => return Err(Rule::OtherNumber),
            CustomerKey::Number => self.by_number(cell)?,
            CustomerKey::Name | CustomerKey::Company => self.names.find(cell, &self.index),
            CustomerKey::BusinessId => {
                let id = BusinessId::parse_loose(cell)?;
                Pointed::to(self.index.with_business_id(&id))
            }
            CustomerKey::Email => {
                let email: Email = cell.parse()?;
                Pointed::to(self.index.with_email(&email.folded()))
            }
        };
        if found.beside.is_empty() {
            return Err(Rule::NoSuchCustomer);
        }
        Ok(found)
    }

    fn by_number(&self, cell: &str) -> Result<Pointed, Rule> {
        let number: CustomerNumber = cell.trim_start_matches('0').parse()?;
        let known: Found = self
            .index
            .has(number)
            .then_some(number)
            .into_iter()
            .collect();
        Ok(Pointed::to(known))
    }
}

fn fault(key: CustomerKey, rule: Rule) -> Fault {
    Fault::of(ClaimColumn::Customer(key), rule)
}

/// What kind of key a cell of the one debtor column is.
fn looks_like(cell: &str) -> CustomerKey {
    let digits = cell.bytes().all(|b| b.is_ascii_digit());
    if digits && cell.trim_start_matches('0').len() <= 6 {
        CustomerKey::Number
    } else if cell.contains('@') {
        CustomerKey::Email
    } else if BusinessId::parse_loose(cell).is_ok() || is_shaped_like_id(cell) {
        CustomerKey::BusinessId
    } else {
        CustomerKey::Name
    }
}

/// Seven digits, a hyphen and a digit: a business ID whose check digit may be wrong.
fn is_shaped_like_id(cell: &str) -> bool {
    cell.split_once('-').is_some_and(|(base, check)| {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        base.len() == 7 && check.len() == 1 && digits(base) && digits(check)
    })
}
