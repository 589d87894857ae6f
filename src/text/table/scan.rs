//! Text to records: quotation marks, line ends and where each record starts.

use std::iter::Peekable;
use std::str::Chars;

use super::{Delimiter, MAX_COLUMNS};
use crate::text::Error;

/// The longest cell: 64 KiB.
pub const MAX_CELL_BYTES: usize = 64 << 10;

/// The cells between two line ends.
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
}

impl Record {
    /// An empty line, or one of delimiters and empty quotes only, as spreadsheets leave at the end.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// How many cells there are up to the last that is not empty.
    pub(super) fn width(&self) -> usize {
        self.cells
            .iter()
            .rposition(|cell| !cell.is_empty())
            .map_or(0, |last| last + 1)
    }
}

/// Reads record after record; stops after the first error.
pub(super) fn scan(text: &str, delimiter: Delimiter) -> Scan<'_> {
    Scan {
        chars: text.chars().peekable(),
        delimiter: delimiter.as_char(),
        line: 1,
        failed: false,
    }
}

/// The same for the text from that line on.
pub(super) fn scan_from(text: &str, delimiter: Delimiter, line: u64) -> Scan<'_> {
    Scan {
        line,
        ..scan(text, delimiter)
    }
}

pub(super) struct Scan<'a> {
    chars: Peekable<Chars<'a>>,
    delimiter: char,
    line: u64,
    failed: bool,
}

impl Iterator for Scan<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.chars.peek().is_none() {
            return None;
        }
        let record = self.record();
        self.failed = record.is_err();
        Some(record)
    }
}

impl Scan<'_> {
    fn record(&mut self) -> Result<Record, Error> {
        let mut record = Record {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            let quoted = self.chars.next_if_eq(&'"').is_some();
            let cell = if quoted { self.quoted()? } else { self.bare()? };
            record.cells.push(cell);
            if record.cells.len() > MAX_COLUMNS {
                return Err(Error::TooManyColumns { line: record.line });
            }
            if self.chars.next_if_eq(&self.delimiter).is_none() {
                self.line_end();
                record.cells.shrink_to_fit();
                return Ok(record);
            }
        }
    }

    /// A cell without quotation marks around it; those inside stand for themselves (a 3" pipe).
    fn bare(&mut self) -> Result<String, Error> {
        let (mut cell, delimiter) = (String::new(), self.delimiter);
        while let Some(c) = self
            .chars
            .next_if(|c| *c != delimiter && !matches!(c, '\n' | '\r'))
        {
            cell.push(c);
            bound(&cell, self.line)?;
        }
        // A list has tens of thousands of cells, all held at once.
        cell.shrink_to_fit();
        Ok(cell)
    }

    /// A cell after its opening quotation mark; a doubled one stands for one.
    fn quoted(&mut self) -> Result<String, Error> {
        let (mut cell, start) = (String::new(), self.line);
        while let Some(c) = self.chars.next() {
            if c == '"' && self.chars.next_if_eq(&'"').is_none() {
                return self.closed(cell);
            }
            self.line += u64::from(c == '\n' || (c == '\r' && self.chars.peek() != Some(&'\n')));
            cell.push(c);
            bound(&cell, start)?;
        }
        Err(Error::UnclosedQuote { line: start })
    }

    /// After a closing quotation mark only spaces may come before the delimiter.
    fn closed(&mut self, cell: String) -> Result<String, Error> {
        while self.chars.next_if_eq(&' ').is_some() {}
        match self.chars.peek() {
            Some(c) if *c != self.delimiter && !matches!(c, '\n' | '\r') => {
                Err(Error::TextAfterQuote { line: self.line })
            }
            _ => Ok(cell),
        }
    }

    /// `\r\n`, `\n`, or `\r` alone (old Macs): one line end each.
    fn line_end(&mut self) {
        let carriage = self.chars.next_if_eq(&'\r').is_some();
        let feed = self.chars.next_if_eq(&'\n').is_some();
        self.line += u64::from(carriage || feed);
    }
}

fn bound(cell: &str, line: u64) -> Result<(), Error> {
    if cell.len() > MAX_CELL_BYTES {
        return Err(Error::CellTooLong { line });
    }
    Ok(())
}
