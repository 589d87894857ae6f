//! How people name a customer on the command line: number, range, business ID, e-mail address or name.
//!
//! A name must be the whole name of the person or the company; case and accents do not count. Errors list numbers, never names.

use std::ops::RangeInclusive;
use std::str::FromStr;

use super::{BusinessId, CompanyName, Customer, CustomerNumber, Email, Error, PersonName};
use crate::text;

/// A customer, or several, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// `1042`
    Number(CustomerNumber),
    /// `1001-1030`, both included.
    Range(CustomerNumber, CustomerNumber),
    /// `0112038-9`
    BusinessId(BusinessId),
    /// `aino@example.fi`
    Email(Email),
    /// `Aino Esimerkki`
    Name(PersonName),
}

/// Who was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// One customer, or those of a range that there are.
    Found(Vec<CustomerNumber>),
    /// Nobody.
    None {
        /// Numbers of customers that may have been meant, best first.
        similar: Vec<CustomerNumber>,
    },
    /// Several, where one was meant.
    Many(Vec<CustomerNumber>),
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim();
        if !typed.is_empty() && is_digits(typed) {
            return typed.parse().map(Self::Number).map_err(Error::Reference);
        }
        if let Some((from, to)) = typed
            .split_once('-')
            .filter(|(a, b)| is_digits(a) && is_digits(b))
        {
            return range_or_business_id(typed, from, to);
        }
        if let Ok(email) = typed.parse() {
            return Ok(Self::Email(email));
        }
        typed.parse().map(Self::Name).map_err(Error::Reference)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Seven digits, a hyphen and one digit can only be a business ID: numbers have six.
fn range_or_business_id(typed: &str, from: &str, to: &str) -> Result<Reference, Error> {
    if from.len() == 7 && to.len() == 1 {
        return typed
            .parse()
            .map(Reference::BusinessId)
            .map_err(Error::Reference);
    }
    let number = |text: &str| text.parse::<CustomerNumber>().map_err(Error::Reference);
    let (from, to) = (number(from)?, number(to)?);
    if from > to {
        return Err(Error::Range);
    }
    Ok(Reference::Range(from, to))
}

impl Reference {
    /// The numbers it stands for, if it is a number or a range: no record need be opened then.
    pub fn numbers(&self) -> Option<RangeInclusive<CustomerNumber>> {
        match self {
            Self::Number(number) => Some(*number..=*number),
            Self::Range(from, to) => Some(*from..=*to),
            _ => None,
        }
    }

    /// Finds a number or a range among the numbers that there are; none if it is neither.
    fn resolve_number(
        &self,
        existing: impl IntoIterator<Item = CustomerNumber>,
    ) -> Option<Resolved> {
        let wanted = self.numbers()?;
        let existing: Vec<CustomerNumber> = existing.into_iter().collect();
        let found: Vec<CustomerNumber> = existing
            .iter()
            .copied()
            .filter(|number| wanted.contains(number))
            .collect();
        if !found.is_empty() {
            return Some(Resolved::Found(found));
        }
        let names: Vec<String> = existing.iter().map(ToString::to_string).collect();
        let near = text::similar(
            &wanted.start().to_string(),
            names.iter().map(String::as_str),
        );
        let similar = near
            .iter()
            .filter_map(|number| number.parse().ok())
            .collect();
        Some(Resolved::None { similar })
    }

    /// Finds the customer among those given.
    pub fn resolve<'a>(&self, customers: impl IntoIterator<Item = &'a Customer>) -> Resolved {
        let customers: Vec<&Customer> = customers.into_iter().collect();
        if let Some(resolved) = self.resolve_number(customers.iter().map(|c| c.number())) {
            return resolved;
        }
        let found: Vec<CustomerNumber> = customers
            .iter()
            .filter(|customer| self.is(customer))
            .map(|customer| customer.number())
            .collect();
        match found.len() {
            0 => Resolved::None {
                similar: self.similar(&customers),
            },
            1 => Resolved::Found(found),
            _ => Resolved::Many(found),
        }
    }

    fn is(&self, customer: &Customer) -> bool {
        match self {
            Self::Number(_) | Self::Range(..) => self
                .numbers()
                .is_some_and(|range| range.contains(&customer.number())),
            Self::BusinessId(id) => customer.business_id() == Some(id),
            Self::Email(email) => customer.email().is_some_and(|own| own.same_as(email)),
            Self::Name(name) => {
                let wanted = text::fold(name.as_str());
                names(customer).any(|own| text::fold(own) == wanted)
            }
        }
    }

    /// Customers with a near name or e-mail address, at most three.
    fn similar(&self, customers: &[&Customer]) -> Vec<CustomerNumber> {
        let own = |customer: &'_ &Customer| -> Vec<String> {
            match self {
                Self::Email(_) => customer.email().map(Email::folded).into_iter().collect(),
                Self::Name(_) => names(customer).map(text::fold).collect(),
                _ => Vec::new(),
            }
        };
        let wanted = match self {
            Self::Email(email) => email.folded(),
            Self::Name(name) => text::fold(name.as_str()),
            _ => return Vec::new(),
        };
        let owned: Vec<(CustomerNumber, Vec<String>)> =
            customers.iter().map(|c| (c.number(), own(c))).collect();
        let holds = |names: &[String]| names.iter().any(|name| name.contains(&wanted));
        let near = text::similar(
            &wanted,
            owned.iter().flat_map(|(_, n)| n).map(String::as_str),
        );
        let by_likeness = near
            .iter()
            .flat_map(|near| owned.iter().filter(move |(_, names)| names.contains(near)));
        let mut numbers = Vec::new();
        for (number, _) in by_likeness.chain(owned.iter().filter(|(_, names)| holds(names))) {
            if !numbers.contains(number) {
                numbers.push(*number);
            }
        }
        numbers.truncate(3);
        numbers
    }
}

/// The names of a customer: company and person.
pub(super) fn names(customer: &Customer) -> impl Iterator<Item = &str> {
    let company = customer.company().map(CompanyName::as_str);
    company
        .into_iter()
        .chain(customer.name().map(PersonName::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rule;
    use crate::model::sample::customer;

    fn number(number: u32) -> CustomerNumber {
        CustomerNumber::new(number).unwrap()
    }

    fn resolve(typed: &str) -> Resolved {
        let customers = [
            customer(
                1001,
                &[("company", "Nokia Oyj"), ("business_id", "0112038-9")],
            ),
            customer(1002, &[("name", "Åsa Öberg"), ("email", "Asa@example.fi")]),
            customer(1003, &[("name", "Matti Esimerkki")]),
            customer(
                1004,
                &[("name", "Matti Esimerkki"), ("company", "Matin Remontti")],
            ),
        ];
        typed.parse::<Reference>().unwrap().resolve(&customers)
    }

    #[test]
    fn a_customer_has_many_names() {
        for typed in ["1001", "0112038-9", "nokia oyj", " NOKIA OYJ "] {
            assert_eq!(
                resolve(typed),
                Resolved::Found(vec![number(1001)]),
                "{typed}"
            );
        }
        for typed in ["asa@EXAMPLE.fi", "asa oberg"] {
            assert_eq!(
                resolve(typed),
                Resolved::Found(vec![number(1002)]),
                "{typed}"
            );
        }
        assert_eq!(
            resolve("1002-1003"),
            Resolved::Found(vec![number(1002), number(1003)])
        );
    }

    #[test]
    fn two_customers_of_one_name_are_not_guessed() {
        assert_eq!(
            resolve("matti esimerkki"),
            Resolved::Many(vec![number(1003), number(1004)])
        );
    }

    #[test]
    fn near_ones_are_named_by_number() {
        for typed in ["Nokia", "1011"] {
            let Resolved::None { similar } = resolve(typed) else {
                panic!("found {typed}");
            };
            assert!(similar.contains(&number(1001)), "{typed}");
        }
    }

    #[test]
    fn what_can_name_nobody_is_refused() {
        let error = |typed: &str| typed.parse::<Reference>().unwrap_err();
        assert_eq!(error("1030-1001"), Error::Range);
        assert_eq!(error("0112038-8"), Error::Reference(Rule::BusinessIdCheck));
        assert_eq!(error("0"), Error::Reference(Rule::Number));
        assert_eq!(error(" "), Error::Reference(Rule::Required));
    }
}
