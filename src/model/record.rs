//! A record: a customer as flat text, between the sealed file, the editor, the CSV and the typed customer.

use std::collections::BTreeMap;
use std::fmt;

use super::{CustomerNumber, FieldPath};

/// A number and texts by path; no empty texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// The customer's number.
    pub number: CustomerNumber,
    /// The values.
    pub fields: BTreeMap<FieldPath, String>,
}

impl Record {
    /// Returns a record without values.
    pub fn new(number: CustomerNumber) -> Self {
        Self {
            number,
            fields: BTreeMap::new(),
        }
    }

    /// The value of a field.
    pub fn get(&self, path: &FieldPath) -> Option<&str> {
        self.fields.get(path).map(String::as_str)
    }

    /// Sets a field; a blank value removes it.
    pub fn set(&mut self, path: FieldPath, value: &str) {
        if value.trim().is_empty() {
            self.fields.remove(&path);
        } else {
            self.fields.insert(path, value.to_owned());
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<&FieldPath> = self.fields.keys().collect();
        write!(f, "Record {} {paths:?}", self.number)
    }
}
