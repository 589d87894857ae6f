//! `--kind`: what debtors are where neither the list nor the register says so, for all or for one; and what kind means in money.

use super::{plan, register, reminder, totals};

const CUSTOMERS: [&[&str]; 3] = [
    &["company=Tmi Sepon Sähkö", "business_id=9000003-8"],
    &["company=Raahen Soutajat ry"],
    &["company=Testi Oy", "business_id=1234567-1"],
];

const LIST: &str = "\
customer;invoice;due_date;open;due_agreed
Tmi Sepon Sähkö;1;15.5.2026;100,00;yes
Raahen Soutajat ry;2;15.5.2026;100,00;yes
Testi Oy;3;15.5.2026;100,00;yes
";

/// 100 x 0.095 x 31 / 365 = 0.807 (633/1982 4 §), 100 x 0.105 x 31 / 365 = 0.892 (4 a §).
#[test]
fn a_kind_is_said_for_all_or_for_one() {
    let env = register(&CUSTOMERS);
    let (low, high) = ("100.81", "100.89");
    for (given, kinds) in [
        (
            &[][..],
            [("consumer", low), ("consumer", low), ("business", high)],
        ),
        (
            &["--kind", "business"],
            [("business", high), ("business", high), ("business", high)],
        ),
        (
            &["--kind", "muu"],
            [("other", low), ("other", low), ("other", low)],
        ),
        (
            &["--kind", "1001=business"],
            [("business", high), ("consumer", low), ("business", high)],
        ),
        (
            &[
                "--kind",
                "other",
                "--kind",
                "1001=business",
                "--kind",
                "1003=consumer",
            ],
            [("business", high), ("other", low), ("consumer", low)],
        ),
    ] {
        let wanted: Vec<String> = kinds
            .iter()
            .zip(1001..)
            .map(|((kind, total), number)| format!("{number} {kind} {total}"))
            .collect();
        assert_eq!(totals(&plan(&env, LIST, given)), wanted, "{given:?}");
    }
}

#[test]
fn the_list_goes_before_what_is_said_and_the_plan_tells_which() {
    let env = register(&CUSTOMERS);
    let list = "customer;invoice;due_date;open;kind\n\
        Tmi Sepon Sähkö;1;15.5.2026;100,00;consumer\nRaahen Soutajat ry;2;15.5.2026;100,00;\nTesti Oy;3;15.5.2026;9,00;yritys\n";
    env.write("open.csv", list);
    let run = reminder(&env, &["--dry-run"], &["--kind", "business"]);
    for said in [
        "1001 Tmi Sepon Sähkö: 100,00\u{a0}€ by 2.7.2026; consumer (the list says so)",
        "1002 Raahen Soutajat ry: 100,00\u{a0}€ by 22.6.2026; business (you said so)",
        "1003 Testi Oy: 9,00\u{a0}€ by 22.6.2026; business (the list says so)",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{run}");
    }
    assert_eq!(run.status, 0);
}

/// A natural person who bought one thing for business: the row that says nothing is a consumer's, so both are asked for as his
/// (513/1999 3 §). 100 x 0.095 x 31 / 365 = 0.807 each, and not 0.892.
#[test]
fn a_row_without_a_kind_takes_none_from_another() {
    let env = register(&[&["name=Aino Esimerkki"], CUSTOMERS[0]]);
    let list = "customer;invoice;due_date;open;due_agreed;kind\n\
        Aino Esimerkki;1;15.5.2026;100,00;yes;business\nAino Esimerkki;2;15.5.2026;100,00;yes;\n\
        Tmi Sepon Sähkö;3;15.5.2026;100,00;yes;\nTmi Sepon Sähkö;4;15.5.2026;100,00;yes;business\n";
    assert_eq!(
        totals(&plan(&env, list, &[])),
        ["1001 consumer 201.62", "1002 consumer 201.62"]
    );
    let run = reminder(&env, &["--dry-run"], &[]);
    for said in [
        "consumer (no company in the register)\n  by the list the debtor is another kind on another row",
        "consumer (assumed, for the kind is not known: `--kind 1002=other`)\n  by the list the debtor is another",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{run}");
    }
    // Who is asked about, or spoken of, is what was said.
    assert_eq!(
        totals(&plan(
            &env,
            list,
            &["--kind", "1001=business", "--kind", "1002=other"]
        )),
        ["1001 business 201.78", "1002 other 201.62"]
    );
}

/// A slip in the number must not leave the debtor whom it was meant for as what he is not.
#[test]
fn a_kind_of_nobody_on_the_list_is_named_before_anything_is_written() {
    let env = register(&CUSTOMERS);
    env.write(
        "open.csv",
        "customer;invoice;due_date;open\nTmi Sepon Sähkö;1;15.5.2026;9,00\n",
    );
    let before = env.state();
    let given = ["1001=business", "1010=business", "1002=other"];
    let kinds: Vec<&str> = given.iter().flat_map(|kind| ["--kind", kind]).collect();
    let refused = reminder(&env, &["--yes"], &kinds).fails(2);
    for said in ["no debtor of these invoices: 1002, 1010", "--dry-run"] {
        assert!(refused.stderr.contains(said), "{said}\n{refused}");
    }
    assert_eq!(env.state(), before);
    reminder(&env, &["--dry-run"], &kinds[..2]).ok();
    // Whose row cannot be used is known all the same: the fault is what is told.
    env.write(
        "open.csv",
        "customer;invoice;due_date;open\nTmi Sepon Sähkö;1;x;9,00\n",
    );
    let refused = reminder(&env, &["--yes"], &kinds[..2]).fails(1);
    assert!(
        refused.stderr.contains("due_date is not a date"),
        "{refused}"
    );
}

#[test]
fn a_kind_that_there_is_not_is_a_usage_error() {
    let env = register(&CUSTOMERS);
    env.write("open.csv", LIST);
    for wrong in [
        "trader",
        "1001=trader",
        "=business",
        "Testi=business",
        "1001=",
    ] {
        let refused = reminder(&env, &["--dry-run"], &["--kind", wrong]);
        assert_eq!(refused.status, 2, "{wrong}: {refused}");
    }
    let two = "customer;invoice;due_date;open;kind\nTesti Oy;1;15.5.2026;9,00;business\nTesti Oy;2;15.5.2026;9,00;other\n";
    env.write("open.csv", two);
    let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
    assert_eq!(
        refused
            .stderr
            .matches("kind differs from that of another row")
            .count(),
        2,
        "{refused}"
    );
}
