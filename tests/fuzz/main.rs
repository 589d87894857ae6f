//! Fuzzing on stable Rust: what other people's files may be is mutated from the cases there are, and the laws of each reader are held.
//!
//! `cargo test` does it for a second a target; `cargo test --test fuzz -- --seconds 300 [--target sealed] [--seed N]` as long as it takes.
//! A failing input is kept under `target/fuzz-failures`, and `-- --target sealed --input FILE` tries it again. Once its cause is put
//! right, the input belongs under `tests/fuzz/found/<target>`, from where every run begins.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
#![allow(
    clippy::disallowed_methods,
    reason = "the fence around `std::fs` is for the program"
)]

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "what other tests use of it")]
mod common;
mod corpus;
mod description;
mod mutate;
mod run;
mod sealed;
mod table;
mod template;
mod texts;

use common::harness::Arguments;
use run::Target;

/// How long `cargo test` tries each target.
const SECONDS: u64 = 1;

/// One reader, with what it is fed and what must hold.
type Make = fn() -> Target;

const TARGETS: [(&str, Make); 5] = [
    ("sealed", sealed::target),
    ("description", description::target),
    ("table", table::target),
    ("template", template::target),
    ("texts", texts::target),
];

fn main() {
    let arguments = Arguments::read(&["seconds", "target", "seed", "input"]);
    let chosen: Option<String> = arguments.get("target");
    let input: Option<String> = arguments.get("input");
    let known = |name: &String| TARGETS.iter().any(|(known, _)| known == name);
    assert!(chosen.as_ref().is_none_or(known), "there is no such target");
    let mut failures = 0;
    for (name, make) in TARGETS {
        if !arguments.wants(name) || chosen.as_ref().is_some_and(|chosen| chosen != name) {
            continue;
        }
        failures += if let Some(file) = &input {
            run::again(name, &make(), file)
        } else {
            let seed = arguments.seed(&format!("fuzz {name}"));
            run::target(name, &make(), arguments.time(SECONDS), seed)
        };
    }
    assert!(failures == 0, "{failures} inputs failed");
}
