//! The register's past: what a customer was at a time, and what every commit changed, opened and put in words by others.

mod events;
mod record;
mod sides;
mod since;
mod when;

pub use events::{CustomerEvent, Event};
pub(super) use sides::{Sides, told};
pub use when::When;
