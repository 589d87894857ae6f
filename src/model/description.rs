//! `register.toml`: who keeps the register, for what, on what ground, what it holds and where it goes.
//!
//! The privacy notice, the letters and the schema are all made from it. Unknown keys are refused: a misspelt key would be a
//! promise that is silently not kept. A blank text is the same as no key, so that the file can be filled in like a form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Bank, Contact, Controller, DataRecipient, Declared, KeyHolder, Language, Letters, Processor,
    Purpose, Rate, Retention, Schema, Source, Words,
};

/// The register's description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// 16 random hexadecimal digits; keys and pins outside the repository are filed under it. Blank in a file to begin with.
    #[serde(default)]
    pub id: String,
    /// The register's name, as in its privacy notice. Blank in a file to begin with.
    #[serde(default)]
    pub name: Words,
    /// The language of letters and of the owner's words.
    #[serde(default)]
    pub language: Language,
    /// Where the privacy notice is published; empty if nowhere yet.
    #[serde(default)]
    pub notice_url: String,
    /// Whose customer numbers are in use.
    #[serde(default)]
    pub numbers: Numbers,
    /// Whether this is a published sample that must not be sealed to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// The controller.
    #[serde(default)]
    pub controller: Controller,
    /// The contact in matters of the register.
    #[serde(default)]
    pub contact: Contact,
    /// Where debtors pay.
    #[serde(default)]
    pub bank: Bank,
    /// Who can open the register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyHolder>,
    /// Fields declared beyond the six.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Declared>,
    /// Purposes of processing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Purpose>,
    /// Regular sources of data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Regular recipients of data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<DataRecipient>,
    /// How long data is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<Retention>,
    /// Processors, and the places where copies of the repository lie.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processors: Vec<Processor>,
    /// Fees and terms of letters.
    #[serde(default)]
    pub letters: Letters,
    /// Reference rates of late interest that the owner has added to those built in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
    /// How columns of other programs' files are understood.
    #[serde(default, skip_serializing_if = "Import::is_empty")]
    pub import: Import,
}

/// Whose customer numbers are in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numbers {
    /// The register gives them.
    #[default]
    Own,
    /// They came from the invoicing program.
    Imported,
}

/// Columns of other programs' files: `"column" = "field path"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Import {
    /// Of customers; see [`super::import::Target`].
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub customers: BTreeMap<String, String>,
    /// Of overdue invoices.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub receivables: BTreeMap<String, String>,
}

impl Import {
    fn is_empty(&self) -> bool {
        self.customers.is_empty() && self.receivables.is_empty()
    }
}

impl Description {
    /// The schema that records are checked against.
    pub fn schema(&self) -> Schema {
        Schema::new(&self.fields)
    }

    /// The keys that a debtor letter cannot do without and that are blank.
    pub fn missing_for_letters(&self) -> Vec<&'static str> {
        let sender = &self.controller;
        [
            ("controller.name", sender.name.is_none()),
            ("controller.street", sender.street.is_none()),
            ("controller.postcode", sender.postcode.is_none()),
            ("controller.city", sender.city.is_none()),
            ("controller.business_id", sender.business_id.is_none()),
            ("bank.iban", self.bank.iban.is_none()),
        ]
        .into_iter()
        .filter_map(|(key, missing)| missing.then_some(key))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Description, Language};

    #[test]
    fn letters_miss_what_is_blank() {
        let name = "Esimerkki Oy".parse().unwrap();
        let mut new = Description::new("3f9c0d1e5a7b2c48", name, Language::Fi);
        assert_eq!(
            new.missing_for_letters(),
            [
                "controller.street",
                "controller.postcode",
                "controller.city",
                "controller.business_id",
                "bank.iban"
            ]
        );
        new.bank.iban = Some("FI2112345600000785".parse().unwrap());
        assert!(!new.missing_for_letters().contains(&"bank.iban"));
    }

    #[test]
    fn misspelt_keys_and_wrong_values_do_not_parse() {
        for wrong in [
            "colour = 1",
            "[controller]\nbusinessid = \"\"",
            "[bank]\niban = \"FI2112345600000786\"",
            "[controller]\nbusiness_id = \"0112038-8\"",
            "name = { de = \"x\" }",
            "[letters]\ncompensation = \"40,001\"",
        ] {
            assert!(toml::from_str::<Description>(wrong).is_err(), "{wrong}");
        }
    }
}
