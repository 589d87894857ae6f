//! Whether a row fits under the header.
//!
//! Spreadsheets leave out delimiters after the last filled cell of a row (Excel does so for runs of rows), so a shorter row is filled up. Three
//! kinds of shorter rows are something else and are refused: a lone cell under three or more headers (a footer, a title), and the two
//! halves of a row that an unquoted line break tore apart, known by a second half that does not start with a number where all whole
//! rows do. A longer row is refused unless the extra cells are empty: it has an unquoted delimiter inside a cell.

use super::Row;
use super::scan::Record;
use crate::text::Ragged;

/// Rows that fit, filled up to the width of the header, and the others, as they came.
pub(super) fn fit(records: Vec<Record>, columns: usize) -> (Vec<Row>, Vec<(Ragged, Row)>) {
    let torn = torn(&records, columns);
    let (mut rows, mut ragged) = (Vec::new(), Vec::new());
    for (record, torn) in records.into_iter().zip(torn) {
        let found = record.cells.len();
        let fits = record.width() <= columns && !torn && (found > 1 || columns < 3);
        let mut row = Row {
            line: record.line,
            cells: record.cells,
        };
        if fits {
            row.cells.resize(columns, String::new());
            rows.push(row);
        } else {
            ragged.push((
                Ragged {
                    line: row.line,
                    found,
                    expected: columns,
                },
                row,
            ));
        }
    }
    (rows, ragged)
}

/// For each record, whether it is half of a torn row.
fn torn(records: &[Record], columns: usize) -> Vec<bool> {
    let is_whole = |record: &&Record| record.cells.len() == columns;
    let mut whole = records.iter().filter(is_whole).peekable();
    let numbered = whole.peek().is_some() && whole.all(starts_with_number);
    let mut torn = vec![false; records.len()];
    for at in 1..records.len() {
        let (first, second) = (&records[at - 1], &records[at]);
        let short = first.cells.len() < columns && second.cells.len() < columns;
        if numbered && short && !starts_with_number(second) {
            torn[at - 1] = true;
            torn[at] = true;
        }
    }
    torn
}

fn starts_with_number(record: &Record) -> bool {
    let first = record.cells.first().map_or("", |cell| cell.trim());
    !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit())
}
