//! rekisteri: a customer register that fits in a folder.
//!
//! The rooms, in reading order. A room imports only what stands above it, as `tests/architecture.rs` checks.

// floor: knows nothing of the house
pub mod clock;
pub mod fsio;
pub mod secret;
pub mod text;

// rooms
pub mod model;

pub mod keys;

pub mod sops;

pub mod history;

pub mod register;

pub mod receivables;

pub mod letters;

pub mod cli;
