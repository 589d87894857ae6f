//! rekisteri: a customer register that fits in a folder.
//!
//! The rooms, in reading order. A room imports only what `tests/architecture.rs` allows it, which is always something above it.
//!
//! The floor, which knows nothing of the house:
//!
//! - [`clock`]: time, the system's or a fixed one
//! - [`fsio`]: every read and write of the disk: bounded, atomic, synced, locked
//! - [`secret`]: bytes that are wiped and never printed
//! - [`text`]: encodings, folding, tables, "did you mean"
//!
//! The rooms:
//!
//! - [`model`]: what a customer and a register are: values, selectors, rules; no I/O
//! - [`keys`]: age identities and recipients, passphrases, pins
//! - [`sops`]: the sealed format: bytes in, bytes out
//! - [`history`]: git, which nothing else names
//! - [`register`]: customers on disk under version control; joins the four above
//! - [`receivables`]: open invoices: late interest, fees, the plan of letters
//! - [`letters`]: rendering: a customer and a date in, a document out; no keys, no git
//! - [`cli`]: everything that knows of people at terminals; one file a command

// floor
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
