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
    #[error("line {line} holds a byte of no encoding that is read; save the file as UTF-8")]
    UnknownEncoding {
        /// The first such line.
        line: u64,
    },
    /// Letters that are words in two encodings.
    #[error("the file may be written in {one} or in {other}; save it as UTF-8")]
    TwoEncodings {
        /// The likelier encoding.
        one: &'static str,
        /// The next.
        other: &'static str,
    },
    /// Excel's own first line, with a delimiter that is not read.
    #[error("line 1 is a `sep=` line with a delimiter that is none of `;`, `,`, tab and `|`")]
    Separator,
    /// The header line that was asked for is blank or beyond the end.
    #[error("line {line} holds no column names")]
    NoHeaderLine {
        /// The line asked for.
        line: u64,
    },
    /// A second header with other columns: the rows below it have another order.
    #[error("line {line} names other columns than the header line; make two files of it")]
    SecondHeader {
        /// Where it stands.
        line: u64,
    },
    /// A web page or XML under the name of a table.
    #[error("the file is a web page or XML, not a table; save it as CSV in UTF-8")]
    Markup,
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
