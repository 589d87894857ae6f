//! Where the days of the law begin and end, and the least and the greatest sum: through the program, day by day.

use std::fs;

use super::{plan, register, reminder, totals};
use crate::common::sandbox::TestEnv;

pub(super) fn business(settings: &[&str]) -> TestEnv {
    let env = register(&[
        &["company=Testi Oy", "business_id=1234567-1"],
        &["name=Aino Esimerkki"],
    ]);
    if !settings.is_empty() {
        env.run(&[&["describe"], settings].concat()).ok();
    }
    env
}

/// No agreed terms: interest from the 31st day after sending (633/1982 6 §), and none where that day is not known.
#[test]
fn a_business_without_agreed_terms() {
    let env = business(&[]);
    for (row, first, total) in [
        // Sent 15.5.: 30 days pass on 14.6.; a day of 1000 x 0.105 / 365 = 0.288.
        ("15.5.2026;;29.5.2026;1000", "2026-06-15", "1000.29"),
        ("16.5.2026;;29.5.2026;1000", "2026-06-16", "1000.00"),
        // The day of sending goes before the day on the invoice.
        ("1.5.2026;16.5.2026;29.5.2026;1000", "2026-06-16", "1000.00"),
        (";;29.5.2026;1000", "null", "1000.00"),
    ] {
        let list =
            format!("customer;invoice;invoice_date;sent_date;due_date;open\nTesti Oy;1;{row}\n");
        let plan = plan(&env, &list, &[]);
        assert_eq!(totals(&plan), [format!("1001 business {total}")], "{row}");
        let from = plan["letters"][0]["invoices"][0]["interest_from"].to_string();
        assert_eq!(from.trim_matches('"'), first, "{row}");
    }
    // The register may say that due dates are agreed; a row says otherwise for itself.
    env.run(&["describe", "letters.due_agreed=yes"]).ok();
    let list = "customer;invoice;invoice_date;due_date;open;due_agreed\n\
        Testi Oy;1;15.5.2026;29.5.2026;1000;\nTesti Oy;2;16.5.2026;29.5.2026;1000;no\n";
    let plan = plan(&env, list, &[]);
    let from = |at: usize| plan["letters"][0]["invoices"][at]["interest_from"].clone();
    assert_eq!(
        (from(0), from(1)),
        ("2026-05-30".into(), "2026-06-16".into())
    );
}

/// The rate of the next half-year is not known: the sum is, what a day adds is not, and the plan says what to type.
#[test]
fn on_the_last_day_of_a_half_year_a_days_interest_is_not_said_to_be_nothing() {
    let env = business(&[]);
    env.write(
        "open.csv",
        "customer;invoice;due_date;open;due_agreed\nTesti Oy;1;16.11.2026;1000,00;yes\n",
    );
    let on = |day: &str, lang: &str| {
        let line = [
            "--lang",
            lang,
            "--date",
            day,
            "--dry-run",
            "letter",
            "reminder",
        ];
        env.run(&[&line[..], &["--receivables", "open.csv"]].concat())
            .stderr
    };
    // 17.11.-30.12. is 44 days: 12.658; -31.12.: 12.945.
    let before = on("2026-12-30", "en");
    assert!(
        before.contains(
            "interest 12,66\u{a0}€, then 0,28\u{a0}€ a day to 31.12.2026 (633/1982 4 a §)"
        ),
        "{before}"
    );
    // The new due date 7.1. lies in the half-year that is not known.
    assert!(
        before.contains("`rekisteri rates add 2027-H1 PERCENT`"),
        "{before}"
    );
    let far = on("2026-12-18", "en");
    assert!(!far.contains("rates add 2027"), "{far}");
    let last = on("2026-12-31", "en");
    let said = "interest 12,95\u{a0}€ to the letter's date; what a day adds is not known without the reference rate for 2027-H1 (633/1982 4 a §)";
    assert!(
        last.contains(said) && !last.contains("0,00\u{a0}€ a day"),
        "{last}"
    );
    assert!(
        last.contains("`rekisteri rates add 2027-H1 PERCENT`"),
        "{last}"
    );
    let last = on("2026-12-31", "fi");
    assert!(
        last.contains("päiväkorkoa ei tiedetä ilman viitekorkoa puolivuodelta 2027-H1"),
        "{last}"
    );
}

/// A typed invoice is asked for only once it is late: good collection practice forbids false claims (513/1999 4 §).
#[test]
fn a_letter_before_the_due_date_is_refused() {
    let env = business(&[]);
    let typed = |day: &str, rest: [&str; 2]| {
        let line = [
            "--lang",
            "en",
            "--date",
            day,
            "--dry-run",
            "letter",
            "reminder",
            "1001",
            "--invoice",
            "1",
        ];
        let dates = [
            "--invoice-date",
            "29.5.2026",
            "--due",
            rest[0],
            "--amount",
            rest[1],
        ];
        env.run(&[&line[..], &dates].concat())
    };
    for (day, due, late) in [
        ("2026-06-12", "12.6.2026", false),
        ("2026-06-13", "12.6.2026", true),
        ("2026-06-11", "12.6.2026", false),
        // Due on a Saturday: Monday is in time, by custom.
        ("2026-06-15", "13.6.2026", false),
        ("2026-06-16", "13.6.2026", true),
        // Midsummer Eve, a Friday: Monday 22.6.
        ("2026-06-22", "19.6.2026", false),
        ("2026-06-23", "19.6.2026", true),
    ] {
        let run = typed(day, [due, "100"]);
        assert_eq!(run.status == 0, late, "{day} {due}: {run}");
        assert!(
            late || run.stderr.contains("is not overdue on the letter's date"),
            "{run}"
        );
    }
    for wrong in ["0", "-1", "0,001"] {
        let run = typed("2026-06-15", ["12.6.2026", wrong]);
        assert!(run.status != 0, "{wrong}: {run}");
    }
    let early = typed("2026-06-15", ["28.5.2026", "100"]).fails(1);
    assert!(early.stderr.contains("dated after its due date"), "{early}");
}

/// From a cent to the greatest sum that is read; payments add up, and where no code can hold a sum a note stands instead.
#[test]
fn a_cent_and_a_very_large_sum() {
    let env = business(&["letters.reminder_fee_business=12"]);
    let list = |sum: &str| {
        format!(
            "customer;invoice;due_date;open;due_agreed;reference\nTesti Oy;1;15.5.2026;{sum};yes;1232\n"
        )
    };
    let total = |sum: &str| {
        plan(&env, &list(sum), &[])["letters"][0]["total"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // 0.01 x 0.105 x 31 / 365 is nothing; 999 999 999 999.99 x 0.105 x 31 / 365 = 8 917 808 219.178.
    assert_eq!(total("0,01"), "12.01");
    assert_eq!(total("999 999 999 999,99"), "1008917808231.17");
    env.write("open.csv", &list("1 000 000 000 000,00"));
    let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
    assert!(refused.stderr.contains("open is not a sum"), "{refused}");
    for sum in ["0,01", "999 999,99", "1 000 000,00", "999 999 999 999,99"] {
        env.write("open.csv", &list(sum));
        let out = sum.replace(' ', "");
        reminder(&env, &["--yes"], &["--channel", "post", "--output", &out]).ok();
        assert!(fs::read_dir(env.path(&out)).unwrap().count() == 1, "{sum}");
    }
}

/// A consumer owes interest 30 days after what told him the percentage in force has come, seven days by post: the invoice, what a list names, or
/// the letter itself.
#[test]
fn when_a_consumer_was_told_decides_from_when_he_owes() {
    let env = business(&[]);
    for (told, first) in [
        // The letter tells it: 15.6. + 7 + 30 days = 22.7.
        ("no", "2026-07-23"),
        ("yes", "2026-06-08"),
        ("10.5.2026", "2026-06-17"),
        // Told before there was an invoice, by a contract.
        ("1.4.2026", "2026-07-23"),
        // 9,5 % was in force; 10,5 % was in 2025-H1.
        ("9,5 %", "2026-06-08"),
        ("9,5 % 10.5.2026", "2026-06-17"),
        ("10,5%", "2026-07-23"),
        ("10,5 % 10.5.2026", "2026-07-23"),
    ] {
        let list = format!(
            "customer;invoice;invoice_date;due_date;open;interest_told\nAino Esimerkki;1;1.5.2026;29.5.2026;100,00;{told}\n"
        );
        let plan = plan(&env, &list, &[]);
        let invoice = &plan["letters"][0]["invoices"][0];
        let came = (&invoice["interest_from"], &invoice["interest_section"]);
        let section = "633/1982 6 § 2 mom.".into();
        assert_eq!(came, (&first.into(), &section), "{told}");
    }
    // The register may say so for all.
    env.run(&["describe", "letters.interest_told=yes"]).ok();
    let list =
        "customer;invoice;invoice_date;due_date;open\nAino Esimerkki;1;1.5.2026;29.5.2026;100,00\n";
    assert_eq!(
        plan(&env, list, &[])["letters"][0]["invoices"][0]["interest_from"],
        "2026-06-08"
    );
}

/// The journal knows invoices by number, and some programs begin their numbers anew each year: what was told of the old invoice 12 in 2024
/// tells nothing of the new one, whose letter is the first (633/1982 6 § 2 mom.).
#[test]
fn a_letter_about_an_older_invoice_of_that_number_is_not_about_this_one() {
    let env = business(&[]);
    let header = "customer;invoice;invoice_date;due_date;open\n";
    env.write(
        "open.csv",
        &format!("{header}Aino Esimerkki;12;1.4.2024;15.4.2024;80,00\n"),
    );
    let old = ["--date", "2024-05-02", "--yes", "letter", "reminder"];
    let list = ["--receivables", "open.csv", "--format", "txt"];
    env.run(&[&old[..], &list].concat()).ok();
    let new = format!(
        "{header}Aino Esimerkki;12;1.5.2026;15.5.2026;100,00\nAino Esimerkki;13;1.5.2026;15.5.2026;100,00\n"
    );
    let plan = plan(&env, &new, &[]);
    let letter = &plan["letters"][0];
    assert_eq!(letter["reminded"], serde_json::Value::Null);
    for invoice in letter["invoices"].as_array().unwrap() {
        // 15.6. and 7 and 30 days.
        assert_eq!(invoice["interest_from"], "2026-07-23", "{invoice}");
    }
    assert_eq!(letter["interest"], "0.00");
}

/// Sent on 30.4.2023 and never reminded of, it is barred after 30.4.2026 (728/2003 4 and 6 §): a letter that is dated back to 30.4. collects it no more,
/// and no such letter is written by which a journal would have it reminded of in time.
#[test]
fn a_letter_that_is_dated_back_collects_nothing_barred() {
    let mut env = business(&[]);
    env.write(
        "open.csv",
        "customer;invoice;invoice_date;due_date;open\nTesti Oy;1;30.4.2023;1.5.2023;100,00\nTesti Oy;2;1.3.2026;1.4.2026;50,00\n",
    );
    let back = |env: &TestEnv, lang: &str| {
        let line = ["--lang", lang, "--date", "2026-04-30", "--dry-run"];
        let letter = ["letter", "reminder", "--receivables", "open.csv"];
        env.run(&[&line[..], &letter].concat()).stderr
    };
    let said = back(&env, "en");
    for part in [
        "warning: the date is in the past: 30.4.2026. The letters bear it",
        "left out: 1001 Testi Oy, invoice 1: time-barred after 30.4.2026, three years from the invoice's sending, for no due date was agreed (513/1999 4 § 3 mom., 728/2003 4, 6, 10 §)",
        "1001 Testi Oy: 50,42\u{a0}€",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let said = back(&env, "fi");
    assert!(
        said.contains("päivä on menneisyydessä: 30.4.2026"),
        "{said}"
    );
    // On the day itself it is asked for, and nothing is warned of.
    if cfg!(debug_assertions) {
        env.set("REKISTERI_TODAY", "2026-04-30");
        let said = back(&env, "en");
        assert!(
            said.contains("invoice 1, due 1.5.2023") && !said.contains("in the past"),
            "{said}"
        );
    }
}
