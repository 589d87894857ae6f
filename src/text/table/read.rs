//! Text to table.

use super::scan::{Record, scan};
use super::{Delimiter, MAX_COLUMNS, Row, Table, fit};
use crate::text::guard::unguard;
use crate::text::{Error, Ragged, clean};

/// Reads a table whose every row fits under its header line; blank lines are skipped.
///
/// An apostrophe before a formula character (`'=`, `'+`, `'-`, `'@`) is a spreadsheet's mark for text, and ours: it is taken away.
pub fn read(text: &str) -> Result<Table, Error> {
    let (table, ragged) = read_fitting(text)?;
    if ragged.is_empty() {
        return Ok(table);
    }
    Err(Error::Ragged {
        rows: ragged.into_iter().map(|(ragged, _)| ragged).collect(),
    })
}

/// Reads a table, and beside it the rows that do not fit, with their cells as they came: for callers who name every fault of a file at once.
pub fn read_fitting(text: &str) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
    let delimiter = hint(text).unwrap_or_else(|| Delimiter::sniff(text));
    let records: Vec<Record> = scan(text, delimiter).collect::<Result<_, _>>()?;
    let hinted = usize::from(hint(text).is_some());
    let mut records = records
        .into_iter()
        .skip(hinted)
        .filter(|record| !record.is_blank());
    let header = records.next().ok_or(Error::Empty)?;
    let headers: Vec<String> = header
        .cells
        .into_iter()
        .map(|cell| clean(&unguard(cell)))
        .collect();
    debug_assert!(headers.len() <= MAX_COLUMNS, "the scan is bounded");
    Ok(under(headers, records.map(unguarded).collect(), delimiter))
}

/// Reads a table that has no header line: its columns are named as spreadsheets name them, `column A` to `column ALL`, and the first row
/// decides how many there are.
pub fn read_by_position(text: &str) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
    let delimiter = Delimiter::sniff(text);
    let records: Vec<Record> = scan(text, delimiter).collect::<Result<_, _>>()?;
    let records: Vec<Record> = records
        .into_iter()
        .filter(|record| !record.is_blank())
        .map(unguarded)
        .collect();
    let columns = records.first().ok_or(Error::Empty)?.cells.len();
    let headers = (0..columns)
        .map(|at| format!("column {}", letters(at)))
        .collect();
    Ok(under(headers, records, delimiter))
}

/// Puts the records under their headers; those that do not fit stand beside the table.
fn under(
    headers: Vec<String>,
    records: Vec<Record>,
    delimiter: Delimiter,
) -> (Table, Vec<(Ragged, Row)>) {
    let (rows, ragged) = fit::fit(records, headers.len());
    (
        Table {
            headers,
            rows,
            delimiter,
        },
        ragged,
    )
}

/// The letters of a column counted from 0: A to Z, then AA.
pub fn letters(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    let before = if at < 26 {
        String::new()
    } else {
        letters(at / 26 - 1)
    };
    format!("{before}{last}")
}

fn hint(text: &str) -> Option<Delimiter> {
    Delimiter::hinted(text.lines().next()?)
}

fn unguarded(mut record: Record) -> Record {
    for cell in &mut record.cells {
        *cell = unguard(std::mem::take(cell));
    }
    record
}

#[cfg(test)]
mod tests {
    use super::{letters, read_by_position};

    #[test]
    fn columns_are_named_by_position() {
        assert_eq!(
            [0, 25, 26, 52, 701, 702, 999].map(letters),
            ["A", "Z", "AA", "BA", "ZZ", "AAA", "ALL"]
        );
        let (table, ragged) = read_by_position("C;2077474-0;A\nC;;B\nC;;B;x\n")
            .ok()
            .unwrap();
        assert_eq!(table.headers, ["column A", "column B", "column C"]);
        assert_eq!(
            (table.rows.len(), ragged.len(), ragged[0].0.line),
            (2, 1, 3)
        );
    }
}
