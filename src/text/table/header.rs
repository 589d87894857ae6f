//! Where the names of the columns stand, and Excel's line above them.

use super::Delimiter;
use super::scan::Record;
use crate::text::guard::tidy;
use crate::text::{Error, clean, fold};

/// Whether a name of a column is known.
pub type Known<'a> = &'a dyn Fn(&str) -> bool;

/// How the header line is found.
#[derive(Clone, Copy)]
pub enum Header<'a> {
    /// By the names of columns that are known; where no line has any, it is the first.
    Known(Known<'a>),
    /// By its line in the file, or its row in the sheet, from 1.
    Line(u64),
    /// There is none; the columns are called `column A`, `column B` and so on.
    Absent,
}

/// How many lines are looked at for the header.
const LOOKED_AT: usize = 40;

impl Header<'_> {
    /// Which of the records is the header; the first, where none is better. None where there is none.
    pub(super) fn position(&self, records: &[Record]) -> Option<usize> {
        match self {
            Self::Absent => Some(0).filter(|_| !records.is_empty()),
            Self::Line(line) => records.iter().position(|record| record.line == *line),
            Self::Known(known) => {
                let mut best = (0, 0);
                let mut widest = 0;
                for (at, record) in records.iter().take(LOOKED_AT).enumerate() {
                    let names = known_names(record, *known);
                    let filled = names_in(record).count();
                    let better = names > best.1.max(1) && filled > widest && !has_values(record);
                    if at == 0 || better {
                        best = (at, names);
                    }
                    widest = widest.max(filled);
                }
                Some(best.0).filter(|_| !records.is_empty())
            }
        }
    }

    /// How many names of the record are known.
    pub(super) fn known_names(&self, record: &Record) -> usize {
        match self {
            Self::Known(known) => known_names(record, *known),
            Self::Line(_) | Self::Absent => 0,
        }
    }

    /// Whether the record names known columns and nothing else: a header, whatever stands above it.
    pub(super) fn is_another(&self, record: &Record) -> bool {
        let filled = names_in(record).count();
        filled > 1 && self.known_names(record) == filled
    }
}

fn names_in(record: &Record) -> impl Iterator<Item = String> {
    let names = record.cells.iter().map(|cell| name(cell));
    names.filter(|name| !name.is_empty())
}

/// A name of a column as it is compared and shown.
pub(super) fn name(cell: &str) -> String {
    let name = clean(&tidy(cell.to_owned()));
    // A spreadsheet's line break within a header, and several blanks, are one blank.
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn known_names(record: &Record, known: Known<'_>) -> usize {
    names_in(record).filter(|name| known(name)).count()
}

/// Whether a cell is a number, a date or an address: then the record holds data.
fn has_values(record: &Record) -> bool {
    let value = |name: String| {
        name.contains('@') || name.starts_with(|c: char| c.is_ascii_digit() || c == '+')
    };
    names_in(record).any(value)
}

/// Whether the record is the header once more, or a part of it: on every page of a report, or where two lists were put together.
pub(super) fn is_repeated(record: &Record, headers: &[String]) -> bool {
    let mut is_filled = false;
    for (at, cell) in record.cells.iter().enumerate() {
        let name = fold(&name(cell));
        if name.is_empty() {
            continue;
        }
        is_filled = true;
        if headers.get(at).is_none_or(|header| fold(header) != name) {
            return false;
        }
    }
    is_filled
}

/// Excel's first line, `sep=;`, and what comes after it.
pub(super) struct Hint<'a> {
    /// The delimiter that it names; none where another program saved it with a delimiter of its own.
    pub(super) delimiter: Option<Delimiter>,
    /// The text without that line.
    pub(super) rest: &'a str,
}

/// Reads Excel's first line in each of its spellings: `SEP=;`, `"sep=;"`, `sep=;;` after another save, `sep="<TAB>"`.
pub(super) fn hint(text: &str) -> Result<Option<Hint<'_>>, Error> {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, after) = text.split_at(end);
    let bare: String = line
        .chars()
        .filter(|c| !matches!(c, '"' | '\'' | ' '))
        .collect();
    let start = bare
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="));
    let Some(start) = start else { return Ok(None) };
    let rest = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix(['\n', '\r']))
        .unwrap_or_default();
    let signs = &bare[start.len()..];
    let signs = if signs.eq_ignore_ascii_case("\\t") {
        "\t"
    } else {
        signs
    };
    let known = |sign: char| Delimiter::ALL.into_iter().find(|it| it.as_char() == sign);
    let mut named = signs.chars().map(known);
    let first = named.next();
    let delimiter = match first {
        Some(Some(delimiter)) => named.all(|it| it == Some(delimiter)).then_some(delimiter),
        // Nothing is named, or what is not read.
        None => None,
        Some(None) => return Err(Error::Separator),
    };
    Ok(Some(Hint { delimiter, rest }))
}
