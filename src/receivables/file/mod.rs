//! Lists of open invoices, as invoicing programs and spreadsheets write them. Read, never kept.
//!
//! All faults of a list are found at once, each with its physical line; what is to be done about them the caller decides.

mod cell_form;
mod cells;
mod columns;
mod dates;
mod debtors;
mod fault;
mod headers;
mod list;
mod names;
mod pointed;
mod row;
mod statuses;
mod sums;
mod twice;

pub use cell_form::CellForm;
pub use columns::{Columns, Unknown};
pub use debtors::Debtors;
pub use fault::{Fault, Faulty};
pub use list::{List, Terms, read};
