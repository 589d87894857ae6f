//! Faulty rows of a list, written to a file of their own under the headers they came with, to be mended and read again.

use std::collections::BTreeSet;
use std::path::Path;

use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use crate::fsio::{self, Access};
use crate::text::table::{self, Row, Table};

/// Refuses where the rows could not be written, before anything is made that would stay without them.
pub(super) fn can_be_written(file: &Path) -> Result<(), CommandError> {
    if !fsio::exists(file)? {
        return Ok(fsio::can_make(file)?);
    }
    let path = file.display();
    Err(CommandError::user(format!("`{path}` exists already"))
        .hint(Hint::new("hint-taken").with("path", path)))
}

/// Writes the rows of these lines, those that do not fit under the headers among them; nothing where no file is named.
pub(super) fn write(
    context: &Context,
    (table, ragged): (&Table, &[Row]),
    lines: &BTreeSet<u64>,
    file: Option<&Path>,
) -> Result<(), CommandError> {
    let Some(file) = file else {
        return Ok(());
    };
    let rows = on(lines, (table, ragged));
    if rows.is_empty() {
        return Ok(());
    }
    let cells = rows.iter().map(|row| &row.cells);
    let text = table::write(&table.headers, cells, table.delimiter);
    fsio::write_new(file, text.as_bytes(), Access::Private)?;
    context.ui().say(
        "import-skipped",
        &[
            ("n", rows.len().into()),
            ("path", file.display().to_string().into()),
        ],
    );
    Ok(())
}

/// The rows of these lines, in their order.
fn on<'a>(lines: &BTreeSet<u64>, (table, ragged): (&'a Table, &'a [Row])) -> Vec<&'a Row> {
    let all = table.rows.iter().chain(ragged);
    let mut rows: Vec<&Row> = all.filter(|row| lines.contains(&row.line)).collect();
    rows.sort_by_key(|row| row.line);
    rows
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Row, Table, on};
    use crate::text::table::Delimiter;

    fn row(line: u64) -> Row {
        Row {
            line,
            cells: Vec::new(),
        }
    }

    /// Some hundredths of a second; the square of so many rows would take half a minute.
    #[test]
    fn many_faulty_rows_take_no_square_of_time() {
        let n = 60_000;
        let table = Table {
            headers: Vec::new(),
            rows: (0..n).map(row).collect(),
            delimiter: Delimiter::Semicolon,
        };
        let lines = (0..=n).collect();
        let start = Instant::now();
        assert_eq!(on(&lines, (&table, &[row(n)])).len(), 60_001);
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}
