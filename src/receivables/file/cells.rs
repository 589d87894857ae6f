//! The cells of one row, read one by one, and what was found wrong with them so far.

use std::collections::BTreeMap;

use crate::model::import::{ClaimColumn as Column, CustomerKey};
use crate::model::{Rule, check_cell};
use crate::text;
use crate::text::table::Row;

use super::{Columns, Fault};

/// The filled cells of a row, by what they hold.
pub(super) struct Cells {
    filled: BTreeMap<Column, String>,
    /// Whether the list says what is open: then nothing else does.
    pub(super) states_open: bool,
    /// Whether the list says what was paid.
    pub(super) states_paid: bool,
    /// What was found wrong so far.
    pub(super) faults: Vec<Fault>,
}

impl Cells {
    pub(super) fn of(row: &Row, columns: &Columns) -> Self {
        let cells = columns.row(&row.cells);
        let states_open = cells.contains_key(&Column::Open);
        let states_paid = cells.contains_key(&Column::Paid);
        let filled: BTreeMap<Column, String> = cells
            .into_iter()
            .map(|(column, cell)| (column, text::clean(cell)))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let checked = filled
            .iter()
            .map(|(column, cell)| (*column, check_cell(cell)));
        let faults = checked
            .filter_map(|(column, checked)| Some(Fault::of(column, checked.err()?)))
            .collect();
        Self {
            filled,
            states_open,
            states_paid,
            faults,
        }
    }

    pub(super) fn filled(&self) -> &BTreeMap<Column, String> {
        &self.filled
    }

    /// The cells that name the debtor.
    pub(super) fn keys(&self) -> impl Iterator<Item = (CustomerKey, &str)> {
        self.filled
            .iter()
            .filter_map(|(column, cell)| match column {
                Column::Customer(key) => Some((*key, cell.as_str())),
                _ => None,
            })
    }

    /// The invoice's number as it stands there.
    pub(super) fn invoice(&self) -> Option<&String> {
        self.filled.get(&Column::Invoice)
    }

    pub(super) fn fault(&mut self, column: Column, rule: Rule) {
        self.faults.push(Fault::of(column, rule));
    }

    /// Reads a cell that must be filled.
    pub(super) fn required<T>(
        &mut self,
        column: Column,
        parse: impl Fn(&str) -> Result<T, Rule>,
    ) -> Option<T> {
        if !self.filled.contains_key(&column) {
            self.fault(column, Rule::Required);
        }
        self.read(column, parse)
    }

    /// Reads a cell, where it is filled.
    pub(super) fn read<T>(
        &mut self,
        column: Column,
        parse: impl Fn(&str) -> Result<T, Rule>,
    ) -> Option<T> {
        let cell = self.filled.get(&column)?;
        // What is no value breaks no other rule.
        if check_cell(cell).is_err() {
            return None;
        }
        match parse(cell) {
            Ok(value) => Some(value),
            Err(rule) => {
                self.fault(column, rule);
                None
            }
        }
    }
}
