//! Cells that a spreadsheet would run instead of show.
//!
//! A customer named `=HYPERLINK(…)` must not become a formula on the owner's desk. Spreadsheets take a leading apostrophe as "this is text", so
//! such cells get one, and lose one when they are read. Cells that already start with apostrophes before such a character get one more,
//! which makes guarding exactly reversible: what we export, we import unchanged.

use std::borrow::Cow;

use super::entities;

/// Characters that start a formula, or are skipped before one. The wide ones do where East Asian text is set.
const STARTS: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// What other programs write before digits that are to be text.
const TEXT_MARKS: [char; 5] = ['\'', '’', '‘', '´', '`'];

fn would_run(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(STARTS)
}

/// Whether reading would take a mark before digits for another program's.
fn is_marked(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    let digits = bare.strip_prefix(TEXT_MARKS).unwrap_or(bare);
    digits != cell && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the cell as a spreadsheet shows it and never runs it.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    if would_run(cell) || is_marked(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns a cell of a list as its author meant it: without a spreadsheet's marks for text (`'0401234567`, `="0401234567"`, a control
/// character in front), HTML entities written out.
pub(super) fn tidy(cell: String) -> String {
    let cell = match cell.strip_prefix(|c: char| matches!(c, '\u{1c}'..='\u{1f}')) {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_control()).to_owned(),
        None => cell,
    };
    let formula = cell
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = formula.filter(|text| !text.contains('"')) {
        return text.to_owned();
    }
    let marked = cell.strip_prefix(TEXT_MARKS);
    if let Some(rest) = marked.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return rest.to_owned();
    }
    let cell = unguard(cell);
    match entities::undo(&cell) {
        Cow::Borrowed(_) => cell,
        Cow::Owned(text) => text,
    }
}

/// Takes back what [`guard`] did; other cells are untouched, an apostrophe before a letter among them.
pub(super) fn unguard(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(rest) || is_marked(rest) => rest.to_owned(),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{guard, tidy, unguard};

    #[test]
    fn marks_for_text_are_taken_away() {
        for (cell, text) in [
            ("'0401234567", "0401234567"),
            ("’92100", "92100"),
            ("=\"0401234567\"", "0401234567"),
            (" =\"92100\" ", "92100"),
            ("\u{1f}92100", "92100"),
            ("'+358 40", "+358 40"),
            ("'=\"x\"", "=\"x\""),
            ("'t Hooft", "'t Hooft"),
            ("Koe &amp; Poika", "Koe & Poika"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
        ] {
            assert_eq!(tidy(cell.to_owned()), text);
        }
    }

    #[test]
    fn formulas_are_guarded_and_given_back() {
        for cell in [
            "=1+1",
            "+358 40 123",
            "-5",
            "@sum",
            "\t=1",
            "\r=1",
            "'=1",
            "''+1",
            "\u{ff1d}1+1",
            "-",
        ] {
            assert_eq!(guard(cell), format!("'{cell}"));
            assert_eq!(unguard(guard(cell).into_owned()), cell);
        }
        for cell in ["'0", "`0", "''0", "'’0"] {
            assert_eq!(tidy(guard(cell).into_owned()), cell);
        }
        for cell in ["", "'t Hooft", "Oy A=B", "1-2", "'"] {
            assert_eq!(guard(cell), cell);
            assert_eq!(unguard(cell.to_owned()), cell);
        }
    }
}
