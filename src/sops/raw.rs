//! What TOML and JSON have in common, so that one set of rules reads both. Order is kept, names are unique.

use std::borrow::Cow;

/// A parsed value, borrowed from the file where it can be.
#[cfg_attr(test, derive(PartialEq))]
pub(super) enum Raw<'a> {
    Text(Cow<'a, str>),
    Int(i64),
    Bool(bool),
    Null,
    /// A float, a date, a number out of range: nothing that a sealed file has.
    Other,
    List(Vec<Raw<'a>>),
    Table(Pairs<'a>),
}

/// A table's keys and values in document order.
pub(super) type Pairs<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;
