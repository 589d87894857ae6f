//! Invented customers for the unit tests of this room.

use super::{Customer, CustomerNumber, Declared, Record, Schema};

/// A schema with three fields beyond the six.
pub(super) fn schema() -> Schema {
    let declared = ["customer.phone", "customer.language", "work.services"].map(|path| Declared {
        path: path.parse().unwrap(),
        label: None,
    });
    Schema::new(&declared)
}

/// A record by number and `(path, value)`.
pub(super) fn record(number: u32, values: &[(&str, &str)]) -> Record {
    let mut record = Record::new(CustomerNumber::new(number).unwrap());
    for (path, value) in values {
        record
            .fields
            .insert(path.parse().unwrap(), (*value).to_owned());
    }
    record
}

/// The same, parsed.
pub(super) fn customer(number: u32, values: &[(&str, &str)]) -> Customer {
    schema().parse(record(number, values)).unwrap().customer
}
