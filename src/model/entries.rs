//! The lists of `register.toml`: one struct for an entry of each.

use serde::{Deserialize, Serialize};

use super::by_text::none_if_blank;
use super::{Country, FieldPath, Words};

/// Somebody who can open the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyHolder {
    /// The owner's name for the key.
    pub name: String,
    /// The age public key, `age1…`.
    pub recipient: String,
}

/// A field declared beyond the six.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The field.
    pub path: FieldPath,
    /// What it is called in the privacy notice; the path if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
}

/// A purpose of processing and its legal basis (GDPR 13(1)(c)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// What the data is for.
    pub text: Words,
    /// On what ground.
    pub basis: Words,
}

/// A regular source of data (GDPR 14(2)(f)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The source.
    pub text: Words,
}

/// A regular recipient of data (GDPR 13(1)(e)), and exactly what may be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataRecipient {
    /// The recipient's name.
    pub name: String,
    /// Where it is.
    #[serde(
        default,
        deserialize_with = "none_if_blank",
        skip_serializing_if = "Option::is_none"
    )]
    pub country: Option<Country>,
    /// What it needs the data for.
    pub purpose: Words,
    /// On what ground it is given.
    pub basis: Words,
    /// Fields of the record that may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record_fields: Vec<FieldPath>,
    /// Fields of a claim that may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claim_fields: Vec<String>,
    /// The age public key that packages are sealed to.
    #[serde(
        default,
        deserialize_with = "none_if_blank",
        skip_serializing_if = "Option::is_none"
    )]
    pub key: Option<String>,
    /// The registration of a debt collector (Act 411/2018).
    #[serde(
        default,
        deserialize_with = "none_if_blank",
        skip_serializing_if = "Option::is_none"
    )]
    pub registration: Option<String>,
}

/// How long something is kept (GDPR 13(2)(a)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// What is kept.
    pub what: Words,
    /// How long.
    pub rule: Words,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Words>,
}

/// A processor (GDPR 28), or the keeper of a git remote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processor {
    /// The processor's name.
    pub name: String,
    /// Where it is.
    #[serde(
        default,
        deserialize_with = "none_if_blank",
        skip_serializing_if = "Option::is_none"
    )]
    pub country: Option<Country>,
    /// The git remote that it keeps.
    #[serde(
        default,
        deserialize_with = "none_if_blank",
        skip_serializing_if = "Option::is_none"
    )]
    pub remote: Option<String>,
}
