//! Faults of a list: all are named at once with line and column, nothing is rendered, and `--skip-faulty` puts exactly those rows aside.

use std::fs;

use super::{register, reminder};

const CUSTOMERS: [&[&str]; 2] = [
    &["company=Testi Oy", "business_id=1234567-1"],
    &["company=Koe Ky", "business_id=9000001-1"],
];

/// A row of each fault; nothing is rendered, all are named with line and column, and exactly these rows go aside.
#[test]
fn every_fault_of_every_row_is_named_at_once() {
    let env = register(&CUSTOMERS);
    let header = "customer;invoice;invoice_date;due_date;amount;open;sent_date;reference;kind;due_agreed;interest_told\n";
    let rows = [
        (
            "Nobody Oy;1;;15.5.2026;;9,00;;;;;",
            &["customer is of no customer here"][..],
        ),
        ("Testi Oy;;;15.5.2026;;9,00;;;;;", &["invoice is required"]),
        ("Testi Oy;3;;;;9,00;;;;;", &["due_date is required"]),
        (
            "Testi Oy;4;;15.5.2026;;;;;;;",
            &["open is empty; write what is unpaid of the invoice, and 0,00 where nothing is"],
        ),
        (
            "Testi Oy;5;20.5.2026;15.5.2026;;9,00;;;;;",
            &["due_date is before the invoice's date"],
        ),
        (
            "Testi Oy;6;;15.5.2026;8,00;9,00;;;;;",
            &["open is more than the invoice's sum"],
        ),
        (
            "Testi Oy;7;;15.5.2026;;9,00;16.6.2026;;;;",
            &["sent_date is later than the letter's date"],
        ),
        (
            "Testi Oy;8;31.2.2026;15.13.2026;;9,001;x;12;trader;perhaps;perhaps",
            &[
                "invoice_date is a day that the calendar does not have",
                "due_date is a day that the calendar does not have",
                "open may mean two sums",
                "sent_date is not a date",
                "reference is not",
                "kind is not consumer, business, public or other",
                "due_agreed is neither yes nor no",
                "interest_told is neither yes nor no, nor a percentage",
            ],
        ),
        (
            "Testi Oy;9;;15.5.2026;;9,00;;;;;;surplus",
            &["does not have the cells of the header line"],
        ),
    ];
    let sound = "Koe Ky;201;;15.5.2026;;10,00;;;;;\n";
    let all: String = rows.iter().map(|(row, _)| format!("{row}\n")).collect();
    env.write("open.csv", &format!("{header}{sound}{all}"));
    let refused = reminder(&env, &["--yes"], &[]).fails(1);
    for (at, (_, faults)) in rows.iter().enumerate() {
        for fault in *faults {
            let line = format!("line {}:", at + 3);
            let named = refused
                .stderr
                .lines()
                .any(|said| said.starts_with(&line) && said.contains(fault));
            assert!(named, "{line} {fault}\n{refused}");
        }
    }
    assert!(
        refused
            .stderr
            .contains("no letter was written: 9 rows are faulty"),
        "{refused}"
    );
    assert!(!env.path("output").join("2026-06-15-1").exists() && refused.stdout.is_empty());
    let written = reminder(&env, &["--yes"], &["--skip-faulty", "faulty.csv"]).ok();
    assert_eq!(written.lines().count(), 1);
    let faulty = fs::read_to_string(env.path("faulty.csv")).unwrap();
    assert_eq!(faulty.replace('"', "").lines().skip(1).count(), rows.len());
    for (row, _) in rows {
        let cells: Vec<&str> = row.split(';').collect();
        let kept = faulty.replace('"', "");
        assert!(
            kept.lines()
                .any(|line| line.starts_with(&cells[..3].join(";"))),
            "{row}\n{faulty}"
        );
    }
    // A file that is there is never written over.
    let again = reminder(&env, &["--yes"], &["--skip-faulty", "faulty.csv"]).fails(1);
    assert!(again.stderr.contains("faulty.csv"), "{again}");
}

/// The file is the last to be written: what is wrong with its place is known before the first letter.
#[test]
fn a_file_for_faulty_rows_that_cannot_be_written_stops_the_letters() {
    let env = register(&CUSTOMERS);
    let header = "customer;invoice;due_date;open\n";
    let rows = "Testi Oy;1;15.5.2026;10,00\nNobody Oy;2;15.5.2026;10,00\n";
    env.write("open.csv", &format!("{header}{rows}"));
    let before = env.state();
    let refused = reminder(&env, &["--yes"], &["--skip-faulty", "nowhere/faulty.csv"]).fails(1);
    assert!(
        refused.stderr.contains("cannot write `nowhere/faulty.csv`"),
        "{refused}"
    );
    assert!(refused.stdout.is_empty(), "{refused}");
    assert_eq!(env.state(), before);
    assert!(!env.path("output").join("2026-06-15-1").exists());
    // Where it can, no trace of the trying is left.
    reminder(&env, &["--yes"], &["--skip-faulty", "faulty.csv"]).ok();
    let names = fs::read_dir(env.path(".")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains("faulty")).count(), 1);
}
