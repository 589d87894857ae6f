//! Tables of cells under a header line: CSV as people's programs write it, and RFC 4180 as we write it.
//!
//! Read by a scanner of our own, because every fault must name the physical line, an unclosed quotation mark must not swallow the rest of
//! the file in silence, and cells are bounded; the `csv` crate is the oracle of the tests.

mod delimiter;
mod fit;
mod header;
mod list;
mod read;
mod scan;
mod shape;
mod total;
mod write;

pub use delimiter::Delimiter;
pub use header::{Header, Known};
pub use list::{ListFile, Options};
pub use read::{letters, read, read_by_position, read_fitting};
pub use scan::MAX_CELL_BYTES;
pub use shape::{Duplicate, MAX_COLUMNS, Row, Skip, Skipped, Table};
pub use write::write;
