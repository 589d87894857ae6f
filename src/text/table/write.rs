//! Table to text: RFC 4180, with a chosen delimiter and no formulas.

use super::Delimiter;
use crate::text::guard::guard;

/// Writes a table with CRLF line ends; [`read`](super::read()) gives the same headers and cells back, rows
/// without anything in them left out.
///
/// Cells that a spreadsheet would run are written with an apostrophe in front, which reading takes away. Headers must be clean: trimmed and composed.
pub fn write<R, C>(
    headers: &[impl AsRef<str>],
    rows: impl IntoIterator<Item = R>,
    delimiter: Delimiter,
) -> String
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut text = String::new();
    // With all its cells quoted, a header line that holds another delimiter can only be read one way.
    let ambiguous = headers
        .iter()
        .any(|header| header.as_ref().contains(special));
    line(&mut text, headers, delimiter, ambiguous);
    for row in rows {
        line(&mut text, row.as_ref(), delimiter, false);
    }
    text
}

fn line(text: &mut String, cells: &[impl AsRef<str>], delimiter: Delimiter, quoted: bool) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(delimiter.as_char());
        }
        write_cell(text, &guard(cell.as_ref()), quoted);
    }
    text.push_str("\r\n");
}

/// Quotation marks, line ends and every delimiter that a reader might look for.
fn special(c: char) -> bool {
    matches!(c, '"' | '\n' | '\r' | ';' | ',' | '\t' | '|')
}

fn write_cell(text: &mut String, cell: &str, always: bool) {
    let edged = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    if always || edged || cell.contains(special) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::text::table::{Delimiter, read};
    use proptest::prelude::*;

    fn written(cells: &[&str]) -> String {
        write(&["a", "b"], [cells], Delimiter::Semicolon)
    }

    #[test]
    fn only_what_needs_it_is_quoted() {
        assert_eq!(written(&["x,y", "z"]), "a;b\r\n\"x,y\";z\r\n");
        assert_eq!(written(&["x;y", "3\" z"]), "a;b\r\n\"x;y\";\"3\"\" z\"\r\n");
        assert_eq!(written(&["=1+1", "+358"]), "a;b\r\n'=1+1;'+358\r\n");
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            "[=+@'\"; ,\t\r\n-]{0,5}",
            "\\PC{0,8}",
            "[a-zåäö ;,\"\n]{0,8}"
        ]
    }

    fn delimiter() -> impl Strategy<Value = Delimiter> {
        prop_oneof![
            Just(Delimiter::Semicolon),
            Just(Delimiter::Comma),
            Just(Delimiter::Tab)
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(headers in prop::array::uniform3("[a-z;,\"'=]{1,4}"),
                rows in prop::collection::vec(prop::array::uniform3(cell()), 0..6), delimiter in delimiter()) {
            let rows: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            let text = write(&headers, &rows, delimiter);
            let table = read(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&table.headers, &headers);
            prop_assert_eq!(table.rows.len(), rows.len());
            for (read, row) in table.rows.iter().zip(&rows) {
                prop_assert_eq!(&read.cells, row);
            }
        }
    }
}
