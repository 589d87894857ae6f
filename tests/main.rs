//! One binary for all integration tests.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
