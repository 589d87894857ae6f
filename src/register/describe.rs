//! `register.toml` as text that people read: changed key by key, so that comments and order survive.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rand_core::{OsRng, RngCore as _};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::model::{
    DataRecipient, Description, KeyFault, Kind, Language, Rate, Rule, Setting, Text,
};

use super::annotate::{explain, inline_words};
use super::error::Error;
use super::layout::DESCRIPTION;
use super::store::{Register, parse_description};
use super::unlocked::Unlocked;

/// The text of a `register.toml`, always one that parses and obeys the rules.
#[derive(Clone)]
pub struct DescriptionText {
    document: DocumentMut,
}

impl DescriptionText {
    /// Writes the description of a small Finnish company that has just begun, with a new id.
    pub fn new(controller: &str, language: Language) -> Result<Self, Error> {
        let name: Text = controller
            .parse()
            .map_err(|rule| unfit("controller.name", rule))?;
        let description = Description::new(&new_id(), name, language);
        let plain = toml::to_string_pretty(&description)
            .map_err(|error| Error::Description(vec![error.to_string()]))?;
        let mut document = parse(&plain)?;
        inline_words(&mut document);
        explain(&mut document, language);
        Self { document }.sound()
    }

    /// Takes a `register.toml` from elsewhere as the beginning of a new register: new id, numbers of its own, no keys, no sample.
    pub fn from_file(bytes: &[u8]) -> Result<Self, Error> {
        let source = std::str::from_utf8(bytes).map_err(|_| Error::Public {
            file: DESCRIPTION,
            line: 1,
            message: "is not UTF-8".to_owned(),
        })?;
        let mut document = parse(source)?;
        document["id"] = toml_edit::value(new_id());
        document.remove("keys");
        document.remove("numbers");
        document.remove("sample");
        Self { document }.sound()
    }

    /// The text that the register was opened with; a change from it is refused when the file has changed since.
    pub fn load(register: &Register) -> Result<Self, Error> {
        Ok(Self {
            document: parse(register.source())?,
        })
    }

    /// The value of a dotted key, as text.
    pub fn get(&self, key: &str) -> Option<String> {
        let mut item = self.document.as_item();
        for part in key.split('.') {
            item = item.get(part)?;
        }
        item.as_value().map(shown)
    }

    /// The register's id.
    pub fn id(&self) -> String {
        self.get("id").unwrap_or_default()
    }

    /// The name that the owner's key gets: the contact's, else the controller's.
    pub fn owner(&self) -> String {
        let contact = self.get("contact.name").filter(|name| !name.is_empty());
        contact
            .or_else(|| self.get("controller.name"))
            .unwrap_or_default()
    }

    /// Sets a dotted key; an empty value removes it.
    ///
    /// # Errors
    /// `Model` for a key that there is not, `Description` when the value is not what the key needs. Then nothing has changed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), Error> {
        let setting = Setting::parse(key)?;
        let schema = self.description()?.schema();
        let value = setting
            .check(value, &schema)
            .map_err(|rule| unfit(key, rule))?;
        let mut next = self.clone();
        let done = match (setting.kind, setting.key.as_slice()) {
            (Kind::Field, [_, path]) => next.declare(path, value.as_deref()),
            (Kind::Days, key) => next.put(
                key,
                value
                    .and_then(|days| days.parse::<i64>().ok())
                    .map(Value::from),
            ),
            (Kind::Flag, key) => next.put(key, value.map(|flag| Value::from(flag == "true"))),
            (_, key) => next.put(key, value.map(Value::from)),
        };
        if !done {
            return Err(by_hand(key));
        }
        // Nothing is wrong with the file yet, so the fault is not said to be the file's.
        *self = next.sound().map_err(|error| match error {
            Error::Description(faults) => Error::Settings(faults),
            error => error,
        })?;
        Ok(())
    }

    /// Keeps what a column of imported files is; an empty target: it is never read.
    pub(super) fn map_column(&mut self, column: &str, target: &str) -> Result<(), Error> {
        let key = ["import", "customers", column].map(ToOwned::to_owned);
        let mut next = self.clone();
        if !next.put(&key, Some(Value::from(target))) {
            return Err(by_hand("import.customers"));
        }
        *self = next.sound()?;
        Ok(())
    }

    /// Notes that the customer numbers are the invoicing program's.
    pub(super) fn numbers_are_imported(&mut self) {
        self.put(&["numbers".to_owned()], Some(Value::from("imported")));
    }

    /// Says who can open the register: name and age recipient each.
    pub fn set_keys(&mut self, keys: &[(String, String)]) -> Result<(), Error> {
        let mut tables = ArrayOfTables::new();
        for (name, recipient) in keys {
            let mut table = Table::new();
            table["name"] = toml_edit::value(name);
            table["recipient"] = toml_edit::value(recipient);
            tables.push(table);
        }
        let mut next = self.clone();
        next.document["keys"] = Item::ArrayOfTables(tables);
        next.explain_all()?;
        *self = next.sound()?;
        Ok(())
    }

    /// Declares a regular recipient of data; the privacy notice lists it, with the fields that it may be given.
    pub fn add_recipient(&mut self, recipient: &DataRecipient) -> Result<(), Error> {
        let failed = |message: String| Error::Description(vec![message]);
        let plain = toml::to_string(&BTreeMap::from([("recipients", [recipient])]))
            .map_err(|error| failed(error.to_string()))?;
        let mut lone: DocumentMut = plain
            .parse()
            .map_err(|error: toml_edit::TomlError| failed(error.message().to_owned()))?;
        inline_words(&mut lone);
        let mut next = self.clone();
        let recipients = next.list("recipients");
        let new = lone
            .get("recipients")
            .and_then(Item::as_array_of_tables)
            .and_then(|lone| lone.get(0));
        let (Some(recipients), Some(new)) = (recipients, new) else {
            return Err(by_hand("recipients"));
        };
        let mut new = new.clone();
        new.set_position(None);
        recipients.push(new);
        next.explain_all()?;
        *self = next.sound()?;
        Ok(())
    }

    /// Adds a reference rate of late interest, or corrects the one of that half-year.
    pub fn put_rate(&mut self, rate: &Rate) -> Result<(), Error> {
        let mut next = self.clone();
        let rates = next.list("rates").ok_or_else(|| by_hand("rates"))?;
        let half = rate.half.to_string();
        rates.retain(|old| old.get("half").and_then(Item::as_str) != Some(&half));
        let mut table = Table::new();
        table["half"] = toml_edit::value(half);
        table["reference"] = toml_edit::value(rate.reference.to_string());
        table["source"] = toml_edit::value(&rate.source);
        rates.push(table);
        next.explain_all()?;
        *self = next.sound()?;
        Ok(())
    }

    /// All keys with a single value, in the order of the file.
    pub fn settings(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        collect("", self.document.as_table(), &mut found);
        found
    }

    /// What the text says.
    pub fn description(&self) -> Result<Description, Error> {
        parse_description(&self.document.to_string())
    }

    /// Says above each part what it is, in the register's language.
    fn explain_all(&mut self) -> Result<(), Error> {
        let language = self.description()?.language;
        explain(&mut self.document, language);
        Ok(())
    }

    fn sound(self) -> Result<Self, Error> {
        self.description()?;
        Ok(self)
    }

    /// Sets a key; says false where the file writes its table in a way that cannot be changed key by key.
    fn put(&mut self, key: &[String], value: Option<Value>) -> bool {
        let Some((last, folders)) = key.split_last() else {
            return false;
        };
        let mut table: &mut dyn TableLike = self.document.as_table_mut();
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
            let Some(next) = next.as_table_like_mut() else {
                return false;
            };
            table = next;
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
        true
    }

    /// Declares a field under a label, gives it a new one, or takes the declaration back.
    fn declare(&mut self, path: &str, label: Option<&str>) -> bool {
        let Some(fields) = self.list("fields") else {
            return false;
        };
        let at = fields
            .iter()
            .position(|field| field.get("path").and_then(Item::as_str) == Some(path));
        match (at, label) {
            (Some(at), None) => drop(fields.remove(at)),
            (None, None) => {}
            (Some(at), Some(label)) => {
                if let Some(field) = fields.get_mut(at) {
                    field["label"] = toml_edit::value(label);
                }
            }
            (None, Some(label)) => {
                let mut field = Table::new();
                field["path"] = toml_edit::value(path);
                field["label"] = toml_edit::value(label);
                fields.push(field);
            }
        }
        true
    }

    /// A list of tables, made where there is none; one written as `[{ … }]` becomes `[[…]]`.
    fn list(&mut self, name: &str) -> Option<&mut ArrayOfTables> {
        let list = self
            .document
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
}

/// A way of writing that keeps its own counsel: the owner's editor is the way.
fn by_hand(key: &str) -> Error {
    let said = format!("`{key}` is written in a form that only an editor changes");
    Error::Settings(vec![said])
}

fn unfit(key: &str, rule: Rule) -> Error {
    Error::Setting(KeyFault {
        key: key.to_owned(),
        rule,
    })
}

impl fmt::Display for DescriptionText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.document.fmt(f)
    }
}

/// Refuses to take back the declaration of a field that records still use: they could not be opened any more.
pub fn check_fields_in_use(register: &Unlocked, text: &DescriptionText) -> Result<(), Error> {
    let after: BTreeSet<String> = text
        .description()?
        .fields
        .iter()
        .map(|field| field.path.to_string())
        .collect();
    let before = register
        .register()
        .description()
        .fields
        .iter()
        .map(|field| &field.path);
    let gone: Vec<_> = before
        .filter(|path| !after.contains(path.as_str()))
        .collect();
    if gone.is_empty() {
        return Ok(());
    }
    let customers = register.customers()?;
    for path in gone {
        let users = customers
            .iter()
            .filter(|customer| customer.to_record().get(path).is_some())
            .count();
        if users > 0 {
            return Err(Error::FieldInUse {
                field: path.to_string(),
                customers: users,
            });
        }
    }
    Ok(())
}

fn parse(source: &str) -> Result<DocumentMut, Error> {
    // The model's own reading names line and reason; this one only keeps the text.
    parse_description(source)?;
    source
        .parse()
        .map_err(|error: toml_edit::TomlError| Error::Description(vec![error.message().to_owned()]))
}

/// 16 random hexadecimal digits.
fn new_id() -> String {
    format!("{:016x}", OsRng.next_u64())
}

fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
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
