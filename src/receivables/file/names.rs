//! Whom a debtor's name means. What a name is not enough for, it still agrees with: another key may then tell.
//!
//! A company answers to its own name and a person to hers. The contact person of a company may owe things of her own, and Mäki may be
//! another man than Maki, so neither is asked for money on the strength of a name alone.

use std::collections::HashMap;

use crate::model::import::{Found, Index};
use crate::model::{CompanyName, Customer, PersonName, Rule};
use crate::text::fold_case;

use super::pointed::Pointed;

/// The names of all customers, letter for letter; case and spaces do not count.
#[derive(Default)]
pub(super) struct Names {
    own: HashMap<String, Found>,
    contacts: HashMap<String, Found>,
}

impl Names {
    pub(super) fn insert(&mut self, customer: &Customer) {
        let person = customer.name().map(PersonName::as_str);
        let (own, contact) = match customer.company().map(CompanyName::as_str) {
            Some(company) => (Some(company), person),
            None => (person, None),
        };
        let number = customer.number();
        for (names, name) in [(&mut self.own, own), (&mut self.contacts, contact)] {
            if let Some(name) = name {
                names.entry(fold_case(name)).or_default().insert(number);
            }
        }
    }

    /// Whom a name means; `index` knows who is called so where accents do not count.
    pub(super) fn find(&self, name: &str, index: &Index) -> Pointed {
        let of = |names: &HashMap<String, Found>| names.get(&fold_case(name)).cloned();
        let alone = of(&self.own).unwrap_or_default();
        match of(&self.contacts) {
            Some(contacts) => Pointed {
                beside: &alone | &contacts,
                alone,
                weak: Some(Rule::ContactPerson),
            },
            None if alone.is_empty() => Pointed {
                alone,
                beside: index.named(name),
                weak: Some(Rule::OtherLetters),
            },
            None => Pointed::to(alone),
        }
    }
}
