//! The customers that there are, by the keys of a row.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::Row;
use crate::model::reference::names;
use crate::model::{BusinessId, Customer, CustomerNumber, Fault, FieldPath, Numbers, Rule};
use crate::text;

/// Whom a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// An existing customer.
    Update(CustomerNumber),
    /// A new one.
    Add,
}

/// Customers that have one key in common.
pub type Found = BTreeSet<CustomerNumber>;

/// The keys of the customers that there are.
#[derive(Default)]
pub struct Index {
    numbers: Found,
    names: HashMap<String, Sharing>,
    business_ids: HashMap<BusinessId, Sharing>,
    emails: HashMap<String, Sharing>,
}

/// Who has a key: nearly always one customer, who needs no set of his own.
enum Sharing {
    One(CustomerNumber),
    Several(Box<Found>),
}

impl Sharing {
    fn add(&mut self, number: CustomerNumber) {
        match self {
            Self::One(one) if *one == number => {}
            Self::One(one) => *self = Self::Several(Box::new(Found::from([*one, number]))),
            Self::Several(several) => drop(several.insert(number)),
        }
    }

    fn found(&self) -> Found {
        match self {
            Self::One(one) => Found::from([*one]),
            Self::Several(several) => Found::clone(several),
        }
    }

    fn has(&self, number: CustomerNumber) -> bool {
        match self {
            Self::One(one) => *one == number,
            Self::Several(several) => several.contains(&number),
        }
    }
}

fn share<K: Eq + Hash>(keys: &mut HashMap<K, Sharing>, key: K, number: CustomerNumber) {
    let entry = keys.entry(key);
    let known = entry.and_modify(|known| known.add(number));
    known.or_insert(Sharing::One(number));
}

impl<'a> FromIterator<&'a Customer> for Index {
    fn from_iter<I: IntoIterator<Item = &'a Customer>>(customers: I) -> Self {
        let mut index = Self::default();
        for customer in customers {
            index.insert(customer);
        }
        index
    }
}

impl Index {
    /// Adds a customer's keys.
    pub fn insert(&mut self, customer: &Customer) {
        let number = customer.number();
        self.numbers.insert(number);
        for name in names(customer) {
            share(&mut self.names, text::fold(name), number);
        }
        if let Some(id) = customer.business_id() {
            share(&mut self.business_ids, id.clone(), number);
        }
        if let Some(email) = customer.email() {
            share(&mut self.emails, email.folded(), number);
        }
    }

    /// Whether there is a customer of this number.
    pub fn has(&self, number: CustomerNumber) -> bool {
        self.numbers.contains(&number)
    }

    /// Customers whose person or company is called so; case and accents do not count.
    pub fn named(&self, name: &str) -> Found {
        found(self.names.get(&text::fold(name)))
    }

    /// Customers of this business ID.
    pub fn with_business_id(&self, id: &BusinessId) -> Found {
        found(self.business_ids.get(id))
    }

    /// Customers of this e-mail address, in whatever case.
    pub fn with_email(&self, email: &str) -> Found {
        found(self.emails.get(&email.to_lowercase()))
    }

    /// Finds the customer that a row is about.
    ///
    /// While the register gives its own numbers, a number in a row is the other program's: it finds a customer only together with
    /// another key or the name, and belongs to somebody else otherwise. Once numbers were imported, it is the first of the keys,
    /// and a free number beside another key that finds somebody is a contradiction.
    pub fn find(&self, row: &Row, numbers: Numbers) -> Result<Match, Fault> {
        let by_id = self.by_id(row);
        let by_email = self.by_email_and_name(row);
        let by_number = row.number.filter(|number| self.has(*number));
        if let Some(number) = by_number {
            return self.confirm(number, row, numbers, &by_id, &by_email);
        }
        let (field, found) = if by_id.is_empty() {
            (FieldPath::EMAIL, &by_email)
        } else {
            (FieldPath::BUSINESS_ID, &by_id)
        };
        let one = match found.iter().collect::<Vec<_>>()[..] {
            [] => return Ok(Match::Add),
            [one] => *one,
            _ => {
                let numbers = found.iter().copied().collect();
                return Err(Fault::of(field, Rule::SeveralMatch { numbers }));
            }
        };
        if !by_email.is_empty() && !by_email.contains(&one) {
            return Err(Fault::of(FieldPath::EMAIL, Rule::KeysDisagree));
        }
        if row.number.is_some() && numbers == Numbers::Imported {
            return Err(Fault::of(field, Rule::KeysDisagree));
        }
        Ok(Match::Update(one))
    }

    /// Customers that are called as the row's customer is; case and accents do not count.
    pub fn namesakes(&self, row: &Row) -> Found {
        row.names().flat_map(|name| self.named(name)).collect()
    }

    /// Every customer that some key of the row points to.
    pub fn pointed_to(&self, row: &Row) -> Found {
        let mut found = self.by_email_and_name(row);
        found.extend(self.by_id(row));
        found.extend(row.number.filter(|number| self.has(*number)));
        found
    }

    /// Whether the row's other keys agree with its number.
    fn confirm(
        &self,
        number: CustomerNumber,
        row: &Row,
        numbers: Numbers,
        by_id: &Found,
        by_email: &Found,
    ) -> Result<Match, Fault> {
        for (field, found) in [
            (FieldPath::BUSINESS_ID, by_id),
            (FieldPath::EMAIL, by_email),
        ] {
            if !found.is_empty() && !found.contains(&number) {
                return Err(Fault::of(field, Rule::KeysDisagree));
            }
        }
        let confirmed =
            by_id.contains(&number) || by_email.contains(&number) || self.is_named(number, row);
        if numbers == Numbers::Own && !confirmed {
            return Err(Fault::of(FieldPath::NUMBER, Rule::NumberTaken));
        }
        Ok(Match::Update(number))
    }

    fn by_id(&self, row: &Row) -> Found {
        let id = row.business_id();
        id.map(|id| self.with_business_id(&id)).unwrap_or_default()
    }

    fn by_email_and_name(&self, row: &Row) -> Found {
        let email = row.fields.get(&FieldPath::EMAIL);
        let mut found = email
            .map(|email| self.with_email(email))
            .unwrap_or_default();
        found.retain(|number| self.is_named(*number, row));
        found
    }

    fn is_named(&self, number: CustomerNumber, row: &Row) -> bool {
        row.names().any(|name| {
            let named = self.names.get(&text::fold(name));
            named.is_some_and(|named| named.has(number))
        })
    }
}

fn found(sharing: Option<&Sharing>) -> Found {
    sharing.map(Sharing::found).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::customer;

    fn find(number: Option<u32>, cells: &[(&str, &str)], numbers: Numbers) -> Result<u32, Rule> {
        let index: Index = [
            customer(1, &[("company", "Nokia Oyj"), ("business_id", "0112038-9")]),
            customer(
                2,
                &[
                    ("company", "Kesko Oyj, Raahe"),
                    ("business_id", "0109862-8"),
                ],
            ),
            customer(
                3,
                &[("company", "Kesko Oyj, Oulu"), ("business_id", "0109862-8")],
            ),
            customer(4, &[("name", "Åsa Öberg"), ("email", "post@example.fi")]),
            customer(5, &[("name", "Bo Öberg"), ("email", "post@example.fi")]),
        ]
        .iter()
        .collect();
        let row = Row {
            number: number.map(|number| CustomerNumber::new(number).unwrap()),
            fields: cells
                .iter()
                .map(|(path, value)| (path.parse().unwrap(), (*value).to_owned()))
                .collect(),
            ..Row::default()
        };
        match index.find(&row, numbers) {
            Ok(Match::Update(number)) => Ok(number.get()),
            Ok(Match::Add) => Ok(0),
            Err(fault) => Err(fault.rule),
        }
    }

    #[test]
    fn one_match_updates_none_adds_several_are_a_fault() {
        let own = |cells: &[(&str, &str)]| find(None, cells, Numbers::Own);
        assert_eq!(
            own(&[("business_id", "0112038-9"), ("company", "New name")]),
            Ok(1)
        );
        assert_eq!(own(&[("business_id", "1927400-1")]), Ok(0));
        assert_eq!(
            own(&[("business_id", "0109862-8")]),
            Err(Rule::SeveralMatch {
                numbers: [2, 3]
                    .map(|number| CustomerNumber::new(number).unwrap())
                    .into()
            })
        );
        assert_eq!(
            own(&[("name", "asa oberg"), ("email", "POST@example.fi")]),
            Ok(4)
        );
        assert_eq!(
            own(&[("name", "Cy Öberg"), ("email", "post@example.fi")]),
            Ok(0)
        );
    }

    #[test]
    fn every_key_points_to_the_same_customer() {
        let imported =
            |number, cells: &[(&str, &str)]| find(Some(number), cells, Numbers::Imported);
        assert_eq!(imported(3, &[("business_id", "0109862-8")]), Ok(3));
        assert_eq!(
            imported(1, &[("business_id", "0109862-8")]),
            Err(Rule::KeysDisagree)
        );
        assert_eq!(
            imported(5, &[("name", "Åsa Öberg"), ("email", "post@example.fi")]),
            Err(Rule::KeysDisagree)
        );
        assert_eq!(
            imported(77, &[("business_id", "0112038-9")]),
            Err(Rule::KeysDisagree)
        );
        assert_eq!(imported(77, &[("company", "Nokia Oyj")]), Ok(0));
        assert_eq!(imported(1, &[("company", "Another name")]), Ok(1));
    }

    #[test]
    fn another_programs_number_finds_nobody_by_itself() {
        let own = |number, cells: &[(&str, &str)]| find(Some(number), cells, Numbers::Own);
        assert_eq!(own(1, &[("company", "Another")]), Err(Rule::NumberTaken));
        assert_eq!(own(1, &[("company", "nokia oyj")]), Ok(1));
        assert_eq!(own(77, &[("business_id", "0112038-9")]), Ok(1));
    }
}
