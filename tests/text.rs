//! CSV cases are files: `cases/csv/<name>.csv` in, `<name>.txt` out (what is read of it, or the error). Adding a case is adding the two files.
#![allow(clippy::disallowed_methods, reason = "tests read their cases plainly")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;
use rekisteri::text::table::{self, Table};
use rekisteri::text::{Error, decode, visible};

fn cases() -> BTreeMap<PathBuf, PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/csv");
    let files = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let inputs = files.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
    inputs
        .map(|path| (path.clone(), path.with_extension("txt")))
        .collect()
}

fn read(bytes: &[u8]) -> Result<Table, Error> {
    table::read(&decode(bytes)?)
}

/// One line a row: its line in the file, then its cells between bars.
fn say(result: Result<Table, Error>) -> String {
    let table = match result {
        Ok(table) => table,
        Err(error) => return format!("error: {error}\n"),
    };
    let bars = |cells: &[String]| {
        cells
            .iter()
            .map(|cell| visible(cell))
            .collect::<Vec<_>>()
            .join("|")
    };
    let mut said =
        format!("{:?}\n1: {}\n", table.delimiter, bars(&table.headers)).replace("1: ", "headers: ");
    for double in table.duplicates() {
        writeln!(
            said,
            "columns {} and {} are both `{}`",
            double.first, double.second, double.name
        )
        .unwrap();
    }
    for row in &table.rows {
        writeln!(said, "{}: {}", row.line, bars(&row.cells)).unwrap();
    }
    said
}

#[test]
fn csv_cases_read_as_written_beside_them() {
    let cases = cases();
    assert!(cases.len() >= 20, "the folder was found");
    let mut complaints = String::new();
    for (input, expected) in cases {
        let bytes = std::fs::read(&input).unwrap();
        let (found, wanted) = (
            say(read(&bytes)),
            std::fs::read_to_string(&expected).unwrap_or_default(),
        );
        if found != wanted {
            writeln!(
                complaints,
                "{}:\n{found}--- instead of\n{wanted}",
                input.display()
            )
            .unwrap();
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// Everything that reads can be written, with any delimiter, and reads the same.
#[test]
fn csv_cases_survive_writing() {
    for (input, _) in cases() {
        let Ok(table) = read(&std::fs::read(&input).unwrap()) else {
            continue;
        };
        for delimiter in [
            table::Delimiter::Semicolon,
            table::Delimiter::Comma,
            table::Delimiter::Tab,
        ] {
            let rows = table.rows.iter().map(|row| &row.cells);
            let again = table::read(&table::write(&table.headers, rows, delimiter)).unwrap();
            assert_eq!(again.headers, table.headers, "{}", input.display());
            let cells = |table: &Table| {
                table
                    .rows
                    .iter()
                    .map(|row| row.cells.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(cells(&again), cells(&table), "{}", input.display());
        }
    }
}

/// The `csv` crate reads what we write as we do (formula guards aside).
#[test]
fn another_reader_agrees() {
    let cells = ["a", "b;c,d", "d \"e\"", "f\r\ng", " h ", "", "ä", "'i"];
    let text = table::write(&cells, [cells, cells], table::Delimiter::Semicolon);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(records, vec![cells.to_vec(); 3]);
}

#[test]
fn bounds_hold() {
    let wide = vec!["x"; table::MAX_COLUMNS + 1].join(";");
    assert_eq!(
        table::read(&wide).err().unwrap().to_string(),
        "line 1 has more than 1000 columns"
    );
    let long = format!("a;b\n1;2\n3;\"{}\n", "x".repeat(table::MAX_CELL_BYTES + 1));
    let error = "line 3 starts a cell of more than 64 KiB; is a quotation mark missing?";
    assert_eq!(table::read(&long).err().unwrap().to_string(), error);
}

proptest! {
    /// Whatever bytes come, there is a table or an error, and every row is as wide as the header.
    #[test]
    fn nothing_panics(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        "[a-c;,\t\"\r\n'= ]{0,80}".prop_map(String::into_bytes),
    ]) {
        if let Ok(table) = read(&bytes) {
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.headers.len()));
            prop_assert!(table.rows.windows(2).all(|rows| rows[0].line < rows[1].line));
        }
    }

    /// A name in any of the encodings comes out as it went in, among others that are words. Not every text can: in Windows-1252, "Öž" is the same two bytes as one
    /// Hebrew accent in UTF-8, and UTF-8 is believed first.
    #[test]
    fn encodings_agree(name in "[A-Za-zÅÄÖåäöéüß ]{1,12}") {
        let words = "1002;Pekka Mäkelä\r\n1003;Örn Söderström\r\n1004;Hämeenlinna Jyväskylä Närpiö\r\n".repeat(4);
        let text = format!("number;name\r\n1001;{name}\r\n{words}");
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (legacy, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
        prop_assert!(!lossy);
        for bytes in [text.clone().into_bytes(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), legacy.into_owned()] {
            prop_assert_eq!(&decode(&bytes).unwrap(), &text);
        }
    }
}
