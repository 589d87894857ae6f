//! A TOML document changed key by key, so that comments and order survive.
//!
//! The owner may write a table as `[table]`, `table.key` or `{ … }`, and a list as `[[list]]` or `[{ … }]`: each is changed in its own form.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// Sets a key, or removes it; `None` where the file writes its table in a way that cannot be changed key by key.
pub(super) fn put(document: &mut DocumentMut, key: &[String], value: Option<Value>) -> Option<()> {
    let (last, folders) = key.split_last()?;
    let mut table: &mut dyn TableLike = document.as_table_mut();
    let mut inline = false;
    for folder in folders {
        // What is missing inside `{ … }` is written inside it.
        let missing = if inline {
            Item::Value(Value::InlineTable(InlineTable::new()))
        } else {
            Item::Table(implicit())
        };
        let next = table.entry(folder).or_insert(missing);
        inline = next.is_inline_table();
        table = next.as_table_like_mut()?;
    }
    match (value, table.get_mut(last)) {
        (None, _) => drop(table.remove(last)),
        (Some(mut value), Some(Item::Value(old))) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        (Some(value), _) => {
            table.insert(last, Item::Value(value));
            // No comment can stand inside `{ … }`, and its blanks are the library's to set.
            if inline {
                table.fmt();
            }
        }
    }
    Some(())
}

/// A table without a line of its own while it holds tables only.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// A list of tables, made where there is none, and `None` where something else stands; one written as `[{ … }]` becomes `[[…]]`.
pub(super) fn list<'a>(document: &'a mut DocumentMut, name: &str) -> Option<&'a mut ArrayOfTables> {
    let list = document
        .entry(name)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if list.as_array().is_some_and(toml_edit::Array::is_empty) {
        *list = Item::ArrayOfTables(ArrayOfTables::new());
    } else if list.is_array() {
        *list = match std::mem::take(list).into_array_of_tables() {
            Ok(tables) => Item::ArrayOfTables(tables),
            Err(other) => other,
        };
    }
    list.as_array_of_tables_mut()
}

/// The value of a dotted key, as text.
pub(super) fn get(document: &DocumentMut, key: &str) -> Option<String> {
    let mut item = document.as_item();
    for part in key.split('.') {
        item = item.get(part)?;
    }
    item.as_value().map(shown)
}

/// All keys with a single value, in the order of the file.
pub(super) fn settings(document: &DocumentMut) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect("", document.as_table(), &mut found);
    found
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(
        || value.clone().decorated("", "").to_string(),
        ToOwned::to_owned,
    )
}

fn collect(prefix: &str, table: &Table, found: &mut Vec<(String, String)>) {
    for (key, item) in table {
        let path = if prefix.is_empty() {
            key.to_owned()
        } else {
            format!("{prefix}.{key}")
        };
        match item {
            Item::Value(value) => found.push((path, shown(value))),
            Item::Table(table) => collect(&path, table, found),
            Item::ArrayOfTables(tables) => {
                for (at, table) in tables.iter().enumerate() {
                    collect(&format!("{path}.{}", at + 1), table, found);
                }
            }
            Item::None => {}
        }
    }
}
