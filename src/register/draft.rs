//! The clear text of a customer that a person edits: TOML, every declared field in it, faults on top as comments.

use std::collections::BTreeSet;

use crate::model::{Customer, Fault, FieldPath, Record, Schema, UnknownField};

use super::error::Error;
use super::unlocked::Unlocked;

/// How a line on top that tells a fault begins.
const FAULT: &str = "# ! ";

/// Writes a record as the text to edit: fields that are not set stand there empty.
pub fn write(schema: &Schema, record: &Record, intro: &str) -> String {
    let mut text: String = intro.lines().map(|line| format!("# {line}\n")).collect();
    let mut tables: Vec<&str> = schema.fields().iter().map(FieldPath::table).collect();
    let mut seen = BTreeSet::new();
    // In the order of the schema, which comes back to `[customer]` after the addresses: TOML has each table once.
    tables.retain(|table| seen.insert(*table));
    for table in tables {
        text.push_str(&format!("\n[{table}]\n"));
        text.push_str(&lines(schema, record, table));
    }
    text
}

fn lines(schema: &Schema, record: &Record, table: &str) -> String {
    let mut text = String::new();
    for field in schema
        .fields()
        .iter()
        .filter(|field| field.table() == table)
    {
        let value = toml::Value::from(record.get(field).unwrap_or_default());
        text.push_str(&format!("{} = {value}\n", field.key()));
    }
    text
}

/// What is wrong with an edited text.
pub enum Flaw {
    /// A value breaks a rule.
    Value(Fault),
    /// A field that is not declared.
    Unknown(UnknownField),
    /// The text is not what it must be. The words may repeat it, so they go back to the editor and nowhere else.
    Text(String),
}

/// Reads an edited text back; an empty value means absent, and what is not shown (the state) stays as it was.
///
/// # Errors
/// All that is wrong.
pub fn read(schema: &Schema, base: &Record, text: &[u8]) -> Result<Record, Vec<Flaw>> {
    let text = std::str::from_utf8(text)
        .map_err(|_| vec![Flaw::Text("the text is not UTF-8".to_owned())])?;
    let tables: toml::Table =
        toml::from_str(text).map_err(|error| vec![Flaw::Text(error.to_string())])?;
    let mut record = base.clone();
    record
        .fields
        .retain(|field, _| !schema.fields().contains(field));
    let mut flaws = Vec::new();
    for (table, entry) in &tables {
        match entry.as_table() {
            Some(entries) => entries
                .iter()
                .for_each(|(key, value)| flaws.extend(put(schema, &mut record, table, key, value))),
            None => flaws.push(Flaw::Text(format!("`{table}` stands outside a table"))),
        }
    }
    match schema.parse(record) {
        Ok(checked) if flaws.is_empty() => Ok(checked.customer.to_record()),
        Ok(_) => Err(flaws),
        Err(faults) => Err(flaws
            .into_iter()
            .chain(faults.into_iter().map(Flaw::Value))
            .collect()),
    }
}

fn put(
    schema: &Schema,
    record: &mut Record,
    table: &str,
    key: &str,
    value: &toml::Value,
) -> Option<Flaw> {
    match (schema.resolve(&format!("{table}.{key}")), value.as_str()) {
        (Ok(field), Some(value)) => {
            record.set(field, value);
            None
        }
        (Ok(field), None) => Some(Flaw::Text(format!(
            "{field}: the value must stand in quotation marks"
        ))),
        (Err(unknown), _) => Some(Flaw::Unknown(unknown)),
    }
}

/// Puts faults on top of the very text that was saved, in place of those that stood there.
pub fn with_faults(saved: &[u8], faults: &[String]) -> Vec<u8> {
    let lines = faults.iter().flat_map(|fault| fault.lines());
    let mut text: Vec<u8> = lines
        .flat_map(|line| format!("{FAULT}{line}\n").into_bytes())
        .collect();
    text.extend_from_slice(without_faults(saved));
    text
}

fn without_faults(mut saved: &[u8]) -> &[u8] {
    while saved.starts_with(FAULT.as_bytes()) {
        let end = saved
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(saved.len(), |at| at + 1);
        saved = &saved[end..];
    }
    saved
}

impl Unlocked {
    /// Checks a record by the schema and returns it as it would be stored.
    ///
    /// # Errors
    /// `Faulty` with every fault.
    pub fn checked(&self, record: Record) -> Result<Record, Error> {
        Ok(self.reader().checked(record)?.customer.to_record())
    }

    /// Checks the record of a customer that is not in the register yet.
    pub fn checked_new(&self, record: Record) -> Result<Customer, Error> {
        let checked = self
            .register()
            .schema()
            .parse(record)
            .map_err(|faults| Error::Faulty {
                number: None,
                faults,
            })?;
        Ok(checked.customer)
    }
}
