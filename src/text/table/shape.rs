//! A table in memory: every row has as many cells as there are headers.

use std::collections::HashMap;

use super::Delimiter;
use crate::text::fold;

/// The most columns a table may have.
pub const MAX_COLUMNS: usize = 1000;

/// A table as it was read. No `Debug`: cells are people's data.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, trimmed; empty where a column has no name (a delimiter at the end of the line makes one).
    pub headers: Vec<String>,
    /// The rows, each as wide as the headers.
    pub rows: Vec<Row>,
    /// What stood between the cells.
    pub delimiter: Delimiter,
    /// Lines that hold no data and are not among the rows, in the file's order; blank ones are not named.
    pub skipped: Vec<Skipped>,
}

/// A line that was not read, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The physical line, from 1.
    pub line: u64,
    /// Why.
    pub why: Skip,
}

/// Why a line is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It stands above the header.
    AboveHeader,
    /// It is the header once more.
    Header,
    /// It sums up or counts the other rows.
    Total,
}

/// One row of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The physical line where the row starts, from 1.
    pub line: u64,
    /// The cells as they stand in the file, unquoted but not trimmed.
    pub cells: Vec<String>,
}

/// Two columns of one name (case, accents and white space aside); columns are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The name as the second column spells it.
    pub name: String,
    /// The earlier column.
    pub first: usize,
    /// The later column.
    pub second: usize,
}

impl Table {
    /// Returns the columns that share a name. Harmless while none of them is used; who uses one must refuse it, naming both.
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut seen = HashMap::new();
        let mut found = Vec::new();
        for (at, name) in self.headers.iter().enumerate() {
            if name.is_empty() {
                continue;
            }
            match seen.entry(fold(name)) {
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(at + 1);
                }
                std::collections::hash_map::Entry::Occupied(first) => found.push(Duplicate {
                    name: name.clone(),
                    first: *first.get(),
                    second: at + 1,
                }),
            }
        }
        found
    }
}
