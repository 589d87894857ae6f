//! Ratios of `design.md` 7, measured in one run.

fn main() {}
