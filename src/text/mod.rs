//! Text as it comes and as it goes out: encodings, tables, comparing, showing.
//!
//! Files from other programs arrive in seven encodings, with four delimiters, and names in two Unicode forms; this room
//! turns all of that into one clean form and knows nothing of customers.

mod alike;
mod clip;
mod codepage;
mod count;
mod decode;
mod entities;
mod error;
mod fold;
mod guard;
mod rubbish;
mod similar;
mod strings;
pub mod table;
mod twice;
mod visible;

pub use alike::spell_alike;
pub use clip::clip;
pub use count::count;
pub use decode::{MAX_BYTES, decode};
pub use error::{Error, Ragged};
pub use fold::{fold, fold_case};
pub use rubbish::{Rubbish, rubbish};
pub use similar::similar;
pub use strings::{LINE_BREAKS, clean, has_control};
pub use visible::{visible, visible_json, visible_lines};
