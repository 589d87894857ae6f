//! The file as it comes: a table with headers, or records that already have our shape.

use std::path::Path;

use serde_json::Value;

use crate::fsio;
use crate::model::import::{self, headers};
use crate::model::{CustomerNumber, FieldPath};
use crate::register::error::Error;
use crate::register::record;
use crate::register::store::Register;
use crate::register::unlocked::Unlocked;
use crate::sops;
use crate::text;
use crate::text::table::{ListFile, Options, Row, Table};

use super::columns::is_column;

/// No imported file is larger than this.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What was read.
pub enum Source {
    /// Rows under headers; which column is what has yet to be said.
    Table {
        /// The rows that fit under the headers.
        table: Table,
        /// The rows that do not.
        ragged: Vec<Row>,
    },
    /// Rows of our own or SOPS's JSON.
    Records(Vec<Located>),
}

/// A row and where it stands.
pub struct Located {
    /// The line of the file, or the how-many-th record it is; from 1.
    pub line: u64,
    /// What it says.
    pub row: import::Row,
}

/// Reads a CSV, a JSON file, or a folder of SOPS JSON files. What it is, the content says.
pub fn read(register: &Unlocked, path: &Path, options: &Options<'_>) -> Result<Source, Error> {
    if fsio::is_real_dir(path)? {
        return folder(register, path).map(Source::Records);
    }
    let file = ListFile::open(&fsio::read(path, LIMIT)?).map_err(unreadable)?;
    let ListFile::Text(text) = &file;
    if text.trim_start().starts_with(['{', '[']) {
        return json(register, text).map(Source::Records);
    }
    let (table, ragged) = file.read(options).map_err(unreadable)?;
    Ok(Source::Table {
        table,
        ragged: ragged.into_iter().map(|(_, row)| row).collect(),
    })
}

/// Whether a column of that name is read, or was said not to be: what makes a line a header.
pub fn is_known(register: &Register, name: &str) -> bool {
    let mapping = &register.description().import.customers;
    let same = |column: &String| is_column(name, column);
    let path = || name.contains('.') && import::Target::parse(name, register.schema()).is_ok();
    headers::known_together(&[name]).pop().flatten().is_some() || mapping.keys().any(same) || path()
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Import(error.to_string())
}

fn folder(register: &Unlocked, path: &Path) -> Result<Vec<Located>, Error> {
    let mut rows = Vec::new();
    let mut names: Vec<String> = fsio::entries(path)?
        .into_iter()
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "json")
        })
        .collect();
    if names.is_empty() {
        return Err(Error::Import("the folder holds no JSON file".to_owned()));
    }
    names.sort_unstable();
    for name in names {
        let bytes = fsio::read(&path.join(&name), LIMIT)?;
        let text = text::decode(&bytes).map_err(unreadable)?;
        rows.extend(json(register, &text).map_err(|error| in_file(&name, error))?);
    }
    for (at, row) in rows.iter_mut().enumerate() {
        row.line = at as u64 + 1;
    }
    Ok(rows)
}

/// Names the file of a folder that cannot be read.
fn in_file(name: &str, error: Error) -> Error {
    match error {
        Error::ImportSealed { source } if !matches!(source, sops::Error::Key(_)) => {
            Error::Import(format!("`{name}`: {source}"))
        }
        Error::Import(why) => Error::Import(format!("`{name}`: {why}")),
        other => other,
    }
}

/// One customer, an array of customers, or one sealed customer in SOPS's form.
fn json(register: &Unlocked, text: &str) -> Result<Vec<Located>, Error> {
    // serde_json's message names line and column and no value.
    let value: Value = serde_json::from_str(text).map_err(unreadable)?;
    let rows = match &value {
        Value::Object(object) if object.contains_key("sops") => {
            vec![sealed(register, text.as_bytes())?]
        }
        Value::Object(_) => vec![ours(&value)?],
        Value::Array(customers) => customers.iter().map(ours).collect::<Result<_, _>>()?,
        _ => {
            return Err(Error::Import(
                "it is JSON, and neither a customer nor a list of customers".to_owned(),
            ));
        }
    };
    Ok(rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| Located {
            line: at as u64 + 1,
            row,
        })
        .collect())
}

fn sealed(register: &Unlocked, bytes: &[u8]) -> Result<import::Row, Error> {
    let opened = sops::json::parse(bytes).and_then(|sealed| sealed.open(register.identities()));
    let opened = opened.map_err(|source| Error::ImportSealed { source })?;
    let number = opened
        .tree()
        .get("customer", "number")
        .and_then(sops::Leaf::as_int);
    let number = number.and_then(|number| CustomerNumber::new(u32::try_from(number).ok()?).ok());
    let number =
        number.ok_or_else(|| Error::Import("the sealed JSON has no customer number".to_owned()))?;
    let record = record::from_tree(number, opened.tree())?;
    Ok(import::Row {
        number: Some(number),
        fields: record.fields,
        ..import::Row::default()
    })
}

/// Our own JSON form: `customer.` fields at the top, tables below.
fn ours(value: &Value) -> Result<import::Row, Error> {
    let misshapen =
        |what: &str| Error::Import(format!("`{what}` is not what a customer in JSON has"));
    let object = value.as_object().ok_or_else(|| misshapen("customer"))?;
    let mut row = import::Row::default();
    for (key, value) in object {
        match value {
            Value::Null => {}
            Value::Number(number) if key == "number" => {
                let number = number
                    .as_u64()
                    .and_then(|number| u32::try_from(number).ok());
                row.number = Some(
                    number
                        .and_then(|number| CustomerNumber::new(number).ok())
                        .ok_or_else(|| misshapen(key))?,
                );
            }
            Value::String(text) => put(&mut row, "customer", key, text)?,
            Value::Object(table) => {
                for (inner, value) in table {
                    put(
                        &mut row,
                        key,
                        inner,
                        value.as_str().ok_or_else(|| misshapen(inner))?,
                    )?;
                }
            }
            _ => return Err(misshapen(key)),
        }
    }
    Ok(row)
}

fn put(row: &mut import::Row, table: &str, key: &str, value: &str) -> Result<(), Error> {
    let path = FieldPath::new(table, key)
        .map_err(|_| Error::Import(format!("`{table}.{key}` is not a field path")))?;
    if !value.trim().is_empty() {
        row.fields.insert(path, value.to_owned());
    }
    Ok(())
}
