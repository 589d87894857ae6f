//! Which column of a list of open invoices is what: said by `register.toml`, else known from the header.

use std::collections::BTreeMap;

use crate::model::import::{ClaimColumn, CustomerKey};
use crate::receivables::Error;
use crate::text;
use crate::text::table::Table;

use super::headers;

/// The columns of one table, resolved; every list has a debtor, an invoice, a due date and a sum.
pub struct Columns {
    found: Vec<Option<ClaimColumn>>,
    ignored: Vec<String>,
}

impl Columns {
    /// Resolves the headers of a table.
    ///
    /// # Errors
    /// `MappedTwice` for two mappings of one column, `Mapping` for one to nothing, `TwoColumns` for two columns that hold the same, `NoColumn` where one is missing.
    pub fn of(mapping: &BTreeMap<String, String>, table: &Table) -> Result<Self, Error> {
        once(mapping)?;
        let mut found = Vec::new();
        let mut ignored = Vec::new();
        for header in &table.headers {
            let column = resolve(mapping, header)?;
            if column.is_none() && !header.trim().is_empty() {
                ignored.push(header.clone());
            }
            found.push(column);
        }
        let columns = Self { found, ignored };
        columns.check(&table.headers)?;
        Ok(columns)
    }

    /// Headers that are not read.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The cells of a row, by what they hold.
    pub(super) fn row<'a>(&self, cells: &'a [String]) -> BTreeMap<ClaimColumn, &'a str> {
        let known = self.found.iter().zip(cells);
        known
            .filter_map(|(column, cell)| Some(((*column)?, cell.as_str())))
            .collect()
    }

    fn check(&self, headers: &[String]) -> Result<(), Error> {
        for (at, column) in self.found.iter().enumerate() {
            let earlier = self.found[..at].iter().position(|one| one == column);
            if let (Some(column), Some(earlier)) = (column, earlier) {
                return Err(Error::TwoColumns {
                    column: *column,
                    one: headers[earlier].clone(),
                    other: headers[at].clone(),
                });
            }
        }
        let has = |wanted: &ClaimColumn| self.found.contains(&Some(*wanted));
        let debtor = self.found.iter().flatten();
        let debtor = debtor
            .filter(|one| matches!(one, ClaimColumn::Customer(_)))
            .count()
            > 0;
        let needed = [
            (debtor, vec![ClaimColumn::Customer(CustomerKey::Any)]),
            (has(&ClaimColumn::Invoice), vec![ClaimColumn::Invoice]),
            (has(&ClaimColumn::DueDate), vec![ClaimColumn::DueDate]),
            (
                has(&ClaimColumn::Open) || has(&ClaimColumn::Amount),
                vec![ClaimColumn::Open, ClaimColumn::Amount],
            ),
        ];
        match needed.into_iter().find(|(there, _)| !there) {
            None => Ok(()),
            Some((_, columns)) => Err(Error::NoColumn {
                columns,
                headers: headers.to_vec(),
            }),
        }
    }
}

/// Which of two mappings of one column was meant cannot be known: a sum might be read as what is open of it.
fn once(mapping: &BTreeMap<String, String>) -> Result<(), Error> {
    let mut seen = BTreeMap::new();
    for column in mapping.keys() {
        if let Some(one) = seen.insert(text::fold(column), column) {
            return Err(Error::MappedTwice {
                one: one.clone(),
                other: column.clone(),
            });
        }
    }
    Ok(())
}

fn resolve(mapping: &BTreeMap<String, String>, header: &str) -> Result<Option<ClaimColumn>, Error> {
    let same = |column: &String| text::fold(column) == text::fold(header);
    match mapping.iter().find(|(column, _)| same(column)) {
        None => Ok(headers::known(header)),
        // A blank one is a column that is never read.
        Some((_, part)) if part.trim().is_empty() => Ok(None),
        Some((column, part)) => part.parse().map(Some).map_err(|_| Error::Mapping {
            column: column.clone(),
        }),
    }
}
