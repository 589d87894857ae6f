//! Text to table.

use super::header::{self, Header};
use super::scan::{Record, scan_from};
use super::{Delimiter, MAX_COLUMNS, Row, Skip, Skipped, Table, fit, total};
use crate::text::guard::tidy;
use crate::text::{Error, Ragged};

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
    read_list(text, &Header::Known(&|_| false))
}

/// Reads a table that has no header line: its columns are named as spreadsheets name them, `column A` to `column ALL`, and the first row
/// decides how many there are.
pub fn read_by_position(text: &str) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
    read_list(text, &Header::Absent)
}

pub(super) fn read_list(
    text: &str,
    header: &Header<'_>,
) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
    refuse_markup(text)?;
    let hint = header::hint(text)?;
    let (rest, line) = hint.as_ref().map_or((text, 1), |hint| (hint.rest, 2));
    let delimiter = hint
        .and_then(|hint| hint.delimiter)
        .unwrap_or_else(|| Delimiter::sniff(rest, header));
    let records: Vec<Record> = scan_from(rest, delimiter, line).collect::<Result<_, _>>()?;
    assemble(records, header, delimiter)
}

/// Web pages under the name of a table, as some programs save them.
fn refuse_markup(text: &str) -> Result<(), Error> {
    let start: String = text.trim_start().chars().take(9).collect();
    let start = start.to_ascii_lowercase();
    let marks = [
        "<?xml",
        "<html",
        "<!doctype",
        "<table",
        "<workbook",
        "<head",
        "<meta",
    ];
    if marks.iter().any(|mark| start.starts_with(mark)) {
        return Err(Error::Markup);
    }
    Ok(())
}

/// Makes a table of records: finds the header, and leaves out what is no row.
pub(super) fn assemble(
    records: Vec<Record>,
    header: &Header<'_>,
    delimiter: Delimiter,
) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
    let mut records: Vec<Record> = records
        .into_iter()
        .filter(|record| !record.is_blank())
        .collect();
    let at = header.position(&records).ok_or(match header {
        Header::Line(line) => Error::NoHeaderLine { line: *line },
        _ => Error::Empty,
    })?;
    let (headers, above): (Vec<String>, usize) = if let Header::Absent = header {
        let columns = (0..records[0].cells.len()).map(|at| format!("column {}", letters(at)));
        (columns.collect(), 0)
    } else {
        let names = records[at].cells.iter().map(|cell| header::name(cell));
        (names.collect(), at + 1)
    };
    debug_assert!(headers.len() <= MAX_COLUMNS, "the scan is bounded");
    // A list whose columns are known by name may have a report's lines around its rows; any other is taken as it stands.
    let judged = match header {
        Header::Known(_) => header.known_names(&records[at]) > 0,
        Header::Line(_) => true,
        Header::Absent => false,
    };
    let skip = |record: &Record, why| Skipped {
        line: record.line,
        why,
    };
    let mut skipped: Vec<Skipped> = records
        .drain(..above)
        .take(at)
        .map(|record| skip(&record, Skip::AboveHeader))
        .collect();
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let record = tidied(record);
        if !judged {
            rows.push(record);
        } else if header::is_repeated(&record, &headers) {
            skipped.push(skip(&record, Skip::Header));
        } else if total::is_total(&record) {
            skipped.push(skip(&record, Skip::Total));
        } else if header.is_another(&record) {
            return Err(Error::SecondHeader { line: record.line });
        } else {
            rows.push(record);
        }
    }
    let (rows, ragged) = fit::fit(rows, headers.len());
    let table = Table {
        headers,
        rows,
        delimiter,
        skipped,
    };
    Ok((table, ragged))
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

fn tidied(mut record: Record) -> Record {
    for cell in &mut record.cells {
        *cell = tidy(std::mem::take(cell));
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
