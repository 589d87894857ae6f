//! Debts at the terminal: a list or one typed invoice becomes claims, and the plan is shown so that an owner who is no lawyer can judge it.

mod args;
mod columns;
mod input;
mod json;
mod letters;
mod show;
mod typed;

pub(super) use args::{DebtArgs, InterestMode};
pub(super) use input::{Owed, ask_kinds};
pub(super) use letters::Debts;
pub(super) use show::show;
