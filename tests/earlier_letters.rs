//! What a letter in the journal means for the next to the same debtor: its fee, its interest, and until when the claim lives.

use std::fs;

use serde_json::Value;

use crate::common::sandbox::TestEnv;
use crate::journal::{events, register, remind};

fn plan(env: &TestEnv, date: &str) -> Value {
    let run = remind(env, date, &["--dry-run", "--json"]);
    let plan: Value = serde_json::from_str(&run.ok()).unwrap();
    plan
}

/// An owner's letter that says nothing of interest told nobody of it: the plan after it asks for none, and begins the 30 days anew
/// (633/1982 6 § 2 mom.).
#[test]
fn a_letter_that_does_not_tell_of_interest_begins_none() {
    let env = register();
    fs::create_dir(env.path("templates")).unwrap();
    let words = "Maksa {{ payment.total | money }} viimeistään {{ payment.due | date }}.\n";
    env.write("templates/reminder.fi.txt.jinja", words);
    env.run(&["commit", "--yes"]).ok();
    let written = remind(&env, "2026-05-04", &["--lang", "en"]);
    assert!(
        written
            .stderr
            .contains("`reminder.fi.txt` does not tell the rate of late interest"),
        "{written}"
    );
    written.ok();
    assert_eq!(events(&env, "1001")[0]["basis"], Value::Null);
    assert_eq!(plan(&env, "2026-05-04")["letters"][0]["again"], true);
    let later = &plan(&env, "2026-06-15")["letters"][0];
    assert_eq!(
        (&later["interest"], &later["invoices"][0]["interest_from"]),
        (&"0.00".into(), &"2026-07-23".into())
    );
    // The built-in letter tells it, and so does one of the owner's that takes its part in.
    let whole = format!("{words}{{% include \"_claim.fi.txt.jinja\" %}}\n");
    env.write("templates/reminder.fi.txt.jinja", &whole);
    env.run(&["commit", "--yes"]).ok();
    remind(&env, "2026-05-20", &[]).ok();
    assert_eq!(events(&env, "1001")[1]["basis"], "633/1982 9,5 %");
}

#[test]
fn a_second_fee_waits_for_fourteen_whole_days() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    // 513/1999 10 b §: fourteen whole days since the last reminder.
    let second = plan(&env, "2026-05-18");
    assert_eq!(second["letters"][0]["fee"], "0.00");
    assert_eq!(second["letters"][0]["fee_possible_from"], "2026-05-19");
    let told = remind(&env, "2026-05-18", &["--dry-run", "--lang", "en"]);
    assert!(told.stderr.contains("possible from 19.5.2026"), "{told}");
    assert!(
        told.stderr.contains("reminded before, last on 4.5.2026"),
        "{told}"
    );
    assert_eq!(plan(&env, "2026-05-19")["letters"][0]["fee"], "5.00");
    env.run(&["undo"]).ok();
    assert_eq!(plan(&env, "2026-05-18")["letters"][0]["fee"], "5.00");
}

#[test]
fn a_letter_starts_the_days_of_interest_and_the_years_of_the_claim_anew() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    // 633/1982 6 § 2 mom.: thirty days since the first letter, which told the rate, had come by 11.5.
    let second = plan(&env, "2026-06-15");
    let item = &second["letters"][0]["invoices"][0];
    assert_eq!(item["interest_from"], "2026-06-11");
    // 728/2003 4, 10 and 13 §: three years from the last reminder, not from the sending.
    let late = plan(&env, "2029-05-04");
    assert_eq!(late["letters"].as_array().unwrap().len(), 1);
    let barred = plan(&env, "2029-05-05");
    assert_eq!(barred["left_out"][0]["why"], "time-barred");
    env.run(&["undo"]).ok();
    assert_eq!(
        plan(&env, "2029-05-04")["left_out"][0]["why"],
        "time-barred"
    );
}

#[test]
fn a_letter_that_waives_interest_tells_none() {
    let env = register();
    remind(&env, "2026-05-04", &["--interest", "none"]).ok();
    assert_eq!(events(&env, "1001")[0]["basis"], Value::Null);
    let item = &plan(&env, "2026-06-15")["letters"][0]["invoices"][0];
    assert_eq!(item["interest_from"], "2026-07-23");
}
