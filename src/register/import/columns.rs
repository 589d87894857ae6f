//! Which column is what: said by the user, else by `register.toml`, else known from the header.

use std::collections::BTreeMap;

use crate::model::import::{Row, Target, headers};
use crate::model::{Fault, FieldPath, Schema, UnknownField};
use crate::register::store::Register;
use crate::text;
use crate::text::table::Table;

/// The columns of one table, resolved.
pub struct Columns {
    headers: Vec<String>,
    targets: Vec<Option<Target>>,
    /// Headers nobody has said anything about.
    unknown: Vec<usize>,
    new: BTreeMap<String, String>,
}

impl Columns {
    /// Resolves the headers of a table by the register's mapping and by what is known.
    ///
    /// # Errors
    /// `UnknownField` when the register's mapping names a field that is not declared any more.
    pub fn of(register: &Register, table: &Table) -> Result<Self, UnknownField> {
        let mapping = &register.description().import.customers;
        let mut columns = Self {
            headers: table.headers.clone(),
            ..Self::none()
        };
        let known = headers::known_together(&table.headers);
        for (at, (header, known)) in table.headers.iter().zip(known).enumerate() {
            let target = match mapping.iter().find(|(column, _)| same(column, header)) {
                Some((_, target)) => Some(said(target, register.schema())?),
                None => known
                    .map(|target| {
                        Some(target).filter(|target| is_declared(target, register.schema()))
                    })
                    .or_else(|| own(header, register.schema()).map(Some)),
            };
            if target.is_none() {
                columns.unknown.push(at);
            }
            columns.targets.push(target.flatten());
        }
        Ok(columns)
    }

    /// Columns of a source that needs none.
    pub fn none() -> Self {
        Self {
            headers: Vec::new(),
            targets: Vec::new(),
            unknown: Vec::new(),
            new: BTreeMap::new(),
        }
    }

    /// Says what a column is; blank: it is never read. Kept in `register.toml` when the import is carried out.
    ///
    /// # Errors
    /// `UnknownField` for a field that is not declared; `false` when the table has no such column.
    pub fn say(
        &mut self,
        schema: &Schema,
        column: &str,
        target: &str,
    ) -> Result<bool, UnknownField> {
        let Some(at) = self.headers.iter().position(|header| same(header, column)) else {
            return Ok(false);
        };
        self.targets[at] = said(target, schema)?;
        self.unknown.retain(|unknown| *unknown != at);
        let stored = self.targets[at]
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        self.new.insert(self.headers[at].clone(), stored);
        Ok(true)
    }

    /// Headers that neither the user nor the register nor we know.
    pub fn unknown(&self) -> Vec<String> {
        self.unknown
            .iter()
            .map(|at| self.headers[*at].clone())
            .collect()
    }

    /// Headers that are read, each with its field.
    pub fn read(&self) -> impl Iterator<Item = (&str, &str)> {
        let columns = self.headers.iter().zip(&self.targets);
        columns.filter_map(|(header, target)| Some((header.as_str(), target.as_ref()?.short())))
    }

    /// Headers that are not read.
    pub fn ignored(&self) -> Vec<String> {
        let unread = self
            .headers
            .iter()
            .zip(&self.targets)
            .filter(|(header, target)| target.is_none() && !header.trim().is_empty());
        unread.map(|(header, _)| header.clone()).collect()
    }

    /// Pairs of columns that go to the same place: which one is meant, the user must say.
    pub fn clashes(&self) -> Vec<(String, String)> {
        let named = |at: usize| self.headers[at].clone();
        headers::clashes(&self.targets)
            .into_iter()
            .map(|(one, other)| (named(one), named(other)))
            .collect()
    }

    /// Whether some column names the customer: without, no row can be imported.
    pub fn have_name(&self) -> bool {
        self.targets.iter().flatten().any(|target| match target {
            Target::NameOrCompany => true,
            Target::Field(path) | Target::Part(path, _) => {
                [FieldPath::NAME, FieldPath::COMPANY].contains(path)
            }
            Target::Number => false,
        })
    }

    /// What the user said, to be kept in `register.toml`.
    pub fn new_mapping(&self) -> &BTreeMap<String, String> {
        &self.new
    }

    /// Reads the cells of one row.
    pub(super) fn row(&self, cells: &[String]) -> Result<Row, Vec<Fault>> {
        let read = self
            .targets
            .iter()
            .zip(cells)
            .filter_map(|(target, cell)| Some((target.as_ref()?, cell.as_str())));
        Row::read(read)
    }
}

fn said(target: &str, schema: &Schema) -> Result<Option<Target>, UnknownField> {
    if target.trim().is_empty() {
        Ok(None)
    } else {
        Target::parse(target, schema).map(Some)
    }
}

/// A path of the record that is declared here: our own export writes such headers, whatever the owner has declared.
fn own(header: &str, schema: &Schema) -> Option<Target> {
    let path = header.trim();
    path.contains('.')
        .then(|| Target::parse(path, schema).ok())
        .flatten()
}

/// A column that is known and goes to a field nobody declared is left out like any other.
fn is_declared(target: &Target, schema: &Schema) -> bool {
    target.field().is_none_or(|path| schema.declares(path))
}

fn same(one: &str, other: &str) -> bool {
    text::fold(one) == text::fold(other)
}
