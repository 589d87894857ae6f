//! Letters to debtors from a list of open invoices, through the program: who is asked for what, who is left out, and what is asked at a terminal.

mod accounted;
#[cfg(feature = "pdf")]
mod channels;
mod columns;
mod contents;
mod credits;
mod faults;
mod fees;
mod injection;
mod kinds;
mod limits;
mod lists;
mod numbers;
mod screens;
#[cfg(feature = "pdf")]
mod working_day;

use crate::common::sandbox::{Run, TestEnv};
use crate::common::terminal::{Terminal, start};

/// The letters' date: within a half-year whose reference rate comes with the program.
pub(crate) const TODAY: &str = "2026-06-15";

/// Asks for reminders by `open.csv` at a terminal, on paper and as text.
pub(crate) fn ask(env: &TestEnv, globals: &[&str]) -> Terminal {
    let letter = ["letter", "reminder", "--receivables", "open.csv"];
    let paper = ["--format", "txt", "--channel", "post"];
    let base = ["--color", "never", "--date", TODAY];
    start(env, &[&base[..], globals, &letter, &paper].concat())
}

/// A register that letters can be written from, standing in it, with these customers from 1001 on. Who has no address gets one.
pub(crate) fn register(customers: &[&[&str]]) -> TestEnv {
    let mut env = TestEnv::empty();
    env.use_test_key();
    env.run(&["init", "reg", "--controller", "Velkoja Oy"]).ok();
    env.enter("reg");
    for customer in customers {
        let address = [
            "billing_address.street=Katu 1",
            "billing_address.postcode=92100",
            "billing_address.city=Raahe",
        ];
        let own = customer.iter().any(|value| value.contains("street="));
        let address = if own { &[][..] } else { &address[..] };
        env.run(&[&["add"], *customer, address].concat()).ok();
    }
    env.describe_creditor(&["contact.email=siiri@velkoja.example.fi"]);
    env
}

/// `letter ACT --receivables open.csv` on [`TODAY`].
pub(crate) fn letter(env: &TestEnv, globals: &[&str], act: &str, rest: &[&str]) -> Run {
    let letter = ["letter", act, "--receivables", "open.csv"];
    env.run(&[&["--date", TODAY], globals, &letter, rest].concat())
}

/// `letter reminder --receivables open.csv` on [`TODAY`], on an English screen.
pub(crate) fn reminder(env: &TestEnv, globals: &[&str], rest: &[&str]) -> Run {
    letter(
        env,
        &[&["--lang", "en"], globals].concat(),
        "reminder",
        rest,
    )
}

/// The plan as data.
pub(crate) fn plan(env: &TestEnv, list: &str, rest: &[&str]) -> serde_json::Value {
    env.write("open.csv", list);
    let run = reminder(env, &["--json", "--dry-run"], rest);
    serde_json::from_str(&run.ok()).unwrap()
}

/// `customer kind total` of each letter of a plan.
pub(crate) fn totals(plan: &serde_json::Value) -> Vec<String> {
    let letters = plan["letters"].as_array().unwrap();
    let said = |letter: &serde_json::Value, key: &str| letter[key].as_str().unwrap().to_owned();
    letters
        .iter()
        .map(|letter| {
            let (kind, total) = (said(letter, "kind"), said(letter, "total"));
            format!("{} {kind} {total}", letter["customer"])
        })
        .collect()
}
