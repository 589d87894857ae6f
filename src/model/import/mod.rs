//! Rows of other programs: what their cells become, whom they are about, and what is kept.
//!
//! A row finds its customer by number, else business ID, else e-mail and same name; every key in the row must point to the same
//! customer. A blank cell keeps what is there.

mod claim;
pub mod headers;
mod index;
mod known;
mod row;
mod target;

pub use claim::{ClaimColumn, ClaimState, CustomerKey, STATUS_PREFIX, check_claim_mapping};
pub use index::{Found, Index, Match};
pub use known::Known;
pub use row::Row;
pub use target::Target;
