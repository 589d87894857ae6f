//! The stable JSON shapes of the README.

use serde_json::{Map, Value, json};

use crate::model::{Change, Customer, Record};

/// A customer: number, the four plain fields (null where absent), both addresses, state, then declared fields in their tables.
pub(super) fn customer(customer: &Customer) -> Value {
    record(&customer.to_record())
}

/// The same shape from the flat form.
pub(super) fn record(record: &Record) -> Value {
    let mut shape = Map::new();
    shape.insert("number".to_owned(), json!(record.number.get()));
    for field in ["name", "company", "business_id", "email"] {
        shape.insert(field.to_owned(), json!(text(record, "customer", field)));
    }
    for table in ["billing_address", "postal_address"] {
        shape.insert(table.to_owned(), address(record, table));
    }
    shape.insert("state".to_owned(), Value::Object(Map::new()));
    for (field, value) in &record.fields {
        place(&mut shape, field.table(), field.key(), value);
    }
    Value::Object(shape)
}

/// A changed field: its path, old and new value (null where absent).
pub(super) fn change(change: &Change) -> Value {
    json!({ "field": change.field.to_string(), "old": change.old, "new": change.new })
}

fn place(shape: &mut Map<String, Value>, table: &str, key: &str, value: &str) {
    if table == "customer" {
        shape.insert(key.to_owned(), json!(value));
        return;
    }
    let entry = shape
        .entry(table)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(entry) = entry {
        entry.insert(key.to_owned(), json!(value));
    }
}

fn address(record: &Record, table: &str) -> Value {
    if text(record, table, "street").is_none() {
        return Value::Null;
    }
    let part = |key: &str| (key.to_owned(), json!(text(record, table, key)));
    Value::Object(
        ["street", "postcode", "city", "country"]
            .into_iter()
            .map(part)
            .collect(),
    )
}

fn text<'a>(record: &'a Record, table: &str, key: &str) -> Option<&'a str> {
    let found = record
        .fields
        .iter()
        .find(|(field, _)| field.table() == table && field.key() == key);
    found.map(|(_, value)| value.as_str())
}
