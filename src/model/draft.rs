//! A record on its way from text to types: each value cleaned and parsed once, all faults collected.

use std::collections::BTreeMap;

use super::path::SIX;
use super::{
    Address, Checked, Customer, CustomerNumber, Fault, FieldPath, Language, Rule, Text, date,
    identity_code, is_organisation, name,
};

/// Values on their way from text to types.
#[derive(Default)]
pub(super) struct Draft {
    values: BTreeMap<FieldPath, String>,
    pub(super) faults: Vec<Fault>,
    warnings: Vec<Fault>,
}

impl Draft {
    /// Applies the rules that hold for every value.
    pub(super) fn take_in(&mut self, path: FieldPath, raw: &str) {
        match name::checked(raw) {
            Ok(None) => {}
            Ok(Some(value)) => {
                if identity_code::find(&value).is_some() {
                    self.warnings
                        .push(Fault::of(path.clone(), Rule::IdentityCodeShape));
                }
                self.values.insert(path, value);
            }
            Err(rule) => self.faults.push(Fault::of(path, rule)),
        }
    }

    fn take<T: std::str::FromStr<Err = Rule>>(&mut self, path: &FieldPath) -> Option<T> {
        let value = self.values.remove(path)?;
        value
            .parse()
            .map_err(|rule| self.faults.push(Fault::of(path.clone(), rule)))
            .ok()
    }

    /// Parses an address, unless a part was refused already: that it is missing then would be a second fault for one mistake.
    fn take_address(&mut self, paths: &[FieldPath; 4]) -> Option<Address> {
        let parts = paths.each_ref().map(|path| self.values.remove(path));
        if paths.iter().any(|path| self.is_refused(path)) {
            return None;
        }
        let country_given = parts[3].is_some();
        let named = |(at, rule): (usize, Rule)| Fault::of(paths[at].clone(), rule);
        match Address::from_parts(parts) {
            Ok(address) => {
                let doubts = address
                    .iter()
                    .flat_map(|address| address.doubts(country_given));
                self.warnings.extend(doubts.map(named));
                address
            }
            Err(judged) => {
                self.faults.extend(judged.into_iter().map(named));
                None
            }
        }
    }

    fn is_refused(&self, path: &FieldPath) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.field.as_ref() == Some(path))
    }

    /// A language that we write is stored by its code; another is kept as text, and letters use the register's.
    fn settle_language(&mut self) {
        let Some(value) = self.values.get_mut(&FieldPath::LANGUAGE) else {
            return;
        };
        match value.parse::<Language>() {
            Ok(language) => language.code().clone_into(value),
            Err(rule) => self.warnings.push(Fault::of(FieldPath::LANGUAGE, rule)),
        }
    }

    /// Days that letters and deadlines count from, stored as ISO 8601 writes them.
    fn settle_dates(&mut self) {
        for path in [FieldPath::ENDED, FieldPath::SEEN] {
            let Some(value) = self.values.get_mut(&path) else {
                continue;
            };
            match date::parse(value) {
                Ok(day) => *value = date::iso(day),
                Err(rule) => self.faults.push(Fault::of(path, rule)),
            }
        }
    }

    pub(super) fn finish(mut self, number: CustomerNumber) -> Result<Checked, Vec<Fault>> {
        self.settle_language();
        self.settle_dates();
        let is_named = |path| self.values.contains_key(&path) || self.is_refused(&path);
        let is_company = is_named(FieldPath::COMPANY);
        if !is_company && !is_named(FieldPath::NAME) {
            self.faults.push(Fault::whole(Rule::NameOrCompany));
        }
        let person = self.values.get(&FieldPath::NAME);
        if !is_company && person.is_some_and(|name| is_organisation(name)) {
            let doubt = Fault::of(FieldPath::NAME, Rule::CompanyAsPerson);
            self.warnings.push(doubt);
        }
        let mut customer = Customer {
            number,
            name: self.take(&FieldPath::NAME),
            company: self.take(&FieldPath::COMPANY),
            billing_address: self.take_address(&FieldPath::BILLING),
            postal_address: self.take_address(&FieldPath::POSTAL),
            email: self.take(&FieldPath::EMAIL),
            business_id: self.take(&FieldPath::BUSINESS_ID),
            more: BTreeMap::new(),
        };
        for path in self.values.keys().cloned().collect::<Vec<_>>() {
            if let Some(text) = self.take::<Text>(&path) {
                customer.more.insert(path, text);
            }
        }
        if self.faults.is_empty() {
            Ok(Checked {
                customer,
                warnings: self.warnings,
            })
        } else {
            self.faults
                .sort_by_key(|fault| fault.field.clone().map(in_order));
            Err(self.faults)
        }
    }
}

/// Sorts fields as they are shown: the six, then others by path.
fn in_order(path: FieldPath) -> (usize, FieldPath) {
    let place = SIX.iter().position(|known| *known == path);
    (place.unwrap_or(SIX.len()), path)
}
