//! Credit notes, and whatever else keeps a claim or a debtor out of the letters: each with its reason, and never a sum that is too high.

use super::{plan, register, reminder, totals};
use crate::common::sandbox::TestEnv;

const CUSTOMERS: [&[&str]; 3] = [
    &["company=Testi Oy", "business_id=1234567-1"],
    &["company=Koe Ky", "business_id=9000001-1"],
    &["name=Aino Esimerkki"],
];

const HEADER: &str =
    "customer;invoice;due_date;amount;open;reference;description;credits;disputed\n";

fn env() -> TestEnv {
    register(&CUSTOMERS)
}

fn list(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("{HEADER}{rows}")
}

/// Koe Ky always gets its letter: who is left out keeps nobody else out.
const OTHER: &str = "Koe Ky;201;15.5.2026;10,00;10,00;;;;";

/// By `credits`, else by its own number, else by its reference, else by the words of its description.
#[test]
fn a_credit_note_reduces_the_invoice_it_names() {
    let env = env();
    for note in [
        "Testi Oy;9;15.5.2026;-40,00;-40,00;;;101;",
        "Testi Oy;101;15.5.2026;-40,00;-40,00;;;;",
        "Testi Oy;9;15.5.2026;-40,00;-40,00;1232;;;",
        "Testi Oy;9;15.5.2026;-40,00;-40,00;;Hyvitys laskuun 101, harjaus;;",
        // An older and a partly used one: what is open of it counts.
        "Testi Oy;9;15.5.2026;-90,00;-40,00;;;101;",
    ] {
        let list = list(&[
            "Testi Oy;101;15.5.2026;100,00;100,00;1232;;;",
            "Testi Oy;102;15.5.2026;30,00;30,00;12344;;;",
            note,
            OTHER,
        ]);
        let plan = plan(&env, &list, &[]);
        assert_eq!(
            totals(&plan),
            ["1001 business 90.00", "1002 business 10.00"],
            "{note}"
        );
        let first = &plan["letters"][0]["invoices"][0];
        assert_eq!(
            (&first["open"], &first["credited"]),
            (&"60.00".into(), &"40.00".into())
        );
        assert_eq!(plan["left_out"], serde_json::json!([]), "{note}");
    }
}

#[test]
fn an_invoice_that_is_credited_whole_counts_as_paid() {
    let env = env();
    let rows = [
        "Testi Oy;101;15.5.2026;100,00;100,00;;;;",
        "Testi Oy;9;15.5.2026;-60,00;-60,00;;;101;",
        "Testi Oy;10;15.5.2026;-40,00;-40,00;;;101;",
        OTHER,
    ];
    let plan = plan(&env, &list(&rows), &[]);
    assert_eq!(totals(&plan), ["1002 business 10.00"]);
    assert_eq!(
        (&plan["paid"], &plan["left_out"]),
        (&1.into(), &serde_json::json!([]))
    );
}

#[test]
fn a_credit_note_that_cannot_be_placed_leaves_its_debtor_out_with_the_reason() {
    let env = env();
    for (note, why) in [
        (
            "Testi Oy;9;15.5.2026;-40,00;-40,00;;;;",
            "names no open invoice of the list",
        ),
        (
            "Testi Oy;9;15.5.2026;-40,00;-40,00;;;999;",
            "names no open invoice of the list",
        ),
        // Another debtor's invoice is none of his.
        (
            "Testi Oy;9;15.5.2026;-4,00;-4,00;;;201;",
            "names no open invoice of the list",
        ),
        (
            "Testi Oy;9;15.5.2026;-40,00;-40,00;;laskut 101 ja 102;;",
            "fits several invoices",
        ),
        (
            "Testi Oy;9;15.5.2026;-40,00;-40,00;1232;;;",
            "fits several invoices",
        ),
        (
            "Testi Oy;9;15.5.2026;-100,01;-100,01;;;101;",
            "is greater than what is open of its invoice",
        ),
    ] {
        let rows = [
            "Testi Oy;101;15.5.2026;100,00;100,00;1232;;;",
            "Testi Oy;102;15.5.2026;30,00;30,00;1232;;;",
            note,
            OTHER,
        ];
        let plan = plan(&env, &list(&rows), &[]);
        assert_eq!(totals(&plan), ["1002 business 10.00"], "{note}");
        assert_eq!(plan["left_out"][0]["why"], "credit-note");
        let run = reminder(&env, &["--dry-run"], &[]);
        let said = format!("left out: 1001 Testi Oy: credit note 9 {why}");
        assert!(run.stderr.contains(&said), "{said}\n{run}");
    }
}

/// Together the notes exceed the invoice, although each alone does not.
#[test]
fn two_credit_notes_are_counted_together() {
    let rows = [
        "Testi Oy;101;15.5.2026;100,00;100,00;;;;",
        "Testi Oy;9;15.5.2026;-60,00;-60,00;;;101;",
        "Testi Oy;10;15.5.2026;-60,00;-60,00;;;101;",
    ];
    let plan = plan(&env(), &list(&rows), &[]);
    assert_eq!(totals(&plan), [""; 0]);
    assert_eq!(plan["left_out"][0]["why"], "credit-note");
}

#[test]
fn a_credit_note_of_somebody_who_owes_nothing_is_told_too() {
    let rows = ["Aino Esimerkki;9;15.5.2026;-40,00;-40,00;;;;", OTHER];
    let plan = plan(&env(), &list(&rows), &[]);
    assert_eq!(totals(&plan), ["1002 business 10.00"]);
    assert_eq!(plan["left_out"][0]["customer"], 1003);
}

#[test]
fn disputed_and_time_barred_claims_are_left_out_with_the_section() {
    let env = env();
    let rows = [
        "Testi Oy;101;15.5.2026;100,00;100,00;;;;kyllä",
        "Testi Oy;102;15.5.2026;30,00;30,00;;;;ei",
        // Neither dated nor agreed, due 14.6.2024: it may have been sent a year before. The borders are cases of the law.
        "Koe Ky;104;14.6.2024;20,00;20,00;;;;",
        "Koe Ky;103;15.5.2026;10,00;10,00;;;;",
        // Not late and disputed: nobody's concern yet.
        "Aino Esimerkki;301;30.6.2026;10,00;10,00;;;;kyllä",
    ];
    let plan = plan(&env, &list(&rows), &[]);
    assert_eq!(totals(&plan)[0], "1001 business 30.00");
    assert_eq!(plan["letters"][1]["principal"], "10.00");
    let left = plan["left_out"].as_array().unwrap();
    let said: Vec<String> = left
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            format!("{} {}: {}", text("invoice"), text("why"), text("section"))
        })
        .collect();
    let barred = "104 time-barred: 513/1999 4 § 3 mom., 728/2003 4, 6, 10 §";
    assert_eq!(said, ["101 disputed: 513/1999 4 b §", barred]);
    assert_eq!(plan["undue"], 1);
    let run = reminder(&env, &["--dry-run"], &[]);
    for line in [
        "left out: 1001 Testi Oy, invoice 101: disputed (513/1999 4 b §)",
        "left out: 1002 Koe Ky, invoice 104: time-barred after 14.6.2026, for it is not known when the invoice was sent, and no due date was agreed: give `invoice_date` or `sent_date` (513/1999 4 § 3 mom., 728/2003 4, 6, 10 §)",
        "2 letters; 1 not due, 0 paid, 2 left out, 0 faulty",
    ] {
        assert!(run.stderr.contains(line), "{line}\n{run}");
    }
}

#[test]
fn undue_and_paid_rows_are_counted_and_where_nothing_is_left_nothing_is_written() {
    let env = env();
    let rows = [
        "Testi Oy;101;15.6.2026;100,00;100,00;;;;",
        // Due on a Saturday: in time on Monday, the letter's date.
        "Testi Oy;102;13.6.2026;100,00;100,00;;;;",
        "Koe Ky;201;15.5.2026;100,00;0,00;;;;",
        "Koe Ky;202;15.5.2026;100,00;0;;;;",
    ];
    let plan = plan(&env, &list(&rows), &[]);
    assert_eq!((&plan["undue"], &plan["paid"]), (&2.into(), &2.into()));
    let run = reminder(&env, &["--yes"], &[]);
    assert!(run.status == 0 && run.stdout.is_empty(), "{run}");
    assert!(run.stderr.contains("Nothing changed."), "{run}");
    assert!(!env.path("output").join("2026-06-15-1").exists());
}

/// Put aside, the row would have made the letter ask for 100 instead of 60: the debtor is left out with it.
#[test]
fn a_faulty_row_that_may_be_a_credit_note_leaves_its_debtor_out() {
    let env = env();
    for faulty in [
        "Testi Oy;9;15.5.2026;-40,00;-40,00;1233;;101;",
        "Testi Oy;9;15.5.2026;-4O,00;-4O,00;;;101;",
        "Testi Oy;9;15.5.2026;;;;;101;",
    ] {
        let rows = ["Testi Oy;101;15.5.2026;100,00;100,00;;;;", faulty, OTHER];
        let file = env.path("faulty.csv");
        let skip = ["--skip-faulty", file.to_str().unwrap()];
        let plan = plan(&env, &list(&rows), &skip);
        assert_eq!(totals(&plan), ["1002 business 10.00"], "{faulty}");
        let left = &plan["left_out"][0];
        assert_eq!(
            (&left["invoice"], &left["why"]),
            (&"101".into(), &"faulty-row".into())
        );
        let run = reminder(&env, &["--dry-run"], &skip);
        let said =
            "left out: 1001 Testi Oy, invoice 101: the faulty row on line 3 may be a credit note";
        assert!(run.stderr.contains(said), "{run}");
    }
    // A faulty invoice is no reason: what is asked then is less, not more.
    let rows = [
        "Testi Oy;101;15.5.2026;100,00;100,00;;;;",
        "Testi Oy;102;15.5.2026;9,00;9,00;1233;;;",
    ];
    let plan = plan(&env, &list(&rows), &["--skip-faulty", "faulty.csv"]);
    assert_eq!(totals(&plan), ["1001 business 100.00"]);
}

/// A credit note of nobody, or on a row with a cell too many, may be anybody's.
#[test]
fn a_faulty_credit_note_of_nobody_stops_every_letter() {
    let env = env();
    for faulty in [
        "Kirjoitusvirhe Oy;9;15.5.2026;-40,00;-40,00;;;101;",
        "Testi Oy;9;15.5.2026;-40,00;-40,00;;;101;;ylim",
    ] {
        let rows = ["Testi Oy;101;15.5.2026;100,00;100,00;;;;", faulty];
        env.write("../open.csv", &list(&rows));
        let line = [
            "--lang",
            "en",
            "letter",
            "reminder",
            "--receivables",
            "../open.csv",
        ];
        let skip = ["--skip-faulty", "faulty.csv", "--yes"];
        let run = env.run(&[&line[..], &skip].concat()).fails(1);
        let said = "the faulty row on line 3 may be a credit note, and nobody can tell whose";
        assert!(run.stderr.contains(said), "{faulty}: {run}");
        assert!(!env.path("faulty.csv").exists(), "{faulty}");
    }
}

/// The invoice is there, on a row that cannot be used: that is what the reason says, and which row.
#[test]
fn a_credit_note_of_an_invoice_on_a_faulty_row_names_the_row() {
    let env = env();
    let faulty = "Testi Oy;102;15.5.2026;90,00;90,00;1233;;;";
    let skip = ["--skip-faulty", "faulty.csv"];
    for note in [
        "Testi Oy;9;15.5.2026;-40,00;-40,00;;;102;",
        "Testi Oy;9;15.5.2026;-40,00;-40,00;;Hyvitys laskuun 102;;",
        "Testi Oy;102;15.5.2026;-40,00;-40,00;;;;",
        // It names nothing that can be read.
        "Testi Oy;9;15.5.2026;-40,00;-40,00;12344;;;",
    ] {
        let rows = [
            "Testi Oy;101;15.5.2026;100,00;100,00;1232;;;",
            faulty,
            note,
            OTHER,
        ];
        let plan = plan(&env, &list(&rows), &skip);
        assert_eq!(totals(&plan), ["1002 business 10.00"], "{note}");
        assert_eq!(plan["left_out"][0]["why"], "credit-note");
        let run = reminder(&env, &["--dry-run"], &skip);
        let said = "its invoice may stand on the faulty line 3";
        assert!(run.stderr.contains(said), "{note}\n{run}");
    }
    // Another invoice's number is none of that row's.
    let note = "Testi Oy;9;15.5.2026;-40,00;-40,00;;;999;";
    plan(&env, &list(&[faulty, note, OTHER]), &skip);
    let run = reminder(&env, &["--dry-run"], &skip);
    assert!(run.stderr.contains("names no open invoice"), "{run}");
}
