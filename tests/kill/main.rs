//! The program itself, killed with SIGKILL at random moments, and many of them adding at once. Counts are printed.
//!
//! `cargo test` does it for some seconds; `cargo test --test kill -- --kills 500` and `-- --adders 20 --adds 50` as long as it takes.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
#![allow(
    clippy::disallowed_methods,
    reason = "the fence around `std::fs` is for the program"
)]

mod acts;
mod adders;
#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "what other tests use of it")]
mod common;
mod kills;

use std::time::Duration;

use common::harness::{Arguments, say};

/// How long `cargo test` kills.
const SECONDS: u64 = 5;

fn main() {
    let known = ["kills", "seconds", "adders", "adds", "seed"];
    let arguments = Arguments::read(&known);
    let adding = (arguments.get("adders"), arguments.get("adds"));
    let killing = (arguments.get("kills"), arguments.get("seconds"));
    let only_adding = adding != (None, None) && killing == (None, None);
    let only_killing = killing != (None, None) && adding == (None, None);
    if arguments.wants("kill") && !only_adding {
        let time = Duration::from_secs(killing.1.unwrap_or(SECONDS));
        let seed = arguments.seed();
        say(&format!("kill: seed {seed}"));
        kills::run(killing.0, time, seed);
    }
    if arguments.wants("adders") && !only_killing {
        adders::run(adding.0.unwrap_or(6), adding.1.unwrap_or(5));
    }
}
