//! A postal address: whole or absent.
//!
//! Street, postcode and city belong together; half an address prints a letter that comes back. A missing country is Åland for
//! postcodes 22xxx, else Finland, and is stored. Lines of a long street part are joined by `, `, since no value has line breaks.

use super::by_text::redacted;
use super::{Country, Rule};

/// An address that can be written on an envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    street: String,
    postcode: String,
    city: String,
    country: Country,
}

/// Parts of an address, cleaned, not yet judged: street, postcode, city, country.
pub(super) type Parts = [Option<String>; 4];

impl Address {
    /// The street, or a box; several lines joined by `, `.
    pub fn street(&self) -> &str {
        &self.street
    }

    /// The postcode.
    pub fn postcode(&self) -> &str {
        &self.postcode
    }

    /// The city, as it was written.
    pub fn city(&self) -> &str {
        &self.city
    }

    /// The country.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The parts in the order street, postcode, city, country.
    pub fn parts(&self) -> [&str; 4] {
        [
            &self.street,
            &self.postcode,
            &self.city,
            self.country.code(),
        ]
    }

    /// Judges the parts of an address; the faults are given with the place of the part, in the order of [`Address::parts`].
    pub(super) fn from_parts(parts: Parts) -> Result<Option<Self>, Vec<(usize, Rule)>> {
        let country = match &parts[3] {
            Some(code) => code.parse().map_err(|rule| vec![(3, rule)]),
            None => Ok(home_of(parts[1].as_deref().unwrap_or_default())),
        };
        let (street, postcode, city) = match parts {
            [None, None, None, None] => return Ok(None),
            [Some(street), Some(postcode), Some(city), _] => (street, postcode, city),
            parts => return Err(missing(&parts, country)),
        };
        let country = country?;
        if country.has_finnish_post() && !is_finnish_postcode(&postcode) {
            return Err(vec![(1, Rule::Postcode)]);
        }
        Ok(Some(Self {
            street,
            postcode,
            city,
            country,
        }))
    }
}

fn missing(parts: &Parts, country: Result<Country, Vec<(usize, Rule)>>) -> Vec<(usize, Rule)> {
    let absent = (0..3).filter(|at| parts[*at].is_none());
    absent
        .map(|at| (at, Rule::AddressPart))
        .chain(country.err().into_iter().flatten())
        .collect()
}

/// The country of a postcode that came without one.
fn home_of(postcode: &str) -> Country {
    if is_finnish_postcode(postcode) && postcode.starts_with("22") {
        Country::ALAND
    } else {
        Country::FINLAND
    }
}

fn is_finnish_postcode(postcode: &str) -> bool {
    postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit())
}

redacted!(Address);
