//! A list that somebody hands over, with what stands around its rows.

use super::header::Header;
use super::read;
use super::{Row, Table};
use crate::text::{Error, Ragged, decode};

/// A file that holds a list.
pub enum ListFile {
    /// CSV, in any of its dresses; or JSON, for who reads that.
    Text(String),
}

/// What the user says of a list.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How its header line is found.
    pub header: Header<'a>,
}

impl ListFile {
    /// Takes the file by what its bytes are, whatever its name says.
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        decode(bytes).map(Self::Text)
    }

    /// Reads the rows, and beside them those that do not fit under the header, with their cells as they came.
    pub fn read(&self, options: &Options<'_>) -> Result<(Table, Vec<(Ragged, Row)>), Error> {
        match self {
            Self::Text(text) => read::read_list(text, &options.header),
        }
    }
}
