//! A register with its keys in: customers are read here, one by number or all of them on all cores.

mod all;
mod committed;
mod one;
mod reader;
mod shown;
mod walk;

pub use committed::Committed;
pub use one::Unlocked;
pub use reader::Loaded;
pub(super) use reader::Reader;
pub use shown::Shown;
pub(super) use walk::{files_in, numbers_in};
