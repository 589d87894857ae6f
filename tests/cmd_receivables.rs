//! The working day of seven overdue invoices: five letters, every sum by hand with its section; and a list full of faults.

use std::fs;

use crate::common::letters::FEES;
use crate::common::sandbox::TestEnv;
use crate::debts;

/// Two debtors with two invoices each, a consumer, a sole trader, a third company; one row not due, one paid, one credit note.
const LIST: &str = "\
Asiakas;Lasku;Laskupvm;Eräpäivä;Summa;Avoinna;Sovittu eräpäivä;Korko ilmoitettu;Hyvittää
Testi Oy;101;1.4.2026;15.4.2026;500,00;500,00;kyllä;;
Testi Oy;102;20.4.2026;4.5.2026;250,00;250,00;kyllä;;
Testi Oy;103;21.4.2026;21.4.2026;-50,00;-50,00;;;101
9000001-1;201;1.5.2026;15.5.2026;1 000,00;1 000,00;ei;;
9000001-1;202;20.5.2026;3.6.2026;300,00;300,00;ei;;
aino@example.fi;301;1.4.2026;15.4.2026;80,00;80,00;;kyllä;
Aino Esimerkki;302;1.3.2026;15.3.2026;40,00;0,00;;;
Tmi Sepon Sähkö;401;1.5.2026;15.5.2026;120,00;120,00;;;
Malli Oyj;501;25.5.2026;8.6.2026;64,50;64,50;kyllä;;
Malli Oyj;502;16.6.2026;30.6.2026;99,00;99,00;;;
";

fn register() -> TestEnv {
    let env = debts::register(&[
        &["company=Testi Oy", "business_id=1234567-1"],
        &["company=Koe Ky", "business_id=9000001-1"],
        &["name=Aino Esimerkki", "email=aino@example.fi"],
        &["company=Tmi Sepon Sähkö", "business_id=9000003-8"],
        &["company=Malli Oyj", "business_id=9000004-6"],
    ]);
    env.run(&[&["describe"], &FEES[..]].concat()).ok();
    env
}

#[test]
fn seven_invoices_make_five_letters() {
    let env = register();
    let plan = debts::plan(&env, LIST, &[]);
    let letters = plan["letters"].as_array().unwrap();
    let came: Vec<String> = letters
        .iter()
        .map(|letter| {
            let said = |key: &str| letter[key].as_str().unwrap().to_owned();
            let sums = ["kind", "principal", "interest", "fee", "total", "due"].map(said);
            format!("{} {}", letter["customer"], sums.join(" "))
        })
        .collect();
    let expected = [
        // 633/1982 4 a and 5 §: reference 2.5 + 8 = 10.5 %. 101: 500 - 50 credited; 16.4.-15.6. is 61 days:
        // 450 x 0.105 x 61 / 365 = 7.897. 102: 5.5.-15.6. is 42 days: 250 x 0.105 x 42 / 365 = 3.021. Fee 513/1999 10 e §: 12 once.
        // 450 + 250 + 7.90 + 3.02 + 12 = 722.92. Due 15.6. + 7 = Monday 22.6.
        "1001 business 700.00 10.92 12.00 722.92 2026-06-22",
        // 6 §, not agreed. 201: sent 1.5. + 30 = 31.5., so 1.6.-15.6. is 15 days: 1000 x 0.105 x 15 / 365 = 4.315.
        // 202: sent 20.5. + 30 = 19.6.: nothing yet. 1300 + 4.32 + 12 = 1316.32.
        "1002 business 1300.00 4.32 12.00 1316.32 2026-06-22",
        // 4 and 6 § 2 mom.: told by the invoice, which came by 8.4.; + 30 = 8.5., so 9.5.-15.6. is 38 days: 80 x 0.095 x 38 / 365 = 0.791.
        // 10 a and 10 b §: 14 days to pay, and 61 days late: 5. 80 + 0.79 + 5 = 85.79. Due 15.6. + 17 = Thursday 2.7.
        "1003 consumer 80.00 0.79 5.00 85.79 2026-07-02",
        // A sole trader counts as a consumer where nobody says otherwise; not told: no interest yet. 15.5. + 15 = 30.5.: fee 5.
        "1004 consumer 120.00 0.00 5.00 125.00 2026-07-02",
        // 9.6.-15.6. is 7 days: 64.50 x 0.105 x 7 / 365 = 0.130. 10 f §: no wait for the first fee. 64.50 + 0.13 + 12 = 76.63.
        "1005 business 64.50 0.13 12.00 76.63 2026-06-22",
    ];
    assert_eq!(came, expected);
    assert_eq!((&plan["undue"], &plan["paid"]), (&1.into(), &1.into()));
    assert_eq!(plan["missing_rates"], serde_json::json!([]));
    let invoices: usize = letters
        .iter()
        .map(|letter| letter["invoices"].as_array().unwrap().len())
        .sum();
    assert_eq!(invoices, 7);
    let written = debts::letter(&env, &["--yes"], "demand", &["--format", "txt"]).ok();
    assert_eq!(written.lines().count(), 5);
    for (path, sum) in written
        .lines()
        .zip(["722,92", "316,32", "85,79", "125,00", "76,63"])
    {
        let letter = fs::read_to_string(path).unwrap();
        assert!(
            letter.contains("Maksuvaatimus") && letter.contains(sum),
            "{letter}"
        );
    }
}

#[test]
fn every_fault_is_named_at_once_and_exactly_those_rows_are_left_out() {
    let env = register();
    let list = "\
customer;invoice;due_date;open;reference;disputed
Testi Oy;1;15.4.2026;10,00;1232;
Testi Oy;1;15.4.2026;10,00;;
Nobody Oy;2;15.4.2026;10,00;;
Testi Oy;3;31.4.2026;much;1233;perhaps
1001;4;15.4.2026;10,00;;
Malli Oyj;5;15.4.2026;10,00;;
";
    env.write("open.csv", list);
    let run = debts::reminder(&env, &["--yes"], &[]).fails(1);
    for part in [
        "line 2: invoice stands on another row too",
        "line 3: invoice stands on another row too",
        "line 4: customer is of no customer here",
        "line 5: open is not a sum",
        "line 5: due_date is a day that",
        "line 5: reference is a reference number with a wrong check digit",
        "line 5: disputed is neither yes nor no",
        "line 6: customer is the invoicing program's number",
    ] {
        assert!(run.stderr.contains(part), "`{part}`\n{run}");
    }
    let skip = ["--skip-faulty", "faulty.csv"];
    let written = debts::reminder(&env, &["--yes"], &skip).ok();
    assert_eq!(written.lines().count(), 1);
    let faulty = fs::read_to_string(env.path("faulty.csv")).unwrap();
    let rows: Vec<&str> = list.lines().take(6).collect();
    // Cells with a comma are quoted on the way out.
    assert_eq!(faulty.replace('"', "").lines().collect::<Vec<_>>(), rows);
}

#[test]
fn a_missing_rate_is_named_added_and_insisted_on() {
    let env = register();
    let list = "customer;invoice;invoice_date;due_date;open;due_agreed\nMalli Oyj;5;1.1.2027;15.1.2027;100,00;yes\n";
    env.write("open.csv", list);
    let base = ["--lang", "en", "--date", "2027-02-14"];
    let letter = ["letter", "reminder", "--receivables", "open.csv"];
    let run = |options: &[&str]| env.run(&[&base[..], options, &letter].concat());
    let shown = run(&["--dry-run"]);
    assert!(
        shown.stderr.contains("`rekisteri rates add 2027-H1"),
        "{shown}"
    );
    let insist = [&base[..], &["--yes"], &letter, &["--interest", "amount"]].concat();
    let refused = env.run(&insist).fails(1);
    assert!(refused.stderr.contains("2027-H1"), "{refused}");
    let known = env.run(&["rates", "add", "2026-H1", "3"]).fails(1);
    assert!(known.stderr.contains("1407/2025"), "{known}");
    env.run(&["rates", "add", "2027-H1", "2,5", "--source", "999/2026"])
        .ok();
    let listed = env.run(&["rates", "list"]).ok();
    for row in [
        "2018-H1     0  verified  Bank of Finland",
        "2026-H1   2,5  verified  1407/2025",
        "2026-H2   2,5  derived   654/2026",
        "2027-H1   2,5  own       999/2026",
    ] {
        assert!(listed.contains(row), "{row}\n{listed}");
    }
    // 16.1.-14.2. is 30 days: 100 x 0.105 x 30 / 365 = 0.863.
    let shown = run(&["--dry-run"]);
    assert!(shown.stderr.contains("interest 0,86"), "{shown}");
}

#[test]
fn another_rate_is_shown_beside_the_old_one_and_asked_about() {
    let env = register();
    let add = |rate: &str, more: &[&str]| {
        let base = ["--lang", "en", "rates", "add", "2026-H2", rate];
        env.run(&[&base[..], more].concat())
    };
    add("2,5", &[]).ok();
    let refused = add("3", &[]).fails(2);
    assert!(refused.stderr.contains("2026-H2: 2,5 → 3"), "{refused}");
    let listed = || env.run(&["rates", "list"]).ok();
    add("3", &["--dry-run"]).ok();
    assert!(listed().contains("2026-H2   2,5  own"));
    add("3", &["--yes"]).ok();
    assert!(listed().contains("2026-H2     3  own"), "{}", listed());
    let early = env.run(&["--lang", "en", "rates", "add", "2031-H1", "3"]);
    assert!(early.stderr.contains("has not begun"), "{early}");
    // A new source for the same rate replaces nothing.
    add("3", &["--source", "654/2026"]).ok();
}
