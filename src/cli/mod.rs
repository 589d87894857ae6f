//! Everything that knows of people at terminals: arguments, questions, plans, words, exit codes.
//!
//! The other rooms never print, prompt, exit or read the environment; this one does it for them. One file per command
//! stands in `commands/`; what several commands share stands beside this file.

mod acts;
mod args;
mod ask;
mod brief;
mod children;
mod commands;
mod context;
mod customers;
mod debts;
mod delivery;
mod editor;
mod environment;
mod error;
mod failures;
mod faulty;
mod findings;
mod help;
mod hints;
mod identity;
mod interview;
mod job;
mod journal;
mod json;
mod labels;
mod list;
mod listing;
mod new_key;
mod noting;
mod passphrase;
mod plan;
mod posting;
mod progress;
mod routes;
mod run;
mod sheet;
mod signals;

mod template_check;
mod trust;
mod ui;
mod unmerged;
mod unprintable;
mod values;
mod words;

pub use run::run;
