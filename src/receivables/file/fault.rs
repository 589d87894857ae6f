//! What is wrong with a row: the column and the rule, never the cell.

use std::fmt;

use crate::model::import::ClaimColumn;
use crate::model::{CustomerNumber, Rule};

/// A broken rule, and the column that broke it; none where the row as a whole did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The column.
    pub column: Option<ClaimColumn>,
    /// The rule.
    pub rule: Rule,
}

impl Fault {
    pub(super) fn of(column: ClaimColumn, rule: Rule) -> Self {
        Self {
            column: Some(column),
            rule,
        }
    }

    pub(super) fn whole(rule: Rule) -> Self {
        Self { column: None, rule }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "`{column}` {}", self.rule),
            None => self.rule.fmt(f),
        }
    }
}

/// A row that cannot be used. No `Debug`: it is people's data.
#[derive(Clone, PartialEq, Eq)]
pub struct Faulty {
    /// The physical line where it starts.
    pub line: u64,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
    /// Whose it is, where that can be told.
    pub customer: Option<CustomerNumber>,
    /// The invoice's number as it stands there, where any does.
    pub invoice: Option<String>,
}
