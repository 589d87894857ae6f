//! What is owed: reference numbers and the days on which payments fall due; claims, interest and fees join them here.
//!
//! Pure rules over numbers and dates. Nothing in this room knows a customer, a file or a letter.

mod error;
mod reference;
pub mod workdays;

pub use error::Error;
pub use reference::Reference;
