//! `register.toml` as text that people read: changed key by key, so that comments and order survive.

use std::collections::BTreeMap;
use std::fmt;

use rand_core::{OsRng, RngCore as _};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::model::{
    DataRecipient, Description, KeyFault, Kind, Language, Rate, Rule, Setting, Text,
};

use super::annotate::{explain, inline_words};
use super::document;
use super::error::Error;
use super::layout::DESCRIPTION;
use super::store::{Register, parse_description, parse_unwritten};

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
        document::get(&self.document, key)
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
        let set = |document: &mut DocumentMut| {
            let value = value.as_deref();
            match (setting.kind, setting.key.as_slice()) {
                (Kind::Field, [_, path]) => declare(document, path, value),
                (Kind::Days(_), key) => {
                    let days = value.and_then(|days| days.parse::<i64>().ok());
                    document::put(document, key, days.map(Value::from))
                }
                (Kind::Flag, key) => {
                    let flag = value.map(|flag| Value::from(flag == "true"));
                    document::put(document, key, flag)
                }
                (_, key) => document::put(document, key, value.map(Value::from)),
            }
        };
        // Nothing is wrong with the file yet, so the fault is not said to be the file's.
        self.change(key, set).map_err(|error| match error {
            Error::Description(faults) => Error::Settings(faults),
            error => error,
        })
    }

    /// What the parts of the controller's address that are there would be faulted for once the others are: whoever asks for one part after
    /// another can judge each at its own question.
    pub fn fault_once_whole(&self) -> Option<KeyFault> {
        let mut whole = self.document.clone();
        for part in ["street", "postcode", "city"] {
            if self
                .get(&format!("controller.{part}"))
                .is_none_or(|it| it.trim().is_empty())
            {
                let key = ["controller", part].map(ToOwned::to_owned);
                document::put(&mut whole, &key, Some(Value::from("00000")))?;
            }
        }
        let whole: Description = toml::from_str(&whole.to_string()).ok()?;
        whole.faults().into_iter().next()
    }

    /// Keeps what a column of imported files is; an empty target: it is never read.
    pub(super) fn map_column(&mut self, column: &str, target: &str) -> Result<(), Error> {
        let key = ["import", "customers", column].map(ToOwned::to_owned);
        let target = Some(Value::from(target));
        self.change("import.customers", |it| document::put(it, &key, target))
    }

    /// Keeps what a column of a list of open invoices is, or what a status means.
    pub(super) fn map_claim_column(&mut self, column: &str, meaning: &str) -> Result<(), Error> {
        let key = ["import", "receivables", column].map(ToOwned::to_owned);
        let meaning = Some(Value::from(meaning));
        self.change("import.receivables", |it| document::put(it, &key, meaning))
    }

    /// Notes that the customer numbers are the invoicing program's.
    pub(super) fn numbers_are_imported(&mut self) {
        let imported = Some(Value::from("imported"));
        document::put(&mut self.document, &["numbers".to_owned()], imported);
    }

    /// Says who can open the register: name and age recipient each.
    pub fn set_keys(&mut self, keys: &[(String, String)]) -> Result<(), Error> {
        let tables: ArrayOfTables = keys
            .iter()
            .map(|(name, recipient)| table(&[("name", name), ("recipient", recipient)]))
            .collect();
        self.change("keys", |document| {
            document["keys"] = Item::ArrayOfTables(tables);
            Some(())
        })?;
        self.explain_all()
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
        self.change("recipients", |document| {
            let mut new = document::list(&mut lone, "recipients")?.get(0)?.clone();
            new.set_position(None);
            document::list(document, "recipients")?.push(new);
            Some(())
        })?;
        self.explain_all()
    }

    /// Adds a reference rate of late interest, or corrects the one of that half-year.
    pub fn put_rate(&mut self, rate: &Rate) -> Result<(), Error> {
        let (half, reference) = (rate.half.to_string(), rate.reference.to_string());
        self.change("rates", |document| {
            let rates = document::list(document, "rates")?;
            rates.retain(|old| old.get("half").and_then(Item::as_str) != Some(&half));
            rates.push(table(&[
                ("half", &half),
                ("reference", &reference),
                ("source", &rate.source),
            ]));
            Some(())
        })?;
        self.explain_all()
    }

    /// All keys with a single value, in the order of the file.
    pub fn settings(&self) -> Vec<(String, String)> {
        document::settings(&self.document)
    }

    /// What the text says.
    pub fn description(&self) -> Result<Description, Error> {
        parse_unwritten(&self.document.to_string())
    }

    /// Changes the text, or leaves it as it was.
    ///
    /// # Errors
    /// `Settings` where `with` finds the key written in a form that only an editor changes, `Description` where the text would be wrong.
    fn change(
        &mut self,
        key: &str,
        with: impl FnOnce(&mut DocumentMut) -> Option<()>,
    ) -> Result<(), Error> {
        let mut next = self.clone();
        with(&mut next.document).ok_or_else(|| by_hand(key))?;
        *self = next.sound()?;
        Ok(())
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
}

/// Declares a field under a label, gives it a new one, or takes the declaration back.
fn declare(document: &mut DocumentMut, path: &str, label: Option<&str>) -> Option<()> {
    let fields = document::list(document, "fields")?;
    let at = fields
        .iter()
        .position(|field| field.get("path").and_then(Item::as_str) == Some(path));
    match (at, label) {
        (Some(at), None) => drop(fields.remove(at)),
        (None, None) => {}
        (Some(at), Some(label)) => fields.get_mut(at)?["label"] = toml_edit::value(label),
        (None, Some(label)) => fields.push(table(&[("path", path), ("label", label)])),
    }
    Some(())
}

fn table(values: &[(&str, &str)]) -> Table {
    let mut table = Table::new();
    for (key, value) in values {
        table[key] = toml_edit::value(*value);
    }
    table
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
