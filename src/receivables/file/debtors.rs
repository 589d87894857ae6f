//! Whom a row of a list means: every key in it must point to the same customer.

use std::collections::{BTreeSet, HashMap};

use crate::model::import::{ClaimColumn, CustomerKey};
use crate::model::{
    BusinessId, CompanyName, Customer, CustomerNumber, Email, Numbers, PersonName, Rule,
};
use crate::text;

use super::Fault;

type Found = BTreeSet<CustomerNumber>;

/// The customers that there are, by every key.
pub struct Debtors {
    numbers: Numbers,
    known: Found,
    names: HashMap<String, Found>,
    business_ids: HashMap<BusinessId, Found>,
    emails: HashMap<String, Found>,
}

impl Debtors {
    /// Takes the customers. A number counts only where the register has the invoicing program's.
    pub fn of(customers: &[Customer], numbers: Numbers) -> Self {
        let mut debtors = Self {
            numbers,
            known: Found::new(),
            names: HashMap::new(),
            business_ids: HashMap::new(),
            emails: HashMap::new(),
        };
        for customer in customers {
            debtors.insert(customer);
        }
        debtors
    }

    fn insert(&mut self, customer: &Customer) {
        let number = customer.number();
        self.known.insert(number);
        let person = customer.name().map(PersonName::as_str);
        let company = customer.company().map(CompanyName::as_str);
        for name in person.into_iter().chain(company) {
            self.names
                .entry(text::fold(name))
                .or_default()
                .insert(number);
        }
        if let Some(id) = customer.business_id() {
            self.business_ids
                .entry(id.clone())
                .or_default()
                .insert(number);
        }
        if let Some(email) = customer.email() {
            self.emails
                .entry(email.folded())
                .or_default()
                .insert(number);
        }
    }

    /// Finds the customer of a row by its key cells.
    pub(super) fn find<'a>(
        &self,
        keys: impl Iterator<Item = (CustomerKey, &'a str)>,
    ) -> Result<CustomerNumber, Vec<Fault>> {
        let fault = |key: CustomerKey, rule| Fault::of(ClaimColumn::Customer(key), rule);
        let (mut faults, mut met, mut number_only) = (Vec::new(), None::<Found>, None);
        for (key, cell) in keys {
            match self.by(key, cell) {
                // The other program's number: it says nothing beside another key, and is not enough alone.
                Err(Rule::OtherNumber) => number_only = Some(fault(key, Rule::OtherNumber)),
                Err(rule) => faults.push(fault(key, rule)),
                Ok(found) if found.is_empty() => faults.push(fault(key, Rule::NoSuchCustomer)),
                Ok(found) => {
                    let both = met.as_ref().map_or(found.clone(), |met| met & &found);
                    if both.is_empty() {
                        faults.push(fault(key, Rule::KeysDisagree));
                    } else {
                        met = Some(both);
                    }
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let any = ClaimColumn::Customer(CustomerKey::Any);
        let met =
            met.ok_or_else(|| vec![number_only.unwrap_or_else(|| Fault::of(any, Rule::Required))])?;
        match met.iter().collect::<Vec<_>>()[..] {
            [one] => Ok(*one),
            _ => Err(vec![Fault::of(any, Rule::SeveralMatch)]),
        }
    }

    fn by(&self, key: CustomerKey, cell: &str) -> Result<Found, Rule> {
        let found = |found: Option<&Found>| found.cloned().unwrap_or_default();
        match key {
            CustomerKey::Any => self.by(looks_like(cell), cell),
            CustomerKey::Number if self.numbers == Numbers::Own => Err(Rule::OtherNumber),
            CustomerKey::Number => {
                let number: CustomerNumber = cell.trim_start_matches('0').parse()?;
                let known = self.known.contains(&number);
                Ok(known.then_some(number).into_iter().collect())
            }
            CustomerKey::Name | CustomerKey::Company => {
                Ok(found(self.names.get(&text::fold(cell))))
            }
            CustomerKey::BusinessId => {
                let id = BusinessId::parse_loose(cell)?;
                Ok(found(self.business_ids.get(&id)))
            }
            CustomerKey::Email => {
                let email: Email = cell.parse()?;
                Ok(found(self.emails.get(&email.folded())))
            }
        }
    }
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
