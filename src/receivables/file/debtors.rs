//! Whom a row of a list means: every key in it must point to the same customer.

use crate::model::import::{ClaimColumn, CustomerKey, Found, Index};
use crate::model::{BusinessId, Customer, CustomerNumber, Email, Numbers, Rule};

use super::Fault;

/// The customers that there are, by every key.
pub struct Debtors {
    numbers: Numbers,
    index: Index,
}

impl Debtors {
    /// Takes the customers. A number counts only where the register has the invoicing program's.
    pub fn of(customers: &[Customer], numbers: Numbers) -> Self {
        let index = customers.iter().collect();
        Self { numbers, index }
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
        match key {
            CustomerKey::Any => self.by(looks_like(cell), cell),
            CustomerKey::Number if self.numbers == Numbers::Own => Err(Rule::OtherNumber),
            CustomerKey::Number => {
                let number: CustomerNumber = cell.trim_start_matches('0').parse()?;
                let known = self.index.has(number);
                Ok(known.then_some(number).into_iter().collect())
            }
            CustomerKey::Name | CustomerKey::Company => Ok(self.index.named(cell)),
            CustomerKey::BusinessId => {
                let id = BusinessId::parse_loose(cell)?;
                Ok(self.index.with_business_id(&id))
            }
            CustomerKey::Email => {
                let email: Email = cell.parse()?;
                Ok(self.index.with_email(&email.folded()))
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
