//! One binary for all integration tests.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
#![allow(
    clippy::disallowed_methods,
    reason = "the fence around `std::fs` is for the program"
)]

mod architecture;
mod common;
mod crash;
mod demo;
mod git_sandbox;
mod history;
mod import_cases;
mod interop;
mod letters;
mod model_vectors;
mod properties;
mod properties_history;
mod properties_model;
mod references;
mod sample;
mod shells;
mod text;
mod textconv;
mod transaction;
mod undo;
mod vectors;
