//! One binary for all integration tests.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
#![allow(clippy::disallowed_methods, reason = "the fence around `std::fs` is for the program")]

mod model_vectors;
mod properties_model;
mod text;
