//! Customers that may be the same one: a warning, since two branches of a company or a couple with one mailbox are real.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::reference::names;
use super::{Address, Customer, CustomerNumber, Email};
use crate::text;

/// What two customers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The business ID.
    BusinessId,
    /// The e-mail address.
    Email,
    /// A name and a street.
    NameAndStreet,
    /// A name alone: told of a customer who is being added only, for among those that there are namesakes are too common.
    Name,
}

impl Why {
    /// Returns the reason's name for translation catalogues and JSON; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::BusinessId => "same-business-id",
            Self::Email => "same-email",
            Self::NameAndStreet => "same-name-and-street",
            Self::Name => "same-name",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BusinessId => "the same business ID",
            Self::Email => "the same e-mail address",
            Self::NameAndStreet => "the same name and street",
            Self::Name => "the same name",
        })
    }
}

/// A customer that may be the same as another, and the strongest reason to think so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The other customer.
    pub number: CustomerNumber,
    /// What they have in common.
    pub why: Why,
}

/// What customers have been seen to hold: finds duplicates among many without comparing each with each.
#[derive(Clone, Default)]
pub struct Seen(HashMap<(Why, String), Vec<CustomerNumber>>);

impl Seen {
    /// Adds a customer.
    pub fn insert(&mut self, customer: &Customer) {
        for key in keys(customer) {
            self.0.entry(key).or_default().push(customer.number());
        }
    }

    /// Returns the customers seen that may be the same as `customer`, itself left out, by number.
    pub fn like(&self, customer: &Customer) -> Vec<Duplicate> {
        let mut found: BTreeMap<CustomerNumber, Why> = BTreeMap::new();
        for key in keys(customer) {
            for number in self.0.get(&key).into_iter().flatten() {
                let why = found.entry(*number).or_insert(key.0);
                *why = key.0.min(*why);
            }
        }
        found.remove(&customer.number());
        found
            .into_iter()
            .map(|(number, why)| Duplicate { number, why })
            .collect()
    }
}

impl<'a> FromIterator<&'a Customer> for Seen {
    fn from_iter<I: IntoIterator<Item = &'a Customer>>(customers: I) -> Self {
        let mut seen = Self::default();
        customers
            .into_iter()
            .for_each(|customer| seen.insert(customer));
        seen
    }
}

/// Whether two customers have a name in common; case and accents do not count.
pub fn are_namesakes(one: &Customer, other: &Customer) -> bool {
    let theirs: Vec<String> = names(other).map(text::fold).collect();
    names(one).any(|name| theirs.contains(&text::fold(name)))
}

/// What makes another customer with the same key a likely duplicate.
fn keys(customer: &Customer) -> Vec<(Why, String)> {
    let id = customer.business_id().map(ToString::to_string);
    let email = customer.email().map(Email::folded);
    let homes = names(customer).flat_map(|name| {
        let name = text::fold(name);
        streets(customer)
            .into_iter()
            .map(move |street| format!("{name}\n{street}"))
    });
    id.map(|id| (Why::BusinessId, id))
        .into_iter()
        .chain(email.map(|email| (Why::Email, email)))
        .chain(homes.map(|home| (Why::NameAndStreet, home)))
        .collect()
}

fn streets(customer: &Customer) -> Vec<String> {
    let addresses = [customer.billing_address(), customer.postal_address()];
    let mut streets: Vec<String> = addresses
        .into_iter()
        .flatten()
        .map(Address::street)
        .map(text::fold)
        .collect();
    streets.dedup();
    streets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::customer;

    #[test]
    fn what_two_customers_have_in_common() {
        let home = [
            ("name", "Åsa Öberg"),
            ("billing_address.street", "Rantakatu 1"),
            ("billing_address.postcode", "92100"),
            ("billing_address.city", "Raahe"),
        ];
        let same_home = home.map(|(path, value)| (path, value.to_uppercase()));
        let same_home: Vec<(&str, &str)> =
            same_home.iter().map(|(p, v)| (*p, v.as_str())).collect();
        let others = [
            customer(1002, &same_home),
            customer(1003, &[("name", "Åsa Öberg")]),
            customer(1004, &[("name", "B"), ("email", "asa@example.fi")]),
            customer(1005, &[("company", "X Oy"), ("business_id", "0112038-9")]),
        ];
        let mut values = home.to_vec();
        values.extend([("email", "Asa@example.fi"), ("business_id", "0112038-9")]);
        let found = others.iter().collect::<Seen>();
        let found = found.like(&customer(1001, &values));
        let whys: Vec<(u32, Why)> = found.iter().map(|d| (d.number.get(), d.why)).collect();
        assert_eq!(
            whys,
            [
                (1002, Why::NameAndStreet),
                (1004, Why::Email),
                (1005, Why::BusinessId)
            ]
        );
    }
}
