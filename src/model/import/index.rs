//! The customers that there are, by the keys of a row.

use std::collections::{BTreeSet, HashMap};

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

/// The keys of the customers that there are.
#[derive(Clone, Default)]
pub struct Index {
    names: HashMap<CustomerNumber, Vec<String>>,
    business_ids: HashMap<BusinessId, BTreeSet<CustomerNumber>>,
    emails: HashMap<String, BTreeSet<CustomerNumber>>,
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
        self.names
            .insert(number, names(customer).map(text::fold).collect());
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

    /// Finds the customer that a row is about.
    ///
    /// While the register gives its own numbers, a number in a row is the other program's: it finds a customer only together with
    /// another key or the name, and belongs to somebody else otherwise. Once numbers were imported, it is the first of the keys,
    /// and a free number beside another key that finds somebody is a contradiction.
    pub fn find(&self, row: &Row, numbers: Numbers) -> Result<Match, Fault> {
        let by_id = row
            .business_id()
            .and_then(|id| self.business_ids.get(&id))
            .cloned()
            .unwrap_or_default();
        let by_email = self.by_email_and_name(row);
        let by_number = row.number.filter(|number| self.names.contains_key(number));
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
            _ => return Err(Fault::of(field, Rule::SeveralMatch)),
        };
        if !by_email.is_empty() && !by_email.contains(&one) {
            return Err(Fault::of(FieldPath::EMAIL, Rule::KeysDisagree));
        }
        if row.number.is_some() && numbers == Numbers::Imported {
            return Err(Fault::of(field, Rule::KeysDisagree));
        }
        Ok(Match::Update(one))
    }

    /// Every customer that some key of the row points to.
    pub fn pointed_to(&self, row: &Row) -> BTreeSet<CustomerNumber> {
        let by_id = row.business_id().and_then(|id| self.business_ids.get(&id));
        let by_number = row.number.filter(|number| self.names.contains_key(number));
        let mut found = self.by_email_and_name(row);
        found.extend(by_id.into_iter().flatten());
        found.extend(by_number);
        found
    }

    /// Whether the row's other keys agree with its number.
    fn confirm(
        &self,
        number: CustomerNumber,
        row: &Row,
        numbers: Numbers,
        by_id: &BTreeSet<CustomerNumber>,
        by_email: &BTreeSet<CustomerNumber>,
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

    fn by_email_and_name(&self, row: &Row) -> BTreeSet<CustomerNumber> {
        let email = row
            .fields
            .get(&FieldPath::EMAIL)
            .map(|email| email.to_lowercase());
        let found = email.and_then(|email| self.emails.get(&email));
        let found = found.into_iter().flatten().copied();
        found.filter(|number| self.is_named(*number, row)).collect()
    }

    fn is_named(&self, number: CustomerNumber, row: &Row) -> bool {
        let own = self
            .names
            .get(&number)
            .map(Vec::as_slice)
            .unwrap_or_default();
        row.folded_names().iter().any(|name| own.contains(name))
    }
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
            name_or_company: None,
            fields: cells
                .iter()
                .map(|(path, value)| (path.parse().unwrap(), (*value).to_owned()))
                .collect(),
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
            Err(Rule::SeveralMatch)
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
