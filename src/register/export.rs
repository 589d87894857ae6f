//! Customers out of the register: CSV with the record's own paths as headers, and the sealed JSON that `sops` reads.

use crate::fsio;
use crate::model::{Customer, CustomerNumber, FieldPath, Schema};
use crate::sops::{Sealed, json};
use crate::text::table::{self, Delimiter};

use super::error::Error;
use super::layout::{RECORD_LIMIT, record_path};
use super::unlocked::Unlocked;

/// The header of the number, which import knows.
const NUMBER: &str = "customer.number";

/// Writes customers as CSV, `;` between cells, one column a declared field; state that some customer has comes after them.
pub fn csv(schema: &Schema, customers: &[&Customer]) -> String {
    let fields = columns(schema, customers);
    let headers: Vec<String> = std::iter::once(NUMBER.to_owned())
        .chain(fields.iter().copied().map(ToString::to_string))
        .collect();
    let rows: Vec<Vec<String>> = customers
        .iter()
        .map(|customer| row(&fields, customer))
        .collect();
    table::write(&headers, &rows, Delimiter::Semicolon)
}

fn columns<'a>(schema: &'a Schema, customers: &[&Customer]) -> Vec<&'a FieldPath> {
    let used = |field: &&FieldPath| {
        customers
            .iter()
            .any(|customer| customer.get(field).is_some())
    };
    schema
        .fields()
        .iter()
        .chain(schema.state_fields().iter().filter(used))
        .collect()
}

fn row(fields: &[&FieldPath], customer: &Customer) -> Vec<String> {
    let values = fields
        .iter()
        .map(|field| customer.get(field).unwrap_or_default().to_owned());
    std::iter::once(customer.number().to_string())
        .chain(values)
        .collect()
}

impl Unlocked {
    /// Returns one customer in SOPS's JSON form, sealed as it lies: values, nonces and keys are those of the TOML file.
    ///
    /// # Errors
    /// When the record cannot be read: a copy of what is damaged would be found out only when it is needed.
    pub fn sops_json(&self, number: CustomerNumber) -> Result<Vec<u8>, Error> {
        self.load(number)?;
        let bytes = fsio::read(
            &self.register().root().join(record_path(number)),
            RECORD_LIMIT,
        )?;
        let sealed = Sealed::parse(&bytes).map_err(|source| Error::Open { number, source })?;
        Ok(json::export(&sealed))
    }
}
