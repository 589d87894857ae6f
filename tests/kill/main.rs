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
mod letters;

use common::harness::Arguments;

/// How long `cargo test` kills.
const SECONDS: u64 = 5;

fn main() {
    let known = ["kills", "seconds", "adders", "adds", "seed"];
    let arguments = Arguments::read(&known);
    let adding = (arguments.get("adders"), arguments.get("adds"));
    let kills = arguments.get("kills");
    let killing = kills.is_some() || arguments.get::<u64>("seconds").is_some();
    let only_adding = adding != (None, None) && !killing;
    let only_killing = killing && adding == (None, None);
    if arguments.wants("kill") && !only_adding {
        kills::run(kills, arguments.time(SECONDS), arguments.seed("kill"));
    }
    if arguments.wants("adders") && !only_killing {
        adders::run(adding.0.unwrap_or(6), adding.1.unwrap_or(5));
    }
}
