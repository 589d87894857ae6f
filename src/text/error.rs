//! What can be wrong with text from outside. Errors name lines, columns and kinds, never what a cell holds.

use super::table::{MAX_CELL_BYTES, MAX_COLUMNS};
use super::{MAX_BYTES, count};

/// Why bytes are not text, or text is not a table.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More bytes than are ever read as one text.
    #[error("the file is larger than {} MiB", MAX_BYTES >> 20)]
    TooLarge,
    /// Bytes of another kind of file; `looks_like` is a noun with its article.
    #[error("the file is {looks_like}, not text")]
    NotText {
        /// What it seems to be: "an Excel workbook".
        looks_like: &'static str,
    },
    /// UTF-8 or UTF-16 with a damaged place.
    #[error("line {line} is damaged: it is not {encoding} like the rest of the file")]
    Damaged {
        /// The first damaged line.
        line: u64,
        /// The encoding of the rest.
        encoding: &'static str,
    },
    /// A byte that no supported encoding has.
    #[error("line {line} holds a byte that is neither UTF-8 nor Windows-1252")]
    UnknownEncoding {
        /// The first such line.
        line: u64,
    },
    /// Nothing but blank lines.
    #[error("the file has no header line")]
    Empty,
    /// More columns than any customer list has.
    #[error("line {line} has more than {MAX_COLUMNS} columns")]
    TooManyColumns {
        /// The first such line.
        line: u64,
    },
    /// One cell that is too long, most often because a quote is missing.
    #[error("line {line} starts a cell of more than {} KiB; is a quotation mark missing?", MAX_CELL_BYTES >> 10)]
    CellTooLong {
        /// Where the cell starts.
        line: u64,
    },
    /// A quoted cell that never ends.
    #[error("line {line} opens a quoted cell that is never closed")]
    UnclosedQuote {
        /// Where the cell starts.
        line: u64,
    },
    /// Text between a closing quotation mark and the next delimiter.
    #[error("line {line} has text after a closing quotation mark")]
    TextAfterQuote {
        /// Where the quotation mark stands.
        line: u64,
    },
    /// Rows that do not fit under the header, all of them.
    #[error("{}: {}", count(rows.len(), "row does not fit the header line", "rows do not fit the header line"), list(rows))]
    Ragged {
        /// The rows, in the file's order.
        rows: Vec<Ragged>,
    },
}

/// A row with more or fewer cells than the header has columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ragged {
    /// The physical line where the row starts, from 1.
    pub line: u64,
    /// How many cells it has.
    pub found: usize,
    /// How many the header has.
    pub expected: usize,
}

impl std::fmt::Display for Ragged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cells = count(self.found, "cell", "cells");
        write!(
            f,
            "line {} has {cells} instead of {}",
            self.line, self.expected
        )
    }
}

/// The first few rows in words; a file of the wrong kind has thousands.
fn list(rows: &[Ragged]) -> String {
    const SHOWN: usize = 5;
    let mut said: Vec<String> = rows.iter().take(SHOWN).map(Ragged::to_string).collect();
    if rows.len() > SHOWN {
        said.push(format!("{} more", rows.len() - SHOWN));
    }
    said.join(", ")
}
