//! Fees and the standard compensation: caps when they are set, one instead of the other, and why a fee is nothing and from when it is not.

use std::fs;

use super::limits::business;
use super::{plan, register, reminder, totals};
use crate::common::letters::FEES;

/// 513/1999 10 a §: 5 €; 10 e §: 12 €; 10 i §: 40 €. A cent more is refused when it is set, and by `commit` where it was written by hand.
#[test]
fn caps_are_held_when_they_are_set() {
    let env = business(&[]);
    for (key, cap, above) in [
        ("letters.reminder_fee_consumer", "5,00", "5,01"),
        ("letters.reminder_fee_business", "12", "12,01"),
        ("letters.compensation", "40 €", "40,01"),
    ] {
        let before = env.state();
        for wrong in [above, "-1", "1000", "1,234"] {
            let refused = env
                .run(&["--lang", "en", "describe", &format!("{key}={wrong}")])
                .fails(1);
            if wrong == above {
                assert!(
                    refused.stderr.contains("is more than the law allows"),
                    "{refused}"
                );
            }
        }
        assert_eq!(env.state(), before, "{key}");
        env.run(&["describe", &format!("{key}={cap}")]).ok();
        env.run(&["describe", &format!("{key}=0")]).ok();
        let toml = env.read("records/register.toml");
        let (_, name) = key.split_once('.').unwrap();
        let by_hand = toml.lines().map(|line| {
            if line.starts_with(name) {
                format!("{name} = \"{above}\"\n")
            } else {
                format!("{line}\n")
            }
        });
        env.write("records/register.toml", &by_hand.collect::<String>());
        let refused = env.run(&["--lang", "en", "commit", "--yes"]).fails(1);
        assert!(
            refused.stderr.contains("more than the law allows"),
            "{refused}"
        );
        env.write("records/register.toml", &toml);
    }
    assert_eq!(env.run(&["describe", "letters.payment_days=0"]).status, 1);
    assert_eq!(env.run(&["describe", "letters.payment_days=366"]).status, 1);
    // Ten days from when the post has come at the latest (KKV/378/14.08.01.05/2022); a business has what the owner sets.
    let refused = env.run(&["--lang", "en", "describe", "letters.payment_days=16"]);
    let refused = refused.fails(1);
    assert!(
        refused.stderr.contains("less than the 17 days"),
        "{refused}"
    );
    env.run(&["describe", "letters.payment_days=17"]).ok();
    env.run(&["describe", "letters.payment_days_business=1"])
        .ok();
    env.run(&["describe", "letters.payment_days=365"]).ok();
}

const TWO: &str = "\
customer;invoice;invoice_date;due_date;open;due_agreed
Testi Oy;1;1.5.2026;15.5.2026;100,00;yes
Testi Oy;2;20.5.2026;3.6.2026;100,00;no
Aino Esimerkki;3;1.5.2026;15.5.2026;100,00;yes
";

/// 10 i §: 40 € for each invoice on which interest runs, instead of the 12 € (10 e §), and from a business only.
#[test]
fn the_compensation_is_opt_in_and_stands_instead_of_the_fee() {
    let env = business(&FEES);
    let fee = |plan: &serde_json::Value, at: usize| {
        let letter = &plan["letters"][at];
        let said = |key: &str| letter[key].as_str().unwrap().to_owned();
        format!(
            "{} {} {}",
            said("fee_kind"),
            said("fee"),
            said("fee_section")
        )
    };
    let without = plan(&env, TWO, &[]);
    assert_eq!(fee(&without, 0), "reminder 12.00 513/1999 10 e §");
    assert_eq!(fee(&without, 1), "reminder 5.00 513/1999 10 a §");
    env.run(&["describe", "letters.compensation=40"]).ok();
    let with = plan(&env, TWO, &[]);
    // Invoice 2: sent 20.5., not agreed: interest from 20.6., so no 40 € for it yet. 100.89 + 100 + 40 = 240.89.
    assert_eq!(fee(&with, 0), "compensation 40.00 513/1999 10 i §");
    assert_eq!(
        totals(&with),
        ["1001 business 240.89", "1002 consumer 105.81"]
    );
    assert_eq!(fee(&with, 1), "reminder 5.00 513/1999 10 a §");
    // Both late and agreed: twice 40 €.
    let both = plan(&env, &TWO.replace(";no", ";yes"), &[]);
    assert_eq!(fee(&both, 0), "compensation 80.00 513/1999 10 i §");
    // None yet: the plan says from when.
    env.write(
        "open.csv",
        "customer;invoice;invoice_date;due_date;open\nTesti Oy;2;20.5.2026;3.6.2026;100,00\n",
    );
    let run = reminder(&env, &["--dry-run"], &[]);
    let said =
        "standard compensation 0,00\u{a0}€: 40,00\u{a0}€ possible from 20.6.2026 (513/1999 10 i §)";
    assert!(run.stderr.contains(said), "{run}");
    // The letter names it beside its invoice and in the sum, and no reminder fee.
    env.write("open.csv", TWO);
    let letter = ["--format", "txt", "--channel", "post", "--output", "o"];
    reminder(&env, &["--yes"], &letter).ok();
    let text = fs::read_to_string(env.path("o/1001.txt")).unwrap();
    assert_eq!(text.matches("Vakiokorvaus").count(), 2, "{text}");
    assert!(
        text.contains("240,89") && !text.contains("Muistutusmaksu"),
        "{text}"
    );
    let text = fs::read_to_string(env.path("o/1002.txt")).unwrap();
    assert!(
        text.contains("Muistutusmaksu") && !text.contains("Vakiokorvaus"),
        "{text}"
    );
}

/// A fee of nothing says why, and from when it is possible (513/1999 10 a and 10 b §).
#[test]
fn each_fee_of_nothing_says_why_and_from_when() {
    let env = register(&[&["name=Aino Esimerkki"]]);
    let header = "customer;invoice;invoice_date;due_date;open\n";
    // Due Friday 12.6.: the fifteenth day is 27.6. Due 29.5.: 13.6. has passed.
    let (early, late) = ("20.5.2026;12.6.2026;9,00", "1.5.2026;29.5.2026;9,00");
    let (sent_late, unknown) = ("20.5.2026;29.5.2026;9,00", ";29.5.2026;9,00");
    let unset = [
        (
            early,
            "none is set; 5,00\u{a0}€ would be possible from 27.6.2026 (513/1999 10 b §)",
        ),
        (
            late,
            "none is set; 5,00\u{a0}€ would be possible (513/1999 10 a §)",
        ),
    ];
    let set = [
        (
            early,
            "5,00\u{a0}€ possible from 27.6.2026 (513/1999 10 b §)",
        ),
        (
            sent_late,
            "the invoice was sent less than 14 days before its due date (513/1999 10 b §)",
        ),
        (
            unknown,
            "it is not known when the invoice was sent (513/1999 10 b §)",
        ),
    ];
    let says = |(row, why): (&str, &str)| {
        env.write("open.csv", &format!("{header}Aino Esimerkki;1;{row}\n"));
        let run = reminder(&env, &["--dry-run"], &[]);
        let line = format!("reminder fee 0,00\u{a0}€: {why}");
        assert!(run.stderr.contains(&line), "{line}\n{run}");
    };
    unset.into_iter().for_each(says);
    env.run(&["describe", "letters.reminder_fee_consumer=5"])
        .ok();
    set.into_iter().for_each(says);
    env.write("open.csv", &format!("{header}Aino Esimerkki;1;{late}\n"));
    let run = reminder(&env, &["--dry-run"], &[]);
    assert!(
        run.stderr
            .contains("reminder fee 5,00\u{a0}€ (513/1999 10 a §)"),
        "{run}"
    );
}

/// The standard compensation is due once an invoice (513/1999 10 i §), and a list shows the principal only: where the journal holds an earlier
/// one, the plan says so.
#[test]
fn a_compensation_that_was_asked_for_before_is_remarked_on() {
    let env = business(&["letters.compensation=40"]);
    env.write("open.csv", TWO);
    let on = |date: &str, lang: &str, globals: &[&str]| {
        let line = ["--lang", lang, "--date", date];
        let letter = ["letter", "reminder", "--receivables", "open.csv"];
        let paper = ["--format", "txt", "--channel", "post"];
        env.run(&[&line[..], globals, &letter, &paper].concat())
    };
    let first = on("2026-06-01", "en", &["--yes"]);
    assert!(!first.stderr.contains("already"), "{first}");
    first.ok();
    let event = env.run(&["show", "1001", "--journal", "--json"]).ok();
    assert!(
        event.contains("633/1982 10,5 %; 513/1999 10 i §"),
        "{event}"
    );
    for (lang, said) in [
        (
            "en",
            "the letter of 1.6.2026 asked for the standard compensation already",
        ),
        ("fi", "vakiokorvausta vaadittiin jo 1.6.2026"),
    ] {
        let again = on("2026-06-15", lang, &["--dry-run"]);
        assert_eq!(again.stderr.matches(said).count(), 1, "{again}");
    }
    let plan = plan(&env, TWO, &[]);
    assert_eq!(plan["letters"][0]["compensated"], "2026-06-01");
    assert_eq!(plan["letters"][1]["compensated"], serde_json::Value::Null);
}
