//! Whom the letter goes to: the lines for the envelope's window, from the declared fields of one customer.

use super::address::Place;
use super::context::Fields;
use super::language::Language;

/// Which address is tried first; the other one is the fallback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The billing address: letters about money.
    Billing,
    /// The postal address: news.
    Postal,
}

/// A recipient with a whole address.
#[derive(Clone)]
pub struct Addressee {
    /// The person, where known.
    pub name: Option<String>,
    /// The company, where there is one; it stands above the person.
    pub company: Option<String>,
    /// Street and house number.
    pub street: String,
    /// The postcode.
    pub postcode: String,
    /// The locality, in any case; it is printed in capitals.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

impl Addressee {
    /// Returns the recipient, or nothing where the fields hold no whole address or no name.
    pub fn of(fields: &Fields, first: First) -> Option<Self> {
        let order = match first {
            First::Billing => ["billing_address", "postal_address"],
            First::Postal => ["postal_address", "billing_address"],
        };
        let found = order
            .into_iter()
            .find_map(|table| Self::at(fields, table))?;
        (found.name.is_some() || found.company.is_some()).then_some(found)
    }

    fn at(fields: &Fields, table: &str) -> Option<Self> {
        let get = |table: &str, key: &str| fields.get(table)?.get(key)?.clone();
        Some(Self {
            name: get("customer", "name"),
            company: get("customer", "company"),
            street: get(table, "street")?,
            postcode: get(table, "postcode")?,
            city: get(table, "city")?,
            country: get(table, "country").unwrap_or_else(|| "FI".into()),
        })
    }

    /// Returns the lines from the name to the country, as written from the country `home`.
    pub(super) fn lines(&self, home: &str, language: Language) -> Vec<String> {
        let place = Place {
            street: &self.street,
            postcode: &self.postcode,
            city: &self.city,
            country: &self.country,
        };
        let names = [&self.company, &self.name].into_iter().flatten().cloned();
        names.chain(place.lines(home, language)).collect()
    }
}
