//! What can go wrong while understanding what somebody typed: fields, selectors, customers, settings.
//!
//! Names that the user typed are repeated to him; the value of a field never is.

use super::Rule;

/// A field name that the schema does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no field `{name}`")]
pub struct UnknownField {
    /// What was typed.
    pub name: String,
    /// Fields that may have been meant, best first.
    pub similar: Vec<String>,
}

/// Any failure to understand an argument.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The field is not in the schema.
    #[error(transparent)]
    UnknownField(#[from] UnknownField),
    /// An empty selector, `!FIELD=VALUE`, or `FIELD=` without a value.
    #[error("not a selector; write FIELD, !FIELD or FIELD=VALUE")]
    Selector,
    /// `FIELD=`: looks like a removal, means nothing in a selector.
    #[error("`{field}=` has no value; write `!{field}` for customers without it")]
    EmptySelector {
        /// The field as typed.
        field: String,
    },
    /// What was typed cannot name a customer.
    #[error("this {0}")]
    Reference(Rule),
    /// A range that ends before it begins.
    #[error("the range ends before it begins; write the lower number first")]
    Range,
    /// A key that `register.toml` does not have, or that is not set by hand.
    #[error("no setting `{key}`")]
    UnknownKey {
        /// What was typed.
        key: String,
        /// Keys that may have been meant, best first.
        similar: Vec<String>,
    },
}
