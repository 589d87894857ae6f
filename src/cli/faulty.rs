//! Faulty rows of a list, written to a file of their own under the headers they came with, to be mended and read again.

use std::collections::HashSet;
use std::path::PathBuf;

use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use crate::fsio::{self, Access};
use crate::text::table::{self, Delimiter, Row, Table};

/// Faulty rows, and the file they go to.
pub(super) struct Rejects {
    headers: Vec<String>,
    rows: Vec<Row>,
    delimiter: Delimiter,
    file: PathBuf,
}

impl Rejects {
    /// Takes the rows of these lines out of a table, those that do not fit under its headers among them.
    pub(super) fn of((table, ragged): (&Table, &[Row]), lines: &[u64], file: PathBuf) -> Self {
        let lines: HashSet<u64> = lines.iter().copied().collect();
        let all = table.rows.iter().chain(ragged);
        let rows = all.filter(|row| lines.contains(&row.line));
        let mut rows: Vec<Row> = rows.cloned().collect();
        rows.sort_by_key(|row| row.line);
        Self {
            headers: table.headers.clone(),
            rows,
            delimiter: table.delimiter,
            file,
        }
    }

    /// Refuses where the rows could not be written, before anything is made that would stay without them.
    pub(super) fn can_be_written(&self) -> Result<(), CommandError> {
        if !fsio::exists(&self.file)? {
            return Ok(fsio::can_make(&self.file)?);
        }
        let path = self.file.display();
        Err(CommandError::user(format!("`{path}` exists already"))
            .hint(Hint::new("hint-taken").with("path", path)))
    }

    /// Writes them; nothing where there are none.
    pub(super) fn write(&self, context: &Context) -> Result<(), CommandError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let cells = self.rows.iter().map(|row| &row.cells);
        let text = table::write(&self.headers, cells, self.delimiter);
        fsio::write_new(&self.file, text.as_bytes(), Access::Private)?;
        context.ui().say(
            "import-skipped",
            &[
                ("n", self.rows.len().into()),
                ("path", self.file.display().to_string().into()),
            ],
        );
        Ok(())
    }
}
