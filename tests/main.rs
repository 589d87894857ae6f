//! One binary for all integration tests.
#![allow(clippy::unwrap_used, reason = "tests: a panic is the report")]
#![allow(
    clippy::disallowed_methods,
    reason = "the fence around `std::fs` is for the program"
)]

mod adopt;
mod architecture;
mod bounds;
mod check;
mod check_journal;
mod cmd_customers;
mod cmd_damaged;
mod cmd_exchange;
mod cmd_import_cases;
mod cmd_keys;
mod cmd_letters;
mod cmd_places;
mod cmd_receivables;
mod cmd_values;
mod common;
mod crash;
mod crash_acts;
mod crash_letters;
mod damage;
mod debts;
mod demo;
mod describe_forms;
mod doctor;
mod dry_run;
mod earlier_letters;
mod editor;
mod email;
mod escapes;
mod first_steps;
mod formulas;
mod full_disk;
mod future_dates;
mod git_sandbox;
mod help;
mod history;
mod import_cases;
mod interop;
mod interop_adopt;
mod interop_sops;
mod journal;
mod journal_files;
mod journal_runs;
mod law;
mod leaks;
mod leaks_children;
mod leaks_killed;
mod leaks_signals;
mod leaks_types;
mod letter_runs;
mod letters;
mod letters_cut_short;
mod merge;
mod merge_add;
mod merge_failing;
mod merge_journal;
mod merge_rebase;
mod model_vectors;
mod one_bad_record;
mod oracles;
mod past;
mod payment_codes;
#[cfg(feature = "pdf")]
mod pdf;
mod properties;
mod properties_history;
mod properties_journal;
mod properties_merge;
mod properties_model;
#[cfg(feature = "pdf")]
mod readme;
mod references;
mod sample;
mod sealed_sample;
mod shells;
mod shown;
mod strict;
mod terminal;
mod terminal_init;
mod text;
mod textconv;
mod transaction;
mod trust;
mod trust_acts;
mod trust_attacks;
mod trust_claims;
mod trust_journal;
mod trust_objects;
mod undo;
mod vectors;
mod year;
