//! The journal of a customer: what was done about her, one event a letter, sealed beside her record.
//!
//! A journal is a set: two events that say the same are one, and their order is that of their dates, so that two clones that
//! wrote the same events have the same journal whatever came first. Errors and `Debug` never carry a value.

mod event;
mod line;
mod list;
mod read;

pub use event::{Event, Hash};
pub use line::Line;
pub use list::Journal;
pub use read::Texts;
