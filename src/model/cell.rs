//! Cells of other programs' lists: what is no value is a fault before anything is planned. What is typed by hand is not judged by it.

use super::Rule;
use crate::text::{self, Rubbish};

/// Checks that a cell of a list, cleaned, may hold what its author meant.
pub fn check_cell(cell: &str) -> Result<(), Rule> {
    match text::rubbish(cell) {
        None => Ok(()),
        Some(Rubbish::ErrorValue) => Err(Rule::ErrorValue),
        Some(Rubbish::TooNarrow) => Err(Rule::TooNarrow),
        Some(Rubbish::Placeholder) => Err(Rule::Placeholder),
        Some(Rubbish::Scientific) => Err(Rule::Scientific),
        Some(Rubbish::Damaged) => Err(Rule::DamagedText),
        Some(Rubbish::Misread) => Err(Rule::MisreadText),
    }
}
